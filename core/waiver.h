/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which failures does the policy put up with for a while? A waiver counts once the policy that
 * brought it is in force: whoever approved that change approved the waiver. It is never for
 * approvals, never for what is unknown, and never for longer than 90 days.
 */
#ifndef CORE_WAIVER_H
#define CORE_WAIVER_H

#include "core/check.h"

#define WAIVER_SECONDS (INT64_C(90) * 86400)

/*
 * After all checks: turns each FAIL that is waived into EXEMPT, with a note that says why, and
 * notes on the others what keeps their waiver from counting. `now` is the policy of the evidence.
 */
void waivers_apply(struct judgement *judgement, const struct policy *now);

#endif
