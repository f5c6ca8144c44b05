/* SPDX-License-Identifier: Apache-2.0 */
/* Does a change survive being written and read, and is a damaged one refused? */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/json.h"
#include "core/change.h"

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define T "1111111111111111111111111111111111111111"

static struct arena arena;
static struct error err;

static const char document[] =
	"{\"boundary\":[\"" B "\"],\"changeRequests\":[{\"commit\":\"" A "\",\"commits\":[\"" A
	"\"],\"gate\":[\".mailmap\"],\"gateCount\":1,\"head\":\"" A
	"\",\"kind\":\"direct\",\"pathCount\":1,\"paths\":[\"a\"],\"pathsKnown\":true,"
	"\"title\":\"s\"}],\"clone\":{\"altered\":[\"grafts\"],\"availability\":"
	"{\"state\":\"known\"},\"count\":1},\"commits\":[{\"author\":{\"id\":\"a@b\",\"name\":\"Ann\",\"rawId\":\"\",\"rawName\":\"A\"},"
	"\"committer\":{\"id\":\"a@b\",\"name\":\"Ann\"},\"id\":\"" A "\",\"merge\":\"none\","
	"\"parents\":[\"" B
	"\"],\"signature\":{\"fingerprint\":\"SHA256:x\",\"signer\":{\"id\":\"a@b\","
	"\"name\":\"Ann\"},\"state\":\"verified\"},\"signed\":true,\"subject\":\"s\",\"trailerCount\":1,\"trailers\":[{\"key\":\"K\",\"value\":\"v\"}],"
	"\"tree\":\"" T "\"}],\"head\":\"" A "\",\"key\":{\"environment\":\"e\","
	"\"repository\":\"r\",\"service\":\"s\"},\"opaque\":{\"all\":[{\"commit\":\"" A
	"\",\"hiddenByRange\":true,\"kind\":\"hidden\",\"path\":\"a\"}],\"availability\":"
	"{\"state\":\"known\"},\"count\":1},\"range\":{\"commitCount\":1,"
	"\"kind\":\"forward\",\"previous\":\"" B "\",\"requestCount\":1,\"submoduleCount\":1},"
	"\"submodules\":[{\"path\":\"lib\",\"to\":\"" B "\"}],\"tree\":\"" T "\"}";

static int
end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static bool
read_change(const char *text, struct change *change)
{
	const struct node *root;

	assert_true(json_parse(&arena, text, strlen(text), &root, &err));
	return fields_read(&arena, &change_fields, root, NULL, change, &err);
}

static void
test_round_trip(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct change change;

	(void)state;
	if (!read_change(document, &change))
		fail_msg("%s", err.message);
	assert_int_equal(change.range.kind, RANGE_FORWARD);
	assert_int_equal(change.commits.count, 1);
	assert_true(change.commits.at[0].is_signed);
	assert_null(change.submodules.at[0].from);
	fields_write(&out, &change_fields, &change);
	assert_string_equal(out.bytes, document);
}

/* Leaving out, or changing, any one member whose loss could help. */
static void
test_damage_is_noticed(void **state)
{
	static const char *const parts[][2] = {
		{"\"boundary\":[\"" B "\"],", ""},
		{"\"merge\":\"none\",", ""},
		{"\"merge\":\"none\"", "\"merge\":\"fast\""},
		{"\"parents\":[\"" B "\"],", ""},
		{"\"parents\":[\"" B "\"]", "\"parents\":[\"x\"]"},
		{"\"commitCount\":1,", ""},
		{"\"commitCount\":1", "\"commitCount\":-1"},
		{"\"pathsKnown\":true,", ""},
		{"\"gateCount\":1,", ""},
		{"\"hiddenByRange\":true,", ""},
		{"\"altered\":[\"grafts\"],", ""},
		{",\"state\":\"verified\"", ""},
		{"\"signed\":true,", ""},
		{"\"signed\":true", "\"signed\":\"yes\""},
		{"\"verified\"", "\"good\""},
		{"\"head\":\"" A "\",\"key\"", "\"head\":\"AAAA\",\"key\""},
		{"\"trailers\":[{\"key\":\"K\",\"value\":\"v\"}],", ""},
	};
	struct change change;

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		const char *at = strstr(document, parts[i][0]);

		assert_non_null(at);
		assert_false(
			read_change(arena_format(&arena, "%.*s%s%s", (int)(at - document), document,
						 parts[i][1], at + strlen(parts[i][0])),
				    &change));
	}
}

static void
test_find_and_equal(void **state)
{
	struct key a = {"r", "s", "e"}, b = {"r", "s", "f"};
	struct change change;

	(void)state;
	if (!read_change(document, &change))
		fail_msg("%s", err.message);
	assert_int_equal(change_find_commit(&change, A), 0);
	assert_int_equal(change_find_commit(&change, B), -1);
	assert_true(key_equal(&a, &a));
	assert_false(key_equal(&a, &b));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_round_trip, end),
		cmocka_unit_test_teardown(test_damage_is_noticed, end),
		cmocka_unit_test_teardown(test_find_and_equal, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
