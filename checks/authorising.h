/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who answers for an emergency? The people whose signed statements are about just this deploy.
 * Where fewer than two signed and the policy lets the gate count, whoever started the run and
 * whoever opened the gate of its environment do instead, as the forge authenticated them. The two
 * ways are not added up: whose account somebody's key belongs to is not shown.
 */
#ifndef CHECKS_AUTHORISING_H
#define CHECKS_AUTHORISING_H

#include "core/check.h"
#include "core/forge.h"

struct authorising {
	LIST(const struct person *) people;    /* who signed; each a different one */
	LIST(const struct account *) accounts; /* by the gate; each a different one */
	LIST(struct note) refused;             /* one for each that does not count */
	const char *who;                       /* "Alice <a@example.org> and Bob <b@example.org>" */
	bool by_gate;                          /* the accounts count, not the people */
	size_t count;                          /* of those who count */
};

void authorising_read(struct judgement *judgement, struct authorising *out);

/* Whoever started the run and opened its gate. Fills the accounts, and adds to those refused. */
void gate_authorising(struct judgement *judgement, struct authorising *out);

#endif
