/* SPDX-License-Identifier: Apache-2.0 */
/* Does integrations/git_ssh.c find the host key in a file of known hosts, and no other? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "integrations/git_ssh.h"

#define KEY "AAAAC3NzaC1lZDI1NTE5AAAAIOne"
#define LINE(names) names " ssh-ed25519 " KEY "\n"

static bool
knows(const char *lines)
{
	return known_hosts_contain(lines, "example.org", KEY);
}

static void
exact_names_are_found(void **state)
{
	(void)state;
	assert_true(knows(LINE("example.org")));
	assert_true(knows(LINE("a,example.org,b")));
	assert_true(knows("example.org\tssh-ed25519  " KEY " comment\r\n"));
	assert_true(knows("# comment\n\n" LINE("other.org") LINE("  example.org")));
	assert_true(knows("example.org ssh-ed25519 " KEY));
	assert_true(known_hosts_contain(LINE("[example.org]:2222"), "[example.org]:2222", KEY));
}

static void
others_are_not(void **state)
{
	(void)state;
	assert_false(knows(""));
	assert_false(knows("\n\n\n"));
	assert_false(knows("example.org"));
	assert_false(knows("example.org ssh-ed25519"));
	assert_false(knows("example.org ssh-ed25519 " KEY "x\n"));
	assert_false(knows("example.org ssh-ed25519 AAAA\n" KEY "\n"));
	assert_false(knows(LINE("xexample.org")));
	assert_false(knows(LINE("example.orgx")));
	assert_false(knows(LINE("[example.org]:2222")));
	assert_false(knows(LINE("*")));
	assert_false(knows(LINE("!example.org")));
	assert_false(knows(LINE("#example.org")));
	assert_false(knows(LINE("# example.org")));
	assert_false(knows("@revoked " LINE("example.org")));
	assert_false(knows("@cert-authority " LINE("example.org")));
	assert_false(knows(LINE("|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg=")));
	assert_false(known_hosts_contain(LINE("example.org"), "[example.org]:2222", KEY));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exact_names_are_found),
		cmocka_unit_test(others_are_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
