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
	*LIST_ADD(&world->arena, &side->co_authors) =
		(struct person){.id = "carol@example.org", .name = "Carol"};
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
BREAKS(a_lost_gate_file, change->requests.at[0].gate_count = 1)
BREAKS(a_lost_opaque_file, change->opaque.count = 1)
BREAKS(a_lost_alteration, change->clone.count = 1)
BREAKS(a_lost_contributor,
       *LIST_ADD(&world.arena,
		 &world.evidence.reviews.approvals) = (struct approval){.contributor_count = 1})
BREAKS(an_opaque_file_of_no_request, change->opaque.count = 1;
       *LIST_ADD(&world.arena, &change->opaque.all) = (struct opaque_change){.commit = SIDE})
BREAKS(a_gate_file_that_is_not_listed_apart, change->requests.at[0].path_count = 1;
       texts_add(&world.arena, &change->requests.at[0].paths, ".mailmap"))
BREAKS(a_lost_path, change->requests.at[0].path_count = 1)
BREAKS(a_diverged_range_told_as_forward, change->boundary.at[0] = TREE;
       change->commits.at[0].parents.at[0] = TREE; change->commits.at[1].parents.at[0] = TREE)
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

/* Two direct commits SIDE and HEAD on BASE, each a request of its own. */
static void
begin_line(struct world *world)
{
	struct change *change = &world->evidence.change;

	begin(world);
	change->commits.count = change->requests.count = 0;
	change->range.request_count = 2;
	add_commit(world, HEAD, SIDE, NULL, MERGE_NONE);
	add_commit(world, SIDE, BASE, NULL, MERGE_NONE);
	for (int i = 0; i < 2; i++) {
		struct change_request *request = LIST_ADD(&world->arena, &change->requests);

		*request = (struct change_request){.paths_known = true};
		request->commit = request->head = i ? HEAD : SIDE;
		texts_add(&world->arena, &request->commits, request->commit);
	}
}

static void
a_line_hangs_together(void **state)
{
	struct world world;

	(void)state;
	begin_line(&world);
	assert_null(problem_of(&world));
	arena_release(&world.arena);
}

static void
requests_out_of_order(void **state)
{
	struct world world;
	struct change_request *requests, first;

	(void)state;
	begin_line(&world);
	requests = world.evidence.change.requests.at;
	first = requests[0];
	requests[0] = requests[1];
	requests[1] = first;
	assert_string_equal(problem_of(&world),
			    "the newest change request is not the deployed commit");
	arena_release(&world.arena);
}

/* Two requests become one, which claims both commits. */
static void
a_request_in_another(void **state)
{
	struct world world;
	struct change *change = &world.evidence.change;

	(void)state;
	begin_line(&world);
	change->requests.at[0] = change->requests.at[1];
	texts_add(&world.arena, &change->requests.at[0].commits, SIDE);
	change->requests.count = 1;
	change->range.request_count = 1;
	assert_string_equal(problem_of(&world), "the oldest change request is missing");
	arena_release(&world.arena);
}

/* A request off the line: the commit that the merge brought, listed as if it were direct. */
static void
a_request_off_the_line(void **state)
{
	struct world world;
	struct change *change = &world.evidence.change;
	struct change_request *merge, *request;

	(void)state;
	begin(&world);
	request = LIST_ADD(&world.arena, &change->requests);
	*request = (struct change_request){.commit = SIDE, .head = SIDE};
	texts_add(&world.arena, &request->commits, SIDE);
	merge = &change->requests.at[0];
	merge->commits = (struct texts){0};
	texts_add(&world.arena, &merge->commits, HEAD);
	change->requests.at[1] = *merge;
	*merge = *request;
	merge->kind = REQUEST_DIRECT;
	merge->commit = merge->head = SIDE;
	merge->commits = (struct texts){0};
	texts_add(&world.arena, &merge->commits, SIDE);
	change->range.request_count = 2;
	assert_string_equal(problem_of(&world),
			    "the change requests are not one line of first parents");
	arena_release(&world.arena);
}

/* What is in place came in by the second parent: HEAD merges BASE into SIDE, which has no parent.
 */
static void
begin_foxtrot(struct world *world)
{
	begin_line(world);
	world->evidence.change.commits.at[0].merge = MERGE_UNVERIFIED;
	texts_add(&world->arena, &world->evidence.change.commits.at[0].parents, BASE);
	world->evidence.change.requests.at[1].kind = REQUEST_MERGE;
	world->evidence.change.commits.at[1].parents.count = 0;
}

static void
paths_that_do_not_add_up(void **state)
{
	struct world world;
	struct change *change = &world.evidence.change;

	(void)state;
	begin_foxtrot(&world);
	assert_string_equal(problem_of(&world),
			    "the changed paths do not begin at what is in place");
	change->requests.at[0].paths_known = false;
	assert_non_null(problem_of(&world));
	change->requests.at[1].paths_known = false;
	assert_null(problem_of(&world));
	arena_release(&world.arena);
	begin_foxtrot(&world);
	texts_add(&world.arena, &change->commits.at[1].parents, RECORD);
	texts_add(&world.arena, &change->boundary, RECORD);
	assert_string_equal(problem_of(&world),
			    "the changed paths do not begin at what is in place");
	change->requests.at[0].paths_known = change->requests.at[1].paths_known = false;
	assert_null(problem_of(&world));
	arena_release(&world.arena);
}

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
		cmocka_unit_test(a_lost_gate_file),
		cmocka_unit_test(a_lost_opaque_file),
		cmocka_unit_test(a_lost_alteration),
		cmocka_unit_test(a_lost_contributor),
		cmocka_unit_test(an_opaque_file_of_no_request),
		cmocka_unit_test(a_gate_file_that_is_not_listed_apart),
		cmocka_unit_test(a_lost_path),
		cmocka_unit_test(a_diverged_range_told_as_forward),
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
		cmocka_unit_test(a_line_hangs_together),
		cmocka_unit_test(requests_out_of_order),
		cmocka_unit_test(a_request_in_another),
		cmocka_unit_test(a_request_off_the_line),
		cmocka_unit_test(paths_that_do_not_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
