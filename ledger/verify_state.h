/* SPDX-License-Identifier: Apache-2.0 */
/* What does a verification keep while it reads? Shared by the verify_*.c files and nobody else. */
#ifndef LEDGER_VERIFY_STATE_H
#define LEDGER_VERIFY_STATE_H

#include "ledger/unseal.h"
#include "ledger/verify.h"
#include "ledger/verify_names.h"

/* What is kept of a record: some 140 bytes. */
struct known_record {
	struct sha256 payload;
	struct sha256 deployed; /* of commit and artefact: see known_deployed() */
	struct known_chain *chain;
	union {
		struct known_record *below;  /* what was in place when this came to be in place */
		struct known_record *before; /* of an attempt, which never is: the one before it */
	};
	int64_t index, time, sequence;
	char record_id[27];
	uint8_t kind, result;
	bool closed;       /* attempt with a result */
	bool undone;       /* an outcome said failed or rolled-back */
	int64_t undone_at; /* index of the first such outcome */
};

struct known_chain {
	struct key key;
	int64_t sequence; /* of the newest record; -1 before the first */
	int64_t latest;   /* time among its records */
	struct known_record *newest;
	struct known_record *in_place; /* newest that stands, or NULL */
	struct known_record *floor;    /* baseline */
	struct open_obligations *open; /* after the newest record; NULL if none is */
	bool open_unknown;             /* the newest record could not be read */
};

struct known_policy { /* that a record of a repository carries */
	struct sha256 name;
	bool there;
};

struct known_chains {
	struct known_record **records; /* open addressing by payload digest */
	size_t record_slots, record_count;
	struct known_chain **chains; /* open addressing by key */
	size_t chain_slots, chain_count;
	struct known_record *newest;
	struct known_record *attempt;  /* newest; the others are found from here */
	struct known_policy *policies; /* open addressing by name */
	size_t policy_slots, policy_count;
	bool policies_missing; /* of records that could not be read */
};

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

/* One bundle of entries. */
bool read_bundle(struct verifying *verifying, int64_t number, const char *code,
		 struct buffer *bundle, bool *there, struct error *err);

/* Entries, tiles and root (verify_tree.c). *complete: all entries could be read. */
bool verify_tree(struct verifying *verifying, bool *complete, struct error *err);

/* Kept checkpoints and their time-stamps (verify_stamps.c): before the tree is grown; their roots,
 * as it grows; what they are then; and what they say of each record, in the order of the log. */
bool stamps_open(struct verifying *verifying, struct error *err);
void stamps_compare(struct verifying *verifying, const struct merkle *tree);
void stamps_settle(struct verifying *verifying);
void stamps_measure(struct verifying *verifying, const struct known_record *record);

/* Files that were not accounted for (verify_files.c). */
bool verify_files(struct verifying *verifying, struct error *err);

/* Each record by itself, and in its chain (verify_records.c). */
bool verify_records(struct verifying *verifying, struct error *err);

/*
 * The record's place among those of its key (verify_chains.c); false if it has none, which was
 * found as a problem.
 */
bool chains_add(struct verifying *verifying, int64_t index, const char *where,
		const struct leaf *leaf, const struct record *record);

/* A record that is not genuine keeps its place, so that those after it are not blamed. */
void chains_pass(struct verifying *verifying, int64_t index, const struct leaf *leaf);

/* The record with this payload digest, or NULL. */
struct known_record *known_find(const struct known_chains *known, const char *payload);

/* Stands for what a record deployed; artifact may be NULL. */
void known_deployed(struct sha256 *out, const char *commit, const char *artifact);

/* Where a digest belongs in a table of this many slots, a power of two. */
size_t digest_slot(const struct sha256 *digest, size_t slots);

/*
 * The earlier records and the policy that the evidence names are those of this ledger
 * (verify_earlier.c); false if not, which was found as a problem.
 */
bool earlier_agree(struct verifying *verifying, const char *where, const struct record *record);

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
void chains_finish(struct verifying *verifying);

#endif
