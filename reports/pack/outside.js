// SPDX-License-Identifier: Apache-2.0
// What do other systems say of these deployments? The reconciliation that the population was listed with: what
// was compared, what matches, what does not, and what was not tested.

const outsideLimit = 500;

function isUnrecorded(row) {
	return row.data.record_id.startsWith("UNREC-") && !row.data.record_sha256;
}

// What was reconciled; null: nothing, or it is too long for a page.
function outsideOf(data) {
	return data.reconciliation ? parseJson(data.reconciliation) : null;
}

function countTests(outside, state) {
	return outside.tests.filter((test) => test.state === state).length;
}

function outsideFacts(outside) {
	return facts([
		["Completeness", outside.completeness],
		["Records in the frame", outside.records],
		["Matched", outside.matched + " of them were seen by another system, too"],
		["Unmatched", outside.differences.length + " differences, " + outside.unrecorded.length + " deployments without a record"],
		["Tests", countTests(outside, "no gap found") + " found no gap, " + countTests(outside, "gap") + " found one, " +
			countTests(outside, "not tested") + " were not tested"],
	]);
}

function testsTable(outside) {
	const number = (test, value) => test.state === "not tested" ? "not tested" : String(value);
	return tableOf("Tests of the reconciliation", [
		["Test", (test) => test.code], ["Question", (test) => test.question],
		["Result", (test) => element("span", { class: test.state === "gap" ? "strong" : "" }, test.state)],
		["Compared", (test) => number(test, test.compared)], ["Differ", (test) => number(test, test.differences)],
		["By", (test) => test.by],
	], outside.tests);
}

function sourcesTable(outside) {
	return outside.sources.length ? tableOf("Sources", [
		["Source", (source) => source.kind], ["File", (source) => source.file], ["Lines", (source) => String(source.lines)],
		["Independent", (source) => source.independent ? "yes" : "no"],
		["Columns", (source) => (source.columns ?? []).join("; ")], ["sha256", (source) => code(source.sha256)],
	], outside.sources) : "";
}

function unmatchedTable(outside) {
	const shownOnes = outside.differences.slice(0, outsideLimit);
	const rest = outside.differences.length - shownOnes.length;
	if (!shownOnes.length)
		return [element("p", { class: "hint" }, "Nothing that was compared is unmatched.")];
	return [tableOf("Unmatched", [
		["Test", (one) => one.test], ["Code", (one) => code(one.code)], ["What", (one) => one.subject],
		["Time (UTC)", (one) => one.at], ["Service", (one) => one.service], ["Environment", (one) => one.environment],
		["Difference", (one) => one.what],
	], shownOnes), rest ? element("p", { class: "hint" }, "And " + rest + " more, in audit/unmatched.csv.") : ""];
}

function drawOutside(data) {
	const outside = outsideOf(data);
	const hint = (text) => element("p", { class: "hint" }, text);
	if (!data.reconciled)
		return byId("outside").replaceChildren(hint("Nothing outside of the ledger was compared: whether there were " +
			"deployments without a record is NOT TESTED."));
	if (!outside)
		return byId("outside").replaceChildren(hint("It is too long for this page: see audit/reconciliation.html."));
	return byId("outside").replaceChildren(outsideFacts(outside), element("h3", {}, "Unmatched"),
		...unmatchedTable(outside), element("h3", {}, "Tests"), testsTable(outside), element("h3", {}, "Sources"),
		sourcesTable(outside) || hint("None was given."));
}

// Is it the file that the population was listed with, and does it have just the rows without a record?
function checkOutside(data, rows) {
	const name = "Reconciliation";
	const outside = outsideOf(data);
	if (!outside)
		return unchecked(name, "it is not in this page: compare audit/reconciliation.json with population.json");
	const told = new Set(outside.unrecorded.map((one) => one.id));
	const wrong = rows.find((row) => isUnrecorded(row) && !told.has(row.record_id));
	if (wrong)
		return bad(name, "it does not have " + wrong.record_id + ", which has no record");
	if (data.redacted)
		return unchecked(name, "names are replaced, so it has another digest than the population names");
	const digest = toHex(sha256(utf8.encode(data.reconciliation)));
	if (digest !== data.header.reconciliationSha256)
		return bad(name, "it has sha256 " + digest + ", the population was listed with " + data.header.reconciliationSha256);
	return ok(name, "it is the one that the population was listed with; " + rows.filter(isUnrecorded).length +
		" deployments have no record");
}
