/* SPDX-License-Identifier: Apache-2.0 */
/* Are commits, approvals and tickets found where they belong, and nowhere else? */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/change_index.h"

static struct arena arena;

static int
end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void
add_request(struct evidence *evidence, const char *first, const char *second)
{
	struct change_request *request = LIST_ADD(&arena, &evidence->change.requests);

	request->commit = first;
	texts_add(&arena, &request->commits, first);
	if (second)
		texts_add(&arena, &request->commits, second);
}

static void
require_positions(struct positions positions, const size_t *wanted, size_t count)
{
	assert_int_equal(positions.count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(positions.at[i], wanted[i]);
}

static void
test_grouped(void **state)
{
	static const char *const ids[] = {"c", "a", "d", "b"};
	static const char *const approved[] = {"b", "zz", "a", "c", "a", "d"};
	static const size_t of_first[] = {0, 2, 4}, of_second[] = {3};
	struct evidence evidence = {0};
	const struct change_index *index;

	(void)state;
	for (size_t i = 0; i < 4; i++)
		LIST_ADD(&arena, &evidence.change.commits)->id = ids[i];
	add_request(&evidence, "a", "b");
	add_request(&evidence, "c", "unknown");
	for (size_t i = 0; i < 6; i++) {
		LIST_ADD(&arena, &evidence.reviews.approvals)->commit = approved[i];
		LIST_ADD(&arena, &evidence.tickets.references)->commit = approved[5 - i];
	}
	index = change_index_build(&arena, &evidence);
	for (size_t i = 0; i < 4; i++)
		assert_ptr_equal(change_index_commit(index, ids[i]),
				 &evidence.change.commits.at[i]);
	assert_null(change_index_commit(index, "unknown"));
	assert_null(change_index_commit(index, ""));
	assert_null(change_index_commit(index, NULL));
	assert_ptr_equal(change_index_request(index, "b"), &evidence.change.requests.at[0]);
	assert_ptr_equal(change_index_request(index, "c"), &evidence.change.requests.at[1]);
	assert_null(change_index_request(index, "d"));
	assert_null(change_index_request(index, "unknown"));
	require_positions(change_index_approvals(index, &evidence.change.requests.at[0]), of_first,
			  3);
	require_positions(change_index_approvals(index, &evidence.change.requests.at[1]), of_second,
			  1);
	require_positions(change_index_tickets(index, &evidence.change.requests.at[0]),
			  (size_t[]){1, 3, 5}, 3);
	require_positions(change_index_tickets(index, &evidence.change.requests.at[1]),
			  (size_t[]){2}, 1);
}

static void
test_empty(void **state)
{
	struct evidence evidence = {0};
	const struct change_index *index;

	(void)state;
	assert_null(change_index_commit(change_index_build(&arena, &evidence), "a"));
	add_request(&evidence, "a", NULL);
	LIST_ADD(&arena, &evidence.reviews.approvals)->commit = "a";
	index = change_index_build(&arena, &evidence);
	assert_int_equal(change_index_approvals(index, &evidence.change.requests.at[0]).count, 0);
	assert_int_equal(change_index_tickets(index, &evidence.change.requests.at[0]).count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_grouped, end),
		cmocka_unit_test_teardown(test_empty, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
