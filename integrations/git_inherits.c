/* SPDX-License-Identifier: Apache-2.0 */
/* Does a change request take back, or repeat, what another one brought? See git_inherits.h. */
#include "integrations/git_inherits.h"

#include <string.h>

#include "base/text.h"
#include "integrations/git_commit.h"
#include "integrations/git_diff_digest.h"
#include "integrations/git_history.h"
#include "integrations/git_merge.h"
#include "integrations/git_paint.h"

#define MOST_MESSAGES 250    /* read of one request: GitHub lists no more commits */
#define MOST_HINTS 8         /* of one request */
#define MOST_BEFORE 1000     /* commits of a branch whose diffs are compared with a backport's */
#define MOST_LOOKED_AT 10000 /* for all requests */

/* ---- where to look ---- */

static const struct {
	const char *words;
	enum inheritance_kind kind;
} phrases[] = {
	{"This reverts commit ", INHERITS_INVERSE},
	{"(cherry picked from commit ", INHERITS_SAME},
};

static bool
has_hint(const struct inheritances *hints, int kind, const char *from)
{
	for (size_t i = 0; i < hints->all.count; i++)
		if (hints->all.at[i].kind == kind && text_equal(hints->all.at[i].from, from))
			return true;
	return false;
}

static void
find_phrase(struct arena *arena, const char *message, size_t phrase, struct inheritances *hints)
{
	const char *at = message, *from;
	struct object_id id;

	while (hints->all.count <= MOST_HINTS && (at = strstr(at, phrases[phrase].words))) {
		at += strlen(phrases[phrase].words);
		from = arena_copy(arena, at, strnlen(at, 40));
		if (object_id_parse(from, &id) && !has_hint(hints, phrases[phrase].kind, from))
			*LIST_ADD(arena, &hints->all) =
				(struct inheritance){.kind = phrases[phrase].kind, .from = from};
	}
}

static void
read_message(struct arena *arena, struct git *git, const char *commit, struct inheritances *hints)
{
	struct object object RELEASED_BY(object_release) = {0};
	struct raw_commit raw;
	struct object_id id;
	struct error ignored;
	const char *message;

	if (!object_id_parse(commit, &id) ||
	    !object_read(git, &id, OBJECT_COMMIT, LIMIT_COMMIT_BYTES, &object, &ignored) ||
	    !raw_commit_parse(object.bytes, object.length, &raw, &ignored))
		return;
	message = arena_copy(arena, raw.message.at, raw.message.length);
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		find_phrase(arena, message, i, hints);
}

void
git_inheritance_hints(struct arena *arena, struct git *git, const struct change_request *request,
		      struct inheritances *hints)
{
	size_t count = request->commits.count;

	*hints = (struct inheritances){0};
	for (size_t i = 0; i < count && i < MOST_MESSAGES; i++)
		read_message(arena, git, request->commits.at[i], hints);
	if (hints->all.count <= MOST_HINTS)
		return;
	hints->all.count = 1;
	hints->all.at[0].why = "its messages name more commits than can all be what it takes back "
			       "or repeats";
}

/* ---- what is the same ---- */

struct proving {
	struct arena *arena;
	struct git *git;
	const struct change *change;
	const char *commit, *parent; /* of the request */
	const char *origin;          /* first parent of what it inherits from */
	size_t *looked_at;
	struct inheritance *out;
};

static bool
refuse(struct proving *proving, const char *why)
{
	proving->out->why = why;
	return false;
}

static bool
refuse_error(struct proving *proving, const struct error *err)
{
	return refuse(proving, arena_text(proving->arena, err->message));
}

static bool
first_parent(struct proving *proving, const char *commit, const char **parent)
{
	const struct graph *graph = graph_of(proving->git);
	struct error err;
	uint32_t node;

	if (!graph_open(proving->git, commit, &node, &err))
		return refuse_error(proving, &err);
	if (!graph->nodes[node].parent_count)
		return refuse(proving, "one of the two is the first commit of all");
	*parent = object_id_text(proving->arena,
				 &graph->nodes[graph->parents[graph->nodes[node].parents]].id);
	return true;
}

/* ---- a revert ---- */

