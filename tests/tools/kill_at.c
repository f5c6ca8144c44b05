/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is left of a process that dies in the middle of its work? Loaded with LD_PRELOAD, this kills
 * the process (SIGKILL) at the $KILL_AT-th call that changes something below $KILL_AT_FOLDER:
 * write, fsync, rename, link, unlink, rmdir, mkdir, before the call is made; with KILL_AT_AFTER=1
 * after it. With $KILL_AT_COUNT (a file) the number of calls is put there when the process ends.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int calls;

/* The function of this name that we stand before. */
#define REAL(name)                                     \
	static __typeof__(name) *real;                 \
	if (!real) {                                   \
		void *found = dlsym(RTLD_NEXT, #name); \
		memcpy(&real, &found, sizeof(real));   \
	}

static bool
is_below(const char *path)
{
	const char *folder = getenv("KILL_AT_FOLDER");
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

static bool
is_time(void)
{
	const char *at = getenv("KILL_AT");

	return at && strtol(at, NULL, 10) == calls;
}

static bool
is_after(void)
{
	const char *after = getenv("KILL_AT_AFTER");

	return after && *after == '1';
}

static void
before(bool ours)
{
	if (!ours)
		return;
	calls++;
	if (is_time() && !is_after())
		raise(SIGKILL);
}

static void
after(bool ours)
{
	if (ours && is_time() && is_after())
		raise(SIGKILL);
}

__attribute__((destructor)) static void
tell_count(void)
{
	const char *name = getenv("KILL_AT_COUNT");
	FILE *file = name ? fopen(name, "w") : NULL;

	if (!file)
		return;
	fprintf(file, "%d\n", calls);
	fclose(file);
}

#define WATCHED(watch, type, call) \
	do {                       \
		bool ours = watch; \
		type answer;       \
		before(ours);      \
		answer = call;     \
		after(ours);       \
		return answer;     \
	} while (0)

ssize_t
write(int descriptor, const void *bytes, size_t length)
{
	REAL(write)
	WATCHED(descriptor_is_below(descriptor), ssize_t, real(descriptor, bytes, length));
}

int
fsync(int descriptor)
{
	REAL(fsync)
	WATCHED(descriptor_is_below(descriptor), int, real(descriptor));
}

int
fdatasync(int descriptor)
{
	REAL(fdatasync)
	WATCHED(descriptor_is_below(descriptor), int, real(descriptor));
}

int
rename(const char *from, const char *to)
{
	REAL(rename)
	WATCHED(is_below(to), int, real(from, to));
}

int
link(const char *from, const char *to)
{
	REAL(link)
	WATCHED(is_below(to), int, real(from, to));
}

int
unlink(const char *path)
{
	REAL(unlink)
	WATCHED(is_below(path), int, real(path));
}

int
rmdir(const char *path)
{
	REAL(rmdir)
	WATCHED(is_below(path), int, real(path));
}

int
mkdir(const char *path, mode_t mode)
{
	REAL(mkdir)
	WATCHED(is_below(path), int, real(path, mode));
}
