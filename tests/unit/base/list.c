/* SPDX-License-Identifier: Apache-2.0 */
/* Do lists keep their elements while they grow, whatever type they have? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/list.h"

struct odd {
	char name[13];
	int number;
};

static void
grows_and_keeps(void **state)
{
	LIST(struct odd) list = {0};
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (int i = 0; i < 1000; i++) {
		struct odd *odd = LIST_ADD(&arena, &list);

		assert_int_equal(odd->number, 0);
		assert_int_equal(odd->name[12], 0);
		odd->number = i;
		memset(odd->name, 'x', sizeof(odd->name));
		assert_int_equal(list.count, i + 1);
		assert_ptr_equal(odd, &list.at[i]);
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(list.at[i].number, i);
	arena_release(&arena);
}

static void
shortened_lists_give_zeroed_elements_again(void **state)
{
	LIST(struct odd) list = {0};
	struct arena arena;

	(void)state;
	arena_init(&arena);
	for (int i = 0; i < 8; i++)
		LIST_ADD(&arena, &list)->number = 7;
	for (size_t count = 7; count > 0; count--) {
		list.count = count;
		assert_int_equal(LIST_ADD(&arena, &list)->number, 0);
		assert_int_equal(list.count, count + 1);
		for (size_t i = 0; i < count; i++)
			assert_int_equal(list.at[i].number, 7);
	}
	arena_release(&arena);
}

static void
any_list_is_every_list(void **state)
{
	LIST(struct odd) list = {0};
	struct any_list any;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	assert_int_equal(sizeof(any), sizeof(list));
	assert_int_equal(sizeof(any), sizeof(struct texts));
	LIST_ADD(&arena, &list)->number = 42;
	memcpy(&any, &list, sizeof(any));
	assert_int_equal(any.count, 1);
	assert_int_equal(((struct odd *)any.at)->number, 42);
	arena_release(&arena);
}

static void
texts_are_found_by_content(void **state)
{
	struct texts texts = {0};
	char same[] = "prod";
	struct arena arena;

	(void)state;
	arena_init(&arena);
	assert_false(texts_contain(&texts, "prod"));
	texts_add(&arena, &texts, "staging");
	texts_add(&arena, &texts, "prod");
	assert_true(texts_contain(&texts, same));
	assert_false(texts_contain(&texts, "Prod"));
	assert_false(texts_contain(&texts, "pro"));
	assert_false(texts_contain(&texts, ""));
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grows_and_keeps),
		cmocka_unit_test(shortened_lists_give_zeroed_elements_again),
		cmocka_unit_test(any_list_is_every_list),
		cmocka_unit_test(texts_are_found_by_content),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
