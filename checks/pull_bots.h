/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is it an app's own change request, and does it just what the policy lets that app do? By the
 * app's number, never by a name: every commit signed and written by it, nobody else's push, and
 * only files that are listed (controls A3.36).
 */
#ifndef CHECKS_PULL_BOTS_H
#define CHECKS_PULL_BOTS_H

#include "checks/pull.h"

/* The rule that exempts the request, or NULL; `why` it does not, if it names the opener. */
const struct bot_rule *pull_bot_rule(const struct pull *pull, const char **why);

/* Did the app of the rule open it? */
bool pull_is_by(const struct pull *pull, const struct bot_rule *rule);

/* Why it is not all of that app, or touches other files than the rule lists; NULL: it is. */
const char *pull_app_problem(const struct pull *pull, const struct bot_rule *rule);

/* The files that decide: as the clone has them, or as the forge does; NULL: nobody knows. */
const struct texts *pull_bot_paths(const struct pull *pull);

#endif
