/* SPDX-License-Identifier: Apache-2.0 */
/* Is each fact of a record that is not as it was told from one that nobody answered? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/corroborate.h"
#include "base/text.h"

#define GATE INT64_C(1000000) /* when the gate asked */
#define DAY INT64_C(86400)

static struct account ann = {"1", "ann", ACCOUNT_HUMAN}, bob = {"2", "bob", ACCOUNT_HUMAN},
		      bobby = {"2", "bobby", ACCOUNT_HUMAN}, eve = {"3", "eve", ACCOUNT_HUMAN};

/* A world is recorded, and asked again: each test changes one thing of what is answered. */
struct fixture {
	struct arena arena;
	struct forge_review reviews[3];
	struct forge_commit commits[2];
	struct forge_request request;
	struct check_run check;
	struct commit_status status;
	struct tested_commit tested;
	struct run_job job;
	struct workflow_run run;
	struct forge_facts facts;
};

struct world {
	struct arena arena;
	struct fixture then, now;
	struct evidence evidence;
	struct record record;
	struct forge_again again;
	struct request_again asked;
	struct corroboration_file file;
};

static void
fill(struct fixture *fixture)
{
	fixture->reviews[0] = (struct forge_review){.id = "r1",
						    .author = &bob,
						    .state = REVIEW_APPROVED,
						    .time = GATE - 10,
						    .commit = "c1"};
	fixture->commits[0] = (struct forge_commit){.id = "c1"};
	fixture->request = (struct forge_request){.number = 7,
						  .url = "https://forge/7",
						  .state = STATE_MERGED,
						  .author = &ann,
						  .merger = &bob,
						  .merged = GATE - 5,
						  .base = "main",
						  .head = "c1",
						  .merge_commit = "m1",
						  .commit_count = 1,
						  .review_count = 1,
						  .commits = {fixture->commits, 1},
						  .reviews = {fixture->reviews, 1}};
	fixture->check = (struct check_run){.id = "k1",
					    .name = "unit",
					    .status = "completed",
					    .conclusion = "success",
					    .started = GATE - 8,
					    .completed = GATE - 7,
					    .app = "15368",
					    .path = "ci.yml"};
	fixture->status = (struct commit_status){"legacy", "success", &bob, GATE - 6};
	fixture->tested = (struct tested_commit){.availability = {KNOWN, NULL},
						 .commit = "m1",
						 .checks = {&fixture->check, 1},
						 .statuses = {&fixture->status, 1}};
	fixture->run = (struct workflow_run){.id = "9", .jobs = {&fixture->job, 0}};
	fixture->facts = (struct forge_facts){.availability = {KNOWN, NULL},
					      .host = "api.forge",
					      .repository = "acme/pay",
					      .repository_id = "4711",
					      .time = GATE,
					      .requests = {&fixture->request, 1},
					      .tested = {&fixture->tested, 1},
					      .runs = {&fixture->run, 1}};
}

static struct world *
begin(void)
{
	static struct world world;

	world = (struct world){0};
	fill(&world.then);
	fill(&world.now);
	world.now.facts.time = GATE + DAY;
	world.evidence.forge = &world.then.facts;
	world.record =
		(struct record){.record_id = "R-1", .time = GATE, .evidence = &world.evidence};
	return &world;
}

static void
ask(struct world *world)
{
	world->again.head = world->now.facts;
	world->asked.number = 7;
	world->asked.facts = world->now.facts;
	world->again.requests.at = &world->asked;
	world->again.requests.count = 1;
	world->file = (struct corroboration_file){0};
	corroborate_record(&world->arena, &world->record, &world->again, &world->file);
}

static void
assert_counts(const struct world *world, int64_t matches, int64_t differs, int64_t gone,
	      int64_t not_tested)
{
	assert_int_equal(world->file.matches, matches);
	assert_int_equal(world->file.differs, differs);
	assert_int_equal(world->file.gone, gone);
	assert_int_equal(world->file.not_tested, not_tested);
	assert_int_equal(world->file.facts.count, matches + differs + gone + not_tested);
}

#define ALL 19 /* three of the repository, eight of the request, four of the review, three, one */

/* The one fact that does not match. */
static const struct corroborated_fact *
the_other(const struct world *world)
{
	for (size_t i = 0; i < world->file.facts.count; i++)
		if (world->file.facts.at[i].state != CORROBORATED_MATCHES)
			return &world->file.facts.at[i];
	fail_msg("everything matches");
	return NULL;
}

