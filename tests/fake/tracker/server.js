// SPDX-License-Identifier: Apache-2.0
// What do trackers answer to this request? http://127.0.0.1:PORT/WORLD is the address of the tracker of the
// world in the folder WORLDS/WORLD: Jira Cloud, Jira at a Data Center and ServiceNow, as far as they are
// asked. Needs nothing but node.
//
//   node server.js WORLDS [FILE]: writes its port to FILE or prints it; ends with its input or SIGTERM.
'use strict';

const { createHash } = require('node:crypto');
const { appendFileSync, existsSync, renameSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { World } = require('./world');
const jira = require('./jira');
const servicenow = require('./servicenow');

const [root, portFile] = process.argv.slice(2);
const megabyte = 1 << 20;
const worlds = new Map();

function worldOf(name) {
	const folder = join(root, name);
	if (!/^[\w.-]+$/.test(name) || name.startsWith('.') || !existsSync(folder)) return null;
	if (!worlds.has(name)) worlds.set(name, new World(folder));
	return worlds.get(name);
}

async function bodyOf(request) {
	const parts = [];
	for await (const part of request) parts.push(part);
	return Buffer.concat(parts).toString('utf8');
}

// ---- what goes wrong on purpose ----

const faults = {
	status: (answer, fault) => ({
		status: fault.status ?? 500,
		headers: fault.headers ?? {},
		body: { errorMessages: [fault.message ?? 'Server Error'] },
	}),
	html: (answer, fault) => ({
		status: fault.status ?? 200,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		raw: '<!DOCTYPE html>\n<html><body><h1>Log in</h1></body></html>\n',
	}),
	'not-json': (answer, fault) => ({ ...answer, raw: fault.text ?? '{"issues":[' }),
	redirect: (answer, fault) => ({
		status: fault.status ?? 302,
		headers: { location: fault.to },
		body: {},
	}),
	empty: () => ({ status: 200, headers: {}, body: {} }),
	cut: (answer) => ({ ...answer, send: 'cut' }),
	drip: (answer) => ({ ...answer, send: 'drip' }),
	huge: (answer, fault) => ({ ...answer, send: 'huge', bytes: fault.bytes ?? 65 * megabyte }),
};

// The faults whose turn it is: `match` is a part of `METHOD PATH`.
function due(state, text) {
	return state.faults.filter((fault) => {
		if (!faults[fault.kind]) throw new Error(`no such fault as '${fault.kind}'`);
		if (!text.includes(fault.match ?? '')) return false;
		fault.taken++;
		return fault.taken <= (fault.times ?? Infinity);
	});
}

async function drip(response, bytes) {
	for (const byte of bytes) {
		if (response.destroyed) return;
		response.write(Buffer.from([byte]));
		await sleep(40);
	}
	response.end();
}

async function huge(response, total) {
	response.removeHeader('content-length');
	response.write('{"issues":[{"key":"');
	const part = Buffer.alloc(megabyte, 'a');
	for (let sent = 0; sent < total && !response.destroyed; sent += part.length)
		if (!response.write(part))
			await Promise.race([
				new Promise((resolve) => response.once('drain', resolve)),
				sleep(1000),
			]);
	response.end('"}]}');
}

async function send(response, bytes, answer) {
	if (answer.send === 'drip') return drip(response, bytes);
	if (answer.send === 'huge') return huge(response, answer.bytes);
	if (answer.send !== 'cut') return response.end(bytes);
	response.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
	await sleep(20);
	return response.destroy();
}

// ---- answers ----

function trueAnswer(asked) {
	if (asked.state.token !== null && asked.token !== asked.state.token)
		return { status: 401, body: { errorMessages: ['Unauthorized'] } };
	return (
		jira.answer(asked) ??
		servicenow.answer(asked) ?? { status: 404, body: { errorMessages: ['Not Found'] } }
	);
}

function log(world, request, asked, facts) {
	const hash = (text) => createHash('sha256').update(text).digest('hex');
	const line = {
		method: request.method,
		path: request.url.replace(/^\/[^/]*/, ''),
		authorized: 'authorization' in request.headers,
		tokenSha256: asked.token ? hash(asked.token) : null,
		body: asked.body ?? null,
		...facts,
	};
	for (const file of [join(world.folder, 'log.ndjson'), process.env.MODEL_LOG].filter(Boolean))
		appendFileSync(file, `${JSON.stringify(line)}\n`);
}

async function read(world, request, path) {
	const url = new URL(path, `http://${request.headers.host ?? '127.0.0.1'}`);
	const text = await bodyOf(request);
	return {
		method: request.method,
		path: url.pathname,
		query: url.searchParams,
		body: text ? JSON.parse(text) : null,
		state: world.refresh(),
		base: url.origin,
		token: (request.headers.authorization ?? '').match(/^(?:Bearer|Basic) (.+)$/)?.[1] ?? null,
	};
}

async function serve(world, request, response, path) {
	const facts = { concurrency: ++world.inFlight, faults: [], status: 500 };
	let asked = {};
	try {
		asked = await read(world, request, path);
		await sleep(20); // so that requests that are sent at once meet
		let answer = trueAnswer(asked);
		const wrong = due(asked.state, `${asked.method} ${asked.path}`);
		facts.faults = wrong.map((fault) => fault.kind);
		for (const fault of wrong) answer = faults[fault.kind](answer, fault);
		facts.status = answer.status ?? 200;
		const bytes = Buffer.from(answer.raw ?? JSON.stringify(answer.body));
		const headers = { 'content-type': 'application/json;charset=UTF-8', ...answer.headers };
		for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
		response.setHeader('content-length', bytes.length);
		response.statusCode = facts.status;
		log(world, request, asked, facts);
		await send(response, bytes, answer);
	} catch (error) {
		process.stderr.write(`${request.method} ${request.url}: ${error.stack}\n`);
		log(world, request, asked, { ...facts, error: error.message });
		if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
		response.end('{}');
	} finally {
		world.inFlight--;
	}
}

const server = createServer((request, response) => {
	const [, name, path] = request.url.match(/^\/([^/?]+)(\/.*)$/) ?? [];
	const world = name ? worldOf(name) : null;
	response.on('error', () => {});
	if (world) {
		world.inFlight ??= 0;
		return serve(world, request, response, path);
	}
	return response.writeHead(404).end('{}');
});
server.keepAliveTimeout = 60000;
server.listen(0, '127.0.0.1', () => {
	const { port } = server.address();
	if (!portFile) return console.log(port);
	writeFileSync(`${portFile}.new`, `${port}\n`);
	return renameSync(`${portFile}.new`, portFile);
});
process.stdin.on('data', () => {}).on('close', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
