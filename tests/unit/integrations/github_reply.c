/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do integrations/github_reply.c, github_query.c and github_rest.c keep what was answered apart
 * from what was not?
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/buffer.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/github_commits.h"
#include "integrations/github_files.h"
#include "integrations/github_query.h"
#include "integrations/github_reply.h"
#include "integrations/github_rest.h"
#include "tests/unit/integrations/github_answers.h"

#define NO_ID "0000000000000000000000000000000000000000"

static struct arena arena;
static struct error err;

static int
end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static const struct node *
parse(const char *text)
{
	const struct node *root;

	if (!json_parse(&arena, text, strlen(text), &root, &err))
		fail_msg("%s", err.message);
	return root;
}

static struct github_reply reply;

static void
reads(const char *text)
{
	if (!github_read_reply(&arena, parse(text), &reply, &err))
		fail_msg("%s", err.message);
}

static void
reads_not(const char *text, const char *words)
{
	assert_false(github_read_reply(&arena, parse(text), &reply, &err));
	assert_int_equal(err.code, ERROR_UNAVAILABLE);
	if (!strstr(err.message, words))
		fail_msg("%s", err.message);
}

static void
an_error_has_its_place(void **state)
{
	(void)state;
	reads("{\"data\":{\"repository\":{}},\"errors\":[{\"type\":\"FORBIDDEN\",\"message\":\"no\","
	      "\"path\":[\"repository\",\"p1\",\"reviews\",\"nodes\",3]}]}");
	assert_non_null(github_problem(&reply, "/repository/p1"));
	assert_non_null(github_problem(&reply, "/repository"));
	assert_non_null(github_problem(&reply, "/repository/p1/reviews/nodes/3/author"));
	assert_null(github_problem(&reply, "/repository/p10"));
	assert_null(github_problem(&reply, "/repository/p"));
	assert_null(github_problem(&reply, "/repository/p1/commits"));
	assert_string_equal(github_problem(&reply, "/repository/p1"),
			    "GraphQL at /repository/p1/reviews/nodes/3: FORBIDDEN: no; give the "
			    "token `pull-requests: read`");
	reads("{\"data\":{},\"errors\":[{\"message\":\"no\"}]}");
	assert_non_null(github_problem(&reply, "/t0"));
	reads("{\"data\":{\"x\":null}}");
	assert_null(github_problem(&reply, "/x"));
}

static void
hints_at(const char *path, const char *hint)
{
	reads(arena_format(&arena,
			   "{\"data\":{},\"errors\":[{\"type\":\"FORBIDDEN\",\"message\":\"no\","
			   "\"path\":[%s]}]}",
			   path));
	if (!strstr(reply.problems.at[0].says, hint))
		fail_msg("%s: %s", path, reply.problems.at[0].says);
}

static void
names_the_permission(void **state)
{
	(void)state;
	hints_at("\"t0\",\"team\"", "read:org");
	hints_at("\"repository\",\"h0\",\"statusCheckRollup\",\"contexts\",\"nodes\",1",
		 "checks: read");
	hints_at("\"repository\",\"h0\",\"statusCheckRollup\",\"contexts\",\"nodes\",1,"
		 "\"checkSuite\",\"workflowRun\"",
		 "actions: read");
	hints_at("\"repository\",\"c0\",\"associatedPullRequests\"", "pull-requests: read");
	hints_at("\"repository\",\"p0\",\"closingIssuesReferences\"", "issues: read");
	hints_at("\"repository\",\"b0\"", "contents: read");
}

static void
no_data_is_no_answer(void **state)
{
	(void)state;
	reads_not("{}", "without data and without errors");
	reads_not("[]", "without data");
	reads_not("{\"data\":null,\"errors\":[{\"type\":\"RATE_LIMITED\",\"message\":\"slow\"}]}",
		  "RATE_LIMITED: slow");
	assert_false(reply.too_much);
	reads_not("{\"data\":{},\"errors\":[{\"type\":\"RESOURCE_LIMITS_EXCEEDED\","
		  "\"message\":\"x\"}]}",
		  "RESOURCE_LIMITS_EXCEEDED");
	assert_true(reply.too_much);
	reads_not("{\"errors\":[{\"message\":\"Field 'file' doesn't exist on type "
		  "'WorkflowRun'\"}]}",
		  "file");
	assert_true(reply.older);
	reads_not("{\"data\":{},\"errors\":{}}", "no list");
}

/* ---- queries --------------------------------------------------------------------------------- */

