/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does evidence that another job collected become a record? Judges it again, under a policy
 * that this job read itself, signs and appends; adds nothing to the facts.
 */
#include <string.h>

#include "base/text.h"
#include "cmd/evidence_file.h"
#include "cmd/gather.h"
#include "cmd/output.h"
#include "cmd/sealing.h"
#include "integrations/disk.h"

struct seal {
	struct world *world;
	const struct evidence *evidence;
	struct record record;
	const char *payload;
};

/*
 * What the ledger says is read again and compared: evidence that names another record in place,
 * another promotion or an older policy could make a range smaller or a rule looser. Other keys may
 * have grown the ledger in between: its size and root may differ.
 */
static bool
agrees_with_ledger(struct seal *seal, struct log *log, const struct key_state *state, bool *agrees,
		   struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer was = {0};
	RELEASED_BY(buffer_release) struct buffer is = {0};
	struct evidence again = *seal->evidence;

	if (!gather_from_ledger(seal->world, log, state, &again, err))
		return false;
	again.ledger.size = seal->evidence->ledger.size;
	again.ledger.root = seal->evidence->ledger.root;
	evidence_write(&was, seal->evidence);
	evidence_write(&is, &again);
	*agrees = was.length == is.length && memcmp(was.bytes, is.bytes, was.length) == 0;
	return true;
}

static bool
seal_evidence(void *self, struct log *log, const struct key_state *state, struct buffer *envelope,
	      struct error *err)
{
	struct seal *seal = self;
	bool agrees;

	if (!agrees_with_ledger(seal, log, state, &agrees, err))
		return false;
	if (!agrees)
		return fail(err, ERROR_LEDGER,
			    "CHAIN-STALE: the evidence does not say what the ledger says, or the "
			    "ledger moved on since: collect again");
	return record_sign(seal->world, &seal->record, envelope, &seal->payload, err);
}

/* Whoever made the evidence may not choose the policy, the repository or the time. */
static bool
check_evidence(const struct world *world, const struct evidence *evidence, struct error *err)
{
	if (!text_equal(evidence->policy.digest, world->policy_facts.digest) ||
	    evidence->policy.source.kind != world->policy_facts.source.kind ||
	    !text_equal(evidence->policy.source.ref, world->policy_facts.source.ref) ||
	    !text_equal(evidence->policy.source.branch, world->policy_facts.source.branch))
		return fail(err, ERROR_LEDGER,
			    "the evidence was collected under another policy (%.12s) than the one "
			    "read here (%.12s): collect again",
			    text_shown(world->arena, evidence->policy.digest),
			    world->policy_facts.digest);
	return true;
}

/* A first record's evidence says --baseline. */
static bool
begins(const struct evidence *evidence)
{
	return evidence->invocation.baseline || evidence->change.range.kind == RANGE_FIRST;
}

static bool
seal_file(struct arena *arena, const struct arguments *arguments, struct world *world,
	  enum status *status, struct error *err)
{
	struct evidence *evidence = arena_allocate(arena, sizeof(*evidence));
	struct policy *policy = arena_allocate(arena, sizeof(*policy));
	struct evaluation evaluation;
	struct recorder recorder;
	struct seal seal = {.world = world, .evidence = evidence};
	struct sealing sealing = {&seal, seal_evidence};
	struct sequencer sequencer = world_sequencer(world);
	struct receipt receipt;
	struct report_input input = {
		.evidence = evidence, .policy = policy, .evaluation = &evaluation};

	if (!evidence_file_read(arena, arguments->operands.at[0], evidence, policy, &evaluation,
				err) ||
	    !check_evidence(world, evidence, err) ||
	    !world_check_choice(world, begins(evidence), err) ||
	    !recorder_read(arena, &recorder, err))
		return false;
	record_of_evidence(evidence, &evaluation, NULL, &recorder, &seal.record);
	if (!sequence_append(arena, &sequencer, &evidence->change.key, &sealing, &receipt, err))
		return fail_while(err, "sealing");
	*status = evaluation.result == RESULT_ALLOWED   ? STATUS_ALLOWED
		  : evaluation.result == RESULT_REFUSED ? STATUS_REFUSED
							: STATUS_UNKNOWN;
	input.record_kind = seal.record.kind;
	input.record = seal.payload;
	input.index = receipt.index;
	input.exit_status = *status;
	return output_color(arguments, &input.color, err) &&
	       output_reports(arena, arguments, &input, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(world_close) struct world world = {0};

	return output_check(arena, arguments, NULL, err) &&
	       world_open(arena, arguments, &world, err) &&
	       world_open_ledger(&world, arguments, err) && world_open_keys(&world, err) &&
	       seal_file(arena, arguments, &world, status, err);
}

static const struct option options[] = {
	WORLD_OPTIONS,
	OUTPUT_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command seal_command = {
	.name = "seal",
	.audience = FOR_DEVOPS,
	.operands = "EVIDENCE",
	.purpose = "the gate in three jobs, 3: judge again, sign and append",
	.options = options,
	.minimum_operands = 1,
	.maximum_operands = 1,
	.run = run,
};
