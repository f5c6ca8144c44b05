/* SPDX-License-Identifier: Apache-2.0 */
/* Which records does the auditor look at? See sample.h. */
#include "audit/sample.h"

#include <stdlib.h>
#include <string.h>

#include "audit/csv.h"
#include "audit/seal.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "base/time.h"

#define LIMIT_SEED_BYTES 256
#define SEED_BYTES_RECOMMENDED 20

static const struct field item_rows[] = {
	FIELD_ROW(sample_item, position, "position", FIELD_INTEGER, .maximum = LIMIT_INTEGER,
		  .meaning = "from 1, in the order of the tickets"),
	FIELD_ROW(sample_item, record_id, "record_id", FIELD_TEXT, .meaning = "what was drawn"),
	FIELD_ROW(sample_item, ticket, "ticket", FIELD_TEXT, .meaning = "sha256 of seed:record_id"),
	FIELD_ROW(sample_item, position_by_id, "position_by_id", FIELD_INTEGER,
		  .maximum = LIMIT_INTEGER, .meaning = "from 1, in the order of the ids"),
};
const struct fields sample_item_fields = {"sampleItem", sizeof(struct sample_item),
					  FIELDS_OF(item_rows), "One record that was drawn."};

static const struct field sample_rows[] = {
	FIELD_ROW(sample, schema, "schema", FIELD_TEXT, .meaning = SAMPLE_SCHEMA),
	FIELD_ROW(sample, tool_version, "toolVersion", FIELD_TEXT, .meaning = "of changegate"),
	FIELD_ROW(sample, method, "method", FIELD_TEXT, .meaning = SAMPLE_METHOD),
	FIELD_ROW(sample, seed, "seed", FIELD_TEXT, .meaning = "from the auditor"),
	FIELD_ROW(sample, seed_time, "seedTime", FIELD_TEXT, .optional = true,
		  .meaning = "when it was made, as given"),
	FIELD_ROW(sample, sealed_at, "sealedAt", FIELD_TEXT,
		  .meaning = "time of the seal's record"),
	FIELD_ROW(sample, seal_record, "sealRecord", FIELD_TEXT, .optional = true,
		  .meaning = "payload digest of the seal's record"),
	FIELD_ROW(sample, ids_sha256, "idsSha256", FIELD_TEXT, .meaning = "of the sealed id file"),
	FIELD_ROW(sample, population, "population", FIELD_INTEGER, .maximum = LIMIT_INTEGER,
		  .meaning = "ids that could be drawn"),
	FIELD_ROW(sample, size, "size", FIELD_INTEGER, .maximum = LIMIT_INTEGER,
		  .meaning = "ids that were drawn"),
	FIELD_ROW(sample, census, "census", FIELD_BOOLEAN, .meaning = "all of them were drawn"),
	FIELD_ROW(sample, warnings, "warnings", FIELD_TEXTS,
		  .meaning = "to know before relying on it"),
};
const struct fields sample_fields = {"sample", sizeof(struct sample), FIELDS_OF(sample_rows),
				     "How a sample was drawn."};

static bool
is_printable(const char *seed)
{
	for (const char *at = seed; *at; at++)
		if (*at < 0x20 || *at > 0x7E)
			return false;
	return true;
}

static bool
seed_is_usable(const struct sample_request *request, struct error *err)
{
	size_t length = request->seed ? strlen(request->seed) : 0;

	if (length == 0)
		return fail(err, ERROR_USAGE,
			    "a seed is needed: 20 digits that the auditor throws");
	if (length > LIMIT_SEED_BYTES || !is_printable(request->seed))
		return fail(err, ERROR_USAGE,
			    "the seed must be one line of at most %d printable ASCII characters",
			    LIMIT_SEED_BYTES);
	if (request->seed_time_given && request->seed_time < request->sealed_at)
		return fail(err, ERROR_USAGE,
			    "the seed is older than the seal: whoever knew it could choose what to "
			    "seal; take a new seed");
	return true;
}

static bool
request_is_usable(const struct sample_request *request, struct error *err)
{
	if (!request->seal)
		return fail(err, ERROR_USAGE,
			    "the population is not sealed: seal it, then let the auditor give a "
			    "seed");
	if (request->size < 1)
		return fail(err, ERROR_USAGE, "the sample must have at least one record");
	return seed_is_usable(request, err);
}

static const char *
ticket_of(struct arena *arena, const char *seed, const char *id)
{
	struct buffer joined RELEASED_BY(buffer_release) = {0};

	buffer_add_format(&joined, "%s:%s", seed, id);
	return sha256_hex(arena, joined.bytes, joined.length);
}

static int
compare_tickets(const void *a, const void *b)
{
	const struct sample_item *left = a, *right = b;
	int order = strcmp(left->ticket, right->ticket);

	return order ? order : strcmp(left->record_id, right->record_id);
}

static int
compare_ids(const void *a, const void *b)
{
	return strcmp((*(struct sample_item *const *)a)->record_id,
		      (*(struct sample_item *const *)b)->record_id);
}

