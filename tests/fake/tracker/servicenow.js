// SPDX-License-Identifier: Apache-2.0
// What does ServiceNow answer? The tables change_request and sysapproval_approver. Rows that are hidden are
// counted in X-Total-Count and not shown.
'use strict';

const { statuses } = require('./world');

const stored = (at) => (at ? at.replace('T', ' ').replace('Z', '') : '');
const both = (value, shown = value) => ({ display_value: shown, value });
const reference = (asked, id) => both(id ?? '', asked.state.people.get(id)?.name ?? id ?? '');

function changeRow(asked, ticket) {
	return {
		number: both(ticket.keys.at(-1)),
		sys_id: both(ticket.sysId),
		state: both(statuses[ticket.status][1], ticket.status),
		type: both(ticket.type.toLowerCase(), ticket.type),
		start_date: both(stored(ticket.window?.start), 'in another zone'),
		end_date: both(stored(ticket.window?.end), 'in another zone'),
		on_hold: both(String(Boolean(ticket.hold))),
		opened_by: reference(asked, ticket.by),
		sys_created_on: both(stored(ticket.created)),
	};
}

function approvalRow(asked, ticket, approval) {
	const state = approval.decision === 'approved' ? 'approved' : 'rejected';
	return {
		sysapproval: both(ticket.sysId, ticket.keys.at(-1)),
		approver: reference(asked, approval.by),
		state: both(state),
		sys_updated_on: both(stored(approval.at)),
	};
}

function page(asked, rows) {
	const fields = asked.query.get('sysparm_fields').split(',');
	const limit = Number(asked.query.get('sysparm_limit'));
	const shown = rows.filter((row) => !row.hidden).slice(0, limit);
	return {
		headers: asked.state.uncounted ? {} : { 'x-total-count': String(rows.length) },
		body: {
			result: shown.map(({ row }) =>
				Object.fromEntries(fields.map((name) => [name, row[name]])),
			),
		},
	};
}

function changes(asked) {
	const [, list] = asked.query.get('sysparm_query').match(/^numberIN([A-Z0-9,]+)$/) ?? [];
	if (!list) return { status: 400, body: { error: { message: 'not modelled' } } };
	const found = asked.state.tickets.filter((each) => list.split(',').includes(each.keys.at(-1)));
	return page(
		asked,
		found.map((ticket) => ({ hidden: ticket.hidden, row: changeRow(asked, ticket) })),
	);
}

function approvals(asked) {
	const query = asked.query.get('sysparm_query');
	const [, list] =
		query.match(/^sysapprovalIN([0-9a-f,]+)\^stateINapproved,rejected$/) ?? [];
	if (!list) return { status: 400, body: { error: { message: 'not modelled' } } };
	const rows = asked.state.tickets
		.filter((ticket) => list.split(',').includes(ticket.sysId))
		.flatMap((ticket) =>
			ticket.approvals.map((each) => ({
				hidden: each.hidden,
				row: approvalRow(asked, ticket, each),
			})),
		);
	return page(asked, rows);
}

function answer(asked) {
	if (asked.method !== 'GET') return null;
	if (asked.path === '/api/now/table/change_request') return changes(asked);
	if (asked.path === '/api/now/table/sysapproval_approver') return approvals(asked);
	return null;
}

module.exports = { answer };
