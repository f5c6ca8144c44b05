/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the ledger hold, and how does a record get in? A log of leaves over a store, laid out
 * as C2SP tlog-tiles. Nothing that is read counts before it is shown to be in the tree of the
 * signed checkpoint.
 *
 * An append writes the envelope, the entries, the hashes, and then swaps the checkpoint: whatever
 * is interrupted before the swap has not happened, and the next append writes over it.
 */
#ifndef LEDGER_LOG_H
#define LEDGER_LOG_H

#include "core/store.h"
#include "ledger/leaf.h"
#include "ledger/merkle.h"
#include "ledger/note.h"
#include "ledger/receipt.h"
#include "ledger/tiles.h"
#include "ledger/trust.h"

struct log_tiles; /* tiles that were read and authenticated */

/* Where the chain of a key ends: looked for once, however often a log of the same root is opened.
 */
struct chain_end {
	const struct key *key; /* set by whoever lends this */
	int64_t size;          /* of the log in which it was looked for; 0: not yet */
	struct sha256 root;    /* of that log */
	int64_t index;         /* of the newest record; -1: there is none */
};

struct log {
	const struct store *store;
	const struct trust *trust;
	struct checkpoint checkpoint; /* size 0 if the store is empty */
	const char *checkpoint_bytes; /* NULL if the store is empty */
	size_t checkpoint_length;
	const char *opened_with; /* fingerprint of the key that signed it as it was opened; or NULL
				  */
	struct merkle tree;
	struct log_tiles *tiles;
	struct chain_end *end; /* lent, after log_open(); or NULL */
};

/* The chain of a key as the next record must continue it. */
struct key_state {
	int64_t sequence;            /* of the record to come: 0 for the first */
	const char *previous_record; /* payload digest of the last one, whatever its kind; or NULL
				      */
	int64_t previous_index;      /* its index, or -1 */
	struct placed *in_place;     /* see log_key_state() */
	bool ever_allowed;           /* something was in place once */
	const char *open_attempt; /* newest attempt since `in_place` that nothing closed, or NULL */
	struct open_obligations *obligations; /* of emergencies; NULL if none is open */
};

struct logged {
	int64_t index;
	struct leaf leaf;
	const char *envelope; /* the file's bytes */
	size_t envelope_length;
	struct record record;  /* signed by a trusted key, and as the leaf says */
	const char *signed_by; /* fingerprint */
};

/*
 * Reads and verifies the checkpoint and the right edge of the tree. A store without any file is an
 * empty log; one with files but without checkpoint is ERROR_LEDGER. Release with log_release().
 */
bool log_open(struct arena *arena, const struct store *store, const struct trust *trust,
	      struct log *out, struct error *err);
void log_release(struct log *log);

/*
 * In place is the newest allowed deployment, baseline, rollback or redeploy, or emergency, about
 * which no later outcome says failed or rolled-back; where all of them have such an outcome, the
 * baseline (what was before it was accepted once).
 */
bool log_key_state(struct arena *arena, struct log *log, const struct key *key,
		   struct key_state *out, struct error *err);

/*
 * The newest allowed deployment of this commit and artifact (of any, where NULL) that no later
 * outcome calls failed or rolled-back; *out is NULL if there is none. A rollback rests on one, so
 * that it does not make it any younger; baselines and redeploys were not judged. One that was let
 * off a control by a waiver is not among them, nor one of an ephemeral environment.
 */
enum passing {
	PASSED_IN_FULL,     /* nothing was let off */
	PASSED_AS_REQUIRED, /* its environment may have had a control reported only */
};
bool log_find_passing(struct arena *arena, struct log *log, const struct key *key,
		      enum passing passing, const char *commit, const char *artifact,
		      struct placed **out, struct error *err);

/* Where an artefact has been in the chain of a key. */
struct artifact_trace {
	struct placed *passed; /* as log_find_passing() finds it, in full, and it did not fail there
				  since by a later record either; NULL: nowhere */
	struct placed *placed; /* newest record that put it in place, whatever its kind and whatever
				  became of it; NULL: none */
	const char *left_by;   /* id of the first rollback since `passed` that went to what was
				  before it; NULL: none */
};
bool log_trace_artifact(struct arena *arena, struct log *log, const struct key *key,
			const char *artifact, struct artifact_trace *out, struct error *err);

