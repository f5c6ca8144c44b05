/* SPDX-License-Identifier: Apache-2.0 */
/* Which records does the auditor look at? Draws them from a sealed population by the auditor's
 * seed. */
#include "audit/chosen.h"
#include "audit/ids.h"
#include "audit/plan.h"
#include "audit/sample.h"
#include "base/text.h"
#include "cmd/audit_folder.h"
#include "cmd/audit_frame.h"
#include "cmd/output.h"
#include "integrations/disk.h"

static bool
write_all(struct arena *arena, const char *folder, const struct sample *sample, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer csv = {0};
	RELEASED_BY(buffer_release) struct buffer jsonl = {0};
	RELEASED_BY(buffer_release) struct buffer header = {0};
	RELEASED_BY(buffer_release) struct buffer recipe = {0};
	RELEASED_BY(buffer_release) struct buffer strata = {0};
	int64_t stage = (int64_t)sample->stages.count;

	sample_write_csv(&csv, sample);
	sample_write_jsonl(&jsonl, sample);
	sample_write_header(&header, sample);
	sample_write_recipe(&recipe, sample);
	if (sample->strata_file)
		buffer_add_text(&strata, sample->strata_file);
	/* The strata of a later stage are those of the first. */
	return audit_write(arena, folder, frame_file(arena, "sample", stage, ".csv"), &csv, err) &&
	       (!sample->strata_file || stage > 1 ||
		audit_write(arena, folder, "strata.tsv", &strata, err)) &&
	       audit_write(arena, folder, frame_file(arena, "sample", stage, ".jsonl"), &jsonl,
			   err) &&
	       audit_write(arena, folder, frame_file(arena, "sample", stage, ".json"), &header,
			   err) &&
	       audit_write(arena, folder, frame_file(arena, "reproduce", stage, ".sh"), &recipe,
			   err);
}

static void
say_worth(struct arena *arena, const struct sample *sample)
{
	const struct sample_plan *plan = sample->plan;

	if (plan && !plan->frequency)
		output_log("planned for %s confidence, tolerable %s, expected %s: %lld deviations "
			   "are allowed",
			   rate_text(arena, plan->confidence), rate_text(arena, plan->tolerable),
			   rate_text(arena, plan->expected), (long long)plan->allowed);
	for (size_t i = 0; i < sample->assurance.count; i++)
		output_log("if nothing deviates: upper limit %s, %lld of %lld, at %s confidence",
			   sample->assurance.at[i].upper_count_rate,
			   (long long)sample->assurance.at[i].upper_count,
			   (long long)sample->population,
			   rate_text(arena, sample->assurance.at[i].confidence));
	for (size_t i = 0; sample->strata_by && i < sample->strata.count; i++)
		output_log("stratum '%s': %lld of %lld", sample->strata.at[i].name,
			   (long long)sample->strata.at[i].size,
			   (long long)sample->strata.at[i].population);
}

static bool
say(struct arena *arena, const struct sample *sample, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	int64_t stage = (int64_t)sample->stages.count;

	sample_write_draw(&out, sample);
	for (size_t i = 0; i < sample->warnings.count; i++)
		output_log("%s", sample->warnings.at[i]);
	say_worth(arena, sample);
	output_log("%lld of %lld drawn%s; made %s, %s, %s and %s", (long long)sample->size,
		   (long long)sample->population, sample->census ? " (all of them)" : "",
		   frame_file(arena, "sample", stage, ".csv"),
		   frame_file(arena, "sample", stage, ".jsonl"),
		   frame_file(arena, "sample", stage, ".json"),
		   frame_file(arena, "reproduce", stage, ".sh"));
	return output_stdout(&out, err);
}

/* None of these options beside that one; NULL ends them. */
static bool
excludes(const struct arguments *arguments, const char *option, const char *const *others,
	 struct error *err)
{
	for (; *others; others++)
		if (argument_given(arguments, *others))
			return fail(err, ERROR_USAGE, "%s and %s do not go together", option,
				    *others);
	return true;
}

/* ---- how many ----------------------------------------------------------------------------------
 */

static bool
read_rate(const struct arguments *arguments, const char *option, int64_t *rate, struct error *err)
{
	const char *text = argument(arguments, option);

	return !text || rate_parse(text, rate) ||
	       fail(err, ERROR_USAGE, "%s is in percent, with at most two decimals", option);
}

static bool
read_plan(struct arena *arena, const struct arguments *arguments, struct sample_request *request,
	  struct error *err)
{
	static const char *const by_rates_only[] = {"--confidence", "--expected", NULL};
	struct sample_plan *plan = arena_allocate(arena, sizeof(*plan));
	bool by_rates = argument_given(arguments, "--tolerable");

