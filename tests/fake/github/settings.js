// SPDX-License-Identifier: Apache-2.0
// What protects an environment or a branch, and what was deployed? In GraphQL's words.
'use strict';

const { connection, forbidden } = require('./schema');
const commits = require('./commits');
const people = require('./people');

const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const pascal = (name) => camel(`_${name}`);

// ---- environments ----

// A reviewer is a login, or team:SLUG.
function reviewer({ state }, name) {
	return name.startsWith('team:') ? people.team(state, name.slice(5)) : people.user(state, name);
}

function environmentRules(environment) {
	const rules = [];
	if (environment.wait) rules.push({ type: 'wait_timer', timeout: environment.wait });
	if (environment.reviewers.length)
		rules.push({ type: 'required_reviewers', reviewers: environment.reviewers });
	if (environment.branch_policy) rules.push({ type: 'branch_policy' });
	return rules.map((rule, at) => ({ id: environment.id * 10 + at, ...rule }));
}

function ruleOfEnvironment(asked, environment, rule) {
	const reviewers = rule.reviewers ?? [];
	return {
		__typename: 'DeploymentProtectionRule',
		databaseId: rule.id,
		type: rule.type.toUpperCase(),
		timeout: rule.timeout ?? 0,
		preventSelfReview:
			rule.type === 'required_reviewers' ? environment.prevent_self_review : null,
		reviewers: (args, context) =>
			connection(() =>
				reviewers.map((name) => {
					try {
						return reviewer(asked, name);
					} catch (error) {
						return error;
					}
				}),
			)(args, context),
	};
}

function environment(asked, name) {
	const found = asked.state.environments.get(name);
	if (!found) return null;
	if (!people.mayRead(asked.state, 'actions')) throw forbidden();
	return {
		__typename: 'Environment',
		id: `EN_${name}`,
		databaseId: asked.id(found.id),
		name,
		protectionRules: connection(() =>
			environmentRules(found).map((rule) => ruleOfEnvironment(asked, found, rule)),
		),
		latestCompletedDeployment: () => deploymentsOf(asked, { environments: [name] })[0] ?? null,
		isPinned: false,
		pinnedPosition: null,
	};
}

// ---- deployments ----

function deploymentStatus(asked, status) {
	return status
		? {
				__typename: 'DeploymentStatus',
				id: `DS_${status.id}`,
				state: status.state,
				createdAt: status.at,
				updatedAt: status.at,
				description: status.description,
				creator: () => people.actor(asked.state, status.by),
				environmentUrl: status.url,
				logUrl: null,
			}
		: null;
}

const stateOf = { SUCCESS: 'ACTIVE', undefined: 'PENDING' };

function deploymentNode(asked, deployment) {
	const latest = deployment.statuses.at(-1);
	return {
		__typename: 'Deployment',
		id: `DE_${deployment.id}`,
		databaseId: asked.id(deployment.id),
		commitOid: deployment.commit,
		commit: () => commits.commitNode(asked, deployment.commit),
		environment: deployment.environment,
		latestEnvironment: deployment.environment,
		originalEnvironment: deployment.original_environment ?? deployment.environment,
		task: deployment.task,
		createdAt: deployment.created,
		updatedAt: deployment.updated,
		description: deployment.description ?? null,
		payload: null,
		state: stateOf[latest?.state] ?? latest.state,
		creator: () => people.actor(asked.state, deployment.by),
		latestStatus: deploymentStatus(asked, latest),
		statuses: connection(() =>
			[...deployment.statuses].reverse().map((status) => deploymentStatus(asked, status)),
		),
		repository: () => asked.model.repository(asked),
	};
}

function deploymentsOf(asked, { environments, orderBy }) {
	if (!people.mayRead(asked.state, 'deployments')) throw forbidden();
	const all = [...asked.state.deployments.values()]
		.filter((each) => !environments?.length || environments.includes(each.environment))
		.sort((a, b) => Date.parse(a.created) - Date.parse(b.created));
	return (orderBy?.direction === 'DESC' ? all.reverse() : all).map((each) =>
		deploymentNode(asked, each),
	);
}

// ---- rules of branches ----

function parametersOf(type, parameters) {
	if (!parameters) return null;
	const convert = (value) => {
		if (Array.isArray(value)) return value.map(convert);
		if (value === null || typeof value !== 'object') return value;
		return Object.fromEntries(
			Object.entries(value).map(([name, inner]) => [camel(name), convert(inner)]),
		);
	};
	return { __typename: `${pascal(type)}Parameters`, ...convert(parameters) };
}

function rulesetNode(asked, id, facts = {}) {
	return {
		__typename: 'RepositoryRuleset',
		id: `RRS_${id}`,
		databaseId: asked.id(id),
		name: facts.name ?? 'rules',
		enforcement: (facts.enforcement ?? 'active').toUpperCase(),
		target: 'BRANCH',
		source: () =>
			facts.source_type === 'Organization'
				? people.organization(asked.state, asked.state.repository.owner)
				: asked.model.repository(asked),
		createdAt: asked.state.at,
		updatedAt: asked.state.at,
		rules: connection(() => (facts.rules ?? []).map((rule, at) => ruleNode(asked, rule, at))),
	};
}

function ruleNode(asked, rule, at) {
	const id = rule.ruleset_id ?? 77;
	const facts = asked.state.rulesets.find((each) => each.id === id) ?? {
		name: rule.ruleset_name,
		enforcement: 'active',
		source_type: rule.ruleset_source_type,
	};
	return {
		__typename: 'RepositoryRule',
		id: `RR_${id}_${at}`,
		type: rule.type.toUpperCase(),
		parameters: parametersOf(rule.type, rule.parameters),
		repositoryRuleset: () => rulesetNode(asked, id, facts),
	};
}

const rulesOf = (state, branch) => state.rules.get(branch) ?? [];
const isOn = (value) => Boolean(value?.enabled ?? value);

// What holds for those who are no administrators, from the classic protection.
function updateRule({ state }, branch) {
	const classic = state.protections.get(branch);
	if (!classic) return null;
	const reviews = classic.required_pull_request_reviews;
	return {
		__typename: 'RefUpdateRule',
		pattern: branch,
		requiredApprovingReviewCount: reviews?.required_approving_review_count ?? null,
		requiredStatusCheckContexts: classic.required_status_checks?.contexts ?? [],
		requiresCodeOwnerReviews: isOn(reviews?.require_code_owner_reviews),
		requiresSignatures: isOn(classic.required_signatures),
		allowsForcePushes: isOn(classic.allow_force_pushes),
		allowsDeletions: isOn(classic.allow_deletions),
		blocksCreations: isOn(classic.block_creations),
		requiresConversationResolution: isOn(classic.required_conversation_resolution),
		requiresLinearHistory: isOn(classic.required_linear_history),
		viewerAllowedToDismissReviews: false,
		viewerCanPush: false,
	};
}

module.exports = {
	deploymentNode,
	deploymentsOf,
	environment,
	environmentRules,
	ruleNode,
	rulesOf,
	rulesetNode,
	updateRule,
};
