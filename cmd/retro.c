/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Has what an emergency brought been reviewed since, with a ticket and tests? Judges it as a deploy
 * would have, now, and appends a record that closes what it left to be done, if all is well. The
 * emergency's own record never changes.
 */
#include "base/text.h"
#include "cmd/gather_forge.h"
#include "cmd/judging.h"
#include "cmd/output.h"

/* The emergency, and when it is due. */
struct subject {
	struct logged logged;
	struct retro_facts facts;
};

static bool
read_subject(struct world *world, const char *name, struct subject *out, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	const struct record *record = &out->logged.record;
	int64_t index;

	if (!log_open(world->arena, world->store, &world->trust, &log, err))
		return false;
	if (!log_find_record(world->arena, &log, name, &index, err)) {
		if (err->code == ERROR_ABSENT)
			fail_as(err, ERROR_USAGE);
		return false;
	}
	if (!log_read_record(world->arena, &log, index, &out->logged, err))
		return false;
	if (record->kind != RECORD_EMERGENCY || record->result != RECORD_EMERGENCY_RESULT)
		return fail(err, ERROR_USAGE,
			    "%s is no emergency that went ahead, so it is owed no retro",
			    text_shown(world->arena, name));
	out->facts = (struct retro_facts){.record = out->logged.leaf.payload,
					  .record_id = record->record_id,
					  .time = record->evidence->emergency->time,
					  .due = record->evidence->emergency->due};
	return true;
}

static bool
append(struct judging *judging, const struct arguments *arguments, enum status *status,
       struct error *err)
{
	struct receipt receipt;

	if (!judging_append(judging, &receipt, err))
		return false;
	*status = status_of_result((enum result)judging->evaluation.result);
	return judging_report(judging, arguments, &receipt, *status, err);
}

static bool
judge_afterwards(struct world *world, const struct arguments *arguments, struct subject *subject,
		 enum status *status, struct error *err)
{
	const struct record *record = &subject->logged.record;
	struct question question = {.environment = record->key.environment,
				    .revision = record->commit,
				    .artifact = record->artifact,
				    .debug_http = argument_given(arguments, "--debug-http")};
	struct gathering gathering;
	struct judging judging;

	if (!gathering_begin(world, arguments, &question, true, &gathering, err) ||
	    !judging_begin(&gathering, record->key.service, &judging, err))
		return false;
	gathering.evidence.retro = &subject->facts;
	judging.base = record->chain.in_place;
	return argument_given(arguments, "--dry-run")
		       ? judging_try(&judging, arguments, status, err)
		       : append(&judging, arguments, status, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(world_close) struct world world = {0};
	struct subject subject;
	bool dry = argument_given(arguments, "--dry-run");

	return output_check(arena, arguments, NULL, err) &&
	       world_open(arena, arguments, &world, err) &&
	       world_open_ledger(&world, arguments, err) && (dry || world_open_keys(&world, err)) &&
	       read_subject(&world, arguments->operands.at[0], &subject, err) &&
	       judge_afterwards(&world, arguments, &subject, status, err);
}

static const struct option options[] = {
	{"--dry-run", NULL, false, false, "judge without recording; status 5 where all is well"},
	WORLD_OPTIONS,
	FORGE_OPTIONS,
	OUTPUT_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command retro_command = {
	.name = "retro",
	.audience = FOR_DEVOPS,
	.operands = "RECORD",
	.purpose = "judge what an emergency brought, and close what it left to be done",
	.options = options,
	.minimum_operands = 1,
	.maximum_operands = 1,
	.run = run,
};