static void
foreign_text_is_a_variable(void **state)
{
	struct github_query query RELEASED_BY(github_query_release) = {0};
	const struct node *root;

	(void)state;
	github_query_text(&query, 'b', 3, "String!", "x\"){ viewer");
	github_query_number(&query, 'p', 0, 17);
	github_query_once(&query, 'x', "String!", "one");
	github_query_once(&query, 'x', "String!", "two");
	github_query_inside(&query, "b3: ref(qualifiedName: $b3) { name } ");
	github_query_finish(&query, "Deploy", "ac\"me", "pay");
	root = parse(query.body.bytes);
	assert_string_equal(node_get(root, "query")->text,
			    "query Deploy($owner: String!, $name: String!, $b3: String!, $p0: "
			    "Int!, $x0: String!) { repository(owner: $owner, name: $name, "
			    "followRenames: false) { databaseId nameWithOwner visibility "
			    "defaultBranchRef { name } b3: ref(qualifiedName: $b3) { name } } }");
	root = node_get(root, "variables");
	assert_string_equal(node_get(root, "b3")->text, "x\"){ viewer");
	assert_string_equal(node_get(root, "owner")->text, "ac\"me");
	assert_string_equal(node_get(root, "x0")->text, "one");
	assert_int_equal(node_get(root, "p0")->integer, 17);
}

static void
an_older_schema_is_asked_for_less(void **state)
{
	struct github_query query RELEASED_BY(github_query_release) = {
		.plain = true, .fragments = FRAGMENT_REQUEST | FRAGMENT_CONTEXTS};
	struct github_query modern RELEASED_BY(github_query_release) = {
		.fragments = FRAGMENT_REQUEST | FRAGMENT_CONTEXTS};

	(void)state;
	github_query_finish(&query, "Deploy", "acme", "pay");
	github_query_finish(&modern, "Deploy", "acme", "pay");
	assert_null(strstr(query.body.bytes, "MERGE_QUEUE"));
	assert_null(strstr(query.body.bytes, "MergeQueue"));
	assert_null(strstr(query.body.bytes, "file {"));
	assert_non_null(strstr(modern.body.bytes, "ADDED_TO_MERGE_QUEUE_EVENT"));
	assert_non_null(strstr(modern.body.bytes, "file { path }"));
}

/* ---- REST ------------------------------------------------------------------------------------ */

static void
finds_the_next_page(void **state)
{
	(void)state;
	assert_string_equal(github_next_page(&arena,
					     "<https://x/a?per_page=100&after=a%3D1&ref=x>; "
					     "rel=\"next\", <https://x/a?after=9>; rel=\"last\""),
			    "a%3D1");
	assert_string_equal(github_next_page(&arena, "<https://x/a?before=1>; rel=\"prev\", "
						     "<https://x/a?after=b>; rel=\"next\""),
			    "b");
	assert_null(github_next_page(&arena, "<https://x/a?after=9>; rel=\"last\""));
	assert_null(github_next_page(&arena, "<https://x/a?after=a b>; rel=\"next\""));
	assert_null(github_next_page(&arena, "<https://x/a?page=2>; rel=\"next\""));
	assert_null(github_next_page(&arena, "<https://x/a?after="));
	assert_null(github_next_page(&arena, ""));
	assert_null(github_next_page(&arena, NULL));
}

#define ACTOR "{\"login\":\"alice\",\"id\":101,\"type\":\"User\"}"
#define ACTIVITY(type, ref, before, after, time)                                              \
	"{\"activity_type\":\"" type "\",\"ref\":\"refs/heads/" ref "\",\"before\":\"" before \
	"\",\"after\":\"" after "\",\"timestamp\":\"" time "\",\"actor\":" ACTOR "}"

/* Newest first: restored and pushed while the request was open, created before it. */
static const char activity_answer[] =
	"[" ACTIVITY("branch_deletion", "topic", HEAD_ID, NO_ID, "2026-01-05T00:00:00Z") "," ACTIVITY("push", "topic", OLD_ID, MERGED_ID, "2026-01-04T12:00:00Z") "," ACTIVITY(
		"force_push", "topic", OLD_ID, HEAD_ID,
		"2026-01-03T00:00:00Z") "," ACTIVITY("branch_creation", "topic", NO_ID, OLD_ID,
						     "2026-01-02T12:00:00Z") "," ACTIVITY("push",
											  "main",
											  OLD_ID,
											  HEAD_ID,
											  "2026-01-02T00:00:00Z") "," ACTIVITY("branch_creation",
															       "topic",
															       NO_ID,
															       TREE_ID,
															       "2026-01-01T00:00:00Z") "," ACTIVITY("push",
																				    "topic",
																				    OLD_ID,
																				    TREE_ID,
																				    "2025-01-01T00:00:00Z") "]";

