/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Was just this allowed just now? Answered from one file, without the ledger: the envelope of a
 * record with its receipt behind it. The last question before a deploy, asked where there is no
 * token and perhaps no network.
 */
#ifndef LEDGER_ADMISSION_H
#define LEDGER_ADMISSION_H

#include "base/list.h"
#include "ledger/receipt.h"
#include "ledger/unseal.h"

#define ADMISSION_EARLY_SECONDS 120 /* clocks of two machines */

/* What is about to be deployed; NULL where it is not asked. */
struct admission_request {
	const char *commit; /* 40 hex digits */
	const char *artifact;
	const char *environment;
	const char *service;
	const char *run;      /* number that the platform gave it */
	int64_t now, max_age; /* seconds */
};

struct admission {
	struct unsealed unsealed;
	struct receipt receipt;
};

struct admission_refusal {
	const char *code; /* ADMIT-... */
	const char *why;
};

struct admission_refusals {
	struct admission_refusal *at;
	size_t count;
};

/* Appends the file: the envelope, which ends with a newline, and the receipt. */
void admission_write(struct buffer *out, const void *envelope, size_t length,
		     const struct receipt *receipt);

/*
 * Strict; the record is signed by a trusted key, and in the tree that a trusted checkpoint signs.
 * ERROR_LEDGER; *code is then ADMIT-NOT-INCLUDED, or one of unseal().
 */
bool admission_read(struct arena *arena, const char *bytes, size_t length,
		    const struct trust *trust, struct admission *out, const char **code,
		    struct error *err);

/* Each reason against it; none: it may be deployed. */
void admission_judge(struct arena *arena, const struct admission *admission,
		     const struct admission_request *request, struct admission_refusals *refusals);

#endif
