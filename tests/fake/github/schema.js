// SPDX-License-Identifier: Apache-2.0
// Is this a query that GitHub would run, what does it cost, and what is its answer? GitHub's own
// schema, validated by graphql-js; the limits are those of GitHub's documentation.
'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const graphql = require('graphql');

const maximumPage = 100;
const maximumNodes = 500000;
const path = join(__dirname, 'node_modules/@octokit/graphql-schema/schema.graphql');
const schema = graphql.buildSchema(readFileSync(path, 'utf8'), { assumeValidSDL: true });

// GitHub answers ids of checks and runs above 2^31 although the schema calls them Int.
graphql.GraphQLInt.serialize = (value) => value;
schema.getType('GitObjectID').parseValue = (value) => {
	if (typeof value === 'string' && /^[0-9a-f]{40}$/.test(value)) return value;
	throw new graphql.GraphQLError(
		`Could not coerce value ${JSON.stringify(value)} to GitObjectID`,
	);
};
schema.getType('GitObjectID').parseLiteral = (node) =>
	schema.getType('GitObjectID').parseValue(node.value);

class Refusal extends graphql.GraphQLError {
	constructor(type, message, path) {
		super(message, path ? { path } : {});
		this.type = type;
	}
}

const forbidden = () => new Refusal('FORBIDDEN', 'Resource not accessible by integration');

// An error as GitHub writes it: type, path, locations, message.
function errorFacts(error) {
	const type = error.originalError?.type ?? error.type;
	const { message, locations } = error;
	return {
		...(type ? { type } : {}),
		...(error.path ? { path: error.path } : {}),
		...(error.extensions?.code ? { extensions: error.extensions } : {}),
		locations,
		message,
	};
}

const isConnection = (field) =>
	['first', 'last'].every((name) => field.args.some((arg) => arg.name === name)) &&
	/Connection$/.test(graphql.getNamedType(field.type).name);

function isLeftOut(selection, variables) {
	return selection.directives?.some(({ name, arguments: [argument] }) => {
		const { value } = argument;
		const truth = value.kind === 'Variable' ? variables[value.name.value] : value.value;
		return name.value === 'skip' ? truth : name.value === 'include' && !truth;
	});
}

// Counts nodes and the requests of the published formula below one selection set.
class Cost {
	constructor(document, variables) {
		this.fragments = Object.fromEntries(
			document.definitions
				.filter((each) => each.kind === 'FragmentDefinition')
				.map((each) => [each.name.value, each]),
		);
		this.variables = variables;
		this.nodes = 0;
		this.requests = 0;
		this.errors = [];
	}

	page(field, node, path) {
		const values = {};
		for (const { name, value } of node.arguments)
			values[name.value] =
				value.kind === 'Variable' ? this.variables[value.name.value] : Number(value.value);
		const refuse = (code, message) =>
			this.errors.push(
				Object.assign(new graphql.GraphQLError(message, { nodes: node, path }), {
					type: code,
				}),
			);
		const name = values.first !== undefined && values.first !== null ? 'first' : 'last';
		const size = values[name];
		if (size === undefined || size === null || Number.isNaN(size))
			refuse(
				'MISSING_PAGINATION_BOUNDARIES',
				`You must provide a \`first\` or \`last\` value to properly paginate the \`${field.name}\` connection.`,
			);
		else if (size < 1)
			refuse(
				'INVALID_PAGINATION_BOUNDARIES',
				`\`${name}\` on the \`${field.name}\` connection cannot be less than 1.`,
			);
		else if (size > maximumPage)
			refuse(
				'EXCESSIVE_PAGINATION',
				`Requesting ${size} records on the \`${field.name}\` connection exceeds the \`${name}\` limit of ${maximumPage} records.`,
			);
		return Math.min(Math.max(size || 1, 1), maximumPage);
	}

	walk(set, type, times, path) {
		for (const selection of set?.selections ?? []) {
			if (isLeftOut(selection, this.variables)) continue;
			if (selection.kind === 'Field') {
				this.field(selection, type, times, path);
				continue;
			}
			const fragment =
				selection.kind === 'InlineFragment'
					? selection
					: this.fragments[selection.name.value];
			const inner = fragment.typeCondition
				? schema.getType(fragment.typeCondition.name.value)
				: type;
			this.walk(fragment.selectionSet, inner, times, path);
		}
	}

