/* SPDX-License-Identifier: Apache-2.0 */
/* What does another repository hold, and how does something get there? See git_remote.h. */
#include "integrations/git_remote.h"

#include <git2/oid.h>
#include <git2/remote.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/git_objects.h"
#include "integrations/git_plain_http.h"
#include "integrations/git_remote_path.h"
#include "integrations/git_remote_refs.h"
#include "integrations/git_remote_talk.h"

/* ---- list ------------------------------------------------------------------------------------ */

static bool
heads_of(struct talk *talk, const git_remote_head ***heads, size_t *count, struct error *err)
{
	git_remote_connect_options options;
	int result;

	git_remote_connect_options_init(&options, GIT_REMOTE_CONNECT_OPTIONS_VERSION);
	talk_set_callbacks(talk, &options.callbacks);
	options.proxy_opts.type = GIT_PROXY_NONE; /* see git_http.c */
	options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
	result = git_remote_connect_ext(talk->remote, GIT_DIRECTION_FETCH, &options);
	if (result < 0 || (result = git_remote_ls(heads, count, talk->remote)) < 0)
		return fail_talk(talk, result, err);
	return true;
}

static bool
talk_list(struct talk *talk, struct arena *arena, struct remote_refs *refs, struct error *err)
{
	const git_remote_head **heads = NULL;
	size_t count = 0;

	if (talk->url.kind == URL_PATH)
		return path_list(arena, talk->url.path, refs, err);
	if (!heads_of(talk, &heads, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		char id[GIT_OID_HEXSZ + 1];

		git_oid_tostr(id, sizeof(id), &heads[i]->oid);
		if (!remote_refs_add(arena, heads[i]->name, id, refs, err))
			return false;
	}
	return true;
}

/* ---- fetch ----------------------------------------------------------------------------------- */

static const git_oid *
find_head(const git_remote_head **heads, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (text_equal(heads[i]->name, name))
			return &heads[i]->oid;
	return NULL;
}

/* All of them, or ERROR_ABSENT. */
static bool
find_heads(struct talk *talk, const struct texts *pairs, const git_remote_head **heads,
	   size_t count, struct ref_pair *found, git_oid *ids, struct error *err)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};

	for (size_t i = 0; i < pairs->count; i++) {
		const git_oid *id;

		if (!ref_pair_read(&talk->arena, pairs->at[i], &found[i], err))
			return false;
		id = find_head(heads, count, found[i].there);
		if (!id)
			return fail(err, ERROR_ABSENT, "it has no '%s'",
				    foreign_shown(&shown, found[i].there));
		git_oid_cpy(&ids[i], id);
	}
	return true;
}

static bool
download(struct talk *talk, const struct texts *pairs, struct error *err)
{
	git_fetch_options options;
	char **specs = arena_allocate(&talk->arena, pairs->count * sizeof(*specs));
	git_strarray list = {specs, pairs->count};
	int result;

	git_fetch_options_init(&options, GIT_FETCH_OPTIONS_VERSION);
	talk_set_callbacks(talk, &options.callbacks);
	options.prune = GIT_FETCH_NO_PRUNE;
	options.update_fetchhead = 0;
	options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
	options.proxy_opts.type = GIT_PROXY_NONE;
	options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
	for (size_t i = 0; i < pairs->count; i++)
		specs[i] = arena_text(&talk->arena, pairs->at[i]);
	result = git_remote_download(talk->remote, &list, &options);
	return result == 0 || fail_talk(talk, result, err);
}

