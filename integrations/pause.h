/* SPDX-License-Identifier: Apache-2.0 */
/* How long is something tried again? By the clock, and not in step with others who wait too. */
#ifndef INTEGRATIONS_PAUSE_H
#define INTEGRATIONS_PAUSE_H

#include <stdint.h>

#include "core/patience.h"

struct pause {
	int64_t budget_ms;            /* in all */
	int64_t first_ms, longest_ms; /* of one pause, which has at least half of it */
	int64_t end_ms;               /* its own */
};

/* Lends it; the pause must outlive it. */
struct patience pause_patience(struct pause *pause);

/* A clock that nobody sets. */
int64_t pause_now_ms(void);

/* From half of it to all. */
int64_t pause_jittered(int64_t ms);

#endif
