/* SPDX-License-Identifier: Apache-2.0 */
/* Does base/json.c take exactly what json.h promises, and write the same bytes every time? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/json.h"

#define TEXT(literal) (literal), sizeof(literal) - 1

struct sample {
	const char *bytes;
	size_t length;
	const char *expected; /* as written again, or a part of the message */
};

/* What RFC 8259 and our limits allow. */
static const struct sample accepted[] = {
	{TEXT("null"), "null"},
	{TEXT(" true "), "true"},
	{TEXT("\t\r\n false\n"), "false"},
	{TEXT("0"), "0"},
	{TEXT("-0"), "0"},
	{TEXT("-1"), "-1"},
	{TEXT("9007199254740992"), "9007199254740992"},
	{TEXT("-9007199254740992"), "-9007199254740992"},
	{TEXT("9007199254740991"), "9007199254740991"},
	{TEXT("\"\""), "\"\""},
	{TEXT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), "\"\\\"\\\\/\\b\\f\\n\\r\\t\""},
	{TEXT("\"\\u0001\\u001f\\u007f\""), "\"\\u0001\\u001f\x7f\""},
	{TEXT("\"\\u00e9\\u00E9\xC3\xA9\""), "\"\xC3\xA9\xC3\xA9\xC3\xA9\""},
	{TEXT("\"\\ud83d\\uDE00\""), "\"\xF0\x9F\x98\x80\""},
	{TEXT("\"\\\\u0000\""), "\"\\\\u0000\""},
	{TEXT("\"\xF4\x8F\xBF\xBF\""), "\"\xF4\x8F\xBF\xBF\""},
	{TEXT("[]"), "[]"},
	{TEXT("[ ]"), "[]"},
	{TEXT("[[],{},[[]]]"), "[[],{},[[]]]"},
	{TEXT("[1 , 2\t,\n3]"), "[1,2,3]"},
	{TEXT("{}"), "{}"},
	{TEXT("{\"b\" : 1 , \"a\":[{\"\":null}], \"B\":2}"),
	 "{\"B\":2,\"a\":[{\"\":null}],\"b\":1}"},
	{TEXT("{\"a\":1,\"A\":2}"), "{\"A\":2,\"a\":1}"},
	{TEXT("{\"a\":{\"a\":1},\"b\":{\"a\":1}}"), "{\"a\":{\"a\":1},\"b\":{\"a\":1}}"},
	{TEXT("{\"__proto__\":1}"), "{\"__proto__\":1}"},
};

