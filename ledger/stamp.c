/* SPDX-License-Identifier: Apache-2.0 */
/* Since when is something in the ledger, by a clock that is not ours? See stamp.h. */
#include "ledger/stamp.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"

#define SUFFIX ".tsr"
#define CLOCK_TOLERANCE_SECONDS 600
#define LONGEST_SIZE 13 /* digits of LIMIT_LEDGER_SIZE */

char *
stamp_checkpoint_path(struct arena *arena, int64_t size)
{
	return arena_format(arena, STAMP_FOLDER "/%lld", (long long)size);
}

char *
stamp_path(struct arena *arena, int64_t size)
{
	return arena_format(arena, STAMP_FOLDER "/%lld" SUFFIX, (long long)size);
}

bool
stamp_from_path(const char *name, int64_t *size, bool *is_stamp)
{
	char digits[LONGEST_SIZE + 1];
	size_t length;

	if (!text_starts_with(name, STAMP_FOLDER "/"))
		return false;
	name += strlen(STAMP_FOLDER "/");
	for (length = 0; byte_is_digit(name[length]);)
		length++;
	*is_stamp = text_equal(name + length, SUFFIX);
	if (length == 0 || length > LONGEST_SIZE || name[0] == '0' || (name[length] && !*is_stamp))
		return false;
	memcpy(digits, name, length);
	digits[length] = '\0';
	return text_to_integer(digits, size) && *size <= LIMIT_LEDGER_SIZE;
}

/* The checkpoint as it is. */
struct current {
	struct buffer bytes;
	struct sha256 digest;
	int64_t size;
};

static void
current_release(struct current *current)
{
	buffer_release(&current->bytes);
}

/* ---- what is there -----------------------------------------------------------------------------
 */

static bool
list_stamps(struct arena *arena, const struct store *store, struct texts *names, struct error *err)
{
	return store_list(store, arena, STAMP_FOLDER, names, err) || err->code == ERROR_ABSENT;
}

/* Of those that the log can have: one with a larger number is for a verification to find. */
static bool
newest_size(struct arena *arena, const struct store *store, int64_t most, int64_t *newest,
	    struct error *err)
{
	struct texts names = {0};
	int64_t size;
	bool is_stamp;

	*newest = 0;
	if (!list_stamps(arena, store, &names, err))
		return false;
	for (size_t i = 0; i < names.count; i++)
		if (stamp_from_path(names.at[i], &size, &is_stamp) && is_stamp && size <= most &&
		    size > *newest)
			*newest = size;
	return true;
}

/* What cannot be read covers nothing. */
static bool
read_kept(struct arena *arena, const struct store *store, const struct timestamp_reader *reader,
	  int64_t size, struct kept_stamp *out)
{
	RELEASED_BY(buffer_release) struct buffer kept = {0};
	RELEASED_BY(buffer_release) struct buffer response = {0};
	struct sha256 digest;
	struct error ignored;

	if (!store->read(store->self, stamp_checkpoint_path(arena, size), LIMIT_CHECKPOINT_BYTES,
			 &kept, &ignored) ||
	    !store->read(store->self, stamp_path(arena, size), LIMIT_TIMESTAMP_BYTES, &response,
			 &ignored))
		return false;
	sha256(&digest, kept.bytes, kept.length);
	*out = (struct kept_stamp){.size = size,
				   .checkpoint = arena_copy(arena, kept.bytes, kept.length),
				   .checkpoint_length = kept.length,
				   .response = arena_copy(arena, response.bytes, response.length),
				   .response_length = response.length};
	return reader->read(reader->self, arena, response.bytes, response.length, &digest,
			    &out->timestamp, &ignored);
}

/* The smallest size above `above` that has a time-stamp; 0: none. */
static int64_t
next_size(const struct texts *names, int64_t above)
{
	int64_t next = 0, size;
	bool is_stamp;

	for (size_t i = 0; i < names->count; i++)
		if (stamp_from_path(names->at[i], &size, &is_stamp) && is_stamp && size > above &&
		    (next == 0 || size < next))
			next = size;
	return next;
}

bool
stamp_find(struct arena *arena, const struct store *store, const struct timestamp_reader *reader,
	   int64_t index, struct kept_stamp *out, bool *found, struct error *err)
{
	struct texts names = {0};
	int64_t size = index;

	*found = false;
	if (!list_stamps(arena, store, &names, err))
		return false;
	while (!*found && (size = next_size(&names, size)) != 0)
		*found = read_kept(arena, store, reader, size, out);
	return true;
}

/* What was kept of another log that had the same size covers nothing here. */
static bool
read_stamp(struct arena *arena, const struct stamping *stamping, const struct current *current,
	   int64_t size, struct timestamp *out)
{
	struct kept_stamp kept;

	if (!read_kept(arena, stamping->sequencer->store, &stamping->reader, size, &kept))
		return false;
	if (size == current->size &&
	    (kept.checkpoint_length != current->bytes.length ||
	     memcmp(kept.checkpoint, current->bytes.bytes, kept.checkpoint_length) != 0))
		return false;
	*out = kept.timestamp;
	return true;
}

/* *needed: the checkpoint wants a time-stamp; else *out says which one there is. */
static bool
look(struct arena *arena, const struct stamping *stamping, const struct current *current,
     bool *needed, struct stamped *out, struct error *err)
{
	int64_t newest;

	*needed = false;
	out->state = STAMP_NOTHING;
	out->size = current->size;
	if (current->size == 0)
		return true;
	if (!newest_size(arena, stamping->sequencer->store, current->size, &newest, err))
		return false;
	*needed =
		newest == 0 || !read_stamp(arena, stamping, current, newest, &out->timestamp) ||
		(newest < current->size && out->timestamp.time <= stamping->now - stamping->every);
	out->state = newest == current->size ? STAMP_KNOWN : STAMP_YOUNG;
	out->size = *needed ? current->size : newest;
	return true;
}

