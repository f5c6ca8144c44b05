/* SPDX-License-Identifier: Apache-2.0 */
/* How does a ledger become the period that lists and reports are made of? And where do they go? */
#ifndef CMD_PERIOD_H
#define CMD_PERIOD_H

#include "audit/period.h"
#include "audit/sheet.h"
#include "cmd/audit_folder.h"
#include "cmd/place.h"

struct period_work {
	struct place place;
	struct period period;
	struct population population;
	struct reconciliation_file reconciliation;
	struct buffer csv, jsonl; /* not wanted */
	struct arena scratch;
	const char *folder;
	bool looks_back; /* from a date, which the request has already */
};

void period_release(struct period_work *work); /* for RELEASED_BY */

/*
 * --directory, the ledger and, unless it looks back, --from and --to; what was reconciled in
 * the folder belongs to it, and must be of the same period. A ledger with problems is ERROR_LEDGER
 * unless `with_problems`.
 */
bool period_open(struct arena *arena, const struct arguments *arguments, bool with_problems,
		 struct period_work *work, struct error *err);

/* NAME.html, NAME.json, and NAME.csv of the first page; the text of it on stdout if `tell`. */
bool period_write(struct period_work *work, const char *name, const char *title,
		  const struct sheet *const *sheets, size_t count, bool tell, struct error *err);

#define PERIOD_OPTIONS                                                                           \
	{"--from", "TIME", false, false, "first day or instant of the period (UTC)"},            \
		{"--to", "TIME", false, false, "last day or instant of the period (UTC)"},       \
		{"--environment", "NAME", true, false, "in scope (default: all)"},               \
		{"--service", "NAME", true, false, "in scope (default: all)"}, DIRECTORY_OPTION, \
		PLACE_OPTIONS

#endif
