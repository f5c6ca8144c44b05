/* SPDX-License-Identifier: Apache-2.0 */
/* Which change request is asked about, and where? See pr_target.h. */
#include "cmd/pr_target.h"

#include <stdlib.h>
#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"
#include "cmd/init_github.h"
#include "integrations/disk.h"

#define LIMIT_EVENT_BYTES (32u * 1024 * 1024) /* GitHub sends at most 25 MB */
#define BRANCHES "refs/heads/"

static const char *
environment(const char *name)
{
	const char *value = getenv(name);

	return value && value[0] && text_is_utf8(value, strlen(value)) ? value : NULL;
}

/* ---- the repository ---- */

static size_t
count_slashes(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += *text == '/';
	return count;
}

/* "github.com" of "https://github.com". */
static const char *
server_host(struct arena *arena)
{
	const char *server = environment("GITHUB_SERVER_URL");
	const char *host = server ? strstr(server, "://") : NULL;
	size_t length;

	if (!host)
		return "github.com";
	host += strlen("://");
	length = strcspn(host, "/");
	return arena_copy(arena, host, length);
}

static bool
read_repository(struct arena *arena, const struct arguments *arguments, struct git *git,
		struct pr_target *target, struct error *err)
{
	const char *given = argument(arguments, "--forge-repository");
	const char *name = given ? given : environment("GITHUB_REPOSITORY");

	target->api = environment("GITHUB_API_URL");
	if (!name && git)
		target->repository = init_github_repository(arena, git_folder(git));
	if (target->repository)
		return true;
	if (!name)
		return fail(err, ERROR_USAGE,
			    "which repository? give --forge-repository OWNER/NAME (in a job of "
			    "GitHub Actions GITHUB_REPOSITORY names it, in a clone its origin)");
	if (count_slashes(name) == 1)
		target->repository = arena_format(arena, "%s/%s", server_host(arena), name);
	else if (given && count_slashes(name) == 2)
		target->repository = name;
	else
		return fail(err, ERROR_USAGE,
			    "'%s' is no repository: OWNER/NAME, or HOST/OWNER/NAME",
			    text_shown(arena, name));
	return true;
}

/* ---- the event ---- */

static const char *
commit_of(const struct node *map, const char *key)
{
	const struct node *node = node_get(map, key);

	return node && node->kind == NODE_TEXT && text_is_hex(node->text, 40) ? node->text : NULL;
}

static bool
read_group(struct arena *arena, const struct node *group, struct pr_target *target,
	   struct error *err)
{
	const struct node *branch = node_get(group, "base_ref");

	target->group_base = commit_of(group, "base_sha");
	target->group_head = commit_of(group, "head_sha");
	if (!target->group_base || !target->group_head || !branch || branch->kind != NODE_TEXT)
		return fail(err, ERROR_USAGE, "the event is no merge_group of GitHub");
	target->group_branch = arena_text(arena, text_starts_with(branch->text, BRANCHES)
							 ? branch->text + strlen(BRANCHES)
							 : branch->text);
	return true;
}

static bool
read_event(struct arena *arena, const char *path, struct pr_target *target, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const struct node *root, *number;

	if (!disk_read(path, LIMIT_EVENT_BYTES, &bytes, err) ||
	    !json_parse(arena, bytes.bytes ? bytes.bytes : "", bytes.length, &root, err)) {
		fail_while(err, "reading GITHUB_EVENT_PATH");
		return fail_as(err, ERROR_USAGE);
	}
	if (node_get(root, "merge_group"))
		return read_group(arena, node_get(root, "merge_group"), target, err);
	number = node_get(node_get(root, "pull_request"), "number");
	if (number && number->kind == NODE_INTEGER && number->integer > 0)
		target->number = number->integer;
	return true;
}

/* "refs/pull/482/merge" */
static int64_t
number_of_ref(struct arena *arena, const char *ref)
{
	const char *start = ref + strlen("refs/pull/");
	int64_t number;

	if (!text_starts_with(ref, "refs/pull/") ||
	    !text_to_integer(arena_copy(arena, start, strcspn(start, "/")), &number) || number < 1)
		return 0;
	return number;
}

static bool
read_platform(struct arena *arena, struct pr_target *target, struct error *err)
{
	const char *event = environment("GITHUB_EVENT_PATH");
	const char *ref = environment("GITHUB_REF");

	if (event && !read_event(arena, event, target, err))
		return false;
	if (!target->number && !target->group_head && ref)
		target->number = number_of_ref(arena, ref);
	if (target->number || target->group_head)
		return true;
	return fail(err, ERROR_USAGE,
		    "which change request? give its NUMBER (in a job for pull_request, "
		    "pull_request_review or merge_group the event names it)");
}

bool
pr_target_read(struct arena *arena, const struct arguments *arguments, struct git *git,
	       struct pr_target *target, struct error *err)
{
	*target = (struct pr_target){0};
	if (!read_repository(arena, arguments, git, target, err))
		return false;
	if (!arguments->operands.count)
		return read_platform(arena, target, err);
	if (text_to_integer(arguments->operands.at[0], &target->number) && target->number > 0)
		return true;
	return fail(err, ERROR_USAGE, "'%s' is no number of a change request",
		    text_shown(arena, arguments->operands.at[0]));
}
