/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a commit say, of whom and in words? Author, committer, co-authors, subject and trailers
 * of raw commits, within the limits of one deploy.
 */
#ifndef INTEGRATIONS_GIT_MESSAGES_H
#define INTEGRATIONS_GIT_MESSAGES_H

#include "core/change.h"
#include "integrations/git_objects.h"
#include "integrations/people.h"

struct messages {
	struct arena *arena;
	const struct people *people;
	size_t trailers, text_bytes; /* so far */
};

/* Fills all but id, tree, parents and what is known of content and signature. ERROR_UNAVAILABLE. */
bool messages_read(struct messages *messages, const struct object *object, struct commit *commit,
		   struct error *err);

#endif
