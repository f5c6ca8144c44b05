/* SPDX-License-Identifier: Apache-2.0 */
/* What does GitHub say of the tests of a commit? Pure readers of check runs and statuses. */
#ifndef INTEGRATIONS_GITHUB_CHECKS_H
#define INTEGRATIONS_GITHUB_CHECKS_H

#include "integrations/github_read.h"

/*
 * A node of Commit with oid, tree and statusCheckRollup: the first page, or with `more` a further
 * one. `after`: cursor of the next page, NULL for none. What is not as it should be makes the facts
 * UNAVAILABLE, without any check.
 */
void github_read_checks(struct arena *arena, const struct node *commit, bool more,
			struct tested_commit *tested, const char **after);

void github_checks_unavailable(struct tested_commit *tested, const char *why);

#endif
