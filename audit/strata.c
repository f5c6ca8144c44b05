/* SPDX-License-Identifier: Apache-2.0 */
/* Which records are drawn separately? See strata.h. */
#include "audit/strata.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"

static bool
is_unrecorded(const struct population_row *row)
{
	return text_equal(row->change_type, "unrecorded");
}

static bool
is_emergency(const struct population_row *row)
{
	return row->emergency_reason[0] || row->incident_id[0];
}

static bool
is_exempt(const struct population_row *row)
{
	return row->exceptions.count > 0;
}

static bool
is_baseline(const struct population_row *row)
{
	return text_equal(row->change_type, "baseline");
}

static bool
is_rollback(const struct population_row *row)
{
	return text_equal(row->change_type, "rollback");
}

static bool
is_by_machine(const struct population_row *row)
{
	return text_equal(row->deploy_actor_type, "bot") ||
	       text_equal(row->deploy_actor_type, "agent");
}

static bool
is_redeploy(const struct population_row *row)
{
	return text_equal(row->change_type, "redeploy");
}

static bool
is_any(const struct population_row *row)
{
	(void)row;
	return true;
}

/* The first that fits counts, so what went around most comes first. */
static const struct risk_class {
	const char *name;
	bool whole; /* where there are few */
	bool (*fits)(const struct population_row *row);
} risk_classes[] = {
	{"unrecorded", true, is_unrecorded}, {"emergency", true, is_emergency},
	{"baseline", true, is_baseline},     {"rollback", true, is_rollback},
	{"exempt", true, is_exempt},         {"machine", true, is_by_machine},
	{"redeploy", false, is_redeploy},    {"normal", false, is_any},
};
#define RISK_CLASSES (sizeof(risk_classes) / sizeof(risk_classes[0]))

static const char *
risk_of(const struct population_row *row)
{
	size_t i = 0;

	while (!risk_classes[i].fits(row))
		i++;
	return risk_classes[i].name;
}

static const char *
service_of(const struct population_row *row)
{
	return row->service;
}

static const char *
environment_of(const struct population_row *row)
{
	return row->environment;
}

static const char *
change_type_of(const struct population_row *row)
{
	return row->change_type;
}

static const struct strata_kind {
	const char *name;
	const char *(*stratum)(const struct population_row *row);
} kinds[] = {
	{"risk", risk_of},
	{"service", service_of},
	{"environment", environment_of},
	{"change-type", change_type_of},
};

static const struct strata_kind *
find_kind(const char *by)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (text_equal(kinds[i].name, by))
			return &kinds[i];
	return NULL;
}

bool
strata_kind_is_known(const char *by)
{
	return find_kind(by) != NULL;
}

void
strata_begin(struct arena *arena, size_t ids, struct strata *strata)
{
	struct strata begun = {0};

	begun.of_id = arena_allocate(arena, ids * sizeof(int64_t));
	*LIST_ADD(arena, &begun.each) =
		(struct stratum){.name = STRATUM_OF_ALL, .population = (int64_t)ids};
	*strata = begun;
}

/* What a row says of one of the ids. */
struct division {
	const struct strata_kind *kind;
	const struct texts *ids;
	const char **names; /* of the stratum of each id; NULL until its row is read */
};

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
read_row(struct arena *arena, const char *line, size_t length, struct division *division,
	 struct error *err)
{
	RELEASED_BY(arena_release) struct arena scratch;
	struct population_row row;
	const struct node *root;
	const char **found;
	size_t index;

	arena_init(&scratch);
	if (!json_parse(&scratch, line, length, &root, err) ||
	    !fields_read(&scratch, &population_row_fields, root, NULL, &row, err))
		return fail_while(err, "reading the rows of the population");
	found = bsearch(&row.record_id, division->ids->at, division->ids->count,
			sizeof(division->ids->at[0]), compare_texts);
	if (!found)
		return true;
	index = (size_t)(found - division->ids->at);
	if (division->names[index])
		return fail(err, ERROR_LEDGER, "the population has '%s' twice", *found);
	division->names[index] = arena_text(arena, division->kind->stratum(&row));
	return true;
}

static bool
read_rows(struct arena *arena, const char *rows, size_t length, struct division *division,
	  struct error *err)
{
	const char *end = rows + length;

	while (rows < end) {
		const char *newline = memchr(rows, '\n', (size_t)(end - rows));
		const char *stop = newline ? newline : end;

		if (!read_row(arena, rows, (size_t)(stop - rows), division, err))
			return false;
		rows = newline ? newline + 1 : end;
	}
	for (size_t i = 0; i < division->ids->count; i++)
		if (!division->names[i])
			return fail(err, ERROR_LEDGER,
				    "the ledger has no row for '%s', which was sealed",
				    division->ids->at[i]);
	return true;
}

/* Classes of risk, in the order of their table. */
static void
name_classes(struct arena *arena, const struct division *division, struct strata *strata)
{
	for (size_t i = 0; i < RISK_CLASSES; i++)
		for (size_t j = 0; j < division->ids->count; j++)
			if (text_equal(division->names[j], risk_classes[i].name)) {
				LIST_ADD(arena, &strata->each)->name = risk_classes[i].name;
				break;
			}
}

