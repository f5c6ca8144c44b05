/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a code mean, and what should I do? Every code that changegate prints, once. A released
 * code never changes its meaning.
 */
#ifndef CORE_CODE_H
#define CORE_CODE_H

#include <stddef.h>

struct code {
	const char *name;    /* "APPR-MISSING" */
	const char *control; /* change, ticket, approval, tests, separation, policy, record,
				signature, chain, ledger, admission */
	const char *meaning; /* the rule behind it */
	const char *fix;     /* what to do; NULL where nothing is to be done */
};

/* All of them: by control, in reporting order. */
size_t code_count(void);
const struct code *code_at(size_t index);

const struct code *code_find(const char *name); /* NULL if there is none */

#endif
