/* SPDX-License-Identifier: Apache-2.0 */
/* Where does a ledger in git work? See store_git_folder.h. */
#include "integrations/store_git_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <git2/config.h>
#include <git2/errors.h>
#include <git2/global.h>
#include <git2/odb.h>
#include <git2/refs.h>
#include <git2/repository.h>
#include <git2/sys/repository.h>

#include "base/hash.h"
#include "base/text.h"
#include "integrations/disk.h"
#include "integrations/git_library.h"
#include "integrations/git_packs.h"
#include "integrations/git_plain_files.h"

#define FILE_MODE 0666
#define DEPTH 16
#define LOCK_TRIES 20 /* at a ref's lock that somebody else holds */
#define LOCK_PAUSE_NS 100000000

static const char empty_config[] = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n";
static const char head[] = "ref: refs/heads/none\n";

static char *
joined(const char *folder, const char *name)
{
	struct buffer out = {0};

	buffer_add_format(&out, "%s/%s", folder, name);
	if (!out.bytes)
		abort();
	return out.bytes;
}

static void
free_text(char **text)
{
	free(*text);
}

static bool
make_temporary(char **folder, struct error *err)
{
	const char *above = getenv("TMPDIR");

	*folder = joined(above && *above == '/' ? above : "/tmp", "changegate-XXXXXX");
	return mkdtemp(*folder) || fail_with_errno(err, errno, "making a folder", *folder);
}

bool
git_place_begin(struct git_place *place, const char *folder, const char *identity, bool foreign,
		struct error *err)
{
	char *below RELEASED_BY(free_text) = NULL;
	struct buffer path = {0}, lock = {0};
	struct sha256 digest;
	char hex[65];

	*place = (struct git_place){.lock = -1, .foreign = foreign, .temporary = !folder};
	if (!git_library_begin(err))
		return false;
	place->begun = true;
	if (folder)
		below = joined(folder, "changegate");
	else if (!make_temporary(&below, err))
		return false;
	sha256(&digest, identity, strlen(identity));
	sha256_format(hex, &digest);
	buffer_add_format(&path, "%s/ledger-%.16s.git", below, hex);
	buffer_add_format(&lock, "%s/ledger-%.16s.lock", below, hex);
	place->lock_path = lock.bytes;
	place->path = path.bytes;
	if (foreign && folder) {
		free(place->path);
		place->path = strdup(folder);
		if (!place->path)
			abort();
	}
	return true;
}

static void
close_folder(DIR **folder)
{
	if (*folder)
		closedir(*folder);
}

/* Removes the files for which `goes` says so, and with `folders` the folders too. */
static void
sweep(const char *path, bool (*goes)(const char *name), bool folders, int depth)
{
	DIR *folder RELEASED_BY(close_folder) = opendir(path);
	struct dirent *entry;

	while (folder && depth < DEPTH && (entry = readdir(folder))) {
		char *below RELEASED_BY(free_text) = joined(path, entry->d_name);
		struct stat status;

		if (text_equal(entry->d_name, ".") || text_equal(entry->d_name, "..") ||
		    lstat(below, &status) != 0)
			continue;
		if (S_ISDIR(status.st_mode))
			sweep(below, goes, folders, depth + 1);
		else if (goes(entry->d_name))
			(void)unlink(below);
	}
	if (folders)
		(void)rmdir(path);
}

static bool
goes_always(const char *name)
{
	(void)name;
	return true;
}

/* What the library writes before it renames. */
static bool
is_left_over(const char *name)
{
	return text_ends_with(name, ".lock") || text_starts_with(name, "tmp_") ||
	       text_starts_with(name, "pack_");
}

static void
close_repository(struct git_place *place)
{
	git_odb_free(place->git.odb);
	git_repository_free(place->git.repository);
	place->git.odb = NULL;
	place->git.repository = NULL;
}

void
git_place_end(struct git_place *place)
{
	close_repository(place);
	if (place->lock >= 0)
		close(place->lock);
	if (place->temporary && place->lock_path) {
		*strrchr(place->lock_path, '/') = '\0';
		sweep(place->lock_path, goes_always, true, 0);
	}
	free(place->path);
	free(place->lock_path);
	if (place->begun)
		git_libgit2_shutdown();
	*place = (struct git_place){.lock = -1};
}

