/* SPDX-License-Identifier: Apache-2.0 */
/* Where do the auditor's files lie? One folder per population, with fixed names. */
#ifndef CMD_AUDIT_FOLDER_H
#define CMD_AUDIT_FOLDER_H

#include <stdint.h>

#include "audit/unrecorded.h"
#include "base/buffer.h"
#include "cmd/command.h"

#define FILE_CSV "population.csv"
#define FILE_JSONL "population.jsonl"
#define FILE_HTML "population.html"
#define FILE_CHANGES "changes.csv"
#define FILE_IPE "ipe.html"
#define FILE_RECONCILIATION "reconciliation.json"
#define FILE_CORROBORATION "corroboration.json"
#define FILE_IDS "population-ids.txt"
#define FILE_HEADER "population.json"
#define FILE_SEAL "seal.json"
#define FILE_RECEIPT "seal.receipt"

/* --directory, which must be given. */
bool audit_folder(const struct arguments *arguments, const char **folder, struct error *err);

/* A file there must not exist yet: an audit's files are never replaced silently. */
bool audit_write(struct arena *arena, const char *folder, const char *name,
		 const struct buffer *bytes, struct error *err);

/* Says so of a file that could not be made because it is there; false, and other errors stay. */
bool audit_exists(struct arena *arena, const char *folder, const char *name, struct error *err);

bool audit_read(struct arena *arena, const char *folder, const char *name, size_t limit,
		struct buffer *bytes, struct error *err);

/* What was reconciled in this folder, with the file's digest; *found false: nothing was. */
bool audit_reconciliation(struct arena *arena, const char *folder, struct reconciliation_file *out,
			  const char **sha256, bool *found, struct error *err);

/* That of a population: the same file, or none where it has none. ERROR_LEDGER otherwise. */
bool audit_reconciliation_of(struct arena *arena, const char *folder,
			     const struct population_header *header,
			     struct reconciliation_file *out, bool *found, struct error *err);

/* "2026-01-31" (its first or last second) or "2026-01-31T10:00:00Z". */
bool audit_instant(const struct arguments *arguments, const char *option, bool last,
		   int64_t *instant, struct error *err);

#define DIRECTORY_OPTION                                                                     \
	{                                                                                    \
		"--directory", "DIR", false, false, "where the files of this population lie" \
	}

#endif
