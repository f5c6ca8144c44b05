/* SPDX-License-Identifier: Apache-2.0 */
/* Which record is of the same deploy as a line of another system? See reconcile_pairs.h. */
#include "audit/reconcile_pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"

static int
pair_by_commit(const void *a, const void *b)
{
	return strcmp((*(struct compared *const *)a)->head, (*(struct compared *const *)b)->head);
}

static int
pair_by_artifact(const void *a, const void *b)
{
	return strcmp((*(struct compared *const *)a)->artifact,
		      (*(struct compared *const *)b)->artifact);
}

static int
pair_by_place(const void *a, const void *b)
{
	const struct compared *left = *(struct compared *const *)a;
	const struct compared *right = *(struct compared *const *)b;
	int order = strcmp(left->environment, right->environment);

	if (!order)
		order = strcmp(left->service, right->service);
	if (order)
		return order;
	return left->deployed_at < right->deployed_at ? -1 : left->deployed_at > right->deployed_at;
}

static struct compared **
sorted(struct pairing *pairing, int (*order)(const void *a, const void *b))
{
	struct compared **at =
		arena_allocate(pairing->all->arena, (pairing->count + 1) * sizeof(*at));

	for (size_t i = 0; i < pairing->count; i++)
		at[i] = &pairing->all->records.at[i];
	if (pairing->count)
		qsort(at, pairing->count, sizeof(*at), order);
	return at;
}

