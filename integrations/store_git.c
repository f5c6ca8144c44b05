/* SPDX-License-Identifier: Apache-2.0 */
/* How is a ledger kept in git? See store_git.h. */
#include "integrations/store_git.h"

#include <stdlib.h>
#include <string.h>

#include <git2/repository.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/clock.h"
#include "integrations/git_library.h"
#include "integrations/git_plain_files.h"
#include "integrations/store_git_state.h"
#include "integrations/store_git_url.h"

/* ---- where it is --------------------------------------------------------------------------------
 */

static void
free_repository(git_repository **repository)
{
	git_repository_free(*repository);
}

/* The folder that all work trees of the clone share. */
static bool
find_common(struct store_git *store, const char *clone, const char **folder, struct error *err)
{
	git_repository *repository RELEASED_BY(free_repository) = NULL;
	char *copy;

	if (!repository_is_plain(clone, err))
		return false;
	if (git_repository_open_ext(&repository, clone,
				    GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE,
				    NULL) < 0)
		return fail_git(err, ERROR_USAGE, "opening the clone");
	copy = arena_text(&store->arena, git_repository_commondir(repository));
	if (strlen(copy) > 1 && text_ends_with(copy, "/"))
		copy[strlen(copy) - 1] = '\0';
	*folder = copy;
	return true;
}

static bool
begin(struct store_git *store, const struct store_site *site, const struct ledger_place *place,
      struct error *err)
{
	const char *folder = NULL;
	const char *identity;
	bool local;

	if (!site->clone && place->kind != PLACE_URL)
		return fail(err, ERROR_USAGE, "'%s' is a branch of a clone, and there is none here",
			    store->name);
	if ((site->clone && !find_common(store, site->clone, &folder, err)) ||
	    !store_git_find_url(store, site, place, folder, err))
		return false;
	local = !store->remote.url;
	identity = arena_format(&store->arena, "%s#%s", local ? "" : store->remote.url, place->ref);
	store->ref = arena_text(&store->arena, place->ref);
	store->seen = local ? arena_format(&store->arena, REF_SEEN "/%s",
					   place->ref + strlen("refs/heads/"))
			    : REF_SEEN;
	return git_place_begin(&store->place, folder, identity, local, err);
}

bool
store_git_open(const struct store_site *site, const char *name, const struct ledger_place *place,
	       struct store_git **out, struct error *err)
{
	struct store_git *store = calloc(1, sizeof(*store));

	if (!store)
		abort();
	arena_init(&store->arena);
	arena_init(&store->inbox_arena);
	pthread_mutex_init(&store->reading, NULL);
	store->name = text_shown(&store->arena, name);
	store->place.lock = -1;
	if (!git_library_begin(err))
		return false;
	if (!begin(store, site, place, err)) {
		store_git_release(&store);
		return false;
	}
	*out = store;
	return true;
}

/* ---- what it holds ------------------------------------------------------------------------------
 */

bool
store_git_refused(const struct store_git *store, struct error *err)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	const char *host = store->remote.url ? remote_host(&arena, store->remote.url) : NULL;

	if (err->code == ERROR_UNAVAILABLE && store->remote.token && host &&
	    !text_equal(host, store->remote.token_host))
		return fail_while(err,
				  "no token was sent to '%s', which is not the host that "
				  "CHANGEGATE_LEDGER_TOKEN_HOST names",
				  text_shown(&arena, host));
	return false;
}

static bool
fetch_tip(struct store_git *store, struct error *err)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct texts pairs = {0};

	if (!store->remote.url)
		return git_place_ref(&store->place, store->ref, &store->tip, &store->has_tip, err);
	texts_add(&arena, &pairs, arena_format(&arena, "%s:%s", store->ref, REF_TIP));
	if (remote_fetch(store->place.git.repository, &store->remote, &pairs, err))
		return git_place_ref(&store->place, REF_TIP, &store->tip, &store->has_tip, err);
	store->has_tip = false;
	return err->code == ERROR_ABSENT || store_git_refused(store, err);
}

