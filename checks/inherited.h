/* SPDX-License-Identifier: Apache-2.0 */
/*
 * May a change request go by the approval or the ticket of another one? Where it takes that back,
 * or repeats it, exactly (core/inheritance.h), an allowed record has that as approved by its own
 * reviews, or with its own ticket, and the policy says so.
 */
#ifndef CHECKS_INHERITED_H
#define CHECKS_INHERITED_H

#include "core/check.h"

bool inherits_approval(const struct approval_rules *rules, const struct change_request *request);
bool inherits_ticket(const struct ticket_rules *rules, const struct change_request *request);

/* "change request 0123456789ab, which it exactly takes back (record 01J...)" */
const char *inherited_shown(struct arena *arena, const struct change_request *request);

/* Adds the note that it could not, and why, where the policy would have let it. */
void note_not_inherited(struct judgement *judgement, struct finding *finding,
			const struct change_request *request, int reverts, int backports,
			const char *code);

/* "/change/changeRequests/3/inherits" */
const char *inherited_pointer(struct judgement *judgement, const struct change_request *request);

#endif
