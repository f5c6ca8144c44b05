/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do integrations/github_request.c and github_checks.c read what GitHub says, all of it, and refuse
 * everything that is missing, null or of another type?
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "integrations/github_checks.h"
#include "integrations/github_commits.h"
#include "integrations/github_request.h"
#include "tests/unit/integrations/github_answers.h"

static struct arena arena;

static int
end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static struct node *
parse(const char *text)
{
	struct node *root = arena_allocate(&arena, sizeof(*root));
	const struct node *parsed;
	struct error err = {0};

	if (!json_parse(&arena, text, strlen(text), &parsed, &err))
		fail_msg("%s", err.message);
	*root = *parsed;
	return root;
}

static struct github_pull pull;

static const char *
read_pull(const struct node *node)
{
	pull = (struct github_pull){.number = 17};
	github_read_request(&arena, node, true, true, &pull);
	github_close_request(&arena, &pull);
	return pull.why;
}

static struct tested_commit tested;

static const char *
read_tested(const struct node *node)
{
	const char *after;

	tested = (struct tested_commit){0};
	github_read_checks(&arena, node, false, &tested, &after);
	return tested.availability.state == KNOWN ? NULL : tested.availability.why;
}

static void
reads_a_request(void **state)
{
	const struct forge_request *facts = &pull.facts;

	(void)state;
	assert_null(read_pull(parse(request_answer)));
	assert_false(github_pull_has_more(&pull));
	assert_int_equal(facts->number, 17);
	assert_string_equal(facts->title, "PAY-1 pay");
	assert_string_equal(facts->body, "Refs: PAY-2");
	assert_int_equal(facts->state, STATE_MERGED);
	assert_string_equal(facts->author->id, "101");
	assert_int_equal(facts->author->kind, ACCOUNT_HUMAN);
	assert_string_equal(facts->merger->id, "102");
	assert_int_equal(facts->created, 1767225600);
	assert_int_equal(facts->merged, 1767398400);
	assert_string_equal(facts->head, HEAD_ID);
	assert_string_equal(facts->merge_commit, MERGED_ID);
	assert_string_equal(facts->decision, "APPROVED");
	assert_int_equal(facts->assignees.count, 1);
	assert_string_equal(facts->paths.at[0], "app.txt");
	assert_int_equal(facts->files.state, KNOWN);
	assert_int_equal(facts->closes.at[0].number, 5);
}

static void
reads_its_reviews(void **state)
{
	const struct forge_request *facts = &pull.facts;

	(void)state;
	read_pull(parse(request_answer));
	assert_int_equal(facts->review_count, 2);
	assert_int_equal(facts->reviews.count, 2);
	assert_int_equal(facts->reviews.at[0].state, REVIEW_DISMISSED);
	assert_false(facts->reviews.at[0].latest);
	assert_int_equal(facts->reviews.at[1].state, REVIEW_APPROVED);
	assert_true(facts->reviews.at[1].latest);
	assert_true(facts->reviews.at[1].may_push);
	assert_string_equal(facts->reviews.at[1].commit, HEAD_ID);
	assert_int_equal(facts->reviews.at[1].content, REVISION_UNKNOWN);
	assert_non_null(facts->reviews.at[1].why);
}

static void
reads_its_commits_and_events(void **state)
{
	const struct forge_request *facts = &pull.facts;
	const struct forge_commit *commit;

	(void)state;
	read_pull(parse(request_answer));
	assert_int_equal(facts->commits.count, 1);
	commit = &facts->commits.at[0];
	assert_string_equal(commit->subject, "PAY-1 more");
	assert_string_equal(commit->author.account->login, "alice");
	assert_int_equal(commit->co_author_count, 1);
	assert_string_equal(commit->co_authors.at[0].address, "carol@example.org");
	assert_null(commit->co_authors.at[0].account);
	assert_true(commit->signature->valid);
	assert_false(commit->signature->by_forge);
	assert_int_equal(facts->events.count, 4);
	assert_int_equal(facts->events.at[0].kind, FORGE_FORCE_PUSHED);
	assert_string_equal(facts->events.at[0].before, OLD_ID);
	assert_string_equal(facts->events.at[1].after, "next");
	assert_string_equal(facts->events.at[2].review, "R1");
	assert_int_equal(facts->events.at[3].kind, FORGE_MERGED);
}

