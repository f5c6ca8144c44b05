// SPDX-License-Identifier: Apache-2.0
// What is the SHA-256 of some bytes (FIPS 180-4), and is an entry in the tree (RFC 9162 2.1.3 and 2.1.4)?
// Written out, because some browsers give a page on a disk no WebCrypto.

// First 32 bits of the fractional parts of the cube and square roots of the first primes.
const hashConstants = (function () {
	const fraction = (value) => Math.floor((value - Math.floor(value)) * 4294967296);
	const isPrime = (number) => {
		for (let by = 2; by * by <= number; by++)
			if (number % by === 0)
				return false;
		return true;
	};
	const primes = [];
	for (let number = 2; primes.length < 64; number++)
		if (isPrime(number))
			primes.push(number);
	return {
		rounds: Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)) | 0),
		initial: Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)) | 0),
	};
})();

// All blocks of 64 bytes into the state. One long function: this is where the time goes.
const addBlocks = (function () {
	const words = new Int32Array(64);
	const rounds = hashConstants.rounds;
	return function (state, bytes) {
		for (let at = 0; at + 64 <= bytes.length; at += 64) {
			for (let i = 0, from = at; i < 16; i++, from += 4)
				words[i] = (bytes[from] << 24) | (bytes[from + 1] << 16) | (bytes[from + 2] << 8) |
					bytes[from + 3];
			for (let i = 16; i < 64; i++) {
				const x = words[i - 15], y = words[i - 2];
				const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
				const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
				words[i] = (words[i - 16] + low + words[i - 7] + high) | 0;
			}
			let a = state[0], b = state[1], c = state[2], d = state[3];
			let e = state[4], f = state[5], g = state[6], h = state[7];
			for (let i = 0; i < 64; i++) {
				const one = (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^
					((e >>> 25) | (e << 7))) + ((e & f) ^ (~e & g)) + rounds[i] + words[i]) | 0;
				const two = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^
					((a >>> 22) | (a << 10))) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
				h = g;
				g = f;
				f = e;
				e = (d + one) | 0;
				d = c;
				c = b;
				b = a;
				a = (one + two) | 0;
			}
			state[0] += a;
			state[1] += b;
			state[2] += c;
			state[3] += d;
			state[4] += e;
			state[5] += f;
			state[6] += g;
			state[7] += h;
		}
	};
})();

function lastBlocks(bytes) {
	const rest = bytes.length % 64;
	const tail = new Uint8Array(rest < 56 ? 64 : 128);
	tail.set(bytes.subarray(bytes.length - rest));
	tail[rest] = 0x80;
	const view = new DataView(tail.buffer);
	view.setUint32(tail.length - 8, Math.floor(bytes.length / 0x20000000));
	view.setUint32(tail.length - 4, (bytes.length * 8) >>> 0);
	return tail;
}

function sha256(bytes) {
	const state = hashConstants.initial.slice();
	addBlocks(state, bytes);
	addBlocks(state, lastBlocks(bytes));
	const out = new Uint8Array(32);
	const view = new DataView(out.buffer);
	state.forEach((word, i) => view.setInt32(4 * i, word));
	return out;
}

function leafHash(entry) {
	return sha256(joined(Uint8Array.of(0), entry));
}

function nodeHash(left, right) {
	return sha256(joined(Uint8Array.of(1), left, right));
}

// A path from the bottom of the tree upwards; indexes may exceed 32 bits.
function climber(index, last) {
	return {
		index, last,
		shift() {
			this.index = Math.floor(this.index / 2);
			this.last = Math.floor(this.last / 2);
		},
		isRight() {
			return this.index % 2 === 1 || this.index === this.last;
		},
		afterRight() {
			while (this.index % 2 === 0 && this.index !== 0)
				this.shift();
		},
	};
}

function isIncluded(entry, index, size, proof, root) {
	if (!Number.isSafeInteger(index) || index < 0 || index >= size)
		return false;
	const at = climber(index, size - 1);
	let hash = leafHash(entry);
	for (const step of proof) {
		if (at.last === 0)
			return false;
		if (at.isRight()) {
			hash = nodeHash(step, hash);
			at.afterRight();
		} else {
			hash = nodeHash(hash, step);
		}
		at.shift();
	}
	return at.last === 0 && sameBytes(hash, root);
}

function isPowerOfTwo(number) {
	return number > 0 && Math.log2(number) % 1 === 0;
}

function isConsistent(from, fromRoot, to, toRoot, proof) {
	if (from > to || from < 1)
		return false;
	if (from === to)
		return proof.length === 0 && sameBytes(fromRoot, toRoot);
	const path = isPowerOfTwo(from) ? [fromRoot, ...proof] : proof;
	if (!path.length)
		return false;
	const at = climber(from - 1, to - 1);
	while (at.index % 2 === 1)
		at.shift();
	let older = path[0], newer = path[0];
	for (const step of path.slice(1)) {
		if (at.last === 0)
			return false;
		if (at.isRight()) {
			older = nodeHash(step, older);
			newer = nodeHash(step, newer);
			at.afterRight();
		} else {
			newer = nodeHash(newer, step);
		}
		at.shift();
	}
	return at.last === 0 && sameBytes(older, fromRoot) && sameBytes(newer, toRoot);
}
