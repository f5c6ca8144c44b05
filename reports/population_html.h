/* SPDX-License-Identifier: Apache-2.0 */
/* How does a population look in a browser? The rows of its CSV, each once: no script, nothing
 * fetched. */
#ifndef REPORTS_POPULATION_HTML_H
#define REPORTS_POPULATION_HTML_H

#include "audit/population.h"

void population_html_begin(struct buffer *out);
void population_html_row(struct buffer *out, const struct population_row *row);
void population_html_end(struct buffer *out, const struct population_header *header);

#endif
