/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much of one file is in another? The measure by which git takes a file for a renamed one:
 * bytes of equal lines (long ones in pieces of 64), wherever they stand, of the larger file's
 * bytes.
 */
#ifndef INTEGRATIONS_GIT_SIMILARITY_H
#define INTEGRATIONS_GIT_SIMILARITY_H

#include "integrations/git_objects.h"

#define SIMILARITY_FULL 60000u

struct span {
	uint64_t hash;
	uint64_t bytes; /* of all lines with this hash */
};

struct spans {
	struct span *at; /* by hash */
	size_t count;
	size_t length; /* of the file */
};

void spans_read(struct spans *spans, const struct object *object);
void spans_release(struct spans *spans);

/* 0 to SIMILARITY_FULL. */
unsigned spans_similarity(const struct spans *from, const struct spans *to);

#endif
