/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who of many people may be the same human? Whoever has a trait in common with somebody: an
 * address or a name (core/person.h), or the key of a verified signature. Traits are numbers, so
 * that many people are compared in about the time that sorting their traits takes.
 */
#ifndef CHECKS_TRAITS_H
#define CHECKS_TRAITS_H

#include "base/list.h"
#include "core/person.h"

#define TRAITS (PERSON_KEYS + 1)

struct traits {
	size_t at[TRAITS];
	size_t count;
};

struct bearing {
	const char *key;
	size_t *number;
};

/* All traits that are to be compared. */
struct bearings {
	LIST(struct bearing) all;
};

/* `fingerprint` may be NULL. `traits` must stay where it is, and is filled by traits_number(). */
void traits_add(struct arena *arena, struct bearings *bearings, const struct person *person,
		const char *fingerprint, struct traits *traits);

/* Gives each trait its number, equal ones the same; returns how many there are. */
size_t traits_number(struct bearings *bearings);

#endif
