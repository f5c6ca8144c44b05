/* SPDX-License-Identifier: Apache-2.0 */
/* Which of the files that one side removed are which of those that it added? See the header. */
#include "integrations/git_rename_pairs.h"

#include <assert.h>

#include "base/limits.h"
#include "base/text.h"

#define HALF (SIMILARITY_FULL / 2)
#define THREE_QUARTERS (SIMILARITY_FULL / 4 * 3)
#define MOST_SOURCES 1000u    /* of which half of the bytes are looked for */
#define MOST_SPANS 200000000u /* compared: about a second */

struct candidate {
	struct path_change *from, *to;
	unsigned score;
};

struct candidates {
	struct candidate *at;
	size_t count, capacity;
};

struct pairing {
	struct merging *merging;
	uint64_t *compared; /* lines */
	struct error *err;
};

/* ---- equal bytes ---- */

static const char *
last_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool
is_regular(const struct tree_entry *entry)
{
	return entry->kind == ENTRY_FILE || entry->kind == ENTRY_PROGRAM;
}

static bool
may_be_renamed(const struct path_change *change)
{
	return change->was && !change->is && !change->partner && !entry_is_conflict(&change->from);
}

static bool
may_be_new_place(const struct path_change *change)
{
	return !change->was && change->is && !change->partner;
}

static void
pair(struct path_change *from, struct path_change *to)
{
	from->partner = to;
	to->partner = from;
}

static int
compare_ids(const void *a, const void *b)
{
	const struct path_change *left = *(struct path_change *const *)a;
	const struct path_change *right = *(struct path_change *const *)b;
	int order = memcmp(left->from.id.bytes, right->from.id.bytes, sizeof(struct object_id));

	return order ? order : strcmp(left->path, right->path);
}

