/* SPDX-License-Identifier: Apache-2.0 */
/* Are records divided by what is in their rows, and is a sample shared out fairly and fully? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/strata.h"
#include "base/text.h"

struct people {
	struct arena arena;
	struct texts ids;
	struct buffer rows;
};

/* A row whose texts are all empty but these. */
static void
add_row(struct people *people, const char *id, const char *change_type, const char *service)
{
	struct population_row row = {0};
	char *at = (char *)&row;

	for (size_t i = 0; i < population_row_fields.count; i++)
		if (population_row_fields.rows[i].type == FIELD_TEXT) {
			const char *empty = "";

			memcpy(at + population_row_fields.rows[i].offset, &empty, sizeof(empty));
		}
	row.record_id = id;
	row.change_type = change_type;
	row.service = service;
	if (text_equal(change_type, "exempt")) {
		texts_add(&people->arena, &row.exceptions, "WAIVED");
		row.change_type = "normal";
	}
	if (text_equal(change_type, "urgent")) {
		row.emergency_reason = "fire";
		texts_add(&people->arena, &row.exceptions, "WAIVED");
	}
	fields_write(&people->rows, &population_row_fields, &row);
	buffer_add_byte(&people->rows, '\n');
}

static void
add(struct people *people, const char *change_type, const char *service)
{
	const char *id = arena_format(&people->arena, "R-%04zu", people->ids.count);

	texts_add(&people->arena, &people->ids, id);
	add_row(people, id, change_type, service);
}

static void
release(struct people *people)
{
	buffer_release(&people->rows);
	arena_release(&people->arena);
}

static void
divide(struct people *people, const char *by, struct strata *strata)
{
	struct error err;

	if (!strata_divide(&people->arena, by, people->rows.bytes, people->rows.length,
			   &people->ids, strata, &err))
		fail_msg("%s", err.message);
}

static void
assert_stratum(const struct strata *strata, size_t at, const char *name, int64_t population,
	       bool census)
{
	assert_true(at < strata->each.count);
	assert_string_equal(strata->each.at[at].name, name);
	assert_int_equal(strata->each.at[at].population, population);
	assert_int_equal(strata->each.at[at].census, census);
}

static void
risk_finds_what_went_around_a_rule(void **state)
{
	struct people people = {0};
	struct strata strata;
	int64_t sum = 0;

	(void)state;
	for (int i = 0; i < 26; i++)
		add(&people, "rollback", "a");
	for (int i = 0; i < 25; i++)
		add(&people, "exempt", "a");
	for (int i = 0; i < 100; i++)
		add(&people, "normal", "a");
	add(&people, "redeploy", "a");
	add(&people, "baseline", "a");
	add(&people, "urgent", "a");
	divide(&people, "risk", &strata);
	assert_int_equal(strata.each.count, 6);
	assert_stratum(&strata, 0, "emergency", 1, true);
	assert_stratum(&strata, 1, "baseline", 1, true);
	assert_stratum(&strata, 2, "rollback", 26, false); /* too many to look at all */
	assert_stratum(&strata, 3, "exempt", 25, true);
	assert_stratum(&strata, 4, "redeploy", 1, false);
	assert_stratum(&strata, 5, "normal", 100, false);
	assert_int_equal(strata.of_id[0], 2);
	assert_int_equal(strata.of_id[153], 0);
	for (size_t i = 0; i < strata.each.count; i++)
		sum += strata.each.at[i].population;
	assert_int_equal(sum, people.ids.count);
	strata_allocate(&people.arena, &strata, 25);
	assert_int_equal(strata.each.at[0].size, 1);
	assert_int_equal(strata.each.at[2].size, 5);
	assert_int_equal(strata.each.at[3].size, 25);
	assert_int_equal(strata.each.at[4].size, 1);
	assert_int_equal(strata.each.at[5].size, 20);
	release(&people);
}

static void
what_has_no_record_is_looked_at_first(void **state)
{
	struct people people = {0};
	struct strata strata;

	(void)state;
	for (int i = 0; i < 60; i++)
		add(&people, i % 4 ? "normal" : "unrecorded", "a");
	add(&people, "urgent", "a");
	divide(&people, "risk", &strata);
	assert_int_equal(strata.each.count, 3);
	assert_stratum(&strata, 0, "unrecorded", 15, true);
	assert_stratum(&strata, 1, "emergency", 1, true);
	strata_allocate(&people.arena, &strata, 5);
	assert_int_equal(strata.each.at[0].size, 15);
	assert_int_equal(strata.each.at[2].size, 5);
	release(&people);
}

static void
names_are_sorted_and_written(void **state)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	struct people people = {0};
	struct strata strata;

	(void)state;
	add(&people, "normal", "zoo");
	add(&people, "normal", "emergency");
	add(&people, "normal", "");
	add(&people, "normal", "zoo");
	add_row(&people, "R-9999", "normal", "of another period");
	divide(&people, "service", &strata);
	assert_int_equal(strata.each.count, 3);
	assert_stratum(&strata, 0, "", 1, false);
	assert_stratum(&strata, 1, "emergency", 1, false);
	assert_stratum(&strata, 2, "zoo", 2, false);
	strata_write(&out, &strata, &people.ids);
	assert_string_equal(out.bytes, "R-0000\t3\tzoo\nR-0001\t2\temergency\nR-0002\t1\t\n"
				       "R-0003\t3\tzoo\n");
	divide(&people, "change-type", &strata);
	assert_stratum(&strata, 0, "normal", 4, false);
	divide(&people, "environment", &strata);
	assert_stratum(&strata, 0, "", 4, false);
	release(&people);
}

