/* SPDX-License-Identifier: Apache-2.0 */
/* What do GitHub's answers say was deployed, run or changed? As its REST API lists deployments,
 * their statuses, workflow runs and the audit log; pages may be joined into one list. */
#include <string.h>

#include "audit/outside.h"
#include "base/json.h"
#include "base/text.h"
#include "base/time.h"

static const char *
text_of(const struct node *map, const char *key)
{
	const struct node *node = node_get(map, key);

	return node && node->kind == NODE_TEXT ? node->text : "";
}

static const char *
number_of(struct arena *arena, const struct node *map, const char *key)
{
	const struct node *node = node_get(map, key);

	return node && node->kind == NODE_INTEGER
		       ? arena_format(arena, "%lld", (long long)node->integer)
		       : "";
}

static const char *
behind_last_slash(const char *text)
{
	const char *last = text;

	for (; *text; text++)
		if (*text == '/')
			last = text + 1;
	return last;
}

/* "https://api.github.com/repos/acme/payments/deployments/1": "acme/payments". */
static const char *
repository_of(struct arena *arena, const struct node *item)
{
	static const char before[] = "/repos/";
	const char *full = text_of(node_get(item, "repository"), "full_name");
	const char *url = text_of(item, "url");
	size_t slashes = 0, length;

	if (full[0])
		return full;
	while (*url && !text_starts_with(url, before))
		url++;
	if (!*url)
		return "";
	url += sizeof(before) - 1;
	for (length = 0; url[length]; length++)
		if (url[length] == '/' && ++slashes == 2)
			break;
	return arena_copy(arena, url, length);
}

/* What a workflow of several services says in the payload, or behind the task: "deploy:ledger". */
static const char *
service_of(const struct node *item)
{
	const char *named = text_of(node_get(item, "payload"), "service");
	const char *task = text_of(item, "task");

	if (named[0])
		return named;
	return text_starts_with(task, "deploy:") ? task + strlen("deploy:") : "";
}

static bool
fill_deployment(struct arena *arena, const struct node *item, struct outside_line *line)
{
	line->id = number_of(arena, item, "id");
	line->repository = repository_of(arena, item);
	line->service = service_of(item);
	line->environment = text_of(item, "environment");
	line->commit = text_of(item, "sha");
	line->actor = text_of(node_get(item, "creator"), "login");
	return line->id[0] && line->environment[0] && line->commit[0] &&
	       instant_parse(text_of(item, "created_at"), &line->at);
}

static bool
fill_status(struct arena *arena, const struct node *item, struct outside_line *line)
{
	(void)arena;
	line->id = behind_last_slash(text_of(item, "deployment_url"));
	line->state = text_of(item, "state");
	return line->id[0] && line->state[0] &&
	       instant_parse(text_of(item, "created_at"), &line->at);
}

static bool
fill_run(struct arena *arena, const struct node *item, struct outside_line *line)
{
	line->id = number_of(arena, item, "id");
	line->repository = repository_of(arena, item);
	line->commit = text_of(item, "head_sha");
	line->actor = text_of(node_get(item, "actor"), "login");
	line->state = text_of(item, "conclusion");
	return line->id[0] && line->commit[0] &&
	       (instant_parse(text_of(item, "run_started_at"), &line->at) ||
		instant_parse(text_of(item, "created_at"), &line->at));
}

/* Times of the audit log are in milliseconds. */
static bool
fill_rule(struct arena *arena, const struct node *item, struct outside_line *line)
{
	const struct node *at = node_get(item, "@timestamp");

	line->id = text_of(item, "_document_id");
	line->repository = text_of(item, "repo");
	line->actor = text_of(item, "actor");
	line->state = text_of(item, "action");
	if (text_equal(text_of(item, "ruleset_enforcement"), "disabled"))
		line->state = arena_format(arena, "%s (disabled)", line->state);
	line->at = at && at->kind == NODE_INTEGER ? at->integer / 1000 : 0;
	return line->state[0] && line->at;
}

static const struct shape {
	const char *list; /* name of the list in an object; NULL: the list itself */
	bool (*fill)(struct arena *arena, const struct node *item, struct outside_line *line);
} shapes[OUTSIDE_KINDS] = {
	[OUTSIDE_DEPLOYMENTS] = {NULL, fill_deployment},
	[OUTSIDE_STATUSES] = {NULL, fill_status},
	[OUTSIDE_RUNS] = {"workflow_runs", fill_run},
	[OUTSIDE_RULES] = {NULL, fill_rule},
};

static bool
add_item(struct arena *arena, const struct shape *shape, const struct node *item,
	 struct outside_source *source, struct error *err)
{
	struct outside_line *line = LIST_ADD(arena, &source->lines);

	*line = (struct outside_line){"", "", "", "", "", "", "", "", 0, 0, NULL};
	if (!shape->fill(arena, item, line))
		return fail(err, ERROR_FORMAT,
			    "element %zu of '%s' lacks an id, a time or what it is about",
			    source->lines.count, outside_names[source->kind]);
	if (!line->id[0])
		line->id = arena_format(arena, "element-%zu", source->lines.count);
	return true;
}

bool
outside_read_github(struct arena *arena, const char *bytes, size_t length,
		    struct outside_source *source, struct error *err)
{
	const struct shape *shape = &shapes[source->kind];
	const struct node *root, *list, *total;

	if (!shape->fill)
		return fail(err, ERROR_USAGE, "'%s' is read from a table (CSV), not from JSON",
			    outside_names[source->kind]);
	if (!json_parse(arena, bytes, length, &root, err))
		return false;
	list = shape->list && root->kind == NODE_MAP ? node_get(root, shape->list) : root;
	total = node_get(root, "total_count");
	if (total && total->kind == NODE_INTEGER)
		source->said_total = total->integer;
	if (total && source->said_total < 0)
		return fail(err, ERROR_FORMAT, "total_count is no number of %s",
			    outside_names[source->kind]);
	if (!list || list->kind != NODE_LIST)
		return fail(err, ERROR_FORMAT, "there is no list of %s in it",
			    outside_names[source->kind]);
	for (const struct node *item = list->first; item; item = item->next)
		if (!add_item(arena, shape, item, source, err))
			return false;
	return true;
}
