/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What if the clone lacks the history that a deploy is judged by, as one that actions/checkout made
 * without `fetch-depth: 0`? Where a forge is named its branches are fetched whole from the origin,
 * and lent for this run: the clone stays as it is, and each object is checked against its hash.
 */
#ifndef CMD_GATHER_CLONE_H
#define CMD_GATHER_CLONE_H

#include "cmd/world.h"

/*
 * `rules` of the environment; NULL: it is not declared. What does not come is missing still, and
 * whoever needs it fails with the command that brings it.
 */
void gather_clone(struct world *world, const struct environment_rules *rules, bool debug);

#endif