static const struct sample refused[] = {
	/* structure */
	{TEXT(""), "no bytes"},
	{TEXT(" "), "ends too early"},
	{TEXT("["), "ends too early"},
	{TEXT("[1"), "ends too early"},
	{TEXT("[1,"), "ends too early"},
	{TEXT("{"), "ends too early"},
	{TEXT("{\"a\""), "ends too early"},
	{TEXT("{\"a\":"), "ends too early"},
	{TEXT("{\"a\":1"), "ends too early"},
	{TEXT("]"), "expected a value"},
	{TEXT("[1,]"), "expected a value"},
	{TEXT("[,1]"), "expected a value"},
	{TEXT("[1,,2]"), "expected a value"},
	{TEXT("[1 2]"), "expected ',' or ']'"},
	{TEXT("[1}"), "expected ',' or ']'"},
	{TEXT("{]"), "double quotes"},
	{TEXT("{a:1}"), "double quotes"},
	{TEXT("{'a':1}"), "double quotes"},
	{TEXT("{1:1}"), "double quotes"},
	{TEXT("{\"a\" 1}"), "expected ':'"},
	{TEXT("{\"a\",1}"), "expected ':'"},
	{TEXT("{\"a\":1,}"), "double quotes"},
	{TEXT("{\"a\":1 \"b\":2}"), "expected ',' or '}'"},
	{TEXT("1 2"), "follows"},
	{TEXT("{}}"), "follows"},
	{TEXT("[]\n[]"), "line 2, column 1: something follows"},
	{TEXT("1 // no"), "follows"},
	{TEXT("/* no */1"), "expected a value"},
	{TEXT("#1"), "expected a value"},
	{TEXT("\v1"), "expected a value"},
	{TEXT("\xC2\xA0"
	      "1"),
	 "expected a value"},
	{TEXT("\xEF\xBB\xBF{}"), "byte order mark"},
	/* words */
	{TEXT("True"), "expected a value"},
	{TEXT("nul"), "expected a value"},
	{TEXT("truex"), "follows"},
	{TEXT("NaN"), "expected a value"},
	{TEXT("Infinity"), "expected a value"},
	{TEXT("-Infinity"), "expected a value"},
	/* numbers */
	{TEXT("-"), "expected a value"},
	{TEXT("+1"), "expected a value"},
	{TEXT("--1"), "expected a value"},
	{TEXT("01"), "begin with 0"},
	{TEXT("-01"), "begin with 0"},
	{TEXT("00"), "begin with 0"},
	{TEXT(".5"), "expected a value"},
	{TEXT("[1.0]"), "fraction"},
	{TEXT("[1.]"), "fraction"},
	{TEXT("[1e0]"), "fraction"},
	{TEXT("[1E400]"), "fraction"},
	{TEXT("[0e1]"), "fraction"},
	{TEXT("0x10"), "follows"},
	{TEXT("9007199254740993"), "2^53"},
	{TEXT("-9007199254740993"), "2^53"},
	{TEXT("99999999999999999999999999999999999999999999999999999999999999999999"), "2^53"},
	/* text */
	{TEXT("\"a"), "ends too early"},
	{TEXT("\""), "ends too early"},
	{TEXT("\"\\"), "ends too early"},
	{TEXT("\"\\\""), "ends too early"},
	{TEXT("\"\\u12\""), "hexadecimal"},
	{TEXT("\"\\u12"), "hexadecimal"},
	{TEXT("\"\\u12g4\""), "hexadecimal"},
	{TEXT("\"\\U0041\""), "escape"},
	{TEXT("\"\\x41\""), "escape"},
	{TEXT("\"\\'\""), "escape"},
	{TEXT("\"\\a\""), "escape"},
	{TEXT("'a'"), "expected a value"},
	{TEXT("\"a\nb\""), "control character"},
	{TEXT("\"a\tb\""), "control character"},
	{TEXT("\"\x1f\""), "control character"},
	{TEXT("\"\\u0000\""), "\\u0000"},
	{TEXT("{\"a\\u0000b\":1}"), "\\u0000"},
	{TEXT("\"\\ud800\""), "surrogate"},
	{TEXT("\"\\udc00\""), "surrogate"},
	{TEXT("\"\\ud800\\ud800\""), "surrogate"},
	{TEXT("\"\\ud800\\u0041\""), "surrogate"},
	{TEXT("\"\\ud800\\ue000\""), "surrogate"},
	{TEXT("\"\\ud800abcdef\""), "surrogate"},
	{TEXT("\"\\udc00\\ud800\""), "surrogate"},
	/* bytes */
	{TEXT("\"a\0b\""), "line 1, column 3: a NUL"},
	{TEXT("1\0"), "NUL"},
	{TEXT("\0"), "NUL"},
	{TEXT("\"\xFF\""), "UTF-8"},
	{TEXT("\"\x80\""), "UTF-8"},
	{TEXT("\"\xC0\xAF\""), "UTF-8"},
	{TEXT("\"\xE0\x80\xAF\""), "UTF-8"},
	{TEXT("\"\xED\xA0\x80\""), "UTF-8"},
	{TEXT("\"\xF4\x90\x80\x80\""), "UTF-8"},
	{TEXT("\"\xC3\""), "UTF-8"},
	{TEXT("{}\xFF"), "UTF-8"},
	{TEXT("\xFF\xFE{\0}\0"), "NUL"},
	/* keys */
	{TEXT("{\"a\":1,\"b\":2,\"a\":1}"), "'a' is there twice"},
	{TEXT("{\"a\":1,\"\\u0061\":2}"), "'a' is there twice"},
	{TEXT("{\"\":1,\"\":2}"), "is there twice"},
	{TEXT("[{\"x\":\n{\"y\":1,\n \"y\":2}}]"), "line 3, column 2: the key 'y'"},
};

static void
accepts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++) {
		struct arena arena RELEASED_BY(arena_release) = {0};
		struct buffer out RELEASED_BY(buffer_release) = {0};
		const struct node *root = NULL;
		struct error err = {0};

		if (!json_parse(&arena, accepted[i].bytes, accepted[i].length, &root, &err))
			fail_msg("%s: %s", accepted[i].bytes, err.message);
		json_write(&out, root);
		assert_string_equal(out.bytes, accepted[i].expected);
	}
}

/* From memory of exactly that size, so that a sanitizer sees a look behind the end. */
static void
assert_refused(const char *bytes, size_t length, const char *expected)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	char *exact = malloc(length ? length : 1);
	const struct node *root = NULL;
	struct error err = {0};

	assert_non_null(exact);
	memcpy(exact, bytes, length);
	if (json_parse(&arena, exact, length, &root, &err))
		fail_msg("accepted: %s", bytes);
	if (!strstr(err.message, expected))
		fail_msg("%s: expected '%s' in '%s'", bytes, expected, err.message);
	assert_int_equal(err.code, ERROR_FORMAT);
	assert_null(root);
	free(exact);
}

