// SPDX-License-Identifier: Apache-2.0
// What is this commit, tree or file, in GraphQL's words? Facts come from the repository; the people,
// the pull requests and the checks from the world.
'use strict';

const { Refusal, connection, forbidden } = require('./schema');
const { isOid, readTree } = require('./git');
const people = require('./people');

const webFlow = 'noreply@github.com';
const patch = { A: 'ADDED', M: 'MODIFIED', D: 'DELETED', R: 'RENAMED', C: 'COPIED', T: 'CHANGED' };

function gitActor(state, identity) {
	return {
		__typename: 'GitActor',
		name: identity.name,
		email: identity.email,
		date: identity.date,
		user: () => people.userOfEmail(state, identity.email),
		avatarUrl: `${people.website}/ghost.png`,
	};
}

const headline = (message) => message.split('\n')[0];
const body = (message) => message.split('\n').slice(1).join('\n').trim();

// The author first, then those of the trailers, each address once.
function authorsOf(commit) {
	const authors = [commit.author];
	for (const [, name, email] of commit.message.matchAll(
		/^Co-authored-by:\s*(.*?)\s*<([^<>\n]+)>\s*$/gim,
	)) {
		if (!authors.some((each) => each.email.toLowerCase() === email.toLowerCase()))
			authors.push({ name, email, date: commit.author.date });
	}
	return authors;
}

function signature({ state }, commit) {
	const told = state.signatures.get(commit.oid);
	const byGitHub = commit.committer.email === webFlow;
	if (!told && !commit.signature && !byGitHub) return null;
	const valid = told?.valid ?? byGitHub;
	return {
		__typename:
			told?.kind ?? (/SSH/.test(commit.signature ?? '') ? 'SshSignature' : 'GpgSignature'),
		isValid: valid,
		state: told?.state ?? (valid ? 'VALID' : 'UNKNOWN_KEY'),
		wasSignedByGitHub: told?.wasSignedByGitHub ?? (byGitHub && valid),
		signer: () => (told?.signer ? people.user(state, told.signer) : null),
		email: commit.committer.email,
		payload: '',
		signature: commit.signature ?? '',
		verifiedAt: commit.committer.utc,
		keyId: null,
		keyFingerprint: null,
	};
}

function blob(object, path) {
	const isBinary = object.bytes.includes(0);
	const isTruncated = !isBinary && object.bytes.length > 512000;
	return {
		__typename: 'Blob',
		id: `B_${object.oid}`,
		oid: object.oid,
		abbreviatedOid: object.oid.slice(0, 7),
		byteSize: object.bytes.length,
		isBinary,
		isTruncated,
		path,
		text: isBinary ? null : object.bytes.subarray(0, 512000).toString('utf8'),
	};
}

function tree(asked, object, prefix = '') {
	return {
		__typename: 'Tree',
		id: `T_${object.oid}`,
		oid: object.oid,
		abbreviatedOid: object.oid.slice(0, 7),
		entries: () => readTree(object.bytes).map((entry) => treeEntry(asked, entry, prefix)),
	};
}

function treeEntry(asked, entry, prefix) {
	const path = prefix + entry.name;
	return {
		__typename: 'TreeEntry',
		mode: entry.mode,
		name: entry.name,
		oid: entry.oid,
		path,
		type: entry.kind,
		extension: /\.[^.]*$/.exec(entry.name)?.[0] ?? '',
		isGenerated: false,
		object: async () => gitObject(asked, entry.oid, `${path}/`),
	};
}

// Walks the tree, so a path is a path and no revision syntax.
async function entryAt(asked, commit, path) {
	let oid = commit.tree;
	let found = null;
	for (const name of path.split('/')) {
		const object = await asked.git.object(oid);
		if (object?.kind !== 'tree') return null;
		found = readTree(object.bytes).find((entry) => entry.name === name);
		if (!found) return null;
		oid = found.oid;
	}
	return treeEntry(asked, found, path.slice(0, path.length - found.name.length));
}

async function history(asked, oid, args) {
	const words = [oid];
	if (args.since) words.unshift(`--since=${args.since}`);
	if (args.until) words.unshift(`--until=${args.until}`);
	if (args.path) words.push('--', args.path);
	return (await asked.git.list(...words)).map((each) => commitNode(asked, each));
}

// Two commits that differ in a path, as pull requests and comparisons have them.
async function changedFiles(asked, base, head) {
	return (await asked.git.changes(base, head)).map((file) => ({
		__typename: 'PullRequestChangedFile',
		path: file.path,
		additions: file.additions ?? 0,
		deletions: file.deletions ?? 0,
		changeType: patch[file.letter] ?? 'CHANGED',
		viewerViewedState: 'UNVIEWED',
	}));
}

