/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does the change set hang together? Commits, boundary, requests and counts must agree, so that a
 * commit, a request or a trailer that got lost on the way is noticed instead of not being judged.
 */
#ifndef CORE_CONSISTENCY_H
#define CORE_CONSISTENCY_H

#include "core/evidence.h"

/* NULL, or what does not fit (in the arena). Linear in the number of commits (but for sorting). */
const char *change_inconsistency(struct arena *arena, const struct evidence *evidence);

#endif