/* The first that is not before `wanted`. */
static size_t
pair_first(const struct pairing *pairing, struct compared **at, const struct compared *wanted,
	   int (*order)(const void *a, const void *b))
{
	size_t low = 0, high = pairing->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (order(&at[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The records of what a line shows: by its commit, or else by its artefact. */
struct alike {
	const struct pairing *pairing;
	struct compared wanted;
	bool by_commit;
	size_t next; /* in that order */
};

static struct compared **
alike_list(const struct alike *alike)
{
	return alike->by_commit ? alike->pairing->by_commit : alike->pairing->by_artifact;
}

static struct alike
alike_of(const struct pairing *pairing, const struct outside_line *line)
{
	struct alike alike = {.pairing = pairing,
			      .wanted = {.head = line->commit, .artifact = line->artifact},
			      .by_commit = line->commit[0]};

	alike.next = pair_first(pairing, alike_list(&alike), &alike.wanted,
				alike.by_commit ? pair_by_commit : pair_by_artifact);
	return alike;
}

/* NULL: there is no further one. */
static struct compared *
alike_next(struct alike *alike)
{
	struct compared **at = alike_list(alike) + alike->next;
	const struct compared *wanted = &alike->wanted;

	if (alike->next >= alike->pairing->count ||
	    (alike->by_commit ? pair_by_commit(at, &wanted) : pair_by_artifact(at, &wanted)) != 0)
		return NULL;
	alike->next++;
	return *at;
}

static bool
pair_same_place(const struct compared *record, const struct outside_line *line)
{
	return text_equal(record->environment, line->environment) &&
	       (!line->service[0] || text_equal(record->service, line->service)) &&
	       reconcile_same_repository(record->repository, line->repository) &&
	       (!line->commit[0] || text_equal(record->head, line->commit)) &&
	       (!line->artifact[0] || !record->artifact[0] ||
		text_equal(record->artifact, line->artifact));
}

static int64_t
distance(int64_t a, int64_t b)
{
	return a < b ? b - a : a - b;
}

/* How far is a line from a deploy that lasted from the gate to its end? */
static int64_t
away(const struct compared *record, const struct outside_line *line)
{
	int64_t from_gate = distance(record->gate_at, line->at);
	int64_t from_end = distance(record->deployed_at, line->at);

	return from_gate < from_end ? from_gate : from_end;
}

/* The nearest record of the same thing in the window; `bit` is taken by one line at most. */
struct compared *
pair_find(const struct pairing *pairing, const struct outside_line *line, unsigned bit,
	  bool allowed)
{
	struct alike alike = alike_of(pairing, line);
	struct compared *found = NULL;

	for (struct compared *each = alike_next(&alike); each; each = alike_next(&alike))
		if (pair_same_place(each, line) && each->in_frame == allowed &&
		    !(each->matched_by & bit) && away(each, line) <= pairing->all->window &&
		    (!found || away(each, line) < away(found, line)))
			found = each;
	return found;
}

static bool
same_deploy(const struct pairing *pairing, const struct unrecorded *known,
	    const struct outside_line *line)
{
	bool same = (line->commit[0] && text_equal(known->commit, line->commit)) ||
		    (line->artifact[0] && text_equal(known->artifact, line->artifact));

	return same && text_equal(known->environment, line->environment) &&
	       (!line->service[0] || !known->service[0] ||
		text_equal(known->service, line->service)) &&
	       distance(known->at, line->at) <= pairing->all->window &&
	       (!known->repository[0] ||
		reconcile_same_repository(known->repository, line->repository) ||
		reconcile_same_repository(line->repository, known->repository));
}

const char *
pair_instant(struct arena *arena, int64_t at)
{
	char *text = arena_allocate(arena, 21);

	instant_format(text, at);
	return text;
}

/* Exported twice: in two files, or in two pages that overlap. */
static bool
is_same_line(const struct unrecorded *known, const struct outside_line *line)
{
	return text_equal(known->source_id, line->id) && known->at == line->at &&
	       text_equal(known->commit, line->commit) &&
	       text_equal(known->artifact, line->artifact) &&
	       text_equal(known->service, line->service) &&
	       text_equal(known->environment, line->environment) &&
	       text_equal(known->repository, line->repository);
}

/* Does another line of this source stand for the deploy already? Only what runs is seen again and
 * again. */
static bool
is_another(const struct unrecorded *known, const char *name, const char *said,
	   const struct outside_line *line)
{
	size_t length = strlen(name);

	if (text_equal(known->source, name))
		return !is_same_line(known, line);
	if (texts_contain(&known->also, said))
		return false;
	for (size_t i = 0; i < known->also.count; i++)
		if (text_starts_with(known->also.at[i], name) && known->also.at[i][length] == ' ')
			return true;
	return false;
}

/* One deploy that several sources show is one; within a source, each line is its own. */
static bool
joins_known(const struct pairing *pairing, const struct outside_source *source,
	    const struct outside_line *line)
{
	struct arena *arena = pairing->all->arena;
	const char *name = outside_names[source->kind];
	const char *said = arena_format(arena, "%s %s", name, line->id);

	for (size_t i = 0; i < pairing->all->unrecorded.count; i++) {
		struct unrecorded *known = &pairing->all->unrecorded.at[i];

		if (!same_deploy(pairing, known, line) ||
		    (source->kind != OUTSIDE_RUNTIME && is_another(known, name, said, line)))
			continue;
		if (!texts_contain(&known->also, said))
			texts_add(arena, &known->also, said);
		if (!known->commit[0])
			known->commit = line->commit;
		return true;
	}
	return false;
}

static bool
is_taken(const struct reconciliation *all, const char *id)
{
	for (size_t i = 0; i < all->unrecorded.count; i++)
		if (text_equal(all->unrecorded.at[i].id, id))
			return true;
	return false;
}

/* Two files may number their lines alike. */
static const char *
free_id(const struct reconciliation *all, const char *source, const char *line)
{
	const char *id = unrecorded_id(all->arena, source, line);

	for (size_t number = 2; is_taken(all, id); number++)
		id = unrecorded_id(all->arena, source,
				   arena_format(all->arena, "%s.%zu", line, number));
	return id;
}

/* What runs is a finding of its own, though another source shows the deploy already. */
static void
tell_running(const struct pairing *pairing, const struct outside_line *line)
{
	struct arena *arena = pairing->all->arena;

	reconcile_differs(
		pairing->all, 5,
		&(struct difference){
			.code = "REC-RUNNING-UNRECORDED",
			.subject = arena_format(arena, "runtime %s", line->id),
			.at = pair_instant(arena, line->at),
			.service = line->service,
			.environment = line->environment,
			.what = "what runs has no record; another source shows its deploy, "
				"too"});
}

void
pair_unrecorded(const struct pairing *pairing, int test, const struct outside_source *source,
		const struct outside_line *line)
{
	struct arena *arena = pairing->all->arena;
	const char *name = outside_names[source->kind];
	const struct compared *refused = pair_find(pairing, line, 0, false);
	struct unrecorded *added;
	const char *id;

	if (joins_known(pairing, source, line)) {
		if (test == 5)
			tell_running(pairing, line);
		return;
	}
	if (pairing->all->unrecorded.count == LIMIT_UNRECORDED) {
		pairing->all->too_many = true;
		return;
	}
	id = free_id(pairing->all, name, line->id);
	added = LIST_ADD(arena, &pairing->all->unrecorded);
	*added = (struct unrecorded){
		.id = id,
		.source = name,
		.source_id = line->id,
		.repository = line->repository,
		.service = line->service,
		.environment = line->environment,
		.commit = line->commit,
		.artifact = line->artifact,
		.actor = line->actor,
		.at = line->at,
		.refused = refused ? refused->record_id : NULL,
	};
	reconcile_differs(
		pairing->all, test,
		&(struct difference){
			.code = refused ? "REC-REFUSED-DEPLOYED" : "REC-UNRECORDED",
			.subject = added->id,
			.at = pair_instant(arena, line->at),
			.service = line->service,
			.environment = line->environment,
			.what = refused ? arena_format(arena,
						       "%s %s shows a deploy of %s that record %s "
						       "had refused",
						       name, line->id,
						       line->commit[0] ? line->commit
								       : line->artifact,
						       refused->record_id)
					: arena_format(
						  arena,
						  "%s %s shows a deploy of %s that has no record",
						  name, line->id,
						  line->commit[0] ? line->commit
								  : line->artifact)});
}

bool
pair_ever_recorded(const struct pairing *pairing, const struct outside_line *line)
{
	struct alike alike = alike_of(pairing, line);

	for (struct compared *each = alike_next(&alike); each; each = alike_next(&alike))
		if (each->in_frame && pair_same_place(each, line))
			return true;
	return false;
}

static bool
are_same(const struct outside_line *one, const struct outside_line *other)
{
	return text_equal(one->id, other->id) && one->at == other->at &&
	       text_equal(one->commit, other->commit) &&
	       text_equal(one->artifact, other->artifact) &&
	       text_equal(one->service, other->service) &&
	       text_equal(one->environment, other->environment) &&
	       text_equal(one->repository, other->repository);
}

bool
pair_seen_before(const struct pairing *pairing, const struct outside_line *line)
{
	struct alike alike = alike_of(pairing, line);

	for (struct compared *each = alike_next(&alike); each; each = alike_next(&alike))
		if (each->deployment && are_same(each->deployment, line))
			return true;
	return false;
}

size_t
pair_first_place(const struct pairing *pairing, const struct compared *wanted)
{
	return pair_first(pairing, pairing->by_place, wanted, pair_by_place);
}

bool
pair_of_interest(const struct reconciliation *all, const struct outside_line *line)
{
	return reconcile_in_period(all, line->at) && !text_equal(line->state, "not deployed") &&
	       reconcile_in_scope(all, line->service, line->environment);
}

void
pair_begin(struct reconciliation *all, struct pairing *pairing)
{
	*pairing = (struct pairing){.all = all, .count = all->records.count};
	pairing->by_commit = sorted(pairing, pair_by_commit);
	pairing->by_artifact = sorted(pairing, pair_by_artifact);
	pairing->by_place = sorted(pairing, pair_by_place);
}
