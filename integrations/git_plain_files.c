/* SPDX-License-Identifier: Apache-2.0 */
/* Is something in a git folder no file? See git_plain_files.h. */
#include "integrations/git_plain_files.h"

#include <dirent.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>

#include <git2/buffer.h>
#include <git2/repository.h>

#include "base/buffer.h"
#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/disk.h"
#include "integrations/git_objects.h"

struct walk {
	struct buffer path;
	size_t entries;
	bool deep; /* folders below, too */
	struct error *err;
};

static void
walk_release(struct walk *walk)
{
	buffer_release(&walk->path);
}

static void
close_folder(DIR **folder)
{
	if (*folder)
		closedir(*folder);
}

static void
release_path(git_buf *path)
{
	git_buf_dispose(path);
}

static bool
fail_walk(struct walk *walk, const char *what)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};

	return fail(walk->err, ERROR_UNAVAILABLE, "'%s' %s",
		    foreign_shown(&shown, walk->path.bytes), what);
}

/* Links count as what they lead to; to nothing, they are as good as missing. */
static bool
look(struct walk *walk, const struct dirent *entry, bool *folder)
{
	struct stat status;

	*folder = entry->d_type == DT_DIR;
	if (entry->d_type == DT_REG || entry->d_type == DT_DIR ||
	    stat(walk->path.bytes, &status) < 0)
		return true;
	*folder = S_ISDIR(status.st_mode);
	if (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode) ||
	    (S_ISSOCK(status.st_mode) && text_ends_with(entry->d_name, ".ipc")))
		return true;
	return fail_walk(walk, "is a pipe, socket or device where git has files; remove it");
}

static bool
walk_below(struct walk *walk, unsigned depth)
{
	DIR *folder RELEASED_BY(close_folder) = opendir(walk->path.bytes);
	size_t length = walk->path.length;
	struct dirent *entry;
	bool below;

	while (folder && (entry = readdir(folder))) {
		if (text_equal(entry->d_name, ".") || text_equal(entry->d_name, ".."))
			continue;
		if (walk->entries++ >= LIMIT_GIT_FILES || depth > LIMIT_GIT_FOLDER_DEPTH)
			return fail_walk(walk, "has too many files, or is nested too deeply");
		buffer_add_format(&walk->path, "/%s", entry->d_name);
		if (!look(walk, entry, &below) ||
		    (below && walk->deep && !walk_below(walk, depth + 1)))
			return false;
		walk->path.length = length;
		walk->path.bytes[length] = '\0';
	}
	return true;
}

static bool
check(const char *above, const char *name, bool deep, struct error *err)
{
	struct walk walk RELEASED_BY(walk_release) = {.deep = deep, .err = err};

	buffer_add_format(&walk.path, "%s%s", above, name);
	if (walk.path.length > 1 && walk.path.bytes[walk.path.length - 1] == '/')
		walk.path.bytes[--walk.path.length] = '\0';
	return walk_below(&walk, 0);
}

bool
objects_are_plain(const char *folder, struct error *err)
{
	char loose[] = "/00";

	for (unsigned i = 0; i < 256; i++) {
		uint8_t byte = (uint8_t)i;

		hex_encode(loose + 1, &byte, 1);
		if (!check(folder, loose, false, err))
			return false;
	}
	return check(folder, "/pack/", false, err) && check(folder, "/info/", true, err);
}

/* Paths of folders end with a slash here, as libgit2 has them. */
static bool
check_folder(const char *folder, struct error *err)
{
	return check(folder, "", false, err) && check(folder, "refs/", true, err) &&
	       check(folder, "logs/", true, err) && check(folder, "info/", true, err);
}

/* A linked work tree names the folder that it shares with others. */
static bool
check_common(const char *folder, struct error *err)
{
	struct buffer name RELEASED_BY(buffer_release) = {0};
	struct buffer line RELEASED_BY(buffer_release) = {0};
	struct buffer common RELEASED_BY(buffer_release) = {0};

	buffer_add_format(&name, "%scommondir", folder);
	if (!disk_read(name.bytes, PATH_MAX, &line, err))
		return err->code == ERROR_ABSENT;
	while (line.length && byte_is_space(line.bytes[line.length - 1]))
		line.bytes[--line.length] = '\0';
	if (!line.length)
		return true;
	buffer_add_format(&common, "%s%s/", *line.bytes == '/' ? "" : folder, line.bytes);
	return check_folder(common.bytes, err);
}

bool
repository_is_plain(const char *path, struct error *err)
{
	git_buf found RELEASED_BY(release_path) = GIT_BUF_INIT;

	/* Finding it reads nothing but links to other folders, and only regular files. */
	if (git_repository_discover(&found, path, 0, NULL) < 0)
		return true;
	return check_folder(found.ptr, err) && check_common(found.ptr, err);
}
