/* SPDX-License-Identifier: Apache-2.0 */
/* How is something added to a file that others write too? See disk.h. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "integrations/disk.h"

static void
close_file(const int *file)
{
	if (*file >= 0)
		close(*file);
}

static bool
write_all(int file, const char *path, const char *bytes, size_t length, struct error *err)
{
	size_t written = 0;

	while (written < length) {
		ssize_t count = write(file, bytes + written, length - written);

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return fail_with_errno(err, count ? errno : EIO, "adding to", path);
		written += (size_t)count;
	}
	return true;
}

bool
disk_append(const char *path, const void *bytes, size_t length, struct error *err)
{
	/* A pipe without a reader is not waited for. */
	RELEASED_BY(close_file)
	int file =
		open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0644);
	struct stat status;

	if (file < 0 || fstat(file, &status) != 0)
		return fail_with_errno(err, errno, "adding to", path);
	if (!S_ISREG(status.st_mode))
		return fail_with_errno(err, EINVAL, "adding to", path);
	return write_all(file, path, bytes, length, err);
}

size_t
disk_size(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && status.st_size > 0 ? (size_t)status.st_size : 0;
}
