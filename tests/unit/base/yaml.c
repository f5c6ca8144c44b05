/* SPDX-License-Identifier: Apache-2.0 */
/* Does base/yaml.c read the subset that yaml.h promises, refuse the rest and say where? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <unistd.h>

#include "base/json.h"
#include "base/yaml.h"

#define TEXT(literal) (literal), sizeof(literal) - 1

struct sample {
	const char *bytes;
	size_t length;
	const char *expected; /* as JSON, or a part of the message */
};

static const struct sample accepted[] = {
	{TEXT(""), "null"},
	{TEXT("# only a comment\n"), "null"},
	{TEXT("---\n"), "null"},
	{TEXT("---\na: 1\n"), "{\"a\":1}"},
	{TEXT("a: 1\n...\n"), "{\"a\":1}"},
	{TEXT("a: 1"), "{\"a\":1}"},
	{TEXT("a: 1\r\nb:\r\n  - x\r\n"), "{\"a\":1,\"b\":[\"x\"]}"},
	{TEXT("a: {b: [1, two, \"3\"], c: {}}\nd: []\n"),
	 "{\"a\":{\"b\":[1,\"two\",\"3\"],\"c\":{}},\"d\":[]}"},
	{TEXT("{\"a\": [1, true, null, \"\\u00e9\\\"\"]}"),
	 "{\"a\":[1,true,null,\"\xC3\xA9\\\"\"]}"},
	{TEXT("- a: 1\n  b: 2\n- c\n"), "[{\"a\":1,\"b\":2},\"c\"]"},
	{TEXT("t: true\nf: false\nn: null\ne:\nw: ~\n"),
	 "{\"e\":null,\"f\":false,\"n\":null,\"t\":true,\"w\":null}"},
	{TEXT("[yes, no, on, off, True, FALSE, Null, y, n]"),
	 "[\"yes\",\"no\",\"on\",\"off\",\"True\",\"FALSE\",\"Null\",\"y\",\"n\"]"},
	{TEXT("[0, -0, 7, -12, 9007199254740992]"), "[0,0,7,-12,9007199254740992]"},
	{TEXT("[01, +1, 0x10, 0o7, 1e3, 1.5, 1_000, -x, .inf, .nan, 12:30]"),
	 "[\"01\",\"+1\",\"0x10\",\"0o7\",\"1e3\",\"1.5\",\"1_000\",\"-x\",\".inf\",\".nan\","
	 "\"12:30\"]"},
	{TEXT("[\"1\", 'true', \"null\", '~', '', \"\"]"),
	 "[\"1\",\"true\",\"null\",\"~\",\"\",\"\"]"},
	{TEXT("when: 2026-11-21\nat: 2026-11-21T20:30:00Z\n"),
	 "{\"at\":\"2026-11-21T20:30:00Z\",\"when\":\"2026-11-21\"}"},
	{TEXT("a: it is\n  long\nb: 'it''s'\n"), "{\"a\":\"it is long\",\"b\":\"it's\"}"},
	{TEXT("a:\n- x\n-\n  y\nb:\n  c\n"), "{\"a\":[\"x\",\"y\"],\"b\":\"c\"}"},
	{TEXT("a: {\n b:\n c, d: [\n e]}\n"), "{\"a\":{\"b\":\"c\",\"d\":[\"e\"]}}"},
	{TEXT("['', '''', '''x''y', 'a''b']"), "[\"\",\"'\",\"'x'y\",\"a'b\"]"},
	{TEXT("? a\n: b\n? c\n"), "{\"a\":\"b\",\"c\":null}"},
	{TEXT("a: x#y # z\nb: \"#\"\n"), "{\"a\":\"x#y\",\"b\":\"#\"}"},
	{TEXT("a:\tb\n"), "{\"a\":\"b\"}"},
	{TEXT("\"1\": x\n'true': y\n"), "{\"1\":\"x\",\"true\":\"y\"}"},
	{TEXT("a: \"\\U0001F600\\x41\"\n"), "{\"a\":\"\xF0\x9F\x98\x80"
					    "A\"}"},
	{TEXT("a: \xF0\x9F\x98\x80\n"), "{\"a\":\"\xF0\x9F\x98\x80\"}"},
	{TEXT("a: http://x.example/y?z\n"), "{\"a\":\"http://x.example/y?z\"}"},
	{TEXT("a: '*'\nb: '&x'\nc: '!y'\nd: x&y*z!\n"),
	 "{\"a\":\"*\",\"b\":\"&x\",\"c\":\"!y\",\"d\":\"x&y*z!\"}"},
	{TEXT("a: '<<'\n"), "{\"a\":\"<<\"}"},
};

