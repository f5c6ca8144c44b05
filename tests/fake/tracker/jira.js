// SPDX-License-Identifier: Apache-2.0
// What does Jira answer? Cloud: /rest/api/3, Data Center: /rest/api/2, and the approvals of JSM.
'use strict';

const { statuses } = require('./world');

const number = (name) => String(Object.keys(statuses).indexOf(name) + 1);
const keyOf = (ticket) => ticket.keys.at(-1);
const projectOf = (key) => key.slice(0, key.lastIndexOf('-'));
// "2026-01-01T10:00:00.000+0100": in the time zone of the account.
const jiraTime = (at) =>
	new Date(Date.parse(at) + 3600000).toISOString().replace('Z', '+0100');

function person(asked, id) {
	const found = asked.state.people.get(id);
	if (!id) return null;
	if (!asked.cloud)
		return { key: id, name: id, displayName: found?.name ?? id, emailAddress: found?.email };
	return {
		accountId: id,
		accountType: found?.app ? 'app' : 'atlassian',
		displayName: found?.name ?? id,
		...(found?.email ? { emailAddress: found.email } : {}),
		active: true,
	};
}

const statusNode = (name) => ({
	id: number(name),
	name,
	statusCategory: { id: 1, key: statuses[name]?.[0] ?? 'undefined', name: 'x' },
});

const all = {
	status: (asked, ticket) => statusNode(ticket.status),
	issuetype: (asked, ticket) => ({ id: '1', name: ticket.type }),
	project: (asked, ticket) => ({ id: '1', key: projectOf(keyOf(ticket)) }),
	created: (asked, ticket) => jiraTime(ticket.created),
	creator: (asked, ticket) => person(asked, ticket.by),
	summary: () => 'words',
};

function history(asked, ticket, wanted = null, inNumbers = false) {
	return ticket.changes
		.filter((change) => !wanted || wanted.includes(change.field))
		.map((change, at) => ({
			id: `${ticket.id}${at}`,
			author: person(asked, change.by),
			// In a list of histories it is a number.
			created: inNumbers ? Date.parse(change.at) : jiraTime(change.at),
			items: [
				{
					field: change.field,
					fieldId: change.field === 'status' ? 'status' : 'customfield_10010',
					from: change.field === 'status' ? number(change.from) : null,
					fromString: change.from,
					to: change.field === 'status' ? number(change.to) : null,
					toString: change.to,
				},
			],
		}));
}

// With an issue come the latest changes first, at Jira Cloud no more than fit a page.
function issue(asked, ticket, fields, withHistory) {
	const whole = withHistory ? history(asked, ticket) : [];
	const histories = asked.cloud
		? whole.reverse().slice(0, asked.state.pageSize ?? 100)
		: whole;
	return {
		expand: '',
		id: ticket.id,
		self: `${asked.base}/rest/api/3/issue/${ticket.id}`,
		key: keyOf(ticket),
		fields: Object.fromEntries(
			fields.map((name) => {
				if (!all[name]) throw new Error(`a field '${name}' is not modelled`);
				return [name, all[name](asked, ticket)];
			}),
		),
		...(withHistory
			? {
					changelog: {
						startAt: 0,
						maxResults: histories.length,
						total: whole.length,
						histories,
					},
				}
			: {}),
	};
}

const find = (asked, name) =>
	asked.state.tickets.find(
		(each) => !each.hidden && (each.keys.includes(name) || each.id === name),
	);
const errors = (status, ...words) => ({ status, body: { errorMessages: words, errors: {} } });

function bulkfetch(asked) {
	const { issueIdsOrKeys: names, fields, expand } = asked.body;
	if (!Array.isArray(names) || names.length > 100) return errors(400, 'too many issues');
	const found = new Set(names.map((name) => find(asked, name)).filter(Boolean));
	return {
		body: {
			expand: 'schema,names',
			issueErrors: names
				.filter((name) => !find(asked, name))
				.map((id) => ({ id, errorMessage: 'Issue does not exist.' })),
			issues: [...found].map((ticket) =>
				issue(asked, ticket, fields, expand?.includes('changelog')),
			),
		},
	};
}

