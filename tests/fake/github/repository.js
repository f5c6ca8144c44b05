// SPDX-License-Identifier: Apache-2.0
// What is there at the root: the repository, its branches and comparisons, nodes by id, the limit.
'use strict';

const { Refusal, connection, forbidden } = require('./schema');
const { isOid } = require('./git');
const { short } = require('./world');
const checks = require('./checks');
const commits = require('./commits');
const people = require('./people');
const pulls = require('./pulls');
const settings = require('./settings');

const hourlyLimit = 5000;

// What the repository says now; a branch that is no longer there is where the world saw it last.
async function resolve(asked, name) {
	if (isOid(name)) return asked.git.oid(name);
	const told = asked.state.refs.get(short(name));
	if (told?.certain) return told.oid;
	if (name.startsWith('refs/')) return (await asked.git.oid(name)) ?? told?.oid ?? null;
	if (name === 'HEAD')
		return resolve(asked, `refs/heads/${asked.state.repository.default_branch}`);
	return (await resolve(asked, `refs/heads/${name}`)) ?? asked.git.oid(`refs/tags/${name}`);
}

async function compare(asked, base, head) {
	const merge = await asked.git.mergeBase(base, head);
	const ahead = await asked.git.list('--reverse', '--topo-order', head, `^${base}`);
	const behind = await asked.git.list(base, `^${head}`);
	const status = ahead.length
		? behind.length
			? 'DIVERGED'
			: 'AHEAD'
		: behind.length
			? 'BEHIND'
			: 'IDENTICAL';
	return { merge, ahead, behind, status };
}

async function comparison(asked, base, headName) {
	const head = await resolve(asked, headName);
	if (!head) return null;
	const { ahead, behind, status } = await compare(asked, base, head);
	return {
		__typename: 'Comparison',
		id: `CMP_${base}_${head}`,
		aheadBy: ahead.length,
		behindBy: behind.length,
		status,
		baseTarget: () => commits.commitNode(asked, base),
		headTarget: () => commits.commitNode(asked, head),
		commits: connection(() => ahead.map((oid) => commits.commitNode(asked, oid)), {
			authorCount: 0,
		}),
	};
}

async function ref(asked, qualifiedName) {
	const whole = qualifiedName.startsWith('refs/') ? qualifiedName : `refs/heads/${qualifiedName}`;
	const oid =
		(await resolve(asked, whole)) ??
		(whole === qualifiedName ? null : await resolve(asked, `refs/tags/${qualifiedName}`));
	if (!oid) return null;
	const [, prefix, name] = whole.match(/^(refs\/[^/]+\/)(.*)$/);
	return {
		__typename: 'Ref',
		id: `REF_${whole}`,
		name,
		prefix,
		repository: () => repository(asked),
		target: async () => {
			const direct = prefix === 'refs/tags/' ? (await asked.git.object(whole))?.oid : null;
			return commits.gitObject(asked, direct ?? oid);
		},
		compare: ({ headRef }) => comparison(asked, oid, headRef),
		rules: connection(() =>
			settings
				.rulesOf(asked.state, name)
				.map((rule, at) => settings.ruleNode(asked, rule, at)),
		),
		refUpdateRule: () => settings.updateRule(asked, name),
		branchProtectionRule: () => {
			if (!people.mayRead(asked.state, 'administration')) throw forbidden();
			return null;
		},
		associatedPullRequests: connection(({ states }) =>
			[...asked.state.pulls.values()]
				.filter(
					(pull) =>
						pull.head === name && (!states?.length || states.includes(pull.state)),
				)
				.map((pull) => pulls.pullNode(asked, pull)),
		),
	};
}

function owner({ state }) {
	const { owner: login } = state.repository;
	const account = state.accounts.get(login);
	return account?.type === 'User'
		? people.actor(state, login)
		: people.organization(state, login);
}

