/* SPDX-License-Identifier: Apache-2.0 */
/* What does a git repository say? See git.h. Opening, and files at a commit. */
#include "integrations/git.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <git2/errors.h>
#include <git2/global.h>
#include <git2/odb.h>
#include <git2/repository.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/disk.h"
#include "integrations/git_graph.h"
#include "integrations/git_library.h"
#include "integrations/git_objects.h"
#include "integrations/git_packs.h"
#include "integrations/git_plain_files.h"
#include "integrations/git_rules.h"
#include "integrations/git_tree.h"

static bool
mentions(const char *message, const char *extension)
{
	return strstr(message, extension) != NULL;
}

/* The library's refusals, with the command that helps. */
static bool
fail_open(int result, const char *given, struct error *err)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};
	struct buffer cause RELEASED_BY(buffer_release) = {0};
	const char *path = foreign_shown(&shown, given);
	const git_error *last = git_error_last();
	const char *message = last && last->message ? last->message : "no reason given";

	if (result == GIT_ENOTFOUND)
		return fail(err, ERROR_USAGE,
			    "'%s' is not in a git repository; run `git init`, or go to one", path);
	if (mentions(message, "extensions.objectformat"))
		return fail(err, ERROR_USAGE,
			    "'%s' is a SHA-256 repository, which is not supported yet; use one "
			    "with SHA-1 ids (`git init --object-format=sha1`)",
			    path);
	if (mentions(message, "extensions.partialclone"))
		return fail(err, ERROR_UNAVAILABLE,
			    "'%s' is a partial clone, so objects may be missing; clone without "
			    "--filter",
			    path);
	if (mentions(message, "extensions.worktreeconfig"))
		return fail(err, ERROR_USAGE,
			    "'%s' uses a configuration per work tree; turn it off (`git "
			    "sparse-checkout disable`, then `git config --unset "
			    "extensions.worktreeConfig`), or use a plain clone",
			    path);
	return fail(err, ERROR_USAGE, "opening the repository of '%s': %s", path,
		    foreign_shown(&cause, message));
}

/* Whoever runs this, or who did so by sudo: git's own rule. */
static bool
is_ours(uid_t owner)
{
	const char *by_sudo = geteuid() == 0 ? getenv("SUDO_UID") : NULL;
	int64_t user;

	if (owner == geteuid())
		return true;
	return by_sudo && text_to_integer(by_sudo, &user) && (int64_t)owner == user;
}

static bool
check_owner(const char *path, struct error *err)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};
	struct stat status;

	if (!path)
		return true;
	if (stat(path, &status) < 0)
		return fail_with_errno(err, errno, "looking at", path);
	return is_ours(status.st_uid) ||
	       fail(err, ERROR_USAGE,
		    "'%s' belongs to another user; run as its owner, or make it yours: `chown -R "
		    "\"$(id -u)\" .` (in a container: start it with `--user` of the folder's owner, "
		    "or chown the checkout first; git's safe.directory has no effect here)",
		    foreign_shown(&shown, path));
}

static bool
has_file(const char *folder, const char *name)
{
	struct buffer path RELEASED_BY(buffer_release) = {0};

	buffer_add_format(&path, "%s%s", folder, name);
	return access(path.bytes, F_OK) == 0;
}

/* Does a pack say that what it lacks was left out on purpose? */
static bool
has_promise(const char *folder)
{
	struct buffer path RELEASED_BY(buffer_release) = {0};
	struct dirent *entry;
	bool found = false;
	DIR *packs;

	buffer_add_format(&path, "%sobjects/pack", folder);
	packs = opendir(path.bytes);
	while (packs && !found && (entry = readdir(packs)))
		found = text_ends_with(entry->d_name, ".promisor");
	if (packs)
		closedir(packs);
	return found;
}

static char *
without_slash(const char *path)
{
	char *copy = path ? strdup(path) : NULL;
	size_t length = copy ? strlen(copy) : 0;

	if (path && !copy)
		abort();
	if (length > 1 && copy[length - 1] == '/')
		copy[length - 1] = '\0';
	return copy;
}

