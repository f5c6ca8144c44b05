/* SPDX-License-Identifier: Apache-2.0 */
/* How did a first-parent commit come out of a change request? See git_pull_landing.h. */
#include "integrations/git_pull_landing.h"

#include <inttypes.h>

#include "base/text.h"
#include "integrations/git_pull_run.h"

struct question {
	struct pull_asking *asking;
	struct pull *pull;
	const char *commit;
	uint32_t node;
	struct landed *landed;
};

static void
say(struct question *question, int kind, const char *why)
{
	question->landed->kind = kind;
	question->landed->why = why;
}

/* Of several landings the oldest one brought it. */
static void
land(struct question *question, int kind, const char *landed_on)
{
	say(question, kind, NULL);
	if (!question->pull->landed_on)
		question->pull->landed_on = landed_on;
}

static void
land_rebased(struct question *question)
{
	land(question, LANDED_REBASED, question->pull->run.base);
	question->landed->origin = pull_run_origin(question->pull, question->commit);
}

static void
answer_merge(struct question *question)
{
	struct arena *arena = question->asking->arena;
	const char *second = pull_parent(question->asking, question->node, 1);

	if (text_equal(second, question->pull->request->head))
		land(question, LANDED_MERGED, pull_parent(question->asking, question->node, 0));
	else
		say(question, LANDED_DIFFERS,
		    arena_format(arena, "it merges %s, and the head of #%" PRId64 " is %s", second,
				 question->pull->request->number, question->pull->request->head));
}

static enum proof
is_squash(struct question *question, const char **why)
{
	struct pull_asking *asking = question->asking;
	const char *head = question->pull->request->head, *paths = NULL;
	struct merge_answer answer = {0};
	struct error err;
	enum proof proof;
	bool good;

	if (!pull_may_ask(asking, why))
		return PROOF_UNKNOWN;
	good = squash_recompute(asking->arena, asking->git, question->commit, head, &answer, &err);
	proof = pull_proof(asking, good, &answer, &err, &paths);
	*why = proof == PROOF_NO ? arena_format(asking->arena,
						"merging %s into its parent gives another "
						"tree: %s",
						head, paths)
				 : paths;
	return proof;
}

/* Is it, as the forge says, on the first-parent line, and not before the commit? */
static bool
ends_behind(struct question *question)
{
	struct pull_asking *asking = question->asking;
	const struct forge_request *request = question->pull->request;
	size_t end;

	if (!pull_is_id(request->merge_commit)) {
		say(question, LANDED_UNKNOWN,
		    arena_format(asking->arena,
				 "the forge does not say which commit #%" PRId64 " was merged as",
				 request->number));
		return false;
	}
	end = pull_place(asking, request->merge_commit);
	if (end != SIZE_MAX && end >= pull_place(asking, question->commit))
		return true;
	say(question, LANDED_DIFFERS,
	    arena_format(asking->arena, "#%" PRId64 " was merged as %s, which is %s",
			 request->number, request->merge_commit,
			 end == SIZE_MAX ? "not on the first-parent line of this deploy"
					 : "before it"));
	return false;
}

static void
say_why_not(struct question *question, enum proof squash, const char *why)
{
	const struct pull_run *run = &question->pull->run;

	if (squash == PROOF_UNKNOWN)
		say(question, LANDED_UNKNOWN, why);
	else if (run->proof == PROOF_UNKNOWN)
		say(question, LANDED_UNKNOWN, run->why);
	else if (why)
		say(question, LANDED_DIFFERS, why);
	else
		say(question, LANDED_DIFFERS,
		    run->why ? run->why : "rebasing the request did not make it");
}

/*
 * The one commit of a request of one is both, and so is the last of a run: it is what merging the
 * rest gives. So squashes are looked for first, unless a commit before has shown the run.
 */
static void
answer_plain(struct question *question)
{
	struct pull *pull = question->pull;
	const char *why = NULL;
	enum proof squash = PROOF_NO;

	if (text_equal(question->commit, pull->request->merge_commit) &&
	    !pull_run_origin(pull, question->commit))
		squash = is_squash(question, &why);
	if (squash == PROOF_YES) {
		land(question, LANDED_SQUASHED, pull_parent(question->asking, question->node, 0));
		return;
	}
	pull_run_read(question->asking, pull);
	if (pull_run_origin(pull, question->commit))
		land_rebased(question);
	else
		say_why_not(question, squash, why);
}

static bool
is_moved_forward(struct question *question)
{
	const struct forge_request *request = question->pull->request;

	if (!text_equal(request->head, request->merge_commit) || !ends_behind(question))
		return false;
	pull_run_read(question->asking, question->pull);
	return pull_run_origin(question->pull, question->commit) != NULL;
}

static void
answer(struct question *question)
{
	struct pull_asking *asking = question->asking;
	const struct forge_request *request = question->pull->request;
	uint32_t parents, unused;
	const char *why = NULL;

	if (!pull_find(asking, request, "a commit", question->commit, &question->node, &why)) {
		say(question, LANDED_UNKNOWN, why);
		return;
	}
	parents = graph_of(asking->git)->nodes[question->node].parent_count;
	if (!pull_is_id(request->head))
		say(question, LANDED_UNKNOWN, "the forge names no commit as its head");
	else if (is_moved_forward(question))
		land_rebased(question);
	else if (parents == 2)
		answer_merge(question);
	else if (parents != 1)
		say(question, LANDED_UNKNOWN, "it has not one parent, and not two");
	else if (!ends_behind(question))
		return;
	else if (!pull_find(asking, request, "the head", request->head, &unused, &why))
		say(question, LANDED_UNKNOWN, why);
	else
		answer_plain(question);
}

void
pull_landing(struct pull_asking *asking, struct pull *pull, const char *commit,
	     struct landed *landed)
{
	struct question question = {asking, pull, commit, 0, landed};

	landed->origin = NULL;
	if (asking->change->range.kind == RANGE_REQUEST || pull->request->state != STATE_MERGED)
		say(&question, LANDED_NOT, NULL);
	else if (!asking->git)
		say(&question, LANDED_UNKNOWN, "there is no clone to compare in");
	else if (!commit || pull_place(asking, commit) == SIZE_MAX)
		say(&question, LANDED_UNKNOWN, "the forge names no commit of this deploy");
	else
		answer(&question);
}
