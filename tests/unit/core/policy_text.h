/* SPDX-License-Identifier: Apache-2.0 */
/* A good policy that extends nothing, and the same with one part replaced: for the tests of
 * policies. */
#ifndef TESTS_UNIT_CORE_POLICY_TEXT_H
#define TESTS_UNIT_CORE_POLICY_TEXT_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "core/policy.h"

static const char good_policy[] = "version: 1\n"
				  "repository: example.org/acme/pay\n"
				  "tickets:\n"
				  "  projects: [PAY, OPS]\n"
				  "tests:\n"
				  "  required:\n"
				  "    - junit: out/*.xml\n"
				  "environments:\n"
				  "  staging: {}\n"
				  "  production:\n"
				  "    after: staging\n"
				  "ledger:\n"
				  "  store: dir:ledger\n";

/* The first `old` becomes `new`; a test that replaces nothing is a mistake. */
static inline const char *
replaced(struct arena *arena, const char *text, const char *old, const char *new)
{
	const char *at = strstr(text, old);

	assert_non_null(at);
	return arena_format(arena, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
}

static inline bool
read_text(struct arena *arena, const char *text, struct policy *policy, struct error *err)
{
	struct source_text source = {"p.yml", text, strlen(text)};

	return policy_read(arena, &source, policy, err);
}

#endif
