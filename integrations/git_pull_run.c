/* SPDX-License-Identifier: Apache-2.0 */
/* Which first-parent commits did rebasing a change request make? See git_pull_run.h. */
#include "integrations/git_pull_run.h"

#include <inttypes.h>

#include "base/text.h"
#include "integrations/git_diff_digest.h"
#include "integrations/git_paint.h"

/* The request's commits that the branch had not, oldest first. */
struct own_commits {
	struct texts plain, merges;
};

static enum proof
is_unknown(struct pull *pull, const char *why)
{
	pull->run.why = why;
	return PROOF_UNKNOWN;
}

static enum proof
is_none(struct pull *pull, const char *why)
{
	pull->run.why = why;
	return PROOF_NO;
}

/* ---- the request's commits ---- */

static uint32_t
count_painted(const struct graph *graph)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < graph->count; i++)
		count += graph->nodes[i].read && graph->nodes[i].colours == FROM_TIP;
	return count;
}

/* false: not an id, or a second time. */
static bool
sort_commit(struct pull_asking *asking, const char *text, struct own_commits *own)
{
	struct graph *graph = graph_of(asking->git);
	struct commit_node *node;
	struct object_id id;

	if (!text || !object_id_parse(text, &id))
		return false;
	node = &graph->nodes[graph_node(graph, &id)];
	if (node->marked)
		return false;
	node->marked = true;
	if (node->read && node->colours == FROM_TIP)
		texts_add(asking->arena, node->parent_count > 1 ? &own->merges : &own->plain, text);
	return true;
}

static bool
sort_commits(struct pull_asking *asking, const struct forge_request *request,
	     struct own_commits *own)
{
	for (size_t i = 0; i < request->commits.count; i++)
		if (!sort_commit(asking, request->commits.at[i].id, own))
			return false;
	return own->plain.count + own->merges.count == count_painted(graph_of(asking->git));
}

static bool
read_own(struct pull_asking *asking, struct pull *pull, uint32_t head, uint32_t branch,
	 struct own_commits *own)
{
	struct graph *graph = graph_of(asking->git);
	const struct merge_effort effort = {.commits = graph->count};
	struct error err;
	bool good = paint_range(asking->git, head, branch, &err);

	graph_drop_objects(graph);
	merge_effort_add(&asking->spent, &effort);
	if (!good)
		pull->run.why = arena_text(asking->arena, err.message);
	else if (!sort_commits(asking, pull->request, own))
		pull->run.why = arena_format(
			asking->arena,
			"forge and clone do not agree on which commits #%" PRId64 " has",
			pull->request->number);
	return !pull->run.why;
}

/* ---- side by side ---- */

/* The same edits of the same lines at the same places. */
static bool
has_same_digest(struct pull_asking *asking, const char *const *commit, const char *const *origin)
{
	char there[65], reviewed[65];
	struct error ignored;

	return diff_digest_counted(asking->git, commit[0], commit[1], there, &asking->spent,
				   &ignored) &&
	       diff_digest_counted(asking->git, origin[0], origin[1], reviewed, &asking->spent,
				   &ignored) &&
	       text_equal(there, reviewed);
}

/* A commit with its only parent before it; false: it has not one parent. */
static bool
read_pair(struct pull_asking *asking, const char *commit, const char **pair)
{
	struct error ignored;
	uint32_t node;

	if (!graph_open(asking->git, commit, &node, &ignored) || pull_parent(asking, node, 1))
		return false;
	pair[0] = pull_parent(asking, node, 0);
	pair[1] = commit;
	return pair[0] != NULL;
}

/* A base that moved moves lines: then it is what picking gives. */
static enum proof
is_same_change(struct pull_asking *asking, const char *const *commit, const char *const *origin,
	       const char **why)
{
	struct merge_answer answer = {0};
	struct error err;
	bool good;

	if (!pull_may_ask(asking, why))
		return PROOF_UNKNOWN;
	if (has_same_digest(asking, commit, origin))
		return PROOF_YES;
	good = pick_recompute(asking->arena, asking->git, commit[1], origin[1], &answer, &err);
	return pull_proof(asking, good, &answer, &err, why);
}

static enum proof
is_there_already(struct pull_asking *asking, const char *commit, const char *const *origin,
		 const char **why)
{
	struct merge_answer answer = {0};
	struct error err;
	bool good;

	if (!pull_may_ask(asking, why))
		return PROOF_UNKNOWN;
	good = carry_recompute(asking->arena, asking->git, origin[0], origin[1], commit, commit,
			       &answer, &err);
	return pull_proof(asking, good, &answer, &err, why);
}

