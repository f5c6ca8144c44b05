/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is this JSON by our rules (base/json.h), and where does each value begin? Only base/json.c asks:
 * what passes here is parsed by cJSON, which is too lenient to be asked alone.
 */
#ifndef BASE_JSON_SCAN_H
#define BASE_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

/* Offsets of the first byte of every key and every value, in the order of the document. */
struct json_marks {
	uint32_t *at;
	size_t count, capacity;
};

bool json_scan(const char *bytes, size_t length, struct json_marks *marks, struct error *err);

void json_marks_release(struct json_marks *marks);

/*
 * The integer at `at`; returns the byte behind it, or NULL with *problem saying why there is no
 * integer that we accept: wrong grammar, a fraction, an exponent, beyond 2^53.
 */
const char *json_read_integer(const char *at, const char *end, int64_t *integer,
			      const char **problem);

#endif
