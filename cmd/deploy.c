/* SPDX-License-Identifier: Apache-2.0 */
/* May this be deployed? The gate: collects, evaluates, reports, signs and appends, in one step. */
#include <string.h>

#include "base/text.h"
#include "checks/table.h"
#include "cmd/gather.h"
#include "cmd/gather_forge.h"
#include "cmd/output.h"
#include "cmd/sealing.h"
#include "core/evaluate.h"
#include "integrations/clock.h"
#include "integrations/disk.h"
#include "ledger/leaf.h"

/* One service at the gate. */
struct deploy {
	const struct gathering *gathering;
	const char *service;
	const char *record_id;
	const char *attempt;
	struct recorder recorder;
	struct evidence evidence;
	struct evaluation evaluation;
	struct record record;
	const char *payload;
	const char *kept; /* file for the envelope, or NULL */
};

static bool
judge_state(struct deploy *deploy, struct log *log, const struct key_state *state,
	    struct error *err)
{
	struct world *world = deploy->gathering->world;

	if (!gather(deploy->gathering, deploy->service, deploy->record_id, log, state,
		    &deploy->evidence, err))
		return false;
	if (!evaluate_evidence(world->arena, check_table, &deploy->evidence, NULL,
			       &deploy->evaluation, err)) {
		fail_as(err, ERROR_BUG);
		return false;
	}
	record_of_evidence(&deploy->evidence, &deploy->evaluation, deploy->attempt,
			   &deploy->recorder, &deploy->record);
	return true;
}

/* Asked again under the lock if the chain moved on: then everything is judged again. */
static bool
seal_result(void *self, struct log *log, const struct key_state *state, struct buffer *envelope,
	    struct error *err)
{
	struct deploy *deploy = self;

	if (!judge_state(deploy, log, state, err) ||
	    !record_sign(deploy->gathering->world, &deploy->record, envelope, &deploy->payload,
			 err))
		return false;
	return !deploy->kept ||
	       disk_write_atomic(deploy->kept, envelope->bytes, envelope->length, 0644, err);
}

static bool
report(struct arena *arena, const struct arguments *arguments, const struct deploy *deploy,
       const struct receipt *receipt, enum status status, struct error *err)
{
	struct report_input input = {.evidence = &deploy->evidence,
				     .policy = &deploy->gathering->world->policy,
				     .evaluation = &deploy->evaluation,
				     .record_kind = deploy->record.kind,
				     .record = receipt ? deploy->payload : NULL,
				     .index = receipt ? receipt->index : -1,
				     .dry_run = !receipt,
				     .exit_status = status};

	return output_color(arguments, &input.color, err) &&
	       output_reports(arena, arguments, &input, err);
}

static bool
write_receipt(struct arena *arena, const struct arguments *arguments, const struct receipt *receipt,
	      struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *file = output_file(arena, arguments, "receipt");

	if (!file)
		return true;
	receipt_write(&bytes, receipt);
	return disk_write_atomic(file, bytes.bytes, bytes.length, 0644, err);
}

static bool
look_at_chain(struct deploy *deploy, struct log *log, struct key_state *state, struct error *err)
{
	struct world *world = deploy->gathering->world;
	struct key key = deploy->gathering->evidence.change.key;

	key.service = deploy->service;
	return log_open(world->arena, world->store, &world->trust, log, err) &&
	       log_key_state(world->arena, log, &key, state, err);
}

/* Judges without leaving a trace. */
static bool
deploy_dry(struct arena *arena, const struct arguments *arguments, struct deploy *deploy,
	   enum status *status, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct key_state state;

	if (!look_at_chain(deploy, &log, &state, err) || !judge_state(deploy, &log, &state, err))
		return false;
	*status = status_of_result((enum result)deploy->evaluation.result);
	if (*status == STATUS_ALLOWED)
		*status = STATUS_DRY_RUN;
	return report(arena, arguments, deploy, NULL, *status, err);
}

/* What cannot become a record must not leave an attempt: a wrong --baseline is the caller's
 * mistake. */