/* Takes one of the request's commits; *commit goes on to its parent if it was that one. */
static enum proof
take_commit(struct pull_asking *asking, struct pull *pull, const char *origin, const char **commit)
{
	const char *there[2], *reviewed[2], *differs = NULL, *unused = NULL;
	enum proof proof;

	if (!read_pair(asking, origin, reviewed))
		return is_none(pull, arena_format(asking->arena, "%s has no parent", origin));
	if (!read_pair(asking, *commit, there))
		return is_none(pull, arena_format(asking->arena, "%s has not one parent", *commit));
	proof = is_same_change(asking, there, reviewed, &differs);
	if (proof == PROOF_YES) {
		*LIST_ADD(asking->arena, &pull->run.commits) = (struct run_commit){*commit, origin};
		*commit = there[0];
		return PROOF_YES;
	}
	if (proof == PROOF_NO)
		proof = is_there_already(asking, *commit, reviewed, &unused);
	if (proof == PROOF_YES)
		return PROOF_YES;
	pull->run.why = proof == PROOF_NO || !unused
				? arena_format(asking->arena, "%s as a pick of %s: %s", *commit,
					       origin, differs ? differs : "not compared")
				: unused;
	return proof;
}

static enum proof
align(struct pull_asking *asking, struct pull *pull, const struct own_commits *own)
{
	const char *commit = pull->request->merge_commit;

	for (size_t i = own->plain.count; i-- > 0;) {
		enum proof proof = take_commit(asking, pull, own->plain.at[i], &commit);

		if (proof != PROOF_YES)
			return proof;
	}
	return PROOF_YES;
}

/* What a merge adds of its own is in no commit that was picked. */
static enum proof
merges_add_nothing(struct pull_asking *asking, struct pull *pull, const struct own_commits *own)
{
	for (size_t i = 0; i < own->merges.count; i++) {
		const char *why = NULL;
		enum proof proof = pull_merge_is_clean(asking, own->merges.at[i], &why);

		if (proof == PROOF_YES)
			continue;
		pull->run.why = arena_format(asking->arena, "%s, a merge in the request: %s",
					     own->merges.at[i], why);
		return proof;
	}
	return PROOF_YES;
}

/* ---- the run ---- */

/* The head itself is the branch's. Where that branch began is told only if it is a plain line. */
static enum proof
read_own_run(struct pull_asking *asking, struct pull *pull, uint32_t head)
{
	const struct forge_request *request = pull->request;
	const char *base = request->head;

	for (size_t i = 0; i < request->commits.count; i++) {
		const char *id = request->commits.at[i].id;

		if (!pull_is_id(id))
			return is_unknown(pull, "the forge lists what is no commit");
		*LIST_ADD(asking->arena, &pull->run.commits) = (struct run_commit){id, id};
	}
	while (base && pull_run_origin(pull, base)) {
		struct error ignored;

		if (!graph_open(asking->git, base, &head, &ignored) || pull_parent(asking, head, 1))
			return PROOF_YES;
		base = pull_parent(asking, head, 0);
	}
	pull->run.base = base;
	return PROOF_YES;
}

static enum proof
read_rebased(struct pull_asking *asking, struct pull *pull, uint32_t head, uint32_t last)
{
	struct own_commits own = {0};
	const char *pair[2];
	uint32_t branch;
	enum proof proof;
	struct error err;

	if (!read_pair(asking, pull->request->merge_commit, pair))
		return is_none(pull, arena_format(asking->arena, "it was merged as %s, a merge",
						  pull->request->merge_commit));
	branch = graph_of(asking->git)->parents[graph_of(asking->git)->nodes[last].parents];
	if (!graph_read(asking->git, branch, false, &err))
		return is_unknown(pull, arena_text(asking->arena, err.message));
	if (!read_own(asking, pull, head, branch, &own))
		return PROOF_UNKNOWN;
	pull->run.base = pair[0];
	proof = align(asking, pull, &own);
	return proof == PROOF_YES ? merges_add_nothing(asking, pull, &own) : proof;
}

static enum proof
read_run(struct pull_asking *asking, struct pull *pull)
{
	const struct forge_request *request = pull->request;
	uint32_t head, last;

	if (request->commit_count != (int64_t)request->commits.count)
		return is_unknown(pull, "the forge did not list all commits of the request");
	if (!pull_find(asking, request, "the head", request->head, &head, &pull->run.why) ||
	    !pull_find(asking, request, "what it was merged as", request->merge_commit, &last,
		       &pull->run.why) ||
	    !pull_may_ask(asking, &pull->run.why))
		return PROOF_UNKNOWN;
	if (head == last)
		return read_own_run(asking, pull, head);
	return read_rebased(asking, pull, head, last);
}

void
pull_run_read(struct pull_asking *asking, struct pull *pull)
{
	if (pull->run.asked)
		return;
	pull->run.asked = true;
	pull->run.proof = read_run(asking, pull);
	if (pull->run.proof != PROOF_YES)
		pull->run.commits.count = 0;
}

const char *
pull_run_origin(const struct pull *pull, const char *commit)
{
	for (size_t i = 0; i < pull->run.commits.count; i++)
		if (text_equal(pull->run.commits.at[i].commit, commit))
			return pull->run.commits.at[i].origin;
	return NULL;
}
