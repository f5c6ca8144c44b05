/* SPDX-License-Identifier: Apache-2.0 */
/* What do the comparisons of change requests ask of the clone? See git_pull_asking.h. */
#include "integrations/git_pull_asking.h"

#include <inttypes.h>

#include "base/text.h"

/* Where a forge keeps the head of a request for as long as the repository lives. */
static const struct {
	const char *kind, *before, *after;
} request_refs[] = {
	{"github", "refs/pull/", "/head"},
	{"gitlab", "refs/merge-requests/", "/head"},
};

static const enum proof proof_of_outcome[] = {
	[MERGE_OUTCOME_SAME] = PROOF_YES,
	[MERGE_OUTCOME_DIFFERS] = PROOF_NO,
	[MERGE_OUTCOME_CONFLICT] = PROOF_NO,
	[MERGE_OUTCOME_UNKNOWN] = PROOF_UNKNOWN,
};

bool
pull_is_id(const char *id)
{
	struct object_id parsed;

	return id && object_id_parse(id, &parsed);
}

/* The head's ref brings all that the head stands on; what was pushed over has only its id. */
static const char *
fetch_command(struct pull_asking *asking, const struct forge_request *request, const char *id)
{
	bool is_in_head = text_equal(id, request->head);

	for (size_t i = 0; i < request->commits.count && !is_in_head; i++)
		is_in_head = text_equal(id, request->commits.at[i].id);
	for (size_t i = 0; i < sizeof(request_refs) / sizeof(request_refs[0]); i++)
		if (is_in_head && text_equal(asking->facts->kind, request_refs[i].kind))
			return arena_format(asking->arena, "git fetch origin %s%" PRId64 "%s",
					    request_refs[i].before, request->number,
					    request_refs[i].after);
	return arena_format(asking->arena, "git fetch origin %s", id);
}

bool
pull_find(struct pull_asking *asking, const struct forge_request *request, const char *what,
	  const char *id, uint32_t *node, const char **why)
{
	struct object_id parsed;
	struct error err;

	if (!id || !object_id_parse(id, &parsed)) {
		*why = arena_format(asking->arena, "the forge names no commit as %s of #%" PRId64,
				    what, request->number);
		return false;
	}
	if (!asking->git) {
		*why = "there is no clone to compare in";
		return false;
	}
	*node = graph_node(graph_of(asking->git), &parsed);
	if (graph_read(asking->git, *node, false, &err))
		return true;
	*why = err.code == ERROR_ABSENT
		       ? arena_format(asking->arena,
				      "the clone lacks %s, %s of #%" PRId64 "; `%s` brings it", id,
				      what, request->number, fetch_command(asking, request, id))
		       : arena_text(asking->arena, err.message);
	return false;
}

const char *
pull_parent(struct pull_asking *asking, uint32_t node, uint32_t number)
{
	const struct graph *graph = graph_of(asking->git);

	if (number >= graph->nodes[node].parent_count)
		return NULL;
	return object_id_text(
		asking->arena,
		&graph->nodes[graph->parents[graph->nodes[node].parents + number]].id);
}

size_t
pull_place(const struct pull_asking *asking, const char *commit)
{
	for (size_t i = 0; i < asking->change->requests.count; i++)
		if (text_equal(asking->change->requests.at[i].commit, commit))
			return i;
	return SIZE_MAX;
}

bool
pull_may_ask(const struct pull_asking *asking, const char **why)
{
	if (!merge_effort_is_spent(&asking->spent))
		return true;
	*why = "comparing the change requests of this deploy is too much work together; deploy "
	       "something in between first";
	return false;
}

static const char *
paths_text(struct arena *arena, const char *doing, const struct texts *paths)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	buffer_add_text(&out, doing);
	for (size_t i = 0; i < paths->count; i++)
		buffer_add_format(&out, "%s'%s'", i ? ", " : " ", text_shown(arena, paths->at[i]));
	if (paths->count == LIMIT_MERGE_PATHS)
		buffer_add_text(&out, " and perhaps elsewhere");
	return arena_copy(arena, out.bytes, out.length);
}

enum proof
pull_proof(struct pull_asking *asking, bool good, const struct merge_answer *answer,
	   const struct error *err, const char **why)
{
	if (!good) {
		*why = arena_text(asking->arena, err->message);
		return PROOF_UNKNOWN;
	}
	merge_effort_add(&asking->spent, &answer->effort);
	if (answer->outcome == MERGE_OUTCOME_UNKNOWN)
		*why = answer->why;
	else if (answer->outcome == MERGE_OUTCOME_DIFFERS)
		*why = paths_text(asking->arena, "differs at", &answer->paths);
	else if (answer->outcome == MERGE_OUTCOME_CONFLICT)
		*why = paths_text(asking->arena, "conflicts at", &answer->paths);
	return proof_of_outcome[answer->outcome];
}

enum proof
pull_merge_is_clean(struct pull_asking *asking, const char *merge, const char **why)
{
	struct merge_answer answer = {0};
	struct error err;
	bool good;

	if (!pull_may_ask(asking, why))
		return PROOF_UNKNOWN;
	good = merge_recompute(asking->arena, asking->git, merge, &answer, &err);
	return pull_proof(asking, good, &answer, &err, why);
}
