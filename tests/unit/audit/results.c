/* SPDX-License-Identifier: Apache-2.0 */
/* Are the auditor's outcomes read completely, and every cell that is none named? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/results.h"
#include "base/buffer.h"
#include "base/text.h"

static struct sample_item items[] = {
	{.record_id = "R-3", .stratum = "all", .selection = "random"},
	{.record_id = "R-1", .stratum = "all", .selection = "random"},
	{.record_id = "-R-2", .stratum = "all", .selection = "replaced"},
	{.record_id = "-R-4", .stratum = "all", .selection = "random"},
};
static const struct sample sample = {.items = {items, 4}};

static void
assert_outcomes(const char *bytes, size_t attribute, const char *name, int first, int second,
		int fourth)
{
	struct arena arena = {0};
	struct results results;
	struct error err;
	const struct attribute_results *read;

	if (!results_read(&arena, bytes, strlen(bytes), &sample, &results, &err))
		fail_msg("%s", err.message);
	assert_true(attribute < results.attributes.count);
	read = &results.attributes.at[attribute];
	assert_string_equal(read->name, name);
	assert_int_equal(read->outcomes[0], first);
	assert_int_equal(read->outcomes[1], second);
	assert_int_equal(read->outcomes[2], OUTCOME_NONE);
	assert_int_equal(read->outcomes[3], fourth);
	arena_release(&arena);
}

static void
outcomes_are_words_or_letters(void **state)
{
	(void)state;
	assert_outcomes("record_id,A\nR-1,pass\nR-3,X\n'-R-4,n/a\n", 0, "A", OUTCOME_DEVIATION,
			OUTCOME_PASS, OUTCOME_NOT_APPLICABLE);
	assert_outcomes("record_id,A\n R-1 , NT \n-R-2,\nR-3,p\n-R-4,Deviation\n", 0, "A",
			OUTCOME_PASS, OUTCOME_NOT_TESTABLE, OUTCOME_DEVIATION);
	/* what a replaced record's cell says does not matter */
	assert_outcomes("A;RECORD_ID\nNA;R-1\n=1;-R-2\nnot-testable;R-3\nnot-applicable;-R-4\n", 0,
			"A", OUTCOME_NOT_TESTABLE, OUTCOME_NOT_APPLICABLE, OUTCOME_NOT_APPLICABLE);
}

static void
several_attributes_have_a_worst(void **state)
{
	static const char table[] = "position,record_id,ticket,stratum,A,note,B,Notes\r\n"
				    "1,R-3,00,all,P,=cmd,NA,\r\n"
				    "2,R-1,00,all,NT,,X,\"a\nb\"\r\n"
				    "3,-R-4,00,all,NA,,NA,\r\n";

	(void)state;
	assert_outcomes(table, 0, "A", OUTCOME_PASS, OUTCOME_NOT_TESTABLE, OUTCOME_NOT_APPLICABLE);
	assert_outcomes(table, 1, "B", OUTCOME_NOT_APPLICABLE, OUTCOME_DEVIATION,
			OUTCOME_NOT_APPLICABLE);
	assert_outcomes(table, 2, ATTRIBUTE_ANY, OUTCOME_PASS, OUTCOME_DEVIATION,
			OUTCOME_NOT_APPLICABLE);
}

static void
assert_refused(const char *bytes, const char *why)
{
	struct arena arena = {0};
	struct results results = {.attributes = {NULL, 77}};
	struct error err;

	assert_false(results_read(&arena, bytes, strlen(bytes), &sample, &results, &err));
	assert_int_equal(results.attributes.count, 77);
	assert_int_equal(err.code, ERROR_FORMAT);
	if (!strstr(err.message, why))
		fail_msg("%s", err.message);
	arena_release(&arena);
}

static void
incomplete_or_foreign_results_are_refused(void **state)
{
	(void)state;
	assert_refused("record_id,A\nR-1,P\nR-3,P\n", "'-R-4' has no result");
	assert_refused("record_id,A\nR-1,P\nR-1,P\n", "line 3: 'R-1' is there twice");
	assert_refused("record_id,A\nR-9,P\n", "line 2: 'R-9' is not in the sample");
	assert_refused("record_id,A\n'R-1,P\n", "not in the sample");
	assert_refused("record_id,A\n=R-1,P\n", "'=R-1' is not in the sample");
	assert_refused("record_id,A\nR-1,\n", "line 2, column 'A': '' is no outcome");
	assert_refused("record_id,A\nR-1,=1+1\n", "'=1+1' is no outcome");
	assert_refused("record_id,A\nR-1,'P\n", "is no outcome");
	assert_refused("record_id,A\nR-1,\"\x1b[31mP\"\n", "'?[31mP' is no outcome");
	assert_refused("record_id,A\nR-1,yes\n", "'yes' is no outcome");
}

static void
columns_that_mislead_are_refused(void **state)
{
	(void)state;
	assert_refused("A,B\nR-1,P\n", "no column is called record_id");
	assert_refused("record_id,note\nR-1,P\n", "no column has outcomes");
	assert_refused("record_id,A,a\nR-1,P,P\n", "two columns are called 'a'");
	assert_refused("record_id,A,record_id\nR-1,P,R-3\n", "two columns are called record_id");
	assert_refused("record_id,Any Attribute\nR-1,P\n", "two columns are called");
	assert_refused("record_id,\nR-1,P\n", "the name of an attribute");
	assert_refused("record_id,\"a\nb\"\nR-1,P\n", "the name of an attribute");
	assert_refused("record_id,\xE2\x80\xAE"
		       "A\nR-1,P\n",
		       "the name of an attribute");
	assert_refused("record_id,"
		       "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nR-1,P\n",
		       "1 to 64");
}

static void
too_many_attributes_are_refused(void **state)
{
	RELEASED_BY(buffer_release) struct buffer table = {0};

	(void)state;
	buffer_add_text(&table, "record_id");
	for (int i = 0; i <= LIMIT_ATTRIBUTES; i++)
		buffer_add_format(&table, ",a%d", i);
	assert_refused(table.bytes, "more than 50 attributes");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(outcomes_are_words_or_letters),
		cmocka_unit_test(several_attributes_have_a_worst),
		cmocka_unit_test(incomplete_or_foreign_results_are_refused),
		cmocka_unit_test(columns_that_mislead_are_refused),
		cmocka_unit_test(too_many_attributes_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