static struct forge_request
request_at(int64_t created, int64_t merged)
{
	return (struct forge_request){.branch = "topic", .created = created, .merged = merged};
}

static void
pushes_reach_back_to_the_beginning(void **state)
{
	struct github_activities activities = {0};
	struct forge_request request = request_at(1767268800, 1767484800); /* Jan 1 noon, Jan 4 */

	(void)state;
	assert_null(github_read_activity(&arena, parse(activity_answer), &activities));
	assert_true(github_pushes(&arena, &activities, &request));
	assert_int_equal(request.pushes.availability.state, KNOWN);
	assert_int_equal(request.pushes.count, 3);
	assert_string_equal(request.pushes.all.at[0].after, TREE_ID);
	assert_null(request.pushes.all.at[0].before);
	assert_string_equal(request.pushes.all.at[1].after, OLD_ID);
	assert_string_equal(request.pushes.all.at[2].after, HEAD_ID);
	assert_true(request.pushes.all.at[2].forced);
	assert_string_equal(request.pushes.all.at[2].actor->id, "101");
	request = request_at(1767268800, 0);
	assert_true(github_pushes(&arena, &activities, &request));
	assert_int_equal(request.pushes.count, 4);
	/* Created before all that is told. */
	request = request_at(1700000000, 0);
	assert_false(github_pushes(&arena, &activities, &request));
	request = request_at(1767268800, 0);
	request.branch = "top";
	assert_false(github_pushes(&arena, &activities, &request));
}

static void
rest_answers_are_read_strictly(void **state)
{
	struct github_activities activities = {0};
	int64_t number;

	(void)state;
	assert_non_null(github_read_activity(&arena, parse("{}"), &activities));
	assert_non_null(github_read_activity(&arena, parse("[{}]"), &activities));
	assert_null(github_read_compare(&arena, parse("{\"total_commits\":3}"), &number));
	assert_int_equal(number, 3);
	assert_non_null(github_read_compare(&arena, parse("{\"total_commits\":\"3\"}"), &number));
	assert_non_null(github_read_compare(&arena, parse("{}"), &number));
}

#define JOB(run, check, attempt, branch)                                                   \
	"{\"run_id\":" run ",\"name\":\"unit\",\"run_attempt\":" attempt                   \
	",\"head_branch\":" branch ",\"status\":\"completed\",\"conclusion\":\"failure\"," \
	"\"started_at\":\"2026-01-02T00:00:00Z\",\"completed_at\":null,"                   \
	"\"check_run_url\":\"https://api.github.com/repos/acme/pay/" check "\"}"
#define JOBS(count, all) "{\"total_count\":" count ",\"jobs\":[" all "]}"
#define TOPIC "\"topic\""

static void
reads_the_jobs_of_a_run(void **state)
{
	struct workflow_run run = {.id = "5"};

	(void)state;
	assert_null(github_read_jobs(
		&arena, parse(JOBS("2", JOB("5", "check-runs/70", "1", TOPIC))), &run));
	assert_null(github_read_jobs(
		&arena, parse(JOBS("2", JOB("5", "check-runs/71", "2", TOPIC))), &run));
	assert_int_equal(run.jobs.count, 2);
	assert_int_equal(run.job_count, 2);
	assert_int_equal(run.attempt, 2);
	assert_string_equal(run.branch, "topic");
	assert_string_equal(run.jobs.at[0].id, "70");
	assert_string_equal(run.jobs.at[0].conclusion, "failure");
	assert_int_equal(run.jobs.at[0].attempt, 1);
}

/* What is wrong with a list of jobs; it follows one with the job 70. */
static const char *
problem_of_jobs(const char *answer)
{
	struct workflow_run run = {.id = "5"};

	assert_null(github_read_jobs(
		&arena, parse(JOBS("2", JOB("5", "check-runs/70", "1", TOPIC))), &run));
	return github_read_jobs(&arena, parse(answer), &run);
}

static void
jobs_are_read_strictly(void **state)
{
	(void)state;
	assert_null(problem_of_jobs(JOBS("2", "")));
	assert_non_null(problem_of_jobs("{}"));
	assert_non_null(problem_of_jobs("{\"total_count\":2}"));
	assert_non_null(problem_of_jobs(JOBS("3", "")));
	assert_non_null(problem_of_jobs(JOBS("2", JOB("6", "check-runs/71", "1", TOPIC))));
	assert_non_null(problem_of_jobs(JOBS("2", JOB("5", "check-runs/71", "1", "null"))));
	assert_non_null(problem_of_jobs(JOBS("2", JOB("5", "check-runs/71x", "1", TOPIC))));
	assert_non_null(problem_of_jobs(JOBS("2", JOB("5", "check-runs/", "1", TOPIC))));
	assert_non_null(problem_of_jobs(JOBS("2", JOB("5", "jobs/71", "1", TOPIC))));
}