static bool
fail_rewritten(const struct store_git *store, const struct object_id *seen, const char *how,
	       struct error *err)
{
	char hex[41];

	object_id_format(hex, seen);
	return fail(err, ERROR_LEDGER,
		    "the ledger's branch was rewritten: %s %s, which was its newest commit before; "
		    "put the branch back to a commit that continues it; where the loss is known "
		    "and accepted, forget it by deleting '%s'%s",
		    how, hex, store->remote.url ? store->place.path : store->seen,
		    store->remote.url ? "" : " (`git update-ref -d`)");
}

/* From the tip back, one parent each, to what was seen before. */
static bool
check_continues(struct store_git *store, const struct object_id *seen, struct error *err)
{
	struct object_id at = store->tip;

	while (!object_id_equal(&at, seen)) {
		struct ledger_commit commit;

		if (!ledger_commit_read(&store->place.git, &at, &commit, err))
			return false;
		if (commit.parents == 0)
			return fail_rewritten(store, seen, "it does not descend from", err);
		if (commit.parents > 1)
			return fail_rewritten(store, seen, "by a merge it goes beyond", err);
		at = commit.parent;
	}
	return true;
}

static bool
check_seen(struct store_git *store, struct error *err)
{
	struct object_id seen;
	bool there;

	if (!git_place_ref(&store->place, store->seen, &seen, &there, err))
		return false;
	if (there && !store->has_tip)
		return fail_rewritten(store, &seen, "it is gone, with", err);
	if (!store->has_tip)
		return true;
	if (there && !check_continues(store, &seen, err))
		return false;
	return (there && object_id_equal(&seen, &store->tip)) ||
	       git_place_set_ref(&store->place, store->seen, &store->tip, err);
}

static bool
open_tree(struct store_git *store, struct error *err)
{
	struct ledger_commit commit;

	if (!store->has_tip) {
		ledger_tree_open(&store->tree, &store->place.git, NULL);
		return true;
	}
	if (!ledger_commit_read(&store->place.git, &store->tip, &commit, err))
		return false;
	ledger_tree_open(&store->tree, &store->place.git, &commit.tree);
	return true;
}

static void
forget(struct store_git *store)
{
	ledger_tree_close(&store->tree);
	store->fetched = false;
}

static bool
fetch(struct store_git *store, struct error *err)
{
	forget(store);
	store->fetched = fetch_tip(store, err) && check_seen(store, err) && open_tree(store, err);
	return store->fetched;
}

/* Once, unless the lock has been taken: then as it was at that time. */
static bool
ensure(struct store_git *store, struct error *err)
{
	bool done;

	if (store->fetched)
		return true;
	if (!git_place_lock(&store->place, err))
		return false;
	done = fetch(store, err);
	git_place_unlock(&store->place);
	return done;
}

/* ---- the store ----------------------------------------------------------------------------------
 */

static bool
store_git_read(void *self, const char *name, size_t limit, struct buffer *out, struct error *err)
{
	struct store_git *store = self;
	bool done;

	pthread_mutex_lock(&store->reading);
	done = ensure(store, err) && ledger_tree_read(&store->tree, name, limit, out, err);
	pthread_mutex_unlock(&store->reading);
	return done;
}

static bool
store_git_each(void *self, const char *folder, bool (*take)(void *with, const char *name),
	       void *with, struct error *err)
{
	struct store_git *store = self;

	return ensure(store, err) && ledger_tree_each(&store->tree, folder, take, with, err);
}

static bool
check_locked(const struct store_git *store, struct error *err)
{
	return store->locked || fail(err, ERROR_BUG, "writing to a ledger that is not locked");
}

static bool
store_git_replace(void *self, const char *name, const void *bytes, size_t length, struct error *err)
{
	struct store_git *store = self;

	return check_locked(store, err) && ensure(store, err) &&
	       ledger_tree_put(&store->tree, name, bytes, length, err);
}

