/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which change request brought this commit? Only one that was merged into a branch that is
 * deployed, and out of which the commit came by its content (controls A1, A3.26 to A3.31). The
 * clone and the forge have to tell the same of it.
 */
#ifndef CHECKS_PULL_LANDING_H
#define CHECKS_PULL_LANDING_H

#include "checks/pull.h"

struct brought_by {
	LIST(const struct forge_request *) all;
};

/* Says what is wrong, if something is. All that brought it are to be judged. */
void pull_find_landings(struct pull *pull, struct brought_by *out);

#endif
