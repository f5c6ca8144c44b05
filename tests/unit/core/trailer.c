/* SPDX-License-Identifier: Apache-2.0 */
/* Are trailers found where git finds them? Expectations are what `git log` of git 2.39 prints. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/text.h"
#include "core/trailer.h"

static struct arena arena;
static struct error err;

static int
begin(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* All trailers as "key=value|key=value". */
static const char *
parsed_bytes(const char *message, size_t length)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct trailers trailers;

	assert_true(trailers_parse(&arena, message, length, &trailers, &err));
	for (size_t i = 0; i < trailers.count; i++)
		buffer_add_format(&out, "%s%s=%s", i ? "|" : "", trailers.at[i].key,
				  trailers.at[i].value);
	return arena_copy(&arena, out.bytes ? out.bytes : "", out.length);
}

static const char *
parsed(const char *message)
{
	return parsed_bytes(message, strlen(message));
}

static void
test_last_paragraph(void **state)
{
	(void)state;
	assert_string_equal(parsed("s\n\nbody\n\nA: 1\nB: 2\n"), "A=1|B=2");
	assert_string_equal(parsed("s\n\nA: 1\n\nbody\n"), "");
	assert_string_equal(parsed("s\n\nA: 1"), "A=1");
	assert_string_equal(parsed("s\n\nA: 1\n\n\n"), "A=1");
	assert_string_equal(parsed("s\n\nA: 1\n   \n\t\n"), "A=1");
	assert_string_equal(parsed("s\n \nA: 1\n"), "A=1");
	assert_string_equal(parsed("s\n\nA: 1\n \nB: 2\n"), "B=2");
}

static void
test_title_is_none(void **state)
{
	(void)state;
	assert_string_equal(parsed(""), "");
	assert_string_equal(parsed("\n"), "");
	assert_string_equal(parsed("A: 1\n"), "");
	assert_string_equal(parsed("\n\nA: 1\n"), "");
	assert_string_equal(parsed("A: 1\nB: 2\n"), "");
	assert_string_equal(parsed("A: 1\n\nB: 2\n"), "B=2");
	assert_string_equal(parsed("# c\n\nA: 1\n"), "A=1");
}

static void
test_mixed_paragraphs(void **state)
{
	(void)state;
	assert_string_equal(parsed("s\n\nprose here\nA: 1\n"), "");
	assert_string_equal(parsed("s\n\nprose\nSigned-off-by: x\n"), "Signed-off-by=x");
	assert_string_equal(parsed("s\n\n1\n2\n3\nSigned-off-by: x\n"), "Signed-off-by=x");
	assert_string_equal(parsed("s\n\n1\n2\n3\n4\nSigned-off-by: x\n"), "");
	assert_string_equal(parsed("s\n\n1\n2\n3\n4\nA: 1\nSigned-off-by: x\n"),
			    "A=1|Signed-off-by=x");
	assert_string_equal(parsed("s\n\nprose\nA: 1\n(cherry picked from commit 12)\n"), "A=1");
	assert_string_equal(parsed("s\n\nprose\nsigned-off-by: x\n"), "");
	assert_string_equal(parsed("s\n\nprose\n a\n b\nSigned-off-by: x\n"), "Signed-off-by=x");
	assert_string_equal(parsed("s\n\nprose\n a\n b\n c\nSigned-off-by: x\n"), "");
}

static void
test_keys(void **state)
{
	(void)state;
	assert_string_equal(parsed("s\n\nReviewed-By : x\n"), "Reviewed-By=x");
	assert_string_equal(parsed("s\n\nReviewed by: x\n"), "");
	assert_string_equal(parsed("s\n\nA:1\n"), "A=1");
	assert_string_equal(parsed("s\n\nA:\n"), "A=");
	assert_string_equal(parsed("s\n\n: 1\n"), "");
	assert_string_equal(parsed("s\n\nA= 1\n"), "");
	assert_string_equal(parsed("s\n\nA_b: 1\n"), "");
	assert_string_equal(parsed("s\n\nhttps://example.org\n"), "https=//example.org");
	assert_string_equal(parsed("s\n\nA: b: c\n"), "A=b: c");
}

static void
test_folding(void **state)
{
	(void)state;
	assert_string_equal(parsed("s\n\nA: 1\n  2\n\t3\nB: 4\n"), "A=1 2 3|B=4");
	assert_string_equal(parsed("s\n\n  folded first\nA: 1\n"), "");
	assert_string_equal(parsed("s\n\nprose\n more\nSigned-off-by: x\n y\n"),
			    "Signed-off-by=x y");
	assert_string_equal(parsed("s\n\nA: \n  1\n"), "A=1");
}

