/* SPDX-License-Identifier: Apache-2.0 */
/* What time is it, and what is the next record called? Asked once per run, in collect. And
 * what nobody can guess. */
#ifndef INTEGRATIONS_CLOCK_H
#define INTEGRATIONS_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Seconds since 1970-01-01T00:00:00Z (base/time.h). */
int64_t clock_now(void);

/* A ULID: milliseconds of the clock in 48 bits, 80 random bits of the system. */
bool record_id_new(char out[27], struct error *err);

/* Random bytes of the system. */
bool random_fill(uint8_t *bytes, size_t length, struct error *err);

#endif
