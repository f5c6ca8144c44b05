/* SPDX-License-Identifier: Apache-2.0 */
/* Is a commit, a request, a trailer or an edge noticed that got lost from the change set? */
#include "core/consistency.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "1111111111111111111111111111111111111111"
#define SIDE "2222222222222222222222222222222222222222"
#define BASE "3333333333333333333333333333333333333333"
#define TREE "4444444444444444444444444444444444444444"
#define RECORD "5555555555555555555555555555555555555555555555555555555555555555"

/* A trivial merge HEAD of SIDE onto BASE, which is in place. */
struct world {
	struct arena arena;
	struct evidence evidence;
	struct placed in_place;
};

static struct commit *
add_commit(struct world *world, const char *id, const char *first, const char *second, int merge)
{
	struct commit *commit = LIST_ADD(&world->arena, &world->evidence.change.commits);

	commit->id = id;
	commit->tree = TREE;
	commit->subject = "";
	commit->merge = merge;
	texts_add(&world->arena, &commit->parents, first);
	if (second)
		texts_add(&world->arena, &commit->parents, second);
	return commit;
}

static void
begin(struct world *world)
{
	struct change *change = &world->evidence.change;
	struct change_request *request;
	struct trailer *trailer;
	struct commit *side;

	memset(world, 0, sizeof(*world));
	arena_init(&world->arena);
	world->in_place = (struct placed){.record = RECORD, .commit = BASE};
	world->evidence.ledger.in_place = &world->in_place;
	change->head = HEAD;
	change->tree = TREE;
	change->range = (struct range){RANGE_FORWARD, BASE, RECORD, 2, 1, 0};
	add_commit(world, HEAD, BASE, SIDE, MERGE_TRIVIAL);
	side = add_commit(world, SIDE, BASE, NULL, MERGE_NONE);
	trailer = LIST_ADD(&world->arena, &side->trailers);
	*trailer = (struct trailer){"Co-authored-by", "Carol <carol@example.org>"};
	side->trailer_count = 1;
	*LIST_ADD(&world->arena, &side->co_authors) = (struct person){"carol@example.org", "Carol"};
	texts_add(&world->arena, &change->boundary, BASE);
	request = LIST_ADD(&world->arena, &change->requests);
	request->kind = REQUEST_MERGE;
	request->commit = HEAD;
	request->head = SIDE;
	texts_add(&world->arena, &request->commits, SIDE);
	texts_add(&world->arena, &request->commits, HEAD);
}

static const char *
problem_of(struct world *world)
{
	return change_inconsistency(&world->arena, &world->evidence);
}

static void
a_whole_change_set_hangs_together(void **state)
{
	struct world world;

	(void)state;
	begin(&world);
	assert_null(problem_of(&world));
	arena_release(&world.arena);
}

#define BREAKS(name, ...)                            \
	static void name(void **state)               \
	{                                            \
		struct world world;                  \
		struct change *change;               \
		(void)state;                         \
		begin(&world);                       \
		change = &world.evidence.change;     \
		(void)change;                        \
		__VA_ARGS__;                         \
		assert_non_null(problem_of(&world)); \
		arena_release(&world.arena);         \
	}

BREAKS(a_lost_commit, change->commits.count = 1)
BREAKS(a_lost_commit_with_its_count, change->commits.count = 1; change->range.commit_count = 1)
BREAKS(a_lost_request, change->requests.count = 0; change->range.request_count = 0)
BREAKS(a_lost_member, change->requests.at[0].commits.count = 1)
BREAKS(a_lost_boundary, change->boundary.count = 0)
BREAKS(a_lost_parent, change->commits.at[0].parents.count = 1)
BREAKS(a_lost_parent_told_as_none, change->commits.at[0].parents.count = 1;
       change->commits.at[0].merge = MERGE_NONE)
BREAKS(a_lost_trailer, change->commits.at[1].trailers.count = 0)
BREAKS(a_lost_co_author, change->commits.at[1].co_authors.count = 0)
BREAKS(a_lost_submodule, change->range.submodule_count = 1)
BREAKS(a_lost_path, change->requests.at[0].path_count = 1)
BREAKS(another_head, change->head = BASE)
BREAKS(another_tree, change->tree = BASE)
BREAKS(nothing_in_place, world.evidence.ledger.in_place = NULL)
BREAKS(another_record_in_place, world.in_place.record = HEAD)
BREAKS(another_commit_in_place, world.in_place.commit = SIDE)
BREAKS(a_trivial_merge_of_another_tree, change->commits.at[1].tree = BASE)
BREAKS(commits_twice, change->commits.at[1].id = HEAD)
BREAKS(a_range_told_as_none, change->range.kind = RANGE_SAME)
BREAKS(a_range_told_as_first, change->range.kind = RANGE_FIRST)
BREAKS(a_range_told_as_backward, change->range.kind = RANGE_BACKWARD)
BREAKS(a_merge_told_as_direct, change->requests.at[0].kind = REQUEST_DIRECT)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_change_set_hangs_together),
		cmocka_unit_test(a_lost_commit),
		cmocka_unit_test(a_lost_commit_with_its_count),
		cmocka_unit_test(a_lost_request),
		cmocka_unit_test(a_lost_member),
		cmocka_unit_test(a_lost_boundary),
		cmocka_unit_test(a_lost_parent),
		cmocka_unit_test(a_lost_parent_told_as_none),
		cmocka_unit_test(a_lost_trailer),
		cmocka_unit_test(a_lost_co_author),
		cmocka_unit_test(a_lost_submodule),
		cmocka_unit_test(a_lost_path),
		cmocka_unit_test(another_head),
		cmocka_unit_test(another_tree),
		cmocka_unit_test(nothing_in_place),
		cmocka_unit_test(another_record_in_place),
		cmocka_unit_test(another_commit_in_place),
		cmocka_unit_test(a_trivial_merge_of_another_tree),
		cmocka_unit_test(commits_twice),
		cmocka_unit_test(a_range_told_as_none),
		cmocka_unit_test(a_range_told_as_first),
		cmocka_unit_test(a_range_told_as_backward),
		cmocka_unit_test(a_merge_told_as_direct),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
