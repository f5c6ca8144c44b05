/* SPDX-License-Identifier: Apache-2.0 */
/* How many change requests of a deploy name the same ticket? (controls A2.07) */
#ifndef CHECKS_TICKET_REUSE_H
#define CHECKS_TICKET_REUSE_H

#include "core/change_index.h"
#include "core/check.h"

struct ticket_uses {
	struct texts keys; /* one for each request that names it */
};

/* Of all requests that are judged; counted once. */
void ticket_count_uses(struct judgement *judgement, const struct change_index *index,
		       struct ticket_uses *out);

size_t ticket_uses_of(const struct ticket_uses *uses, const char *key);

#endif
