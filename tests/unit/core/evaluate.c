/* SPDX-License-Identifier: Apache-2.0 */
/* Does the judgement follow from its findings, with a table of fake checks? */
#include "core/evaluate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
say_pass(struct judgement *judgement)
{
	judge(judgement, "thing", PASS, "CHG-RANGE", "fine");
}

static void
say_fail(struct judgement *judgement)
{
	judge(judgement, "thing", FAIL, "APPR-MISSING", "not fine");
}

static void
say_unknown(struct judgement *judgement)
{
	judge(judgement, "thing", UNKNOWN, "CHG-INCOMPLETE", "who knows");
}

static void
say_exempt(struct judgement *judgement)
{
	judge(judgement, "thing", EXEMPT, "CHG-BASELINE", "let through");
}

static void
say_nothing(struct judgement *judgement)
{
	(void)judgement;
}

static const struct check pass = {"one", 1, "?", say_pass, NULL};
static const struct check fails = {"two", 1, "?", say_fail, NULL};
static const struct check unknown = {"three", 1, "?", say_unknown, NULL};
static const struct check exempt = {"four", 1, "?", say_exempt, NULL};
static const struct check silent = {"five", 1, "?", say_nothing, NULL};
static const struct check pass_2 = {"one", 2, "?", say_fail, NULL};

static struct evaluation
judged(struct arena *arena, const struct check *const *table)
{
	struct policy policy = {0};
	struct evidence evidence = {0};
	struct evaluation evaluation;

	evaluate(arena, table, &policy, &evidence, &evaluation);
	return evaluation;
}

static void
check_result(const struct check *const *table, int result)
{
	struct arena arena;

	arena_init(&arena);
	assert_int_equal(judged(&arena, table).result, result);
	arena_release(&arena);
}

static void
results_follow_from_verdicts(void **state)
{
	(void)state;
	check_result((const struct check *const[]){&pass, NULL}, RESULT_ALLOWED);
	check_result((const struct check *const[]){&pass, &exempt, NULL}, RESULT_ALLOWED);
	check_result((const struct check *const[]){&pass, &fails, NULL}, RESULT_REFUSED);
	check_result((const struct check *const[]){&pass, &unknown, NULL}, RESULT_UNKNOWN);
	check_result((const struct check *const[]){&unknown, &fails, NULL}, RESULT_REFUSED);
}

static void
silence_is_not_a_pass(void **state)
{
	(void)state;
	check_result((const struct check *const[]){NULL}, RESULT_UNKNOWN);
	check_result((const struct check *const[]){&pass, &silent, NULL}, RESULT_UNKNOWN);
}

static void
the_newest_revision_is_asked(void **state)
{
	(void)state;
	check_result((const struct check *const[]){&pass, &pass_2, NULL}, RESULT_REFUSED);
}

static void
findings_say_who_asked(void **state)
{
	const struct check *const table[] = {&pass, &fails, NULL};
	struct evaluation evaluation;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	evaluation = judged(&arena, table);
	assert_int_equal(evaluation.findings.count, 2);
	assert_string_equal(evaluation.findings.at[0].check, "one");
	assert_string_equal(evaluation.findings.at[1].check, "two");
	assert_int_equal(evaluation.findings.at[1].verdict, FAIL);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(results_follow_from_verdicts),
		cmocka_unit_test(silence_is_not_a_pass),
		cmocka_unit_test(the_newest_revision_is_asked),
		cmocka_unit_test(findings_say_who_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