/* ---- what is made ------------------------------------------------------------------------------
 */

/* *taken: there is something of this name already, which stays. */
static bool
create(const struct store *store, const char *name, const struct buffer *bytes, bool *taken,
       struct error *err)
{
	*taken = false;
	if (store->create(store->self, name, bytes->bytes, bytes->length, err))
		return true;
	*taken = err->code == ERROR_CONFLICT;
	return *taken;
}

/* Never a time-stamp beside a checkpoint that it is not about. */
static bool
create_both(struct arena *arena, const struct store *store, const struct current *current,
	    const struct buffer *response, bool *taken, struct error *err)
{
	return create(store, stamp_checkpoint_path(arena, current->size), &current->bytes, taken,
		      err) &&
	       (*taken || create(store, stamp_path(arena, current->size), response, taken, err));
}

/* Its bytes are copied: the log is released before the authority is asked. */
static bool
read_current(struct arena *arena, const struct sequencer *sequencer, struct current *out,
	     struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};

	if (!sequencer_open(arena, sequencer, &log, err))
		return false;
	out->size = log.checkpoint.size;
	if (out->size > 0)
		buffer_add(&out->bytes, log.checkpoint_bytes, log.checkpoint_length);
	sha256(&out->digest, out->bytes.bytes, out->bytes.length);
	return true;
}

/* Others may have had the same thought, and may have been faster. */
static bool
is_needed_still(struct arena *arena, const struct stamping *stamping, bool *needed,
		struct stamped *out, struct error *err)
{
	RELEASED_BY(current_release) struct current now = {0};
	struct stamped there = {0};

	if (!read_current(arena, stamping->sequencer, &now, err) ||
	    !look(arena, stamping, &now, needed, &there, err))
		return false;
	if (!*needed)
		*out = there;
	return true;
}

static bool
write_both(struct arena *arena, const struct stamping *stamping, const struct current *current,
	   const struct buffer *response, struct stamped *out, struct error *err)
{
	const struct store *store = stamping->sequencer->store;
	const char *reason = arena_format(arena, "changegate: time-stamp of checkpoint %lld",
					  (long long)current->size);
	bool taken;

	if (!create_both(arena, store, current, response, &taken, err))
		return false;
	out->state = taken ? STAMP_KNOWN : STAMP_NEW;
	if (taken && !read_stamp(arena, stamping, current, current->size, &out->timestamp))
		return fail(err, ERROR_LEDGER,
			    "LEDGER-STAMP: what lies at %s is no time-stamp of the checkpoint as "
			    "it is; 'changegate verify' says why",
			    stamp_path(arena, current->size));
	return log_publish(store, reason, err);
}

static bool
write_locked(struct arena *arena, const struct stamping *stamping, const struct current *current,
	     const struct buffer *response, struct stamped *out, struct error *err)
{
	const struct store *store = stamping->sequencer->store;
	bool done, needed;

	if (!log_lock(store, err))
		return false;
	done = is_needed_still(arena, stamping, &needed, out, err) &&
	       (!needed || write_both(arena, stamping, current, response, out, err));
	log_unlock(store);
	return done;
}

static bool
keep(struct arena *arena, const struct stamping *stamping, const struct current *current,
     const struct buffer *response, struct stamped *out, struct error *err)
{
	const struct patience *retry = &stamping->sequencer->retry;

	for (int times = 0; !write_locked(arena, stamping, current, response, out, err); times++)
		if (err->code != ERROR_CONFLICT || !retry->wait || !retry->wait(retry->self, times))
			return false;
	return true;
}

/* It would be kept for ever, and say the wrong thing of every record before it. */
static bool
is_of_now(const struct stamping *stamping, const struct timestamp *timestamp, struct error *err)
{
	int64_t ahead = timestamp->time - stamping->now;
	char time[21];

	if (ahead >= -CLOCK_TOLERANCE_SECONDS && ahead <= CLOCK_TOLERANCE_SECONDS)
		return true;
	instant_format(time, timestamp->time);
	return fail(err, ERROR_UNAVAILABLE,
		    "the authority says that it is %s, %lld seconds from what this machine's clock "
		    "says: one of them is wrong",
		    time, (long long)ahead);
}

bool
stamp_ledger(struct arena *arena, const struct stamping *stamping, struct stamped *out,
	     struct error *err)
{
	RELEASED_BY(current_release) struct current current = {0};
	RELEASED_BY(buffer_release) struct buffer response = {0};
	const struct timestamp_service *service = &stamping->service;
	bool needed;

	*out = (struct stamped){0};
	/* Taking the lock is what makes a store look again. */
	if (!log_lock(stamping->sequencer->store, err))
		return false;
	log_unlock(stamping->sequencer->store);
	if (!read_current(arena, stamping->sequencer, &current, err) ||
	    !look(arena, stamping, &current, &needed, out, err))
		return false;
	if (!needed)
		return true;
	if (!service->ask(service->self, arena, &current.digest, &response, &out->timestamp, err) ||
	    !is_of_now(stamping, &out->timestamp, err) ||
	    !keep(arena, stamping, &current, &response, out, err))
		return fail_while(err, "time-stamping checkpoint %lld", (long long)current.size);
	return true;
}
