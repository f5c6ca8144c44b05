/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does the remote of a ledger in git say of its branches? What a clone has below refs/remotes
 * is whatever somebody wrote there; this is the remote's own answer.
 */
#ifndef INTEGRATIONS_STORE_GIT_ORIGIN_H
#define INTEGRATIONS_STORE_GIT_ORIGIN_H

#include "integrations/git_remote.h"
#include "integrations/store_git.h"

/* Only refs/heads/. *host is NULL for a path. *asked is false, and nothing is listed, where the
 * ledger is in the clone itself. */
bool store_git_branches(struct store_git *store, struct arena *arena, bool *asked,
			struct remote_refs *branches, const char **host, struct error *err);

#endif
