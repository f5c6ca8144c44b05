/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Do the commit-graphs of this clone say what its objects say? Finds them where git does, one file
 * or a chain of them, and compares what they list with the commits that were read.
 */
#ifndef INTEGRATIONS_GIT_GRAPH_FILES_H
#define INTEGRATIONS_GIT_GRAPH_FILES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/list.h"
#include "integrations/git_objects.h"

/*
 * Appends one sentence for a file that is broken or disagrees about some commit. The checksum at
 * the end is computed, too: git does not look at it, but a wrong one shows that no git wrote the
 * file. ERROR_UNAVAILABLE if a file cannot be read.
 */
bool graph_files_compare(struct arena *arena, struct git *git, struct texts *altered,
			 struct error *err);

/* A file as people find it: ".git/info/grafts", or its whole path where that would be wrong. */
const char *path_shown(struct arena *arena, const struct git *git, const char *path);

/* The next line without white space around it, from `at` on; false at the end. */
bool file_line(struct arena *arena, const struct buffer *file, size_t *at, const char **line);

#endif
