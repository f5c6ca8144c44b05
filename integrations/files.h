/* SPDX-License-Identifier: Apache-2.0 */
/* Which files are in a folder, and which below it match a glob? Symbolic links are not followed. */
#ifndef INTEGRATIONS_FILES_H
#define INTEGRATIONS_FILES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/list.h"

enum file_kind { FILE_REGULAR, FILE_FOLDER, FILE_LINK, FILE_OTHER };

struct file_entry {
	const char *name;
	enum file_kind kind;
	bool executable; /* by its owner */
};

struct file_entries {
	struct file_entry *at;
	size_t count;
};

/* What is in a folder, without "." and "..", in byte order of names. */
bool folder_read(struct arena *arena, const char *path, struct file_entries *entries,
		 struct error *err);

/*
 * What is below `root` and matches, but for folders: names are paths relative to it, sorted.
 * Folders called ".git" are not looked into. More than `limit` is ERROR_UNAVAILABLE.
 */
bool files_matching(struct arena *arena, const char *root, const char *glob, size_t limit,
		    struct file_entries *matches, struct error *err);

#endif
