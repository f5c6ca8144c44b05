// SPDX-License-Identifier: Apache-2.0
// Does the page of a pack say what is so, in a browser? pack.js PACK REDACTED WORK COMPARED COMPARED-REDACTED: two
// packs, a folder for copies in which something is wrong, and two packs with what other systems say.
"use strict";
const assert = require("node:assert/strict");
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { openPage, close, axe } = require("./library.js");

const [pack, redacted, work, compared, comparedRedacted] = process.argv.slice(2);
const html = fs.readFileSync(path.join(pack, "index.html"), "utf8");
const dataForm = /(<script type="application\/json" id="data">)(.*?)(<\/script>)/s;

function ok(text) {
	console.log("ok " + text);
}

function dataOf(page) {
	return JSON.parse(dataForm.exec(page)[2]);
}

// A copy of the page in which the data was changed.
function changed(name, change, from = html) {
	const data = dataOf(from);
	const other = change(data);
	const text = (typeof other === "string" ? other : JSON.stringify(data)).replaceAll("<", "\\u003c");
	const file = path.join(work, name + ".html");
	fs.writeFileSync(file, from.replace(dataForm, (whole, begin, old, end) => begin + text + end));
	return file;
}

async function verdict(page) {
	await page.waitForSelector("html[data-verified]");
	return {
		state: await page.getAttribute("html", "data-verified"),
		text: await page.locator("#verdict").innerText(),
		color: await page.locator("#verdict").evaluate((node) => getComputedStyle(node).color),
		checks: await page.locator("#checks").innerText(),
		failed: await page.locator("#body .state.bad").count(),
		open: await page.locator("#body .state.open").count(),
		verified: await page.locator("#body .state.ok").count(),
	};
}

// ---- what is shown red -----------------------------------------------------------------------------------

// One that was deployed and has an outcome.
function sampledRecord(data) {
	const ids = new Set(data.items.map((item) => item.record_id));
	return data.records.find((record) => ids.has(record.id) && JSON.parse(record.leaf).kind === "deployment");
}

function changePayload(record, change) {
	const envelope = JSON.parse(record.envelope);
	const payload = Buffer.from(envelope.payload, "base64").toString();
	assert.notEqual(change(payload), payload);
	record.envelope = record.envelope.replace(envelope.payload, Buffer.from(change(payload)).toString("base64"));
}

function flip(base64) {
	const bytes = Buffer.from(base64, "base64");
	bytes[bytes.length - 1] ^= 1;
	return bytes.toString("base64");
}

function wireFingerprint(...parts) {
	const wire = Buffer.concat(parts.map((part) => {
		const bytes = Buffer.from(part), length = Buffer.alloc(4);
		length.writeUInt32BE(bytes.length);
		return Buffer.concat([length, bytes]);
	}));
	return "SHA256:" + crypto.createHash("sha256").update(wire).digest("base64").replace(/=+$/, "");
}

// Another key in the place of a trusted one, with its own fingerprint; its private half.
function replaceKey(data, usage) {
	const key = data.trust.keys.find((one) => one.usage === usage);
	const ec = usage === "record";
	const pair = crypto.generateKeyPairSync(ec ? "ec" : "ed25519", ec ? { namedCurve: "P-256" } : {});
	const spki = pair.publicKey.export({ type: "spki", format: "der" });
	key.publicKey = spki.toString("base64");
	key.fingerprint = ec ? wireFingerprint("ecdsa-sha2-nistp256", "nistp256", spki.subarray(-65))
		: wireFingerprint("ssh-ed25519", spki.subarray(-32));
	return { ...key, point: spki.subarray(-32), privateKey: pair.privateKey };
}

