/* SPDX-License-Identifier: Apache-2.0 */
/* Are test cases counted as the tools mean them, and nothing believed that is no evidence? */
#include "tests/unit/integrations/sandbox.h"

#include "base/text.h"
#include "integrations/junit.h"

static struct test_report report;

static void
parse_bytes(const char *bytes, size_t length)
{
	char *exact = malloc(length ? length : 1);

	assert_non_null(exact);
	memcpy(exact, bytes, length);
	memset(&report, 0x55, sizeof(report));
	junit_parse(&box.arena, exact, length, &report);
	free(exact);
}

static void
counts(const char *text, int64_t tests, int64_t failures, int64_t errors, int64_t skipped)
{
	parse_bytes(text, strlen(text));
	if (report.problem)
		fail_msg("%s", report.problem);
	assert_int_equal(report.tests, tests);
	assert_int_equal(report.failures, failures);
	assert_int_equal(report.errors, errors);
	assert_int_equal(report.skipped, skipped);
}

static void
is_no_evidence(const char *text, const char *words)
{
	parse_bytes(text, strlen(text));
	assert_non_null(report.problem);
	if (!strstr(report.problem, words))
		fail_msg("'%s' does not say '%s'", report.problem, words);
}

static void
test_surefire(void **state)
{
	(void)state;
	counts("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	       "<testsuite name=\"a.B\" tests=\"99\" failures=\"0\" errors=\"0\" skipped=\"0\">"
	       "<properties><property name=\"error\" value=\"x\"/></properties>"
	       "<testcase name=\"ok\" classname=\"a.B\" time=\"0.1\"/>"
	       "<testcase name=\"bad\"><failure message=\"m\" type=\"t\"><![CDATA[<error/>]]>"
	       "</failure><system-out>x</system-out></testcase>"
	       "<testcase name=\"broke\"><error>e</error></testcase>"
	       "<testcase name=\"skip\"><skipped/></testcase>"
	       "<testcase name=\"flaky\"><flakyFailure>f</flakyFailure><flakyError>x</flakyError>"
	       "</testcase>"
	       "<testcase name=\"never\"><failure>f</failure><rerunFailure>f</rerunFailure>"
	       "</testcase></testsuite>",
	       6, 2, 1, 1);
}

static void
test_pytest(void **state)
{
	(void)state;
	counts("<testsuites><testsuite name=\"pytest\" errors=\"0\" tests=\"3\">"
	       "<testcase classname=\"t\" name=\"a\"><properties/></testcase>"
	       "<testcase classname=\"t\" name=\"b\"><skipped type=\"pytest.skip\">w</skipped>"
	       "</testcase>"
	       "<testcase classname=\"t\" name=\"c\"><skipped type=\"pytest.xfail\"/></testcase>"
	       "</testsuite></testsuites>",
	       3, 0, 0, 2);
}

static void
test_go_and_jest(void **state)
{
	(void)state;
	counts("<testsuites tests=\"1\"><testsuite name=\"example.org/p\" tests=\"2\">"
	       "<testcase name=\"TestA\"/><testcase name=\"TestB\">"
	       "<failure message=\"Failed\">trace</failure></testcase></testsuite>"
	       "<testsuite name=\"q\"><testcase name=\"TestC\"/></testsuite></testsuites>",
	       3, 1, 0, 0);
	counts("<testsuites name=\"jest tests\"><testsuite name=\"x\" errors=\"1\">"
	       "<testcase name=\"x Test suite failed to run\"><error>SyntaxError</error></testcase>"
	       "</testsuite></testsuites>",
	       1, 0, 1, 0);
}

static void
test_mocha_and_gtest(void **state)
{
	(void)state;
	counts("<testsuites name=\"Mocha Tests\"><testsuite name=\"Root Suite\" tests=\"0\"/>"
	       "<testsuite name=\"a\"><testcase name=\"x\"/><testcase name=\"pending\"><skipped/>"
	       "</testcase></testsuite></testsuites>",
	       2, 0, 0, 1);
	counts("<testsuites name=\"AllTests\"><testsuite name=\"S\">"
	       "<testcase name=\"ran\" status=\"run\" result=\"completed\"/>"
	       "<testcase name=\"DISABLED_x\" status=\"notrun\" result=\"suppressed\"/>"
	       "<testcase name=\"two\" status=\"run\"><failure>a</failure><failure>b</failure>"
	       "</testcase></testsuite></testsuites>",
	       3, 1, 0, 1);
}

static void
test_nesting(void **state)
{
	(void)state;
	counts("<testsuites><testsuite><testsuite><testsuite><testcase/></testsuite><testcase/>"
	       "</testsuite></testsuite></testsuites>",
	       2, 0, 0, 0);
	counts("<testsuite><testcase><system-out><failure/></system-out></testcase></testsuite>", 1,
	       0, 0, 0);
	counts("<testsuite><testcase><skipped/><failure/></testcase></testsuite>", 1, 1, 0, 0);
	counts("<testsuite><testcase/><error>set-up broke</error></testsuite>", 1, 0, 1, 0);
	counts("<j:testsuite xmlns:j=\"urn:x\"><j:testcase><j:failure/></j:testcase></j:testsuite>",
	       1, 1, 0, 0);
}

