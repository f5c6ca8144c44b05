/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who did something? The id decides, the name is decoration. In plain git the id is the mail
 * address after the mailmap, in ASCII lower case ("" if there is none); a forge gives immutable
 * ids. What the mailmap replaced is kept: it may say that two are one, never that one is two.
 */
#ifndef CORE_PERSON_H
#define CORE_PERSON_H

#include "base/fields.h"

struct person {
	const char *id;
	const char *name;
	const char *raw_id;   /* before the mailmap; NULL: the same */
	const char *raw_name; /* before the mailmap; NULL: the same */
	/*
	 * What mailmap, identities and signers of the commit in place made of it; NULL: the same
	 * id. A change may not tell two accounts apart that were one person before it.
	 */
	const char *before_id;
};

extern const struct fields person_fields;

/* Same id; two persons without an id are never the same. */
bool person_equal(const struct person *a, const struct person *b);

/*
 * Might be the same human: an id or a non-empty name in common, before or after the mailmap. ASCII
 * case, white space, invisible characters and combining marks, and the "+tag" of an address aside.
 * For excluding only: it never grants anything.
 */
bool person_may_be(const struct person *a, const struct person *b);

/* Whoever has a key in common may be the same human: the same question for many at once. */
#define PERSON_KEYS 5
size_t person_keys(struct arena *arena, const struct person *person, const char *keys[PERSON_KEYS]);

/*
 * Does the address say who it is? Something, one "@", and a domain of ASCII letters, digits, "."
 * and "-"; no white space, quotes, brackets, separators, control or invisible characters. It need
 * not exist.
 */
bool address_is_plausible(const char *address);

/* Its id is plausible, before and after the mailmap. */
bool person_is_identified(const struct person *person);

/* ASCII lower case, without dots at the end of the domain. */
char *address_to_id(struct arena *arena, const char *address);

#endif