static void
number_by_id(struct arena *arena, struct sample *sample)
{
	struct sample_item **sorted =
		arena_allocate(arena, sample->items.count * sizeof(struct sample_item *));

	for (size_t i = 0; i < sample->items.count; i++)
		sorted[i] = &sample->items.at[i];
	qsort(sorted, sample->items.count, sizeof(struct sample_item *), compare_ids);
	for (size_t i = 0; i < sample->items.count; i++)
		sorted[i]->position_by_id = (int64_t)i + 1;
}

static void
draw(struct arena *arena, const struct sample_request *request, const struct texts *ids,
     struct sample *sample)
{
	for (size_t i = 0; i < ids->count; i++) {
		struct sample_item *item = LIST_ADD(arena, &sample->items);

		item->record_id = ids->at[i];
		item->ticket = ticket_of(arena, request->seed, ids->at[i]);
	}
	qsort(sample->items.at, sample->items.count, sizeof(sample->items.at[0]), compare_tickets);
	if ((uint64_t)request->size < sample->items.count)
		sample->items.count = (size_t)request->size;
	for (size_t i = 0; i < sample->items.count; i++)
		sample->items.at[i].position = (int64_t)i + 1;
	number_by_id(arena, sample);
}

static const char *
instant_text(struct arena *arena, int64_t instant)
{
	char text[21];

	instant_format(text, instant);
	return arena_text(arena, text);
}

static void
add_warnings(struct arena *arena, const struct sample_request *request, struct sample *sample)
{
	if (strlen(request->seed) < SEED_BYTES_RECOMMENDED)
		texts_add(
			arena, &sample->warnings,
			"the seed has fewer than 20 characters: few enough to try them all before "
			"sealing");
	if (!request->seed_time_given)
		texts_add(
			arena, &sample->warnings,
			"it was not said when the seed was made: whether that was after the seal is "
			"not tested");
}

bool
sample_draw(struct arena *arena, const struct sample_request *request, struct sample *out,
	    struct error *err)
{
	struct sample sample = {.schema = SAMPLE_SCHEMA, .method = SAMPLE_METHOD};
	struct texts ids = {0};

	if (!request_is_usable(request, err) ||
	    !population_seal_fits(arena, request->seal, request->ids, request->ids_length, &ids,
				  err))
		return fail_while(err, "drawing a sample");
	if (!ids.count)
		return fail(err, ERROR_USAGE, "the population is empty: nothing can be drawn");
	draw(arena, request, &ids, &sample);
	sample.tool_version = request->tool_version;
	sample.seed = arena_text(arena, request->seed);
	sample.seed_time =
		request->seed_time_given ? instant_text(arena, request->seed_time) : NULL;
	sample.sealed_at = instant_text(arena, request->sealed_at);
	sample.seal_record = request->seal_record;
	sample.ids_sha256 = request->seal->ids_sha256;
	sample.population = (int64_t)ids.count;
	sample.size = (int64_t)sample.items.count;
	sample.census = sample.size == sample.population;
	add_warnings(arena, request, &sample);
	*out = sample;
	return true;
}

void
sample_write_csv(struct buffer *out, const struct sample *sample)
{
	csv_write_header(out, &sample_item_fields);
	for (size_t i = 0; i < sample->items.count; i++)
		csv_write_row(out, &sample_item_fields, &sample->items.at[i]);
}

void
sample_write_jsonl(struct buffer *out, const struct sample *sample)
{
	for (size_t i = 0; i < sample->items.count; i++) {
		fields_write(out, &sample_item_fields, &sample->items.at[i]);
		buffer_add_byte(out, '\n');
	}
}

void
sample_write_header(struct buffer *out, const struct sample *sample)
{
	struct buffer json RELEASED_BY(buffer_release) = {0};

	fields_write(&json, &sample_fields, sample);
	json_indent(out, json.bytes, json.length);
	if (out->length && out->bytes[out->length - 1] != '\n')
		buffer_add_byte(out, '\n');
}

/* In single quotes a shell takes everything as it is but the quote itself. */
static void
add_quoted(struct buffer *out, const char *text)
{
	buffer_add_byte(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			buffer_add_text(out, "'\\''");
		else
			buffer_add_byte(out, *text);
	}
	buffer_add_byte(out, '\'');
}

void
sample_write_recipe(struct buffer *out, const struct sample *sample)
{
	buffer_add_format(
		out,
		"#!/bin/sh\n"
		"# Draws the sample again without changegate: sh reproduce.sh [IDS]\n"
		"# IDS is the sealed id file (default: population-ids.txt): %lld record ids,\n"
		"# sealed at %s. The ticket of a record is the SHA-256 of SEED:ID; the %lld\n"
		"# smallest tickets are the sample. Compare with sample.csv.\n"
		"set -eu\n"
		"SEED=",
		(long long)sample->population, sample->sealed_at, (long long)sample->size);
	add_quoted(out, sample->seed);
	buffer_add_format(
		out,
		"\n"
		"ids=${1:-population-ids.txt}\n"
		"printf '%%s  %%s\\n' '%s' \"$ids\" | sha256sum -c - >&2\n"
		"while IFS= read -r id; do\n"
		"\tprintf '%%s  %%s\\n' \"$(printf '%%s:%%s' \"$SEED\" \"$id\" | sha256sum "
		"| cut -c1-64)\" \"$id\"\n"
		"done <\"$ids\" | LC_ALL=C sort | head -n %lld\n",
		sample->ids_sha256, (long long)sample->size);
}
