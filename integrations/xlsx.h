/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do the pages of a workpaper become a workbook (XLSX)? Every cell is written as a string, so
 * no text of anybody's is ever a formula, a number or a link. libxlsxwriter does the rest.
 */
#ifndef INTEGRATIONS_XLSX_H
#define INTEGRATIONS_XLSX_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/list.h"

struct xlsx_sheet {
	const char *name;
	/* the same lines as struct sheet of audit/sheet.h */
	size_t count;
	const struct xlsx_line *lines;
};

struct xlsx_line {
	bool bold;
	bool begins_table; /* its line stays in sight, and filters */
	const struct texts *cells;
};

/*
 * Appends the file's bytes. `made` is the time that it says it was made at. ERROR_UNAVAILABLE if no
 * temporary file can be written, ERROR_USAGE for more than a workbook holds.
 */
bool xlsx_write(const struct xlsx_sheet *sheets, size_t count, int64_t made, struct buffer *out,
		struct error *err);

#endif
