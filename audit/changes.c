/* SPDX-License-Identifier: Apache-2.0 */
/* Which change requests did the deploys of a population bring? See changes.h. */
#include "audit/changes.h"

#include <string.h>

#include "audit/csv.h"
#include "base/text.h"
#include "core/change_index.h"

#define SUBJECT "change request "

#define TEXT(member, text) FIELD_ROW(change_row, member, #member, FIELD_TEXT, .meaning = text)
#define TEXTS(member, text) FIELD_ROW(change_row, member, #member, FIELD_TEXTS, .meaning = text)

static const struct field rows[] = {
	TEXT(record_id, "of the deploy in the population"),
	TEXT(service, "what was deployed"),
	TEXT(environment, "where to"),
	TEXT(change, "number of the change request, or its commit"),
	TEXT(commit, "on the deployed branch"),
	TEXT(title, "of the change request"),
	FIELD_ROW(change_row, commit_count, "commits", FIELD_INTEGER, .maximum = LIMIT_INTEGER,
		  .meaning = "that it brought"),
	TEXTS(authors, "of these commits"),
	TEXTS(tickets, "that it names, whether or not they count"),
	TEXT(ticket_verdict, "of control 1"),
	TEXT(ticket_code, "of control 1"),
	TEXT(ticket_because, "of control 1"),
	TEXT(approval_verdict, "of control 2"),
	TEXT(approval_code, "of control 2"),
	TEXT(approval_because, "of control 2"),
};
const struct fields change_row_fields = {"changeRow", sizeof(struct change_row), FIELDS_OF(rows),
					 "One change request of a deploy."};

static const char *
shown(struct arena *arena, const char *text)
{
	return text ? text_shown(arena, text) : "";
}

/* The forge's number of what became this commit. */
static const char *
name_of(struct arena *arena, const struct forge_facts *forge, const char *commit)
{
	for (size_t i = 0; forge && i < forge->landings.count; i++) {
		const struct landing *landing = &forge->landings.at[i];

		if (text_equal(landing->commit, commit) && landing->requests.count == 1)
			return arena_format(arena, "#%lld",
					    (long long)landing->requests.at[0].number);
	}
	return shown(arena, commit);
}

/* The worst word of a control on one change request: a deploy may be judged by several policies. */
static const struct finding *
finding_on(const struct evaluation *evaluation, const char *check, const char *commit)
{
	static const int weights[] = {1, 4, 2, 3, 0};
	const struct finding *worst = NULL;

	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];

		if (!text_equal(finding->check, check) ||
		    !text_starts_with(finding->subject, SUBJECT) ||
		    !text_starts_with(commit, finding->subject + strlen(SUBJECT)))
			continue;
		if (!worst || weights[finding->verdict] > weights[worst->verdict])
			worst = finding;
	}
	return worst;
}

static void
fill_finding(struct arena *arena, const struct finding *finding, const char **verdict,
	     const char **code, const char **because)
{
	*verdict = finding ? verdict_names[finding->verdict] : "";
	*code = finding ? shown(arena, finding->code) : "";
	*because = finding ? shown(arena, finding->because) : "";
}

static void
add_once(struct arena *arena, struct texts *texts, const char *text)
{
	const char *safe = shown(arena, text);

	if (*safe && !texts_contain(texts, safe))
		texts_add(arena, texts, safe);
}

static void
fill_row(struct arena *arena, const struct record *record, const struct change_index *index,
	 const struct change_request *request, struct change_row *row)
{
	const struct evidence *evidence = record->evidence;
	struct positions named = change_index_tickets(index, request);

	*row = (struct change_row){.record_id = shown(arena, record->record_id),
				   .service = shown(arena, record->key.service),
				   .environment = shown(arena, record->key.environment),
				   .change = name_of(arena, evidence->forge, request->commit),
				   .commit = shown(arena, request->commit),
				   .title = shown(arena, request->title),
				   .commit_count = (int64_t)request->commits.count};
	for (size_t i = 0; i < request->commits.count; i++) {
		const struct commit *commit = change_index_commit(index, request->commits.at[i]);

		if (commit)
			add_once(arena, &row->authors,
				 commit->author.id ? commit->author.id : commit->author.name);
	}
	for (size_t i = 0; i < named.count; i++)
		add_once(arena, &row->tickets, evidence->tickets.references.at[named.at[i]].key);
	fill_finding(arena, finding_on(record->evaluation, "ticket", request->commit),
		     &row->ticket_verdict, &row->ticket_code, &row->ticket_because);
	fill_finding(arena, finding_on(record->evaluation, "approval", request->commit),
		     &row->approval_verdict, &row->approval_code, &row->approval_because);
}

void
change_row_fill(struct arena *arena, const struct record *record,
		const struct change_request *request, struct change_row *row)
{
	fill_row(arena, record, change_index_build(arena, record->evidence), request, row);
}

void
changes_columns(struct buffer *csv)
{
	csv_write_header(csv, &change_row_fields);
}

void
changes_add(struct arena *scratch, const struct record *record, struct buffer *csv)
{
	const struct change *change = &record->evidence->change;
	const struct change_index *index;

	if (!change->requests.count)
		return;
	index = change_index_build(scratch, record->evidence);
	for (size_t i = 0; i < change->requests.count; i++) {
		struct change_row row;

		fill_row(scratch, record, index, &change->requests.at[i], &row);
		csv_write_row(csv, &change_row_fields, &row);
	}
}
