/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is an emergency made of, and what does it leave to be done? An emergency goes ahead although
 * controls are not met: two people say so with their signatures, and each change request that it
 * brought is owed a review, a ticket and tests (an obligation) until a retro settles it.
 */
#ifndef CORE_EMERGENCY_H
#define CORE_EMERGENCY_H

#include "core/change.h"

#define LIMIT_OBLIGATIONS 2000    /* open at once of one key: as many as LIMIT_FORGE_REQUESTS */
#define LIMIT_AUTHORISATIONS 16   /* of one emergency */
#define LIMIT_REASON_BYTES 1000   /* of why */
#define AUTHORISATION_BYTES 16384 /* one statement */

struct obligation {
	const char *record;    /* payload digest of the emergency */
	const char *record_id; /* its label */
	const char *commit;    /* of the change request; of an emergency without any: its head */
	const char *kind;      /* "retro" */
	int64_t due;
};

struct open_obligations {
	int64_t count; /* equals all.count */
	LIST(struct obligation) all;
};

/* What one person signed (core/authorisation.h), verbatim, so that anybody can verify it again. */
struct signed_authorisation {
	const char *bytes;    /* NULL: unreadable */
	const char *armoured; /* its signature; NULL: unreadable */
	struct signature *signature;
	const char *problem; /* NULL, or why it is no evidence */
};

struct emergency_facts {
	const char *incident;        /* "INC-42" as typed; NULL: none */
	const char *reason;          /* as typed */
	const char *authoriser;      /* a name that was typed; NULL: none */
	bool break_glass;            /* the ledger, or something else, could not be asked */
	int64_t time;                /* when it was called: now, unless it is handed in later */
	int64_t due;                 /* when what it leaves to be done is overdue; 0: not known */
	int64_t authorisation_count; /* equals authorisations.count */
	LIST(struct signed_authorisation) authorisations;
	struct texts unknowns; /* what could not be asked when it was called */
};

struct retro_facts { /* what a retro is about */
	const char *record;
	const char *record_id;
	int64_t time; /* when the emergency was called */
	int64_t due;
};

extern const struct fields obligation_fields;
extern const struct fields open_obligations_fields;
extern const struct fields emergency_facts_fields;
extern const struct fields retro_facts_fields;

bool obligation_equal(const struct obligation *a, const struct obligation *b);

#endif
