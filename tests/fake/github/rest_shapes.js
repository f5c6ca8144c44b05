// SPDX-License-Identifier: Apache-2.0
// How does the REST interface write a commit, a check run, an environment? One function per shape.
'use strict';

const checks = require('./checks');
const people = require('./people');
const pulls = require('./pulls');
const { environmentRules } = require('./settings');
const { webFlow } = require('./commits');

const lower = (text) => text?.toLowerCase() ?? null;
const letters = {
	A: 'added',
	M: 'modified',
	D: 'removed',
	R: 'renamed',
	C: 'copied',
	T: 'changed',
};
const user = ({ state }, login) => people.simpleUser(state, login);
const fullName = ({ state }) => `${state.repository.owner}/${state.repository.name}`;
const api = (asked, path) => `${asked.base}/repos/${fullName(asked)}${path}`;
const web = (asked, path) => `${people.website}/${fullName(asked)}${path}`;

function repository(asked) {
	const facts = asked.state.repository;
	return {
		id: asked.id(facts.id),
		node_id: `R_${facts.id}`,
		name: facts.name,
		full_name: fullName(asked),
		private: facts.private,
		owner: {
			login: facts.owner,
			id: asked.state.accounts.get(facts.owner)?.id ?? 9,
			type: 'Organization',
		},
		html_url: web(asked, ''),
		url: api(asked, ''),
		fork: false,
		default_branch: facts.default_branch,
		archived: Boolean(facts.archived),
		visibility: facts.private ? 'private' : 'public',
		created_at: '2020-01-01T00:00:00Z',
		updated_at: asked.state.at,
		pushed_at: asked.state.at,
	};
}

function verification({ state }, facts) {
	const told = state.signatures.get(facts.oid);
	const verified = told?.valid ?? facts.committer.email === webFlow;
	return {
		verified,
		reason: verified ? 'valid' : facts.signature ? 'unknown_key' : 'unsigned',
		signature: facts.signature,
		payload: null,
		verified_at: verified ? facts.committer.utc : null,
	};
}

const identity = ({ name, email, utc }) => ({ name, email, date: utc });

async function commit(asked, oid) {
	const facts = await asked.git.commit(oid);
	const login = (person) => user(asked, people.loginOfEmail(asked.state, person.email));
	return {
		sha: oid,
		node_id: `C_${oid}`,
		url: api(asked, `/commits/${oid}`),
		html_url: web(asked, `/commit/${oid}`),
		commit: {
			author: identity(facts.author),
			committer: identity(facts.committer),
			message: facts.message.trimEnd(),
			tree: { sha: facts.tree, url: api(asked, `/git/trees/${facts.tree}`) },
			comment_count: 0,
			url: api(asked, `/git/commits/${oid}`),
			verification: verification(asked, facts),
		},
		author: login(facts.author),
		committer: login(facts.committer),
		parents: facts.parents.map((parent) => ({
			sha: parent,
			url: api(asked, `/commits/${parent}`),
			html_url: web(asked, `/commit/${parent}`),
		})),
	};
}

function file(asked, facts) {
	const { additions = 0, deletions = 0 } = facts;
	return {
		sha: facts.oid,
		filename: facts.path,
		status: letters[facts.letter] ?? 'changed',
		additions,
		deletions,
		changes: additions + deletions,
		...(facts.previous ? { previous_filename: facts.previous } : {}),
		contents_url: api(asked, `/contents/${facts.path}`),
	};
}

function push(asked, facts) {
	const before = facts.before ?? '0'.repeat(40);
	return {
		id: facts.id,
		node_id: `PSH_${facts.id}`,
		before,
		after: facts.after,
		ref: facts.ref.startsWith('refs/') ? facts.ref : `refs/heads/${facts.ref}`,
		timestamp: facts.at,
		activity_type: facts.kind,
		actor: facts.via === 'deploy-key' ? null : user(asked, facts.by),
	};
}

function collaborator(asked, account) {
	const rank = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];
	const at = rank.indexOf(account.permission);
	const permissions = Object.fromEntries(
		[
			['pull', 1],
			['triage', 2],
			['push', 3],
			['maintain', 4],
			['admin', 5],
		].map(([name, least]) => [name, at >= least]),
	);
	return { ...user(asked, account.login), permissions, role_name: account.permission };
}

