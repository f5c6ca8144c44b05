/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which host does a text name, in one way only? Stricter than RFC 3986, so that no two parsers can
 * read two hosts in it. Pure.
 */
#ifndef INTEGRATIONS_HOST_H
#define INTEGRATIONS_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Letters, digits, '-', '_' and '.'; not empty, and no option of any program. */
bool host_is_plain_word(const char *at, size_t length);

/* Labels of letters, digits, '-' and '_', none empty, none beginning with '-'. */
bool host_is_name(const char *at, size_t length);

/* "host[:port]": lower case, ":port" behind it unless it is the usual one. false: it is none. */
bool host_read(struct arena *arena, const char *at, size_t length, int64_t usual,
	       const char **host);

/* 127.0.0.0/8 in plain decimal, [::1], localhost; of a host that was read. */
bool host_is_this_machine(const char *host);

#endif
