// SPDX-License-Identifier: Apache-2.0
// Is each logged REST request one that the OpenAPI description knows: path, method, query, body?
//
//   node validate_rest.js DESCRIPTION LOG...: a line for each that is not; ends with 1 if there is one.
'use strict';

const { readFileSync } = require('node:fs');

const [descriptionFile, ...logs] = process.argv.slice(2);
const description = JSON.parse(readFileSync(descriptionFile, 'utf8'));

function follow(thing) {
	if (!thing?.$ref) return thing;
	return follow(
		thing.$ref
			.slice(2)
			.split('/')
			.reduce((place, name) => place[name], description),
	);
}

// A parameter of a path takes no slash, but where GitHub takes whole names of branches.
function patternOf(path) {
	const escaped = path.replace(/[.+]/g, '\\$&');
	const wide = escaped.replace(/\{(basehead|branch|ref)\}/g, '.+').replace(/\{[^}]+\}/g, '[^/]+');
	return new RegExp(`^${wide}$`);
}

const literals = (path) => path.split('/').filter((part) => part && !part.startsWith('{')).length;
const paths = Object.entries(description.paths)
	.map(([path, methods]) => ({ path, methods, pattern: patternOf(path) }))
	.sort((a, b) => literals(b.path) - literals(a.path));

const kindOf = (value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

function isKind(value, kind) {
	if (kind === 'integer') return Number.isInteger(value);
	return kindOf(value) === kind;
}

// The first thing that is wrong with a value, or null.
function wrong(schema, value, where) {
	const {
		type,
		nullable,
		enum: allowed,
		properties = {},
		required = [],
		items,
		oneOf,
		anyOf,
		allOf,
		maxLength,
	} = follow(schema) ?? {};
	if (value === null && nullable) return null;
	const choices = oneOf ?? anyOf;
	if (choices && choices.every((each) => wrong(each, value, where)))
		return `${where}: ${wrong(choices[0], value, where)}`;
	for (const each of allOf ?? []) if (wrong(each, value, where)) return wrong(each, value, where);
	if (type && ![].concat(type).some((kind) => isKind(value, kind)))
		return `${where} is ${kindOf(value)}, not ${type}`;
	if (allowed && !allowed.includes(value))
		return `${where} is '${value}', not one of ${allowed.join(' ')}`;
	if (maxLength && value.length > maxLength) return `${where} is longer than ${maxLength}`;
	if (kindOf(value) === 'array' && items)
		return value.map((each, at) => wrong(items, each, `${where}[${at}]`)).find(Boolean) ?? null;
	if (kindOf(value) !== 'object') return null;
	const missing = required.find((name) => !(name in value));
	if (missing) return `${where} lacks '${missing}'`;
	if (type === 'object' && !choices && Object.keys(properties).length) {
		const unknown = Object.keys(value).find((name) => !(name in properties));
		if (unknown) return `${where} has '${unknown}', which is not in the description`;
	}
	for (const [name, inner] of Object.entries(value)) {
		const found = properties[name] && wrong(properties[name], inner, `${where}.${name}`);
		if (found) return found;
	}
	return null;
}

// A query is text: what could be a number is one.
function fromQuery(schema, text) {
	const { type } = follow(schema) ?? {};
	if (type === 'integer' || type === 'number') return Number(text);
	return type === 'boolean' ? ({ true: true, false: false }[text] ?? text) : text;
}

function complaint({ method, path, body }) {
	const url = new URL(path, 'http://localhost');
	const row =
		paths.find(
			(each) => each.pattern.test(url.pathname) && each.methods[method.toLowerCase()],
		) ?? paths.find((each) => each.pattern.test(url.pathname));
	if (!row) return 'no such path';
	const operation = row.methods[method.toLowerCase()];
	if (!operation) return `no ${method} of ${row.path}`;
	const parameters = [...(row.methods.parameters ?? []), ...(operation.parameters ?? [])]
		.map(follow)
		.filter((each) => each.in === 'query');
	for (const [name, text] of url.searchParams) {
		const parameter = parameters.find((each) => each.name === name);
		if (!parameter) return `no query parameter '${name}' at ${row.path}`;
		const found = wrong(parameter.schema, fromQuery(parameter.schema, text), name);
		if (found) return found;
	}
	const schema = follow(operation.requestBody)?.content?.['application/json']?.schema;
	if (!schema) return body ? 'a body where none is expected' : null;
	return wrong(schema, body ?? {}, 'body');
}

let count = 0;
let bad = 0;
for (const file of logs) {
	for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
		const request = JSON.parse(line);
		if (request.path.startsWith('/graphql') || request.path.startsWith('/repositories/'))
			continue;
		count++;
		const found = complaint(request);
		if (!found) continue;
		bad++;
		console.log(`${request.method} ${request.path}: ${found}`);
	}
}
console.log(`${count} requests, ${bad} that GitHub does not describe`);
process.exitCode = bad || !count ? 1 : 0;
