/* SPDX-License-Identifier: Apache-2.0 */
/* What does the ledger say of this deploy? See gather_ledger.h. */
#include "cmd/gather_ledger.h"

#include "base/text.h"
#include "cmd/gather_counted.h"
#include "cmd/gather_spent.h"
#include "core/evaluate.h"
#include "core/reported.h"

/*
 * A policy comes into force by a deploy that was judged under the one before it and brings it: not
 * by one that it was ahead of, nor by one that judges no commit or had a failure only reported.
 */
static const struct previous_policy *
policy_in_force(struct arena *arena, const struct record *record)
{
	const struct policy_facts *facts = &record->evidence->policy;
	struct previous_policy *in_force;
	bool judged = record->kind != RECORD_ROLLBACK && record->kind != RECORD_REDEPLOY &&
		      record->kind != RECORD_EMERGENCY &&
		      !evaluation_reported_any(record->evaluation);

	if (facts->previous && (policy_is_ahead(record->evidence) || !judged))
		return facts->previous;
	in_force = arena_allocate(arena, sizeof(*in_force));
	*in_force = (struct previous_policy){facts->digest, facts->bytes, facts->source};
	return in_force;
}

/* A name can be taken by another repository; the number cannot. */
static const char *
number_of_repository(const struct evidence *evidence)
{
	const struct forge_facts *forge = evidence->forge;

	return forge && forge->availability.state == KNOWN && forge->repository_id
		       ? forge->repository_id
		       : evidence->ledger.forge_id;
}

static bool
read_earlier(struct world *world, struct log *log, int64_t index,
	     const struct previous_policy **previous, const char **forge_id, struct error *err)
{
	struct logged logged;

	if (!log_read_record(world->arena, log, index, &logged, err))
		return fail_while(err, "reading the record in place");
	if (!logged.record.evidence)
		return fail(err, ERROR_LEDGER, "the record in place has no evidence");
	*previous = policy_in_force(world->arena, &logged.record);
	if (!*forge_id)
		*forge_id = number_of_repository(logged.record.evidence);
	return true;
}

/* Its policy counts where nothing has changed since. */
static bool
read_in_place(struct world *world, struct log *log, const struct placed *in_place,
	      struct evidence *evidence, const struct previous_policy **found, struct error *err)
{
	const struct previous_policy *own = NULL;

	if (*found && !text_equal((*found)->digest, evidence->policy.digest) &&
	    evidence->ledger.forge_id)
		return true;
	if (!read_earlier(world, log, in_place->index, &own, &evidence->ledger.forge_id, err))
		return false;
	if (!*found || text_equal((*found)->digest, evidence->policy.digest))
		*found = own;
	return true;
}

/*
 * The policy in force binds the next one. That is the repository's newest, whichever service or
 * environment brought it: a key that lags behind is no way back to an older one. Where nothing has
 * changed since, it is that of the record in place.
 */
static bool
gather_previous_policy(struct world *world, struct log *log, const struct placed *in_place,
		       struct evidence *evidence, struct error *err)
{
	const struct previous_policy *found = NULL;
	struct previous_policy *previous;
	int64_t index;

	if (!log_find_repository(world->arena, log, evidence->change.key.repository, &index, err))
		return false;
	evidence->ledger.repository_known = index >= 0;
	if (index >= 0 && !read_earlier(world, log, index, &found, &evidence->ledger.forge_id, err))
		return false;
	if (in_place && !read_in_place(world, log, in_place, evidence, &found, err))
		return false;
	if (!found)
		return true;
	previous = arena_allocate(world->arena, sizeof(*previous));
	*previous = *found;
	evidence->policy.previous = previous;
	return true;
}

