/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is an emergency about? An incident that the tracker has, of an allowed type, still open, and
 * which somebody else has seen than the one who calls the emergency. Without a tracker it is what
 * was typed. A broken glass needs none, so what is wrong with the one it has is put up with, and
 * the retro looks at it.
 */
#ifndef CHECKS_INCIDENT_H
#define CHECKS_INCIDENT_H

#include "checks/authorising.h"

void judge_incident(struct judgement *judgement, const struct authorising *authorising);

#endif