/* ---- texts and files ------------------------------------------------------------------------- */

static void
a_long_text_keeps_its_tickets(void **state)
{
	struct github_reading reading = {&arena, NULL};
	char *body = arena_allocate(&arena, LIMIT_REQUEST_TEXT + 100);
	char *many = arena_allocate(&arena, 3 * LIMIT_REQUEST_TEXT);

	(void)state;
	memset(body, 'x', LIMIT_REQUEST_TEXT);
	memcpy(body + LIMIT_REQUEST_TEXT, "\nrefs: PAY-1\r\nno\nTicket: PAY-2", 31);
	assert_string_equal(github_body(&reading, body), "refs: PAY-1\r\nTicket: PAY-2\n");
	assert_null(reading.why);
	for (size_t i = 0; i + 10 < 3 * LIMIT_REQUEST_TEXT; i += 10)
		memcpy(many + i, "Refs: A-1\n", 10);
	github_body(&reading, many);
	assert_non_null(reading.why);
}

static void
owners_are_read_where_github_looks(void **state)
{
	static const char blob[] =
		"{\"oid\":\"" TREE_ID "\",\"object\":{\"byteSize\":4,\"isTruncated\":false,"
		"\"isBinary\":false,\"text\":\"* @b\"}}";
	struct owners_file owners;

	(void)state;
	github_read_owners(
		&arena,
		parse(arena_format(&arena, "{\"owners0\":null,\"owners1\":%s,\"owners2\":%s}", blob,
				   blob)),
		"main", &owners);
	assert_int_equal(owners.availability.state, KNOWN);
	assert_string_equal(owners.path, "CODEOWNERS");
	assert_string_equal(owners.bytes, "* @b");
	github_read_owners(&arena, parse("{\"owners0\":null,\"owners1\":null,\"owners2\":null}"),
			   "main", &owners);
	assert_int_equal(owners.availability.state, KNOWN);
	assert_null(owners.path);
	github_read_owners(&arena, parse("{\"owners1\":null,\"owners2\":null}"), "main", &owners);
	assert_int_equal(owners.availability.state, UNAVAILABLE);
	github_read_owners(&arena,
			   parse("{\"owners0\":{\"oid\":\"" TREE_ID "\",\"object\":{\"byteSize\":5,"
				 "\"isTruncated\":true,\"isBinary\":false,\"text\":\"* @b\"}}}"),
			   "main", &owners);
	assert_int_equal(owners.availability.state, UNAVAILABLE);
	assert_null(owners.bytes);
}

static void
owners_name_teams(void **state)
{
	struct texts teams = {0};

	(void)state;
	github_owner_teams(
		&arena,
		"* @alice @acme/one\n# @acme/none\n/x @acme/two a@b/c @acme/one#@acme/no\n"
		"@acme/ @/x @a/b/c",
		&teams);
	assert_int_equal(teams.count, 2);
	assert_string_equal(teams.at[0], "acme/one");
	assert_string_equal(teams.at[1], "acme/two");
}

/* Whoever takes the list sees that it is too long. */
static void
owners_name_too_many_teams(void **state)
{
	RELEASED_BY(buffer_release) struct buffer owners = {0};
	struct texts teams = {0};

	(void)state;
	for (int i = 0; i < LIMIT_FORGE_NAMED_TEAMS + 50; i++)
		buffer_add_format(&owners, "/f%d @acme/t%d\n", i, i);
	github_owner_teams(&arena, owners.bytes, &teams);
	assert_int_equal(teams.count, LIMIT_FORGE_NAMED_TEAMS + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_error_has_its_place),
		cmocka_unit_test(names_the_permission),
		cmocka_unit_test(no_data_is_no_answer),
		cmocka_unit_test(foreign_text_is_a_variable),
		cmocka_unit_test(an_older_schema_is_asked_for_less),
		cmocka_unit_test(finds_the_next_page),
		cmocka_unit_test(pushes_reach_back_to_the_beginning),
		cmocka_unit_test(rest_answers_are_read_strictly),
		cmocka_unit_test(reads_the_jobs_of_a_run),
		cmocka_unit_test(jobs_are_read_strictly),
		cmocka_unit_test(a_long_text_keeps_its_tickets),
		cmocka_unit_test(owners_are_read_where_github_looks),
		cmocka_unit_test(owners_name_teams),
		cmocka_unit_test(owners_name_too_many_teams),
	};

	return cmocka_run_group_tests(tests, NULL, end);
}
