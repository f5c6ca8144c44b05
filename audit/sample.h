/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which records does the auditor look at? Method sha256-ticket-v1: the ticket of a record is the
 * lower-case hex SHA-256 of seed ":" record id; the n smallest tickets, by byte, are drawn. A
 * smaller sample is the beginning of a larger one. Anybody can redo it with sha256sum and sort.
 */
#ifndef AUDIT_SAMPLE_H
#define AUDIT_SAMPLE_H

#include "base/fields.h"
#include "core/record.h"

#define SAMPLE_SCHEMA "changegate.sample/1"
#define SAMPLE_METHOD "sha256-ticket-v1"

struct sample_request {
	const struct population_seal *seal; /* NULL: not sealed, which is refused */
	const char *seal_record;            /* payload digest of the seal's record */
	int64_t sealed_at;
	const char *ids; /* bytes of the id file */
	size_t ids_length;
	const char *seed; /* printable ASCII on one line, chosen by the auditor after the seal */
	bool seed_time_given;
	int64_t seed_time; /* when it was made */
	int64_t size;      /* at least 1; all of them if it is at least the population */
	const char *tool_version;
};

struct sample_item {
	int64_t position; /* from 1, in the order of the tickets */
	const char *record_id;
	const char *ticket;
	int64_t position_by_id; /* from 1, in the order of the ids */
};

/* sample.json */
struct sample {
	const char *schema;
	const char *tool_version;
	const char *method;
	const char *seed;
	const char *seed_time; /* NULL: not given */
	const char *sealed_at;
	const char *seal_record;
	const char *ids_sha256;
	int64_t population;
	int64_t size; /* drawn */
	bool census;  /* everything was drawn */
	struct texts warnings;
	LIST(struct sample_item) items; /* not part of sample.json */
};

extern const struct fields sample_fields;
extern const struct fields sample_item_fields;

/*
 * ERROR_USAGE for a bad seed or size, or a seed older than the seal; ERROR_LEDGER for ids that are
 * not the sealed ones.
 */
bool sample_draw(struct arena *arena, const struct sample_request *request, struct sample *out,
		 struct error *err);

/* Each appends one whole file. */
void sample_write_csv(struct buffer *out, const struct sample *sample);
void sample_write_jsonl(struct buffer *out, const struct sample *sample);
void sample_write_header(struct buffer *out, const struct sample *sample);

/* reproduce.sh: the same draw with sh, sha256sum, cut, sort and head; it checks the id file first.
 */
void sample_write_recipe(struct buffer *out, const struct sample *sample);

#endif