/* Whatever a text holds, it is the same when it was written and read. */
static void
assert_written_again(const char *text)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	const struct node *root = NULL;
	struct error err = {0};

	json_write_text(&out, text);
	if (!json_parse(&arena, out.bytes, out.length, &root, &err))
		fail_msg("%s: %s", out.bytes, err.message);
	assert_string_equal(root->text, text);
}

static void
refuses(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		assert_refused(refused[i].bytes, refused[i].length, refused[i].expected);
}

/* Texts are looked at eight bytes at a time: what ends one or is refused is seen at each place. */
static void
sees_each_byte_of_a_text(void **state)
{
	static const char special[] = {'"', '\\', 0x01, 0x1f, '\n'};

	(void)state;
	for (size_t length = 1; length <= 20; length++)
		for (size_t at = 0; at < length; at++)
			for (size_t i = 0; i < sizeof(special); i++) {
				struct buffer in RELEASED_BY(buffer_release) = {0};
				char text[32] = {0};

				memset(text, i % 2 ? 0x7f : ' ', length);
				text[at] = special[i];
				buffer_add_format(&in, "\"%s\"", text);
				assert_refused(in.bytes, in.length, "not acceptable JSON");
				assert_written_again(text);
			}
}

/* Every prefix of a document that needs all of its bytes is refused. */
static void
refuses_every_prefix(void **state)
{
	static const char whole[] = "{\"a\":[1,-2,true,null],\"\\ud83d\\ude00\":\"\xC3\xA9\\n\"}";

	(void)state;
	for (size_t length = 0; length < sizeof(whole) - 1; length++)
		assert_refused(whole, length, "");
}

static void
add_repeated(struct buffer *out, const char *text, size_t count)
{
	while (count--)
		buffer_add_text(out, text);
}

static bool
parses(const struct buffer *in, struct error *err)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	const struct node *root;

	return json_parse(&arena, in->bytes, in->length, &root, err);
}

static void
bounds_depth(void **state)
{
	static const char *const open[] = {"[", "{\"a\":"};
	static const char *const close[] = {"]", "}"};

	(void)state;
	for (size_t kind = 0; kind < 2; kind++) {
		for (size_t depth = 63; depth <= 66; depth++) {
			struct buffer in RELEASED_BY(buffer_release) = {0};
			struct error err;

			add_repeated(&in, open[kind], depth);
			buffer_add_text(&in, "1");
			add_repeated(&in, close[kind], depth);
			assert_int_equal(parses(&in, &err), depth <= LIMIT_JSON_DEPTH);
		}
	}
}

/* Depth is not the number of lists. */
static void
takes_many_siblings(void **state)
{
	struct buffer in RELEASED_BY(buffer_release) = {0};
	struct error err;

	(void)state;
	buffer_add_text(&in, "[0");
	add_repeated(&in, ",[{}]", 1000);
	buffer_add_text(&in, "]");
	assert_true(parses(&in, &err));
}

static void
survives_endless_nesting(void **state)
{
	struct buffer in RELEASED_BY(buffer_release) = {0};
	struct error err;

	(void)state;
	add_repeated(&in, "[", 1000000);
	assert_false(parses(&in, &err));
	assert_non_null(strstr(err.message, "too deep"));
}

static void
bounds_values(void **state)
{
	struct buffer in RELEASED_BY(buffer_release) = {0};
	struct error err;

	(void)state;
	buffer_add_text(&in, "[0");
	add_repeated(&in, ",0", LIMIT_JSON_VALUES);
	buffer_add_text(&in, "]");
	assert_false(parses(&in, &err));
	assert_non_null(strstr(err.message, "too many values"));
}

/* A million keys would take minutes if they were compared pairwise. */
static void
many_keys_are_quick(void **state)
{
	struct buffer in RELEASED_BY(buffer_release) = {0};
	struct error err;

	(void)state;
	buffer_add_text(&in, "{\"first\":0");
	for (unsigned i = 0; i < 1000000; i++)
		buffer_add_format(&in, ",\"%u\":0", i);
	buffer_add_text(&in, "}");
	assert_true(parses(&in, &err));
	in.length--;
	buffer_add_text(&in, ",\"77\":0}");
	assert_false(parses(&in, &err));
	assert_non_null(strstr(err.message, "'77' is there twice"));
}