/* The different names, each once, sorted. */
static void
name_sorted(struct arena *arena, const struct division *division, struct strata *strata)
{
	size_t count = division->ids->count;
	const char **sorted = arena_allocate(arena, count * sizeof(char *));

	if (!count)
		return;
	memcpy(sorted, division->names, count * sizeof(char *));
	qsort(sorted, count, sizeof(char *), compare_texts);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || strcmp(sorted[i - 1], sorted[i]) != 0)
			LIST_ADD(arena, &strata->each)->name = sorted[i];
}

static void
count_strata(const struct division *division, struct strata *strata)
{
	for (size_t i = 0; i < division->ids->count; i++) {
		size_t at = 0;

		while (at < strata->each.count &&
		       strcmp(strata->each.at[at].name, division->names[i]) != 0)
			at++;
		assert(at < strata->each.count);
		strata->of_id[i] = (int64_t)at;
		strata->each.at[at].population++;
	}
}

static bool
is_looked_at_whole(const struct stratum *stratum)
{
	for (size_t i = 0; i < RISK_CLASSES; i++)
		if (text_equal(risk_classes[i].name, stratum->name))
			return risk_classes[i].whole && stratum->population <= STRATUM_CENSUS;
	return false;
}

bool
strata_divide(struct arena *arena, const char *by, const char *rows, size_t length,
	      const struct texts *ids, struct strata *strata, struct error *err)
{
	struct division division = {.kind = find_kind(by), .ids = ids};
	struct strata divided = {.by = by};
	bool by_risk;

	if (!division.kind)
		return fail(err, ERROR_USAGE,
			    "strata are by risk, service, environment or change-type");
	division.names = arena_allocate(arena, ids->count * sizeof(char *));
	divided.of_id = arena_allocate(arena, ids->count * sizeof(int64_t));
	if (!read_rows(arena, rows, length, &division, err))
		return fail_while(err, "dividing the population");
	by_risk = division.kind->stratum == risk_of;
	if (by_risk)
		name_classes(arena, &division, &divided);
	else
		name_sorted(arena, &division, &divided);
	if (divided.each.count > LIMIT_STRATA)
		return fail(err, ERROR_USAGE,
			    "there are %zu strata, more than %d: divide otherwise",
			    divided.each.count, LIMIT_STRATA);
	count_strata(&division, &divided);
	for (size_t i = 0; by_risk && i < divided.each.count; i++)
		divided.each.at[i].census = is_looked_at_whole(&divided.each.at[i]);
	*strata = divided;
	return true;
}

/* The group whose share was rounded down most; only those not served yet. */
static size_t
most_cut(const int64_t *groups, size_t count, int64_t seats, int64_t total, const bool *served)
{
	size_t best = count;

	for (size_t i = 0; i < count; i++)
		if (!served[i] &&
		    (best == count || groups[i] * seats % total > groups[best] * seats % total))
			best = i;
	return best;
}

void
share_out(const int64_t *groups, size_t count, int64_t seats, int64_t *shares)
{
	bool served[LIMIT_STRATA] = {false};
	int64_t total = 0, left = seats;

	for (size_t i = 0; i < count; i++)
		total += groups[i];
	for (size_t i = 0; i < count; i++) {
		shares[i] = total ? groups[i] * seats / total : 0;
		left -= shares[i];
	}
	for (; total && left > 0; left--) {
		size_t next = most_cut(groups, count, seats, total, served);

		served[next] = true;
		shares[next]++;
	}
}

int64_t
strata_sampled_population(const struct strata *strata)
{
	int64_t total = 0;

	for (size_t i = 0; i < strata->each.count; i++)
		if (!strata->each.at[i].census)
			total += strata->each.at[i].population;
	return total;
}

void
strata_allocate(struct arena *arena, struct strata *strata, int64_t size)
{
	int64_t *groups = arena_allocate(arena, strata->each.count * sizeof(int64_t));
	int64_t *shares = arena_allocate(arena, strata->each.count * sizeof(int64_t));
	int64_t total = strata_sampled_population(strata);

	for (size_t i = 0; i < strata->each.count; i++)
		groups[i] = strata->each.at[i].census ? 0 : strata->each.at[i].population;
	share_out(groups, strata->each.count, size < total ? size : total, shares);
	for (size_t i = 0; i < strata->each.count; i++) {
		struct stratum *stratum = &strata->each.at[i];
		int64_t share = shares[i] ? shares[i] : 1;

		if (stratum->census)
			share = stratum->population;
		if (share > stratum->size)
			stratum->size = share;
	}
}

void
strata_write(struct buffer *out, const struct strata *strata, const struct texts *ids)
{
	for (size_t i = 0; i < ids->count; i++)
		buffer_add_format(out, "%s\t%lld\t%s\n", ids->at[i],
				  (long long)strata->of_id[i] + 1,
				  strata->each.at[strata->of_id[i]].name);
}
