/* SPDX-License-Identifier: Apache-2.0 */
/* What was decided, why, and what is to be done? For people at a terminal or in a job's log. */
#include <string.h>

#include "base/text.h"
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
add_count(struct buffer *out, const struct report_input *input, enum verdict verdict,
	  const char *word)
{
	struct control control;
	size_t from = 0, count = 0;

	while (control_next(input->evaluation, &from, &control))
		count += control_verdict(&control) == verdict;
	if (!count)
		return;
	buffer_add_format(out, "%s%zu %s", out->bytes[out->length - 1] == '\n' ? "" : ", ", count,
			  word);
}

/* Controls are counted, each by the verdict that decides about it. */
static void
add_counts(struct buffer *out, const struct report_input *input)
{
	if (!input->evaluation->findings.count)
		buffer_add_text(out, "nothing was judged");
	add_count(out, input, FAIL, "failed");
	add_count(out, input, UNKNOWN, "not known");
	add_count(out, input, EXEMPT, "exempt");
	add_count(out, input, PASS, "passed");
	add_count(out, input, NOT_APPLICABLE, "not applicable");
	buffer_add_text(out, ". ");
}

static const char *
subject_of(const struct report_input *input)
{
	if (input->record_kind == RECORD_ROLLBACK)
		return "rollback";
	if (input->record_kind == RECORD_BASELINE && input->evidence->invocation.baseline)
		return "baseline";
	return "change";
}

/* An allowed verdict is a permission only with status 0, and once it is recorded. */
static void
add_allowed(struct buffer *out, const struct report_input *input, const char *environment)
{
	const char *subject = subject_of(input);

	if (input->dry_run && (input->exit_status == 5 || input->exit_status == 0))
		buffer_add_format(out,
				  "This %s could be deployed to %s. A dry run permits nothing.\n",
				  subject, environment);
	else if (input->exit_status == 4)
		buffer_add_format(
			out,
			"This %s may NOT be deployed to %s: every control allows it, but it "
			"could not be recorded.\n",
			subject, environment);
	else if (input->exit_status != 0)
		buffer_add_format(out,
				  "This %s may NOT be deployed to %s: every control allows it, but "
				  "changegate ends with status %d.\n",
				  subject, environment, input->exit_status);
	else
		buffer_add_format(out, "This %s may be deployed to %s%s%s.\n", subject, environment,
				  input->record ? "" : " once it is recorded",
				  text_equal(subject, "baseline")
					  ? "; the history before it was not judged"
					  : "");
}

static void
add_conclusion(struct arena *arena, struct buffer *out, const struct report_input *input)
{
	const char *environment = text_shown(arena, input->evidence->change.key.environment);

	switch ((enum result)input->evaluation->result) {
	case RESULT_ALLOWED:
		add_allowed(out, input, environment);
		return;
	case RESULT_REFUSED:
		buffer_add_format(out, "This %s may not be deployed to %s.\n", subject_of(input),
				  environment);
		return;
	case RESULT_ADVISORY:
		buffer_add_text(out, "This change may be merged, as far as can be judged before a "
				     "deploy.\n");
		return;
	case RESULT_UNKNOWN:
		break;
	}
	buffer_add_format(
		out,
		"It could not be found out whether this %s may be deployed to %s: so it may "
		"not.\n",
		subject_of(input), environment);
}

/* The element of a list that a pointer names, as in "/tickets/references/3"; -1 if it names none.
 */
static int64_t
element_of(const char *pointer, const char *list, size_t count)
{
	int64_t index;

	if (!text_starts_with(pointer, list) || !text_to_integer(pointer + strlen(list), &index) ||
	    index < 0 || (uint64_t)index >= count)
		return -1;
	return index;
}

static bool
is_claimed(const struct evidence *evidence, const char *pointer)
{
	int64_t at;

	at = element_of(pointer, "/reviews/approvals/", evidence->reviews.approvals.count);
	if (at >= 0)
		return evidence->reviews.approvals.at[at].grade == GRADE_CLAIMED;
	at = element_of(pointer, "/tickets/references/", evidence->tickets.references.count);
	if (at >= 0)
		return evidence->tickets.references.at[at].grade == GRADE_CLAIMED;
	at = element_of(pointer, "/tests/results/", evidence->tests.results.count);
	return at >= 0 && evidence->tests.results.at[at].grade == GRADE_CLAIMED;
}

/* Does a pass of this check rest on something that anybody could have written? */
static bool
rests_on_claims(const struct report_input *input, const char *check)
{
	for (size_t i = 0; i < input->evaluation->findings.count; i++) {
		const struct finding *finding = &input->evaluation->findings.at[i];

		if (finding->verdict != PASS || !text_equal(finding->check, check))
			continue;
		for (size_t j = 0; j < finding->inputs.count; j++)
			if (is_claimed(input->evidence, finding->inputs.at[j]))
				return true;
	}
	return false;
}

static void
add_grades(struct buffer *out, const struct report_input *input)
{
	static const struct {
		const char *check, *name;
	} graded[] = {{"approval", "approvals"}, {"ticket", "tickets"}, {"tests", "tests"}};
	const char *names[3];
	size_t count = 0;

	for (size_t i = 0; i < 3; i++)
		if (rests_on_claims(input, graded[i].check))
			names[count++] = graded[i].name;
	for (size_t i = 0; i < count; i++)
		buffer_add_format(out, "%s%s",
				  i == 0          ? ""
				  : i + 1 < count ? ", "
						  : " and ",
				  names[i]);
	if (count)
		buffer_add_text(out, " are claimed: text and files that whoever pushed could have "
				     "written.\n");
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
write_text(struct arena *arena, struct buffer *out, const struct report_input *input)
{
	size_t start = out->length, from = 0;
	struct control control;

	add_head(out, input);
	while (control_next(input->evaluation, &from, &control))
		control_write(arena, out, input, &control);
	add_counts(out, input);
	add_conclusion(arena, out, input);
	add_grades(out, input);
	add_record(out, input);
	if (input->ascii)
		make_ascii(out, start);
}

const struct report text_report = {"text", write_text};
