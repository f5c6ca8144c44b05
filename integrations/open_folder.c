/* SPDX-License-Identifier: Apache-2.0 */
/* How are many files of one folder read without walking to it again for each? See open_folder.h. */
#include "integrations/open_folder.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "integrations/disk.h"

#define FOLDER_FLAGS (O_PATH | O_DIRECTORY | O_CLOEXEC)

static void
close_it(struct open_folder *folder)
{
	if (folder->descriptor >= 0)
		close(folder->descriptor);
	folder->descriptor = -1;
}

/* One folder further down. */
static bool
step(struct open_folder *folder, const char *name)
{
	int next = openat(folder->descriptor, name, FOLDER_FLAGS | O_NOFOLLOW);

	close_it(folder);
	folder->descriptor = next;
	return next >= 0;
}

static bool
walk(struct open_folder *folder, const char *root)
{
	char *at = folder->name.bytes, *slash;
	bool there;

	folder->descriptor = open(root, FOLDER_FLAGS);
	there = folder->descriptor >= 0;
	for (; there && *at; at = slash + 1) {
		slash = strchr(at, '/');
		*slash = '\0';
		there = step(folder, at);
		*slash = '/';
	}
	return there;
}

/* `length` bytes of `name` are the folder's, with the slash. */
static bool
is_open(const struct open_folder *folder, const char *name, size_t length)
{
	return folder->descriptor >= 0 && folder->name.length == length &&
	       memcmp(folder->name.bytes, name, length) == 0;
}

static bool
enter(struct open_folder *folder, const char *root, const char *name, size_t length)
{
	if (is_open(folder, name, length))
		return true;
	close_it(folder);
	buffer_clear(&folder->name);
	buffer_add(&folder->name, name, length);
	return walk(folder, root);
}

void
open_folder_init(struct open_folder *folder)
{
	*folder = (struct open_folder){.descriptor = -1};
	pthread_rwlock_init(&folder->lock, NULL);
}

/* What most reads need: nobody waits for anybody. */
static bool
read_if_open(struct open_folder *folder, const char *name, size_t length, size_t limit,
	     struct buffer *out)
{
	bool done;

	pthread_rwlock_rdlock(&folder->lock);
	done = is_open(folder, name, length) &&
	       disk_read_in(folder->descriptor, name + length, limit, out);
	pthread_rwlock_unlock(&folder->lock);
	return done;
}

bool
open_folder_read(struct open_folder *folder, const char *root, const char *name, size_t limit,
		 struct buffer *out)
{
	const char *slash = strrchr(name, '/');
	size_t length = slash ? (size_t)(slash - name) + 1 : 0;
	bool done;

	if (read_if_open(folder, name, length, limit, out))
		return true;
	pthread_rwlock_wrlock(&folder->lock);
	done = enter(folder, root, name, length) &&
	       disk_read_in(folder->descriptor, name + length, limit, out);
	if (!done)
		close_it(folder);
	pthread_rwlock_unlock(&folder->lock);
	return done;
}

void
open_folder_release(struct open_folder *folder)
{
	pthread_rwlock_destroy(&folder->lock);
	close_it(folder);
	buffer_release(&folder->name);
}