static void
bounds_bytes(void **state)
{
	struct buffer in RELEASED_BY(buffer_release) = {0};
	struct error err;

	(void)state;
	memset(buffer_reserve(&in, LIMIT_ENVELOPE_BYTES + 1), ' ', LIMIT_ENVELOPE_BYTES + 1);
	in.length = LIMIT_ENVELOPE_BYTES + 1;
	in.bytes[0] = '1';
	assert_false(parses(&in, &err));
	assert_non_null(strstr(err.message, "limit"));
	in.length--;
	assert_true(parses(&in, &err));
}

static void
keeps_positions(void **state)
{
	static const char text[] = "{\n  \"\xC3\xA9\": [1,\n\t{\"b\" : \"x\"}]}";
	struct arena arena RELEASED_BY(arena_release) = {0};
	const struct node *root, *list, *b;
	struct error err;

	(void)state;
	assert_true(json_parse(&arena, TEXT(text), &root, &err));
	list = node_get(root, "\xC3\xA9");
	assert_int_equal(list->key_line, 2);
	assert_int_equal(list->key_column, 3);
	assert_int_equal(list->column, 8);
	b = node_get(list->first->next, "b");
	assert_int_equal(b->key_line, 3);
	assert_int_equal(b->key_column, 3);
	assert_int_equal(b->column, 9);
}

static void
indents(void **state)
{
	static const char text[] = "{\"a\":[ ],\"b\":[1,{\"c\":\"x\\\"[,:\"}] , \"d\":{}}";
	static const char expected[] = "{\n  \"a\": [],\n  \"b\": [\n    1,\n    {\n"
				       "      \"c\": \"x\\\"[,:\"\n    }\n  ],\n  \"d\": {}\n}";
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct buffer again RELEASED_BY(buffer_release) = {0};

	(void)state;
	json_indent(&out, TEXT(text));
	assert_string_equal(out.bytes, expected);
	json_indent(&again, out.bytes, out.length);
	assert_string_equal(again.bytes, expected);
}

struct pointed {
	const char *pointer, *expected; /* as written, NULL: there is none */
};

/* The examples of RFC 6901 5, and what is none. */
static const struct pointed pointed[] = {
	{"/foo", "[\"bar\",\"baz\"]"},
	{"/foo/0", "\"bar\""},
	{"/foo/1", "\"baz\""},
	{"/", "0"},
	{"/a~1b", "1"},
	{"/c%d", "2"},
	{"/ ", "7"},
	{"/m~0n", "8"},
	{"/~01", "9"},
	{"/foo/2", NULL},
	{"/foo/00", NULL},
	{"/foo/01", NULL},
	{"/foo/-", NULL},
	{"/foo/-1", NULL},
	{"/foo/", NULL},
	{"/foo/0/x", NULL},
	{"/foo/18446744073709551616", NULL},
	{"/a/b", NULL},
	{"/m~n", NULL},
	{"/m~", NULL},
	{"foo", NULL},
	{"/fo", NULL},
	{"/fooo", NULL},
	{"//", NULL},
};

static void
points(void **state)
{
	static const char text[] = "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\" \":7,"
				   "\"m~n\":8,\"~1\":9}";
	struct arena arena RELEASED_BY(arena_release) = {0};
	const struct node *root;
	struct error err;

	(void)state;
	assert_true(json_parse(&arena, TEXT(text), &root, &err));
	assert_ptr_equal(json_pointer(root, ""), root);
	assert_null(json_pointer(NULL, ""));
	for (size_t i = 0; i < sizeof(pointed) / sizeof(pointed[0]); i++) {
		struct buffer out RELEASED_BY(buffer_release) = {0};
		const struct node *found = json_pointer(root, pointed[i].pointer);

		if (!found != !pointed[i].expected)
			fail_msg("pointer %s", pointed[i].pointer);
		if (!found)
			continue;
		json_write(&out, found);
		assert_string_equal(out.bytes, pointed[i].expected);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accepts),
		cmocka_unit_test(refuses),
		cmocka_unit_test(sees_each_byte_of_a_text),
		cmocka_unit_test(refuses_every_prefix),
		cmocka_unit_test(bounds_depth),
		cmocka_unit_test(takes_many_siblings),
		cmocka_unit_test(survives_endless_nesting),
		cmocka_unit_test(bounds_values),
		cmocka_unit_test(many_keys_are_quick),
		cmocka_unit_test(bounds_bytes),
		cmocka_unit_test(keeps_positions),
		cmocka_unit_test(indents),
		cmocka_unit_test(points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
