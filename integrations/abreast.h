/* SPDX-License-Identifier: Apache-2.0 */
/* How is work that needs nothing of its neighbours done side by side? On as many threads as the
 * machine has processors, and one after the other where no thread can be had. */
#ifndef INTEGRATIONS_ABREAST_H
#define INTEGRATIONS_ABREAST_H

#include <stddef.h>

/*
 * Runs job(with, 0) to job(with, count - 1) in any order; all are done when it returns. The first
 * is begun first, and by the thread that called.
 */
void run_abreast(void (*job)(void *with, size_t index), void *with, size_t count);

#endif
