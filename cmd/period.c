/* SPDX-License-Identifier: Apache-2.0 */
/* How does a ledger become a period? See period.h. */
#include "cmd/period.h"

#include "audit/emergencies.h"
#include "audit/population_row.h"
#include "base/text.h"
#include "cmd/audit_folder.h"
#include "cmd/building.h"
#include "cmd/output.h"
#include "cmd/same_ledger.h"
#include "integrations/abreast.h"
#include "integrations/clock.h"
#include "integrations/disk.h"
#include "reports/sheet_html.h"

void
period_release(struct period_work *work)
{
	place_close(&work->place);
	buffer_release(&work->csv);
	buffer_release(&work->jsonl);
	arena_release(&work->scratch);
}

static bool
is_in_scope(const struct population_request *request, const struct key *key)
{
	return (!request->environments.count ||
		texts_contain(&request->environments, key->environment)) &&
	       (!request->services.count || texts_contain(&request->services, key->service));
}

static bool
take_record(void *self, const struct verified_record *verified, struct error *err)
{
	struct period_work *work = self;
	struct population_row row;
	struct deployed deployed;
	bool added;

	if (verified->record->evidence && verified->record->evaluation &&
	    verified->record->kind != RECORD_RETRO &&
	    is_in_scope(&work->period.request, &verified->record->key)) {
		population_deployed(&work->population, verified, &deployed);
		population_row_fill(&work->scratch, verified, &deployed, &row);
		period_add(&work->period, verified, &deployed, &row);
	}
	if (is_in_scope(&work->period.request, &verified->record->key))
		emergencies_see(&work->period, &work->scratch, verified);
	added = population_add(&work->population, &work->scratch, verified, &work->csv,
			       &work->jsonl, err);
	buffer_clear(&work->csv);
	buffer_clear(&work->jsonl);
	arena_clear(&work->scratch);
	return added;
}

static bool
take_records(struct arena *arena, struct period_work *work, bool with_problems, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer ids = {0};
	struct verification result = {0};
	struct verify_request request = {.store = work->place.store,
					 .trust = work->place.trust,
					 .each = take_record,
					 .self = work,
					 .abreast = run_abreast};

	if (!population_begin(arena, &work->period.request, &work->population, err) ||
	    !building_note(arena, &work->place, &work->population, err) ||
	    !verify_ledger(arena, &request, &result, err))
		return false;
	work->period.problems = result.problem_count;
	/* A ledger shows that its newest record's time has come, whatever this machine's clock
	 * says. */
	if (work->population.ledger_end > work->period.now)
		work->period.now = work->population.ledger_end;
	work->period.population = &work->population.header;
	if (result.problem_count)
		return with_problems ||
		       fail(err, ERROR_LEDGER,
			    "the ledger has %lld problems: run 'changegate verify' first",
			    (long long)result.problem_count);
	if (work->period.reconciliation)
		unrecorded_join(&work->population, &work->reconciliation, "");
	return population_finish(&work->population, &result.checkpoint, &ids, err);
}

static bool
read_request(struct arena *arena, const struct arguments *arguments, struct period *period,
	     struct error *err)
{
	struct population_request *request = &period->request;

	request->tool_version = CHANGEGATE_VERSION;
	arguments_all(arena, arguments, "--environment", &request->environments);
	arguments_all(arena, arguments, "--service", &request->services);
	if (request->to)
		return true;
	return audit_instant(arguments, "--from", false, &request->from, err) &&
	       audit_instant(arguments, "--to", true, &request->to, err);
}

static bool
same_texts(const struct texts *a, const struct texts *b)
{
	for (size_t i = 0; i < a->count; i++)
		if (!texts_contain(b, a->at[i]))
			return false;
	return a->count == b->count;
}

/* What lies in the folder may be of a longer time than the one that is looked at. */
static void
keep_period(const struct population_request *request, struct reconciliation_file *file)
{
	size_t kept = 0;

	for (size_t i = 0; i < file->unrecorded.count; i++)
		if (file->unrecorded.at[i].at >= request->from &&
		    file->unrecorded.at[i].at <= request->to)
			file->unrecorded.at[kept++] = file->unrecorded.at[i];
	file->unrecorded.count = kept;
}

static bool
read_reconciliation(struct arena *arena, struct period_work *work, struct error *err)
{
	const struct population_request *request = &work->period.request;
	const struct reconciliation_file *file = &work->reconciliation;
	const char *sha256;
	bool found;

	if (!audit_reconciliation(arena, work->folder, &work->reconciliation, &sha256, &found, err))
		return false;
	if (!found)
		return true;
	work->period.reconciliation = file;
	if (work->looks_back) {
		keep_period(request, &work->reconciliation);
		return true;
	}
	if (file->from != request->from || file->to != request->to ||
	    !same_texts(&file->environments, &request->environments) ||
	    !same_texts(&file->services, &request->services))
		return fail(err, ERROR_USAGE,
			    "the reconciliation in the folder is of another period or scope");
	return true;
}

static bool
check_reconciliation(struct arena *arena, struct period_work *work, struct error *err)
{
	return !work->period.reconciliation ||
	       same_ledger(arena, &work->place, &work->reconciliation.ledger,
			   "the reconciliation in the folder", err);
}

bool
period_open(struct arena *arena, const struct arguments *arguments, bool with_problems,
	    struct period_work *work, struct error *err)
{
	const char *operand = arguments->operands.count ? arguments->operands.at[0] : NULL;

	arena_init(&work->scratch);
	work->period.arena = arena;
	work->period.now = clock_now();
	if (!audit_folder(arguments, &work->folder, err) ||
	    !read_request(arena, arguments, &work->period, err) ||
	    !read_reconciliation(arena, work, err) ||
	    !place_open(arena, arguments, operand, &work->place, err))
		return false;
	if (!work->place.trust)
		return fail(err, ERROR_USAGE, "a named ledger needs a trust root: --trust FILE");
	work->period.trust = work->place.trust;
	return check_reconciliation(arena, work, err) &&
	       take_records(arena, work, with_problems, err);
}

bool
period_write(struct period_work *work, const char *name, const char *title,
	     const struct sheet *const *sheets, size_t count, bool tell, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer csv = {0};
	RELEASED_BY(buffer_release) struct buffer json = {0};
	RELEASED_BY(buffer_release) struct buffer html = {0};
	RELEASED_BY(buffer_release) struct buffer text = {0};
	struct arena *arena = work->period.arena;

	sheet_write_csv(&csv, sheets[0]);
	sheets_write_json(&json, sheets, count);
	sheets_write_html(&html, title, sheets, count);
	sheet_write_text(&text, sheets[0]);
	return disk_make_folders(work->folder, err) &&
	       (!csv.length ||
		audit_write(arena, work->folder, arena_format(arena, "%s.csv", name), &csv, err)) &&
	       audit_write(arena, work->folder, arena_format(arena, "%s.json", name), &json, err) &&
	       audit_write(arena, work->folder, arena_format(arena, "%s.html", name), &html, err) &&
	       (!tell || output_stdout(&text, err));
}
