/* SPDX-License-Identifier: Apache-2.0 */
/* How is a reconciliation told? See reconcile_tell.h. */
#include "audit/reconcile_tell.h"

#include "audit/pages.h"
#include "base/text.h"
#include "base/time.h"

static const char *const states[] = {"not tested", "no gap found", "gap"};

static const char *
number(struct arena *arena, int64_t value)
{
	return arena_format(arena, "%lld", (long long)value);
}

static const char *
instant(struct arena *arena, int64_t value)
{
	char *text = arena_allocate(arena, 21);

	instant_format(text, value);
	return text;
}

/* Never "complete": what was looked for and not found, and what was not looked for. */
static const char *
completeness(const struct reconciliation *all)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	if (all->tests[2].state == NOT_TESTED && all->tests[5].state == NOT_TESTED)
		return "NOT TESTED: no source outside of the ledger told of deploys";
	buffer_add_text(&out, all->independent ? "" : "NOT TESTED by an independent source; ");
	if (all->unrecorded.count)
		buffer_add_format(&out, "%zu deploys without a record", all->unrecorded.count);
	else
		buffer_add_text(&out, "no deploy without a record found by R2 and R5");
	for (size_t i = 0, said = 0; i < RECONCILE_TESTS; i++)
		if (all->tests[i].state == NOT_TESTED)
			buffer_add_format(&out, "%s%s",
					  said++ ? ", " : "; not tested: ", all->tests[i].code);
	return arena_text(all->arena, out.bytes);
}

static void
add_sources(const struct reconciliation *all, struct reconciliation_file *out)
{
	for (size_t i = 0; i < all->sources.count; i++) {
		const struct outside_source *source = &all->sources.at[i];

		*LIST_ADD(all->arena, &out->sources) =
			(struct reconciliation_source){outside_names[source->kind],
						       source->file,
						       source->sha256,
						       source->independent,
						       (int64_t)source->lines.count,
						       source->columns};
	}
	/* Of deploys it tells nothing: completeness rests on others. */
	if (all->corroboration)
		*LIST_ADD(all->arena, &out->sources) =
			(struct reconciliation_source){"corroboration",
						       all->corroboration_name,
						       all->corroboration_sha256,
						       true,
						       (int64_t)all->corroboration->facts.count,
						       {0}};
}

static void
add_findings(const struct reconciliation *all, struct reconciliation_file *out)
{
	for (size_t i = 0; i < RECONCILE_TESTS; i++) {
		const struct reconcile_test *test = &all->tests[i];

		*LIST_ADD(all->arena, &out->tests) = (struct reconciliation_test){
			test->code, test->question, states[test->state],
			test->by,   test->compared, test->differences};
	}
	for (size_t i = 0; i < all->unrecorded.count; i++)
		*LIST_ADD(all->arena, &out->unrecorded) = all->unrecorded.at[i];
	for (size_t i = 0; i < all->differences.count; i++) {
		const struct difference *from = &all->differences.at[i];

		*LIST_ADD(all->arena, &out->differences) = (struct reconciliation_difference){
			from->test,    from->code,        from->subject, from->at,
			from->service, from->environment, from->what};
	}
}

void
reconcile_file(const struct reconciliation *all, struct reconciliation_file *out)
{
	const struct checkpoint *checkpoint = &all->verification->checkpoint;
	char *root = arena_allocate(all->arena, 65);

	sha256_format(root, &checkpoint->root);
	*out = (struct reconciliation_file){
		.schema = RECONCILIATION_SCHEMA,
		.tool_version = all->request.tool_version,
		.ledger = {checkpoint->origin ? checkpoint->origin : "", checkpoint->size, root},
		.from = all->request.from,
		.to = all->request.to,
		.environments = all->request.environments,
		.services = all->request.services,
		.completeness = completeness(all),
		.matched = all->matched,
		.not_tested = all->not_tested,
		.people = all->people,
		.window = all->window,
		.skew = all->skew,
	};
	for (size_t i = 0; i < all->records.count; i++)
		out->records += all->records.at[i].in_period && all->records.at[i].in_frame;
	add_sources(all, out);
	add_findings(all, out);
}

/* Foreign text has at most so much room in a cell. */
static void
add_cells(struct arena *arena, struct sheet *sheet, int kind, const char *const *cells,
	  size_t count)
{
	struct texts *line = sheet_line(arena, sheet, kind);

	for (size_t i = 0; i < count; i++)
		texts_add(arena, line,
			  kind == SHEET_HEADER ? cells[i] : text_shown(arena, cells[i]));
}

