/* SPDX-License-Identifier: Apache-2.0 */
/* Which files does a change request change, by the clone or else by the forge? */
#ifndef CHECKS_PULL_PATHS_H
#define CHECKS_PULL_PATHS_H

#include "core/check.h"

/* NULL: nobody knows. */
const struct texts *paths_of_request(const struct judgement *judgement,
				     const struct change_request *request);

/* Files that say how tests are run: workflows and local actions. */
bool is_test_definition(const char *path);

#endif
