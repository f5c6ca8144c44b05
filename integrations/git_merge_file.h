/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does merging two versions of a text give? Line by line, against the version that both come
 * from, by nothing but the bytes: no attributes, no merge drivers, no configuration.
 */
#ifndef INTEGRATIONS_GIT_MERGE_FILE_H
#define INTEGRATIONS_GIT_MERGE_FILE_H

#include "base/buffer.h"
#include "base/error.h"
#include "integrations/git_objects.h"

/*
 * The same lines may be paired in different ways, and people's tools use different ones. A result
 * of any of them has nothing but what the two sides changed, at places that the lines around it
 * name; so whichever of them a merge has, nobody wrote it by hand.
 */
enum text_merge { TEXT_MERGE_PATIENCE, TEXT_MERGE_MYERS, TEXT_MERGES };

struct three_texts {
	const struct object *base, *ours, *theirs;
};

/* As git tells: a NUL among the first bytes. */
bool text_is_binary(const struct object *object);

/*
 * *clean is false if both changed the same lines; `out` then has both versions of these lines
 * between markers: as a base such a place fits neither side, so that sides that differ there
 * conflict again.
 */
bool text_merge(enum text_merge how, const struct three_texts *texts, struct buffer *out,
		bool *clean, struct error *err);

#endif
