// SPDX-License-Identifier: Apache-2.0
// What is in this page, and does all of it hold? Draws first, then checks, and never the other way round:
// until a record was checked it says so.

function rowOf(data, item) {
	return {
		data, item, record_id: data.record_id, deployed_at_utc: data.deployed_at_utc, service: data.service,
		environment: data.environment, change_type: data.change_type, result: data.result, title: data.title,
		ticket_ids: data.ticket_ids, approvers: data.approvers, tests_result: data.tests_result,
		sampled: item ? (item.selection === "replaced" ? "replaced" : "sampled") : "", state: "open",
		related: [], embedded: null,
		...(isUnrecorded({ data }) ? { state: "none" } : {}),
		why: isUnrecorded({ data }) ? "There is no record of it: only other systems say that it was deployed. It deviates in " +
			"every attribute." : "Not checked by this page: only sampled records are embedded. Its files are records/" +
			data.record_id + ".json and .receipt; README.txt says how to check them.",
	};
}

function drawScope(data) {
	const header = data.header, sample = data.sample;
	byId("scope").replaceWith(Object.assign(facts([
		["Period (UTC)", header.from + " to " + header.to],
		["Environments", header.environments.length ? header.environments : "all"],
		["Services", header.services.length ? header.services : "all"],
		["Deployments", data.rows.length + ", of them " + header.inFrame + " in the sealed frame"],
		["Ids sealed as", code(header.idsSha256)],
		["Sample", sample ? sample.size + " records by " + sample.method + (sample.seedBy ? ", seed by " + sample.seedBy : "") : "none"],
		["Ledger", header.ledger.origin],
		["Not tested", header.notTested],
		["Names", data.redacted ? "replaced by pseudonyms; signatures cannot be checked in this pack" : ""],
	]), { id: "scope" }));
}

async function checkRecords(data, context, byPayload) {
	const done = [];
	let since = performance.now();
	for (const record of data.records) {
		const leaf = parseJson(record.leaf);
		const row = leaf && byPayload.get(leaf.payload);
		const result = await checkRecord(record, row && row.data, context);
		done.push({ record, result, row });
		if (row) {
			row.embedded = { record, result };
			row.state = worst(result.checks);
		}
		if (performance.now() - since > 40) {
			byId("verdict").textContent = "Checking ... " + done.length + " of " + data.records.length + " records";
			await pause();
			since = performance.now();
		}
	}
	return done;
}

// An outcome or attempt that fails makes the deployment fail that it belongs to.
function relate(done, byPayload) {
	for (const one of done) {
		const leaf = one.result.leaf;
		if (leaf && leaf.about && byPayload.has(leaf.about))
			byPayload.get(leaf.about).related.push(one);
		if (leaf && leaf.attempt && one.row) {
			const attempt = done.find((other) => other.result.leaf && other.result.leaf.payload === leaf.attempt);
			if (attempt)
				one.row.related.push(attempt);
		}
	}
	for (const row of byPayload.values())
		if (row.related.some((one) => worst(one.result.checks) === "bad"))
			row.state = "bad";
}

// A sampled record must be here, unless the page said that there are too many.
function missMissing(rows, data) {
	const omitted = new Set(data.omitted);
	for (const row of rows)
		if (row.item && !row.embedded && !isUnrecorded(row) && !omitted.has(row.record_id)) {
			row.state = "bad";
			row.why = "This record was sampled, but it is not in this page, or not the one that its row names.";
		}
}

function countRecords(done, rows) {
	const count = (state) => done.filter((one) => worst(one.result.checks) === state).length;
	const missing = rows.filter((row) => row.state === "bad" && !row.embedded).length;
	const omitted = rows.filter((row) => row.item && !row.embedded && !isUnrecorded(row)).length - missing;
	const text = done.length + " embedded: " + count("ok") + " verified, " + count("bad") + " failed, " +
		count("open") + " not or partly checked" + (missing ? "; " + missing + " sampled ones are missing" : "") +
		(omitted ? "; " + omitted + " sampled ones are files only" : "");
	return count("bad") || missing ? bad("Records", text) : count("open") || omitted || !done.length ? unchecked("Records", text) : ok("Records", text);
}

