/* SPDX-License-Identifier: Apache-2.0 */
/* What is on a page of a workpaper? See sheet.h. */
#include "audit/sheet.h"

#include "audit/csv.h"

struct texts *
sheet_line(struct arena *arena, struct sheet *sheet, int kind)
{
	struct sheet_line *line = LIST_ADD(arena, &sheet->lines);

	line->kind = kind;
	return &line->cells;
}

void
sheet_title(struct arena *arena, struct sheet *sheet, const char *text)
{
	texts_add(arena, sheet_line(arena, sheet, SHEET_TITLE), text);
}

void
sheet_text(struct arena *arena, struct sheet *sheet, const char *text)
{
	texts_add(arena, sheet_line(arena, sheet, SHEET_TEXT), text);
}

void
sheet_pair(struct arena *arena, struct sheet *sheet, const char *what, const char *value)
{
	struct texts *cells = sheet_line(arena, sheet, SHEET_PAIR);

	texts_add(arena, cells, what);
	texts_add(arena, cells, value ? value : "");
}

void
sheet_write_csv(struct buffer *out, const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->lines.count; i++) {
		const struct sheet_line *line = &sheet->lines.at[i];

		if (line->kind == SHEET_HEADER || line->kind == SHEET_ROW)
			csv_write_cells(out, &line->cells);
	}
}
