/* SPDX-License-Identifier: Apache-2.0 */
/* What did one control find? See control.h. */
#include "reports/control.h"

#include <string.h>

#include "base/text.h"
#include "core/waiting.h"
#include "reports/conclusion.h"

#define REQUEST_SUBJECT "change request "
#define TESTS_SUBJECT "tests "

/* Findings of one control that have the same verdict and code. */
struct group {
	const struct control *control;
	const struct finding *first;
	size_t count;
};

bool
control_next(const struct evaluation *evaluation, size_t *from, struct control *control)
{
	const struct finding *findings = evaluation->findings.at;
	size_t end = *from;

	while (end < evaluation->findings.count &&
	       text_equal(findings[end].check, findings[*from].check))
		end++;
	if (end == *from)
		return false;
	*control = (struct control){findings[*from].check, findings + *from, end - *from};
	*from = end;
	return true;
}

/* What blocks comes first. */
const enum verdict verdict_order[VERDICTS] = {FAIL, UNKNOWN, EXEMPT, PASS, NOT_APPLICABLE};

static const struct finding *
first_of_verdict(const struct control *control, enum verdict verdict)
{
	for (size_t i = 0; i < control->count; i++)
		if (control->at[i].verdict == (int)verdict)
			return &control->at[i];
	return NULL;
}

const struct finding *
control_deciding(const struct control *control)
{
	const struct finding *finding = NULL;

	for (size_t i = 0; i < VERDICTS && !finding; i++)
		finding = first_of_verdict(control, verdict_order[i]);
	return finding ? finding : control->at;
}

enum verdict
control_verdict(const struct control *control)
{
	return (enum verdict)control_deciding(control)->verdict;
}

enum showing
control_showing(const struct evidence *evidence, const struct control *control)
{
	const struct finding *deciding = control_deciding(control);

	for (size_t i = 0; i < control->count; i++)
		if (control->at[i].verdict == deciding->verdict &&
		    showing_of(evidence, &control->at[i]) == (enum showing)deciding->verdict)
			return (enum showing)deciding->verdict;
	return showing_of(evidence, deciding);
}

static bool
belongs(const struct finding *finding, const struct finding *first)
{
	return finding->verdict == first->verdict && text_equal(finding->code, first->code);
}

static bool
blocks(const struct finding *finding)
{
	return finding->verdict == FAIL || finding->verdict == UNKNOWN;
}

/* The title of the change request that a subject names, or NULL. */
static const char *
title_of(const struct report_input *input, const char *subject)
{
	const struct change *change = &input->evidence->change;
	const char *id = subject + strlen(REQUEST_SUBJECT);

	if (!text_starts_with(subject, REQUEST_SUBJECT))
		return NULL;
	for (size_t i = 0; i < change->requests.count; i++)
		if (*id && text_starts_with(change->requests.at[i].commit, id))
			return change->requests.at[i].title;
	return NULL;
}

/* The one request that is asked about is named at the top. */
static bool
is_the_request(const struct report_input *input, const char *subject)
{
	const char *head = input->evidence->change.head;
	const char *id = subject + strlen(REQUEST_SUBJECT);

	return conclusion_request(input->evidence) && text_starts_with(subject, REQUEST_SUBJECT) &&
	       *id && head && text_starts_with(head, id);
}

const char *
control_subject(const struct report_input *input, const struct finding *finding)
{
	const char *subject = finding->subject;

	if (text_equal(subject, "change") || text_equal(subject, finding->check) ||
	    is_the_request(input, subject))
		return NULL;
	return text_starts_with(subject, TESTS_SUBJECT) ? subject + strlen(TESTS_SUBJECT) : subject;
}

static void
add_subject(struct buffer *out, const struct report_input *input, const struct finding *finding)
{
	const char *subject = control_subject(input, finding);
	const char *title = title_of(input, finding->subject);

	text_safe(out, subject ? subject : finding->subject);
	if (!title)
		return;
	buffer_add_text(out, " \"");
	text_safe(out, title);
	buffer_add_byte(out, '"');
}

