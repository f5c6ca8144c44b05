/* SPDX-License-Identifier: Apache-2.0 */
/* Who approved a ticket, and who stands behind it besides those who contributed to the change? */
#ifndef CHECKS_TICKET_APPROVAL_H
#define CHECKS_TICKET_APPROVAL_H

#include "checks/ticket_tracked.h"

/* Says what is wrong with it, by the policy's `approval` and `authorised`. */
void ticket_judge_people(struct ticket_case *ticket);

#endif
