/* SPDX-License-Identifier: Apache-2.0 */
/* What did the auditor find? See results.h. */
#include "audit/results.h"

#include <stdlib.h>
#include <string.h>

#include "audit/csv_read.h"
#include "base/text.h"

#define NO_ATTRIBUTE LIMIT_ATTRIBUTES /* what a column is that says nothing about outcomes */

static const struct outcome_word {
	const char *word;
	int outcome;
} outcome_words[] = {
	{"pass", OUTCOME_PASS},
	{"p", OUTCOME_PASS},
	{"deviation", OUTCOME_DEVIATION},
	{"x", OUTCOME_DEVIATION},
	{"not-applicable", OUTCOME_NOT_APPLICABLE},
	{"na", OUTCOME_NOT_APPLICABLE},
	{"n/a", OUTCOME_NOT_APPLICABLE},
	{"not-testable", OUTCOME_NOT_TESTABLE},
	{"nt", OUTCOME_NOT_TESTABLE},
};

struct columns {
	size_t record_id;
	size_t count;
	size_t attribute[LIMIT_CSV_COLUMNS]; /* index into results, or NO_ATTRIBUTE */
};

/* An item of the sample by its id. */
struct place_of {
	const char *record_id;
	size_t item;
	bool seen;
};

struct matching {
	struct arena *arena;
	const struct sample *sample;
	struct columns columns;
	struct place_of *places; /* sorted by id */
	struct results results;
};

static bool
is_remark(const char *name)
{
	for (size_t i = 0; i < sample_item_fields.count; i++)
		if (text_equal_ignoring_case(name, sample_item_fields.rows[i].name))
			return true;
	return text_equal_ignoring_case(name, "note") || text_equal_ignoring_case(name, "notes");
}

static bool
is_attribute_taken(const struct results *results, const char *name)
{
	for (size_t i = 0; i < results->attributes.count; i++)
		if (text_equal_ignoring_case(results->attributes.at[i].name, name))
			return true;
	return text_equal_ignoring_case(name, ATTRIBUTE_ANY);
}

static bool
add_attribute(struct matching *matching, const char *name, struct error *err)
{
	struct results *results = &matching->results;
	struct attribute_results *attribute;

	if (!name[0] || strlen(name) > LIMIT_ATTRIBUTE_BYTES ||
	    !text_equal(name, text_shown(matching->arena, name)))
		return fail(err, ERROR_FORMAT,
			    "column '%s': the name of an attribute is 1 to %d printable bytes",
			    text_shown(matching->arena, name), LIMIT_ATTRIBUTE_BYTES);
	if (is_attribute_taken(results, name))
		return fail(err, ERROR_FORMAT, "two columns are called '%s'", name);
	if (results->attributes.count == LIMIT_ATTRIBUTES)
		return fail(err, ERROR_FORMAT, "more than %d attributes", LIMIT_ATTRIBUTES);
	attribute = LIST_ADD(matching->arena, &results->attributes);
	attribute->name = name;
	attribute->outcomes =
		arena_allocate(matching->arena, matching->sample->items.count * sizeof(int));
	return true;
}

static bool
read_columns(struct matching *matching, const struct texts *header, struct error *err)
{
	struct columns *columns = &matching->columns;
	bool any = false;

	columns->count = header->count;
	for (size_t i = 0; i < header->count; i++) {
		const char *name = text_trim(matching->arena, header->at[i], strlen(header->at[i]));

		columns->attribute[i] = NO_ATTRIBUTE;
		if (text_equal_ignoring_case(name, "record_id")) {
			if (any)
				return fail(err, ERROR_FORMAT, "two columns are called record_id");
			any = true;
			columns->record_id = i;
		} else if (!is_remark(name)) {
			columns->attribute[i] = matching->results.attributes.count;
			if (!add_attribute(matching, name, err))
				return false;
		}
	}
	if (!any)
		return fail(err, ERROR_FORMAT, "no column is called record_id");
	return matching->results.attributes.count ||
	       fail(err, ERROR_FORMAT,
		    "no column has outcomes: add one for each attribute that was tested");
}

static int
compare_places(const void *a, const void *b)
{
	return strcmp(((const struct place_of *)a)->record_id,
		      ((const struct place_of *)b)->record_id);
}

static void
sort_places(struct matching *matching)
{
	size_t count = matching->sample->items.count;

	matching->places = arena_allocate(matching->arena, count * sizeof(struct place_of));
	for (size_t i = 0; i < count; i++)
		matching->places[i] =
			(struct place_of){matching->sample->items.at[i].record_id, i, false};
	qsort(matching->places, count, sizeof(struct place_of), compare_places);
}

