/* SPDX-License-Identifier: Apache-2.0 */
/* Which keys has the ledger of an issuer of tokens, and does a proof rest on them? See log_proof.h.
 */
#include "ledger/log_proof.h"

#include "base/text.h"
#include "ledger/log_chain.h"

struct key
log_issuer_chain(const char *origin, const char *issuer)
{
	return (struct key){origin, issuer, "*"};
}

bool
log_issuer_keys(struct arena *arena, struct log *log, const char *issuer, struct issuer_keys *out,
		struct error *err)
{
	RELEASED_BY(chain_walk_release) struct chain_walk walk;
	struct key key = log_issuer_chain(log->trust->origin, issuer);
	struct issuer_keys keys = {.issuer = issuer};

	if (!chain_walk_start(&walk, log, &key, err))
		return false;
	while (walk.index >= 0) {
		struct logged logged;

		if (!log_read_record(arena, log, walk.index, &logged, err))
			return false;
		for (size_t i = 0; logged.record.trust && i < logged.record.trust->keys.count; i++)
			*LIST_ADD(arena, &keys.keys) = logged.record.trust->keys.at[i];
		if (!chain_walk_back(&walk, err))
			return false;
	}
	*out = keys;
	return true;
}

/* Does the record at the walk's place rest on this job? */
static bool
rests_on(const struct chain_walk *walk, const char *job, bool *does, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct logged logged;

	*does = false;
	arena_init(&arena);
	if (walk->leaf.result != RECORD_ALLOWED)
		return true;
	if (!log_read_record(&arena, walk->log, walk->index, &logged, err))
		return false;
	*does = proof_is_needed(&logged.record) &&
		text_equal(proof_job(&arena, &logged.record), job);
	return true;
}

static bool
is_first_of_job(struct log *log, const struct record *record, const char *job, const char **code,
		struct error *err)
{
	RELEASED_BY(chain_walk_release) struct chain_walk walk;
	bool used = false;

	if (!chain_walk_start(&walk, log, &record->key, err))
		return false;
	while (!used && walk.index >= 0 && walk.leaf.time >= record->time - PLATFORM_JOB_SECONDS)
		if (!rests_on(&walk, job, &used, err) || !chain_walk_back(&walk, err))
			return false;
	if (!used)
		return true;
	*code = "PROOF-REUSED";
	return fail(err, ERROR_LEDGER, "an earlier record of the key rests on the same job");
}

bool
log_check_proof(struct arena *arena, struct log *log, const struct unsealed *unsealed,
		const char **code, struct error *err)
{
	const struct record *record = &unsealed->record;
	struct proof_problem problem;
	struct issuer_keys keys;
	char payload[65];
	const char *issuer;

	*code = NULL;
	if (!proof_is_needed(record))
		return true;
	sha256_format(payload, &unsealed->payload);
	issuer = proof_record_issuer(arena, record);
	if (!log_issuer_keys(arena, log, issuer ? issuer : "", &keys, err))
		return false;
	if (!proof_of_record(arena, record, payload, unsealed->envelope.proof, &keys, &problem)) {
		*code = problem.code;
		return fail(err, ERROR_LEDGER, "%s", problem.why);
	}
	return is_first_of_job(log, record, proof_job(arena, record), code, err);
}
