/* SPDX-License-Identifier: Apache-2.0 */
/* Who answered for the forge, and who says that it was it? */
#ifndef CHECKS_SOURCES_H
#define CHECKS_SOURCES_H

#include "core/check.h"

/* Adds a finding where another host answered than the policy names, or one that is not trusted. */
void judge_sources(struct judgement *judgement);

/* Where the machine that asked had a word in who answers. */
void note_sources(struct judgement *judgement, struct finding *finding);

#endif
