/* SPDX-License-Identifier: Apache-2.0 */
/* How is a record handed in to a ledger in git, and taken out again? One ref each; see store_git.h.
 */
#include <stdlib.h>
#include <string.h>

#include <git2/common.h>
#include <git2/odb.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/git_remote_path.h"
#include "integrations/git_tree.h"
#include "integrations/store_git_state.h"

#define INBOX "refs/changegate/inbox/"
#define REFUSED "refs/changegate/refused/"
#define WAITING "refs/changegate/waiting/" /* copies of ours */
#define HANDED_IN "refs/changegate/hand-in/"
#define FILE_NAME "envelope.json"
#define TRIES 3 /* at refs that vanish while they are read */

/* "<corner>/<digest>" */
static bool
is_name(const char *name)
{
	size_t corner = strspn(name, "0123456789abcdefghijklmnopqrstuvwxyz");
	const char *digest = name + corner + 1;

	return corner > 0 && name[corner] == '/' && strlen(digest) == 64 &&
	       strspn(digest, "0123456789abcdef") == 64;
}

static bool
check_name(const char *name, struct error *err)
{
	return is_name(name) || fail(err, ERROR_BUG, "not a name in an inbox");
}

static bool
write_blob(struct git *git, const void *bytes, size_t length, git_object_t kind,
	   struct object_id *id, struct error *err)
{
	git_oid oid;

	if (git_odb_write(&oid, git->odb, length ? bytes : "", length, kind) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "writing an object");
	memcpy(id->bytes, oid.id, sizeof(id->bytes));
	return true;
}

/* The same bytes give the same commit, so handing in twice is handing in once. */
static bool
write_envelope(struct git *git, const void *bytes, size_t length, struct object_id *commit,
	       struct error *err)
{
	struct buffer tree RELEASED_BY(buffer_release) = {0};
	struct object_id blob, folder;

	if (!write_blob(git, bytes, length, GIT_OBJECT_BLOB, &blob, err))
		return false;
	buffer_add(&tree, "100644 " FILE_NAME, sizeof("100644 " FILE_NAME));
	buffer_add(&tree, blob.bytes, sizeof(blob.bytes));
	return write_blob(git, tree.bytes, tree.length, GIT_OBJECT_TREE, &folder, err) &&
	       ledger_commit_write(git, &folder, NULL, 0, "changegate: handed in", commit, err);
}

static bool
hand_in_here(struct store_git *store, const char *ref, const struct object_id *commit,
	     struct error *err)
{
	struct object_id there;
	struct error ignored;
	bool taken;

	if (git_place_move_ref(&store->place, ref, NULL, commit, err))
		return true;
	return err->code == ERROR_CONFLICT &&
	       git_place_ref(&store->place, ref, &there, &taken, &ignored) && taken &&
	       object_id_equal(&there, commit);
}

/* What is kept here only until it is sent need not reach the disk. */
static void
be_durable(bool durable)
{
	(void)git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, (int)durable);
}

/* What is sent needs a name here. */
static bool
prepare(struct store_git *store, const char *name, const char *here, const void *bytes,
	size_t length, struct error *err)
{
	struct buffer ref RELEASED_BY(buffer_release) = {0};
	struct object_id commit;
	bool done;

	if (!git_place_lock(&store->place, err))
		return false;
	buffer_add_format(&ref, INBOX "%s", name);
	be_durable(!store->remote.url);
	done = write_envelope(&store->place.git, bytes, length, &commit, err) &&
	       (store->remote.url ? git_place_set_ref(&store->place, here, &commit, err)
				  : hand_in_here(store, ref.bytes, &commit, err));
	be_durable(true);
	git_place_unlock(&store->place);
	return done;
}

/* Without our lock: others of this machine hand in at the same time. */
static bool
send(struct store_git *store, const char *name, const char *here, struct error *err)
{
	struct buffer there RELEASED_BY(buffer_release) = {0};
	struct remote_move way = {.local = here};

	buffer_add_format(&there, INBOX "%s", name);
	way.ref = there.bytes;
	return remote_push(store->place.git.repository, &store->remote, &way, 1, err) ||
	       store_git_refused(store, err);
}

static void
tidy(struct store_git *store, const char *here)
{
	struct error ignored;

	if (!git_place_lock(&store->place, &ignored))
		return;
	(void)git_place_remove_ref(&store->place, here, &ignored);
	git_place_unlock(&store->place);
}

bool
store_git_hand_in(void *self, const char *name, const void *bytes, size_t length, struct error *err)
{
	struct buffer here RELEASED_BY(buffer_release) = {0};
	struct store_git *store = self;
	bool done;

	if (!check_name(name, err))
		return false;
	buffer_add_format(&here, HANDED_IN "%s", strchr(name, '/') + 1);
	if (!prepare(store, name, here.bytes, bytes, length, err))
		return false;
	if (!store->remote.url)
		return true;
	done = send(store, name, here.bytes, err);
	tidy(store, here.bytes);
	return done;
}

