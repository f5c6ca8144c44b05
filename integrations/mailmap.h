/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which addresses belong to one person? The `.mailmap` of one commit (the protected ref's), as
 * gitmailmap(5) has it. The one in the work tree and git's `mailmap.*` settings have no effect.
 */
#ifndef INTEGRATIONS_MAILMAP_H
#define INTEGRATIONS_MAILMAP_H

#include "core/evidence.h"
#include "core/person.h"
#include "integrations/git.h"

struct mailmap;

/*
 * From the bytes of a mailmap file; lines that are none are skipped, as git does. More than
 * LIMIT_MAILMAP_LINES is ERROR_UNAVAILABLE.
 */
bool mailmap_parse(const char *bytes, size_t length, struct mailmap **mailmap, struct error *err);

/*
 * From the blob `.mailmap` at a commit. No file: *mailmap is NULL (everybody is who they say) and
 * source->kept_by is NULL; else *source says what was read.
 */
bool mailmap_read(struct arena *arena, struct git *git, const char *commit,
		  struct mailmap **mailmap, struct source *source, struct error *err);

void mailmap_release(struct mailmap **mailmap);

/*
 * The person behind a name and an address, id as address_to_id() has it; NULL mailmap: unmapped.
 * What the mailmap replaced is in raw_id and raw_name.
 */
void mailmap_resolve(struct arena *arena, const struct mailmap *mailmap, const char *name,
		     const char *address, struct person *person);

#endif
