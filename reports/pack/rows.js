// SPDX-License-Identifier: Apache-2.0
// Which deployments are shown, and in which order? Filters, search, sorting, pages and the timeline.

const pageSize = 100;

const columns = [
	["Record", "record_id"], ["Proof", "state"], ["Sample", "sampled"], ["Deployed (UTC)", "deployed_at_utc"],
	["Service", "service"], ["Environment", "environment"], ["Kind", "change_type"], ["Result", "result"],
	["Change", "title"], ["Tickets", "ticket_ids"], ["Approved by", "approvers"], ["Tests", "tests_result"],
];

const choices = [
	["Environment", "environment"], ["Service", "service"], ["Kind", "change_type"], ["Result", "result"],
	["Sample", "sampled"], ["Proof", "state"],
];

const view = {
	rows: [], shown: [], page: 0, size: pageSize, sort: "deployed_at_utc", down: false, words: "", from: null,
	to: null, chosen: {}, open: null,
};

function cellText(row, column) {
	return column === "state" ? stateWords[row.state] : shown(row[column]);
}

// All that a search looks through, once.
function haystack(row) {
	row.all ??= Object.values(row.data).map(shown).join(" ").toLowerCase();
	return row.all;
}

function matches(row) {
	const time = row.deployed_at_utc;
	return (!view.from || (time >= view.from && time < view.to)) &&
		choices.every(([, column]) => !view.chosen[column] || cellText(row, column) === view.chosen[column]) &&
		view.words.split(/\s+/).every((word) => haystack(row).includes(word));
}

function chooseRows() {
	const order = view.down ? -1 : 1;
	view.shown = view.rows.filter(matches);
	view.shown.sort((a, b) => order * compareText(cellText(a, view.sort), cellText(b, view.sort)) ||
		a.data.seq - b.data.seq);
	view.page = 0;
	drawRows();
}

function recordLink(row) {
	const link = element("button", { type: "button", class: "row-link mono" }, row.record_id);
	link.addEventListener("click", () => view.open(row));
	return link;
}

// Columns that are more than their text.
const cells = {
	record_id: (row) => element("td", {}, recordLink(row)),
	state: (row) => element("td", {}, stateMark(row.state)),
	sampled: (row) => element("td", {}, row.sampled === "sampled" ? element("span", { class: "mark" }, "sampled") : row.sampled),
	deployed_at_utc: (row) => element("td", { class: "time" }, row.deployed_at_utc),
	title: (row) => element("td", { class: "wide" }, row.title),
	result: (row) => element("td", { class: row.result === "allowed" ? "" : "strong" }, row.result),
};

function rowElement(row) {
	return element("tr", {}, ...columns.map(([, column]) => Object.hasOwn(cells, column) ? cells[column](row)
		: element("td", {}, cellText(row, column))));
}

function drawRows() {
	const pages = Math.max(1, Math.ceil(view.shown.length / view.size));
	const from = view.page * view.size;
	byId("body").replaceChildren(...view.shown.slice(from, from + view.size).map(rowElement));
	byId("count").textContent = view.shown.length + " of " + view.rows.length + " deployments" +
		(view.from ? ", from " + view.from.slice(0, 10) + " on" : "");
	byId("page").textContent = "Page " + (view.page + 1) + " of " + pages;
	byId("previous").disabled = view.page === 0;
	byId("next").disabled = view.page >= pages - 1;
	for (const head of byId("columns").children)
		head.setAttribute("aria-sort", head.dataset.column !== view.sort ? "none" : view.down ? "descending" : "ascending");
}

function turnPage(by) {
	view.page += by;
	drawRows();
}

function sortBy(column) {
	view.down = view.sort === column && !view.down;
	view.sort = column;
	chooseRows();
}

function drawColumns() {
	for (const [title, column] of columns) {
		const button = element("button", { type: "button" }, title);
		button.addEventListener("click", () => sortBy(column));
		const head = element("th", { scope: "col" }, button);
		head.dataset.column = column;
		byId("columns").append(head);
	}
}

