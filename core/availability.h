/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Did the source of a section of the evidence answer? Facts are three-valued: silence is neither
 * "no" nor "fine".
 */
#ifndef CORE_AVAILABILITY_H
#define CORE_AVAILABILITY_H

#include "base/fields.h"

enum known { NOT_ASKED, KNOWN, UNAVAILABLE };

struct availability {
	int state;       /* enum known */
	const char *why; /* for UNAVAILABLE: what did not answer, and what to do */
};

extern const struct fields availability_fields;

#endif
