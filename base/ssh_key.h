/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do SSH public keys say, and did their holder sign these bytes? The kinds of
 * ssh-keygen(1): Ed25519 (RFC 8709), ECDSA on P-256, P-384 and P-521 (RFC 5656), RSA with SHA-2
 * (RFC 8332), and security keys for Ed25519 and P-256 (OpenSSH's PROTOCOL.u2f). Pure.
 *
 * Certificates, DSA, XMSS and webauthn signatures are not supported and are told so.
 * Stricter than OpenSSH 9.2: RSA has at least 2048 bits and an odd exponent from 3 to 2^64; Ed25519
 * keys of small order and S >= L are refused; numbers have their shortest form; names (of the
 * kind, the curve, the application) hold no NUL. As in `ssh-keygen -Y verify`, a security key need
 * not have been touched: `flags` say whether it was, and are signed.
 */
#ifndef BASE_SSH_KEY_H
#define BASE_SSH_KEY_H

#include "base/arena.h"
#include "base/error.h"
#include "base/ssh_wire.h"

enum ssh_key_kind {
	SSH_ED25519,
	SSH_ECDSA_P256,
	SSH_ECDSA_P384,
	SSH_ECDSA_P521,
	SSH_RSA,
	SSH_SK_ED25519,
	SSH_SK_ECDSA_P256,
};

/* Spans point into the bytes that it was parsed from. */
struct ssh_key {
	enum ssh_key_kind kind;
	const char *name;              /* "ssh-ed25519" */
	struct wire blob;              /* the whole; equal keys have equal blobs */
	struct wire point;             /* Ed25519: 32 bytes; ECDSA: uncompressed */
	struct wire modulus, exponent; /* RSA */
	struct wire application;       /* security keys: "ssh:" */
};

/* What a security key adds to a signature; zero for others. */
struct ssh_touch {
	uint8_t flags; /* SSH_TOUCHED, SSH_VERIFIED */
	uint32_t counter;
};

enum { SSH_TOUCHED = 0x01, SSH_VERIFIED = 0x04 };

/* From the wire form, whole (RFC 4253 6.6 and the sources above). ERROR_FORMAT otherwise. */
bool ssh_key_parse(const void *bytes, size_t length, struct ssh_key *out, struct error *err);

bool ssh_key_equal(const struct ssh_key *a, const struct ssh_key *b);

/* "SHA256:" and 43 base64 characters; equals `ssh-keygen -lf`. */
char *ssh_key_fingerprint(struct arena *arena, const struct ssh_key *key);

/*
 * `signature` is the wire form: the name of the algorithm and what it prescribes, whole. `touch`
 * may be NULL. ERROR_FORMAT: not such a signature, or not of these bytes by this key.
 */
bool ssh_key_verify(const struct ssh_key *key, struct wire message, struct wire signature,
		    struct ssh_touch *touch, struct error *err);

#endif