/* The newest passing record of a commit, with the same artefact if there is one. */
static bool
find_passing(struct world *world, struct log *log, const struct key *key, enum passing passing,
	     const struct evidence *evidence, struct placed **out, struct error *err)
{
	const char *artifact = evidence->deployment.artifact;
	const char *head = evidence->change.head;

	*out = NULL;
	if (artifact &&
	    !log_find_passing(world->arena, log, key, passing, head, artifact, out, err))
		return false;
	return *out || log_find_passing(world->arena, log, key, passing, head, NULL, out, err);
}

static void
raise_to(int64_t *time, int64_t other)
{
	if (other > *time)
		*time = other;
}

bool
gather_inclusion(struct arena *arena, struct log *log, const struct logged *logged,
		 int64_t *included, struct error *err)
{
	struct leaf before;

	*included = logged->leaf.time;
	raise_to(included, logged->record.time);
	if (logged->record.evidence && logged->record.evidence->forge)
		raise_to(included, logged->record.evidence->forge->time);
	if (logged->index == 0)
		return true;
	if (!log_read_leaf(arena, log, logged->index - 1, &before, err))
		return fail_while(err, "reading what is before record %lld",
				  (long long)logged->index);
	raise_to(included, before.time);
	return true;
}

static bool
find_inclusion(struct world *world, struct log *log, struct promotion *promotion, struct error *err)
{
	struct logged logged;

	if (!promotion->passed)
		return true;
	return (log_read_record(world->arena, log, promotion->passed->index, &logged, err) &&
		gather_inclusion(world->arena, log, &logged, &promotion->included, err)) ||
	       fail_while(err, "reading the record of %s", promotion->environment);
}

bool
gather_earlier(struct world *world, struct log *log, struct evidence *evidence, struct error *err)
{
	const struct environment_rules *rules =
		policy_environment(&world->policy, evidence->change.key.environment);
	struct key before = evidence->change.key;

	if (evidence->change.range.kind == RANGE_BACKWARD &&
	    !find_passing(world, log, &evidence->change.key, PASSED_IN_FULL, evidence,
			  &evidence->environment.rollback, err))
		return false;
	if (!rules || !rules->after)
		return true;
	before.environment = rules->after;
	evidence->environment.promotion =
		arena_allocate(world->arena, sizeof(*evidence->environment.promotion));
	evidence->environment.promotion->environment = rules->after;
	evidence->environment.promotion->availability.state = KNOWN;
	return find_passing(world, log, &before, PASSED_AS_REQUIRED, evidence,
			    &evidence->environment.promotion->passed, err) &&
	       (!rules->soak || find_inclusion(world, log, evidence->environment.promotion, err));
}

static const struct policy *
read_in_force(struct arena *arena, const struct previous_policy *previous)
{
	struct policy *policy = arena_allocate(arena, sizeof(*policy));
	struct error ignored;

	if (!previous ||
	    !policy_read_digested(arena, previous->digest, previous->bytes, policy, &ignored))
		return NULL;
	return policy;
}

bool
gather_in_force(struct world *world, struct log *log, const struct key_state *state,
		struct evidence *evidence, const struct policy **policy, struct error *err)
{
	char root[65];

	sha256_format(root, &log->checkpoint.root);
	evidence->ledger = (struct ledger_facts){
		.origin = world->policy.ledger.origin,
		.size = log->checkpoint.size,
		.root = arena_text(world->arena, root),
		.previous_record = state->previous_record,
		.sequence = state->sequence,
		.in_place = state->in_place,
	};
	evidence->environment.promotion = NULL;
	evidence->environment.rollback = NULL;
	evidence->policy.previous = NULL;
	if (!gather_previous_policy(world, log, state->in_place, evidence, err) ||
	    !gather_counted(world, log, state->in_place, evidence, err) ||
	    !gather_spent(log, state, evidence, err))
		return false;
	*policy = read_in_force(world->arena, evidence->policy.previous);
	evidence->ledger.obligations = state->obligations;
	if (!state->obligations && (world->policy.emergency || (*policy && (*policy)->emergency)))
		evidence->ledger.obligations =
			arena_allocate(world->arena, sizeof(*evidence->ledger.obligations));
	return true;
}
