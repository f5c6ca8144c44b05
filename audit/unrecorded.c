/* SPDX-License-Identifier: Apache-2.0 */
/* Which deploys have no record? See unrecorded.h. */
#include "audit/unrecorded.h"

#include <string.h>

#include "audit/ids.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/text.h"
#include "base/time.h"

#define TEXT(of, member, json, text) FIELD_ROW(of, member, json, FIELD_TEXT, .meaning = text)
#define COUNT(of, member, json, text) \
	FIELD_ROW(of, member, json, FIELD_INTEGER, .maximum = LIMIT_INTEGER, .meaning = text)

static const struct field unrecorded_rows[] = {
	TEXT(unrecorded, id, "id", "in the id file"),
	TEXT(unrecorded, source, "source", "that shows it"),
	TEXT(unrecorded, source_id, "sourceId", "what the source calls it"),
	FIELD_ROW(unrecorded, also, "also", FIELD_TEXTS, .meaning = "others that show it, too"),
	TEXT(unrecorded, repository, "repository", "as the source names it; or empty"),
	TEXT(unrecorded, service, "service", "or empty"),
	TEXT(unrecorded, environment, "environment", "of the deploy"),
	TEXT(unrecorded, commit, "commit", "or empty"),
	TEXT(unrecorded, artifact, "artifact", "or empty"),
	TEXT(unrecorded, actor, "actor", "whom the source names; or empty"),
	FIELD_ROW(unrecorded, at, "at", FIELD_INSTANT, .meaning = "by the source"),
	FIELD_ROW(unrecorded, refused, "refused", FIELD_TEXT, .optional = true,
		  .meaning = "record of the refusal that it went around"),
};
static const struct fields unrecorded_fields = {"unrecorded", sizeof(struct unrecorded),
						FIELDS_OF(unrecorded_rows),
						"A deploy without a record."};

static const struct field source_rows[] = {
	TEXT(reconciliation_source, kind, "kind", "of the export"),
	TEXT(reconciliation_source, file, "file", "its name"),
	TEXT(reconciliation_source, sha256, "sha256", "of the file"),
	FIELD_ROW(reconciliation_source, independent, "independent", FIELD_BOOLEAN,
		  .meaning = "of whoever writes the pipeline"),
	COUNT(reconciliation_source, lines, "lines", "in it"),
	FIELD_ROW(reconciliation_source, columns, "columns", FIELD_TEXTS, .optional = true,
		  .meaning = "what was read from a column of another name: commit=git_sha"),
};
static const struct fields source_fields = {"reconciliationSource",
					    sizeof(struct reconciliation_source),
					    FIELDS_OF(source_rows), "What was compared with."};

static const struct field test_rows[] = {
	TEXT(reconciliation_test, code, "code", "R0 to R13"),
	TEXT(reconciliation_test, question, "question", "that it asks"),
	TEXT(reconciliation_test, state, "state", "not tested, no gap found, or gap"),
	TEXT(reconciliation_test, by, "by", "sources, or why it is not tested"),
	COUNT(reconciliation_test, compared, "compared", "things looked at"),
	COUNT(reconciliation_test, differences, "differences", "found"),
};
static const struct fields test_fields = {"reconciliationTest", sizeof(struct reconciliation_test),
					  FIELDS_OF(test_rows), "One test."};

static const struct field difference_rows[] = {
	TEXT(reconciliation_difference, test, "test", "that found it"),
	TEXT(reconciliation_difference, code, "code", "of the kind"),
	TEXT(reconciliation_difference, subject, "subject", "record, or source and id"),
	TEXT(reconciliation_difference, at, "at", "or empty"),
	TEXT(reconciliation_difference, service, "service", "or empty"),
	TEXT(reconciliation_difference, environment, "environment", "or empty"),
	TEXT(reconciliation_difference, what, "what", "in words"),
};
static const struct fields difference_fields = {"reconciliationDifference",
						sizeof(struct reconciliation_difference),
						FIELDS_OF(difference_rows), "What does not match."};

static const struct field ledger_rows[] = {
	TEXT(population_ledger, origin, "origin", "of the checkpoint"),
	FIELD_ROW(population_ledger, size, "size", FIELD_INTEGER, .maximum = LIMIT_LEDGER_SIZE,
		  .meaning = "entries"),
	TEXT(population_ledger, root, "root", "hex"),
};
static const struct fields ledger_fields = {"reconciliationLedger",
					    sizeof(struct population_ledger),
					    FIELDS_OF(ledger_rows), "What was compared."};

