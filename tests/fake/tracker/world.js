// SPDX-License-Identifier: Apache-2.0
// What is in a tracker? Its tickets with their histories, from the events of a world, one a line.
'use strict';

const { existsSync, readFileSync, statSync } = require('node:fs');
const { join } = require('node:path');

// Category as Jira calls it, and the state of ServiceNow.
const statuses = {
	Backlog: ['new', '-5'],
	'To Do': ['new', '-4'],
	Approved: ['indeterminate', '-2'],
	'In Progress': ['indeterminate', '-1'],
	'In Review': ['indeterminate', '0'],
	Done: ['done', '3'],
	Canceled: ['done', '4'],
};

const kinds = {
	person: (state, event) => state.people.set(event.id, event),
	token: (state, event) => (state.token = event.token),
	ticket(state, event) {
		state.serial++;
		const hex = state.serial.toString(16);
		state.tickets.push({
			type: 'Story',
			status: 'In Progress',
			...event,
			id: String(10000 + state.serial),
			sysId: hex.padStart(32, '0'),
			keys: [event.key],
			created: event.at,
			changes: [],
			approvals: [],
		});
	},
	transition(state, event) {
		const ticket = ticketOf(state, event.key);
		const change = { field: 'status', from: ticket.status, to: event.to };
		ticket.changes.push({ ...change, at: event.at, by: event.by });
		ticket.status = event.to;
	},
	field(state, event) {
		const change = { field: event.field, from: '', to: event.value };
		ticketOf(state, event.key).changes.push({ ...change, at: event.at, by: event.by });
	},
	move(state, event) {
		ticketOf(state, event.key).keys.push(event.to);
	},
	approval: (state, event) => ticketOf(state, event.key).approvals.push(event),
	window: (state, event) => Object.assign(ticketOf(state, event.key), { window: event }),
	hold: (state, event) => Object.assign(ticketOf(state, event.key), { hold: true }),
	hide: (state, event) => Object.assign(ticketOf(state, event.key), { hidden: true }),
	fault: (state, event) => state.faults.push({ ...event, taken: 0 }),
	heal: (state) => state.faults.splice(0),
	settings: (state, event) => Object.assign(state, event.with), // uncounted, dataCenter, pageSize
};

function ticketOf(state, key) {
	const ticket = state.tickets.find((each) => each.keys.includes(key));
	if (!ticket) throw new Error(`no ticket '${key}'`);
	return ticket;
}

class World {
	constructor(folder) {
		this.folder = folder;
		this.stamp = '';
		this.read = 0;
		this.state = {
			tickets: [],
			people: new Map(),
			faults: [],
			serial: 0,
			token: null,
		};
	}

	// Takes what happened since, so that faults keep what they have done already.
	refresh() {
		const file = join(this.folder, 'events.ndjson');
		const facts = existsSync(file) ? statSync(file) : null;
		const stamp = facts ? `${facts.mtimeMs} ${facts.size}` : '';
		if (stamp === this.stamp) return this.state;
		const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
		for (const line of lines.slice(this.read)) {
			const event = JSON.parse(line);
			if (!kinds[event.do]) throw new Error(`no such event as '${event.do}'`);
			kinds[event.do](this.state, event);
		}
		this.read = lines.length;
		this.stamp = stamp;
		return this.state;
	}
}

module.exports = { World, statuses };
