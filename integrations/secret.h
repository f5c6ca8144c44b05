/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where do keys and tokens come from, and who may see them? Memory of its own that is overwritten
 * before it is given back; never left in an arena, a buffer, a message or a log line.
 */
#ifndef INTEGRATIONS_SECRET_H
#define INTEGRATIONS_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/error.h"

struct secret {
	char *bytes; /* a NUL behind them; NULL while there is no secret */
	size_t length;
};

/* Takes a copy, in the place of what was there. */
void secret_set(struct secret *secret, const void *bytes, size_t length);
void secret_release(struct secret *secret);

/* The same from a buffer that it was put together in, which is overwritten and released. Make room
 * in it first: what a buffer grows out of is not overwritten. */
void secret_take(struct secret *secret, struct buffer *buffer);

/*
 * From the environment variable `environment_name`, or from the file that the variable
 * "<environment_name>_FILE" names. A variable that is set but empty counts as absent: a secret that
 * a pipeline does not have arrives like that. At most LIMIT_KEY_BYTES.
 *
 * ERROR_ABSENT: neither. ERROR_USAGE: both; too large; the file is empty, or others than its owner
 * may use it. ERROR_UNAVAILABLE: the file cannot be read.
 */
bool secret_read(const char *environment_name, struct secret *out, struct error *err);

#endif
