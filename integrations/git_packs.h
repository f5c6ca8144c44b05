/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can libgit2 read the packs of a repository without reading memory that is not there, or waiting
 * for a pipe? To be asked before it opens the objects. What appears later, while it reads, is not
 * looked at: git writes indexes that are sound.
 */
#ifndef INTEGRATIONS_GIT_PACKS_H
#define INTEGRATIONS_GIT_PACKS_H

#include <stdbool.h>

#include "base/error.h"

/*
 * Of the folder `common` (as libgit2 writes it, with a slash at the end) and those that its
 * alternates name, as libgit2 follows them: what it reads are files, and
 * every pack index and multi-pack-index is well formed, with all its objects within their packs. An
 * index without its pack is left alone: so it is by git. ERROR_UNAVAILABLE, naming the file.
 */
bool packs_are_sound(const char *common, struct error *err);

#endif
