/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who says that the tree has this root? Signed notes and checkpoints of C2SP (signed-note,
 * tlog-checkpoint): origin, size and root, signed with Ed25519. Ours have exactly one signature, no
 * extension lines, and one form only.
 */
#ifndef LEDGER_NOTE_H
#define LEDGER_NOTE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/crypto.h"
#include "base/error.h"
#include "base/hash.h"
#include "core/signer.h"
#include "ledger/trust.h"

struct checkpoint {
	const char *origin;
	int64_t size;
	struct sha256 root;
};

/* A note as it was read: nothing verified. */
struct signed_note {
	const char *text; /* with its last newline */
	size_t text_length;
	const char *name; /* of the key */
	uint8_t key_id[4];
	uint8_t signature[64];
};

/* First four bytes of SHA-256(name "\n" 0x01 key). */
void note_key_id(const char *name, const struct public_key *key, uint8_t id[4]);

/* "name+hash+key" of C2SP, to hand to other verifiers. */
char *note_verifier_key(struct arena *arena, const char *name, const struct public_key *key);

/* Appends the text, a blank line and the signature. The text ends with a newline. */
bool note_sign(const char *text, size_t length, const char *name, const struct signer *signer,
	       struct buffer *out, struct error *err);

/* Exactly one Ed25519 signature, nothing else. ERROR_FORMAT. */
bool note_parse(struct arena *arena, const char *bytes, size_t length, struct signed_note *out,
		struct error *err);

/* ERROR_LEDGER unless this key signed under this name. */
bool note_verify(const struct signed_note *note, const char *name, const struct public_key *key,
		 struct error *err);

/* An origin is a line of printable ASCII without spaces and '+'. */
bool origin_is_valid(const char *origin);

bool checkpoint_sign(const struct checkpoint *checkpoint, const struct signer *signer,
		     struct buffer *out, struct error *err);

/* Reads without trusting: no signature is checked. ERROR_FORMAT. */
bool checkpoint_parse(struct arena *arena, const char *bytes, size_t length, struct checkpoint *out,
		      struct error *err);

/*
 * Reads a checkpoint of the trusted origin, signed by one of its trusted checkpoint keys; that key
 * goes to *used unless it is NULL. ERROR_LEDGER.
 */
bool checkpoint_verify(struct arena *arena, const char *bytes, size_t length,
		       const struct trust *trust, struct checkpoint *out,
		       const struct trusted_key **used, struct error *err);

#endif
