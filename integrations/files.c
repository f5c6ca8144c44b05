/* SPDX-License-Identifier: Apache-2.0 */
/* Which files are in a folder, and which below it match a glob? See files.h. */
#include "integrations/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/glob.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/disk.h"

static void
release_folder(DIR **folder)
{
	if (*folder)
		closedir(*folder);
}

static int
compare_entries(const void *a, const void *b)
{
	return strcmp(((const struct file_entry *)a)->name, ((const struct file_entry *)b)->name);
}

static enum file_kind
kind_of(mode_t mode)
{
	if (S_ISREG(mode))
		return FILE_REGULAR;
	if (S_ISDIR(mode))
		return FILE_FOLDER;
	return S_ISLNK(mode) ? FILE_LINK : FILE_OTHER;
}

/* A file that goes away between the two calls was never there. */
static bool
add_entry(struct arena *arena, DIR *folder, const char *path, const char *name,
	  struct file_entries *entries, struct error *err)
{
	struct file_entry *entry;
	struct stat status;

	if (fstatat(dirfd(folder), name, &status, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT || fail_with_errno(err, errno, "looking into", path);
	entry = LIST_ADD(arena, entries);
	entry->name = arena_text(arena, name);
	entry->kind = kind_of(status.st_mode);
	entry->executable = (status.st_mode & S_IXUSR) != 0;
	return true;
}

bool
folder_read(struct arena *arena, const char *path, struct file_entries *entries, struct error *err)
{
	DIR *folder RELEASED_BY(release_folder) = opendir(path);
	struct file_entries found = {0};
	struct dirent *next;

	if (!folder)
		return fail_with_errno(err, errno, "opening folder", path);
	while (errno = 0, (next = readdir(folder))) {
		if (text_equal(next->d_name, ".") || text_equal(next->d_name, ".."))
			continue;
		if (!add_entry(arena, folder, path, next->d_name, &found, err))
			return false;
	}
	if (errno)
		return fail_with_errno(err, errno, "reading folder", path);
	if (found.count)
		qsort(found.at, found.count, sizeof(*found.at), compare_entries);
	*entries = found;
	return true;
}

struct search {
	struct arena *arena;
	const char *root, *glob;
	size_t limit, seen;
	struct file_entries *matches;
	struct error *err;
};

/* Could something below a folder at this depth match? Compares as many segments as it has. */
static bool
could_match_below(struct arena *arena, const char *glob, const char *folder)
{
	const char *end = glob;
	const char *at = folder;

	for (;;) {
		size_t length = strcspn(end, "/");

		if (length == 2 && end[0] == '*' && end[1] == '*')
			return true;
		end += length;
		at += strcspn(at, "/");
		if (!*end)
			return false; /* no segment is left for what is in the folder */
		if (!*at)
			return glob_matches(arena_copy(arena, glob, (size_t)(end - glob)), folder);
		end++;
		at++;
	}
}

static bool
add_match(struct search *search, const char *path, const struct file_entry *entry)
{
	struct file_entry *match;

	if (search->matches->count == search->limit)
		return fail(search->err, ERROR_UNAVAILABLE, "more than %zu files match",
			    search->limit);
	match = LIST_ADD(search->arena, search->matches);
	*match = *entry;
	match->name = arena_text(search->arena, path);
	return true;
}

static bool search_folder(struct search *search, const char *folder, unsigned depth);

static bool
search_entry(struct search *search, struct arena *scratch, const char *folder,
	     const struct file_entry *entry, unsigned depth)
{
	const char *path =
		*folder ? arena_format(scratch, "%s/%s", folder, entry->name) : entry->name;

	if (++search->seen > LIMIT_WORKTREE_FILES)
		return fail(search->err, ERROR_UNAVAILABLE, "more than %d files",
			    LIMIT_WORKTREE_FILES);
	if (entry->kind != FILE_FOLDER && glob_matches(search->glob, path))
		return add_match(search, path, entry);
	if (entry->kind != FILE_FOLDER || text_equal(entry->name, ".git") ||
	    !could_match_below(scratch, search->glob, path))
		return true;
	return search_folder(search, path, depth + 1);
}

/* Names are needed only while their folder is looked at. */
static bool
search_folder(struct search *search, const char *folder, unsigned depth)
{
	struct arena scratch RELEASED_BY(arena_release) = {0};
	struct file_entries entries = {0};

	if (depth > LIMIT_TREE_DEPTH)
		return fail(search->err, ERROR_UNAVAILABLE, "more than %d nested folders",
			    LIMIT_TREE_DEPTH);
	if (!folder_read(&scratch, arena_format(&scratch, "%s/%s", search->root, folder), &entries,
			 search->err))
		return false;
	for (size_t i = 0; i < entries.count; i++)
		if (!search_entry(search, &scratch, folder, &entries.at[i], depth))
			return false;
	return true;
}

bool
files_matching(struct arena *arena, const char *root, const char *glob, size_t limit,
	       struct file_entries *matches, struct error *err)
{
	struct file_entries found = {0};
	struct search search = {arena, root, glob, limit, 0, &found, err};

	if (!search_folder(&search, "", 0))
		return false;
	if (found.count)
		qsort(found.at, found.count, sizeof(*found.at), compare_entries);
	*matches = found;
	return true;
}
