/* SPDX-License-Identifier: Apache-2.0 */
/* Who answers for an emergency? See authorising.h. */
#include "checks/authorising.h"

#include <string.h>

#include "base/text.h"
#include "checks/pull.h"
#include "checks/subject.h"
#include "core/authorisation.h"

#define CLOCK_TOLERANCE_SECONDS 120

/* The field that is not of this deploy, or NULL. */
static const char *
other_field(const struct evidence *evidence, const struct authorisation *said)
{
	if (!key_equal(&said->key, &evidence->change.key))
		return "repository, service or environment";
	if (!text_equal(said->commit, evidence->change.head))
		return "commit";
	if (!text_equal(said->artifact, evidence->deployment.artifact))
		return "artefact";
	if (!text_equal(said->incident, evidence->emergency->incident))
		return "incident";
	return text_equal(said->reason, evidence->emergency->reason) ? NULL : "reason";
}

/* What was signed for once does not bring back what was taken away since; again is no harm. */
static bool
is_used_up(const struct evidence *evidence, const struct authorisation *said)
{
	const struct placed *in_place = evidence->ledger.in_place;

	return in_place && said->time < in_place->time &&
	       !text_equal(in_place->commit, evidence->change.head);
}

static const char *
refuse_statement(const struct judgement *judgement, const struct emergency_rules *rules,
		 const struct signed_authorisation *signed_one)
{
	const struct emergency_facts *facts = judgement->evidence->emergency;
	struct authorisation said;
	const char *other;
	struct error err;
	int64_t age;

	if (signed_one->problem || !signed_one->bytes)
		return signed_one->problem ? text_shown(judgement->arena, signed_one->problem)
					   : "it could not be read";
	if (!authorisation_parse(judgement->arena, signed_one->bytes, strlen(signed_one->bytes),
				 &said, &err))
		return arena_format(judgement->arena, "it cannot be read: %s",
				    text_shown(judgement->arena, err.message));
	other = other_field(judgement->evidence, &said);
	if (other)
		return arena_format(judgement->arena, "it is of another %s", other);
	age = facts->time - said.time;
	if (age > rules->max_age)
		return "it is too old";
	if (is_used_up(judgement->evidence, &said))
		return "it was signed before what is in place now was deployed";
	return age < -CLOCK_TOLERANCE_SECONDS ? "it is of the future" : NULL;
}

static bool
is_actor(const struct judgement *judgement, const struct emergency_rules *rules,
	 const struct person *person)
{
	for (size_t i = 0; i < rules->actors.count; i++)
		if (text_equal(address_to_id(judgement->arena, rules->actors.at[i]), person->id))
			return true;
	return rules->actors.count == 0;
}

static bool
is_there(const struct authorising *authorising, const struct person *person)
{
	for (size_t i = 0; i < authorising->people.count; i++)
		if (person_may_be(authorising->people.at[i], person))
			return true;
	return false;
}

/* NULL if it counts. */
static const char *
refuse(const struct judgement *judgement, const struct signed_authorisation *signed_one,
       const struct authorising *authorising)
{
	const struct emergency_rules *rules = judgement->policy->emergency;
	const struct signature *signature = signed_one->signature;
	const char *why = refuse_statement(judgement, rules, signed_one);

	if (why)
		return why;
	if (!signature || signature->state != SIGNATURE_VERIFIED || !signature->signer ||
	    !person_is_identified(signature->signer))
		return signature && signature->why ? text_shown(judgement->arena, signature->why)
						   : "it is not signed";
	if (!is_actor(judgement, rules, signature->signer))
		return arena_format(judgement->arena, "%s is not among emergency.actors",
				    person_shown(judgement->arena, signature->signer));
	return is_there(authorising, signature->signer)
		       ? "it is of somebody who may be the same person as another one"
		       : NULL;
}

static void
add_name(struct arena *arena, struct authorising *out, const char *name)
{
	out->who = out->who ? arena_format(arena, "%s and %s", out->who, name) : name;
}

static void
read_signatures(const struct judgement *judgement, struct authorising *out)
{
	const struct emergency_facts *facts = judgement->evidence->emergency;

	for (size_t i = 0; i < facts->authorisations.count; i++) {
		const struct signed_authorisation *one = &facts->authorisations.at[i];
		const char *why = refuse(judgement, one, out);

		if (why)
			*LIST_ADD(judgement->arena, &out->refused) = (struct note){
				"EMER-AUTHORISATION",
				arena_format(judgement->arena,
					     "authorisation %zu does not count: %s", i + 1, why)};
		else
			*LIST_ADD(judgement->arena, &out->people) = one->signature->signer;
	}
}

/* A broken glass is for two signatures: the forge may be what is away. */
static bool
asks_gate(const struct judgement *judgement, const struct authorising *authorising)
{
	return judgement->policy->emergency->gate == GATE_COUNTS &&
	       !judgement->evidence->emergency->break_glass && authorising->people.count < 2;
}

void
authorising_read(struct judgement *judgement, struct authorising *out)
{
	struct arena *arena = judgement->arena;

	memset(out, 0, sizeof(*out));
	read_signatures(judgement, out);
	if (asks_gate(judgement, out))
		gate_authorising(judgement, out);
	out->by_gate = out->accounts.count >= 2;
	out->count = out->by_gate ? out->accounts.count : out->people.count;
	for (size_t i = 0; i < out->count; i++)
		add_name(arena, out,
			 out->by_gate ? account_shown(arena, out->accounts.at[i])
				      : person_shown(arena, out->people.at[i]));
}
