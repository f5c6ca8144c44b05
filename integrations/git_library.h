/* SPDX-License-Identifier: Apache-2.0 */
/* How is libgit2 started, so that nobody's configuration has a say in what it does? */
#ifndef INTEGRATIONS_GIT_LIBRARY_H
#define INTEGRATIONS_GIT_LIBRARY_H

#include "base/error.h"

/*
 * Before anything else of the library, as often as one likes; each call wants its own
 * git_libgit2_shutdown(). The user's and the machine's configuration has no effect, every object is
 * checked, and what is written reaches the disk. ERROR_UNAVAILABLE.
 */
bool git_library_begin(struct error *err);

#endif
