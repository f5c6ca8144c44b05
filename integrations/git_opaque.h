/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What did a change request change that a reviewer could not, or would not, see in its diff?
 *
 * Attributes come from the .gitattributes of the request's own commit, whatever the clone's
 * configuration and files say. Where readers of such a file differ (git_attributes.h), what any of
 * them would hide is hidden: behind a link, a NUL or an overlong line that is all that is below.
 */
#ifndef INTEGRATIONS_GIT_OPAQUE_H
#define INTEGRATIONS_GIT_OPAQUE_H

#include "base/arena.h"
#include "base/error.h"
#include "core/change.h"
#include "integrations/git.h"
#include "integrations/git_folder_rules.h"

/* No forge shows the diff of a larger file (GitHub: 1 MB, GitLab: 200 kB of diff by default). */
#define OPAQUE_SHOWN_BYTES (1024u * 1024)

/* What was read before, by ids; begins as zeros and lives as long as the arena. */
struct opaque_cache {
	struct rules_cache rules;
	struct seen_file *files; /* open addressing; a power of two of places */
	size_t file_count, file_places;
};

/*
 * Adds to out->all, and counts, the opaque ones of the paths that differ between a first parent
 * (NULL: an empty tree) and the commit of a change request, in the order of their bytes. Of one
 * path the first kind that holds: LFS, BINARY, OVERSIZED (each on either side), HIDDEN (-diff, and
 * so `binary`), GENERATED (linguist-generated, gitlab-generated), VENDORED (linguist-vendored).
 * Links and submodules are never opaque.
 *
 * `previous` is the commit in place; if NULL, nothing is hidden by the range. Else hidden_by_range:
 * attributes of the commit hide the path, and those of `previous` did not, or hid less. It is told
 * of all kinds but BINARY, where nothing could be shown, and of files up to 8 MiB.
 *
 * ERROR_UNAVAILABLE: objects are missing, a .gitattributes has
 * more than LIMIT_RULES_BYTES, there are more than LIMIT_OPAQUE paths, or it all costs too much.
 */
bool opaque_list(struct arena *arena, struct git *git, struct opaque_cache *cache,
		 const char *first_parent, const char *commit, const char *previous,
		 struct opaque_changes *out, struct error *err);

#endif
