/* SPDX-License-Identifier: Apache-2.0 */
/* Is this JSON by our rules (base/json.h)? Only base/json*.c ask: what passes here is taken as it
 * is.
 */
#ifndef BASE_JSON_SCAN_H
#define BASE_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

bool json_scan(const char *bytes, size_t length, struct error *err);

/* To what ends a text or needs an escape: a quote, a backslash, a control character; or to `end`.
 */
const char *json_skip_plain(const char *at, const char *end);

/*
 * The integer at `at`; returns the byte behind it, or NULL with *problem saying why there is no
 * integer that we accept: wrong grammar, a fraction, an exponent, beyond 2^53.
 */
const char *json_read_integer(const char *at, const char *end, int64_t *integer,
			      const char **problem);

#endif
