/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What went wrong, in words and with one consequence?
 *
 * Functions return bool and take a caller-owned `struct error *` as last parameter. true: done.
 * false: outputs are untouched and the message reads outward-in, "doing: doing: cause".
 * A failed control is a finding (core/finding.h), never an error.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

#include "base/attributes.h"
#include "base/limits.h"

/* Each code has one consequence; exit statuses are those of changegate(1). */
enum error_code {
	ERROR_NONE,
	ERROR_USAGE,       /* wrong command line or environment: status 2 */
	ERROR_FORMAT,      /* bytes that are not what they should be: status 2, unless re-coded */
	ERROR_UNAVAILABLE, /* could not find out: status 3 */
	ERROR_LEDGER,      /* record, signature or ledger: status 4 */
	ERROR_CONFLICT,    /* somebody else was faster: collect again, then status 4 */
	ERROR_ABSENT,      /* no such thing: the caller decides; status 3 if it does not */
	ERROR_BUG,         /* ours: status 70 */
};

struct error {
	enum error_code code;
	char message[LIMIT_ERROR_BYTES];
};

/* Sets the error; always returns false: `return fail(err, ERROR_FORMAT, "...")`. */
bool fail(struct error *err, enum error_code code, const char *format, ...) FORMATTED(3, 4);

/* Puts "<doing>: " before the message and keeps the code; always returns false. */
bool fail_while(struct error *err, const char *format, ...) FORMATTED(2, 3);

/* The same failure with another consequence; always returns false. */
bool fail_as(struct error *err, enum error_code code);

#endif
