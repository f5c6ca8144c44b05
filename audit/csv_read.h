/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is in a table that a spreadsheet saved? RFC 4180, strictly: UTF-8 with or without a byte
 * order mark; CRLF, LF or CR; cells parted by comma, semicolon or tab, whichever comes first in the
 * first line; every line as wide as the first. A line whose cells are all empty is none.
 */
#ifndef AUDIT_CSV_READ_H
#define AUDIT_CSV_READ_H

#include "base/arena.h"
#include "base/error.h"
#include "base/list.h"

#define LIMIT_CSV_BYTES (16u * 1024 * 1024)
#define LIMIT_CSV_COLUMNS 200
#define LIMIT_CSV_CELL_BYTES 65536
#define LIMIT_CSV_LINES 1000000

struct csv_line {
	size_t number; /* of the file, from 1: where it begins */
	struct texts cells;
};

struct csv_table {
	LIST(struct csv_line) lines; /* the first is the header; at least one */
};

/* ERROR_FORMAT with the line. */
bool csv_read(struct arena *arena, const char *bytes, size_t length, struct csv_table *out,
	      struct error *err);

#endif
