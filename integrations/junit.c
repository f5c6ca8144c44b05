/* SPDX-License-Identifier: Apache-2.0 */
/* What do JUnit XML reports say? See junit.h. */
#include "integrations/junit.h"

#include <stdlib.h>
#include <string.h>

#include <expat.h>

#include "base/buffer.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/disk.h"
#include "integrations/files.h"

/* How a test case ended; the first child that says so decides, and a failure beats a skip. */
enum outcome { PASSED, SKIPPED, FAILED, BROKE };

/* What the header of an open suite says, and what had been counted before it. */
struct claim {
	int64_t broken; /* the larger one of its failures and errors */
	int64_t before;
};

struct parsing {
	struct arena *arena;
	XML_Parser parser;
	struct test_report *report;
	int depth;
	int case_depth; /* of the <testcase> that is open, or 0 */
	struct claim claims[LIMIT_XML_DEPTH + 1];
	enum outcome outcome;
	const char *problem;
};

/* Expat goes on to the end of the element otherwise. */
static void
stop(struct parsing *parsing, const char *problem)
{
	if (!parsing->problem)
		parsing->problem = problem;
	XML_StopParser(parsing->parser, XML_FALSE);
}

/* Names without a namespace prefix: some tools write one. */
static const char *
local_name(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static void
note_outcome(struct parsing *parsing, enum outcome outcome)
{
	if (outcome > parsing->outcome)
		parsing->outcome = outcome;
}

static bool
is_suite(const char *name)
{
	return text_equal(name, "testsuite") || text_equal(name, "testsuites");
}

/* A rerun or flaky failure of a case that passed in the end has another element name. */
static void
begin_inside_case(struct parsing *parsing, const char *name)
{
	if (text_equal(name, "testcase"))
		stop(parsing, "it has a test case inside a test case");
	if (is_suite(name))
		stop(parsing, "it has a test suite inside a test case");
	if (parsing->depth != parsing->case_depth + 1)
		return;
	if (text_equal(name, "failure"))
		note_outcome(parsing, FAILED);
	else if (text_equal(name, "error"))
		note_outcome(parsing, BROKE);
	else if (text_equal(name, "skipped"))
		note_outcome(parsing, SKIPPED);
}

static bool
is_among(const char *const *words, const char *word)
{
	for (; *words; words++)
		if (text_equal_ignoring_case(*words, word))
			return true;
	return false;
}

/* Some tools say it in an attribute, with no element inside the case; gtest says "notrun" there. */
static enum outcome
outcome_of_attribute(const char *name, const char *value)
{
	static const char *const names[] = {"status", "result", "outcome", NULL};
	static const char *const failed[] = {"fail",    "failed", "failure", "error",
					     "errored", "broken", "timeout", NULL};

	if (!is_among(names, name))
		return PASSED;
	if (is_among(failed, value))
		return FAILED;
	if (text_equal(name, "status") &&
	    (text_equal(value, "notrun") || text_equal(value, "disabled")))
		return SKIPPED;
	return PASSED;
}

static void
begin_case(struct parsing *parsing, const char **attributes)
{
	parsing->case_depth = parsing->depth;
	parsing->outcome = PASSED;
	for (size_t i = 0; attributes[i]; i += 2)
		note_outcome(parsing,
			     outcome_of_attribute(local_name(attributes[i]), attributes[i + 1]));
}

static int64_t
count_broken(const struct parsing *parsing)
{
	return parsing->report->failures + parsing->report->errors;
}

/* An empty attribute says nothing; what is no number may say anything. */
static void
note_claim(struct parsing *parsing, const char *value)
{
	struct claim *claim = &parsing->claims[parsing->depth];
	const char *trimmed = text_trim(parsing->arena, value, strlen(value));
	int64_t number = 0;

	if (*trimmed && !text_to_integer(trimmed, &number))
		stop(parsing, "a suite's number of failures or errors is no number");
	else if (number > claim->broken)
		claim->broken = number;
}

static void
begin_suite(struct parsing *parsing, const char **attributes)
{
	parsing->claims[parsing->depth] = (struct claim){.before = count_broken(parsing)};
	for (size_t i = 0; attributes[i]; i += 2) {
		const char *name = local_name(attributes[i]);

		if (text_equal(name, "failures") || text_equal(name, "errors"))
			note_claim(parsing, attributes[i + 1]);
	}
}

/* A suite that broke before or after its cases says so itself. */
static void
begin_outside_case(struct parsing *parsing, const char *name, const char **attributes)
{
	if (text_equal(name, "testcase"))
		begin_case(parsing, attributes);
	else if (is_suite(name))
		begin_suite(parsing, attributes);
	parsing->report->failures += text_equal(name, "failure");
	parsing->report->errors += text_equal(name, "error");
}

static void
begin_element(void *self, const char *full_name, const char **attributes)
{
	struct parsing *parsing = self;
	const char *name = local_name(full_name);

	parsing->depth++;
	if (parsing->depth > LIMIT_XML_DEPTH)
		stop(parsing, "its elements are nested too deeply");
	else if (parsing->depth == 1 && !is_suite(name))
		stop(parsing,
		     "it is no JUnit report: the root is neither testsuites nor testsuite");
	else if (parsing->case_depth)
		begin_inside_case(parsing, name);
	else
		begin_outside_case(parsing, name, attributes);
}

/* A tool that counted more than it wrote down, or a report of which something was taken out. */
static void
end_suite(struct parsing *parsing)
{
	const struct claim *claim = &parsing->claims[parsing->depth];

	if (claim->broken > count_broken(parsing) - claim->before)
		stop(parsing, "a suite claims more failures or errors than it lists");
}

static void
end_element(void *self, const char *name)
{
	struct parsing *parsing = self;

	if (!parsing->case_depth && is_suite(local_name(name)))
		end_suite(parsing);
	if (parsing->case_depth == parsing->depth) {
		parsing->case_depth = 0;
		parsing->report->tests++;
		parsing->report->failures += parsing->outcome == FAILED;
		parsing->report->errors += parsing->outcome == BROKE;
		parsing->report->skipped += parsing->outcome == SKIPPED;
	}
	parsing->depth--;
}

static void
begin_doctype(void *self, const char *name, const char *system_id, const char *public_id,
	      int has_internal_subset)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)has_internal_subset;
	stop(self, "it has a document type declaration, which no test tool needs");
}

