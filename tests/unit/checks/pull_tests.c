/* SPDX-License-Identifier: Apache-2.0 */
/* Which checks of a forge count for required tests? (controls A4) */
#include "forge_world.h"

#include "checks/pull_runs.h"

#define WORKFLOW ".github/workflows/ci.yml"

static struct tested_commit *
add_tested(struct world *world, const char *commit, int64_t request)
{
	struct tested_commit *tested = LIST_ADD(&world->arena, &facts_of(world)->tested);

	*tested = (struct tested_commit){.availability = {KNOWN, NULL},
					 .commit = commit,
					 .tree = commit,
					 .request = request};
	return tested;
}

static struct check_run *
add_check(struct world *world, size_t tested, const char *name)
{
	struct tested_commit *owner = &facts_of(world)->tested.at[tested];
	struct check_run *check = LIST_ADD(&world->arena, &owner->checks);

	*check = (struct check_run){.id = "1",
				    .name = name,
				    .status = "completed",
				    .conclusion = "success",
				    .started = NOW - 60,
				    .completed = NOW - 10,
				    .app = "15368",
				    .run = arena_format(&world->arena, "%zu", owner->checks.count),
				    .path = WORKFLOW,
				    .event = "push",
				    .run_commit = owner->commit};
	owner->check_count++;
	return check;
}

/* One job, on the deployed commit. */
static void
begin_checked(struct world *world)
{
	begin_forge(world);
	set_policy(world, "junit: out/*.xml", "workflow: " WORKFLOW "\n      job: unit");
	set_policy(world, "evidence: claimed # of tests", "evidence: verified");
	world->evidence.tests = (struct tests){0};
	LIST_ADD(&world->arena, &world->evidence.tests.results)->junit = NULL;
	add_tested(world, MERGE, 0);
	add_check(world, 0, "unit");
}

#define ROW(name, ...) TEST(name, begin_checked, __VA_ARGS__)
#define W (&world)
#define CHECK(n) (facts_of(W)->tested.at[0].checks.at[n])
#define RULE(new) set_policy(&world, "tests:\n", "tests:\n  " new "\n")

static void
no_checks(struct world *world, size_t tested)
{
	facts_of(world)->tested.at[tested].checks.count = 0;
	facts_of(world)->tested.at[tested].check_count = 0;
}

ROW(passed, {
	ALLOWED;
	assert_non_null(find_finding(W, "tests", "TEST-PASSED"));
	assert_null(find_finding(W, "tests", "TEST-WORKTREE"));
})
ROW(zero_checks, {
	no_checks(W, 0);
	REFUSED("tests", "TEST-MISSING");
})
ROW(lost_check, {
	facts_of(W)->tested.at[0].check_count++;
	UNCLEAR("tests", "TEST-INCOMPLETE");
})
ROW(lost_status, {
	facts_of(W)->tested.at[0].status_count++;
	UNCLEAR("tests", "TEST-INCOMPLETE");
})
ROW(lost_commit, {
	facts_of(W)->tested.count = 0;
	UNCLEAR("tests", "TEST-INCOMPLETE");
})
ROW(not_read, {
	facts_of(W)->tested.at[0].availability.state = UNAVAILABLE;
	UNCLEAR("tests", "TEST-INCOMPLETE");
})
ROW(another_commit, {
	facts_of(W)->tested.at[0].commit = OLD;
	UNCLEAR("tests", "TEST-INCOMPLETE");
})

