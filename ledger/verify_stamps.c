/* SPDX-License-Identifier: Apache-2.0 */
/* Do the checkpoints that were kept say the same, and since when is each record there by their
 * time-stamps? Part of verify.h. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/time.h"
#include "ledger/stamp.h"
#include "ledger/verify_state.h"

static bool
read_stamp(struct verifying *verifying, struct kept_checkpoint *kept, const struct sha256 *digest,
	   const char *name, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer response = {0};
	const struct timestamp_reader *reader = verifying->request->timestamps;
	struct error problem;
	bool there;

	names_mark(&verifying->names, name);
	if (!read_file(verifying, name, LIMIT_TIMESTAMP_BYTES, "LEDGER-STAMP", &response, &there,
		       err))
		return false;
	if (there && !reader)
		verifying->out->stamps.unread++;
	if (!there || !reader)
		return true;
	kept->stamped = reader->read(reader->self, verifying->arena, response.bytes,
				     response.length, digest, &kept->timestamp, &problem);
	if (!kept->stamped)
		found(verifying, "LEDGER-STAMP", name, "%s", problem.message);
	return true;
}

/* Of a size that the log has, by a key that may sign it. */
static bool
check_kept(struct verifying *verifying, const char *name, int64_t size, const struct buffer *bytes,
	   struct checkpoint *checkpoint)
{
	const struct trusted_key *used = NULL;

	if (!read_checkpoint(verifying, bytes->bytes, bytes->length, name, "LEDGER-STAMP",
			     checkpoint, &used))
		return false;
	if (checkpoint->size != size) {
		found(verifying, "LEDGER-STAMP", name, "it is a checkpoint of %lld records",
		      (long long)checkpoint->size);
		return false;
	}
	if (size <= verifying->out->checkpoint.size)
		return true;
	found(verifying, "LEDGER-ROLLED-BACK", name,
	      "the log had %lld records once, and has %lld: it was put back to an older state",
	      (long long)size, (long long)verifying->out->checkpoint.size);
	return false;
}

static bool
open_kept(struct verifying *verifying, const char *name, int64_t size, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *stamp = stamp_path(&verifying->keeping, size);
	struct checkpoint checkpoint = {0};
	struct kept_checkpoint *kept;
	struct sha256 digest;
	bool there;

	names_mark(&verifying->names, name);
	if (!read_file(verifying, name, LIMIT_CHECKPOINT_BYTES, "LEDGER-STAMP", &bytes, &there,
		       err))
		return false;
	if (!there || !check_kept(verifying, name, size, &bytes, &checkpoint)) {
		names_mark(&verifying->names, stamp);
		return true;
	}
	kept = LIST_ADD(&verifying->keeping, &verifying->kept);
	kept->size = size;
	kept->root = checkpoint.root;
	sha256(&digest, bytes.bytes, bytes.length);
	return !names_contain(&verifying->names, stamp) ||
	       read_stamp(verifying, kept, &digest, stamp, err);
}

static int
by_size(const void *left, const void *right)
{
	const struct kept_checkpoint *a = left, *b = right;

	return a->size < b->size ? -1 : a->size > b->size;
}

bool
stamps_open(struct verifying *verifying, struct error *err)
{
	const struct texts *names = &verifying->names.others;

	for (size_t i = 0; i < names->count && !is_enough(verifying); i++) {
		const char *name = names->at[i];
		int64_t size;
		bool is_stamp;

		if (!stamp_from_path(name, &size, &is_stamp))
			continue;
		if (!is_stamp && !open_kept(verifying, name, size, err))
			return false;
		if (is_stamp && !names_contain(&verifying->names,
					       stamp_checkpoint_path(&verifying->keeping, size))) {
			names_mark(&verifying->names, name);
			found(verifying, "LEDGER-STAMP", name,
			      "the checkpoint that it is about is missing");
		}
	}
	if (verifying->kept.count)
		qsort(verifying->kept.at, verifying->kept.count, sizeof(*verifying->kept.at),
		      by_size);
	return true;
}

void
stamps_compare(struct verifying *verifying, const struct merkle *tree)
{
	struct kept_checkpoint *kept;
	struct sha256 root;

	if (verifying->kept_next == verifying->kept.count)
		return;
	kept = &verifying->kept.at[verifying->kept_next];
	if (kept->size != tree->size)
		return;
	verifying->kept_next++;
	merkle_root(tree, &root);
	if (sha256_equal(&root, &kept->root))
		return;
	kept->stamped = false;
	found(verifying, "LEDGER-INCONSISTENT",
	      stamp_checkpoint_path(&verifying->keeping, kept->size),
	      "the first %lld records are not those of this checkpoint", (long long)kept->size);
}

