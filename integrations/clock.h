/* SPDX-License-Identifier: Apache-2.0 */
/* What time is it, and what is the next record called? Asked once per run, in collect. */
#ifndef INTEGRATIONS_CLOCK_H
#define INTEGRATIONS_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

/* Seconds since 1970-01-01T00:00:00Z (base/time.h). */
int64_t clock_now(void);

/* A ULID: milliseconds of the clock in 48 bits, 80 random bits of the system. */
bool record_id_new(char out[27], struct error *err);

#endif