function queueEntry(asked, entry, position) {
	return {
		__typename: 'MergeQueueEntry',
		id: `MQE_${entry.number}`,
		position: position + 1,
		state: 'AWAITING_CHECKS',
		jump: false,
		solo: false,
		enqueuedAt: entry.at,
		enqueuer: () => people.user(asked.state, entry.by),
		headCommit: () => commits.commitNode(asked, entry.commit),
		baseCommit: () => commits.commitNode(asked, entry.base_commit),
		pullRequest: () => pullRequest(asked, entry.number),
	};
}

// Null where nothing was ever queued: the branch has none.
function mergeQueue(asked, branch) {
	const name = branch ?? asked.state.repository.default_branch;
	const entries = asked.state.queue.filter((entry) => entry.base === name);
	if (!entries.length) return null;
	return {
		__typename: 'MergeQueue',
		id: `MQ_${name}`,
		entries: connection(() => entries.map((entry, at) => queueEntry(asked, entry, at))),
	};
}

function pullRequest(asked, number) {
	const pull = asked.state.pulls.get(number);
	if (!pull)
		throw new Refusal(
			'NOT_FOUND',
			`Could not resolve to a PullRequest with the number of ${number}.`,
		);
	if (!people.mayRead(asked.state, 'pull-requests')) throw forbidden();
	return pulls.pullNode(asked, pull);
}

function issue(asked, number) {
	const found = asked.state.issues.get(number);
	if (!found)
		throw new Refusal(
			'NOT_FOUND',
			`Could not resolve to an Issue with the number of ${number}.`,
		);
	if (!people.mayRead(asked.state, 'issues')) throw forbidden();
	return pulls.issueNode(asked, found);
}

function issueOrPull(asked, number) {
	if (asked.state.pulls.has(number)) return pullRequest(asked, number);
	if (asked.state.issues.has(number)) return issue(asked, number);
	throw new Refusal(
		'NOT_FOUND',
		`Could not resolve to an issue or pull request with the number of ${number}.`,
	);
}

function pullsAsked(asked, { states, baseRefName, headRefName, orderBy }) {
	const found = [...asked.state.pulls.values()]
		.filter((pull) => !states?.length || states.includes(pull.state))
		.filter((pull) => !baseRefName || pull.base === baseRefName)
		.filter((pull) => !headRefName || pull.head === headRefName);
	if (orderBy?.direction === 'DESC') found.reverse();
	return found.map((pull) => pulls.pullNode(asked, pull));
}

function repository(asked) {
	const { state } = asked;
	const facts = state.repository;
	const nameWithOwner = `${facts.owner}/${facts.name}`;
	const environments = () =>
		[...state.environments.keys()].map((name) => settings.environment(asked, name));
	return {
		__typename: 'Repository',
		id: `R_${facts.id}`,
		databaseId: asked.id(facts.id),
		name: facts.name,
		nameWithOwner,
		owner: () => owner(asked),
		isPrivate: facts.private,
		visibility: facts.private ? 'PRIVATE' : 'PUBLIC',
		isFork: false,
		isArchived: Boolean(facts.archived),
		isEmpty: false,
		isDisabled: false,
		isLocked: false,
		isInOrganization: true,
		isMirror: false,
		isTemplate: false,
		createdAt: '2020-01-01T00:00:00Z',
		updatedAt: state.at,
		url: `${people.website}/${nameWithOwner}`,
		resourcePath: `/${nameWithOwner}`,
		mergeCommitAllowed: true,
		squashMergeAllowed: true,
		rebaseMergeAllowed: true,
		autoMergeAllowed: true,
		viewerCanAdminister: Boolean(state.token.permissions.administration),
		defaultBranchRef: () => ref(asked, `refs/heads/${facts.default_branch}`),
		ref: ({ qualifiedName }) => ref(asked, qualifiedName),
		object: (args) => commits.objectAsked(asked, args),
		mergeQueue: ({ branch }) => mergeQueue(asked, branch),
		pullRequest: ({ number }) => pullRequest(asked, number),
		pullRequests: connection((args) => pullsAsked(asked, args)),
		issue: ({ number }) => issue(asked, number),
		issueOrPullRequest: ({ number }) => issueOrPull(asked, number),
		environment: ({ name }) => settings.environment(asked, name),
		environments: connection(environments),
		deployments: connection((args) => settings.deploymentsOf(asked, args)),
		rulesets: connection(() =>
			state.rulesets.map((each) => settings.rulesetNode(asked, each.id, each)),
		),
		ruleset: ({ databaseId }) => {
			const found = state.rulesets.find((each) => each.id === databaseId);
			return found ? settings.rulesetNode(asked, found.id, found) : null;
		},
		branchProtectionRules: connection(() => {
			if (!people.mayRead(state, 'administration')) throw forbidden();
			return [];
		}),
	};
}