static void
assert_fact(struct world *world, const char *subject, const char *fact, int state)
{
	const struct corroborated_fact *found;

	ask(world);
	found = the_other(world);
	assert_string_equal(found->record_id, "R-1");
	assert_string_equal(found->subject, subject);
	assert_string_equal(found->fact, fact);
	assert_int_equal(found->state, state);
}

static void
what_is_as_it_was_matches(void **state)
{
	struct world *world = begin();

	(void)state;
	ask(world);
	assert_counts(world, ALL, 0, 0, 0);
	world->now.reviews[0].author = &bobby; /* another login, the same number */
	ask(world);
	assert_counts(world, ALL, 0, 0, 0);
	arena_release(&world->arena);
}

static void
each_fact_of_a_request_counts(void **state)
{
	static struct forge_commit other[] = {{.id = "c2"}};
	struct world *world = begin();
	struct forge_request *now = &world->now.request;
	const struct forge_request as_it_was = *now;

	(void)state;
#define CHANGED(change, fact, state)                            \
	do {                                                    \
		change;                                         \
		assert_fact(world, "request #7", fact, state);  \
		assert_int_equal(world->file.matches, ALL - 1); \
		*now = as_it_was;                               \
	} while (0)
	CHANGED(now->state = STATE_CLOSED, "state", CORROBORATED_DIFFERS);
	CHANGED(now->merge_commit = NULL, "merge commit", CORROBORATED_DIFFERS);
	CHANGED(now->merged++, "merged at", CORROBORATED_DIFFERS);
	CHANGED(now->head = "c2", "head", CORROBORATED_DIFFERS);
	CHANGED(now->base = "release", "base", CORROBORATED_DIFFERS);
	CHANGED(now->commits.at = other, "commits", CORROBORATED_DIFFERS);
	CHANGED(now->commit_count = 2, "commits", CORROBORATED_DIFFERS);
	CHANGED(now->author = &eve, "author", CORROBORATED_DIFFERS);
	CHANGED(now->merger = NULL, "merged by", CORROBORATED_GONE);
#undef CHANGED
	arena_release(&world->arena);
}

static void
reviews_are_compared_and_looked_for(void **state)
{
	struct world *world = begin();

	(void)state;
	world->now.reviews[0].state = REVIEW_DISMISSED;
	assert_fact(world, "review r1 of request #7", "state", CORROBORATED_DIFFERS);
	world->now.reviews[0].state = REVIEW_APPROVED;
	world->now.reviews[0].commit = NULL;
	assert_fact(world, "review r1 of request #7", "of commit", CORROBORATED_DIFFERS);
	world->now.request.reviews.count = 0;
	assert_fact(world, "review r1 of request #7", "review", CORROBORATED_GONE);
	assert_counts(world, ALL - 4, 0, 1, 0);
	fill(&world->now);
	world->now.reviews[1] = (struct forge_review){
		.id = "r2", .author = &eve, .state = REVIEW_CHANGES_REQUESTED, .time = GATE - 1};
	world->now.request.reviews.count = 2;
	assert_fact(world, "review r2 of request #7", "review", CORROBORATED_DIFFERS);
	assert_counts(world, ALL, 1, 0, 0);
	world->now.reviews[1].time = GATE; /* the gate had its answer by then */
	ask(world);
	assert_counts(world, ALL, 0, 0, 0);
	world->now.reviews[1].time = GATE - 6; /* before the merge: no clock of the record hides it
						*/
	world->then.facts.time = GATE - 9;
	assert_fact(world, "review r2 of request #7", "review", CORROBORATED_DIFFERS);
	arena_release(&world->arena);
}

#define UNIT "check 'unit' (k1) of m1"