#define AUTHOR(address, user) "{\"name\":\"X\",\"email\":\"" address "\",\"user\":" user "}"
#define AUTHORS(page, nodes) "{\"authors\":{\"totalCount\":1," page ",\"nodes\":[" nodes "]}}"

static const char *
read_authors(const char *answer)
{
	struct github_reading reading = {&arena, NULL};

	read_pull(parse(request_answer));
	github_read_authors(&reading, parse(answer), &pull.facts.commits.at[0]);
	return reading.why;
}

static void
knows_the_accounts_of_co_authors(void **state)
{
	const struct forge_commit *commit;

	(void)state;
	assert_null(read_authors(AUTHORS(LAST_PAGE, AUTHOR("alice@example.org", ALICE) "," AUTHOR(
							    "CAROL@example.org", BOB))));
	commit = &pull.facts.commits.at[0];
	assert_int_equal(commit->co_author_count, 1);
	assert_int_equal(commit->co_authors.count, 1);
	assert_string_equal(commit->co_authors.at[0].name, "Carol");
	assert_string_equal(commit->co_authors.at[0].account->login, "bob");
}

static void
adds_co_authors_that_only_github_sees(void **state)
{
	const struct forge_commit *commit;

	(void)state;
	assert_null(read_authors(AUTHORS(LAST_PAGE, AUTHOR("b@example.org", BOB))));
	commit = &pull.facts.commits.at[0];
	assert_int_equal(commit->co_author_count, 2);
	assert_null(commit->co_authors.at[0].account);
	assert_string_equal(commit->co_authors.at[1].account->login, "bob");
}

static void
refuses_authors_that_it_does_not_read(void **state)
{
	(void)state;
	assert_non_null(read_authors(AUTHORS(NEXT_PAGE, AUTHOR("b@example.org", BOB))));
	assert_non_null(read_authors("{}"));
	assert_non_null(read_authors(AUTHORS(LAST_PAGE, "{\"name\":\"X\",\"email\":\"x\"}")));
}

/* ---- everything that is not as it should be -------------------------------------------------- */

/* Where null says something: nobody, nothing. Anywhere else it is no answer. */
static const char *const may_be_null[] = {
	"author",     "mergedBy",    "mergeCommit", "reviewDecision", "user",
	"signature",  "signer",      "actor",       "beforeCommit",   "afterCommit",
	"review",     "name",        "email",       "endCursor",      "statusCheckRollup",
	"conclusion", "startedAt",   "completedAt", "detailsUrl",     "app",
	"branch",     "workflowRun", "file",        "creator",        NULL};

/* Absent because an older schema does not have them; or one only, of two that are read. */
static const char *const may_be_absent[] = {"event", "endCursor", NULL};

static bool
is_one_of(const char *key, const char *const *keys)
{
	for (; *keys; keys++)
		if (text_equal(key, *keys))
			return true;
	return false;
}

struct mutation {
	const char *(*read)(const struct node *node);
	const struct node *root;
	size_t tried;
};

static void
require(const struct mutation *mutation, bool refused, const char *key, const char *what)
{
	const char *why = mutation->read(mutation->root);

	if ((why != NULL) != refused)
		fail_msg("`%s` %s: %s", key, what, why ? why : "was taken");
}

/* Keys whose null or absence depends on where they are. */
static bool
null_is_refused(const struct node *map, const char *key)
{
	bool is_review = node_get(map, "submittedAt") != NULL;
	bool is_suite = node_get(map, "app") != NULL;

	if (text_equal(key, "commit"))
		return !is_review && !is_suite;
	if (text_equal(key, "name"))
		return !node_get(map, "email"); /* of a branch, or a check */
	if (text_equal(key, "databaseId"))
		return !text_equal(map->key, "app");
	if (text_equal(key, "tree"))
		return node_get(map, "statusCheckRollup") != NULL;
	if (text_equal(key, "author"))
		return node_get(map, "message") != NULL; /* of a commit: at least a name */
	return !is_one_of(key, may_be_null);
}

