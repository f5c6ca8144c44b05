/* SPDX-License-Identifier: Apache-2.0 */
/* What was away when it was asked: the forge, the tracker, whoever gives the job its token? */
#ifndef CHECKS_OUTAGE_H
#define CHECKS_OUTAGE_H

#include "core/check.h"

struct outage {
	const char *what; /* "tracker" */
	const char *why;
};

struct outages {
	LIST(struct outage) all;
};

void outages_list(struct arena *arena, const struct evidence *evidence, struct outages *out);

/* Says how to go ahead all the same, where something was away and the policy has emergencies. */
void outage_note(struct judgement *judgement, struct finding *finding);

#endif
