/* SPDX-License-Identifier: Apache-2.0 */
/* How are the cells of a page made? Numbers, times and foreign text. */
#ifndef AUDIT_PAGES_H
#define AUDIT_PAGES_H

#include <stdint.h>

#include "audit/sheet.h"

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
