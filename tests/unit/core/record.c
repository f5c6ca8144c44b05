/* SPDX-License-Identifier: Apache-2.0 */
/* Does a record's kind follow from its evidence, and from nothing else? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/record.h"

#define HEAD "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static int
kind_of(int range, const char *in_place_kind, const char *in_place_artifact, const char *artifact)
{
	struct placed in_place = {
		.record = "x", .kind = in_place_kind, .artifact = in_place_artifact};
	struct evidence evidence = {0};
	struct evaluation evaluation = {0};
	struct record record = {.schema = RECORD_SCHEMA, .commit = HEAD, .artifact = artifact};
	struct error err;
	int kind;

	evidence.change.range.kind = range;
	evidence.change.head = HEAD;
	evidence.deployment.artifact = artifact;
	evidence.ledger.in_place = record.chain.in_place = in_place_kind ? &in_place : NULL;
	record.evidence = &evidence;
	record.evaluation = &evaluation;
	record.result = evaluation.result = RESULT_ALLOWED;
	kind = record_kind_of_evidence(&evidence);
	for (record.kind = RECORD_DEPLOYMENT; record.kind <= RECORD_REDEPLOY; record.kind++)
		assert_int_equal(record_check(&record, &err), record.kind == kind);
	return kind;
}

static void
the_range_decides(void **state)
{
	(void)state;
	assert_int_equal(kind_of(RANGE_FIRST, NULL, NULL, NULL), RECORD_BASELINE);
	assert_int_equal(kind_of(RANGE_BACKWARD, "deployment", "a", "a"), RECORD_ROLLBACK);
	assert_int_equal(kind_of(RANGE_FORWARD, "baseline", NULL, NULL), RECORD_DEPLOYMENT);
	assert_int_equal(kind_of(RANGE_DIVERGED, "baseline", NULL, NULL), RECORD_DEPLOYMENT);
	assert_int_equal(kind_of(RANGE_UNDECLARED, NULL, NULL, NULL), RECORD_DEPLOYMENT);
}

/* A commit that nobody judged does not become a deployment by a new artefact. */
static void
the_same_commit_is_a_redeploy_unless_its_artifact_is_judged(void **state)
{
	(void)state;
	assert_int_equal(kind_of(RANGE_SAME, "deployment", "a", "a"), RECORD_REDEPLOY);
	assert_int_equal(kind_of(RANGE_SAME, "deployment", NULL, NULL), RECORD_REDEPLOY);
	assert_int_equal(kind_of(RANGE_SAME, "deployment", "a", "b"), RECORD_DEPLOYMENT);
	assert_int_equal(kind_of(RANGE_SAME, "deployment", NULL, "b"), RECORD_DEPLOYMENT);
	assert_int_equal(kind_of(RANGE_SAME, "deployment", "a", NULL), RECORD_DEPLOYMENT);
	assert_int_equal(kind_of(RANGE_SAME, "rollback", "a", "b"), RECORD_DEPLOYMENT);
	assert_int_equal(kind_of(RANGE_SAME, "baseline", "a", "a"), RECORD_REDEPLOY);
	assert_int_equal(kind_of(RANGE_SAME, "baseline", NULL, "b"), RECORD_REDEPLOY);
	assert_int_equal(kind_of(RANGE_SAME, "redeploy", "a", "b"), RECORD_REDEPLOY);
	assert_int_equal(kind_of(RANGE_SAME, "surprise", "a", "b"), RECORD_REDEPLOY);
	assert_int_equal(kind_of(RANGE_SAME, NULL, NULL, "b"), RECORD_REDEPLOY);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_range_decides),
		cmocka_unit_test(the_same_commit_is_a_redeploy_unless_its_artifact_is_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
