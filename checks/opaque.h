/* SPDX-License-Identifier: Apache-2.0 */
/* Which changed files can a reviewer of a diff not see? They are told, not judged, here. */
#ifndef CHECKS_OPAQUE_H
#define CHECKS_OPAQUE_H

#include "core/check.h"

/* UNKNOWN if nobody looked. */
void judge_opaque(struct judgement *judgement);

/* One note with counts and the first paths; none if there is no such file. */
void note_opaque(struct judgement *judgement, struct finding *finding);

#endif
