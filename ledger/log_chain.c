/* SPDX-License-Identifier: Apache-2.0 */
/* Where does a key's chain stand? Walks from the newest record back; see log.h. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "core/obligations.h"
#include "core/reported.h"
#include "ledger/log_chain.h"
#include "ledger/log_tiles.h"

/* How the key looks in an entry: most entries need not be parsed to see that they are of another.
 */
static void
key_marks(const struct key *key, struct buffer marks[3])
{
	const char *names[] = {"\"environment\":", "\"repository\":", "\"service\":"};
	const char *values[] = {key->environment, key->repository, key->service};

	for (int i = 0; i < 3; i++) {
		buffer_add_text(&marks[i], names[i]);
		json_write_text(&marks[i], values[i]);
	}
}

static bool
may_be_of(const struct entry *entry, const struct buffer marks[3])
{
	return entry_has(entry, &marks[0]) && entry_has(entry, &marks[1]) &&
	       entry_has(entry, &marks[2]);
}

/* Goes back from `walk->index` - 1 to the newest entry of the key. */
static bool
find_last(struct chain_walk *walk, const struct buffer marks[3], struct error *err)
{
	struct entry entry;

	while (walk->index-- > 0) {
		if (!log_tiles_entry(walk->log, walk->index, &entry, err))
			return false;
		if (!may_be_of(&entry, marks))
			continue;
		arena_release(&walk->arena);
		if (!log_read_leaf(&walk->arena, walk->log, walk->index, &walk->leaf, err))
			return false;
		if (key_equal(&walk->leaf.key, walk->key))
			return true;
	}
	walk->index = -1;
	return true;
}

static bool
is_end_known(const struct log *log, const struct key *key)
{
	const struct chain_end *end = log->end;

	return end && end->size > 0 && end->size == log->checkpoint.size &&
	       sha256_equal(&end->root, &log->checkpoint.root) && key_equal(end->key, key);
}

static void
remember_end(struct log *log, const struct key *key, int64_t index)
{
	struct chain_end *end = log->end;

	if (end && key_equal(end->key, key))
		*end = (struct chain_end){end->key, log->checkpoint.size, log->checkpoint.root,
					  index};
}

bool
chain_walk_start(struct chain_walk *walk, struct log *log, const struct key *key, struct error *err)
{
	struct buffer marks[3] = {0};
	bool done;

	*walk = (struct chain_walk){.log = log, .key = key, .index = log->checkpoint.size};
	arena_init(&walk->arena);
	key_marks(key, marks);
	if (is_end_known(log, key))
		walk->index = log->end->index + 1;
	done = find_last(walk, marks, err);
	for (int i = 0; i < 3; i++)
		buffer_release(&marks[i]);
	if (done)
		remember_end(log, key, walk->index);
	else
		chain_walk_release(walk);
	return done;
}

bool
chain_walk_back(struct chain_walk *walk, struct error *err)
{
	int64_t from = walk->index, sequence = walk->leaf.sequence;

	walk->index = walk->leaf.previous_index;
	if (walk->index < 0)
		return true;
	arena_release(&walk->arena);
	if (walk->index >= from)
		return fail(err, ERROR_LEDGER, "record %lld names a later one as its predecessor",
			    (long long)from);
	if (!log_read_leaf(&walk->arena, walk->log, walk->index, &walk->leaf, err))
		return false;
	if (!key_equal(&walk->leaf.key, walk->key) || walk->leaf.sequence != sequence - 1)
		return fail(err, ERROR_LEDGER, "record %lld does not follow record %lld",
			    (long long)from, (long long)walk->index);
	return true;
}

void
chain_walk_release(struct chain_walk *walk)
{
	arena_release(&walk->arena);
}

bool
leaf_is_placing(const struct leaf *leaf)
{
	if (leaf->kind == RECORD_EMERGENCY)
		return leaf->result == RECORD_EMERGENCY_RESULT;
	return leaf->result == RECORD_ALLOWED &&
	       (leaf->kind == RECORD_DEPLOYMENT || leaf->kind == RECORD_BASELINE ||
		leaf->kind == RECORD_ROLLBACK || leaf->kind == RECORD_REDEPLOY);
}

bool
leaf_is_undoing(const struct leaf *leaf)
{
	return leaf->kind == RECORD_OUTCOME &&
	       (leaf->result == RECORD_FAILED || leaf->result == RECORD_ROLLED_BACK);
}

/* What was seen on the way back that says something of older records. */
struct later {
	struct arena arena;
	struct texts undone; /* payload digests */
	struct texts closed; /* attempts */
};

static void
later_add(struct later *later, const struct leaf *leaf)
{
	if (leaf_is_undoing(leaf))
		texts_add(&later->arena, &later->undone, arena_text(&later->arena, leaf->about));
	if (leaf->attempt)
		texts_add(&later->arena, &later->closed, arena_text(&later->arena, leaf->attempt));
}

static void
see(struct arena *arena, struct key_state *state, struct placed **floor, const struct later *later,
    const struct leaf *leaf, int64_t index)
{
	if (leaf->kind == RECORD_ATTEMPT && !state->open_attempt &&
	    !texts_contain(&later->closed, leaf->payload))
		state->open_attempt = arena_text(arena, leaf->payload);
	if (!leaf_is_placing(leaf))
		return;
	state->ever_allowed = true;
	if (!texts_contain(&later->undone, leaf->payload))
		state->in_place = leaf_placed(arena, leaf, index);
	else if (leaf->kind == RECORD_BASELINE && !*floor)
		*floor = leaf_placed(arena, leaf, index);
}