static const char *
subjects_noun(const struct finding *finding)
{
	if (text_starts_with(finding->subject, REQUEST_SUBJECT))
		return "change requests";
	if (text_starts_with(finding->subject, TESTS_SUBJECT))
		return "test requirements";
	return "findings";
}

/* What many findings of one code have in common. */
static const char *
sum_of(const char *code)
{
	static const struct {
		const char *code, *sum;
	} sums[] = {
		{"TKT-FOUND", ", each with a ticket"},
		{"APPR-COUNTED", ", each approved by others than its authors"},
		{"TEST-PASSED", ", each passed"},
		{"CHG-OUT-OF-SCOPE", " that do not touch this service"},
	};

	for (size_t i = 0; i < sizeof(sums) / sizeof(sums[0]); i++)
		if (text_equal(sums[i].code, code))
			return sums[i].sum;
	return "";
}

static bool
is_request(const struct report_input *input)
{
	return input->evidence->change.range.kind == RANGE_REQUEST;
}

/* Does the first line say all that there is, so that no item follows? */
static bool
is_one_line(const struct report_input *input, const struct group *group)
{
	return group->count == 1 && (!blocks(group->first) ||
				     (!control_subject(input, group->first) && !is_request(input)));
}

/* With the first part of the reason, as no subject is shown; the other parts follow as items. */
static bool
begins_with_reason(const struct report_input *input, const struct group *group)
{
	return is_request(input) && blocks(group->first) && group->count == 1 &&
	       !control_subject(input, group->first);
}

static void
add_first_part(struct arena *arena, struct buffer *out, const char *because)
{
	const char *part;

	if (next_part(arena, &because, &part))
		add_sentence(out, part);
}

static void
add_headline_text(struct arena *arena, struct buffer *out, const struct report_input *input,
		  const struct group *group)
{
	const struct finding *finding = group->first;

	if (group->count > 1) {
		buffer_add_format(out, "%zu %s%s", group->count, subjects_noun(finding),
				  sum_of(finding->code));
		return;
	}
	if (begins_with_reason(input, group)) {
		add_first_part(arena, out, finding->because);
		return;
	}
	if (!is_one_line(input, group)) {
		add_subject(out, input, finding);
		return;
	}
	if (control_subject(input, finding)) {
		add_subject(out, input, finding);
		buffer_add_text(out, ": ");
	}
	add_sentence(out, finding->because);
}

static bool
is_later(const struct report_input *input, const struct group *group)
{
	return showing_of(input->evidence, group->first) == SHOW_LATER;
}

static void
add_headline(struct arena *arena, struct buffer *out, const struct report_input *input,
	     const struct group *group)
{
	size_t start;

	buffer_add_text(out, "  ");
	add_verdict(out, showing_of(input->evidence, group->first), input->color);
	start = out->length;
	text_safe(out, group->control->check);
	while (width_from(out, start) < 12)
		buffer_add_byte(out, ' ');
	add_headline_text(arena, out, input, group);
	if (group->first->verdict != PASS && !is_later(input, group))
		add_at_right(out, 9 + width_from(out, start), group->first->code);
	buffer_add_byte(out, '\n');
}

/* Who approved and did not count: a line for each, the first of them where the line is. */
static void
add_parts(struct arena *arena, struct buffer *out, const char *because, const char *indent)
{
	const char *part;
	bool first = true;

	while (next_part(arena, &because, &part)) {
		if (!first)
			buffer_add_text(out, indent);
		first = false;
		add_sentence(out, part);
		buffer_add_byte(out, '\n');
	}
}

static void
add_item(struct arena *arena, struct buffer *out, const struct report_input *input,
	 const struct group *group, const struct finding *finding)
{
	const char *because = finding->because, *part;

	if (begins_with_reason(input, group) && (!next_part(arena, &because, &part) || !because[0]))
		return;
	buffer_add_text(out, "          ");
	if (group->count > 1) {
		add_subject(out, input, finding);
		buffer_add_text(out, ": ");
	}
	if (is_request(input)) {
		add_parts(arena, out, because,
			  because == finding->because ? "            " : "          ");
		return;
	}
	add_sentence(out, finding->because);
	buffer_add_byte(out, '\n');
}

