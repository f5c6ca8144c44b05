/* SPDX-License-Identifier: Apache-2.0 */
/* Which pages are made of a period? Lists and a report: numbers and facts, no opinion. */
#ifndef AUDIT_PAGES_H
#define AUDIT_PAGES_H

#include "audit/period.h"
#include "audit/sheet.h"

/* What is open: refusals, deviations, exemptions used, and all that does not match. */
void exceptions_sheet(const struct period *period, struct sheet *out, int64_t *open);

/* Which policies and gates judged, and what each loosened. `loosened` counts. */
void gate_changes_sheet(const struct period *period, struct sheet *out, int64_t *loosened);

/* Who could approve, let off, sign and deploy, at the start and at the end. */
void access_sheet(const struct period *period, struct sheet *out);

/* What is missing for a first audit, with why and how. *gaps of the items that are no more than
 * that; *unknown of those that nothing tells. */
void readiness_sheet(const struct period *period, struct sheet *out, int64_t *gaps,
		     int64_t *unknown);

/* For the pages. */
void page_cells(struct arena *arena, struct sheet *sheet, int kind, const char *const *cells,
		size_t count);
const char *page_number(struct arena *arena, int64_t value);
const char *page_instant(struct arena *arena, int64_t value);
const char *page_percent(struct arena *arena, int64_t part, int64_t whole);
const char *page_joined(struct arena *arena, const struct texts *texts);

#define PAGE_CELLS(arena, sheet, kind, ...)                                \
	page_cells(arena, sheet, kind, (const char *const[]){__VA_ARGS__}, \
		   sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

#endif
