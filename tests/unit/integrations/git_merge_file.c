/* SPDX-License-Identifier: Apache-2.0 */
/* Are lines merged by nothing but their bytes, and does no text cost more than it may? */
#include "tests/unit/integrations/sandbox.h"

#include "base/text.h"
#include "integrations/git.h"
#include "integrations/git_merge_file.h"
#include "integrations/git_text_steps.h"

/* The library must have been opened once. */
static struct git *git;

static int
begin(void **state)
{
	if (sandbox_begin(state))
		return -1;
	GIT("", "init", "-q", ".");
	return git_open(path_of(""), &git, &box.err) ? 0 : -1;
}

static int
end(void **state)
{
	git_close(&git);
	return sandbox_end(state);
}

static bool
merge(enum text_merge how, const struct buffer *texts, struct buffer *out)
{
	struct object objects[3];
	const struct three_texts three = {&objects[0], &objects[1], &objects[2]};
	bool clean;

	for (int i = 0; i < 3; i++)
		objects[i] = (struct object){.bytes = texts[i].bytes, .length = texts[i].length};
	buffer_clear(out);
	assert_true(text_merge(how, &three, out, &clean, &box.err));
	return clean;
}

static void
assert_merged(const char *base, const char *ours, const char *theirs, const char *expected)
{
	const char *given[] = {base, ours, theirs};
	struct buffer texts[3] = {{0}}, out = {0};

	for (int i = 0; i < 3; i++)
		buffer_add_text(&texts[i], given[i]);
	for (int how = 0; how < TEXT_MERGES; how++) {
		assert_int_equal(merge((enum text_merge)how, texts, &out), expected != NULL);
		if (expected)
			assert_string_equal(out.length ? out.bytes : "", expected);
	}
	for (int i = 0; i < 3; i++)
		buffer_release(&texts[i]);
	buffer_release(&out);
}

static void
test_small_texts(void **state)
{
	(void)state;
	assert_merged("", "", "", "");
	assert_merged("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n");
	assert_merged("a\nb\nc\n", "A\nb\nc\n", "A\nb\nc\n", "A\nb\nc\n");
	assert_merged("a\nb\nc\n", "A\nb\nc\n", "B\nb\nc\n", NULL);
	assert_merged("a\nb\nc\n", "", "a\nb\nc\n", "");
	assert_merged("", "a\n", "b\n", NULL);
	assert_merged("a\nb\nc", "A\nb\nc", "a\nb\nc\n", "A\nb\nc\n");
	/* White space is text. */
	assert_merged("a\nb\nc\n", "a \nb\nc\n", "a\t\nb\nc\n", NULL);
	assert_merged("a\r\nb\r\nc\r\n", "A\r\nb\r\nc\r\n", "a\r\nb\r\nc\n", "A\r\nb\r\nc\n");
}

static void
test_binary_is_told_as_git_does(void **state)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	struct object object;

	(void)state;
	for (int i = 0; i < 8001; i++)
		buffer_add_byte(&bytes, i == 8000 ? '\0' : 'x');
	object = (struct object){.bytes = bytes.bytes, .length = bytes.length};
	assert_false(text_is_binary(&object));
	bytes.bytes[7999] = '\0';
	assert_true(text_is_binary(&object));
	object.length = 0;
	assert_false(text_is_binary(&object));
}

/* Each line is unique only in what the one before it leaves: the library calls itself for each. */
static void
add_nested(struct buffer *text, int count, const char *first, const char *last)
{
	buffer_add_text(text, first);
	for (int i = 1; i <= count; i++)
		buffer_add_format(text, "%x\n%x\n", i + 1, i);
	buffer_add_text(text, last);
}

static void
test_nested_unique_lines_do_not_exhaust_the_stack(void **state)
{
	static const int counts[] = {100, 4990, 400000};

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		struct buffer texts[3] = {{0}}, out = {0};

		add_nested(&texts[0], counts[i], "first\n", "last\n");
		add_nested(&texts[1], counts[i], "ours\n", "last\n");
		add_nested(&texts[2], counts[i], "theirs\n", "theirs\n");
		assert_false(merge(TEXT_MERGE_PATIENCE, texts, &out));
		for (int k = 0; k < 3; k++)
			buffer_release(&texts[k]);
		buffer_release(&out);
	}
}

static void
add_noise(struct buffer *text, unsigned alphabet, size_t bytes, uint64_t dice)
{
	while (text->length < bytes) {
		dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		buffer_add_format(text, "%x\n", (unsigned)(dice >> 33) % alphabet);
	}
}

/* Texts of the same lines in another order are the worst: the library would take a minute. */
static void
test_noise_is_refused(void **state)
{
	static const unsigned alphabets[] = {2, 40, 1000};

	(void)state;
	for (size_t i = 0; i < sizeof(alphabets) / sizeof(alphabets[0]); i++) {
		struct buffer texts[2] = {{0}};
		struct object objects[2];
		uint64_t steps = 0;

		for (unsigned k = 0; k < 2; k++) {
			add_noise(&texts[k], alphabets[i], 512 * 1024, k);
			objects[k] =
				(struct object){.bytes = texts[k].bytes, .length = texts[k].length};
		}
		assert_false(text_steps(&objects[0], &objects[1], &steps, 10000000));
		assert_true(steps > 10000000 && steps < 20000000);
		/* A text and itself are no work, however large. */
		steps = 0;
		assert_true(text_steps(&objects[0], &objects[0], &steps, 10000000));
		assert_true(steps < 10000000);
		buffer_release(&texts[0]);
		buffer_release(&texts[1]);
	}
}

/* What the limit lets through, merged. */
static void
test_noise_within_the_limit_ends(void **state)
{
	struct buffer texts[3] = {{0}}, out = {0};

	(void)state;
	for (unsigned k = 0; k < 3; k++)
		add_noise(&texts[k], 40, 10 * 1024, k);
	for (int how = 0; how < TEXT_MERGES; how++)
		assert_false(merge((enum text_merge)how, texts, &out));
	for (int k = 0; k < 3; k++)
		buffer_release(&texts[k]);
	buffer_release(&out);
}

static void
test_steps_of_small_texts(void **state)
{
	static const struct {
		const char *a, *b;
	} pairs[] = {{"", ""}, {"a\n", ""}, {"a\nb\n", "b\na\n"}, {"a\nb\nc\nb", "b\nc\na\nc\n"}};
	struct buffer many RELEASED_BY(buffer_release) = {0};
	struct object large;
	uint64_t steps = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		struct object a = {.bytes = pairs[i].a, .length = strlen(pairs[i].a)};
		struct object b = {.bytes = pairs[i].b, .length = strlen(pairs[i].b)};

		assert_true(text_steps(&a, &b, &steps, 100));
		assert_true(text_steps(&b, &a, &steps, 100));
	}
	for (int i = 0; i <= LIMIT_MERGE_LINES; i++)
		buffer_add_byte(&many, '\n');
	large = (struct object){.bytes = many.bytes, .length = many.length};
	assert_false(text_steps(&large, &large, &steps, UINT64_MAX));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_small_texts, begin, end),
		cmocka_unit_test_setup_teardown(test_binary_is_told_as_git_does, begin, end),
		cmocka_unit_test_setup_teardown(test_nested_unique_lines_do_not_exhaust_the_stack,
						begin, end),
		cmocka_unit_test_setup_teardown(test_noise_is_refused, begin, end),
		cmocka_unit_test_setup_teardown(test_noise_within_the_limit_ends, begin, end),
		cmocka_unit_test_setup_teardown(test_steps_of_small_texts, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