static void
test_leftovers(void **state)
{
	(void)state;
	assert_string_equal(parsed("s\n\nA: 1\n# comment\n"), "A=1");
	assert_string_equal(parsed("s\n\nA: 1\n# B: 2\nC: 3\n"), "A=1|C=3");
	assert_string_equal(parsed("s\n\nA: 1\n\nConflicts:\n\tfile.c\n"), "A=1");
	assert_string_equal(parsed("s\n\nA: 1\n\nConflicts:\n\tfile.c\nx\n"), "");
	assert_string_equal(parsed("s\n\nA: 1\n# ------------------------ >8 "
				   "------------------------\nB: 2\n"),
			    "A=1");
	assert_string_equal(parsed("s\n\nA: 1\n---\nB: 2\n"), "");
	assert_string_equal(parsed("s\n\nA: 1\n\n---\n\nB: 2\n"), "B=2");
}

static void
test_foreign_bytes(void **state)
{
	(void)state;
	assert_string_equal(parsed("s\n\nA: J\xF6rg\n"), "A=J\xEF\xBF\xBDrg");
	assert_string_equal(parsed("s\r\n\r\nA: 1\r\nB: 2\r\n"), "A=1|B=2");
	assert_string_equal(parsed_bytes("s\n\nA: 1\0\nB: 2\n", 13), "A=1");
	assert_string_equal(parsed_bytes("", 0), "");
	assert_string_equal(parsed_bytes("s\n\nA: 12", 7), "A=1");
}

static void
test_limits(void **state)
{
	struct buffer message RELEASED_BY(buffer_release) = {0};
	struct trailers trailers = {0};

	(void)state;
	buffer_add_text(&message, "s\n\n");
	for (size_t i = 0; i < LIMIT_TRAILERS; i++)
		buffer_add_text(&message, "A: 1\n");
	assert_true(trailers_parse(&arena, message.bytes, message.length, &trailers, &err));
	assert_int_equal(trailers.count, LIMIT_TRAILERS);
	trailers.count = 7;
	buffer_add_text(&message, "A: 1\n");
	assert_false(trailers_parse(&arena, message.bytes, message.length, &trailers, &err));
	assert_int_equal(err.code, ERROR_UNAVAILABLE);
	assert_int_equal(trailers.count, 7);
}

static void
test_long_value(void **state)
{
	struct buffer message RELEASED_BY(buffer_release) = {0};
	struct trailers trailers;

	(void)state;
	buffer_add_text(&message, "s\n\nA: ");
	for (size_t i = 0; i < 100000; i++)
		buffer_add_byte(&message, 'x');
	assert_true(trailers_parse(&arena, message.bytes, message.length, &trailers, &err));
	assert_int_equal(trailers.count, 1);
	assert_true(strlen(trailers.at[0].value) <= LIMIT_SUBJECT_BYTES);
	assert_true(text_ends_with(trailers.at[0].value, "\xE2\x80\xA6"));
}

static const char *
subject(const char *message)
{
	return message_subject(&arena, message, strlen(message));
}

static void
test_subject(void **state)
{
	(void)state;
	assert_string_equal(subject("one line\n"), "one line");
	assert_string_equal(subject("one line"), "one line");
	assert_string_equal(subject("two\nlines  \n\nbody\n"), "two lines");
	assert_string_equal(subject("\n \n late\n"), " late");
	assert_string_equal(subject(""), "");
	assert_string_equal(subject("a\xFF"), "a\xEF\xBF\xBD");
}

static void
check_person(const char *text, const char *id, const char *name)
{
	struct person person;

	person_parse(&arena, text, &person);
	assert_string_equal(person.id, id);
	assert_string_equal(person.name, name);
}

static void
test_person(void **state)
{
	(void)state;
	check_person("Ann Lee <Ann@Example.ORG>", "ann@example.org", "Ann Lee");
	check_person("<a@b>", "a@b", "");
	check_person("Ann <A@b..>", "a@b", "Ann");
	check_person("a@b.", "a@b", "");
	check_person("  Ann <a@b> (lead)", "a@b", "Ann");
	check_person("A@b", "a@b", "");
	check_person("Ann Lee", "", "Ann Lee");
	check_person("Ann at home @ work", "", "Ann at home @ work");
	check_person("Ann <a@b", "", "Ann <a@b");
	check_person("Ann <>", "", "Ann");
	check_person("", "", "");
	check_person("x[bot] <a@b> <c@d>", "a@b", "x[bot]");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_last_paragraph, begin, end),
		cmocka_unit_test_setup_teardown(test_title_is_none, begin, end),
		cmocka_unit_test_setup_teardown(test_mixed_paragraphs, begin, end),
		cmocka_unit_test_setup_teardown(test_keys, begin, end),
		cmocka_unit_test_setup_teardown(test_folding, begin, end),
		cmocka_unit_test_setup_teardown(test_leftovers, begin, end),
		cmocka_unit_test_setup_teardown(test_foreign_bytes, begin, end),
		cmocka_unit_test_setup_teardown(test_limits, begin, end),
		cmocka_unit_test_setup_teardown(test_long_value, begin, end),
		cmocka_unit_test_setup_teardown(test_subject, begin, end),
		cmocka_unit_test_setup_teardown(test_person, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
