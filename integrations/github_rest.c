/* SPDX-License-Identifier: Apache-2.0 */
/* What do GitHub's REST answers say? See github_rest.h. */
#include "integrations/github_rest.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"

#define NO_COMMIT "0000000000000000000000000000000000000000"

static const char *
side_of_push(struct github_reading *reading, const struct node *node, const char *key)
{
	const char *id = github_commit_or_null(reading, node, key);

	return text_equal(id, NO_COMMIT) ? NULL : id;
}

static void
read_activity(struct github_reading *reading, const struct node *node,
	      struct github_activity *activity)
{
	const char *type = github_name(reading, node, "activity_type");

	activity->ref = github_name(reading, node, "ref");
	activity->push.time = github_time(reading, node, "timestamp");
	activity->push.actor = github_account(reading, node, "actor");
	activity->push.before = side_of_push(reading, node, "before");
	activity->push.after = side_of_push(reading, node, "after");
	activity->push.forced = text_equal(type, "force_push");
	activity->push.merged =
		text_equal(type, "pr_merge") || text_equal(type, "merge_queue_merge");
	activity->creation = text_equal(type, "branch_creation");
	activity->deletion = text_equal(type, "branch_deletion") || !activity->push.after;
}

const char *
github_read_activity(struct arena *arena, const struct node *root,
		     struct github_activities *activities)
{
	struct github_reading reading = {arena, NULL};

	if (!root || root->kind != NODE_LIST)
		return "the activity is no list";
	for (const struct node *each = root->first; each && !reading.why; each = each->next)
		read_activity(&reading, each, LIST_ADD(arena, &activities->all));
	return reading.why;
}

/* Index of the activity that began the branch: the newest creation up to the request's own; or
 * -1. */
static int64_t
find_beginning(const struct github_activities *activities, const char *ref, int64_t created)
{
	for (size_t i = 0; i < activities->all.count; i++) {
		const struct github_activity *each = &activities->all.at[i];

		if (text_equal(each->ref, ref) && each->creation && each->push.time <= created)
			return (int64_t)i;
	}
	return -1;
}

bool
github_pushes(struct arena *arena, const struct github_activities *activities,
	      struct forge_request *request)
{
	const char *ref = arena_format(arena, "refs/heads/%s", request->branch);
	int64_t beginning = find_beginning(activities, ref, request->created);

	if (beginning < 0)
		return false;
	request->pushes = (struct pushes){.availability.state = KNOWN};
	for (int64_t i = beginning; i >= 0; i--) {
		const struct github_activity *each = &activities->all.at[i];

		if (text_equal(each->ref, ref) && !each->deletion &&
		    (!request->merged || each->push.time <= request->merged))
			*LIST_ADD(arena, &request->pushes.all) = each->push;
	}
	request->pushes.count = (int64_t)request->pushes.all.count;
	return true;
}

const char *
github_read_compare(struct arena *arena, const struct node *root, int64_t *count)
{
	struct github_reading reading = {arena, NULL};

	*count = github_count(&reading, root, "total_commits");
	return reading.why;
}

/* The number of the check behind a job: the end of its address. */
static const char *
check_of_job(struct github_reading *reading, const struct node *node)
{
	static const char folder[] = "/check-runs/";
	const char *address = github_name(reading, node, "check_run_url");
	const char *end = strrchr(address, '/');
	size_t before = end ? (size_t)(end - address) + 1 : 0;
	int64_t number;

	if (before >= strlen(folder) &&
	    strncmp(address + before - strlen(folder), folder, strlen(folder)) == 0 &&
	    text_to_integer(end + 1, &number) && number > 0)
		return arena_text(reading->arena, end + 1);
	github_refuse(reading, "check_run_url", "of a job names no check");
	return NULL;
}

static void
read_job(struct github_reading *reading, const struct node *node, struct workflow_run *run)
{
	struct run_job *job = LIST_ADD(reading->arena, &run->jobs);
	const char *branch = github_name_or_null(reading, node, "head_branch");

	job->id = check_of_job(reading, node);
	job->name = github_name(reading, node, "name");
	job->attempt = github_count(reading, node, "run_attempt");
	job->status = github_word(reading, node, "status");
	job->conclusion = github_word_or_null(reading, node, "conclusion");
	job->started = github_time_or_0(reading, node, "started_at");
	job->completed = github_time_or_0(reading, node, "completed_at");
	if (!text_equal(github_id_or_null(reading, node, "run_id"), run->id))
		github_refuse(reading, "run_id", "is that of another run");
	if (run->jobs.count > 1 && !text_equal(branch, run->branch))
		github_refuse(reading, "head_branch", "is another one for each job");
	run->branch = branch;
	if (job->attempt > run->attempt)
		run->attempt = job->attempt;
}

const char *
github_read_jobs(struct arena *arena, const struct node *root, struct workflow_run *run)
{
	struct github_reading reading = {arena, NULL};
	const struct node *jobs = github_array(&reading, root, "jobs");
	int64_t count = github_count(&reading, root, "total_count");

	if (run->jobs.count && count != run->job_count)
		return "the number of jobs changed while they were read";
	run->job_count = count;
	for (const struct node *each = jobs; each && !reading.why; each = each->next)
		read_job(&reading, each, run);
	return reading.why;
}

static bool
is_escaped(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!byte_is_letter(bytes[i]) && !byte_is_digit(bytes[i]) &&
		    !(bytes[i] && strchr("%-._~=+/:", bytes[i])))
			return false;
	return length > 0 && length <= LIMIT_FORGE_NAME;
}

/* The parameter `after` in the address that begins here; NULL: none. */
static const char *
find_after(struct arena *arena, const char *address, size_t length)
{
	for (size_t i = 0; i + strlen("?after=") < length; i++) {
		const char *value = address + i + strlen("?after=");
		size_t size;

		if ((address[i] != '?' && address[i] != '&') ||
		    strncmp(address + i + 1, "after=", strlen("after=")) != 0)
			continue;
		size = strcspn(value, "&>");
		return value + size <= address + length && is_escaped(value, size)
			       ? arena_copy(arena, value, size)
			       : NULL;
	}
	return NULL;
}

const char *
github_next_page(struct arena *arena, const char *link)
{
	while (link && (link = strchr(link, '<'))) {
		const char *end = strchr(link, '>');
		size_t parameters;

		if (!end)
			return NULL;
		parameters = strcspn(end, ",<");
		if (strstr(arena_copy(arena, end, parameters), "rel=\"next\""))
			return find_after(arena, link + 1, (size_t)(end - link - 1));
		link = end;
	}
	return NULL;
}
