/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a change request take back, or repeat, exactly what another one brought that was judged
 * before? Then a policy may let it inherit that one's approval or ticket. Commit messages only say
 * where to look; what counts is content that was compared in the clone, and an allowed record.
 */
#ifndef CORE_INHERITANCE_H
#define CORE_INHERITANCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fields.h"

enum inheritance_kind {
	INHERITS_INVERSE, /* a revert: it takes back what the other one brought */
	INHERITS_SAME,    /* a backport: it brings the same into a branch that never had it */
};

struct inheritance {
	int kind;         /* enum inheritance_kind */
	const char *from; /* first-parent commit of the other request; or what the message names */
	const char *why;  /* NULL: it is proven; else what is wrong */
	/* Of what is proven, one of them. */
	const char *digest; /* of both diffs (of the other one backwards, if it is taken back) */
	bool recomputed;    /* a revert: exactly what taking it back gives on top of the parent */
	/* Where the other one was judged; NULL: no allowed record has it. */
	const char *record; /* payload digest */
	const char *record_id;
	const char *approval; /* code of its own approval there; NULL: it did not pass */
	const char *ticket;   /* that counted there; NULL: none did */
};

extern const struct fields inheritance_fields;

#endif
