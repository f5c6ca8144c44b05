/* SPDX-License-Identifier: Apache-2.0 */
/* What does a value in an answer of GitHub say? See github_read.h. */
#include "integrations/github_read.h"

#include <string.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"

void
github_refuse(struct github_reading *reading, const char *key, const char *problem)
{
	if (!reading->why)
		reading->why = arena_format(reading->arena, "`%s` %s", key, problem);
}

/* NULL for null, and for what is not there, which is refused. */
static const struct node *
find(struct github_reading *reading, const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);

	if (!value)
		github_refuse(reading, key, "is missing");
	return value && value->kind != NODE_NULL ? value : NULL;
}

static const struct node *
find_kind(struct github_reading *reading, const struct node *map, const char *key,
	  enum node_kind kind, bool may_be_null)
{
	const struct node *value = find(reading, map, key);

	if (!value && !may_be_null)
		github_refuse(reading, key, "is null");
	if (!value || value->kind == kind)
		return value;
	github_refuse(reading, key, "is of another type");
	return NULL;
}

const struct node *
github_map(struct github_reading *reading, const struct node *map, const char *key)
{
	return find_kind(reading, map, key, NODE_MAP, false);
}

const struct node *
github_map_or_null(struct github_reading *reading, const struct node *map, const char *key)
{
	return find_kind(reading, map, key, NODE_MAP, true);
}

const struct node *
github_array(struct github_reading *reading, const struct node *map, const char *key)
{
	const struct node *list = find_kind(reading, map, key, NODE_LIST, false);
	const struct node *first = list ? list->first : NULL;

	for (const struct node *each = first; each; each = each->next) {
		if (each->kind == NODE_MAP)
			continue;
		github_refuse(reading, key, "has an element that is no object");
		return NULL;
	}
	return first;
}

void
github_list_of(struct github_reading *reading, const struct node *connection, const char *key,
	       struct github_list *list)
{
	const struct node *page;

	*list = (struct github_list){0};
	if (!connection)
		return;
	list->total = github_count(reading, connection, "totalCount");
	list->first = github_array(reading, connection, "nodes");
	page = github_map(reading, connection, "pageInfo");
	if (!page || !github_flag(reading, page, "hasNextPage"))
		return;
	list->after = github_name(reading, page, "endCursor");
	if (!list->first)
		github_refuse(reading, key, "has an empty page before its last one");
}

void
github_list(struct github_reading *reading, const struct node *map, const char *key,
	    struct github_list *list)
{
	github_list_of(reading, github_map(reading, map, key), key, list);
}

const char *
github_text(struct github_reading *reading, const struct node *map, const char *key, size_t limit)
{
	const struct node *value = find_kind(reading, map, key, NODE_TEXT, false);

	return value ? text_from_foreign(reading->arena, value->text, strlen(value->text), limit)
		     : "";
}

static const char *
whole_text(struct github_reading *reading, const struct node *map, const char *key,
	   bool may_be_null)
{
	const struct node *value = find_kind(reading, map, key, NODE_TEXT, may_be_null);

	if (!value)
		return NULL;
	if (strlen(value->text) <= LIMIT_FORGE_NAME)
		return arena_text(reading->arena, value->text);
	github_refuse(reading, key, "is too long for a name");
	return NULL;
}

const char *
github_name(struct github_reading *reading, const struct node *map, const char *key)
{
	const char *name = whole_text(reading, map, key, false);

	if (name && !name[0])
		github_refuse(reading, key, "is empty");
	return name ? name : "";
}

const char *
github_name_or_null(struct github_reading *reading, const struct node *map, const char *key)
{
	return whole_text(reading, map, key, true);
}

const char *
github_word(struct github_reading *reading, const struct node *map, const char *key)
{
	return text_to_lower(reading->arena, github_name(reading, map, key));
}

