/* SPDX-License-Identifier: Apache-2.0 */
/* How is a grade called? See grade.h. */
#include "core/grade.h"

#include <stddef.h>

const char *const grade_names[] = {"claimed", "attested", "verified", NULL};
