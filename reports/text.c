/* SPDX-License-Identifier: Apache-2.0 */
/* What was decided, why, and what is to be done? For people at a terminal or in a job's log. */
#include "base/text.h"
#include "reports/conclusion.h"
#include "reports/control.h"
#include "reports/lines.h"
#include "reports/table.h"

static void
add_title(struct buffer *out, const struct change *change)
{
	size_t count = change->requests.count;

	if (!count || !change->requests.at[count - 1].title)
		return;
	buffer_add_text(out, " \"");
	text_safe(out, change->requests.at[count - 1].title);
	buffer_add_byte(out, '"');
}

static void
add_policy(struct buffer *out, const struct report_input *input)
{
	const struct policy_facts *facts = &input->evidence->policy;

	buffer_add_text(out, "  policy ");
	add_policy_source(out, &facts->source);
	buffer_add_text(out, " (");
	if (input->policy && input->policy->extends) {
		text_safe(out, input->policy->extends);
		buffer_add_text(out, ", ");
	}
	add_short_id(out, facts->digest ? facts->digest : "");
	buffer_add_byte(out, ')');
}

static void
add_in_place(struct buffer *out, const struct evidence *evidence)
{
	const struct placed *in_place = evidence->ledger.in_place;

	if (!in_place)
		return;
	buffer_add_text(out, "  in place ");
	add_short_id(out, in_place->commit);
	buffer_add_text(out, " (record ");
	text_safe(out, in_place->record_id);
	buffer_add_byte(out, ')');
}

static void
add_remarks(struct arena *arena, struct buffer *out, const struct report_input *input)
{
	const char *simulated = conclusion_simulated(arena, input->evidence);

	if (simulated)
		buffer_add_format(out, "  SIMULATED: %s\n", simulated);
	for (size_t i = 0; i < input->remarks.count; i++) {
		buffer_add_text(out, "  ");
		add_sentence(out, input->remarks.at[i]);
		buffer_add_byte(out, '\n');
	}
}

static void
add_request_head(struct buffer *out, const struct report_input *input,
		 const struct forge_request *request)
{
	buffer_add_format(out, "changegate: PR #%lld \"", (long long)request->number);
	text_safe(out, request->title ? request->title : "");
	buffer_add_text(out, "\"  head ");
	add_short_id(out, input->evidence->change.head);
	add_policy(out, input);
	buffer_add_byte(out, '\n');
}

static void
add_head(struct buffer *out, const struct report_input *input)
{
	const struct change *change = &input->evidence->change;

	buffer_add_text(out, "changegate: ");
	text_safe(out, change->key.environment);
	buffer_add_text(out, "  service ");
	text_safe(out, change->key.service);
	buffer_add_text(out, "  head ");
	add_short_id(out, change->head);
	add_title(out, change);
	buffer_add_byte(out, '\n');
	add_policy(out, input);
	add_in_place(out, input->evidence);
	buffer_add_byte(out, '\n');
}

static void
add_record(struct buffer *out, const struct report_input *input)
{
	if (input->record) {
		buffer_add_text(out, "recorded as ");
		text_safe(out, input->evidence->record_id);
		buffer_add_format(out, " (leaf %lld, ", (long long)input->index);
		add_short_id(out, input->record);
		buffer_add_text(out, ")\n");
	} else if (input->dry_run) {
		buffer_add_text(out, "NOT RECORDED (dry run)\n");
	} else if (input->exit_status == 4) {
		buffer_add_text(out, "NOT RECORDED (the record could not be written)\n");
	} else {
		buffer_add_text(out, "NOT RECORDED (judged only)\n");
	}
}

static void
add_conclusion(struct arena *arena, struct buffer *out, const struct report_input *input)
{
	conclusion_counts(out, input);
	buffer_add_text(out, ". ");
	conclusion_sentence(arena, out, input);
	buffer_add_byte(out, '\n');
}

/* Of a change request the conclusion is the last line: nothing is recorded. */
static void
add_end(struct arena *arena, struct buffer *out, const struct report_input *input)
{
	if (input->evidence->change.range.kind == RANGE_REQUEST) {
		conclusion_claims(out, input);
		add_conclusion(arena, out, input);
		return;
	}
	add_conclusion(arena, out, input);
	conclusion_claims(out, input);
	add_record(out, input);
}

static void
write_text(struct arena *arena, struct buffer *out, const struct report_input *input)
{
	const struct forge_request *request = conclusion_request(input->evidence);
	size_t start = out->length, from = 0;
	struct control control;

	if (request)
		add_request_head(out, input, request);
	else
		add_head(out, input);
	add_remarks(arena, out, input);
	while (control_next(input->evaluation, &from, &control))
		control_write(arena, out, input, &control);
	add_end(arena, out, input);
	if (input->ascii)
		make_ascii(out, start);
}

const struct report text_report = {"text", write_text};
