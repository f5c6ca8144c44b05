/* SPDX-License-Identifier: Apache-2.0 */
/* What do tables of other systems say? See outside.h. */
#include "audit/outside.h"

#include <string.h>

#include "audit/csv_read.h"
#include "base/text.h"
#include "base/time.h"

const char *const outside_names[] = {"deployments", "deployment-statuses",
				     "runs",        "cloud",
				     "runtime",     "registry",
				     "tickets",     "rules",
				     NULL};

bool
outside_is_independent(int kind)
{
	return kind == OUTSIDE_CLOUD || kind == OUTSIDE_RUNTIME;
}

/* What a column may hold, and whether every line of a kind needs it. */
static const struct column {
	const char *field;
	size_t offset;
	bool is_time;
	unsigned needed_by; /* bits of enum outside_kind */
} columns_known[] = {
	{"id", offsetof(struct outside_line, id), false, 1u << OUTSIDE_TICKETS},
	{"repository", offsetof(struct outside_line, repository), false, 0},
	{"service", offsetof(struct outside_line, service), false, 0},
	{"environment", offsetof(struct outside_line, environment), false,
	 1u << OUTSIDE_CLOUD | 1u << OUTSIDE_RUNTIME | 1u << OUTSIDE_DEPLOYMENTS},
	{"commit", offsetof(struct outside_line, commit), false, 0},
	{"artifact", offsetof(struct outside_line, artifact), false, 1u << OUTSIDE_REGISTRY},
	{"actor", offsetof(struct outside_line, actor), false, 0},
	{"state", offsetof(struct outside_line, state), false, 1u << OUTSIDE_RULES},
	{"at", offsetof(struct outside_line, at), true,
	 (1u << OUTSIDE_KINDS) - 1 - (1u << OUTSIDE_REGISTRY)},
	{"ended", offsetof(struct outside_line, ended), true, 0},
};
#define COLUMNS (sizeof(columns_known) / sizeof(columns_known[0]))

static const char *
header_of(const struct outside_columns *columns, const char *field)
{
	for (size_t i = 0; i < columns->count; i++)
		if (text_equal(columns->at[i].field, field))
			return columns->at[i].header;
	return field;
}

#define NO_COLUMN SIZE_MAX

static bool
find_columns(struct arena *arena, const struct csv_line *head,
	     const struct outside_columns *columns, int kind, size_t at[COLUMNS], struct error *err)
{
	for (size_t i = 0; i < COLUMNS; i++) {
		const char *header = header_of(columns, columns_known[i].field);

		at[i] = NO_COLUMN;
		for (size_t j = 0; j < head->cells.count; j++) {
			if (!text_equal_ignoring_case(head->cells.at[j], header))
				continue;
			if (at[i] != NO_COLUMN)
				return fail(err, ERROR_FORMAT,
					    "two columns '%s': which of them is meant?",
					    text_shown(arena, header));
			at[i] = j;
		}
		if (at[i] == NO_COLUMN && (columns_known[i].needed_by & 1u << kind))
			return fail(err, ERROR_FORMAT,
				    "no column '%s', which %s needs: name it with --column "
				    "%s.%s=HEADER",
				    text_shown(arena, header), outside_names[kind],
				    outside_names[kind], columns_known[i].field);
	}
	return true;
}

static bool
read_time(const char *text, int64_t *out)
{
	struct civil day;

	*out = 0;
	if (!text[0] || instant_parse(text, out))
		return true;
	if (!local_parse(text, &day))
		return false;
	*out = civil_to_seconds(&day);
	return true;
}

static bool
read_cell(struct arena *arena, const struct column *column, const struct csv_line *from,
	  const char *cell, int kind, struct outside_line *line, struct error *err)
{
	char *field = (char *)line + column->offset;
	const char *text = text_trim(arena, cell, strlen(cell));

	if ((column->needed_by & 1u << kind) && !text[0])
		return fail(err, ERROR_FORMAT, "line %zu: no %s", from->number, column->field);
	if (!column->is_time) {
		memcpy(field, &text, sizeof(text));
		return true;
	}
	return read_time(text, (int64_t *)(void *)field) ||
	       fail(err, ERROR_FORMAT, "line %zu: '%s' is no time in UTC (2026-01-31T10:00:00Z)",
		    from->number, text_shown(arena, text));
}

static bool
names_something(const struct outside_line *line, int kind)
{
	return line->commit[0] || line->artifact[0] ||
	       (kind != OUTSIDE_DEPLOYMENTS && kind != OUTSIDE_CLOUD && kind != OUTSIDE_RUNTIME);
}

bool
outside_read_table(struct arena *arena, const char *bytes, size_t length,
		   const struct outside_columns *columns, struct outside_source *source,
		   struct error *err)
{
	struct csv_table table;
	size_t at[COLUMNS];

	if (!csv_read(arena, bytes, length, &table, err) ||
	    !find_columns(arena, &table.lines.at[0], columns, source->kind, at, err))
		return false;
	for (size_t i = 1; i < table.lines.count; i++) {
		const struct csv_line *from = &table.lines.at[i];
		struct outside_line *line = LIST_ADD(arena, &source->lines);

		*line = (struct outside_line){"", "", "", "", "", "", "", "", 0, 0, NULL};
		for (size_t j = 0; j < COLUMNS; j++)
			if (at[j] != NO_COLUMN &&
			    !read_cell(arena, &columns_known[j], from, from->cells.at[at[j]],
				       source->kind, line, err))
				return false;
		if (!names_something(line, source->kind))
			return fail(err, ERROR_FORMAT, "line %zu: neither commit nor artifact",
				    from->number);
		if (!line->id[0])
			line->id = arena_format(arena, "line-%zu", from->number);
	}
	return true;
}

bool
outside_read(struct arena *arena, const char *bytes, size_t length,
	     const struct outside_columns *columns, struct outside_source *source,
	     struct error *err)
{
	source->said_total = -1;
	source->independent = outside_is_independent(source->kind);
	for (size_t i = 0; i < length; i++) {
		if (bytes[i] == '[' || bytes[i] == '{')
			return outside_read_github(arena, bytes, length, source, err);
		if (!byte_is_space(bytes[i]))
			break;
	}
	return outside_read_table(arena, bytes, length, columns, source, err);
}
