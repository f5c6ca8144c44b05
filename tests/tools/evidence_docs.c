/* SPDX-License-Identifier: Apache-2.0 */
/* How is the evidence document explained? Writes docs/evidence.md; run by the build only. */
#include <stdio.h>
#include <stdlib.h>

#include "base/text.h"
#include "core/evidence.h"

static const char introduction[] =
	"<!-- Written by `make generated` from the field tables of core/evidence.h. -->\n"
	"# The evidence document\n"
	"\n"
	"Everything that a verdict rests on is in one JSON document, `changegate.evidence/1`.\n"
	"`changegate collect` writes it, `changegate evaluate` judges it without reading anything else,\n"
	"and a record holds it word for word, so that a verdict can be judged again years later.\n"
	"\n"
	"## How to read it\n"
	"\n"
	"- *Where it is.* In a record, below `predicate.evidence`:\n"
	"\n"
	"  ```sh\n"
	"  jq -r .payload RECORD.json | base64 -d | jq .predicate.evidence\n"
	"  ```\n"
	"\n"
	"  `changegate explain RECORD` shows each finding with the facts that it rests on.\n"
	"- *Pointers.* A finding names its facts by JSON Pointers (RFC 6901) into this document:\n"
	"  `/tickets/references/0` is the first mention of a ticket.\n"
	"- *Facts, not judgement.* An approval is listed here because it was found. Whether it counts is a\n"
	"  finding, and the finding says why not.\n"
	"- *Silence is no answer.* Where a source may not answer, the section says so under\n"
	"  `availability`: `known`, `unavailable` with a reason, or `not-asked`. Only what is `known` can\n"
	"  lead to a pass.\n"
	"- *Grades.* `claimed` is text or a file that whoever pushed could have written. Everything that\n"
	"  plain git gives about approvals, tickets and tests is `claimed`.\n"
	"- *Form.* UTF-8, keys in ASCII order, no white space, whole numbers only, times as\n"
	"  `2026-11-21T20:30:00Z`. An unknown, doubled or missing key is an error. \"may be absent\" in the\n"
	"  tables means that the key is left out when there is nothing to say. `changegate schema evidence`\n"
	"  prints the JSON Schema.\n"
	"- *Effective policy.* `policy.bytes` is the policy with preset and defaults filled in, as text;\n"
	"  `jq -r .policy.bytes` prints it. The keys are in [policy.md](policy.md).\n"
	"\n"
	"## The tables\n";

#define TABLES_MAX 160

/* Tables in the order in which a reader comes upon them, each once. */
struct tables {
	const struct fields *at[TABLES_MAX];
	size_t count;
};

static void
die(const char *why)
{
	fprintf(stderr, "evidence_docs: %s\n", why);
	exit(1);
}

static void
add_table(struct tables *tables, const struct fields *fields)
{
	for (size_t i = 0; i < tables->count; i++)
		if (tables->at[i] == fields)
			return;
	if (tables->count == TABLES_MAX)
		die("more tables than TABLES_MAX");
	tables->at[tables->count++] = fields;
	for (size_t i = 0; i < fields->count; i++)
		if (fields->rows[i].of)
			add_table(tables, fields->rows[i].of);
}

static void
write_link(struct buffer *out, const struct fields *of)
{
	buffer_add_format(out, "[%s](#", of->name);
	for (const char *at = of->name; *at; at++)
		buffer_add_byte(out, byte_to_lower(*at));
	buffer_add_byte(out, ')');
}

static void
write_choices(struct buffer *out, const char *const *choices)
{
	for (size_t i = 0; choices[i]; i++)
		buffer_add_format(out, "%s`%s`", i ? ", " : "", choices[i]);
}

static void
write_type(struct buffer *out, const struct field *field)
{
	switch (field->type) {
	case FIELD_TEXT:
		buffer_add_text(out, "text");
		return;
	case FIELD_INTEGER:
		buffer_add_text(out, "number");
		return;
	case FIELD_BOOLEAN:
		buffer_add_text(out, "true or false");
		return;
	case FIELD_CHOICE:
		write_choices(out, field->choices);
		return;
	case FIELD_INSTANT:
		buffer_add_text(out, "time");
		return;
	case FIELD_DURATION:
		buffer_add_text(out, "duration");
		return;
	case FIELD_TEXTS:
		buffer_add_text(out, "list of text");
		return;
	case FIELD_OBJECT:
	case FIELD_OPTIONAL:
		write_link(out, field->of);
		return;
	case FIELD_OBJECTS:
		buffer_add_text(out, "list of ");
		write_link(out, field->of);
		return;
	case FIELD_NAMED:
		buffer_add_text(out, "map by name of ");
		write_link(out, field->of);
		return;
	}
	die("a type that has no words");
}

static void
write_meaning(struct buffer *out, const struct field *field)
{
	if (!field->meaning || !*field->meaning)
		die("a field without a meaning");
	for (const char *at = field->meaning; *at; at++) {
		if (*at == '|')
			buffer_add_byte(out, '\\');
		buffer_add_byte(out, *at);
	}
}

static void
write_table(struct buffer *out, const struct fields *fields)
{
	buffer_add_format(out, "\n### %s\n\n%s\n\n| key | type | meaning |\n|---|---|---|\n",
			  fields->name, fields->meaning);
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *field = &fields->rows[i];

		buffer_add_format(out, "| `%s` | ", field->name);
		write_type(out, field);
		if (field->optional)
			buffer_add_text(out, ", may be absent");
		buffer_add_text(out, " | ");
		write_meaning(out, field);
		buffer_add_text(out, " |\n");
	}
}

int
main(void)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct tables tables = {0};

	buffer_add_text(&out, introduction);
	add_table(&tables, &evidence_fields);
	for (size_t i = 0; i < tables.count; i++)
		write_table(&out, tables.at[i]);
	return fwrite(out.bytes, 1, out.length, stdout) == out.length && fflush(stdout) == 0 ? 0
											     : 1;
}
