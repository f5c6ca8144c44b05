// SPDX-License-Identifier: Apache-2.0
// What does a real repository say of a commit, a tree, a file or a range? One `git cat-file --batch`
// per repository stays open while it is asked; answers to questions by object name are kept.
'use strict';

const { execFile, spawn } = require('node:child_process');

const environment = {
	...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
	GIT_CONFIG_NOSYSTEM: '1',
	GIT_CONFIG_GLOBAL: '/dev/null',
	GIT_NO_REPLACE_OBJECTS: '1',
	LC_ALL: 'C',
};
const idleMilliseconds = 3000;
const isOid = (text) => /^[0-9a-f]{40}$/.test(text ?? '');

function run(folder, words) {
	return new Promise((resolve, reject) => {
		const options = { cwd: folder, env: environment, maxBuffer: 1 << 28, encoding: 'utf8' };
		execFile('git', words, options, (error, out) => (error ? reject(error) : resolve(out)));
	});
}

// `Name <mail> 1767225600 +0100` as name, email, and an ISO date of that zone.
function readIdentity(text) {
	const [, name, email, seconds, zone] = text.match(/^(.*?) ?<(.*?)> (-?\d+) ([+-]\d{4})$/) ?? [];
	if (email === undefined) return { name: text, email: '', date: null };
	const offset =
		(zone[0] === '-' ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3)));
	const local = new Date((Number(seconds) + offset * 60) * 1000).toISOString().slice(0, 19);
	return {
		name,
		email,
		date: local + (offset ? `${zone.slice(0, 3)}:${zone.slice(3)}` : 'Z'),
		utc: `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}Z`,
	};
}

function readCommit(oid, bytes) {
	const text = bytes.toString('utf8');
	const end = text.indexOf('\n\n');
	const commit = { oid, parents: [], message: text.slice(end + 2), signature: null };
	for (const line of text.slice(0, end).replace(/\n /g, '\u0000').split('\n')) {
		const blank = line.indexOf(' ');
		const [name, value] = [line.slice(0, blank), line.slice(blank + 1)];
		if (name === 'parent') commit.parents.push(value);
		else if (name === 'tree') commit.tree = value;
		else if (name === 'author' || name === 'committer') commit[name] = readIdentity(value);
		else if (name === 'gpgsig') commit.signature = value.replace(/\u0000/g, '\n');
	}
	return commit;
}

function readTree(bytes) {
	const entries = [];
	for (let at = 0; at < bytes.length; ) {
		const blank = bytes.indexOf(32, at);
		const nul = bytes.indexOf(0, blank);
		const mode = bytes.toString('latin1', at, blank);
		const kind = { 40000: 'tree', 160000: 'commit' }[mode] ?? 'blob';
		entries.push({
			mode: parseInt(mode, 8),
			kind,
			name: bytes.toString('utf8', blank + 1, nul),
			oid: bytes.toString('hex', nul + 1, nul + 21),
		});
		at = nul + 21;
	}
	return entries;
}

class Repository {
	constructor(folder) {
		this.folder = folder;
		this.waiting = [];
		this.kept = new Map();
		this.buffer = Buffer.alloc(0);
	}

	start() {
		const process = spawn('git', ['cat-file', '--batch'], {
			cwd: this.folder,
			env: environment,
		});
		this.process = process;
		this.process.stdin.on('error', () => {});
		this.process.stderr.on('data', () => {});
		this.process.stdout.on('data', (bytes) => {
			this.buffer = Buffer.concat([this.buffer, bytes]);
			while (this.waiting.length && this.takeAnswer());
		});
		const ended = () => {
			if (this.process !== process) return;
			for (const { resolve } of this.waiting.splice(0)) resolve(null);
			this.process = null;
			this.buffer = Buffer.alloc(0);
		};
		this.process.on('error', ended);
		this.process.on('close', ended);
	}

