/* SPDX-License-Identifier: Apache-2.0 */
/* Was there a deploy without a record, or a record without a deploy? Compares the ledger with the
 * exports of other systems; see audit/reconcile.h. */
#include "audit/reconcile_tell.h"

#include <string.h>

#include "audit/population_row.h"
#include "base/text.h"
#include "cmd/audit_folder.h"
#include "cmd/building.h"
#include "cmd/output.h"
#include "cmd/reconcile_sources.h"
#include "integrations/abreast.h"
#include "integrations/disk.h"
#include "reports/sheet_html.h"

struct comparing {
	struct arena *arena;
	struct place place;
	struct population population;
	struct reconciliation all;
	struct verification verification;
	struct buffer csv, jsonl; /* of the population, not wanted */
	struct arena scratch;
};

static void
comparing_release(struct comparing *comparing)
{
	place_close(&comparing->place);
	buffer_release(&comparing->csv);
	buffer_release(&comparing->jsonl);
	arena_release(&comparing->scratch);
}

static void
keep_texts(struct arena *arena, const struct texts *from, struct texts *to)
{
	for (size_t i = 0; i < from->count; i++)
		texts_add(arena, to, arena_text(arena, from->at[i]));
}

static void
keep_record(struct comparing *comparing, const struct verified_record *verified)
{
	struct arena *arena = comparing->arena;
	const struct record *record = verified->record;
	const struct change *change = &record->evidence->change;
	const struct placed *in_place = record->evidence->ledger.in_place;
	struct compared *kept = LIST_ADD(arena, &comparing->all.records);
	struct population_row row;
	struct deployed deployed;

	population_deployed(&comparing->population, verified, &deployed);
	population_row_fill(&comparing->scratch, verified, &deployed, &row);
	*kept = (struct compared){
		.record_id = arena_text(arena, row.record_id),
		.repository = arena_text(arena, row.repository),
		.service = arena_text(arena, row.service),
		.environment = arena_text(arena, row.environment),
		.base = arena_text(arena, row.base_sha),
		.head = arena_text(arena, row.head_sha),
		.artifact = arena_text(arena, row.artifact_digest),
		.kind = arena_text(arena, row.change_type),
		.result = row.result,
		.outcome = arena_text(arena, row.outcome),
		.in_place = arena_text(arena, in_place && in_place->commit ? in_place->commit : ""),
		.index = verified->index,
		.gate_at = record->time,
		.deployed_at = deployed.at,
		.in_period = reconcile_in_period(&comparing->all, deployed.at),
		.in_frame = row.in_frame,
	};
	keep_texts(arena, &row.ticket_ids, &kept->tickets);
	for (size_t i = 0; i < row.exceptions.count; i++)
		kept->exempt |= text_starts_with(row.exceptions.at[i], "TKT-");
	for (size_t i = 0; i < change->requests.count; i++)
		texts_add(arena, &kept->requests, arena_text(arena, change->requests.at[i].commit));
}

/* What judges an emergency afterwards is no deploy of its own. */
static bool
is_deploy(const struct record *record)
{
	return record->evidence && record->evaluation && record->kind != RECORD_RETRO;
}

static bool
take_record(void *self, const struct verified_record *verified, struct error *err)
{
	struct comparing *comparing = self;
	const struct record *record = verified->record;
	bool added;

	if (record->kind == RECORD_ATTEMPT || (is_deploy(record) && !record->chain.attempt))
		*LIST_ADD(comparing->arena, &comparing->all.visits) = (struct gate_visit){
			arena_text(comparing->arena, record->commit), record->time, false};
	if (is_deploy(record) &&
	    reconcile_in_scope(&comparing->all, record->key.service, record->key.environment))
		keep_record(comparing, verified);
	added = population_add(&comparing->population, &comparing->scratch, verified,
			       &comparing->csv, &comparing->jsonl, err);
	buffer_clear(&comparing->csv);
	buffer_clear(&comparing->jsonl);
	arena_clear(&comparing->scratch);
	return added;
}

/* A ledger with problems is compared all the same: R1 tells them, and nothing hides behind them. */
static bool
take_records(struct comparing *comparing, const struct buffer *anchor, struct error *err)
{
	struct verify_request request = {.store = comparing->place.store,
					 .trust = comparing->place.trust,
					 .anchor = anchor->length ? anchor->bytes : NULL,
					 .anchor_length = anchor->length,
					 .each = take_record,
					 .self = comparing,
					 .abreast = run_abreast};

	comparing->all.verification = &comparing->verification;
	comparing->all.population = &comparing->population.header;
	return population_begin(comparing->arena, &comparing->all.request, &comparing->population,
				err) &&
	       building_note(comparing->arena, &comparing->place, &comparing->population, err) &&
	       verify_ledger(comparing->arena, &request, &comparing->verification, err);
}

static bool
read_request(struct comparing *comparing, const struct arguments *arguments, struct error *err)
{
	struct reconciliation *all = &comparing->all;

	all->arena = comparing->arena;
	all->window = RECONCILE_WINDOW;
	all->skew = RECONCILE_SKEW;
	all->request.tool_version = CHANGEGATE_VERSION;
	arguments_all(comparing->arena, arguments, "--environment", &all->request.environments);
	arguments_all(comparing->arena, arguments, "--service", &all->request.services);
	return audit_instant(arguments, "--from", false, &all->request.from, err) &&
	       audit_instant(arguments, "--to", true, &all->request.to, err) &&
	       reconcile_duration(arguments, "--window", &all->window, err) &&
	       reconcile_duration(arguments, "--skew", &all->skew, err);
}

