/* SPDX-License-Identifier: Apache-2.0 */
/* What do commits and tags say of reviews and tickets? See plain_git.h. */
#include "integrations/plain_git.h"

#include "base/limits.h"
#include "base/text.h"
#include "core/ticket_key.h"
#include "core/ticket_rules.h"
#include "core/trailer.h"
#include "integrations/merges_inside.h"

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

struct reading {
	struct arena *arena;
	const struct change *change;
	const struct people *people;
	struct reviews *reviews;
	bool too_many;
};

/* Half of the approvals would be worse than none: they are all or unknown. */
static struct approval *
add_approval(struct reading *reading)
{
	reading->too_many = reading->reviews->approvals.count == LIMIT_APPROVALS;
	return reading->too_many ? NULL : LIST_ADD(reading->arena, &reading->reviews->approvals);
}

static void
add_trailer(struct reading *reading, const struct commit *commit, const struct trailer *trailer)
{
	struct approval *approval = add_approval(reading);
	struct person claimed;

	if (!approval)
		return;
	person_parse(reading->arena, trailer->value, &claimed);
	people_resolve(reading->arena, reading->people, claimed.name, claimed.id,
		       &approval->person);
	approval->grade = GRADE_CLAIMED;
	approval->source = "trailer";
	approval->commit = commit->id;
	approval->text = as_written(reading->arena, trailer);
}

static void
read_trailers(struct reading *reading, const struct texts *trailers)
{
	const struct change *change = reading->change;

	for (size_t i = 0; i < change->commits.count; i++) {
		const struct commit *commit = &change->commits.at[i];

		for (size_t t = 0; t < commit->trailers.count && !reading->too_many; t++)
			if (is_one_of(trailers, commit->trailers.at[t].key))
				add_trailer(reading, commit, &commit->trailers.at[t]);
	}
}

/* Whoever signed, if that is known; else who claims to have. */
static void
fill_signed(struct approval *approval, const char *source, struct signature *signature,
	    const struct person *claimed)
{
	bool verified = signature && signature->state == SIGNATURE_VERIFIED;

	approval->person = verified ? *signature->signer : *claimed;
	approval->grade = verified ? GRADE_VERIFIED : GRADE_CLAIMED;
	approval->source = source;
	approval->signature = signature;
}

static void
add_merge(struct reading *reading, const struct commit *merge)
{
	struct approval *approval = add_approval(reading);

	if (!approval)
		return;
	fill_signed(approval, "merge", merge->signature, &merge->committer);
	approval->commit = merge->id;
	approval->text = arena_format(reading->arena, "merge signed by %s",
				      merge->signature->fingerprint ? merge->signature->fingerprint
								    : "an unknown key");
}

/*
 * Merging what others wrote is an approval, if it is signed. Requests are oldest first, commits
 * newest first: one pass over both.
 */
static void
read_merges(struct reading *reading)
{
	const struct change *change = reading->change;
	size_t next = 0;

	for (size_t i = change->commits.count; i-- > 0 && next < change->requests.count;) {
		const struct commit *commit = &change->commits.at[i];

		if (!text_equal(commit->id, change->requests.at[next].commit))
			continue;
		if (change->requests.at[next++].kind == REQUEST_MERGE && commit->signature)
			add_merge(reading, commit);
	}
}

static void
fill_tag(struct approval *approval, const struct approving_tag *tag)
{
	fill_signed(approval, "tag", tag->signature, &tag->tagger);
	approval->text = tag->text;
	approval->tag = tag->id;
}

/* What became of the tag elsewhere, by a squash or a rebase, is another approval. */
static bool
is_spent(const struct carried_list *carried, const struct approving_tag *tag)
{
	for (size_t i = 0; i < carried->all.count; i++)
		if (carried->all.at[i].tag == tag && carried->all.at[i].content == CONTENT_SPENT &&
		    text_equal(carried->all.at[i].commit, tag->head))
			return true;
	return false;
}