const wrongs = [
	["a changed record", (data) => changePayload(sampledRecord(data), (text) => text.replace('"allowed"', '"refused"')), /Signature|1 failed/, 1],
	["a changed signature", (data) => {
		const record = sampledRecord(data);
		const sig = JSON.parse(record.envelope).signatures[0].sig;
		record.envelope = record.envelope.replace(sig, flip(sig));
	}, /1 failed/, 1],
	["an envelope with a blank more", (data) => { sampledRecord(data).envelope += " "; }, /1 failed/, 1],
	["a missing envelope", (data) => { delete sampledRecord(data).envelope; }, /1 failed/, 1],
	["a missing proof", (data) => { delete sampledRecord(data).proof; }, /1 failed/, 1],
	["a shortened proof", (data) => { sampledRecord(data).proof.pop(); }, /1 failed/, 1],
	["a changed proof", (data) => { const record = sampledRecord(data); record.proof[0] = flip(record.proof[0]); }, /1 failed/, 1],
	["a changed entry", (data) => { const record = sampledRecord(data); record.leaf = record.leaf.replace('"allowed"', '"refused"'); }, /1 failed/, 1],
	["another index", (data) => { sampledRecord(data).index--; }, /1 failed/, 1],
	["another record's name", (data) => { sampledRecord(data).id = data.records.find((one) => one !== sampledRecord(data)).id; }, /failed/, 1],
	["a wrong record key", (data) => replaceKey(data, "record"), /Records.*[1-9]\d* failed/s, 3],
	["a wrong checkpoint key", (data) => replaceKey(data, "checkpoint"), /no checkpoint key of the trust file signed it/, 0],
	["a key under another's fingerprint", (data) => {
		const record = data.trust.keys.find((one) => one.usage === "record"), old = record.fingerprint;
		replaceKey(data, "record");
		record.fingerprint = old;
	}, /not the one of its fingerprint/, 3],
	["a retired key", (data) => { data.trust.keys.find((one) => one.usage === "record").retired = { size: 1, reason: "lost" }; }, /failed/, 3],
	["a key of another scope", (data) => { data.trust.keys.find((one) => one.usage === "record").scope = { environments: ["elsewhere"] }; }, /failed/, 3],
	["another root", (data) => { data.checkpoint = data.checkpoint.replace(/[A-Za-z0-9+/]{43}=/, (root) => flip(root)); }, /signature is not by/, 3],
	["a checkpoint of another ledger", (data) => { data.trust.origin = "elsewhere"; }, /another ledger/, 0],
	["no checkpoint", (data) => { data.checkpoint = ""; }, /is no checkpoint/, 3],
	["an earlier checkpoint that does not fit", (data) => {
		data.earlier.push({ name: "Other", note: data.earlier[0].note, proof: [data.records[0].proof[0]] });
	}, /does not begin with it/, 0],
	["a row less", (data) => { data.rows.splice(data.rows.findIndex((row) => row.in_frame && !data.items.some((item) => item.record_id === row.record_id)), 1); },
		/Population\s+the ids on this page/, 0],
	["a row that says another result", (data) => {
		data.rows.find((row) => row.record_id === sampledRecord(data).id).result = "refused";
	}, /1 failed/, 1],
	["another sample", (data) => {
		const others = data.rows.filter((row) => row.in_frame && !data.items.some((item) => item.record_id === row.record_id));
		data.items[0].record_id = others[0].record_id;
		data.items[0].ticket = "";
	}, /seed does not draw/, 1],
	["another seed", (data) => { data.sample.seed += "1"; }, /seed does not draw/, 0],
	["a sampled record that is not there", (data) => { data.records.splice(data.records.indexOf(sampledRecord(data)), 1); }, /1 sampled ones are missing/, 1],
	["an outcome that was changed", (data) => {
		const row = data.rows.find((one) => one.record_id === sampledRecord(data).id);
		const outcome = data.records.find((record) => JSON.parse(record.leaf).about === row.record_sha256);
		changePayload(outcome, (text) => text.replace('"succeeded"', '"failed"'));
	}, /1 failed/, 1],
	["no seal", (data) => { data.seal = "none"; }, /its seal is not a valid record/, 0],
];

async function testWrongs() {
	for (const [what, change, say, failed] of wrongs) {
		const page = await openPage(changed("wrong", change));
		const said = await verdict(page);
		assert.equal(said.state, "bad", what + ": " + said.text + said.checks);
		assert.match(said.text, /FAILED/, what);
		assert.equal(said.color, "rgb(152, 19, 11)", what);
		assert.match(said.checks, say, what + ": " + said.checks);
		assert.equal(said.failed, failed, what + ": rows that are red");
		await page.close();
	}
	ok(wrongs.length + " things that are wrong, each shown red where it is wrong");
}