	plan->frequency = argument(arguments, "--frequency");
	if (by_rates == (plan->frequency != NULL))
		return fail(err, ERROR_USAGE,
			    "how many? give --n NUMBER, at least 1; or --confidence and "
			    "--tolerable; or --frequency");
	request->plan = plan;
	if (plan->frequency)
		return excludes(arguments, "--frequency", by_rates_only, err);
	if (!argument_given(arguments, "--confidence"))
		return fail(err, ERROR_USAGE, "--tolerable needs --confidence");
	return read_rate(arguments, "--confidence", &plan->confidence, err) &&
	       read_rate(arguments, "--tolerable", &plan->tolerable, err) &&
	       read_rate(arguments, "--expected", &plan->expected, err);
}

static bool
read_size(struct arena *arena, const struct arguments *arguments, struct sample_request *request,
	  struct error *err)
{
	static const char *const planning[] = {"--confidence", "--tolerable", "--expected",
					       "--frequency", NULL};
	const char *count = argument(arguments, "--n");

	if (!count)
		return read_plan(arena, arguments, request, err);
	if (!excludes(arguments, "--n", planning, err))
		return false;
	return (text_to_integer(count, &request->size) && request->size >= 1) ||
	       fail(err, ERROR_USAGE, "how many? give --n NUMBER, at least 1");
}

/* ---- what is asked for -------------------------------------------------------------------------
 */

static bool
read_list(struct arena *arena, const struct arguments *arguments, struct sample_request *request,
	  struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	static const char *const drawing[] = {
		"--method",     "--strata",    "--n",        "--frequency",
		"--confidence", "--tolerable", "--expected", NULL};
	const char *rows = argument(arguments, "--rows");
	const char *path = rows ? rows : argument(arguments, "--list");
	struct texts ids = {0};

	if (rows && argument_given(arguments, "--list"))
		return fail(err, ERROR_USAGE, "--rows and --list do not go together");
	if (!excludes(arguments, rows ? "--rows" : "--list", drawing, err))
		return false;
	request->method = rows ? SAMPLE_ROWS : SAMPLE_IDS;
	if (!disk_read(path, LIMIT_DOCUMENT_BYTES, &bytes, err))
		return err->code == ERROR_ABSENT ? fail_as(err, ERROR_USAGE) : false;
	if (!rows)
		return chosen_ids(arena, bytes.bytes ? bytes.bytes : "", bytes.length,
				  &request->listed, err);
	return ids_parse(arena, request->ids, request->ids_length, &ids, err) &&
	       chosen_rows(arena, bytes.bytes ? bytes.bytes : "", bytes.length, &ids,
			   &request->listed, err);
}

static bool
read_seed(const struct arguments *arguments, bool list, struct sample_request *request,
	  struct error *err)
{
	const char *time = argument(arguments, "--seed-time");

	request->seed = argument(arguments, "--seed");
	request->seed_by = argument(arguments, "--seed-by");
	request->seed_how = argument(arguments, "--seed-how");
	if (!request->seed && !list)
		return fail(err, ERROR_USAGE,
			    "which seed? give --seed TEXT, made by the auditor after the seal");
	request->seed_time_given = time != NULL;
	return !time || audit_instant(arguments, "--seed-time", false, &request->seed_time, err);
}

static bool
ask_first(struct arena *arena, const struct arguments *arguments, struct frame *frame,
	  struct sample_request *request, struct error *err)
{
	bool list = argument_given(arguments, "--list") || argument_given(arguments, "--rows");

	if (argument_given(arguments, "--replace") || argument_given(arguments, "--reason"))
		return fail(err, ERROR_USAGE, "--replace and --reason belong to --extend");
	if (!read_seed(arguments, list, request, err))
		return false;
	request->tool_version = CHANGEGATE_VERSION;
	request->method = argument(arguments, "--method");
	request->strata_by = argument(arguments, "--strata");
	arguments_all(arena, arguments, "--targeted", &request->targeted);
	if (!(list ? read_list(arena, arguments, request, err)
		   : read_size(arena, arguments, request, err)))
		return false;
	if (!request->strata_by)
		return true;
	if (!strata_kind_is_known(request->strata_by))
		return fail(err, ERROR_USAGE,
			    "--strata is risk, service, environment or change-type");
	if (!frame_read_rows(arena, frame, err))
		return false;
	request->rows = frame->request.rows;
	request->rows_length = frame->request.rows_length;
	return true;
}

