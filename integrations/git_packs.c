/* SPDX-License-Identifier: Apache-2.0 */
/* Can libgit2 read the packs of a repository? See git_packs.h. */
#include "integrations/git_packs.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/limits.h"
#include "base/list.h"
#include "integrations/disk.h"
#include "integrations/git_pack_folder.h"
#include "integrations/git_plain_files.h"

#define DEPTH 5 /* of alternates of alternates, in git and libgit2 */

/* Which file it is by its number: one folder has many paths. */
struct place {
	dev_t device;
	ino_t number;
};

struct search {
	struct arena arena;
	LIST(struct place) seen;
	struct error *err;
};

static void
search_release(struct search *search)
{
	arena_release(&search->arena);
}

static bool
is_new(struct search *search, const struct stat *status)
{
	struct place *place;

	for (size_t i = 0; i < search->seen.count; i++)
		if (search->seen.at[i].device == status->st_dev &&
		    search->seen.at[i].number == status->st_ino)
			return false;
	place = LIST_ADD(&search->arena, &search->seen);
	*place = (struct place){status->st_dev, status->st_ino};
	return true;
}

static bool check_objects(struct search *search, const char *objects, int depth);

/* As libgit2 does: a line is a path, and one relative to this folder only in the repository. */
static bool
check_alternates(struct search *search, const char *objects, int depth)
{
	const char *path = arena_format(&search->arena, "%s/info/alternates", objects);
	struct buffer lines RELEASED_BY(buffer_release) = {0};
	char *rest = NULL;

	if (depth > DEPTH)
		return true;
	if (!disk_read(path, LIMIT_RULES_BYTES, &lines, search->err))
		return search->err->code == ERROR_ABSENT;
	for (char *line = lines.bytes; line; line = rest) {
		rest = line + strcspn(line, "\r\n");
		rest = *rest ? (*rest = '\0', rest + 1) : NULL;
		if (!*line || *line == '#')
			continue;
		if (*line == '.' && depth == 0)
			path = arena_format(&search->arena, "%s/%s", objects, line);
		else
			path = line;
		if (!check_objects(search, path, depth + 1))
			return false;
	}
	return true;
}

static bool
check_objects(struct search *search, const char *objects, int depth)
{
	struct stat status;

	if (stat(objects, &status) < 0 || !is_new(search, &status))
		return true;
	if (search->seen.count > LIMIT_ALTERNATES)
		return fail(search->err, ERROR_UNAVAILABLE, "too many alternates");
	return objects_are_plain(objects, search->err) &&
	       pack_folder_is_sound(objects, search->err) &&
	       check_alternates(search, objects, depth);
}

bool
packs_are_sound(const char *common, struct error *err)
{
	struct search search RELEASED_BY(search_release) = {.err = err};
	const char *objects = arena_format(&search.arena, "%sobjects", common);

	return check_objects(&search, objects, 0) || fail_as(err, ERROR_UNAVAILABLE);
}
