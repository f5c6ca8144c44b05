/* SPDX-License-Identifier: Apache-2.0 */
/* What do commit messages claim? See plain_git.h. */
#include "integrations/plain_git.h"

#include "base/limits.h"
#include "base/text.h"
#include "core/ticket_key.h"
#include "core/trailer.h"

static const struct availability answered = {.state = KNOWN};

static bool
is_one_of(const struct texts *keys, const char *key)
{
	for (size_t i = 0; i < keys->count; i++)
		if (text_equal_ignoring_case(keys->at[i], key))
			return true;
	return false;
}

static const char *
as_written(struct arena *arena, const struct trailer *trailer)
{
	return arena_format(arena, "%s: %s", trailer->key, trailer->value);
}

static void
add_approval(struct arena *arena, const struct commit *commit, const struct trailer *trailer,
	     const struct mailmap *mailmap, struct reviews *reviews)
{
	struct approval *approval = LIST_ADD(arena, &reviews->approvals);
	struct person claimed;

	person_parse(arena, trailer->value, &claimed);
	mailmap_resolve(arena, mailmap, claimed.name, claimed.id, &approval->person);
	approval->grade = GRADE_CLAIMED;
	approval->source = "trailer";
	approval->commit = commit->id;
	approval->text = as_written(arena, trailer);
}

/* Half of the approvals would be worse than none: they are all or unknown. */
static void
refuse_so_many(struct arena *arena, struct reviews *reviews)
{
	*reviews = (struct reviews){.availability.state = UNAVAILABLE};
	reviews->availability.why = arena_format(
		arena,
		"the deploy brings more than %d approvals; deploy something in between first",
		LIMIT_APPROVALS);
}

void
plain_git_reviews(struct arena *arena, const struct change *change,
		  const struct approval_rules *rules, const struct mailmap *mailmap,
		  struct reviews *reviews)
{
	*reviews = (struct reviews){.availability = answered};
	for (size_t i = 0; i < change->commits.count; i++) {
		const struct commit *commit = &change->commits.at[i];

		for (size_t t = 0; t < commit->trailers.count; t++) {
			if (!is_one_of(&rules->trailers, commit->trailers.at[t].key))
				continue;
			if (reviews->approvals.count == LIMIT_APPROVALS) {
				refuse_so_many(arena, reviews);
				return;
			}
			add_approval(arena, commit, &commit->trailers.at[t], mailmap, reviews);
		}
	}
}

struct search {
	struct arena *arena;
	const struct pattern *pattern;
	struct tickets *tickets;
	struct error *err;
};

static bool
add_references(struct search *search, const struct commit *commit, const char *source,
	       const char *text, const char *written)
{
	struct texts keys;

	if (!ticket_keys_find(search->arena, search->pattern, text, &keys, search->err))
		return fail_while(search->err, "looking for tickets in commit %s", commit->id);
	for (size_t i = 0; i < keys.count; i++) {
		struct ticket_reference *reference =
			LIST_ADD(search->arena, &search->tickets->references);

		reference->key = keys.at[i];
		reference->source = source;
		reference->commit = commit->id;
		reference->text = written;
		reference->grade = GRADE_CLAIMED;
	}
	return true;
}

static bool
search_commit(struct search *search, const struct commit *commit)
{
	if (!add_references(search, commit, "subject", commit->subject, commit->subject))
		return false;
	for (size_t i = 0; i < commit->trailers.count; i++) {
		const struct trailer *trailer = &commit->trailers.at[i];

		if (!text_equal_ignoring_case(trailer->key, "Refs") &&
		    !text_equal_ignoring_case(trailer->key, "Ticket"))
			continue;
		if (!add_references(search, commit, "trailer", trailer->value,
				    as_written(search->arena, trailer)))
			return false;
	}
	return true;
}

static bool
search_all(struct arena *arena, const struct change *change, const struct ticket_rules *rules,
	   struct tickets *tickets, struct error *err)
{
	struct pattern *pattern RELEASED_BY(pattern_release) = NULL;
	struct search search = {arena, NULL, tickets, err};

	if (!ticket_pattern_compile(rules->pattern, &pattern, err))
		return false;
	search.pattern = pattern;
	for (size_t i = 0; i < change->commits.count; i++)
		if (!search_commit(&search, &change->commits.at[i]))
			return false;
	return true;
}

void
plain_git_tickets(struct arena *arena, const struct change *change,
		  const struct ticket_rules *rules, struct tickets *tickets)
{
	struct error err;

	*tickets = (struct tickets){.availability = answered};
	if (search_all(arena, change, rules, tickets, &err))
		return;
	*tickets = (struct tickets){0};
	tickets->availability.state = UNAVAILABLE;
	tickets->availability.why = arena_text(arena, err.message);
}