static void
test_what_attributes_say(void **state)
{
	(void)state;
	counts("<testsuite><testcase status=\"fail\"/><testcase result=\"FAILED\"/>"
	       "<testcase outcome=\"Failure\"/><testcase status=\"error\"/>"
	       "<testcase status=\"errored\"/><testcase status=\"broken\"/>"
	       "<testcase result=\"Timeout\"/><testcase x:status=\"failed\" xmlns:x=\"u\"/>"
	       "</testsuite>",
	       8, 8, 0, 0);
	counts("<testsuite><testcase status=\"failed\"><skipped/></testcase>"
	       "<testcase status=\"failed\"><failure/></testcase>"
	       "<testcase status=\"failed\"><error/></testcase>"
	       "<testcase status=\"notrun\" result=\"failed\"/></testsuite>",
	       4, 3, 1, 0);
	counts("<testsuite><testcase status=\"passed\" result=\"ok\" outcome=\"success\"/>"
	       "<testcase name=\"failed\" classname=\"error\"/></testsuite>",
	       2, 0, 0, 0);
}

static void
test_what_suites_claim(void **state)
{
	static const char more[] = "claims more failures or errors";

	(void)state;
	is_no_evidence("<testsuite failures=\"1\"><testcase/></testsuite>", more);
	is_no_evidence("<testsuite errors=\" 1 \"><testcase/></testsuite>", more);
	is_no_evidence("<testsuites failures=\"3\" errors=\"1\"><testsuite tests=\"9\">"
		       "<testcase/></testsuite></testsuites>",
		       more);
	is_no_evidence("<testsuite failures=\"2\"><testcase><failure/></testcase></testsuite>",
		       more);
	is_no_evidence("<testsuites><testsuite><testcase><failure/></testcase></testsuite>"
		       "<testsuite failures=\"1\"><testcase/></testsuite></testsuites>",
		       more);
	is_no_evidence("<j:testsuite xmlns:j=\"u\" j:failures=\"1\"><j:testcase/></j:testsuite>",
		       more);
	is_no_evidence("<testsuite failures=\"99999999999999999999\"><testcase/></testsuite>",
		       "no number");
	is_no_evidence("<testsuite errors=\"one\"><testcase/></testsuite>", "no number");
	counts("<testsuites failures=\"2\" errors=\"0\"><testsuite failures=\"1\" errors=\"1\">"
	       "<testcase><failure/></testcase><testcase><error/></testcase></testsuite>"
	       "<testsuite failures=\"\" errors=\"0\"><testcase/></testsuite></testsuites>",
	       3, 1, 1, 0);
	counts("<testsuite failures=\"0\"><testcase><failure/></testcase></testsuite>", 1, 1, 0, 0);
}

static void
test_no_evidence(void **state)
{
	(void)state;
	is_no_evidence("", "empty");
	is_no_evidence(" ", "broken XML");
	is_no_evidence("<testsuite/>", "no test case");
	is_no_evidence("<testsuites><testsuite tests=\"500\"/></testsuites>", "no test case");
	is_no_evidence("<html><testcase/></html>", "root");
	is_no_evidence("<testcase/>", "root");
	is_no_evidence(
		"<testsuite><testcase><testcase><failure/></testcase></testcase></testsuite>",
		"inside a test case");
	is_no_evidence("<testsuite><testcase><x><testsuite failures=\"1\"/></x></testcase>"
		       "</testsuite>",
		       "inside a test case");
	is_no_evidence("<testsuite><testcase/>", "broken XML");
	is_no_evidence("<testsuite><testcase></testsuite>", "line 1");
	is_no_evidence("<testsuite><testcase/></testsuite><testsuite/>", "broken XML");
	is_no_evidence("{\"tests\": 5}", "broken XML");
	is_no_evidence("<testsuite><testcase name=\"\xFF\"/></testsuite>", "broken XML");
}

static void
test_entities_are_refused(void **state)
{
	(void)state;
	is_no_evidence("<!DOCTYPE testsuite><testsuite><testcase/></testsuite>",
		       "document type declaration");
	is_no_evidence("<!DOCTYPE t [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]>"
		       "<testsuite><testcase name=\"&b;\"/></testsuite>",
		       "document type declaration");
	is_no_evidence("<!DOCTYPE t SYSTEM \"file:///etc/passwd\"><testsuite/>",
		       "document type declaration");
	is_no_evidence("<testsuite><testcase name=\"&x;\"/></testsuite>", "broken XML");
}

static void
test_depth(void **state)
{
	struct buffer text RELEASED_BY(buffer_release) = {0};

	(void)state;
	for (size_t i = 0; i < 100000; i++)
		buffer_add_text(&text, "<testsuite>");
	is_no_evidence(text.bytes, "nested too deeply");
	buffer_clear(&text);
	for (size_t i = 0; i < LIMIT_XML_DEPTH - 1; i++)
		buffer_add_text(&text, "<testsuite>");
	buffer_add_text(&text, "<testcase/>");
	for (size_t i = 0; i < LIMIT_XML_DEPTH - 1; i++)
		buffer_add_text(&text, "</testsuite>");
	counts(text.bytes, 1, 0, 0, 0);
}

