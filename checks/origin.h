/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the origin itself say of a branch? The branches of a clone are claims of whoever holds
 * it: only a tip that the origin advertises, or that the forge tells, shows that something was
 * merged there.
 */
#ifndef CHECKS_ORIGIN_H
#define CHECKS_ORIGIN_H

#include "core/check.h"

enum origin_word {
	ORIGIN_NOT_ASKED, /* the clone's word has to do */
	ORIGIN_SILENT,    /* asked, and no answer */
	ORIGIN_CONFIRMS,
	ORIGIN_DENIES, /* it has no such branch, or not this commit on it */
};

/* Is the deployed commit, or the policy's, on the branch of this name? */
enum origin_word origin_on_change(const struct judgement *judgement, const char *branch);
enum origin_word origin_on_policy(const struct judgement *judgement, const char *branch);

/* UNKNOWN about `subject`, whose ref has `what` by the clone and not by the origin. */
struct finding *judge_claimed(struct judgement *judgement, const char *subject, const char *ref,
			      const char *branch, const char *what);

#endif
