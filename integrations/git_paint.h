/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which commits are reachable from one commit and not from another? Colours the graph from both
 * ends, the latest commits first.
 *
 * Why the answers can be trusted although dates cannot:
 * - A commit gets FROM_TIP only if it is the tip or a parent of a FROM_TIP commit: only true ones.
 * - Work never stops while a commit that is FROM_TIP and not FROM_BASE waits. No descendant of the
 * base is an ancestor of it, so along a path from the tip down to the base no commit before the
 * base is ever FROM_BASE, each is worked on, and the base gets FROM_TIP: exactly if it is
 * reachable. By the same argument every commit of the true range is met, and none of them is ever
 * FROM_BASE.
 * - Dates only decide when to stop looking for further ancestors of the base. With wrong ones some
 * may be missed: the range is then larger, never smaller.
 * - What is FROM_BASE is carried on through all commits met, so a commit of the range has no child
 * that is reachable from the tip and outside the range: every path from the tip to it is in the
 * range.
 */
#ifndef INTEGRATIONS_GIT_PAINT_H
#define INTEGRATIONS_GIT_PAINT_H

#include "integrations/git_graph.h"

/*
 * Colours for the whole range: its commits are FROM_TIP and not FROM_BASE, and have been read, as
 * have their parents (except missing ones that are FROM_BASE, in a shallow clone). Their objects
 * are kept for a second look. A missing commit that matters is ERROR_UNAVAILABLE.
 */
bool paint_range(struct git *git, uint32_t tip, uint32_t base, struct error *err);

/* Is `base` the tip or an ancestor of it? Stops as soon as it knows. */
bool paint_contains(struct git *git, uint32_t tip, uint32_t base, bool *contains,
		    struct error *err);

#endif
