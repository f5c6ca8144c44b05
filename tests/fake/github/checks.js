// SPDX-License-Identifier: Apache-2.0
// What did machines say of this commit? Check runs, their suites and workflow runs, commit statuses.
'use strict';

const { connection, forbidden } = require('./schema');
const commits = require('./commits');
const people = require('./people');

const upper = (text) => text?.toUpperCase() ?? null;
const good = ['SUCCESS', 'NEUTRAL', 'SKIPPED'];
const url = ({ state }, path) =>
	`${people.website}/${state.repository.owner}/${state.repository.name}${path}`;

const resource = (address) => ({
	url: address,
	resourcePath: address.slice(people.website.length),
});

// The newest check run of each name in a suite, and the newest status of each context.
function latestChecks(state, oid) {
	const latest = new Map();
	const all = [...state.checks.values()].filter((check) => check.commit === oid);
	for (const check of all.sort((a, b) => a.order - b.order))
		latest.set(`${check.suiteKey} ${check.name}`, check);
	return [...latest.values()];
}

function latestStatuses(state, oid) {
	const latest = new Map();
	for (const status of state.statuses)
		if (status.commit === oid) latest.set(status.context, status);
	return [...latest.values()];
}

function workflow(run) {
	const name = run.workflow ?? run.path.replace(/^.*\//, '').replace(/\.ya?ml$/, '');
	let id = 0;
	for (const letter of run.path) id = (id * 31 + letter.charCodeAt(0)) % 100000;
	return {
		__typename: 'Workflow',
		id: `W_${id}`,
		name,
		databaseId: id,
		state: 'ACTIVE',
		createdAt: '2026-01-01T00:00:00Z',
		updatedAt: '2026-01-01T00:00:00Z',
	};
}

function reviewOfRun(asked, approval) {
	return {
		__typename: 'DeploymentReview',
		id: `DR_${approval.id}`,
		databaseId: approval.id,
		comment: approval.comment,
		state: upper(approval.state),
		user: () => people.user(asked.state, approval.by),
		environments: connection(() =>
			approval.environments.map((name) => asked.model.environment(asked, name)),
		),
	};
}

function runNode(asked, id) {
	const run = asked.state.runs.get(String(id));
	if (!run) return null;
	if (!people.mayRead(asked.state, 'actions')) throw forbidden();
	const suite = [...asked.state.suites.values()].find((each) => each.run === String(id));
	const approvals = asked.state.runApprovals.filter((each) => String(each.run) === String(id));
	return {
		__typename: 'WorkflowRun',
		id: `WFR_${run.id}`,
		databaseId: asked.id(run.id),
		event: run.event,
		runNumber: run.number,
		createdAt: run.created,
		updatedAt: run.updated,
		...resource(url(asked, `/actions/runs/${run.id}`)),
		workflow: workflow(run),
		file: {
			__typename: 'WorkflowRunFile',
			id: `WFRF_${run.id}`,
			path: run.path,
			repositoryName: `${asked.state.repository.owner}/${asked.state.repository.name}`,
			viewerCanPushRepository: false,
			viewerCanReadRepository: true,
			...resource(url(asked, `/actions/runs/${run.id}/workflow`)),
		},
		checkSuite: () => (suite ? suiteNode(asked, suite) : null),
		deploymentReviews: connection(() => approvals.map((each) => reviewOfRun(asked, each))),
		pendingDeploymentRequests: connection(() =>
			(run.pending ?? []).map((name) => ({
				__typename: 'DeploymentRequest',
				currentUserCanApprove: false,
				reviewers: connection([]),
				environment: asked.model.environment(asked, name),
				waitTimer: 0,
				waitTimerStartedAt: null,
			})),
		),
	};
}

function suiteState(checks) {
	if (!checks.length || checks.some((check) => check.status.toLowerCase() !== 'completed'))
		return null;
	const bad = checks.find((check) => !good.includes(upper(check.conclusion)));
	return upper(bad?.conclusion) ?? 'SUCCESS';
}

function suiteNode(asked, suite) {
	const { state } = asked;
	const checks = latestChecks(state, suite.commit).filter(
		(check) => check.suiteKey === suite.key,
	);
	const conclusion = suiteState(checks);
	return {
		__typename: 'CheckSuite',
		id: `CS_${suite.id}`,
		databaseId: asked.id(suite.id),
		conclusion,
		status: conclusion ? 'COMPLETED' : 'IN_PROGRESS',
		createdAt: suite.created,
		updatedAt: suite.created,
		app: {
			__typename: 'App',
			id: `A_${suite.app.id}`,
			databaseId: asked.id(suite.app.id),
			slug: suite.app.slug,
			name: suite.app.slug,
			createdAt: suite.created,
			updatedAt: suite.created,
			url: `${people.website}/apps/${suite.app.slug}`,
		},
		commit: () => commits.commitNode(asked, suite.commit),
		creator: () => people.user(state, suite.by),
		branch: () => (suite.branch ? asked.model.ref(asked, `refs/heads/${suite.branch}`) : null),
		workflowRun: () => (suite.run ? runNode(asked, suite.run) : null),
		repository: () => asked.model.repository(asked),
		...resource(url(asked, `/commit/${suite.commit}/checks`)),
		checkRuns: connection(() => checks.map((check) => checkNode(asked, check))),
	};
}

function requiredContexts(state, number) {
	const branch = state.pulls.get(number)?.base ?? state.repository.default_branch;
	return (state.rules.get(branch) ?? [])
		.filter((rule) => rule.type === 'required_status_checks')
		.flatMap((rule) => rule.parameters?.required_status_checks ?? [])
		.map((each) => each.context);
}

function checkNode(asked, check) {
	const address = url(
		asked,
		check.run ? `/actions/runs/${check.run.id}/job/${check.id}` : `/runs/${check.id}`,
	);
	return {
		__typename: 'CheckRun',
		id: `CR_${check.id}`,
		databaseId: asked.id(check.id),
		name: check.name,
		status: upper(check.status),
		conclusion: upper(check.conclusion),
		startedAt: check.started,
		completedAt: check.completed,
		detailsUrl: check.details_url ?? address,
		externalId: check.external_id ?? '',
		permalink: address,
		...resource(address),
		title: check.title ?? null,
		summary: check.summary ?? null,
		text: null,
		checkSuite: () => suiteNode(asked, asked.state.suites.get(check.suiteKey)),
		repository: () => asked.model.repository(asked),
		isRequired: ({ pullRequestNumber }) =>
			requiredContexts(asked.state, pullRequestNumber).includes(check.name),
	};
}

function statusNode(asked, status) {
	return {
		__typename: 'StatusContext',
		id: `SC_${status.id}`,
		context: status.context,
		state: upper(status.state),
		createdAt: status.at,
		description: status.description,
		targetUrl: status.url,
		creator: () => people.actor(asked.state, status.creator ?? status.by),
		commit: () => commits.commitNode(asked, status.commit),
		isRequired: ({ pullRequestNumber }) =>
			requiredContexts(asked.state, pullRequestNumber).includes(status.context),
	};
}

function rollupState(checks, statuses) {
	const words = [
		...checks.map((check) =>
			check.status.toLowerCase() === 'completed' ? upper(check.conclusion) : 'PENDING',
		),
		...statuses.map((status) => upper(status.state)),
	];
	if (words.includes('ERROR')) return 'ERROR';
	if (words.some((word) => word !== 'PENDING' && word !== 'EXPECTED' && !good.includes(word)))
		return 'FAILURE';
	return words.some((word) => !good.includes(word)) ? 'PENDING' : 'SUCCESS';
}

// What the token may not read is an error in the place of the node, as GitHub does it.
const orForbidden = (asked, permission, make) =>
	people.mayRead(asked.state, permission) ? make() : forbidden();

function rollup(asked, oid) {
	const { state } = asked;
	const checks = latestChecks(state, oid);
	const statuses = latestStatuses(state, oid);
	if (!checks.length && !statuses.length) return null;
	const nodes = () => [
		...checks.map((check) => orForbidden(asked, 'checks', () => checkNode(asked, check))),
		...statuses.map((status) =>
			orForbidden(asked, 'statuses', () => statusNode(asked, status)),
		),
	];
	return {
		__typename: 'StatusCheckRollup',
		id: `SCR_${oid}`,
		state: rollupState(checks, statuses),
		commit: () => commits.commitNode(asked, oid),
		contexts: connection(nodes, {
			checkRunCount: checks.length,
			statusContextCount: statuses.length,
		}),
	};
}

function commitStatus(asked, oid) {
	const statuses = latestStatuses(asked.state, oid);
	if (!statuses.length) return null;
	return {
		__typename: 'Status',
		id: `ST_${oid}`,
		state: rollupState([], statuses),
		commit: () => commits.commitNode(asked, oid),
		contexts: statuses.map((status) => statusNode(asked, status)),
		context: ({ name }) =>
			statuses
				.filter((each) => each.context === name)
				.map((each) => statusNode(asked, each))[0] ?? null,
	};
}

function suitesOf(asked, oid, { filterBy }) {
	return [...asked.state.suites.values()]
		.filter((suite) => suite.commit === oid)
		.filter((suite) => !filterBy?.appId || suite.app.id === filterBy.appId)
		.map((suite) => suiteNode(asked, suite));
}

module.exports = {
	checkNode,
	commitStatus,
	latestChecks,
	latestStatuses,
	rollup,
	rollupState,
	runNode,
	suiteNode,
	suiteState,
	suitesOf,
	workflow,
};
