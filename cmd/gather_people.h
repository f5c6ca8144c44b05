/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is who, and whose signatures count? Mailmap, identities and allowed signers as the policy
 * has them at the protected ref, and as the policy in force had them at the commit in place.
 */
#ifndef CMD_GATHER_PEOPLE_H
#define CMD_GATHER_PEOPLE_H

#include "cmd/world.h"
#include "integrations/git_signed.h"
#include "integrations/mailmap.h"

struct who {
	struct mailmap *mailmap, *mailmap_before;
	struct allowed_signers signers, signers_at_head, signers_before;
	struct people people;
	struct signing signing;
};

/*
 * `in_place` is the commit in place and `previous` the policy in force; both NULL for a first
 * record. Adds to evidence->sources. A file of signers that is named and cannot be read is
 * ERROR_USAGE.
 */
bool gather_people(struct world *world, const char *in_place, const struct policy *previous,
		   struct evidence *evidence, struct who *out, struct error *err);
void who_release(struct who *who); /* for RELEASED_BY */

#endif
