/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is something in a git folder no file, so that libgit2 would wait for it, perhaps for ever? It
 * opens pipes and devices like files. To be asked before it opens the repository. Sockets are
 * refused, too, but for those of git's own daemons.
 */
#ifndef INTEGRATIONS_GIT_PLAIN_FILES_H
#define INTEGRATIONS_GIT_PLAIN_FILES_H

#include <stdbool.h>

#include "base/error.h"

/*
 * What libgit2 reads of a folder of objects, which may be anywhere: loose ones, packs and info;
 * true if there is none. ERROR_UNAVAILABLE, naming what is no file.
 */
bool objects_are_plain(const char *folder, struct error *err);

/*
 * What libgit2, which was begun, reads of the repository that `path` is in, apart from its objects
 * (git_packs.h): the files in the git folder and the common one, refs, logs and info. True if there
 * is none.
 */
bool repository_is_plain(const char *path, struct error *err);

#endif
