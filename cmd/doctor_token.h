/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What may the token read? Found out by asking, as no API tells it; with the server's clock, and
 * the permissions that a workflow has to give for this policy.
 */
#ifndef CMD_DOCTOR_TOKEN_H
#define CMD_DOCTOR_TOKEN_H

#include "cmd/doctor_say.h"

void doctor_token(struct doctor *doctor);

/* The `permissions:` of a job, for this policy and nothing more. */
void doctor_permissions(struct doctor *doctor);

#endif
