/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which files does the store have, and which of them were accounted for? Nearly all are files of
 * records: of those 20 bytes are kept, of the others their names. For the verify_*.c files only.
 */
#ifndef LEDGER_VERIFY_NAMES_H
#define LEDGER_VERIFY_NAMES_H

#include "core/store.h"

struct file_names {
	size_t count;          /* of all files */
	struct buffer records; /* of struct record_name, sorted as their names are */
	struct texts others;   /* sorted */
	bool *others_seen;
	/* Looked at first: files are mostly asked for in their order. */
	size_t next_record, next_other;
	struct arena *arena;
};

/* "records/2026/11/01JD....json", of the one id that these bytes have. */
struct record_name {
	uint8_t key[19]; /* folder and id, big-endian: sorted as the names are */
	bool seen;
};

/* All files of the store, none of them seen; `arena` outlives them. Released even if it fails. */
bool names_read(struct file_names *names, struct arena *arena, const struct store *store,
		struct error *err);
void names_release(struct file_names *names);

bool names_contain(const struct file_names *names, const char *name);

/* Marks a file as accounted for; false if there is none of this name or it was marked before. */
bool names_mark(struct file_names *names, const char *name);

/* The next file, in the order of names, that was not marked, or NULL; begins with {0}. */
struct unseen {
	size_t record, other;
};
const char *names_unseen(const struct file_names *names, struct unseen *next, struct arena *arena);

#endif
