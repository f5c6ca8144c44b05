/* SPDX-License-Identifier: Apache-2.0 */
/* How is an evidence pack put together? What the files cmd/pack_*.c share: everything is gathered
 * in memory, looked through for secrets, and only then written. */
#ifndef CMD_PACK_H
#define CMD_PACK_H

#include "audit/pack.h"
#include "audit/redaction.h"
#include "cmd/audit_frame.h"
#include "cmd/building.h"
#include "cmd/pack_records.h"
#include "reports/pack_readme.h"
#include "reports/page.h"

struct packing {
	struct arena *arena;
	const struct arguments *arguments;
	const char *target;              /* the new folder */
	const char *names;               /* file of pseudonyms, outside of it; NULL: names stay */
	bool sample_only;                /* records of the sample, not of all the population */
	struct frame frame;              /* sealed population and samples */
	struct log log;                  /* as it is now */
	struct building again;           /* the population, from the ledger as it is now */
	struct population_header header; /* of the folder, as it was sealed */
	struct packing_records records;
	struct texts policies; /* digests of those that are in the pack */
	struct redaction redaction;
	struct pack pack;
	struct page page;
	size_t shown_bytes; /* of the records on it */
	struct readme readme;
};

/* Records, policies and what the page shows of them (pack_evidence.c). */
bool pack_evidence(struct packing *packing, struct error *err);

/* Keys, checkpoints, and the auditor's folder (pack_files.c). */
bool pack_keys(struct packing *packing, struct error *err);
void pack_write_pem(struct buffer *out, const char *what, const char *base64);
bool pack_checkpoints(struct packing *packing, struct error *err);
bool pack_folder(struct packing *packing, struct error *err);

/* Everyone's pseudonym, before anything is added to the pack (pack_names.c). */
bool pack_learn_names(struct packing *packing, struct error *err);
bool pack_keep_names(struct packing *packing, struct error *err);

/* The bytes, or with pseudonyms where that is asked for, into `out`: JSON, JSON lines or text by
 * the name. */
bool pack_redact(struct packing *packing, const char *name, const char *bytes, size_t length,
		 struct buffer *out, struct error *err);

/* Looks for secrets, signs the list of digests, and writes it all (pack_write.c). */
bool pack_choose_target(struct packing *packing, struct error *err);
bool pack_write(struct packing *packing, struct error *err);

#endif