function run(asked, facts) {
	const { state } = asked;
	const mine = [...state.checks.values()].filter(
		(check) => String(check.run?.id) === String(facts.id),
	);
	const conclusion = checks.suiteState(mine);
	const actor = facts.actor ?? mine.find((check) => check.by)?.by ?? null;
	return {
		id: asked.id(facts.id),
		node_id: `WFR_${facts.id}`,
		name: facts.workflow ?? checks.workflow(facts).name,
		head_branch: facts.head_branch ?? state.repository.default_branch,
		head_sha: facts.head_sha,
		path: facts.path,
		run_number: facts.number,
		run_attempt: facts.attempt,
		event: facts.event,
		status: lower(facts.status) ?? (conclusion ? 'completed' : 'in_progress'),
		conclusion: lower(facts.conclusion) ?? lower(conclusion),
		workflow_id: checks.workflow(facts).databaseId,
		check_suite_id: asked.id(
			[...state.suites.values()].find((each) => each.run === String(facts.id))?.id ?? 0,
		),
		url: api(asked, `/actions/runs/${facts.id}`),
		html_url: web(asked, `/actions/runs/${facts.id}`),
		pull_requests: [],
		created_at: facts.created,
		updated_at: facts.updated,
		run_started_at: facts.created,
		actor: user(asked, actor),
		triggering_actor: user(asked, facts.triggering_actor ?? actor),
		referenced_workflows: facts.referenced_workflows ?? [],
		repository: {
			...repository(asked),
			id: asked.id(facts.repository_id ?? state.repository.id),
		},
		head_repository: {
			...repository(asked),
			id: asked.id(facts.head_repository_id ?? facts.repository_id ?? state.repository.id),
		},
	};
}

function job(asked, check) {
	const facts = asked.state.runs.get(String(check.run.id));
	return {
		id: asked.id(check.id),
		run_id: asked.id(check.run.id),
		run_url: api(asked, `/actions/runs/${check.run.id}`),
		run_attempt: check.run.attempt ?? check.attempt,
		node_id: `CR_${check.id}`,
		head_sha: check.commit,
		name: check.name,
		head_branch: facts.head_branch ?? asked.state.repository.default_branch,
		workflow_name: checks.workflow(facts).name,
		status: lower(check.status),
		conclusion: lower(check.conclusion),
		created_at: check.started,
		started_at: check.started,
		completed_at: check.completed,
		steps: [],
		labels: ['ubuntu-latest'],
		check_run_url: api(asked, `/check-runs/${check.id}`),
		url: api(asked, `/actions/jobs/${check.id}`),
		html_url: web(asked, `/actions/runs/${check.run.id}/job/${check.id}`),
		runner_id: 1,
		runner_name: check.runner ?? 'GitHub Actions 1',
		runner_group_id: 1,
		runner_group_name: 'GitHub Actions',
	};
}

function checkRun(asked, check) {
	const suite = asked.state.suites.get(check.suiteKey);
	return {
		id: asked.id(check.id),
		node_id: `CR_${check.id}`,
		name: check.name,
		head_sha: check.commit,
		external_id: check.external_id ?? '',
		status: lower(check.status),
		conclusion: lower(check.conclusion),
		url: api(asked, `/check-runs/${check.id}`),
		html_url: web(asked, `/runs/${check.id}`),
		details_url: check.details_url ?? web(asked, `/runs/${check.id}`),
		started_at: check.started,
		completed_at: check.completed,
		check_suite: { id: asked.id(suite.id) },
		app: {
			id: asked.id(check.app.id),
			slug: check.app.slug,
			name: check.app.slug,
			owner: null,
		},
		output: {
			title: check.title ?? null,
			summary: check.summary ?? null,
			text: check.text ?? null,
			annotations_count: 0,
			annotations_url: api(asked, `/check-runs/${check.id}/annotations`),
		},
		pull_requests: [],
	};
}

