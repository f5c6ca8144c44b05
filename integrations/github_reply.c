/* SPDX-License-Identifier: Apache-2.0 */
/* What did GitHub answer, and what did it not? See github_reply.h. */
#include "integrations/github_reply.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"

#define SAYS_BYTES 300

/* Which permission does a place of the data need? The first that is part of the path. */
static const struct permission {
	const char *place, *hint;
} permissions[] = {
	{"/team", "GITHUB_TOKEN cannot read teams: set CHANGEGATE_GITHUB_TOKEN to a token with "
		  "read:org"},
	{"/workflowRun", "give the token `actions: read`"},
	{"/statusCheckRollup", "give the token `checks: read` and `statuses: read`"},
	{"/last", "give the token `checks: read` and `statuses: read`"},
	{"/closingIssuesReferences", "give the token `issues: read`"},
	{"/associatedPullRequests", "give the token `pull-requests: read`"},
	{"/repository/p", "give the token `pull-requests: read`"},
	{"/repository/n", "give the token `pull-requests: read`"},
	{"/repository/o", "give the token `pull-requests: read`"},
	{"", "give the token `contents: read`"},
};

static const char *
permission_for(const char *path)
{
	for (size_t i = 0; i < sizeof(permissions) / sizeof(permissions[0]); i++)
		if (strstr(path, permissions[i].place))
			return permissions[i].hint;
	return "";
}

static const char *
text_at(const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);

	return value && value->kind == NODE_TEXT ? value->text : "";
}

static const char *
path_of(struct arena *arena, const struct node *error)
{
	RELEASED_BY(buffer_release) struct buffer path = {0};
	const struct node *list = node_get(error, "path");

	if (!list || list->kind != NODE_LIST)
		return "";
	for (const struct node *each = list->first; each; each = each->next) {
		if (each->kind == NODE_INTEGER)
			buffer_add_format(&path, "/%lld", (long long)each->integer);
		else if (each->kind == NODE_TEXT)
			buffer_add_format(&path, "/%s", each->text);
	}
	return path.bytes ? arena_text(arena, path.bytes) : "";
}

static bool
says_any(const char *message, const char *const *words)
{
	for (; *words; words++)
		if (strstr(message, *words))
			return true;
	return false;
}

static bool
is_too_much(const char *type, const char *message)
{
	static const char *const words[] = {
		"timeout",          "timed out",
		"couldn't respond", "Something went wrong while executing",
		"too complex",      NULL};

	return text_equal(type, "RESOURCE_LIMITS_EXCEEDED") || says_any(message, words);
}

static bool
is_unknown_field(const char *message)
{
	static const char *const words[] = {"Cannot query field",
					    "doesn't exist on type",
					    "No such type",
					    "Unknown type",
					    "has an invalid value",
					    "does not exist in",
					    NULL};

	return says_any(message, words);
}

static const char *
sentence(struct arena *arena, const char *path, const char *type, const char *message)
{
	const char *said = text_from_foreign(arena, message, strlen(message), SAYS_BYTES);
	bool refused = text_equal(type, "FORBIDDEN") || text_equal(type, "INSUFFICIENT_SCOPES") ||
		       text_equal(type, "NOT_FOUND");

	return arena_format(arena, "GraphQL%s%s: %s%s%s%s%s", *path ? " at " : "",
			    text_shown(arena, path), text_shown(arena, type), *type ? ": " : "",
			    text_shown(arena, said), refused ? "; " : "",
			    refused ? permission_for(path) : "");
}

static void
read_problem(struct arena *arena, const struct node *error, struct github_reply *reply)
{
	const char *type = text_at(error, "type");
	const char *message = text_at(error, "message");
	const char *path = path_of(arena, error);

	reply->too_much = reply->too_much || is_too_much(type, message);
	reply->older = reply->older || is_unknown_field(message);
	*LIST_ADD(arena, &reply->problems) =
		(struct github_problem){path, sentence(arena, path, type, message)};
}

static bool
read_problems(struct arena *arena, const struct node *errors, struct github_reply *reply,
	      struct error *err)
{
	if (!errors || errors->kind == NODE_NULL)
		return true;
	if (errors->kind != NODE_LIST || errors->count > LIMIT_FORGE_PROBLEMS)
		return fail(err, ERROR_UNAVAILABLE,
			    "the errors are no list, or more than %d of them",
			    LIMIT_FORGE_PROBLEMS);
	for (const struct node *each = errors->first; each; each = each->next)
		read_problem(arena, each, reply);
	return true;
}

bool
github_read_reply(struct arena *arena, const struct node *root, struct github_reply *reply,
		  struct error *err)
{
	const struct node *data = node_get(root, "data");

	*reply = (struct github_reply){0};
	if (!read_problems(arena, node_get(root, "errors"), reply, err))
		return false;
	if (data && data->kind == NODE_MAP)
		reply->data = data;
	if (reply->data && !reply->too_much)
		return true;
	return fail(err, ERROR_UNAVAILABLE, "%s",
		    reply->problems.count ? reply->problems.at[0].says
					  : "an answer without data and without errors");
}

/* Is one of the two the other, or a place below it? */
static bool
meet(const char *a, const char *b)
{
	size_t shorter = strlen(a) < strlen(b) ? strlen(a) : strlen(b);

	return strncmp(a, b, shorter) == 0 && (a[shorter] == '\0' || a[shorter] == '/') &&
	       (b[shorter] == '\0' || b[shorter] == '/');
}

const char *
github_problem(const struct github_reply *reply, const char *path)
{
	for (size_t i = 0; i < reply->problems.count; i++)
		if (meet(reply->problems.at[i].path, path))
			return reply->problems.at[i].says;
	return NULL;
}
