/* SPDX-License-Identifier: Apache-2.0 */
/* Which deployments were there in a period? Writes the population, from a ledger that verifies. */
#include "base/text.h"
#include "cmd/audit_folder.h"
#include "cmd/audit_spill.h"
#include "cmd/output.h"
#include "cmd/sealing.h"
#include "integrations/clock.h"
#include "integrations/machine.h"
#include "reports/sheet_html.h"

static bool
write_ipe(struct arena *arena, const char *folder, const struct building *building,
	  struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer html = {0};
	struct ipe_run run = {.command = machine_command(arena),
			      .tool_version = CHANGEGATE_VERSION,
			      .ran_by = machine_account(arena),
			      .ran_on = machine_name(arena),
			      .ran_at = clock_now()};
	struct recorder recorder;
	struct sheet sheet;
	const struct sheet *sheets[] = {&sheet};

	if (!recorder_read(&recorder, err))
		return false;
	run.tool_digest = recorder.digest;
	ipe_sheet(arena, &building->ipe, &run, &building->population.header, &sheet);
	sheets_write_html(&html, "Information produced by the entity", sheets, 1);
	return audit_write(arena, folder, FILE_IPE, &html, err);
}

static bool
write_all(struct arena *arena, struct spill *spill, struct building *building, struct error *err)
{
	const char *folder = spill->folder;

	return spill_finish(spill, building, err) &&
	       audit_write(arena, folder, FILE_IDS, &building->ids, err) &&
	       audit_write(arena, folder, FILE_HEADER, &building->header, err) &&
	       write_ipe(arena, folder, building, err);
}

static bool
say(struct arena *arena, const char *folder, const struct population_header *header,
    struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	buffer_add_format(&out,
			  "%lld records in the period, %lld of them in the frame\n"
			  "ids sha256 %s\n"
			  "made " FILE_CSV ", " FILE_JSONL ", " FILE_HTML ", " FILE_CHANGES
			  ", " FILE_IDS ", " FILE_HEADER " and " FILE_IPE " in %s\n",
			  (long long)header->rows, (long long)header->in_frame, header->ids_sha256,
			  text_shown(arena, folder));
	if (ipe_emergencies(arena, header))
		buffer_add_format(&out, "emergencies that went ahead: %s\n",
				  ipe_emergencies(arena, header));
	for (size_t i = 0; i < header->not_tested.count; i++) {
		buffer_add_text(&out, "not tested: ");
		text_safe(&out, header->not_tested.at[i]);
		buffer_add_text(&out, "\n");
	}
	buffer_add_text(&out, "next: changegate audit seal\n");
	return output_stdout(&out, err);
}

static bool
read_request(struct arena *arena, const struct arguments *arguments,
	     struct population_request *request, struct error *err)
{
	*request = (struct population_request){.tool_version = CHANGEGATE_VERSION};
	arguments_all(arena, arguments, "--environment", &request->environments);
	arguments_all(arena, arguments, "--service", &request->services);
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

/* What was reconciled in this folder is part of the population: of the same period and scope. */
static bool
join_reconciliation(struct arena *arena, const char *folder,
		    const struct population_request *request, struct building *building,
		    struct error *err)
{
	struct reconciliation_file *file = arena_allocate(arena, sizeof(*file));
	bool found;

	if (!audit_reconciliation(arena, folder, file, &building->reconciliation_sha256, &found,
				  err))
		return false;
	if (!found)
		return true;
	if (file->from != request->from || file->to != request->to ||
	    !same_texts(&file->environments, &request->environments) ||
	    !same_texts(&file->services, &request->services))
		return fail(err, ERROR_USAGE,
			    "the reconciliation in the folder is of another period or scope");
	building->reconciliation = file;
	return true;
}

static bool
fits_ledger(const struct building *building, struct error *err)
{
	const struct reconciliation_file *file = building->reconciliation;
	const struct population_ledger *ledger = &building->population.header.ledger;

	if (!file)
		return true;
	if (!text_equal(file->ledger.origin, ledger->origin) || file->ledger.size != ledger->size ||
	    !text_equal(file->ledger.root, ledger->root))
		return fail(
			err, ERROR_USAGE,
			"the ledger is not as it was when it was reconciled: reconcile it again "
			"in a new folder");
	return true;
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(place_close) struct place place = {0};
	RELEASED_BY(spill_release) struct spill spill = {.arena = arena};
	RELEASED_BY(building_release)
	struct building building = {.with_extras = true, .spill = spill_some, .spiller = &spill};
	struct population_request request;

	*status = STATUS_ALLOWED;
	if (!audit_folder(arguments, &spill.folder, err) ||
	    !read_request(arena, arguments, &request, err) ||
	    !place_open(arena, arguments,
			arguments->operands.count ? arguments->operands.at[0] : NULL, &place, err))
		return false;
	return join_reconciliation(arena, spill.folder, &request, &building, err) &&
	       building_build(arena, &place, &request, &building, err) &&
	       fits_ledger(&building, err) && write_all(arena, &spill, &building, err) &&
	       say(arena, spill.folder, &building.population.header, err);
}

static const struct option options[] = {
	{"--from", "TIME", false, false, "first day or instant of the period (UTC)"},
	{"--to", "TIME", false, false, "last day or instant of the period (UTC)"},
	{"--environment", "NAME", true, false, "in scope (default: all)"},
	{"--service", "NAME", true, false, "in scope (default: all)"},
	DIRECTORY_OPTION,
	PLACE_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command audit_population_command = {
	.name = "audit population",
	.audience = FOR_AUDITORS,
	.operands = "[LEDGER]",
	.purpose = "list the deployments of a period: CSV, JSONL and the ids to draw from",
	.options = options,
	.maximum_operands = 1,
	.run = run,
};
