// SPDX-License-Identifier: Apache-2.0
// What was written through the REST interface? Each write becomes an event in written.ndjson, folded
// like those of the world, and is then there to be read.
'use strict';

const { appendFileSync } = require('node:fs');
const shapes = require('./rest_shapes');
const { isOid } = require('./git');
const { linesOf } = require('./world');

const refuse = (status, message) => ({
	status,
	headers: {},
	body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});
const largestComment = 65536;

// Who writes: the person of the token, else the application of Actions.
function writer(asked) {
	const { state } = asked;
	if (state.token.login) return state.token.login;
	return state.accounts.has('github-actions') ? 'github-actions' : null;
}

const now = (asked) => asked.world.now().toISOString().replace(/\.\d+/, '');

// Ids of what is written lie above those of the world, and count.
function nextId(asked) {
	return 900001 + linesOf(asked.world.written).length;
}

function write(asked, event) {
	const by = writer(asked);
	const line = {
		...event,
		at: now(asked),
		...(by ? { by } : {}),
		request: { method: asked.method, path: asked.path, body: asked.body },
	};
	appendFileSync(asked.world.written, `${JSON.stringify(line)}\n`);
	asked.state = asked.world.refresh();
}

function postComment(asked, [number]) {
	const body = asked.body?.body;
	if (typeof body !== 'string' || !body) return refuse(422, 'Validation Failed');
	if (body.length > largestComment)
		return refuse(422, `Body is too long (maximum is ${largestComment} characters)`);
	const subject = asked.state.issues.get(Number(number)) ?? asked.state.pulls.get(Number(number));
	if (!subject) return refuse(404, 'Not Found');
	const id = nextId(asked);
	write(asked, { do: 'comment', id, number: Number(number), body });
	return {
		status: 201,
		headers: {},
		body: shapes.comment(asked, asked.state.comments.get(String(id))),
	};
}

function patchComment(asked, [id]) {
	const old = asked.state.comments.get(id);
	if (!old) return refuse(404, 'Not Found');
	if (typeof asked.body?.body !== 'string') return refuse(422, 'Validation Failed');
	write(asked, { do: 'comment', id: old.id, number: old.number, body: asked.body.body });
	return { status: 200, headers: {}, body: shapes.comment(asked, asked.state.comments.get(id)) };
}

// What a check run's body says, as an event.
function checkEvent({
	name,
	head_sha: commit,
	status,
	conclusion,
	output,
	details_url,
	external_id,
	started_at: started,
	completed_at: completed,
}) {
	const facts = {
		name,
		commit,
		status: status ?? (conclusion ? 'completed' : undefined),
		conclusion,
		details_url,
		external_id,
		started,
		completed,
		title: output?.title,
		summary: output?.summary,
		text: output?.text,
	};
	return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

function badCheck({ status, conclusion }) {
	return status === 'completed' && !conclusion
		? refuse(422, 'Invalid request.\n\nNo subschema in "oneOf" matched.')
		: null;
}

async function postCheck(asked) {
	const { body } = asked;
	if (typeof body?.name !== 'string' || !isOid(body.head_sha))
		return refuse(422, 'Invalid request.');
	if (badCheck(body)) return badCheck(body);
	if (!(await asked.git.commit(body.head_sha)))
		return refuse(422, `No commit found for SHA: ${body.head_sha}`);
	const id = nextId(asked);
	write(asked, { do: 'check', id, status: 'queued', ...checkEvent(body) });
	return {
		status: 201,
		headers: {},
		body: shapes.checkRun(asked, asked.state.checks.get(String(id))),
	};
}

function patchCheck(asked, [id]) {
	const old = asked.state.checks.get(id);
	if (!old) return refuse(404, 'Not Found');
	if (badCheck(asked.body ?? {})) return badCheck(asked.body);
	write(asked, { do: 'check', id: old.id, ...checkEvent(asked.body ?? {}) });
	return { status: 200, headers: {}, body: shapes.checkRun(asked, asked.state.checks.get(id)) };
}

async function postStatus(asked, [commit]) {
	const {
		state,
		context = 'default',
		description = null,
		target_url: url = null,
	} = asked.body ?? {};
	if (!['error', 'failure', 'pending', 'success'].includes(state))
		return refuse(422, 'Validation Failed');
	if (description?.length > 140) return refuse(422, 'Validation Failed');
	if (!(await asked.git.commit(commit))) return refuse(422, `No commit found for SHA: ${commit}`);
	write(asked, { do: 'status', commit, state, context, description, url });
	return { status: 201, headers: {}, body: shapes.status(asked, asked.state.statuses.at(-1)) };
}

async function postDeployment(asked) {
	const {
		ref,
		environment = 'production',
		task = 'deploy',
		description = '',
		payload,
	} = asked.body ?? {};
	const commit = typeof ref === 'string' ? await asked.model.resolve(asked, ref) : null;
	if (!commit) return refuse(422, `No ref found for: ${ref}`);
	const id = nextId(asked);
	write(asked, { do: 'deployment', id, environment, commit, task, description, ref, payload });
	return {
		status: 201,
		headers: {},
		body: shapes.deployment(asked, asked.state.deployments.get(String(id))),
	};
}

function postDeploymentStatus(asked, [id]) {
	const old = asked.state.deployments.get(id);
	const { state, description = '', log_url: url = null } = asked.body ?? {};
	if (!old) return refuse(404, 'Not Found');
	if (
		!['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'].includes(
			state,
		)
	)
		return refuse(422, 'Validation Failed');
	write(asked, { do: 'deployment', id: old.id, state, description, url });
	const facts = asked.state.deployments.get(id);
	return {
		status: 201,
		headers: {},
		body: shapes.deploymentStatus(asked, facts, facts.statuses.at(-1)),
	};
}

const paths = [
	['POST', '/issues/(\\d+)/comments', 'issues', postComment],
	['PATCH', '/issues/comments/(\\d+)', 'issues', patchComment],
	['POST', '/check-runs', 'checks', postCheck],
	['PATCH', '/check-runs/(\\d+)', 'checks', patchCheck],
	['POST', '/statuses/([0-9a-f]{40})', 'statuses', postStatus],
	['POST', '/deployments', 'deployments', postDeployment],
	['POST', '/deployments/(\\d+)/statuses', 'deployments', postDeploymentStatus],
];

module.exports = { paths };
