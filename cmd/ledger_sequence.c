/* SPDX-License-Identifier: Apache-2.0 */
/* Who puts the records of many pipelines into one ledger? Appends what waits in its inbox. */
#include <time.h>

#include "base/text.h"
#include "cmd/output.h"
#include "cmd/platform.h"
#include "cmd/sealing.h"
#include "cmd/stamping.h"
#include "ledger/inbox.h"

#define LONGEST_WATCH 3600 /* seconds between two looks */

static bool
tell(struct arena *arena, const struct inbox_round *round, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	if (round->appended || round->duplicates || round->refused.count || round->waiting.count)
		buffer_add_format(&out,
				  "appended %lld, already there %lld, waiting %zu, refused %zu\n",
				  (long long)round->appended, (long long)round->duplicates,
				  round->waiting.count, round->refused.count);
	for (size_t i = 0; i < round->refused.count; i++)
		buffer_add_format(&out, "refused %s: %s\n",
				  text_shown(arena, round->refused.at[i].name),
				  round->refused.at[i].why);
	for (size_t i = 0; i < round->waiting.count; i++)
		buffer_add_format(&out, "waiting %s: %s\n",
				  text_shown(arena, round->waiting.at[i].name),
				  round->waiting.at[i].why);
	return out.length == 0 || output_stdout(&out, err);
}

/* Something that a person has to look at is no success. */
static bool
sequence_round(struct world *world, const struct arguments *arguments, enum status *status,
	       struct error *err)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct sequencer sequencer = world_sequencer(world);
	struct inbox_round round;

	if (!platform_log_keys(world, err) || !inbox_sequence(&arena, &sequencer, &round, err))
		return false;
	*status = round.refused.count ? STATUS_LEDGER : STATUS_ALLOWED;
	if (!tell(&arena, &round, err))
		return false;
	if (round.appended)
		stamping_after(world, arguments, STAMPING_EVERY);
	return true;
}

static bool
read_seconds(const struct arguments *arguments, int64_t *seconds, struct error *err)
{
	const char *given = argument(arguments, "--watch");

	*seconds = 0;
	if (!given)
		return true;
	if (argument_given(arguments, "--once"))
		return fail(err, ERROR_USAGE, "give --once or --watch, not both");
	return (text_to_integer(given, seconds) && *seconds >= 1 && *seconds <= LONGEST_WATCH) ||
	       fail(err, ERROR_USAGE, "--watch takes 1 to %d seconds", LONGEST_WATCH);
}

/* A place that does not answer for a while is no reason to stop. */
static bool
watch(struct world *world, const struct arguments *arguments, int64_t seconds, struct error *err)
{
	struct timespec pause = {(time_t)seconds, 0};

	for (;;) {
		enum status ignored;

		if (!sequence_round(world, arguments, &ignored, err)) {
			if (err->code != ERROR_UNAVAILABLE && err->code != ERROR_CONFLICT)
				return false;
			output_log("%s", err->message);
		}
		nanosleep(&pause, NULL);
	}
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(world_close) struct world world = {0};
	int64_t seconds;

	if (!read_seconds(arguments, &seconds, err) || !world_open(arena, arguments, &world, err) ||
	    !world_open_ledger(&world, arguments, err) || !world_open_checkpoint_key(&world, err))
		return false;
	return seconds ? watch(&world, arguments, seconds, err)
		       : sequence_round(&world, arguments, status, err);
}

static const struct option options[] = {
	{"--once", NULL, false, false, "one round, then end (the default)"},
	{"--watch", "SECONDS", false, false, "go on, with a round each time"},
	WORLD_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command ledger_sequence_command = {
	.name = "ledger sequence",
	.audience = FOR_DEVOPS,
	.purpose = "append what pipelines handed in (ledger.mode: inbox); needs the checkpoint key",
	.options = options,
	.run = run,
};