static bool
walk_state(struct arena *arena, struct chain_walk *walk, struct key_state *state, struct error *err)
{
	struct later later = {0};
	struct placed *floor = NULL;
	bool done = true;

	arena_init(&later.arena);
	while (done && walk->index >= 0 && !state->in_place) {
		see(arena, state, &floor, &later, &walk->leaf, walk->index);
		later_add(&later, &walk->leaf);
		done = chain_walk_back(walk, err);
	}
	if (!state->in_place)
		state->in_place = floor;
	arena_release(&later.arena);
	return done;
}

/* What is open follows from the newest record alone, however long the chain is. */
static bool
read_obligations(struct arena *arena, struct log *log, int64_t index, struct open_obligations **out,
		 struct error *err)
{
	RELEASED_BY(arena_release) struct arena scratch;
	struct open_obligations open;
	struct logged logged;

	arena_init(&scratch);
	if (!log_read_record(&scratch, log, index, &logged, err))
		return false;
	obligations_after(arena, &logged.record, logged.leaf.payload, &open);
	if (open.count > LIMIT_OBLIGATIONS)
		return fail(err, ERROR_LEDGER,
			    "more than %d retros are open: settle some with changegate retro",
			    LIMIT_OBLIGATIONS);
	if (!open.count)
		return true;
	*out = arena_allocate(arena, sizeof(**out));
	**out = open;
	return true;
}

bool
log_key_state(struct arena *arena, struct log *log, const struct key *key, struct key_state *out,
	      struct error *err)
{
	RELEASED_BY(chain_walk_release) struct chain_walk walk;
	struct key_state state = {.previous_index = -1};

	if (!chain_walk_start(&walk, log, key, err))
		return fail_while(err, "reading the chain of %s/%s", key->service,
				  key->environment);
	if (walk.index >= 0) {
		state.sequence = walk.leaf.sequence + 1;
		state.previous_index = walk.index;
		state.previous_record = arena_text(arena, walk.leaf.payload);
	}
	if ((state.previous_index >= 0 &&
	     !read_obligations(arena, log, state.previous_index, &state.obligations, err)) ||
	    !walk_state(arena, &walk, &state, err))
		return fail_while(err, "reading the chain of %s/%s", key->service,
				  key->environment);
	*out = state;
	return true;
}

static bool
passes(const struct leaf *leaf, const char *commit, const char *artifact, const struct later *later)
{
	return leaf->kind == RECORD_DEPLOYMENT && leaf->result == RECORD_ALLOWED &&
	       (!commit || text_equal(leaf->commit, commit)) &&
	       (!artifact || text_equal(leaf->artifact, artifact)) &&
	       !texts_contain(&later->undone, leaf->payload);
}

static bool
has_passed(const struct finding *finding, enum passing passing)
{
	return finding->verdict != EXEMPT ||
	       (passing == PASSED_AS_REQUIRED && finding_was_reported(finding, REPORTED_BY_RULE));
}

bool
log_passed_all(struct log *log, int64_t index, enum passing passing, bool *is, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct logged logged;

	*is = false;
	arena_init(&arena);
	if (!log_read_record(&arena, log, index, &logged, err))
		return false;
	if (!logged.record.evaluation)
		return true;
	*is = true;
	for (size_t i = 0; i < logged.record.evaluation->findings.count; i++)
		*is = *is && has_passed(&logged.record.evaluation->findings.at[i], passing);
	return true;
}

static bool
take_if_passing(struct arena *arena, const struct chain_walk *walk, enum passing passing,
		struct placed **found, struct error *err)
{
	bool passed;

	if (!log_passed_all(walk->log, walk->index, passing, &passed, err))
		return false;
	if (passed)
		*found = leaf_placed(arena, &walk->leaf, walk->index);
	return true;
}

bool
log_find_passing(struct arena *arena, struct log *log, const struct key *key, enum passing passing,
		 const char *commit, const char *artifact, struct placed **out, struct error *err)
{
	RELEASED_BY(chain_walk_release) struct chain_walk walk;
	struct later later = {0};
	struct placed *found = NULL;
	bool done;

	arena_init(&later.arena);
	done = chain_walk_start(&walk, log, key, err);
	while (done && walk.index >= 0 && !found) {
		if (passes(&walk.leaf, commit, artifact, &later))
			done = take_if_passing(arena, &walk, passing, &found, err);
		later_add(&later, &walk.leaf);
		done = done && chain_walk_back(&walk, err);
	}
	arena_release(&later.arena);
	if (!done)
		return fail_while(err, "looking for an earlier record of %s/%s", key->service,
				  key->environment);
	*out = found;
	return true;
}

static bool
is_placing_in(struct log *log, int64_t index, const char *repository, const struct buffer *mark,
	      bool *is, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena = {0};
	struct entry entry;
	struct leaf leaf;

	*is = false;
	if (!log_tiles_entry(log, index, &entry, err))
		return false;
	if (!entry_has(&entry, mark))
		return true;
	if (!log_read_leaf(&arena, log, index, &leaf, err))
		return false;
	*is = leaf_is_placing(&leaf) && text_equal(leaf.key.repository, repository);
	return true;
}

bool
log_find_repository_before(struct arena *arena, struct log *log, const char *repository,
			   int64_t before, int64_t *index, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer mark = {0};
	bool is = false;

	buffer_add_text(&mark, "\"repository\":");
	json_write_text(&mark, repository);
	*index = before;
	while (!is && --*index >= 0)
		if (!is_placing_in(log, *index, repository, &mark, &is, err))
			return fail_while(err, "looking for the newest record of %s",
					  text_shown(arena, repository));
	return true;
}

bool
log_find_repository(struct arena *arena, struct log *log, const char *repository, int64_t *index,
		    struct error *err)
{
	return log_find_repository_before(arena, log, repository, log->checkpoint.size, index, err);
}