function status(asked, facts) {
	return {
		id: facts.id,
		node_id: `SC_${facts.id}`,
		state: lower(facts.state),
		context: facts.context,
		description: facts.description,
		target_url: facts.url,
		created_at: facts.at,
		updated_at: facts.at,
		creator: user(asked, facts.creator ?? facts.by),
		url: api(asked, `/statuses/${facts.commit}`),
	};
}

async function pull(asked, facts) {
	const { base, head } = await pulls.rangeOf(asked, facts);
	const owner = facts.fork ?? asked.state.repository.owner;
	return {
		id: facts.id,
		node_id: `PR_${facts.number}`,
		number: facts.number,
		title: facts.title,
		body: facts.body,
		state: facts.state === 'OPEN' ? 'open' : 'closed',
		draft: facts.draft,
		merged: Boolean(facts.merged),
		locked: false,
		user: user(asked, facts.by),
		merged_by: user(asked, facts.merged?.by),
		merged_at: facts.merged?.at ?? null,
		closed_at: facts.closed ?? null,
		created_at: facts.created,
		updated_at: facts.updated,
		merge_commit_sha: facts.merged?.commit ?? facts.testMerge ?? null,
		url: api(asked, `/pulls/${facts.number}`),
		html_url: web(asked, `/pull/${facts.number}`),
		author_association: people.association(asked.state, facts.by),
		labels: facts.labels.map((name) => ({ name })),
		assignees: [],
		head: {
			label: `${owner}:${facts.head}`,
			ref: facts.head,
			sha: head,
			user: user(asked, facts.fork),
		},
		base: {
			label: `${asked.state.repository.owner}:${facts.base}`,
			ref: facts.base,
			sha: base,
			repo: repository(asked),
		},
	};
}

function review(asked, pullFacts, facts) {
	return {
		id: facts.id,
		node_id: `PRR_${facts.id}`,
		user: user(asked, facts.by),
		body: facts.body,
		state: facts.state,
		commit_id: facts.commit,
		submitted_at: facts.at,
		author_association: people.association(asked.state, facts.by),
		html_url: web(asked, `/pull/${pullFacts.number}#pullrequestreview-${facts.id}`),
		pull_request_url: api(asked, `/pulls/${pullFacts.number}`),
	};
}

function reviewer(asked, name) {
	if (!name.startsWith('team:')) return { type: 'User', reviewer: user(asked, name) };
	const team = asked.state.teams.get(name.slice(5));
	return {
		type: 'Team',
		reviewer: {
			id: team?.id ?? 0,
			slug: name.slice(5),
			name: team?.name ?? name.slice(5),
			node_id: `T_${name.slice(5)}`,
		},
	};
}

function environment(asked, facts) {
	const rules = environmentRules(facts).map((rule) => ({
		id: rule.id,
		node_id: `GA_${rule.id}`,
		type: rule.type,
		...(rule.timeout ? { wait_timer: rule.timeout } : {}),
		...(rule.reviewers
			? {
					prevent_self_review: facts.prevent_self_review,
					reviewers: rule.reviewers.map((name) => reviewer(asked, name)),
				}
			: {}),
	}));
	const isProtected = facts.branch_policy === 'protected';
	return {
		id: asked.id(facts.id),
		node_id: `EN_${facts.name}`,
		name: facts.name,
		url: api(asked, `/environments/${facts.name}`),
		html_url: web(asked, `/deployments/activity_log?environments_filter=${facts.name}`),
		created_at: facts.created,
		updated_at: facts.created,
		protection_rules: rules,
		...(facts.admin_bypass === null ? {} : { can_admins_bypass: facts.admin_bypass }),
		deployment_branch_policy: facts.branch_policy
			? { protected_branches: isProtected, custom_branch_policies: !isProtected }
			: null,
	};
}

// A pattern of branches, or tag:PATTERN.
function branchPolicy(facts, pattern, at) {
	const isTag = pattern.startsWith('tag:');
	return {
		id: facts.id * 100 + at,
		node_id: `BP_${at}`,
		name: isTag ? pattern.slice(4) : pattern,
		type: isTag ? 'tag' : 'branch',
	};
}