/* ---- taking out ---------------------------------------------------------------------------------
 */

static bool
list_refs(struct store_git *store, struct arena *arena, struct remote_refs *refs, struct error *err)
{
	bool done;

	if (!git_place_lock(&store->place, err))
		return false;
	if (store->remote.url)
		done = remote_list(arena, store->place.git.repository, &store->remote, refs, err) ||
		       store_git_refused(store, err);
	else
		done = path_list(arena, store->place.path, refs, err);
	git_place_unlock(&store->place);
	return done;
}

/* Names that are not ours to read are left alone. */
static void
take_names(struct store_git *store, const struct remote_refs *refs)
{
	struct arena *arena = &store->inbox_arena;

	arena_release(arena);
	store->inbox.at = NULL;
	store->inbox.count = 0;
	for (size_t i = 0; i < refs->all.count && store->inbox.count < LIMIT_INBOX; i++) {
		const struct remote_ref *ref = &refs->all.at[i];
		struct object_id id;
		struct waiting *waiting;

		if (!text_starts_with(ref->name, INBOX) || !is_name(ref->name + strlen(INBOX)) ||
		    !object_id_parse(ref->id, &id))
			continue;
		waiting = LIST_ADD(arena, &store->inbox);
		waiting->name = arena_text(arena, ref->name + strlen(INBOX));
		waiting->commit = id;
	}
}

static bool
is_here(struct store_git *store, const struct object_id *id)
{
	git_oid oid;

	memcpy(oid.id, id->bytes, sizeof(oid.id));
	return git_odb_exists(store->place.git.odb, &oid) == 1;
}

static bool
fetch_missing(struct store_git *store, struct error *err)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct texts pairs = {0};

	for (size_t i = 0; i < store->inbox.count; i++) {
		const struct waiting *waiting = &store->inbox.at[i];

		if (!is_here(store, &waiting->commit))
			texts_add(&arena, &pairs,
				  arena_format(&arena, INBOX "%s:" WAITING "%s", waiting->name,
					       waiting->name));
	}
	return pairs.count == 0 ||
	       remote_fetch(store->place.git.repository, &store->remote, &pairs, err);
}

static int
by_name(const void *left, const void *right)
{
	return strcmp(((const struct waiting *)left)->name, ((const struct waiting *)right)->name);
}

static bool
list_once(struct store_git *store, struct error *err)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct remote_refs refs = {0};
	bool done;

	if (!list_refs(store, &arena, &refs, err))
		return false;
	take_names(store, &refs);
	if (!store->remote.url || store->inbox.count == 0)
		return true;
	if (!git_place_lock(&store->place, err))
		return false;
	done = fetch_missing(store, err);
	git_place_unlock(&store->place);
	return done;
}

bool
store_git_inbox(void *self, struct arena *arena, struct texts *names, struct error *err)
{
	struct store_git *store = self;
	struct texts found = {0};
	bool done = false;

	/* Whoever sequences at the same time removes refs between our question and our fetch. */
	for (int tries = 0; tries < TRIES && !done; tries++) {
		done = list_once(store, err);
		if (!done && err->code != ERROR_ABSENT && err->code != ERROR_CONFLICT)
			return false;
	}
	if (!done)
		return fail_as(err, ERROR_UNAVAILABLE);
	if (store->inbox.count)
		qsort(store->inbox.at, store->inbox.count, sizeof(store->inbox.at[0]), by_name);
	for (size_t i = 0; i < store->inbox.count; i++)
		texts_add(arena, &found, arena_text(arena, store->inbox.at[i].name));
	*names = found;
	return true;
}

static const struct waiting *
find(const struct store_git *store, const char *name)
{
	for (size_t i = 0; i < store->inbox.count; i++)
		if (text_equal(store->inbox.at[i].name, name))
			return &store->inbox.at[i];
	return NULL;
}

/* The one file of the commit. */
static bool
find_file(struct git *git, const struct object_id *commit, struct object_id *blob,
	  struct error *err)
{
	struct object object RELEASED_BY(object_release) = {0};
	struct ledger_commit read;
	struct tree_cursor cursor;
	struct tree_entry entry;
	bool more;

	if (!ledger_commit_read(git, commit, &read, err) ||
	    !tree_read(git, &read.tree, &object, err))
		return false;
	tree_begin(&cursor, &object);
	if (!tree_next(&cursor, &entry, &more, err))
		return false;
	if (!more || cursor.at != cursor.end || entry.kind != ENTRY_FILE ||
	    !text_equal(entry.name, FILE_NAME))
		return fail(err, ERROR_FORMAT, "is not a commit with the one file " FILE_NAME);
	*blob = entry.id;
	return true;
}

