// SPDX-License-Identifier: Apache-2.0
// Does what is embedded in this page hold? Each question has one of three answers: it holds ("ok"), it does
// not ("bad"), or it was not checked ("open") and why. Nothing that was not checked is ever shown as ok.

function ok(name, text) {
	return { state: "ok", name, text };
}

function bad(name, text) {
	return { state: "bad", name, text };
}

function unchecked(name, text) {
	return { state: "open", name, text };
}

const algorithms = {
	"ecdsa-p256": {
		of: { name: "ECDSA", namedCurve: "P-256" },
		verify: { name: "ECDSA", hash: "SHA-256" },
		signature: rawSignature,
	},
	ed25519: { of: { name: "Ed25519" }, verify: { name: "Ed25519" }, signature: (bytes) => bytes },
};

function webCrypto() {
	return globalThis.crypto && globalThis.crypto.subtle;
}

// A key of the trust file, read and handed to the browser where it knows the algorithm.
async function readKey(said) {
	const read = readPublicKey(said.algorithm, said.publicKey);
	const key = { said, read, native: null };
	if (!read || read.fingerprint !== said.fingerprint)
		return { ...key, read: null };
	try {
		key.native = await webCrypto().importKey("spki", read.spki, algorithms[said.algorithm].of,
			false, ["verify"]);
	} catch (cause) {
		key.why = "this browser has no " + said.algorithm + " for pages like this one";
	}
	return key;
}

// "ok", "bad" or "open".
async function signatureState(key, signature, message) {
	const algorithm = algorithms[key.said.algorithm];
	const raw = signature && algorithm.signature(signature);
	if (!raw || raw.length !== 64)
		return "bad";
	if (!key.native)
		return "open";
	try {
		return (await webCrypto().verify(algorithm.verify, key.native, raw, message)) ? "ok" : "bad";
	} catch (cause) {
		return "open";
	}
}

// ---- checkpoints ---------------------------------------------------------------------------------------

// A signed note as C2SP writes it, in the one form that we use; null if it is not.
function parseCheckpoint(note) {
	const form = /^(([\x21-\x7e]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/=]{44})\n)\n\u2014 ([\x21-\x7e]+) ([A-Za-z0-9+/=]+)\n$/;
	const parts = typeof note === "string" ? form.exec(note) : null;
	const root = parts && fromBase64(parts[4]);
	const tail = parts && fromBase64(parts[6]);
	if (!root || root.length !== 32 || !tail || tail.length !== 68 || parts[2] !== parts[5])
		return null;
	return {
		text: parts[1], origin: parts[2], size: Number(parts[3]), root,
		keyId: tail.subarray(0, 4), signature: tail.subarray(4),
	};
}

function checkpointKeyId(origin, point) {
	return sha256(joined(utf8.encode(origin + "\n"), Uint8Array.of(1), point)).subarray(0, 4);
}

function isRetired(key, size) {
	return key.said.retired && size > key.said.retired.size;
}

async function checkCheckpoint(name, note, context) {
	const head = parseCheckpoint(note);
	if (!head)
		return bad(name, "it is no checkpoint");
	if (head.origin !== context.trust.origin)
		return bad(name, "it is of another ledger: " + head.origin);
	const key = context.keys.find((one) => one.said.usage === "checkpoint" && one.read &&
		sameBytes(checkpointKeyId(head.origin, one.read.point), head.keyId));
	if (!key)
		return bad(name, "no checkpoint key of the trust file signed it");
	if (isRetired(key, head.size))
		return bad(name, "its key was retired at size " + key.said.retired.size);
	const state = await signatureState(key, head.signature, utf8.encode(head.text));
	if (state === "bad")
		return bad(name, "the signature is not by " + key.said.fingerprint);
	if (state === "open")
		return unchecked(name, "signature not checked: " + (key.why || "the browser could not"));
	return ok(name, head.size + " entries, signed by " + key.said.fingerprint);
}

function proofHashes(proof) {
	const hashes = Array.isArray(proof) ? proof.map(fromBase64) : [null];
	return hashes.every((hash) => hash && hash.length === 32) ? hashes : null;
}

async function checkEarlier(earlier, context) {
	const signed = await checkCheckpoint(earlier.name, earlier.note, context);
	const older = parseCheckpoint(earlier.note), newer = context.head;
	const proof = proofHashes(earlier.proof);
	if (signed.state === "bad" || !older || !newer)
		return signed;
	if (!proof || !isConsistent(older.size, older.root, newer.size, newer.root, proof))
		return bad(earlier.name, "the ledger of this pack does not begin with it");
	return { ...signed, text: signed.text + "; the ledger of this pack begins with it" };
}

