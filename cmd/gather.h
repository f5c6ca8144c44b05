/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What are the facts of this deploy? Collects the evidence document: first what does not depend on
 * the ledger (policy, tests, branches, freezes), then, for the state of the key's chain, the rest
 * (range, commits, approvals, tickets, promotion).
 */
#ifndef CMD_GATHER_H
#define CMD_GATHER_H

#include "cmd/world.h"
#include "integrations/mailmap.h"
#include "ledger/log.h"

struct question {
	const char *environment;
	const char *service;
	const char *revision; /* what to deploy: "HEAD", a commit id, a branch */
	const char *artifact; /* "sha256:..." or NULL */
	bool baseline;
};

/* Reads --env, --service (each of them), --sha, --artifact, --baseline. */
bool question_read(struct arena *arena, const struct arguments *arguments,
		   struct question *question, struct texts *services, struct error *err);

struct gathering {
	struct world *world;
	struct question question;
	struct mailmap *mailmap;
	struct evidence evidence; /* what does not depend on the ledger */
};

bool gathering_begin(struct world *world, const struct arguments *arguments,
		     const struct question *question, struct gathering *out, struct error *err);
void gathering_end(struct gathering *gathering); /* for RELEASED_BY */

/* --baseline just once per key, and not without it before: ERROR_USAGE. */
bool gathering_check_baseline(const struct gathering *gathering, const struct key_state *state,
			      struct error *err);

/* The whole evidence for one service, at this state of its chain. */
bool gather(const struct gathering *gathering, const char *service, const char *record_id,
	    struct log *log, const struct key_state *state, struct evidence *out,
	    struct error *err);

/*
 * The facts that the ledger gives for evidence->change (key, head, range kind) and the artefact:
 * what is in place and under which policy, promotion, rollback.
 */
bool gather_from_ledger(struct world *world, struct log *log, const struct key_state *state,
			struct evidence *evidence, struct error *err);

#define QUESTION_OPTIONS                                                                       \
	{"--env", "NAME", false, true, "the environment to deploy to"},                        \
		{"--service", "NAME[,NAME]", true, true,                                       \
		 "the service to deploy (default: default)"},                                  \
		{"--sha", "REVISION", false, true, "the commit to deploy (default: HEAD)"},    \
		{"--artifact", "sha256:HEX", false, true, "digest of the artefact to deploy"}, \
	{                                                                                      \
		"--baseline", NULL, false, true,                                               \
			"first record of this key: accept the history before"                  \
	}

#endif
