/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is on a page of a workpaper? Lines of cells, so that CSV, spreadsheet and HTML all show the
 * same. Every cell is text; each writer guards what its readers would take for more.
 */
#ifndef AUDIT_SHEET_H
#define AUDIT_SHEET_H

#include "base/buffer.h"
#include "base/list.h"

enum sheet_line_kind {
	SHEET_TITLE,  /* one cell */
	SHEET_TEXT,   /* one cell, a sentence */
	SHEET_PAIR,   /* what, and its value */
	SHEET_HEADER, /* names of columns; the lines below, up to one of another kind, are a table
		       */
	SHEET_ROW,
	SHEET_CHART, /* a title, then names and whole numbers by turns: bars */
};

struct sheet_line {
	int kind; /* enum sheet_line_kind */
	struct texts cells;
};

struct sheet {
	const char *name; /* at most 31 characters, as spreadsheets have it */
	LIST(struct sheet_line) lines;
};

/* The line, to which further cells may be added until the next one begins. */
struct texts *sheet_line(struct arena *arena, struct sheet *sheet, int kind);
void sheet_title(struct arena *arena, struct sheet *sheet, const char *text);
void sheet_text(struct arena *arena, struct sheet *sheet, const char *text);
void sheet_pair(struct arena *arena, struct sheet *sheet, const char *what, const char *value);

/* Its tables as RFC 4180 (audit/csv.h); what is no table is left out. */
void sheet_write_csv(struct buffer *out, const struct sheet *sheet);

/* As values, texts and tables, by page; for machines. */
void sheets_write_json(struct buffer *out, const struct sheet *const *sheets, size_t count);

/* For a terminal: pairs and texts, and tables parted by spaces. */
void sheet_write_text(struct buffer *out, const struct sheet *sheet);

#endif
