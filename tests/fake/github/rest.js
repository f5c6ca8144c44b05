// SPDX-License-Identifier: Apache-2.0
// What does the REST interface answer? One row per path; reading here, writing in rest_write.js.
'use strict';

const shapes = require('./rest_shapes');
const guards = require('./rest_environment');
const checks = require('./checks');
const people = require('./people');
const pulls = require('./pulls');
const repository = require('./repository');
const { cursorOf } = require('./schema');
const { short } = require('./world');
const writing = require('./rest_write');

const defaultPage = 30;
const largestPage = 100;
const mostCompareFiles = 300;

const ok = (body, headers = {}) => ({ status: 200, headers, body });
const refuse = (status, message) => ({
	status,
	headers: {},
	body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});
const missing = () => refuse(404, 'Not Found');
const found = (body) => (body ? ok(body) : missing());

function linkTo(asked, changes, rel) {
	const url = new URL(asked.url);
	for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
	return `<${url}>; rel="${rel}"`;
}

const pageSize = (asked) =>
	Math.min(
		Math.max(Number(asked.query.get('per_page') ?? defaultPage) || defaultPage, 1),
		largestPage,
	);

// One page, and the Link header as GitHub writes it.
function pageOf(asked, all) {
	const size = pageSize(asked);
	const page = Math.max(Number(asked.query.get('page') ?? 1) || 1, 1);
	const last = Math.max(1, Math.ceil(all.length / size));
	const links = [];
	if (page > 1)
		links.push(linkTo(asked, { page: page - 1 }, 'prev'), linkTo(asked, { page: 1 }, 'first'));
	if (page < last)
		links.unshift(
			linkTo(asked, { page: page + 1 }, 'next'),
			linkTo(asked, { page: last }, 'last'),
		);
	return {
		items: all.slice((page - 1) * size, page * size),
		headers: links.length ? { link: links.join(', ') } : {},
	};
}

function listed(asked, all) {
	const { items, headers } = pageOf(asked, all);
	return ok(items, headers);
}

function counted(asked, name, all, facts = {}) {
	const { items, headers } = pageOf(asked, all);
	return ok({ total_count: all.length, ...facts, [name]: items }, headers);
}

async function compared(asked, [range]) {
	const [baseName, headName] = range.split('...');
	const base = headName && (await repository.resolve(asked, baseName));
	const head = base && (await repository.resolve(asked, headName));
	if (!head) return missing();
	const { merge, ahead, behind, status } = await repository.compare(asked, base, head);
	if (!merge) return refuse(404, 'No common ancestor between these commits.');
	const { items, headers } = pageOf(asked, ahead);
	const isFirst = (asked.query.get('page') ?? '1') === '1';
	const files = isFirst
		? (await asked.git.changes(merge, head)).slice(0, mostCompareFiles)
		: undefined;
	const url = `${asked.base}/repos/${shapes.fullName(asked)}/compare/${range}`;
	return ok(
		{
			url,
			html_url: url,
			permalink_url: url,
			diff_url: `${url}.diff`,
			patch_url: `${url}.patch`,
			base_commit: await shapes.commit(asked, base),
			merge_base_commit: await shapes.commit(asked, merge),
			status: status.toLowerCase(),
			ahead_by: ahead.length,
			behind_by: behind.length,
			total_commits: ahead.length,
			commits: await Promise.all(items.map((oid) => shapes.commit(asked, oid))),
			...(files ? { files: files.map((file) => shapes.file(asked, file)) } : {}),
		},
		headers,
	);
}

// Newest first; cursors instead of pages.
function activity(asked) {
	const { query } = asked;
	const ref = query.get('ref');
	const all = asked.state.pushes
		.filter((push) => !push.fork)
		.filter((push) => !ref || short(push.ref) === short(ref))
		.filter((push) => !query.get('activity_type') || push.kind === query.get('activity_type'))
		.filter((push) => !query.get('actor') || push.by === query.get('actor'))
		.map((push) => shapes.push(asked, push))
		.reverse();
	if (query.get('direction') === 'asc') all.reverse();
	const size = pageSize(asked);
	const after = query.get('after');
	const begin = after ? all.findIndex((push) => cursorOf(push.id) === after) + 1 : 0;
	if (after && begin === 0) return refuse(422, 'Invalid cursor');
	const items = all.slice(begin, begin + size);
	const more = begin + size < all.length;
	return ok(
		items,
		more ? { link: linkTo(asked, { after: cursorOf(items.at(-1).id) }, 'next') } : {},
	);
}

