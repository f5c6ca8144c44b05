/* SPDX-License-Identifier: Apache-2.0 */
/* What did the forge say when an auditor asked it again? See corroboration.h. */
#include "audit/corroboration.h"

#include "base/json.h"
#include "base/text.h"
#include "base/time.h"

#define TEXT(of, member, json, text) FIELD_ROW(of, member, json, FIELD_TEXT, .meaning = text)
#define COUNT(of, member, json, text) \
	FIELD_ROW(of, member, json, FIELD_INTEGER, .maximum = LIMIT_INTEGER, .meaning = text)

const char *const corroborated_names[] = {"not tested", "matches", "differs", "gone", NULL};

static const struct field fact_rows[] = {
	TEXT(corroborated_fact, record_id, "recordId", "that rests on it"),
	TEXT(corroborated_fact, subject, "subject", "what it is a fact of"),
	TEXT(corroborated_fact, fact, "fact", "which one"),
	FIELD_ROW(corroborated_fact, state, "state", FIELD_CHOICE, .choices = corroborated_names,
		  .meaning = "how it compares"),
	TEXT(corroborated_fact, recorded, "recorded", "in words; or empty"),
	TEXT(corroborated_fact, now, "now", "in words; or empty"),
	FIELD_ROW(corroborated_fact, why, "why", FIELD_TEXT, .optional = true,
		  .meaning = "it does not match, or was not tested"),
};
static const struct fields fact_fields = {"corroboratedFact", sizeof(struct corroborated_fact),
					  FIELDS_OF(fact_rows), "A fact that was asked for again."};

static const struct field answer_rows[] = {
	TEXT(corroboration_answer, record_id, "recordId", "that it was asked for"),
	TEXT(corroboration_answer, name, "name", "of the request"),
	TEXT(corroboration_answer, host, "host", "that answered"),
	TEXT(corroboration_answer, sha256, "sha256", "of the answer"),
	COUNT(corroboration_answer, status, "status", "of HTTP; 0: it was not https"),
	FIELD_ROW(corroboration_answer, time, "time", FIELD_INTEGER, .minimum = -1,
		  .maximum = LIMIT_INTEGER, .meaning = "the server's; 0 or -1: not told"),
};
static const struct fields answer_fields = {"corroborationAnswer",
					    sizeof(struct corroboration_answer),
					    FIELDS_OF(answer_rows), "An answer of the forge."};

static const struct field named_rows[] = {
	TEXT(corroboration_person, id, "id", "the forge's number"),
	TEXT(corroboration_person, login, "login", "decoration"),
};
static const struct fields named_fields = {"corroborationPerson",
					   sizeof(struct corroboration_person),
					   FIELDS_OF(named_rows), "Who is named in it."};

static const struct field ledger_rows[] = {
	TEXT(population_ledger, origin, "origin", "of the checkpoint"),
	FIELD_ROW(population_ledger, size, "size", FIELD_INTEGER, .maximum = LIMIT_LEDGER_SIZE,
		  .meaning = "entries"),
	TEXT(population_ledger, root, "root", "hex"),
};
static const struct fields ledger_fields = {"corroborationLedger", sizeof(struct population_ledger),
					    FIELDS_OF(ledger_rows), "Whose records they are."};

static const struct field file_rows[] = {
	TEXT(corroboration_file, schema, "schema", CORROBORATION_SCHEMA),
	TEXT(corroboration_file, tool_version, "toolVersion", "of changegate"),
	FIELD_ROW(corroboration_file, ledger, "ledger", FIELD_OBJECT, .of = &ledger_fields,
		  .meaning = "whose records they are"),
	FIELD_ROW(corroboration_file, asked_at, "askedAt", FIELD_INSTANT,
		  .meaning = "by the clock of who asked"),
	TEXT(corroboration_file, chosen, "chosen", "how the records were chosen"),
	FIELD_ROW(corroboration_file, records, "records", FIELD_TEXTS, .meaning = "their ids"),
	COUNT(corroboration_file, matches, "matches", "facts that match"),
	COUNT(corroboration_file, differs, "differs", "facts that differ"),
	COUNT(corroboration_file, gone, "gone", "facts that the forge has no more"),
	COUNT(corroboration_file, not_tested, "notTested", "facts that were not tested"),
	FIELD_ROW(corroboration_file, facts, "facts", FIELD_OBJECTS, .of = &fact_fields,
		  .meaning = "all of them"),
	FIELD_ROW(corroboration_file, answers, "answers", FIELD_OBJECTS, .of = &answer_fields,
		  .meaning = "digests of what was answered"),
	FIELD_ROW(corroboration_file, people, "people", FIELD_OBJECTS, .of = &named_fields,
		  .meaning = "who is named in it"),
};
static const struct fields file_fields = {"corroboration", sizeof(struct corroboration_file),
					  FIELDS_OF(file_rows),
					  "What the forge says of records, asked again."};

