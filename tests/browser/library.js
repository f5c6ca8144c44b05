// SPDX-License-Identifier: Apache-2.0
// How does a test open a page from a folder? In the browser of this machine, in which any request for
// something else, any dialog and any error of a script is a failure.
"use strict";
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");

const axeSource = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
let browser = null;
let problem = null;

function installed() {
	const find = "command -v chromium || command -v chromium-browser || command -v google-chrome";
	return execFileSync("sh", ["-c", find], { encoding: "utf8" }).trim();
}

async function openPage(file, { before, width = 1280, height = 1000 } = {}) {
	browser ??= await chromium.launch({ executablePath: installed(), args: ["--no-sandbox"] });
	if (problem)
		throw problem;
	const page = await browser.newPage({ viewport: { width, height } });
	const address = pathToFileURL(file).href;
	const wrong = (what) => { problem ??= new Error(what); };
	page.setDefaultTimeout(60000);
	page.on("pageerror", (cause) => wrong("a script failed: " + cause.message));
	page.on("dialog", (dialog) => wrong("a dialog: " + dialog.message()));
	page.on("request", (request) => request.url() === address || wrong("a request: " + request.url()));
	if (before)
		await page.addInitScript(before);
	await page.goto(address);
	return page;
}

async function close() {
	if (browser)
		await browser.close();
	if (problem)
		throw problem;
}

async function axe(page) {
	await page.evaluate(axeSource);
	return page.evaluate(() => globalThis.axe.run(document));
}

module.exports = { openPage, close, axe };
