/* SPDX-License-Identifier: Apache-2.0 */
/* What does GitHub say of issues? Asked by the client of the forge. */
#ifndef INTEGRATIONS_GITHUB_ISSUES_H
#define INTEGRATIONS_GITHUB_ISSUES_H

#include "integrations/tracker.h"

/* Fills the rows of facts->tickets, and adds what was asked to the sources. */
void github_issues_ask(struct arena *arena, const struct tracker_question *question,
		       struct tracker_facts *facts, struct evidence *evidence);

#endif
