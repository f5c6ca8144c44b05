/* SPDX-License-Identifier: Apache-2.0 */
/* How do commits of change requests come here that no branch has? See git_pulls.h. */
#include "integrations/git_pulls.h"

#include <string.h>

#include <git2/odb.h>
#include <git2/repository.h>

#include "base/text.h"
#include "integrations/git_objects.h"
#include "integrations/store_git_folder.h"
#include "integrations/store_git_url.h"

#define IDENTITY "change requests" /* of the folder, beside those of ledgers */
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

/* What the clone has need not be sent again. */
static bool
offer(struct git_place *own, struct git *git, const char *have, struct error *err)
{
	struct object_id id;

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
	return offer(own, git, have, err) &&
	       remote_fetch(own->git.repository, place, &pairs, err) &&
	       lend(git->odb, own->path, err);
}

bool
git_pulls_fetch(struct git *git, const struct remote_place *place, const struct texts *refs,
		const char *have, struct error *err)
{
	struct git_place own RELEASED_BY(git_place_end) = {.lock = -1};
	bool done;

	if (!git_place_begin(&own, git_repository_commondir(git->repository), IDENTITY, false,
			     err) ||
	    !git_place_lock(&own, err))
		return false;
	done = fetch(&own, git, place, refs, have, err);
	git_place_unlock(&own);
	return done || (err->code == ERROR_LEDGER ? fail_as(err, ERROR_UNAVAILABLE) : false);
}

bool
git_clone_url(struct arena *arena, struct git *git, const char **url, struct error *err)
{
	const char *common = git_repository_commondir(git->repository);

	return store_git_read_origin(arena, common, git->work_tree, url, err);
}
