/* SPDX-License-Identifier: Apache-2.0 */
/* One conversation with a server: what libgit2 asks, and what went wrong. See git_remote_talk.h. */
#include "integrations/git_remote_talk.h"

#include <string.h>

#include <git2/errors.h>
#include <git2/oid.h>
#include <git2/transport.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/git_deadline.h"
#include "integrations/git_objects.h"
#include "integrations/git_remote_refs.h"

#define SAID_BYTES 1024 /* kept of what a server says for people */
#define PACK_OBJECTS 20000000u

void
talk_release(struct talk *talk)
{
	git_remote_free(talk->remote);
	deadline_release(&talk->deadline);
	buffer_release(&talk->said);
	arena_release(&talk->arena);
}

/* ---- what the library asks ------------------------------------------------------------------- */

static int
on_credentials(git_credential **credential, const char *url, const char *user, unsigned kinds,
	       void *payload)
{
	struct talk *talk = payload;

	(void)url;
	if (talk->url.kind != URL_SSH || !user)
		return GIT_EAUTH; /* tokens travel in git_http.c */
	return ssh_credential(&talk->ssh, user, kinds, credential, &talk->err) ? 0 : GIT_EAUTH;
}

static int
on_certificate(git_cert *certificate, int valid, const char *host, void *payload)
{
	struct talk *talk = payload;

	(void)host; /* ours is the one that was checked */
	return ssh_host_key(&talk->ssh, certificate, valid != 0, &talk->err) ? 0 : GIT_ECERTIFICATE;
}

static int
on_transport(git_transport **transport, git_remote *owner, void *payload)
{
	struct talk *talk = payload;

	return http_transport(transport, owner, &talk->http);
}

static int
on_said(const char *text, int length, void *payload)
{
	struct talk *talk = payload;
	size_t room = SAID_BYTES - talk->said.length;
	size_t more = length > 0 ? (size_t)length : 0;

	buffer_add(&talk->said, text, more < room ? more : room);
	return 0;
}

static int
on_progress(const git_indexer_progress *progress, void *payload)
{
	struct talk *talk = payload;

	if (progress->received_bytes <= LIMIT_PACK_BYTES && progress->total_objects <= PACK_OBJECTS)
		return 0;
	fail(&talk->err, ERROR_UNAVAILABLE, "sends more than %u bytes or %u objects",
	     LIMIT_PACK_BYTES, PACK_OBJECTS);
	return GIT_EUSER;
}

static const struct remote_move *
move_of(const struct talk *talk, const char *ref)
{
	for (size_t i = 0; i < talk->move_count; i++)
		if (text_equal(talk->moves[i].ref, ref))
			return &talk->moves[i];
	return NULL;
}

/* Between the server's list of refs and our request. */
static int
on_negotiation(const git_push_update **updates, size_t count, void *payload)
{
	struct talk *talk = payload;

	for (size_t i = 0; i < count; i++) {
		const struct remote_move *move = move_of(talk, updates[i]->dst_refname);
		char there[GIT_OID_HEXSZ + 1];

		git_oid_tostr(there, sizeof(there), &updates[i]->src);
		if (move && !check_before(move->ref, move->before, there, &talk->err))
			return GIT_EUSER;
	}
	return 0;
}

/* How servers say that somebody else was faster: git before and after 2.50, forges. */
static bool
means_conflict(const char *status)
{
	static const char *const words[] = {
		"non-fast-forward", "fetch first",      "already exists",    "does not exist",
		"stale info",       "failed to update", "cannot lock ref",   "incorrect old value",
		"refname conflict", "failed to lock",   "reference conflict"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(status, words[i]))
			return true;
	return false;
}

static int
on_status(const char *ref, const char *status, void *payload)
{
	struct buffer name RELEASED_BY(buffer_release) = {0};
	struct buffer reason RELEASED_BY(buffer_release) = {0};
	struct buffer said RELEASED_BY(buffer_release) = {0};
	struct talk *talk = payload;
	bool conflict = status && means_conflict(status);

	if (!status || (talk->err.code != ERROR_NONE && !conflict))
		return 0;
	fail(&talk->err, conflict ? ERROR_CONFLICT : ERROR_UNAVAILABLE, "%s was refused: %s%s%s",
	     foreign_shown(&name, ref), foreign_shown(&reason, status),
	     talk->said.length ? "; the server says: " : "",
	     talk->said.length ? foreign_shown(&said, talk->said.bytes) : "");
	return 0;
}

/* ---- one conversation ------------------------------------------------------------------------ */

static bool
is_http(const struct git_url *url)
{
	return url->kind == URL_HTTPS || url->kind == URL_HTTP;
}

/* Only for the host that it was made for. */
static const struct secret *
token_for(struct talk *talk, const struct remote_place *place)
{
	const char *host = place->token_host ? git_url_host(&talk->arena, place->token_host) : NULL;
	bool fits = host && is_http(&talk->url) && text_equal(host, talk->url.host);

	return fits && place->token && place->token->bytes ? place->token : NULL;
}

static bool
open_remote(struct talk *talk, git_repository *own, struct error *err)
{
	git_remote_create_options options;

	git_remote_create_options_init(&options, GIT_REMOTE_CREATE_OPTIONS_VERSION);
	options.repository = own;
	options.flags = GIT_REMOTE_CREATE_SKIP_INSTEADOF | GIT_REMOTE_CREATE_SKIP_DEFAULT_FETCHSPEC;
	if (git_remote_create_with_opts(&talk->remote, talk->url.text, &options) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "preparing");
	return true;
}

bool
talk_begin(struct talk *talk, git_repository *own, const struct remote_place *place,
	   struct error *err)
{
	int64_t seconds;

	if (talk->url.kind == URL_PATH)
		return true;
	if (!remote_seconds(&seconds, err))
		return false;
	talk->http.url = talk->url.text;
	talk->http.token = token_for(talk, place);
	talk->http.plain = talk->url.kind == URL_HTTP;
	talk->http.err = &talk->err;
	talk->ssh.host = talk->url.host;
	if (talk->url.kind == URL_SSH)
		talk->deadline = deadline_begin(seconds);
	return open_remote(talk, own, err);
}

void
talk_set_callbacks(struct talk *talk, git_remote_callbacks *callbacks)
{
	callbacks->credentials = on_credentials;
	callbacks->certificate_check = on_certificate;
	callbacks->sideband_progress = on_said;
	callbacks->transfer_progress = on_progress;
	callbacks->push_negotiation = on_negotiation;
	callbacks->push_update_reference = on_status;
	if (is_http(&talk->url))
		callbacks->transport = on_transport;
	callbacks->payload = talk;
}

bool
fail_talk(struct talk *talk, int result, struct error *err)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};
	const git_error *last = git_error_last();
	const char *message = last && last->message ? last->message : "no reason given";

	if (talk->err.code != ERROR_NONE)
		return fail(err, talk->err.code, "%s", talk->err.message);
	if (talk->deadline && deadline_end(&talk->deadline))
		return fail(err, ERROR_UNAVAILABLE,
			    "no answer in time (CHANGEGATE_LEDGER_TIMEOUT gives it more seconds)");
	if (result == GIT_ENONFASTFORWARD)
		return fail(err, ERROR_CONFLICT,
			    "somebody else was faster: what is there is not in what is pushed");
	/* A ref that was there when asked, and was removed or moved before it was sent. */
	if (strstr(message, "not our ref"))
		return fail(err, ERROR_CONFLICT, "somebody else moved it in the meantime");
	return fail(err, ERROR_UNAVAILABLE, "%s", foreign_shown(&shown, message));
}
