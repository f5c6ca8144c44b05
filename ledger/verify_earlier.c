/* SPDX-License-Identifier: Apache-2.0 */
/* Are the earlier records and the policy that a verdict rests on those of this ledger? Part of
 * verify.h. */
#include <string.h>

#include "base/text.h"
#include "ledger/verify_state.h"

static bool
counts(const struct known_record *known)
{
	return known->result ==
	       (known->kind == RECORD_EMERGENCY ? RECORD_EMERGENCY_RESULT : RECORD_ALLOWED);
}

static bool
is_known(const struct verifying *verifying, const struct placed *claimed, const struct key *key)
{
	const struct known_record *known = known_find(&verifying->chains, claimed->record);
	struct sha256 deployed;

	if (!known || !counts(known) || !key_equal(&known->chain->key, key))
		return false;
	known_deployed(&deployed, claimed->commit, claimed->artifact);
	return sha256_equal(&known->deployed, &deployed) && known->index == claimed->index &&
	       known->sequence == claimed->sequence && known->time == claimed->time &&
	       text_equal(known->record_id, claimed->record_id) &&
	       text_equal(record_kind_names[known->kind], claimed->kind);
}

static bool
agrees(struct verifying *verifying, const char *where, const char *field,
       const struct placed *claimed, const struct key *key)
{
	if (!claimed || is_known(verifying, claimed, key))
		return true;
	found(verifying, "REC-EARLIER", where,
	      "%s names an earlier record that the ledger does not have so", field);
	return false;
}

/* What had failed, as the log knew when the evidence was collected, is nothing to rest on. */
static bool
stood(struct verifying *verifying, const char *where, const char *field,
      const struct placed *claimed, int64_t size)
{
	const struct known_record *known =
		claimed ? known_find(&verifying->chains, claimed->record) : NULL;

	if (!known || !known->undone || known->undone_at >= size)
		return true;
	found(verifying, "REC-EARLIER", where, "%s names an earlier record whose deploy had failed",
	      field);
	return false;
}

static bool
went_well(struct verifying *verifying, const char *where, const char *field,
	  const struct placed *claimed, const struct key *key, int64_t size)
{
	return agrees(verifying, where, field, claimed, key) &&
	       stood(verifying, where, field, claimed, size);
}

static void
name_policy(struct sha256 *name, const char *repository, const char *digest)
{
	/* The NUL of the first parts them. */
	sha256_of_two(name, repository, strlen(repository) + 1, digest, strlen(digest));
}

/* The slot that has it, or the free one where it belongs. */
static struct known_policy *
policy_slot(struct known_policy *policies, size_t slots, const struct sha256 *name)
{
	size_t slot = digest_slot(name, slots);

	while (policies[slot].there && !sha256_equal(&policies[slot].name, name))
		slot = (slot + 1) & (slots - 1);
	return &policies[slot];
}

static void
make_room(struct verifying *verifying)
{
	struct known_chains *known = &verifying->chains;
	size_t slots = known->policy_slots ? 2 * known->policy_slots : 64;
	struct known_policy *policies;

	if (2 * (known->policy_count + 1) <= known->policy_slots)
		return;
	policies = arena_allocate(&verifying->keeping, slots * sizeof(*policies));
	for (size_t i = 0; i < known->policy_slots; i++)
		if (known->policies[i].there)
			*policy_slot(policies, slots, &known->policies[i].name) =
				known->policies[i];
	known->policies = policies;
	known->policy_slots = slots;
}

static void
add_policy(struct verifying *verifying, const char *repository, const char *digest)
{
	struct known_policy *policy;
	struct sha256 name;

	name_policy(&name, repository, digest);
	make_room(verifying);
	policy = policy_slot(verifying->chains.policies, verifying->chains.policy_slots, &name);
	verifying->chains.policy_count += !policy->there;
	*policy = (struct known_policy){name, true};
}

/* Which record it is taken from is a rule of the gate; that it was there before is one of ours. */
static bool
policy_agrees(struct verifying *verifying, const char *where, const struct record *record)
{
	const struct previous_policy *previous = record->evidence->policy.previous;
	struct known_chains *known = &verifying->chains;
	struct sha256 name;

	if (!previous || known->policies_missing)
		return true;
	name_policy(&name, record->key.repository, previous->digest);
	if (known->policy_slots && policy_slot(known->policies, known->policy_slots, &name)->there)
		return true;
	found(verifying, "REC-EARLIER", where,
	      "policy.previous is of no earlier record of this repository");
	return false;
}

static bool
artifacts_agree(struct verifying *verifying, const char *where, const struct evidence *evidence)
{
	const struct ledger_facts *facts = &evidence->ledger;
	bool good = true;

	for (size_t i = 0; i < facts->artifacts.count; i++) {
		const struct artifact_record *artifact = &facts->artifacts.at[i];
		struct key key = {artifact->repository, artifact->service, artifact->environment};

		good = went_well(verifying, where, "ledger.artifacts.passed", artifact->passed,
				 &key, facts->size) &&
		       agrees(verifying, where, "ledger.artifacts.placed", artifact->placed,
			      &key) &&
		       agrees(verifying, where, "ledger.artifacts.excused", artifact->excused,
			      &key) &&
		       good;
	}
	return good;
}

bool
earlier_agree(struct verifying *verifying, const char *where, const struct record *record)
{
	const struct evidence *evidence = record->evidence;
	const struct promotion *promotion;
	struct key key = record->key;
	bool good;

	if (!evidence)
		return true;
	good = agrees(verifying, where, "ledger.inPlace", evidence->ledger.in_place, &key);
	good = agrees(verifying, where, "chain.inPlace", record->chain.in_place, &key) && good;
	good = went_well(verifying, where, "environment.rollback", evidence->environment.rollback,
			 &key, evidence->ledger.size) &&
	       good;
	promotion = evidence->environment.promotion;
	if (promotion) {
		key.environment = promotion->environment;
		good = went_well(verifying, where, "environment.promotion.passed",
				 promotion->passed, &key, evidence->ledger.size) &&
		       good;
	}
	good = artifacts_agree(verifying, where, evidence) && good;
	return policy_agrees(verifying, where, record) && good;
}

void
earlier_add(struct verifying *verifying, const struct record *record)
{
	const struct evidence *evidence = record->evidence;

	if (!evidence)
		return;
	add_policy(verifying, record->key.repository, evidence->policy.digest);
	if (evidence->policy.previous)
		add_policy(verifying, record->key.repository, evidence->policy.previous->digest);
}