function selectOf(title, column) {
	const values = [...new Set(view.rows.map((row) => cellText(row, column)))].filter(Boolean).sort();
	const words = column === "state" ? Object.values(stateWords) : values;
	const select = element("select", { name: column }, element("option", { value: "" }, "all"),
		...words.map((value) => element("option", { value }, value)));
	select.addEventListener("change", () => {
		view.chosen[column] = select.value;
		chooseRows();
	});
	return element("label", {}, title, select);
}

function drawFilters() {
	const search = element("input", { type: "search", name: "words", autocomplete: "off" });
	const reset = element("button", { type: "reset" }, "Show all");
	search.addEventListener("input", () => {
		view.words = search.value.toLowerCase().trim();
		chooseRows();
	});
	byId("filters").append(element("label", {}, "Search", search), ...choices.map((choice) => selectOf(...choice)), reset);
	byId("filters").addEventListener("submit", (event) => event.preventDefault());
	byId("filters").addEventListener("reset", () => {
		Object.assign(view, { words: "", chosen: {}, from: null, to: null });
		markBars();
		chooseRows();
	});
}

// ---- timeline ------------------------------------------------------------------------------------------

const day = 86400000;

// Days, weeks or months: at most some sixty bars. Each is [from, to) as text.
function timeSteps(first, last) {
	const days = (last - first) / day;
	const steps = [];
	if (days > 366) {
		const at = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), 1));
		for (; at <= last && steps.length < 600; at.setUTCMonth(at.getUTCMonth() + 1))
			steps.push(new Date(at));
	} else {
		const width = days > 62 ? 7 * day : day;
		for (let at = Math.floor(first / day) * day; at <= last; at += width)
			steps.push(new Date(at));
	}
	return steps.map((step) => step.toISOString().slice(0, 10));
}

function barsOf(rows) {
	const times = rows.map((row) => row.deployed_at_utc).filter((time) => /^\d{4}-\d\d-\d\dT/.test(time)).sort();
	if (!times.length)
		return [];
	const steps = timeSteps(new Date(times[0]), new Date(times[times.length - 1]));
	const bars = steps.map((from, at) => ({ from, to: steps[at + 1] || "9999", all: 0, sampled: 0 }));
	let at = 0;
	for (const row of [...rows].sort((a, b) => compareText(a.deployed_at_utc, b.deployed_at_utc))) {
		while (at + 1 < bars.length && row.deployed_at_utc >= bars[at].to)
			at++;
		bars[at].all++;
		bars[at].sampled += row.sampled === "sampled" ? 1 : 0;
	}
	return bars;
}

function markBars() {
	for (const button of byId("timeline").children)
		button.setAttribute("aria-pressed", String(view.from !== null && button.dataset.from === view.from));
}

function pressBar(bar) {
	const same = view.from === bar.from;
	view.from = same ? null : bar.from;
	view.to = same ? null : bar.to;
	markBars();
	chooseRows();
}

function barElement(bar, most) {
	const height = (count) => count ? Math.max(3, Math.round(80 * count / most)) : 0;
	const picture = graphic("svg", { viewBox: "0 0 10 84", preserveAspectRatio: "none", "aria-hidden": "true" });
	for (const [name, count] of [["bar-all", bar.all], ["bar-sampled", bar.sampled]])
		picture.append(graphic("rect", { class: name, x: 1, width: 8, y: 84 - height(count), height: height(count) }));
	const label = "from " + bar.from + ": " + bar.all + " deployments, " + bar.sampled + " sampled";
	const button = element("button", { type: "button", "aria-pressed": "false", "aria-label": label, title: label });
	button.dataset.from = bar.from;
	button.append(picture);
	button.addEventListener("click", () => pressBar(bar));
	return button;
}

function drawTimeline() {
	const bars = barsOf(view.rows);
	const most = Math.max(1, ...bars.map((bar) => bar.all));
	byId("timeline").append(...bars.map((bar) => barElement(bar, most)));
	if (bars.length)
		byId("timeline").after(element("div", { class: "ends" }, element("span", {}, "from " + bars[0].from),
			element("span", {}, bars.length > 1 ? "from " + bars[bars.length - 1].from : "")));
}
