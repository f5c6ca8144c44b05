/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of the records that were gone through already? Of each some 60 bytes; what is
 * seldom asked of an old one is read again from its entry in the log. Part of verify.h.
 */
#ifndef LEDGER_VERIFY_KNOWN_H
#define LEDGER_VERIFY_KNOWN_H

#include "base/hash.h"
#include "base/list.h"
#include "ledger/leaf.h"

struct entries;
struct open_obligations;
struct verifying;

#define KNOWN_RECENT 1024 /* so many records, and keys, are kept: more than the last bundle has */
#define KNOWN_AGAIN 256   /* that were read again */

/* Records are told apart by numbers: their index and one, so that 0 is none. */
struct known_record {
	struct sha256 payload;
	uint32_t next[2]; /* whose digests go on with a 0 and with a 1: see place_of() */
	uint32_t chain;   /* its place among known_chains.all */
	union {
		uint32_t below;  /* what was in place when this came to be in place */
		uint32_t before; /* of an attempt, which never is: the one before it */
	};
	uint32_t undone_at; /* index of the first outcome that said failed or rolled-back, or 0 */
	uint8_t kind, result;
	bool closed; /* attempt with a result */
};

/* What its entry says of a record. */
struct known_facts {
	int64_t index, time, sequence;
	char record_id[27];            /* "": there are none here */
	char commit[41], artifact[72]; /* "" if it has none */
};

struct known_chain {
	struct key key;
	uint32_t name;                 /* its place among all */
	int64_t sequence;              /* of the newest record; -1 before the first */
	int64_t latest;                /* time among its records */
	uint32_t newest;               /* record */
	uint32_t in_place;             /* newest that stands, or 0 */
	uint32_t floor;                /* baseline */
	struct open_obligations *open; /* after the newest record; NULL if none is */
	bool open_unknown;             /* the newest record could not be read */
};

struct known_policy { /* that a record of a repository carries */
	struct sha256 name;
	bool there;
};

struct known_chains {
	LIST(struct known_record *) parts; /* by index, each of so many records */
	uint32_t *roots;                   /* by the first bits of the payload digest */
	unsigned root_bits;
	struct known_facts *recent;   /* by number */
	struct known_facts *standing; /* by key: what is in place, which each record names */
	uint32_t recent_count;        /* of either */
	struct known_facts *again;    /* by number: what was read again */
	struct entries *old;          /* the bundle that was read again last */
	struct known_chain **chains;  /* open addressing by key */
	size_t chain_slots;
	LIST(struct known_chain *) all;
	struct known_chain *latest;    /* of the newest record */
	uint32_t attempt;              /* newest; the others are found from here */
	struct known_policy *policies; /* open addressing by name */
	size_t policy_slots, policy_count;
	bool policies_missing; /* of records that could not be read */
};

/* A bundle of entries, as it was read first. */
struct known_bundle {
	struct sha256 digest;
	bool there;
};

/* Before the first record. */
void known_open(struct verifying *verifying);
void known_close(struct verifying *verifying);

/* One more record, whose payload digest is that of no other. ERROR_LEDGER: they are too many. */
bool known_add(struct verifying *verifying, int64_t index, const struct known_chain *chain,
	       const struct leaf *leaf, uint32_t *number, struct error *err);

/* The record with this payload digest, or 0; payload may be NULL. */
uint32_t known_find(const struct known_chains *known, const char *payload);

/* The record of this number, or NULL for 0. */
struct known_record *known_at(const struct known_chains *known, uint32_t number);

/* The record is in place by now, and will be named. */
void known_stands(struct known_chains *known, uint32_t number);

/* Of one of the records that came last, or NULL. */
const struct known_facts *known_recent(const struct known_chains *known, uint32_t number);

/*
 * Of any record, until they are asked for again. ERROR_LEDGER: they have to be read again, and
 * the ledger no longer has them.
 */
bool known_facts(struct verifying *verifying, uint32_t number, const struct known_facts **out,
		 struct error *err);

/* Is that what the record deployed? Both may be NULL. */
bool known_brought(const struct known_facts *facts, const char *commit, const char *artifact);

/* A bundle that is read again is as it was, or this is ERROR_LEDGER. */
bool known_bundle_same(struct verifying *verifying, int64_t number, const struct buffer *bundle,
		       struct error *err);

#endif