static void
mutate(struct mutation *mutation, struct node *map)
{
	for (struct node **link = &map->first; *link; link = &(*link)->next) {
		struct node *child = *link;
		struct node whole = *child;
		const char *key = child->key;

		if (child->kind == NODE_MAP || child->kind == NODE_LIST)
			mutate(mutation, child);
		if (!key || text_equal(key, "pageInfo"))
			continue;
		mutation->tried++;
		child->kind = NODE_NULL;
		require(mutation, null_is_refused(map, key), key, "is null");
		*child = whole;
		child->kind = child->kind == NODE_LIST ? NODE_TEXT : NODE_LIST;
		child->text = "x";
		child->first = NULL;
		require(mutation, !text_equal(key, "endCursor"), key, "is of another type");
		*child = whole;
		*link = child->next;
		require(mutation, !is_one_of(key, may_be_absent), key, "is missing");
		*link = child;
	}
}

static void
refuses_what_is_not_as_it_should_be(void **state)
{
	struct node *request = parse(request_answer);
	struct node *checks = parse(checks_answer);
	struct mutation of_request = {read_pull, request, 0};
	struct mutation of_checks = {read_tested, checks, 0};

	(void)state;
	mutate(&of_request, request);
	assert_true(of_request.tried > 100);
	mutate(&of_checks, checks);
	assert_true(of_checks.tried > 25);
}

static const char *
with(const char *text, const char *old, const char *new)
{
	const char *found = strstr(text, old);

	assert_non_null(found);
	return arena_format(&arena, "%.*s%s%s", (int)(found - text), text, new,
			    found + strlen(old));
}

static void
refuses_a_request_that(const char *old, const char *new, const char *why)
{
	const char *said = read_pull(parse(with(request_answer, old, new)));

	if (!said || !strstr(said, why))
		fail_msg("%s: %s", new, said ? said : "was taken");
}

static void
refuses_contradictions(void **state)
{
	(void)state;
	refuses_a_request_that("\"number\":17", "\"number\":18", "another request");
	refuses_a_request_that("\"MERGED\"", "\"OPEN\"", "contradicts");
	refuses_a_request_that("\"MERGED\"", "\"LOCKED\"", "not known");
	refuses_a_request_that("{\"id\":\"R2\"}", "{\"id\":\"R3\"}", "does not agree");
	refuses_a_request_that("\"totalCount\":1," LAST_PAGE ",\"nodes\":[{\"id\"",
			       "\"totalCount\":2," LAST_PAGE ",\"nodes\":[{\"id\"",
			       "does not agree");
	refuses_a_request_that("\"MergedEvent\"", "\"LockedEvent\"", "not asked for");
	refuses_a_request_that("2026-01-02T00:00:00Z", "2026-01-02 00:00", "no time");
	refuses_a_request_that(HEAD_ID, "11111", "no object id");
	refuses_a_request_that("\"commits\":{\"totalCount\":1", "\"commits\":{\"totalCount\":250",
			       "as many as GitHub lists");
	refuses_a_request_that("\"nodes\":[{\"id\":\"R2\"}]", "\"nodes\":[null]", "no object");
	refuses_a_request_that(LAST_PAGE ",\"nodes\":[{\"id\":\"R2\"}]", NEXT_PAGE ",\"nodes\":[]",
			       "empty page");
}

