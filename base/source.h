/* SPDX-License-Identifier: Apache-2.0 */
/* Where in a document is the mistake? Shows the line and points at the column. */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include <stddef.h>

#include "base/error.h"

/* A document as it was read, for messages that show a line of it. */
struct source_text {
	const char *name; /* file name as shown to people */
	const char *bytes;
	size_t length;
};

/*
 * Fails with ERROR_FORMAT: "name:line:column: <message>", the offending line (made safe to show)
 * and a caret below the column. With line 0, or without a source, only what is known.
 */
bool fail_at(struct error *err, const struct source_text *source, unsigned line, unsigned column,
	     const char *format, ...) FORMATTED(5, 6);

#endif