// In pages of at most `pageSize` of the world's settings.
function changelogs(asked) {
	const { issueIdsOrKeys: names, fieldIds, nextPageToken, maxResults } = asked.body;
	if (!Array.isArray(names) || names.length > 1000) return errors(400, 'too many issues');
	const size = Math.min(maxResults ?? 1000, asked.state.pageSize ?? 10000);
	const rows = names
		.map((name) => find(asked, name))
		.filter(Boolean)
		.flatMap((ticket) =>
			history(asked, ticket, fieldIds ?? null, true).map((change) => [ticket.id, change]),
		);
	const from = Number(nextPageToken ?? 0);
	const logs = new Map();
	for (const [id, change] of rows.slice(from, from + size))
		logs.set(id, [...(logs.get(id) ?? []), change]);
	return {
		body: {
			issueChangeLogs: [...logs].map(([issueId, changeHistories]) => ({
				issueId,
				changeHistories,
			})),
			...(from + size < rows.length ? { nextPageToken: String(from + size) } : {}),
		},
	};
}

function search(asked) {
	const { jql, fields, expand, validateQuery, maxResults } = asked.body;
	const [, list] = jql.match(/^key in \(([A-Z0-9_,-]+)\)$/) ?? [];
	if (!list) return errors(400, `not modelled: ${jql}`);
	const names = list.split(',');
	const missing = names.filter((name) => !find(asked, name));
	if (missing.length && validateQuery !== false)
		return errors(400, `An issue with key '${missing[0]}' does not exist for field 'key'.`);
	const found = [...new Set(names.map((name) => find(asked, name)).filter(Boolean))];
	return {
		body: {
			startAt: 0,
			maxResults,
			total: found.length,
			issues: found
				.slice(0, maxResults)
				.map((ticket) => issue(asked, ticket, fields, expand?.includes('changelog'))),
		},
	};
}

function single(asked, [name]) {
	const ticket = find(asked, name);
	if (!ticket) return errors(404, 'Issue does not exist or you do not have permission to see it.');
	const fields = asked.query.get('fields').split(',');
	return { body: issue(asked, ticket, fields, asked.query.get('expand') === 'changelog') };
}

function approvals(asked, [name]) {
	const ticket = find(asked, name);
	if (!ticket || ticket.plain) return errors(404, 'Request not found.');
	return {
		body: {
			size: ticket.approvals.length,
			start: 0,
			limit: 100,
			isLastPage: true,
			values: ticket.approvals.map((approval, at) => ({
				id: String(at + 1),
				name: 'Waiting for approval',
				finalDecision: approval.decision,
				canAnswerApproval: false,
				approvers: [
					{ approver: person(asked, approval.by), approverDecision: approval.decision },
				],
				createdDate: { iso8601: jiraTime(ticket.created) },
				completedDate: { iso8601: jiraTime(approval.at) },
			})),
		},
	};
}

const listOfStatuses = () => ({ body: Object.keys(statuses).map(statusNode) });

const routes = [
	['POST', /^\/rest\/api\/3\/issue\/bulkfetch$/, bulkfetch],
	['POST', /^\/rest\/api\/3\/changelog\/bulkfetch$/, changelogs],
	['GET', /^\/rest\/api\/3\/status$/, listOfStatuses],
	['GET', /^\/rest\/api\/3\/issue\/([A-Z0-9_-]+)$/, single],
	['POST', /^\/rest\/api\/2\/search$/, search],
	['GET', /^\/rest\/api\/2\/status$/, listOfStatuses],
	['GET', /^\/rest\/api\/2\/issue\/([A-Z0-9_-]+)$/, single],
	['GET', /^\/rest\/servicedeskapi\/request\/([A-Z0-9_-]+)\/approval$/, approvals],
];

function answer(asked) {
	for (const [method, pattern, take] of routes) {
		const match = asked.path.match(pattern);
		if (match && method === asked.method)
			return take({ ...asked, cloud: !asked.state.dataCenter }, match.slice(1));
	}
	return null;
}

module.exports = { answer };
