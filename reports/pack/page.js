// SPDX-License-Identifier: Apache-2.0
// How does anything get onto the page? As text only: nothing of a record ever becomes markup, and what
// would reorder or hide text is shown as a mark.

const stateWords = { ok: "verified", bad: "FAILED", open: "not checked", none: "NO RECORD" };

// Control characters, bidi controls, zero-width characters and tags: replaced, so that a text looks like what it is.
const hiddenCharacters =
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc]|[\u{e0000}-\u{e0fff}]/gu;

function shown(value) {
	if (value === undefined || value === null || value === "")
		return "";
	if (Array.isArray(value))
		return value.map(shown).join("; ");
	return String(value).replace(hiddenCharacters, "\ufffd");
}

// element("p", { class: "hint" }, "text", otherElement)
function element(name, attributes, ...children) {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes || {}))
		made.setAttribute(key, shown(value));
	for (const child of children)
		made.append(child instanceof Node ? child : shown(child));
	return made;
}

function graphic(name, attributes) {
	const made = document.createElementNS("http://www.w3.org/2000/svg", name);
	for (const [key, value] of Object.entries(attributes))
		made.setAttribute(key, value);
	return made;
}

function byId(id) {
	return document.getElementById(id);
}

function stateMark(state) {
	return element("span", { class: "state " + state }, stateWords[state]);
}

function checkLine(check) {
	return element("li", {}, stateMark(check.state), element("span", {}, check.name), element("span", {}, check.text));
}

// Facts as a list of terms; what is not there is left out.
function facts(pairs) {
	const list = element("dl", { class: "facts" });
	for (const [name, value] of pairs) {
		const text = value instanceof Node ? value : shown(value);
		if (text)
			list.append(element("dt", {}, name), element("dd", {}, text));
	}
	return list;
}

function code(value) {
	const text = shown(value);
	return text && element("code", {}, text);
}

// A table of objects: columns are [title, function of a row].
function tableOf(label, columns, rows) {
	const head = element("tr", {}, ...columns.map(([title]) => element("th", { scope: "col" }, title)));
	const body = rows.map((row) => element("tr", {}, ...columns.map(([, cell]) => element("td", {}, cell(row) || ""))));
	const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
	return element("div", { class: "scroll", role: "region", "aria-label": label, tabindex: "0" }, table);
}

// Lets the browser draw and listen in between.
function pause() {
	return new Promise((resolve) => setTimeout(resolve, 0));
}