static bool
read_replaced(struct arena *arena, const struct arguments *arguments, int64_t stage,
	      struct sample_request *request, struct error *err)
{
	struct texts given = {0};

	arguments_all(arena, arguments, "--replace", &given);
	for (size_t i = 0; i < given.count; i++) {
		struct sample_replacement replacement = {0};

		if (!chosen_replacement(arena, given.at[i], stage, &replacement, err))
			return false;
		*LIST_ADD(arena, &request->replaced) = replacement;
	}
	return true;
}

/* The same sample, with more records or others in the place of some. */
static bool
ask_more(struct arena *arena, const struct arguments *arguments, struct frame *frame,
	 struct sample_request *request, struct error *err)
{
	static const char *const fixed[] = {
		"--seed",      "--seed-time", "--seed-by",  "--seed-how", "--method",
		"--strata",    "--targeted",  "--list",     "--rows",     "--confidence",
		"--tolerable", "--expected",  "--frequency"};
	const char *count = argument(arguments, "--n");

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		if (argument_given(arguments, fixed[i]))
			return fail(err, ERROR_USAGE,
				    "%s is that of the first stage and cannot be given again",
				    fixed[i]);
	if (!frame_read_samples(arena, frame, err))
		return false;
	if (!frame->stages)
		return fail(err, ERROR_USAGE, "there is no sample to extend in the folder");
	*request = frame->request;
	if (!sample_ask_again(arena, &frame->latest, request, err))
		return false;
	*LIST_ADD(arena, &request->earlier) =
		frame->latest.stages.at[frame->latest.stages.count - 1];
	request->reason = argument(arguments, "--reason");
	request->extends = frame->latest_sha256;
	request->tool_version = CHANGEGATE_VERSION;
	if (count && (!text_to_integer(count, &request->size) || request->size < 1))
		return fail(err, ERROR_USAGE, "how many in all? give --n NUMBER, at least 1");
	if (!count && !argument_given(arguments, "--replace"))
		return fail(err, ERROR_USAGE, "--extend needs --n, --replace or both");
	return read_replaced(arena, arguments, frame->stages + 1, request, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(frame_release) struct frame frame = {0};
	struct sample_request request;
	struct sample sample;

	*status = STATUS_ALLOWED;
	if (!frame_open(arena, arguments, &frame, err))
		return false;
	request = frame.request;
	if (!(argument_given(arguments, "--extend")
		      ? ask_more(arena, arguments, &frame, &request, err)
		      : ask_first(arena, arguments, &frame, &request, err)))
		return false;
	return sample_draw(arena, &request, &sample, err) &&
	       write_all(arena, frame.folder, &sample, err) && say(arena, &sample, err);
}

static const struct option options[] = {
	{"--n", "NUMBER", false, false, "how many records to draw, in all"},
	{"--confidence", "PERCENT", false, false, "or plan: confidence, such as 95"},
	{"--tolerable", "PERCENT", false, false, "the rate of deviations that is tolerable"},
	{"--expected", "PERCENT", false, false, "the rate that is expected (default: 0)"},
	{"--frequency", "NAME", false, false,
	 "or take what is customary: annual, quarterly, monthly, semi-monthly, weekly, daily, "
	 "per-change"},
	{"--method", "NAME", false, false, "sha256-ticket-v1 (the default) or rivest-sampler"},
	{"--strata", "NAME", false, false,
	 "draw apart by risk, service, environment or change-type"},
	{"--targeted", "ID", true, false, "look at this record, too, beside the sample"},
	{"--list", "FILE", false, false, "record ids that the auditor chose"},
	{"--rows", "FILE", false, false, "rows of the id file, from another generator"},
	{"--seed", "TEXT", false, false, "the auditor's seed, at least twenty digits"},
	{"--seed-time", "TIME", false, false,
	 "when the seed was made: must not be before the seal"},
	{"--seed-by", "TEXT", false, false, "who made the seed"},
	{"--seed-how", "TEXT", false, false, "how it was made, such as twenty dice"},
	{"--extend", NULL, false, false, "draw more for the sample in the folder"},
	{"--replace", "ID=REASON", true, false,
	 "with --extend: draw another for one that is void or not-applicable"},
	{"--reason", "TEXT", false, false, "with --extend: why"},
	DIRECTORY_OPTION,
	PLACE_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command audit_sample_command = {
	.name = "audit sample",
	.audience = FOR_AUDITORS,
	.operands = "[LEDGER]",
	.purpose = "draw from a sealed population, so that anybody can redo it",
	.options = options,
	.maximum_operands = 1,
	.run = run,
};
