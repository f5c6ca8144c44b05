/* SPDX-License-Identifier: Apache-2.0 */
/* What does the platform that runs the gate prove? See platform.h. */
#include "cmd/platform.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cmd/gather_forge.h"
#include "cmd/output.h"
#include "cmd/sealing.h"
#include "core/proof.h"
#include "integrations/clock.h"
#include "integrations/oidc.h"
#include "ledger/dsse.h"
#include "ledger/log_proof.h"
#include "ledger/statement.h"

#define LONGEST_RUN 20 /* digits */

/* Where a job of GitLab's has its tokens, each with an audience of its own (core/platform.h). */
#define GIVEN_RUN_TOKEN "CHANGEGATE_ID_TOKEN"
#define GIVEN_RECORD_TOKEN "CHANGEGATE_RECORD_ID_TOKEN"

static bool
asks(const struct policy *policy)
{
	return policy && policy->platform.proof == PROOF_REQUIRED;
}

static bool
open_http(const struct policy *policy, bool debug, struct http **http, struct error *err)
{
	struct github_settings settings;

	return gather_forge_settings(policy, debug, &settings, err) &&
	       http_open(&settings.http, http, err);
}

/* ---- the token of the evidence
 * ----------------------------------------------------------------------
 */

static bool
run_audience(struct arena *arena, const char **audience, struct error *err)
{
	const char *run = getenv("GITHUB_RUN_ID");
	size_t length = run ? strspn(run, "0123456789") : 0;

	if (!length || run[length] || length > LONGEST_RUN)
		return fail(err, ERROR_ABSENT,
			    "this is no run of a platform (GITHUB_RUN_ID is no number)");
	*audience = arena_format(arena, PLATFORM_AUDIENCE_RUN "%s", run);
	return true;
}

static bool
take_token(struct arena *arena, struct http *http, const struct proof_rules *rules,
	   const char **token, struct error *err)
{
	const char *audience = NULL;

	if (rules->kind == PLATFORM_GITLAB)
		return oidc_given(arena, GIVEN_RUN_TOKEN, token, err);
	return run_audience(arena, &audience, err) &&
	       oidc_token(arena, http, proof_issuer(rules), audience, token, err);
}

static bool
ask(struct arena *arena, const struct policy *policy, bool debug, struct platform_facts *facts,
    struct error *err)
{
	RELEASED_BY(http_release) struct http *http = NULL;
	const char *issuer = proof_issuer(&policy->platform);
	struct issuer_keys keys;
	struct token token;
	struct error unreadable;

	if (!open_http(policy, debug, &http, err) ||
	    !take_token(arena, http, &policy->platform, &facts->token, err))
		return false;
	if (!token_parse(arena, facts->token, &token, &unreadable))
		return true; /* which is for the check to say */
	facts->claims = arena_allocate(arena, sizeof(*facts->claims));
	*facts->claims = token.claims;
	if (!oidc_keys(arena, http, issuer, &keys, err))
		return false;
	if (issuer_key_find(&keys, token.key_id)) {
		facts->key = arena_allocate(arena, sizeof(*facts->key));
		*facts->key = *issuer_key_find(&keys, token.key_id);
	}
	return true;
}

void
platform_collect(struct world *world, const struct policy *before, bool debug,
		 struct evidence *evidence)
{
	const struct policy *policy = asks(before) ? before : &world->policy;
	struct platform_facts facts = {.availability = {KNOWN, NULL}};
	struct error why;

	if (evidence->platform || !asks(policy))
		return;
	if (!ask(world->arena, policy, debug, &facts, &why)) {
		int state = why.code == ERROR_ABSENT ? NOT_ASKED : UNAVAILABLE;

		facts = (struct platform_facts){
			.availability = {state, arena_text(world->arena, why.message)}};
	}
	evidence->platform = arena_allocate(world->arena, sizeof(*evidence->platform));
	*evidence->platform = facts;
}

/* ---- the token of the record
 * ------------------------------------------------------------------------
 */

/* NULL where the job has none: it is the proof that then says so. */
static bool
take_proof(struct arena *arena, struct http *http, const struct record *record, const char *payload,
	   const char **proof, struct error *err)
{
	const char *audience = arena_format(arena, PLATFORM_AUDIENCE_RECORD "%s", payload);

	if (proof_record_kind(arena, record) == PLATFORM_GITLAB)
		return oidc_given(arena, GIVEN_RECORD_TOKEN, proof, err) ||
		       err->code == ERROR_ABSENT;
	return oidc_token(arena, http, proof_record_issuer(arena, record), audience, proof, err);
}