	field(node, type, times, path) {
		const field = type.getFields?.()[node.name.value];
		if (!field) return;
		const here = [...path, node.alias?.value ?? node.name.value];
		let inner = times;
		if (isConnection(field)) {
			this.requests += times;
			inner = times * this.page(field, node, here);
			this.nodes += inner;
		}
		this.walk(node.selectionSet, graphql.getNamedType(field.type), inner, here);
	}
}

const cursorOf = (at) => Buffer.from(`cursor:v2:${at}`).toString('base64');

function placeOf(cursor) {
	const text = Buffer.from(cursor, 'base64').toString();
	if (text === 'cursor:v2:endless') return -1;
	const [, at] = text.match(/^cursor:v2:(\d+)$/) ?? [];
	if (at === undefined)
		throw new Refusal(
			'INVALID_CURSOR_ARGUMENTS',
			`\`${cursor}\` does not appear to be a valid cursor.`,
		);
	return Number(at);
}

// The resolver of a connection over all its items; `facts` has what this kind of connection has more.
function connection(items, facts = {}) {
	return async (args, context) => {
		const all = await (typeof items === 'function' ? items(args, context) : items);
		let begin = args.after ? placeOf(args.after) + 1 : 0;
		let end = args.before ? Math.min(placeOf(args.before), all.length) : all.length;
		if (args.first !== undefined && args.first !== null)
			end = Math.min(end, begin + args.first);
		else if (args.last) begin = Math.max(begin, end - args.last);
		const nodes = all.slice(begin, end);
		return {
			totalCount: all.length,
			nodes,
			edges: nodes.map((node, at) => ({ node, cursor: cursorOf(begin + at) })),
			pageInfo: {
				hasNextPage: end < all.length,
				hasPreviousPage: begin > 0,
				startCursor: nodes.length ? cursorOf(begin) : null,
				endCursor: nodes.length ? cursorOf(begin + nodes.length - 1) : null,
			},
			...(typeof facts === 'function' ? facts(all) : facts),
		};
	};
}

// What a rule does not say is off, none or nothing.
const silent = { Boolean: false, Int: 0, String: '' };

function unmodelled(info) {
	const { parentType, fieldName, returnType } = info;
	if (!graphql.isNonNullType(returnType)) return null;
	if (parentType.name.endsWith('Parameters'))
		return graphql.isListType(returnType.ofType)
			? []
			: (silent[graphql.getNamedType(returnType).name] ?? null);
	throw new Error(`the fake has no ${parentType.name}.${fieldName}`);
}

function resolveField(source, args, context, info) {
	const value = source?.[info.fieldName];
	if (value === undefined) return unmodelled(info);
	return typeof value === 'function' ? value.call(source, args, context, info) : value;
}

function checked(source, variables, operationName) {
	let document;
	try {
		document = graphql.parse(source);
	} catch (error) {
		return { errors: [error] };
	}
	const errors = graphql.validate(schema, document);
	if (errors.length) return { errors };
	const operation = graphql.getOperationAST(document, operationName);
	if (!operation)
		return { errors: [new graphql.GraphQLError('No operation named or only one expected')] };
	const given = graphql.getVariableValues(
		schema,
		operation.variableDefinitions ?? [],
		variables ?? {},
	);
	if (given.errors) return { errors: given.errors };
	const cost = new Cost(document, given.coerced);
	cost.walk(operation.selectionSet, schema.getRootType(operation.operation), 1, [
		operation.operation,
	]);
	if (cost.nodes > maximumNodes) {
		cost.errors.push(
			Object.assign(
				new graphql.GraphQLError(
					`This query requests up to ${cost.nodes.toLocaleString('en')} possible nodes which exceeds the maximum limit of ${maximumNodes.toLocaleString('en')}.`,
				),
				{ type: 'MAX_NODE_LIMIT_EXCEEDED' },
			),
		);
	}
	return { document, cost, errors: cost.errors };
}

// { data, errors, cost, nodeCount }, errors in GitHub's form.
async function answer(root, context, { query, variables, operationName }) {
	const { document, cost, errors } = checked(String(query ?? ''), variables, operationName);
	if (errors.length) return { errors: errors.map(errorFacts) };
	context.cost = Math.max(1, Math.round(cost.requests / 100));
	context.nodeCount = cost.nodes;
	const result = await graphql.execute({
		schema,
		document,
		rootValue: root,
		contextValue: context,
		variableValues: variables,
		operationName,
		fieldResolver: resolveField,
		typeResolver: (value) => value.__typename,
	});
	return {
		data: result.data,
		...(result.errors ? { errors: result.errors.map(errorFacts) } : {}),
	};
}

module.exports = { Refusal, answer, connection, cursorOf, forbidden, schema };
