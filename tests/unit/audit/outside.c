/* SPDX-License-Identifier: Apache-2.0 */
/* Is every line of an export read, or its place named, and nothing left out or guessed? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/outside.h"
#include "base/text.h"

#define JAN_31 INT64_C(1769853600) /* 2026-01-31T10:00:00Z */

static struct outside_column renamed[] = {{"commit", "git_sha"}, {"at", "Time"}};
static const struct outside_columns as_they_are = {NULL, 0}, with_names = {renamed, 2};

/* The source that was read; the arena is the caller's. */
static struct outside_source
read_good(struct arena *arena, int kind, const struct outside_columns *columns, const char *bytes)
{
	struct outside_source source = {.kind = kind};
	struct error err;

	if (!outside_read(arena, bytes, strlen(bytes), columns, &source, &err))
		fail_msg("%s", err.message);
	return source;
}

static void
assert_refused(int kind, const char *bytes, const char *says)
{
	struct arena arena = {0};
	struct outside_source source = {.kind = kind};
	struct error err;

	assert_false(outside_read(&arena, bytes, strlen(bytes), &as_they_are, &source, &err));
	if (!strstr(err.message, says))
		fail_msg("'%s' does not say '%s'", err.message, says);
	arena_release(&arena);
}

static void
tables_are_read_by_their_columns(void **state)
{
	struct arena arena = {0};
	struct outside_source source;

	(void)state;
	source = read_good(&arena, OUTSIDE_CLOUD, &with_names,
			   "\xEF\xBB\xBFTIME;Environment;GIT_SHA;note\r\n"
			   "2026-01-31T10:00:00Z; production ;abc;\"x;\"\"y\"\r\n"
			   ";;;\r\n"
			   "2026-01-31;production;def;\r\n");
	assert_int_equal(source.lines.count, 2); /* a line of empty cells is none */
	assert_int_equal(source.said_total, -1);
	assert_true(source.independent);
	assert_int_equal(source.lines.at[0].at, JAN_31);
	assert_string_equal(source.lines.at[0].environment, "production");
	assert_string_equal(source.lines.at[0].commit, "abc");
	assert_string_equal(source.lines.at[0].service, "");
	assert_string_equal(source.lines.at[0].id, "line-2");
	assert_int_equal(source.lines.at[1].at, JAN_31 - 10 * 3600);
	assert_string_equal(source.lines.at[1].id, "line-4");
	source = read_good(&arena, OUTSIDE_TICKETS, &as_they_are,
			   "id,at,ended\nPAY-1,2026-01-31T10:00:00Z,\n");
	assert_string_equal(source.lines.at[0].id, "PAY-1");
	assert_int_equal(source.lines.at[0].ended, 0);
	assert_false(source.independent);
	arena_release(&arena);
}

static void
what_a_table_lacks_is_named(void **state)
{
	(void)state;
	assert_refused(OUTSIDE_CLOUD, "environment,commit\np,c\n",
		       "no column 'at', which cloud needs");
	assert_refused(OUTSIDE_CLOUD, "at,commit\n2026-01-31,c\n", "no column 'environment'");
	assert_refused(OUTSIDE_CLOUD, "at,environment,commit\n2026-01-31,,c\n",
		       "line 2: no environment");
	assert_refused(OUTSIDE_CLOUD, "at,environment,commit\n,p,c\n", "line 2: no at");
	assert_refused(OUTSIDE_CLOUD, "at,environment,commit\nyesterday,p,c\n",
		       "line 2: 'yesterday' is no time in UTC");
	assert_refused(OUTSIDE_CLOUD,
		       "at,environment,commit\n2026-01-31T10:00:00Z,p,c\n\n2026-02-30,p,c\n",
		       "line 4: '2026-02-30' is no time");
	assert_refused(OUTSIDE_CLOUD, "at,environment,commit,artifact\n2026-01-31,p,,\n",
		       "line 2: neither commit nor artifact");
	assert_refused(OUTSIDE_CLOUD, "at,environment,commit\n2026-01-31,p\n",
		       "2 cells, but 3 columns");
	assert_refused(OUTSIDE_CLOUD, "at,environment,commit,Commit\n2026-01-31,p,c,d\n",
		       "two columns 'commit'");
	assert_refused(OUTSIDE_CLOUD, "", "empty");
	assert_refused(OUTSIDE_CLOUD, "at,\xFFx\n", "not UTF-8");
	assert_refused(OUTSIDE_REGISTRY, "id\nx\n", "no column 'artifact'");
	assert_refused(OUTSIDE_RULES, "at\n2026-01-31\n", "no column 'state'");
}

