/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a file get to the disk piece by piece, and yet whole or not at all? Under a temporary
 * name beside it, as disk_create() does it at once: see disk.h for what is left by a process that
 * is killed, and for the codes of errors.
 */
#ifndef INTEGRATIONS_DISK_NEW_H
#define INTEGRATIONS_DISK_NEW_H

#include "integrations/disk.h"

struct new_file {
	char *path;              /* NULL: not begun, or put in place */
	struct buffer temporary; /* its name until then */
	int descriptor;          /* -1: closed */
};

/* What was begun is to be released, also after it was put in place. */
bool new_file_begin(struct new_file *file, const char *path, mode_t mode, struct error *err);
bool new_file_add(struct new_file *file, const void *bytes, size_t length, struct error *err);

/* Never over another file: as disk_create(). */
bool new_file_create(struct new_file *file, struct error *err);
/* In the place of whatever is there: as disk_write_atomic(). */
bool new_file_replace(struct new_file *file, struct error *err);

/* Nothing is left of it where it was not put in place. */
void new_file_release(struct new_file *file);

#endif
