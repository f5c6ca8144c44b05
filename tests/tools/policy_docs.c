/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a policy explained? Writes docs/policy.md (`policy_docs markdown`) and
 * policies/policy.schema.json (`policy_docs schema`) from the field tables; run by the build only.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "base/time.h"
#include "base/yaml.h"
#include "core/policy.h"
#include "core/presets.h"

#define SCHEMA_ID "https://changegate.dev/schema/policy/1"

static const char introduction[] =
	"<!-- Written by `make generated` from the field tables in core/policy_fields.c. -->\n"
	"# The policy file\n"
	"\n"
	"`.changegate.yml`, at the root of the repository, says what a deploy has to show. It is read\n"
	"from the protected branch, never from the change that is judged. Every key that exists is\n"
	"enforced; a key that nothing enforces is an error, so that nobody believes in a control that\n"
	"is not there. `changegate policy validate` checks a file, `changegate policy show` prints\n"
	"what it means with all defaults; the SHA-256 of that text is in every record.\n"
	"\n"
	"## An example\n"
	"\n"
	"```yaml\n"
	"# yaml-language-server: $schema=policies/policy.schema.json\n"
	"version: 1\n"
	"extends: starter@1\n"
	"repository: example.org/acme/payments\n"
	"branches: [main, \"release/*\"]\n"
	"\n"
	"tickets:\n"
	"  projects: [PAY, OPS]\n"
	"  deny: [OPS-1]\n"
	"\n"
	"tests:\n"
	"  required:\n"
	"    - { junit: \"out/junit/*.xml\", min_tests: 50 }\n"
	"\n"
	"services:\n"
	"  payments: { paths: [\"services/payments/**\", \"libs/**\"] }\n"
	"  web: { paths: [\"services/web/**\", \"libs/**\"] }\n"
	"ignored: [\"docs/**\"]\n"
	"\n"
	"environments:\n"
	"  staging: {}\n"
	"  production:\n"
	"    after: staging\n"
	"    refs: [main]\n"
	"    freeze:\n"
	"      - from: 2026-12-20T00:00\n"
	"        to: 2027-01-02T00:00\n"
	"        zone: Europe/Berlin\n"
	"        reason: year end\n"
	"\n"
	"ledger:\n"
	"  store: dir:../payments-ledger\n"
	"```\n"
	"\n"
	"## The language\n"
	"\n"
	"- A small part of YAML 1.2, or JSON: no anchors, aliases, tags, merge keys or second documents;\n"
	"  no tabs as indentation; no key twice; at most 64 KiB and 2,000 keys. Errors point at line and\n"
	"  column.\n"
	"- Globs: `*` and `?` stay within one folder, `**` is any number of folders. Paths are relative\n"
	"  to the root of the work tree.\n"
	"- Durations: `90s`, `30m`, `12h`, `30d`. Local times: `2026-12-20T00:00`.\n"
	"- Grades of evidence, weakest first: `claimed` (text that anybody could have written),\n"
	"  `attested` (signed by another tool), `verified` (read from the system of record, or signed by\n"
	"  the person). A fact below the grade that the policy asks for does not count. What no evidence\n"
	"  of this version can reach is said by `changegate policy validate`.\n"
	"\n"
	"## Extending a preset\n"
	"\n"
	"`extends` names a preset that is part of changegate. Presets never change: another meaning is\n"
	"another revision. What the policy leaves unsaid comes from the preset, then from the default.\n"
	"A policy may only tighten what its preset says; the column *tighter* tells in which direction.\n"
	"What the preset does not say is free. A list replaces the list of the preset, so it has to\n"
	"repeat what may not be lost.\n"
	"\n"
	"## Every key\n"
	"\n"
	"`tests.required[]` is one element of the list, `NAME` any name; `-` says nothing.\n"
	"\n";

static const char rules[] =
	"\n"
	"## Rules across keys\n"
	"\n"
	"- `after` names a declared environment, and the order of environments has no circle.\n"
	"- No two requirements have the same `junit`; a freeze ends after it begins.\n"
	"- `branches`, `tickets.projects`, `tickets.sources`, `approval.trailers`, `tests.required` and\n"
	"  `environments` are never empty. An empty `refs` or `paths` is refused: it would mean\n"
	"  everything.\n"
	"- Each ticket under `tickets.deny` is one that the pattern finds, and the pattern finds none in\n"
	"  an empty text.\n"
	"- Names of services and environments: `a-z` or `0-9`, then up to 62 of `a-z 0-9 . _ -`.\n";

static void
die(const char *what)
{
	fprintf(stderr, "policy_docs: %s\n", what);
	exit(1);
}

static const struct node *
read_preset(struct arena *arena, const struct preset_bytes *preset)
{
	struct source_text source = {preset->name, preset->bytes, preset->length};
	const struct node *root;
	struct error err;

	if (!yaml_parse(arena, &source, &root, &err))
		die(err.message);
	return root;
}

static void
add_choices(struct buffer *out, const char *const *choices)
{
	for (size_t i = 0; choices[i]; i++)
		buffer_add_format(out, "%s`%s`", i ? " < " : "", choices[i]);
}