static bool
has_bytes(const char *path, const char *bytes)
{
	struct buffer there RELEASED_BY(buffer_release) = {0};
	struct error ignored;

	return disk_read(path, 4096, &there, &ignored) && there.length == strlen(bytes) &&
	       memcmp(there.bytes, bytes, there.length) == 0;
}

/* Whatever somebody has made of our files, they are ours again. */
static bool
write_own(const struct git_place *place, const char *name, const char *bytes, struct error *err)
{
	char *path RELEASED_BY(free_text) = joined(place->path, name);

	return has_bytes(path, bytes) ||
	       disk_write_atomic(path, bytes, strlen(bytes), FILE_MODE, err);
}

static void
drop(const struct git_place *place, const char *name)
{
	char *path RELEASED_BY(free_text) = joined(place->path, name);

	(void)unlink(path);
}

static bool
make_folder(const struct git_place *place, const char *name, struct error *err)
{
	char *path RELEASED_BY(free_text) = joined(place->path, name);

	return disk_make_folders(path, err);
}

/* With what would make it another repository, or lend it others' objects, taken away. */
static bool
make_own(const struct git_place *place, struct error *err)
{
	static const char *const strange[] = {"commondir", "objects/info/alternates", "shallow",
					      "info/grafts", "config.worktree"};

	if (!make_folder(place, "objects/pack", err) || !make_folder(place, "refs", err) ||
	    !write_own(place, "config", empty_config, err) || !write_own(place, "HEAD", head, err))
		return false;
	for (size_t i = 0; i < sizeof(strange) / sizeof(strange[0]); i++)
		drop(place, strange[i]);
	return true;
}

static void
clean_own(const struct git_place *place)
{
	char *refs RELEASED_BY(free_text) = joined(place->path, "refs");
	char *packs RELEASED_BY(free_text) = joined(place->path, "objects/pack");

	sweep(refs, is_left_over, false, 0);
	sweep(packs, is_left_over, false, 0);
	drop(place, "packed-refs.lock");
	drop(place, "HEAD.lock");
}

static void
free_config(git_config **config)
{
	git_config_free(*config);
}

/* No configuration has a say, not even one that is written meanwhile. */
static bool
forget_config(git_repository *repository, struct error *err)
{
	git_config *none RELEASED_BY(free_config) = NULL;

	if (git_config_new(&none) < 0 || git_repository_set_config(repository, none) < 0)
		return fail_git(err, ERROR_LEDGER, "setting up a repository");
	return true;
}

static bool
open_repository(struct git_place *place, struct error *err)
{
	struct git *git = &place->git;
	struct buffer shown RELEASED_BY(buffer_release) = {0};

	if (git->repository)
		return true;
	if (!repository_is_plain(place->path, err))
		return fail_as(err, ERROR_LEDGER);
	if (git_repository_open_ext(&git->repository, place->path,
				    GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE,
				    NULL) < 0) {
		fail_git(err, ERROR_LEDGER, "opening");
		return fail_while(err, "'%s'", foreign_shown(&shown, place->path));
	}
	if (!forget_config(git->repository, err))
		return false;
	if (!packs_are_sound(git_repository_commondir(git->repository), err))
		return fail_as(err, ERROR_LEDGER);
	if (git_repository_odb(&git->odb, git->repository) < 0)
		return fail_git(err, ERROR_LEDGER, "opening the ledger's objects");
	return true;
}

