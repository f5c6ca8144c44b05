// SPDX-License-Identifier: Apache-2.0
// What goes wrong on purpose? Each fault of a world says which requests it is for, how often, and how
// the answer differs from the true one.
'use strict';

const { setTimeout: sleep } = require('node:timers/promises');
const { cursorOf } = require('./schema');

const megabyte = 1 << 20;

// Calls change(object) for every object of an answer.
function everywhere(value, change) {
	if (value === null || typeof value !== 'object') return;
	if (!Array.isArray(value)) change(value);
	for (const inner of Object.values(value)) everywhere(inner, change);
}

function setAtPath(data, path, value) {
	let place = data;
	for (const step of path.slice(0, -1)) place = place?.[step];
	if (place && typeof place === 'object') place[path.at(-1)] = value;
}

// A path is a list, or words with dots; a word of digits is an index.
function pathOf(fault) {
	if (Array.isArray(fault.path)) return fault.path;
	return String(fault.path)
		.split('.')
		.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function graphqlError(answer, fault) {
	const error = {
		type: fault.type ?? 'FORBIDDEN',
		message: fault.message ?? 'Resource not accessible by integration',
	};
	if (fault.path === undefined)
		return { ...answer, status: 200, body: { data: null, errors: [error] } };
	setAtPath(answer.body.data, pathOf(fault), null);
	answer.body.errors = [...(answer.body.errors ?? []), { ...error, path: pathOf(fault) }];
	return answer;
}

function limited(answer, fault, context) {
	const reset = Math.floor(context.now.getTime() / 1000) + (fault.seconds ?? 3600);
	const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
	const message = `API rate limit exceeded for installation ID ${context.installation}.`;
	if (context.isGraphql)
		return { status: 200, headers, body: { errors: [{ type: 'RATE_LIMITED', message }] } };
	return {
		status: fault.status ?? 403,
		headers,
		body: { message, documentation_url: 'https://docs.github.com/rest/rate-limit' },
	};
}

function limitedAgain(answer, fault) {
	const message =
		'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
	return {
		status: fault.status ?? 403,
		body: { message },
		headers: fault.seconds === 0 ? {} : { 'retry-after': String(fault.seconds ?? 60) },
	};
}

const html = '<!DOCTYPE html>\n<html><body><h1>Whoa there!</h1></body></html>\n';

// kind: what becomes of the answer.
const kinds = {
	status: (answer, fault) => ({
		status: fault.status ?? 500,
		headers: fault.headers ?? {},
		body: { message: fault.message ?? 'Server Error' },
	}),
	'rate-limit': limited,
	'secondary-limit': limitedAgain,
	redirect: (answer, fault) => ({
		status: fault.status ?? 301,
		headers: { location: fault.to },
		body: { message: 'Moved Permanently', url: fault.to },
	}),
	html: (answer, fault) => ({
		status: fault.status ?? 200,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		raw: html,
	}),
	'not-json': (answer, fault) => ({ ...answer, raw: fault.text ?? '{"data":{"repository":' }),
	'graphql-error': graphqlError,
	'null-authors'(answer) {
		everywhere(answer.body, (object) => {
			for (const name of ['author', 'user'])
				if (object[name] && typeof object[name].login === 'string') object[name] = null;
		});
		return answer;
	},
	'big-ids'(answer, fault, context) {
		everywhere(answer.body, (object) => {
			for (const name of ['databaseId', 'id'])
				if (typeof object[name] === 'number')
					object[name] = context.raw(
						`9007199254${String(object[name]).padStart(7, '0')}`,
					);
		});
		return answer;
	},
	'endless-pages'(answer, fault, context) {
		everywhere(answer.body, (object) => {
			if (object.hasNextPage === undefined) return;
			object.hasNextPage = true;
			if (object.endCursor !== undefined) object.endCursor = cursorOf('endless');
		});
		const next = new URL(context.url);
		next.searchParams.set('page', String(Number(next.searchParams.get('page') ?? 1) + 1));
		if (!context.isGraphql) answer.headers.link = `<${next}>; rel="next"`;
		return answer;
	},
	set(answer, fault) {
		// the value at a path of the body
		setAtPath(answer.body, pathOf(fault), fault.value);
		return answer;
	},
	slow: (answer, fault) => sleep(fault.ms ?? 5000, answer),
	cut: (answer) => ({ ...answer, send: 'cut' }),
	drip: (answer, fault) => ({ ...answer, send: 'drip', ms: fault.ms ?? 50 }),
	huge: (answer, fault) => ({ ...answer, send: 'huge', bytes: fault.bytes ?? 256 * megabyte }),
};

// The faults whose turn it is: `match` is a part of `METHOD PATH OPERATION`, `skip` lets the first pass.
function due(world, text) {
	return world.state.faults.filter((fault, at) => {
		if (!Object.hasOwn(kinds, fault.kind)) throw new Error(`no such fault as '${fault.kind}'`);
		if (fault.over || !text.includes(fault.match ?? '')) return false;
		const seen = (world.faultsTaken.get(at) ?? 0) + 1;
		world.faultsTaken.set(at, seen);
		const first = fault.skip ?? 0;
		return seen > first && seen <= first + (fault.times ?? Infinity);
	});
}

async function spoil(answer, faults, context) {
	let spoilt = answer;
	for (const fault of faults) spoilt = await kinds[fault.kind](spoilt, fault, context);
	return spoilt;
}

// ---- how the bytes leave ----

async function drip(response, bytes, milliseconds) {
	for (const byte of bytes) {
		if (response.destroyed) return;
		response.write(Buffer.from([byte]));
		await sleep(milliseconds);
	}
	response.end();
}

async function huge(response, total) {
	response.removeHeader('content-length');
	response.write('{"data":{"x":"');
	const part = Buffer.alloc(megabyte, 'a');
	for (let sent = 0; sent < total && !response.destroyed; sent += part.length)
		if (!response.write(part))
			await Promise.race([
				new Promise((resolve) => response.once('drain', resolve)),
				sleep(1000),
			]);
	response.end('"}}');
}

async function send(response, bytes, answer) {
	if (answer.send === 'cut') {
		response.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
		await sleep(20);
		return response.destroy();
	}
	if (answer.send === 'drip') return drip(response, bytes, answer.ms);
	if (answer.send === 'huge') return huge(response, answer.bytes);
	return response.end(bytes);
}

module.exports = { due, send, spoil };
