/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do commits and tags say of reviews and tickets? Trailers and subjects are text that anybody
 * could have written, so never more than `claimed`; signatures under merges and tags are `verified`
 * where an allowed signer made them. For repositories without a forge.
 */
#ifndef INTEGRATIONS_PLAIN_GIT_H
#define INTEGRATIONS_PLAIN_GIT_H

#include "base/arena.h"
#include "core/evidence.h"
#include "core/policy.h"
#include "integrations/git_carried.h"
#include "integrations/git_tags.h"
#include "integrations/people.h"

/*
 * One approval for each trailer whose key is one of `trailers` (ASCII case aside), for each signed
 * merge of the first-parent line, for each tag of a request's commit, of its head or of a merge on
 * the way to that (merges_inside.h), and for each commit that `carried` shows to be what a tag
 * approved. More than LIMIT_APPROVALS makes the reviews UNAVAILABLE.
 */
void plain_git_reviews(struct arena *arena, const struct change *change,
		       const struct texts *trailers, const struct people *people,
		       const struct approving_tags *tags, const struct carried_list *carried,
		       struct reviews *reviews);

/*
 * Every key in a subject or in a `Refs:` or `Ticket:` trailer, whether or not the rules accept it.
 * A pattern that hits its limits makes the tickets UNAVAILABLE.
 */
void plain_git_tickets(struct arena *arena, const struct change *change,
		       const struct ticket_rules *rules, struct tickets *tickets);

#endif
