// SPDX-License-Identifier: Apache-2.0
// What does one deployment rest on? From its row to ticket, approval, tests, environment and proof.

const controls = [
	["Change", "change"], ["Ticket", "ticket"], ["Approval", "approval"], ["Tests", "tests"],
	["Environment", "separation"], ["Policy", "policy"],
];

function personName(person) {
	if (!person)
		return "";
	const id = person.id || person.address || "";
	const name = person.name || person.login || "";
	return name && id && name !== id ? name + " <" + id + ">" : name || id;
}

function findingsOf(predicate, check) {
	const all = (predicate.evaluation && predicate.evaluation.findings) || [];
	return all.filter((finding) => finding.check === check);
}

function findingTable(title, findings) {
	if (!findings.length)
		return element("p", { class: "hint" }, "No finding about it.");
	return tableOf(title + ": findings", [
		["Verdict", (finding) => element("span", { class: finding.verdict }, finding.verdict)], ["About", (finding) => finding.subject],
		["Why", (finding) => finding.because], ["Code", (finding) => code(finding.code)],
		["Rests on", (finding) => code((finding.inputs || []).join(" "))],
	], findings);
}

function commitTable(evidence) {
	const commits = evidence.change.commits || [];
	return commits.length ? tableOf("Commits", [
		["Commit", (commit) => code(commit.id)], ["Author", (commit) => personName(commit.author)],
		["Committer", (commit) => personName(commit.committer)], ["Subject", (commit) => commit.subject],
	], commits.slice(0, 500)) : "";
}

function ticketTable(evidence) {
	const references = (evidence.tickets && evidence.tickets.references) || [];
	return references.length ? tableOf("Tickets", [
		["Ticket", (reference) => reference.key], ["Found in", (reference) => reference.source],
		["Text", (reference) => reference.text], ["Grade", (reference) => reference.grade],
	], references.slice(0, 500)) : "";
}

function approvalTable(evidence) {
	const approvals = (evidence.reviews && evidence.reviews.approvals) || [];
	return approvals.length ? tableOf("Approvals", [
		["Person", (approval) => personName(approval.person)], ["By", (approval) => approval.source],
		["Of", (approval) => code(approval.commit)], ["Text", (approval) => approval.text],
		["Grade", (approval) => approval.grade],
	], approvals.slice(0, 500)) : "";
}

function reviewTable(evidence) {
	const requests = (evidence.forge && evidence.forge.requests) || [];
	const reviews = requests.flatMap((request) => (request.reviews || []).map((review) => ({ request, review })));
	return reviews.length ? tableOf("Reviews at the forge", [
		["Request", (line) => line.request.number], ["Person", (line) => personName(line.review.author)],
		["State", (line) => line.review.state], ["Time", (line) => line.review.time],
		["Of", (line) => code(line.review.commit)],
	], reviews.slice(0, 500)) : "";
}

function testTable(evidence) {
	const results = (evidence.tests && evidence.tests.results) || [];
	const reports = results.flatMap((result) => (result.reports || []).map((report) => ({ result, report })));
	return reports.length ? tableOf("Test reports", [
		["Report", (line) => line.report.path], ["Tests", (line) => line.report.tests],
		["Failures", (line) => String(line.report.failures)], ["Errors", (line) => String(line.report.errors)],
		["Grade", (line) => line.result.grade], ["sha256", (line) => code(line.report.sha256)],
	], reports.slice(0, 500)) : "";
}

function environmentFacts(evidence) {
	const environment = evidence.environment || {};
	const promotion = environment.promotion;
	const passed = promotion && promotion.passed;
	return facts([
		["Branches", (environment.refs || []).filter((ref) => ref.contains).map((ref) => ref.name).join(", ")],
		["Before it", promotion && promotion.environment],
		["Passed there", passed && passed.recordId + " at " + passed.time],
		["Freezes", (environment.freezes || []).map((freeze) => freeze.from + " to " + freeze.to).join("; ")],
	]);
}

const evidenceOf = {
	change: (evidence) => [commitTable(evidence)],
	ticket: (evidence) => [ticketTable(evidence)],
	approval: (evidence) => [approvalTable(evidence), reviewTable(evidence)],
	tests: (evidence) => [testTable(evidence)],
	separation: (evidence) => [environmentFacts(evidence)],
	policy: (evidence) => [facts([["Policy", code(evidence.policy.digest)],
		["From", evidence.policy.source.path + (evidence.policy.source.branch ? " on " + evidence.policy.source.branch : "")]])],
};

function controlSections(predicate) {
	return controls.flatMap(([title, check]) => {
		const parts = predicate.evidence ? evidenceOf[check](predicate.evidence) : [];
		return [element("h3", {}, title), findingTable(title, findingsOf(predicate, check)), ...parts.filter(Boolean)];
	});
}

function proofSection(record, result) {
	return [
		element("h3", {}, "Proof"), element("ul", { class: "checks" }, ...result.checks.map(checkLine)),
		facts([
			["Entry", record.index], ["Files", code("records/" + record.id + ".json and .receipt")],
			["Statement", code(result.leaf && result.leaf.payload)],
			["Envelope", code(result.leaf && result.leaf.envelope)],
		]),
	];
}

function rowFacts(row) {
	return facts(Object.entries(row.data).filter(([, value]) => value !== "" && value !== 0 &&
		!(Array.isArray(value) && !value.length)).map(([column, value]) => [column, shown(value)]));
}

function itemFacts(row) {
	const item = row.item;
	return item ? facts([["Position in the draw", item.position], ["Selection", item.selection],
		["Stratum", item.stratum], ["Ticket", code(item.ticket)]]) : "";
}

function relatedFacts(row) {
	return row.related.length ? facts(row.related.map((one) => [one.result.leaf.kind, one.record.id + ", " +
		one.result.leaf.time + ": " + one.result.leaf.result + " (" + stateWords[worst(one.result.checks)] + ")"])) : "";
}

function rawSection(statement) {
	const pre = element("pre", { tabindex: "0" });
	const raw = element("details", {}, element("summary", {}, "The whole record as JSON"), pre);
	raw.addEventListener("toggle", () => {
		pre.textContent = pre.textContent || shown(JSON.stringify(statement, null, 2));
	});
	return raw;
}

function detailParts(row) {
	const parts = [itemFacts(row)];
	if (row.embedded) {
		const { record, result } = row.embedded;
		parts.push(...proofSection(record, result), relatedFacts(row));
		if (result.statement && result.statement.predicate)
			parts.push(...controlSections(result.statement.predicate));
	} else {
		parts.push(element("p", { class: row.state === "bad" || row.state === "none" ? "alarm" : "hint" }, row.why));
	}
	parts.push(element("h3", {}, "Row of the population"), rowFacts(row));
	if (row.embedded && row.embedded.result.statement)
		parts.push(rawSection(row.embedded.result.statement));
	return parts.filter(Boolean);
}

function openDetail(row) {
	const dialog = byId("detail");
	byId("detail-title").textContent = row.record_id + ": " + shown(row.data.service) + " to " + shown(row.data.environment);
	byId("detail-body").replaceChildren(...detailParts(row));
	dialog.showModal();
	byId("detail-title").focus();
	dialog.scrollTop = 0;
}