static const struct sample refused[] = {
	/* what is not in the subset */
	{TEXT("a: &x 1\n"), "p.yml:1:4: anchors"},
	{TEXT("a: &x\n  b: 1\n"), "p.yml:1:4: anchors"},
	{TEXT("a: &x [1]\n"), "p.yml:1:4: anchors"},
	{TEXT("&x a: 1\n"), "anchors"},
	{TEXT("a: &x 1\nb: *x\n"), "anchors"},
	{TEXT("b: *x\n"), "p.yml:1:4: aliases"},
	{TEXT("*x : 1\n"), "aliases"},
	{TEXT("a: !!str 1\n"), "p.yml:1:4: tags"},
	{TEXT("a: ! 1\n"), "tags"},
	{TEXT("a: !x {b: 1}\n"), "tags"},
	{TEXT("a: !<tag:x> [b]\n"), "tags"},
	{TEXT("!x a: 1\n"), "tags"},
	{TEXT("<<: {a: 1}\n"), "p.yml:1:1: merge keys"},
	{TEXT("\"<<\": {a: 1}\n"), "p.yml:1:1: merge keys"},
	{TEXT("%YAML 1.2\n---\na: 1\n"), "p.yml:1:1: directives"},
	{TEXT("%TAG ! !\n---\na: 1\n"), "directives"},
	{TEXT("%WHATEVER\n---\na: 1\n"), "directives"},
	{TEXT("a: 1\n---\nb: 2\n"), "p.yml:2:1: a second document"},
	{TEXT("a: 1\n...\n---\nb: 2\n"), "second document"},
	{TEXT("a: 1\n---\n"), "second document"},
	{TEXT("--- a\n--- b\n"), "second document"},
	{TEXT("---\n---\n"), "second document"},
	{TEXT("a: 1\n...\nb: 2\n"), "document"},
	{TEXT("a: |\n  x\n"), "block text"},
	{TEXT("- >2-\n   x\n"), "block text"},
	/* what libfyaml misreads */
	{TEXT("a: 'x''''y'\n"), "p.yml:1:4: quotes in single quotes"},
	{TEXT("'x''''y': 1\n"), "quotes in single quotes"},
	{TEXT("a: \"x\\\\\\\n  y\"\n"), "p.yml:1:4: a backslash at the end"},
	{TEXT("a: \"x\\\\\n  y\"\n"), "p.yml:1:4: a backslash at the end"},
	{TEXT("a: \"x\\\n  y\"\n"), "a backslash at the end"},
	{TEXT("a: \"x\\\r\n  y\"\n"), "a backslash at the end"},
	{TEXT("a: '\n  ''\n  '''\n"), "quotes in single quotes"},
	{TEXT("- \ny\n"), "p.yml:2:1: this value is not indented"},
	{TEXT("a:\nb\n"), "p.yml:2:1"},
	{TEXT("a: [{x: y}]\nb:\nc\n"), "p.yml:3:1: this value is not indented"},
	{TEXT("x:\n  a:\n  b\n"), "p.yml:3:3"},
	{TEXT("x:\n  a:\n b\n"), "p.yml:"},
	/* keys */
	{TEXT("1: x\n"), "p.yml:1:1: a key must be text"},
	{TEXT("a:\n  true: x\n"), "p.yml:2:3: a key must be text"},
	{TEXT("null: x\n"), "a key must be text"},
	{TEXT("~: x\n"), "a key must be text"},
	{TEXT(": x\n"), "a key must be text"},
	{TEXT("? [a]\n: b\n"), "not a list or a map"},
	{TEXT("? {a: 1}\n: b\n"), "not a list or a map"},
	{TEXT("{[a]: b}\n"), "not a list or a map"},
	{TEXT("a: 1\nb: 2\na: 3\n"), "p.yml:3:1: the key 'a' is there twice, first in line 1"},
	{TEXT("{a: 1, \"a\": 2}\n"), "p.yml:1:8: the key 'a'"},
	{TEXT("x:\n  - a: 1\n    \"\\x61\": 2\n"), "p.yml:3:5: the key 'a'"},
	/* bytes */
	{TEXT("\xEF\xBB\xBF"
	      "a: 1\n"),
	 "p.yml:1:1: a byte order mark"},
	{TEXT("a: 1\nb: \xEF\xBB\xBFx\n"), "p.yml:2:4: a byte order mark"},
	{TEXT("a: 1\nb: \xFF\n"), "p.yml:2: this line is not valid UTF-8"},
	{TEXT("a: \xC3\n"), "UTF-8"},
	{TEXT("a: \xED\xA0\x80\n"), "UTF-8"},
	{TEXT("# \xFF\n"), "UTF-8"},
	{TEXT("a: 1\nb: x\0y\n"), "p.yml:2:5: a NUL byte"},
	{TEXT("a: 1\0\xFF"), "NUL byte"},
	{TEXT("a: 1\rb: 2\n"), "p.yml:1:5: a carriage return"},
	{TEXT("a: 1\r"), "carriage return"},
	{TEXT("a: \x1B[31m\n"), "p.yml:1:4: a control character"},
	{TEXT("a: \x7F\n"), "control character"},
	{TEXT("a: x\xC2\x85"
	      "b: 1\n"),
	 "U+0085"},
	{TEXT("a: x\xE2\x80\xA8"
	      "b: 1\n"),
	 "U+2028"},
	{TEXT("a: x\xE2\x80\xA9"
	      "b: 1\n"),
	 "U+2029"},
	{TEXT("a:\n\tb: 1\n"), "p.yml:2:1: a tab"},
	{TEXT("a:\n  \tb: 1\n"), "p.yml:2:3: a tab"},
	{TEXT("-\ta: 1\n"), "p.yml:1:2: a tab"},
	{TEXT("?\ta\n"), "p.yml:1:2: a tab"},
	{TEXT("- \ta: 1\n"), "p.yml:1:3: a tab"},
	{TEXT("a: \"\\0\"\n"), "p.yml:1:4: a NUL in text"},
	{TEXT("\"\\0\": 1\n"), "a NUL in text"},
	{TEXT("a: \"\\uD800\"\n"), "p.yml:1"},
	{TEXT("a: \"\\uDC00x\"\n"), "p.yml:1"},
	{TEXT("a: \"\\U00110000\"\n"), "p.yml:1"},
	/* numbers */
	{TEXT("a: 9007199254740993\n"), "p.yml:1:4: a number beyond 2^53"},
	{TEXT("a: -99999999999999999999999999\n"), "a number beyond 2^53"},
	/* broken YAML */
	{TEXT("a: [1\n"), "p.yml:"},
	{TEXT("a: [1}\n"), "p.yml:1"},
	{TEXT("a: {b\n"), "p.yml:"},
	{TEXT("a: \"x\n"), "p.yml:1:"},
	{TEXT("a: 'x\n"), "p.yml:1:"},
	{TEXT("a: b: c\n"), "p.yml:1:"},
	{TEXT("a: 1\n b: 2\n"), "p.yml:"},
	{TEXT("a:\n    b: 1\n  c: 2\n"), "p.yml:"},
	{TEXT("- a\nb: c\n"), "p.yml:"},
	{TEXT("a: \"b\" c\n"), "p.yml:1:"},
	{TEXT("a: \"\\q\"\n"), "p.yml:1:"},
	{TEXT("a: @x\n"), "p.yml:1:4"},
	{TEXT("a: `x\n"), "p.yml:1:4"},
	{TEXT("[a]]\n"), "p.yml:1:"},
	{TEXT("a\nb: 1\n"), "p.yml:"},
};

