/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the check runs of one commit say of a required job or check? Who said it, for which
 * workflow, event and commit, and how it ended.
 */
#ifndef CHECKS_PULL_RUNS_H
#define CHECKS_PULL_RUNS_H

#include "core/check.h"

struct runs {
	struct arena *arena;
	const struct test_rules *rules;
	const struct test_requirement *rule;
	const struct forge_facts *facts;
	int64_t now;
	const char *only_event; /* NULL: any that the rules name */
	LIST(const struct check_run *) matched;
	int verdict; /* enum verdict */
	const char *code;
	const char *because;
	const char *near;    /* code of the nearest miss, if nothing matched */
	const char *untold;  /* why it is not known what the nearest is; NULL: not told */
	bool for_other;      /* a job of that name ran for another request */
	const char *foreign; /* who said the same without being asked; NULL: nobody */
	int64_t attempt;     /* the highest */
};

/* Says PASS, FAIL or UNKNOWN; TEST-MISSING where nothing matched. */
void runs_judge(struct runs *runs, const struct tested_commit *tested);

/* `*` stands for anything, also nothing. */
bool name_matches(const char *pattern, const char *name);

#endif
