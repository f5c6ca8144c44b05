/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands beside the diff? Annotations of GitHub Actions: one workflow command for each control
 * that failed or is not known, at most ANNOTATIONS, or one notice if there is none.
 */
#include "base/text.h"
#include "reports/conclusion.h"
#include "reports/control.h"
#include "reports/escape.h"
#include "reports/table.h"

#define ANNOTATIONS 4 /* GitHub shows ten of a step; this leaves room for others */

static bool
is_annotated(const struct report_input *input, const struct control *control)
{
	enum showing showing = control_showing(input->evidence, control);

	return showing == SHOW_FAIL || showing == SHOW_UNKNOWN;
}

static size_t
count_annotated(const struct report_input *input)
{
	struct control control;
	size_t from = 0, count = 0;

	while (control_next(input->evaluation, &from, &control))
		count += is_annotated(input, &control);
	return count;
}

static void
add_annotation(struct buffer *out, const struct finding *finding, size_t further)
{
	buffer_add_text(out, finding->verdict == FAIL ? "::error title=" : "::warning title=");
	add_command_property(out, finding->check);
	buffer_add_text(out, " ");
	add_command_property(out, finding->code);
	buffer_add_text(out, "::");
	add_command_message(out, finding->subject);
	buffer_add_text(out, ": ");
	add_command_message(out, finding->because);
	if (finding->fix) {
		buffer_add_text(out, "%0Afix: ");
		add_command_message(out, finding->fix);
	}
	if (further)
		buffer_add_format(out, "%%0A%zu more controls are in the report", further);
	buffer_add_byte(out, '\n');
}

static void
add_notice(struct arena *arena, struct buffer *out, const struct report_input *input)
{
	struct buffer sentence RELEASED_BY(buffer_release) = {0};

	conclusion_counts(&sentence, input);
	buffer_add_text(&sentence, ". ");
	conclusion_sentence(arena, &sentence, input);
	buffer_add_text(out, "::notice title=changegate::");
	add_command_message(out, sentence.bytes);
	buffer_add_byte(out, '\n');
}

static void
write_github(struct arena *arena, struct buffer *out, const struct report_input *input)
{
	size_t all = count_annotated(input), from = 0, written = 0;
	struct control control;

	if (!all)
		add_notice(arena, out, input);
	while (written < ANNOTATIONS && control_next(input->evaluation, &from, &control)) {
		if (!is_annotated(input, &control))
			continue;
		written++;
		add_annotation(out, control_deciding(&control),
			       written == ANNOTATIONS ? all - written : 0);
	}
}

const struct report github_report = {"github", write_github};