static bool
recompute(struct proving *proving)
{
	struct merge_answer answer = {0};
	struct error err;

	if (!carry_recompute(proving->arena, proving->git, proving->out->from, proving->origin,
			     proving->parent, proving->commit, &answer, &err))
		return refuse_error(proving, &err);
	if (answer.outcome == MERGE_OUTCOME_UNKNOWN)
		return refuse(proving, answer.why);
	if (answer.outcome != MERGE_OUTCOME_SAME)
		return refuse(proving,
			      arena_format(proving->arena,
					   "it is not exactly what takes that back: '%s'",
					   answer.paths.count
						   ? text_shown(proving->arena, answer.paths.at[0])
						   : "a file"));
	proving->out->recomputed = true;
	return true;
}

static bool
prove_inverse(struct proving *proving)
{
	char wanted[65], found[65];
	struct error err;
	bool contains;

	if (!history_contains(proving->git, proving->parent, proving->out->from, &contains, &err))
		return refuse_error(proving, &err);
	if (!contains)
		return refuse(proving, "the branch never had that");
	if (!diff_digest(proving->git, proving->out->from, proving->origin, wanted, &err) ||
	    !diff_digest(proving->git, proving->parent, proving->commit, found, &err))
		return refuse_error(proving, &err);
	if (!text_equal(wanted, found))
		return recompute(proving);
	proving->out->digest = arena_text(proving->arena, found);
	return true;
}

/* ---- a backport ---- */

/* What `tip` has and the other one has not: ids, as nodes move. */
static bool
list_own(struct proving *proving, const char *tip, struct texts *commits)
{
	struct graph *graph = graph_of(proving->git);
	uint32_t from, base;
	struct error err;

	if (!graph_open(proving->git, tip, &from, &err) ||
	    !graph_open(proving->git, proving->out->from, &base, &err) ||
	    !paint_range(proving->git, from, base, &err))
		return refuse_error(proving, &err);
	graph_drop_objects(graph);
	if (graph->nodes[base].colours & FROM_TIP)
		return refuse(proving, "the branch had that before: what was taken out comes back "
				       "only by a review of its own");
	for (uint32_t i = 0; i < graph->count; i++)
		if (graph->nodes[i].read && graph->nodes[i].colours == FROM_TIP)
			texts_add(proving->arena, commits,
				  object_id_text(proving->arena, &graph->nodes[i].id));
	*proving->looked_at += commits->count;
	return (commits->count <= MOST_BEFORE && *proving->looked_at <= MOST_LOOKED_AT) ||
	       refuse(proving, "too many commits to look through for whether the branch had that "
			       "before");
}

static bool
is_new_in(struct proving *proving, const char *tip)
{
	struct texts commits = {0};
	char digest[65];
	struct error err;

	if (!list_own(proving, tip, &commits))
		return false;
	for (size_t i = 0; i < commits.count; i++) {
		if (!diff_digest_of_commit(proving->git, commits.at[i], digest, &err))
			return refuse_error(proving, &err);
		if (text_equal(digest, proving->out->digest))
			return refuse(proving,
				      arena_format(proving->arena,
						   "the branch had that before, as %.12s: what was "
						   "taken out comes back only by a review of its "
						   "own",
						   commits.at[i]));
	}
	return true;
}

static bool
prove_same(struct proving *proving)
{
	const char *previous = proving->change->range.previous;
	char wanted[65], found[65];
	struct error err;

	if (!diff_digest(proving->git, proving->origin, proving->out->from, wanted, &err) ||
	    !diff_digest(proving->git, proving->parent, proving->commit, found, &err))
		return refuse_error(proving, &err);
	if (!text_equal(wanted, found))
		return refuse(proving, "its diff is not the same");
	proving->out->digest = arena_text(proving->arena, found);
	return is_new_in(proving, proving->parent) &&
	       (!previous || text_equal(previous, proving->parent) || is_new_in(proving, previous));
}

void
git_inheritance_prove(struct arena *arena, struct git *git, const struct change *change,
		      const struct change_request *request, size_t *looked_at,
		      struct inheritance *inheritance)
{
	struct proving proving = {.arena = arena,
				  .git = git,
				  .change = change,
				  .commit = request->commit,
				  .looked_at = looked_at,
				  .out = inheritance};

	if (!first_parent(&proving, request->commit, &proving.parent) ||
	    !first_parent(&proving, inheritance->from, &proving.origin))
		return;
	if (inheritance->kind == INHERITS_INVERSE)
		prove_inverse(&proving);
	else
		prove_same(&proving);
}