/* The commit of a request, the head that it brought, or a merge on the way to that. */
static bool
names_something(const struct change *change, const struct change_index *inside, const char *head)
{
	for (size_t i = 0; i < change->requests.count; i++)
		if (text_equal(head, change->requests.at[i].commit) ||
		    text_equal(head, change->requests.at[i].head))
			return true;
	return request_around(inside, head) != NULL;
}

static void
read_tag(struct reading *reading, const struct approving_tag *tag,
	 const struct carried_list *carried, const struct change_index *inside)
{
	struct approval *approval;

	if (!names_something(reading->change, inside, tag->head))
		return;
	approval = add_approval(reading);
	if (!approval)
		return;
	fill_tag(approval, tag);
	approval->commit = tag->head;
	if (is_spent(carried, tag)) {
		approval->head = tag->head;
		approval->content = CONTENT_SPENT;
	}
}

static void
read_tags(struct reading *reading, const struct approving_tags *tags,
	  const struct carried_list *carried)
{
	const struct change_index *inside;

	if (!tags->all.count)
		return;
	inside = merges_inside(reading->arena, reading->change);
	for (size_t i = 0; i < tags->all.count && !reading->too_many; i++)
		read_tag(reading, &tags->all.at[i], carried, inside);
}

static void
add_contributors(struct reading *reading, const struct commit *commit, struct approval *approval)
{
	*LIST_ADD(reading->arena, &approval->contributors) = commit->author;
	*LIST_ADD(reading->arena, &approval->contributors) = commit->committer;
	if (commit->signature && commit->signature->signer)
		*LIST_ADD(reading->arena, &approval->contributors) = *commit->signature->signer;
	for (size_t i = 0; i < commit->co_authors.count; i++)
		*LIST_ADD(reading->arena, &approval->contributors) = commit->co_authors.at[i];
}

static bool
is_signed_by_author(const struct commit *commit)
{
	return commit->signature && commit->signature->state == SIGNATURE_VERIFIED &&
	       person_equal(commit->signature->signer, &commit->author) &&
	       person_equal(commit->signature->signer, &commit->committer);
}

/* Trivial merges add nothing, but nobody has looked whether others do: each commit counts. */
static void
read_behind(struct reading *reading, const struct change *behind, struct approval *approval)
{
	approval->authors_verified = true;
	for (size_t i = 0; i < behind->commits.count; i++) {
		const struct commit *commit = &behind->commits.at[i];

		if (commit->merge == MERGE_TRIVIAL)
			continue;
		add_contributors(reading, commit, approval);
		approval->authors_verified =
			approval->authors_verified && is_signed_by_author(commit);
	}
	approval->contributor_count = (int64_t)approval->contributors.count;
}

static void
read_carried(struct reading *reading, const struct carried *carried)
{
	struct approval *approval;

	if (text_equal(carried->commit, carried->tag->head)) /* see read_tag() */
		return;
	approval = add_approval(reading);
	if (!approval)
		return;
	fill_tag(approval, carried->tag);
	approval->commit = carried->commit;
	approval->head = carried->tag->head;
	approval->content = carried->content;
	if (carried->behind)
		read_behind(reading, carried->behind, approval);
}

void
plain_git_reviews(struct arena *arena, const struct change *change, const struct texts *trailers,
		  const struct people *people, const struct approving_tags *tags,
		  const struct carried_list *carried, struct reviews *reviews)
{
	struct reading reading = {arena, change, people, reviews, false};

	*reviews = (struct reviews){.availability = answered};
	read_trailers(&reading, trailers);
	read_merges(&reading);
	read_tags(&reading, tags, carried);
	for (size_t i = 0; i < carried->all.count && !reading.too_many; i++)
		read_carried(&reading, &carried->all.at[i]);
	if (!reading.too_many)
		return;
	*reviews = (struct reviews){.availability.state = UNAVAILABLE};
	reviews->availability.why = arena_format(
		arena,
		"the deploy brings more than %d approvals; deploy something in between first",
		LIMIT_APPROVALS);
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

	if (!ticket_pattern_compile(ticket_pattern(rules), &pattern, err))
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
