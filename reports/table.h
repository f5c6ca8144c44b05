/* SPDX-License-Identifier: Apache-2.0 */
/* Which voices are there? The rows of --format, NULL at the end. */
#ifndef REPORTS_TABLE_H
#define REPORTS_TABLE_H

#include "core/report.h"

extern const struct report text_report;
extern const struct report json_report;
extern const struct report markdown_report;
extern const struct report junit_report;
extern const struct report gitlab_report;
extern const struct report github_report;

extern const struct report *const report_table[];

/* NULL if there is none of this name. */
const struct report *report_find(const char *name);

#endif
