/* SPDX-License-Identifier: Apache-2.0 */
/* Which records of the ledger go into an evidence pack? See pack_records.h. */
#include "cmd/pack_records.h"

#include <stdlib.h>
#include <string.h>

#include "audit/unrecorded.h"
#include "base/json.h"
#include "base/text.h"

static bool
read_row(struct arena *arena, const char *line, size_t length, struct packed_row *row,
	 struct error *err)
{
	RELEASED_BY(arena_release) struct arena scratch;
	struct population_row said;
	const struct node *root;

	arena_init(&scratch);
	if (!json_parse(&scratch, line, length, &root, err) ||
	    !fields_read(&scratch, &population_row_fields, root, NULL, &said, err))
		return fail_while(err, "reading a row of the population");
	row->unrecorded = is_unrecorded(said.record_id) && !said.record_sha256[0];
	if (!row->unrecorded && !sha256_parse(said.record_sha256, &row->payload))
		return fail(err, ERROR_FORMAT, "a row of the population names no record");
	row->record_id = arena_text(arena, said.record_id);
	row->in_frame = said.in_frame;
	return true;
}

bool
pack_read_rows(struct arena *arena, const struct buffer *jsonl, struct packing_records *out,
	       struct error *err)
{
	size_t at = 0;

	while (at < jsonl->length) {
		const char *line = jsonl->bytes + at;
		const char *end = memchr(line, '\n', jsonl->length - at);
		size_t length = end ? (size_t)(end - line) : jsonl->length - at;
		struct packed_row row = {0};

		if (!read_row(arena, line, length, &row, err))
			return false;
		*LIST_ADD(arena, &out->rows) = row;
		at += length + 1;
	}
	return true;
}

static int
compare_rows(const void *a, const void *b)
{
	return memcmp(&((const struct packed_row *)a)->payload,
		      &((const struct packed_row *)b)->payload, sizeof(struct sha256));
}

/* The taken row of this record, or NULL. */
static const struct packed_row *
find_row(const struct packing_records *records, const char *payload)
{
	struct packed_row wanted = {0};
	const struct packed_row *found;

	if (!payload || !sha256_parse(payload, &wanted.payload) || !records->rows.count)
		return NULL;
	found = bsearch(&wanted, records->rows.at, records->rows.count, sizeof(wanted),
			compare_rows);
	return found && found->taken ? found : NULL;
}

/* An attempt by its identity, for the row whose record closes it. */
struct attempt {
	struct sha256 payload;
	bool shown;
};

struct attempts {
	struct attempt *at;
	size_t count;
};

static int
compare_attempts(const void *a, const void *b)
{
	return memcmp(&((const struct attempt *)a)->payload, &((const struct attempt *)b)->payload,
		      sizeof(struct sha256));
}

static bool
note_attempts(struct arena *arena, struct log *log, const struct packing_records *records,
	      struct attempts *attempts, struct error *err)
{
	for (int64_t index = 0; index < log->checkpoint.size; index++) {
		RELEASED_BY(arena_release) struct arena scratch;
		const struct packed_row *row;
		struct attempt attempt = {0};
		struct leaf leaf;

		arena_init(&scratch);
		if (!log_read_leaf(&scratch, log, index, &leaf, err))
			return false;
		row = find_row(records, leaf.payload);
		if (!row || !leaf.attempt || !sha256_parse(leaf.attempt, &attempt.payload))
			continue;
		attempt.shown = row->shown;
		*LIST_ADD(arena, attempts) = attempt;
	}
	if (attempts->count)
		qsort(attempts->at, attempts->count, sizeof(*attempts->at), compare_attempts);
	return true;
}

static const struct attempt *
find_attempt(const struct attempts *attempts, const char *payload)
{
	struct attempt wanted = {0};

	if (!attempts->count || !sha256_parse(payload, &wanted.payload))
		return NULL;
	return bsearch(&wanted, attempts->at, attempts->count, sizeof(wanted), compare_attempts);
}

/* Does the record at this leaf belong to a taken row; and is that row shown? */
static bool
belongs(const struct packing_records *records, const struct attempts *attempts,
	const struct leaf *leaf, bool *shown)
{
	const struct packed_row *row = find_row(records, leaf->payload);
	const struct attempt *attempt = row ? NULL : find_attempt(attempts, leaf->payload);

	if (!row && !attempt)
		row = find_row(records, leaf->about);
	*shown = row ? row->shown : attempt && attempt->shown;
	return row || attempt;
}

static bool
take(struct arena *arena, struct log *log, int64_t index, bool shown,
     struct packing_records *records, struct error *err)
{
	RELEASED_BY(arena_release) struct arena scratch;
	struct packed_record record = {.shown = shown};
	struct logged logged;

	arena_init(&scratch);
	if (!log_read_record(&scratch, log, index, &logged, err) ||
	    !log_receipt(arena, log, index, &record.receipt, err))
		return false;
	record.id = arena_text(arena, logged.record.record_id);
	record.envelope = arena_copy(arena, logged.envelope, logged.envelope_length);
	record.envelope_length = logged.envelope_length;
	*LIST_ADD(arena, &records->records) = record;
	return true;
}

bool
pack_read_records(struct arena *arena, struct log *log, int64_t seal,
		  struct packing_records *records, struct error *err)
{
	struct attempts attempts = {0};

	if (records->rows.count)
		qsort(records->rows.at, records->rows.count, sizeof(*records->rows.at),
		      compare_rows);
	if (!note_attempts(arena, log, records, &attempts, err))
		return false;
	for (int64_t index = 0; index < log->checkpoint.size; index++) {
		RELEASED_BY(arena_release) struct arena scratch;
		struct leaf leaf;
		bool shown;

		arena_init(&scratch);
		if (!log_read_leaf(&scratch, log, index, &leaf, err))
			return false;
		if (!belongs(records, &attempts, &leaf, &shown) && index != seal)
			continue;
		if (!take(arena, log, index, shown || index == seal, records, err))
			return fail_while(err, "packing record %lld", (long long)index);
	}
	return true;
}
