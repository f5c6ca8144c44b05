/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which records does the auditor look at? Methods:
 * - sha256-ticket-v1: the ticket of a record is the lower-case hex SHA-256 of seed ":" record id;
 *   the smallest tickets, by byte, are drawn, in each stratum;
 * - rivest-sampler: for i = 1, 2, ... the row SHA-256(seed "," i) mod N + 1 of the id file; repeats
 *   are skipped. The seed is at least twenty decimal digits;
 * - row-list: rows that the auditor's own generator drew; id-list: ids that the auditor chose.
 *
 * A later stage extends an earlier one: everything that was drawn stays drawn, and a record that is
 * no deploy or to which nothing applies is replaced by the next one. Anybody can redo the draw with
 * sha256sum and sort: how is in sample.json itself.
 */
#ifndef AUDIT_SAMPLE_H
#define AUDIT_SAMPLE_H

#include "audit/strata.h"
#include "base/fields.h"
#include "core/record.h"

#define SAMPLE_SCHEMA "changegate.sample/1"
#define SAMPLE_METHOD "sha256-ticket-v1"
#define SAMPLE_RIVEST "rivest-sampler"
#define SAMPLE_ROWS "row-list"
#define SAMPLE_IDS "id-list"

#define LIMIT_STAGES 50
#define LIMIT_CHOSEN 5000 /* targeted and replaced records */

/* How the size was found; basis points. Either rates, or a frequency, or nothing: it was named. */
struct sample_plan {
	int64_t confidence, tolerable, expected;
	int64_t allowed; /* deviations; computed */
	const char *frequency;
};

struct sample_stage {
	int64_t size; /* asked for in all, without what is looked at whole, targeted or replaced */
	const char *reason;  /* NULL for the first */
	const char *extends; /* sha256 of the sample.json before; NULL for the first */
};

struct sample_replacement {
	const char *record_id;
	int reason; /* enum replaced_because */
	int64_t stage;
};

enum replaced_because { REPLACED_VOID, REPLACED_NOT_APPLICABLE };
extern const char *const replaced_because_names[];

/* What the auditor asks for. sample.json repeats it, so that the draw can be redone. */
struct sample_request {
	const struct population_seal *seal; /* NULL: not sealed, which is refused */
	const char *seal_record;            /* payload digest of the seal's record */
	int64_t sealed_at;
	const char *ids; /* bytes of the id file */
	size_t ids_length;
	const char *method; /* NULL: sha256-ticket-v1 */
	const char *seed;   /* printable ASCII on one line, chosen by the auditor after the seal */
	const char *seed_by, *seed_how; /* NULL: not said */
	bool seed_time_given;
	int64_t seed_time; /* when it was made */
	int64_t size;      /* at least 1, or 0 to take the plan's; the whole population if larger */
	const struct sample_plan *plan;
	const char *strata_by; /* NULL: no strata */
	const char *rows;      /* JSON lines of the population, for strata */
	size_t rows_length;
	struct texts targeted; /* looked at beside the sample; no conclusion from them to others */
	struct texts listed;   /* row-list and id-list: record ids, in the auditor's order */
	LIST(struct sample_stage) earlier;
	const char *reason, *extends; /* of a later stage */
	LIST(struct sample_replacement) replaced;
	const char *tool_version;
};

struct sample_item {
	int64_t position; /* from 1, in the order of the draw */
	const char *record_id;
	const char *ticket;     /* "" of what was not drawn by lot */
	int64_t position_by_id; /* from 1, in the order of the ids */
	const char *stratum;
	const char *selection; /* "random", "all", "listed", "targeted" or "replaced" */
	int64_t stage;         /* from 1: in which it was drawn */
};

/* What so large a sample shows if no deviation is found in it. */
struct assurance {
	int64_t confidence;
	const char *upper_rate;       /* of a population of unknown size: "11.3 %" */
	int64_t upper_count;          /* of this population */
	const char *upper_count_rate; /* the same as a rate */
};

/* sample.json */
struct sample {
	const char *schema;
	const char *tool_version;
	const char *method;
	const char *seed;      /* NULL: none is needed */
	const char *seed_time; /* NULL: not given */
	const char *seed_by, *seed_how;
	const char *sealed_at;
	const char *seal_record;
	const char *ids_sha256;
	int64_t population;
	int64_t size; /* to look at: all items but the replaced and the targeted ones */
	bool census;  /* everything was drawn */
	struct sample_plan *plan;
	LIST(struct assurance) assurance; /* without strata and lists only */
	const char *strata_by;
	const char *strata_sha256; /* of strata.tsv */
	LIST(struct stratum) strata;
	LIST(struct sample_stage) stages;
	LIST(struct sample_replacement) replaced;
	struct texts targeted, listed;
	int64_t tries; /* rivest-sampler: the last i */
	struct texts warnings;
	struct texts recipe; /* lines of a shell script that draws again */

	/* not part of sample.json */
	LIST(struct sample_item) items;
	const char *strata_file; /* the bytes of strata.tsv; NULL without strata */
};

extern const struct fields sample_fields;
extern const struct fields sample_item_fields;

/*
 * ERROR_USAGE for a bad seed, size or choice, or a seed older than the seal; ERROR_LEDGER for ids
 * that are not the sealed ones.
 */
bool sample_draw(struct arena *arena, const struct sample_request *request, struct sample *out,
		 struct error *err);

/* Reads a sample.json, which nobody vouches for: draw again and compare. */
bool sample_parse(struct arena *arena, const char *bytes, size_t length, struct sample *out,
		  struct error *err);

/* Into the request, whose seal, ids and rows are set: what that sample was asked for. */
bool sample_ask_again(struct arena *arena, const struct sample *sample,
		      struct sample_request *request, struct error *err);

/* Each appends one whole file. */
void sample_write_csv(struct buffer *out, const struct sample *sample);
void sample_write_jsonl(struct buffer *out, const struct sample *sample);
void sample_write_header(struct buffer *out, const struct sample *sample);

/* reproduce.sh: the lines of the recipe. */
void sample_write_recipe(struct buffer *out, const struct sample *sample);

/* What the recipe prints, too: "ticket  id", or "listed  id", "targeted  id". */
void sample_write_draw(struct buffer *out, const struct sample *sample);

#endif