/* A ' before what begins like a formula is the guard that sample.csv has. */
static const char *
id_in_cell(struct arena *arena, const char *cell)
{
	const char *id = text_trim(arena, cell, strlen(cell));

	return id[0] == '\'' && id[1] == '-' ? id + 1 : id;
}

static struct place_of *
find_place(const struct matching *matching, const char *id)
{
	struct place_of wanted = {.record_id = id};

	return bsearch(&wanted, matching->places, matching->sample->items.count,
		       sizeof(struct place_of), compare_places);
}

static bool
read_outcome(struct matching *matching, const struct csv_line *line, size_t column, int *outcome,
	     struct error *err)
{
	const char *cell = line->cells.at[column];
	const char *word = text_trim(matching->arena, cell, strlen(cell));

	for (size_t i = 0; i < sizeof(outcome_words) / sizeof(outcome_words[0]); i++)
		if (text_equal_ignoring_case(outcome_words[i].word, word)) {
			*outcome = outcome_words[i].outcome;
			return true;
		}
	return fail(err, ERROR_FORMAT,
		    "line %zu, column '%s': '%s' is no outcome; those are pass (P), deviation (X), "
		    "not-applicable (NA) and not-testable (NT)",
		    line->number,
		    matching->results.attributes.at[matching->columns.attribute[column]].name,
		    text_shown(matching->arena, word));
}

static bool
read_outcomes(struct matching *matching, const struct csv_line *line, size_t item,
	      struct error *err)
{
	if (text_equal(matching->sample->items.at[item].selection, "replaced"))
		return true;
	for (size_t i = 0; i < matching->columns.count; i++) {
		size_t attribute = matching->columns.attribute[i];

		if (attribute != NO_ATTRIBUTE &&
		    !read_outcome(matching, line, i,
				  &matching->results.attributes.at[attribute].outcomes[item], err))
			return false;
	}
	return true;
}

static bool
read_result(struct matching *matching, const struct csv_line *line, struct error *err)
{
	const char *id = id_in_cell(matching->arena, line->cells.at[matching->columns.record_id]);
	struct place_of *place = find_place(matching, id);

	if (!place)
		return fail(err, ERROR_FORMAT, "line %zu: '%s' is not in the sample", line->number,
			    text_shown(matching->arena, id));
	if (place->seen)
		return fail(err, ERROR_FORMAT, "line %zu: '%s' is there twice", line->number,
			    place->record_id);
	place->seen = true;
	return read_outcomes(matching, line, place->item, err);
}

static bool
is_complete(const struct matching *matching, struct error *err)
{
	for (size_t i = 0; i < matching->sample->items.count; i++) {
		const struct place_of *place = &matching->places[i];
		const struct sample_item *item = &matching->sample->items.at[place->item];

		if (!place->seen && !text_equal(item->selection, "replaced"))
			return fail(err, ERROR_FORMAT,
				    "'%s' has no result: what was not tested is not-testable",
				    place->record_id);
	}
	return true;
}

/* Deviating in one or more; not applicable only where nothing is. */
static int
worst_of(const struct results *results, size_t item)
{
	static const int by_weight[] = {OUTCOME_DEVIATION, OUTCOME_NOT_TESTABLE, OUTCOME_PASS,
					OUTCOME_NOT_APPLICABLE};

	for (size_t weight = 0; weight < sizeof(by_weight) / sizeof(by_weight[0]); weight++)
		for (size_t i = 0; i < results->attributes.count; i++)
			if (results->attributes.at[i].outcomes[item] == by_weight[weight])
				return by_weight[weight];
	return OUTCOME_NONE;
}

static void
add_any(struct matching *matching)
{
	size_t count = matching->sample->items.count;
	int *outcomes = arena_allocate(matching->arena, count * sizeof(int));
	struct attribute_results *any;

	if (matching->results.attributes.count < 2)
		return;
	for (size_t i = 0; i < count; i++)
		outcomes[i] = worst_of(&matching->results, i);
	any = LIST_ADD(matching->arena, &matching->results.attributes);
	any->name = ATTRIBUTE_ANY;
	any->outcomes = outcomes;
}

bool
results_read(struct arena *arena, const char *bytes, size_t length, const struct sample *sample,
	     struct results *out, struct error *err)
{
	struct matching matching = {.arena = arena, .sample = sample};
	struct csv_table table;

	if (!csv_read(arena, bytes, length, &table, err) ||
	    !read_columns(&matching, &table.lines.at[0].cells, err))
		return fail_while(err, "reading the results");
	sort_places(&matching);
	for (size_t i = 1; i < table.lines.count; i++)
		if (!read_result(&matching, &table.lines.at[i], err))
			return fail_while(err, "reading the results");
	if (!is_complete(&matching, err))
		return fail_while(err, "reading the results");
	add_any(&matching);
	*out = matching.results;
	return true;
}
