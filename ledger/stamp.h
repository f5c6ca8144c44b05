/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Since when is something in the ledger, by a clock that is not ours? A checkpoint is kept beside
 * the ledger's files together with a time-stamp of its bytes (RFC 3161): `checkpoints/<size>` and
 * `checkpoints/<size>.tsr`. Whoever holds all keys can write the ledger anew, but cannot have it
 * stamped on a day that has gone by.
 *
 * A record is in the ledger, and judged, without any time-stamp; a later one covers those before
 * it.
 */
#ifndef LEDGER_STAMP_H
#define LEDGER_STAMP_H

#include "core/timestamp.h"
#include "ledger/sequence.h"

#define STAMP_FOLDER "checkpoints"

char *stamp_checkpoint_path(struct arena *arena, int64_t size);
char *stamp_path(struct arena *arena, int64_t size);

/* The size of a kept checkpoint or its time-stamp; false: the name is of neither. */
bool stamp_from_path(const char *name, int64_t *size, bool *is_stamp);

/* A checkpoint that was kept, with its time-stamp; the bytes are in the arena. */
struct kept_stamp {
	int64_t size;
	const char *checkpoint, *response;
	size_t checkpoint_length, response_length;
	struct timestamp timestamp;
};

/* The smallest one that covers the record at this index, by a reader who believes it; *found false:
 * there is none. Its checkpoint is not verified. */
bool stamp_find(struct arena *arena, const struct store *store,
		const struct timestamp_reader *reader, int64_t index, struct kept_stamp *out,
		bool *found, struct error *err);

struct stamping {
	const struct sequencer *sequencer; /* of a ledger whose files this process may write */
	struct timestamp_service service;
	struct timestamp_reader reader;
	int64_t now;   /* instant */
	int64_t every; /* seconds: while the newest time-stamp is younger, none is asked for; 0:
			* always
			*/
};

enum stamp_state {
	STAMP_NEW,     /* made */
	STAMP_KNOWN,   /* this very checkpoint has one */
	STAMP_YOUNG,   /* one of a checkpoint before it is younger than `every` */
	STAMP_NOTHING, /* the ledger is empty */
};

struct stamped {
	enum stamp_state state;
	int64_t size;
	struct timestamp timestamp; /* of what is new, known or young */
};

/* The checkpoint as it is now. ERROR_UNAVAILABLE: the authority does not answer as it should. */
bool stamp_ledger(struct arena *arena, const struct stamping *stamping, struct stamped *out,
		  struct error *err);

#endif