// Whoever holds both keys can sign anything; record and ledger must agree all the same. A ledger of one record, signed
// here, whose entry `change` makes another one.
function signedAnew(data, change) {
	const hash = (...parts) => crypto.createHash("sha256").update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
	const record = sampledRecord(data), old = JSON.parse(record.envelope), payload = Buffer.from(old.payload, "base64");
	const key = replaceKey(data, "record"), ledger = replaceKey(data, "checkpoint"), origin = data.trust.origin;
	const head = "DSSEv1 28 application/vnd.in-toto+json " + payload.length + " ";
	const signature = crypto.sign("sha256", Buffer.concat([Buffer.from(head), payload]), key.privateKey);
	record.envelope = record.envelope.replace(old.signatures[0].sig, signature.toString("base64"))
		.replace(old.signatures[0].keyid, key.fingerprint);
	const leaf = { ...JSON.parse(record.leaf), envelope: hash(record.envelope).toString("hex") };
	const row = data.rows.find((one) => one.record_id === record.id);
	row.ledger_index = 0;
	change(leaf, row);
	Object.assign(record, { leaf: JSON.stringify(leaf), index: 0, proof: [] });
	const text = origin + "\n1\n" + hash([0], record.leaf).toString("base64") + "\n";
	const note = Buffer.concat([hash(origin + "\n", [1], ledger.point).subarray(0, 4), crypto.sign(null, Buffer.from(text), ledger.privateKey)]);
	data.checkpoint = text + "\n\u2014 " + origin + " " + note.toString("base64") + "\n";
	Object.assign(data, { records: [record], earlier: [], rows: [row], items: data.items.filter((item) => item.record_id === record.id) });
}

async function testDisagreement() {
	const zeros = "0".repeat(64);
	const cases = [
		[null, () => {}],
		["Digests", (leaf, row) => { leaf.payload = row.record_sha256 = zeros; }],
		["Digests", (leaf) => { leaf.envelope = zeros; }],
		["Agreement", (leaf, row) => { leaf.result = row.result = "refused"; }],
		["Agreement", (leaf) => { leaf.recordId = "01JD8ZQ4E7V5M3K2X1W0T9S8R7"; }],
		["Agreement", (leaf) => { leaf.kind = "rollback"; }],
		["Agreement", (leaf, row) => { leaf.commit = row.head_sha = "0".repeat(40); }],
		["Agreement", (leaf, row) => { leaf.time = row.gate_at_utc = "2026-01-01T00:00:00Z"; }],
		["Row", (leaf, row) => { row.environment = "elsewhere"; }],
		["Row", (leaf, row) => { row.ledger_index = 1; }],
		["Row", (leaf, row) => { row.head_sha = "0".repeat(40); }],
	];
	for (const [failing, change] of cases) {
		const page = await openPage(changed("signed", (data) => signedAnew(data, change)));
		await verdict(page);
		await page.locator(".row-link").click();
		const states = await page.locator("#detail .checks li").evaluateAll((lines) => lines.map((line) =>
			[line.children[1].textContent, line.children[0].textContent]));
		assert.deepEqual(states.filter(([, state]) => state === "FAILED").map(([name]) => name), failing ? [failing] : []);
		assert.equal(states.length, 5);
		await page.close();
	}
	ok("what record, ledger and row say differently is red, whoever signed it");
}

async function testBroken() {
	const broken = [["no JSON", () => "{"], ["no rows", (data) => { delete data.rows; }],
		["a record that is null", (data) => { data.records[0] = null; }], ["no keys", (data) => { data.trust = {}; }]];
	for (const [what, change] of broken) {
		const page = await openPage(changed("broken", change));
		const said = await verdict(page);
		assert.equal(said.state, "bad", what);
		assert.match(said.text, /broken|FAILED/, what);
		await page.close();
	}
	ok("data that is broken is said to be broken");
}

