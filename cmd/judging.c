/* SPDX-License-Identifier: Apache-2.0 */
/* How does one service come to its record? See judging.h. */
#include "cmd/judging.h"

#include "base/text.h"
#include "checks/table.h"
#include "cmd/output.h"
#include "core/evaluate.h"
#include "integrations/clock.h"
#include "integrations/disk.h"

bool
judging_begin(const struct gathering *gathering, const char *service, struct judging *out,
	      struct error *err)
{
	struct arena *arena = gathering->world->arena;
	char record_id[27];

	*out = (struct judging){.gathering = gathering, .service = service};
	if (!record_id_new(record_id, err) || !recorder_read(&out->recorder, err))
		return false;
	out->record_id = arena_text(arena, record_id);
	return true;
}

struct key
judging_key(const struct judging *judging)
{
	struct key key = judging->gathering->evidence.change.key;

	key.service = judging->service;
	return key;
}

bool
judging_judge(struct judging *judging, struct log *log, const struct key_state *state,
	      struct error *err)
{
	struct world *world = judging->gathering->world;
	struct key_state begins = *state;

	if (judging->base)
		begins.in_place = judging->base;
	if (!gather(judging->gathering, judging->service, judging->record_id, log, &begins,
		    &judging->evidence, err))
		return false;
	if (!evaluate_evidence(world->arena, check_table, &judging->evidence, NULL,
			       &judging->evaluation, err)) {
		fail_as(err, ERROR_BUG);
		return false;
	}
	record_of_evidence(&judging->evidence, &judging->evaluation, judging->attempt,
			   &judging->recorder, &judging->record);
	return true;
}

/* Asked again under the lock if the chain moved on: then everything is judged again. */
static bool
seal_result(void *self, struct log *log, const struct key_state *state, struct buffer *envelope,
	    struct error *err)
{
	struct judging *judging = self;

	if (!judging_judge(judging, log, state, err) ||
	    !record_sign(judging->gathering->world, &judging->record, envelope, &judging->payload,
			 err))
		return false;
	judging->envelope =
		arena_copy(judging->gathering->world->arena, envelope->bytes, envelope->length);
	judging->envelope_length = envelope->length;
	return !judging->kept ||
	       disk_write_atomic(judging->kept, envelope->bytes, envelope->length, 0644, err);
}

bool
judging_append(struct judging *judging, struct receipt *receipt, struct error *err)
{
	struct world *world = judging->gathering->world;
	struct sequencer sequencer = world_sequencer(world);
	struct sealing sealing = {judging, seal_result};
	struct key key = judging_key(judging);

	if (sequence_append(world->arena, &sequencer, &key, &sealing, receipt, err))
		return true;
	if (judging->kept && judging->payload)
		output_log("the signed record is kept in %s: hand it in with 'changegate ledger "
			   "append' when the ledger is back",
			   text_shown(world->arena, judging->kept));
	return fail_while(err, "recording");
}

bool
judging_look(struct judging *judging, struct log *log, struct key_state *state, struct error *err)
{
	struct world *world = judging->gathering->world;
	struct key key = judging_key(judging);

	return log_open(world->arena, world->store, &world->trust, log, err) &&
	       log_key_state(world->arena, log, &key, state, err);
}

bool
judging_report(const struct judging *judging, const struct arguments *arguments,
	       const struct receipt *receipt, enum status status, struct error *err)
{
	struct world *world = judging->gathering->world;
	struct report_input input = {.evidence = &judging->evidence,
				     .policy = &world->policy,
				     .evaluation = &judging->evaluation,
				     .record_kind = judging->record.kind,
				     .record = receipt ? judging->payload : NULL,
				     .index = receipt ? receipt->index : -1,
				     .dry_run = !receipt,
				     .exit_status = status};

	return output_color(arguments, &input.color, err) &&
	       output_reports(world->arena, arguments, &input, err);
}

bool
judging_try(struct judging *judging, const struct arguments *arguments, enum status *status,
	    struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct key_state state;

	if (!judging_look(judging, &log, &state, err) || !judging_judge(judging, &log, &state, err))
		return false;
	*status = status_of_result((enum result)judging->evaluation.result);
	if (*status == STATUS_ALLOWED)
		*status = STATUS_DRY_RUN;
	return judging_report(judging, arguments, NULL, *status, err);
}