function sealOf(done, data) {
	const found = done.find((one) => one.result.leaf && one.result.leaf.kind === "seal" &&
		one.result.leaf.recordId === data.seal && worst(one.result.checks) !== "bad");
	const predicate = found && found.result.statement && found.result.statement.predicate;
	return predicate ? { ...predicate.seal, state: worst(found.result.checks) } : null;
}

function sayAll(checks, rows) {
	const state = worst(checks), verdict = byId("verdict");
	const failed = checks.filter((check) => check.state === "bad").length;
	const left = checks.filter((check) => check.state === "open").length;
	const apart = rows.filter((row) => !row.item && !row.embedded && !isUnrecorded(row)).length;
	const without = rows.filter(isUnrecorded).length;
	verdict.className = "verdict " + state;
	verdict.textContent = state === "bad" ? failed + " of " + checks.length + " checks FAILED: do not rely on this pack"
		: state === "open" ? "Nothing failed, but " + left + " of " + checks.length + " checks could not be made here"
		: "All " + checks.length + " checks hold";
	if (apart && state !== "bad")
		verdict.textContent += "; " + apart + " deployments that were not sampled are not checked here";
	if (without && state !== "bad")
		verdict.textContent += "; " + without + " deployments have NO RECORD";
	byId("checks").replaceChildren(...checks.map(checkLine));
	document.documentElement.dataset.verified = state;
}

async function checkAll(data, rows) {
	const context = { redacted: data.redacted, trust: data.trust, head: parseCheckpoint(data.checkpoint) };
	const byPayload = new Map(rows.map((row) => [row.data.record_sha256, row]));
	context.keys = await Promise.all(data.trust.keys.map(readKey));
	const head = await checkCheckpoint("Ledger's head", data.checkpoint, context);
	context.checkpointState = head.state;
	const earlier = [];
	for (const one of data.earlier)
		earlier.push(await checkEarlier(one, context));
	const done = await checkRecords(data, context, byPayload);
	relate(done, byPayload);
	missMissing(rows, data);
	const seal = sealOf(done, data);
	const population = checkPopulation(data, seal);
	if (seal && seal.state === "open" && population.state === "ok")
		Object.assign(population, { state: "open", text: population.text + "; the seal itself was not fully checked" });
	sayAll([checkKeys(context), head, ...earlier, population, ...(data.reconciled ? [checkOutside(data, rows)] : []),
		checkSample(data), countRecords(done, rows)], rows);
}

function listen() {
	byId("previous").addEventListener("click", () => turnPage(-1));
	byId("next").addEventListener("click", () => turnPage(1));
	byId("close").addEventListener("click", () => byId("detail").close());
	window.addEventListener("beforeprint", () => {
		view.size = 5000;
		drawRows();
	});
	window.addEventListener("afterprint", () => {
		view.size = pageSize;
		drawRows();
	});
}

function failAll(cause) {
	byId("verdict").className = "verdict bad";
	byId("verdict").textContent = "This page is broken, and nothing in it counts: " + shown(cause && cause.message);
	document.documentElement.dataset.verified = "bad";
}

async function start() {
	try {
		const data = JSON.parse(byId("data").textContent);
		const items = new Map(data.items.map((item) => [item.record_id, item]));
		view.rows = data.rows.map((row) => rowOf(row, items.get(row.record_id)));
		view.open = openDetail;
		drawScope(data);
		drawOutside(data);
		drawColumns();
		drawFilters();
		drawTimeline();
		listen();
		chooseRows();
		document.documentElement.dataset.drawn = "yes";
		await pause();
		await checkAll(data, view.rows);
		chooseRows();
	} catch (cause) {
		failAll(cause);
	}
}

document.addEventListener("DOMContentLoaded", start);
