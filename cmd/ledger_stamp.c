/* SPDX-License-Identifier: Apache-2.0 */
/* How does a ledger get a time-stamp now, whatever was appended since? For a nightly job; needs no
 * key. */
#include "base/time.h"
#include "cmd/output.h"
#include "cmd/stamping.h"

static bool
tell(const struct stamped *stamped, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	char time[21];

	if (stamped->state == STAMP_NOTHING) {
		buffer_add_text(&out, "the ledger is empty: there is nothing to time-stamp\n");
		return output_stdout(&out, err);
	}
	instant_format(time, stamped->timestamp.time);
	buffer_add_format(&out, "%s checkpoint %lld at %s by %s\n",
			  stamped->state == STAMP_KNOWN ? "already" : "time-stamped",
			  (long long)stamped->size, time, stamped->timestamp.authority);
	return output_stdout(&out, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(world_close) struct world world = {0};
	struct stamped stamped;

	*status = STATUS_ALLOWED;
	return world_open(arena, arguments, &world, err) &&
	       world_open_ledger(&world, arguments, err) &&
	       stamping_now(&world, arguments, &stamped, err) && tell(&stamped, err);
}

static const struct option options[] = {
	WORLD_OPTIONS,
	{"--debug-http", NULL, false, false, "a line for each request, without secrets"},
	{NULL, NULL, false, false, NULL},
};

const struct command ledger_stamp_command = {
	.name = "ledger stamp",
	.audience = FOR_DEVOPS,
	.purpose = "have the authority of ledger.timestamp say that the checkpoint is there",
	.options = options,
	.run = run,
};
