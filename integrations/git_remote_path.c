/* SPDX-License-Identifier: Apache-2.0 */
/* What does a repository in the file system hold, and how does something get there? */
#include "integrations/git_remote_path.h"

#include <string.h>

#include <git2/buffer.h>
#include <git2/errors.h>
#include <git2/graph.h>
#include <git2/odb.h>
#include <git2/oid.h>
#include <git2/pack.h>
#include <git2/refs.h>
#include <git2/repository.h>
#include <git2/revwalk.h>
#include <git2/transaction.h>

#include "base/buffer.h"
#include "base/text.h"
#include "integrations/disk.h"
#include "integrations/git_objects.h"
#include "integrations/git_packs.h"
#include "integrations/git_plain_files.h"
#include "integrations/git_remote_journal.h"
#include "integrations/git_remote_refs.h"

/* ---- objects --------------------------------------------------------------------------------- */

static void
repository_release(git_repository **repository)
{
	git_repository_free(*repository);
}

static void
odb_release(git_odb **odb)
{
	git_odb_free(*odb);
}

static bool
open_place(const char *path, git_repository **repository, struct error *err)
{
	if (!repository_is_plain(path, err))
		return false;
	if (git_repository_open_ext(repository, path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "opening it");
	return packs_are_sound(git_repository_commondir(*repository), err);
}

/* Commits to copy, and some that the other side has already. */
struct copy {
	git_repository *from, *to;
	git_revwalk *walk;
	git_packbuilder *pack;
};

static void
copy_release(struct copy *copy)
{
	git_revwalk_free(copy->walk);
	git_packbuilder_free(copy->pack);
}

static bool
copy_begin(struct copy *copy, git_repository *from, git_repository *to, struct error *err)
{
	copy->from = from;
	copy->to = to;
	if (git_revwalk_new(&copy->walk, from) < 0 || git_packbuilder_new(&copy->pack, from) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "preparing");
	git_packbuilder_set_threads(copy->pack, 1);
	return true;
}

/* Tags are not followed: nothing of ours is one. */
static bool
copy_want(struct copy *copy, const git_oid *id, struct error *err)
{
	if (git_revwalk_push(copy->walk, id) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "reading the commit");
	return true;
}

/* A hint only: what is not a commit there does not help. */
static void
copy_without(struct copy *copy, const git_oid *id)
{
	if (!git_oid_is_zero(id))
		git_revwalk_hide(copy->walk, id);
}

static bool
copy_write(struct copy *copy, struct error *err)
{
	struct buffer folder RELEASED_BY(buffer_release) = {0};
	git_buf objects RELEASED_BY(git_buf_dispose) = {0};

	if (git_packbuilder_insert_walk(copy->pack, copy->walk) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "reading the objects");
	if (git_packbuilder_object_count(copy->pack) == 0)
		return true;
	if (git_repository_item_path(&objects, copy->to, GIT_REPOSITORY_ITEM_OBJECTS) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "finding the objects");
	buffer_add_format(&folder, "%s/pack", objects.ptr);
	if (!disk_make_folders(folder.bytes, err))
		return fail_as(err, ERROR_UNAVAILABLE);
	if (git_packbuilder_write(copy->pack, folder.bytes, 0, NULL, NULL) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "writing the objects");
	return true;
}

static bool
has_object(git_repository *repository, const git_oid *id)
{
	git_odb *odb RELEASED_BY(odb_release) = NULL;

	return git_repository_odb(&odb, repository) == 0 && git_odb_exists(odb, id);
}

/* All zeros if there is no such ref. */
static bool
read_ref(git_repository *repository, const char *name, git_oid *id, struct error *err)
{
	int result = git_reference_name_to_id(id, repository, name);

	if (result == GIT_ENOTFOUND)
		memset(id, 0, sizeof(*id));
	else if (result < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "reading a ref");
	return true;
}

/* ---- list and fetch -------------------------------------------------------------------------- */

bool
path_list(struct arena *arena, const char *path, struct remote_refs *refs, struct error *err)
{
	git_repository *place RELEASED_BY(repository_release) = NULL;
	git_strarray names RELEASED_BY(git_strarray_dispose) = {0};

	if (!open_place(path, &place, err))
		return false;
	if (git_reference_list(&names, place) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "listing the refs");
	for (size_t i = 0; i < names.count; i++) {
		char hex[GIT_OID_HEXSZ + 1];
		git_oid id;

		if (!read_ref(place, names.strings[i], &id, err))
			return false;
		git_oid_tostr(hex, sizeof(hex), &id);
		/* Removed since it was listed, or a symbolic ref that leads nowhere. */
		if (!git_oid_is_zero(&id) &&
		    !remote_refs_add(arena, names.strings[i], hex, refs, err))
			return false;
	}
	return true;
}

/* Wants what `own` lacks; its refs are what the copy may build on. */
static bool
want_ref(struct copy *copy, const struct ref_pair *pair, git_oid *id, struct error *err)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};
	git_oid ours;

	if (!read_ref(copy->from, pair->there, id, err))
		return false;
	if (git_oid_is_zero(id))
		return fail(err, ERROR_ABSENT, "it has no '%s'",
			    foreign_shown(&shown, pair->there));
	if (has_object(copy->to, id))
		return true;
	if (!read_ref(copy->to, pair->here, &ours, err))
		return false;
	copy_without(copy, &ours);
	return copy_want(copy, id, err);
}