static void
assert_undivided(struct people *people, const char *by, size_t length, enum error_code code,
		 const char *why)
{
	struct strata strata = {.by = "untouched"};
	struct error err;

	assert_false(strata_divide(&people->arena, by, people->rows.bytes, length, &people->ids,
				   &strata, &err));
	assert_string_equal(strata.by, "untouched");
	assert_int_equal(err.code, code);
	if (!strstr(err.message, why))
		fail_msg("%s", err.message);
}

static void
wrong_rows_are_refused(void **state)
{
	struct people people = {0};

	(void)state;
	add(&people, "normal", "a");
	assert_undivided(&people, "author", people.rows.length, ERROR_USAGE, "strata are by");
	assert_undivided(&people, "risk", 0, ERROR_LEDGER, "no row for 'R-0000'");
	assert_undivided(&people, "risk", people.rows.length - 9, ERROR_FORMAT, "rows of");
	add_row(&people, "R-0000", "rollback", "a");
	assert_undivided(&people, "risk", people.rows.length, ERROR_LEDGER, "twice");
	for (int i = 0; i < LIMIT_STRATA + 1; i++)
		add(&people, "normal", arena_format(&people.arena, "s%d", i));
	people.ids.at++;
	people.ids.count--;
	assert_undivided(&people, "service", people.rows.length, ERROR_USAGE, "201 strata");
	release(&people);
}

static void
assert_shares(const int64_t *groups, size_t count, int64_t seats, const int64_t *expected)
{
	int64_t shares[8], sum = 0;

	share_out(groups, count, seats, shares);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(shares[i], expected[i]);
		sum += shares[i];
	}
	assert_int_equal(sum, seats);
}

static void
shares_are_by_largest_remainder(void **state)
{
	static const int64_t four[] = {3000, 300, 100, 12}, three[] = {180, 15, 5};
	static const int64_t of_four[] = {53, 5, 2, 0}, of_three[] = {22, 2, 1};
	static const int64_t even[] = {1, 1, 1}, of_even[] = {1, 1, 0};

	(void)state;
	assert_shares(four, 4, 60, of_four);
	assert_shares(three, 3, 25, of_three);
	assert_shares(even, 3, 2, of_even);
}

static struct strata
strata_of(struct arena *arena, const int64_t *groups, size_t count)
{
	struct strata strata = {0};

	for (size_t i = 0; i < count; i++)
		*LIST_ADD(arena, &strata.each) =
			(struct stratum){.name = "x", .population = groups[i]};
	return strata;
}

/* All that is asked for, at least one of each, never more than there are. */
static void
strata_sum_to_the_sample(void **state)
{
	static const int64_t groups[] = {3000, 300, 100, 12};
	struct arena arena = {0};

	(void)state;
	for (int64_t size = 1; size <= 3500; size += size < 100 ? 1 : 37) {
		struct strata strata = strata_of(&arena, groups, 4);
		int64_t sum = 0, ones = 0;

		strata_allocate(&arena, &strata, size);
		for (size_t i = 0; i < 4; i++) {
			assert_true(strata.each.at[i].size >= 1);
			assert_true(strata.each.at[i].size <= groups[i]);
			sum += strata.each.at[i].size;
			ones += strata.each.at[i].size == 1;
		}
		if (size >= 3412)
			assert_int_equal(sum, 3412);
		else
			assert_true(sum >= size && sum <= size + ones);
	}
	arena_release(&arena);
}

/* With one seat more, largest remainder takes one away from the third: the known paradox. */
static void
a_later_stage_gives_nothing_back(void **state)
{
	static const int64_t groups[] = {60, 60, 20};
	struct arena arena = {0};
	struct strata strata = strata_of(&arena, groups, 3);
	int64_t ten[3], eleven[3];

	(void)state;
	share_out(groups, 3, 10, ten);
	share_out(groups, 3, 11, eleven);
	assert_int_equal(ten[2], 2);
	assert_int_equal(eleven[2], 1);
	strata_allocate(&arena, &strata, 10);
	strata_allocate(&arena, &strata, 11);
	assert_int_equal(strata.each.at[0].size, 5);
	assert_int_equal(strata.each.at[1].size, 5);
	assert_int_equal(strata.each.at[2].size, 2);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(risk_finds_what_went_around_a_rule),
		cmocka_unit_test(what_has_no_record_is_looked_at_first),
		cmocka_unit_test(names_are_sorted_and_written),
		cmocka_unit_test(wrong_rows_are_refused),
		cmocka_unit_test(shares_are_by_largest_remainder),
		cmocka_unit_test(strata_sum_to_the_sample),
		cmocka_unit_test(a_later_stage_gives_nothing_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
