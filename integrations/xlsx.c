/* SPDX-License-Identifier: Apache-2.0 */
/* How do the pages of a workpaper become a workbook? See xlsx.h. */
#include "integrations/xlsx.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "integrations/disk.h"

#define LIMIT_WORKBOOK_BYTES (256u * 1024 * 1024)
#define WIDEST_COLUMN 60.0
#define NARROWEST_COLUMN 5.0

struct writing {
	lxw_workbook *workbook;
	lxw_format *bold, *plain;
	struct error *err;
};

static bool
fail_with(struct writing *writing, lxw_error error, const char *where)
{
	return fail(writing->err, ERROR_USAGE, "the workbook cannot hold '%s': %s", where,
		    lxw_strerror(error));
}

static bool
write_line(struct writing *writing, lxw_worksheet *sheet, size_t row, const struct xlsx_line *line)
{
	for (size_t i = 0; i < line->cells->count; i++) {
		lxw_error error = worksheet_write_string(
			sheet, (lxw_row_t)row, (lxw_col_t)i, line->cells->at[i],
			line->bold ? writing->bold : writing->plain);

		if (error)
			return fail_with(writing, error, line->cells->at[i]);
	}
	return true;
}

/* As wide as its widest cell of a table, within bounds. */
static void
set_widths(lxw_worksheet *sheet, const struct xlsx_sheet *lines)
{
	double widths[100] = {0};

	for (size_t i = 0; i < lines->count; i++)
		for (size_t j = 0; lines->lines[i].cells->count > 1 &&
				   j < lines->lines[i].cells->count && j < 100;
		     j++) {
			double width = (double)strlen(lines->lines[i].cells->at[j]) + 1;

			if (width > widths[j])
				widths[j] = width;
		}
	for (size_t j = 0; j < 100; j++) {
		double width = widths[j] > WIDEST_COLUMN ? WIDEST_COLUMN : widths[j];

		if (widths[j] > 0)
			worksheet_set_column(sheet, (lxw_col_t)j, (lxw_col_t)j,
					     width < NARROWEST_COLUMN ? NARROWEST_COLUMN : width,
					     NULL);
	}
}

static bool
write_sheet(struct writing *writing, const struct xlsx_sheet *lines)
{
	lxw_worksheet *sheet = workbook_add_worksheet(writing->workbook, lines->name);

	if (!sheet)
		return fail(writing->err, ERROR_USAGE, "'%s' is no name for a sheet", lines->name);
	for (size_t i = 0; i < lines->count; i++) {
		const struct xlsx_line *line = &lines->lines[i];

		if (!write_line(writing, sheet, i, line))
			return false;
		if (line->begins_table && i == 0)
			worksheet_freeze_panes(sheet, 1, 2);
		if (line->begins_table && i == 0 && lines->count > 1)
			worksheet_autofilter(sheet, 0, 0, (lxw_row_t)(lines->count - 1),
					     (lxw_col_t)(line->cells->count - 1));
	}
	set_widths(sheet, lines);
	worksheet_set_landscape(sheet);
	worksheet_fit_to_pages(sheet, 1, 0);
	return true;
}

static bool
write_workbook(struct writing *writing, const struct xlsx_sheet *sheets, size_t count, int64_t made)
{
	char author[] = "changegate";
	lxw_doc_properties properties = {.created = (time_t)made, .author = author};
	bool written = true;
	lxw_error error;

	writing->bold = workbook_add_format(writing->workbook);
	format_set_bold(writing->bold);
	format_set_text_wrap(writing->bold);
	format_set_align(writing->bold, LXW_ALIGN_VERTICAL_TOP);
	writing->plain = workbook_add_format(writing->workbook);
	format_set_align(writing->plain, LXW_ALIGN_VERTICAL_TOP);
	workbook_set_properties(writing->workbook, &properties);
	for (size_t i = 0; i < count && written; i++)
		written = write_sheet(writing, &sheets[i]);
	error = workbook_close(writing->workbook);
	if (written && error)
		return fail(writing->err, ERROR_UNAVAILABLE,
			    "the workbook could not be written: %s", lxw_strerror(error));
	return written;
}

static bool
write_in(char *folder, const struct xlsx_sheet *sheets, size_t count, int64_t made,
	 struct buffer *out, struct error *err)
{
	struct writing writing = {.err = err};
	lxw_workbook_options options = {.tmpdir = folder};
	char path[4096];
	bool written;

	snprintf(path, sizeof(path), "%s/workbook.xlsx", folder);
	writing.workbook = workbook_new_opt(path, &options);
	if (!writing.workbook)
		return fail(err, ERROR_UNAVAILABLE, "no workbook can be made in '%s'", folder);
	written = write_workbook(&writing, sheets, count, made) &&
		  disk_read(path, LIMIT_WORKBOOK_BYTES, out, err);
	unlink(path);
	return written;
}

bool
xlsx_write(const struct xlsx_sheet *sheets, size_t count, int64_t made, struct buffer *out,
	   struct error *err)
{
	const char *temporary = getenv("TMPDIR");
	char folder[2048];
	bool written;

	if (!temporary || *temporary != '/' || strlen(temporary) > 2000)
		temporary = "/tmp";
	snprintf(folder, sizeof(folder), "%s/changegate-XXXXXX", temporary);
	if (!mkdtemp(folder))
		return fail_with_errno(err, errno, "making a folder in", temporary);
	written = write_in(folder, sheets, count, made, out, err);
	rmdir(folder);
	return written;
}
