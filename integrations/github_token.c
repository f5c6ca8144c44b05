/* SPDX-License-Identifier: Apache-2.0 */
/* Which token may go to this API? See github_token.h. */
#include "integrations/github_token.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/forge_place.h"
#include "integrations/github_place.h"

#define OUR_TOKEN "CHANGEGATE_GITHUB_TOKEN"
#define OUR_HOST "CHANGEGATE_GITHUB_TOKEN_HOST"
#define AUDITORS_HOST GITHUB_AUDITORS_TOKEN "_HOST"
#define USUAL_HOST "api.github.com"

static const char *
environment(const char *name)
{
	const char *value = getenv(name);

	return value && value[0] ? value : NULL;
}

static bool
may_go(struct arena *arena, const char *variable, const char *host, const char *allowed,
       const char *setting, struct error *err)
{
	if (allowed && text_equal_ignoring_case(host, allowed))
		return true;
	return fail(err, ERROR_USAGE, "%s goes to %s only, and the API is at %s: set %s if it may",
		    variable, allowed ? text_shown(arena, allowed) : "no host",
		    text_shown(arena, host), setting);
}

/* A file that people write ends with a line break; no token does. */
static size_t
without_line_end(const struct secret *secret)
{
	size_t length = secret->length;

	while (length && (secret->bytes[length - 1] == '\n' || secret->bytes[length - 1] == '\r'))
		length--;
	return length;
}

static bool
take_own(struct arena *arena, const char *variable, const char *setting, const char *host,
	 struct secret *token, struct error *err)
{
	const char *allowed = environment(setting);
	struct secret found RELEASED_BY(secret_release) = {0};

	if (!secret_read(variable, &found, err) ||
	    !may_go(arena, variable, host, allowed ? allowed : USUAL_HOST, setting, err))
		return false;
	secret_set(token, found.bytes, without_line_end(&found));
	return true;
}

static bool
take_platform(struct arena *arena, const char *variable, const char *host, struct secret *token,
	      struct error *err)
{
	const char *api = environment("GITHUB_API_URL");
	const char *value = environment(variable);
	const char *allowed = api ? forge_host_of(arena, api) : USUAL_HOST;

	if (!value)
		return fail(err, ERROR_ABSENT, "%s is not set", variable);
	if (!may_go(arena, variable, host, allowed, OUR_TOKEN " and " OUR_HOST, err))
		return false;
	if (strlen(value) > LIMIT_KEY_BYTES)
		return fail(err, ERROR_USAGE, "%s is larger than %u bytes: not a token", variable,
			    LIMIT_KEY_BYTES);
	secret_set(token, value, strlen(value));
	return true;
}

bool
github_token(struct arena *arena, const char *host, struct secret *token, struct error *err)
{
	if (take_own(arena, OUR_TOKEN, OUR_HOST, host, token, err))
		return true;
	if (err->code != ERROR_ABSENT)
		return false;
	if (take_platform(arena, "GH_TOKEN", host, token, err))
		return true;
	if (err->code != ERROR_ABSENT)
		return false;
	if (take_platform(arena, "GITHUB_TOKEN", host, token, err))
		return true;
	if (err->code != ERROR_ABSENT)
		return false;
	return fail(err, ERROR_ABSENT,
		    "no token for %s: set " OUR_TOKEN ", or give the job GITHUB_TOKEN",
		    text_shown(arena, host));
}

bool
github_auditors_token(struct arena *arena, const char *host, struct secret *token,
		      struct error *err)
{
	if (take_own(arena, GITHUB_AUDITORS_TOKEN, AUDITORS_HOST, host, token, err))
		return true;
	return err->code == ERROR_ABSENT &&
	       fail(err, ERROR_ABSENT,
		    "no token of the auditor's for %s: set " GITHUB_AUDITORS_TOKEN
		    " (or " GITHUB_AUDITORS_TOKEN "_FILE); no other token is taken for it",
		    text_shown(arena, host));
}
