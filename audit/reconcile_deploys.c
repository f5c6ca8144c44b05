/* SPDX-License-Identifier: Apache-2.0 */
/* Has every deploy a record, and every record a deploy? R2, R3 and R5 of reconcile.h. */
#include <stdlib.h>
#include <string.h>

#include "audit/reconcile.h"
#include "base/text.h"
#include "base/time.h"

struct pairing {
	struct reconciliation *all;
	struct compared **by_commit, **by_artifact, **by_place;
	size_t count;
};

static int
compare_commits(const void *a, const void *b)
{
	return strcmp((*(struct compared *const *)a)->head, (*(struct compared *const *)b)->head);
}

static int
compare_artifacts(const void *a, const void *b)
{
	return strcmp((*(struct compared *const *)a)->artifact,
		      (*(struct compared *const *)b)->artifact);
}

static int
compare_places(const void *a, const void *b)
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
first_of(const struct pairing *pairing, struct compared **at, const struct compared *wanted,
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

static bool
same_place(const struct compared *record, const struct outside_line *line)
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
static struct compared *
find_record(const struct pairing *pairing, const struct outside_line *line, unsigned bit,
	    bool allowed)
{
	struct compared wanted = {.head = line->commit, .artifact = line->artifact};
	bool commit = line->commit[0];
	int (*order)(const void *a, const void *b) = commit ? compare_commits : compare_artifacts;
	struct compared **at = commit ? pairing->by_commit : pairing->by_artifact, *found = NULL;
	const struct compared *key = &wanted;

	for (size_t i = first_of(pairing, at, &wanted, order);
	     i < pairing->count && order(&at[i], &key) == 0; i++)
		if (same_place(at[i], line) && at[i]->in_frame == allowed &&
		    !(at[i]->matched_by & bit) && away(at[i], line) <= pairing->all->window &&
		    (!found || away(at[i], line) < away(found, line)))
			found = at[i];
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
	       distance(known->at, line->at) <= pairing->all->window;
}

static const char *
text_at(struct arena *arena, int64_t at)
{
	char *text = arena_allocate(arena, 21);

	instant_format(text, at);
	return text;
}

/* One deploy that several sources show is one; within a source, each line is its own. */
static bool
joins_known(const struct pairing *pairing, const struct outside_source *source,
	    const struct outside_line *line)
{
	struct arena *arena = pairing->all->arena;
	const char *name = outside_names[source->kind];

	for (size_t i = 0; i < pairing->all->unrecorded.count; i++) {
		struct unrecorded *known = &pairing->all->unrecorded.at[i];
		const char *said = arena_format(arena, "%s %s", name, line->id);

		if (!same_deploy(pairing, known, line) ||
		    (text_equal(known->source, name) && source->kind != OUTSIDE_RUNTIME))
			continue;
		if (!texts_contain(&known->also, said))
			texts_add(arena, &known->also, said);
		if (!known->commit[0])
			known->commit = line->commit;
		return true;
	}
	return false;
}

/* What runs is a finding of its own, though another source shows the deploy already. */
static void
tell_running(const struct pairing *pairing, const struct outside_line *line)
{
	struct arena *arena = pairing->all->arena;

	reconcile_differs(pairing->all, 5,
			  &(struct difference){
				  .code = "REC-RUNNING-UNRECORDED",
				  .subject = arena_format(arena, "runtime %s", line->id),
				  .at = text_at(arena, line->at),
				  .service = line->service,
				  .environment = line->environment,
				  .what = "what runs has no record; another source shows its deploy, "
					  "too"});
}

static void
add_unrecorded(const struct pairing *pairing, int test, const struct outside_source *source,
	       const struct outside_line *line)
{
	struct arena *arena = pairing->all->arena;
	const char *name = outside_names[source->kind];
	const struct compared *refused = find_record(pairing, line, 0, false);
	struct unrecorded *added;

	if (joins_known(pairing, source, line)) {
		if (test == 5)
			tell_running(pairing, line);
		return;
	}
	added = LIST_ADD(arena, &pairing->all->unrecorded);
	*added = (struct unrecorded){
		.id = unrecorded_id(arena, name, line->id),
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
			.at = text_at(arena, line->at),
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

static bool
is_of_interest(const struct reconciliation *all, const struct outside_line *line)
{
	return reconcile_in_period(all, line->at) && !text_equal(line->state, "not deployed") &&
	       reconcile_in_scope(all, line->service, line->environment);
}

static void
pair_source(const struct pairing *pairing, struct outside_source *source, unsigned bit)
{
	struct reconcile_test *test =
		reconcile_tested(pairing->all, 2, "each deploy of the sources");

	for (size_t i = 0; i < source->lines.count; i++) {
		struct outside_line *line = &source->lines.at[i];
		struct compared *found;

		if (!is_of_interest(pairing->all, line))
			continue;
		test->compared++;
		found = find_record(pairing, line, bit, true);
		if (!found) {
			add_unrecorded(pairing, 2, source, line);
			continue;
		}
		found->matched_by |= bit;
		line->match = found->record_id;
		texts_add(pairing->all->arena, &found->matches,
			  arena_format(pairing->all->arena, "%s %s", outside_names[source->kind],
				       line->id));
	}
}

/* A deploy that its forge never called a success did not happen; without a word it did. */
static int
compare_ids(const void *a, const void *b)
{
	return strcmp(((const struct outside_line *)a)->id, ((const struct outside_line *)b)->id);
}

static bool
was_success(const struct outside_line *statuses, size_t count, const char *id)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(statuses[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < count && text_equal(statuses[low].id, id); low++)
		if (text_equal(statuses[low].state, "success") ||
		    text_equal(statuses[low].state, "inactive"))
			return true;
	return false;
}

static void
apply_status(const struct outside_source *statuses, struct outside_line *line)
{
	if (was_success(statuses->lines.at, statuses->lines.count, line->id))
		line->state = "success";
	else if (!text_equal(line->state, "success"))
		line->state = "not deployed";
}

static void
apply_statuses(struct reconciliation *all)
{
	for (size_t i = 0; i < all->sources.count; i++) {
		struct outside_source *statuses = &all->sources.at[i];

		if (statuses->kind != OUTSIDE_STATUSES)
			continue;
		qsort(statuses->lines.at, statuses->lines.count, sizeof(statuses->lines.at[0]),
		      compare_ids);
		for (size_t j = 0; j < all->sources.count; j++) {
			struct outside_source *source = &all->sources.at[j];

			if (source->kind != OUTSIDE_DEPLOYMENTS)
				continue;
			for (size_t k = 0; k < source->lines.count; k++)
				apply_status(statuses, &source->lines.at[k]);
		}
	}
}

static void
tell_not_deployed(struct reconciliation *all)
{
	struct reconcile_test *test = reconcile_tested(all, 3, "each record of the frame");

	for (size_t i = 0; i < all->records.count; i++) {
		const struct compared *record = &all->records.at[i];

		if (!record->in_period || !record->in_frame)
			continue;
		test->compared++;
		all->matched += record->matches.count > 0;
		if (record->matches.count || text_equal(record->outcome, "failed"))
			continue;
		reconcile_differs(all, 3,
				  &(struct difference){
					  .code = "REC-NOT-DEPLOYED",
					  .subject = record->record_id,
					  .at = text_at(all->arena, record->deployed_at),
					  .service = record->service,
					  .environment = record->environment,
					  .what = "no source shows a deploy for this record"});
	}
}

static bool
is_running(const struct compared *record, const struct outside_line *line)
{
	return (line->commit[0] && text_equal(record->head, line->commit)) ||
	       (line->artifact[0] && text_equal(record->artifact, line->artifact));
}

/* The record that should be running: the newest of its place that nothing undid. */
static const struct compared *
find_newest(const struct pairing *pairing, const struct outside_line *line)
{
	struct compared wanted = {.environment = line->environment,
				  .service = line->service[0] ? line->service : "default",
				  .deployed_at = line->at + 1};
	size_t at = first_of(pairing, pairing->by_place, &wanted, compare_places);

	while (at-- > 0) {
		const struct compared *record = pairing->by_place[at];

		if (!text_equal(record->environment, wanted.environment) ||
		    !text_equal(record->service, wanted.service))
			return NULL;
		if (record->in_frame && !text_equal(record->outcome, "failed") &&
		    !text_equal(record->outcome, "rolled-back") &&
		    reconcile_same_repository(record->repository, line->repository))
			return record;
	}
	return NULL;
}

static bool
was_ever_recorded(const struct pairing *pairing, const struct outside_line *line)
{
	struct compared wanted = {.head = line->commit, .artifact = line->artifact};
	bool commit = line->commit[0];
	int (*order)(const void *a, const void *b) = commit ? compare_commits : compare_artifacts;
	struct compared **at = commit ? pairing->by_commit : pairing->by_artifact;
	const struct compared *key = &wanted;

	for (size_t i = first_of(pairing, at, &wanted, order);
	     i < pairing->count && order(&at[i], &key) == 0; i++)
		if (at[i]->in_frame && same_place(at[i], line))
			return true;
	return false;
}

static void
compare_running(const struct pairing *pairing, const struct outside_source *source)
{
	struct reconciliation *all = pairing->all;
	struct reconcile_test *test = reconcile_tested(all, 5, "what runs");

	for (size_t i = 0; i < source->lines.count; i++) {
		const struct outside_line *line = &source->lines.at[i];
		const struct compared *newest;

		if (!is_of_interest(all, line))
			continue;
		test->compared++;
		newest = find_newest(pairing, line);
		if (newest && is_running(newest, line))
			continue;
		if (!was_ever_recorded(pairing, line)) {
			add_unrecorded(pairing, 5, source, line);
			continue;
		}
		reconcile_differs(
			all, 5,
			&(struct difference){
				.code = "REC-RUNNING-OTHER",
				.subject = arena_format(all->arena, "runtime %s", line->id),
				.at = text_at(all->arena, line->at),
				.service = line->service,
				.environment = line->environment,
				.what = "what runs was recorded, but is not what was recorded last"});
	}
}

void
reconcile_deploys(struct reconciliation *all)
{
	struct pairing pairing = {.all = all, .count = all->records.count};
	bool any = false;

	pairing.by_commit = sorted(&pairing, compare_commits);
	pairing.by_artifact = sorted(&pairing, compare_artifacts);
	pairing.by_place = sorted(&pairing, compare_places);
	apply_statuses(all);
	for (size_t i = 0; i < all->sources.count; i++) {
		struct outside_source *source = &all->sources.at[i];

		if (source->kind != OUTSIDE_DEPLOYMENTS && source->kind != OUTSIDE_CLOUD)
			continue;
		pair_source(&pairing, source, 1u << (i % 32));
		all->independent |= source->kind == OUTSIDE_CLOUD;
		any = true;
	}
	if (any)
		tell_not_deployed(all);
	for (size_t i = 0; i < all->sources.count; i++)
		if (all->sources.at[i].kind == OUTSIDE_RUNTIME)
			compare_running(&pairing, &all->sources.at[i]);
}