// ---- records -------------------------------------------------------------------------------------------

const payloadType = "application/vnd.in-toto+json";

// What the envelope holds; null if it is not in its one form.
function parseEnvelope(text) {
	const form = /^\{"payload":"([A-Za-z0-9+/=]*)","payloadType":"application\/vnd\.in-toto\+json","signatures":\[\{"keyid":"([A-Za-z0-9:+/]+)","sig":"([A-Za-z0-9+/=]+)"\}\]\}\n$/;
	const parts = typeof text === "string" ? form.exec(text) : null;
	const payload = parts && fromBase64(parts[1]);
	const signature = parts && fromBase64(parts[3]);
	return payload && signature ? { payload, keyid: parts[2], signature } : null;
}

function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch (cause) {
		return null;
	}
}

function allows(list, value) {
	return !list || !list.length || list.includes(value);
}

function inScope(scope, leaf) {
	return !scope || (allows(scope.repositories, leaf.repository) &&
		allows(scope.services, leaf.service) && allows(scope.environments, leaf.environment));
}

async function checkSignature(record, opened, leaf, context) {
	const name = "Signature";
	const key = context.keys.find((one) => one.said.usage === "record" && one.read &&
		one.read.fingerprint === opened.keyid);
	if (!key)
		return bad(name, "no record key of the trust file is " + opened.keyid);
	if (key.said.retired && record.index >= key.said.retired.size)
		return bad(name, "its key was retired at size " + key.said.retired.size);
	if (!inScope(key.said.scope, leaf))
		return bad(name, "its key may not sign for this service and environment");
	const head = "DSSEv1 " + payloadType.length + " " + payloadType + " " + opened.payload.length + " ";
	const state = await signatureState(key, opened.signature, joined(utf8.encode(head), opened.payload));
	if (state === "bad")
		return bad(name, "it is not by " + opened.keyid + ", or the record was changed");
	if (state === "open")
		return unchecked(name, "not checked: " + (key.why || "the browser could not"));
	return ok(name, "ECDSA P-256 by " + opened.keyid);
}

function checkInclusion(record, context) {
	const name = "In the ledger";
	const proof = proofHashes(record.proof);
	if (!record.proof)
		return bad(name, "there is no proof");
	if (!context.head)
		return bad(name, "there is no checkpoint to prove it against");
	if (!proof || !isIncluded(utf8.encode(record.leaf), record.index, context.head.size, proof,
			context.head.root))
		return bad(name, "entry " + record.index + " is not in the tree of the checkpoint");
	if (context.checkpointState !== "ok")
		return unchecked(name, "in the tree of a checkpoint whose signature " +
			(context.checkpointState === "bad" ? "is wrong" : "was not checked"));
	return ok(name, "entry " + record.index + " of " + context.head.size + ", by " + proof.length +
		" hashes to the signed root");
}

function checkDigests(record, opened, leaf) {
	const payload = toHex(sha256(opened.payload));
	const file = toHex(sha256(utf8.encode(record.envelope)));
	if (payload !== leaf.payload)
		return bad("Digests", "the statement has " + payload + ", the ledger has " + leaf.payload);
	if (file !== leaf.envelope)
		return bad("Digests", "the envelope has " + file + ", the ledger has " + leaf.envelope);
	return ok("Digests", "statement " + payload + " and envelope as in the ledger");
}

function checkAgreement(record, predicate, leaf) {
	const pairs = [
		["recordId", predicate.recordId, leaf.recordId], ["kind", predicate.recordKind, leaf.kind],
		["result", predicate.result, leaf.result], ["time", predicate.time, leaf.time],
		["commit", predicate.commit, leaf.commit], ["artifact", predicate.artifact, leaf.artifact],
		["id on this page", record.id, leaf.recordId],
	];
	const other = pairs.find(([, said, logged]) => said !== logged);
	return other ? bad("Agreement", other[0] + " of record and ledger differ")
		: ok("Agreement", "record and entry say the same");
}

// What a column shows as it is: longer or stranger text was made safe there.
function isPlain(text) {
	return typeof text === "number" || /^[\x21-\x7e]{1,200}$/.test(text);
}

