/* SPDX-License-Identifier: Apache-2.0 */
/* Do records follow each other without a gap, in git and in time? R4 and R7 of reconcile.h. */
#include <stdlib.h>
#include <string.h>

#include "audit/reconcile.h"
#include "base/text.h"

struct spot { /* of a commit on the first-parent line; 0 is the newest */
	const char *commit;
	size_t at;
};

struct line_index {
	const char *repository;
	const struct texts *commits;
	struct spot *spots;
};

static int
compare_spots(const void *a, const void *b)
{
	return strcmp(((const struct spot *)a)->commit, ((const struct spot *)b)->commit);
}

static struct line_index
index_line(struct arena *arena, const struct line_of_history *line)
{
	size_t count = line->commits.count;
	struct line_index index = {line->repository, &line->commits,
				   arena_allocate(arena, (count + 1) * sizeof(struct spot))};

	for (size_t i = 0; i < count; i++)
		index.spots[i] = (struct spot){line->commits.at[i], i};
	if (count)
		qsort(index.spots, count, sizeof(index.spots[0]), compare_spots);
	return index;
}

static bool
find_spot(const struct line_index *index, const char *commit, size_t *at)
{
	size_t low = 0, high = index->commits->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(index->spots[middle].commit, commit) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == index->commits->count || !text_equal(index->spots[low].commit, commit))
		return false;
	*at = index->spots[low].at;
	return true;
}

static void
differs(struct reconciliation *all, int test, const struct compared *record, const char *code,
	const char *what)
{
	reconcile_differs(all, test,
			  &(struct difference){.code = code,
					       .subject = record->record_id,
					       .at = "",
					       .service = record->service,
					       .environment = record->environment,
					       .what = what});
}

/* Each first-parent commit between the two is one that the record judged, in this order. */
static void
compare_commits(struct reconciliation *all, const struct line_index *index,
		const struct compared *record)
{
	size_t base, head;

	if (!find_spot(index, record->head, &head)) {
		differs(all, 4, record, "REC-OFF-LINE",
			arena_format(all->arena,
				     "commit %s is not in the first-parent history of its branch",
				     record->head));
		return;
	}
	if (!record->base[0] || text_equal(record->kind, "baseline"))
		return;
	if (!find_spot(index, record->base, &base)) {
		differs(all, 4, record, "REC-OFF-LINE",
			arena_format(all->arena,
				     "the commit before, %s, is not in the first-parent history of "
				     "its branch",
				     record->base));
		return;
	}
	if (base <= head)
		return; /* a rollback brings nothing */
	for (size_t i = 0; i < base - head; i++)
		if (i >= record->requests.count ||
		    !text_equal(record->requests.at[i], index->commits->at[base - 1 - i])) {
			differs(all, 4, record, "REC-COMMITS",
				arena_format(all->arena,
					     "git has commit %s between %s and %s, the record has "
					     "not",
					     index->commits->at[base - 1 - i], record->base,
					     record->head));
			return;
		}
	if (record->requests.count != base - head)
		differs(all, 4, record, "REC-COMMITS",
			"the record has more first-parent commits than git");
}

static const struct line_index *
line_for(const struct line_index *lines, size_t count, const char *repository)
{
	for (size_t i = 0; i < count; i++)
		if (reconcile_same_repository(repository, lines[i].repository))
			return &lines[i];
	return NULL;
}

static void
tell_unread(struct reconciliation *all, int64_t unread)
{
	if (unread)
		texts_add(all->arena, &all->not_tested,
			  arena_format(all->arena,
				       "R4 whether every commit was judged, of %lld records: their "
				       "repositories were not given (--clone REPOSITORY=DIR)",
				       (long long)unread));
}

static void
test_continuity(struct reconciliation *all)
{
	size_t count = all->histories.count;
	struct line_index *lines = arena_allocate(all->arena, (count + 1) * sizeof(*lines));
	struct reconcile_test *test = reconcile_tested(
		all, 4, count ? "records and first-parent histories" : "records alone");
	int64_t unread = 0;

	for (size_t i = 0; i < count; i++)
		lines[i] = index_line(all->arena, &all->histories.at[i]);
	for (size_t i = 0; i < all->records.count; i++) {
		const struct compared *record = &all->records.at[i];
		const struct line_index *line = line_for(lines, count, record->repository);

		if (!record->in_period || !record->in_frame)
			continue;
		test->compared++;
		if (record->in_place[0] && !text_equal(record->in_place, record->base))
			differs(all, 4, record, "REC-BASE",
				arena_format(all->arena,
					     "%s was in place, but the change was judged from %s",
					     record->in_place, record->base));
		unread += !line;
		if (line)
			compare_commits(all, line, record);
	}
	tell_unread(all, unread);
}

static void
compare_clock(struct reconciliation *all, const struct outside_line *line,
	      const struct compared *record)
{
	if (line->at < record->gate_at - all->skew)
		differs(all, 7, record, "REC-BEFORE-GATE",
			arena_format(all->arena,
				     "%s tells a deploy %lld seconds before the gate was asked",
				     line->id, (long long)(record->gate_at - line->at)));
}

struct by_id {
	const char *id;
	const struct compared *record;
};

static int
compare_ids(const void *a, const void *b)
{
	return strcmp(((const struct by_id *)a)->id, ((const struct by_id *)b)->id);
}

static void
test_outside_clocks(struct reconciliation *all, struct reconcile_test *test)
{
	size_t count = all->records.count;
	struct by_id *ids = arena_allocate(all->arena, (count + 1) * sizeof(*ids));

	for (size_t i = 0; i < count; i++)
		ids[i] = (struct by_id){all->records.at[i].record_id, &all->records.at[i]};
	if (count)
		qsort(ids, count, sizeof(*ids), compare_ids);
	for (size_t i = 0; i < all->sources.count; i++)
		for (size_t j = 0; j < all->sources.at[i].lines.count; j++) {
			const struct outside_line *line = &all->sources.at[i].lines.at[j];
			struct by_id wanted = {line->match, NULL}, *found;

			if (!line->match || all->sources.at[i].kind == OUTSIDE_TICKETS)
				continue;
			found = count ? bsearch(&wanted, ids, count, sizeof(*ids), compare_ids)
				      : NULL;
			if (!found)
				continue;
			test->compared++;
			compare_clock(all, line, found->record);
		}
}

static void
test_clocks(struct reconciliation *all)
{
	struct reconcile_test *test =
		reconcile_tested(all, 7, "the recorder's clock, and those of matched deploys");
	const struct compared *before = NULL;

	for (size_t i = 0; i < all->records.count; i++) {
		const struct compared *record = &all->records.at[i];

		if (before && record->gate_at < before->gate_at - all->skew && record->in_period)
			differs(all, 7, record, "REC-CLOCK",
				arena_format(
					all->arena,
					"it is %lld seconds older than the record before it in "
					"the ledger",
					(long long)(before->gate_at - record->gate_at)));
		if (record->in_period && record->deployed_at < record->gate_at)
			differs(all, 7, record, "REC-ORDER", "it ended before the gate was asked");
		test->compared += record->in_period;
		before = record;
	}
	test_outside_clocks(all, test);
}

void
reconcile_history(struct reconciliation *all)
{
	test_continuity(all);
	test_clocks(all);
}
