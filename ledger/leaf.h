/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the log say of a record? The entry `changegate.leaf/1`: enough to follow a key's chain
 * and to find the envelope, without personal data. At most LIMIT_LEAF_BYTES of deterministic JSON.
 */
#ifndef LEDGER_LEAF_H
#define LEDGER_LEAF_H

#include "base/hash.h"
#include "core/record.h"

#define LEAF_SCHEMA "changegate.leaf/1"

struct leaf {
	const char *schema;
	const char *payload;  /* sha256 of the statement, hex: the record's identity */
	const char *envelope; /* sha256 of the envelope file, hex */
	const char *record_id;
	int kind;   /* enum record_kind */
	int result; /* enum record_result */
	struct key key;
	const char *commit;   /* NULL for a seal */
	const char *artifact; /* "sha256:..." or NULL */
	int64_t time;
	int64_t sequence;       /* in the key's chain, from 0 */
	int64_t previous_index; /* of the key's record before this one; -1 for the first */
	const char *attempt;    /* payload digest of the attempt that this closes, or NULL */
	const char *about;      /* outcome: payload digest of what it is about, else NULL */
};

/* The fields that the record gives; the texts are shared with it. */
void leaf_of_record(struct arena *arena, const struct record *record, const struct sha256 *payload,
		    const struct sha256 *envelope, int64_t previous_index, struct leaf *leaf);

/* Appends the entry. ERROR_FORMAT if it would be too long. */
bool leaf_write(struct buffer *out, const struct leaf *leaf, struct error *err);

/* Strict, and byte for byte as leaf_write() writes it. ERROR_FORMAT. */
bool leaf_parse(struct arena *arena, const char *bytes, size_t length, struct leaf *leaf,
		struct error *err);

/*
 * The same, but the bytes may be another form of it than changegate writes: for whoever has seen
 * that they are not, or compares them with what is expected.
 */
bool leaf_read(struct arena *arena, const char *bytes, size_t length, struct leaf *leaf,
	       struct error *err);

bool leaf_equal(const struct leaf *a, const struct leaf *b);

/* The same of an entry's bytes that were parsed, which are those of its leaf. */
bool leaf_is_entry(const struct leaf *leaf, const char *bytes, size_t length);

/* "records/2026/11/01JD....json": where the envelope is kept. */
char *leaf_path(struct arena *arena, const struct leaf *leaf);

/* What evidence says of a record in the ledger. */
struct placed *leaf_placed(struct arena *arena, const struct leaf *leaf, int64_t index);

#endif
