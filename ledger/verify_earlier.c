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

/* What is known of it without its entry. */
static bool
may_be(const struct known_chains *chains, uint32_t number, const struct placed *claimed,
       const struct key *key)
{
	const struct known_record *known = known_at(chains, number);

	return known && counts(known) && key_equal(&chains->all.at[known->chain]->key, key) &&
	       text_equal(record_kind_names[known->kind], claimed->kind);
}

static bool
says(const struct known_facts *facts, const struct placed *claimed)
{
	return facts->index == claimed->index && facts->sequence == claimed->sequence &&
	       facts->time == claimed->time && text_equal(facts->record_id, claimed->record_id) &&
	       known_brought(facts, claimed->commit, claimed->artifact);
}

static bool
is_known(struct verifying *verifying, const struct placed *claimed, const struct key *key,
	 bool *known, struct error *err)
{
	uint32_t number = known_find(&verifying->chains, claimed->record);
	const struct known_facts *facts;

	*known = may_be(&verifying->chains, number, claimed, key);
	if (!*known)
		return true;
	if (!known_facts(verifying, number, &facts, err))
		return false;
	*known = says(facts, claimed);
	return true;
}

static bool
agrees(struct verifying *verifying, const char *where, const char *field,
       const struct placed *claimed, const struct key *key, bool *good, struct error *err)
{
	bool known = true;

	if (claimed && !is_known(verifying, claimed, key, &known, err))
		return false;
	if (known)
		return true;
	found(verifying, "REC-EARLIER", where,
	      "%s names an earlier record that the ledger does not have so", field);
	*good = false;
	return true;
}

/* What had failed, as the log knew when the evidence was collected, is nothing to rest on. */
static bool
stood(struct verifying *verifying, const char *where, const char *field,
      const struct placed *claimed, int64_t size)
{
	const struct known_chains *chains = &verifying->chains;
	const struct known_record *known =
		claimed ? known_at(chains, known_find(chains, claimed->record)) : NULL;

	if (!known || !known->undone_at || known->undone_at >= size)
		return true;
	found(verifying, "REC-EARLIER", where, "%s names an earlier record whose deploy had failed",
	      field);
	return false;
}

/* *well if it is so. */
static bool
went_well(struct verifying *verifying, const char *where, const char *field,
	  const struct placed *claimed, const struct key *key, int64_t size, bool *well,
	  struct error *err)
{
	*well = true;
	if (!agrees(verifying, where, field, claimed, key, well, err))
		return false;
	*well = *well && stood(verifying, where, field, claimed, size);
	return true;
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

/* The first thing that does not agree is told. */
static bool
artifact_agrees(struct verifying *verifying, const char *where,
		const struct artifact_record *artifact, int64_t size, bool *good, struct error *err)
{
	struct key key = {artifact->repository, artifact->service, artifact->environment};
	bool well;

	if (!went_well(verifying, where, "ledger.artifacts.passed", artifact->passed, &key, size,
		       &well, err) ||
	    (well && !agrees(verifying, where, "ledger.artifacts.placed", artifact->placed, &key,
			     &well, err)) ||
	    (well && !agrees(verifying, where, "ledger.artifacts.excused", artifact->excused, &key,
			     &well, err)))
		return false;
	*good = well && *good;
	return true;
}

static bool
artifacts_agree(struct verifying *verifying, const char *where, const struct evidence *evidence,
		bool *good, struct error *err)
{
	const struct ledger_facts *facts = &evidence->ledger;

	for (size_t i = 0; i < facts->artifacts.count; i++)
		if (!artifact_agrees(verifying, where, &facts->artifacts.at[i], facts->size, good,
				     err))
			return false;
	return true;
}

static bool
promotion_agrees(struct verifying *verifying, const char *where, const struct record *record,
		 bool *good, struct error *err)
{
	const struct evidence *evidence = record->evidence;
	const struct promotion *promotion = evidence->environment.promotion;
	struct key key = record->key;
	bool well = true;

	if (!promotion)
		return true;
	key.environment = promotion->environment;
	if (!went_well(verifying, where, "environment.promotion.passed", promotion->passed, &key,
		       evidence->ledger.size, &well, err))
		return false;
	*good = well && *good;
	return true;
}

static bool
key_agrees(struct verifying *verifying, const char *where, const struct record *record, bool *good,
	   struct error *err)
{
	const struct evidence *evidence = record->evidence;
	const struct key *key = &record->key;
	bool well;

	if (!agrees(verifying, where, "ledger.inPlace", evidence->ledger.in_place, key, good,
		    err) ||
	    !agrees(verifying, where, "chain.inPlace", record->chain.in_place, key, good, err) ||
	    !went_well(verifying, where, "environment.rollback", evidence->environment.rollback,
		       key, evidence->ledger.size, &well, err))
		return false;
	*good = well && *good;
	return true;
}

bool
earlier_agree(struct verifying *verifying, const char *where, const struct record *record,
	      bool *good, struct error *err)
{
	if (!record->evidence)
		return true;
	if (!key_agrees(verifying, where, record, good, err) ||
	    !promotion_agrees(verifying, where, record, good, err) ||
	    !artifacts_agree(verifying, where, record->evidence, good, err))
		return false;
	*good = policy_agrees(verifying, where, record) && *good;
	return true;
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
