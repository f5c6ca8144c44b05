/* SPDX-License-Identifier: Apache-2.0 */
/* How many emergencies had this month before this one? See gather_spent.h. */
#include "cmd/gather_spent.h"

#include "base/time.h"

static int64_t
begin_of_month(int64_t time)
{
	struct civil civil;

	seconds_to_civil(time, &civil);
	civil.day = 1;
	civil.hour = civil.minute = civil.second = 0;
	return civil_to_seconds(&civil);
}

static bool
read_leaf(struct arena *arena, struct log *log, int64_t index, struct leaf *leaf, struct error *err)
{
	if (!log_read_leaf(arena, log, index, leaf, err))
		return fail_while(err, "counting the emergencies of this month");
	if (leaf->previous_index >= index)
		return fail(err, ERROR_LEDGER, "entry %lld follows one behind it",
			    (long long)index);
	return true;
}

/* One that was kept while the ledger was away is older than what stands before it. */
static bool
is_before(const struct leaf *leaf, int64_t begin)
{
	return leaf->time < begin && leaf->kind != RECORD_EMERGENCY;
}

bool
gather_spent(struct log *log, const struct key_state *state, struct evidence *evidence,
	     struct error *err)
{
	RELEASED_BY(arena_release) struct arena scratch;
	int64_t begin = begin_of_month(evidence->now.time);
	int64_t index = state->previous_index;
	struct leaf leaf;

	arena_init(&scratch);
	while (evidence->emergency && state->previous_record && index >= 0) {
		if (!read_leaf(&scratch, log, index, &leaf, err))
			return false;
		if (is_before(&leaf, begin))
			break;
		evidence->ledger.emergencies += leaf.kind == RECORD_EMERGENCY &&
						leaf.result == RECORD_EMERGENCY_RESULT &&
						leaf.time >= begin;
		index = leaf.previous_index;
		arena_clear(&scratch);
	}
	return true;
}
