/* SPDX-License-Identifier: Apache-2.0 */
/* Which emergencies are owed something, and which record closed it? See emergencies.h. */
#include "audit/emergencies.h"

#include "base/text.h"
#include "core/obligations.h"

static bool
is_key(const struct key *a, const struct key *b)
{
	return text_equal(a->repository, b->repository) && text_equal(a->service, b->service) &&
	       text_equal(a->environment, b->environment);
}

static bool
is_among(const struct open_obligations *open, const char *payload)
{
	for (size_t i = 0; i < open->all.count; i++)
		if (text_equal(open->all.at[i].record, payload))
			return true;
	return false;
}

static bool
any_is_open(const struct period *period, const struct key *key)
{
	for (size_t i = 0; i < period->emergencies.count; i++)
		if (!period->emergencies.at[i].closed_at &&
		    is_key(&period->emergencies.at[i].key, key))
			return true;
	return false;
}

static void
close_those(struct period *period, const struct record *record, const struct open_obligations *open)
{
	for (size_t i = 0; i < period->emergencies.count; i++) {
		struct period_emergency *emergency = &period->emergencies.at[i];

		if (emergency->closed_at || !is_key(&emergency->key, &record->key) ||
		    is_among(open, emergency->payload))
			continue;
		emergency->closed_at = record->time;
		emergency->closed_by = text_shown(period->arena, record->record_id);
	}
}

static void
add_person(struct arena *arena, struct texts *people, const struct person *person)
{
	const char *name = person->id ? person->id : person->name;
	const char *safe = name ? text_shown(arena, name) : NULL;

	if (safe && !texts_contain(people, safe))
		texts_add(arena, people, safe);
}

static void
add_people(struct arena *arena, const struct evidence *evidence, struct texts *people)
{
	const struct emergency_facts *facts = evidence->emergency;

	for (size_t i = 0; i < evidence->change.commits.count; i++)
		add_person(arena, people, &evidence->change.commits.at[i].author);
	for (size_t i = 0; i < facts->authorisations.count; i++) {
		const struct signature *signature = facts->authorisations.at[i].signature;

		if (signature && signature->signer)
			add_person(arena, people, signature->signer);
	}
}

static void
call(struct period *period, const struct verified_record *verified)
{
	const struct record *record = verified->record;
	struct arena *arena = period->arena;
	struct period_emergency *emergency = LIST_ADD(arena, &period->emergencies);

	emergency->key = (struct key){arena_text(arena, record->key.repository),
				      arena_text(arena, record->key.service),
				      arena_text(arena, record->key.environment)};
	emergency->record_id = text_shown(arena, record->record_id);
	emergency->payload = arena_text(arena, verified->leaf->payload);
	emergency->called_at = record->time;
	emergency->due = record->evidence->emergency->due;
	add_people(arena, record->evidence, &emergency->people);
}

void
emergencies_see(struct period *period, struct arena *scratch,
		const struct verified_record *verified)
{
	const struct record *record = verified->record;
	struct open_obligations open;

	if (any_is_open(period, &record->key)) {
		obligations_after(scratch, record, verified->leaf->payload, &open);
		close_those(period, record, &open);
	}
	if (record->kind == RECORD_EMERGENCY && record->result == RECORD_EMERGENCY_RESULT &&
	    record->evidence && record->evidence->emergency)
		call(period, verified);
}

bool
emergency_concerns(const struct period *period, const struct period_emergency *emergency)
{
	return emergency->called_at <= period->request.to &&
	       (!emergency->closed_at || emergency->closed_at >= period->request.from);
}