static const struct field file_rows[] = {
	TEXT(reconciliation_file, schema, "schema", RECONCILIATION_SCHEMA),
	TEXT(reconciliation_file, tool_version, "toolVersion", "of changegate"),
	FIELD_ROW(reconciliation_file, ledger, "ledger", FIELD_OBJECT, .of = &ledger_fields,
		  .meaning = "what was compared"),
	FIELD_ROW(reconciliation_file, from, "from", FIELD_INSTANT, .meaning = "first instant"),
	FIELD_ROW(reconciliation_file, to, "to", FIELD_INSTANT, .meaning = "last instant"),
	FIELD_ROW(reconciliation_file, environments, "environments", FIELD_TEXTS,
		  .meaning = "in scope; none: all"),
	FIELD_ROW(reconciliation_file, services, "services", FIELD_TEXTS,
		  .meaning = "in scope; none: all"),
	TEXT(reconciliation_file, completeness, "completeness", "what was found, or NOT TESTED"),
	COUNT(reconciliation_file, records, "records", "of the period, in the frame"),
	COUNT(reconciliation_file, matched, "matched", "of them that another system has, too"),
	FIELD_ROW(reconciliation_file, sources, "sources", FIELD_OBJECTS, .of = &source_fields,
		  .meaning = "files"),
	FIELD_ROW(reconciliation_file, tests, "tests", FIELD_OBJECTS, .of = &test_fields,
		  .meaning = "R0 to R13"),
	FIELD_ROW(reconciliation_file, unrecorded, "unrecorded", FIELD_OBJECTS,
		  .of = &unrecorded_fields, .meaning = "deploys without a record"),
	FIELD_ROW(reconciliation_file, differences, "differences", FIELD_OBJECTS,
		  .of = &difference_fields, .meaning = "all that does not match"),
	FIELD_ROW(reconciliation_file, not_tested, "notTested", FIELD_TEXTS,
		  .meaning = "what this does not show"),
	FIELD_ROW(reconciliation_file, people, "people", FIELD_TEXTS, .optional = true,
		  .meaning = "whom a difference names in words"),
	FIELD_ROW(reconciliation_file, window, "windowSeconds", FIELD_INTEGER, .optional = true,
		  .maximum = LIMIT_INTEGER, .meaning = "between a record and its match, at most"),
	FIELD_ROW(reconciliation_file, skew, "skewSeconds", FIELD_INTEGER, .optional = true,
		  .maximum = LIMIT_INTEGER, .meaning = "by which clocks may differ"),
};
static const struct fields file_fields = {"reconciliation", sizeof(struct reconciliation_file),
					  FIELDS_OF(file_rows),
					  "What the ledger and other systems say of each other."};

void
reconciliation_write(struct buffer *out, const struct reconciliation_file *file)
{
	struct buffer json RELEASED_BY(buffer_release) = {0};

	fields_write(&json, &file_fields, file);
	json_indent(out, json.bytes, json.length);
	if (out->length && out->bytes[out->length - 1] != '\n')
		buffer_add_byte(out, '\n');
}

/* Each test must have as many differences as it tells. */
static bool
numbers_fit(const struct reconciliation_file *file)
{
	int64_t told = 0;

	for (size_t i = 0; i < file->tests.count; i++) {
		const struct reconciliation_test *test = &file->tests.at[i];
		int64_t count = 0;

		for (size_t k = 0; k < file->differences.count; k++)
			count += text_equal(file->differences.at[k].test, test->code);
		if (count != test->differences || (count > 0) != text_equal(test->state, "gap"))
			return false;
		told += count;
	}
	return told == (int64_t)file->differences.count;
}

static bool
tells_unrecorded(const struct reconciliation_difference *difference)
{
	return text_equal(difference->code, "REC-UNRECORDED") ||
	       text_equal(difference->code, "REC-REFUSED-DEPLOYED");
}

/* What has no record must be among the differences, and what is there has none. */
static bool
unrecorded_fit(struct arena *arena, const struct reconciliation_file *file)
{
	struct texts ids = {0};
	struct error problem;
	size_t told = 0;

	for (size_t i = 0; i < file->unrecorded.count; i++) {
		const struct unrecorded *one = &file->unrecorded.at[i];

		if (one->at < file->from || one->at > file->to)
			return false;
		texts_add(arena, &ids, one->id);
	}
	if (!ids_sort(&ids, &problem))
		return false;
	for (size_t i = 0; i < file->differences.count; i++) {
		if (!tells_unrecorded(&file->differences.at[i]))
			continue;
		if (!ids_contain(&ids, file->differences.at[i].subject))
			return false;
		told++;
	}
	return told == ids.count;
}

bool
reconciliation_parse(struct arena *arena, const char *bytes, size_t length,
		     struct reconciliation_file *out, struct error *err)
{
	struct reconciliation_file file;
	const struct node *root;