static void
set_handlers(struct parsing *parsing)
{
	XML_SetUserData(parsing->parser, parsing);
	XML_SetElementHandler(parsing->parser, begin_element, end_element);
	XML_SetStartDoctypeDeclHandler(parsing->parser, begin_doctype);
}

static const char *
describe_failure(struct arena *arena, const struct parsing *parsing)
{
	if (parsing->problem)
		return parsing->problem;
	return arena_format(arena, "it is broken XML: %s at line %lu",
			    XML_ErrorString(XML_GetErrorCode(parsing->parser)),
			    (unsigned long)XML_GetCurrentLineNumber(parsing->parser));
}

static void
parse(struct arena *arena, struct parsing *parsing, const char *bytes, size_t length)
{
	struct test_report *report = parsing->report;

	set_handlers(parsing);
	if (XML_Parse(parsing->parser, bytes, (int)length, XML_TRUE) != XML_STATUS_OK)
		report->problem = describe_failure(arena, parsing);
	else if (report->tests == 0)
		report->problem = "it has no test case";
}

void
junit_parse(struct arena *arena, const char *bytes, size_t length, struct test_report *report)
{
	struct parsing parsing = {.arena = arena, .report = report};

	report->tests = report->failures = report->errors = report->skipped = 0;
	report->problem = NULL;
	if (length == 0) {
		report->problem = "it is empty";
		return;
	}
	if (length > LIMIT_REPORT_BYTES) {
		report->problem = "it is too large";
		return;
	}
	parsing.parser = XML_ParserCreate(NULL);
	if (!parsing.parser)
		abort();
	parse(arena, &parsing, bytes, length);
	XML_ParserFree(parsing.parser);
}

/* One file that matches; what is wrong with it is a fact, not an error. */
static void
read_report(struct arena *arena, const char *root, const struct file_entry *file,
	    struct test_report *report)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	const char *path = file->name;
	struct error err;
	size_t length = strlen(path);

	report->path = text_from_foreign(arena, path, length, 4 * length + 4);
	if (file->kind != FILE_REGULAR) {
		report->problem = "it is not a regular file";
		return;
	}
	if (!disk_read(arena_format(arena, "%s/%s", root, path), LIMIT_REPORT_BYTES, &bytes,
		       &err)) {
		report->problem = arena_format(arena, "it could not be read: %s", err.message);
		return;
	}
	report->sha256 = sha256_hex(arena, bytes.bytes ? bytes.bytes : "", bytes.length);
	junit_parse(arena, bytes.bytes, bytes.length, report);
}

bool
junit_collect(struct arena *arena, const char *root, const struct test_requirement *requirement,
	      struct test_result *result, struct error *err)
{
	struct file_entries files = {0};

	if (!files_matching(arena, root, requirement->junit, LIMIT_REPORTS, &files, err))
		return fail_while(err, "looking for test reports '%s'", requirement->junit);
	*result = (struct test_result){.junit = requirement->junit, .grade = GRADE_CLAIMED};
	for (size_t i = 0; i < files.count; i++) {
		struct test_report *report = LIST_ADD(arena, &result->reports);

		read_report(arena, root, &files.at[i], report);
	}
	result->report_count = (int64_t)result->reports.count;
	return true;
}
