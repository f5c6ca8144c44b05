/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When is something due that may take two business days? Days are those of UTC, so that the answer
 * needs no zone: Monday to Friday, holidays aside. The day on which something begins does not
 * count; it is due at the end of the last one.
 */
#ifndef CORE_BUSINESS_DAYS_H
#define CORE_BUSINESS_DAYS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/list.h"

#define LIMIT_BUSINESS_DAYS 60

/*
 * `rule` is "2bd" (1 to 60), or a duration such as "48h". Holidays are dates such as "2026-12-25".
 * false: it is neither.
 */
bool business_due(const char *rule, const struct texts *holidays, int64_t begin, int64_t *due);

#endif
