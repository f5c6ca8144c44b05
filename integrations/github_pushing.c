/* SPDX-License-Identifier: Apache-2.0 */
/* Who pushed what to the branches of the requests? See github_pushing_ask() in github_work.h. */
#include "integrations/github_work.h"

#include "base/limits.h"
#include "base/text.h"

#define FEW 4        /* requests that are asked about one by one */
#define ALL_PAGES 3  /* of the activity of all branches; a request has about four of its rows */
#define ONE_PAGES 10 /* of the activity of one branch */

struct reading_of { /* one list of activities */
	struct github_activities read;
	const char *after;
	int pages;
	bool done;       /* nothing more is asked */
	const char *why; /* it could not be read */
};

struct github_pushing {
	struct reading_of all;
	LIST(struct reading_of) one; /* by index of pulls */
};

static void
unavailable(struct github_pull *pull, const char *why)
{
	pull->facts.pushes = (struct pushes){.availability = {UNAVAILABLE, why}};
}

static bool
is_settled(const struct github_pull *pull)
{
	return pull->read && (pull->why || pull->facts.pushes.availability.state != NOT_ASKED);
}

/* A fork's own activity is in the fork. */
static void
settle_forks(struct github_work *work)
{
	for (size_t i = 0; i < work->pulls.count; i++) {
		struct github_pull *pull = &work->pulls.at[i];

		if (!is_settled(pull) && pull->read && pull->facts.from_fork)
			unavailable(pull, "its branch is in a fork, whose activity is not told");
	}
}

static void
settle_from(struct github_work *work, const struct reading_of *from, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++) {
		struct github_pull *pull = &work->pulls.at[i];

		if (pull->read && !is_settled(pull))
			github_pushes(work->arena, &from->read, &pull->facts);
	}
}

static bool
all_are_settled(const struct github_work *work)
{
	for (size_t i = 0; i < work->pulls.count; i++)
		if (!is_settled(&work->pulls.at[i]))
			return false;
	return true;
}

static void
add_ask(struct github_work *work, struct github_asks *asks, size_t tag, const char *ref,
	const char *after)
{
	struct github_ask *ask = LIST_ADD(work->arena, &asks->all);

	ask->tag = tag;
	ask->path = arena_format(
		work->arena, "/activity?per_page=100%s%s%s%s", ref ? "&ref=" : "",
		ref ? github_escape(work->arena, arena_format(work->arena, "refs/heads/%s", ref))
		    : "",
		after ? "&after=" : "", after ? after : "");
}

static void
ask_one(struct github_work *work, size_t index, struct github_asks *asks)
{
	struct github_pull *pull = &work->pulls.at[index];
	struct reading_of *one = &work->pushing->one.at[index];

	if (is_settled(pull) || !pull->read)
		return;
	if (one->why || one->done)
		unavailable(pull, one->why
					  ? one->why
					  : "the activity that GitHub tells does not reach back to "
					    "when its branch was created");
	else
		add_ask(work, asks, index, pull->facts.branch, one->after);
}

static bool
reads_all(const struct github_work *work)
{
	return work->pulls.count > FEW && !work->pushing->all.done;
}

void
github_pushing_ask(struct github_work *work, struct github_asks *asks)
{
	if (!work->question->pushes || !work->pulls.count)
		return;
	if (!work->pushing)
		work->pushing = arena_allocate(work->arena, sizeof(*work->pushing));
	while (work->pushing->one.count < work->pulls.count)
		LIST_ADD(work->arena, &work->pushing->one);
	settle_forks(work);
	settle_from(work, &work->pushing->all, 0, work->pulls.count);
	if (all_are_settled(work))
		return;
	if (reads_all(work)) {
		add_ask(work, asks, SIZE_MAX, NULL, work->pushing->all.after);
		return;
	}
	for (size_t i = 0; i < work->pulls.count; i++)
		ask_one(work, i, asks);
}

void
github_pushing_read(struct github_work *work, const struct github_ask *ask)
{
	bool of_all = ask->tag == SIZE_MAX;
	struct reading_of *to = of_all ? &work->pushing->all : &work->pushing->one.at[ask->tag];
	int limit = of_all ? ALL_PAGES : ONE_PAGES;

	to->pages++;
	to->why = ask->ok ? github_read_activity(work->arena, ask->root, &to->read) : NULL;
	to->why = github_why_not(work->arena, ask, to->why);
	to->after = to->why ? NULL : github_next_page(work->arena, ask->link);
	to->done = !to->after || to->pages >= limit;
	if (to->why)
		to->read = (struct github_activities){0};
	if (!of_all)
		settle_from(work, to, ask->tag, ask->tag + 1);
}
