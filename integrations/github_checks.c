/* SPDX-License-Identifier: Apache-2.0 */
/* What does GitHub say of the tests of a commit? See github_checks.h. */
#include "integrations/github_checks.h"

#include "base/limits.h"
#include "base/text.h"

/* Every check of every pull request of a busy commit has an app and a suite; each may be gone. */
static void
read_run(struct github_reading *reading, const struct node *suite, struct check_run *check)
{
	const struct node *run = github_map_or_null(reading, suite, "workflowRun");
	const struct node *file;

	if (!run)
		return;
	check->run = github_id_or_null(reading, run, "databaseId");
	if (!check->run)
		github_refuse(reading, "databaseId", "of a workflow run is null");
	check->run_created = github_time(reading, run, "createdAt");
	if (!node_get(run, "event")) /* an older schema */
		return;
	check->event = github_name(reading, run, "event");
	file = github_map_or_null(reading, run, "file");
	check->path = file ? github_name(reading, file, "path") : NULL;
}

static void
read_suite(struct github_reading *reading, const struct node *node, struct check_run *check)
{
	const struct node *suite = github_map(reading, node, "checkSuite");
	const struct node *app, *branch;

	if (!suite)
		return;
	app = github_map_or_null(reading, suite, "app");
	branch = github_map_or_null(reading, suite, "branch");
	check->app = app ? github_id_or_null(reading, app, "databaseId") : NULL;
	check->branch = branch ? github_name(reading, branch, "name") : NULL;
	check->run_commit = github_oid_of(reading, suite, "commit");
	read_run(reading, suite, check);
}

static void
read_check(struct github_reading *reading, const struct node *node, struct check_run *check)
{
	check->id = github_id_or_null(reading, node, "databaseId");
	if (!check->id)
		github_refuse(reading, "databaseId", "of a check run is null");
	check->name = github_name(reading, node, "name");
	check->status = github_word(reading, node, "status");
	check->conclusion = github_word_or_null(reading, node, "conclusion");
	check->started = github_time_or_0(reading, node, "startedAt");
	check->completed = github_time_or_0(reading, node, "completedAt");
	check->url = github_name_or_null(reading, node, "detailsUrl");
	read_suite(reading, node, check);
}

static void
read_status(struct github_reading *reading, const struct node *node, struct commit_status *status)
{
	status->context = github_name(reading, node, "context");
	status->state = github_word(reading, node, "state");
	status->creator = github_account(reading, node, "creator");
	status->time = github_time(reading, node, "createdAt");
}

static void
read_context(struct github_reading *reading, const struct node *node, struct tested_commit *tested)
{
	const char *type = github_name(reading, node, "__typename");

	if (text_equal(type, "CheckRun"))
		read_check(reading, node, LIST_ADD(reading->arena, &tested->checks));
	else if (text_equal(type, "StatusContext"))
		read_status(reading, node, LIST_ADD(reading->arena, &tested->statuses));
	else
		github_refuse(reading, "contexts", "has something that was not asked for");
}

static void
read_contexts(struct github_reading *reading, const struct node *rollup,
	      struct tested_commit *tested, const char **after)
{
	const struct node *contexts = node_get(rollup, "contexts");
	struct github_list list;

	github_list(reading, rollup, "contexts", &list);
	for (const struct node *each = list.first; each; each = each->next)
		read_context(reading, each, tested);
	tested->check_count = github_count(reading, contexts, "checkRunCount");
	tested->status_count = github_count(reading, contexts, "statusContextCount");
	*after = list.after;
}

void
github_checks_unavailable(struct tested_commit *tested, const char *why)
{
	*tested = (struct tested_commit){.availability = {UNAVAILABLE, why},
					 .commit = tested->commit,
					 .tree = tested->tree,
					 .request = tested->request};
}

void
github_read_checks(struct arena *arena, const struct node *commit, bool more,
		   struct tested_commit *tested, const char **after)
{
	struct github_reading reading = {arena, NULL};
	const struct node *rollup = github_map_or_null(&reading, commit, "statusCheckRollup");

	*after = NULL;
	if (!more) {
		tested->commit = github_commit(&reading, commit, "oid");
		tested->tree = github_commit(&reading, github_map(&reading, commit, "tree"), "oid");
	}
	tested->availability.state = KNOWN;
	if (rollup)
		read_contexts(&reading, rollup, tested, after);
	else if (more)
		github_refuse(&reading, "statusCheckRollup", "was there and is not any more");
	if (!reading.why)
		return;
	*after = NULL;
	github_checks_unavailable(
		tested,
		arena_format(arena, "the checks were not as they should be: %s", reading.why));
}
