/* SPDX-License-Identifier: Apache-2.0 */
/* Do the platform's tokens of a record hold, by keys that the log had before it? Part of verify.h.
 */
#include "base/text.h"
#include "core/proof.h"
#include "ledger/verify_state.h"

static struct issuer_keys *
issuer_of(struct verifying *verifying, const char *issuer)
{
	struct known_proofs *known = &verifying->proofs;

	for (size_t i = 0; issuer && i < known->issuers.count; i++)
		if (text_equal(known->issuers.at[i].issuer, issuer))
			return &known->issuers.at[i];
	return NULL;
}

static const char *
kept(struct verifying *verifying, const char *text)
{
	return text ? arena_text(&verifying->keeping, text) : NULL;
}

static void
learn(struct verifying *verifying, const struct issuer_keys *trust)
{
	struct issuer_keys *issuer = issuer_of(verifying, trust->issuer);

	if (!issuer) {
		issuer = LIST_ADD(&verifying->keeping, &verifying->proofs.issuers);
		issuer->issuer = kept(verifying, trust->issuer);
	}
	for (size_t i = 0; i < trust->keys.count; i++) {
		const struct platform_key *key = &trust->keys.at[i];

		*LIST_ADD(&verifying->keeping, &issuer->keys) = (struct platform_key){
			.id = kept(verifying, key->id),
			.algorithm = key->algorithm,
			.modulus = kept(verifying, key->modulus),
			.exponent = kept(verifying, key->exponent),
			.x = kept(verifying, key->x),
			.y = kept(verifying, key->y),
		};
	}
}

static struct known_job *
job_slot(struct known_job *jobs, size_t slots, const struct sha256 *name)
{
	size_t slot = digest_slot(name, slots);

	while (jobs[slot].there && !sha256_equal(&jobs[slot].name, name))
		slot = (slot + 1) & (slots - 1);
	return &jobs[slot];
}

static void
make_room(struct verifying *verifying)
{
	struct known_proofs *known = &verifying->proofs;
	size_t slots = known->job_slots ? 2 * known->job_slots : 64;
	struct known_job *jobs;

	if (2 * (known->job_count + 1) <= known->job_slots)
		return;
	jobs = arena_allocate(&verifying->keeping, slots * sizeof(*jobs));
	for (size_t i = 0; i < known->job_slots; i++)
		if (known->jobs[i].there)
			*job_slot(jobs, slots, &known->jobs[i].name) = known->jobs[i];
	known->jobs = jobs;
	known->job_slots = slots;
}

static bool
is_first_of_job(struct verifying *verifying, const char *where, const char *digest)
{
	struct known_job *job;
	struct sha256 name;

	if (!digest || !sha256_parse(digest, &name))
		return true;
	make_room(verifying);
	job = job_slot(verifying->proofs.jobs, verifying->proofs.job_slots, &name);
	if (job->there) {
		found(verifying, "PROOF-REUSED", where,
		      "an earlier record of the key rests on the same job");
		return false;
	}
	verifying->proofs.job_count++;
	*job = (struct known_job){name, true};
	return true;
}

bool
proofs_agree(struct verifying *verifying, struct arena *arena, const char *where,
	     const struct leaf *leaf, const struct unsealed *unsealed)
{
	const struct record *record = &unsealed->record;
	const struct issuer_keys none = {.issuer = ""}, *keys;
	struct proof_problem problem;

	if (record->trust)
		learn(verifying, record->trust);
	if (!proof_is_needed(record))
		return true;
	keys = issuer_of(verifying, proof_record_issuer(arena, record));
	if (!proof_of_record(arena, record, leaf->payload, unsealed->envelope.proof,
			     keys ? keys : &none, &problem)) {
		found(verifying, problem.code, where, "%s", problem.why);
		return false;
	}
	verifying->out->static_proofs += proof_record_kind(arena, record) == PLATFORM_GITLAB;
	return is_first_of_job(verifying, where, proof_job(arena, record));
}