static void
accepts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++) {
		struct source_text source = {"p.yml", accepted[i].bytes, accepted[i].length};
		struct arena arena RELEASED_BY(arena_release) = {0};
		struct buffer out RELEASED_BY(buffer_release) = {0};
		const struct node *root = NULL;
		struct error err = {0};

		if (!yaml_parse(&arena, &source, &root, &err))
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
	struct source_text source = {"p.yml", NULL, length};
	char *exact = malloc(length ? length : 1);
	const struct node *root = NULL;
	struct error err = {0};

	assert_non_null(exact);
	memcpy(exact, bytes, length);
	source.bytes = exact;
	if (yaml_parse(&arena, &source, &root, &err))
		fail_msg("accepted: %s", bytes);
	if (!strstr(err.message, expected))
		fail_msg("%s: expected '%s' in '%s'", bytes, expected, err.message);
	assert_int_equal(err.code, ERROR_FORMAT);
	assert_null(root);
	free(exact);
}

static void
refuses(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		assert_refused(refused[i].bytes, refused[i].length, refused[i].expected);
}

static void
shows_line_and_caret(void **state)
{
	(void)state;
	assert_refused(TEXT("a: 1\nb: &x 2\n"), "\n  b: &x 2\n     ^");
	assert_refused(TEXT("\"\xC3\xA9\": 1\n\"\xC3\xA9\": 2\n"), "\n  \"\xC3\xA9\": 2\n  ^");
}