// A row of the population is a view of its record: what it says must be what the record says.
function checkRow(row, record, leaf) {
	const pairs = [
		["record_sha256", leaf.payload], ["ledger_index", record.index], ["service", leaf.service],
		["environment", leaf.environment], ["result", leaf.result], ["head_sha", leaf.commit],
		["repository", leaf.repository], ["gate_at_utc", leaf.time],
	];
	const other = pairs.find(([column, said]) => isPlain(said) && row[column] !== said);
	return other ? bad("Row", "column " + other[0] + " is not what the ledger says")
		: ok("Row", "the population says what the ledger says");
}

async function checkRecord(record, row, context) {
	const leaf = parseJson(record.leaf);
	if (!leaf || typeof leaf !== "object")
		return { checks: [bad("In the ledger", "its entry cannot be read")], leaf: null, statement: null };
	if (context.redacted && record.statement) {
		const hidden = unchecked("Signature", "cannot be checked: names are replaced in this pack; the ledger has " +
			"statement " + leaf.payload + " in envelope " + leaf.envelope);
		const same = row ? [checkRow(row, record, leaf)] : [];
		return { checks: [hidden, checkInclusion(record, context), ...same], leaf, statement: record.statement };
	}
	const opened = parseEnvelope(record.envelope);
	const statement = opened && parseJson(new TextDecoder().decode(opened.payload));
	if (!statement || typeof statement.predicate !== "object" || !statement.predicate)
		return { checks: [bad("Signature", "the envelope is missing or broken"),
			checkInclusion(record, context)], leaf, statement: null };
	const checks = [
		await checkSignature(record, opened, leaf, context), checkDigests(record, opened, leaf),
		checkInclusion(record, context), checkAgreement(record, statement.predicate, leaf),
	];
	if (row)
		checks.push(checkRow(row, record, leaf));
	return { checks, leaf, statement };
}

function worst(checks) {
	const states = checks.map((check) => check.state);
	return states.includes("bad") ? "bad" : states.includes("open") ? "open" : "ok";
}

// ---- population and sample -----------------------------------------------------------------------------

// The canonical id file again, from the rows of this page.
function checkPopulation(data, seal) {
	const name = "Population";
	const late = new Set(data.late);
	const ids = data.rows.filter((row) => row.in_frame && !late.has(row.record_id)).map((row) => row.record_id);
	const digest = toHex(sha256(utf8.encode(ids.sort().map((id) => id + "\n").join(""))));
	if (!seal)
		return bad(name, "its seal is not a valid record of this ledger");
	if (digest !== seal.idsSha256 || ids.length !== seal.count)
		return bad(name, "the ids on this page have sha256 " + digest + ", sealed was " + seal.idsSha256);
	return ok(name, ids.length + " ids have the sealed sha256 " + digest +
		(late.size ? "; " + late.size + " came after the seal and are marked" : ""));
}

function compareText(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}

// The draw again, where it is the plain one: the smallest SHA-256 of seed, colon and id.
function checkSample(data) {
	const name = "Sample";
	const sample = data.sample, late = new Set(data.late);
	if (!sample)
		return unchecked(name, "none was drawn");
	if (sample.method !== "sha256-ticket-v1" || sample.strataBy || (sample.replaced || []).length)
		return unchecked(name, "this draw is not made again here: run audit/reproduce.sh");
	const ids = data.rows.filter((row) => row.in_frame && !late.has(row.record_id)).map((row) => row.record_id);
	const tickets = ids.map((id) => [toHex(sha256(utf8.encode(sample.seed + ":" + id))), id])
		.sort((a, b) => compareText(a[0], b[0]));
	const drawn = data.items.filter((item) => item.selection !== "targeted");
	const size = Math.min(ids.length, drawn.length);
	const same = drawn.length === sample.size && drawn.every((item, at) => at < size &&
		item.record_id === tickets[at][1] && (item.ticket || tickets[at][0]) === tickets[at][0]);
	return same ? ok(name, drawn.length + " of " + ids.length + " drawn again with the seed " + sample.seed)
		: bad(name, "the seed does not draw these records");
}

function checkKeys(context) {
	const wrong = context.keys.find((key) => !key.read);
	if (wrong)
		return bad("Keys", "a public key is not the one of its fingerprint " + wrong.said.fingerprint);
	return ok("Keys", context.keys.map((key) => key.said.usage + " " + key.read.fingerprint).join("; "));
}