function collaborators(asked) {
	const wanted = asked.query.get('permission') ?? 'pull';
	return listed(
		asked,
		[...asked.state.accounts.values()]
			.filter((account) => !asked.state.deleted.has(account.login))
			.map((account) => shapes.collaborator(asked, account))
			.filter((account) => account.permissions[wanted]),
	);
}

function permission(asked, [login]) {
	const account =
		asked.state.accounts.get(login) ?? asked.state.accounts.get(login.replace(/\[bot\]$/, ''));
	if (!account || asked.state.deleted.has(account.login)) return missing();
	const rough = { maintain: 'write', triage: 'read' }[account.permission] ?? account.permission;
	return ok({
		permission: rough,
		role_name: account.permission,
		user: shapes.collaborator(asked, account),
	});
}

function run(asked, [id]) {
	const facts = asked.state.runs.get(id);
	return found(facts && shapes.run(asked, facts));
}

function jobs(asked, [id, attempt]) {
	const facts = asked.state.runs.get(id);
	if (!facts) return missing();
	const all = attempt === undefined && asked.query.get('filter') === 'all';
	const wanted = attempt === undefined ? facts.attempt : Number(attempt);
	const jobs = [...asked.state.checks.values()]
		.filter((check) => String(check.run?.id) === id && !check.posted)
		.filter((check) => all || (check.run.attempt ?? check.attempt) === wanted);
	return counted(
		asked,
		'jobs',
		jobs.map((check) => shapes.job(asked, check)),
	);
}

function runs(asked) {
	const { query } = asked;
	const all = [...asked.state.runs.values()]
		.map((each) => shapes.run(asked, each))
		.filter((each) => !query.get('head_sha') || each.head_sha === query.get('head_sha'))
		.filter((each) => !query.get('event') || each.event === query.get('event'))
		.filter(
			(each) =>
				!query.get('status') ||
				[each.status, each.conclusion].includes(query.get('status')),
		);
	return counted(asked, 'workflow_runs', all.reverse());
}

async function checkRuns(asked, [name]) {
	const oid = await repository.resolve(asked, decodeURIComponent(name));
	if (!oid) return refuse(422, `No commit found for SHA: ${name}`);
	const all =
		asked.query.get('filter') === 'all'
			? [...asked.state.checks.values()].filter((check) => check.commit === oid)
			: checks.latestChecks(asked.state, oid);
	const named = all
		.filter(
			(check) =>
				!asked.query.get('check_name') || check.name === asked.query.get('check_name'),
		)
		.filter(
			(check) =>
				!asked.query.get('app_id') || String(check.app.id) === asked.query.get('app_id'),
		);
	return counted(
		asked,
		'check_runs',
		named.map((check) => shapes.checkRun(asked, check)).reverse(),
	);
}

async function combinedStatus(asked, [name]) {
	const oid = await repository.resolve(asked, decodeURIComponent(name));
	if (!oid) return refuse(422, `No commit found for SHA: ${name}`);
	const all = checks.latestStatuses(asked.state, oid);
	const state = all.length ? checks.rollupState([], all).toLowerCase() : 'pending';
	return counted(
		asked,
		'statuses',
		all.map((each) => shapes.status(asked, each)),
		{ state, sha: oid },
	);
}

async function commitPulls(asked, [oid]) {
	const nodes = await pulls.pullsOfCommit(asked, oid);
	return listed(
		asked,
		await Promise.all(
			nodes.map((node) => shapes.pull(asked, asked.state.pulls.get(node.number))),
		),
	);
}

async function pull(asked, [number]) {
	const facts = asked.state.pulls.get(Number(number));
	return found(facts && (await shapes.pull(asked, facts)));
}

async function pullCommits(asked, [number]) {
	const facts = asked.state.pulls.get(Number(number));
	if (!facts) return missing();
	const { oids } = await pulls.rangeOf(asked, facts);
	return listed(
		asked,
		await Promise.all(oids.slice(0, pulls.mostCommits).map((oid) => shapes.commit(asked, oid))),
	);
}

function pullReviews(asked, [number]) {
	const facts = asked.state.pulls.get(Number(number));
	return facts
		? listed(
				asked,
				facts.reviews.map((review) => shapes.review(asked, facts, review)),
			)
		: missing();
}

async function pullFiles(asked, [number]) {
	const facts = asked.state.pulls.get(Number(number));
	if (!facts) return missing();
	const { fork, head } = await pulls.rangeOf(asked, facts);
	return listed(
		asked,
		(await asked.git.changes(fork, head)).map((file) => shapes.file(asked, file)),
	);
}

