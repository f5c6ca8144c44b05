/* SPDX-License-Identifier: Apache-2.0 */
/* What do the auditor's results say about the population? Draws the sample again, reads the results
 * back, and tells numbers: the conclusion is the auditor's. */
#include "audit/evaluation.h"
#include "audit/plan.h"
#include "base/hash.h"
#include "base/text.h"
#include "cmd/audit_folder.h"
#include "cmd/audit_frame.h"
#include "cmd/output.h"
#include "integrations/disk.h"

static bool
read_results(struct arena *arena, const struct arguments *arguments, const struct sample *sample,
	     struct evaluation_request *request, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *path = argument(arguments, "--results");
	struct results *results = arena_allocate(arena, sizeof(*results));

	if (!path)
		return fail(err, ERROR_USAGE,
			    "which results? give --results FILE: sample.csv with a column of "
			    "outcomes for each attribute");
	if (!disk_read(path, LIMIT_DOCUMENT_BYTES, &bytes, err))
		return err->code == ERROR_ABSENT ? fail_as(err, ERROR_USAGE) : false;
	if (!results_read(arena, bytes.bytes ? bytes.bytes : "", bytes.length, sample, results,
			  err))
		return fail_while(err, "'%s'", text_shown(arena, path));
	request->results = results;
	request->results_sha256 = sha256_hex(arena, bytes.bytes ? bytes.bytes : "", bytes.length);
	return true;
}

static bool
read_rates(const struct arguments *arguments, struct evaluation_request *request, struct error *err)
{
	const char *tolerable = argument(arguments, "--tolerable");
	const char *confidence = argument(arguments, "--confidence");

	if (tolerable && (!rate_parse(tolerable, &request->tolerable) || !request->tolerable ||
			  request->tolerable == RATE_ONE))
		return fail(err, ERROR_USAGE, "--tolerable is from 0.01 to 99.99 percent");
	if (confidence && (!rate_parse(confidence, &request->confidence) ||
			   request->confidence < RATE_ONE / 2 || request->confidence >= RATE_ONE))
		return fail(err, ERROR_USAGE, "--confidence is from 50 to 99.99 percent");
	return true;
}

static bool
tell(struct arena *arena, const struct arguments *arguments,
     const struct sample_evaluation *evaluation, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer text = {0};
	RELEASED_BY(buffer_release) struct buffer json = {0};
	const char *path = argument(arguments, "--json");

	evaluation_write_text(arena, &text, evaluation);
	evaluation_write_json(&json, evaluation);
	if (path && !disk_create(path, json.bytes, json.length, 0644, err))
		return err->code == ERROR_CONFLICT
			       ? fail(err, ERROR_USAGE,
				      "'%s' exists: files of an audit are never replaced",
				      text_shown(arena, path))
			       : false;
	return output_stdout(&text, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(frame_release) struct frame frame = {0};
	struct evaluation_request request = {.tool_version = CHANGEGATE_VERSION};
	struct sample_evaluation evaluation;

	*status = STATUS_ALLOWED;
	if (!read_rates(arguments, &request, err) || !frame_open(arena, arguments, &frame, err) ||
	    !frame_read_samples(arena, &frame, err))
		return false;
	if (!frame.stages)
		return fail(
			err, ERROR_USAGE,
			"there is no sample in the folder: run 'changegate audit sample' first");
	if (!read_results(arena, arguments, &frame.latest, &request, err))
		return false;
	request.sample = &frame.latest;
	request.sample_sha256 = frame.latest_sha256;
	evaluate_sample(arena, &request, &evaluation);
	return tell(arena, arguments, &evaluation, err);
}

static const struct option options[] = {
	{"--results", "FILE", false, false, "sample.csv with a column of outcomes per attribute"},
	{"--tolerable", "PERCENT", false, false,
	 "tolerable rate of deviations (default: the plan's)"},
	{"--confidence", "PERCENT", false, false, "beside 90 and 95 (default: the plan's)"},
	{"--json", "FILE", false, false, "also write the numbers as JSON"},
	DIRECTORY_OPTION,
	PLACE_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command audit_evaluate_command = {
	.name = "audit evaluate",
	.audience = FOR_AUDITORS,
	.operands = "[LEDGER]",
	.purpose = "tell what an auditor's results say about the population, in numbers",
	.options = options,
	.maximum_operands = 1,
	.run = run,
};
