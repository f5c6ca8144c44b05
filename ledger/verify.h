/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is this ledger whole? Everything is recomputed from the entries: tree, tiles and checkpoint;
 * every record's signature, form and place in its key's chain; and every file is accounted for.
 *
 * Memory: some 80 bytes per record, digest and name of its file; of the records themselves a few
 * dozen at a time, and of large ones as many as fit into some MB.
 */
#ifndef LEDGER_VERIFY_H
#define LEDGER_VERIFY_H

#include "core/record.h"
#include "core/store.h"
#include "core/timestamp.h"
#include "ledger/leaf.h"
#include "ledger/log.h"
#include "ledger/trust.h"

#define VERIFY_PROBLEMS 200 /* so many are listed; all are counted */

struct problem {
	const char *code;  /* core/code.h */
	const char *where; /* file or "record 12 (01JD...)" */
	const char *text;  /* what is wrong there */
};

struct open_attempt {
	int64_t index;
	const char *record_id;
	struct key key;
	int64_t time;
};

struct record_place {
	int64_t index;
	const char *record_id;
	const char *payload;
	int64_t time;
};

struct key_use {
	const char *fingerprint;
	int usage; /* enum key_usage */
	int64_t signatures;
};

/* Kept beside the ledger's files, and consistent with it (ledger/stamp.h). */
struct kept_checkpoint {
	int64_t size;
	struct sha256 root;
	bool stamped; /* with a time-stamp that counts */
	struct timestamp timestamp;
	const struct kept_checkpoint *earliest; /* by time, of this and the larger ones; or NULL */
};

/* What time-stamps say. A record is covered by the earliest of those of checkpoints that have it.
 */
struct stamps_found {
	int64_t count;                      /* that count */
	int64_t unread;                     /* no reader was given */
	struct kept_checkpoint first, last; /* with one that counts */
	int64_t covered, uncovered;         /* records */
	int64_t longest_lag;                /* seconds from a record's time to its cover's */
	int64_t longest_index;              /* index of that record */
	int64_t late;                       /* over `stamped_within` */
};

struct verification {
	LIST(struct problem) problems; /* the ledger is not whole */
	int64_t problem_count;
	LIST(struct problem) notes; /* to know, but no fault: leftovers of interrupted appends, ...
				     */
	int64_t note_count;
	struct checkpoint checkpoint; /* as the ledger has it; origin NULL if it has none */
	int64_t records;              /* entries read */
	int64_t verified;             /* of them without a problem */
	int64_t chains;               /* keys */
	int64_t by_kind[RECORD_TRUST + 1];
	int64_t by_result[RECORD_LOGGED + 1];
	struct record_place first, last;         /* record_id NULL if there is none */
	LIST(struct open_attempt) open_attempts; /* attempts without result, newest first */
	LIST(struct key_use) keys;               /* trusted keys that signed something here */
	int64_t static_proofs;                   /* of tokens that are not about their record */
	bool anchored;                           /* consistent with the earlier checkpoint given */
	int64_t anchor_size;
	struct stamps_found stamps;
};

/* A record that passed. Everything lives until the call returns. */
struct verified_record {
	int64_t index;
	const struct leaf *leaf;
	const struct record *record;
	const char *envelope;
	size_t envelope_length;
	const char *payload; /* the statement's bytes */
	size_t payload_length;
	const char *signed_by; /* fingerprint; NULL without trust */
};

struct verify_request {
	const struct store *store;
	const struct trust *trust; /* NULL: integrity only, which is the problem SIG-NO-TRUST */
	const char *anchor;        /* bytes of an earlier checkpoint of this ledger, or NULL */
	size_t anchor_length;
	const struct timestamp_reader *timestamps; /* NULL: they are not read */
	/* Seconds within which a time-stamp has to cover a record, of now if it has none yet; 0:
	 * that is not asked. */
	int64_t stamped_within, now;
	bool stop_at_first; /* problem */
	/* For each record that passed, in order, or NULL. false ends the verification with its
	 * error. */
	bool (*each)(void *self, const struct verified_record *record, struct error *err);
	void *self;
	/*
	 * Runs job(with, 0) to job(with, count - 1), in any order and side by side, and returns
	 * when all are done; NULL: one after the other. The result is the same. Job 0 is what has
	 * to be done in order, `each` too: whoever calls should run it, and first.
	 */
	void (*abreast)(void (*job)(void *with, size_t index), void *with, size_t count);
};

/*
 * true: the verification was done; what it found is in *out. false: it could not be done (the store
 * does not answer, gives other entries than before, or `each` said so).
 */
bool verify_ledger(struct arena *arena, const struct verify_request *request,
		   struct verification *out, struct error *err);

/* A problem of the caller's own (a record that does not re-perform), counted like the others. */
void verification_add(struct arena *arena, struct verification *verification, const char *code,
		      const char *where, const char *format, ...) FORMATTED(5, 6);

#endif
