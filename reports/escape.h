/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does foreign text stay text where more than bytes has a meaning? Each function first makes
 * the text safe as a sentence (reports/lines.h), then takes the meaning from what is left of it.
 * Titles, logins, branches and reasons are foreign, and so is every sentence that quotes one.
 */
#ifndef REPORTS_ESCAPE_H
#define REPORTS_ESCAPE_H

#include "base/buffer.h"

/*
 * For GitHub's and GitLab's Markdown, in a paragraph, a table's cell or an HTML element: no markup,
 * link, mention, reference to an issue or emoji comes out of it. Not for the start of a line.
 */
void add_markdown(struct buffer *out, const char *text);

/* The same for the start of a line: no list, heading, rule or block of code begins there. */
void add_markdown_line(struct buffer *out, const char *text);

/* The same between <code> and </code>. */
void add_markdown_code(struct buffer *out, const char *text);

/* For the content of an XML element or an attribute in double quotes (XML 1.0). */
void add_xml(struct buffer *out, const char *text);

/* For the message of a workflow command of GitHub Actions, and for a property of one. */
void add_command_message(struct buffer *out, const char *text);
void add_command_property(struct buffer *out, const char *text);

#endif
