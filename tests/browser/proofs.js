// SPDX-License-Identifier: Apache-2.0
// Do the page's hashes and proofs agree with what is written here in another way? proofs.js FOLDER, that
// of the page's scripts. Slow and plain: the definitions of RFC 6962 section 2.1.
"use strict";
const assert = require("node:assert/strict");
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const names = ["sha256", "isIncluded", "isConsistent", "rawSignature", "readPublicKey", "fromBase64", "parseCheckpoint",
	"parseEnvelope"];
const page = vm.createContext({ TextEncoder, TextDecoder, Uint8Array, atob, btoa });
const source = ["bytes.js", "hash.js", "verify.js"].map((name) => fs.readFileSync(path.join(process.argv[2], name), "utf8"));
vm.runInContext('"use strict";' + source.join("") + ";globalThis.page = {" + names.join(",") + "};", page);
const { sha256, isIncluded, isConsistent, rawSignature, readPublicKey, fromBase64, parseCheckpoint, parseEnvelope } = page.page;

const bytes = (buffer) => new Uint8Array(buffer);
const digest = (...parts) => bytes(crypto.createHash("sha256").update(Buffer.concat(parts)).digest());
const entry = (index) => bytes(Buffer.from("entry " + index));
const half = (count) => 2 ** Math.floor(Math.log2(count - 1));

function root(from, to) {
	if (to - from === 1)
		return digest(Buffer.from([0]), entry(from));
	const middle = from + half(to - from);
	return digest(Buffer.from([1]), root(from, middle), root(middle, to));
}

function inclusion(index, from, to) {
	if (to - from === 1)
		return [];
	const middle = from + half(to - from);
	return index < middle ? [...inclusion(index, from, middle), root(middle, to)]
		: [...inclusion(index, middle, to), root(from, middle)];
}

function consistency(size, from, to, whole) {
	if (size === to - from)
		return whole ? [] : [root(from, to)];
	const width = half(to - from), middle = from + width;
	return size <= width ? [...consistency(size, from, middle, whole), root(middle, to)]
		: [...consistency(size - width, middle, to, false), root(from, middle)];
}

function flipped(proof, at) {
	return proof.map((hash, i) => i === at ? hash.map((byte, j) => j ? byte : byte ^ 1) : hash);
}

for (let length = 0; length < 200; length++) {
	const message = bytes(crypto.randomBytes(length));
	assert.deepEqual([...sha256(message)], [...digest(message)]);
}

let proofs = 0;
for (let size = 1; size <= 34; size++)
	for (let index = 0; index < size; index++) {
		const proof = inclusion(index, 0, size), top = root(0, size);
		assert(isIncluded(entry(index), index, size, proof, top));
		assert(!isIncluded(entry(index + 1), index, size, proof, top));
		assert(!isIncluded(entry(index), index, size, [...proof, top], top));
		assert(!isIncluded(entry(index), index, size, proof, digest(top)));
		assert(!proof.length || !isIncluded(entry(index), index, size, proof.slice(1), top));
		for (let i = 0; i < proof.length; i++)
			assert(!isIncluded(entry(index), index, size, flipped(proof, i), top));
		proofs++;
	}
for (const index of [-1, 3, 0.5, NaN, "1"])
	assert(!isIncluded(entry(1), index, 3, inclusion(1, 0, 3), root(0, 3)));
console.log("ok " + proofs + " inclusion proofs, and none of what was changed in them");

proofs = 0;
for (let to = 1; to <= 34; to++)
	for (let from = 1; from <= to; from++) {
		const proof = consistency(from, 0, to, true), older = root(0, from), newer = root(0, to);
		assert(isConsistent(from, older, to, newer, proof));
		assert(!isConsistent(from, digest(older), to, newer, proof));
		assert(!isConsistent(from, older, to, digest(newer), proof));
		assert(!isConsistent(from, older, to, newer, [...proof, newer]));
		for (let i = 0; i < proof.length; i++)
			assert(!isConsistent(from, older, to, newer, flipped(proof, i)));
		proofs++;
	}
assert(!isConsistent(3, root(0, 3), 2, root(0, 2), []));
assert(!isConsistent(0, root(0, 1), 2, root(0, 2), []));
console.log("ok " + proofs + " consistency proofs, and none of what was changed in them");

const pair = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
for (let i = 0; i < 400; i++) {
	const message = crypto.randomBytes(20);
	const der = crypto.sign("sha256", message, pair.privateKey);
	const raw = rawSignature(bytes(der));
	assert(crypto.verify("sha256", message, { key: pair.publicKey, dsaEncoding: "ieee-p1363" }, raw));
	for (const broken of [der.subarray(1), der.subarray(0, der.length - 1), Buffer.concat([der, der.subarray(0, 1)])])
		assert.equal(rawSignature(bytes(broken)), null);
}
for (const bad of ["30060201010201", "3006020101020101ff", "30070202000102010a", "3006028001020101", "", "3006020181020101"])
	assert.equal(rawSignature(bytes(Buffer.from(bad, "hex"))), null, bad);
console.log("ok DER signatures become raw ones, and only those in their shortest form");

for (const [algorithm, key] of [["ecdsa-p256", pair.publicKey], ["ed25519", crypto.generateKeyPairSync("ed25519").publicKey]]) {
	const spki = key.export({ type: "spki", format: "der" }).toString("base64");
	assert.match(readPublicKey(algorithm, spki).fingerprint, /^SHA256:[A-Za-z0-9+/]{43}$/);
	assert.equal(readPublicKey(algorithm === "ed25519" ? "ecdsa-p256" : "ed25519", spki), null);
	assert.equal(readPublicKey("constructor", spki), null);
	assert.equal(readPublicKey(algorithm, spki.slice(4)), null);
}
for (const bad of ["A", "AAAA=", "AA=A", "AB==", "A A=", "AA\n="])
	assert.equal(fromBase64(bad), null, bad);
const note = "o\n1\n" + "A".repeat(43) + "=\n\n\u2014 o " + Buffer.alloc(68).toString("base64") + "\n";
assert.equal(parseCheckpoint(note).size, 1);
for (const bad of [note + "x", note.replace("\n1\n", "\n01\n"), note.replace("\n\n", "\nmore\n\n"), note.replace("\u2014 o", "\u2014 p"), null])
	assert.equal(parseCheckpoint(bad), null);
const envelope = '{"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[{"keyid":"SHA256:a","sig":"AAAA"}]}\n';
assert.equal(parseEnvelope(envelope).keyid, "SHA256:a");
for (const bad of [envelope.trim(), " " + envelope, envelope.replace("in-toto", "in-tota"), envelope.replace("e30=", "e31="), undefined])
	assert.equal(parseEnvelope(bad), null);
console.log("ok keys, checkpoints and envelopes are read in their one form");
