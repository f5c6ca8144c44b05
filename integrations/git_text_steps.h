/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much work is it to compare two texts line by line? Asked before a library does it, which
 * takes minutes for a megabyte of noise.
 */
#ifndef INTEGRATIONS_GIT_TEXT_STEPS_H
#define INTEGRATIONS_GIT_TEXT_STEPS_H

#include "integrations/git_objects.h"

/*
 * Adds to *steps what the plain greedy comparison takes (Myers, "An O(ND) Difference Algorithm and
 * Its Variations", 1986) of the lines that both have. false once *steps is beyond `limit`, or a
 * text has more than LIMIT_MERGE_LINES: no more is looked at.
 */
bool text_steps(const struct object *a, const struct object *b, uint64_t *steps, uint64_t limit);

#endif
