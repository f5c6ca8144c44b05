/* SPDX-License-Identifier: Apache-2.0 */
/* What does this code mean; and on what does this record's verdict rest? See explain.h. */
#include "reports/explain.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "base/time.h"
#include "reports/lines.h"

void
explain_code(struct buffer *out, const struct code *code)
{
	buffer_add_format(out, "%s  (%s)\n  %s\n", code->name, code->control, code->meaning);
	if (code->fix)
		buffer_add_format(out, "  fix: %s\n", code->fix);
}

void
explain_codes(struct buffer *out)
{
	const char *control = NULL;

	for (size_t i = 0; i < code_count(); i++) {
		if (!text_equal(control, code_at(i)->control)) {
			control = code_at(i)->control;
			buffer_add_format(out, "%s%s\n", i ? "\n" : "", control);
		}
		buffer_add_format(out, "  %-24s  %s\n", code_at(i)->name, code_at(i)->meaning);
	}
}

/* Is the value short as JSON? Stops counting as soon as it is not. */
static bool
is_short(const struct node *node, size_t *room)
{
	size_t size =
		8 + (node->key ? strlen(node->key) : 0) + (node->text ? strlen(node->text) : 0);

	if (size > *room)
		return false;
	*room -= size;
	for (const struct node *child = node->first; child; child = child->next)
		if (!is_short(child, room))
			return false;
	return true;
}

static void
add_size(struct buffer *out, const struct node *node)
{
	if (node->kind == NODE_TEXT) {
		text_safe(out, node->text);
		buffer_add_format(out, " (text of %zu bytes)", strlen(node->text));
	} else {
		buffer_add_format(out, "%s of %zu", node_kind_name(node->kind), node->count);
	}
}

static void
add_value(struct buffer *out, const struct node *node)
{
	struct buffer json RELEASED_BY(buffer_release) = {0};
	size_t room = LIMIT_SHOWN_BYTES;

	if (!is_short(node, &room)) {
		add_size(out, node);
		return;
	}
	json_write(&json, node);
	text_safe(out, json.bytes);
}

/* A map that is too long to show still has members that are not: one level of them is shown. */
static void
add_members(struct buffer *out, const struct node *map)
{
	for (const struct node *child = map->first; child; child = child->next) {
		buffer_add_text(out, "              ");
		text_safe(out, child->key);
		buffer_add_text(out, ": ");
		add_value(out, child);
		buffer_add_byte(out, '\n');
	}
}

static void
add_input(struct buffer *out, const struct node *evidence, const char *pointer)
{
	const struct node *node = json_pointer(evidence, pointer);
	size_t room = LIMIT_SHOWN_BYTES;

	buffer_add_text(out, "          ");
	text_safe(out, pointer);
	if (!node) {
		buffer_add_text(out, " = (absent)\n");
		return;
	}
	buffer_add_text(out, " = ");
	add_value(out, node);
	buffer_add_byte(out, '\n');
	if (node->kind == NODE_MAP && !is_short(node, &room))
		add_members(out, node);
}

static void
add_finding(struct buffer *out, const struct node *evidence, const struct finding *finding,
	    bool color)
{
	buffer_add_text(out, "  ");
	add_verdict(out, (enum showing)finding->verdict, color);
	text_safe(out, finding->check);
	buffer_add_format(out, "/%lld  ", (long long)finding->revision);
	text_safe(out, finding->subject);
	buffer_add_text(out, "  ");
	text_safe(out, finding->code);
	buffer_add_text(out, "\n        because: ");
	add_sentence(out, finding->because);
	if (finding->fix) {
		buffer_add_text(out, "\n        fix: ");
		add_sentence(out, finding->fix);
	}
	buffer_add_byte(out, '\n');
	for (size_t i = 0; i < finding->notes.count; i++) {
		buffer_add_text(out, "        note: ");
		add_sentence(out, finding->notes.at[i].text);
		buffer_add_text(out, " (");
		text_safe(out, finding->notes.at[i].code);
		buffer_add_text(out, ")\n");
	}
	if (finding->inputs.count)
		buffer_add_text(out, "        rests on:\n");
	for (size_t i = 0; i < finding->inputs.count; i++)
		add_input(out, evidence, finding->inputs.at[i]);
}