/* ---- since when is each record there? ----------------------------------------------------------
 */

static const char *
place_of(struct verifying *verifying, const struct known_facts *record)
{
	return arena_format(&verifying->keeping, "record %lld (%s)", (long long)record->index,
			    record->record_id);
}

static void
count_late(struct verifying *verifying, const struct known_facts *record, int64_t lag)
{
	char text[24];

	verifying->out->stamps.late++;
	duration_format(text, lag);
	found(verifying, "LEDGER-BACKDATED", place_of(verifying, record),
	      "the first time-stamp that covers it is %s later than its own time", text);
}

/* Where lateness is a problem, a time that nobody can be late for is one, too. */
static void
count_ahead(struct verifying *verifying, const struct known_facts *record, int64_t ahead)
{
	static const char format[] =
		"its time is %lld seconds after that of a time-stamp that covers it";

	if (verifying->request->stamped_within)
		found(verifying, "LEDGER-BACKDATED", place_of(verifying, record), format,
		      (long long)ahead);
	else
		noticed(verifying, "TIME-ORDER", place_of(verifying, record), format,
			(long long)ahead);
}

static void
measure_covered(struct verifying *verifying, const struct known_facts *record,
		const struct timestamp *by)
{
	struct stamps_found *stamps = &verifying->out->stamps;
	int64_t lag = by->time - record->time, within = verifying->request->stamped_within;

	if (lag > stamps->longest_lag || !stamps->covered) {
		stamps->longest_lag = lag;
		stamps->longest_index = record->index;
	}
	stamps->covered++;
	if (lag < -CLOCK_TOLERANCE_SECONDS)
		count_ahead(verifying, record, -lag);
	if (within && lag > within)
		count_late(verifying, record, lag);
}

static void
measure_uncovered(struct verifying *verifying, const struct known_facts *record)
{
	const struct verify_request *request = verifying->request;
	int64_t age = request->now - record->time;

	verifying->out->stamps.uncovered++;
	if (request->stamped_within &&
	    (age > request->stamped_within || age < -CLOCK_TOLERANCE_SECONDS))
		found(verifying, "LEDGER-UNSTAMPED", place_of(verifying, record),
		      "no time-stamp covers it");
}

/* The tree does not grow beyond entries that cannot be read. */
static void
discount_uncompared(struct verifying *verifying)
{
	for (size_t i = verifying->kept_next; i < verifying->kept.count; i++)
		verifying->kept.at[i].stamped = false;
}

static void
tell_of(struct verifying *verifying)
{
	struct stamps_found *stamps = &verifying->out->stamps;

	for (size_t i = 0; i < verifying->kept.count; i++) {
		const struct kept_checkpoint *kept = &verifying->kept.at[i];

		if (!kept->stamped)
			continue;
		if (!stamps->count++)
			stamps->first = *kept;
		stamps->last = *kept;
	}
}

/*
 * Of the time-stamps that cover a record the earliest says it: anybody can have an old checkpoint
 * stamped today, which takes nothing from the others.
 */
static void
find_earliest(struct verifying *verifying)
{
	const struct kept_checkpoint *earliest = NULL;

	for (size_t i = verifying->kept.count; i > 0; i--) {
		struct kept_checkpoint *kept = &verifying->kept.at[i - 1];

		if (kept->stamped && (!earliest || kept->timestamp.time < earliest->timestamp.time))
			earliest = kept;
		kept->earliest = earliest;
	}
}

void
stamps_settle(struct verifying *verifying)
{
	discount_uncompared(verifying);
	tell_of(verifying); /* whose copies know nothing of each other */
	find_earliest(verifying);
	verifying->kept_next = 0;
}

void
stamps_measure(struct verifying *verifying, const struct known_facts *record)
{
	const struct kept_checkpoint *kept = verifying->kept.at;
	size_t *next = &verifying->kept_next;

	while (*next < verifying->kept.count && kept[*next].size <= record->index)
		++*next;
	if (*next < verifying->kept.count && kept[*next].earliest)
		measure_covered(verifying, record, &kept[*next].earliest->timestamp);
	else
		measure_uncovered(verifying, record);
}
