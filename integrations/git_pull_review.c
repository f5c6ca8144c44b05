/* SPDX-License-Identifier: Apache-2.0 */
/* Is what was reviewed what the head of the change request has? See git_pull_review.h. */
#include "integrations/git_pull_review.h"

#include <inttypes.h>

#include "base/text.h"
#include "integrations/git_diff_digest.h"
#include "integrations/git_history.h"
#include "integrations/git_merge_base.h"
#include "integrations/git_pull_run.h"

/* What a commit does to the base. */
struct own_diff {
	const char *from, *to;
	char digest[65]; /* "": not to be had */
	const char *why; /* of that */
};

struct comparison {
	struct pull_asking *asking;
	struct pull *pull;
	uint32_t base;
	struct own_diff head;
	const char *why; /* nothing can be compared with the head; NULL: it can */
};

/* ---- the base ---- */

/* Of a branch that was moved forward, where its own line began. */
static const char *
base_of_merged(struct pull_asking *asking, struct pull *pull, const char **why)
{
	const struct forge_request *request = pull->request;
	uint32_t node;

	if (!pull_find(asking, request, "what it was merged as", request->merge_commit, &node, why))
		return NULL;
	if (!text_equal(request->head, request->merge_commit))
		return pull_parent(asking, node, 0);
	pull_run_read(asking, pull);
	if (pull->run.base)
		return pull->run.base;
	*why = pull->run.why;
	return NULL;
}

static const char *
base_of_open(struct pull_asking *asking, const struct forge_request *request)
{
	for (size_t i = 0; i < asking->facts->branches.count; i++)
		if (request->base && text_equal(asking->facts->branches.at[i].name, request->base))
			return asking->facts->branches.at[i].commit;
	return NULL;
}

static bool
find_base(struct pull_asking *asking, struct pull *pull, uint32_t *base, const char **why)
{
	const char *id = pull->landed_on;

	*why = NULL;
	if (!id && pull->request->state == STATE_MERGED)
		id = base_of_merged(asking, pull, why);
	else if (!id)
		id = base_of_open(asking, pull->request);
	if (!id && !*why)
		*why = arena_format(asking->arena, "where #%" PRId64 " left its base is not known",
				    pull->request->number);
	return id && pull_find(asking, pull->request, "the base", id, base, why);
}

/* ---- own diffs ---- */

static void
read_digest(struct pull_asking *asking, struct own_diff *diff)
{
	struct error err;

	if (!pull_may_ask(asking, &diff->why))
		return;
	if (!diff_digest_counted(asking->git, diff->from, diff->to, diff->digest, &asking->spent,
				 &err)) {
		diff->digest[0] = '\0';
		diff->why = arena_text(asking->arena, err.message);
	}
}

static bool
read_own_diff(struct comparison *comparison, uint32_t node, struct own_diff *diff, const char **why)
{
	struct pull_asking *asking = comparison->asking;
	struct merge_effort effort = {0};
	struct merge_bases bases;
	struct error err;
	bool good;

	if (!pull_may_ask(asking, why))
		return false;
	good = merge_bases(asking->git, node, &comparison->base, 1, &bases, &effort.commits, &err);
	merge_effort_add(&asking->spent, &effort);
	if (!good)
		*why = arena_text(asking->arena, err.message);
	else if (bases.count != 1)
		*why = bases.count ? "it has more than one merge base with the base branch"
				   : "it has nothing in common with the base branch";
	if (!good || bases.count != 1)
		return false;
	diff->from = object_id_text(asking->arena, &graph_of(asking->git)->nodes[bases.at[0]].id);
	diff->to = object_id_text(asking->arena, &graph_of(asking->git)->nodes[node].id);
	read_digest(asking, diff);
	return true;
}

/* ---- one review ---- */

static int
compare_trees(struct comparison *comparison, const struct own_diff *reviewed, const char **why)
{
	struct pull_asking *asking = comparison->asking;
	const struct own_diff *head = &comparison->head;
	struct merge_answer answer = {0};
	struct error err;
	enum proof proof;
	bool good;

	if (!pull_may_ask(asking, why))
		return REVISION_UNKNOWN;
	good = carry_recompute(asking->arena, asking->git, reviewed->from, reviewed->to, head->from,
			       head->to, &answer, &err);
	proof = pull_proof(asking, good, &answer, &err, why);
	if (proof == PROOF_YES)
		return REVISION_CLEAN_UPDATE;
	if (proof == PROOF_NO && head->digest[0] && reviewed->digest[0])
		return REVISION_DIFFERS;
	if (proof == PROOF_NO)
		*why = head->digest[0] ? reviewed->why : head->why;
	return REVISION_UNKNOWN;
}

