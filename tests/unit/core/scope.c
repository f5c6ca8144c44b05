/* SPDX-License-Identifier: Apache-2.0 */
/* Which files concern every service, and on which of them does the gate itself rest? */
#include "core/scope.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
the_gate_rests_on_its_own_files(void **state)
{
	static const char *const gate[] = {".changegate.yml",   ".changegate/trust.json",
					   ".changegate/a/b",   ".changegate",
					   ".mailmap",          "CODEOWNERS",
					   "docs/CODEOWNERS",   ".github/CODEOWNERS",
					   ".gitlab/CODEOWNERS"};
	static const char *const other[] = {
		"a/.changegate.yml",       "a/.mailmap", "src/CODEOWNERS", ".gitattributes",
		".github/workflows/x.yml", "Makefile",   "keys/signers"};

	(void)state;
	for (size_t i = 0; i < sizeof(gate) / sizeof(gate[0]); i++)
		assert_true(scope_is_fixed_gate(gate[i]));
	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		assert_false(scope_is_fixed_gate(other[i]));
}

static void
the_allowed_signers_are_part_of_it(void **state)
{
	struct policy policy = {.allowed_signers = "keys/signers"};
	struct policy none = {0};

	(void)state;
	assert_true(scope_is_gate(&policy, "keys/signers"));
	assert_true(scope_is_gate(&policy, ".mailmap"));
	assert_false(scope_is_gate(&policy, "keys/other"));
	assert_false(scope_is_gate(&none, "keys/signers"));
}

/* The service claims src/ and everything else is ignored. */
static void
files_of_the_gate_concern_every_service(void **state)
{
	struct service_rules service = {.name = "pay"};
	struct policy policy = {.allowed_signers = "keys/signers"};
	struct arena arena;

	(void)state;
	arena_init(&arena);
	texts_add(&arena, &service.paths, "src/**");
	texts_add(&arena, &policy.ignored, "**");
	*LIST_ADD(&arena, &policy.services) = service;
	assert_true(scope_has_path(&policy, "pay", "src/a.c"));
	assert_true(scope_has_path(&policy, "pay", "keys/signers"));
	assert_true(scope_has_path(&policy, "pay", ".mailmap"));
	assert_true(scope_has_path(&policy, "pay", ".github/CODEOWNERS"));
	assert_true(scope_has_path(&policy, "pay", ".gitattributes"));
	assert_false(scope_has_path(&policy, "pay", "keys/other"));
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_gate_rests_on_its_own_files),
		cmocka_unit_test(the_allowed_signers_are_part_of_it),
		cmocka_unit_test(files_of_the_gate_concern_every_service),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