bool
path_fetch(git_repository *own, const char *path, const struct texts *pairs, struct error *err)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	git_repository *place RELEASED_BY(repository_release) = NULL;
	struct copy copy RELEASED_BY(copy_release) = {0};
	struct ref_pair *read = arena_allocate(&arena, pairs->count * sizeof(*read) + 1);
	git_oid *ids = arena_allocate(&arena, pairs->count * sizeof(*ids) + 1);

	if (!open_place(path, &place, err) || !copy_begin(&copy, place, own, err))
		return false;
	for (size_t i = 0; i < pairs->count; i++)
		if (!ref_pair_read(&arena, pairs->at[i], &read[i], err) ||
		    !want_ref(&copy, &read[i], &ids[i], err))
			return false;
	if (!copy_write(&copy, err))
		return false;
	for (size_t i = 0; i < pairs->count; i++)
		if (!own_ref_set(own, read[i].here, &ids[i], err))
			return false;
	return true;
}

/* ---- push: one at a time, under git's own locks ---------------------------------------------- */

struct push {
	git_repository *own, *place;
	git_transaction *refs;
	struct copy copy;
	const struct remote_move *moves;
	size_t count;
};

static void
push_release(struct push *push)
{
	git_transaction_free(push->refs); /* and gives the locks back */
	copy_release(&push->copy);
	git_repository_free(push->place);
}

/* Would move files below somebody's feet. */
static bool
is_checked_out(git_repository *place, const char *ref)
{
	git_reference *head = NULL;
	bool same;

	if (git_repository_is_bare(place) || git_reference_lookup(&head, place, "HEAD") < 0)
		return false;
	same = git_reference_type(head) == GIT_REFERENCE_SYMBOLIC &&
	       text_equal(git_reference_symbolic_target(head), ref);
	git_reference_free(head);
	return same;
}

static bool
lock_ref(struct push *push, const char *ref, struct error *err)
{
	int result = git_transaction_lock_ref(push->refs, ref);

	if (result == GIT_ELOCKED)
		return fail_git(err, ERROR_CONFLICT, "another process is writing there");
	if (result < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "locking a ref");
	return true;
}

static bool
is_fast_forward(struct push *push, const git_oid *from, const git_oid *to)
{
	return git_oid_is_zero(from) || git_oid_equal(from, to) ||
	       git_graph_descendant_of(push->own, to, from) == 1;
}

/* Under its lock: nobody changes the ref between the look and the commit. */
static bool
prepare_move(struct push *push, const struct remote_move *move, struct error *err)
{
	char hex[GIT_OID_HEXSZ + 1];
	git_oid there, to;

	if (!lock_ref(push, move->ref, err) || !read_ref(push->place, move->ref, &there, err))
		return false;
	git_oid_tostr(hex, sizeof(hex), &there);
	if (!check_before(move->ref, move->before, hex, err))
		return false;
	if (!move->local) {
		if (!git_oid_is_zero(&there) && git_transaction_remove(push->refs, move->ref) < 0)
			return fail_git(err, ERROR_UNAVAILABLE, "removing a ref");
		return true;
	}
	if (git_reference_name_to_id(&to, push->own, move->local) < 0)
		return fail_git(err, ERROR_BUG, "a ref of our own");
	if (!is_fast_forward(push, &there, &to))
		return fail(err, ERROR_CONFLICT, "%s is at %.12s, which is not in what is pushed",
			    move->ref, hex);
	copy_without(&push->copy, &there);
	if (!copy_want(&push->copy, &to, err))
		return false;
	if (git_transaction_set_target(push->refs, move->ref, &to, NULL, NULL) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "moving a ref");
	return true;
}

static bool
push_all(struct push *push, struct error *err)
{
	for (size_t i = 0; i < push->count; i++) {
		if (is_checked_out(push->place, push->moves[i].ref))
			return fail(err, ERROR_UNAVAILABLE,
				    "%s is checked out there; take another branch, or a bare "
				    "repository",
				    push->moves[i].ref);
		if (!prepare_move(push, &push->moves[i], err))
			return false;
	}
	if (!copy_write(&push->copy, err))
		return false;
	if (git_transaction_commit(push->refs) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "moving the refs");
	return true;
}

bool
path_push(git_repository *own, const char *path, const struct remote_move *moves, size_t count,
	  struct error *err)
{
	struct journal journal RELEASED_BY(journal_release) = {-1, NULL};
	struct push push RELEASED_BY(push_release) = {.own = own, .moves = moves, .count = count};
	bool done;

	if (!open_place(path, &push.place, err) || !copy_begin(&push.copy, own, push.place, err) ||
	    !journal_begin(&journal, push.place, moves, count, err))
		return false;
	if (git_transaction_new(&push.refs, push.place) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "preparing");
	done = push_all(&push, err);
	git_transaction_free(push.refs);
	push.refs = NULL;
	journal_end(&journal);
	return done;
}
