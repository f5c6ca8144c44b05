/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is the page of an evidence pack made of? Each file of reports/pack/, byte for byte; the
 * build writes the array (tests/tools/embed.c) in the order of the names.
 */
#ifndef REPORTS_PAGE_PARTS_H
#define REPORTS_PAGE_PARTS_H

#include <stddef.h>

struct page_part {
	const char *name;  /* "page.css" */
	const char *bytes; /* with a NUL behind them that does not count */
	size_t length;
};

extern const struct page_part page_part[];
extern const size_t page_part_count;

#endif
