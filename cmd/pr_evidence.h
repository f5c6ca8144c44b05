/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of one change request? The evidence document of a request instead of a deploy: what
 * the forge says of it, and, where a clone has its head, what only content can tell.
 */
#ifndef CMD_PR_EVIDENCE_H
#define CMD_PR_EVIDENCE_H

#include "cmd/command.h"
#include "core/evidence.h"
#include "core/policy.h"
#include "integrations/git.h"
#include "integrations/github.h"

struct pr {
	struct arena *arena;
	struct github *github;
	struct github_settings settings; /* of `github` */
	struct git *git;                 /* NULL: there is no clone */
	const char *repository;          /* "github.com/acme/payments" */
	const char *environment;
	const char *service;
	struct texts as_if; /* logins that are taken to approve */
};

struct pr_answer {
	struct policy policy;
	struct evidence evidence;
	bool policy_found; /* the branch has a policy; else it is starter@1 */
};

/*
 * ERROR_UNAVAILABLE: the forge did not tell enough even to say so in a report. ERROR_USAGE: its
 * policy. Anything else that is missing is UNAVAILABLE in the evidence.
 */
bool pr_collect(struct pr *pr, int64_t number, struct pr_answer *answer, struct error *err);

#endif
