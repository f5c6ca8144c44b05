/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a struct become a row that a spreadsheet may open? RFC 4180: UTF-8, CRLF, one header
 * line. A cell that begins like a formula gets a ' before it; lists are joined with "; ". No cell
 * is cut silently: a list beyond CSV_CELL_BYTES ends with "and N more".
 */
#ifndef AUDIT_CSV_H
#define AUDIT_CSV_H

#include "base/fields.h"

#define CSV_CELL_BYTES 30000 /* spreadsheets hold 32,767 characters */

/* A line of these cells. */
void csv_write_cells(struct buffer *out, const struct texts *cells);

/* The names of the fields, in the order of the table. */
void csv_write_header(struct buffer *out, const struct fields *fields);

/* Text, integers, booleans (yes, no) and lists of text; nothing else may be in the table. */
void csv_write_row(struct buffer *out, const struct fields *fields, const void *in);

#endif