function ruleset(asked, facts, whole) {
	return {
		id: facts.id,
		name: facts.name ?? 'rules',
		target: facts.target,
		source_type: facts.source_type,
		source: facts.source ?? fullName(asked),
		enforcement: facts.enforcement,
		node_id: `RRS_${facts.id}`,
		created_at: asked.state.at,
		updated_at: asked.state.at,
		...(whole ? { rules: facts.rules ?? [], conditions: facts.conditions ?? null } : {}),
		...(whole && facts.bypass_actors && people.mayRead(asked.state, 'administration')
			? { bypass_actors: facts.bypass_actors }
			: {}),
	};
}

function deployment(asked, facts) {
	return {
		id: asked.id(facts.id),
		node_id: `DE_${facts.id}`,
		sha: facts.commit,
		ref: facts.ref ?? facts.commit,
		task: facts.task,
		environment: facts.environment,
		original_environment: facts.original_environment ?? facts.environment,
		description: facts.description ?? null,
		payload: facts.payload ?? {},
		creator: user(asked, facts.by),
		created_at: facts.created,
		updated_at: facts.updated,
		url: api(asked, `/deployments/${facts.id}`),
		statuses_url: api(asked, `/deployments/${facts.id}/statuses`),
		repository_url: api(asked, ''),
		transient_environment: false,
		production_environment: facts.environment === 'production',
	};
}

function deploymentStatus(asked, facts, each) {
	return {
		id: each.id,
		node_id: `DS_${each.id}`,
		state: lower(each.state),
		creator: user(asked, each.by),
		description: each.description,
		environment: facts.environment,
		target_url: each.url ?? '',
		log_url: each.url ?? '',
		created_at: each.at,
		updated_at: each.at,
		url: api(asked, `/deployments/${facts.id}/statuses/${each.id}`),
		deployment_url: api(asked, `/deployments/${facts.id}`),
		repository_url: api(asked, ''),
	};
}

function approval(asked, facts) {
	return {
		state: lower(facts.state),
		comment: facts.comment,
		user: user(asked, facts.by),
		environments: facts.environments.map((name) => ({
			id: asked.id(asked.state.environments.get(name)?.id ?? 0),
			name,
			node_id: `EN_${name}`,
			url: api(asked, `/environments/${name}`),
			html_url: web(asked, ''),
			created_at: facts.at,
			updated_at: facts.at,
		})),
	};
}

function comment(asked, facts) {
	return {
		id: asked.id(facts.id),
		node_id: `IC_${facts.id}`,
		body: facts.body,
		user: user(asked, facts.by),
		created_at: facts.created,
		updated_at: facts.updated,
		url: api(asked, `/issues/comments/${facts.id}`),
		html_url: web(asked, `/issues/${facts.number}#issuecomment-${facts.id}`),
		issue_url: api(asked, `/issues/${facts.number}`),
		author_association: people.association(asked.state, facts.by),
	};
}

function issue(asked, facts) {
	return {
		id: facts.id,
		node_id: `I_${facts.number}`,
		number: facts.number,
		title: facts.title,
		body: facts.body ?? null,
		state: facts.state === 'OPEN' ? 'open' : 'closed',
		state_reason: facts.closed ? (facts.reason ?? 'completed') : null,
		user: user(asked, facts.by),
		labels: (facts.labels ?? []).map((name) => ({ name })),
		assignees: [],
		created_at: facts.created,
		updated_at: facts.updated,
		closed_at: facts.closed ?? null,
		html_url: web(asked, `/issues/${facts.number}`),
		url: api(asked, `/issues/${facts.number}`),
		...(facts.headOid !== undefined
			? {
					pull_request: {
						url: api(asked, `/pulls/${facts.number}`),
						merged_at: facts.merged?.at ?? null,
					},
				}
			: {}),
	};
}

module.exports = {
	approval,
	branchPolicy,
	checkRun,
	collaborator,
	comment,
	commit,
	deployment,
	deploymentStatus,
	environment,
	file,
	fullName,
	issue,
	job,
	pull,
	push,
	repository,
	review,
	ruleset,
	run,
	status,
	user,
};