static void
answers_of_github_are_read(void **state)
{
	struct arena arena = {0};
	struct outside_source source;

	(void)state;
	source = read_good(
		&arena, OUTSIDE_DEPLOYMENTS, &as_they_are,
		" [{\"id\":12,\"sha\":\"abc\",\"environment\":\"live\",\"task\":\"deploy:ledger\","
		"\"url\":\"https://api.github.com/repos/acme/pay/deployments/12\","
		"\"creator\":{\"login\":\"ann\"},\"created_at\":\"2026-01-31T10:00:00Z\"},"
		"{\"id\":13,\"sha\":\"d\",\"environment\":\"live\",\"payload\":{\"service\":\"web\"},"
		"\"task\":\"deploy:ledger\",\"created_at\":\"2026-01-31T10:00:00Z\"}]");
	assert_int_equal(source.lines.count, 2);
	assert_false(source.independent);
	assert_string_equal(source.lines.at[0].id, "12");
	assert_string_equal(source.lines.at[0].repository, "acme/pay");
	assert_string_equal(source.lines.at[0].service, "ledger");
	assert_string_equal(source.lines.at[0].actor, "ann");
	assert_int_equal(source.lines.at[0].at, JAN_31);
	assert_string_equal(source.lines.at[1].service, "web");
	assert_string_equal(source.lines.at[1].repository, "");
	source = read_good(&arena, OUTSIDE_RUNS, &as_they_are,
			   "{\"total_count\":2,\"workflow_runs\":[{\"id\":1,\"head_sha\":\"abc\","
			   "\"created_at\":\"2026-01-31T10:00:00Z\",\"conclusion\":null,"
			   "\"repository\":{\"full_name\":\"acme/pay\"}}]}");
	assert_int_equal(source.said_total, 2);
	assert_int_equal(source.lines.count, 1);
	assert_string_equal(source.lines.at[0].repository, "acme/pay");
	source =
		read_good(&arena, OUTSIDE_RULES, &as_they_are,
			  "[{\"@timestamp\":1769853600123,\"action\":\"repository_ruleset.update\","
			  "\"ruleset_enforcement\":\"disabled\",\"repo\":\"acme/pay\"}]");
	assert_string_equal(source.lines.at[0].state, "repository_ruleset.update (disabled)");
	assert_string_equal(source.lines.at[0].id, "element-1");
	assert_int_equal(source.lines.at[0].at, JAN_31);
	source =
		read_good(&arena, OUTSIDE_STATUSES, &as_they_are,
			  "[{\"deployment_url\":\"https://x/deployments/12\",\"state\":\"success\","
			  "\"created_at\":\"2026-01-31T10:00:00Z\"}]");
	assert_string_equal(source.lines.at[0].id, "12");
	arena_release(&arena);
}

static void
an_element_that_names_nothing_is_an_error(void **state)
{
	(void)state;
	assert_refused(
		OUTSIDE_DEPLOYMENTS,
		"[{\"id\":1,\"sha\":\"a\",\"environment\":\"l\",\"created_at\":\"2026-01-31T10:00:00Z\"},"
		"{\"id\":2,\"environment\":\"l\",\"created_at\":\"2026-01-31T10:00:00Z\"}]",
		"element 2 of 'deployments' lacks");
	assert_refused(OUTSIDE_DEPLOYMENTS, "[{\"id\":1,\"sha\":\"a\",\"environment\":\"l\"}]",
		       "element 1");
	assert_refused(OUTSIDE_DEPLOYMENTS, "[null]", "element 1");
	assert_refused(OUTSIDE_RUNS, "[{\"id\":1,\"head_sha\":\"a\",\"created_at\":\"soon\"}]",
		       "element 1");
	assert_refused(OUTSIDE_RULES, "[{\"action\":\"x\"}]", "element 1");
	assert_refused(OUTSIDE_STATUSES, "[{\"state\":\"success\"}]", "element 1");
	assert_refused(OUTSIDE_RUNS, "{\"total_count\":1}", "there is no list of runs");
	assert_refused(OUTSIDE_RUNS, "{\"total_count\":-1,\"workflow_runs\":[]}", "total_count");
	assert_refused(OUTSIDE_RUNS, "{\"workflow_runs\":", "");
	assert_refused(OUTSIDE_CLOUD, "[]", "'cloud' is read from a table (CSV)");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_read_by_their_columns),
		cmocka_unit_test(what_a_table_lacks_is_named),
		cmocka_unit_test(answers_of_github_are_read),
		cmocka_unit_test(an_element_that_names_nothing_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
