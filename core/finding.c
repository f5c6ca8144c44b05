/* SPDX-License-Identifier: Apache-2.0 */
/* How does a finding look as a document, and how does a check make one? */
#include "core/finding.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/check.h"
#include "core/code.h"

const char *const verdict_names[] = {"PASS", "FAIL", "EXEMPT", "UNKNOWN", "NOT_APPLICABLE", NULL};
const char *const result_names[] = {"allowed", "refused", "unknown", "advisory", "emergency", NULL};

static const struct field note_rows[] = {
	FIELD_ROW(note, code, "code", FIELD_TEXT, .meaning = "stable code"),
	FIELD_ROW(note, text, "text", FIELD_TEXT, .meaning = "what is flagged"),
};
static const struct fields note_fields = {"note", sizeof(struct note), FIELDS_OF(note_rows),
					  "Something flagged that does not change the verdict."};

static const struct field finding_rows[] = {
	FIELD_ROW(finding, check, "check", FIELD_TEXT, .meaning = "id of the check"),
	FIELD_ROW(finding, revision, "revision", FIELD_INTEGER, .meaning = "revision of the check"),
	FIELD_ROW(finding, subject, "subject", FIELD_TEXT, .meaning = "what was judged"),
	FIELD_ROW(finding, verdict, "verdict", FIELD_CHOICE, .choices = verdict_names,
		  .meaning = "the verdict"),
	FIELD_ROW(finding, code, "code", FIELD_TEXT,
		  .meaning = "stable code; see changegate explain"),
	FIELD_ROW(finding, because, "because", FIELD_TEXT, .meaning = "what was found"),
	FIELD_ROW(finding, fix, "fix", FIELD_TEXT, .optional = true, .meaning = "what to do"),
	FIELD_ROW(finding, inputs, "inputs", FIELD_TEXTS,
		  .meaning = "JSON Pointers into the evidence that the verdict rests on"),
	FIELD_ROW(finding, notes, "notes", FIELD_OBJECTS, .of = &note_fields, .optional = true,
		  .meaning = "what is flagged"),
};
const struct fields finding_fields = {"finding", sizeof(struct finding), FIELDS_OF(finding_rows),
				      "One verdict about one subject."};

static const struct field evaluation_rows[] = {
	FIELD_ROW(evaluation, result, "result", FIELD_CHOICE, .choices = result_names,
		  .meaning = "allowed, refused or unknown"),
	FIELD_ROW(evaluation, findings, "findings", FIELD_OBJECTS, .of = &finding_fields,
		  .meaning = "one for each subject and check, in reporting order"),
};
const struct fields evaluation_fields = {"evaluation", sizeof(struct evaluation),
					 FIELDS_OF(evaluation_rows), "The judgement."};

static char *
format_in(struct arena *arena, const char *format, va_list arguments)
{
	va_list again;
	int length;
	char *text;

	va_copy(again, arguments);
	length = vsnprintf(NULL, 0, format, arguments);
	if (length < 0)
		abort();
	text = arena_allocate(arena, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

struct finding *
judge(struct judgement *judgement, const char *subject, enum verdict verdict, const char *code,
      const char *because, ...)
{
	struct finding *finding = LIST_ADD(judgement->arena, &judgement->evaluation->findings);
	va_list arguments;

	assert(code_find(code));
	finding->check = judgement->check->id;
	finding->revision = judgement->check->revision;
	finding->subject = arena_text(judgement->arena, subject);
	finding->verdict = (int)verdict;
	finding->code = code;
	va_start(arguments, because);
	finding->because = format_in(judgement->arena, because, arguments);
	va_end(arguments);
	return finding;
}

void
finding_fix(struct judgement *judgement, struct finding *finding, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	finding->fix = format_in(judgement->arena, format, arguments);
	va_end(arguments);
}

void
finding_rests_on(struct judgement *judgement, struct finding *finding, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	texts_add(judgement->arena, &finding->inputs,
		  format_in(judgement->arena, format, arguments));
	va_end(arguments);
}

void
finding_note(struct judgement *judgement, struct finding *finding, const char *code,
	     const char *format, ...)
{
	struct note *note = LIST_ADD(judgement->arena, &finding->notes);
	va_list arguments;

	assert(code_find(code));
	note->code = code;
	va_start(arguments, format);
	note->text = format_in(judgement->arena, format, arguments);
	va_end(arguments);
}
