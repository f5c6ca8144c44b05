/* SPDX-License-Identifier: Apache-2.0 */
/* Are raw commits read as git reads them, and hostile ones without harm? */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "integrations/git_commit.h"

#define TREE "tree 1111111111111111111111111111111111111111\n"
#define PARENT "parent 2222222222222222222222222222222222222222\n"
#define AUTHOR "author Ann Lee <ann@x> 1700000000 +0100\n"
#define COMMITTER "committer Carl <carl@x> 1700000001 -0500\n"

static struct raw_commit commit;
static struct error err;

/* Exactly the bytes, on the heap, so that a sanitizer sees one byte too far. */
static char *copy;

static bool
parse_bytes(const char *bytes, size_t length)
{
	free(copy);
	copy = malloc(length ? length : 1);
	assert_non_null(copy);
	memcpy(copy, bytes, length);
	return raw_commit_parse(copy, length, &commit, &err);
}

static bool
parse(const char *text)
{
	return parse_bytes(text, strlen(text));
}

static void
check_text(struct raw_text text, const char *expected)
{
	assert_int_equal(text.length, strlen(expected));
	assert_memory_equal(text.at, expected, text.length);
}

static void
test_whole(void **state)
{
	(void)state;
	assert_true(parse(TREE PARENT PARENT AUTHOR COMMITTER
			  "gpgsig -----BEGIN\n encoding x\n parent y\n -----END\n"
			  "encoding ISO-8859-1\n\nsubject\n\nbody\n"));
	assert_int_equal(commit.parent_count, 2);
	assert_int_equal(commit.tree.bytes[0], 0x11);
	assert_int_equal(commit.parents[1].bytes[19], 0x22);
	check_text(commit.author.name, "Ann Lee");
	check_text(commit.author.address, "ann@x");
	assert_int_equal(commit.author.time, 1700000000);
	assert_int_equal(commit.committer.time, 1700000001);
	check_text(commit.encoding, "ISO-8859-1");
	check_text(commit.message, "subject\n\nbody\n");
}

static void
test_without_message(void **state)
{
	(void)state;
	assert_true(parse(TREE AUTHOR COMMITTER));
	check_text(commit.message, "");
	assert_true(parse(TREE AUTHOR COMMITTER "\n"));
	check_text(commit.message, "");
	assert_true(parse(TREE AUTHOR COMMITTER "no line break"));
	check_text(commit.message, "");
	assert_int_equal(commit.parent_count, 0);
}

/* A later parent line is none: git takes only those behind the tree. */
static void
test_late_parent(void **state)
{
	(void)state;
	assert_true(parse(TREE AUTHOR COMMITTER PARENT "\nx"));
	assert_int_equal(commit.parent_count, 0);
}

static void
check_ident(const char *ident, const char *name, const char *address, int64_t time)
{
	struct buffer text RELEASED_BY(buffer_release) = {0};

	buffer_add_format(&text, TREE "author %s\n" COMMITTER "\n", ident);
	assert_true(parse_bytes(text.bytes, text.length));
	check_text(commit.author.name, name);
	check_text(commit.author.address, address);
	assert_int_equal(commit.author.time, time);
}

static void
test_idents(void **state)
{
	(void)state;
	check_ident("A <a@b> 5 +0", "A", "a@b", 5);
	check_ident("<a@b> 5", "", "a@b", 5);
	check_ident("A < a@b > 5", "A", "a@b", 5);
	check_ident("A <a@b", "A", "", 0);
	check_ident("A", "A", "", 0);
	check_ident("A > <a@b> 5", "A >", "a@b", 5);
	check_ident("A <a@b> <c@d> 5", "A", "a@b", 5);
	check_ident("A <a@b> x", "A", "a@b", 0);
	check_ident("A <a@b> -5", "A", "a@b", 0);
	check_ident("A <a@b> 99999999999999999999999999", "A", "a@b", 0);
	check_ident("<> 1", "", "", 1);
}

static void
test_broken(void **state)
{
	static const char *const broken[] = {
		"",
		"\n",
		"tree",
		"tree ",
		"tree 1111111111111111111111111111111111111111",
		TREE,
		"Tree 1111111111111111111111111111111111111111\n" AUTHOR COMMITTER,
		"tree 111111111111111111111111111111111111111\n" AUTHOR COMMITTER,
		"tree 11111111111111111111111111111111111111111\n" AUTHOR COMMITTER,
		"tree 111111111111111111111111111111111111111G\n" AUTHOR COMMITTER,
		"tree AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n" AUTHOR COMMITTER,
		TREE "parent x\n" AUTHOR COMMITTER,
		TREE AUTHOR,
		TREE COMMITTER,
		TREE COMMITTER AUTHOR,
		AUTHOR COMMITTER "\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		assert_false(parse(broken[i]));
		assert_int_equal(err.code, ERROR_UNAVAILABLE);
	}
}

static void
test_many_parents(void **state)
{
	struct buffer text RELEASED_BY(buffer_release) = {0};

	(void)state;
	buffer_add_text(&text, TREE);
	for (size_t i = 0; i < LIMIT_PARENTS; i++)
		buffer_add_text(&text, PARENT);
	buffer_add_text(&text, AUTHOR COMMITTER "\n");
	assert_true(parse_bytes(text.bytes, text.length));
	assert_int_equal(commit.parent_count, LIMIT_PARENTS);
	buffer_clear(&text);
	buffer_add_text(&text, TREE);
	for (size_t i = 0; i <= LIMIT_PARENTS; i++)
		buffer_add_text(&text, PARENT);
	buffer_add_text(&text, AUTHOR COMMITTER "\n");
	assert_false(parse_bytes(text.bytes, text.length));
}

/* Every beginning of a good commit, and every single byte of it changed. */
static void
test_mutations(void **state)
{
	static const char good[] = TREE PARENT AUTHOR COMMITTER "encoding x\n\nsubject\n";
	char bytes[sizeof(good)];

	(void)state;
	for (size_t length = 0; length < sizeof(good); length++)
		(void)parse_bytes(good, length);
	for (size_t i = 0; i < sizeof(good) - 1; i++) {
		for (int value = 0; value < 256; value += 5) {
			memcpy(bytes, good, sizeof(good));
			bytes[i] = (char)value;
			(void)parse_bytes(bytes, sizeof(good) - 1);
		}
	}
}

static int
clean(void **state)
{
	(void)state;
	free(copy);
	copy = NULL;
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_whole, clean),
		cmocka_unit_test_teardown(test_without_message, clean),
		cmocka_unit_test_teardown(test_late_parent, clean),
		cmocka_unit_test_teardown(test_idents, clean),
		cmocka_unit_test_teardown(test_broken, clean),
		cmocka_unit_test_teardown(test_many_parents, clean),
		cmocka_unit_test_teardown(test_mutations, clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
