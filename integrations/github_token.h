/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which token may go to this API? CHANGEGATE_GITHUB_TOKEN (or the file that ..._FILE names) before
 * GH_TOKEN before GITHUB_TOKEN. The policy names the API, and whoever changes the policy must not
 * get a token by naming a host of their own: ours goes to CHANGEGATE_GITHUB_TOKEN_HOST, the
 * platform's to the host of GITHUB_API_URL, and without those to api.github.com.
 */
#ifndef INTEGRATIONS_GITHUB_TOKEN_H
#define INTEGRATIONS_GITHUB_TOKEN_H

#include "base/arena.h"
#include "integrations/secret.h"

/* ERROR_ABSENT: none is set. ERROR_USAGE: it may not go to `host`. Others as secret_read(). */
bool github_token(struct arena *arena, const char *host, struct secret *token, struct error *err);

#define GITHUB_AUDITORS_TOKEN "CHANGEGATE_AUDITOR_TOKEN"

/* The auditor's own, and no other: what is asked again must not be answered to the one who is
 * audited. It goes to CHANGEGATE_AUDITOR_TOKEN_HOST, and without that to api.github.com. */
bool github_auditors_token(struct arena *arena, const char *host, struct secret *token,
			   struct error *err);

#endif
