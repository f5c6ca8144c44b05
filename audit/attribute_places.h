/* SPDX-License-Identifier: Apache-2.0 */
/* Which place has an attribute, and who fills it? A part of attributes.h. */
#ifndef AUDIT_ATTRIBUTE_PLACES_H
#define AUDIT_ATTRIBUTE_PLACES_H

#include "audit/attributes.h"

/* In the order of `attributes`. */
enum place {
	A,
	A1,
	A2,
	B,
	UAT,
	C,
	C2,
	D,
	E,
	F,
	G,
	H,
	I,
	J,
	K,
	EM1,
	EM2,
	EM3,
	EM4,
	EM5,
};

/* Which of several outcomes is told of all? The heaviest: a deviation first, what does not apply
 * last. */
int attribute_weight(int outcome);

/* What the verdict of a finding says. */
int attribute_of_verdict(int verdict);

void attribute_say(struct attribute_outcome *out, int outcome, const char *because);

/* A1 and A2, which rest on what a tracker told. */
void attributes_of_ticket(const struct record *record, struct attribute_outcome *outcomes);

/* UAT, by the tests that the policy calls so. */
void attributes_of_acceptance(const struct record *record, struct attribute_outcome *out);

/* EM1 to EM5, of a record of any kind. */
void attributes_of_emergency(const struct record *record, const struct deployed *deployed,
			     struct attribute_outcome *outcomes);

#endif
