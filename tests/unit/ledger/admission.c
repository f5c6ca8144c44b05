/* SPDX-License-Identifier: Apache-2.0 */
/* Which records admit a deploy? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/text.h"
#include "ledger/admission.h"

static const char artifact[] = "sha256:"
			       "0000000000000000000000000000000000000000000000000000000000000001";

/* The only reason against it; NULL: there is none. */
static const char *
refusal(int kind, int result)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct evidence evidence = {0};
	struct admission admission = {0};
	struct admission_request request = {.commit = "c",
					    .artifact = artifact,
					    .environment = "staging",
					    .now = 1000,
					    .max_age = 60};
	struct admission_refusals refusals = {0};

	arena_init(&arena);
	admission.unsealed.record = (struct record){.kind = kind,
						    .result = result,
						    .time = 990,
						    .key = {"local/pay", "default", "staging"},
						    .commit = "c",
						    .artifact = artifact,
						    .evidence = &evidence};
	admission_judge(&arena, &admission, &request, &refusals);
	if (!refusals.count)
		return NULL;
	assert_int_equal(refusals.count, 1);
	return refusals.at[0].code;
}

static void
what_was_judged_before_it_is_admitted(void **state)
{
	(void)state;
	assert_null(refusal(RECORD_DEPLOYMENT, RECORD_ALLOWED));
	assert_null(refusal(RECORD_ROLLBACK, RECORD_ALLOWED));
	assert_string_equal(refusal(RECORD_DEPLOYMENT, RECORD_REFUSED), "ADMIT-REFUSED");
}

static void
what_only_looks_back_is_not(void **state)
{
	(void)state;
	assert_string_equal(refusal(RECORD_RETRO, RECORD_ALLOWED), "ADMIT-REFUSED");
	assert_string_equal(refusal(RECORD_EMERGENCY, RECORD_EMERGENCY_RESULT), "ADMIT-REFUSED");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_judged_before_it_is_admitted),
		cmocka_unit_test(what_only_looks_back_is_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