static void
checks_may_be_found_as_jobs(void **state)
{
	struct world *world = begin();

	(void)state;
	world->now.check.conclusion = "failure";
	assert_fact(world, UNIT, "conclusion", CORROBORATED_DIFFERS);
	world->now.check.conclusion = "success";
	world->now.check.id = "k0"; /* an older one of that name is no later run */
	world->now.check.started = GATE - 20;
	assert_fact(world, UNIT, "check", CORROBORATED_GONE);
	world->now.check.id = "k2"; /* it ran again, and its run does not list the job */
	world->now.check.started = GATE + 1;
	assert_fact(world, UNIT, "check", CORROBORATED_NOT);
	world->now.job = (struct run_job){
		.id = "k1", .name = "unit", .conclusion = "success", .completed = GATE - 7};
	world->now.run.jobs.count = 1;
	ask(world);
	assert_counts(world, ALL, 0, 0, 0);
	world->now.job.conclusion = "cancelled";
	assert_fact(world, UNIT, "conclusion", CORROBORATED_DIFFERS);
	world->then.check.conclusion = NULL; /* it ran still when it was recorded */
	ask(world);
	assert_counts(world, ALL - 2, 0, 0, 0);
	arena_release(&world->arena);
}

/* Invented, and dated before the one that failed: not "it ran again since". */
static void
a_test_from_before_the_gate_is_none_that_ran_again(void **state)
{
	struct world *world = begin();

	(void)state;
	world->then.check.id = "k0";
	world->then.check.started = GATE - 100;
	world->now.check.conclusion = "failure";
	assert_fact(world, "check 'unit' (k0) of m1", "check", CORROBORATED_GONE);
	world->now.check.started = GATE;
	assert_fact(world, "check 'unit' (k0) of m1", "check", CORROBORATED_NOT);
	fill(&world->then);
	fill(&world->now);
	world->then.status.time = GATE - 100;
	world->now.status.state = "failure";
	assert_fact(world, "status 'legacy' of m1", "state", CORROBORATED_DIFFERS);
	world->now.status.time = GATE;
	assert_fact(world, "status 'legacy' of m1", "state", CORROBORATED_NOT);
	arena_release(&world->arena);
}

static void
what_a_forge_may_have_thrown_away_is_not_tested(void **state)
{
	struct world *world = begin();

	(void)state;
	world->now.tested.checks.count = 0;
	world->now.facts.time = GATE + 90 * DAY;
	assert_fact(world, UNIT, "check", CORROBORATED_GONE);
	world->now.facts.time++;
	assert_fact(world, UNIT, "check", CORROBORATED_NOT);
	assert_counts(world, ALL - 3, 0, 0, 1);
	world->now.tested.statuses.count = 0;
	ask(world);
	assert_counts(world, ALL - 4, 0, 0, 2);
	world->now.facts.time = GATE + DAY;
	ask(world);
	assert_counts(world, ALL - 4, 0, 2, 0);
	arena_release(&world->arena);
}

static void
a_status_may_be_posted_again(void **state)
{
	struct world *world = begin();

	(void)state;
	world->now.status.state = "failure";
	assert_fact(world, "status 'legacy' of m1", "state", CORROBORATED_DIFFERS);
	world->now.status.time = GATE + 1;
	assert_fact(world, "status 'legacy' of m1", "state", CORROBORATED_NOT);
	arena_release(&world->arena);
}

static void
no_answer_is_no_difference(void **state)
{
	struct world *world = begin();

	(void)state;
	world->now.facts = (struct forge_facts){.availability = {UNAVAILABLE, "it sleeps"}};
	ask(world);
	assert_counts(world, 0, 0, 0, 3); /* repository, request, checks */
	for (size_t i = 0; i < world->file.facts.count; i++)
		assert_string_equal(world->file.facts.at[i].why, "it sleeps");
	world->asked.gone = true;
	world->file = (struct corroboration_file){0};
	corroborate_record(&world->arena, &world->record, &world->again, &world->file);
	assert_counts(world, 0, 0, 1, 2);
	world->asked.gone = false;
	fill(&world->now);
	world->now.tested.availability = (struct availability){UNAVAILABLE, "no right"};
	assert_fact(world, "tests of m1", "checks", CORROBORATED_NOT);
	assert_string_equal(the_other(world)->why, "no right");
	arena_release(&world->arena);
}

static void
another_repository_or_host_differs(void **state)
{
	struct world *world = begin();

	(void)state;
	world->now.facts.repository = "eve/pay"; /* whose key the record has */
	assert_fact(world, "repository acme/pay", "name", CORROBORATED_DIFFERS);
	world->now.facts.repository = "acme/pay";
	world->now.facts.repository_id = "4712";
	assert_fact(world, "repository acme/pay", "number", CORROBORATED_DIFFERS);
	world->now.facts.repository_id = "4711";
	world->now.facts.host = "api.other";
	assert_fact(world, "repository acme/pay", "host that answers", CORROBORATED_DIFFERS);
	arena_release(&world->arena);
}

