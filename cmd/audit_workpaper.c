/* SPDX-License-Identifier: Apache-2.0 */
/* What does an auditor's workpaper begin with? The sampled records, management's own test of each,
 * and blank cells for what is the auditor's to say. */
#include "audit/oscal.h"
#include "audit/workpaper.h"
#include "base/hash.h"
#include "base/text.h"
#include "cmd/audit_folder.h"
#include "cmd/audit_frame.h"
#include "cmd/audit_listing.h"
#include "cmd/building.h"
#include "cmd/output.h"
#include "integrations/abreast.h"
#include "integrations/disk.h"
#include "integrations/files.h"
#include "integrations/xlsx.h"
#include "reports/sheet_html.h"

#define SHEETS 5

struct work {
	struct arena *arena;
	struct frame frame;
	struct population population; /* for the times of the deploys */
	struct population_header header;
	struct workpaper workpaper;
	const char *folder; /* of the records */
};

static void
work_release(struct work *work)
{
	frame_release(&work->frame);
}

/* Keeps the record of each sampled deploy beside the workpaper. */
static bool
take_record(void *self, const struct verified_record *verified, struct error *err)
{
	struct work *work = self;
	struct workpaper_item *item = workpaper_find(&work->workpaper, verified->record->record_id);
	struct deployed deployed;
	const char *path;

	if (!item)
		return true;
	if (!verified->record->evidence || !verified->record->evaluation)
		return fail(err, ERROR_LEDGER, "record %s has no evidence",
			    text_shown(work->arena, verified->record->record_id));
	population_deployed(&work->population, verified, &deployed);
	workpaper_fill(work->arena, item, verified, &deployed,
		       work->frame.reconciled ? &work->frame.reconciliation : NULL,
		       sha256_hex(work->arena, verified->envelope, verified->envelope_length));
	path = arena_format(work->arena, "%s/%s", work->frame.folder, item->evidence);
	if (disk_create(path, verified->envelope, verified->envelope_length, 0644, err))
		return true;
	return err->code == ERROR_CONFLICT
		       ? fail(err, ERROR_USAGE, "'%s' exists: files of an audit are never replaced",
			      text_shown(work->arena, path))
		       : false;
}

static bool
take_records(struct work *work, struct error *err)
{
	struct verification result = {0};
	struct verify_request request = {.store = work->frame.place.store,
					 .trust = work->frame.place.trust,
					 .each = take_record,
					 .self = work,
					 .abreast = run_abreast};

	if (!verify_ledger(work->arena, &request, &result, err))
		return false;
	return !result.problem_count ||
	       fail(err, ERROR_LEDGER,
		    "the ledger has %lld problems: run 'changegate verify' first",
		    (long long)result.problem_count);
}

static bool
read_header(struct work *work, struct error *err)
{
	return audit_listing_read(work->arena, &work->frame.place, work->frame.folder,
				  &work->header, err);
}

/* Through a link, records would land elsewhere. */
static bool
make_records_folder(struct work *work, struct error *err)
{
	struct file_entries entries = {0};

	if (!folder_read(work->arena, work->frame.folder, &entries, err))
		return false;
	for (size_t i = 0; i < entries.count; i++)
		if (text_equal(entries.at[i].name, RECORDS_FOLDER) &&
		    entries.at[i].kind != FILE_FOLDER)
			return fail(err, ERROR_USAGE,
				    "'" RECORDS_FOLDER "' in the folder is no folder: the records "
				    "go there, and follow no link");
	return disk_make_folders(
		arena_format(work->arena, "%s/" RECORDS_FOLDER, work->frame.folder), err);
}

/* What has no record is known from the reconciliation alone. */
static void
take_unrecorded(struct work *work)
{
	const struct frame *frame = &work->frame;

	for (size_t i = 0; frame->reconciled && i < work->workpaper.items.count; i++) {
		struct workpaper_item *item = &work->workpaper.items.at[i];
		const struct unrecorded *unrecorded =
			unrecorded_find(&frame->reconciliation, item->item->record_id);

		if (unrecorded)
			workpaper_fill_unrecorded(work->arena, item, unrecorded,
						  FILE_RECONCILIATION,
						  frame->reconciliation_sha256);
	}
}

static bool
collect(struct work *work, const struct arguments *arguments, struct error *err)
{
	struct population_request request = {.tool_version = CHANGEGATE_VERSION};

	if (!frame_open(work->arena, arguments, &work->frame, err) ||
	    !frame_read_samples(work->arena, &work->frame, err) || !read_header(work, err))
		return false;
	if (!work->frame.stages)
		return fail(
			err, ERROR_USAGE,
			"there is no sample in the folder: run 'changegate audit sample' first");
	work->workpaper.sample = &work->frame.latest;
	work->workpaper.sample_sha256 = work->frame.latest_sha256;
	work->workpaper.population = &work->header;
	work->workpaper.tool_version = CHANGEGATE_VERSION;
	workpaper_begin(work->arena, &work->workpaper);
	take_unrecorded(work);
	return population_begin(work->arena, &request, &work->population, err) &&
	       building_note(work->arena, &work->frame.place, &work->population, err) &&
	       make_records_folder(work, err) && take_records(work, err);
}

