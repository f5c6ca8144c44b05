/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Was what a tag approved carried over into the branch under another id, by a squash or a rebase?
 * Decided by content alone: a squash is exactly what merging the tagged head into the commit's
 * parent gives; a rebase is the tagged commits one by one, each with an equal diff.
 *
 * It counts once. What was merged, squashed or rebased before, on any way into the request's first
 * parent or into what is in place, is SPENT, be it still there or taken back. That holds for the
 * head of a merge, too, and for a merge on the way to that, if it or that head was brought.
 */
#ifndef INTEGRATIONS_GIT_CARRIED_H
#define INTEGRATIONS_GIT_CARRIED_H

#include "core/evidence.h"
#include "integrations/git_tags.h"

struct carried {
	const struct approving_tag *tag;
	const char *commit;    /* of a direct change request; or what the tag names, SPENT */
	int content;           /* enum content: not OWN */
	struct change *behind; /* what the head had and the branch had not; NULL of DIFFERS; of
				  SPENT if there is nothing */
};

struct carried_list {
	LIST(struct carried) all;
};

/*
 * For tags that name no commit of the change, or a merge on the way; of those that name that or a
 * head, also whether it is SPENT.
 * At most LIMIT_CARRIED comparisons are made, the youngest tags first: what is not compared is not
 * approved.
 */
void git_carried(struct arena *arena, struct git *git, const struct change *change,
		 const struct approving_tags *tags, const struct signing *signing,
		 struct carried_list *list);

#endif
