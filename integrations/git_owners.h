/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who owned which files before the change? CODEOWNERS as the clone has it at one commit, so that no
 * change says itself who may approve it.
 */
#ifndef INTEGRATIONS_GIT_OWNERS_H
#define INTEGRATIONS_GIT_OWNERS_H

#include "core/forge.h"
#include "integrations/git.h"

/* What cannot be read is UNAVAILABLE; where there is no file it is KNOWN, without one. */
void git_owners(struct arena *arena, struct git *git, const char *commit, struct owners_file *out);

#endif