static struct xlsx_sheet
as_xlsx(struct arena *arena, const struct sheet *sheet)
{
	struct xlsx_line *lines = arena_allocate(arena, (sheet->lines.count + 1) * sizeof(*lines));

	for (size_t i = 0; i < sheet->lines.count; i++) {
		int kind = sheet->lines.at[i].kind;

		lines[i] = (struct xlsx_line){.bold = kind == SHEET_TITLE || kind == SHEET_HEADER,
					      .begins_table = kind == SHEET_HEADER,
					      .cells = &sheet->lines.at[i].cells};
	}
	return (struct xlsx_sheet){sheet->name, sheet->lines.count, lines};
}

static bool
write_csv(struct work *work, const char *name, const struct sheet *sheet, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	sheet_write_csv(&out, sheet);
	return audit_write(work->arena, work->frame.folder,
			   frame_file(work->arena, name, work->frame.stages, ".csv"), &out, err);
}

static bool
write_books(struct work *work, const struct sheet *const sheets[SHEETS], struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer html = {0};
	RELEASED_BY(buffer_release) struct buffer xlsx = {0};
	struct xlsx_sheet pages[SHEETS];
	int64_t stage = work->frame.stages;

	for (size_t i = 0; i < SHEETS; i++)
		pages[i] = as_xlsx(work->arena, sheets[i]);
	sheets_write_html(&html, "Workpaper", sheets, SHEETS - 1); /* the auditor's is a form */
	return xlsx_write(pages, SHEETS, work->frame.request.sealed_at, &xlsx, err) &&
	       audit_write(work->arena, work->frame.folder,
			   frame_file(work->arena, "workpaper", stage, ".html"), &html, err) &&
	       audit_write(work->arena, work->frame.folder,
			   frame_file(work->arena, "workpaper", stage, ".xlsx"), &xlsx, err);
}

static bool
write_oscal(struct work *work, const struct sample_evaluation *evaluation, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer plan = {0};
	RELEASED_BY(buffer_release) struct buffer results = {0};
	int64_t stage = work->frame.stages;
	const char *name = frame_file(work->arena, "oscal-ap", stage, ".json");

	oscal_write_plan(work->arena, &plan, &work->workpaper);
	oscal_write_results(work->arena, &results, &work->workpaper, evaluation, name);
	return audit_write(work->arena, work->frame.folder, name, &plan, err) &&
	       audit_write(work->arena, work->frame.folder,
			   frame_file(work->arena, "oscal-ar", stage, ".json"), &results, err);
}

static bool
write_all(struct work *work, struct error *err)
{
	struct results results;
	struct sample_evaluation evaluation;
	struct workpaper_sheets sheets;
	struct evaluation_request request = {.sample = &work->frame.latest,
					     .results = &results,
					     .sample_sha256 = work->frame.latest_sha256,
					     .results_sha256 = "",
					     .tool_version = CHANGEGATE_VERSION};
	const struct sheet *pages[SHEETS] = {&sheets.summary, &sheets.body, &sheets.attributes,
					     &sheets.reasons, &sheets.auditor};

	workpaper_results(work->arena, &work->workpaper, &results);
	evaluate_sample(work->arena, &request, &evaluation);
	workpaper_sheets(work->arena, &work->workpaper, &evaluation, &sheets);
	return write_csv(work, "workpaper", &sheets.body, err) &&
	       write_csv(work, "reasons", &sheets.reasons, err) &&
	       write_csv(work, "auditor", &sheets.auditor, err) && write_books(work, pages, err) &&
	       write_oscal(work, &evaluation, err);
}

static bool
tell(struct work *work, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	size_t counts[OUTCOME_NOT_TESTABLE + 1] = {0};

	for (size_t i = 0; i < work->workpaper.items.count; i++)
		counts[attributes_together(work->workpaper.items.at[i].outcomes)]++;
	buffer_add_format(
		&out,
		"%zu sampled records: %zu pass every attribute that applies, %zu deviate "
		"in one, %zu cannot be tested in one (management's own test)\n"
		"made workpaper.csv, reasons.csv, workpaper.html, workpaper.xlsx, oscal-ap.json, oscal-ar.json and " RECORDS_FOLDER
		"/ in %s\n"
		"next: the auditor fills in auditor.csv, then changegate audit evaluate "
		"--results auditor.csv\n",
		work->workpaper.items.count, counts[OUTCOME_PASS], counts[OUTCOME_DEVIATION],
		counts[OUTCOME_NOT_TESTABLE], text_shown(work->arena, work->frame.folder));
	return output_stdout(&out, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(work_release) struct work work = {.arena = arena};

	*status = STATUS_ALLOWED;
	work.workpaper.title = (struct workpaper_title){
		argument(arguments, "--client"), argument(arguments, "--engagement"),
		argument(arguments, "--control"), argument(arguments, "--owner")};
	return collect(&work, arguments, err) && write_all(&work, err) && tell(&work, err);
}

static const struct option options[] = {
	{"--client", "TEXT", false, false, "whose changes they are, for the head of the workpaper"},
	{"--engagement", "TEXT", false, false, "and for which examination"},
	{"--control", "TEXT", false, false, "id and words of the control"},
	{"--owner", "TEXT", false, false, "who owns the control"},
	DIRECTORY_OPTION,
	PLACE_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command audit_workpaper_command = {
	.name = "audit workpaper",
	.audience = FOR_AUDITORS,
	.operands = "[LEDGER]",
	.purpose = "lay out the sample for testing: CSV, XLSX and HTML, auditor's cells blank",
	.options = options,
	.maximum_operands = 1,
	.run = run,
};
