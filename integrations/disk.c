/* SPDX-License-Identifier: Apache-2.0 */
/* How do whole files come from the disk and get there without ever being half there? See disk.h. */
#include "integrations/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "integrations/disk_parts.h"

enum { CHUNK_BYTES = 64 * 1024, FOLDERS_MODE = 0777 };

/* strerror() speaks the language of the locale. */
static const struct {
	int number;
	const char *cause;
} causes[] = {
	{EACCES, "permission denied"},
	{EBUSY, "in use"},
	{EDQUOT, "disk quota exceeded"},
	{EEXIST, "exists already"},
	{EFBIG, "file too large"},
	{EIO, "input/output error"},
	{EISDIR, "is a folder"},
	{ELOOP, "too many symbolic links"},
	{EMFILE, "too many open files in this process"},
	{EMLINK, "too many links"},
	{ENAMETOOLONG, "name too long"},
	{ENFILE, "too many open files on this machine"},
	{ENODEV, "no such device"},
	{ENOENT, "no such file or folder"},
	{ENOMEM, "out of memory"},
	{ENOSPC, "no space left on device"},
	{ENOTDIR, "a part of the path is not a folder"},
	{ENOTEMPTY, "folder is not empty"},
	{ENXIO, "no such device or address"},
	{EPERM, "operation not permitted"},
	{EROFS, "read-only file system"},
	{ESTALE, "stale file handle of a network file system"},
	{ETIMEDOUT, "timed out"},
	{ETXTBSY, "program is running"},
	{EXDEV, "on another file system"},
};

static const char *
cause_of(int number)
{
	for (size_t i = 0; i < sizeof(causes) / sizeof(causes[0]); i++)
		if (causes[i].number == number)
			return causes[i].cause;
	return NULL;
}

bool
disk_fail(struct error *err, enum error_code code, const char *doing, const char *path,
	  const char *cause)
{
	RELEASED_BY(buffer_release) struct buffer shown = {0};

	text_safe(&shown, path);
	fail(err, code, "%s '%s': %s", doing, shown.bytes ? shown.bytes : "", cause);
	return false; /* said here, so that analyzers see it */
}

bool
fail_with_errno(struct error *err, int number, const char *doing, const char *path)
{
	char unnamed[32];
	const char *cause = cause_of(number);

	snprintf(unnamed, sizeof(unnamed), "system error %d", number);
	return disk_fail(err, number == ENOENT ? ERROR_ABSENT : ERROR_UNAVAILABLE, doing, path,
			 cause ? cause : unnamed);
}

static void
descriptor_release(int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
	*descriptor = -1;
}

int
disk_open(const char *path, int flags, mode_t mode)
{
	int descriptor;

	do
		descriptor = open(path, flags | O_CLOEXEC, mode);
	while (descriptor < 0 && errno == EINTR);
	return descriptor;
}

static ssize_t
read_again(int descriptor, void *bytes, size_t length)
{
	ssize_t got;

	do
		got = read(descriptor, bytes, length);
	while (got < 0 && errno == EINTR);
	return got;
}

/*
 * Reading goes to the end and does not trust the size, which only says how much room to make at
 * first: the file may be growing.
 */
static bool
read_rest(int descriptor, const char *path, size_t size, size_t limit, struct buffer *out,
	  struct error *err)
{
	size_t before = out->length, room = size ? size + 1 : CHUNK_BYTES;

	for (;;) {
		char *place = buffer_reserve(out, room);
		ssize_t got = read_again(descriptor, place, room);

		if (got < 0)
			return fail_with_errno(err, errno, "reading", path);
		if (got == 0)
			return true;
		out->length += (size_t)got;
		if (out->length - before > limit)
			return disk_fail(err, ERROR_UNAVAILABLE, "reading", path,
					 "larger than changegate accepts");
		if (out->length - before == size && (size_t)got < room)
			return true; /* all that there is, and no byte behind it */
		room = out->capacity - out->length - 1;
		if (!room)
			room = CHUNK_BYTES;
	}
}

static bool
check_regular(int descriptor, const char *path, size_t limit, size_t *size, struct error *err)
{
	struct stat status;
	char cause[80];

	if (fstat(descriptor, &status) != 0)
		return fail_with_errno(err, errno, "reading", path);
	if (S_ISDIR(status.st_mode))
		return fail_with_errno(err, EISDIR, "reading", path);
	if (!S_ISREG(status.st_mode))
		return disk_fail(err, ERROR_UNAVAILABLE, "reading", path, "not a regular file");
	*size = status.st_size < 0 ? 0 : (size_t)status.st_size;
	if (*size <= limit)
		return true;
	snprintf(cause, sizeof(cause), "%jd bytes, at most %zu are accepted",
		 (intmax_t)status.st_size, limit);
	return disk_fail(err, ERROR_UNAVAILABLE, "reading", path, cause);
}

