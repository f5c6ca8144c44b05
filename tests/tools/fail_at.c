/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a process do when its disk fills up, or can no longer be written? Loaded with
 * LD_PRELOAD, this lets the $FAIL_AT-th call that changes something below $FAIL_AT_FOLDER, and each
 * one after it, fail with the error number $FAIL_AT_ERROR. With $FAIL_AT_COUNT (a file) the number
 * of calls is put there at the end.
 */
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int calls;

#define REAL(name)                                     \
	static __typeof__(name) *real;                 \
	if (!real) {                                   \
		void *found = dlsym(RTLD_NEXT, #name); \
		memcpy(&real, &found, sizeof(real));   \
	}

static long
number(const char *name)
{
	const char *value = getenv(name);

	return value ? strtol(value, NULL, 10) : 0;
}

static bool
is_below(const char *path)
{
	const char *folder = getenv("FAIL_AT_FOLDER");
	size_t length = folder ? strlen(folder) : 0;

	return length && strncmp(path, folder, length) == 0;
}

static bool
descriptor_is_below(int descriptor)
{
	char name[64], path[PATH_MAX];
	ssize_t length;

	snprintf(name, sizeof(name), "/proc/self/fd/%d", descriptor);
	length = readlink(name, path, sizeof(path) - 1);
	if (length <= 0)
		return false;
	path[length] = '\0';
	return is_below(path);
}

/* Counts; true where the call must fail, with errno set. */
static bool
fails(bool ours)
{
	long at = number("FAIL_AT");

	if (!ours)
		return false;
	calls++;
	if (!at || calls < at)
		return false;
	errno = (int)number("FAIL_AT_ERROR");
	return true;
}

__attribute__((destructor)) static void
tell_count(void)
{
	const char *name = getenv("FAIL_AT_COUNT");
	FILE *file = name ? fopen(name, "w") : NULL;

	if (!file)
		return;
	fprintf(file, "%d\n", calls);
	fclose(file);
}

ssize_t
write(int descriptor, const void *bytes, size_t length)
{
	REAL(write)
	return fails(descriptor_is_below(descriptor)) ? -1 : real(descriptor, bytes, length);
}

int
fsync(int descriptor)
{
	REAL(fsync)
	return fails(descriptor_is_below(descriptor)) ? -1 : real(descriptor);
}

int
rename(const char *from, const char *to)
{
	REAL(rename)
	return fails(is_below(to)) ? -1 : real(from, to);
}

int
link(const char *from, const char *to)
{
	REAL(link)
	return fails(is_below(to)) ? -1 : real(from, to);
}

int
unlink(const char *path)
{
	REAL(unlink)
	return fails(is_below(path)) ? -1 : real(path);
}

int
mkdir(const char *path, mode_t mode)
{
	REAL(mkdir)
	return fails(is_below(path)) ? -1 : real(path, mode);
}
