/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Did somebody look at what a diff does not show? Where attributes of the range itself hide a file
 * that was shown before, a review of the diff says nothing about it: a signed tag has to name the
 * change request. One finding for each such request in scope.
 */
#ifndef CHECKS_HIDDEN_H
#define CHECKS_HIDDEN_H

#include "checks/rulings.h"

void judge_hidden(struct judgement *judgement, const struct rulings *rulings);

#endif