const char *
github_word_or_null(struct github_reading *reading, const struct node *map, const char *key)
{
	const char *word = github_name_or_null(reading, map, key);

	return word ? text_to_lower(reading->arena, word) : NULL;
}

static const char *
commit_id(struct github_reading *reading, const struct node *map, const char *key, bool may_be_null)
{
	const char *id = whole_text(reading, map, key, may_be_null);

	if (id && !text_is_hex(id, 40)) {
		github_refuse(reading, key, "is no object id");
		return NULL;
	}
	return id;
}

const char *
github_commit(struct github_reading *reading, const struct node *map, const char *key)
{
	const char *id = commit_id(reading, map, key, false);

	return id ? id : "";
}

const char *
github_commit_or_null(struct github_reading *reading, const struct node *map, const char *key)
{
	return commit_id(reading, map, key, true);
}

const char *
github_oid_of(struct github_reading *reading, const struct node *map, const char *key)
{
	const struct node *object = github_map_or_null(reading, map, key);

	return object ? github_commit(reading, object, "oid") : NULL;
}

bool
github_flag(struct github_reading *reading, const struct node *map, const char *key)
{
	const struct node *value = find_kind(reading, map, key, NODE_BOOLEAN, false);

	return value && value->boolean;
}

int64_t
github_count(struct github_reading *reading, const struct node *map, const char *key)
{
	const struct node *value = find_kind(reading, map, key, NODE_INTEGER, false);

	if (value && value->integer >= 0)
		return value->integer;
	github_refuse(reading, key, "is negative");
	return 0;
}

static int64_t
instant(struct github_reading *reading, const struct node *map, const char *key, bool may_be_null)
{
	const struct node *value = find_kind(reading, map, key, NODE_TEXT, may_be_null);
	int64_t time;

	if (!value)
		return 0;
	if (instant_parse(value->text, &time))
		return time;
	github_refuse(reading, key, "is no time in UTC");
	return 0;
}

int64_t
github_time(struct github_reading *reading, const struct node *map, const char *key)
{
	return instant(reading, map, key, false);
}

int64_t
github_time_or_0(struct github_reading *reading, const struct node *map, const char *key)
{
	return instant(reading, map, key, true);
}

const char *
github_id_or_null(struct github_reading *reading, const struct node *map, const char *key)
{
	const struct node *value = find_kind(reading, map, key, NODE_INTEGER, true);

	if (!value)
		return NULL;
	if (value->integer > 0)
		return arena_format(reading->arena, "%lld", (long long)value->integer);
	github_refuse(reading, key, "is no number of anything");
	return NULL;
}

/* A human's login has no brackets: "[bot]" behind it is the forge's own mark. */
static int
kind_of(const char *type, const char *login)
{
	if (text_equal(type, "Bot") || text_ends_with(login, "[bot]"))
		return ACCOUNT_BOT;
	return text_equal(type, "User") ? ACCOUNT_HUMAN : ACCOUNT_UNKNOWN;
}

void
github_read_account(struct github_reading *reading, const struct node *node,
		    struct account *account)
{
	/* GraphQL's words, or REST's. A type without a number has no `databaseId` either. */
	bool graphql = node_get(node, "__typename") != NULL;
	const char *number = graphql ? "databaseId" : "id";

	account->login = github_name(reading, node, "login");
	account->kind = kind_of(github_name(reading, node, graphql ? "__typename" : "type"),
				account->login);
	account->id = node_get(node, number) ? github_id_or_null(reading, node, number) : NULL;
	if (!account->id && account->kind != ACCOUNT_UNKNOWN)
		github_refuse(reading, number, "of an account is null");
}

struct account *
github_account(struct github_reading *reading, const struct node *map, const char *key)
{
	const struct node *node = github_map_or_null(reading, map, key);
	struct account *account;

	if (!node)
		return NULL;
	account = arena_allocate(reading->arena, sizeof(*account));
	github_read_account(reading, node, account);
	return account;
}
