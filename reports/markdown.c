/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a verdict read on a web page? Markdown for the summary of a job and for a comment on a
 * change request: the verdict in words, a table of the controls, what is to be done for each that
 * failed, and everything that was judged, folded away. Bounded: what has no room is left out piece
 * by piece, and the report says so.
 */
#include "base/text.h"
#include "reports/conclusion.h"
#include "reports/control.h"
#include "reports/escape.h"
#include "reports/table.h"

#define LIMIT_SUMMARY_BYTES (900u * 1000) /* GitHub takes 1 MiB of a step */
#define END_BYTES 1024                    /* kept for the end, whatever was cut */
#define CUT                                                                                    \
	"\n**Cut here**, see the job's log or `changegate ... --output json=FILE` for all of " \
	"it.\n"

/* A report that grows by whole pieces, so that no element of it is cut. */
struct page {
	struct arena *arena;
	struct buffer *out;
	const struct report_input *input;
	size_t end; /* length at which it is full */
	bool cut;
};

static void
page_add(struct page *page, const struct buffer *piece)
{
	if (page->cut || !piece->length)
		return;
	if (page->out->length + piece->length > page->end)
		page->cut = true;
	else
		buffer_add(page->out, piece->bytes, piece->length);
}

static void
page_text(struct page *page, const char *text)
{
	struct buffer piece RELEASED_BY(buffer_release) = {0};

	buffer_add_text(&piece, text);
	page_add(page, &piece);
}

/* ---- head ---- */

static void
add_id(struct buffer *out, const char *id)
{
	struct buffer start RELEASED_BY(buffer_release) = {0};

	add_short_id(&start, id ? id : "");
	add_markdown_code(out, start.length ? start.bytes : "");
}

static void
add_subject_line(struct buffer *out, const struct report_input *input)
{
	const struct forge_request *request = conclusion_request(input->evidence);
	const struct change *change = &input->evidence->change;

	if (request) {
		buffer_add_format(out, "Change request %lld, ", (long long)request->number);
		add_markdown(out, request->title ? request->title : "");
	} else {
		buffer_add_text(out, "Service ");
		add_markdown(out, change->key.service ? change->key.service : "");
		buffer_add_text(out, " to ");
		add_markdown(out, change->key.environment ? change->key.environment : "");
	}
	buffer_add_text(out, "; head ");
	add_id(out, change->head);
	buffer_add_text(out, ", policy ");
	add_id(out, input->evidence->policy.digest);
	buffer_add_text(out, "\n\n");
}

static void
add_remarks(struct page *page)
{
	const char *simulated = conclusion_simulated(page->arena, page->input->evidence);

	for (size_t i = 0; i < page->input->remarks.count + (simulated != NULL); i++) {
		struct buffer piece RELEASED_BY(buffer_release) = {0};

		if (i < page->input->remarks.count) {
			add_markdown_line(&piece, page->input->remarks.at[i]);
		} else {
			buffer_add_text(&piece, "**SIMULATED:** ");
			add_markdown(&piece, simulated);
		}
		buffer_add_text(&piece, "\n\n");
		page_add(page, &piece);
	}
}

static void
write_head(struct page *page)
{
	struct buffer sentence RELEASED_BY(buffer_release) = {0};
	struct buffer piece RELEASED_BY(buffer_release) = {0};

	conclusion_sentence(page->arena, &sentence, page->input);
	buffer_add_text(&piece, "## changegate: ");
	add_markdown(&piece, sentence.bytes);
	buffer_add_text(&piece, "\n\n");
	conclusion_counts(&piece, page->input);
	buffer_add_text(&piece, ".\n\n");
	add_subject_line(&piece, page->input);
	page_add(page, &piece);
	add_remarks(page);
}

/* ---- the table of controls ---- */

static void
add_word(struct buffer *out, enum showing showing)
{
	bool blocks = showing == SHOW_FAIL || showing == SHOW_UNKNOWN;

	buffer_add_format(out, blocks ? "**%s**" : "%s",
			  showing == SHOW_UNKNOWN ? "not known" : showing_word(showing));
}

static bool
names(const char *text, const char *subject)
{
	while (*text && !text_starts_with(text, subject))
		text++;
	return *text;
}

static void
add_row(struct buffer *out, const struct report_input *input, const struct finding *finding,
	size_t others)
{
	const char *subject = control_subject(input, finding);

	buffer_add_text(out, "| ");
	add_word(out, showing_of(input->evidence, finding));
	buffer_add_text(out, " | ");
	add_markdown(out, finding->check);
	buffer_add_text(out, " | ");
	if (subject && !names(finding->because, subject)) {
		add_markdown(out, subject);
		buffer_add_text(out, ": ");
	}
	add_markdown(out, finding->because);
	if (others)
		buffer_add_format(out, " (and %zu more)", others);
	buffer_add_text(out, " | ");
	add_markdown_code(out, finding->code);
	buffer_add_text(out, " |\n");
}

static void
write_table(struct page *page)
{
	struct control control;
	size_t from = 0;

	page_text(page, "| | Control | What was found | |\n|---|---|---|---|\n");
	while (control_next(page->input->evaluation, &from, &control)) {
		struct buffer piece RELEASED_BY(buffer_release) = {0};
		const struct finding *deciding = control_deciding(&control);
		size_t others = 0;

		for (size_t i = 0; i < control.count; i++)
			others += &control.at[i] != deciding &&
				  control.at[i].verdict == deciding->verdict;
		add_row(&piece, page->input, deciding, others);
		page_add(page, &piece);
	}
	page_text(page, "\n");
}

