/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which reviews of a change request approve it, and why not the others? The last opinion of each
 * human who may write, contributed nothing, and saw what was merged, in time (controls A3).
 */
#ifndef CHECKS_PULL_REVIEWS_H
#define CHECKS_PULL_REVIEWS_H

#include "checks/pull_people.h"

/* An approval that counts for some commit, or would if nothing were unknown. */
struct approver {
	struct known_person person;
	const struct forge_review *review;
	bool certain;
	bool departed;    /* has no access any more, which the policy accepts */
	const char *code; /* of what is not known */
	const char *why;  /* that reads behind the login */
};

struct approvers {
	LIST(struct approver) all;
	const char *reasons; /* who was not counted and why; "" */
};

/* Says whether enough people approve. */
void pull_judge_reviews(struct pull *pull, struct approvers *out);

#endif
