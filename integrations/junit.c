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

struct parsing {
	XML_Parser parser;
	struct test_report *report;
	int depth;
	int case_depth; /* of the <testcase> that is open, or 0 */
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

/* A rerun or flaky failure of a case that passed in the end has another element name. */
static void
begin_inside_case(struct parsing *parsing, const char *name)
{
	if (text_equal(name, "testcase"))
		stop(parsing, "it has a test case inside a test case");
	if (parsing->depth != parsing->case_depth + 1)
		return;
	if (text_equal(name, "failure"))
		note_outcome(parsing, FAILED);
	else if (text_equal(name, "error"))
		note_outcome(parsing, BROKE);
	else if (text_equal(name, "skipped"))
		note_outcome(parsing, SKIPPED);
}

/* gtest has an attribute, too, for cases that did not run: status="notrun". */
static enum outcome
initial_outcome(const char **attributes)
{
	for (size_t i = 0; attributes[i]; i += 2) {
		if (!text_equal(attributes[i], "status"))
			continue;
		if (text_equal(attributes[i + 1], "notrun") ||
		    text_equal(attributes[i + 1], "disabled"))
			return SKIPPED;
	}
	return PASSED;
}

/* A suite that broke before or after its cases says so itself. */
static void
begin_outside_case(struct parsing *parsing, const char *name, const char **attributes)
{
	if (text_equal(name, "testcase")) {
		parsing->case_depth = parsing->depth;
		parsing->outcome = initial_outcome(attributes);
	}
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
	else if (parsing->depth == 1 && !text_equal(name, "testsuites") &&
		 !text_equal(name, "testsuite"))
		stop(parsing,
		     "it is no JUnit report: the root is neither testsuites nor testsuite");
	else if (parsing->case_depth)
		begin_inside_case(parsing, name);
	else
		begin_outside_case(parsing, name, attributes);
}

static void
end_element(void *self, const char *name)
{
	struct parsing *parsing = self;

	(void)name;
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
	struct parsing parsing = {.report = report};

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
read_report(struct arena *arena, const char *root, const char *path, struct test_report *report)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	struct error err;
	size_t length = strlen(path);

	report->path = text_from_foreign(arena, path, length, 4 * length + 4);
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
	struct texts paths = {0};

	if (!files_matching(arena, root, requirement->junit, LIMIT_REPORTS, &paths, err))
		return fail_while(err, "looking for test reports '%s'", requirement->junit);
	*result = (struct test_result){.junit = requirement->junit, .grade = GRADE_CLAIMED};
	for (size_t i = 0; i < paths.count; i++) {
		struct test_report *report = LIST_ADD(arena, &result->reports);

		read_report(arena, root, paths.at[i], report);
	}
	result->report_count = (int64_t)result->reports.count;
	return true;
}
