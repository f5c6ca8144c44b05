/* SPDX-License-Identifier: Apache-2.0 */
/* How is a ledger kept in a folder? See store_dir.h. */
#include "integrations/store_dir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/disk.h"
#include "integrations/open_folder.h"
#include "integrations/store_dir_inbox.h"

#define LOCK_NAME ".lock"
#define FILE_MODE 0666
#define FOLDER_DEPTH 12 /* of a tile's path: tile/0/x001/x234/567.p/8 */

struct store_dir {
	char *path; /* of the folder */
	char *name; /* "dir:..." */
	int lock;   /* -1: not held */
	struct open_folder folder;
};

/* Fails for any part below the folder that is a symbolic link. Missing parts are fine. */
static bool
check_links(const struct store_dir *directory, struct buffer *path, struct error *err)
{
	for (size_t i = strlen(directory->path) + 1; i <= path->length; i++) {
		char kept = path->bytes[i];
		struct stat status;
		int answer;

		if (kept != '/' && kept != '\0')
			continue;
		path->bytes[i] = '\0';
		answer = lstat(path->bytes, &status);
		path->bytes[i] = kept;
		if (answer != 0)
			return true;
		if (S_ISLNK(status.st_mode))
			return fail(err, ERROR_LEDGER, "'%s' is reached through a symbolic link",
				    path->bytes);
	}
	return true;
}

/* The file's path. */
static bool
locate(const struct store_dir *directory, const char *name, struct buffer *path, struct error *err)
{
	if (!store_name_is_valid(name))
		return fail(err, ERROR_LEDGER, "not a name of a file of a ledger");
	buffer_add_format(path, "%s/%s", directory->path, name);
	return check_links(directory, path, err);
}

static bool
check_size(const char *path, size_t limit, struct error *err)
{
	struct stat status;

	if (stat(path, &status) != 0)
		return true; /* reading says it */
	if (!S_ISREG(status.st_mode))
		return fail(err, ERROR_LEDGER, "'%s' is not a file", path);
	if ((uintmax_t)status.st_size > limit)
		return fail(err, ERROR_LEDGER, "'%s' has %jd bytes, at most %zu are expected", path,
			    (intmax_t)status.st_size, limit);
	return true;
}

static bool
store_dir_read(void *self, const char *name, size_t limit, struct buffer *out, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer path = {0};
	struct store_dir *directory = self;

	/* Many files in a row are in one folder: what cannot be read so is asked for its reason. */
	if (store_name_is_valid(name) &&
	    open_folder_read(&directory->folder, directory->path, name, limit, out))
		return true;
	return locate(directory, name, &path, err) && check_size(path.bytes, limit, err) &&
	       disk_read(path.bytes, limit, out, err);
}

static bool
make_folder_of(struct buffer *path, struct error *err)
{
	char *slash = strrchr(path->bytes, '/');
	bool done;

	*slash = '\0';
	done = disk_make_folders(path->bytes, err);
	*slash = '/';
	return done;
}

static bool
store_dir_replace(void *self, const char *name, const void *bytes, size_t length, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer path = {0};

	return locate(self, name, &path, err) && make_folder_of(&path, err) &&
	       disk_write_atomic(path.bytes, bytes, length, FILE_MODE, err);
}

/* The same bytes may be there from a write that was interrupted before it was durable. */
static bool
create_again(const char *path, const void *bytes, size_t length, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer there = {0};
	struct error conflict = *err;

	if (!check_size(path, length, err) || !disk_read(path, length, &there, err) ||
	    there.length != length || (length && memcmp(there.bytes, bytes, length) != 0)) {
		*err = conflict;
		return false;
	}
	return disk_write_atomic(path, bytes, length, FILE_MODE, err);
}

static bool
store_dir_create(void *self, const char *name, const void *bytes, size_t length, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer path = {0};

	if (!locate(self, name, &path, err) || !make_folder_of(&path, err))
		return false;
	if (disk_create(path.bytes, bytes, length, FILE_MODE, err))
		return true;
	return err->code == ERROR_CONFLICT && create_again(path.bytes, bytes, length, err);
}

static bool
store_dir_remove(void *self, const char *name, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer path = {0};

	if (!locate(self, name, &path, err))
		return false;
	if (unlink(path.bytes) != 0 && errno != ENOENT)
		return fail_with_errno(err, errno, "removing", path.bytes);
	/* An empty folder goes too; one that is not empty refuses. */
	*strrchr(path.bytes, '/') = '\0';
	if (text_ends_with(path.bytes, ".p"))
		(void)rmdir(path.bytes);
	return true;
}

static void
folder_release(DIR **folder)
{
	if (*folder)
		closedir(*folder);
}

/* On its way through the folders. */
struct walk {
	bool (*take)(void *with, const char *name);
	void *with;
	bool enough;
	struct buffer path; /* of the file or folder that it has come to */
	size_t name;        /* where the name begins in it */
};

/* What was handed in is not part of the ledger yet. */
static bool
is_of_inbox(const char *name)
{
	return text_equal(name, INBOX_FOLDER) || text_equal(name, REFUSED_FOLDER);
}

static bool
is_passed_over(const struct walk *walk, const char *entry)
{
	return entry[0] == '.' || (walk->path.length < walk->name && is_of_inbox(entry));
}

static bool walk_folder(struct walk *walk, int depth, struct error *err);

/*
 * Some file systems do not say of what type an entry is. What is neither file nor folder is handed
 * out too: reading it says why it is refused.
 */
