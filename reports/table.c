/* SPDX-License-Identifier: Apache-2.0 */
/* Which voices are there? See table.h. */
#include "reports/table.h"

#include "base/text.h"

const struct report *const report_table[] = {
	&text_report,   &json_report, &markdown_report, &junit_report, &gitlab_report,
	&github_report, NULL,
};

const struct report *
report_find(const char *name)
{
	for (size_t i = 0; report_table[i]; i++)
		if (text_equal(report_table[i]->name, name))
			return report_table[i];
	return NULL;
}
