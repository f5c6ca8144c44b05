/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which tickets does a text name? "PAY-311": a project of 2 to 10 upper-case letters, digits and
 * underscores, then a number, standing alone. UTF-8 and SHA-256 have that form too: only the
 * policy's list of projects tells them from tickets, so finding a key says nothing yet.
 */
#ifndef CORE_TICKET_KEY_H
#define CORE_TICKET_KEY_H

#include "base/arena.h"
#include "base/error.h"
#include "base/list.h"
#include "base/pattern.h"

/* The built-in grammar as PCRE2. */
extern const char ticket_key_grammar[];

/* The policy's own pattern, or the built-in grammar if it is NULL. */
bool ticket_pattern_compile(const char *policy_pattern, struct pattern **pattern,
			    struct error *err);

/* All keys in `text` (valid UTF-8), in order, each once. A match limit reached is an error. */
bool ticket_keys_find(struct arena *arena, const struct pattern *pattern, const char *text,
		      struct texts *keys, struct error *err);

/* "PAY" of "PAY-311": what stands before the last hyphen; the whole text if there is none. */
char *ticket_project(struct arena *arena, const char *key);

#endif
