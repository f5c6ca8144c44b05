// SPDX-License-Identifier: Apache-2.0
// What does GitHub answer to this request? http://127.0.0.1:PORT/WORLD is the base of the API of the
// world in the folder WORLDS/WORLD: /graphql and the REST paths that changegate uses.
//
//   node server.js WORLDS [FILE]: writes its port to FILE or prints it; ends with its input or SIGTERM.
'use strict';

const { createHash } = require('node:crypto');
const { appendFileSync, existsSync, renameSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { gzipSync } = require('node:zlib');
const { answer: answerQuery } = require('./schema');
const { World } = require('./world');
const faults = require('./faults');
const repository = require('./repository');
const rest = require('./rest');

const [root, portFile] = process.argv.slice(2);
const largestRequest = 10 << 20;
const worlds = new Map();

// JSON has no limit for numbers, JavaScript has: digits that it would round travel as marked text.
const raw = (digits) => `\uE000${digits}\uE000`;
const id = (value) => (typeof value === 'string' && /^\d+$/.test(value) ? raw(value) : value);
const toText = (value) => JSON.stringify(value).replace(/"\uE000(\d+)\uE000"/g, '$1');

function worldOf(name) {
	const folder = join(root, name);
	if (!/^[\w.-]+$/.test(name) || name.startsWith('.') || !existsSync(folder)) return null;
	if (!worlds.has(name)) worlds.set(name, new World(folder));
	return worlds.get(name);
}

async function bodyOf(request) {
	const parts = [];
	let size = 0;
	for await (const part of request) {
		size += part.length;
		if (size > largestRequest) throw new Error('a request of more than 10 MiB');
		parts.push(part);
	}
	return Buffer.concat(parts).toString('utf8');
}

const tokenOf = (request) =>
	(request.headers.authorization ?? '').match(/^(?:bearer|token) (.+)$/i)?.[1] ?? null;
const message = (status, words) => ({
	status,
	headers: {},
	body: {
		message: words,
		documentation_url: 'https://docs.github.com/rest',
		status: String(status),
	},
});

function parsed(text) {
	try {
		return text ? JSON.parse(text) : null;
	} catch {
		return undefined;
	}
}

function refusal(world, asked, request) {
	const token = world.token();
	if (!request.headers['user-agent'])
		return message(
			403,
			'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
		);
	if (token !== null && asked.token !== token) return message(401, 'Bad credentials');
	if (asked.body === undefined) return message(400, 'Problems parsing JSON');
	return null;
}

async function answerGraphql(world, asked) {
	if (asked.method !== 'POST') return message(404, 'Not Found');
	const { body } = asked;
	if (typeof body?.query !== 'string')
		return {
			status: 200,
			headers: {},
			body: {
				errors: [{ message: 'A query attribute must be specified and must be a string.' }],
			},
		};
	const context = {
		used: world.used,
		resetAt: new Date(world.now().getTime() + 3600000).toISOString().replace(/\.\d+/, ''),
	};
	const result = await answerQuery(repository.root(asked), context, body);
	world.used += context.cost ?? 1;
	return { status: 200, headers: {}, body: result };
}

function limits(world) {
	const used = Math.min(world.used, repository.hourlyLimit);
	return {
		'x-ratelimit-limit': String(repository.hourlyLimit),
		'x-ratelimit-used': String(used),
		'x-ratelimit-remaining': String(repository.hourlyLimit - used),
		'x-ratelimit-reset': String(Math.floor(world.now().getTime() / 1000) + 3600),
	};
}

async function trueAnswer(world, asked, request) {
	const refused = refusal(world, asked, request);
	if (refused) return refused;
	if (asked.isGraphql) return answerGraphql(world, asked);
	world.used++;
	return (await rest.answer(asked)) ?? message(404, 'Not Found');
}

function operationOf(body) {
	if (typeof body?.query !== 'string') return null;
	return body.operationName ?? body.query.match(/^\s*(?:query|mutation)\s+(\w+)/m)?.[1] ?? null;
}

async function read(world, request, path) {
	const url = new URL(path, `http://${request.headers.host ?? '127.0.0.1'}`);
	const text = await bodyOf(request);
	const body = parsed(text);
	const state = world.refresh();
	const prefix = request.url.slice(0, request.url.length - path.length);
	return {
		world,
		method: request.method,
		path: url.pathname,
		query: url.searchParams,
		body,
		text,
		state,
		git: world.git,
		model: repository.model,
		id,
		raw,
		token: tokenOf(request),
		isGraphql: url.pathname === '/graphql',
		url: new URL(prefix + path, url),
		base: url.origin + prefix,
	};
}

function log(world, request, asked, facts) {
	const sha256 =
		asked.token === null ? null : createHash('sha256').update(asked.token).digest('hex');
	const line = {
		time: new Date(facts.begun).toISOString(),
		method: request.method,
		path: request.url.replace(/^\/[^/]*/, ''),
		status: facts.status,
		ms: Date.now() - facts.begun,
		bytes: facts.bytes,
		operation: operationOf(asked.body),
		authorized: 'authorization' in request.headers,
		tokenSha256: sha256,
		rightToken: asked.token !== null && asked.token === world.token(),
		concurrency: facts.concurrency,
		accept: request.headers.accept ?? null,
		faults: facts.faults,
		...(facts.error ? { error: facts.error } : {}),
		...(asked.isGraphql || !asked.text ? {} : { body: asked.body }),
	};
	for (const file of [join(world.folder, 'log.ndjson'), process.env.MODEL_LOG].filter(Boolean))
		appendFileSync(file, `${JSON.stringify(line)}\n`);
}

function pack(request, response, answer) {
	const text =
		answer.raw ??
		(answer.body === undefined || answer.body === null ? '' : toText(answer.body));
	const plain = Buffer.from(text);
	const zip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') && plain.length > 1400;
	const bytes = zip ? gzipSync(plain) : plain;
	const defaults = {
		'content-type': 'application/json; charset=utf-8',
		'x-github-request-id': 'FA4E:0:0:0:0',
	};
	for (const [name, value] of Object.entries({ ...defaults, ...answer.headers }))
		response.setHeader(name, value);
	if (zip) response.setHeader('content-encoding', 'gzip');
	response.setHeader('content-length', bytes.length);
	response.statusCode = answer.status;
	return bytes;
}

async function serve(world, request, response, path) {
	const facts = { begun: Date.now(), concurrency: ++world.inFlight, faults: [] };
	let asked = { token: tokenOf(request) };
	try {
		asked = await read(world, request, path);
		await sleep(world.state.latency);
		const due = faults.due(
			world,
			`${asked.method} ${asked.path} ${operationOf(asked.body) ?? ''}`,
		);
		facts.faults = due.map((fault) => fault.kind);
		let answer = await trueAnswer(world, asked, request);
		answer.headers = { ...limits(world), ...answer.headers };
		answer = await faults.spoil(answer, due, {
			...asked,
			now: world.now(),
			installation: 4711,
		});
		if (asked.state.clock) response.setHeader('date', world.now().toUTCString());
		const bytes = pack(request, response, answer);
		Object.assign(facts, { status: answer.status, bytes: bytes.length });
		log(world, request, asked, facts); // before the client can go on and look
		await faults.send(response, bytes, answer);
	} catch (error) {
		process.stderr.write(`${request.method} ${request.url}: ${error.stack}\n`);
		log(world, request, asked, { ...facts, status: 500, bytes: 0, error: error.message });
		if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
		response.end(JSON.stringify({ message: `the fake: ${error.message}` }));
	} finally {
		world.inFlight--;
	}
}

const server = createServer((request, response) => {
	const [, name, path] = request.url.match(/^\/([^/?]+)(\/.*)$/) ?? [];
	const world = name ? worldOf(name) : null;
	response.on('error', () => {});
	if (world) return serve(world, request, response, path);
	return response.writeHead(404).end(JSON.stringify({ message: `no world '${name}'` }));
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
