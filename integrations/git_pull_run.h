/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which first-parent commits did rebasing a change request make, and out of which of its commits?
 *
 * From the commit that the forge says it was merged as backwards, side by side with the request's
 * commits: each first-parent commit has the diff of one of them, or is exactly what picking that
 * one onto its parent gives. Left out may be only
 * - what was in the branch before,
 * - merges that follow from their parents,
 * - a commit that became empty: picking it where it is missing changes nothing.
 * All of the request's commits or none: a run that lacks one, or has another one between, is no
 * run.
 *
 * The request's commits are the forge's list, in its order; but they must be, one for one, those
 * that the clone finds between the branch and the head.
 *
 * A branch that was moved forward to the head itself has the request's own commits: their ids say
 * so.
 */
#ifndef INTEGRATIONS_GIT_PULL_RUN_H
#define INTEGRATIONS_GIT_PULL_RUN_H

#include "integrations/git_pull_asking.h"

/* Fills pull->run, once. */
void pull_run_read(struct pull_asking *asking, struct pull *pull);

/* The request's commit that a commit of the run was; NULL: it is not of the run. */
const char *pull_run_origin(const struct pull *pull, const char *commit);

#endif