static void
add_line(struct buffer *out, const char *name, const char *value)
{
	if (!value)
		return;
	buffer_add_format(out, "  %-13s", name);
	text_safe(out, value);
	buffer_add_byte(out, '\n');
}

static void
add_record_head(struct buffer *out, const struct record *record, const char *digest)
{
	char time[21];

	instant_format(time, record->time);
	buffer_add_text(out, "record ");
	text_safe(out, record->record_id);
	buffer_add_format(out, ": %s, %s\n", record_kind_names[record->kind],
			  record_result_names[record->result]);
	add_line(out, "digest", digest);
	add_line(out, "time", time);
	add_line(out, "repository", record->key.repository);
	add_line(out, "service", record->key.service);
	add_line(out, "environment", record->key.environment);
	add_line(out, "commit", record->commit);
	add_line(out, "artifact", record->artifact);
	buffer_add_format(out, "  %-13s%lld", "sequence", (long long)record->chain.sequence);
	if (record->chain.previous_record) {
		buffer_add_text(out, ", after ");
		add_short_id(out, record->chain.previous_record);
	}
	buffer_add_byte(out, '\n');
	add_line(out, "closes", record->chain.attempt);
	add_line(out, "about", record->about);
	buffer_add_format(out, "  %-13schangegate ", "written by");
	text_safe(out, record->recorder.version);
	buffer_add_text(out, ", sha256 ");
	text_safe(out, record->recorder.digest);
	buffer_add_byte(out, '\n');
}

static void
add_scope(struct buffer *out, const char *name, const struct texts *scope)
{
	buffer_add_format(out, "  %-13s", name);
	for (size_t i = 0; i < scope->count; i++) {
		buffer_add_text(out, i ? ", " : "");
		text_safe(out, scope->at[i]);
	}
	buffer_add_text(out, scope->count ? "\n" : "all\n");
}

static void
add_seal(struct buffer *out, const struct population_seal *seal)
{
	char from[21], to[21];

	instant_format(from, seal->from);
	instant_format(to, seal->to);
	buffer_add_format(out, "  %-13s%s to %s\n", "period", from, to);
	add_scope(out, "environments", &seal->environments);
	add_scope(out, "services", &seal->services);
	buffer_add_format(out, "  %-13s%lld ids, sha256 ", "population", (long long)seal->count);
	text_safe(out, seal->ids_sha256);
	buffer_add_byte(out, '\n');
}

/* The writer gives the bytes that were signed: it is in them that the pointers name something. */
static bool
add_findings(struct arena *arena, const struct record *record, bool color, struct buffer *out,
	     struct error *err)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	const struct node *evidence;

	evidence_write(&bytes, record->evidence);
	if (!json_parse(arena, bytes.bytes, bytes.length, &evidence, err))
		return fail_while(err, "reading the evidence of record '%s'", record->record_id);
	for (size_t i = 0; i < record->evaluation->findings.count; i++)
		add_finding(out, evidence, &record->evaluation->findings.at[i], color);
	return true;
}

static void
add_trust(struct buffer *out, const struct issuer_keys *trust)
{
	buffer_add_format(out, "  %-13s", "issuer");
	text_safe(out, trust->issuer);
	buffer_add_format(out, "\n  %-13s", "keys");
	for (size_t i = 0; i < trust->keys.count; i++) {
		buffer_add_text(out, i ? ", " : "");
		text_safe(out, trust->keys.at[i].id);
	}
	buffer_add_byte(out, '\n');
}

bool
explain_record(struct arena *arena, const struct record *record, const char *digest, bool color,
	       struct buffer *out, struct error *err)
{
	size_t start = out->length;

	add_record_head(out, record, digest);
	if (record->seal)
		add_seal(out, record->seal);
	if (record->trust)
		add_trust(out, record->trust);
	if (!record->evidence || !record->evaluation)
		return true;
	if (add_findings(arena, record, color, out, err))
		return true;
	out->length = start;
	return false;
}
