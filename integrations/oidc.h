/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which tokens does the platform give this job, and which keys does their issuer have? OpenID
 * Connect as GitHub Actions and Forgejo Actions speak it. The job's request token goes to the
 * issuer's own hosts and nowhere else, whatever the environment says where tokens are.
 */
#ifndef INTEGRATIONS_OIDC_H
#define INTEGRATIONS_OIDC_H

#include "core/platform.h"
#include "integrations/http.h"

/*
 * A token for this audience, in the arena. From the environment: ACTIONS_ID_TOKEN_REQUEST_URL,
 * whose host must be the issuer's, or beside it (of the issuer token.actions.example.com:
 * run-1.actions.example.com); ACTIONS_ID_TOKEN_REQUEST_TOKEN.
 *
 * ERROR_ABSENT: this job cannot ask. ERROR_USAGE: it would ask somebody else. ERROR_UNAVAILABLE.
 */
bool oidc_token(struct arena *arena, struct http *http, const char *issuer, const char *audience,
		const char **token, struct error *err);

/*
 * The token that the job has in this variable, where its pipeline names it (GitLab's `id_tokens`).
 * ERROR_ABSENT: it has none. ERROR_USAGE: it is too long for one.
 */
bool oidc_given(struct arena *arena, const char *variable, const char **token, struct error *err);

/* By the issuer's own description (OpenID Connect Discovery 1.0), on its own host. */
bool oidc_keys(struct arena *arena, struct http *http, const char *issuer, struct issuer_keys *keys,
	       struct error *err);

#endif
