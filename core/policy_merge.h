/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a policy say together with the one it extends, and is it nowhere looser? Both work on
 * documents, not on structs: only there is "says nothing" different from "says the default". What
 * the parent does not say, the child is free to say.
 */
#ifndef CORE_POLICY_MERGE_H
#define CORE_POLICY_MERGE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/node.h"
#include "base/source.h"

/*
 * The child, with what it leaves unsaid taken from the parent (keys of groups and of named things;
 * a list is taken as a whole). Positions are the child's; what comes from the parent has none.
 */
const struct node *policy_merge(struct arena *arena, const struct node *parent,
				const struct node *child);

/*
 * Fails where the merged `child` is looser than `parent` says, by the direction of each field. Both
 * have been read by the field table of the policy already (or are a part of one that has).
 */
bool policy_only_tightens(struct arena *arena, const struct node *parent, const char *parent_name,
			  const struct node *child, const struct source_text *source,
			  struct error *err);

#endif
