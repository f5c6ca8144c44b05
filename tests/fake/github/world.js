// SPDX-License-Identifier: Apache-2.0
// What does GitHub know of this repository that git does not? Folds the events of a world, and what
// was written through the API since, into accounts, pull requests, checks, environments and rules.
'use strict';

const { existsSync, lstatSync, readFileSync, realpathSync, statSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { Repository } = require('./git');

const short = (ref) => ref?.replace(/^refs\/heads\//, '');
const list = (value) => (value === undefined ? [] : [].concat(value));
const number = (value) =>
	typeof value === 'string' &&
	/^\d+$/.test(value) &&
	BigInt(value) <= BigInt(Number.MAX_SAFE_INTEGER)
		? Number(value)
		: value;

function emptyState() {
	return {
		repository: { id: 4711, owner: 'acme', name: 'pay', private: true, default_branch: 'main' },
		accounts: new Map([
			[
				'github-actions',
				{
					login: 'github-actions',
					id: 41898282,
					type: 'Bot',
					emails: [],
					permission: 'write',
				},
			],
		]),
		deleted: new Set(),
		teams: new Map(),
		pulls: new Map(),
		issues: new Map(),
		pushes: [],
		refs: new Map(),
		checks: new Map(),
		suites: new Map(),
		runs: new Map(),
		statuses: [],
		deployments: new Map(),
		environments: new Map(),
		runApprovals: [],
		secrets: [],
		rules: new Map(),
		protections: new Map(),
		rulesets: [],
		queue: [], // entries of merge queues, the next first
		comments: new Map(),
		signatures: new Map(),
		faults: [],
		latency: 0,
		clock: null,
		token: { permissions: {} },
		serial: 1000,
		at: '2026-01-01T00:00:00Z',
	};
}

function pullOf(state, event) {
	const pull = state.pulls.get(event.number);
	if (!pull) throw new Error(`no pull request ${event.number} for '${event.do}'`);
	return pull;
}

function leaveQueue(state, number) {
	state.queue = state.queue.filter((entry) => entry.number !== number);
}

function note(state, pull, kind, event, facts) {
	const id = ++state.serial;
	pull.timeline.push({ kind, id, at: event.at, by: event.by ?? null, ...facts });
}

function latestReviewOf(pull, login) {
	const reviews = pull.reviews.filter(
		(review) => review.by === login && review.state !== 'DISMISSED',
	);
	const review = reviews.filter((each) => each.state !== 'COMMENTED').at(-1) ?? reviews.at(-1);
	if (!review) throw new Error(`no review of '${login}' in pull request ${pull.number}`);
	return review;
}

// A run for a request has the name of its head, and does not say which request it was for.
function headBranch(state, event, run) {
	const pulls = [...state.pulls.values()];
	const pull =
		state.pulls.get(run.pull) ??
		pulls.findLast((each) => each.headOid === (run.head_sha ?? event.commit));
	return run.event?.startsWith('pull_request') ? pull?.head : undefined;
}

function addRun(state, event, run) {
	const id = String(run.id);
	const old = state.runs.get(id) ?? { created: event.at, number: state.runs.size + 1 };
	const facts = { head_sha: run.head_sha ?? event.commit ?? old.head_sha, updated: event.at };
	state.runs.set(id, {
		attempt: 1,
		event: 'push',
		head_branch: headBranch(state, event, run),
		path: '.github/workflows/ci.yml',
		...old,
		...run,
		...facts,
	});
}

// A suite is what one application said of one commit, for Actions per run.
function addSuite(state, check, event) {
	const key = String(
		check.suite ?? (check.run ? `run-${check.run.id}` : `${check.app.id}-${check.commit}`),
	);
	if (!state.suites.has(key)) {
		const id = number(check.suite) ?? ++state.serial;
		state.suites.set(key, {
			id,
			key,
			app: check.app,
			commit: check.commit,
			created: event.at,
			by: event.by ?? null,
			run: check.run ? String(check.run.id) : null,
			branch: check.run?.head_branch ?? event.branch ?? null,
		});
	}
	return key;
}

function addCheck(state, event) {
	const id = event.id ?? ++state.serial;
	const check = {
		status: 'completed',
		started: event.at,
		completed: event.at,
		conclusion: null,
		name: 'check',
		app: { id: 15368, slug: 'github-actions' },
		...state.checks.get(String(id)),
		...event,
		id,
	};
	if (check.status.toLowerCase() !== 'completed') check.completed = check.conclusion = null;
	check.order = ++state.serial;
	if (check.run) addRun(state, event, { ...check.run });
	check.attempt = check.run ? state.runs.get(String(check.run.id)).attempt : 1;
	check.suiteKey = addSuite(state, check, event);
	state.checks.set(String(id), check);
	return check;
}

function moveHeads(state, event) {
	for (const pull of state.pulls.values()) {
		const branch = short(event.ref);
		if (pull.state !== 'OPEN' || pull.head !== branch || pull.fork !== (event.fork ?? null))
			continue;
		const before = event.before ?? pull.headOid;
		if (event.force)
			note(state, pull, 'HeadRefForcePushedEvent', event, { before, after: event.after });
		pull.headOid = event.after;
	}
}

// What happens to the branch that open pull requests go into.
function moveBases(state, event, kind) {
	const name = { force_push: 'BaseRefForcePushedEvent', branch_deletion: 'BaseRefDeletedEvent' };
	for (const pull of state.pulls.values()) {
		if (!name[kind] || pull.state !== 'OPEN' || pull.base !== short(event.ref)) continue;
		note(state, pull, name[kind], event, { before: event.before, after: event.after });
	}
}

// kind of event: what it changes.
const folds = {
	account(state, event) {
		state.accounts.set(event.login, {
			type: 'User',
			permission: 'read',
			emails: [],
			id: 100 + state.accounts.size,
			...event,
		});
		state.deleted.delete(event.login);
	},
	permission(state, event) {
		Object.assign(state.accounts.get(event.login), { permission: event.permission });
	},
	team(state, event) {
		state.teams.set(event.slug, {
			id: ++state.serial,
			name: event.slug,
			members: [],
			...event,
		});
	},
	'delete-account': (state, event) => state.deleted.add(event.login),
	repository: (state, event) => Object.assign(state.repository, event),
	token: (state, event) => {
		state.token = { permissions: {}, ...event };
	},
	clock: (state, event) => {
		state.clock = event.now;
	},
	latency: (state, event) => {
		state.latency = event.ms;
	},
	fault: (state, event) => state.faults.push(event),
	heal(state) {
		for (const fault of state.faults) fault.over = true; // each keeps its place
	},
	ref: (state, event) => state.refs.set(short(event.ref), { oid: event.commit, certain: true }),

	open(state, event) {
		state.pulls.set(event.number, {
			title: `Pull request ${event.number}`,
			body: '',
			draft: false,
			...event,
			fork: event.fork ?? null,
			base: event.base ?? state.repository.default_branch,
			headOid: event.commit ?? state.refs.get(event.head)?.oid ?? null,
			state: 'OPEN',
			id: ++state.serial,
			created: event.at,
			updated: event.at,
			edited: null,
			reviews: [],
			timeline: [],
			labels: [],
			closes: list(event.closes),
			merged: null,
		});
	},
	push(state, event) {
		const zero = '0'.repeat(40);
		const before = event.before ?? state.refs.get(short(event.ref))?.oid ?? zero;
		let kind = event.force ? 'force_push' : 'push';
		if (/^0+$/.test(before)) kind = 'branch_creation';
		if (/^0+$/.test(event.after)) kind = 'branch_deletion';
		state.pushes.push({ kind, ...event, before, id: ++state.serial });
		if (event.fork) return moveHeads(state, event);
		moveBases(state, { ...event, before }, kind);
		if (kind === 'branch_deletion') return state.refs.delete(short(event.ref));
		state.refs.set(short(event.ref), { oid: event.after });
		moveHeads(state, { ...event, before });
	},
	edit(state, event) {
		const pull = pullOf(state, event);
		if (event.title && event.title !== pull.title)
			note(state, pull, 'RenamedTitleEvent', event, {
				before: pull.title,
				after: event.title,
			});
		for (const key of ['title', 'body']) pull[key] = event[key] ?? pull[key];
		pull.edited = event.at;
	},
	base(state, event) {
		const pull = pullOf(state, event);
		const kind = event.auto ? 'AutomaticBaseChangeSucceededEvent' : 'BaseRefChangedEvent';
		note(state, pull, kind, event, { before: pull.base, after: event.to });
		pull.base = event.to;
	},
	ready(state, event) {
		pullOf(state, event).draft = false;
		note(state, pullOf(state, event), 'ReadyForReviewEvent', event);
	},
	draft(state, event) {
		pullOf(state, event).draft = true;
		note(state, pullOf(state, event), 'ConvertToDraftEvent', event);
	},
	close(state, event) {
		Object.assign(pullOf(state, event), { state: 'CLOSED', closed: event.at });
		note(state, pullOf(state, event), 'ClosedEvent', event);
	},
	reopen(state, event) {
		Object.assign(pullOf(state, event), { state: 'OPEN', closed: null });
		note(state, pullOf(state, event), 'ReopenedEvent', event);
	},
	'delete-head': (state, event) =>
		note(state, pullOf(state, event), 'HeadRefDeletedEvent', event),
	'restore-head': (state, event) =>
		note(state, pullOf(state, event), 'HeadRefRestoredEvent', event),
	label(state, event) {
		const pull = state.pulls.get(event.number) ?? state.issues.get(event.number);
		pull.labels = pull.labels.filter((name) => name !== event.label);
		if (!event.remove) pull.labels.push(event.label);
	},
	'close-issue': (state, event) => pullOf(state, event).closes.push(...list(event.closes)),
	'test-merge': (state, event) => {
		pullOf(state, event).testMerge = event.commit;
	},
	'auto-merge'(state, event) {
		const pull = pullOf(state, event);
		pull.autoMerge = event.off
			? null
			: { at: event.at, by: event.by, method: event.method ?? 'merge' };
		note(state, pull, event.off ? 'AutoMergeDisabledEvent' : 'AutoMergeEnabledEvent', event);
	},
	queue(state, event) {
		const pull = pullOf(state, event);
		note(state, pull, 'AddedToMergeQueueEvent', event);
		if (event.commit) state.queue.push({ ...event, base: pull.base });
	},
	dequeue(state, event) {
		leaveQueue(state, event.number);
		note(state, pullOf(state, event), 'RemovedFromMergeQueueEvent', event, {
			reason: event.reason ?? null,
			before: event.before ?? null,
		});
	},
	merge(state, event) {
		const pull = pullOf(state, event);
		leaveQueue(state, event.number);
		pull.state = 'MERGED';
		pull.closed = event.at;
		pull.merged = {
			at: event.at,
			by: event.by,
			commit: event.commit,
			method: event.method ?? 'merge',
			base: event.base_commit,
		};
		note(state, pull, 'MergedEvent', event, { commit: event.commit, base: pull.base });
		const before = event.base_commit ?? state.refs.get(pull.base)?.oid ?? null;
		const kind = event.queued ? 'merge_queue_merge' : 'pr_merge';
		if (before)
			state.pushes.push({
				...event,
				ref: pull.base,
				kind,
				before,
				after: event.commit,
				id: ++state.serial,
			});
		state.refs.set(pull.base, { oid: event.commit });
	},

	review(state, event) {
		const pull = pullOf(state, event);
		const review = {
			body: '',
			...event,
			id: event.id ?? ++state.serial,
			commit: event.commit ?? pull.headOid,
			edited: null,
		};
		pull.reviews.push({ ...review, state: event.state.toUpperCase() });
	},
	dismiss(state, event) {
		const pull = pullOf(state, event);
		const review = latestReviewOf(pull, event['review-of']);
		const facts = {
			previous: review.state,
			review: review.id,
			message: event.message ?? '',
			commit: pull.headOid,
		};
		note(state, pull, 'ReviewDismissedEvent', event, facts);
		review.state = 'DISMISSED';
	},
	'edit-review'(state, event) {
		const review = latestReviewOf(pullOf(state, event), event['review-of']);
		Object.assign(review, { body: event.body ?? review.body, edited: event.at });
	},
	rebind(state, event) {
		latestReviewOf(pullOf(state, event), event['review-of']).commit = event.commit;
	},
	comment(state, event) {
		const id = event.id ?? ++state.serial;
		const old = state.comments.get(String(id)) ?? { created: event.at, by: event.by ?? null };
		state.comments.set(String(id), {
			...old,
			...event,
			...old,
			id,
			body: event.body,
			updated: event.at,
		});
	},

	issue(state, event) {
		const old = state.issues.get(event.number) ?? {
			id: ++state.serial,
			created: event.at,
			labels: [],
			title: '',
			state: 'OPEN',
			by: event.by,
			timeline: [],
		};
		const state_ = (event.state ?? old.state).toUpperCase();
		const kind = { CLOSED: 'ClosedEvent', OPEN: 'ReopenedEvent' }[state_];
		if (state_ !== old.state) note(state, old, kind, event);
		state.issues.set(event.number, {
			...old,
			...event,
			id: old.id,
			by: old.by,
			state: state_,
			updated: event.at,
			closed: state_ === 'CLOSED' ? event.at : null,
		});
	},

	check: addCheck,
	run: (state, event) => addRun(state, event, { ...event }),
	status: (state, event) =>
		state.statuses.push({ description: null, url: null, ...event, id: ++state.serial }),
	signature: (state, event) => state.signatures.set(event.commit, event),

	deployment(state, event) {
		const id = String(event.id ?? ++state.serial);
		const old = state.deployments.get(id) ?? {
			created: event.at,
			statuses: [],
			task: 'deploy',
			by: event.by,
		};
		const statuses = event.state
			? [
					...old.statuses,
					{
						id: ++state.serial,
						state: event.state.toUpperCase(),
						at: event.at,
						by: event.by ?? old.by,
						description: event.description ?? '',
						url: event.url ?? null,
					},
				]
			: old.statuses;
		state.deployments.set(id, {
			...old,
			...event,
			by: old.by,
			id: event.id ?? Number(id),
			statuses,
			updated: event.at,
		});
	},
	environment(state, event) {
		const old = state.environments.get(event.name) ?? {
			id: ++state.serial,
			reviewers: [],
			branch_policy: null,
			admin_bypass: true,
			prevent_self_review: false,
			wait: 0,
			created: event.at,
		};
		state.environments.set(event.name, { ...old, ...event, id: event.id ?? old.id });
	},
	'run-approval': (state, event) =>
		state.runApprovals.push({
			comment: '',
			...event,
			id: ++state.serial,
			environments: list(event.environments),
		}),
	secret: (state, event) => state.secrets.push(event),
	rules: (state, event) =>
		state.rules.set(event.branch ?? state.repository.default_branch, list(event.rules)),
	ruleset: (state, event) =>
		state.rulesets.push({
			id: event.id ?? ++state.serial,
			enforcement: 'active',
			target: 'branch',
			source_type: 'Repository',
			...event,
		}),
	protection: (state, event) => state.protections.set(event.branch, event.protection),
};

function fold(lines) {
	const state = emptyState();
	for (const [at, line] of lines.entries()) {
		const event = JSON.parse(line);
		event.at ??= state.at;
		state.at = event.at;
		if (!Object.hasOwn(folds, event.do))
			throw new Error(`event ${at + 1}: no such thing as '${event.do}'`);
		try {
			folds[event.do](state, event);
		} catch (error) {
			throw new Error(`event ${at + 1} (${event.do}): ${error.message}`);
		}
	}
	return state;
}

const linesOf = (file) =>
	existsSync(file)
		? readFileSync(file, 'utf8')
				.split('\n')
				.filter((line) => line.trim())
		: [];

// A changed file has another size or another time.
function stampOf(file) {
	const facts = existsSync(file) ? statSync(file, { bigint: true }) : null;
	return facts ? `${facts.size} ${facts.mtimeNs} ${facts.ino}` : 'none';
}

class World {
	constructor(folder) {
		this.folder = folder;
		this.events = join(folder, 'events.ndjson');
		this.written = join(folder, 'written.ndjson');
		this.inFlight = 0;
		this.faultsTaken = new Map();
		this.used = 0;
	}

	// Reads anew what changed since the last request.
	refresh() {
		const stamp = `${stampOf(this.events)} ${stampOf(this.written)}`;
		if (stamp !== this.stamp) {
			this.state = fold([...linesOf(this.events), ...linesOf(this.written)]);
			this.stamp = stamp;
		}
		const place = this.repositoryFolder();
		if (place !== this.git?.folder) this.git = new Repository(place);
		return this.state;
	}

	repositoryFolder() {
		const file = join(this.folder, 'repository');
		if (!existsSync(file)) return this.folder;
		if (lstatSync(file).isSymbolicLink() || statSync(file).isDirectory())
			return realpathSync(file);
		return resolve(this.folder, readFileSync(file, 'utf8').trim());
	}

	token() {
		const file = join(this.folder, 'token');
		return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
	}

	now() {
		return this.state.clock ? new Date(this.state.clock) : new Date();
	}
}

module.exports = { World, linesOf, short };
