/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is put on record? The predicate of the in-toto statement, `changegate.record/1`. Its
 * payload's sha256 is the record's identity.
 */
#ifndef CORE_RECORD_H
#define CORE_RECORD_H

#include "core/evidence.h"
#include "core/finding.h"

#define RECORD_SCHEMA "changegate.record/1"
#define PREDICATE_TYPE "https://changegate.dev/change-record/v1"

enum record_kind {
	RECORD_ATTEMPT, /* appended before collecting; closed by the result's chain.attempt */
	RECORD_DEPLOYMENT,
	RECORD_BASELINE, /* first of its key: accepted, not judged as a change; never a pass */
	RECORD_ROLLBACK,
	RECORD_REDEPLOY,  /* what is in place once more: not judged again, never a pass */
	RECORD_OUTCOME,   /* what became of a deploy */
	RECORD_SEAL,      /* an auditor's population was frozen */
	RECORD_EMERGENCY, /* went ahead although controls are not met; never a pass */
	RECORD_RETRO,     /* judged what an emergency brought, afterwards */
	RECORD_TRUST,     /* keys that an issuer of tokens published; by whoever sequences */
};

extern const char *const record_kind_names[];

enum record_result { /* the first three as enum result; advice is never recorded */
		     RECORD_ALLOWED,
		     RECORD_REFUSED,
		     RECORD_UNKNOWN,
		     RECORD_STARTED,          /* attempt */
		     RECORD_SUCCEEDED,        /* outcome */
		     RECORD_FAILED,           /* outcome */
		     RECORD_ROLLED_BACK,      /* outcome */
		     RECORD_SEALED,           /* seal */
		     RECORD_EMERGENCY_RESULT, /* emergency */
		     RECORD_LOGGED,           /* trust */
};

extern const char *const record_result_names[];

struct chain {
	const char *previous_record; /* of the same key, whatever its result; NULL for the first */
	int64_t sequence;            /* from 0, without gaps */
	const char *attempt;         /* payload digest of the attempt that this closes, or NULL */
	struct placed *in_place;     /* before this record; NULL if none. Of a retro: what was in
					place before the emergency that it judges */
	struct open_obligations *obligations; /* before this record; NULL if none is open */
};

/* Who had the evidence between collecting and sealing? */
enum custody {
	CUSTODY_HANDED_OVER, /* another job; nothing proves which */
	CUSTODY_ONE_PROCESS,
};

struct recorder {
	const char *version;
	const char *digest;        /* sha256 of the executable */
	const char *digest_source; /* "self" */
};

struct population_seal {
	const char *ids_sha256; /* of the canonical id file */
	int64_t count;
	int64_t from, to;
	struct texts environments; /* none: all */
	struct texts services;     /* none: all */
};

struct record {
	const char *schema;
	int kind;   /* enum record_kind */
	int result; /* enum record_result */
	const char *record_id;
	int64_t time;
	struct key key;       /* a seal: repository = ledger origin, service and environment "*"; of
			       * trust the service is the issuer */
	const char *commit;   /* head; NULL for a seal and trust */
	const char *artifact; /* "sha256:..." or NULL */
	struct chain chain;
	const char *about; /* outcome, retro: payload digest of the record it is about */
	const struct evidence *evidence;     /* deployment, baseline, rollback, redeploy, emergency,
						retro */
	const struct evaluation *evaluation; /* the same */
	const struct population_seal *seal;  /* seal */
	const struct issuer_keys *trust;     /* trust */
	int custody;                         /* enum custody */
	struct recorder recorder;
};

extern const struct fields record_fields;

/*
 * enum record_kind of the deploy that this evidence is about, by its range. The commit in place is
 * a redeploy; with another artefact, which is judged, a deployment, unless the commit itself may
 * never have been judged (a baseline, or a redeploy, which may be of one).
 */
int record_kind_of_evidence(const struct evidence *evidence);

/* enum record_result of what came out of an evaluation; advice has none. */
int record_result_of(int result);

/*
 * Strict, and consistent: evidence, evaluation and the outer fields agree (record id, time, key,
 * commit, artifact, previous record, sequence, result), and each kind has just the parts it should
 * have.
 */
bool record_check(const struct record *record, struct error *err);

#endif
