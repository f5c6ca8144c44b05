// SPDX-License-Identifier: Apache-2.0
// How do bytes become text and back, and what is in a public key or a DER signature? Strict: whatever is
// not in its one form is null.

const utf8 = new TextEncoder();

function toHex(bytes) {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function toBase64(bytes) {
	let text = "";
	for (const byte of bytes)
		text += String.fromCharCode(byte);
	return btoa(text);
}

function fromBase64(text) {
	if (typeof text !== "string" || !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text))
		return null;
	const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
	return toBase64Large(bytes) === text ? bytes : null;
}

// The same as toBase64(), in pieces that any engine takes as arguments at once.
function toBase64Large(bytes) {
	let text = "";
	for (let at = 0; at < bytes.length; at += 8192)
		text += String.fromCharCode.apply(null, bytes.subarray(at, at + 8192));
	return btoa(text);
}

function joined(...parts) {
	const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

function sameBytes(a, b) {
	return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

// One INTEGER of a DER signature as 32 bytes, from bytes[at]; null if it is not in its shortest form.
function derInteger(bytes, at) {
	const length = bytes[at + 1];
	if (bytes[at] !== 2 || !(length >= 1 && length <= 33) || at + 2 + length > bytes.length)
		return null;
	let value = bytes.subarray(at + 2, at + 2 + length);
	if (value[0] & 0x80 || (value[0] === 0 && length > 1 && !(value[1] & 0x80)))
		return null;
	if (value[0] === 0)
		value = value.subarray(1);
	if (value.length > 32)
		return null;
	const whole = new Uint8Array(32);
	whole.set(value, 32 - value.length);
	return { whole, next: at + 2 + length };
}

// ECDSA P-256: what OpenSSL writes (DER) as what browsers read (r and s, 32 bytes each).
function rawSignature(der) {
	if (der.length < 8 || der[0] !== 0x30 || der[1] !== der.length - 2)
		return null;
	const r = derInteger(der, 2);
	const s = r && derInteger(der, r.next);
	return s && s.next === der.length ? joined(r.whole, s.whole) : null;
}

const publicKeyForms = {
	"ecdsa-p256": {
		head: "3059301306072a8648ce3d020106082a8648ce3d030107034200",
		length: 65,
		wire: (point) => joined(wireText("ecdsa-sha2-nistp256"), wireText("nistp256"), wireBytes(point)),
	},
	ed25519: {
		head: "302a300506032b6570032100",
		length: 32,
		wire: (point) => joined(wireText("ssh-ed25519"), wireBytes(point)),
	},
};

function wireBytes(bytes) {
	return joined(Uint8Array.of(0, 0, bytes.length >> 8, bytes.length & 255), bytes);
}

function wireText(text) {
	return wireBytes(utf8.encode(text));
}

// The point of a SubjectPublicKeyInfo, and its fingerprint as ssh-keygen -lf prints it.
function readPublicKey(algorithm, base64) {
	const form = Object.hasOwn(publicKeyForms, algorithm) ? publicKeyForms[algorithm] : null;
	const spki = fromBase64(base64);
	if (!form || !spki || spki.length !== form.head.length / 2 + form.length ||
	    !toHex(spki).startsWith(form.head))
		return null;
	const point = spki.subarray(spki.length - form.length);
	const fingerprint = "SHA256:" + toBase64(sha256(form.wire(point))).replace(/=+$/, "");
	return { spki, point, fingerprint };
}
