/* SPDX-License-Identifier: Apache-2.0 */
/* What is the verdict on this evidence? Reads that one file and nothing else. */
#include "cmd/evidence_file.h"
#include "cmd/output.h"
#include "cmd/sealing.h"

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	struct evidence *evidence = arena_allocate(arena, sizeof(*evidence));
	struct policy *policy = arena_allocate(arena, sizeof(*policy));
	struct evaluation evaluation;
	struct report_input input = {.evidence = evidence,
				     .policy = policy,
				     .evaluation = &evaluation,
				     .index = -1,
				     .dry_run = true};

	if (!output_check(arena, arguments, NULL, err) ||
	    !output_color(arguments, &input.color, err) ||
	    !evidence_file_read(arena, arguments->operands.at[0], evidence, policy, &evaluation,
				err))
		return false;
	*status = status_of_result((enum result)evaluation.result);
	input.record_kind = record_kind_of_evidence(evidence);
	input.exit_status = *status;
	return output_reports(arena, arguments, &input, err);
}

static const struct option options[] = {
	OUTPUT_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command evaluate_command = {
	.name = "evaluate",
	.audience = FOR_DEVOPS,
	.operands = "EVIDENCE",
	.purpose = "the gate in three jobs, 2: judge an evidence document ('-' is stdin)",
	.options = options,
	.minimum_operands = 1,
	.maximum_operands = 1,
	.run = run,
};
