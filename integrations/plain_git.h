/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do commit messages claim? Approvals from trailers, tickets from subjects and trailers: text
 * that anybody could have written, so never more than `claimed`. For repositories without a forge.
 */
#ifndef INTEGRATIONS_PLAIN_GIT_H
#define INTEGRATIONS_PLAIN_GIT_H

#include "base/arena.h"
#include "core/evidence.h"
#include "core/policy.h"
#include "integrations/mailmap.h"

/*
 * One approval for each trailer whose key is one of rules->trailers (ASCII case aside). More than
 * LIMIT_APPROVALS makes the reviews UNAVAILABLE.
 */
void plain_git_reviews(struct arena *arena, const struct change *change,
		       const struct approval_rules *rules, const struct mailmap *mailmap,
		       struct reviews *reviews);

/*
 * Every key in a subject or in a `Refs:` or `Ticket:` trailer, whether or not the rules accept it.
 * A pattern that hits its limits makes the tickets UNAVAILABLE.
 */
void plain_git_tickets(struct arena *arena, const struct change *change,
		       const struct ticket_rules *rules, struct tickets *tickets);

#endif
