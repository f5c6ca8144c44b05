/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Did fewer tests run than for what is in place? Noted where their number fell by more than
 * tests.drop_percent, or more of them were skipped; it never changes a verdict (controls A4.04).
 */
#ifndef CHECKS_DROPPED_H
#define CHECKS_DROPPED_H

#include "core/check.h"

/* `result` is that of the finding's requirement, whose tests passed. */
void note_dropped(struct judgement *judgement, struct finding *finding,
		  const struct test_result *result);

#endif
