/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can libgit2 read the packs of one folder of objects without reading memory that is not there?
 * Only for git_packs.c, which knows where objects are.
 */
#ifndef INTEGRATIONS_GIT_PACK_FOLDER_H
#define INTEGRATIONS_GIT_PACK_FOLDER_H

#include <stdbool.h>

#include "base/error.h"

/* Every index in `objects`/pack, and its multi-pack-index. ERROR_UNAVAILABLE, naming the file. */
bool pack_folder_is_sound(const char *objects, struct error *err);

#endif