bool
disk_read(const char *path, size_t limit, struct buffer *out, struct error *err)
{
	size_t before = out->length, size;
	bool done;
	/* Without O_NONBLOCK opening a FIFO waits for a writer, perhaps for ever. */
	RELEASED_BY(descriptor_release)
	int descriptor = disk_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);

	if (descriptor < 0)
		return fail_with_errno(err, errno, "reading", path);
	if (!check_regular(descriptor, path, limit, &size, err))
		return false;
	done = read_rest(descriptor, path, size, limit, out, err);
	if (!done)
		out->length = before;
	if (out->bytes)
		out->bytes[out->length] = '\0';
	return done;
}

static bool
hash_rest(int descriptor, const char *path, size_t limit, struct hasher *hasher, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer chunk = {0};
	char *bytes = buffer_reserve(&chunk, CHUNK_BYTES);
	size_t length = 0;
	ssize_t got;

	while ((got = read_again(descriptor, bytes, CHUNK_BYTES)) > 0) {
		length += (size_t)got;
		if (length > limit)
			return disk_fail(err, ERROR_UNAVAILABLE, "reading", path,
					 "larger than changegate accepts");
		hasher_add(hasher, bytes, (size_t)got);
	}
	return got == 0 || fail_with_errno(err, errno, "reading", path);
}

bool
disk_sha256(const char *path, size_t limit, struct sha256 *out, struct error *err)
{
	RELEASED_BY(hasher_release) struct hasher *hasher = hasher_new();
	size_t size;
	RELEASED_BY(descriptor_release)
	int descriptor = disk_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0);

	if (descriptor < 0)
		return fail_with_errno(err, errno, "reading", path);
	if (!check_regular(descriptor, path, limit, &size, err) ||
	    !hash_rest(descriptor, path, limit, hasher, err))
		return false;
	hasher_finish(hasher, out);
	return true;
}

bool
disk_read_in(int folder, const char *name, size_t limit, struct buffer *out)
{
	size_t before = out->length, size;
	struct error ignored;
	bool done;
	RELEASED_BY(descriptor_release)
	int descriptor =
		openat(folder, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC);

	done = descriptor >= 0 && check_regular(descriptor, name, limit, &size, &ignored) &&
	       read_rest(descriptor, name, size, limit, out, &ignored);
	if (!done)
		out->length = before;
	if (out->bytes)
		out->bytes[out->length] = '\0';
	return done;
}

bool
disk_read_stdin(size_t limit, struct buffer *out, struct error *err)
{
	size_t before = out->length;
	bool done = read_rest(STDIN_FILENO, "standard input", 0, limit, out, err);

	if (!done)
		out->length = before;
	return done;
}

/* The folder that `path` is in; malloc. */
char *
disk_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash ? (size_t)(slash - path) : 1;
	char *folder;

	if (slash == path)
		length = 1;
	folder = calloc(1, length + 1);
	if (!folder)
		abort();
	memcpy(folder, slash ? path : ".", length);
	return folder;
}

void
disk_text_release(char **text)
{
	free(*text);
	*text = NULL;
}

/* Makes the names in a folder durable. Some file systems cannot, and say EINVAL. */
bool
disk_sync_folder(const char *folder, struct error *err)
{
	RELEASED_BY(descriptor_release)
	int descriptor = disk_open(folder, O_RDONLY | O_DIRECTORY, 0);

	if (descriptor < 0)
		return fail_with_errno(err, errno, "opening the folder", folder);
	if (fsync(descriptor) != 0 && errno != EINVAL)
		return fail_with_errno(err, errno, "flushing the folder", folder);
	return true;
}

static bool
is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* What exists is asked only after mkdir() failed: above us may be folders nobody can write. */
static bool
make_folder(const char *path, struct error *err)
{
	RELEASED_BY(disk_text_release) char *above = NULL;
	int problem;

	if (mkdir(path, FOLDERS_MODE) == 0) {
		above = disk_folder_of(path);
		return disk_sync_folder(above, err);
	}
	problem = errno;
	if (is_folder(path))
		return true;
	if (problem == EEXIST)
		return disk_fail(err, ERROR_UNAVAILABLE, "making the folder", path,
				 "a file has this name");
	return fail_with_errno(err, problem, "making the folder", path);
}

bool
disk_make_folders(const char *path, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer prefix = {0};
	size_t length = strlen(path);

	if (length == 0)
		return disk_fail(err, ERROR_UNAVAILABLE, "making the folder", path,
				 "the name is empty");
	for (size_t end = 1; end <= length; end++) {
		if (path[end] != '/' && path[end] != '\0')
			continue;
		if (path[end - 1] == '/')
			continue;
		buffer_clear(&prefix);
		buffer_add(&prefix, path, end);
		if (!make_folder(prefix.bytes, err))
			return false;
	}
	return true;
}