static void
add_fix(struct arena *arena, struct buffer *out, struct texts *said, const struct finding *finding)
{
	if (!finding->fix || texts_contain(said, finding->fix))
		return;
	texts_add(arena, said, finding->fix);
	buffer_add_text(out, "        fix: ");
	add_sentence(out, finding->fix);
	buffer_add_byte(out, '\n');
}

/* At least one subject of each code, whatever is left of the control's CONTROL_SUBJECTS. */
static void
add_items(struct arena *arena, struct buffer *out, const struct report_input *input,
	  const struct group *group, size_t *room)
{
	const struct finding *end = group->control->at + group->control->count;
	size_t limit = *room ? *room : 1, listed = 0;

	for (const struct finding *at = group->first; at < end && listed < limit; at++) {
		if (!belongs(at, group->first))
			continue;
		add_item(arena, out, input, group, at);
		listed++;
	}
	*room -= *room < listed ? *room : listed;
	if (listed < group->count)
		buffer_add_format(out, "          and %zu more (see --format json)\n",
				  group->count - listed);
}

static void
add_blocking(struct arena *arena, struct buffer *out, const struct report_input *input,
	     const struct group *group, size_t *room)
{
	const struct finding *end = group->control->at + group->control->count;
	struct texts said = {0};

	if (!is_one_line(input, group))
		add_items(arena, out, input, group, room);
	if (finding_waits(input->evidence, group->first))
		return;
	for (const struct finding *at = group->first; at < end && said.count < 3; at++)
		if (belongs(at, group->first))
			add_fix(arena, out, &said, at);
	buffer_add_format(out, "        changegate explain %s\n", group->first->code);
}

static void
add_note(struct buffer *out, const struct group *group, const struct finding *finding,
	 const struct note *note)
{
	buffer_add_text(out, "        note: ");
	if (group->count > 1) {
		text_safe(out, finding->subject);
		buffer_add_text(out, ": ");
	}
	add_sentence(out, note->text);
	buffer_add_text(out, " (");
	text_safe(out, note->code);
	buffer_add_text(out, ")\n");
}

static void
add_notes(struct buffer *out, const struct group *group)
{
	const struct finding *end = group->control->at + group->control->count;
	size_t count = 0;

	for (const struct finding *at = group->first; at < end; at++) {
		if (!belongs(at, group->first))
			continue;
		for (size_t i = 0; i < at->notes.count; i++)
			if (count++ < CONTROL_NOTES)
				add_note(out, group, at, &at->notes.at[i]);
	}
	if (count > CONTROL_NOTES)
		buffer_add_format(out, "        and %zu more notes (see --format json)\n",
				  count - CONTROL_NOTES);
}

/* The group that finding `at` leads; false if an earlier finding leads it. */
static bool
group_at(const struct control *control, size_t at, struct group *group)
{
	const struct finding *first = &control->at[at];

	for (size_t i = 0; i < at; i++)
		if (belongs(&control->at[i], first))
			return false;
	*group = (struct group){control, first, 0};
	for (size_t i = at; i < control->count; i++)
		group->count += belongs(&control->at[i], first);
	return true;
}

static void
write_group(struct arena *arena, struct buffer *out, const struct report_input *input,
	    const struct group *group, size_t *room)
{
	add_headline(arena, out, input, group);
	if (blocks(group->first))
		add_blocking(arena, out, input, group, room);
	add_notes(out, group);
}

void
control_write(struct arena *arena, struct buffer *out, const struct report_input *input,
	      const struct control *control)
{
	size_t room = CONTROL_SUBJECTS;
	struct group group;

	for (size_t i = 0; i < VERDICTS; i++)
		for (size_t at = 0; at < control->count; at++)
			if (control->at[at].verdict == (int)verdict_order[i] &&
			    group_at(control, at, &group))
				write_group(arena, out, input, &group, &room);
}
