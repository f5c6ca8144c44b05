// SPDX-License-Identifier: Apache-2.0
// What does a timestamp authority (RFC 3161) on this machine answer? The real `openssl ts -reply` behind
// http, with the faults that a test asks for. Needs nothing but node and openssl.
//
//   node server.js FOLDER [PORT]: writes its port to FOLDER/port; ends with its input or SIGTERM.
//
// In FOLDER, made at the first start and kept (each X.pem has its X.key; all are EC P-256):
//   ca.pem              the root
//   tsa.pem             the authority's certificate, of that root
//   expired-tsa.pem     the same, valid until the end of 2020
//   no-purpose-tsa.pem  the same, without the purpose timeStamping
//   other-ca.pem        a root that somebody made at home, with the name of the real one
//   other-tsa.pem       and an authority of that root, with the name of the real one
//   log                 a line for each request: time, status (`-`: not answered), number of bytes,
//                       and the bytes in base64 (`-`: none)
//   tsa.cnf, serial, work/                what openssl needs
//   fault               written by tests, read for each request: the first word of the table below
//
// Without a fault: POST / of an application/timestamp-query over SHA-256 is granted. These make it
// otherwise. An answer that openssl makes or signs:
//   rejected      a proper response with the status rejection, and no token
//   other-ca, expired, no-purpose       a token by that certificate
//   other-digest  a token over a digest that differs in one bit
//   other-nonce   with a nonce that differs in one bit (or one that nobody asked for)
//   no-nonce      without the nonce that was asked for
// What openssl accepts all the same, so that whoever looks closer must refuse it:
//   sha1          a token whose signature is over SHA-1
//   yesterday, tomorrow                 a token that names the time a day earlier or later
// And what is not one:
//   down          503
//   slow          nothing, until the one who asks hangs up
//   garbage       200 and random bytes
//   empty         200 and no bytes
//   huge          200 and a megabyte that begins like a response
//   truncated     the first half of what would be right
//   html          200 and a page
//   redirect URL  302 to the second word
'use strict';

const { randomBytes } = require('node:crypto');
const { appendFileSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');
const authority = require('./authority');
const query = require('./query');

const [folder, port = '0'] = process.argv.slice(2);
const requestLimit = 1 << 16;
const megabyte = 1 << 20;
const day = 24 * 60 * 60 * 1000;

// ---- answers: from the query, { status, type, body }; null is silence ----

const reply = (body) => ({ status: 200, type: 'application/timestamp-reply', body });
const text = (status, words) => ({ status, type: 'text/plain', body: Buffer.from(`${words}\n`) });
const stamp = async (bytes, how) => reply(await authority.stamp(folder, bytes, how));
const forge = async (bytes, how) => reply(await authority.forge(folder, bytes, how));

function huge() {
	const body = Buffer.alloc(megabyte);
	body.set([0x30, 0x83, 0x0f, 0xff, 0xfb]); // a SEQUENCE that fills it
	return body;
}

const answers = {
	'': (bytes) => stamp(bytes),
	rejected: () => stamp(Buffer.alloc(0)), // openssl finds no query in it
	'other-ca': (bytes) => stamp(bytes, { signer: 'other-tsa' }),
	expired: (bytes) => stamp(bytes, { signer: 'expired-tsa' }),
	'no-purpose': (bytes) => forge(bytes, { signer: 'no-purpose-tsa' }),
	'other-digest': (bytes) => stamp(query.otherDigest(bytes)),
	'other-nonce': (bytes) => stamp(query.otherNonce(bytes)),
	'no-nonce': (bytes) => stamp(query.noNonce(bytes)),
	sha1: (bytes) => stamp(bytes, { section: 'sha1' }),
	yesterday: (bytes) => forge(bytes, { later: -day }),
	tomorrow: (bytes) => forge(bytes, { later: day }),
	down: () => text(503, 'down'),
	slow: () => null,
	garbage: () => reply(randomBytes(1000)),
	empty: () => reply(Buffer.alloc(0)),
	huge: () => reply(huge()),
	truncated: async (bytes) => {
		const { body } = await stamp(bytes);
		return reply(body.subarray(0, body.length / 2));
	},
	html: () => ({
		status: 200,
		type: 'text/html; charset=utf-8',
		body: Buffer.from('<!DOCTYPE html>\n<html><body><h1>Log in</h1></body></html>\n'),
	}),
	redirect: (bytes, to) => ({ ...text(302, 'elsewhere'), location: to }),
};

function readFault() {
	try {
		return readFileSync(join(folder, 'fault'), 'utf8').trim().split(/\s+/);
	} catch (error) {
		if (error.code === 'ENOENT') return [''];
		throw error;
	}
}

async function bodyOf(request) {
	const parts = [];
	let length = 0;
	for await (const part of request) {
		parts.push(part);
		length += part.length;
		if (length > requestLimit) throw new Error(`more than ${requestLimit} bytes were sent`);
	}
	return Buffer.concat(parts);
}

function choose(request, bytes) {
	const [word, second] = readFault();
	if (!Object.hasOwn(answers, word)) throw new Error(`there is no fault ${word}`);
	if (request.url !== '/') return text(404, 'not here');
	if (request.method !== 'POST') return text(405, 'POST a query');
	if (request.headers['content-type'] !== 'application/timestamp-query')
		return text(415, 'application/timestamp-query is understood');
	return answers[word](bytes, second);
}

function log(bytes, status) {
	const words = [new Date().toISOString(), status, bytes.length, bytes.toString('base64') || '-'];
	appendFileSync(join(folder, 'log'), `${words.join(' ')}\n`);
}

function failed(error) {
	process.stderr.write(`${error.stack}\n`);
	return text(500, 'see what the server printed');
}

async function answer(request, response) {
	const bytes = await bodyOf(request);
	const given = await Promise.resolve().then(() => choose(request, bytes)).catch(failed);
	log(bytes, given?.status ?? '-');
	if (!given) return;
	response.setHeader('content-type', given.type);
	response.setHeader('content-length', given.body.length);
	if (given.location) response.setHeader('location', given.location);
	response.writeHead(given.status).end(given.body);
}

const server = createServer((request, response) => {
	answer(request, response).catch((error) => {
		failed(error);
		response.destroy();
	});
});
process.stdin.on('data', () => {}).on('close', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
authority.prepare(folder).then(() => {
	server.listen(Number(port), '127.0.0.1', () => {
		writeFileSync(join(folder, 'port.new'), `${server.address().port}\n`);
		renameSync(join(folder, 'port.new'), join(folder, 'port'));
	});
}).catch((error) => {
	failed(error);
	process.exit(1);
});
