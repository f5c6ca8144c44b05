/* SPDX-License-Identifier: Apache-2.0 */
/* How do commits come here that the clone has not? See git_pulls.h. */
#include "integrations/git_pulls.h"

#include <string.h>

#include <git2/odb.h>
#include <git2/repository.h>

#include "base/text.h"
#include "integrations/git_objects.h"
#include "integrations/store_git_folder.h"
#include "integrations/store_git_url.h"

/* Of the folders, beside those of ledgers. */
#define IDENTITY "change requests"
#define IDENTITY_WHOLE "history"
#define REF_HAVE "refs/changegate/have"

bool
git_has_commit(struct git *git, const char *commit)
{
	enum object_kind kind;
	struct object_id id;
	struct error ignored;

	return object_id_parse(commit, &id) && object_kind(git, &id, &kind, &ignored) &&
	       kind == OBJECT_COMMIT;
}

static bool
lend(git_odb *to, const char *repository, struct error *err)
{
	struct buffer objects RELEASED_BY(buffer_release) = {0};

	buffer_add_format(&objects, "%s%sobjects", repository,
			  text_ends_with(repository, "/") ? "" : "/");
	return git_odb_add_disk_alternate(to, objects.bytes) == 0 ||
	       fail_git(err, ERROR_UNAVAILABLE, "lending objects");
}

bool
git_lacks_history(const struct git *git)
{
	return git->shallow || git->partial;
}

/*
 * What the clone has need not be sent again. But whoever has a commit is taken to have all that is
 * below it, which such a clone has not: then all of it comes into a repository that has the whole.
 */
static bool
offer(struct git_place *own, struct git *git, const char *have, struct error *err)
{
	struct object_id id;

	if (git_lacks_history(git))
		return true;
	return lend(own->git.odb, git_repository_commondir(git->repository), err) &&
	       (!object_id_parse(have, &id) || git_place_set_ref(own, REF_HAVE, &id, err));
}

static bool
fetch(struct git_place *own, struct git *git, const struct remote_place *place,
      const struct texts *refs, const char *have, struct error *err)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct texts pairs = {0};

	arena_init(&arena);
	for (size_t i = 0; i < refs->count; i++)
		texts_add(&arena, &pairs, arena_format(&arena, "%s:%s", refs->at[i], refs->at[i]));
	if (!offer(own, git, have, err) || !remote_fetch(own->git.repository, place, &pairs, err) ||
	    !lend(git->odb, own->path, err))
		return false;
	git->borrows = true;
	return true;
}

bool
git_pulls_fetch(struct git *git, const struct remote_place *place, const struct texts *refs,
		const char *have, struct error *err)
{
	struct git_place own RELEASED_BY(git_place_end) = {.lock = -1};
	bool done;

	if (!git_place_begin(&own, git_repository_commondir(git->repository),
			     git_lacks_history(git) ? IDENTITY_WHOLE : IDENTITY, false, err) ||
	    !git_place_lock(&own, err))
		return false;
	done = fetch(&own, git, place, refs, have, err);
	git_place_unlock(&own);
	return done || (err->code == ERROR_LEDGER ? fail_as(err, ERROR_UNAVAILABLE) : false);
}

bool
git_pulls_fetch_there(struct git *git, const struct remote_place *place, const struct texts *refs,
		      const char *have, struct error *err)
{
	bool all = git_pulls_fetch(git, place, refs, have, err);

	for (size_t i = 0; !all && err->code == ERROR_ABSENT && i < refs->count; i++) {
		struct texts one = {&refs->at[i], 1};
		struct error absent;

		if (!git_pulls_fetch(git, place, &one, have, &absent) &&
		    absent.code != ERROR_ABSENT)
			*err = absent;
	}
	return all;
}

bool
git_clone_url(struct arena *arena, struct git *git, const char **url, struct error *err)
{
	const char *common = git_repository_commondir(git->repository);

	return store_git_read_origin(arena, common, git->work_tree, url, err);
}
