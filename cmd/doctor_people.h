/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Are there enough people for what the policy asks? Whoever contributed to a change does not count,
 * so it takes one person more than approvals (controls A6: one maintainer). POLICY-UNSATISFIABLE,
 * before anybody waits for a review that nobody can give.
 */
#ifndef CMD_DOCTOR_PEOPLE_H
#define CMD_DOCTOR_PEOPLE_H

#include "cmd/doctor_say.h"
#include "cmd/world.h"

/* Who may write at the forge; or, without one, whose signatures count. */
void doctor_people_at_forge(struct doctor *doctor);
void doctor_people_who_sign(struct doctor *doctor, struct world *world);

#endif
