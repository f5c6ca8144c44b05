/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How do whole files come from the disk and get there without ever being half there?
 *
 * After a true answer the bytes and the name survive a loss of power. A process killed in between
 * leaves at most a file called ".changegate-<16 hex digits>.tmp", which nobody reads. Messages name
 * the path. Codes: ERROR_ABSENT (no such file or folder), ERROR_CONFLICT (disk_create only),
 * ERROR_UNAVAILABLE (everything else).
 */
#ifndef INTEGRATIONS_DISK_H
#define INTEGRATIONS_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/hash.h"

/* Appends the content of a regular file; more than `limit` bytes is an error. */
bool disk_read(const char *path, size_t limit, struct buffer *out, struct error *err);

/* What the content of a regular file hashes to, which is read piece by piece. */
bool disk_sha256(const char *path, size_t limit, struct sha256 *out, struct error *err);

/*
 * The same as disk_read() of a file in an open folder, unless it is a symbolic link. false, and
 * nothing appended, says no more than that disk_read() is to say why.
 */
bool disk_read_in(int folder, const char *name, size_t limit, struct buffer *out);

/* The same of standard input, whatever it is. */
bool disk_read_stdin(size_t limit, struct buffer *out, struct error *err);

/* Replaces or makes the file in one step; `mode` is subject to the umask. */
bool disk_write_atomic(const char *path, const void *bytes, size_t length, mode_t mode,
		       struct error *err);

/*
 * Makes the file, never over another one: ERROR_CONFLICT if the name is taken, also by a link that
 * leads nowhere. Needs hard links.
 */
bool disk_create(const char *path, const void *bytes, size_t length, mode_t mode,
		 struct error *err);

/* Adds to a regular file, which is made where it is missing. Not in one step, and not durable. */
bool disk_append(const char *path, const void *bytes, size_t length, struct error *err);

/* Bytes of the file; 0 where there is none, or it cannot be said. */
size_t disk_size(const char *path);

/* The folder and those above it, where missing; true if it exists already. */
bool disk_make_folders(const char *path, struct error *err);

/*
 * Fails with "<doing> '<path>': <cause>" for a value of errno: ERROR_ABSENT for ENOENT, otherwise
 * ERROR_UNAVAILABLE. Does not depend on the locale.
 */
bool fail_with_errno(struct error *err, int number, const char *doing, const char *path);

#endif