// ---- what is not checked is not green -------------------------------------------------------------------

async function testUnchecked() {
	const without = {
		"no WebCrypto at all": () => Object.defineProperty(globalThis, "crypto", { value: undefined }),
		"no Ed25519": () => {
			const real = SubtleCrypto.prototype.importKey;
			SubtleCrypto.prototype.importKey = function (...words) {
				return words[2].name === "Ed25519" ? Promise.reject(new Error("unknown")) : real.apply(this, words);
			};
		},
	};
	for (const [what, script] of Object.entries(without)) {
		const page = await openPage(path.join(pack, "index.html"), { before: script });
		const said = await verdict(page);
		assert.equal(said.state, "open", what + ": " + said.text);
		assert.doesNotMatch(said.text, /All .* checks hold/, what);
		assert.match(said.checks, /not checked\s+Ledger's head/, what);
		assert.equal(said.verified, 0, what + ": no record counts without the ledger's head");
		await page.close();
	}
	const page = await openPage(changed("wrong", (data) => changePayload(sampledRecord(data),
		(text) => text.replace('"allowed"', '"refused"'))), { before: without["no WebCrypto at all"] });
	assert.equal((await verdict(page)).state, "bad");
	await page.close();
	ok("where a browser cannot check signatures nothing is green, and what is wrong is red");
}

async function testRedacted() {
	const page = await openPage(path.join(redacted, "index.html"));
	const said = await verdict(page);
	const data = dataOf(fs.readFileSync(path.join(redacted, "index.html"), "utf8"));
	const sampled = data.records.filter((record) => data.items.some((item) => item.record_id === record.id));
	assert.equal(said.state, "open");
	assert.equal(said.failed, 0);
	// A record that names nobody is as it was.
	assert.equal(said.verified, sampled.filter((record) => record.envelope).length);
	assert.match(said.checks, /verified\s+Population/);
	await page.locator("#body tr", { hasText: sampled.find((record) => record.statement).id }).locator(".row-link").click();
	const detail = await page.locator("#detail").innerText();
	assert.match(detail, /not checked\s+Signature\s+cannot be checked: names are replaced/);
	assert.match(detail, /verified\s+In the ledger/);
	assert.match(detail, /person-[0-9a-f]{12}/);
	assert.doesNotMatch(detail, /alice|bob/i);
	await page.close();
	ok("with pseudonyms digests are shown, and it is said what cannot be checked");
}

// ---- a good pack -----------------------------------------------------------------------------------------

async function testGood() {
	const page = await openPage(path.join(pack, "index.html"));
	const said = await verdict(page);
	assert.equal(said.state, "ok", said.text + said.checks);
	assert.match(said.text, /All 7 checks hold; \d+ deployments that were not sampled are not checked here/);
	assert.equal(said.verified, 3);
	assert.equal(said.failed, 0);
	assert.match(await page.locator(".banner").innerText(), /RESTRICTED USE\. Only for J\. Doe/i);
	ok("a good pack verifies, from a folder, and says what it did not check");
	await page.close();
}

async function testHostile() {
	const page = await openPage(path.join(pack, "index.html"));
	await verdict(page);
	await page.fill("input[type=search]", "hyperlink");
	assert.match(await page.locator("#count").innerText(), /^1 of /);
	const row = page.locator("#body tr");
	assert.match(await row.innerText(), /<\/script><img src=x onerror=alert\(1\)>/);
	await row.locator(".row-link").click();
	assert.equal(await page.locator("script").count(), 2);
	assert.equal(await page.locator("img, iframe, object, embed, link").count(), 0);
	await assert.rejects(page.addScriptTag({ content: "globalThis.ran = true" }), /Content Security Policy/);
	assert.equal(await page.evaluate("globalThis.ran"), undefined);
	await page.close();
	const turned = await openPage(changed("turned", (data) => {
		data.rows[0].title = "a\u202eb\u2066c\u200bd\u0007e\u{e0041}f";
		data.items[0].stratum = "x\u202ey";
	}));
	await verdict(turned);
	assert.match(await turned.locator("#body tr").first().innerText(), /a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf/);
	await turned.selectOption("select[name=sampled]", "sampled");
	for (const link of await turned.locator(".row-link").all()) {
		await link.click();
		assert.doesNotMatch(await turned.locator("body").innerText(), /[\u202a-\u202e\u2066-\u2069\u200b]/);
		await turned.keyboard.press("Escape");
	}
	await turned.close();
	ok("a title with markup, a formula and directions is text, and no other script runs");
}

async function testFilters() {
	const page = await openPage(path.join(pack, "index.html"));
	const count = () => page.locator("#body tr").count();
	await verdict(page);
	const all = await count();
	await page.selectOption("select[name=sampled]", "sampled");
	assert.equal(await count(), 3);
	await page.selectOption("select[name=result]", "refused");
	assert.equal(await count(), 0);
	await page.getByRole("button", { name: "Show all" }).click();
	assert.equal(await count(), all);
	await page.selectOption("select[name=result]", "refused");
	assert.equal(await count(), 1);
	await page.getByRole("button", { name: "Show all" }).click();
	await page.fill("input[type=search]", "pay-3 bob");
	assert.equal(await count(), 1);
	await page.getByRole("button", { name: "Show all" }).click();
	await page.locator("#timeline button").first().click();
	assert.equal(await page.locator("#timeline button").first().getAttribute("aria-pressed"), "true");
	assert.match(await page.locator("#count").innerText(), /, from \d{4}-/);
	await page.getByRole("button", { name: "Tickets" }).click();
	const tickets = await page.locator("#body tr td:nth-child(10)").allInnerTexts();
	assert.deepEqual(tickets, [...tickets].sort());
	await page.getByRole("button", { name: "Tickets" }).click();
	assert.deepEqual(await page.locator("#body tr td:nth-child(10)").allInnerTexts(), tickets.reverse());
	await page.close();
	ok("search, filters, timeline and sorting");
}

async function testDetail() {
	const page = await openPage(path.join(pack, "index.html"));
	await verdict(page);
	await page.selectOption("select[name=sampled]", "sampled");
	await page.locator(".row-link").last().click();
	const detail = await page.locator("#detail").innerText();
	for (const part of ["Position in the draw", "Signature", "In the ledger", "Change", "Ticket", "Approval", "Tests", "Environment",
		"Policy", "Bob <bob@example.org>", "build/junit/a.xml", "TEST-PASSED", "succeeded (verified)"])
		assert(detail.includes(part), part + " is not in\n" + detail);
	await page.getByText("The whole record as JSON").click();
	await page.waitForFunction(() => byId("detail").querySelector("pre").textContent !== "");
	assert.match(await page.locator("#detail pre").innerText(), /"predicateType": "https:\/\/changegate/);
	await page.close();
	ok("from a sampled record to ticket, approval, tests, environment and proof");
}

async function testKeyboard() {
	const page = await openPage(path.join(pack, "index.html"));
	const focused = () => page.evaluate(() => document.activeElement.className + "|" + document.activeElement.tagName + "|" +
		(document.activeElement.name || document.activeElement.innerText));
	await verdict(page);
	await page.keyboard.press("Tab");
	assert.match(await focused(), /^skip/);
	for (let i = 0; i < 30 && !/INPUT\|words/.test(await focused()); i++)
		await page.keyboard.press("Tab");
	assert.match(await focused(), /INPUT\|words/);
	await page.keyboard.type("pay-4");
	for (let i = 0; i < 30 && !/BUTTON\|Record/.test(await focused()); i++)
		await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	assert.equal(await page.locator("#columns th").first().getAttribute("aria-sort"), "ascending");
	for (let i = 0; i < 30 && !/^row-link/.test(await focused()); i++)
		await page.keyboard.press("Tab");
	const link = await focused();
	assert.match(link, /^row-link/);
	await page.keyboard.press("Enter");
	assert(await page.locator("#detail").evaluate((dialog) => dialog.open));
	for (let i = 0; i < 40; i++) {
		await page.keyboard.press("Tab");
		assert(await page.evaluate(() => document.activeElement === document.body || byId("detail").contains(document.activeElement)),
			"the focus left the dialog");
	}
	await page.keyboard.press("Escape");
	assert(!await page.locator("#detail").evaluate((dialog) => dialog.open));
	assert.equal(await focused(), link);
	await page.close();
	ok("everything can be reached by keyboard, and the focus comes back");
}

// ---- what other systems say ------------------------------------------------------------------------------

const other = fs.readFileSync(path.join(compared, "index.html"), "utf8");

// Changes what was reconciled, and what the population names as its digest.
function reconciledAnew(data, change) {
	const outside = JSON.parse(data.reconciliation);
	change(outside);
	data.reconciliation = JSON.stringify(outside);
	data.header.reconciliationSha256 = crypto.createHash("sha256").update(data.reconciliation).digest("hex");
}

async function testOutside() {
	const page = await openPage(path.join(compared, "index.html"));
	const said = await verdict(page);
	assert.equal(said.state, "ok", said.text + said.checks);
	assert.match(said.text, /All 7 checks hold; .*2 deployments have NO RECORD/);
	assert.match(said.checks, /verified\s+Reconciliation\s+it is the one that the population was listed with; 2 deployments/);
	const told = await page.locator("#outside").innerText();
	for (const part of [/Completeness\s+2 deploys without a record/, /Matched\s+7 of them/, /Unmatched\s+\d+ differences, 2 deployments/,
		/R2\s+Has every deploy a record\?\s+gap\s+\d+\s+2/, /R11\s+[^\n]*\s+not tested\s+not tested\s+not tested/,
		/REC-UNRECORDED|REC-[A-Z-]+/, /cloud\s+\S*cloud\.csv\s+9\s+yes/, /<\/script><img src=x onerror=alert\(3\)>/])
		assert.match(told, part);
	assert.equal(await page.locator("img").count(), 0);
	assert.match(await page.locator("#outside").getByRole("region", { name: "Unmatched" }).innerText(), /ev-past/);
	await page.selectOption("select[name=state]", "NO RECORD");
	assert.equal(await page.locator("#body tr").count(), 2);
	await page.getByRole("button", { name: "UNREC-cloud-ev-past" }).click();
	assert.match(await page.locator("#detail").innerText(), /There is no record of it: only other systems say/);
	await page.close();
	const alone = await openPage(path.join(pack, "index.html"));
	await verdict(alone);
	assert.match(await alone.locator("#outside").innerText(), /NOT TESTED/);
	await alone.close();
	ok("what other systems say: counts, what is unmatched, and deployments without a record");
}

async function testOutsideWrong() {
	const wrong = [
		["bad", /has sha256 [0-9a-f]{64}, the population/, (data) => { data.reconciliation = data.reconciliation.replace("mallory", "alice"); }],
		["bad", /does not have UNREC-/, (data) => reconciledAnew(data, (outside) => { outside.unrecorded.pop(); })],
		["open", /not in this page/, (data) => { data.reconciliation = ""; }],
		["bad", /Population\s+the ids on this page/, (data) => { data.rows = data.rows.filter((row) => !row.record_id.startsWith("UNREC-")); }],
	];
	for (const [state, words, change] of wrong) {
		const page = await openPage(changed("outside", change, other));
		const said = await verdict(page);
		assert.equal(said.state, state, said.text + said.checks);
		assert.match(said.checks, words);
		await page.close();
	}
	const long = await openPage(changed("long", (data) => reconciledAnew(data, (outside) => {
		while (outside.differences.length < 1234)
			outside.differences.push(outside.differences[0]);
	}), other));
	assert.equal((await verdict(long)).state, "ok");
	assert.equal(await long.getByRole("region", { name: "Unmatched" }).locator("tbody tr").count(), 500);
	assert.match(await long.locator("#outside").innerText(), /And 734 more/);
	await long.close();
	const page = await openPage(path.join(comparedRedacted, "index.html"));
	const said = await verdict(page);
	assert.match(said.checks, /not checked\s+Reconciliation\s+names are replaced/);
	assert.doesNotMatch(await page.locator("#outside").innerText(), /mallory|alice/);
	await page.close();
	ok("another reconciliation than that of the population is red, and a long one is not cut silently");
}

// ---- accessibility, paper, size --------------------------------------------------------------------------

async function testAccessible() {
	const states = [[path.join(pack, "index.html"), false], [path.join(pack, "index.html"), true], [path.join(redacted, "index.html"), true],
		[changed("wrong", wrongs[0][1]), false], [changed("wrong", wrongs[0][1]), true], [changed("broken", () => "{"), false],
		[path.join(compared, "index.html"), false]];
	let rules = 0;
	for (const [file, detail] of states) {
		const page = await openPage(file);
		await verdict(page);
		if (detail)
			await page.locator("#body tr", { hasText: "sampled" }).locator(".row-link").first().click();
		const found = await axe(page);
		assert.deepEqual(found.violations.map((rule) => rule.id + ": " + rule.nodes[0].html), []);
		rules += found.passes.length;
		assert(detail || found.passes.some((rule) => rule.id === "color-contrast"));
		await page.close();
	}
	ok("axe-core finds nothing in " + states.length + " states (" + rules + " rules applied)");
}

async function testPaper() {
	const page = await openPage(path.join(pack, "index.html"));
	await verdict(page);
	await page.emulateMedia({ media: "print" });
	for (const hidden of ["#filters", ".pager", "#timeline"])
		assert(!await page.locator(hidden).isVisible(), hidden + " is on paper");
	for (const visible of [".banner", "#verdict", "#rows"])
		assert(await page.locator(visible).isVisible(), visible + " is not on paper");
	assert((await page.pdf({ format: "A4" })).length > 10000);
	await page.close();
	ok("paper shows the restriction, the checks and the rows, without controls");
}

// So many rows as a large year has, by the names of nobody: the digest of the ids no longer fits, and that is seen.
function enlarge(data, count) {
	const row = data.rows.find((one) => !data.items.some((item) => item.record_id === one.record_id));
	for (let at = data.rows.length; at < count; at++)
		data.rows.push({ ...row, seq: at, record_id: "LARGE" + String(at).padStart(21, "0"), record_sha256: String(at).padStart(64, "0"),
			title: "PAY-" + at + " change number " + at, deployed_at_utc: new Date(Date.UTC(2026, 0, 1) + at * 3100000).toISOString().slice(0, 19) + "Z" });
	const some = data.records.filter((record) => record.envelope);
	while (data.records.length < 500)
		data.records.push(...some.slice(0, 500 - data.records.length));
}

async function testLarge() {
	const count = 10000, limit = 3000;
	const file = changed("large", (data) => enlarge(data, count));
	const before = performance.now();
	const page = await openPage(file);
	await page.waitForSelector("html[data-drawn]");
	const drawn = performance.now() - before;
	const said = await verdict(page);
	const verified = performance.now() - before;
	assert.match(said.checks, /Population\s+the ids on this page/);
	assert.match(await page.locator("#count").innerText(), new RegExp("^" + count + " of " + count));
	const from = performance.now();
	await page.fill("input[type=search]", "number 9876");
	assert.match(await page.locator("#count").innerText(), /^1 of /);
	const searched = performance.now() - from;
	await page.close();
	console.log("   " + count + " deployments, 500 records, " + (fs.statSync(file).size / 1e6).toFixed(1) + " MB: shown after " +
		Math.round(drawn) + " ms, checked after " + Math.round(verified) + " ms, searched in " + Math.round(searched) + " ms");
	assert(drawn < 3 * limit, "shown after " + drawn + " ms; three seconds are wanted, and nine are too many");
	ok("10,000 deployments are shown in time");
}

(async () => {
	for (const test of [testGood, testDetail, testFilters, testHostile, testKeyboard, testWrongs, testDisagreement, testBroken, testUnchecked, testRedacted,
		testOutside, testOutsideWrong, testAccessible, testPaper, testLarge])
		await test();
	await close();
})().catch(async (cause) => {
	console.error(cause);
	await close();
	process.exit(1);
});
