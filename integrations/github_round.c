/* SPDX-License-Identifier: Apache-2.0 */
/* How are the items of one round asked in few requests? See github_run_round() in github_work.h. */
#include "integrations/github_work.h"

#include "base/text.h"

struct batch {
	struct github_items items;
	struct github_query query;
};

struct batches {
	LIST(struct batch) all;
};

static void
cut_batches(struct github_work *work, const struct github_items *items, struct batches *batches)
{
	unsigned weight = 0;
	struct batch *batch = NULL;

	for (size_t i = 0; i < items->all.count; i++) {
		unsigned more = github_item_weight(&items->all.at[i]);

		if (!batch || weight + more > GITHUB_QUERY_WEIGHT) {
			batch = LIST_ADD(work->arena, &batches->all);
			weight = 0;
		}
		weight += more;
		*LIST_ADD(work->arena, &batch->items.all) = items->all.at[i];
	}
}

static bool
has_full_commits(const struct batch *batch)
{
	for (size_t i = 0; i < batch->items.all.count; i++)
		if (batch->items.all.at[i].letter == ITEM_FULL_COMMIT)
			return true;
	return false;
}

/* Less at once: first without the requests of the commits, then in halves. */
static void
shrink(struct github_work *work, const struct batch *batch, struct batches *next)
{
	size_t count = batch->items.all.count;
	bool full = has_full_commits(batch);
	struct batch *half = NULL;

	for (size_t i = 0; i < count; i++) {
		struct github_item item = batch->items.all.at[i];

		if (i == 0 || (!full && i == count / 2))
			half = LIST_ADD(work->arena, &next->all);
		if (item.letter == ITEM_FULL_COMMIT)
			item.letter = ITEM_COMMIT;
		*LIST_ADD(work->arena, &half->items.all) = item;
	}
}

static bool
is_divisible(const struct batch *batch)
{
	return batch->items.all.count > 1 || has_full_commits(batch);
}

static bool
was_too_much(const struct github_ask *ask)
{
	return ask->reply.too_much || ask->status == 502 || ask->status == 504;
}

static bool
read_repository(struct github_work *work, const struct github_reply *reply)
{
	struct github_reading reading = {work->arena, NULL};
	const struct node *node = node_get(reply->data, "repository");
	const char *problem = github_problem(reply, "/repository/nameWithOwner");
	const char *name = github_name(&reading, node, "nameWithOwner");
	const struct node *branch = github_map_or_null(&reading, node, "defaultBranchRef");

	if (!problem && (!node || node->kind != NODE_MAP))
		problem = "GitHub has no such repository, or the token may not see it";
	work->facts->repository_id = github_id_or_null(&reading, node, "databaseId");
	work->facts->visibility = github_name_or_null(&reading, node, "visibility");
	if (branch)
		work->facts->default_branch = github_name(&reading, branch, "name");
	if (!problem && reading.why)
		problem = reading.why;
	if (!problem && !text_equal_ignoring_case(name, work->facts->repository))
		problem = arena_format(work->arena, "the repository is called %s now",
				       text_shown(work->arena, name));
	if (problem)
		github_give_up(work, problem);
	return !problem;
}

static void
read_batch(struct github_work *work, const struct batch *batch, const struct github_ask *ask)
{
	if (!work->facts->time && ask->server_time > 0)
		work->facts->time = ask->server_time;
	if (read_repository(work, &ask->reply))
		for (size_t i = 0; i < batch->items.all.count && !work->why; i++)
			github_item_read(work, &batch->items.all.at[i], &ask->reply);
	work->why = github_why_not(work->arena, ask, work->why);
}

static void
judge_batch(struct github_work *work, const struct batch *batch, const struct github_ask *ask,
	    struct batches *next)
{
	bool older = ask->query->plain;

	if (ask->ok)
		read_batch(work, batch, ask);
	else if (ask->reply.older && !older) {
		work->github->plain = true;
		LIST_ADD(work->arena, &next->all)->items = batch->items;
	} else if (was_too_much(ask) && is_divisible(batch))
		shrink(work, batch, next);
	else
		github_give_up(work, arena_text(work->arena, ask->err.message));
}

static void
write_query(struct github_work *work, struct batch *batch, const char *name, struct github_ask *ask)
{
	batch->query = (struct github_query){.plain = work->github->plain,
					     .files = work->question->files,
					     .links = work->question->links};
	for (size_t i = 0; i < batch->items.all.count; i++)
		github_item_add(work, &batch->items.all.at[i], &batch->query);
	github_query_finish(&batch->query, name, work->github->place.owner,
			    work->github->place.name);
	*ask = (struct github_ask){
		.query = &batch->query,
		.name = name,
		.divisible = is_divisible(batch),
	};
}

static void
release_queries(struct batches *batches)
{
	for (size_t i = 0; i < batches->all.count; i++)
		github_query_release(&batches->all.at[i].query);
}

/* Sends the batches and, with them, other questions, whose outcome is left in `others`. */
static void
send_batches(struct github_work *work, const char *name, struct batches *batches,
	     struct github_asks *others, struct batches *next)
{
	size_t count = batches->all.count + others->all.count;
	struct github_ask *asks = arena_allocate(work->arena, count * sizeof(*asks));

	for (size_t i = 0; i < batches->all.count; i++)
		write_query(work, &batches->all.at[i], name, &asks[i]);
	for (size_t i = 0; i < others->all.count; i++)
		asks[batches->all.count + i] = others->all.at[i];
	github_send(work->arena, work->github, asks, count);
	for (size_t i = 0; i < batches->all.count && !work->why; i++)
		judge_batch(work, &batches->all.at[i], &asks[i], next);
	for (size_t i = 0; i < others->all.count; i++)
		others->all.at[i] = asks[batches->all.count + i];
	release_queries(batches);
}

void
github_run_round(struct github_work *work, const char *name, const struct github_items *items,
		 struct github_asks *others)
{
	struct batches batches = {0};
	struct github_asks nothing = {0};

	cut_batches(work, items, &batches);
	while ((batches.all.count || others->all.count) && !work->why) {
		struct batches next = {0};

		send_batches(work, name, &batches, others, &next);
		batches = next;
		others = &nothing;
	}
}