	if (!json_parse(arena, bytes, length, &root, err) ||
	    !fields_read(arena, &file_fields, root, NULL, &file, err))
		return fail_while(err, "reading the reconciliation");
	if (!text_equal(file.schema, RECONCILIATION_SCHEMA))
		return fail(err, ERROR_FORMAT, "the reconciliation has schema '%s', not '%s'",
			    text_shown(arena, file.schema), RECONCILIATION_SCHEMA);
	for (size_t i = 0; i < file.unrecorded.count; i++)
		if (!is_unrecorded(file.unrecorded.at[i].id) ||
		    !id_is_valid(file.unrecorded.at[i].id))
			return fail(err, ERROR_FORMAT, "'%s' is no id of an unrecorded deploy",
				    text_shown(arena, file.unrecorded.at[i].id));
	if (!numbers_fit(&file) || !unrecorded_fit(arena, &file))
		return fail(err, ERROR_FORMAT,
			    "the reconciliation tells other numbers, or other deploys without a "
			    "record, than it lists: it was edited");
	*out = file;
	return true;
}

const char *
unrecorded_id(struct arena *arena, const char *source, const char *id)
{
	const char *plain = arena_format(arena, UNRECORDED_PREFIX "%s-%s", source, id);

	if (id_is_valid(plain))
		return plain;
	return arena_format(arena, UNRECORDED_PREFIX "%s-%.32s", source,
			    sha256_hex(arena, id, strlen(id)));
}

bool
is_unrecorded(const char *record_id)
{
	return text_starts_with(record_id, UNRECORDED_PREFIX);
}

const struct unrecorded *
unrecorded_find(const struct reconciliation_file *file, const char *record_id)
{
	for (size_t i = 0; i < file->unrecorded.count; i++)
		if (text_equal(file->unrecorded.at[i].id, record_id))
			return &file->unrecorded.at[i];
	return NULL;
}

void
unrecorded_join(struct population *population, const struct reconciliation_file *file,
		const char *sha256)
{
	struct population_header *header = &population->header;
	struct texts not_tested = {0};

	header->reconciliation_sha256 = sha256;
	/* The first of them said that nothing outside was compared. */
	for (size_t i = 1; i < header->not_tested.count; i++)
		texts_add(population->arena, &not_tested, header->not_tested.at[i]);
	for (size_t i = 0; i < file->not_tested.count; i++)
		texts_add(population->arena, &not_tested, file->not_tested.at[i]);
	header->not_tested = not_tested;
}

static const char *
shown(struct arena *arena, const char *text)
{
	return text ? text_shown(arena, text) : "";
}

static void
fill_row(struct arena *arena, const struct unrecorded *from, struct population_row *row)
{
	char *at = arena_allocate(arena, 21);

	instant_format(at, from->at);
	memset(row, 0, sizeof(*row));
	row->record_id = from->id;
	row->service = shown(arena, from->service);
	row->environment = shown(arena, from->environment);
	row->change_type = row->result = "unrecorded";
	row->deployed_at = at;
	row->deployed_at_source = "source";
	row->head_sha = shown(arena, from->commit);
	row->artifact_digest = shown(arena, from->artifact);
	row->title = arena_format(arena, "%s %s", from->source, shown(arena, from->source_id));
	row->tests_result = "unknown";
	row->deployed_by = shown(arena, from->actor);
	row->repository = shown(arena, from->repository);
	row->in_frame = true;
	row->ledger_index = -1;
	row->base_sha = row->ticket_created_at = row->approved_at_last = "";
	row->tests_finished_at = row->deploy_actor_type = row->emergency_reason = "";
	row->incident_id = row->post_approved_by = row->post_approved_at = row->rollback_of = "";
	row->policy_digest = row->gate_digest = row->record_sha256 = row->record_url = "";
	row->gate_at = row->outcome = row->outcome_at = row->policy_source = row->signed_by = "";
}

static bool
is_wanted(const struct population_request *request, const struct unrecorded *one)
{
	return one->at >= request->from && one->at <= request->to &&
	       (!request->environments.count ||
		texts_contain(&request->environments, one->environment)) &&
	       (!request->services.count || !one->service[0] ||
		texts_contain(&request->services, one->service));
}

bool
unrecorded_add(struct population *population, struct arena *scratch,
	       const struct reconciliation_file *file, struct buffer *csv, struct buffer *jsonl,
	       struct error *err)
{
	for (size_t i = 0; i < file->unrecorded.count; i++) {
		const struct unrecorded *one = &file->unrecorded.at[i];
		struct population_row row;

		if (!is_wanted(&population->request, one))
			continue;
		fill_row(scratch, one, &row);
		if (!population_add_row(population, &row, csv, jsonl, err))
			return false;
		population->header.unrecorded++;
		if (population->each)
			population->each(population->self, &row, NULL);
	}
	return true;
}
