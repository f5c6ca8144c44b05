/* SPDX-License-Identifier: Apache-2.0 */
/* Does the forge still say what the records say? Asks it again with a token of the auditor's own,
 * so that nobody who is audited stands between. */
#include "cmd/corroborate.h"

#include "base/hash.h"
#include "base/text.h"
#include "cmd/audit_folder.h"
#include "cmd/gather_forge.h"
#include "cmd/output.h"
#include "integrations/clock.h"
#include "integrations/disk.h"
#include "reports/sheet_html.h"

static void
asking_release(struct asking *asking)
{
	log_release(&asking->log);
	frame_release(&asking->frame);
}

static bool
ask_about(struct asking *asking, const char *id, struct error *err)
{
	struct logged *logged = arena_allocate(asking->arena, sizeof(*logged));
	int64_t index;

	if (is_unrecorded(id)) {
		corroborate_without(asking->arena, id, &asking->file);
		return true;
	}
	if (!log_find_record(asking->arena, &asking->log, id, &index, err))
		return err->code == ERROR_ABSENT ? fail_as(err, ERROR_USAGE) : false;
	return log_read_record(asking->arena, &asking->log, index, logged, err) &&
	       corroborate_ask(asking, &logged->record, err);
}

static void
begin(struct asking *asking)
{
	const struct checkpoint *checkpoint = &asking->log.checkpoint;
	char *root = arena_allocate(asking->arena, 65);

	sha256_format(root, &checkpoint->root);
	asking->file.schema = CORROBORATION_SCHEMA;
	asking->file.tool_version = CHANGEGATE_VERSION;
	asking->file.ledger = (struct population_ledger){
		checkpoint->origin ? checkpoint->origin : "", checkpoint->size, root};
	asking->file.asked_at = clock_now();
}

static bool
write_all(struct asking *asking, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer json = {0};
	RELEASED_BY(buffer_release) struct buffer csv = {0};
	RELEASED_BY(buffer_release) struct buffer html = {0};
	struct sheet summary, facts;
	const struct sheet *pages[] = {&summary, &facts};

	corroboration_sheet(asking->arena, &asking->file, &summary, &facts);
	corroboration_write(&json, &asking->file);
	sheet_write_csv(&csv, &facts);
	sheets_write_html(&html, "Corroboration", pages, 2);
	return disk_make_folders(asking->folder, err) &&
	       audit_write(asking->arena, asking->folder, "corroboration.csv", &csv, err) &&
	       audit_write(asking->arena, asking->folder, "corroboration.html", &html, err) &&
	       audit_write(asking->arena, asking->folder, FILE_CORROBORATION, &json, err);
}

static void
tell_fact(struct arena *arena, struct buffer *out, const struct corroborated_fact *fact)
{
	buffer_add_format(out, "%-10s %s %s, %s", corroborated_names[fact->state],
			  text_shown(arena, fact->record_id), text_shown(arena, fact->subject),
			  text_shown(arena, fact->fact));
	if (fact->recorded[0] || fact->now[0])
		buffer_add_format(out, ": recorded '%s', now '%s'",
				  text_shown(arena, fact->recorded), text_shown(arena, fact->now));
	if (fact->why)
		buffer_add_format(out, ": %s", text_shown(arena, fact->why));
	buffer_add_byte(out, '\n');
}

static bool
tell(struct asking *asking, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	const struct corroboration_file *file = &asking->file;

	for (size_t i = 0; i < file->facts.count; i++)
		if (file->facts.at[i].state != CORROBORATED_MATCHES)
			tell_fact(asking->arena, &out, &file->facts.at[i]);
	buffer_add_format(
		&out,
		"%zu records, asked about again: %lld facts match, %lld differ, %lld are gone, "
		"%lld were not tested\n"
		"made " FILE_CORROBORATION ", corroboration.csv and corroboration.html in %s\n"
		"next: changegate audit reconcile --corroboration FILE (R11)\n",
		file->records.count, (long long)file->matches, (long long)file->differs,
		(long long)file->gone, (long long)file->not_tested,
		text_shown(asking->arena, asking->folder));
	return output_stdout(&out, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	RELEASED_BY(asking_release)
	struct asking asking = {.arena = arena, .arguments = arguments};

	if (!audit_folder(arguments, &asking.folder, err) || !corroborate_choose(&asking, err))
		return false;
	begin(&asking);
	for (size_t i = 0; i < asking.ids.count; i++)
		if (!ask_about(&asking, asking.ids.at[i], err))
			return fail_while(err, "asking about record %s",
					  text_shown(arena, asking.ids.at[i]));
	*status = asking.file.differs || asking.file.gone         ? STATUS_REFUSED
		  : asking.unanswered || asking.file.matches == 0 ? STATUS_UNKNOWN
								  : STATUS_ALLOWED;
	return write_all(&asking, err) && tell(&asking, err);
}

static const struct option options[] = {
	{"--record", "ID", true, false, "a record to ask about (default: the sample's)"},
	{"--n", "NUMBER", false, false, "or draw as many from the deploys of a period"},
	{"--seed", "TEXT", false, false, "by this seed of the auditor's"},
	{"--from", "TIME", false, false, "first day or instant of that period (UTC)"},
	{"--to", "TIME", false, false, "last day or instant of that period (UTC)"},
	{"--api", "URL", false, false,
	 "where the forge's API is (default: by the repository's host)"},
	FORGE_OPTIONS,
	DIRECTORY_OPTION,
	PLACE_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command audit_corroborate_command = {
	.name = "audit corroborate",
	.audience = FOR_AUDITORS,
	.operands = "[LEDGER]",
	.purpose = "ask the forge again, with the auditor's own token, for what records rest on",
	.options = options,
	.maximum_operands = 1,
	.run = run,
};
