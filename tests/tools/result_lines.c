/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a result, or a record, say to a shell? `result_lines result FILE`: KEY=VALUE and each
 * finding, reason and note on a line. `result_lines evidence FILE`: the evidence in an envelope, as
 * JSON. The scenarios start it 5,000 times, and a JSON processor takes ten times as long to begin.
 */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "integrations/disk.h"
#include "ledger/dsse.h"

static void
add_value(struct buffer *out, const char *name, const struct node *root, const char *pointer)
{
	const struct node *value = json_pointer(root, pointer);

	buffer_add_format(out, "%s=", name);
	if (value && value->kind == NODE_TEXT)
		buffer_add_text(out, value->text);
	else if (value)
		json_write(out, value);
	else
		buffer_add_text(out, "null");
	buffer_add_text(out, "\n");
}

static const char *
text_of(const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);

	return value && value->kind == NODE_TEXT ? value->text : "null";
}

static void
add_finding(struct buffer *out, const struct node *finding)
{
	const struct node *notes = node_get(finding, "notes");
	const char *check = text_of(finding, "check");

	buffer_add_format(out, "finding %s=%s:%s\nreason %s\n", check, text_of(finding, "verdict"),
			  text_of(finding, "code"), text_of(finding, "because"));
	for (const struct node *note = notes ? notes->first : NULL; note; note = note->next)
		buffer_add_format(out, "finding %s=NOTE:%s\nreason %s\n", check,
				  text_of(note, "code"), text_of(note, "text"));
}

static void
add_result(struct buffer *out, const struct node *root)
{
	const struct node *findings = node_get(root, "findings");

	add_value(out, "result", root, "/result");
	add_value(out, "exitStatus", root, "/exitStatus");
	add_value(out, "recordId", root, "/recordId");
	add_value(out, "recordKind", root, "/recordKind");
	add_value(out, "kind", root, "/range/kind");
	add_value(out, "commits", root, "/range/commitCount");
	add_value(out, "previous", root, "/range/previous");
	for (const struct node *finding = findings ? findings->first : NULL; finding;
	     finding = finding->next)
		add_finding(out, finding);
}

static bool
add_evidence(struct arena *arena, const struct buffer *bytes, struct buffer *out, struct error *err)
{
	struct envelope envelope;
	const struct node *root, *evidence;

	if (!dsse_parse(arena, bytes->bytes, bytes->length, &envelope, err) ||
	    !json_parse(arena, envelope.payload, envelope.payload_length, &root, err))
		return false;
	evidence = json_pointer(root, "/predicate/evidence");
	if (!evidence)
		return fail(err, ERROR_FORMAT, "the record has no evidence");
	json_write(out, evidence);
	buffer_add_text(out, "\n");
	return true;
}

static bool
run(struct arena *arena, const char *what, const char *file, struct buffer *out, struct error *err)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	const struct node *root;

	if (!disk_read(file, LIMIT_ENVELOPE_BYTES, &bytes, err))
		return false;
	if (text_equal(what, "evidence"))
		return add_evidence(arena, &bytes, out, err);
	if (!json_parse(arena, bytes.bytes ? bytes.bytes : "", bytes.length, &root, err))
		return false;
	add_result(out, root);
	return true;
}

int
main(int count, char **words)
{
	struct arena arena RELEASED_BY(arena_release);
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct error err = {0};

	arena_init(&arena);
	if (count != 3 || !run(&arena, words[1], words[2], &out, &err)) {
		fprintf(stderr, "result_lines: %s\n", count == 3 ? err.message : "WHAT FILE");
		return 1;
	}
	return fwrite(out.bytes, 1, out.length, stdout) == out.length && fflush(stdout) == 0 ? 0
											     : 1;
}
