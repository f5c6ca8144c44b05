/* SPDX-License-Identifier: Apache-2.0 */
/* How is a record handed in to a ledger in a folder? See store_dir_inbox.h. */
#include "integrations/store_dir_inbox.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/disk.h"

#define FILE_MODE 0666
#define ENDING ".json"

/* "<corner>/<digest>" or "<digest>": here there are no corners. */
static bool
digest_of(const char *name, const char **digest, struct error *err)
{
	const char *slash = strrchr(name, '/');
	struct sha256 ignored;

	*digest = slash ? slash + 1 : name;
	return sha256_parse(*digest, &ignored) || fail(err, ERROR_BUG, "not a name in an inbox");
}

static bool
locate(const char *folder, const char *below, const char *name, struct buffer *path,
       struct error *err)
{
	const char *digest;

	if (!digest_of(name, &digest, err))
		return false;
	buffer_add_format(path, "%s/%s/%s" ENDING, folder, below, digest);
	return true;
}

static bool
make_folder(const char *folder, const char *below, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer path = {0};

	buffer_add_format(&path, "%s/%s", folder, below);
	return disk_make_folders(path.bytes, err);
}

/* A file that is there already may be from a hand-in that was interrupted. */
static bool
check_same(const char *path, const void *bytes, size_t length, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer there = {0};

	if (!disk_read(path, length, &there, err) || there.length != length ||
	    (length && memcmp(there.bytes, bytes, length) != 0))
		return fail(err, ERROR_CONFLICT, "'%s' exists with other content", path);
	return disk_write_atomic(path, bytes, length, FILE_MODE, err);
}

bool
dir_hand_in(const char *folder, const char *name, const void *bytes, size_t length,
	    struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer path = {0};

	if (!locate(folder, INBOX_FOLDER, name, &path, err) ||
	    !make_folder(folder, INBOX_FOLDER, err))
		return false;
	if (disk_create(path.bytes, bytes, length, FILE_MODE, err))
		return true;
	return err->code == ERROR_CONFLICT && check_same(path.bytes, bytes, length, err);
}

static void
close_folder(DIR **folder)
{
	if (*folder)
		closedir(*folder);
}

static int
by_bytes(const void *left, const void *right)
{
	const char *const *a = left;
	const char *const *b = right;

	return strcmp(*a, *b);
}

static void
take_name(struct arena *arena, const char *file, struct texts *names)
{
	size_t length = strlen(file);
	struct sha256 ignored;
	char *digest;

	if (length != 64 + strlen(ENDING) || !text_ends_with(file, ENDING))
		return;
	digest = arena_copy(arena, file, 64);
	if (sha256_parse(digest, &ignored))
		texts_add(arena, names, digest);
}

bool
dir_inbox(const char *folder, struct arena *arena, struct texts *names, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer path = {0};
	RELEASED_BY(close_folder) DIR *inbox = NULL;
	struct texts found = {0};
	struct dirent *entry;

	buffer_add_format(&path, "%s/" INBOX_FOLDER, folder);
	inbox = opendir(path.bytes);
	if (!inbox && errno != ENOENT)
		return fail_with_errno(err, errno, "reading the folder", path.bytes);
	while (inbox && found.count < LIMIT_INBOX && (entry = readdir(inbox)) != NULL)
		take_name(arena, entry->d_name, &found);
	if (found.count)
		qsort(found.at, found.count, sizeof(found.at[0]), by_bytes);
	*names = found;
	return true;
}

bool
dir_inbox_read(const char *folder, const char *name, size_t limit, struct buffer *out,
	       struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer path = {0};
	struct stat status;

	if (!locate(folder, INBOX_FOLDER, name, &path, err))
		return false;
	if (lstat(path.bytes, &status) == 0 &&
	    (!S_ISREG(status.st_mode) || (uintmax_t)status.st_size > limit))
		return fail(err, ERROR_FORMAT, "'%s' is no file of at most %zu bytes", path.bytes,
			    limit);
	return disk_read(path.bytes, limit, out, err);
}

static bool
is_there(const char *folder, const char *below, const char *name, bool *there, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer path = {0};
	struct stat status;

	if (!locate(folder, below, name, &path, err))
		return false;
	*there = lstat(path.bytes, &status) == 0;
	return *there || errno == ENOENT || fail_with_errno(err, errno, "looking at", path.bytes);
}

bool
dir_inbox_state(const char *folder, const char *name, enum inbox_state *state, struct error *err)
{
	bool waits, refused;

	if (!is_there(folder, INBOX_FOLDER, name, &waits, err) ||
	    !is_there(folder, REFUSED_FOLDER, name, &refused, err))
		return false;
	*state = waits ? INBOX_WAITING : refused ? INBOX_REFUSED : INBOX_GONE;
	return true;
}

static bool
take_out(const char *folder, const char *name, bool refused, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer from = {0};
	RELEASED_BY(buffer_release) struct buffer to = {0};

	if (!locate(folder, INBOX_FOLDER, name, &from, err) ||
	    !locate(folder, REFUSED_FOLDER, name, &to, err))
		return false;
	if (refused ? rename(from.bytes, to.bytes) == 0 : unlink(from.bytes) == 0)
		return true;
	return errno == ENOENT || fail_with_errno(err, errno, "taking out", from.bytes);
}

bool
dir_inbox_clear(const char *folder, const struct texts *names, bool refused, struct error *err)
{
	if (refused && names->count && !make_folder(folder, REFUSED_FOLDER, err))
		return false;
	for (size_t i = 0; i < names->count; i++)
		if (!take_out(folder, names->at[i], refused, err))
			return false;
	return true;
}