static void
add_type(struct buffer *out, const struct field *field)
{
	switch (field->type) {
	case FIELD_INTEGER:
		buffer_add_format(out, field->minimum == field->maximum ? "%lld" : "%lld to %lld",
				  (long long)field->minimum, (long long)field->maximum);
		break;
	case FIELD_CHOICE:
		add_choices(out, field->choices);
		break;
	case FIELD_DURATION:
		buffer_add_text(out, "duration");
		break;
	case FIELD_BOOLEAN:
		buffer_add_text(out, "`true` or `false`");
		break;
	case FIELD_TEXTS:
		buffer_add_text(out, "list of text");
		break;
	case FIELD_OBJECTS:
		buffer_add_text(out, "list");
		break;
	case FIELD_NAMED:
		buffer_add_text(out, "map by name");
		break;
	default:
		buffer_add_text(out, "text");
	}
}

static void
add_value(struct buffer *out, const struct node *node)
{
	if (!node) {
		buffer_add_byte(out, '-');
		return;
	}
	buffer_add_byte(out, '`');
	if (node->kind == NODE_TEXT) {
		buffer_add_text(out, node->text);
	} else if (node->kind == NODE_LIST) {
		buffer_add_byte(out, '[');
		for (const struct node *child = node->first; child; child = child->next)
			buffer_add_format(out, "%s%s", child == node->first ? "" : ", ",
					  child->text);
		buffer_add_byte(out, ']');
	} else {
		json_write(out, node);
	}
	buffer_add_byte(out, '`');
}

static void
add_default(struct buffer *out, struct arena *arena, const struct field *field)
{
	const struct node *node = NULL;
	struct error err;

	if (!field->unless_given && !field->optional) {
		buffer_add_text(out, "required");
		return;
	}
	if (field->unless_given &&
	    !json_parse(arena, field->unless_given, strlen(field->unless_given), &node, &err))
		die(err.message);
	add_value(out, node);
}

static const char *
direction(enum tighter tighter)
{
	switch (tighter) {
	case TIGHTER_FIXED:
		return "not changed";
	case TIGHTER_MAY_ADD:
		return "may add";
	case TIGHTER_MAY_REMOVE:
		return "may remove";
	case TIGHTER_MAY_RAISE:
		return "may raise";
	case TIGHTER_MAY_LOWER:
		return "may lower";
	case TIGHTER_WITHIN:
	case TIGHTER_UNSAID:
		break;
	}
	die("a field without direction");
	return NULL;
}

/* The presets, weakest first, whatever their order in the array. */
static const char *const columns[] = {"starter@1", "soc2@1", "strict@1"};
#define COLUMN_COUNT (sizeof(columns) / sizeof(columns[0]))

static const struct node *
preset_value(struct arena *arena, const char *name, const char *pointer)
{
	for (size_t i = 0; i < preset_bytes_count; i++)
		if (text_equal(preset_bytes[i].name, name))
			return json_pointer(read_preset(arena, &preset_bytes[i]), pointer);
	die("no such preset");
	return NULL;
}

static void
add_row(struct buffer *out, struct arena *arena, const struct field *field, const char *key,
	const char *pointer)
{
	buffer_add_format(out, "| `%s` | ", key);
	add_type(out, field);
	buffer_add_text(out, " | ");
	add_default(out, arena, field);
	for (size_t i = 0; i < COLUMN_COUNT; i++) {
		buffer_add_text(out, " | ");
		add_value(out, preset_value(arena, columns[i], pointer));
	}
	buffer_add_format(out, " | %s | %s |\n", direction(field->tighter), field->meaning);
}

/* `key` as people read it; `pointer` into a preset, which has no lists of structs. */
static void
add_rows(struct buffer *out, struct arena *arena, const struct fields *fields, const char *key,
	 const char *pointer)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *field = &fields->rows[i];
		const char *here = arena_format(arena, "%s%s%s", key, *key ? "." : "", field->name);
		const char *below = arena_format(arena, "%s/%s", pointer, field->name);
		if (field->type != FIELD_OBJECT && field->type != FIELD_OPTIONAL)
			add_row(out, arena, field, here, below);
		if (field->type == FIELD_OBJECTS)
			here = arena_format(arena, "%s[]", here);
		if (field->type == FIELD_NAMED)
			here = arena_format(arena, "%s.NAME", here);
		if (field->of)
			add_rows(out, arena, field->of, here, below);
	}
}

static void
write_markdown(struct buffer *out)
{
	struct arena arena RELEASED_BY(arena_release);

	arena_init(&arena);
	buffer_add_text(out, introduction);
	buffer_add_text(out, "| key | type | default | starter@1 | soc2@1 | strict@1 | tighter | "
			     "meaning |\n|---|---|---|---|---|---|---|---|\n");
	add_rows(out, &arena, &policy_fields, "", "");
	buffer_add_text(out, rules);
}

static void
write_schema(struct buffer *out)
{
	struct buffer schema RELEASED_BY(buffer_release) = {0};

	fields_schema(&schema, &policy_fields, SCHEMA_ID);
	buffer_add(out, schema.bytes, schema.length);
}

int
main(int count, char **words)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	if (count == 2 && text_equal(words[1], "markdown"))
		write_markdown(&out);
	else if (count == 2 && text_equal(words[1], "schema"))
		write_schema(&out);
	else
		die("markdown or schema?");
	return fwrite(out.bytes, 1, out.length, stdout) == out.length && fflush(stdout) == 0 ? 0
											     : 1;
}
