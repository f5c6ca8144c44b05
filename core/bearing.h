/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does an emergency put up with, and what does a retro look at? An emergency goes ahead over
 * tickets, approvals, tests, freezes and promotion that are missing, and, unless the environment's
 * on_unknown says block, over what could not be found out; never over what leaves open what is
 * deployed, where, and by whose rules. A retro judges tickets, approvals and tests.
 */
#ifndef CORE_BEARING_H
#define CORE_BEARING_H

#include "core/check.h"

#define CHECK_EMERGENCY "emergency" /* id of the check that says who answers for it */

/* Would this finding stop the emergency or the retro that the evidence is of? */
bool bearing_stops(const struct evidence *evidence, const struct policy *policy,
		   const struct finding *finding);

/* enum result. The check CHECK_EMERGENCY must have said something. */
int bearing_conclude(const struct evidence *evidence, const struct policy *policy,
		     const struct evaluation *evaluation);

#endif
