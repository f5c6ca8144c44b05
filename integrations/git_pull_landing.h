/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How did a first-parent commit come out of a change request? Only what the clone proves:
 *
 * - Merged: its second parent is the request's head. What the merge itself adds is another question
 *   (enum merge_content).
 * - Squashed: it is what the request was merged as, has one parent, and its tree is exactly what
 *   merging the head into that parent gives.
 * - Rebased: it is of a run that ends at what the request was merged as (git_pull_run.h). The end
 *   must be on the first-parent line of the deploy: a part of a request is not what was reviewed.
 *
 * Without the head's objects nothing but a merge can be shown. An equal tree, as the forge tells
 * it, would do if the parent were an ancestor of the head; else the commit also takes back what the
 * branch got in the meantime. Whether it is one the forge's list of commits does not say.
 */
#ifndef INTEGRATIONS_GIT_PULL_LANDING_H
#define INTEGRATIONS_GIT_PULL_LANDING_H

#include "integrations/git_pull_asking.h"

/* Fills kind, origin and why; landed->number is pull->request's. */
void pull_landing(struct pull_asking *asking, struct pull *pull, const char *commit,
		  struct landed *landed);

#endif
