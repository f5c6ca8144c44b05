/* SPDX-License-Identifier: Apache-2.0 */
/* What does a verification keep while it reads? Shared by the verify_*.c files and nobody else. */
#ifndef LEDGER_VERIFY_STATE_H
#define LEDGER_VERIFY_STATE_H

#include "ledger/unseal.h"
#include "ledger/verify.h"
#include "ledger/verify_known.h"
#include "ledger/verify_names.h"

/* Machines may differ by so much without a word. */
#define CLOCK_TOLERANCE_SECONDS 120

struct known_job { /* that a record of a key rests on */
	struct sha256 name;
	bool there;
};

struct known_proofs {
	LIST(struct issuer_keys) issuers; /* with all keys that were logged so far */
	struct known_job *jobs;           /* open addressing by name */
	size_t job_slots, job_count;
};

struct verifying {
	struct arena *arena;  /* lives as long as the result */
	struct arena keeping; /* lives as long as the verification */
	const struct verify_request *request;
	struct verification *out;
	struct file_names names; /* all files of the store */
	struct known_chains chains;
	struct known_proofs proofs;
	LIST(struct known_bundle) bundles; /* by number */
	struct checkpoint anchor;
	bool has_anchor;
	LIST(struct kept_checkpoint) kept; /* by size */
	size_t kept_next; /* the next of them that the growing tree, then the records come to */
};

/* Adds a problem or a note. */
void found(struct verifying *verifying, const char *code, const char *where, const char *format,
	   ...) FORMATTED(4, 5);
void noticed(struct verifying *verifying, const char *code, const char *where, const char *format,
	     ...) FORMATTED(4, 5);

/* There is a problem, and one is enough. */
bool is_enough(const struct verifying *verifying);

/*
 * Reads a file of the store. *there: it could be read; if not, that was found as a problem with
 * this code. false: the store does not answer.
 */
bool read_file(struct verifying *verifying, const char *name, size_t limit, const char *code,
	       struct buffer *out, bool *there, struct error *err);

/* What read_file() says of a file that the store would not give: false if it does not answer. */
bool cannot_read(struct verifying *verifying, const char *name, const char *code,
		 const struct error *problem, struct error *err);

/* A checkpoint: by a trusted key (*used), where there is trust; false if not, which was found. */
bool read_checkpoint(struct verifying *verifying, const char *bytes, size_t length,
		     const char *where, const char *code, struct checkpoint *out,
		     const struct trusted_key **used);

/* One bundle of entries; ERROR_LEDGER if it was another when it was read before. */
bool read_bundle(struct verifying *verifying, int64_t number, const char *code,
		 struct buffer *bundle, bool *there, struct error *err);

/* Entries, tiles and root (verify_tree.c). *complete: all entries could be read. */
bool verify_tree(struct verifying *verifying, bool *complete, struct error *err);

/* Kept checkpoints and their time-stamps (verify_stamps.c): before the tree is grown; their roots,
 * as it grows; what they are then; and what they say of each record, in the order of the log. */
bool stamps_open(struct verifying *verifying, struct error *err);
void stamps_compare(struct verifying *verifying, const struct merkle *tree);
void stamps_settle(struct verifying *verifying);
void stamps_measure(struct verifying *verifying, const struct known_facts *record);

/* Files that were not accounted for (verify_files.c). */
bool verify_files(struct verifying *verifying, struct error *err);

/* Each record by itself, and in its chain (verify_records.c). */
bool verify_records(struct verifying *verifying, struct error *err);

/*
 * The record's place among those of its key (verify_chains.c); not *good if it has none, which was
 * found as a problem. false: the ledger changed meanwhile.
 */
bool chains_add(struct verifying *verifying, int64_t index, const char *where,
		const struct leaf *leaf, const struct record *record, bool *good,
		struct error *err);

/* A record that is not genuine keeps its place, so that those after it are not blamed. */
bool chains_pass(struct verifying *verifying, int64_t index, const struct leaf *leaf,
		 struct error *err);

/* Where a digest belongs in a table of this many slots, a power of two. */
size_t digest_slot(const struct sha256 *digest, size_t slots);

/*
 * The earlier records and the policy that the evidence names are those of this ledger
 * (verify_earlier.c); not *good any more if not, which was found as a problem.
 */
bool earlier_agree(struct verifying *verifying, const char *where, const struct record *record,
		   bool *good, struct error *err);

/* Later records may name the policies of this one. */
void earlier_add(struct verifying *verifying, const struct record *record);

/*
 * The platform's tokens of the record, if it rests on any, are good by keys that were logged before
 * it (verify_proofs.c); false if not, which was found as a problem. Learns the keys of a record of
 * trust.
 */
bool proofs_agree(struct verifying *verifying, struct arena *arena, const char *where,
		  const struct leaf *leaf, const struct unsealed *unsealed);

/* Attempts that nothing closed go to the result. */
bool chains_finish(struct verifying *verifying, struct error *err);

#endif