static bool
look_before(struct deploy *deploy, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct key_state state;
	const struct policy *policy = &deploy->gathering->world->policy;

	if (!look_at_chain(deploy, &log, &state, err))
		return false;
	if (!policy_has_service(policy, deploy->service) ||
	    !policy_environment(policy, deploy->gathering->question.environment))
		return true;
	return gathering_check_baseline(deploy->gathering, &state, err);
}

static bool
deploy_recorded(struct arena *arena, const struct arguments *arguments, struct deploy *deploy,
		enum status *status, struct error *err)
{
	struct world *world = deploy->gathering->world;
	struct sequencer sequencer = world_sequencer(world);
	struct sealing sealing = {deploy, seal_result};
	struct key key = deploy->gathering->evidence.change.key;
	struct receipt receipt;

	key.service = deploy->service;
	if (!look_before(deploy, err) ||
	    !append_attempt(world, &key, deploy->gathering->evidence.change.head,
			    deploy->gathering->question.artifact, &deploy->attempt, err))
		return false;
	if (!sequence_append(world->arena, &sequencer, &key, &sealing, &receipt, err)) {
		if (deploy->kept && deploy->payload)
			output_log("the signed record is kept in %s: hand it in with 'changegate "
				   "ledger append' when the ledger is back",
				   text_shown(arena, deploy->kept));
		return fail_while(err, "recording");
	}
	*status = status_of_result((enum result)deploy->evaluation.result);
	return write_receipt(arena, arguments, &receipt, err) &&
	       report(arena, arguments, deploy, &receipt, *status, err);
}

static bool
deploy_service(struct arena *arena, const struct arguments *arguments,
	       const struct gathering *gathering, const char *service, enum status *status,
	       struct error *err)
{
	struct deploy deploy = {.gathering = gathering,
				.service = service,
				.kept = output_file(arena, arguments, "envelope")};
	char record_id[27];

	if (!record_id_new(record_id, err) || !recorder_read(arena, &deploy.recorder, err))
		return false;
	deploy.record_id = arena_text(arena, record_id);
	return argument_given(arguments, "--dry-run")
		       ? deploy_dry(arena, arguments, &deploy, status, err)
		       : deploy_recorded(arena, arguments, &deploy, status, err);
}

static const char *const files[] = {"envelope", "receipt", NULL};

static bool
check_outputs(struct arena *arena, const struct arguments *arguments, const struct texts *services,
	      struct error *err)
{
	struct texts outputs = {0};

	arguments_all(arena, arguments, "--output", &outputs);
	if (services->count > 1 && outputs.count)
		return fail(err, ERROR_USAGE,
			    "--output names one file; deploy one service at a time with it");
	return output_check(arena, arguments, files, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(world_close) struct world world = {0};
	struct gathering gathering;
	struct question question;
	struct texts services = {0};
	bool dry = argument_given(arguments, "--dry-run");

	*status = STATUS_ALLOWED;
	if (!question_read(arena, arguments, &question, &services, err) ||
	    !check_outputs(arena, arguments, &services, err) ||
	    !world_open(arena, arguments, &world, err) ||
	    !world_open_ledger(&world, arguments, err) || (!dry && !world_open_keys(&world, err)) ||
	    !gathering_begin(&world, arguments, &question, true, &gathering, err))
		return false;
	for (size_t i = 0; i < services.count; i++) {
		enum status one = STATUS_BUG;

		if (!deploy_service(arena, arguments, &gathering, services.at[i], &one, err))
			return false;
		*status = i ? status_worse(*status, one) : one;
	}
	return true;
}

static const struct option options[] = {
	QUESTION_OPTIONS,
	{"--dry-run", NULL, false, false, "judge without recording; status 5 where it would allow"},
	WORLD_OPTIONS,
	FORGE_OPTIONS,
	OUTPUT_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command deploy_command = {
	.name = "deploy",
	.audience = FOR_DEVOPS,
	.purpose = "the gate: collect, evaluate, report, sign and append",
	.options = options,
	.run = run,
};
