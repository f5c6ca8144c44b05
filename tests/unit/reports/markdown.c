/* SPDX-License-Identifier: Apache-2.0 */
/* Does the Markdown report say what is to be done, stay within its room, and keep text text? */
#include "tests/unit/reports/fixture.h"

#include "base/text.h"
#include "tests/unit/reports/hostile.h"

static void
finish(struct fixture *fixture, const char *golden)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	fixture_write(fixture, &markdown_report, &out);
	assert_golden(golden, &out);
	arena_release(&fixture->arena);
}

static void
advice_says_what_to_do(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_pull(&fixture, "PAY-311 retry card capture");
	fixture_advice(&fixture);
	texts_add(&fixture.arena, &fixture.input.remarks, "main has no policy: this is advice");
	finish(&fixture, "request.md");
}

static void
green_is_folded(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_request(&fixture, "PAY-311 retry card capture");
	fixture_facts(&fixture);
	fixture_passes(&fixture);
	finish(&fixture, "allowed.md");
}

/* What may begin an element, a table's cell or a comment is ours. */
static void
hostile_text_stays_text(void **state)
{
	static const char *const forbidden[] = {
		"<script", "<img", "-->",  "<!--",  "**all**", "[ok](",     "![i]",
		"`x`",     "```",  "$x$",  "{{y}}", "@acme",   "@evil",     "http:/",
		"www.e",   " #1",  "GH-2", "pay#3", ":tada",   "&lt;b&gt;",
	};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_hostile(&fixture);
	fixture_write(&fixture, &markdown_report, &out);
	assert_plain(&out);
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++)
		if (strstr(out.bytes, forbidden[i]))
			fail_msg("%s is in the report", forbidden[i]);
	assert_int_equal(count_text(out.bytes, "</details>"), 1);
	assert_int_equal(count_text(out.bytes, "\n##"), 1);
	finish(&fixture, "hostile.md");
}

/* At the start of a line, where a list, a heading, a rule or a block of code would begin. */
static void
no_line_of_theirs_begins_anything(void **state)
{
	static const char *const starts[] = {"- x", "1. x", "# x", "    x", "---", "+ x", "= x"};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_pull(&fixture, "PAY-1");
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		texts_add(&fixture.arena, &fixture.input.remarks, starts[i]);
		fixture_finding(&fixture, "approval", "x", FAIL, "APPR-MISSING", starts[i]);
	}
	fixture_write(&fixture, &markdown_report, &out);
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		assert_null(strstr(out.bytes, arena_format(&fixture.arena, "\n%s\n", starts[i])));
	assert_int_equal(count_text(out.bytes, "\n&#45; x\n"), 2);
	arena_release(&fixture.arena);
}

/* Each row of a table has the cells that we gave it. */
static void
a_pipe_makes_no_cell(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;
	const char *line;

	(void)state;
	fixture_begin(&fixture);
	fixture_hostile(&fixture);
	fixture_write(&fixture, &markdown_report, &out);
	for (line = strstr(out.bytes, "\n|"); line; line = strstr(line + 1, "\n|")) {
		size_t pipes = 0;

		for (const char *at = line + 1; *at && *at != '\n'; at++)
			pipes += *at == '|';
		assert_int_equal(pipes, 5);
	}
	arena_release(&fixture.arena);
}

static void
many_findings(struct fixture *fixture, size_t count)
{
	fixture_begin(fixture);
	fixture_pull(fixture, "PAY-1");
	for (size_t i = 0; i < count; i++)
		fixture_finding(fixture, "approval",
				arena_format(&fixture->arena, "change request %zu", i), FAIL,
				"APPR-MISSING", "1 needed, 0 valid")
			->fix = "ask somebody";
}

/* At each limit: never over it, cut between pieces, elements closed, and it says so. */
static void
a_limit_cuts_between_pieces(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;
	size_t cut = 0;

	(void)state;
	many_findings(&fixture, 100);
	for (size_t limit = 1200; limit < 30000; limit += 97) {
		fixture.input.limit = limit;
		fixture_write(&fixture, &markdown_report, &out);
		assert_true(out.length <= limit);
		assert_int_equal(count_text(out.bytes, "<details>"),
				 count_text(out.bytes, "</details>"));
		assert_int_equal(count_text(out.bytes, "<code>"), count_text(out.bytes, "</code>"));
		assert_int_equal(out.bytes[out.length - 1], '\n');
		if (!strstr(out.bytes, "change request 99"))
			assert_int_equal(count_text(out.bytes, "**Cut here**"), 1);
		cut += count_text(out.bytes, "**Cut here**");
	}
	assert_true(cut > 50);
	assert_null(strstr(out.bytes, "**Cut here**"));
	arena_release(&fixture.arena);
}

static void
a_summary_fits_into_its_place(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;

	(void)state;
	many_findings(&fixture, 20000);
	fixture_write(&fixture, &markdown_report, &out);
	assert_true(out.length <= 900 * 1000);
	assert_true(out.length > 800 * 1000);
	assert_non_null(strstr(out.bytes, "**Cut here**"));
	assert_non_null(strstr(out.bytes, "And 19980 more that block"));
	arena_release(&fixture.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(advice_says_what_to_do),
		cmocka_unit_test(green_is_folded),
		cmocka_unit_test(hostile_text_stays_text),
		cmocka_unit_test(no_line_of_theirs_begins_anything),
		cmocka_unit_test(a_pipe_makes_no_cell),
		cmocka_unit_test(a_limit_cuts_between_pieces),
		cmocka_unit_test(a_summary_fits_into_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
