/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Was what a tag approved carried over into the branch under another id, by a squash or a rebase?
 * Decided by content alone: a squash is exactly what merging the tagged head into the commit's
 * parent gives; a rebase is the tagged commits one by one, each with an equal diff.
 */
#ifndef INTEGRATIONS_GIT_CARRIED_H
#define INTEGRATIONS_GIT_CARRIED_H

#include "core/evidence.h"
#include "integrations/git_tags.h"

struct carried {
	const struct approving_tag *tag;
	const char *commit;    /* of a direct change request */
	int content;           /* enum content: SQUASHED, REBASED or DIFFERS */
	struct change *behind; /* what the head had and the branch had not; NULL of DIFFERS */
};

struct carried_list {
	LIST(struct carried) all;
};

/*
 * For tags that name no commit of the change and no head of it. At most LIMIT_CARRIED comparisons
 * are made, the youngest tags first: what is not compared is not approved.
 */
void git_carried(struct arena *arena, struct git *git, const struct change *change,
		 const struct approving_tags *tags, const struct signing *signing,
		 struct carried_list *list);

#endif