static void
says_where_the_next_page_is(void **state)
{
	(void)state;
	read_pull(parse(with(request_answer, "\"reviews\":{\"totalCount\":2," LAST_PAGE,
			     "\"reviews\":{\"totalCount\":3," NEXT_PAGE)));
	assert_string_equal(pull.after.reviews, "Y3Vyc29y");
	assert_true(github_pull_has_more(&pull));
	github_read_more(&arena,
			 parse("{\"reviews\":{\"totalCount\":3," LAST_PAGE
			       ",\"nodes\":[" REVIEW("R3", "APPROVED") "]}}"),
			 &pull);
	assert_null(pull.why);
	assert_int_equal(pull.facts.reviews.count, 3);
	assert_false(github_pull_has_more(&pull));
	github_read_more(&arena, parse("{}"), &pull);
	assert_null(pull.why);
}

/* GraphQL does not tell where a renamed file was, so its paths are not all paths. */
static void
does_not_know_old_paths(void **state)
{
	(void)state;
	assert_null(read_pull(parse(with(request_answer, "MODIFIED", "RENAMED"))));
	assert_int_equal(pull.facts.files.state, UNAVAILABLE);
	assert_null(read_pull(parse(with(request_answer, "\"files\":{\"totalCount\":1",
					 "\"files\":{\"totalCount\":3000"))));
	assert_int_equal(pull.facts.files.state, UNAVAILABLE);
}

static void
tells_apps_from_people(void **state)
{
	(void)state;
	read_pull(parse(with(request_answer, ALICE,
			     "{\"__typename\":\"Bot\",\"login\":\"dependabot\","
			     "\"databaseId\":49699333}")));
	assert_int_equal(pull.facts.author->kind, ACCOUNT_BOT);
	read_pull(parse(with(request_answer, "\"login\":\"alice\"", "\"login\":\"x[bot]\"")));
	assert_int_equal(pull.facts.author->kind, ACCOUNT_BOT);
	read_pull(parse(with(request_answer, "\"User\",\"login\":\"alice\"",
			     "\"Mannequin\",\"login\":\"alice\"")));
	assert_int_equal(pull.facts.author->kind, ACCOUNT_UNKNOWN);
}

static void
reads_checks(void **state)
{
	(void)state;
	assert_null(read_tested(parse(checks_answer)));
	assert_string_equal(tested.commit, HEAD_ID);
	assert_string_equal(tested.tree, TREE_ID);
	assert_int_equal(tested.check_count, 1);
	assert_int_equal(tested.status_count, 1);
	assert_string_equal(tested.checks.at[0].id, "7001");
	assert_string_equal(tested.checks.at[0].conclusion, "success");
	assert_string_equal(tested.checks.at[0].app, "15368");
	assert_string_equal(tested.checks.at[0].run, "5001");
	assert_string_equal(tested.checks.at[0].path, ".github/workflows/ci.yml");
	assert_string_equal(tested.checks.at[0].event, "push");
	assert_int_equal(tested.checks.at[0].attempt, 0);
	assert_string_equal(tested.statuses.at[0].creator->id, "102");
}

/* A commit without any check has no rollup: that is an answer, and it says none. */
static void
reads_no_checks(void **state)
{
	(void)state;
	assert_null(read_tested(parse("{\"oid\":\"" HEAD_ID "\",\"tree\":{\"oid\":\"" TREE_ID
				      "\"},\"statusCheckRollup\":null}")));
	assert_int_equal(tested.check_count, 0);
	assert_int_equal(tested.checks.count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_request),
		cmocka_unit_test(reads_its_reviews),
		cmocka_unit_test(reads_its_commits_and_events),
		cmocka_unit_test(knows_the_accounts_of_co_authors),
		cmocka_unit_test(adds_co_authors_that_only_github_sees),
		cmocka_unit_test(refuses_authors_that_it_does_not_read),
		cmocka_unit_test(refuses_what_is_not_as_it_should_be),
		cmocka_unit_test(refuses_contradictions),
		cmocka_unit_test(says_where_the_next_page_is),
		cmocka_unit_test(does_not_know_old_paths),
		cmocka_unit_test(tells_apps_from_people),
		cmocka_unit_test(reads_checks),
		cmocka_unit_test(reads_no_checks),
	};

	return cmocka_run_group_tests(tests, NULL, end);
}