static void
keeps_positions(void **state)
{
	static const char text[] = "# c\n\xC3\xA4: [1, \"\xC3\xA9\", 'x']\nb:\n  - c: d\n    e:\n";
	struct source_text source = {"p.yml", TEXT(text)};
	struct arena arena RELEASED_BY(arena_release) = {0};
	const struct node *root, *list, *inner;
	struct error err;

	(void)state;
	assert_true(yaml_parse(&arena, &source, &root, &err));
	assert_int_equal(root->line, 2);
	list = node_get(root, "\xC3\xA4");
	assert_int_equal(list->key_line, 2);
	assert_int_equal(list->key_column, 1);
	assert_int_equal(list->column, 4);
	assert_int_equal(list->first->next->column, 8);
	assert_int_equal(list->first->next->next->column, 13);
	inner = node_get(root, "b")->first;
	assert_int_equal(inner->line, 4);
	assert_int_equal(inner->column, 5);
	assert_int_equal(inner->first->column, 8);
	assert_int_equal(inner->first->next->key_line, 5);
	assert_int_equal(inner->first->next->line, 5);
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
	struct source_text source = {"p.yml", in->bytes, in->length};
	struct arena arena RELEASED_BY(arena_release) = {0};
	const struct node *root;

	return yaml_parse(&arena, &source, &root, err);
}

static void
bounds_depth(void **state)
{
	(void)state;
	for (size_t depth = LIMIT_YAML_DEPTH - 1; depth <= LIMIT_YAML_DEPTH + 1; depth++) {
		struct buffer flow RELEASED_BY(buffer_release) = {0};
		struct buffer block RELEASED_BY(buffer_release) = {0};
		struct error err;

		add_repeated(&flow, "[", depth);
		add_repeated(&flow, "]", depth);
		assert_int_equal(parses(&flow, &err), depth <= LIMIT_YAML_DEPTH);
		add_repeated(&block, "- ", depth);
		buffer_add_text(&block, "x\n");
		assert_int_equal(parses(&block, &err), depth <= LIMIT_YAML_DEPTH);
		assert_true(depth <= LIMIT_YAML_DEPTH || strstr(err.message, "too deep"));
	}
}

