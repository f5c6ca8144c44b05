/* SPDX-License-Identifier: Apache-2.0 */
/* Does integrations/http_url.c take addresses in one way only, and keep redirects on their host? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/text.h"
#include "integrations/http_url.h"

static struct arena arena;

static int
end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static struct http_url
reads(const char *text, bool plain, const char *host, const char *path)
{
	struct http_url url = {0};
	struct error err = {0};

	if (!http_url_parse(&arena, text, plain, &url, &err))
		fail_msg("%s: %s", text, err.message);
	assert_string_equal(url.host, host);
	assert_string_equal(url.path, path);
	assert_true(url.plain == plain);
	assert_true(text_starts_with(url.text, plain ? "http://" : "https://"));
	assert_true(text_ends_with(url.text, path));
	return url;
}

static void
refuses(const char *text, bool plain, const char *says)
{
	struct http_url url = {.text = "untouched"};
	struct error err = {0};

	if (http_url_parse(&arena, text, plain, &url, &err))
		fail_msg("'%s' was taken for %s", text, url.text);
	assert_int_equal(err.code, ERROR_USAGE);
	assert_string_equal(url.text, "untouched");
	if (!strstr(err.message, says))
		fail_msg("'%s': %s", text, err.message);
}

static void
good_addresses(void **state)
{
	(void)state;
	reads("https://api.github.com/repos/a/b?per_page=100&q=a+b", false, "api.github.com",
	      "/repos/a/b?per_page=100&q=a+b");
	reads("https://Git.Example.ORG:443/x", false, "git.example.org", "/x");
	reads("https://git.example.org:8443/x", false, "git.example.org:8443", "/x");
	reads("https://a.b", false, "a.b", "/");
	reads("https://a.b?x=/../", false, "a.b", "/?x=/../");
	reads("https://a.b/acme%2Fpay/v1..v2/.hidden/...?not[x]=%2E", false, "a.b",
	      "/acme%2Fpay/v1..v2/.hidden/...?not[x]=%2E");
	reads("http://127.0.0.1:81/x", true, "127.0.0.1:81", "/x");
	reads("http://localhost:80/x", true, "localhost", "/x");
	assert_string_equal(reads("https://A.b:443?x", false, "a.b", "/?x").text, "https://a.b/?x");
}

static void
bad_addresses(void **state)
{
	char *many = arena_allocate(&arena, LIMIT_URL_BYTES + 2);

	(void)state;
	memset(many, 'a', LIMIT_URL_BYTES + 1);
	memcpy(many, "https://a/", 10);
	refuses(many, false, "longer than");
	refuses("http://127.0.0.1/x", false, "not encrypted");
	refuses("http://example.org/x", true, "not encrypted");
	refuses("http://127.0.0.1.example.org/x", true, "not encrypted");
	refuses("HTTPS://a.b/", false, "https://");
	refuses("//a.b/", false, "https://");
	refuses("", false, "https://");
	refuses("https:///x", false, "no host");
	refuses("https://a.b\\c/", false, "no host");
	refuses("https://a.b:0/", false, "no host");
	refuses("https://a.b:99999/", false, "no host");
	refuses("https://user@a.b/", false, "user name");
	refuses("https://user:password@a.b/", false, "user name");
	refuses("https://a.b/x#y", false, "unescaped");
	refuses("https://a.b/#", false, "unescaped");
	refuses("https://a.b/x y", false, "unescaped");
	refuses("https://a.b/x\ny", false, "unescaped");
	refuses("https://a.b/\xc3\xa9", false, "unescaped");
	refuses("https://a.b/a/../b", false, "'..'");
	refuses("https://a.b/..", false, "'..'");
	refuses("https://a.b/.?x", false, "'.'");
	refuses("https://a.b/%2e%2E/b", false, "'%'");
	refuses("https://a.b/%0d%0a", false, "'%'");
	refuses("https://a.b/?x=%0A", false, "'%'");
	refuses("https://a.b/%", false, "'%'");
	refuses("https://a.b/%4", false, "'%'");
	refuses("https://a.b/%7f", false, "'%'");
}

static void
leads(const char *from, const char *location, const char *to)
{
	struct http_url start, found = {0};
	struct error err = {0};

	assert_true(http_url_parse(&arena, from, true, &start, &err));
	if (!http_url_redirect(&arena, &start, location, &found, &err))
		fail_msg("%s: %s", location, err.message);
	assert_string_equal(found.text, to);
}

static void
leads_nowhere(const char *from, const char *location, const char *says, const char *and_says)
{
	struct http_url start, found = {.text = "untouched"};
	struct error err = {0};

	assert_true(http_url_parse(&arena, from, true, &start, &err));
	if (http_url_redirect(&arena, &start, location, &found, &err))
		fail_msg("%s was followed to %s", location, found.text);
	assert_int_equal(err.code, ERROR_UNAVAILABLE);
	assert_string_equal(found.text, "untouched");
	if (!strstr(err.message, says) || !strstr(err.message, and_says))
		fail_msg("%s: %s", location, err.message);
}

static void
redirects(void **state)
{
	(void)state;
	leads("https://a.b/x", "/y?z", "https://a.b/y?z");
	leads("https://a.b:81/x", "/y", "https://a.b:81/y");
	leads("https://a.b/x", "https://A.B:443/y", "https://a.b/y");
	leads("https://a.b/x", "//a.b/y", "https://a.b/y");
	leads("http://127.0.0.1:81/x", "/y", "http://127.0.0.1:81/y");
	leads_nowhere("https://a.b/x", "https://c.d/y", "https://a.b ", "https://c.d,");
	leads_nowhere("https://a.b/x", "//c.d/y", "https://a.b ", "https://c.d,");
	leads_nowhere("https://a.b/x", "https://a.b:81/y", "https://a.b ", "https://a.b:81,");
	leads_nowhere("https://a.b/x", "http://a.b/y", "https://a.b ", "http://a.b,");
	leads_nowhere("https://a.b/x", "http://a.b:443/y", "https://a.b ", "http://a.b:443,");
	leads_nowhere("https://a.b/x", "https://a.b.c.d/y", "https://a.b ", "https://a.b.c.d,");
	leads_nowhere("https://a.b/x", "https://a.b@c.d/y", "cannot be followed", "user name");
	leads_nowhere("https://a.b/x", "y", "cannot be followed", "https://");
	leads_nowhere("https://a.b/x", "", "cannot be followed", "https://");
	leads_nowhere("https://a.b/x", "?y", "cannot be followed", "https://");
	leads_nowhere("https://a.b/x", "/\\c.d/", "cannot be followed", "unescaped");
	leads_nowhere("https://a.b/x", "///c.d/", "cannot be followed", "no host");
	leads_nowhere("https://a.b/x", "/y#z", "cannot be followed", "unescaped");
	leads_nowhere("https://a.b/x", "file:///etc/passwd", "cannot be followed", "https://");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(good_addresses, end),
		cmocka_unit_test_teardown(bad_addresses, end),
		cmocka_unit_test_teardown(redirects, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
