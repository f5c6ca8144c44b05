/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Did a guardian approve each change of the gate's own files? By every policy that names any: that
 * of now, and that of the record in place, so that a change cannot name guardians of its own. One
 * finding for each such change request, whichever service it concerns.
 */
#ifndef CHECKS_GUARDIANS_H
#define CHECKS_GUARDIANS_H

#include "checks/rulings.h"

/* The worse of the two; false: none is named. */
bool cover_by_guardians(struct judgement *judgement, const struct rulings *rulings,
			const struct change_request *request, struct cover *cover);

void judge_gate(struct judgement *judgement, const struct rulings *rulings);

#endif
