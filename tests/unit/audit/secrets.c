/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token found where it stands, and chance not taken for one? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/secrets.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"

#define AB "abcdefghij0123456789abcdefghij012345" /* 36 */

/* Written in two parts, so that nobody who looks for secrets finds one here. */
static void
assert_found(const char *head, const char *tail, const char *kind)
{
	struct secret_place place = {0};
	char text[200];

	snprintf(text, sizeof(text), "first line\n token=%s%s rest", head, tail);
	assert_true(secret_find(text, strlen(text), &place));
	assert_string_equal(place.kind, kind);
	assert_int_equal(place.line, 2);
	assert_int_equal(place.column, 8);
	/* in the middle of a word, such as base64, it is chance */
	snprintf(text, sizeof(text), "x%s%s", head, tail);
	assert_false(head[0] != '-' && secret_find(text, strlen(text), &place));
	/* and so it is when it is too short */
	snprintf(text, sizeof(text), "%s%.*s", head, (int)strlen(tail) - 1, tail);
	assert_false(secret_find(text, strlen(text), &place));
}

static void
each_form_is_found_and_only_whole(void **state)
{
	(void)state;
	assert_found("ghp"
		     "_",
		     AB, "a token of GitHub");
	assert_found("gho"
		     "_",
		     AB, "a token of GitHub");
	assert_found("ghu"
		     "_",
		     AB, "a token of GitHub");
	assert_found("ghs"
		     "_",
		     AB, "a token of GitHub");
	assert_found("ghr"
		     "_",
		     AB, "a token of GitHub");
	assert_found("github"
		     "_pat_",
		     "11ABCDEFG0abcdefghij_k", "a token of GitHub");
	assert_found("glp"
		     "at-",
		     "abcdefghij-123456789", "a token of GitLab");
	assert_found("AK"
		     "IA",
		     "ABCDEFGHIJ012345", "an access key of AWS");
	assert_found("AS"
		     "IA",
		     "ABCDEFGHIJ012345", "an access key of AWS");
	assert_found("xox"
		     "b-",
		     "1234567890", "a token of Slack");
	assert_found("xox"
		     "p-",
		     "1234567890", "a token of Slack");
	assert_found("npm"
		     "_",
		     AB, "a token of npm");
	assert_found("-----BEGIN ", "PRIVATE KEY", "a private key");
	assert_found("-----BEGIN ", "RSA PRIVATE KEY", "a private key");
	assert_found("-----BEGIN ", "OPENSSH PRIVATE KEY", "a private key");
}

static void
what_only_looks_like_one_is_none(void **state)
{
	static const char *const texts[] = {
		"",
		"-----BEGIN PUBLIC KEY-----",
		"-----BEGIN SSH SIGNATURE-----",
		"-----BEGIN (see PRIVATE KEY)",
		"AK"
		"IAabcdefghij012345",
		"the prefix ghp"
		"_ alone",
		"AK"
		"IA-ABCDEFGHIJ012345",
	};
	struct secret_place place;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_false(secret_find(texts[i], strlen(texts[i]), &place));
}

static void
a_document_says_in_which_text(void **state)
{
	static const char json[] = "{\"a\":[1,{\"b/c\":\"\\u0067hp"
				   "_" AB "\"}],\"d\":\"ghp"
				   "_ x\"}";
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct secret_place place;
	const struct node *root;
	const char *pointer = NULL;
	struct error err;

	(void)state;
	assert_true(json_parse(&arena, json, strlen(json), &root, &err));
	assert_true(secret_find_in(&arena, root, &place, &pointer));
	assert_string_equal(pointer, "/a/1/b~1c");
	assert_string_equal(place.kind, "a token of GitHub");
	assert_false(secret_find_in(&arena, node_get(root, "d"), &place, &pointer));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_form_is_found_and_only_whole),
		cmocka_unit_test(what_only_looks_like_one_is_none),
		cmocka_unit_test(a_document_says_in_which_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