static void
without_a_forge_nothing_is_asked(void **state)
{
	struct world *world = begin();

	(void)state;
	assert_null(corroborate_why_not(&world->record));
	world->then.facts.availability.state = UNAVAILABLE;
	assert_fact(world, "record", "forge", CORROBORATED_NOT);
	world->evidence.forge = NULL;
	assert_fact(world, "record", "forge", CORROBORATED_NOT);
	world->record.evidence = NULL;
	assert_fact(world, "record", "forge", CORROBORATED_NOT);
	assert_counts(world, 0, 0, 0, 1);
	arena_release(&world->arena);
}

static void
assert_refused(struct arena *arena, const char *json, const char *from, const char *to,
	       const char *says)
{
	const char *place = strstr(json, from);
	struct corroboration_file file;
	struct error err;
	const char *edited;

	assert_non_null(place);
	edited = arena_format(arena, "%.*s%s%s", (int)(place - json), json, to,
			      place + strlen(from));
	assert_false(corroboration_parse(arena, edited, strlen(edited), &file, &err));
	if (!strstr(err.message, says))
		fail_msg("'%s' does not say '%s'", err.message, says);
}

static void
the_file_reads_back_and_counts(void **state)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	RELEASED_BY(buffer_release) struct buffer again = {0};
	struct world *world = begin();
	struct corroboration_file read;
	struct error err;

	(void)state;
	world->now.reviews[0].state = REVIEW_DISMISSED;
	ask(world);
	world->file.schema = CORROBORATION_SCHEMA;
	world->file.tool_version = "0";
	world->file.chosen = "by hand";
	world->file.ledger = (struct population_ledger){"example.org/l", 3, "00"};
	corroboration_write(&out, &world->file);
	if (!corroboration_parse(&world->arena, out.bytes, out.length, &read, &err))
		fail_msg("%s", err.message);
	corroboration_write(&again, &read);
	assert_string_equal(again.bytes, out.bytes);
	assert_int_equal(read.people.count, 2);
	assert_refused(&world->arena, out.bytes, "\"differs\": 1", "\"differs\": 0", "counts");
	assert_refused(&world->arena, out.bytes, "\"state\": \"matches\"", "\"state\": \"gone\"",
		       "counts");
	assert_refused(&world->arena, out.bytes, "corroboration/1", "corroboration/2", "schema");
	assert_refused(&world->arena, out.bytes, "\"now\":", "\"nows\":", "nows");
	arena_release(&world->arena);
}

static void
what_does_not_match_comes_first(void **state)
{
	RELEASED_BY(buffer_release) struct buffer csv = {0};
	struct world *world = begin();
	struct sheet summary, facts;

	(void)state;
	world->now.request.reviews.count = 0;
	world->now.check.conclusion = "=failure";
	ask(world);
	world->file.ledger.origin = world->file.chosen = "x";
	corroboration_sheet(&world->arena, &world->file, &summary, &facts);
	assert_int_equal(facts.lines.count, world->file.facts.count + 1);
	assert_string_equal(facts.lines.at[1].cells.at[3], "gone");
	assert_string_equal(facts.lines.at[2].cells.at[3], "differs");
	assert_string_equal(facts.lines.at[3].cells.at[3], "matches");
	sheet_write_csv(&csv, &facts);
	assert_non_null(strstr(csv.bytes, "'=failure")); /* no formula */
	arena_release(&world->arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_as_it_was_matches),
		cmocka_unit_test(each_fact_of_a_request_counts),
		cmocka_unit_test(reviews_are_compared_and_looked_for),
		cmocka_unit_test(checks_may_be_found_as_jobs),
		cmocka_unit_test(a_test_from_before_the_gate_is_none_that_ran_again),
		cmocka_unit_test(what_a_forge_may_have_thrown_away_is_not_tested),
		cmocka_unit_test(a_status_may_be_posted_again),
		cmocka_unit_test(no_answer_is_no_difference),
		cmocka_unit_test(another_repository_or_host_differs),
		cmocka_unit_test(without_a_forge_nothing_is_asked),
		cmocka_unit_test(the_file_reads_back_and_counts),
		cmocka_unit_test(what_does_not_match_comes_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