static bool
write_csv(struct arena *arena, const char *folder, const char *name, const struct sheet *sheet,
	  struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	sheet_write_csv(&out, sheet);
	return audit_write(arena, folder, name, &out, err);
}

static bool
write_all(struct comparing *comparing, const char *folder, const struct reconciliation_file *file,
	  struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer json = {0};
	RELEASED_BY(buffer_release) struct buffer html = {0};
	struct arena *arena = comparing->arena;
	struct reconcile_sheets sheets;
	const struct sheet *pages[] = {&sheets.summary, &sheets.unrecorded, &sheets.unmatched};

	reconcile_sheets(&comparing->all, file, &sheets);
	reconciliation_write(&json, file);
	sheets_write_html(&html, "Reconciliation", pages, sizeof(pages) / sizeof(pages[0]));
	return disk_make_folders(folder, err) &&
	       write_csv(arena, folder, "matched.csv", &sheets.matched, err) &&
	       write_csv(arena, folder, "unmatched.csv", &sheets.unmatched, err) &&
	       write_csv(arena, folder, "unrecorded.csv", &sheets.unrecorded, err) &&
	       audit_write(arena, folder, "reconciliation.html", &html, err) &&
	       audit_write(arena, folder, FILE_RECONCILIATION, &json, err);
}

static bool
tell(struct arena *arena, const char *folder, const struct reconciliation_file *file,
     struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	reconcile_text(&out, file);
	buffer_add_format(
		&out,
		"%lld records in the frame, %lld of them seen by another system, %zu "
		"deploys without a record\n"
		"made " FILE_RECONCILIATION ", reconciliation.html, matched.csv, "
		"unmatched.csv and unrecorded.csv in %s\n"
		"next: changegate audit population with the same folder, period and scope\n",
		(long long)file->records, (long long)file->matched, file->unrecorded.count,
		text_shown(arena, folder));
	return output_stdout(&out, err);
}

static bool
read_anchor(const struct arguments *arguments, struct buffer *anchor, struct error *err)
{
	const char *path = argument(arguments, "--anchor");

	if (!path || disk_read(path, LIMIT_CHECKPOINT_BYTES, anchor, err))
		return true;
	return err->code == ERROR_ABSENT ? fail_as(err, ERROR_USAGE) : false;
}

static bool
collect(struct comparing *comparing, const struct arguments *arguments, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer anchor = {0};
	const char *operand = arguments->operands.count ? arguments->operands.at[0] : NULL;

	if (!read_request(comparing, arguments, err) ||
	    !reconcile_read_sources(comparing->arena, arguments, &comparing->all, err) ||
	    !reconcile_read_clones(comparing->arena, arguments, &comparing->all, err) ||
	    !place_open(comparing->arena, arguments, operand, &comparing->place, err))
		return false;
	if (!comparing->place.trust)
		return fail(err, ERROR_USAGE, "a named ledger needs a trust root: --trust FILE");
	return read_anchor(arguments, &anchor, err) && take_records(comparing, &anchor, err) &&
	       reconcile_read_corroboration(comparing->arena, arguments, &comparing->place,
					    &comparing->all, err) &&
	       reconcile_read_receipts(comparing->arena, arguments, &comparing->place,
				       &comparing->all, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(comparing_release) struct comparing comparing = {.arena = arena};
	struct reconciliation_file file;
	const char *folder;

	arena_init(&comparing.scratch);
	*status = STATUS_ALLOWED;
	if (!audit_folder(arguments, &folder, err) || !collect(&comparing, arguments, err))
		return false;
	reconcile(&comparing.all);
	if (comparing.all.too_many)
		return fail(
			err, ERROR_USAGE,
			"more than %d deploys without a record: are repository, scope and columns "
			"those of this ledger?",
			LIMIT_UNRECORDED);
	reconcile_file(&comparing.all, &file);
	if (!write_all(&comparing, folder, &file, err) || !tell(arena, folder, &file, err))
		return false;
	for (size_t i = 0; i < file.tests.count; i++)
		if (comparing.all.tests[i].state == GAP)
			*status = STATUS_REFUSED;
	return true;
}

static const struct option options[] = {
	{"--from", "TIME", false, false, "first day or instant of the period (UTC)"},
	{"--to", "TIME", false, false, "last day or instant of the period (UTC)"},
	{"--environment", "NAME", true, false, "in scope (default: all)"},
	{"--service", "NAME", true, false, "in scope (default: all)"},
	{"--source", "KIND=FILE", true, false,
	 "an export: deployments, deployment-statuses, runs, cloud, runtime, registry, tickets, rules"},
	{"--column", "KIND.FIELD=HEADER", true, false, "what a table calls one of our columns"},
	{"--clone", "REPOSITORY=DIR", true, false, "whose first-parent history is compared (R4)"},
	{"--receipts", "DIR", true, false, "receipts whose records must be in the ledger (R13)"},
	{"--corroboration", "FILE", false, false,
	 "what the forge said when it was asked again: corroboration.json (R11)"},
	{"--anchor", "FILE", false, false, "an earlier checkpoint, kept elsewhere (R1)"},
	{"--window", "DURATION", false, false,
	 "between a record and what it is matched with (default: 24h)"},
	{"--skew", "DURATION", false, false, "by which clocks may differ (default: 5m)"},
	DIRECTORY_OPTION,
	PLACE_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command audit_reconcile_command = {
	.name = "audit reconcile",
	.audience = FOR_AUDITORS,
	.operands = "[LEDGER]",
	.purpose = "compare records with what other systems say, in both directions",
	.options = options,
	.maximum_operands = 1,
	.run = run,
};
