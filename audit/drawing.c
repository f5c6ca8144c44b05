/* SPDX-License-Identifier: Apache-2.0 */
/* How does each method draw? See drawing.h. */
#include "audit/drawing.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/text.h"

#define TRIES_PER_ID 20 /* rivest-sampler: many repeats only where nearly all are drawn */

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool
drawing_find(const struct drawing *drawing, const char *id, size_t *index, struct error *err)
{
	const struct texts *ids = &drawing->ids;
	const char **found = bsearch(&id, ids->at, ids->count, sizeof(ids->at[0]), compare_texts);

	if (!found)
		return fail(err, ERROR_USAGE, "'%s' is not in the sealed population",
			    text_shown(drawing->arena, id));
	*index = (size_t)(found - ids->at);
	return true;
}

static void
digest_of(const char *seed, const char *between, const char *behind, char hex[65])
{
	struct buffer joined RELEASED_BY(buffer_release) = {0};
	struct sha256 digest;

	buffer_add_format(&joined, "%s%s%s", seed, between, behind);
	sha256(&digest, joined.bytes, joined.length);
	sha256_format(hex, &digest);
}

void
drawing_add(struct drawing *drawing, size_t index, const char *ticket, const char *selection,
	    int64_t stage)
{
	struct sample_item *item = LIST_ADD(drawing->arena, &drawing->sample.items);
	int64_t stratum = drawing->strata.of_id[index];

	*item = (struct sample_item){
		.position = (int64_t)drawing->sample.items.count,
		.record_id = drawing->ids.at[index],
		.ticket = ticket,
		.stratum = drawing->strata.each.at[stratum].name,
		.selection = selection,
		.stage = stage,
	};
	drawing->taken[index] = true;
}

/* ---- how many of which stratum, in which stage -------------------------------------------------
 */

static bool
count_replaced(struct drawing *drawing, int64_t stage, struct error *err)
{
	for (size_t i = 0; i < drawing->request->replaced.count; i++) {
		const struct sample_replacement *replaced = &drawing->request->replaced.at[i];
		size_t index;

		if (replaced->stage != stage)
			continue;
		if (!drawing_find(drawing, replaced->record_id, &index, err))
			return false;
		drawing->strata.each.at[drawing->strata.of_id[index]].replaced++;
	}
	return true;
}

static bool
allocate_stage(struct drawing *drawing, int64_t stage, int64_t size, struct error *err)
{
	struct strata *strata = &drawing->strata;
	int64_t *drawn = arena_allocate(drawing->arena, strata->each.count * sizeof(int64_t));

	strata_allocate(drawing->arena, strata, size);
	if (!count_replaced(drawing, stage, err))
		return false;
	for (size_t i = 0; i < strata->each.count; i++) {
		const struct stratum *stratum = &strata->each.at[i];

		drawn[i] = stratum->size + stratum->replaced;
		if (drawn[i] > stratum->population)
			drawn[i] = stratum->population;
	}
	drawing->drawn_by[stage - 1] = drawn;
	return true;
}

bool
drawing_allocate(struct drawing *drawing, struct error *err)
{
	struct sample *sample = &drawing->sample;

	for (size_t i = 0; i < sample->stages.count; i++)
		if (!allocate_stage(drawing, (int64_t)i + 1, sample->stages.at[i].size, err))
			return false;
	for (size_t i = 0; i < drawing->strata.each.count; i++) {
		struct stratum *stratum = &drawing->strata.each.at[i];

		if (stratum->size > stratum->population - stratum->replaced)
			stratum->size = stratum->population - stratum->replaced;
	}
	return true;
}

/* The stage in which a stratum gave its record of this rank (from 0); 0 if none did. */
static int64_t
stage_of(const struct drawing *drawing, int64_t stratum, int64_t rank)
{
	for (size_t i = 0; i < drawing->sample.stages.count; i++)
		if (rank < drawing->drawn_by[i][stratum])
			return (int64_t)i + 1;
	return 0;
}

static const char *
selection_of(const struct drawing *drawing, int64_t stratum)
{
	const int64_t *drawn = drawing->drawn_by[drawing->sample.stages.count - 1];

	return drawn[stratum] == drawing->strata.each.at[stratum].population ? "all" : "random";
}

