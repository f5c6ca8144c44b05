/* SPDX-License-Identifier: Apache-2.0 */
/* Which tokens does the platform give, and which keys does their issuer have? See oidc.h. */
#include "integrations/oidc.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/token.h"
#include "integrations/git_plain_http.h"
#include "integrations/http_url.h"

#define REQUEST_URL "ACTIONS_ID_TOKEN_REQUEST_URL"
#define REQUEST_TOKEN "ACTIONS_ID_TOKEN_REQUEST_TOKEN"
#define FIRST_LABEL "token."
#define DISCOVERY "/.well-known/openid-configuration"
#define ANSWER_BYTES (256u * 1024)

/* "token.actions.example.com" speaks for the hosts of "actions.example.com". */
static bool
is_of_issuer(const struct http_url *url, const struct http_url *issuer)
{
	const char *around = issuer->host + strlen(FIRST_LABEL) - 1;

	if (url->plain != issuer->plain)
		return false;
	if (text_equal(url->host, issuer->host))
		return true;
	return text_starts_with(issuer->host, FIRST_LABEL "actions.") &&
	       text_ends_with(url->host, around);
}

static bool
read_urls(struct arena *arena, const char *issuer, const char *text, struct http_url *url,
	  struct error *err)
{
	struct http_url own;

	if (!http_url_parse(arena, issuer, plain_http_to_loopback, &own, err))
		return fail_while(err, "platform.issuer");
	if (!http_url_parse(arena, text, plain_http_to_loopback, url, err))
		return fail_while(err, REQUEST_URL);
	return is_of_issuer(url, &own) ||
	       fail(err, ERROR_USAGE,
		    REQUEST_URL " is at %s, which is no host of the issuer %s: the job's token is "
				"not sent there",
		    text_shown(arena, url->host), text_shown(arena, own.host));
}

/* RFC 3986 2.3; all else as %XX. */
static const char *
escaped(struct arena *arena, const char *text)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	for (; *text; text++) {
		if (byte_is_letter(*text) || byte_is_digit(*text) || strchr("-._~", *text))
			buffer_add_byte(&out, *text);
		else
			buffer_add_format(&out, "%%%02X", (unsigned)(unsigned char)*text);
	}
	return arena_copy(arena, out.bytes ? out.bytes : "", out.length);
}

static bool
ask(struct arena *arena, struct http *http, const struct http_request *request,
    const struct node **root, char sha256[65], struct error *err)
{
	struct http_answer answer = {0};
	bool done;

	http_send(arena, http, request, 1, &answer);
	done = answer.ok && answer.status == 200 ? http_json(arena, request, &answer, root, err)
						 : http_fail_status(request, &answer, err);
	if (done)
		memcpy(sha256, answer.sha256, sizeof(answer.sha256));
	http_answer_release(&answer);
	return done;
}

static bool
ask_token(struct arena *arena, struct http *http, const struct http_url *url, const char *audience,
	  const struct secret *secret, const char **token, struct error *err)
{
	struct http_request request = {.url = arena_format(arena, "%s%caudience=%s", url->text,
							   strchr(url->text, '?') ? '&' : '?',
							   escaped(arena, audience)),
				       .token = secret,
				       .token_host = url->host,
				       .limit = ANSWER_BYTES,
				       .label = "asking the platform for a token"};
	const struct node *root = NULL, *value;
	char sha256[65];

	if (!ask(arena, http, &request, &root, sha256, err))
		return false;
	value = node_get(root, "value");
	if (!value || value->kind != NODE_TEXT || !value->text[0] ||
	    strlen(value->text) > TOKEN_BYTES)
		return fail(err, ERROR_UNAVAILABLE, "the platform's answer has no token");
	*token = value->text;
	return true;
}

bool
oidc_token(struct arena *arena, struct http *http, const char *issuer, const char *audience,
	   const char **token, struct error *err)
{
	RELEASED_BY(secret_release) struct secret secret = {0};
	const char *text = getenv(REQUEST_URL);
	struct http_url url;

	if (!text || !text[0])
		return fail(err, ERROR_ABSENT,
			    "this is no job that may ask for one (" REQUEST_URL " is not set)");
	if (!read_urls(arena, issuer, text, &url, err))
		return false;
	return secret_read(REQUEST_TOKEN, &secret, err) &&
	       ask_token(arena, http, &url, audience, &secret, token, err);
}

bool
oidc_given(struct arena *arena, const char *variable, const char **token, struct error *err)
{
	const char *text = getenv(variable);

	if (!text || !text[0])
		return fail(err, ERROR_ABSENT,
			    "the job has no %s (id_tokens of the pipeline's file name it)",
			    variable);
	if (strlen(text) > TOKEN_BYTES || !text_is_utf8(text, strlen(text)))
		return fail(err, ERROR_USAGE, "%s is no token", variable);
	*token = arena_text(arena, text);
	return true;
}

/* ---- keys
 * ----------------------------------------------------------------------------------------
 */

/* OpenID Connect Discovery 1.0, 4.3: it must say of itself that it is this issuer. */
static bool
find_keys(struct arena *arena, const char *issuer, const struct node *root, const char **address,
	  struct error *err)
{
	const struct node *own = node_get(root, "issuer"), *uri = node_get(root, "jwks_uri");
	struct http_url from, to;

	if (!own || own->kind != NODE_TEXT || !text_equal(own->text, issuer))
		return fail(err, ERROR_UNAVAILABLE, "it describes another issuer than %s",
			    text_shown(arena, issuer));
	if (!uri || uri->kind != NODE_TEXT)
		return fail(err, ERROR_UNAVAILABLE, "it does not say where the keys are");
	if (!http_url_parse(arena, issuer, plain_http_to_loopback, &from, err) ||
	    !http_url_parse(arena, uri->text, plain_http_to_loopback, &to, err))
		return fail_as(err, ERROR_UNAVAILABLE);
	if (from.plain != to.plain || !text_equal(from.host, to.host))
		return fail(err, ERROR_UNAVAILABLE, "its keys are at another host, %s",
			    text_shown(arena, to.host));
	*address = to.text;
	return true;
}

static bool
ask_keys(struct arena *arena, struct http *http, struct issuer_keys *keys, struct error *err)
{
	struct http_request request = {.url = keys->address, .limit = ANSWER_BYTES};
	const struct node *root = NULL;
	char sha256[65];

	if (!ask(arena, http, &request, &root, sha256, err))
		return false;
	keys->sha256 = arena_text(arena, sha256);
	return issuer_keys_read(arena, root, keys, err) || fail_as(err, ERROR_UNAVAILABLE);
}

bool
oidc_keys(struct arena *arena, struct http *http, const char *issuer, struct issuer_keys *keys,
	  struct error *err)
{
	struct http_request request = {.url = arena_format(arena, "%s" DISCOVERY, issuer),
				       .limit = ANSWER_BYTES};
	struct issuer_keys read = {.issuer = issuer};
	const struct node *root = NULL;
	char sha256[65];

	if (!ask(arena, http, &request, &root, sha256, err) ||
	    !find_keys(arena, issuer, root, &read.address, err) ||
	    !ask_keys(arena, http, &read, err))
		return fail_while(err, "reading the keys of %s", text_shown(arena, issuer));
	*keys = read;
	return true;
}
