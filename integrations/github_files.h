/* SPDX-License-Identifier: Apache-2.0 */
/* What do the files of a branch say, as GitHub has it: CODEOWNERS and the policy? */
#ifndef INTEGRATIONS_GITHUB_FILES_H
#define INTEGRATIONS_GITHUB_FILES_H

#include "integrations/github.h"
#include "integrations/github_query.h"

/* Adds the fields of a Commit that github_read_owners() reads. */
void github_ask_owners(struct github_query *query);

/* The first of the places that CODEOWNERS may lie at. `commit` is a node of Commit. */
void github_read_owners(struct arena *arena, const struct node *commit, const char *base,
			struct owners_file *owners);

/* The teams that it names: "acme/engineers" for each word "@acme/engineers". */
void github_owner_teams(struct arena *arena, const char *owners, struct texts *teams);

/* The same for the files of a policy: `p0`, `p1`, ... */
void github_ask_policy(struct github_query *query, const struct github_policy *policy);
void github_read_policy(struct arena *arena, const struct node *commit,
			struct github_policy *policy);

#endif