static void
conclusions(void **state)
{
	static const char *const rows[][2] = {
		{"failure", "TEST-FAILED"},      {"startup_failure", "TEST-FAILED"},
		{"neutral", "TEST-NEUTRAL"},     {"skipped", "TEST-SKIPPED"},
		{"cancelled", "TEST-CANCELLED"}, {"stale", "TEST-STALE"},
		{"timed_out", "TEST-TIMED-OUT"}, {"action_required", "TEST-ACTION-REQUIRED"},
		{"a new word", "TEST-FAILED"},   {NULL, "TEST-FAILED"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct world world;

		begin_checked(&world);
		CHECK(0).conclusion = rows[i][0];
		REFUSED("tests", rows[i][1]);
		arena_release(&world.arena);
	}
}

ROW(pending, {
	CHECK(0).status = "in_progress";
	CHECK(0).conclusion = NULL;
	UNCLEAR("tests", "TEST-PENDING");
})
ROW(failed_beside_pending, {
	add_check(W, 0, "unit")->conclusion = "failure";
	CHECK(0).status = "queued";
	REFUSED("tests", "TEST-FAILED");
	CHECK(0).status = "completed";
	CHECK(0).conclusion = "failure";
	CHECK(1).status = "queued";
	REFUSED("tests", "TEST-FAILED");
})
ROW(late, {
	CHECK(0).completed = NOW + 1;
	UNCLEAR("tests", "TEST-LATE");
})
ROW(never_over, {
	CHECK(0).completed = 0;
	UNCLEAR("tests", "TEST-LATE");
})
ROW(other_app, {
	CHECK(0).app = "7";
	assert_true(has_note(REFUSED("tests", "TEST-MISSING"), "TEST-FOREIGN-CHECK"));
})
ROW(foreign_beside, {
	add_check(W, 0, "unit")->app = "7";
	CHECK(1).conclusion = "failure";
	ALLOWED;
	assert_true(has_note(find_finding(W, "tests", "TEST-PASSED"), "TEST-FOREIGN-CHECK"));
})
ROW(status_of_that_name, {
	struct commit_status status = {"unit", "success", NULL, NOW};

	no_checks(W, 0);
	*LIST_ADD(&world.arena, &facts_of(W)->tested.at[0].statuses) = status;
	facts_of(W)->tested.at[0].status_count = 1;
	assert_true(has_note(REFUSED("tests", "TEST-MISSING"), "TEST-FOREIGN-CHECK"));
})
ROW(app_not_told, {
	CHECK(0).app = NULL;
	UNCLEAR("tests", "TEST-INCOMPLETE");
})
ROW(failed_whose_app_got_lost, {
	add_check(W, 0, "unit")->app = NULL;
	CHECK(1).conclusion = "failure";
	UNCLEAR("tests", "TEST-INCOMPLETE");
})
ROW(path_not_told, {
	CHECK(0).path = NULL;
	UNCLEAR("tests", "TEST-INCOMPLETE");
})
ROW(other_workflow, {
	CHECK(0).path = ".github/workflows/x.yml";
	REFUSED("tests", "TEST-MISSING");
})
ROW(other_event, {
	CHECK(0).event = "workflow_dispatch";
	REFUSED("tests", "TEST-EVENT");
})
ROW(run_of_another_commit, {
	CHECK(0).run_commit = OLD;
	REFUSED("tests", "TEST-MISSING");
})
ROW(all_of_a_name, {
	add_check(W, 0, "unit")->event = "pull_request";
	CHECK(1).conclusion = "failure";
	REFUSED("tests", "TEST-FAILED");
	CHECK(1).conclusion = "success";
	ALLOWED;
})
ROW(latest_attempt, {
	add_check(W, 0, "unit")->run = CHECK(0).run;
	CHECK(1).attempt = 2;
	CHECK(0).attempt = 1;
	CHECK(0).conclusion = "failure";
	ALLOWED;
	assert_true(has_note(find_finding(W, "tests", "TEST-PASSED"), "TEST-RERUN"));
	CHECK(1).attempt = 0;
	REFUSED("tests", "TEST-FAILED");
})
ROW(attempts, {
	RULE("max_attempts: 3");
	UNCLEAR("tests", "TEST-INCOMPLETE");
	CHECK(0).attempt_why = "GET /runs/1: status 500";
	UNCLEAR("tests", "TEST-INCOMPLETE");
	assert_non_null(strstr(find_finding(W, "tests", "TEST-INCOMPLETE")->because,
			       "unit needed: GET /runs/1: status 500"));
	CHECK(0).attempt = 4;
	REFUSED("tests", "TEST-ATTEMPTS");
	CHECK(0).attempt = 3;
	ALLOWED;
})
ROW(matrix, {
	set_policy(W, "job: unit", "job: unit (*)\n      count: 2");
	CHECK(0).name = "unit (a, b)";
	add_check(W, 0, "unit (a, b)")->event = "pull_request";
	REFUSED("tests", "TEST-MISSING");
	CHECK(1).name = "unit (c)";
	ALLOWED;
	CHECK(1).conclusion = "failure";
	REFUSED("tests", "TEST-FAILED");
})
ROW(check_of_an_app, {
	set_policy(W, "workflow: " WORKFLOW "\n      job: unit", "check: quality\n      app: 7");
	CHECK(0) = (struct check_run){.id = "1",
				      .name = "quality",
				      .status = "completed",
				      .conclusion = "success",
				      .completed = NOW - 1,
				      .app = "7"};
	ALLOWED;
	CHECK(0).app = "8";
	REFUSED("tests", "TEST-MISSING");
})

/* ---- on what ---- */

static void
only_on_the_head(struct world *world)
{
	no_checks(world, 0);
	add_tested(world, SECOND, 12);
	add_check(world, 1, "unit")->event = "pull_request";
}

ROW(another_tree, {
	only_on_the_head(W);
	REFUSED("tests", "TEST-MISSING");
})
ROW(same_tree, {
	only_on_the_head(W);
	facts_of(W)->tested.at[1].tree = MERGE;
	REFUSED("tests", "TEST-MISSING");
	pull_of(W)->commits.at[1].tree = MERGE;
	ALLOWED;
	RULE("on: [exact]");
	REFUSED("tests", "TEST-MISSING");
})
ROW(request_head, {
	only_on_the_head(W);
	RULE("on: [exact, request-head]");
	ALLOWED;
	facts_of(W)->landings.at[0].requests.at[0].kind = LANDED_UNKNOWN;
	expect(W, RESULT_REFUSED, "tests", FAIL, "TEST-MISSING");
})
ROW(merge_group_only, {
	RULE("on: [merge-group]");
	REFUSED("tests", "TEST-EVENT");
	CHECK(0).event = "merge_group";
	ALLOWED;
})
ROW(failed_where_it_counts_first, {
	only_on_the_head(W);
	RULE("on: [exact, request-head]");
	add_check(W, 0, "unit")->conclusion = "failure";
	REFUSED("tests", "TEST-FAILED");
	CHECK(0).status = "queued";
	CHECK(0).conclusion = NULL;
	UNCLEAR("tests", "TEST-PENDING");
})

/* ---- what need not run, and who says how ---- */

static void
know_paths(struct world *world, const char *path)
{
	struct change_request *request = &world->change->requests.at[0];

	request->paths_known = true;
	request->paths.count = 0;
	texts_add(&world->arena, &request->paths, path);
	request->path_count = 1;
}

ROW(unchanged, {
	RULE("skip_unchanged: [\"src/**\"]");
	CHECK(0).conclusion = "skipped";
	REFUSED("tests", "TEST-SKIPPED");
	know_paths(W, "docs/a.md");
	ALLOWED;
	assert_non_null(find_finding(W, "tests", "TEST-UNCHANGED"));
	no_checks(W, 0);
	ALLOWED;
	know_paths(W, "src/a.c");
	REFUSED("tests", "TEST-MISSING");
})
ROW(unchanged_without_the_rule, {
	know_paths(W, "docs/a.md");
	no_checks(W, 0);
	REFUSED("tests", "TEST-MISSING");
})
ROW(too_few_though_unchanged, {
	RULE("skip_unchanged: [\"src/**\"]");
	set_policy(W, "job: unit", "job: unit\n      count: 2");
	know_paths(W, "docs/a.md");
	REFUSED("tests", "TEST-MISSING");
})
ROW(definition, {
	know_paths(W, WORKFLOW);
	ALLOWED;
	assert_true(has_note(find_finding(W, "tests", "TEST-PASSED"), "TEST-DEFINITION-CHANGED"));
	RULE("definitions: guarded");
	REFUSED("tests", "TEST-DEFINITION-CHANGED");
	set_policy(W, "tests:\n", "guardians: [3+carol@users.noreply.example.org]\ntests:\n");
	REFUSED("tests", "TEST-DEFINITION-CHANGED");
	set_policy(W, "3+carol", "2+bob");
	ALLOWED;
	world.change->requests.at[0].paths_known = false;
	UNCLEAR("tests", "TEST-DEFINITION-UNKNOWN");
})

static void
names(void **state)
{
	(void)state;
	assert_true(name_matches("unit", "unit"));
	assert_false(name_matches("unit", "units"));
	assert_false(name_matches("unit", "uni"));
	assert_true(name_matches("unit (*)", "unit (a/b, *)"));
	assert_true(name_matches("*", ""));
	assert_true(name_matches("a*b*c", "aXbbYc"));
	assert_false(name_matches("a*b*c", "aXbbY"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passed),
		cmocka_unit_test(zero_checks),
		cmocka_unit_test(lost_check),
		cmocka_unit_test(lost_status),
		cmocka_unit_test(lost_commit),
		cmocka_unit_test(not_read),
		cmocka_unit_test(another_commit),
		cmocka_unit_test(conclusions),
		cmocka_unit_test(pending),
		cmocka_unit_test(failed_beside_pending),
		cmocka_unit_test(late),
		cmocka_unit_test(never_over),
		cmocka_unit_test(other_app),
		cmocka_unit_test(foreign_beside),
		cmocka_unit_test(status_of_that_name),
		cmocka_unit_test(app_not_told),
		cmocka_unit_test(failed_whose_app_got_lost),
		cmocka_unit_test(path_not_told),
		cmocka_unit_test(other_workflow),
		cmocka_unit_test(other_event),
		cmocka_unit_test(run_of_another_commit),
		cmocka_unit_test(all_of_a_name),
		cmocka_unit_test(latest_attempt),
		cmocka_unit_test(attempts),
		cmocka_unit_test(matrix),
		cmocka_unit_test(check_of_an_app),
		cmocka_unit_test(another_tree),
		cmocka_unit_test(same_tree),
		cmocka_unit_test(request_head),
		cmocka_unit_test(merge_group_only),
		cmocka_unit_test(failed_where_it_counts_first),
		cmocka_unit_test(unchanged),
		cmocka_unit_test(unchanged_without_the_rule),
		cmocka_unit_test(too_few_though_unchanged),
		cmocka_unit_test(definition),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
