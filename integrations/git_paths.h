/* SPDX-License-Identifier: Apache-2.0 */
/* Which paths did each change request change? Asked only where services are told apart by paths. */
#ifndef INTEGRATIONS_GIT_PATHS_H
#define INTEGRATIONS_GIT_PATHS_H

#include "base/arena.h"
#include "base/error.h"
#include "core/change.h"
#include "integrations/git.h"

/*
 * Fills the paths of each change request; with more than LIMIT_PATHS, its paths_known stays false.
 * So it does for all of them if the first-parent line does not begin at `previous`: the paths would
 * not add up to what the deploy changes.
 */
bool history_paths(struct arena *arena, struct git *git, struct change *change, struct error *err);

#endif
