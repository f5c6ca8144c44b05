/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which run does the platform itself say that this is? An identity token (OpenID Connect) that the
 * platform signs for one job: verbatim in the evidence, with the key of the issuer that it was
 * signed with, so that anybody can verify it again. That the key is the issuer's own is shown by
 * the ledger alone, where whoever sequences has logged the issuer's keys.
 */
#ifndef CORE_PLATFORM_H
#define CORE_PLATFORM_H

#include "base/list.h"
#include "core/availability.h"

/* The audiences of the two tokens, before the run and the digest of the record's payload. */
#define PLATFORM_AUDIENCE_RUN "changegate:collect:"
#define PLATFORM_AUDIENCE_RECORD "changegate:sha256:"

/* Of tokens that a job is given when it starts (GitLab): no run and no record can be in them. */
#define PLATFORM_GIVEN_AUDIENCE_RUN "changegate:collect"
#define PLATFORM_GIVEN_AUDIENCE_RECORD "changegate:record"

#define PLATFORM_EARLY_SECONDS 120 /* clocks of two machines */
#define PLATFORM_AGE_SECONDS 600   /* of a token, when it is used */

/* Of a token that its job has from its start; and how far is looked back for a job's other record,
 * which is longer, so that nobody uses one twice. */
#define PLATFORM_GIVEN_SECONDS 43200
#define PLATFORM_JOB_SECONDS 86400

/* `actions`: GitHub Actions and what speaks as it does, whose jobs ask for tokens. */
enum platform_kind { PLATFORM_ACTIONS, PLATFORM_GITLAB };

extern const char *const platform_kind_names[]; /* NULL-terminated */

enum token_algorithm { TOKEN_RS256, TOKEN_ES256 };

extern const char *const token_algorithm_names[]; /* NULL-terminated */

/* A public key as RFC 7517 has it; numbers in base64url. */
struct platform_key {
	const char *id;       /* kid */
	int algorithm;        /* enum token_algorithm */
	const char *modulus;  /* RS256; else NULL */
	const char *exponent; /* RS256; else NULL */
	const char *x, *y;    /* ES256 on P-256; else NULL */
};

/* All that an issuer publishes; of a record of the kind `trust`. */
struct issuer_keys {
	const char *issuer;
	const char *address; /* that the keys were read from */
	const char *sha256;  /* of the answer */
	LIST(struct platform_key) keys;
};

struct platform_claims {
	const char *issuer;
	const char *audience;
	const char *repository;    /* "acme/payments" */
	const char *repository_id; /* its number */
	const char *run_id;
	const char *run_attempt;
	const char *job; /* number of the check run; NULL where the platform tells none */
	const char *sha;
	const char *ref; /* NULL: none; so are the rest */
	const char *environment;
	const char *workflow; /* job_workflow_ref */
	const char *event;
	const char *actor_id;
	const char *runner;      /* runner_environment */
	int64_t issued, expires; /* instants */
	int64_t not_before;      /* 0: not said */

	/* What only GitLab says. */
	const char *actor;                 /* login of who started it */
	const char *ref_protected;         /* "true" */
	const char *environment_protected; /* "true" */
	const char *tier;                  /* of the environment: "production" */
};

struct platform_facts {
	struct availability availability; /* NOT_ASKED: this is no job of a platform */
	const char *token;                /* verbatim; NULL: there is none */
	struct platform_key *key;         /* of its header's kid; NULL: the issuer has none */
	struct platform_claims *claims;   /* of the token, for people; NULL: not readable */
};

extern const struct fields platform_key_fields;
extern const struct fields issuer_keys_fields;
extern const struct fields platform_claims_fields;
extern const struct fields platform_fields;

/* Stands for an issuer's key: sha256, hex. */
const char *platform_key_digest(struct arena *arena, const char *issuer,
				const struct platform_key *key);

#endif
