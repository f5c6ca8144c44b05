/* SPDX-License-Identifier: Apache-2.0 */
/* What became of an allowed deploy? Appends its outcome; the record itself never changes. */
#include "base/text.h"
#include "cmd/output.h"
#include "cmd/sealing.h"
#include "integrations/clock.h"

struct outcome {
	struct world *world;
	struct record record;
	const char *payload;
};

static bool
seal_outcome(void *self, struct log *log, const struct key_state *state, struct buffer *envelope,
	     struct error *err)
{
	struct outcome *outcome = self;

	(void)log;
	outcome->record.chain = (struct chain){.previous_record = state->previous_record,
					       .sequence = state->sequence,
					       .in_place = state->in_place,
					       .obligations = state->obligations};
	return record_sign(outcome->world, &outcome->record, envelope, &outcome->payload, err);
}

static bool
parse_result(const char *text, int *result, struct error *err)
{
	for (int i = RECORD_SUCCEEDED; i <= RECORD_ROLLED_BACK; i++) {
		if (!text_equal(text, record_result_names[i]))
			continue;
		*result = i;
		return true;
	}
	return fail(err, ERROR_USAGE, "give --result succeeded, failed or rolled-back");
}

/* The record an outcome is about: one of a judged deploy, whatever its result. */
static bool
find_record(struct world *world, const char *name, struct leaf *leaf, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	int64_t index;

	if (!log_open(world->arena, world->store, &world->trust, &log, err))
		return false;
	if (!log_find_record(world->arena, &log, name, &index, err)) {
		if (err->code == ERROR_ABSENT)
			fail_as(err, ERROR_USAGE);
		return false;
	}
	if (!log_read_leaf(world->arena, &log, index, leaf, err))
		return false;
	if (leaf->kind != RECORD_DEPLOYMENT && leaf->kind != RECORD_BASELINE &&
	    leaf->kind != RECORD_ROLLBACK && leaf->kind != RECORD_REDEPLOY &&
	    leaf->kind != RECORD_EMERGENCY)
		return fail(err, ERROR_USAGE, "%s is a record of kind %s, which has no outcome",
			    text_shown(world->arena, name), record_kind_names[leaf->kind]);
	return true;
}

static bool
append_outcome(struct world *world, const struct leaf *about, int result, struct receipt *receipt,
	       struct error *err)
{
	struct outcome outcome = {.world = world};
	struct sealing sealing = {&outcome, seal_outcome};
	struct sequencer sequencer = world_sequencer(world);
	char record_id[27];

	if (!record_id_new(record_id, err))
		return false;
	outcome.record = (struct record){.schema = RECORD_SCHEMA,
					 .custody = CUSTODY_ONE_PROCESS,
					 .kind = RECORD_OUTCOME,
					 .result = result,
					 .record_id = arena_text(world->arena, record_id),
					 .time = clock_now(),
					 .key = about->key,
					 .commit = about->commit,
					 .artifact = about->artifact,
					 .about = about->payload};
	if (!recorder_read(&outcome.record.recorder, err))
		return false;
	if (sequencer.hands_in)
		return sequence_hand_in(world->arena, &sequencer, &about->key, &sealing, err);
	return sequence_append(world->arena, &sequencer, &about->key, &sealing, receipt, err);
}

static bool
say(const struct leaf *about, int result, const struct receipt *receipt, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	buffer_add_format(&out, "%s: %s of %s to %s %s", receipt->leaf ? "recorded" : "handed in",
			  about->record_id, about->key.service, about->key.environment,
			  record_result_names[result]);
	if (receipt->leaf)
		buffer_add_format(&out, " (leaf %lld)", (long long)receipt->index);
	buffer_add_byte(&out, '\n');
	if (about->result != RECORD_ALLOWED && about->result != RECORD_EMERGENCY_RESULT)
		buffer_add_text(&out, "note: that record was not allowed, so this outcome does not "
				      "put it in place\n");
	return output_stdout(&out, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(world_close) struct world world = {0};
	struct receipt receipt = {0};
	struct leaf about = {0};
	int result = RECORD_FAILED;

	*status = STATUS_ALLOWED;
	return parse_result(argument(arguments, "--result"), &result, err) &&
	       world_open(arena, arguments, &world, err) &&
	       world_open_ledger(&world, arguments, err) && world_open_keys(&world, err) &&
	       find_record(&world, arguments->operands.at[0], &about, err) &&
	       append_outcome(&world, &about, result, &receipt, err) &&
	       say(&about, result, &receipt, err);
}

static const struct option options[] = {
	{"--result", "RESULT", false, false, "succeeded, failed or rolled-back"},
	WORLD_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command outcome_command = {
	.name = "outcome",
	.audience = FOR_DEVOPS,
	.operands = "RECORD",
	.purpose = "append what became of a deploy",
	.options = options,
	.minimum_operands = 1,
	.maximum_operands = 1,
	.run = run,
};
