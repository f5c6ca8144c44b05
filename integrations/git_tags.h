/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which tags approve something? An annotated tag of a commit whose message has a trailer
 * `Approves:` with the full id of that very commit; whether it counts depends on its signature. A
 * release tag has no such trailer, and approves nothing.
 */
#ifndef INTEGRATIONS_GIT_TAGS_H
#define INTEGRATIONS_GIT_TAGS_H

#include "integrations/git.h"
#include "integrations/git_signed.h"

struct approving_tag {
	const char *id;   /* of the tag object */
	const char *head; /* the commit that it is of */
	const char *text; /* "refs/tags/review-7: Approves: <id>" */
	int64_t time;     /* the tagger's claim */
	struct person tagger;
	struct signature *signature; /* NULL: not signed */
};

struct approving_tags {
	LIST(struct approving_tag) all; /* by the name of the ref */
};

/*
 * More than LIMIT_TAGS tags are ERROR_UNAVAILABLE; a tag whose object is missing or broken
 * approves nothing.
 */
bool git_approving_tags(struct arena *arena, struct git *git, const struct signing *signing,
			struct approving_tags *tags, struct error *err);

#endif
