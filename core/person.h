/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who did something? The id decides, the name is decoration. In plain git the id is the mail
 * address after the mailmap, in ASCII lower case ("" if there is none); a forge gives immutable
 * ids.
 */
#ifndef CORE_PERSON_H
#define CORE_PERSON_H

#include "base/fields.h"

struct person {
	const char *id;
	const char *name;
};

extern const struct fields person_fields;

/* Same id; two persons without an id are never the same. */
bool person_equal(const struct person *a, const struct person *b);

/*
 * Might be the same human: same id, or the same non-empty name (ASCII case and white space aside).
 * For excluding only: it never grants anything.
 */
bool person_may_be(const struct person *a, const struct person *b);

#endif
