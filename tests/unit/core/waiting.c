/* SPDX-License-Identifier: Apache-2.0 */
/* Is waiting said only where nothing else is to be done, and only of a change request? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/waiting.h"

static bool
waits(int kind, struct finding *findings, size_t count)
{
	struct evidence evidence = {.change = {.range = {.kind = kind}}};
	struct evaluation evaluation = {.findings = {findings, count}};

	return evaluation_waits(&evidence, &evaluation);
}

static void
only_time_is_waited_for(void **state)
{
	struct finding findings[] = {
		{.verdict = PASS, .code = "TKT-FOUND"},
		{.verdict = UNKNOWN, .code = "TEST-PENDING"},
		{.verdict = UNKNOWN, .code = "TEST-PENDING"},
	};

	(void)state;
	assert_true(waits(RANGE_REQUEST, findings, 3));
	assert_true(waits(RANGE_REQUEST, findings, 2));
	assert_false(waits(RANGE_REQUEST, findings, 1));
	assert_false(waits(RANGE_REQUEST, findings, 0));
	assert_false(waits(RANGE_FORWARD, findings, 3));
	findings[2].code = "TEST-UNAVAILABLE";
	assert_false(waits(RANGE_REQUEST, findings, 3));
	findings[2].code = NULL;
	assert_false(waits(RANGE_REQUEST, findings, 3));
	findings[2].code = "TEST-PENDING";
	findings[0].verdict = FAIL;
	assert_false(waits(RANGE_REQUEST, findings, 3));
	findings[0].verdict = EXEMPT;
	findings[1].verdict = FAIL;
	assert_false(waits(RANGE_REQUEST, findings, 3));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_time_is_waited_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
