/* SPDX-License-Identifier: Apache-2.0 */
/* Can libgit2 read the packs of one folder? See git_pack_folder.h. */
#include "integrations/git_pack_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/disk.h"
#include "integrations/git_objects.h"
#include "integrations/git_pack_index.h"

#define INDEX ".idx"

static void
close_folder(DIR **folder)
{
	if (*folder)
		closedir(*folder);
}

static void
free_numbers(uint64_t **numbers)
{
	free(*numbers);
}

static bool
fail_index(const char *path, struct error *err)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};
	struct error cause = *err;

	return fail(err, ERROR_UNAVAILABLE,
		    "pack index '%s' is broken: %s; look with `git fsck`, and make it anew with "
		    "`git index-pack` or clone again",
		    foreign_shown(&shown, path), cause.message);
}

/* Where the objects of the pack end; UINT64_MAX if it is not there. */
static bool
find_end(const char *folder, const char *index_name, uint64_t *end, struct error *err)
{
	struct buffer path RELEASED_BY(buffer_release) = {0};
	struct buffer shown RELEASED_BY(buffer_release) = {0};
	struct stat status;

	buffer_add_format(&path, "%s/%.*s.pack", folder, (int)(strlen(index_name) - strlen(INDEX)),
			  index_name);
	*end = UINT64_MAX;
	if (stat(path.bytes, &status) < 0)
		return errno == ENOENT || fail_with_errno(err, errno, "looking at", path.bytes);
	if (!S_ISREG(status.st_mode))
		return fail(err, ERROR_UNAVAILABLE, "'%s' is no regular file",
			    foreign_shown(&shown, path.bytes));
	*end = status.st_size > PACK_TRAILER_BYTES ? (uint64_t)status.st_size - PACK_TRAILER_BYTES
						   : 0;
	return true;
}

static bool
check_index(const char *folder, const char *name, struct error *err)
{
	struct mapping index RELEASED_BY(mapping_release) = {0};
	struct buffer path RELEASED_BY(buffer_release) = {0};
	uint64_t end;

	if (!find_end(folder, name, &end, err))
		return false;
	if (end == UINT64_MAX)
		return true;
	buffer_add_format(&path, "%s/%s", folder, name);
	if (!file_map(path.bytes, LIMIT_PACK_INDEX_BYTES, &index, err))
		return err->code == ERROR_ABSENT || fail_index(path.bytes, err);
	return pack_index_check(&index, end, err) || fail_index(path.bytes, err);
}

/* A name that libgit2 would not take makes it do without the whole index. */
static bool
find_ends(const char *folder, const struct multi_pack_index *index, uint64_t *ends,
	  struct error *err)
{
	const char *name = (const char *)index->names;
	uint64_t left = index->names_length;

	for (uint32_t i = 0; i < index->packs; i++) {
		size_t length = left ? strnlen(name, left) : 0;

		if (length == left || !text_ends_with(name, INDEX) || strchr(name, '/'))
			return fail(err, ERROR_UNAVAILABLE, "its names of packs are none");
		if (!find_end(folder, name, &ends[i], err))
			return false;
		name += length + 1;
		left -= length + 1;
	}
	return true;
}

static bool
check_multi(const char *folder, const char *path, const struct mapping *file, struct error *err)
{
	uint64_t *ends RELEASED_BY(free_numbers) = NULL;
	struct multi_pack_index index;

	if (!multi_pack_index_read(file, &index, err))
		return fail_index(path, err);
	if (index.packs > LIMIT_PACKS)
		return fail(err, ERROR_UNAVAILABLE, "a multi-pack-index of %u packs; `git gc`",
			    index.packs);
	ends = calloc((size_t)index.packs + 1, sizeof(*ends));
	if (!ends)
		abort();
	return (find_ends(folder, &index, ends, err) &&
		multi_pack_index_check(&index, ends, err)) ||
	       fail_index(path, err);
}

bool
pack_folder_is_sound(const char *objects, struct error *err)
{
	DIR *packs RELEASED_BY(close_folder) = NULL;
	struct mapping multi RELEASED_BY(mapping_release) = {0};
	struct buffer folder RELEASED_BY(buffer_release) = {0};
	struct buffer path RELEASED_BY(buffer_release) = {0};
	struct dirent *entry;

	buffer_add_format(&folder, "%s/pack", objects);
	buffer_add_format(&path, "%s/multi-pack-index", folder.bytes);
	packs = opendir(folder.bytes);
	while (packs && (entry = readdir(packs)))
		if (text_ends_with(entry->d_name, INDEX) &&
		    !check_index(folder.bytes, entry->d_name, err))
			return false;
	if (!file_map(path.bytes, LIMIT_PACK_INDEX_BYTES, &multi, err))
		return err->code == ERROR_ABSENT || fail_index(path.bytes, err);
	return check_multi(folder.bytes, path.bytes, &multi, err);
}
