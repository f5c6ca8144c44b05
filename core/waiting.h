/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is there nothing to do but wait? Of a change request, an UNKNOWN that time alone will cure (a
 * test that still runs) is no reason for a red light. Of a deploy it is an UNKNOWN like any other.
 */
#ifndef CORE_WAITING_H
#define CORE_WAITING_H

#include <stdbool.h>

#include "core/evidence.h"
#include "core/finding.h"

/* Of a change request, UNKNOWN, with a code that waiting answers. */
bool finding_waits(const struct evidence *evidence, const struct finding *finding);

/* Something waits, and nothing else blocks. */
bool evaluation_waits(const struct evidence *evidence, const struct evaluation *evaluation);

#endif
