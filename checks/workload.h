/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is the artefact the one that the deployed commit names (controls A5.15)? Where apps promote, the
 * repository says what runs: a deploy that names another artefact would have that one recorded, and
 * admitted, though no change brought it.
 */
#ifndef CHECKS_WORKLOAD_H
#define CHECKS_WORKLOAD_H

#include "core/check.h"

/* Adds no finding where no artefact is named, or no file of the service may be promoted. */
void judge_workload(struct judgement *judgement);

#endif
