/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is an approval of what was merged? It binds content, not a number: the forge may move a review to
 * another commit after a force push that it takes for equal (it does not see white space and
 * binaries). So the commit of a review that is older than a force push is believed only if the
 * force push took just that commit away, or the commit was the head when the review was given.
 */
#ifndef CHECKS_PULL_FRESH_H
#define CHECKS_PULL_FRESH_H

#include "checks/pull.h"

enum freshness_word { FRESH, NOBODY_KNOWS, STALE };

/* `code` and `why` of what is not fresh; `why` reads behind the approver's login. */
enum freshness_word pull_freshness(const struct pull *pull, const struct forge_review *review,
				   const char **code, const char **why);

#endif
