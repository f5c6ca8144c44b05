/* SPDX-License-Identifier: Apache-2.0 */
/* How does a change request get to see its verdict? See pr_tell.h. */
#include "cmd/pr_tell.h"

#include "base/text.h"
#include "cmd/output.h"
#include "core/waiting.h"
#include "integrations/github_say.h"
#include "reports/conclusion.h"
#include "reports/escape.h"
#include "reports/table.h"

#define MARKER "<!-- changegate pr -->"
#define LIMIT_COMMENT_BYTES 65000u /* GitHub takes 65,536 characters */

static bool
is_green(const struct report_input *input)
{
	return input->evaluation->result == RESULT_ADVISORY;
}

static void
write_body(struct pr *pr, const struct report_input *input, struct buffer *out)
{
	struct report_input bounded = *input;

	bounded.color = false;
	bounded.limit = LIMIT_COMMENT_BYTES - out->length;
	markdown_report.write(pr->arena, out, &bounded);
}

static void
comment_on(struct pr *pr, const struct report_input *input, int when)
{
	RELEASED_BY(buffer_release) struct buffer body = {0};
	struct github_comment comment = {.number = conclusion_request(input->evidence)->number,
					 .marker = MARKER};
	struct error err = {0};

	if (when == COMMENT_NEVER)
		return;
	buffer_add_text(&body, MARKER "\n");
	write_body(pr, input, &body);
	comment.body = body.bytes;
	if (!github_say_comment(pr->arena, pr->github, &comment,
				when == COMMENT_ON_FAILURE &&
					input->evaluation->result != RESULT_REFUSED,
				&err))
		output_log("no comment (it needs 'pull-requests: write'): %s",
			   text_shown(pr->arena, err.message));
}

/* Advice without a policy is neither red nor green; what waits is still in progress. */
static const char *
conclusion_of(const struct report_input *input)
{
	if (evaluation_waits(input->evidence, input->evaluation))
		return NULL;
	if (is_green(input))
		return "success";
	return input->exit_status ? "failure" : "neutral";
}

static void
say_check(struct pr *pr, const struct report_input *input)
{
	RELEASED_BY(buffer_release) struct buffer summary = {0};
	RELEASED_BY(buffer_release) struct buffer title = {0};
	struct github_verdict verdict = {.commit = input->evidence->change.head,
					 .name = "changegate",
					 .conclusion = conclusion_of(input)};
	struct error err = {0};

	conclusion_sentence(pr->arena, &title, input);
	write_body(pr, input, &summary);
	verdict.title = title.bytes;
	verdict.summary = summary.bytes;
	if (!github_say_check(pr->arena, pr->github, &verdict, &err))
		output_log("no check run (it needs 'checks: write'): %s",
			   text_shown(pr->arena, err.message));
}

void
pr_tell(struct pr *pr, const struct report_input *input, int comment, bool check_run)
{
	if (!conclusion_request(input->evidence))
		return;
	comment_on(pr, input, comment);
	if (check_run)
		say_check(pr, input);
}
