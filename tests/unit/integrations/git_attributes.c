/* SPDX-License-Identifier: Apache-2.0 */
/* Do patterns and attributes mean what git takes them for? Asked of git itself, too. */
#include "tests/unit/integrations/sandbox.h"

#include "base/text.h"
#include "integrations/git_attributes.h"
#include "integrations/git_wildmatch.h"

static bool
matches(const char *pattern, const char *text)
{
	uint64_t steps = 0;

	return wildmatch(pattern, strlen(pattern), text, strlen(text), &steps);
}

static void
test_wildmatch(void **state)
{
	static const struct {
		const char *pattern, *text;
		bool match;
	} cases[] = {
		{"", "", true},
		{"", "a", false},
		{"a", "", false},
		{"a?c", "abc", true},
		{"a?c", "a/c", false},
		{"*", "", true},
		{"*", "a/b", false},
		{"**", "a/b", true},
		{"a**", "a/b", false},
		{"a/**", "a", false},
		{"a/**", "a/b/c", true},
		{"**/a", "a", true},
		{"**/a", "b/c/a", true},
		{"**/a", "ba", false},
		{"a/**/b", "a/b", true},
		{"a/**/b", "a/x/y/b", true},
		{"a/**/b", "ab", false},
		{"**/**/a", "a", true},
		{"a/***/b", "a/b", true},
		{"*a*b*c*", "xxaxxbxxcxx", true},
		{"*a*b*c*", "xxaxxcxxbxx", false},
		{"[ab]", "b", true},
		{"[!ab]", "b", false},
		{"[^ab]", "c", true},
		{"[a-c]x", "bx", true},
		{"[]a]", "]", true},
		{"[!]a]", "]", false},
		{"[a-]", "-", true},
		{"[-a]", "-", true},
		{"[\\]]", "]", true},
		{"[a-\\c]", "b", true},
		{"[[:alpha:]_]", "_", true},
		{"[[:digit:]]", "a", false},
		{"[[:nothing:]]", "a", false},
		{"[[:]", ":", true},
		{"[a", "a", false},
		{"[", "[", false},
		{"[!a]", "/", false},
		{"[/]", "/", false},
		{"\\*", "*", true},
		{"\\*", "a", false},
		{"a\\", "a", false},
		{"a\\", "a\\", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (matches(cases[i].pattern, cases[i].text) != cases[i].match)
			fail_msg("'%s' and '%s'", cases[i].pattern, cases[i].text);
}

/* Where a program that tries one way after the other would not come back. */
static void
test_costs(void **state)
{
	char pattern[WILDMATCH_MOST], text[4096];
	uint64_t steps = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(pattern); i++)
		pattern[i] = "*a"[i % 2];
	memset(text, 'a', sizeof(text));
	pattern[sizeof(pattern) - 1] = 'b';
	assert_false(wildmatch(pattern, sizeof(pattern), text, sizeof(text), &steps));
	assert_true(steps < 4 * sizeof(pattern) * sizeof(text));
	for (size_t i = 0; i < sizeof(pattern); i++)
		pattern[i] = "**/"[i % 3];
	assert_false(wildmatch(pattern, sizeof(pattern) - 2, text, sizeof(text), &steps));
	assert_false(wildmatch(pattern, sizeof(pattern) + 1, text, sizeof(text), &steps));
}

/* ---- the rules of one tree ---- */

static struct attribute_rules files[3];
static struct attribute_layer layers[3];
static size_t layer_count;

static void
parse_bytes(const char *folder, const char *bytes, size_t length)
{
	struct attribute_rules *rules = &files[layer_count];

	if (!attributes_parse(&box.arena, bytes, length, !*folder, rules, &box.err))
		fail_msg("%s", box.err.message);
	layers[layer_count++] = (struct attribute_layer){rules, strlen(folder)};
}

static void
parse(const char *folder, const char *text)
{
	parse_bytes(folder, text, strlen(text));
}

static const char *
value(const char *path, const char *name, bool doubtful)
{
	struct attribute answer = {.name = name};
	uint64_t steps = 0;

	attributes_find(layers, layer_count, path, strlen(path), doubtful, &answer, 1, &steps);
	switch (answer.state) {
	case ATTRIBUTE_SET:
		return "set";
	case ATTRIBUTE_UNSET:
		return "unset";
	case ATTRIBUTE_TEXT:
		return arena_copy(&box.arena, answer.text, answer.text_length);
	default:
		return "unspecified";
	}
}

static void
is(const char *path, const char *name, const char *wanted)
{
	const char *found = value(path, name, true);

	if (!text_equal(found, wanted))
		fail_msg("%s of %s is %s, not %s", name, path, found, wanted);
}

static void
test_rules(void **state)
{
	(void)state;
	layer_count = 0;
	parse("", "# c diff=comment\n"
		  "*.c diff\n"
		  "/top.c -diff\r\n"
		  "a/*.c !diff text=auto=1\n"
		  "[attr]hide -diff x\n"
		  "*.h hide\n"
		  "*.o binary\n"
		  "p.o diff\n"
		  "folder/ -diff\n"
		  "!not.c -diff\n"
		  "\\!yes.c -diff\n"
		  "\"with space.c\" -diff\n"
		  "\"oct\\141l\" -diff\n"
		  "\"broken -diff\n"
		  "bad.c -diff =x\n"
		  "  indented.c\t-diff");
	is("d/x.c", "diff", "set");
	is("top.c", "diff", "unset");
	is("d/top.c", "diff", "set");
	is("a/x.c", "diff", "unspecified");
	is("a/x.c", "text", "auto=1");
	is("a/b/x.c", "diff", "set");
	is("x.h", "diff", "unset");
	is("x.h", "x", "set");
	is("x.h", "hide", "set");
	is("x.o", "diff", "unset");
	is("x.o", "binary", "set");
	is("p.o", "diff", "set");
	is("folder", "diff", "unspecified");
	is("not.c", "diff", "set");
	is("!yes.c", "diff", "unset");
	is("with space.c", "diff", "unset");
	is("octal", "diff", "unset");
	is("\"broken", "diff", "unset");
	is("bad.c", "diff", "set");
	is("indented.c", "diff", "unset");
	assert_false(files[0].unclear);
}

static void
test_layers(void **state)
{
	(void)state;
	layer_count = 0;
	parse("", "*.c -diff\n[attr]binary x\n");
	parse("t/", "*.c diff\n/u/*.c -diff\n[attr]binary -diff\n*.b binary\n*.i !diff\n");
	parse("t/u/", "y.c diff=y\n");
	is("t/x.c", "diff", "set");
	is("t/u/x.c", "diff", "unset");
	is("t/u/y.c", "diff", "y");
	is("t/x.b", "diff", "unspecified");
	is("t/x.b", "x", "set");
}

/* What different readers of a file take for different rules. */
static void
test_unclear(void **state)
{
	struct buffer line RELEASED_BY(buffer_release) = {0};

	(void)state;
	layer_count = 0;
	parse("", "\xEF\xBB\xBF*.c -diff\n*.h -diff\n");
	assert_string_equal(value("x.c", "diff", true), "unset");
	assert_string_equal(value("x.c", "diff", false), "unspecified");
	assert_string_equal(value("x.h", "diff", false), "unset");
	assert_false(files[0].unclear);
	layer_count = 0;
	parse_bytes("", "*.c -diff\0 x\n*.h -diff\n", 23);
	is("x.c", "diff", "unset");
	is("x.h", "diff", "unset");
	assert_true(files[0].unclear);
	for (size_t i = 0; i < 2046; i++)
		buffer_add_byte(&line, ' ');
	buffer_add_text(&line, "x\n");
	layer_count = 0;
	parse("", line.bytes);
	assert_false(files[0].unclear);
	line.bytes[0] = 'y';
	buffer_add_text(&line, "\n");
	layer_count = 0;
	parse("", arena_format(&box.arena, "z%s", line.bytes));
	assert_true(files[0].unclear);
}

static void
too_many(const char *line, size_t count)
{
	struct buffer text RELEASED_BY(buffer_release) = {0};
	struct attribute_rules rules;

	for (size_t i = 0; i < count; i++)
		buffer_add_text(&text, line);
	assert_false(attributes_parse(&box.arena, text.bytes, text.length, true, &rules, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
}

static void
test_limits(void **state)
{
	(void)state;
	too_many("x y\n", 20001);
	too_many("x y y y y y y y y y y y y y y y y\n", 4000);
	too_many("[attr]m x\n", 257);
}

/* ---- agreement with git ---- */

static uint32_t seed = 20240229;

static uint32_t
dice(uint32_t sides)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % sides;
}

#define ONE_OF(texts) (texts)[dice(sizeof(texts) / sizeof((texts)[0]))]

static void
add_pattern(struct buffer *out)
{
	static const char *const pieces[] = {
		"a",           "b",       "ab",      "*",    "*",    "**",   "/",     "/",
		"?",           "[ab]",    "[!a",     "]",    "[^b]", "\\a",  "\\*",   ".c",
		"[[:alpha:]]", "[]a]",    "[a-b]",   "***",  "**/",  "/**",  "*.c",   "\\",
		"-",           "[!]]",    "[[:x:]]", "!",    "\"",   "\\\\", "[\\]]", "[a-]",
		"/**/b",       "[b-\\c]", "[[:a]",   "[a]b",
	};
	bool quoted = dice(8) == 0;

	if (quoted)
		buffer_add_byte(out, '"');
	for (uint32_t i = 1 + dice(1 + dice(5)); i > 0; i--)
		buffer_add_text(out, ONE_OF(pieces));
	if (quoted)
		buffer_add_byte(out, '"');
}

static const char *
random_rules(void)
{
	static const char *const attributes[] = {
		"diff", "-diff", "!diff", "diff=x", "binary", "-binary", "m",    "-m",
		"n",    "!n",    "m=1",   "x",      "-x",     "x=y=z",   "text", "!m",
	};
	static const char *const macros[] = {"[attr]m", "[attr]n", "[attr]binary", "[attr]x",
					     "[attr]"};
	static const char *const ends[] = {"\n", "\n", "\n", "\r\n", " \n", "\t\n\n", " =\n"};
	struct buffer out RELEASED_BY(buffer_release) = {0};

	if (dice(8) == 0)
		buffer_add_text(&out, "\xEF\xBB\xBF");
	for (uint32_t i = dice(8) + 1; i > 0; i--) {
		if (dice(5) == 0)
			buffer_add_text(&out, ONE_OF(macros));
		else
			add_pattern(&out);
		for (uint32_t k = dice(4); k > 0; k--)
			buffer_add_format(&out, " %s", ONE_OF(attributes));
		buffer_add_text(&out, ONE_OF(ends));
	}
	return arena_text(&box.arena, out.bytes);
}

static const char *const asked[] = {"diff", "x", "m", "binary", "text"};
#define ASKED (sizeof(asked) / sizeof(asked[0]))

/* The next value that `git check-attr` printed. */
static const char *
next_value(const char **out)
{
	const char *end = strchr(*out, '\n'), *begin;

	end = end ? end : *out + strlen(*out);
	for (begin = end; begin > *out && begin[-1] != ' '; begin--)
		continue;
	*out = *end ? end + 1 : end;
	return arena_copy(&box.arena, begin, (size_t)(end - begin));
}

static void
layers_of(const char *path, const char *const rules[3])
{
	layer_count = 0;
	parse("", rules[0]);
	if (text_starts_with(path, "a/"))
		parse("a/", rules[1]);
	if (text_starts_with(path, "a/b/"))
		parse("a/b/", rules[2]);
}

static size_t
agree(const char *const rules[3], const struct texts *paths)
{
	struct buffer list RELEASED_BY(buffer_release) = {0};
	const char *out;
	size_t specified = 0;

	write_file("repo/.gitattributes", rules[0]);
	write_file("repo/a/.gitattributes", rules[1]);
	write_file("repo/a/b/.gitattributes", rules[2]);
	for (size_t i = 0; i < paths->count; i++)
		buffer_add_format(&list, "%s\n", paths->at[i]);
	out = GIT_WITH("repo", list.bytes, "check-attr", "--stdin", "diff", "x", "m", "binary",
		       "text");
	for (size_t i = 0; i < paths->count; i++) {
		layers_of(paths->at[i], rules);
		for (size_t k = 0; k < ASKED; k++) {
			const char *git = next_value(&out);
			const char *ours = value(paths->at[i], asked[k], true);

			specified += text_equal(git, "unspecified") ? 0 : 1;
			if (!text_equal(git, ours))
				fail_msg("%s of %s: git has %s, not %s\n%s--- a\n%s--- a/b\n%s",
					 asked[k], paths->at[i], git, ours, rules[0], rules[1],
					 rules[2]);
		}
	}
	return specified;
}

static const char *
random_path(void)
{
	static const char *const names[] = {"a",  "b",  "ab",   "a.c", ".c", "aa", "c", "b-",
					    "[a", "a*", "a\\b", "!",   "ba", "]",  "x"};
	struct buffer out RELEASED_BY(buffer_release) = {0};

	if (dice(2))
		buffer_add_text(&out, dice(2) ? "a/" : "a/b/");
	for (uint32_t i = dice(1 + dice(3)); i > 0; i--)
		buffer_add_format(&out, "%s/", ONE_OF(names));
	buffer_add_text(&out, ONE_OF(names));
	return arena_text(&box.arena, out.bytes);
}

static void
test_agreement(void **state)
{
	size_t specified = 0;
	int errors = dup(2), nowhere = open("/dev/null", O_WRONLY);

	(void)state;
	make_folder("repo");
	GIT("repo", "init", "-q", ".");
	make_folder("repo/a");
	make_folder("repo/a/b");
	for (int round = 0; round < 250; round++) {
		const char *const rules[] = {random_rules(), random_rules(), random_rules()};
		struct texts paths = {0};

		for (int i = 0; i < 40; i++)
			texts_add(&box.arena, &paths, random_path());
		dup2(nowhere, 2); /* git's complaints about rules that are none */
		specified += agree(rules, &paths);
		dup2(errors, 2);
	}
	close(errors);
	close(nowhere);
	assert_true(specified > 2000);
}

/* Any bytes at all. */
static void
test_noise(void **state)
{
	(void)state;
	for (int round = 0; round < 2000; round++) {
		static const char common[] = "\n\n  \"\\[]*/?-!=ab[attr]";
		char bytes[200];

		for (size_t i = 0; i < sizeof(bytes); i++)
			bytes[i] = dice(8) ? common[dice(sizeof(common) - 1)] : (char)dice(256);
		layer_count = 0;
		parse_bytes("", bytes, sizeof(bytes));
		assert_non_null(value("a/b", "diff", round % 2));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_wildmatch), TEST(test_costs),  TEST(test_rules),     TEST(test_layers),
		TEST(test_unclear),   TEST(test_limits), TEST(test_agreement), TEST(test_noise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
