/* SPDX-License-Identifier: Apache-2.0 */
/* Does integrations/http_check.c keep odd requests here, and tokens with their host? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/limits.h"
#include "integrations/http_body.h"
#include "integrations/http_check.h"

static struct arena arena;
static struct secret token;
static struct http_request request;

static int
begin(void **state)
{
	(void)state;
	secret_set(&token, "sesame", 6);
	request = http_request_completed(&(struct http_request){
		.url = "https://a.b/x", .token = &token, .token_host = "a.b"});
	return 0;
}

static int
end(void **state)
{
	(void)state;
	secret_release(&token);
	arena_release(&arena);
	return 0;
}

static void
passes(void)
{
	struct error err = {0};

	if (!http_request_check(&request, &err))
		fail_msg("%s", err.message);
}

static void
refused(const char *says)
{
	struct error err = {0};

	assert_false(http_request_check(&request, &err));
	assert_int_equal(err.code, ERROR_USAGE);
	if (!strstr(err.message, says))
		fail_msg("%s", err.message);
	assert_null(strstr(err.message, "sesame"));
	begin(NULL);
}

static void
requests(void **state)
{
	static const char *const good[] = {"X-A: b", "X-A:", "Cookies: 1", "Hos: t", NULL};
	static const char *const ours[][2] = {
		{"AUTHORIZATION: Bearer x"}, {"private-token: x"}, {"Host: c.d"}, {"cookie: a"}};
	static const char *const bad[][2] = {{"X: a\r\nB: c"}, {"X"},  {": a"},
					     {"X a: b"},       {"X;"}, {"X: \x7f"}};

	(void)state;
	passes();
	request.headers = good;
	passes();
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		request.headers = bad[i];
		refused("Name: value");
	}
	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++) {
		request.headers = ours[i];
		refused("not for the caller");
	}
	request.method = "GET / HTTP/1.1\r\n";
	refused("method");
	request.accept = "a\nb";
	refused("type");
	request.method = "POST";
	refused("no body");
	request.body = "";
	refused("where none may be");
	request.method = "POST";
	request.body = "";
	request.body_length = LIMIT_HTTP_BODY_BYTES;
	passes();
	request.body_length++;
	refused("longer than");
	request.token_prefix = "Bearer ";
	refused("Name: value");
	request.url = "https://a.b/?private_token=sesame";
	refused("in the address");
	secret_set(&token, "sesame\n", 7);
	refused("line break");
	secret_set(&token, "ses\0ame", 7);
	refused("line break");
}

static bool
goes_to(const char *token_host, const char *url)
{
	struct http_url parsed;
	struct error err = {0};

	assert_true(http_url_parse(&arena, url, true, &parsed, &err));
	request.token_host = token_host;
	return http_token_goes_to(&arena, &request, &parsed);
}

static void
hosts(void **state)
{
	(void)state;
	assert_true(goes_to("a.b", "https://a.b/x"));
	assert_true(goes_to("A.B:443", "https://a.b/x"));
	assert_true(goes_to("a.b:81", "https://a.b:81/x"));
	assert_true(goes_to("127.0.0.1:81", "http://127.0.0.1:81/x"));
	assert_false(goes_to(NULL, "https://a.b/x"));
	assert_false(goes_to("", "https://a.b/x"));
	assert_false(goes_to("a.b", "https://a.b:81/x"));
	assert_false(goes_to("a.b:81", "https://a.b/x"));
	assert_false(goes_to("b", "https://a.b/x"));
	assert_false(goes_to("a.b", "https://a.b.c/x"));
	assert_false(goes_to("a.b", "https://c.a.b/x"));
	assert_false(goes_to("a.b/x", "https://a.b/x"));
	assert_false(goes_to("127.0.0.1:443", "http://127.0.0.1/x"));
	request.token = NULL;
	assert_false(goes_to("a.b", "https://a.b/x"));
}

static void
labels(void **state)
{
	(void)state;
	assert_string_equal(http_request_label(&arena, &request), "GET https://a.b/x");
	request.url = "https://user:hush@a.b/x";
	assert_null(strstr(http_request_label(&arena, &request), "hush"));
	request.label = "GET /x\n::error::";
	assert_string_equal(http_request_label(&arena, &request), "GET /x?::error::");
}

static void
says(const char *body, const char *message)
{
	const char *found = http_body_message(&arena, body, strlen(body));

	assert_true(!found == !message);
	if (message)
		assert_string_equal(found, message);
}

static void
bodies(void **state)
{
	(void)state;
	says("{\"message\":\"a\",\"error\":\"b\"}", "a");
	says("{\"error\":\"invalid_token\",\"error_description\":\"b\"}", "b");
	says("{\"errorMessages\":[\"c\\u001b[31m\"]}", "c?[31m");
	says("{\"message\":{\"base\":[\"d\"]}}", NULL);
	says("{\"message\":\"\"}", NULL);
	says("[]", NULL);
	says("<html>", NULL);
	says("", NULL);
	assert_true(http_type_is_json("application/json"));
	assert_true(http_type_is_json("application/json; charset=utf-8"));
	assert_true(http_type_is_json("application/vnd.github.v3+json;x"));
	assert_false(http_type_is_json("text/html; application/json"));
	assert_false(http_type_is_json("application/jsonp"));
	assert_false(http_type_is_json("json"));
	assert_false(http_type_is_json(""));
	assert_false(http_type_is_json(NULL));
	assert_true(http_body_says_too_often("a secondary rate limit.", 23));
	assert_false(http_body_says_too_often("a secondary rate limit.", 10));
	assert_false(http_body_says_too_often(NULL, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(requests, begin, end),
		cmocka_unit_test_setup_teardown(hosts, begin, end),
		cmocka_unit_test_setup_teardown(labels, begin, end),
		cmocka_unit_test_setup_teardown(bodies, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
