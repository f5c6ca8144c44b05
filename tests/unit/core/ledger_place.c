/* SPDX-License-Identifier: Apache-2.0 */
/* Are names of places for a ledger read as one thing only, and refused with a reason? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "core/ledger_place.h"
#include "core/store.h"

static void
good_names_are_taken_apart(void **state)
{
	static const struct {
		const char *name;
		struct ledger_place place;
	} rows[] = {
		{"dir:ledger", {PLACE_FOLDER, "ledger", NULL, NULL}},
		{"dir:/srv/a b", {PLACE_FOLDER, "/srv/a b", NULL, NULL}},
		{"git:refs/heads/change-records",
		 {PLACE_ORIGIN, NULL, NULL, "refs/heads/change-records"}},
		{"git:local:refs/heads/a/b_1.c", {PLACE_LOCAL, NULL, NULL, "refs/heads/a/b_1.c"}},
		{"git+https://example.org/acme/ledger.git#refs/heads/l",
		 {PLACE_URL, NULL, "https://example.org/acme/ledger.git", "refs/heads/l"}},
		{"git+ssh://git@example.org:2222/l#refs/heads/l",
		 {PLACE_URL, NULL, "ssh://git@example.org:2222/l", "refs/heads/l"}},
		{"git+/srv/l.git#refs/heads/l", {PLACE_URL, NULL, "/srv/l.git", "refs/heads/l"}},
		{"git+file:///srv/l.git#refs/heads/l",
		 {PLACE_URL, NULL, "file:///srv/l.git", "refs/heads/l"}},
		{"git+http://127.0.0.1:8080/l#refs/heads/l",
		 {PLACE_URL, NULL, "http://127.0.0.1:8080/l", "refs/heads/l"}},
	};
	struct arena arena;
	struct error err;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ledger_place place = {0};

		assert_null(ledger_place_problem(rows[i].name));
		assert_true(ledger_place_parse(&arena, rows[i].name, &place, &err));
		assert_int_equal(place.kind, rows[i].place.kind);
		if (rows[i].place.path)
			assert_string_equal(place.path, rows[i].place.path);
		if (rows[i].place.url)
			assert_string_equal(place.url, rows[i].place.url);
		if (rows[i].place.ref)
			assert_string_equal(place.ref, rows[i].place.ref);
	}
	arena_release(&arena);
}

static void
others_are_refused_with_a_reason(void **state)
{
	static const char *const rows[][2] = {
		{"", "is no place"},
		{"ledger", "is no place"},
		{"s3://bucket", "is no place"},
		{"dir:", "has no path"},
		{"dir:a\nb", "control character"},
		{"git:main", "full name of a branch"},
		{"git:refs/heads/", "full name of a branch"},
		{"git:refs/tags/v1", "full name of a branch"},
		{"git:local:main", "full name of a branch"},
		{"git:refs/heads/a b", "other bytes"},
		{"git:refs/heads/a:refs/heads/b", "other bytes"},
		{"git:refs/heads/+a", "other bytes"},
		{"git:refs/heads/\xc3\xa4", "other bytes"},
		{"git:refs/heads/a..b", "does not allow"},
		{"git:refs/heads/a//b", "does not allow"},
		{"git:refs/heads/.a", "does not allow"},
		{"git:refs/heads/a.lock", "does not allow"},
		{"git:refs/heads/a.lock/b", "does not allow"},
		{"git:refs/heads/a/", "does not allow"},
		{"git+https://example.org/l", "has no branch"},
		{"git+https://example.org/l#main", "full name of a branch"},
		{"git+http://example.org/l#refs/heads/l", "without encryption"},
		{"git+http://localhost.example.org/l#refs/heads/l", "without encryption"},
		{"git+ftp://example.org/l#refs/heads/l", "neither"},
		{"git+ext::sh -c x#refs/heads/l", "other bytes"},
		{"git+ext::sh#refs/heads/l", "neither"},
		{"git+../l#refs/heads/l", "neither"},
		{"git+https://user:secret@example.org/l#refs/heads/l", "password"},
		{"git+https://token@example.org/l#refs/heads/l", "password"},
		{"git+ssh://git:secret@example.org/l#refs/heads/l", "password"},
	};
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ledger_place place;
		struct error err = {0};
		const char *problem = ledger_place_problem(rows[i][0]);

		if (!problem || !strstr(problem, rows[i][1]))
			fail_msg("'%s': %s", rows[i][0], problem ? problem : "taken");
		assert_false(ledger_place_parse(&arena, rows[i][0], &place, &err));
		assert_int_equal(err.code, ERROR_USAGE);
	}
	arena_release(&arena);
}

static void
names_of_files_are_narrow(void **state)
{
	static const char *const good[] = {"checkpoint", "tile/0/x001/067.p/8", "a-b_c.d"};
	static const char *const bad[] = {"",       "/a",  "a/",   "a//b", ".a",       "a/.b",
					  "a/../b", "a b", "a\nb", "a\\b", "\xc3\xa4", "a:b"};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(store_name_is_valid(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(store_name_is_valid(bad[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_names_are_taken_apart),
		cmocka_unit_test(others_are_refused_with_a_reason),
		cmocka_unit_test(names_of_files_are_narrow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
