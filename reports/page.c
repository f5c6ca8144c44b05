/* SPDX-License-Identifier: Apache-2.0 */
/* How does an auditor look into an evidence pack? See page.h. */
#include "reports/page.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"
#include "reports/escape.h"
#include "reports/page_parts.h"

#define PAGE_SCHEMA "changegate.pack-page/1"

void
page_release(struct page *page)
{
	buffer_release(&page->header);
	buffer_release(&page->sample);
	buffer_release(&page->trust);
	buffer_release(&page->rows);
	buffer_release(&page->items);
	buffer_release(&page->reconciliation);
}

/* ---- data ----------------------------------------------------------------------------------- */

static void
add_name(struct buffer *json, const char *name)
{
	char last = json->length ? json->bytes[json->length - 1] : '{';

	if (last != '{' && last != '[')
		buffer_add_byte(json, ',');
	json_write_text(json, name);
	buffer_add_byte(json, ':');
}

static void
add_text(struct buffer *json, const char *name, const char *text)
{
	add_name(json, name);
	json_write_text(json, text);
}

static void
add_json(struct buffer *json, const char *name, const struct buffer *document)
{
	add_name(json, name);
	if (document->length)
		buffer_add(json, document->bytes, document->length);
	else
		buffer_add_text(json, "null");
}

/* JSON lines as a list. */
static void
add_lines(struct buffer *json, const char *name, const struct buffer *lines)
{
	size_t length = lines->length;

	if (length && lines->bytes[length - 1] == '\n')
		length--;
	add_name(json, name);
	buffer_add_byte(json, '[');
	for (size_t i = 0; i < length; i++)
		buffer_add_byte(json, lines->bytes[i] == '\n' ? ',' : lines->bytes[i]);
	buffer_add_byte(json, ']');
}

static void
add_texts(struct buffer *json, const char *name, const struct texts *texts)
{
	add_name(json, name);
	buffer_add_byte(json, '[');
	for (size_t i = 0; i < texts->count; i++) {
		buffer_add_text(json, i ? "," : "");
		json_write_text(json, texts->at[i]);
	}
	buffer_add_byte(json, ']');
}

static void
add_proof(struct buffer *json, const struct page_proof *proof)
{
	add_name(json, "proof");
	buffer_add_byte(json, '[');
	for (size_t i = 0; i < proof->count; i++) {
		buffer_add_text(json, i ? ",\"" : "\"");
		base64_encode(json, proof->at[i].bytes, sizeof(proof->at[i].bytes));
		buffer_add_byte(json, '"');
	}
	buffer_add_byte(json, ']');
}

static void
add_record(struct buffer *json, const struct page_record *record)
{
	buffer_add_byte(json, '{');
	add_text(json, "id", record->id);
	add_name(json, "index");
	buffer_add_format(json, "%lld", (long long)record->index);
	add_text(json, "leaf", record->leaf);
	add_proof(json, &record->proof);
	if (record->statement) {
		add_name(json, "statement");
		buffer_add(json, record->statement, record->statement_length);
	} else {
		add_text(json, "envelope", record->envelope);
	}
	buffer_add_byte(json, '}');
}

static void
add_records(struct buffer *json, const struct page *page)
{
	add_name(json, "records");
	buffer_add_byte(json, '[');
	for (size_t i = 0; i < page->records.count; i++) {
		buffer_add_text(json, i ? "," : "");
		add_record(json, &page->records.at[i]);
	}
	buffer_add_byte(json, ']');
}

static void
add_earlier(struct buffer *json, const struct page *page)
{
	add_name(json, "earlier");
	buffer_add_byte(json, '[');
	for (size_t i = 0; i < page->earlier.count; i++) {
		buffer_add_text(json, i ? ",{" : "{");
		add_text(json, "name", page->earlier.at[i].name);
		add_text(json, "note", page->earlier.at[i].bytes);
		add_proof(json, &page->earlier.at[i].proof);
		buffer_add_byte(json, '}');
	}
	buffer_add_byte(json, ']');
}

