/* SPDX-License-Identifier: Apache-2.0 */
/* How do the pages of a workpaper look in a browser? One file, no script, nothing fetched. */
#ifndef REPORTS_SHEET_HTML_H
#define REPORTS_SHEET_HTML_H

#include "audit/sheet.h"

/* A whole document with these pages one below the other. */
void sheets_write_html(struct buffer *out, const char *title, const struct sheet *const *sheets,
		       size_t count);

#endif