/*
 * The newest record before an index that put in place what it did not judge in full: a deployment
 * that was let off a control, an emergency that still owes a retro, or a baseline. What was
 * deployed after it has that in it, and was not asked about it. It is looked for down to the newest
 * record that put the artefact `after` in place, and did not fail. NULL: none.
 */
bool log_find_excused(struct arena *arena, struct log *log, const struct key *key,
		      const char *after, int64_t before, struct placed **out, struct error *err);

/*
 * The index of the newest allowed deployment, baseline, rollback or redeploy of a repository,
 * whatever its service, its environment and what became of it; -1 if there is none.
 */
bool log_find_repository(struct arena *arena, struct log *log, const char *repository,
			 int64_t *index, struct error *err);

/* The same of those before an index. */
bool log_find_repository_before(struct arena *arena, struct log *log, const char *repository,
				int64_t before, int64_t *index, struct error *err);

/* The authenticated leaf at an index. ERROR_ABSENT if there is none. */
bool log_read_leaf(struct arena *arena, struct log *log, int64_t index, struct leaf *out,
		   struct error *err);

/* The index of the record with this payload digest or record id, or a unique beginning of either of
 * at least 8 characters. ERROR_ABSENT, or ERROR_USAGE if several begin so. */
bool log_find_record(struct arena *arena, struct log *log, const char *name, int64_t *index,
		     struct error *err);

/* The root of its first `size` records. ERROR_ABSENT if it has fewer. */
bool log_root_at(struct log *log, int64_t size, struct sha256 *root, struct error *err);

/* The record itself: envelope digest, signature, strict parse, record_check(), equal to its leaf.
 */
bool log_read_record(struct arena *arena, struct log *log, int64_t index, struct logged *out,
		     struct error *err);

/* Proof that the record at an index is in the log as it is now. */
bool log_receipt(struct arena *arena, struct log *log, int64_t index, struct receipt *out,
		 struct error *err);

/* Proof that the log as it is now begins with its first `size` records. ERROR_ABSENT if it has
 * fewer. */
bool log_consistency(struct arena *arena, struct log *log, int64_t size, struct hashes *proof,
		     struct error *err);

/* One writer at a time. */
bool log_lock(const struct store *store, struct error *err);
void log_unlock(const struct store *store);

/*
 * Appends a signed record. Only under the lock. The envelope must be by a trusted record key, pass
 * record_check() and continue its key's chain: else nothing is written and the error is
 * ERROR_CONFLICT (the chain or the checkpoint moved on: read the key's state again and rebuild) or
 * ERROR_LEDGER. An envelope that is in the log already gives its receipt again, with
 * already_appended. On success the log is the one with the record.
 */
bool log_append(struct arena *arena, struct log *log, const char *envelope, size_t length,
		const struct signer *checkpoint_signer, struct receipt *out, struct error *err);

/* Whose fault is it that something cannot be appended? */
enum append_fault {
	FAULT_OF_LEDGER, /* it cannot be read or written; the record may be fine */
	FAULT_OF_RECORD, /* it will never fit */
	FAULT_STALE,     /* its chain has gone on without it */
	FAULT_AHEAD,     /* records of its chain that come before it are not in the log yet */
};

/* The same for what others have signed; *fault where it fails. */
bool log_append_judged(struct arena *arena, struct log *log, const char *envelope, size_t length,
		       const struct signer *checkpoint_signer, struct receipt *out,
		       enum append_fault *fault, struct error *err);

/* Is this envelope in the log already? Then its receipt. */
bool log_find_envelope(struct arena *arena, struct log *log, const char *envelope, size_t length,
		       bool *found, struct receipt *out, struct error *err);

/* What was appended under the lock counts only from here, where the store publishes: ERROR_CONFLICT
 * if somebody else was faster, and nothing of it counts. */
bool log_publish(const struct store *store, const char *reason, struct error *err);

#endif
