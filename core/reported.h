/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which failures does the environment only have reported? Those of controls that its rules call
 * `report`, and all four of an ephemeral one. They become EXEMPT with a note that says so, and so
 * nothing that rests on a full pass may rest on them. The controls change and policy always stop.
 *
 * What was in force before counts too: where the policy in force knows the environment and requires
 * the control, it is required.
 */
#ifndef CORE_REPORTED_H
#define CORE_REPORTED_H

#include "core/check.h"

/* Codes of the notes. */
#define REPORTED_BY_RULE "CONTROL-REPORTED"
#define REPORTED_EPHEMERAL "ENV-EPHEMERAL"

void reported_apply(struct judgement *judgement, const struct policy *now);

/* It failed, or was not known, and was only reported: by a rule, or as ephemeral. */
bool finding_was_reported(const struct finding *finding, const char *note);

/* Something was only reported, whyever. */
bool evaluation_reported_any(const struct evaluation *evaluation);

#endif