function environment(asked, [name]) {
	const facts = asked.state.environments.get(decodeURIComponent(name));
	return found(facts && shapes.environment(asked, facts));
}

function branchPolicies(asked, [name]) {
	const facts = asked.state.environments.get(decodeURIComponent(name));
	if (!facts) return missing();
	const names = Array.isArray(facts.branch_policy) ? facts.branch_policy : [];
	return counted(
		asked,
		'branch_policies',
		names.map((each, at) => shapes.branchPolicy(facts, each, at)),
	);
}

function protection(asked, [name]) {
	if (!people.mayRead(asked.state, 'administration'))
		return refuse(403, 'Resource not accessible by integration');
	const facts = asked.state.protections.get(decodeURIComponent(name));
	return facts ? ok(facts) : refuse(404, 'Branch not protected');
}

function rules(asked, [name]) {
	return listed(
		asked,
		(asked.state.rules.get(decodeURIComponent(name)) ?? []).map((rule) => ({
			ruleset_source_type: 'Repository',
			ruleset_source: shapes.fullName(asked),
			ruleset_id: 77,
			...rule,
		})),
	);
}

function ruleset(asked, [id]) {
	const facts = asked.state.rulesets.find((each) => String(each.id) === id);
	return found(facts && shapes.ruleset(asked, facts, true));
}

function deployments(asked) {
	const { query } = asked;
	const all = [...asked.state.deployments.values()]
		.filter(
			(each) => !query.get('environment') || each.environment === query.get('environment'),
		)
		.filter((each) => !query.get('sha') || each.commit === query.get('sha'))
		.sort((a, b) => Date.parse(b.created) - Date.parse(a.created));
	return listed(
		asked,
		all.map((each) => shapes.deployment(asked, each)),
	);
}

function deploymentStatuses(asked, [id]) {
	const facts = asked.state.deployments.get(id);
	if (!facts) return missing();
	return listed(
		asked,
		[...facts.statuses]
			.reverse()
			.map((status) => shapes.deploymentStatus(asked, facts, status)),
	);
}

function comments(asked, [number]) {
	const all = [...asked.state.comments.values()].filter((each) => String(each.number) === number);
	return listed(
		asked,
		all.map((each) => shapes.comment(asked, each)),
	);
}

function issue(asked, [number]) {
	const facts = asked.state.issues.get(Number(number)) ?? asked.state.pulls.get(Number(number));
	return found(facts && shapes.issue(asked, facts));
}

async function commit(asked, [name]) {
	const oid = await repository.resolve(asked, decodeURIComponent(name));
	return oid
		? ok(await shapes.commit(asked, oid))
		: refuse(422, `No commit found for SHA: ${name}`);
}

async function branch(asked, [name]) {
	const branch = decodeURIComponent(name);
	const oid = await repository.resolve(asked, `refs/heads/${branch}`);
	return oid
		? ok({
				name: branch,
				commit: await shapes.commit(asked, oid),
				protected: asked.state.rules.has(branch) || asked.state.protections.has(branch),
			})
		: refuse(404, 'Branch not found');
}

async function gitRef(asked, [name]) {
	const ref = `refs/${decodeURIComponent(name)}`;
	const oid = await repository.resolve(asked, ref);
	return found(
		oid && {
			ref,
			node_id: `REF_${ref}`,
			url: asked.url.href,
			object: {
				type: 'commit',
				sha: oid,
				url: `${asked.base}/repos/${shapes.fullName(asked)}/git/commits/${oid}`,
			},
		},
	);
}

function membership(asked, [, slug, login]) {
	if (!people.mayRead(asked.state, 'members'))
		return refuse(403, 'Resource not accessible by integration');
	const isMember = asked.state.teams.get(slug)?.members.includes(login);
	return found(isMember && { url: asked.url.href, role: 'member', state: 'active' });
}

function user(asked) {
	if (!asked.state.token.login) return refuse(403, 'Resource not accessible by integration');
	return ok(shapes.user(asked, asked.state.token.login));
}

const rate = {
	limit: repository.hourlyLimit,
	used: 0,
	remaining: repository.hourlyLimit,
	reset: 1767229200,
};