/* ---- what is to be done ---- */

/* Each approval that did not count on a line of its own. */
static void
add_because(struct arena *arena, struct buffer *out, const char *because)
{
	const char *part;
	bool first = true;

	while (next_part(arena, &because, &part)) {
		if (!first)
			buffer_add_text(out, "- ");
		add_markdown_line(out, part);
		buffer_add_text(out, first && *because ? "\n\n" : "\n");
		first = false;
	}
	buffer_add_text(out, "\n");
}

static void
write_blocking(struct page *page, const struct finding *finding)
{
	struct buffer piece RELEASED_BY(buffer_release) = {0};
	const char *subject = control_subject(page->input, finding);

	buffer_add_text(&piece, "### ");
	buffer_add_text(&piece, finding->verdict == FAIL ? "Failed: " : "Not known: ");
	add_markdown(&piece, finding->check);
	if (subject) {
		buffer_add_text(&piece, ", ");
		add_markdown(&piece, subject);
	}
	buffer_add_text(&piece, "\n\n");
	add_because(page->arena, &piece, finding->because);
	if (finding->fix) {
		buffer_add_text(&piece, "**What to do:** ");
		add_markdown(&piece, finding->fix);
		buffer_add_text(&piece, "\n\n");
	}
	add_markdown_code(&piece,
			  arena_format(page->arena, "changegate explain %s", finding->code));
	buffer_add_text(&piece, "\n\n");
	page_add(page, &piece);
}

static void
write_all_blocking(struct page *page)
{
	const struct report_input *input = page->input;
	size_t written = 0, left = 0;

	for (size_t i = 0; i < input->evaluation->findings.count; i++) {
		const struct finding *finding = &input->evaluation->findings.at[i];
		enum showing showing = showing_of(input->evidence, finding);

		if (showing != SHOW_FAIL && showing != SHOW_UNKNOWN)
			continue;
		if (written++ < CONTROL_SUBJECTS)
			write_blocking(page, finding);
		else
			left++;
	}
	if (left)
		page_text(page,
			  arena_format(page->arena,
				       "And %zu more that block: they are in the table below.\n\n",
				       left));
}

/* ---- everything ---- */

static void
write_notes(struct page *page, const struct finding *finding)
{
	for (size_t i = 0; i < finding->notes.count; i++) {
		struct buffer piece RELEASED_BY(buffer_release) = {0};

		buffer_add_text(&piece, "| note | ");
		add_markdown(&piece, finding->check);
		buffer_add_text(&piece, " | ");
		add_markdown(&piece, finding->notes.at[i].text);
		buffer_add_text(&piece, " | ");
		add_markdown_code(&piece, finding->notes.at[i].code);
		buffer_add_text(&piece, " |\n");
		page_add(page, &piece);
	}
}

/* Where nobody has to unfold anything to read it. */
static void
write_claims(struct page *page)
{
	struct buffer piece RELEASED_BY(buffer_release) = {0};

	conclusion_claims(&piece, page->input);
	if (piece.length)
		buffer_add_byte(&piece, '\n');
	page_add(page, &piece);
}

static void
write_origin(struct page *page)
{
	struct buffer piece RELEASED_BY(buffer_release) = {0};
	struct buffer source RELEASED_BY(buffer_release) = {0};
	const struct evidence *evidence = page->input->evidence;

	add_policy_source(&source, &evidence->policy.source);
	buffer_add_text(&piece, "\nHead ");
	add_markdown_code(&piece, evidence->change.head ? evidence->change.head : "");
	buffer_add_text(&piece, "; policy ");
	add_markdown(&piece, source.length ? source.bytes : "");
	buffer_add_text(&piece, ", sha256 ");
	add_markdown_code(&piece, evidence->policy.digest ? evidence->policy.digest : "");
	if (page->input->record) {
		buffer_add_text(&piece, "; record ");
		add_markdown_code(&piece, page->input->record);
	}
	buffer_add_text(&piece, ".\n");
	page_add(page, &piece);
}

/* The end of the folded part is written whatever was cut before it. */
static void
write_details(struct page *page)
{
	const struct report_input *input = page->input;
	size_t before = page->out->length;

	page_text(page, "<details>\n<summary>Everything that was judged</summary>\n\n");
	if (page->out->length == before) {
		buffer_add_text(page->out, CUT);
		return;
	}
	page_text(page, "| | Control | What was found | |\n|---|---|---|---|\n");
	for (size_t i = 0; i < input->evaluation->findings.count; i++) {
		struct buffer piece RELEASED_BY(buffer_release) = {0};

		add_row(&piece, input, &input->evaluation->findings.at[i], 0);
		page_add(page, &piece);
		write_notes(page, &input->evaluation->findings.at[i]);
	}
	write_origin(page);
	if (page->cut)
		buffer_add_text(page->out, CUT);
	buffer_add_text(page->out, "\n</details>\n");
}

static bool
is_green(const struct report_input *input)
{
	return input->evaluation->result == RESULT_ALLOWED ||
	       input->evaluation->result == RESULT_ADVISORY;
}

static void
write_markdown(struct arena *arena, struct buffer *out, const struct report_input *input)
{
	size_t limit = input->limit ? input->limit : LIMIT_SUMMARY_BYTES;
	struct page page = {arena, out, input,
			    out->length + (limit > END_BYTES ? limit - END_BYTES : 0), false};

	write_head(&page);
	if (!is_green(input))
		write_table(&page);
	write_claims(&page);
	if (!is_green(input))
		write_all_blocking(&page);
	write_details(&page);
}

const struct report markdown_report = {"markdown", write_markdown};