void
corroboration_write(struct buffer *out, const struct corroboration_file *file)
{
	RELEASED_BY(buffer_release) struct buffer json = {0};

	fields_write(&json, &file_fields, file);
	json_indent(out, json.bytes, json.length);
	if (out->length && out->bytes[out->length - 1] != '\n')
		buffer_add_byte(out, '\n');
}

/* Numbers that are told must be those of the list. */
static bool
counts_fit(const struct corroboration_file *file)
{
	int64_t counts[4] = {0};

	for (size_t i = 0; i < file->facts.count; i++)
		counts[file->facts.at[i].state]++;
	return counts[CORROBORATED_NOT] == file->not_tested &&
	       counts[CORROBORATED_MATCHES] == file->matches &&
	       counts[CORROBORATED_DIFFERS] == file->differs &&
	       counts[CORROBORATED_GONE] == file->gone;
}

bool
corroboration_parse(struct arena *arena, const char *bytes, size_t length,
		    struct corroboration_file *out, struct error *err)
{
	struct corroboration_file file;
	const struct node *root;

	if (!json_parse(arena, bytes, length, &root, err) ||
	    !fields_read(arena, &file_fields, root, NULL, &file, err))
		return fail_while(err, "reading the corroboration");
	if (!text_equal(file.schema, CORROBORATION_SCHEMA))
		return fail(err, ERROR_FORMAT, "the corroboration has schema '%s', not '%s'",
			    text_shown(arena, file.schema), CORROBORATION_SCHEMA);
	if (!counts_fit(&file))
		return fail(err, ERROR_FORMAT,
			    "the corroboration counts other facts than it lists: it was edited");
	*out = file;
	return true;
}

/* ---- for people ------------------------------------------------------------------------------ */

static void
pair_number(struct arena *arena, struct sheet *sheet, const char *what, int64_t number)
{
	sheet_pair(arena, sheet, what, arena_format(arena, "%lld", (long long)number));
}

static void
fill_summary(struct arena *arena, const struct corroboration_file *file, struct sheet *sheet)
{
	char *at = arena_allocate(arena, 21);

	instant_format(at, file->asked_at);
	sheet->name = "Corroboration";
	sheet_pair(arena, sheet, "Ledger", text_shown(arena, file->ledger.origin));
	sheet_pair(arena, sheet, "Asked at", at);
	sheet_pair(arena, sheet, "Chosen", text_shown(arena, file->chosen));
	pair_number(arena, sheet, "Records", (int64_t)file->records.count);
	pair_number(arena, sheet, "Facts that match", file->matches);
	pair_number(arena, sheet, "that differ", file->differs);
	pair_number(arena, sheet, "that are gone", file->gone);
	pair_number(arena, sheet, "not tested", file->not_tested);
	sheet_text(arena, sheet,
		   "What the forge says now, by the token of whoever asked, compared with what "
		   "the records say that it said then. What could not be asked is not tested, and "
		   "no number stands for it.");
}

static void
add_cells(struct arena *arena, struct sheet *sheet, const struct corroborated_fact *fact)
{
	struct texts *line = sheet_line(arena, sheet, SHEET_ROW);
	const char *cells[] = {
		fact->record_id, fact->subject, fact->fact, corroborated_names[fact->state],
		fact->recorded,  fact->now,     fact->why};

	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		texts_add(arena, line, cells[i] ? text_shown(arena, cells[i]) : "");
}

void
corroboration_sheet(struct arena *arena, const struct corroboration_file *file,
		    struct sheet *summary, struct sheet *facts)
{
	static const char *const head[] = {"record_id", "subject", "fact", "state",
					   "recorded",  "now",     "why"};
	static const int order[] = {CORROBORATED_GONE, CORROBORATED_DIFFERS, CORROBORATED_NOT,
				    CORROBORATED_MATCHES};
	struct texts *line;

	*summary = *facts = (struct sheet){0};
	fill_summary(arena, file, summary);
	facts->name = "Facts";
	line = sheet_line(arena, facts, SHEET_HEADER);
	for (size_t i = 0; i < sizeof(head) / sizeof(head[0]); i++)
		texts_add(arena, line, head[i]);
	for (size_t state = 0; state < sizeof(order) / sizeof(order[0]); state++)
		for (size_t i = 0; i < file->facts.count; i++)
			if (file->facts.at[i].state == order[state])
				add_cells(arena, facts, &file->facts.at[i]);
}