#define ADD_CELLS(arena, sheet, kind, ...)                                \
	add_cells(arena, sheet, kind, (const char *const[]){__VA_ARGS__}, \
		  sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void
fill_summary(struct arena *arena, const struct reconciliation_file *file, struct sheet *sheet)
{
	sheet->name = "Reconciliation";
	sheet_pair(arena, sheet, "Completeness", file->completeness);
	sheet_pair(arena, sheet, "Ledger", text_shown(arena, file->ledger.origin));
	sheet_pair(arena, sheet, "Entries", number(arena, file->ledger.size));
	sheet_pair(arena, sheet, "From", instant(arena, file->from));
	sheet_pair(arena, sheet, "To", instant(arena, file->to));
	sheet_pair(arena, sheet, "Records in the frame", number(arena, file->records));
	sheet_pair(arena, sheet, "of them seen by another system", number(arena, file->matched));
	sheet_pair(arena, sheet, "Deploys without a record",
		   number(arena, (int64_t)file->unrecorded.count));
	if (file->window)
		sheet_pair(arena, sheet, "Seconds between a record and its match, at most",
			   number(arena, file->window));
	if (file->skew)
		sheet_pair(arena, sheet, "Seconds by which clocks may differ",
			   number(arena, file->skew));
	sheet_title(arena, sheet, "Sources");
	ADD_CELLS(arena, sheet, SHEET_HEADER, "kind", "file", "lines", "independent", "columns",
		  "sha256");
	for (size_t i = 0; i < file->sources.count; i++)
		ADD_CELLS(arena, sheet, SHEET_ROW, file->sources.at[i].kind,
			  file->sources.at[i].file, number(arena, file->sources.at[i].lines),
			  file->sources.at[i].independent ? "yes" : "no",
			  page_joined(arena, &file->sources.at[i].columns),
			  file->sources.at[i].sha256);
	sheet_title(arena, sheet, "Tests");
	ADD_CELLS(arena, sheet, SHEET_HEADER, "test", "question", "result", "compared",
		  "differences", "by");
	for (size_t i = 0; i < file->tests.count; i++) {
		const struct reconciliation_test *test = &file->tests.at[i];
		bool tested = !text_equal(test->state, states[NOT_TESTED]);

		ADD_CELLS(arena, sheet, SHEET_ROW, test->code, test->question, test->state,
			  tested ? number(arena, test->compared) : "not tested",
			  tested ? number(arena, test->differences) : "not tested", test->by);
	}
	sheet_title(arena, sheet, "Not tested");
	for (size_t i = 0; i < file->not_tested.count; i++)
		sheet_text(arena, sheet, file->not_tested.at[i]);
}

static void
fill_unmatched(struct arena *arena, const struct reconciliation_file *file, struct sheet *sheet)
{
	sheet->name = "Unmatched";
	ADD_CELLS(arena, sheet, SHEET_HEADER, "test", "code", "subject", "at", "service",
		  "environment", "what");
	for (size_t i = 0; i < file->differences.count; i++) {
		const struct reconciliation_difference *one = &file->differences.at[i];

		ADD_CELLS(arena, sheet, SHEET_ROW, one->test, one->code, one->subject, one->at,
			  one->service, one->environment, one->what);
	}
}

static const char *
joined(struct arena *arena, const struct texts *texts)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	for (size_t i = 0; i < texts->count; i++)
		buffer_add_format(&out, "%s%s", i ? "; " : "", texts->at[i]);
	return arena_text(arena, out.length ? out.bytes : "");
}

static void
fill_unrecorded(struct arena *arena, const struct reconciliation_file *file, struct sheet *sheet)
{
	sheet->name = "Unrecorded";
	ADD_CELLS(arena, sheet, SHEET_HEADER, "id", "source", "source_id", "also", "service",
		  "environment", "commit", "artifact", "at", "actor", "refused_by");
	for (size_t i = 0; i < file->unrecorded.count; i++) {
		const struct unrecorded *one = &file->unrecorded.at[i];

		ADD_CELLS(arena, sheet, SHEET_ROW, one->id, one->source, one->source_id,
			  joined(arena, &one->also), one->service, one->environment, one->commit,
			  one->artifact, instant(arena, one->at), one->actor,
			  one->refused ? one->refused : "");
	}
}

static void
fill_matched(const struct reconciliation *all, struct sheet *sheet)
{
	struct arena *arena = all->arena;

	sheet->name = "Matched";
	ADD_CELLS(arena, sheet, SHEET_HEADER, "record_id", "service", "environment", "deployed_at",
		  "commit", "matched_by");
	for (size_t i = 0; i < all->records.count; i++) {
		const struct compared *record = &all->records.at[i];

		if (record->in_period && record->in_frame && record->matches.count)
			ADD_CELLS(arena, sheet, SHEET_ROW, record->record_id, record->service,
				  record->environment, instant(arena, record->deployed_at),
				  record->head, joined(arena, &record->matches));
	}
}

void
reconcile_sheets(const struct reconciliation *all, const struct reconciliation_file *file,
		 struct reconcile_sheets *out)
{
	*out = (struct reconcile_sheets){0};
	fill_summary(all->arena, file, &out->summary);
	fill_unmatched(all->arena, file, &out->unmatched);
	fill_unrecorded(all->arena, file, &out->unrecorded);
	fill_matched(all, &out->matched);
}

void
reconcile_text(struct buffer *out, const struct reconciliation_file *file)
{
	buffer_add_format(out, "completeness: %s\n", file->completeness);
	for (size_t i = 0; i < file->tests.count; i++) {
		const struct reconciliation_test *test = &file->tests.at[i];

		if (text_equal(test->state, states[NOT_TESTED]))
			buffer_add_format(out, "%-3s not tested    %s\n", test->code, test->by);
		else
			buffer_add_format(out, "%-3s %-13s %s %lld compared, %lld differ\n",
					  test->code, test->state, test->question,
					  (long long)test->compared, (long long)test->differences);
	}
}
