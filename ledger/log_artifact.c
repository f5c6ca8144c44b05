/* SPDX-License-Identifier: Apache-2.0 */
/* Where has an artefact been in the chain of a key? See log.h. */
#include "base/text.h"
#include "ledger/log_chain.h"

struct tracing {
	struct arena *arena;
	const char *artifact;
	struct artifact_trace *out;
	struct texts undone; /* payload digests of what failed later */
};

static void
add_undone(struct tracing *tracing, const struct leaf *leaf)
{
	if (leaf_is_undoing(leaf))
		texts_add(tracing->arena, &tracing->undone,
			  arena_text(tracing->arena, leaf->about));
}

/* A rollback names the deployment that it goes back to; what came after that was left. */
static bool
see_rollback(struct tracing *tracing, const struct chain_walk *walk, struct error *err)
{
	RELEASED_BY(arena_release) struct arena scratch;
	const struct placed *source;
	struct logged logged;

	arena_init(&scratch);
	if (!log_read_record(&scratch, walk->log, walk->index, &logged, err))
		return false;
	source = logged.record.evidence ? logged.record.evidence->environment.rollback : NULL;
	if (!source)
		return fail(err, ERROR_LEDGER, "record %lld does not say what it goes back to",
			    (long long)walk->index);
	if (source->index < tracing->out->passed->index)
		tracing->out->left_by = arena_text(tracing->arena, logged.record.record_id);
	return true;
}

/* It passed, and failed when it came once more: by another commit, or as a redeploy. */
static bool
failed_since(const struct tracing *tracing, const struct chain_walk *walk)
{
	return tracing->out->passed && walk->index > tracing->out->passed->index &&
	       text_equal(walk->leaf.artifact, tracing->artifact) &&
	       texts_contain(&tracing->undone, walk->leaf.payload);
}

static bool
see(struct tracing *tracing, const struct chain_walk *walk, struct error *err)
{
	const struct leaf *leaf = &walk->leaf;
	struct artifact_trace *out = tracing->out;

	add_undone(tracing, leaf);
	if (!leaf_is_placing(leaf))
		return true;
	if (!out->placed && text_equal(leaf->artifact, tracing->artifact))
		out->placed = leaf_placed(tracing->arena, leaf, walk->index);
	if (failed_since(tracing, walk))
		out->passed = NULL;
	if (leaf->kind != RECORD_ROLLBACK || !out->passed || walk->index < out->passed->index)
		return true;
	return see_rollback(tracing, walk, err);
}

bool
log_trace_artifact(struct arena *arena, struct log *log, const struct key *key,
		   const char *artifact, struct artifact_trace *out, struct error *err)
{
	RELEASED_BY(chain_walk_release) struct chain_walk walk = {0};
	struct artifact_trace trace = {0};
	struct tracing tracing = {.arena = arena, .artifact = artifact, .out = &trace};
	bool done = log_find_passing(arena, log, key, PASSED_IN_FULL, NULL, artifact, &trace.passed,
				     err) &&
		    chain_walk_start(&walk, log, key, err);

	while (done && walk.index >= 0 &&
	       (!trace.placed || (trace.passed && walk.index > trace.passed->index)))
		done = see(&tracing, &walk, err) && chain_walk_back(&walk, err);
	if (!done)
		return fail_while(err, "looking for an artefact of %s/%s", key->service,
				  key->environment);
	*out = trace;
	return true;
}

/* ---- what was let in without having passed ---- */

static bool
owes(const struct key_state *state, const struct leaf *leaf)
{
	const struct open_obligations *open = state->obligations;

	for (size_t i = 0; open && i < open->all.count; i++)
		if (text_equal(open->all.at[i].record, leaf->payload))
			return true;
	return false;
}

/* A rollback or a redeploy brings nothing that was not there before. */
static bool
is_excused(const struct chain_walk *walk, const struct key_state *state, bool *is,
	   struct error *err)
{
	bool passed = true;

	*is = false;
	if (!leaf_is_placing(&walk->leaf))
		return true;
	if (walk->leaf.kind == RECORD_DEPLOYMENT &&
	    !log_passed_all(walk->log, walk->index, PASSED_IN_FULL, &passed, err))
		return false;
	*is = !passed || walk->leaf.kind == RECORD_BASELINE ||
	      (walk->leaf.kind == RECORD_EMERGENCY && owes(state, &walk->leaf));
	return true;
}

/* A deploy of it that failed left in place what was there before. */
static bool
is_left(const struct tracing *tracing, const struct leaf *leaf)
{
	return leaf_is_placing(leaf) && text_equal(leaf->artifact, tracing->artifact) &&
	       !texts_contain(&tracing->undone, leaf->payload);
}

static bool
look_between(struct tracing *tracing, struct chain_walk *walk, const struct key_state *state,
	     int64_t before, struct placed **found, struct error *err)
{
	bool is = false;

	while (walk->index >= 0 && !is) {
		add_undone(tracing, &walk->leaf);
		if (walk->index < before) {
			if (is_left(tracing, &walk->leaf))
				return true;
			if (!is_excused(walk, state, &is, err))
				return false;
		}
		if (is)
			*found = leaf_placed(tracing->arena, &walk->leaf, walk->index);
		if (!chain_walk_back(walk, err))
			return false;
	}
	return true;
}

bool
log_find_excused(struct arena *arena, struct log *log, const struct key *key, const char *after,
		 int64_t before, struct placed **out, struct error *err)
{
	RELEASED_BY(chain_walk_release) struct chain_walk walk = {0};
	RELEASED_BY(arena_release) struct arena scratch;
	struct tracing tracing = {.arena = arena, .artifact = after};
	struct placed *found = NULL;
	struct key_state state;

	arena_init(&scratch);
	if (!log_key_state(&scratch, log, key, &state, err) ||
	    !chain_walk_start(&walk, log, key, err) ||
	    !look_between(&tracing, &walk, &state, before, &found, err))
		return fail_while(err, "looking for what %s/%s let in", key->service,
				  key->environment);
	*out = found;
	return true;
}