	// `OID TYPE SIZE\n` and so many bytes and a newline, or `WORDS missing`, or `ambiguous`.
	takeAnswer() {
		const end = this.buffer.indexOf(10);
		if (end < 0) return false;
		const [oid, kind, size] = this.buffer.toString('latin1', 0, end).split(' ');
		if (!isOid(oid) || !/^\d+$/.test(size ?? '')) {
			this.buffer = this.buffer.subarray(end + 1);
			this.waiting.shift().resolve(null);
			return true;
		}
		const length = Number(size);
		if (this.buffer.length < end + length + 2) return false;
		const bytes = Buffer.from(this.buffer.subarray(end + 1, end + 1 + length));
		this.buffer = this.buffer.subarray(end + length + 2);
		this.waiting.shift().resolve({ oid, kind, bytes });
		return true;
	}

	// Not while an answer is awaited, however long it takes.
	rest() {
		if (this.waiting.length) {
			this.idle = setTimeout(() => this.rest(), idleMilliseconds);
			return;
		}
		const { process } = this;
		this.process = null;
		this.buffer = Buffer.alloc(0);
		process?.stdin.end();
	}

	ask(expression) {
		if (!expression || /[\n\0]/.test(expression)) return Promise.resolve(null);
		if (!this.process) this.start();
		clearTimeout(this.idle);
		this.idle = setTimeout(() => this.rest(), idleMilliseconds);
		return new Promise((resolve) => {
			this.waiting.push({ resolve });
			this.process.stdin.write(`${expression}\n`);
		});
	}

	// { oid, kind, bytes } or null.
	async object(expression) {
		if (this.kept.has(expression)) return this.kept.get(expression);
		const object = await this.ask(expression);
		if (object && isOid(expression)) this.kept.set(expression, object);
		return object;
	}

	async commit(expression) {
		const object = await this.object(isOid(expression) ? expression : `${expression}^{commit}`);
		return object?.kind === 'commit' ? readCommit(object.oid, object.bytes) : null;
	}

	async oid(expression) {
		return (await this.object(`${expression}^{commit}`))?.oid ?? null;
	}

	// The output of a git command whose words are object names; an error is `otherwise`.
	async run(otherwise, ...words) {
		const key = words.join(' ');
		if (!this.kept.has(key)) {
			// The promise is kept, so that a hundred aliases that ask at once start one process.
			const answer = run(this.folder, words);
			answer.catch(() => this.kept.delete(key));
			this.kept.set(key, answer);
		}
		try {
			return await this.kept.get(key);
		} catch (error) {
			if (otherwise === undefined) throw error;
			return otherwise;
		}
	}

	// A commit has nothing that it does not have: half of the questions are of this kind.
	async list(...words) {
		if (words.some((word) => isOid(word) && words.includes(`^${word}`))) return [];
		return (await this.run('', 'rev-list', ...words)).split('\n').filter(Boolean);
	}

	async mergeBase(a, b) {
		if (a === b && isOid(a)) return a;
		return (await this.run('', 'merge-base', a, b)).trim() || null;
	}

	async isAncestor(a, b) {
		if (!a || !b) return false;
		return a === b || (await this.mergeBase(a, b)) === a;
	}

	// Of each changed file: path, previousPath, letter, additions, deletions.
	async changes(base, head) {
		const words = [
			'diff',
			'--raw',
			'--no-abbrev',
			'--numstat',
			'-z',
			'-M',
			'--no-ext-diff',
			base,
			head,
		];
		const parts = (await this.run('', ...words)).split('\0');
		const files = new Map();
		for (let at = 0; at < parts.length - 1; ) {
			const raw = parts[at].match(/^:\d+ \d+ \w+ (\w+) ([A-Z])\d*$/);
			const counts = parts[at].match(/^(\d+|-)\t(\d+|-)\t(.*)$/s);
			const moved = raw ? 'RC'.includes(raw[2]) : counts[3] === '';
			const path = raw || moved ? parts[at + (moved ? 2 : 1)] : counts[3];
			const file = files.get(path) ?? { path };
			if (raw)
				Object.assign(file, {
					letter: raw[2],
					oid: raw[1],
					previous: moved ? parts[at + 1] : null,
				});
			else
				Object.assign(file, {
					additions: Number(counts[1]) || 0,
					deletions: Number(counts[2]) || 0,
				});
			files.set(path, file);
			at += raw ? (moved ? 3 : 2) : moved ? 3 : 1;
		}
		return [...files.values()];
	}
}

module.exports = { Repository, isOid, readTree };
