/* SPDX-License-Identifier: Apache-2.0 */
/* Who approved a request of Jira Service Management? */
#ifndef INTEGRATIONS_JIRA_APPROVALS_H
#define INTEGRATIONS_JIRA_APPROVALS_H

#include "integrations/jira.h"

/* The approvals of each ticket that was found, where the policy wants them. */
void jira_ask_approvals(struct jira *jira);

#endif