const repositoryPaths = [
	['GET', '', 'metadata', (asked) => ok(shapes.repository(asked))],
	[
		'GET',
		'/compare/([^?]+)',
		'contents',
		(asked, [range]) => compared(asked, [decodeURIComponent(range)]),
	],
	['GET', '/activity', 'contents', activity],
	['GET', '/collaborators', 'metadata', collaborators],
	[
		'GET',
		'/collaborators/([^/]+)/permission',
		'metadata',
		(asked, [login]) => permission(asked, [decodeURIComponent(login)]),
	],
	['GET', '/actions/runs', 'actions', runs],
	['GET', '/actions/runs/(\\d+)', 'actions', run],
	[
		'GET',
		'/actions/runs/(\\d+)/approvals',
		'actions',
		(asked, [id]) =>
			asked.state.runs.has(id) ||
			asked.state.runApprovals.some((each) => String(each.run) === id)
				? ok(
						asked.state.runApprovals
							.filter((each) => String(each.run) === id)
							.map((each) => shapes.approval(asked, each)),
					)
				: missing(),
	],
	['GET', '/actions/runs/(\\d+)/attempts/(\\d+)/jobs', 'actions', jobs],
	['GET', '/actions/runs/(\\d+)/jobs', 'actions', jobs],
	['GET', '/commits/([^/]+)/check-runs', 'checks', checkRuns],
	['GET', '/commits/([^/]+)/status', 'statuses', combinedStatus],
	['GET', '/commits/([0-9a-f]{40})/pulls', 'pull-requests', commitPulls],
	['GET', '/commits/([^/]+)', 'contents', commit],
	['GET', '/pulls/(\\d+)', 'pull-requests', pull],
	['GET', '/pulls/(\\d+)/commits', 'pull-requests', pullCommits],
	['GET', '/pulls/(\\d+)/reviews', 'pull-requests', pullReviews],
	['GET', '/pulls/(\\d+)/files', 'pull-requests', pullFiles],
	[
		'GET',
		'/environments',
		'actions',
		(asked) =>
			counted(
				asked,
				'environments',
				[...asked.state.environments.values()].map((each) =>
					shapes.environment(asked, each),
				),
			),
	],
	['GET', '/environments/([^/]+)', 'actions', environment],
	['GET', '/environments/([^/]+)/deployment-branch-policies', 'actions', branchPolicies],
	['GET', '/rules/branches/([^?]+)', 'metadata', rules],
	[
		'GET',
		'/rulesets',
		'metadata',
		(asked) =>
			listed(
				asked,
				asked.state.rulesets.map((each) => shapes.ruleset(asked, each)),
			),
	],
	['GET', '/rulesets/(\\d+)', 'metadata', ruleset],
	['GET', '/branches/([^/]+)/protection', 'metadata', protection],
	['GET', '/branches/([^/]+)', 'contents', branch],
	['GET', '/deployments', 'deployments', deployments],
	['GET', '/deployments/(\\d+)/statuses', 'deployments', deploymentStatuses],
	['GET', '/issues/(\\d+)', 'issues', issue],
	['GET', '/issues/(\\d+)/comments', 'issues', comments],
	['GET', '/git/ref/(.+)', 'contents', gitRef],
	...guards.paths,
	...writing.paths,
];

const otherPaths = [
	['GET', '/user', 'metadata', user],
	[
		'GET',
		'/rate_limit',
		'metadata',
		() => ok({ resources: { core: rate, graphql: rate }, rate }),
	],
	['GET', '/orgs/([^/]+)/teams/([^/]+)/memberships/([^/]+)', 'metadata', membership],
];

async function pick(asked, rows, path) {
	for (const [method, pattern, needs, handler] of rows) {
		const match = method === asked.method && path.match(new RegExp(`^${pattern}$`));
		if (!match) continue;
		if (needs !== 'metadata' && !people.mayRead(asked.state, needs))
			return refuse(403, 'Resource not accessible by integration');
		return handler(asked, match.slice(1));
	}
	return missing();
}

async function answer(asked) {
	const { repository: facts } = asked.state;
	const [, place, rest] =
		asked.path.match(/^\/repos\/([^/]+\/[^/]+)(.*)$/) ??
		asked.path.match(/^\/repositories\/(\d+)(.*)$/) ??
		[];
	if (place === undefined) return pick(asked, otherPaths, asked.path);
	const wanted = place.toLowerCase();
	if ([].concat(facts.rename_from ?? []).some((each) => each.toLowerCase() === wanted)) {
		const url = `${asked.base}/repositories/${facts.id}${rest}${asked.url.search}`;
		return {
			status: asked.method === 'GET' ? 301 : 307,
			headers: { location: url },
			body: { message: 'Moved Permanently', url },
		};
	}
	const isOurs =
		wanted === `${facts.owner}/${facts.name}`.toLowerCase() || wanted === String(facts.id);
	return isOurs ? pick(asked, repositoryPaths, rest) : missing();
}

module.exports = { answer };
