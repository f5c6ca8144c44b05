/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What are the facts of this deploy? Collects the evidence document: first what does not depend on
 * the ledger (policy, tests, branches, freezes), then, for the state of the key's chain, the rest
 * (range, commits, approvals, tickets, promotion).
 */
#ifndef CMD_GATHER_H
#define CMD_GATHER_H

#include "cmd/question.h"
#include "cmd/world.h"
#include "ledger/log.h"

struct gathering {
	struct world *world;
	struct question question;
	struct evidence evidence; /* what does not depend on the ledger */
};

/* Tests and work tree are left out where another job's are taken over (gathering_take_over()). */
bool gathering_begin(struct world *world, const struct arguments *arguments,
		     const struct question *question, bool with_tests, struct gathering *out,
		     struct error *err);

/* --baseline just once per key, and not without it before: ERROR_USAGE. */
bool gathering_check_baseline(const struct gathering *gathering, const struct key_state *state,
			      struct error *err);

/*
 * Takes over what only the job that collected can know: when it was, its token of the platform, and
 * the test results. What is signed of those is verified again.
 */
void gathering_take_over(struct gathering *gathering, const struct evidence *collected);

/* The whole evidence for one service, at this state of its chain. */
bool gather(const struct gathering *gathering, const char *service, const char *record_id,
	    struct log *log, const struct key_state *state, struct evidence *out,
	    struct error *err);

#endif