/* ---- the methods -------------------------------------------------------------------------------
 */

struct ticket {
	int64_t stratum;
	char hex[65];
	const char *id;
	size_t index;
};

static int
compare_tickets(const void *a, const void *b)
{
	const struct ticket *left = a, *right = b;
	int order;

	if (left->stratum != right->stratum)
		return left->stratum < right->stratum ? -1 : 1;
	order = strcmp(left->hex, right->hex);
	return order ? order : strcmp(left->id, right->id);
}

static bool
draw_tickets(struct drawing *drawing, struct error *err)
{
	size_t count = drawing->ids.count;
	struct ticket *tickets = arena_allocate(drawing->arena, count * sizeof(struct ticket));
	int64_t rank = 0;

	(void)err;
	for (size_t i = 0; i < count; i++) {
		digest_of(drawing->request->seed, ":", drawing->ids.at[i], tickets[i].hex);
		tickets[i].stratum = drawing->strata.of_id[i];
		tickets[i].id = drawing->ids.at[i];
		tickets[i].index = i;
	}
	qsort(tickets, count, sizeof(struct ticket), compare_tickets);
	for (size_t i = 0; i < count; i++, rank++) {
		int64_t stratum = tickets[i].stratum, stage;

		if (i && tickets[i - 1].stratum != stratum)
			rank = 0;
		stage = stage_of(drawing, stratum, rank);
		if (stage)
			drawing_add(drawing, tickets[i].index,
				    arena_text(drawing->arena, tickets[i].hex),
				    selection_of(drawing, stratum), stage);
	}
	return true;
}

static size_t
digest_modulo(const char *hex, size_t modulus)
{
	static const char digits[] = "0123456789abcdef";
	size_t rest = 0;

	for (; *hex; hex++)
		rest = (rest * 16 + (size_t)(strchr(digits, *hex) - digits)) % modulus;
	return rest;
}

static bool
draw_rivest(struct drawing *drawing, struct error *err)
{
	struct sample *sample = &drawing->sample;
	int64_t wanted = drawing->drawn_by[sample->stages.count - 1][0];
	int64_t most = (int64_t)drawing->ids.count * TRIES_PER_ID;

	while ((int64_t)sample->items.count < wanted) {
		RELEASED_BY(buffer_release) struct buffer number = {0};
		char hex[65];
		size_t index;

		if (sample->tries >= most)
			return fail(err, ERROR_USAGE,
				    SAMPLE_RIVEST " hardly finds the last records: draw fewer, or "
						  "take " SAMPLE_METHOD);
		buffer_add_format(&number, "%lld", (long long)++sample->tries);
		digest_of(drawing->request->seed, ",", number.bytes, hex);
		index = digest_modulo(hex, drawing->ids.count);
		if (!drawing->taken[index])
			drawing_add(drawing, index, arena_text(drawing->arena, hex),
				    selection_of(drawing, 0),
				    stage_of(drawing, 0, (int64_t)sample->items.count));
	}
	return true;
}

static bool
take_listed(struct drawing *drawing, struct error *err)
{
	for (size_t i = 0; i < drawing->request->listed.count; i++) {
		const char *id = drawing->request->listed.at[i];
		size_t index;

		if (!drawing_find(drawing, id, &index, err))
			return false;
		if (drawing->taken[index])
			return fail(err, ERROR_USAGE, "'%s' is in the list twice", id);
		drawing_add(drawing, index, "", "listed", 1);
	}
	return true;
}

static const struct sample_method {
	const char *name;
	bool (*draw)(struct drawing *drawing, struct error *err);
} methods[] = {
	{SAMPLE_METHOD, draw_tickets},
	{SAMPLE_RIVEST, draw_rivest},
	{SAMPLE_ROWS, take_listed},
	{SAMPLE_IDS, take_listed},
};

bool
drawing_draw(struct drawing *drawing, struct error *err)
{
	size_t i = 0;

	while (!text_equal(methods[i].name, drawing->sample.method))
		i++;
	return methods[i].draw(drawing, err);
}
