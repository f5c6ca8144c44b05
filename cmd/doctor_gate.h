/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can somebody deploy around the gate? Whether the protected branch takes nothing but change
 * requests, whether administrators and forced pushes pass it by, and whether environments keep
 * their secrets from other branches. GATE-BYPASSABLE; what the token may not read is not known,
 * never fine.
 */
#ifndef CMD_DOCTOR_GATE_H
#define CMD_DOCTOR_GATE_H

#include "cmd/doctor_say.h"

void doctor_gate(struct doctor *doctor);

#endif
