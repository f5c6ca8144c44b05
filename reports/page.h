/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does an auditor look into an evidence pack? One page without any network or other file: the
 * population to search and sort, and for each embedded record what it rests on and whether its
 * signature and its place in the ledger hold, checked by the page itself.
 *
 * The page runs its own script and nothing else (a Content-Security-Policy names its digest);
 * data is JSON in which no '<' is left.
 */
#ifndef REPORTS_PAGE_H
#define REPORTS_PAGE_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/hash.h"
#include "base/list.h"

/* Of a Merkle tree: from the leaf up, or of a consistency proof in its order. */
struct page_proof {
	const struct sha256 *at;
	size_t count;
};

struct page_record {
	const char *id; /* recordId: the name of its files */
	const char *envelope;
	size_t envelope_length;
	const char *statement; /* where names are replaced, instead of the envelope: JSON */
	size_t statement_length;
	int64_t index; /* in the ledger */
	const char *leaf;
	struct page_proof proof;
};

struct page_checkpoint {
	const char *name; /* "when the population was sealed" */
	const char *bytes;
	struct page_proof proof; /* that the ledger of this pack begins with it */
};

struct page {
	const char *recipient, *purpose; /* safe to show */
	const char *tool_version;
	bool redacted;
	/* JSON documents, each a valid one */
	struct buffer header, sample, trust; /* population.json; sample.json or nothing */
	struct buffer rows, items;           /* JSON lines */
	bool reconciled;                     /* there is a reconciliation */
	struct buffer reconciliation;        /* its bytes; none where they are files only */
	struct texts late;                   /* rows in the frame that came after the seal */
	struct texts omitted;                /* sampled records that are files only */
	const char *seal;                    /* record id */
	const char *checkpoint;              /* a signed note */
	LIST(struct page_checkpoint) earlier;
	LIST(struct page_record) records;
};

void page_release(struct page *page);

/* Appends index.html. */
void page_write(struct buffer *out, const struct page *page);

#endif
