/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which change requests does the merge queue merge at once? Those whose entries lead from the head
 * of the group to its base, as the queue itself tells. A step that no entry explains is an error: a
 * group is never green as a whole.
 */
#ifndef CMD_PR_GROUP_H
#define CMD_PR_GROUP_H

#include "base/list.h"
#include "cmd/pr_target.h"
#include "integrations/github.h"

struct pr_numbers {
	int64_t *at;
	size_t count;
};

bool pr_group_numbers(struct arena *arena, struct github *github, const struct pr_target *target,
		      struct pr_numbers *numbers, struct error *err);

#endif