static bool
walk_entry(struct walk *walk, unsigned char type, int depth, struct error *err)
{
	const char *path = walk->path.bytes;
	struct stat status = {0};

	if (type == DT_UNKNOWN && lstat(path, &status) != 0)
		return errno == ENOENT || fail_with_errno(err, errno, "reading", path);
	if (type == DT_DIR || S_ISDIR(status.st_mode))
		return walk_folder(walk, depth + 1, err);
	walk->enough = !walk->take(walk->with, path + walk->name);
	return true;
}

/* An append may remove a folder meanwhile: that one has no files. */
static bool
walk_folder(struct walk *walk, int depth, struct error *err)
{
	RELEASED_BY(folder_release) DIR *folder = opendir(walk->path.bytes);
	size_t length = walk->path.length;
	struct dirent *entry;

	if (!folder)
		return errno == ENOENT ||
		       fail_with_errno(err, errno, "reading the folder", walk->path.bytes);
	if (depth > FOLDER_DEPTH)
		return fail(err, ERROR_LEDGER, "folders in '%s' are nested too deeply",
			    walk->path.bytes);
	for (errno = 0; !walk->enough && (entry = readdir(folder)) != NULL; errno = 0) {
		if (is_passed_over(walk, entry->d_name))
			continue;
		buffer_add_byte(&walk->path, '/');
		buffer_add_text(&walk->path, entry->d_name);
		if (!walk_entry(walk, entry->d_type, depth, err))
			return false;
		walk->path.length = length;
		walk->path.bytes[length] = '\0';
	}
	return errno == 0 || fail_with_errno(err, errno, "reading the folder", walk->path.bytes);
}

static bool
store_dir_each(void *self, const char *folder, bool (*take)(void *with, const char *name),
	       void *with, struct error *err)
{
	const struct store_dir *directory = self;
	struct walk walk = {.take = take, .with = with};
	bool done;

	walk.name = strlen(directory->path) + 1;
	if (!*folder)
		buffer_add_text(&walk.path, directory->path);
	done = (!*folder || locate(directory, folder, &walk.path, err)) &&
	       walk_folder(&walk, 0, err);
	buffer_release(&walk.path);
	return done;
}

static bool
store_dir_lock(void *self, struct error *err)
{
	struct store_dir *directory = self;
	RELEASED_BY(buffer_release) struct buffer path = {0};
	int answer;

	if (!disk_make_folders(directory->path, err))
		return false;
	buffer_add_format(&path, "%s/" LOCK_NAME, directory->path);
	directory->lock = open(path.bytes, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
	if (directory->lock < 0)
		return fail_with_errno(err, errno, "locking", path.bytes);
	do
		answer = flock(directory->lock, LOCK_EX);
	while (answer != 0 && errno == EINTR);
	if (answer == 0)
		return true;
	fail_with_errno(err, errno, "locking", path.bytes);
	close(directory->lock);
	directory->lock = -1;
	return false;
}

static void
store_dir_unlock(void *self)
{
	struct store_dir *directory = self;

	if (directory->lock >= 0)
		close(directory->lock);
	directory->lock = -1;
}

static bool
store_dir_hand_in(void *self, const char *name, const void *bytes, size_t length, struct error *err)
{
	const struct store_dir *directory = self;

	return dir_hand_in(directory->path, name, bytes, length, err);
}

static bool
store_dir_inbox(void *self, struct arena *arena, struct texts *names, struct error *err)
{
	const struct store_dir *directory = self;

	return dir_inbox(directory->path, arena, names, err);
}

static bool
store_dir_inbox_read(void *self, const char *name, size_t limit, struct buffer *out,
		     struct error *err)
{
	const struct store_dir *directory = self;

	return dir_inbox_read(directory->path, name, limit, out, err);
}

static bool
store_dir_inbox_state(void *self, const char *name, enum inbox_state *state, struct error *err)
{
	const struct store_dir *directory = self;

	return dir_inbox_state(directory->path, name, state, err);
}

static bool
store_dir_inbox_clear(void *self, const struct texts *names, bool refused, struct error *err)
{
	const struct store_dir *directory = self;

	return dir_inbox_clear(directory->path, names, refused, err);
}

static char *
copy(const char *prefix, const char *text)
{
	struct buffer joined = {0};

	buffer_add_format(&joined, "%s%s", prefix, text);
	return joined.bytes;
}

bool
store_dir_open(const char *path, struct store_dir **out, struct error *err)
{
	struct store_dir *directory;

	if (!*path)
		return fail(err, ERROR_USAGE, "the ledger's folder has no name");
	directory = calloc(1, sizeof(*directory));
	if (!directory)
		abort();
	directory->path = copy("", path);
	directory->name = copy("dir:", path);
	directory->lock = -1;
	open_folder_init(&directory->folder);
	*out = directory;
	return true;
}

void
store_dir_release(struct store_dir **store)
{
	if (!*store)
		return;
	store_dir_unlock(*store);
	open_folder_release(&(*store)->folder);
	free((*store)->path);
	free((*store)->name);
	free(*store);
	*store = NULL;
}

void
store_dir_store(struct store_dir *directory, struct store *out)
{
	*out = (struct store){
		.name = directory->name,
		.self = directory,
		.read = store_dir_read,
		.create = store_dir_create,
		.replace = store_dir_replace,
		.remove = store_dir_remove,
		.each = store_dir_each,
		.lock = store_dir_lock,
		.unlock = store_dir_unlock,
		.hand_in = store_dir_hand_in,
		.inbox = store_dir_inbox,
		.inbox_read = store_dir_inbox_read,
		.inbox_state = store_dir_inbox_state,
		.inbox_clear = store_dir_inbox_clear,
	};
}