static void
test_encodings(void **state)
{
	static const char ascii[] = "<testsuite><testcase><failure/></testcase></testsuite>";
	char wide[2 * sizeof(ascii)] = {(char)0xFF, (char)0xFE};

	(void)state;
	counts("<?xml version='1.0' encoding='ISO-8859-1'?><testsuite><testcase name='\xE9'/>"
	       "</testsuite>",
	       1, 0, 0, 0);
	counts("\xEF\xBB\xBF<testsuite><testcase/></testsuite>", 1, 0, 0, 0);
	for (size_t i = 0; i < sizeof(ascii) - 1; i++)
		wide[2 + 2 * i] = ascii[i];
	parse_bytes(wide, 2 * sizeof(ascii));
	assert_null(report.problem);
	assert_int_equal(report.failures, 1);
	is_no_evidence("<?xml version='1.0' encoding='EBCDIC-X'?><testsuite/>", "broken XML");
}

static void
test_collect(void **state)
{
	struct test_requirement requirement = {.junit = "out/**/*.xml", .min_tests = 1};
	struct test_result result;

	(void)state;
	make_folder("out");
	make_folder("out/deep");
	make_folder("else");
	write_file("out/b.xml", "<testsuite><testcase/></testsuite>");
	write_file("out/a.xml", "");
	write_file("out/a.txt", "<testsuite><testcase/></testsuite>");
	write_file("out/deep/c.xml", "<testsuite><testcase><failure/></testcase></testsuite>");
	write_file("else/d.xml", "<testsuite><testcase/></testsuite>");
	assert_int_equal(symlink("b.xml", path_of("out/link.xml")), 0);
	assert_int_equal(symlink("../else", path_of("out/else")), 0);
	assert_true(junit_collect(&box.arena, box.folder, &requirement, &result, &box.err));
	assert_string_equal(result.junit, "out/**/*.xml");
	assert_int_equal(result.report_count, 4);
	assert_string_equal(result.reports.at[3].path, "out/link.xml");
	assert_string_equal(result.reports.at[3].problem, "it is not a regular file");
	assert_null(result.reports.at[3].sha256);
	assert_string_equal(result.reports.at[0].path, "out/a.xml");
	assert_string_equal(result.reports.at[0].problem, "it is empty");
	assert_string_equal(result.reports.at[1].path, "out/b.xml");
	assert_int_equal(result.reports.at[1].tests, 1);
	assert_int_equal(strlen(result.reports.at[1].sha256), 64);
	assert_int_equal(result.reports.at[2].failures, 1);
	requirement.junit = "none/*.xml";
	assert_true(junit_collect(&box.arena, box.folder, &requirement, &result, &box.err));
	assert_int_equal(result.report_count, 0);
	requirement.junit = "else/d.xml";
	assert_true(junit_collect(&box.arena, box.folder, &requirement, &result, &box.err));
	assert_int_equal(result.report_count, 1);
}

static void
test_unreadable(void **state)
{
	struct test_requirement requirement = {.junit = "*.xml", .min_tests = 1};
	struct test_result result;

	(void)state;
	assert_int_equal(mkfifo(path_of("pipe.xml"), 0600), 0);
	write_file("locked.xml", "<testsuite><testcase/></testsuite>");
	assert_int_equal(chmod(path_of("locked.xml"), 0), 0);
	assert_true(junit_collect(&box.arena, box.folder, &requirement, &result, &box.err));
	assert_int_equal(result.report_count, 2);
	assert_string_equal(result.reports.at[1].problem, "it is not a regular file");
	if (geteuid() != 0) {
		assert_non_null(result.reports.at[0].problem);
		assert_null(result.reports.at[0].sha256);
	}
	assert_false(junit_collect(&box.arena, path_of("gone"), &requirement, &result, &box.err));
}

static void
test_too_many(void **state)
{
	struct test_requirement requirement = {.junit = "*.xml", .min_tests = 1};
	struct test_result result;

	(void)state;
	for (int i = 0; i <= LIMIT_REPORTS; i++)
		write_file(arena_format(&box.arena, "%d.xml", i), "<testsuite/>");
	assert_false(junit_collect(&box.arena, box.folder, &requirement, &result, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_int_equal(unlink(path_of("0.xml")), 0);
	assert_true(junit_collect(&box.arena, box.folder, &requirement, &result, &box.err));
	assert_int_equal(result.report_count, LIMIT_REPORTS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_surefire),
		TEST(test_pytest),
		TEST(test_go_and_jest),
		TEST(test_mocha_and_gtest),
		TEST(test_nesting),
		TEST(test_what_attributes_say),
		TEST(test_what_suites_claim),
		TEST(test_no_evidence),
		TEST(test_entities_are_refused),
		TEST(test_depth),
		TEST(test_encodings),
		TEST(test_collect),
		TEST(test_unreadable),
		TEST(test_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
