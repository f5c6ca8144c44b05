/* SPDX-License-Identifier: Apache-2.0 */
/* How does anybody draw a sample again without changegate? With sh, sha256sum, cut, sort, head and,
 * where there are strata or rows, awk. The script checks the files that it reads first. */
#ifndef AUDIT_RECIPE_H
#define AUDIT_RECIPE_H

#include "audit/sample.h"

/* Fills `sample->recipe`; everything else is there already. */
void recipe_write(struct arena *arena, struct sample *sample);

#endif