static void
write_data(struct buffer *json, const struct page *page)
{
	buffer_add_byte(json, '{');
	add_text(json, "schema", PAGE_SCHEMA);
	add_text(json, "tool", page->tool_version);
	add_name(json, "redacted");
	buffer_add_text(json, page->redacted ? "true" : "false");
	add_json(json, "header", &page->header);
	add_json(json, "sample", &page->sample);
	add_json(json, "trust", &page->trust);
	add_lines(json, "rows", &page->rows);
	add_lines(json, "items", &page->items);
	add_name(json, "reconciled");
	buffer_add_text(json, page->reconciled ? "true" : "false");
	add_text(json, "reconciliation",
		 page->reconciliation.length ? page->reconciliation.bytes : "");
	add_texts(json, "late", &page->late);
	add_texts(json, "omitted", &page->omitted);
	add_text(json, "seal", page->seal);
	add_text(json, "checkpoint", page->checkpoint);
	add_earlier(json, page);
	add_records(json, page);
	buffer_add_byte(json, '}');
}

/* In JSON a '<' stands in texts only, where it has another form: no tag can end or begin. */
static void
add_data(struct buffer *out, const struct page *page)
{
	RELEASED_BY(buffer_release) struct buffer json = {0};

	write_data(&json, page);
	for (size_t i = 0; i < json.length; i++) {
		if (json.bytes[i] == '<')
			buffer_add_text(out, "\\u003c");
		else
			buffer_add_byte(out, json.bytes[i]);
	}
}

/* ---- page ----------------------------------------------------------------------------------- */

static const struct page_part *
part_of(const char *name)
{
	for (size_t i = 0; i < page_part_count; i++)
		if (text_equal(page_part[i].name, name))
			return &page_part[i];
	return NULL;
}

static void
add_style(struct buffer *out, const struct page *page)
{
	const struct page_part *part = part_of("page.css");

	(void)page;
	if (part)
		buffer_add(out, part->bytes, part->length);
}

static void
add_script(struct buffer *out, const struct page *page)
{
	(void)page;
	buffer_add_text(out, "\"use strict\";\n");
	for (size_t i = 0; i < page_part_count; i++)
		if (text_ends_with(page_part[i].name, ".js"))
			buffer_add(out, page_part[i].bytes, page_part[i].length);
}

static void
add_digest(struct buffer *out, const char *directive,
	   void (*add)(struct buffer *out, const struct page *page))
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct sha256 digest;

	add(&bytes, NULL);
	sha256(&digest, bytes.bytes, bytes.length);
	buffer_add_format(out, "; %s 'sha256-", directive);
	base64_encode(out, digest.bytes, sizeof(digest.bytes));
	buffer_add_byte(out, '\'');
}

static void
add_policy(struct buffer *out, const struct page *page)
{
	(void)page;
	buffer_add_text(out, "default-src 'none'");
	add_digest(out, "script-src", add_script);
	add_digest(out, "style-src", add_style);
	buffer_add_text(out, "; base-uri 'none'; form-action 'none'");
}

static void
add_banner(struct buffer *out, const struct page *page)
{
	buffer_add_text(out, "<div class=\"banner\"><p><strong>Restricted use.</strong> Only for ");
	add_xml(out, page->recipient);
	buffer_add_text(out, ", and only for this purpose: ");
	add_xml(out, page->purpose);
	buffer_add_text(out, ". Not to be passed on.");
	if (page->redacted)
		buffer_add_text(out, " Names of people are replaced by pseudonyms.");
	buffer_add_text(out, "</p></div>");
}

/* What stands in index.html as @NAME@. */
static const struct marker {
	const char *name;
	void (*add)(struct buffer *out, const struct page *page);
} markers[] = {
	{"@POLICY@", add_policy}, {"@STYLE@", add_style},   {"@BANNER@", add_banner},
	{"@DATA@", add_data},     {"@SCRIPT@", add_script},
};

static const struct marker *
marker_at(const char *text)
{
	for (size_t i = 0; i < sizeof(markers) / sizeof(markers[0]); i++)
		if (text_starts_with(text, markers[i].name))
			return &markers[i];
	return NULL;
}

void
page_write(struct buffer *out, const struct page *page)
{
	const struct page_part *frame = part_of("index.html");
	const char *at = frame ? frame->bytes : "";

	while (*at) {
		const struct marker *marker = *at == '@' ? marker_at(at) : NULL;

		if (marker)
			marker->add(out, page);
		else
			buffer_add_byte(out, *at);
		at += marker ? strlen(marker->name) : 1;
	}
}
