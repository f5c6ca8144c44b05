/* SPDX-License-Identifier: Apache-2.0 */
/* How are large files looked at without being copied? See mapped_file.h. */
#include "integrations/mapped_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/attributes.h"
#include "integrations/disk.h"

static void
close_descriptor(const int *descriptor)
{
	if (*descriptor >= 0)
		close(*descriptor);
}

bool
file_map(const char *path, uint64_t limit, struct mapping *mapping, struct error *err)
{
	int descriptor RELEASED_BY(close_descriptor) =
		open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat status;
	void *bytes;

	if (descriptor < 0 || fstat(descriptor, &status) < 0)
		return fail_with_errno(err, errno, "opening", path);
	if (!S_ISREG(status.st_mode) || status.st_size <= 0)
		return fail(err, ERROR_FORMAT, "it is empty, or no regular file");
	if ((uint64_t)status.st_size > limit)
		return fail(err, ERROR_FORMAT, "it is too large");
	bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
	if (bytes == MAP_FAILED)
		return fail_with_errno(err, errno, "reading", path);
	*mapping = (struct mapping){bytes, (uint64_t)status.st_size};
	return true;
}

void
mapping_release(struct mapping *mapping)
{
	if (mapping->bytes)
		munmap((void *)(uintptr_t)mapping->bytes, (size_t)mapping->length);
	*mapping = (struct mapping){0};
}
