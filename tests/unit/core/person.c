/* SPDX-License-Identifier: Apache-2.0 */
/* Are two persons the same, or could they be, and does an address say who it is? */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/text.h"
#include "core/person.h"

static struct arena arena;

static int
end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static bool
equal(const char *a_id, const char *a_name, const char *b_id, const char *b_name)
{
	struct person a = {.id = a_id, .name = a_name}, b = {.id = b_id, .name = b_name};

	assert_int_equal(person_equal(&a, &b), person_equal(&b, &a));
	return person_equal(&a, &b);
}

static bool
share_key(const struct person *a, const struct person *b)
{
	const char *of_a[PERSON_KEYS], *of_b[PERSON_KEYS];
	size_t count_a = person_keys(&arena, a, of_a), count_b = person_keys(&arena, b, of_b);

	for (size_t i = 0; i < count_a; i++)
		for (size_t j = 0; j < count_b; j++)
			if (text_equal(of_a[i], of_b[j]))
				return true;
	return false;
}

/* Both ways round, and by their keys. */
static bool
persons_may_be(const struct person *a, const struct person *b)
{
	bool may_be = person_may_be(a, b);

	assert_int_equal(may_be, person_may_be(b, a));
	assert_int_equal(may_be, share_key(a, b));
	return may_be;
}

static bool
may_be(const char *a_id, const char *a_name, const char *b_id, const char *b_name)
{
	struct person a = {.id = a_id, .name = a_name}, b = {.id = b_id, .name = b_name};

	return persons_may_be(&a, &b);
}

static bool
same_names(const char *a, const char *b)
{
	return may_be("a@b", a, "c@d", b);
}

static bool
same_ids(const char *a, const char *b)
{
	return may_be(a, "Ann", b, "Bob");
}

static void
test_equal(void **state)
{
	(void)state;
	assert_true(equal("a@b", "Ann", "a@b", "Bob"));
	assert_false(equal("a@b", "Ann", "c@d", "Ann"));
	assert_false(equal("", "Ann", "", "Ann"));
	assert_false(equal(NULL, "Ann", NULL, "Ann"));
	assert_false(equal("a@b", "Ann", "A@b", "Ann"));
}

static void
test_may_be(void **state)
{
	(void)state;
	assert_true(may_be("a@b", "", "a@b", ""));
	assert_true(may_be("a@b", "Ann Lee", "c@d", "ann  lee "));
	assert_true(may_be("", "AnnLee", "", "Ann Lee"));
	assert_false(may_be("a@b", "", "c@d", ""));
	assert_false(may_be("a@b", "  ", "c@d", " "));
	assert_false(may_be("a@b", "Ann", "c@d", "Anne"));
	assert_false(may_be("a@b", NULL, "c@d", NULL));
	assert_false(may_be("ann", NULL, "c@d", "ann"));
	assert_false(may_be("", "", "", ""));
	assert_false(may_be(NULL, NULL, NULL, NULL));
}

static void
test_names_without_what_nobody_sees(void **state)
{
	static const char *const invisible[] = {
		"\xC2\xAD",     "\xCD\x8F",     "\xD8\x9C",     "\xE1\xA0\x8E",
		"\xE2\x80\x8B", "\xE2\x80\x8F", "\xE2\x80\xAA", "\xE2\x80\xAE",
		"\xE2\x81\xA0", "\xE2\x81\xA9", "\xEF\xBB\xBF", "\xEF\xB8\x8F",
		"\xCC\x80",     "\xCD\xAF",     "\xC2\xA0",     "\xF3\xA0\x84\x80",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(invisible) / sizeof(invisible[0]); i++) {
		const char *mark = invisible[i];

		assert_true(same_names("Ann", arena_format(&arena, "A%sn%sn%s", mark, mark, mark)));
		assert_true(same_names(arena_format(&arena, "%sANN", mark), "ann"));
		assert_false(same_names(mark, mark));
		assert_false(same_names("Ann", arena_format(&arena, "%sAn", mark)));
	}
	assert_false(same_names("Ann\xC2\xAE", "Ann"));
	assert_false(same_names("Ann\xC3\xA9", "Ann"));
	assert_true(same_names("An\xFFn", "an\xFFn"));
	assert_false(same_names("Ann\xE2\x80", "Ann"));
}

