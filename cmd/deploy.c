/* SPDX-License-Identifier: Apache-2.0 */
/* May this be deployed? The gate: collects, evaluates, reports, signs and appends, in one step. */
#include "base/text.h"
#include "cmd/break_glass.h"
#include "cmd/emergency.h"
#include "cmd/gather_forge.h"
#include "cmd/judging.h"
#include "cmd/output.h"
#include "cmd/platform.h"
#include "cmd/stamping.h"
#include "cmd/wait_for_tests.h"
#include "integrations/disk.h"

/* What cannot become a record must not leave an attempt: a wrong --baseline is the caller's
 * mistake. */
static bool
look_before(struct judging *judging, struct error *err)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct key_state state;
	const struct policy *policy = &judging->gathering->world->policy;

	if (!judging_look(judging, &log, &state, err))
		return false;
	if (!policy_has_service(policy, judging->service) ||
	    !policy_environment(policy, judging->gathering->question.environment))
		return true;
	return gathering_check_baseline(judging->gathering, &state, err);
}

static bool
deploy_recorded(struct arena *arena, const struct arguments *arguments, struct judging *judging,
		enum status *status, struct error *err)
{
	struct world *world = judging->gathering->world;
	struct key key = judging_key(judging);
	struct receipt receipt;

	if (!look_before(judging, err) ||
	    (!world_sequencer(world).hands_in && !platform_log_keys(world, err)) ||
	    !append_attempt(world, &key, judging->gathering->evidence.change.head,
			    judging->gathering->question.artifact, &judging->attempt, err) ||
	    !judging_append(judging, &receipt, err))
		return false;
	*status = status_of_result((enum result)judging->evaluation.result);
	return receipts_write(arena, arguments, &receipt, judging->envelope,
			      judging->envelope_length, err) &&
	       judging_report(judging, arguments, &receipt, *status, err);
}

static bool
deploy_service(struct arena *arena, const struct arguments *arguments,
	       const struct gathering *gathering, const char *service, enum status *status,
	       struct error *err)
{
	struct judging judging;

	if (!judging_begin(gathering, service, &judging, err))
		return false;
	judging.kept = output_file(arena, arguments, "envelope");
	return argument_given(arguments, "--dry-run")
		       ? judging_try(&judging, arguments, status, err)
		       : deploy_recorded(arena, arguments, &judging, status, err);
}

static const char *const files[] = {"envelope", "receipt", "admission", NULL};

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
deploy_all(struct arena *arena, const struct arguments *arguments, struct world *world,
	   const struct question *question, const struct texts *services, enum status *status,
	   struct error *err)
{
	struct gathering gathering;
	bool dry = argument_given(arguments, "--dry-run");

	if (!world_open_ledger(world, arguments, err) || (!dry && !world_open_keys(world, err)) ||
	    !gathering_begin(world, arguments, question, true, &gathering, err) ||
	    !wait_for_tests(arguments, services, &gathering, err) ||
	    !emergency_read(arena, arguments, &gathering, err))
		return false;
	for (size_t i = 0; i < services->count; i++) {
		enum status one = STATUS_BUG;

		if (!deploy_service(arena, arguments, &gathering, services->at[i], &one, err))
			return false;
		*status = i ? status_worse(*status, one) : one;
	}
	if (!dry)
		stamping_after_append(world, arguments);
	return true;
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(world_close) struct world world = {0};
	struct question question;
	struct texts services = {0};

	*status = STATUS_ALLOWED;
	if (!question_read(arena, arguments, &question, &services, err) ||
	    !check_outputs(arena, arguments, &services, err) ||
	    !world_open(arena, arguments, &world, err))
		return false;
	return deploy_all(arena, arguments, &world, &question, &services, status, err) ||
	       break_glass(&world, arguments, &question, &services, status, err);
}

static const struct option options[] = {
	QUESTION_OPTIONS,
	EMERGENCY_OPTIONS,
	WAIT_OPTION,
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