async function commitNode(asked, oid) {
	const commit = await asked.git.commit(oid);
	return commit ? commitFacts(asked, commit) : null;
}

async function sizeOf(asked, commit, key) {
	const empty = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
	const files = await asked.git.changes(commit.parents[0] ?? empty, commit.oid);
	return key === 'files' ? files.length : files.reduce((sum, file) => sum + (file[key] ?? 0), 0);
}

function commitFacts(asked, commit) {
	const { state } = asked;
	const resourcePath = `/${state.repository.owner}/${state.repository.name}/commit/${commit.oid}`;
	const size = (key) => () => sizeOf(asked, commit, key);
	return {
		__typename: 'Commit',
		id: `C_${commit.oid}`,
		oid: commit.oid,
		abbreviatedOid: commit.oid.slice(0, 7),
		message: commit.message.trimEnd(),
		messageHeadline: headline(commit.message),
		messageBody: body(commit.message),
		authoredDate: commit.author.utc,
		committedDate: commit.committer.utc,
		committedViaWeb: commit.committer.email === webFlow,
		authoredByCommitter: commit.author.email === commit.committer.email,
		author: gitActor(state, commit.author),
		committer: gitActor(state, commit.committer),
		authors: connection(() => authorsOf(commit).map((each) => gitActor(state, each))),
		parents: connection(() => commit.parents.map((oid) => commitNode(asked, oid))),
		tree: async () => tree(asked, await asked.git.object(commit.tree)),
		signature: () => signature(asked, commit),
		url: people.website + resourcePath,
		resourcePath,
		commitUrl: people.website + resourcePath,
		commitResourcePath: resourcePath,
		repository: () => asked.model.repository(asked),
		associatedPullRequests: connection(async ({ orderBy }) => {
			if (!people.mayRead(state, 'pull-requests')) throw forbidden();
			const found = await asked.model.pullsOfCommit(asked, commit.oid);
			return orderBy?.direction === 'DESC' ? found.reverse() : found;
		}),
		statusCheckRollup: () => asked.model.rollup(asked, commit.oid),
		checkSuites: connection((args) => asked.model.suitesOf(asked, commit.oid, args)),
		status: () => asked.model.commitStatus(asked, commit.oid),
		file: ({ path }) => entryAt(asked, commit, path),
		history: (args, ...rest) =>
			connection(() => history(asked, commit.oid, args))(args, ...rest),
		additions: size('additions'),
		deletions: size('deletions'),
		changedFiles: size('files'),
		changedFilesIfAvailable: size('files'),
		viewerCanSubscribe: false,
	};
}

async function annotatedTag(asked, object) {
	const [, oid] = object.bytes.toString('latin1').match(/^object ([0-9a-f]{40})/) ?? [];
	const name = object.bytes.toString('utf8').match(/^tag (.*)$/m)?.[1] ?? '';
	return {
		__typename: 'Tag',
		id: `TA_${object.oid}`,
		oid: object.oid,
		name,
		target: () => gitObject(asked, oid),
		abbreviatedOid: object.oid.slice(0, 7),
		message: object.bytes.toString('utf8').split('\n\n').slice(1).join('\n\n'),
	};
}

async function gitObject(asked, oid, prefix) {
	const object = await asked.git.object(oid);
	if (!object) return null;
	if (!people.mayRead(asked.state, 'contents')) throw forbidden();
	if (object.kind === 'commit') return commitNode(asked, object.oid);
	if (object.kind === 'tree') return tree(asked, object, prefix);
	return object.kind === 'tag' ? annotatedTag(asked, object) : blob(object);
}

// `object(oid:)` or `object(expression: "main:path")`.
async function objectAsked(asked, { oid, expression }) {
	if (oid) return gitObject(asked, oid);
	if (!expression) throw new Refusal('ARGUMENT_ERROR', 'Must provide an oid or expression.');
	const colon = expression.indexOf(':');
	const revision = colon < 0 ? expression : expression.slice(0, colon);
	const found = isOid(revision) ? revision : await asked.model.resolve(asked, revision);
	if (!found || colon < 0) return found ? gitObject(asked, found) : null;
	const commit = await asked.git.commit(found);
	const path = expression.slice(colon + 1);
	if (!commit) return null;
	return path
		? ((await entryAt(asked, commit, path))?.object() ?? null)
		: gitObject(asked, commit.tree);
}

module.exports = { authorsOf, changedFiles, commitNode, entryAt, gitObject, objectAsked, webFlow };
