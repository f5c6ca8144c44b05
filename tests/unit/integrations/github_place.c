/* SPDX-License-Identifier: Apache-2.0 */
/* Does integrations/github_place.c find the API, and does github_token.c keep tokens from others?
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "integrations/github_place.h"
#include "integrations/github_token.h"

static struct arena arena;
static struct error err;

static int
end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static int
begin(void **state)
{
	(void)state;
	unsetenv("CHANGEGATE_GITHUB_TOKEN");
	unsetenv("CHANGEGATE_GITHUB_TOKEN_FILE");
	unsetenv("CHANGEGATE_GITHUB_TOKEN_HOST");
	unsetenv("GH_TOKEN");
	unsetenv("GITHUB_TOKEN");
	unsetenv("GITHUB_API_URL");
	return 0;
}

static void
place_is(const char *repository, const char *api, const char *rest, const char *graphql,
	 const char *host)
{
	struct github_place place;

	if (!github_place(&arena, repository, api, &place, &err))
		fail_msg("%s", err.message);
	assert_string_equal(place.rest, rest);
	assert_string_equal(place.graphql, graphql);
	assert_string_equal(place.host, host);
	assert_string_equal(place.owner, "acme");
	assert_string_equal(place.name, "pay");
	assert_string_equal(place.repository, "acme/pay");
}

static void
finds_the_api(void **state)
{
	(void)state;
	place_is("github.com/acme/pay", NULL, "https://api.github.com",
		 "https://api.github.com/graphql", "api.github.com");
	place_is("Octo.ghe.com/acme/pay", NULL, "https://api.octo.ghe.com",
		 "https://api.octo.ghe.com/graphql", "api.octo.ghe.com");
	place_is("git.example.org/acme/pay", NULL, "https://git.example.org/api/v3",
		 "https://git.example.org/api/graphql", "git.example.org");
	place_is("git.example.org/acme/pay", "https://Proxy.example.org:8443/github/",
		 "https://Proxy.example.org:8443/github",
		 "https://Proxy.example.org:8443/github/graphql", "proxy.example.org:8443");
	place_is("x/acme/pay", "https://y/api/v3/", "https://y/api/v3", "https://y/api/graphql",
		 "y");
}

static void
refuses_what_is_no_repository(void **state)
{
	static const char *const wrong[] = {"github.com/acme",
					    "github.com",
					    "github.com/acme/pay/x",
					    "github.com/acme/..",
					    "github.com/./pay",
					    "github.com//pay",
					    "github.com/acme/",
					    "github.com/a b/pay",
					    "github.com/acme/pay?x",
					    "github.com/acme/p%61",
					    NULL};
	struct github_place place;

	(void)state;
	for (size_t i = 0; wrong[i]; i++)
		if (github_place(&arena, wrong[i], NULL, &place, &err) || err.code != ERROR_USAGE)
			fail_msg("%s", wrong[i]);
	assert_false(github_place(&arena, "github.com/acme/pay", "api", &place, &err));
	assert_false(github_place(&arena, "github.com/acme/pay", "https://", &place, &err));
}

static void
escapes(void **state)
{
	(void)state;
	assert_string_equal(github_escape(&arena, "refs/heads/a&b=#\xc3\xa9~"),
			    "refs%2Fheads%2Fa%26b%3D%23%C3%A9~");
}

/* NULL: no token, with these words. */
static void
token_is(const char *host, const char *wanted, const char *words)
{
	struct secret token RELEASED_BY(secret_release) = {0};
	bool found = github_token(&arena, host, &token, &err);

	if (wanted) {
		if (!found)
			fail_msg("%s", err.message);
		assert_string_equal(token.bytes, wanted);
		return;
	}
	assert_false(found);
	assert_null(token.bytes);
	if (!strstr(err.message, words))
		fail_msg("%s", err.message);
	assert_null(strstr(err.message, "sesame"));
}

static void
our_token_comes_first(void **state)
{
	begin(state);
	token_is("api.github.com", NULL, "no token for api.github.com");
	assert_int_equal(err.code, ERROR_ABSENT);
	setenv("GITHUB_TOKEN", "sesame-3", 1);
	token_is("api.github.com", "sesame-3", NULL);
	setenv("GH_TOKEN", "sesame-2", 1);
	token_is("api.github.com", "sesame-2", NULL);
	setenv("CHANGEGATE_GITHUB_TOKEN", "sesame-1\n", 1);
	token_is("api.github.com", "sesame-1", NULL);
	setenv("CHANGEGATE_GITHUB_TOKEN", "", 1);
	token_is("api.github.com", "sesame-2", NULL);
}

static void
a_token_has_its_host(void **state)
{
	begin(state);
	setenv("GITHUB_TOKEN", "sesame-3", 1);
	token_is("evil.example.org", NULL, "GITHUB_TOKEN goes to api.github.com only");
	setenv("GITHUB_API_URL", "https://git.example.org/api/v3", 1);
	token_is("git.example.org", "sesame-3", NULL);
	token_is("api.github.com", NULL, "GITHUB_TOKEN goes to git.example.org only");
	token_is("git.example.org:8443", NULL, "goes to git.example.org only");
	setenv("GITHUB_API_URL", "no address", 1);
	token_is("api.github.com", NULL, "goes to no host only");
	setenv("CHANGEGATE_GITHUB_TOKEN", "sesame-1", 1);
	token_is("api.github.com", "sesame-1", NULL);
	/* A better token that may not go there is no reason to send another one. */
	token_is("git.example.org", NULL, "CHANGEGATE_GITHUB_TOKEN goes to api.github.com only");
	setenv("CHANGEGATE_GITHUB_TOKEN_HOST", "git.example.org:8443", 1);
	token_is("git.example.org:8443", "sesame-1", NULL);
	token_is("api.github.com", NULL, "goes to git.example.org:8443 only");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_api),
		cmocka_unit_test(refuses_what_is_no_repository),
		cmocka_unit_test(escapes),
		cmocka_unit_test(our_token_comes_first),
		cmocka_unit_test(a_token_has_its_host),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
