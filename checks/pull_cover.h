/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is a change request covered by what a forge knows of it? It came by a request that was merged
 * where it is deployed from, its content is what was reviewed, the forge knows whose it is, and
 * enough people approve (controls A3). Of several requests that brought it the worst counts.
 */
#ifndef CHECKS_PULL_COVER_H
#define CHECKS_PULL_COVER_H

#include "checks/approvers.h"

void cover_by_forge(struct judgement *judgement, const struct change_index *index,
		    const struct change_request *request, const struct demand *demand,
		    struct cover *out);

#endif