static bool
open_library(const char *path, struct git *git, struct error *err)
{
	int result;

	if (!git_library_begin(err) || !repository_is_plain(path, err))
		return false;
	result = git_repository_open_ext(&git->repository, path, 0, NULL);
	if (result < 0)
		return fail_open(result, path, err);
	if (!work_tree_is_here(git, path, err) ||
	    !check_owner(git_repository_workdir(git->repository), err) ||
	    !check_owner(git_repository_path(git->repository), err) ||
	    !check_owner(git_repository_commondir(git->repository), err) ||
	    !packs_are_sound(git_repository_commondir(git->repository), err))
		return false;
	if (git_repository_odb(&git->odb, git->repository) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "opening the objects");
	git->folder = without_slash(git_repository_path(git->repository));
	git->work_tree = without_slash(git_repository_workdir(git->repository));
	git->shallow = has_file(git_repository_commondir(git->repository), "shallow");
	git->partial = has_promise(git_repository_commondir(git->repository));
	return true;
}

bool
git_open(const char *path, struct git **git, struct error *err)
{
	struct git *opened = calloc(1, sizeof(*opened));

	if (!opened)
		abort();
	if (!open_library(path, opened, err)) {
		git_close(&opened);
		return false;
	}
	*git = opened;
	return true;
}

void
git_close(struct git **git)
{
	if (!*git)
		return;
	graph_free((*git)->graph);
	git_odb_free((*git)->odb);
	git_repository_free((*git)->repository);
	free((*git)->folder);
	free((*git)->work_tree);
	free(*git);
	git_libgit2_shutdown();
	*git = NULL;
}

const char *
git_work_tree(const struct git *git)
{
	return git->work_tree;
}

const char *
git_folder(const struct git *git)
{
	return git->folder;
}

static bool
commit_tree(struct git *git, const char *commit, struct object_id *tree, struct error *err)
{
	struct object_id id;
	uint32_t number;

	if (!object_id_parse(commit, &id))
		return fail(err, ERROR_USAGE, "what should be a commit id is none");
	number = graph_node(graph_of(git), &id);
	if (!graph_read(git, number, false, err))
		return fail_as(err, ERROR_UNAVAILABLE);
	*tree = git->graph->nodes[number].tree;
	return true;
}

static bool
read_file(struct git *git, const struct tree_entry *entry, size_t limit, struct buffer *out,
	  char blob[41], struct error *err)
{
	static const char *const kinds[] = {"file", "file", "symbolic link", "folder", "submodule"};
	struct object object RELEASED_BY(object_release) = {0};

	if (entry->kind != ENTRY_FILE && entry->kind != ENTRY_PROGRAM)
		return fail(err, ERROR_FORMAT, "is a %s, not a file", kinds[entry->kind]);
	if (!object_read(git, &entry->id, OBJECT_BLOB, SIZE_MAX, &object, err))
		return fail_as(err, ERROR_UNAVAILABLE);
	if (object.length > limit)
		return fail(err, ERROR_FORMAT, "has %zu bytes, more than %zu", object.length,
			    limit);
	buffer_add(out, object.bytes, object.length);
	object_id_format(blob, &entry->id);
	return true;
}

static bool
find_file(struct git *git, const char *commit, const char *path, struct tree_entry *entry,
	  struct error *err)
{
	struct object_id tree;

	if (!commit_tree(git, commit, &tree, err))
		return false;
	return tree_find(git, &tree, path, entry, err);
}

bool
git_file(struct git *git, const char *commit, const char *path, size_t limit, struct buffer *out,
	 char blob[41], struct error *err)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};
	struct tree_entry entry;

	if (!find_file(git, commit, path, &entry, err) ||
	    !read_file(git, &entry, limit, out, blob, err))
		return fail_while(err, "'%s' at commit %.40s", foreign_shown(&shown, path), commit);
	return true;
}
