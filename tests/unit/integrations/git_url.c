/* SPDX-License-Identifier: Apache-2.0 */
/* Does integrations/git_url.c read good URLs in one way only, and refuse the tricks? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "integrations/git_remote.h"
#include "integrations/git_url.h"

static struct arena arena;

static int
end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void
reads_plain(const char *text, bool plain, enum url_kind kind, const char *user, const char *host,
	    const char *path, const char *written)
{
	struct git_url url = {0};
	struct error err = {0};

	if (!git_url_parse(&arena, text, plain, &url, &err))
		fail_msg("%s: %s", text, err.message);
	assert_int_equal(url.kind, kind);
	assert_true(!user == !url.user && !host == !url.host);
	if (user)
		assert_string_equal(url.user, user);
	if (host)
		assert_string_equal(url.host, host);
	assert_string_equal(url.path, path);
	assert_string_equal(url.text, written);
}

static void
reads(const char *text, enum url_kind kind, const char *user, const char *host, const char *path,
      const char *written)
{
	reads_plain(text, false, kind, user, host, path, written);
	reads_plain(text, true, kind, user, host, path, written);
}

static void
refuses_plain(const char *text, bool plain, const char *says)
{
	struct git_url url = {.text = "untouched"};
	struct error err = {0};

	if (git_url_parse(&arena, text, plain, &url, &err))
		fail_msg("'%s' was taken for %s", text, url.text);
	assert_int_equal(err.code, ERROR_USAGE);
	assert_string_equal(url.text, "untouched");
	if (!strstr(err.message, says))
		fail_msg("'%s': '%s' does not say '%s'", text, err.message, says);
	assert_null(strstr(err.message, "secret"));
}

static void
refuses(const char *text, const char *says)
{
	refuses_plain(text, false, says);
	refuses_plain(text, true, says);
}

static void
https_is_read(void **state)
{
	(void)state;
	reads("https://example.org/acme/pay.git", URL_HTTPS, NULL, "example.org", "/acme/pay.git",
	      "https://example.org/acme/pay.git");
	reads("https://Example.ORG:443/A/b", URL_HTTPS, NULL, "example.org", "/A/b",
	      "https://example.org/A/b");
	reads("https://example.org:8443/a", URL_HTTPS, NULL, "example.org:8443", "/a",
	      "https://example.org:8443/a");
	reads("https://[::1]:1/a", URL_HTTPS, NULL, "[::1]:1", "/a", "https://[::1]:1/a");
	reads("https://192.0.2.1/a%20b", URL_HTTPS, NULL, "192.0.2.1", "/a%20b",
	      "https://192.0.2.1/a%20b");
}

static void
ssh_is_read(void **state)
{
	(void)state;
	reads("ssh://example.org/a", URL_SSH, "git", "example.org", "/a",
	      "ssh://git@example.org/a");
	reads("ssh://bob@example.org:22/a", URL_SSH, "bob", "example.org", "/a",
	      "ssh://bob@example.org/a");
	reads("ssh://bob@example.org:2222/~/a", URL_SSH, "bob", "example.org:2222", "/~/a",
	      "ssh://bob@example.org:2222/~/a");
	reads("git@example.org:acme/pay.git", URL_SSH, "git", "example.org", "acme/pay.git",
	      "git@example.org:acme/pay.git");
	reads("bob@example.org:/srv/pay.git", URL_SSH, "bob", "example.org", "/srv/pay.git",
	      "bob@example.org:/srv/pay.git");
	refuses("example.org:/srv/pay.git", "none of");
}

static void
paths_are_read(void **state)
{
	(void)state;
	reads("/srv/a b.git", URL_PATH, NULL, NULL, "/srv/a b.git", "/srv/a b.git");
	reads("file:///srv/a.git", URL_PATH, NULL, NULL, "/srv/a.git", "/srv/a.git");
	refuses("/srv/a\nb", "control");
	refuses("/srv/a\x1b[31m", "control");
	refuses("srv/a", "none of");
	refuses("./a", "none of");
	refuses("file://host/srv/a", "none of");
	refuses("", "none of");
}

static void
plain_http_stays_on_this_machine(void **state)
{
	static const char *const inside[] = {
		"http://127.0.0.1:8080/a", "http://127.255.0.9/a", "http://localhost/a",
		"http://localhost:1/a",    "http://[::1]:8080/a",  "http://[::1]/a",
	};
	static const char *const outside[] = {
		"http://example.org/a",
		"http://128.0.0.1/a",
		"http://127.0.0.1.example.org/a",
		"http://127.1/a",
		"http://127.0.0.0.1/a",
		"http://127.0.0.x/a",
		"http://127.0.0.1000/a",
		"http://localhost.evil/a",
		"http://localhostx/a",
		"http://[::2]/a",
		"http://[::1:2]/a",
		"http://0x7f.0.0.1/a",
		"http://127./a",
		"http://127.0.0/a",
		"http://2130706433/a",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(inside) / sizeof(inside[0]); i++) {
		struct git_url url;
		struct error err = {0};

		if (!git_url_parse(&arena, inside[i], true, &url, &err))
			fail_msg("%s: %s", inside[i], err.message);
		refuses_plain(inside[i], false, "https");
	}
	for (size_t i = 0; i < sizeof(outside) / sizeof(outside[0]); i++)
		refuses(outside[i], "");
}

static void
passwords_are_refused_and_not_repeated(void **state)
{
	(void)state;
	refuses("https://bob:secret@example.org/a", "password");
	refuses("https://secret@example.org/a", "token");
	refuses("https://:secret@example.org/a", "password");
	refuses("ssh://bob:secret@example.org/a", "password");
	refuses("bob:secret@example.org:a", "password");
	refuses("https://@example.org/a", "token");
}

static void
two_hosts_in_one_text_are_refused(void **state)
{
	static const char *const tricks[] = {
		"https://good.org\\@evil.org/a",
		"https://good.org@evil.org/a",
		"https://good.org#@evil.org/a",
		"https://good.org?@evil.org/a",
		"https://good.org;@evil.org/a",
		"https://good.org%40evil.org/a",
		"https://good.org%00.evil.org/",
		"https://go%6fd.org/a",
		"https://good.org:443:80/a",
		"https://good.org:/a",
		"https://good.org:0/a",
		"https://good.org:065/a",
		"https://good.org:65536/a",
		"https://good.org:4 43/a",
		"https://good.org:443a/a",
		"https://good.org:-1/a",
		"https://good org/a",
		"https://good.org\t/a",
		"https://good.org\n/a",
		"https://\xe2\x80\xae.org/a",
		"https://-good.org/a",
		"https://a.-good.org/a",
		"https://good..org/a",
		"https://.good.org/a",
		"https://good.org./a",
		"https:///a",
		"https://:443/a",
		"https://[::1/a",
		"https://::1/a",
		"https://[::1]x/a",
		"https://[::1%25eth0]/a",
		"https://[]/a",
		"https://[1]/a",
		"https://example.org]/a",
		"https:/good.org/a",
		"HTTPS://good.org/a",
		"http+git://good.org/a",
		"git://good.org/a",
		"ext::sh -c true",
		"ftp://good.org/a",
		"ssh+git://good.org/a",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tricks) / sizeof(tricks[0]); i++)
		refuses(tricks[i], "");
}

static void
options_of_other_programs_are_refused(void **state)
{
	(void)state;
	refuses("ssh://-oProxyCommand=x/a", "");
	refuses("ssh://git@-oProxyCommand=x/a", "");
	refuses("ssh://-x@example.org/a", "");
	refuses("-oProxyCommand=x:a", "");
	refuses("git@-x:a", "");
	refuses("-x@example.org:a", "");
	refuses("git@example.org:-a", "'-'");
	refuses("ssh://git@example.org/-a", "'-'");
	refuses("git@example.org:a/-b", "'-'");
	refuses("git@[::1]:a", "");
	refuses("git@example.org:", "no path");
	refuses("git@:a", "");
}

static void
odd_paths_are_refused(void **state)
{
	(void)state;
	refuses("https://example.org", "no path");
	refuses("https://example.org/", "no path");
	refuses("https://example.org//", "no path");
	refuses("https://example.org/a/../b", "'..'");
	refuses("https://example.org/..", "'..'");
	refuses("https://example.org/./b", "'.'");
	refuses("https://example.org/a%2e%2e/b", "'%'");
	refuses("https://example.org/a%2fb", "'%'");
	refuses("https://example.org/a%00", "'%'");
	refuses("https://example.org/a%0d%0aX", "'%'");
	refuses("https://example.org/a%", "'%'");
	refuses("https://example.org/a%2", "'%'");
	refuses("https://example.org/a?b", "letters");
	refuses("https://example.org/a#b", "letters");
	refuses("https://example.org/a b", "letters");
	refuses("https://example.org/a\\b", "letters");
	refuses("https://example.org/a\r\nHost: evil", "letters");
	refuses("ssh://example.org/a'; true '", "letters");
	refuses("ssh://example.org/$(true)", "letters");
	refuses("ssh://example.org/a`b`", "letters");
}

static void
long_urls_are_refused(void **state)
{
	char text[4000];

	(void)state;
	memset(text, 'a', sizeof(text));
	memcpy(text, "https://a/", 10);
	text[3999] = '\0';
	refuses(text, "longer");
	memset(text, 'a', sizeof(text));
	memcpy(text, "https://", 8);
	memcpy(text + 8 + 254, "/a", 3);
	refuses(text, "host");
}

static void
hosts_are_compared_in_one_form(void **state)
{
	(void)state;
	assert_string_equal(git_url_host(&arena, "Example.org:443"), "example.org");
	assert_string_equal(git_url_host(&arena, "example.org:8443"), "example.org:8443");
	assert_null(git_url_host(&arena, "example.org/a"));
	assert_null(git_url_host(&arena, ""));
	assert_null(git_url_host(&arena, "a@example.org"));
	assert_string_equal(remote_host(&arena, "https://Example.org:444/a"), "example.org:444");
	assert_string_equal(remote_host(&arena, "git@example.org:a"), "example.org");
	assert_null(remote_host(&arena, "/srv/a"));
	assert_null(remote_host(&arena, "https://a:secret@b/c"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(https_is_read),
		cmocka_unit_test(ssh_is_read),
		cmocka_unit_test(paths_are_read),
		cmocka_unit_test(plain_http_stays_on_this_machine),
		cmocka_unit_test(passwords_are_refused_and_not_repeated),
		cmocka_unit_test(two_hosts_in_one_text_are_refused),
		cmocka_unit_test(options_of_other_programs_are_refused),
		cmocka_unit_test(odd_paths_are_refused),
		cmocka_unit_test(long_urls_are_refused),
		cmocka_unit_test(hosts_are_compared_in_one_form),
	};

	return cmocka_run_group_tests(tests, NULL, end);
}
