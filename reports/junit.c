/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a verdict look as a test report? JUnit XML, which GitLab and others show beside a change
 * request: one test case for each finding. FAIL is a failure, UNKNOWN an error; what waits, is
 * judged later or does not apply is skipped.
 */
#include "base/text.h"
#include "base/time.h"
#include "reports/control.h"
#include "reports/escape.h"
#include "reports/table.h"

static const char *
element_of(enum showing showing)
{
	static const char *const elements[] = {
		[SHOW_FAIL] = "failure",
		[SHOW_UNKNOWN] = "error",
		[SHOW_WAITING] = "skipped",
		[SHOW_LATER] = "skipped",
		[SHOW_NOT_APPLICABLE] = "skipped",
		[SHOW_PASS] = NULL,
		[SHOW_EXEMPT] = NULL,
	};

	return elements[showing];
}

static size_t
count_elements(const struct report_input *input, const char *element)
{
	size_t count = 0;

	for (size_t i = 0; i < input->evaluation->findings.count; i++)
		count += text_equal(element,
				    element_of(showing_of(input->evidence,
							  &input->evaluation->findings.at[i])));
	return count;
}

/* Attributes "tests" to "skipped". */
static void
add_numbers(struct buffer *out, const struct report_input *input)
{
	buffer_add_format(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\"",
			  input->evaluation->findings.count, count_elements(input, "failure"),
			  count_elements(input, "error"), count_elements(input, "skipped"));
}

static void
add_content(struct buffer *out, const struct finding *finding)
{
	add_xml(out, finding->because);
	if (finding->fix) {
		buffer_add_text(out, "\nfix: ");
		add_xml(out, finding->fix);
	}
	for (size_t i = 0; i < finding->notes.count; i++) {
		buffer_add_text(out, "\nnote: ");
		add_xml(out, finding->notes.at[i].text);
	}
	buffer_add_text(out, "\nchangegate explain ");
	add_xml(out, finding->code);
}

static void
add_case(struct buffer *out, const struct report_input *input, const struct finding *finding)
{
	const char *element = element_of(showing_of(input->evidence, finding));

	buffer_add_text(out, "    <testcase classname=\"changegate.");
	add_xml(out, finding->check);
	buffer_add_text(out, "\" name=\"");
	add_xml(out, finding->subject);
	buffer_add_text(out, " (");
	add_xml(out, finding->code);
	buffer_add_text(out, ")\" time=\"0\">\n      ");
	if (element) {
		buffer_add_format(out, "<%s message=\"", element);
		add_xml(out, finding->because);
		if (!text_equal(element, "skipped")) {
			buffer_add_text(out, "\" type=\"");
			add_xml(out, finding->code);
		}
		buffer_add_text(out, "\">");
	} else {
		element = "system-out";
		buffer_add_text(out, "<system-out>");
	}
	add_content(out, finding);
	buffer_add_format(out, "</%s>\n    </testcase>\n", element);
}

static void
write_junit(struct arena *arena, struct buffer *out, const struct report_input *input)
{
	char time[21];

	(void)arena;
	instant_format(time, input->evidence->now.time);
	buffer_add_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			     "<testsuites name=\"changegate\"");
	add_numbers(out, input);
	buffer_add_text(out, ">\n  <testsuite name=\"changegate\"");
	add_numbers(out, input);
	buffer_add_format(out, " time=\"0\" timestamp=\"%.19s\">\n", time);
	for (size_t i = 0; i < input->evaluation->findings.count; i++)
		add_case(out, input, &input->evaluation->findings.at[i]);
	buffer_add_text(out, "  </testsuite>\n</testsuites>\n");
}

const struct report junit_report = {"junit", write_junit};

/* The same under the name of the platform that reads it. */
const struct report gitlab_report = {"gitlab", write_junit};
