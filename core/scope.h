/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which change requests concern this service? One whose changed paths the service claims, and, so
 * that nothing escapes, one with a path that nobody claims, and one that touches the gate, the
 * workflows, a lock file or the root of a build. Unknown paths concern every service.
 */
#ifndef CORE_SCOPE_H
#define CORE_SCOPE_H

#include "core/evidence.h"
#include "core/policy.h"

struct scope {
	bool inside;
	const char *shared;    /* first path that concerns every service, or NULL */
	const char *unclaimed; /* first path that no service claims, or NULL */
};

void scope_of_request(const struct policy *policy, const char *service,
		      const struct change_request *request, struct scope *out);

bool scope_has_path(const struct policy *policy, const char *service, const char *path);

/*
 * Does the gate itself rest on this file? The policy, the mailmap, the allowed signers that the
 * policy names, the trust root (as all of .changegate/), and CODEOWNERS. Every such file concerns
 * every service.
 */
bool scope_is_gate(const struct policy *policy, const char *path);

/* The same of the files whose names no policy chooses. */
bool scope_is_fixed_gate(const char *path);

/* Does the policy tell services apart by paths at all? Otherwise paths need not be read. */
bool scope_needs_paths(const struct policy *policy);

#endif
