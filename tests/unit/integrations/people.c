/* SPDX-License-Identifier: Apache-2.0 */
/* Are all addresses of one person joined, and is nobody told apart whom an earlier state joined? */
#include "tests/unit/integrations/sandbox.h"

#include "integrations/people.h"

static struct people people;

static int
begin(void **state)
{
	people = (struct people){0};
	return sandbox_begin(state);
}

static void
join(struct aliases *aliases, const char *const *addresses)
{
	struct texts list = {0};

	for (; *addresses; addresses++)
		texts_add(&box.arena, &list, *addresses);
	aliases_join(&box.arena, aliases, &list);
}

#define JOIN(naming, ...) join(&(naming).aliases, (const char *const[]){__VA_ARGS__, NULL})

static struct person
resolve(const char *address)
{
	struct person person = {.before_id = "left over", .raw_id = "left over"};

	people_resolve(&box.arena, &people, "Name", address, &person);
	return person;
}

static void
is(const char *address, const char *id)
{
	assert_string_equal(resolve(address).id, id);
}

static void
was(const char *address, const char *before)
{
	struct person person = resolve(address);

	if (before)
		assert_string_equal(person.before_id, before);
	else
		assert_null(person.before_id);
}

static void
nobody_is_joined(void **state)
{
	(void)state;
	is("a@x.org", "a@x.org");
	JOIN(people.now, "a@x.org");
	join(&people.now.aliases, (const char *const[]){NULL});
	is("a@x.org", "a@x.org");
	is("", "");
	assert_int_equal(people.now.aliases.all.count, 0);
	assert_null(resolve("a@x.org").raw_id);
	assert_null(resolve("a@x.org").before_id);
}

static void
the_first_address_is_the_person(void **state)
{
	struct person person;

	(void)state;
	JOIN(people.now, "z@x.org", "a@x.org", "m@x.org");
	is("a@x.org", "z@x.org");
	is("m@x.org", "z@x.org");
	is("z@x.org", "z@x.org");
	is("b@x.org", "b@x.org");
	person = resolve("M@X.org");
	assert_string_equal(person.raw_id, "m@x.org");
	assert_string_equal(person.name, "Name");
	assert_null(person.raw_name);
	assert_null(resolve("z@x.org").raw_id);
}

static void
addresses_are_compared_as_ids(void **state)
{
	(void)state;
	JOIN(people.now, "Z@X.ORG", "A@x.org.");
	is("a@X.org", "z@x.org");
	is("z@x.org.", "z@x.org");
}

static void
twice_is_once(void **state)
{
	(void)state;
	JOIN(people.now, "a@x.org", "a@x.org", "A@x.org");
	is("a@x.org", "a@x.org");
	JOIN(people.now, "b@x.org", "b@x.org", "a@x.org");
	JOIN(people.now, "c@x.org", "b@x.org");
	is("a@x.org", "a@x.org");
	is("b@x.org", "a@x.org");
	is("c@x.org", "a@x.org");
}

static void
what_meets_is_one(void **state)
{
	(void)state;
	JOIN(people.now, "a@x.org", "b@x.org");
	JOIN(people.now, "c@x.org", "d@x.org");
	is("d@x.org", "c@x.org");
	JOIN(people.now, "e@x.org", "d@x.org", "b@x.org");
	is("b@x.org", resolve("a@x.org").id);
	is("c@x.org", resolve("a@x.org").id);
	is("d@x.org", resolve("a@x.org").id);
	is("e@x.org", resolve("a@x.org").id);
	is("f@x.org", "f@x.org");
}

/* In whatever order a chain is told, it is one person. */
static void
chains_are_one_in_any_order(void **state)
{
	static const char *const links[][3] = {
		{"a@x", "b@x"}, {"b@x", "c@x"}, {"c@x", "d@x"}, {"d@x", "e@x"}, {"e@x", "f@x"}};
	static const int orders[][5] = {{0, 1, 2, 3, 4},
					{4, 3, 2, 1, 0},
					{0, 2, 4, 1, 3},
					{4, 0, 3, 1, 2},
					{2, 0, 4, 3, 1}};

	(void)state;
	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		const char *first;

		people.now.aliases = (struct aliases){0};
		for (size_t n = 0; n < 5; n++)
			join(&people.now.aliases, links[orders[i][n]]);
		first = resolve("a@x").id;
		for (int letter = 'b'; letter <= 'f'; letter++)
			is(arena_format(&box.arena, "%c@x", letter), first);
		assert_int_equal(people.now.aliases.all.count, 6);
	}
}