static bool
talk_fetch(struct talk *talk, git_repository *own, const struct texts *pairs, struct error *err)
{
	const git_remote_head **heads = NULL;
	struct ref_pair *found = arena_allocate(&talk->arena, pairs->count * sizeof(*found) + 1);
	git_oid *ids = arena_allocate(&talk->arena, pairs->count * sizeof(*ids) + 1);
	size_t count = 0;

	if (talk->url.kind == URL_PATH)
		return path_fetch(own, talk->url.path, pairs, err);
	if (!heads_of(talk, &heads, &count, err) ||
	    !find_heads(talk, pairs, heads, count, found, ids, err) || !download(talk, pairs, err))
		return false;
	for (size_t i = 0; i < pairs->count; i++)
		if (!own_ref_set(own, found[i].here, &ids[i], err))
			return false;
	return true;
}

/* ---- push ------------------------------------------------------------------------------------ */

static bool
talk_push(struct talk *talk, git_repository *own, struct error *err)
{
	git_push_options options;
	char **specs = arena_allocate(&talk->arena, talk->move_count * sizeof(*specs) + 1);
	git_strarray list = {specs, talk->move_count};
	int result;

	if (talk->url.kind == URL_PATH)
		return path_push(own, talk->url.path, talk->moves, talk->move_count, err);
	git_push_options_init(&options, GIT_PUSH_OPTIONS_VERSION);
	talk_set_callbacks(talk, &options.callbacks);
	options.proxy_opts.type = GIT_PROXY_NONE;
	options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
	for (size_t i = 0; i < talk->move_count; i++)
		specs[i] = arena_format(&talk->arena, "%s:%s",
					talk->moves[i].local ? talk->moves[i].local : "",
					talk->moves[i].ref);
	result = git_remote_upload(talk->remote, &list, &options);
	if (result < 0 || talk->err.code != ERROR_NONE)
		return fail_talk(talk, result, err);
	return true;
}

/* ---- the four questions ---------------------------------------------------------------------- */

static bool
parse_place(struct talk *talk, const struct remote_place *place, struct error *err)
{
	arena_init(&talk->arena);
	return git_url_parse(&talk->arena, place->url, plain_http_to_loopback, &talk->url, err);
}

static bool
fail_with_place(struct talk *talk, const char *doing, struct error *err)
{
	if (talk->url.kind == URL_PATH)
		return fail_while(err, "%s %s", doing, text_shown(&talk->arena, talk->url.path));
	return fail_while(err, "%s %s%s%s", doing, talk->url.host,
			  talk->url.path[0] == '/' ? "" : ":", talk->url.path);
}

bool
remote_list(struct arena *arena, git_repository *own, const struct remote_place *place,
	    struct remote_refs *refs, struct error *err)
{
	struct talk talk RELEASED_BY(talk_release) = {0};
	struct remote_refs listed = {0};

	if (!parse_place(&talk, place, err))
		return false;
	if (!talk_begin(&talk, own, place, err) || !talk_list(&talk, arena, &listed, err))
		return fail_with_place(&talk, "asking", err);
	*refs = listed;
	return true;
}

bool
remote_fetch(git_repository *own, const struct remote_place *place, const struct texts *pairs,
	     struct error *err)
{
	struct talk talk RELEASED_BY(talk_release) = {0};

	if (!parse_place(&talk, place, err))
		return false;
	if (!talk_begin(&talk, own, place, err) || !talk_fetch(&talk, own, pairs, err))
		return fail_with_place(&talk, "fetching from", err);
	return true;
}

bool
remote_push(git_repository *own, const struct remote_place *place, const struct remote_move *moves,
	    size_t count, struct error *err)
{
	struct talk talk RELEASED_BY(talk_release) = {0};

	if (!parse_place(&talk, place, err))
		return false;
	talk.moves = moves;
	talk.move_count = count;
	if (!talk_begin(&talk, own, place, err) || !talk_push(&talk, own, err))
		return fail_with_place(&talk, "pushing to", err);
	return true;
}

const char *
remote_host(struct arena *arena, const char *url)
{
	struct git_url parsed;
	struct error ignored = {0};

	return git_url_parse(arena, url, plain_http_to_loopback, &parsed, &ignored) ? parsed.host
										    : NULL;
}
