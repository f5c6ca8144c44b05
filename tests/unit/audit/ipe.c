/* SPDX-License-Identifier: Apache-2.0 */
/* Does the page about a list count sequences, seals and late arrivals, and say who made it? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/ipe.h"

static const struct key production = {"example.org/acme/pay", "pay", "production"};
static const struct key staging = {"example.org/acme/pay", "pay", "staging"};

static void
note(struct ipe *ipe, enum record_kind kind, const struct key *key, int64_t time, int64_t index)
{
	char id[] = "01JD8ZQ4E7V5M3K2X1W0T90000";
	struct leaf leaf = {.record_id = id, .kind = kind, .key = *key, .time = time};

	id[25] = (char)('0' + index);
	ipe_note(ipe, &leaf, index);
}

static void
row(struct ipe *ipe, const char *id, int64_t index)
{
	struct population_row deploy = {.record_id = id, .ledger_index = index};

	ipe_row(ipe, &deploy);
}

static const char *
value_of(const struct sheet *sheet, const char *what)
{
	for (size_t i = 0; i < sheet->lines.count; i++)
		if (sheet->lines.at[i].kind == SHEET_PAIR &&
		    strcmp(sheet->lines.at[i].cells.at[0], what) == 0)
			return sheet->lines.at[i].cells.at[1];
	return NULL;
}

static void
sequences_add_up(void **state)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct ipe ipe;

	(void)state;
	ipe_begin(&arena, 100, 200, &ipe);
	note(&ipe, RECORD_BASELINE, &production, 99, 0);
	note(&ipe, RECORD_DEPLOYMENT, &production, 100, 1);
	note(&ipe, RECORD_DEPLOYMENT, &staging, 150, 2);
	note(&ipe, RECORD_OUTCOME, &production, 200, 3);
	note(&ipe, RECORD_DEPLOYMENT, &production, 201, 4);
	assert_int_equal(ipe.chains.count, 2);
	assert_string_equal(ipe.chains.at[0].key, "pay to production, example.org/acme/pay");
	assert_int_equal(ipe.chains.at[0].opening, 1);
	assert_int_equal(ipe.chains.at[0].additions, 2);
	assert_int_equal(ipe.chains.at[0].closing, 3);
	assert_int_equal(ipe.chains.at[1].opening, 0);
	assert_int_equal(ipe.chains.at[1].closing, 1);
	assert_int_equal(ipe.seals.count, 0);
}

static void
rows_behind_the_first_seal_are_late(void **state)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct population_header population = {.rows = 3};
	struct ipe_run run = {.command = "changegate audit population",
			      .tool_version = "0.1.0",
			      .ran_by = "ada",
			      .ran_on = "desk"};
	struct sheet sheet;
	struct ipe ipe;

	(void)state;
	ipe_begin(&arena, 100, 200, &ipe);
	note(&ipe, RECORD_DEPLOYMENT, &production, 100, 0);
	row(&ipe, "before", 0);
	note(&ipe, RECORD_SEAL, &production, 150, 1);
	note(&ipe, RECORD_DEPLOYMENT, &production, 160, 2);
	row(&ipe, "behind", 2);
	note(&ipe, RECORD_SEAL, &production, 170, 3);
	row(&ipe, "last", 4);
	ipe_sheet(&arena, &ipe, &run, &population, &sheet);
	assert_string_equal(value_of(&sheet, "Late: rows that came after the first of them"), "2");
	assert_string_equal(value_of(&sheet, "Late, by id"), "behind, last");
	assert_string_equal(value_of(&sheet, "01JD8ZQ4E7V5M3K2X1W0T90001"),
			    "leaf 1, 1970-01-01T00:02:30Z");
	assert_non_null(value_of(&sheet, "SEAL-REPEATED"));
	assert_string_equal(value_of(&sheet, "Made by"), "ada");
	assert_string_equal(value_of(&sheet, "Rows"), "3");
	assert_string_equal(value_of(&sheet, "Tool"), "changegate 0.1.0");
	assert_string_equal(value_of(&sheet, "Period (UTC)"),
			    "1970-01-01T00:00:00Z to 1970-01-01T00:00:00Z, on deployed_at");
}

static void
one_seal_is_no_choice_and_late_names_are_bounded(void **state)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct population_header population = {0};
	struct ipe_run run = {0};
	struct sheet sheet;
	struct ipe ipe;

	(void)state;
	ipe_begin(&arena, 0, 200, &ipe);
	note(&ipe, RECORD_SEAL, &production, 1, 0);
	for (int i = 0; i < LIMIT_LATE + 5; i++)
		row(&ipe, "late", 1 + i);
	ipe_sheet(&arena, &ipe, &run, &population, &sheet);
	assert_null(value_of(&sheet, "SEAL-REPEATED"));
	assert_int_equal(ipe.late_count, LIMIT_LATE + 5);
	assert_int_equal(ipe.late.count, LIMIT_LATE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sequences_add_up),
		cmocka_unit_test(rows_behind_the_first_seal_are_late),
		cmocka_unit_test(one_seal_is_no_choice_and_late_names_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