function repositoryAsked(asked, { owner: login, name, followRenames }) {
	const { repository: facts } = asked.state;
	const wanted = `${login}/${name}`.toLowerCase();
	const isOld = [].concat(facts.rename_from ?? []).some((each) => each.toLowerCase() === wanted);
	if (
		wanted === `${facts.owner}/${facts.name}`.toLowerCase() ||
		(isOld && followRenames !== false)
	)
		return repository(asked);
	throw new Refusal(
		'NOT_FOUND',
		`Could not resolve to a Repository with the name '${login}/${name}'.`,
	);
}

// id prefix: what stands behind it.
const nodes = {
	C: (asked, oid) => commits.commitNode(asked, oid),
	R: (asked, id) => (String(asked.state.repository.id) === id ? repository(asked) : null),
	PR: (asked, number) => pulls.pullNode(asked, asked.state.pulls.get(Number(number))),
	I: (asked, number) => pulls.issueNode(asked, asked.state.issues.get(Number(number))),
	WFR: (asked, id) => checks.runNode(asked, id),
	CR: (asked, id) => checks.checkNode(asked, asked.state.checks.get(id)),
	EN: (asked, name) => settings.environment(asked, name),
	DE: (asked, id) => settings.deploymentNode(asked, asked.state.deployments.get(id)),
	U: (asked, login) => people.actor(asked.state, login),
	T: (asked, slug) => people.team(asked.state, slug),
	PRR: (asked, id) => {
		for (const pull of asked.state.pulls.values())
			for (const review of pull.reviews)
				if (String(review.id) === id) return pulls.reviewNode(asked, pull, review);
		return null;
	},
};

async function node(asked, id) {
	const [, prefix, key] = id.match(/^([A-Z]+)_(.+)$/) ?? [];
	let found = null;
	try {
		found = Object.hasOwn(nodes, prefix) ? await nodes[prefix](asked, key) : null;
	} catch (error) {
		if (!(error instanceof TypeError)) throw error; // nothing of that key
	}
	if (!found)
		throw new Refusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
	return found;
}

function viewer({ state }) {
	if (state.token.login) return { ...people.actor(state, state.token.login), __typename: 'User' };
	return {
		__typename: 'User',
		login: 'github-actions[bot]',
		databaseId: 41898282,
		id: 'BOT_github-actions',
		name: null,
	};
}

function root(asked) {
	return {
		repository: (args) => repositoryAsked(asked, args),
		node: ({ id }) => node(asked, id),
		nodes: ({ ids }) => ids.map((id) => node(asked, id)),
		viewer: () => viewer(asked),
		user: ({ login }) => {
			const found = people.user(asked.state, login);
			if (!found)
				throw new Refusal(
					'NOT_FOUND',
					`Could not resolve to a User with the login of '${login}'.`,
				);
			return found;
		},
		organization: ({ login }) => people.organization(asked.state, login),
		rateLimit: (args, context) => ({
			__typename: 'RateLimit',
			cost: context.cost,
			nodeCount: context.nodeCount,
			limit: hourlyLimit,
			used: context.used,
			remaining: hourlyLimit - context.used,
			resetAt: context.resetAt,
		}),
	};
}

// What the parts of the model ask of each other.
const model = {
	repository,
	ref,
	resolve,
	owner,
	pullsOfCommit: pulls.pullsOfCommit,
	rollup: checks.rollup,
	suitesOf: checks.suitesOf,
	commitStatus: checks.commitStatus,
	environment: settings.environment,
};

module.exports = { compare, hourlyLimit, model, resolve, root };
