/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does an auditor's workpaper begin with? The sampled records, management's own test of each
 * attribute with what it rests on, and the numbers that follow from it. Everything that is the
 * auditor's to say is a blank cell. Nothing here is an opinion.
 */
#ifndef AUDIT_WORKPAPER_H
#define AUDIT_WORKPAPER_H

#include "audit/attributes.h"
#include "audit/evaluation.h"
#include "audit/sheet.h"
#include "audit/unrecorded.h"

#define RECORDS_FOLDER "records"

struct workpaper_item { /* one of the sample */
	const struct sample_item *item;
	const char *service, *environment, *deployed_at, *type; /* NULL: not in the ledger */
	const char *policy_digest;
	struct attribute_outcome outcomes[ATTRIBUTE_COUNT];
	const char *evidence;        /* path of the record's envelope, relative to the folder */
	const char *envelope_sha256; /* of that file */
	const char *record_sha256;   /* of the payload: the record's identity */
	const char *exceptions;      /* codes that do not pass, "; " between */
};

struct workpaper_title { /* who and what; NULL: left blank for a person to fill in */
	const char *client, *engagement, *control, *owner;
};

struct workpaper {
	struct workpaper_title title;
	const struct sample *sample;
	const struct population_header *population;
	const char *sample_sha256;
	const char *tool_version;
	LIST(struct workpaper_item) items; /* in the order of the draw */
	struct workpaper_item **by_id;     /* the same, sorted by record id */
};

/* One item for each of the sample, still without a record. */
void workpaper_begin(struct arena *arena, struct workpaper *workpaper);

/* The item of this record; NULL if it was not drawn. */
struct workpaper_item *workpaper_find(const struct workpaper *workpaper, const char *record_id);

/* From its record, and what was reconciled (NULL: nothing). `envelope_sha256` of the file that it
 * is written to. Texts are copied. */
void workpaper_fill(struct arena *arena, struct workpaper_item *item,
		    const struct verified_record *verified, const struct deployed *deployed,
		    const struct reconciliation_file *reconciliation, const char *envelope_sha256);

/* Of a deploy that has none: a deviation in every attribute. */
void workpaper_fill_unrecorded(struct arena *arena, struct workpaper_item *item,
			       const struct unrecorded *unrecorded, const char *file,
			       const char *file_sha256);

/* Management's own test as results of the sample. */
void workpaper_results(struct arena *arena, const struct workpaper *workpaper, struct results *out);

struct workpaper_sheets {
	struct sheet summary;    /* what was tested, how, and where it comes from */
	struct sheet body;       /* one row a record */
	struct sheet reasons;    /* one row a record and attribute: why */
	struct sheet attributes; /* one row an attribute and stratum, with limits */
	struct sheet auditor;    /* a table to fill in, for `audit evaluate` */
};

void workpaper_sheets(struct arena *arena, const struct workpaper *workpaper,
		      const struct sample_evaluation *evaluation, struct workpaper_sheets *out);

#endif