static int
compare(struct comparison *comparison, const char *commit, const char **why)
{
	struct own_diff reviewed = {0};
	uint32_t node;

	if (!commit || !pull_is_id(commit)) {
		*why = "the forge does not say which commit was reviewed";
		return REVISION_UNKNOWN;
	}
	if (text_equal(commit, comparison->pull->request->head))
		return REVISION_EXACT;
	if (!pull_find(comparison->asking, comparison->pull->request, "a reviewed commit", commit,
		       &node, why))
		return REVISION_UNKNOWN;
	if (comparison->why) {
		*why = comparison->why;
		return REVISION_UNKNOWN;
	}
	if (!read_own_diff(comparison, node, &reviewed, why))
		return REVISION_UNKNOWN;
	if (reviewed.digest[0] && text_equal(reviewed.digest, comparison->head.digest))
		return REVISION_SAME_DIFF;
	return compare_trees(comparison, &reviewed, why);
}

/* Many reviews are of one commit. */
static const struct forge_review *
same_before(const struct forge_request *request, size_t place)
{
	for (size_t i = place; i-- > 0;)
		if (text_equal(request->reviews.at[i].commit, request->reviews.at[place].commit))
			return &request->reviews.at[i];
	return NULL;
}

static void
begin(struct comparison *comparison)
{
	struct pull_asking *asking = comparison->asking;
	const struct forge_request *request = comparison->pull->request;
	const char **why = &comparison->why;
	uint32_t head;

	if (!pull_find(asking, request, "the head", request->head, &head, why) ||
	    !find_base(asking, comparison->pull, &comparison->base, why) ||
	    !read_own_diff(comparison, head, &comparison->head, why))
		return;
	if (text_equal(comparison->head.from, comparison->head.to))
		*why = "the base has the head already";
}

static bool
any_other(const struct forge_request *request)
{
	for (size_t i = 0; i < request->reviews.count; i++)
		if (!text_equal(request->reviews.at[i].commit, request->head))
			return true;
	return false;
}

void
pull_reviews(struct pull_asking *asking, struct pull *pull)
{
	struct comparison comparison = {.asking = asking, .pull = pull};
	struct forge_request *request = pull->request;

	if (any_other(request))
		begin(&comparison);
	for (size_t i = 0; i < request->reviews.count; i++) {
		struct forge_review *review = &request->reviews.at[i];
		const struct forge_review *same = same_before(request, i);
		const char *why = NULL;

		review->content = same ? same->content : compare(&comparison, review->commit, &why);
		if (same)
			why = same->why;
		review->why = review->content == REVISION_UNKNOWN ? why : NULL;
	}
}

/* ---- merges in the request ---- */

static bool
is_listed(const struct forge_request *request, const char *id)
{
	for (size_t i = 0; i < request->commits.count; i++)
		if (text_equal(request->commits.at[i].id, id))
			return true;
	return false;
}

static bool
is_of_base(struct pull_asking *asking, const char *base, const char *parent)
{
	const struct merge_effort effort = {.commits = graph_of(asking->git)->count};
	bool contains = false;
	struct error ignored;

	merge_effort_add(&asking->spent, &effort);
	return base && history_contains(asking->git, base, parent, &contains, &ignored) && contains;
}

static bool
adds_nothing(struct pull_asking *asking, struct pull *pull, const char *base, const char *id)
{
	const struct forge_request *request = pull->request;
	const char *unused = NULL;
	struct error ignored;
	uint32_t node;

	if (!pull_is_id(id) || !graph_open(asking->git, id, &node, &ignored) ||
	    graph_of(asking->git)->nodes[node].parent_count != 2)
		return false;
	for (uint32_t i = 0; i < 2; i++)
		if (!pull_may_ask(asking, &unused) ||
		    (!is_listed(request, pull_parent(asking, node, i)) &&
		     !is_of_base(asking, base, pull_parent(asking, node, i))))
			return false;
	return pull_merge_is_clean(asking, id, &unused) == PROOF_YES;
}

/* Only what is of the base is nobody's, whatever else the request lists by now. */
static const char *
updated_by(struct pull_asking *asking, const char *base, const char *id)
{
	const char *unused = NULL;
	struct error ignored;
	uint32_t node;

	if (!pull_may_ask(asking, &unused) || !graph_open(asking->git, id, &node, &ignored) ||
	    !is_of_base(asking, base, pull_parent(asking, node, 1)))
		return NULL;
	return pull_parent(asking, node, 0);
}

void
pull_merges(struct pull_asking *asking, struct pull *pull)
{
	struct forge_request *request = pull->request;
	const char *base = NULL, *unused = NULL;
	uint32_t node;

	if (asking->git && find_base(asking, pull, &node, &unused))
		base = object_id_text(asking->arena, &graph_of(asking->git)->nodes[node].id);
	for (size_t i = 0; i < request->commits.count; i++) {
		struct forge_commit *commit = &request->commits.at[i];

		commit->adds_nothing = asking->git && adds_nothing(asking, pull, base, commit->id);
		commit->updates =
			commit->adds_nothing ? updated_by(asking, base, commit->id) : NULL;
	}
}
