/* SPDX-License-Identifier: Apache-2.0 */
/* Who answers for an emergency? The people whose signed statements are about just this deploy. */
#ifndef CHECKS_AUTHORISING_H
#define CHECKS_AUTHORISING_H

#include "core/check.h"

struct authorising {
	LIST(const struct person *) people; /* each a different one */
	LIST(struct note) refused;          /* one for each authorisation that does not count */
	const char *who;                    /* "Alice <a@example.org> and Bob <b@example.org>" */
};

void authorising_read(const struct judgement *judgement, struct authorising *out);

#endif
