/* SPDX-License-Identifier: Apache-2.0 */
/* What does a job of GitHub Actions show of a verdict? See actions.h. */
#include "cmd/actions.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cmd/output.h"
#include "core/waiting.h"
#include "integrations/clock.h"
#include "integrations/disk.h"
#include "reports/table.h"

#define LIMIT_SUMMARY (900u * 1000) /* of what the step writes in all; GitHub takes 1 MiB */
#define SMALLEST_SUMMARY 4000       /* less would say nothing */
#define LIMIT_OUTPUT (500u * 1000)  /* of one output; GitHub takes 1 MiB of a job */

static const char *
environment(const char *name)
{
	const char *value = getenv(name);

	return value && value[0] ? value : NULL;
}

bool
actions_running(void)
{
	return text_equal(environment("GITHUB_ACTIONS"), "true");
}

static void
append(struct arena *arena, const char *name, const struct buffer *bytes)
{
	struct error err = {0};

	if (bytes->length && !disk_append(environment(name), bytes->bytes, bytes->length, &err))
		output_log("%s is not written: %s", name, text_shown(arena, err.message));
}

/* ---- annotations ---- */

static void
annotate_verdict(struct arena *arena, const struct report_input *input)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct error err = {0};

	if (input->evaluation->result == RESULT_ALLOWED ||
	    input->evaluation->result == RESULT_ADVISORY ||
	    evaluation_waits(input->evidence, input->evaluation))
		return;
	github_report.write(arena, &bytes, input);
	if (!output_stdout(&bytes, &err))
		output_log("annotations are not written: %s", text_shown(arena, err.message));
}

/* ---- the summary ---- */

static void
write_summary(struct arena *arena, const struct report_input *input)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct report_input bounded = *input;
	size_t size = disk_size(environment("GITHUB_STEP_SUMMARY"));

	if (size + SMALLEST_SUMMARY > LIMIT_SUMMARY) {
		output_log("GITHUB_STEP_SUMMARY is full: the report is in the log only");
		return;
	}
	bounded.limit = LIMIT_SUMMARY - size - 1;
	markdown_report.write(arena, &bytes, &bounded);
	buffer_add_byte(&bytes, '\n');
	append(arena, "GITHUB_STEP_SUMMARY", &bytes);
}

/* ---- outputs ---- */

/* Between lines that nobody can foresee, so that no value is taken for another output. */
static void
add_output(struct buffer *out, const char *name, const char *value, const char *border)
{
	buffer_add_format(out, "%s<<%s\n%s\n%s\n", name, border, value ? value : "", border);
}

static const char *
failed_controls(struct arena *arena, const struct evaluation *evaluation)
{
	struct texts names = {0};
	struct buffer list RELEASED_BY(buffer_release) = {0};

	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];

		if (finding->verdict != FAIL || texts_contain(&names, finding->check))
			continue;
		texts_add(arena, &names, finding->check);
		buffer_add_text(&list, names.count > 1 ? "," : "");
		buffer_add_text(&list, finding->check);
	}
	return list.length ? arena_copy(arena, list.bytes, list.length) : "";
}

static const char *
result_word(const struct report_input *input)
{
	if (evaluation_waits(input->evidence, input->evaluation))
		return "waiting";
	return result_names[input->evaluation->result];
}

static const char *
as_json(struct arena *arena, const struct report_input *input)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	json_report.write(arena, &bytes, input);
	if (bytes.length > LIMIT_OUTPUT) {
		output_log("the output 'json' is left out: it has %zu bytes; use --output "
			   "json=FILE",
			   bytes.length);
		return "";
	}
	return arena_copy(arena, bytes.bytes, bytes.length - 1);
}

static void
write_outputs(struct arena *arena, const struct report_input *input)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const struct evidence *evidence = input->evidence;
	struct error err = {0};
	char id[27];
	char border[40];

	if (!record_id_new(id, &err)) {
		output_log("GITHUB_OUTPUT is not written: %s", err.message);
		return;
	}
	snprintf(border, sizeof(border), "changegate-%s", id);
	add_output(&bytes, "result", result_word(input), border);
	add_output(&bytes, "exit-code", arena_format(arena, "%d", input->exit_status), border);
	add_output(&bytes, "failed-controls", failed_controls(arena, input->evaluation), border);
	add_output(&bytes, "record", input->record ? evidence->record_id : "", border);
	add_output(&bytes, "record-digest", input->record, border);
	add_output(&bytes, "previous-sha", evidence->change.range.previous, border);
	add_output(&bytes, "json", as_json(arena, input), border);
	append(arena, "GITHUB_OUTPUT", &bytes);
}

void
actions_present(struct arena *arena, const struct report_input *input, bool annotate)
{
	struct report_input plain = *input;

	plain.color = false;
	if (annotate)
		annotate_verdict(arena, &plain);
	if (environment("GITHUB_STEP_SUMMARY"))
		write_summary(arena, &plain);
	if (environment("GITHUB_OUTPUT"))
		write_outputs(arena, &plain);
}
