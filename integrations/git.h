/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a git repository say? Opens one without hooks and without the user's configuration, and
 * answers in plain facts: ids are 40 lower-case hex digits, objects are read raw and checked
 * against their hash. Replace refs, grafts and commit-graphs have no effect.
 *
 * ERROR_USAGE: not a repository, or one that this program cannot read (SHA-256, foreign owner).
 * ERROR_UNAVAILABLE: objects are missing (shallow or partial clone) or broken. ERROR_ABSENT: no
 * such revision, ref or file. Messages say which command helps.
 */
#ifndef INTEGRATIONS_GIT_H
#define INTEGRATIONS_GIT_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "integrations/git_refs.h"

struct git;

/* From `path` upwards, not across file systems. */
bool git_open(const char *path, struct git **git, struct error *err);
void git_close(struct git **git); /* for RELEASED_BY; NULL inside is fine */

/* Absolute, without a slash at the end; the work tree is NULL in a bare repository. */
const char *git_work_tree(const struct git *git);
const char *git_folder(const struct git *git); /* ".git" */

/*
 * Appends the bytes of a regular file as it is in `commit`. ERROR_ABSENT if there is no such file;
 * ERROR_FORMAT if it is over `limit`, or a folder, symbolic link or submodule.
 */
bool git_file(struct git *git, const char *commit, const char *path, size_t limit,
	      struct buffer *out, char blob[41], struct error *err);

#endif
