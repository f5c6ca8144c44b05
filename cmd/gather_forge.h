/* SPDX-License-Identifier: Apache-2.0 */
/* What does the forge say of this deploy? Asked where the policy, or the one in force, names one.
 */
#ifndef CMD_GATHER_FORGE_H
#define CMD_GATHER_FORGE_H

#include "cmd/world.h"
#include "integrations/github.h"

/*
 * Fills evidence->forge, and adds tickets and sources; the history must be known. A forge that does
 * not answer makes its facts UNAVAILABLE. ERROR_USAGE: CHANGEGATE_HTTP_BUDGET is no number.
 */
bool gather_forge(struct world *world, const struct policy *before, bool debug,
		  struct evidence *evidence, struct error *err);

/* Whose forge is asked: a change that has it asked elsewhere does not choose who answers for it.
 * `before`: the policy in force, or NULL. */
const struct policy *gather_forge_place(const struct policy *policy, const struct policy *before);

/* How the forge of a policy is reached: with the variables of the environment. */
bool gather_forge_settings(const struct policy *policy, bool debug,
			   struct github_settings *settings, struct error *err);

/* What `policy`, and `before` unless it is NULL, want to know of a request. Commits and branches
 * are the caller's. */
void gather_forge_wishes(struct arena *arena, const struct policy *policy,
			 const struct policy *before, struct forge_question *question);

/* Do the forge's rules need to know which paths a change request changes? */
bool gather_forge_needs_paths(const struct policy *policy);

#define FORGE_OPTIONS                                                                      \
	{                                                                                  \
		"--debug-http", NULL, false, false,                                        \
			"write a line about each request to the forge to standard error, " \
			"without secrets"                                                  \
	}

#endif
