/* SPDX-License-Identifier: Apache-2.0 */
/* What does a verdict come to? See conclusion.h. */
#include "reports/conclusion.h"

#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "core/waiting.h"
#include "reports/control.h"

/* Controls that only a deploy can judge are not counted. */
static const struct {
	enum showing showing;
	const char *word;
} counted[] = {
	{SHOW_FAIL, "failed"},     {SHOW_UNKNOWN, "not known"},
	{SHOW_WAITING, "waiting"}, {SHOW_EXEMPT, "exempt"},
	{SHOW_PASS, "passed"},     {SHOW_NOT_APPLICABLE, "not applicable"},
};

static size_t
count_controls(const struct report_input *input, enum showing showing)
{
	struct control control;
	size_t from = 0, count = 0;

	while (control_next(input->evaluation, &from, &control))
		count += control_showing(input->evidence, &control) == showing;
	return count;
}

void
conclusion_counts(struct buffer *out, const struct report_input *input)
{
	size_t start = out->length;

	for (size_t i = 0; i < sizeof(counted) / sizeof(counted[0]); i++) {
		size_t count = count_controls(input, counted[i].showing);

		if (count)
			buffer_add_format(out, "%s%zu %s", out->length > start ? ", " : "", count,
					  counted[i].word);
	}
	if (out->length == start)
		buffer_add_text(out, "nothing was judged");
}

static const char *
subject_of(const struct report_input *input)
{
	if (input->record_kind == RECORD_EMERGENCY)
		return "emergency";
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
				  "This %s could be deployed to %s. A dry run permits nothing.",
				  subject, environment);
	else if (input->exit_status == 4)
		buffer_add_format(
			out,
			"This %s may NOT be deployed to %s: every control allows it, but it "
			"could not be recorded.",
			subject, environment);
	else if (input->exit_status != 0)
		buffer_add_format(out,
				  "This %s may NOT be deployed to %s: every control allows it, but "
				  "changegate ends with status %d.",
				  subject, environment, input->exit_status);
	else
		buffer_add_format(out, "This %s may be deployed to %s%s%s.", subject, environment,
				  input->record ? "" : " once it is recorded",
				  text_equal(subject, "baseline")
					  ? "; the history before it was not judged"
					  : "");
}

static size_t
count_unmet(const struct evaluation *evaluation)
{
	size_t count = 0;

	for (size_t i = 0; i < evaluation->findings.count; i++)
		count += evaluation->findings.at[i].verdict == FAIL ||
			 evaluation->findings.at[i].verdict == UNKNOWN;
	return count;
}

/* It goes ahead; that is not to say that anything passed. */
static void
add_emergency(struct buffer *out, const struct report_input *input, const char *environment)
{
	char due[21];

	instant_format(due, input->evidence->emergency->due);
	if (input->dry_run)
		buffer_add_format(out,
				  "This emergency could go ahead to %s. A dry run permits nothing.",
				  environment);
	else if (input->exit_status != 0)
		buffer_add_format(out,
				  "This emergency may NOT go ahead to %s: it could not be kept.",
				  environment);
	else
		buffer_add_format(out,
				  "This goes ahead to %s as an EMERGENCY, which is no pass: %zu "
				  "findings are put up with, and a retro is due at %s.",
				  environment, count_unmet(input->evaluation), due);
}

static void
add_retro(struct arena *arena, struct buffer *out, const struct report_input *input)
{
	const char *record_id = text_shown(arena, input->evidence->retro->record_id);

	if (input->evaluation->result != RESULT_ALLOWED)
		buffer_add_format(out, "Emergency %s is not settled yet.", record_id);
	else if (input->dry_run)
		buffer_add_format(out, "Emergency %s could be settled. A dry run settles nothing.",
				  record_id);
	else
		buffer_add_format(out, "Emergency %s is settled: what it brought is in order now.",
				  record_id);
}

/* Of a change request: nothing here permits anything. */
static void
add_advice(struct buffer *out, const struct report_input *input, const char *environment)
{
	const char *to = environment[0] ? " to " : "";

	if (input->evaluation->result == RESULT_ADVISORY)
		buffer_add_format(out,
				  "This change could be deployed%s%s, as far as can be judged "
				  "before a deploy.",
				  to, environment);
	else if (input->evaluation->result == RESULT_REFUSED)
		buffer_add_format(out, "This change could not be deployed%s%s yet.", to,
				  environment);
	else if (evaluation_waits(input->evidence, input->evaluation))
		buffer_add_text(out, "Nothing speaks against this change so far; it waits.");
	else
		buffer_add_format(out,
				  "It could not be found out whether this change could be "
				  "deployed%s%s.",
				  to, environment);
}

void
conclusion_sentence(struct arena *arena, struct buffer *out, const struct report_input *input)
{
	const char *name = input->evidence->change.key.environment;
	const char *environment = text_shown(arena, name ? name : "");

	if (input->evidence->retro)
		add_retro(arena, out, input);
	else if (input->evidence->emergency && input->evaluation->result == RESULT_EMERGENCY)
		add_emergency(out, input, environment);
	else if (input->evidence->change.range.kind == RANGE_REQUEST)
		add_advice(out, input, environment);
	else if (input->evaluation->result == RESULT_ALLOWED)
		add_allowed(out, input, environment);
	else if (input->evaluation->result == RESULT_REFUSED)
		buffer_add_format(out, "This %s may not be deployed to %s.", subject_of(input),
				  environment);
	else
		buffer_add_format(out,
				  "It could not be found out whether this %s may be deployed to "
				  "%s: so it may not.",
				  subject_of(input), environment);
}

/* ---- what it rests on ---- */

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

void
conclusion_claims(struct buffer *out, const struct report_input *input)
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

/* ---- what is judged ---- */

const struct forge_request *
conclusion_request(const struct evidence *evidence)
{
	if (evidence->change.range.kind != RANGE_REQUEST || !evidence->forge ||
	    evidence->forge->requests.count != 1)
		return NULL;
	return &evidence->forge->requests.at[0];
}

const char *
conclusion_simulated(struct arena *arena, const struct evidence *evidence)
{
	struct buffer names RELEASED_BY(buffer_release) = {0};

	for (size_t i = 0; i < evidence->invocation.settings.count; i++) {
		const struct setting *setting = &evidence->invocation.settings.at[i];

		if (!text_equal(setting->name, "--as-if"))
			continue;
		buffer_add_text(&names, names.length ? ", " : "");
		text_safe(&names, setting->value);
	}
	return names.length ? arena_copy(arena, names.bytes, names.length) : NULL;
}