static bool
take_lock(struct git_place *place, struct error *err)
{
	char *above RELEASED_BY(free_text) = strdup(place->lock_path);
	int answer;

	if (!above)
		abort();
	*strrchr(above, '/') = '\0';
	if (!disk_make_folders(above, err))
		return false;
	place->lock = open(place->lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
	if (place->lock < 0)
		return fail_with_errno(err, errno, "locking", place->lock_path);
	do
		answer = flock(place->lock, LOCK_EX);
	while (answer != 0 && errno == EINTR);
	return answer == 0 || fail_with_errno(err, errno, "locking", place->lock_path);
}

static bool
prepare(struct git_place *place, struct error *err)
{
	if (!take_lock(place, err))
		return false;
	if (!place->foreign) {
		if (!make_own(place, err))
			return false;
		clean_own(place);
	}
	if (!open_repository(place, err)) {
		close_repository(place);
		return false;
	}
	/* What others of ours have written since. */
	if (git_odb_refresh(place->git.odb) < 0)
		return fail_git(err, ERROR_LEDGER, "reading the ledger's objects");
	return true;
}

bool
git_place_lock(struct git_place *place, struct error *err)
{
	if (place->held++ > 0)
		return true;
	if (prepare(place, err))
		return true;
	git_place_unlock(place);
	return false;
}

void
git_place_unlock(struct git_place *place)
{
	if (place->held == 0 || --place->held > 0)
		return;
	if (place->lock >= 0)
		close(place->lock);
	place->lock = -1;
}

bool
git_place_ref(struct git_place *place, const char *ref, struct object_id *id, bool *there,
	      struct error *err)
{
	git_oid oid;
	int result = git_reference_name_to_id(&oid, place->git.repository, ref);

	*there = result == 0;
	if (result == 0)
		memcpy(id->bytes, oid.id, sizeof(id->bytes));
	else if (result != GIT_ENOTFOUND)
		return fail_git(err, ERROR_LEDGER, "reading a ref");
	return true;
}

/*
 * In a repository that git uses too, a lock may be git's, for a moment; one that stays as it is was
 * left by a process that died.
 */
static bool
wait_for_lock(const struct git_place *place, const char *ref)
{
	char *path RELEASED_BY(free_text) = joined(place->path, ref);
	struct buffer lock RELEASED_BY(buffer_release) = {0};
	struct timespec pause = {0, LOCK_PAUSE_NS};
	struct stat first, now;

	buffer_add_format(&lock, "%s.lock", path);
	if (stat(lock.bytes, &first) != 0)
		return true;
	for (int i = 0; i < LOCK_TRIES; i++) {
		nanosleep(&pause, NULL);
		if (stat(lock.bytes, &now) != 0 || now.st_ino != first.st_ino ||
		    now.st_mtim.tv_nsec != first.st_mtim.tv_nsec)
			return true;
	}
	return unlink(lock.bytes) == 0 || errno == ENOENT;
}

static int
change_ref(struct git_place *place, const char *ref, const struct object_id *before,
	   const struct object_id *id, bool force)
{
	git_reference *made = NULL;
	git_oid from, to;
	int result;

	if (before)
		memcpy(from.id, before->bytes, sizeof(from.id));
	memcpy(to.id, id->bytes, sizeof(to.id));
	if (before)
		result = git_reference_create_matching(&made, place->git.repository, ref, &to, 1,
						       &from, "changegate");
	else
		result = git_reference_create(&made, place->git.repository, ref, &to, force,
					      "changegate");
	git_reference_free(made);
	return result;
}

/* The library has no removal that compares; under the lock nobody of ours comes between. */
static int
delete_ref(struct git_place *place, const char *ref, const struct object_id *before)
{
	struct object_id now;
	struct error ignored;
	bool there;

	if (!git_place_ref(place, ref, &now, &there, &ignored))
		return -1;
	if (!there)
		return before ? GIT_EMODIFIED : 0;
	if (before && !object_id_equal(before, &now))
		return GIT_EMODIFIED;
	return git_reference_remove(place->git.repository, ref);
}

static bool
move(struct git_place *place, const char *ref, const struct object_id *before,
     const struct object_id *id, bool force, struct error *err)
{
	int result = GIT_ELOCKED;

	for (int tries = 0; tries < 3 && result == GIT_ELOCKED; tries++) {
		result = id ? change_ref(place, ref, before, id, force)
			    : delete_ref(place, ref, before);
		if (result == GIT_ELOCKED && !wait_for_lock(place, ref))
			break;
	}
	if (result == 0)
		return true;
	if (result == GIT_EMODIFIED || result == GIT_EEXISTS || result == GIT_ENOTFOUND)
		return fail(err, ERROR_CONFLICT, "somebody else has moved '%s' meanwhile", ref);
	return fail_git(err, ERROR_LEDGER, "moving a ref");
}

bool
git_place_set_ref(struct git_place *place, const char *ref, const struct object_id *id,
		  struct error *err)
{
	return move(place, ref, NULL, id, true, err);
}

bool
git_place_remove_ref(struct git_place *place, const char *ref, struct error *err)
{
	return move(place, ref, NULL, NULL, true, err);
}

bool
git_place_move_ref(struct git_place *place, const char *ref, const struct object_id *before,
		   const struct object_id *id, struct error *err)
{
	return move(place, ref, before, id, false, err);
}
