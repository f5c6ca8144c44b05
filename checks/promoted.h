/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is a change request a promotion: does it do nothing but move digests of artefacts, in files that
 * the policy names, to what a record of the ledger has judged (controls A1.22)? It is an app's own,
 * as for pull_bots.h. Each digest that goes is of the same service, and each that comes passed
 * later than that one, in full, before the request was merged, and was not gone back from since.
 * Then its change was judged by that record: it needs neither ticket nor approval of its own.
 */
#ifndef CHECKS_PROMOTED_H
#define CHECKS_PROMOTED_H

#include "checks/pull.h"

enum promoting {
	PROMOTES_NOTHING, /* `because`: why, where an app that may promote opened it; or NULL */
	PROMOTES_UNKNOWN, /* `because` of what nobody knows */
	PROMOTES_LATER,   /* a request that is not merged, and may be one: a deploy will tell */
	PROMOTES,
};

struct promoted {
	int state;           /* enum promoting */
	const char *because; /* safe to show */
	struct texts inputs; /* pointers */
};

/* By the policy of the pull, whose request is known and whole. */
void promoted_by_pull(struct pull *pull, struct promoted *out);

#endif