/* One and the same list, however many there are. */
static void
many_are_found(void **state)
{
	(void)state;
	for (int i = 0; i < 300; i++)
		JOIN(people.now, arena_format(&box.arena, "p%d@x", i * 7919 % 300),
		     arena_format(&box.arena, "q%d@x", i * 7919 % 300));
	for (int i = 0; i < 300; i++)
		is(arena_format(&box.arena, "q%d@x", i), arena_format(&box.arena, "p%d@x", i));
}

static void
the_mailmap_comes_first(void **state)
{
	static const char text[] = "Ann Lee <ann@x.org> <old@x.org>\n";
	struct mailmap *mailmap RELEASED_BY(mailmap_release) = NULL;
	struct person person;

	(void)state;
	assert_true(mailmap_parse(text, sizeof(text) - 1, &mailmap, &box.err));
	people.now.mailmap = mailmap;
	JOIN(people.now, "lee@x.org", "ann@x.org");
	person = resolve("old@x.org");
	assert_string_equal(person.id, "lee@x.org");
	assert_string_equal(person.raw_id, "old@x.org");
	assert_string_equal(person.name, "Ann Lee");
	assert_string_equal(person.raw_name, "Name");
	assert_string_equal(resolve("ann@x.org").raw_id, "ann@x.org");
}

static void
without_a_commit_in_place_nothing_was(void **state)
{
	(void)state;
	JOIN(people.before, "a@x.org", "b@x.org");
	was("b@x.org", NULL);
	people.compares = true;
	was("b@x.org", "a@x.org");
	was("a@x.org", NULL);
	was("c@x.org", NULL);
}

/* Splitting and joining are both told; what is the same is not. */
static void
what_changed_is_told(void **state)
{
	(void)state;
	people.compares = true;
	JOIN(people.before, "a@x.org", "b@x.org");
	JOIN(people.now, "c@x.org", "d@x.org");
	is("b@x.org", "b@x.org");
	was("b@x.org", "a@x.org");
	is("d@x.org", "c@x.org");
	was("d@x.org", "d@x.org");
	JOIN(people.now, "a@x.org", "b@x.org");
	was("b@x.org", NULL);
	JOIN(people.now, "z@x.org", "a@x.org");
	is("z@x.org", "a@x.org");
	was("z@x.org", "z@x.org");
}

static void
the_mailmap_before_counts_too(void **state)
{
	static const char text[] = "<ann@x.org> <old@x.org>\n";
	struct mailmap *mailmap RELEASED_BY(mailmap_release) = NULL;

	(void)state;
	assert_true(mailmap_parse(text, sizeof(text) - 1, &mailmap, &box.err));
	people.before.mailmap = mailmap;
	people.compares = true;
	is("old@x.org", "old@x.org");
	was("old@x.org", "ann@x.org");
	JOIN(people.before, "lee@x.org", "ann@x.org");
	was("old@x.org", "lee@x.org");
	assert_null(resolve("old@x.org").raw_id);
}

#define PEOPLE_TEST(function) cmocka_unit_test_setup_teardown(function, begin, sandbox_end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PEOPLE_TEST(nobody_is_joined),
		PEOPLE_TEST(the_first_address_is_the_person),
		PEOPLE_TEST(addresses_are_compared_as_ids),
		PEOPLE_TEST(twice_is_once),
		PEOPLE_TEST(what_meets_is_one),
		PEOPLE_TEST(chains_are_one_in_any_order),
		PEOPLE_TEST(many_are_found),
		PEOPLE_TEST(the_mailmap_comes_first),
		PEOPLE_TEST(without_a_commit_in_place_nothing_was),
		PEOPLE_TEST(what_changed_is_told),
		PEOPLE_TEST(the_mailmap_before_counts_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