static bool
prove(struct world *world, const struct record *record, const char *payload, const char **proof,
      struct error *err)
{
	RELEASED_BY(http_release) struct http *http = NULL;
	struct arena *arena = world->arena;
	const char *issuer = proof_record_issuer(arena, record);
	struct proof_problem problem;
	struct issuer_keys keys;

	if (!open_http(&world->policy, false, &http, err) ||
	    !take_proof(arena, http, record, payload, proof, err) ||
	    !oidc_keys(arena, http, issuer, &keys, err))
		return false;
	return proof_of_record(arena, record, payload, *proof, &keys, &problem) ||
	       fail(err, ERROR_LEDGER, "%s: %s", problem.code, problem.why);
}

bool
platform_prove(struct world *world, const struct record *record, const char *payload,
	       const char **proof, struct error *err)
{
	*proof = NULL;
	return !proof_is_needed(record) || prove(world, record, payload, proof, err) ||
	       fail_while(err, "asking the platform to vouch for the record");
}

/* ---- the issuer's keys
 * ------------------------------------------------------------------------------
 */

struct logging {
	struct world *world;
	struct record record;
};

static bool
seal_trust(void *self, struct log *log, const struct key_state *state, struct buffer *envelope,
	   struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer statement = {0};
	struct logging *logging = self;

	(void)log;
	logging->record.chain = (struct chain){.previous_record = state->previous_record,
					       .sequence = state->sequence,
					       .in_place = state->in_place};
	statement_write(&statement, &logging->record);
	return record_check(&logging->record, err) &&
	       dsse_sign(statement.bytes, statement.length, &logging->world->checkpoint_signer,
			 envelope, err);
}

static bool
append_keys(struct world *world, const struct issuer_keys *keys, struct error *err)
{
	struct sequencer sequencer = world_sequencer(world);
	struct logging logging = {.world = world};
	struct sealing sealing = {&logging, seal_trust};
	struct receipt receipt;
	char record_id[27];

	if (!record_id_new(record_id, err))
		return false;
	logging.record =
		(struct record){.schema = RECORD_SCHEMA,
				.kind = RECORD_TRUST,
				.result = RECORD_LOGGED,
				.record_id = arena_text(world->arena, record_id),
				.time = clock_now(),
				.key = log_issuer_chain(world->policy.ledger.origin, keys->issuer),
				.trust = keys,
				.custody = CUSTODY_ONE_PROCESS};
	sequencer.hands_in = false;
	return recorder_read(&logging.record.recorder, err) &&
	       sequence_append(world->arena, &sequencer, &logging.record.key, &sealing, &receipt,
			       err);
}

static bool
has_key(struct arena *arena, const struct issuer_keys *logged, const struct platform_key *key)
{
	const char *digest = platform_key_digest(arena, logged->issuer, key);

	for (size_t i = 0; i < logged->keys.count; i++)
		if (text_equal(digest,
			       platform_key_digest(arena, logged->issuer, &logged->keys.at[i])))
			return true;
	return false;
}

static bool
are_logged(struct world *world, const struct issuer_keys *keys, bool *are, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct issuer_keys logged;

	if (!log_open(world->arena, world->store, &world->trust, &log, err) ||
	    !log_issuer_keys(world->arena, &log, keys->issuer, &logged, err))
		return false;
	*are = true;
	for (size_t i = 0; i < keys->keys.count; i++)
		*are = *are && has_key(world->arena, &logged, &keys->keys.at[i]);
	return true;
}

bool
platform_log_keys(struct world *world, struct error *err)
{
	RELEASED_BY(http_release) struct http *http = NULL;
	struct issuer_keys keys;
	struct error why;
	bool logged;

	if (!asks(&world->policy))
		return true;
	if (!open_http(&world->policy, false, &http, err))
		return false;
	if (!oidc_keys(world->arena, http, proof_issuer(&world->policy.platform), &keys, &why)) {
		output_log("%s", why.message);
		return true;
	}
	if (!are_logged(world, &keys, &logged, err))
		return false;
	return logged || append_keys(world, &keys, err) ||
	       fail_while(err, "logging the keys of %s", text_shown(world->arena, keys.issuer));
}
