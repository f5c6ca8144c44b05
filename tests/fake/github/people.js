// SPDX-License-Identifier: Apache-2.0
// Who is this? Accounts, teams and what they may do, for both interfaces.
'use strict';

const { Refusal, connection, forbidden } = require('./schema');

const website = 'https://github.com';
const writers = ['write', 'maintain', 'admin'];
const plainLogin = (account) => account.login.replace(/\[bot\]$/, '');

// GraphQL's actor. A deleted account is null.
function actor(state, login) {
	const account = state.accounts.get(login);
	if (!login || state.deleted.has(login)) return null;
	if (!account) throw new Error(`the world has no account '${login}'`);
	const url = `${website}/${account.type === 'Bot' ? 'apps/' : ''}${plainLogin(account)}`;
	return {
		__typename: account.type,
		login: plainLogin(account),
		databaseId: account.id,
		id: `${account.type === 'Bot' ? 'BOT' : account.type[0]}_${account.login}`,
		url,
		resourcePath: url.slice(website.length),
		avatarUrl: `${url}.png`,
		name: account.name ?? null,
		email: account.type === 'User' ? '' : null,
		createdAt: '2020-01-01T00:00:00Z',
		updatedAt: '2020-01-01T00:00:00Z',
		isViewer: login === state.token.login,
		isSiteAdmin: false,
		isEmployee: false,
		team: ({ slug }) => team(state, slug),
	};
}

// Fields that the schema types as User hold nobody else.
const user = (state, login) =>
	state.accounts.get(login)?.type === 'User' ? actor(state, login) : null;

function addressesOf(account) {
	const login = account.type === 'Bot' ? `${plainLogin(account)}[bot]` : account.login;
	return [...account.emails, `${account.id}+${login}@users.noreply.github.com`];
}

function loginOfEmail(state, email) {
	for (const account of state.accounts.values())
		if (addressesOf(account).some((each) => each.toLowerCase() === email?.toLowerCase()))
			return state.deleted.has(account.login) ? null : account.login;
	return null;
}

// GitHub shows the account of a bot as the user of its commits, under the name with [bot].
function userOfEmail(state, email) {
	const login = loginOfEmail(state, email);
	if (!login) return null;
	const found = actor(state, login);
	if (found.__typename === 'Bot') found.login += '[bot]';
	return { ...found, __typename: 'User', email: '' };
}

const canWrite = (state, login) =>
	!state.deleted.has(login) && writers.includes(state.accounts.get(login)?.permission);

function association(state, login) {
	const account = state.accounts.get(login);
	if (!account) return 'NONE';
	return account.association ?? (writers.includes(account.permission) ? 'COLLABORATOR' : 'NONE');
}

function team(state, slug) {
	if (!state.token.permissions.members) throw forbidden();
	const found = state.teams.get(slug);
	if (!found) return null;
	return {
		__typename: 'Team',
		slug,
		name: found.name,
		databaseId: found.id,
		id: `T_${slug}`,
		members: connection(() =>
			found.members.map((login) => actor(state, login)).filter(Boolean),
		),
	};
}

function organization(state, login) {
	if (login !== state.repository.owner)
		throw new Refusal(
			'NOT_FOUND',
			`Could not resolve to an Organization with the login of '${login}'.`,
		);
	return {
		__typename: 'Organization',
		login,
		id: `O_${login}`,
		databaseId: 9,
		name: login,
		url: `${website}/${login}`,
		resourcePath: `/${login}`,
		team: ({ slug }) => team(state, slug),
	};
}

// REST's simple user.
function simpleUser(state, login) {
	const account = state.accounts.get(login);
	if (!login || state.deleted.has(login)) return null;
	if (!account) throw new Error(`the world has no account '${login}'`);
	const name = account.type === 'Bot' ? `${plainLogin(account)}[bot]` : login;
	return {
		login: name,
		id: account.id,
		node_id: `U_${login}`,
		avatar_url: `${website}/${name}.png`,
		gravatar_id: '',
		url: `https://api.github.com/users/${name}`,
		html_url: `${website}/${name}`,
		type: account.type,
		site_admin: false,
	};
}

// May this token read what needs the permission? A world without a token event may all but the
// membership of teams, the administration and secrets, as a workflow's token.
const notOfWorkflows = ['members', 'administration', 'secrets'];

function mayRead(state, permission) {
	const given = state.token.permissions;
	if (notOfWorkflows.includes(permission)) return Boolean(given[permission]);
	return (
		!Object.keys(given).some((name) => !notOfWorkflows.includes(name)) ||
		permission in given
	);
}

module.exports = {
	actor,
	association,
	canWrite,
	forbidden,
	loginOfEmail,
	mayRead,
	organization,
	simpleUser,
	team,
	user,
	userOfEmail,
	website,
};
