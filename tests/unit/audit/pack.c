/* SPDX-License-Identifier: Apache-2.0 */
/* Can sha256sum read what a pack says of its files, whatever is in it? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/pack.h"

static void
the_list_is_sorted_and_what_sha256sum_reads(void **state)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct pack pack = {.arena = &arena};
	struct error err;

	(void)state;
	assert_true(pack_add(&pack, "records/b.json", "abc", 3, &err));
	assert_true(pack_add(&pack, "README.txt", NULL, 0, &err));
	assert_int_equal(pack.bytes, 3);
	assert_true(pack_sort(&pack, &err));
	pack_write_sums(&pack, &out);
	assert_string_equal(
		out.bytes,
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  README.txt\n"
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  "
		"records/b.json\n");
}

static void
names_that_lead_elsewhere_are_refused(void **state)
{
	static const char *const names[] = {"",     "../x", "a/../b", "/x",   "a//b",
					    ".git", "a\nb", "a b",    "a\\b", "\xC3\xA9"};
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct pack pack = {.arena = &arena};
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		assert_false(pack_add(&pack, names[i], "x", 1, &err));
		assert_int_equal(err.code, ERROR_USAGE);
	}
	assert_int_equal(pack.files.count, 0);
}

static void
a_name_twice_and_too_much_are_refused(void **state)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct pack pack = {.arena = &arena};
	struct error err;

	(void)state;
	assert_true(pack_add(&pack, "a", "1", 1, &err));
	assert_true(pack_add(&pack, "a", "2", 1, &err));
	assert_false(pack_sort(&pack, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	pack.bytes = LIMIT_EVIDENCE_PACK_BYTES - 1;
	assert_false(pack_add(&pack, "b", "22", 2, &err));
	assert_non_null(strstr(err.message, "--records sample"));
	assert_true(pack_add(&pack, "b", "2", 1, &err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_list_is_sorted_and_what_sha256sum_reads),
		cmocka_unit_test(names_that_lead_elsewhere_are_refused),
		cmocka_unit_test(a_name_twice_and_too_much_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
