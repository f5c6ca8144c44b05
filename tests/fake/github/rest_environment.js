// SPDX-License-Identifier: Apache-2.0
// Which branches are protected, and which secrets have names? The rows that rest.js adds to its own.
'use strict';

const repository = require('./repository');
const shapes = require('./rest_shapes');

const notFound = {
	status: 404,
	headers: {},
	body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' },
};

// A page of all, as `per_page` and `page` ask for it.
function page({ query }, all) {
	const size = Math.min(Number(query.get('per_page') ?? 30), 100);
	const at = (Number(query.get('page') ?? 1) - 1) * size;
	return all.slice(at, at + size);
}

async function branches(asked) {
	const { state, query } = asked;
	const isProtected = (name) => state.rules.has(name) || state.protections.has(name);
	const names = new Set([
		...state.rules.keys(),
		...state.protections.keys(),
		state.repository.default_branch,
	]);
	const all = [];
	for (const name of [...names].sort()) {
		const sha = await repository.resolve(asked, `refs/heads/${name}`);
		if (!sha || (query.get('protected') === 'true' && !isProtected(name))) continue;
		const url = `${asked.base}/repos/${shapes.fullName(asked)}/commits/${sha}`;
		all.push({ name, commit: { sha, url }, protected: isProtected(name) });
	}
	return { status: 200, headers: {}, body: page(asked, all) };
}

function secretsOf(asked, place) {
	const all = asked.state.secrets
		.filter((secret) => secret.place === place)
		.map((secret) => ({ name: secret.name, created_at: secret.at, updated_at: secret.at }));
	return {
		status: 200,
		headers: {},
		body: { total_count: all.length, secrets: page(asked, all) },
	};
}

function secretsOfEnvironment(asked, [name]) {
	const environment = decodeURIComponent(name);
	return asked.state.environments.has(environment)
		? secretsOf(asked, `environment:${environment}`)
		: notFound;
}

const paths = [
	['GET', '/branches', 'contents', branches],
	['GET', '/environments/([^/]+)/secrets', 'secrets', secretsOfEnvironment],
	['GET', '/actions/secrets', 'secrets', (asked) => secretsOf(asked, 'repository')],
	[
		'GET',
		'/actions/organization-secrets',
		'secrets',
		(asked) => secretsOf(asked, 'organization'),
	],
];

module.exports = { paths };
