/* SPDX-License-Identifier: Apache-2.0 */
/* Do errors read outward-in, keep their code and stay within their buffer? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail /* ours is meant */

#include <string.h>

#include "base/error.h"

static void
reads_outward_in(void **state)
{
	struct error err = {0};

	(void)state;
	assert_false(fail(&err, ERROR_ABSENT, "no file '%s'", "x"));
	assert_false(fail_while(&err, "reading policy %d", 3));
	assert_false(fail_while(&err, "validating"));
	assert_string_equal(err.message, "validating: reading policy 3: no file 'x'");
	assert_int_equal(err.code, ERROR_ABSENT);
	assert_false(fail_as(&err, ERROR_LEDGER));
	assert_int_equal(err.code, ERROR_LEDGER);
	assert_string_equal(err.message, "validating: reading policy 3: no file 'x'");
}

static void
may_quote_the_old_message(void **state)
{
	struct error err = {0};

	(void)state;
	fail(&err, ERROR_FORMAT, "cause");
	fail(&err, ERROR_LEDGER, "first: %s; then: %s", err.message, err.message);
	assert_string_equal(err.message, "first: cause; then: cause");
	fail_while(&err, "(%s)", err.message);
	assert_string_equal(err.message, "(first: cause; then: cause): first: cause; then: cause");
}

static void
long_messages_are_cut(void **state)
{
	char text[3 * LIMIT_ERROR_BYTES];
	struct {
		struct error err;
		char behind;
	} guarded = {.behind = 'b'};

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	fail(&guarded.err, ERROR_FORMAT, "%s", text);
	assert_int_equal(strlen(guarded.err.message), LIMIT_ERROR_BYTES - 1);
	fail_while(&guarded.err, "doing");
	assert_int_equal(strlen(guarded.err.message), LIMIT_ERROR_BYTES - 1);
	assert_memory_equal(guarded.err.message, "doing: xxx", 10);
	fail_while(&guarded.err, "%s", text);
	assert_memory_equal(guarded.err.message, "doing: xxx", 10);
	for (size_t length = LIMIT_ERROR_BYTES - 5; length < LIMIT_ERROR_BYTES + 2; length++) {
		fail(&guarded.err, ERROR_FORMAT, "cause");
		fail_while(&guarded.err, "%.*s", (int)length, text);
		assert_true(strlen(guarded.err.message) < LIMIT_ERROR_BYTES);
	}
	assert_int_equal(guarded.behind, 'b');
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_outward_in),
		cmocka_unit_test(may_quote_the_old_message),
		cmocka_unit_test(long_messages_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