/* Depth is not the number of lists. */
static void
takes_many_siblings(void **state)
{
	struct buffer in RELEASED_BY(buffer_release) = {0};
	struct error err;

	(void)state;
	add_repeated(&in, "- [{}]\n", 1000);
	assert_true(parses(&in, &err));
}

static void
bounds_keys(void **state)
{
	struct buffer in RELEASED_BY(buffer_release) = {0};
	struct error err;

	(void)state;
	for (unsigned i = 0; i < LIMIT_POLICY_KEYS; i++)
		buffer_add_format(&in, "k%u: 1\n", i);
	assert_true(parses(&in, &err));
	buffer_add_text(&in, "more: 1\n");
	assert_false(parses(&in, &err));
	assert_non_null(strstr(err.message, "p.yml:2001:1: too many keys"));
}

static void
bounds_bytes(void **state)
{
	struct buffer in RELEASED_BY(buffer_release) = {0};
	struct error err;

	(void)state;
	buffer_add_text(&in, "a: 1\n#");
	add_repeated(&in, "x", LIMIT_POLICY_BYTES - in.length);
	assert_true(parses(&in, &err));
	buffer_add_text(&in, "x");
	assert_false(parses(&in, &err));
	assert_non_null(strstr(err.message, "p.yml: 65537 bytes"));
}

/* The largest document of one piece, over and over: an answer of either kind, soon. */
static void
survives_repetition(void **state)
{
	static const char *const pieces[] = {"[",    "{",    "- ",    "? ",     "a: ", "-\n",
					     "\"",   "'",    "[]",    "{a: ",   "\n",  "? - ",
					     ": ",   "#",    "|\n",   "a: |\n", "x ",  "\"\\n",
					     "[a: ", "- - ", "...\n", "---\n",  ",",   "[,",
					     "a:\n", "0",    "\r\n",  "a\n",    "{a,", "\xC3\xA9"};

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		struct buffer in RELEASED_BY(buffer_release) = {0};
		struct error err = {0};

		add_repeated(&in, pieces[i], LIMIT_POLICY_BYTES / strlen(pieces[i]));
		assert_true(parses(&in, &err) || err.message[0]);
	}
}

/* Every document of the tables again, each byte replaced: never a crash, always a message. */
static void
survives_changed_bytes(void **state)
{
	static const char bytes[] = "\0\t\n \"#&'*,-:>?[]{|}~!%@a0\xC3\xFF";

	(void)state;
	for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++) {
		for (size_t at = 0; at < accepted[i].length; at++) {
			for (size_t b = 0; b < sizeof(bytes) - 1; b++) {
				struct buffer in RELEASED_BY(buffer_release) = {0};
				struct error err = {0};

				buffer_add(&in, accepted[i].bytes, accepted[i].length);
				in.bytes[at] = bytes[b];
				assert_true(parses(&in, &err) || err.message[0]);
			}
		}
	}
}

/* libfyaml has its own ideas of where messages go; nothing below cmd/ prints. */
static void
prints_nothing(void **state)
{
	int kept[3], pair[2];
	char byte;

	(void)state;
	assert_int_equal(pipe(pair), 0);
	for (int fd = 1; fd <= 2; fd++) {
		kept[fd] = dup(fd);
		dup2(pair[1], fd);
	}
	refuses(NULL);
	for (int fd = 1; fd <= 2; fd++) {
		dup2(kept[fd], fd);
		close(kept[fd]);
	}
	close(pair[1]);
	assert_int_equal(read(pair[0], &byte, 1), 0);
	close(pair[0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accepts),
		cmocka_unit_test(refuses),
		cmocka_unit_test(shows_line_and_caret),
		cmocka_unit_test(keeps_positions),
		cmocka_unit_test(bounds_depth),
		cmocka_unit_test(takes_many_siblings),
		cmocka_unit_test(bounds_keys),
		cmocka_unit_test(bounds_bytes),
		cmocka_unit_test(survives_repetition),
		cmocka_unit_test(survives_changed_bytes),
		cmocka_unit_test(prints_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
