/* SPDX-License-Identifier: Apache-2.0 */
/* Who changed the gate's own files, and who approved that? */
#ifndef AUDIT_GATE_REQUESTS_H
#define AUDIT_GATE_REQUESTS_H

#include "audit/period.h"

/* Each judged record of the period. */
void gate_requests_see(struct period *period, const struct record *record, bool went_ahead);

/* Is the policy's file among what it changes? */
bool gate_request_changes_policy(const struct period_gate_request *request);

#endif