static bool
read_file(struct git *git, const struct object_id *commit, size_t limit, struct buffer *out,
	  struct error *err)
{
	struct object object RELEASED_BY(object_release) = {0};
	struct object_id blob;
	git_object_t kind;
	git_oid oid;
	size_t length;

	if (!find_file(git, commit, &blob, err))
		return false;
	memcpy(oid.id, blob.bytes, sizeof(oid.id));
	if (git_odb_read_header(&length, &kind, git->odb, &oid) < 0)
		return fail_git(err, ERROR_FORMAT, "reading what was handed in");
	if (length > limit)
		return fail(err, ERROR_FORMAT, "has %zu bytes, at most %zu are expected", length,
			    limit);
	if (!object_read(git, &blob, OBJECT_BLOB, limit, &object, err))
		return false;
	buffer_add(out, object.bytes, object.length);
	return true;
}

bool
store_git_inbox_read(void *self, const char *name, size_t limit, struct buffer *out,
		     struct error *err)
{
	struct store_git *store = self;
	const struct waiting *waiting = find(store, name);

	if (!waiting)
		return fail(err, ERROR_ABSENT, "nothing of that name waits");
	return read_file(&store->place.git, &waiting->commit, limit, out, err) ||
	       fail_as(err, ERROR_FORMAT);
}

bool
store_git_inbox_state(void *self, const char *name, enum inbox_state *state, struct error *err)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct store_git *store = self;
	struct remote_refs refs = {0};
	enum inbox_state found = INBOX_GONE;

	if (!check_name(name, err) || !list_refs(store, &arena, &refs, err))
		return false;
	for (size_t i = 0; i < refs.all.count; i++) {
		const char *ref = refs.all.at[i].name;

		if (text_starts_with(ref, INBOX) && text_equal(ref + strlen(INBOX), name))
			found = INBOX_WAITING;
		if (text_starts_with(ref, REFUSED) && text_equal(ref + strlen(REFUSED), name) &&
		    found == INBOX_GONE)
			found = INBOX_REFUSED;
	}
	*state = found;
	return true;
}

/* ---- removing -----------------------------------------------------------------------------------
 */

static void
forgotten(struct store_git *store, struct arena *arena, const char *name)
{
	struct error ignored;

	(void)git_place_remove_ref(&store->place, arena_format(arena, WAITING "%s", name),
				   &ignored);
}

static bool
keep_one(struct store_git *store, struct arena *arena, const struct waiting *waiting,
	 struct error *err)
{
	const char *there = arena_format(arena, REFUSED "%s", waiting->name);
	const char *here = arena_format(arena, WAITING "%s", waiting->name);
	struct remote_move way = {.ref = there, .local = here};

	if (!store->remote.url)
		return hand_in_here(store, there, &waiting->commit, err);
	return git_place_set_ref(&store->place, here, &waiting->commit, err) &&
	       remote_push(store->place.git.repository, &store->remote, &way, 1, err);
}

static bool
remove_here(struct store_git *store, struct arena *arena, const struct texts *names,
	    struct error *err)
{
	for (size_t i = 0; i < names->count; i++)
		if (!git_place_remove_ref(&store->place,
					  arena_format(arena, INBOX "%s", names->at[i]), err))
			return false;
	return true;
}

/* What somebody else removed meanwhile is gone as well. */
static bool
remove_there(struct store_git *store, struct arena *arena, const struct texts *names,
	     struct error *err)
{
	struct remote_move *moves = arena_allocate(arena, (names->count + 1) * sizeof(*moves));

	for (size_t i = 0; i < names->count; i++)
		moves[i].ref = arena_format(arena, INBOX "%s", names->at[i]);
	return remote_push(store->place.git.repository, &store->remote, moves, names->count, err) ||
	       err->code == ERROR_CONFLICT || store_git_refused(store, err);
}

static bool
clear(struct store_git *store, const struct texts *names, bool refused, struct error *err)
{
	struct arena arena RELEASED_BY(arena_release) = {0};

	for (size_t i = 0; refused && i < names->count; i++) {
		const struct waiting *waiting = find(store, names->at[i]);

		if (waiting && !keep_one(store, &arena, waiting, err))
			return false;
	}
	if (!(store->remote.url ? remove_there(store, &arena, names, err)
				: remove_here(store, &arena, names, err)))
		return false;
	for (size_t i = 0; store->remote.url && i < names->count; i++)
		forgotten(store, &arena, names->at[i]);
	return true;
}

bool
store_git_inbox_clear(void *self, const struct texts *names, bool refused, struct error *err)
{
	struct store_git *store = self;
	bool done;

	if (names->count == 0)
		return true;
	if (!git_place_lock(&store->place, err))
		return false;
	done = clear(store, names, refused, err);
	git_place_unlock(&store->place);
	return done;
}
