/* SPDX-License-Identifier: Apache-2.0 */
/* How does a file get to the disk piece by piece, and yet whole or not at all? See disk_new.h. */
#include "integrations/disk_new.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/encoding.h"
#include "integrations/disk_parts.h"

static bool
write_all(int descriptor, const char *bytes, size_t length)
{
	while (length) {
		ssize_t put = write(descriptor, bytes, length);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes += put;
		length -= (size_t)put;
	}
	return true;
}

static bool
random_name(struct buffer *name, const char *path)
{
	RELEASED_BY(disk_text_release) char *folder = disk_folder_of(path);
	unsigned char random_bytes[8];
	char digits[2 * sizeof(random_bytes) + 1];
	ssize_t got;

	do
		got = getrandom(random_bytes, sizeof(random_bytes), 0);
	while (got < 0 && errno == EINTR);
	if (got != (ssize_t)sizeof(random_bytes))
		return false;
	hex_encode(digits, random_bytes, sizeof(random_bytes));
	buffer_clear(name);
	buffer_add_format(name, "%s/.changegate-%s.tmp", folder, digits);
	return true;
}

/* A path that ends in '/' has no name to give to a file. */
static bool
names_a_file(const char *path, struct error *err)
{
	size_t length = strlen(path);

	if (length == 0 || path[length - 1] == '/')
		return disk_fail(err, ERROR_UNAVAILABLE, "writing", path, "not a file name");
	return true;
}

static char *
copy_of(const char *path)
{
	char *copy = strdup(path);

	if (!copy)
		abort();
	return copy;
}

bool
new_file_begin(struct new_file *file, const char *path, mode_t mode, struct error *err)
{
	*file = (struct new_file){.descriptor = -1};
	if (!names_a_file(path, err))
		return false;
	if (random_name(&file->temporary, path))
		file->descriptor = disk_open(file->temporary.bytes,
					     O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
	if (file->descriptor < 0) {
		fail_with_errno(err, errno, "writing", path);
		buffer_release(&file->temporary);
		return false;
	}
	file->path = copy_of(path);
	return true;
}

bool
new_file_add(struct new_file *file, const void *bytes, size_t length, struct error *err)
{
	return write_all(file->descriptor, bytes, length) ||
	       fail_with_errno(err, errno, "writing", file->path);
}

/* Network file systems may report a full disk only as it is closed. After EINTR it is closed. */
static bool
close_file(struct new_file *file, struct error *err)
{
	int problem = fsync(file->descriptor) == 0 ? 0 : errno;

	if (close(file->descriptor) != 0 && errno != EINTR && !problem)
		problem = errno;
	file->descriptor = -1;
	return !problem || fail_with_errno(err, problem, "writing", file->path);
}

static bool
is_in_place(struct new_file *file, struct error *err)
{
	RELEASED_BY(disk_text_release) char *folder = disk_folder_of(file->path);

	disk_text_release(&file->path);
	return disk_sync_folder(folder, err);
}

static bool
fail_to_link(struct error *err, int number, const char *path)
{
	if (number == EEXIST)
		return disk_fail(err, ERROR_CONFLICT, "creating", path, "exists already");
	if (number == EPERM || number == EOPNOTSUPP || number == ENOSYS)
		return disk_fail(err, ERROR_UNAVAILABLE, "creating", path,
				 "the file system refuses hard links; use a folder on one that "
				 "has them");
	return fail_with_errno(err, number, "creating", path);
}

bool
new_file_create(struct new_file *file, struct error *err)
{
	if (!close_file(file, err))
		return false;
	if (link(file->temporary.bytes, file->path) != 0)
		return fail_to_link(err, errno, file->path);
	unlink(file->temporary.bytes);
	return is_in_place(file, err);
}

bool
new_file_replace(struct new_file *file, struct error *err)
{
	if (!close_file(file, err))
		return false;
	if (rename(file->temporary.bytes, file->path) != 0)
		return fail_with_errno(err, errno, "writing", file->path);
	return is_in_place(file, err);
}

void
new_file_release(struct new_file *file)
{
	if (file->path) {
		if (file->descriptor >= 0)
			close(file->descriptor);
		unlink(file->temporary.bytes);
	}
	disk_text_release(&file->path);
	buffer_release(&file->temporary);
}

bool
disk_write_atomic(const char *path, const void *bytes, size_t length, mode_t mode,
		  struct error *err)
{
	RELEASED_BY(new_file_release) struct new_file file = {.descriptor = -1};

	return new_file_begin(&file, path, mode, err) && new_file_add(&file, bytes, length, err) &&
	       new_file_replace(&file, err);
}

bool
disk_create(const char *path, const void *bytes, size_t length, mode_t mode, struct error *err)
{
	RELEASED_BY(new_file_release) struct new_file file = {.descriptor = -1};

	return new_file_begin(&file, path, mode, err) && new_file_add(&file, bytes, length, err) &&
	       new_file_create(&file, err);
}
