/* SPDX-License-Identifier: Apache-2.0 */
/* How long is something tried again? Pauses are I/O, so code without I/O is handed this. */
#ifndef CORE_PATIENCE_H
#define CORE_PATIENCE_H

#include <stdbool.h>

struct patience {
	void *self;
	/*
	 * Pauses, longer each time; `times` counts from 0, which starts anew. false: it has been
	 * long enough. NULL: nothing is tried again.
	 */
	bool (*wait)(void *self, int times);
};

#endif
