/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does the platform itself say that this deploy is what it seems? Two tokens: the one in the
 * evidence says which job of which run it is; the one beside a record's signature was made for just
 * this record, by a job of the same run. Pure, so that both are judged again from the record alone.
 */
#ifndef CORE_PROOF_H
#define CORE_PROOF_H

#include "core/policy.h"
#include "core/record.h"
#include "core/token.h"

#define PROOF_GITHUB_ISSUER "https://token.actions.githubusercontent.com"
#define PROOF_GITLAB_ISSUER "https://gitlab.com"

struct proof_problem {
	const char *code; /* "PROOF-..." or "ENV-CLAIM-MISMATCH" */
	const char *why;  /* safe to show */
};

/* That the policy names, or the usual one of its platform. */
const char *proof_issuer(const struct proof_rules *rules);

/* What the environment of a deploy is called at the platform. */
const char *proof_environment(const struct policy *policy, const char *environment);

/* The token in the evidence, which there must be; false: *problem is the first that is wrong. */
bool proof_of_run(struct arena *arena, const struct evidence *evidence, const struct policy *policy,
		  struct proof_problem *problem);

/* An allowed record that rests on a token must bring one of its own. */
bool proof_is_needed(const struct record *record);

/*
 * Of a record that needs it: `token`, beside its signature (NULL: there is none), is of this
 * payload (sha256, hex) and agrees with the evidence's, and the keys of both are among the
 * issuer's.
 */
bool proof_of_record(struct arena *arena, const struct record *record, const char *payload,
		     const char *token, const struct issuer_keys *keys,
		     struct proof_problem *problem);

/* Stands for the job behind a record that needs proof, for one key: sha256, hex. */
const char *proof_job(struct arena *arena, const struct record *record);

/*
 * enum platform_kind of its token. Of PLATFORM_GITLAB no token is about just this record: it shows
 * a job of this pipeline, commit and environment that was there then, and that no other record of
 * the key rests on that job; that the job made it, nobody but the record's key says.
 */
int proof_record_kind(struct arena *arena, const struct record *record);

/* The issuer that its token names; NULL: it cannot be read. */
const char *proof_record_issuer(struct arena *arena, const struct record *record);

#endif
