/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which change request is asked about, and where? By the operand, else by what GitHub Actions says
 * of the event: its file is foreign, so it is read strictly and only for numbers and commit ids.
 */
#ifndef CMD_PR_TARGET_H
#define CMD_PR_TARGET_H

#include "cmd/command.h"
#include "integrations/git.h"

struct pr_target {
	const char *repository; /* "github.com/acme/payments" */
	const char *api;        /* address of the API by the platform; NULL: by the repository */
	int64_t number;         /* 0: a group of the merge queue */
	const char *group_base, *group_head; /* commits of such a group; else NULL */
	const char *group_branch;            /* that the queue merges into: "main" */
};

/* Fails with ERROR_USAGE where nothing names a request or a repository. `git` may be NULL; else its
 * origin names the repository where neither an option nor the platform does. */
bool pr_target_read(struct arena *arena, const struct arguments *arguments, struct git *git,
		    struct pr_target *target, struct error *err);

#endif
