/* SPDX-License-Identifier: Apache-2.0 */
/* What does GitHub say of one commit of a request, and what do people write into its text? */
#ifndef INTEGRATIONS_GITHUB_COMMITS_H
#define INTEGRATIONS_GITHUB_COMMITS_H

#include "integrations/github_read.h"

/* A node of Commit, as the fragment Commits asks for it. */
void github_read_commit(struct github_reading *reading, const struct node *node,
			struct forge_commit *commit);

/* The accounts of its co-authors, from `authors` of its node; those that its message hides, too. */
void github_read_authors(struct github_reading *reading, const struct node *node,
			 struct forge_commit *commit);

/*
 * The text of a request, for its tickets. Beyond LIMIT_REQUEST_TEXT only the lines that may name
 * one (`Refs:` and `Ticket:`) are kept, so that nothing that counts is cut; if those are longer
 * still, it is refused.
 */
const char *github_body(struct github_reading *reading, const char *body);

/* Does a line of a request's text name tickets? Then what it says behind the colon, else NULL. */
const char *github_ticket_line(struct arena *arena, const char *line, size_t length);

#endif
