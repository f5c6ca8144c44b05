/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a commit do nothing to its first parent but move digests of artefacts? Each file that it
 * changes must be the same before and after, byte by byte, but for digests at the same places: a
 * digest is `sha256:` and 64 lower-case hex digits, where no letter, digit or one of `._+-` is
 * before or behind it. No file comes, goes, or changes its kind.
 */
#ifndef INTEGRATIONS_GIT_DIGEST_MOVES_H
#define INTEGRATIONS_GIT_DIGEST_MOVES_H

#include <stdint.h>

#include "base/list.h"
#include "core/promoted.h"
#include "integrations/git.h"
#include "integrations/git_objects.h"

#define DIGEST_MOST_FILE_BYTES ((size_t)1024 * 1024)
#define DIGEST_MOST_READ_BYTES (UINT64_C(1) << 30) /* of all commits of a deploy */

/*
 * What the commit, given as 40 hex digits, does; files that none of `paths` matches are beside it.
 * What cannot be read is a `why`. Bytes that were read are added to *read, for all commits of a
 * deploy: beyond a limit nothing is found to be just moves.
 */
void git_digest_moves(struct arena *arena, struct git *git, const char *commit,
		      const struct texts *paths, uint64_t *read, struct digest_moves *out);

/*
 * Which files of a commit that one of `paths` matches have this digest? More than 2,000, or
 * one that cannot be read, is UNAVAILABLE.
 */
void git_digest_files(struct arena *arena, struct git *git, const char *commit,
		      const struct texts *paths, const char *digest, struct workload_files *out);

/* The moves from one content of a file to another; false: something else differs. */
bool digest_moves_between(struct arena *arena, const char *path, const struct object *before,
			  const struct object *after, struct digest_moves *out);

/* How often is a digest in a text? */
size_t digest_count(const struct object *text, const char *digest);

#endif