static bool
store_git_create(void *self, const char *name, const void *bytes, size_t length, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer there = {0};
	struct store_git *store = self;

	if (!check_locked(store, err) || !ensure(store, err))
		return false;
	if (ledger_tree_read(&store->tree, name, LIMIT_ENVELOPE_BYTES, &there, err))
		return (there.length == length &&
			(length == 0 || memcmp(there.bytes, bytes, length) == 0)) ||
		       fail(err, ERROR_CONFLICT, "'%s' exists with other content", name);
	return err->code == ERROR_ABSENT && ledger_tree_put(&store->tree, name, bytes, length, err);
}

static bool
store_git_remove(void *self, const char *name, struct error *err)
{
	struct store_git *store = self;

	return check_locked(store, err) && ensure(store, err) &&
	       ledger_tree_remove(&store->tree, name, err);
}

static bool
store_git_lock(void *self, struct error *err)
{
	struct store_git *store = self;

	if (!git_place_lock(&store->place, err))
		return false;
	store->locked = fetch(store, err);
	if (!store->locked)
		git_place_unlock(&store->place);
	return store->locked;
}

static void
store_git_unlock(void *self)
{
	struct store_git *store = self;

	if (!store->locked)
		return;
	if (store->fetched && ledger_tree_is_changed(&store->tree))
		forget(store);
	store->locked = false;
	git_place_unlock(&store->place);
}

/* So that whoever looks at the branch sees the new commit, and nobody's work is overwritten. */
static bool
move_branch(struct store_git *store, const struct object_id *next, struct error *err)
{
	char before[41] = "0000000000000000000000000000000000000000";
	struct remote_move way = {store->ref, REF_NEXT, before};

	if (store->has_tip)
		object_id_format(before, &store->tip);
	if (!store->remote.url)
		return git_place_move_ref(&store->place, store->ref,
					  store->has_tip ? &store->tip : NULL, next, err);
	return git_place_set_ref(&store->place, REF_NEXT, next, err) &&
	       (remote_push(store->place.git.repository, &store->remote, &way, 1, err) ||
		store_git_refused(store, err));
}

static bool
publish(struct store_git *store, const char *reason, struct error *err)
{
	struct object_id tree, next;
	struct error ignored;

	if (!ledger_tree_write(&store->tree, &tree, err) ||
	    !ledger_commit_write(&store->place.git, &tree, store->has_tip ? &store->tip : NULL,
				 clock_now(), reason, &next, err) ||
	    !move_branch(store, &next, err))
		return false;
	store->tip = next;
	store->has_tip = true;
	/* It counts already: that we forget having seen it must not look like a failure. */
	(void)git_place_set_ref(&store->place, store->seen, &next, &ignored);
	ledger_tree_open(&store->tree, &store->place.git, &tree);
	return true;
}

static bool
store_git_publish(void *self, const char *reason, struct error *err)
{
	struct store_git *store = self;

	if (!check_locked(store, err))
		return false;
	if (!store->fetched || !ledger_tree_is_changed(&store->tree))
		return true;
	if (publish(store, reason, err))
		return true;
	forget(store);
	return false;
}

void
store_git_release(struct store_git **store)
{
	struct store_git *closing = *store;

	if (!closing)
		return;
	store_git_unlock(closing);
	ledger_tree_close(&closing->tree);
	git_place_end(&closing->place);
	secret_release(&closing->token);
	arena_release(&closing->arena);
	arena_release(&closing->inbox_arena);
	free(closing);
	*store = NULL;
}

void
store_git_store(struct store_git *git, struct store *out)
{
	*out = (struct store){
		.name = git->name,
		.self = git,
		.read = store_git_read,
		.create = store_git_create,
		.replace = store_git_replace,
		.remove = store_git_remove,
		.each = store_git_each,
		.lock = store_git_lock,
		.unlock = store_git_unlock,
		.publish = store_git_publish,
		.hand_in = store_git_hand_in,
		.inbox = store_git_inbox,
		.inbox_read = store_git_inbox_read,
		.inbox_state = store_git_inbox_state,
		.inbox_clear = store_git_inbox_clear,
	};
}
