/* SPDX-License-Identifier: Apache-2.0 */
/* Where was this repository cloned from? As its own file says: no `insteadOf` applies. */
#ifndef INTEGRATIONS_GIT_ORIGIN_H
#define INTEGRATIONS_GIT_ORIGIN_H

#include "base/arena.h"
#include "base/error.h"

/* `folder` is that of the git data; *url is NULL where there is no origin. ERROR_USAGE: unreadable.
 */
bool git_origin_url(struct arena *arena, const char *folder, const char **url, struct error *err);

/* "github.com/acme/pay" of "git@github.com:acme/pay.git"; NULL: it is a path, or no address. */
const char *git_origin_name(struct arena *arena, const char *url);

#endif
