/* SPDX-License-Identifier: Apache-2.0 */
/* Who answered for the forge, and who says that it was it? And what is a job of a run? */
#include "forge_world.h"

#define ROW(name, ...) TEST(name, begin_forge, __VA_ARGS__)

static struct source *
add_source(struct world *world)
{
	struct source *source = LIST_ADD(&world->arena, &world->evidence.sources);

	*source = (struct source){.kept_by = "github",
				  .name = "POST /graphql",
				  .reference = "example.org",
				  .sha256 = "00",
				  .status = 200,
				  .time = NOW};
	return source;
}

static bool
is_noted(struct world *world)
{
	expect_allowed(world);
	return has_note(find_finding(world, "policy", "POLICY-READ"), "SRC-AUTHORITY-LOCAL");
}

ROW(another_host, {
	facts_of(&world)->host = "api.example.org";
	UNCLEAR("policy", "SRC-HOST-UNPINNED");
	facts_of(&world)->host = "Example.org";
	ALLOWED;
	set_policy(&world, "forge: github", "forge: github\napi: https://api.example.org/x");
	UNCLEAR("policy", "SRC-HOST-UNPINNED");
	facts_of(&world)->host = "api.example.org";
	ALLOWED;
})

/* A policy that moves the API is brought by a deploy that asks where the one in force says. */
ROW(the_policy_in_force_names_the_host, {
	change_policy(&world, "forge: github", "forge: github\napi: https://evil.example");
	facts_of(&world)->host = "evil.example";
	UNCLEAR("policy", "SRC-HOST-UNPINNED");
	facts_of(&world)->host = "example.org";
	ALLOWED;
})

ROW(certificates_of_the_job, {
	struct source *source = add_source(&world);

	assert_false(is_noted(&world));
	source->authorities = "sha256:12";
	assert_true(is_noted(&world));
	source->authorities = NULL;
	source->proxy = "http://proxy:3128";
	assert_true(is_noted(&world));
	source->proxy = "";
	assert_false(is_noted(&world));
})

ROW(certificates_may_be_forbidden, {
	struct source *source = add_source(&world);

	set_policy(&world, "forge: github", "forge: github\nforge_trust: system");
	source->authorities = "sha256:12";
	REFUSED("policy", "SRC-AUTHORITY-LOCAL");
	source->authorities = NULL;
	source->proxy = "http://proxy:3128";
	ALLOWED;
})

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_host),
		cmocka_unit_test(the_policy_in_force_names_the_host),
		cmocka_unit_test(certificates_of_the_job),
		cmocka_unit_test(certificates_may_be_forbidden),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
