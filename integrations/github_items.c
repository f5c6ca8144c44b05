/* SPDX-License-Identifier: Apache-2.0 */
/* What kinds of items are there, and which of them are open? See github_work.h. */
#include "integrations/github_work.h"

#include "base/limits.h"
#include "base/text.h"
#include "integrations/github_item_kinds.h"

void
github_give_up(struct github_work *work, const char *why)
{
	if (!work->why)
		work->why = why;
}

size_t
github_pull_index(struct github_work *work, int64_t number)
{
	for (size_t i = 0; i < work->pulls.count; i++)
		if (work->pulls.at[i].number == number)
			return i;
	if (work->pulls.count >= LIMIT_FORGE_REQUESTS)
		github_give_up(work, arena_format(work->arena,
						  "the change has more than %d requests: deploy "
						  "something in between first",
						  LIMIT_FORGE_REQUESTS));
	LIST_ADD(work->arena, &work->pulls)->number = number;
	return work->pulls.count - 1;
}

static const struct github_item_kind *const kinds[] = {
	&github_authors_item,     &github_branch_item,      &github_commit_item,
	&github_more_checks_item, &github_full_commit_item, &github_head_item,
	&github_more_landed_item, &github_number_item,      &github_more_request_item,
	&github_request_item,     &github_team_item,        &github_more_team_item,
	&github_environment_item, &github_twins_item,       &github_range_item,
};

static const struct github_item_kind *
kind_of(const struct github_item *item)
{
	size_t i = 0;

	while (kinds[i]->letter != item->letter)
		i++;
	return kinds[i];
}

void
github_item_add(struct github_work *work, const struct github_item *item,
		struct github_query *query)
{
	kind_of(item)->add(work, item->index, query);
}

void
github_item_read(struct github_work *work, const struct github_item *item,
		 const struct github_reply *reply)
{
	const struct github_item_kind *kind = kind_of(item);
	const char *alias = arena_format(work->arena, "%c%zu", item->letter, item->index);
	const char *path =
		arena_format(work->arena, "%s/%s", kind->beside ? "" : "/repository", alias);
	const struct node *from = kind->beside ? reply->data : node_get(reply->data, "repository");
	const struct node *node = node_get(from, alias);

	if (!node && !github_problem(reply, path))
		github_give_up(work, arena_format(work->arena, "GitHub left out %s", path));
	else
		kind->read(work, item->index, node && node->kind == NODE_MAP ? node : NULL, reply,
			   path);
}

unsigned
github_item_weight(const struct github_item *item)
{
	return kind_of(item)->weight;
}

static void
open_item(struct github_work *work, char letter, size_t index, bool open,
	  struct github_items *items)
{
	if (open)
		*LIST_ADD(work->arena, &items->all) = (struct github_item){letter, index};
}

void
github_open_items(struct github_work *work, struct github_items *items)
{
	*items = (struct github_items){0};
	for (size_t i = 0; i < work->pulls.count; i++)
		open_item(work, ITEM_REQUEST, i, !work->pulls.at[i].read, items);
	for (size_t i = 0; i < work->pulls.count; i++)
		open_item(work, ITEM_MORE_REQUEST, i, github_pull_has_more(&work->pulls.at[i]),
			  items);
	github_find_named(work);
	for (size_t i = 0; i < work->named.count; i++)
		open_item(work, ITEM_AUTHORS, i, !work->named.at[i].asked, items);
	for (size_t i = 0; i < work->landed_after.count; i++)
		open_item(work, ITEM_MORE_LANDED, i, work->landed_after.at[i] != NULL, items);
	for (size_t i = 0; i < work->checks_after.count; i++)
		open_item(work, ITEM_MORE_CHECKS, i, work->checks_after.at[i] != NULL, items);
	for (size_t i = 0; i < work->facts->teams.count; i++)
		open_item(work, ITEM_TEAM, i,
			  work->facts->teams.at[i].availability.state == NOT_ASKED, items);
	for (size_t i = 0; i < work->team_after.count; i++)
		open_item(work, ITEM_MORE_TEAM, i, work->team_after.at[i] != NULL, items);
}