/* The first of a sorted list whose id is not below this one. */
static size_t
first_with(struct path_change *const *by_id, size_t count, const struct object_id *id)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (memcmp(by_id[middle]->from.id.bytes, id->bytes, sizeof(*id)) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
pair_exact(struct path_change *const *by_id, size_t count, struct path_change *to)
{
	struct path_change *best = NULL;

	for (size_t i = first_with(by_id, count, &to->to.id);
	     i < count && object_id_equal(&by_id[i]->from.id, &to->to.id); i++) {
		struct path_change *from = by_id[i];
		bool same_kind = from->from.kind == to->to.kind ||
				 (is_regular(&from->from) && is_regular(&to->to));

		if (from->partner || !same_kind)
			continue;
		if (text_equal(last_name(from->path), last_name(to->path))) {
			best = from;
			break;
		}
		best = best ? best : from;
	}
	if (best)
		pair(best, to);
}

/* Empty files say nothing about where they came from. */
static bool
is_empty_file(const struct tree_entry *entry)
{
	static const struct object_id empty = {{0xe6, 0x9d, 0xe2, 0x9b, 0xb2, 0xd1, 0xd6,
						0x43, 0x4b, 0x8b, 0x29, 0xae, 0x77, 0x5a,
						0xd8, 0xc2, 0xe4, 0x8c, 0x53, 0x91}};

	return object_id_equal(&entry->id, &empty);
}

static void
pair_all_exact(struct path_changes *changes)
{
	struct path_change **by_id = calloc(changes->count, sizeof(struct path_change *));
	size_t count = 0;

	if (!by_id)
		abort();
	for (size_t i = 0; i < changes->count; i++)
		if (may_be_renamed(&changes->at[i]) && !is_empty_file(&changes->at[i].from))
			by_id[count++] = &changes->at[i];
	qsort(by_id, count, sizeof(struct path_change *), compare_ids);
	for (size_t i = 0; i < changes->count; i++)
		if (may_be_new_place(&changes->at[i]))
			pair_exact(by_id, count, &changes->at[i]);
	free(by_id);
}

/* ---- similar bytes ---- */

static bool
is_source(const struct path_change *change)
{
	return may_be_renamed(change) && change->wanted && is_regular(&change->from) &&
	       !is_empty_file(&change->from);
}

static bool
is_target(const struct path_change *change)
{
	return may_be_new_place(change) && is_regular(&change->to) && !is_empty_file(&change->to);
}

/* Leaves an empty set for a file that is too large to look into. */
static bool
load_spans(struct pairing *pairing, struct path_change *change)
{
	struct object object RELEASED_BY(object_release) = {0};
	struct merging *merging = pairing->merging;
	const struct object_id *id;
	size_t length;

	assert(change);
	id = change->is ? &change->to.id : &change->from.id;
	if (change->spans)
		return true;
	change->spans = calloc(1, sizeof(*change->spans));
	if (!change->spans)
		abort();
	if (!merging_length(merging, id, &length, pairing->err))
		return false;
	if (length > LIMIT_MERGE_BYTES)
		return true;
	if (!merging_spend(merging, length, pairing->err) ||
	    !merging_read(merging, id, OBJECT_BLOB, LIMIT_MERGE_BYTES, &object, pairing->err))
		return false;
	spans_read(change->spans, &object);
	return true;
}

static void
drop_spans(struct path_change *change)
{
	spans_release(change->spans);
	free(change->spans);
	change->spans = NULL;
}

static bool
score_of(struct pairing *pairing, struct path_change *from, struct path_change *to, unsigned *score)
{
	assert(from && to);
	if (!load_spans(pairing, from) || !load_spans(pairing, to))
		return false;
	*pairing->compared += from->spans->count + to->spans->count;
	if (*pairing->compared > MOST_SPANS)
		return fail(pairing->err, ERROR_UNAVAILABLE, "too many possible renames");
	*score = spans_similarity(from->spans, to->spans);
	return true;
}

static int
compare_last_names(const void *a, const void *b)
{
	const struct path_change *left = *(struct path_change *const *)a;
	const struct path_change *right = *(struct path_change *const *)b;

	return strcmp(last_name(left->path), last_name(right->path));
}

struct picked {
	struct path_change **at;
	size_t count;
};

static void
picked_release(struct picked *picked)
{
	free(picked->at);
}

static void
pick(struct path_changes *changes, bool (*wanted)(const struct path_change *),
     struct picked *picked)
{
	picked->at = calloc(changes->count, sizeof(struct path_change *));
	if (!picked->at)
		abort();
	for (size_t i = 0; i < changes->count; i++)
		if (wanted(&changes->at[i]))
			picked->at[picked->count++] = &changes->at[i];
}

/* The one with this last name; NULL if there are several. */
static struct path_change *
only_namesake(const struct picked *sorted, struct path_change *change)
{
	struct path_change **found =
		sorted->count ? bsearch(&change, sorted->at, sorted->count,
					sizeof(struct path_change *), compare_last_names)
			      : NULL;

	if (!found)
		return NULL;
	if (found > sorted->at && compare_last_names(found, found - 1) == 0)
		return NULL;
	if (found + 1 < sorted->at + sorted->count && compare_last_names(found, found + 1) == 0)
		return NULL;
	return *found;
}

/* A file that is alone with its name on both ends, and mostly the same, needs no further proof. */
static bool
pair_by_name(struct pairing *pairing, struct path_changes *changes)
{
	struct picked from RELEASED_BY(picked_release) = {0};
	struct picked to RELEASED_BY(picked_release) = {0};

	pick(changes, is_source, &from);
	pick(changes, is_target, &to);
	qsort(from.at, from.count, sizeof(*from.at), compare_last_names);
	qsort(to.at, to.count, sizeof(*to.at), compare_last_names);
	for (size_t i = 0; i < from.count; i++) {
		struct path_change *place = only_namesake(&to, from.at[i]);
		unsigned score = 0;

		if (!place || only_namesake(&from, from.at[i]) != from.at[i])
			continue;
		if (!score_of(pairing, from.at[i], place, &score))
			return false;
		if (score >= THREE_QUARTERS)
			pair(from.at[i], place);
	}
	return true;
}

static int
compare_candidates(const void *a, const void *b)
{
	const struct candidate *left = a, *right = b;
	int order = left->score > right->score ? -1 : left->score < right->score;

	if (!order)
		order = text_equal(last_name(right->from->path), last_name(right->to->path)) -
			text_equal(last_name(left->from->path), last_name(left->to->path));
	if (!order)
		order = strcmp(left->to->path, right->to->path);
	return order ? order : strcmp(left->from->path, right->from->path);
}

static void *
grown(void *at, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return at;
	*capacity = *capacity ? *capacity * 2 : 64;
	at = realloc(at, *capacity * size);
	if (!at)
		abort();
	return at;
}

static bool
find_candidates(struct pairing *pairing, const struct picked *from, struct path_change *to,
		struct candidates *candidates)
{
	for (size_t i = 0; i < from->count; i++) {
		unsigned score = 0;

		if (!score_of(pairing, from->at[i], to, &score))
			return false;
		if (score < HALF)
			continue;
		candidates->at = grown(candidates->at, candidates->count, &candidates->capacity,
				       sizeof(*candidates->at));
		candidates->at[candidates->count++] = (struct candidate){from->at[i], to, score};
	}
	drop_spans(to);
	return true;
}

static void
candidates_release(struct candidates *candidates)
{
	free(candidates->at);
}

/* The most similar pairs first. */
static bool
pair_similar(struct pairing *pairing, struct path_changes *changes)
{
	struct picked from RELEASED_BY(picked_release) = {0};
	struct picked to RELEASED_BY(picked_release) = {0};
	struct candidates candidates RELEASED_BY(candidates_release) = {0};

	pick(changes, is_source, &from);
	pick(changes, is_target, &to);
	if (from.count > MOST_SOURCES)
		return fail(pairing->err, ERROR_UNAVAILABLE,
			    "more than %u files that may have been renamed", MOST_SOURCES);
	for (size_t i = 0; from.count && i < to.count; i++)
		if (!find_candidates(pairing, &from, to.at[i], &candidates))
			return false;
	if (candidates.count)
		qsort(candidates.at, candidates.count, sizeof(*candidates.at), compare_candidates);
	for (size_t i = 0; i < candidates.count; i++)
		if (!candidates.at[i].from->partner && !candidates.at[i].to->partner)
			pair(candidates.at[i].from, candidates.at[i].to);
	return true;
}

bool
rename_pairs_find(struct merging *merging, struct path_changes *changes, uint64_t *compared,
		  struct error *err)
{
	struct pairing pairing = {merging, compared, err};

	pair_all_exact(changes);
	return pair_by_name(&pairing, changes) && pair_similar(&pairing, changes);
}
