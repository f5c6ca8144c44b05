// SPDX-License-Identifier: Apache-2.0
// How does a timestamp query read with another digest, another nonce or none? Just as much of DER as a
// query has:
//   SEQUENCE { INTEGER version, SEQUENCE { SEQUENCE algorithm, OCTET STRING digest },
//              [OBJECT IDENTIFIER policy], [INTEGER nonce], [BOOLEAN certificates], [extensions] }
'use strict';

const integer = 0x02;
const octets = 0x04;
const policy = 0x06;
const sequence = 0x30;

// The elements that follow each other in these bytes, each { tag, body }.
function elements(bytes) {
	const found = [];
	for (let at = 0; at < bytes.length;) {
		const tag = bytes[at];
		let length = bytes[at + 1];
		at += 2;
		if (length >= 0x80) {
			const count = length & 0x7f;
			length = bytes.readUIntBE(at, count);
			at += count;
		}
		if (!(at + length <= bytes.length)) throw new Error('the query is not DER');
		found.push({ tag, body: bytes.subarray(at, at + length) });
		at += length;
	}
	return found;
}

function lengthOf(count) {
	if (count < 0x80) return [count];
	return count < 0x100 ? [0x81, count] : [0x82, count >> 8, count & 0xff];
}

function encode(tag, ...parts) {
	const body = Buffer.concat(parts);
	if (body.length > 0xffff) throw new Error('too long for a query');
	return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body]);
}

const join = (parts) => encode(sequence, ...parts.map(({ tag, body }) => encode(tag, body)));

function differing(body) {
	const other = Buffer.from(body);
	other[other.length - 1] ^= 1;
	return other;
}

// The parts before the nonce, the nonce if there is one, and what follows.
function around(bytes) {
	const [{ tag, body }] = elements(bytes);
	if (tag !== sequence) throw new Error('the query is no SEQUENCE');
	const parts = elements(body);
	const at = parts[2]?.tag === policy ? 3 : 2;
	const has = parts[at]?.tag === integer;
	return { before: parts.slice(0, at), nonce: has ? parts[at] : null, after: parts.slice(at + has) };
}

function otherDigest(bytes) {
	const { before: [version, imprint, ...more], nonce, after } = around(bytes);
	const [algorithm, digest] = elements(imprint.body);
	const other = Buffer.concat([encode(algorithm.tag, algorithm.body), encode(octets, differing(digest.body))]);
	return join([version, { tag: sequence, body: other }, ...more, ...(nonce ? [nonce] : []), ...after]);
}

function otherNonce(bytes) {
	const { before, nonce, after } = around(bytes);
	return join([...before, { tag: integer, body: differing(nonce?.body ?? Buffer.from([6])) }, ...after]);
}

function noNonce(bytes) {
	const { before, after } = around(bytes);
	return join([...before, ...after]);
}

module.exports = { elements, encode, noNonce, otherDigest, otherNonce, sequence };