static void
test_addresses_without_tag_and_dot(void **state)
{
	(void)state;
	assert_true(same_ids("a@b.c", "a+x@b.c"));
	assert_true(same_ids("a+y@b.c", "a+x+z@b.c"));
	assert_true(same_ids("a@b.c", "a@b.c."));
	assert_true(same_ids("A@b.c..", "a+@B.C"));
	assert_true(same_ids("x+y", "X+Y"));
	assert_false(same_ids("x+y", "x+z"));
	assert_false(same_ids("+a@b", "+c@b"));
	assert_false(same_ids("a@b", "a@b+c"));
	assert_false(same_ids("a+b@c", "b@c"));
	assert_false(same_ids("a@b", "a@c"));
	assert_false(same_ids("a.@b", "a@b"));
	assert_false(same_ids("1+ann@users.example", "2+ann@users.example"));
}

static void
test_before_the_mailmap(void **state)
{
	struct person ann = {.id = "ann@new", .name = "Ann", .raw_id = "ann@old"};
	struct person old = {.id = "ann@old", .name = "A. L."};
	struct person ghost = {.id = "ghost@x", .name = "Ghost", .raw_id = "Ann@old."};
	struct person named = {.id = "other@x", .name = "Ghosted", .raw_name = "a n n"};
	struct person empty = {.id = "e@x", .name = "E", .raw_id = "", .raw_name = ""};
	struct person nobody = {.id = "", .name = "", .raw_id = "", .raw_name = ""};

	(void)state;
	assert_true(persons_may_be(&ann, &old));
	assert_true(persons_may_be(&ann, &ghost));
	assert_true(persons_may_be(&old, &ghost));
	assert_true(persons_may_be(&ann, &named));
	assert_false(persons_may_be(&old, &named));
	assert_false(persons_may_be(&empty, &nobody));
	assert_false(persons_may_be(&nobody, &nobody));
}

static void
test_plausible(void **state)
{
	static const char *const good[] = {
		"a@b",
		"o'brien@example.org",
		"1+bot[bot]@users.example.com",
		"a.b-c_d@1-2.example",
		"a@b.",
		"root@localhost",
		"\xC3\xA9va@example.org",
	};
	static const char *const bad[] = {
		"",
		"a",
		"@",
		"a@",
		"@b",
		"a@@b",
		"a@b@c",
		"a b@c",
		"a@b c",
		" a@b",
		"a@b ",
		"\"a\"@b",
		"'a@b",
		"a'@b",
		"a@b'",
		"<a@b",
		"a@b>",
		"mailto:a@b",
		"a;b@c",
		"a,b@c",
		"(a)@b",
		"a\\@b",
		"a\t@b",
		"a\x7F@b",
		"a\x01@b",
		"a@.",
		"a@...",
		"a@.b",
		"a@-",
		"a@b_c",
		"a@b/c",
		"a@ex\xC3\xA4mple.org",
		"root@host.(none)",
		"a\xE2\x80\x8B@b",
		"a\xC2\xA0@b",
		"a\xC2\x85@b",
		"a\xFF@b",
		"a@b+c",
		"<>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		if (!address_is_plausible(good[i]))
			fail_msg("%s", good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (address_is_plausible(bad[i]))
			fail_msg("%s", bad[i]);
	assert_false(address_is_plausible(NULL));
}

static void
test_identified(void **state)
{
	struct person person = {.id = "a@b", .name = ""};

	(void)state;
	assert_true(person_is_identified(&person));
	person.raw_id = "";
	assert_false(person_is_identified(&person));
	person.raw_id = "c@d";
	assert_true(person_is_identified(&person));
	person.id = NULL;
	assert_false(person_is_identified(&person));
}

static void
test_to_id(void **state)
{
	(void)state;
	assert_string_equal(address_to_id(&arena, "Ann@Example.ORG.."), "ann@example.org");
	assert_string_equal(address_to_id(&arena, "Ann+X@b"), "ann+x@b");
	assert_string_equal(address_to_id(&arena, "Ann."), "ann.");
	assert_string_equal(address_to_id(&arena, "a@..."), "a@");
	assert_string_equal(address_to_id(&arena, ""), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_equal, end),
		cmocka_unit_test_teardown(test_may_be, end),
		cmocka_unit_test_teardown(test_names_without_what_nobody_sees, end),
		cmocka_unit_test_teardown(test_addresses_without_tag_and_dot, end),
		cmocka_unit_test_teardown(test_before_the_mailmap, end),
		cmocka_unit_test_teardown(test_plausible, end),
		cmocka_unit_test_teardown(test_identified, end),
		cmocka_unit_test_teardown(test_to_id, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
