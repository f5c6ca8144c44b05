/* SPDX-License-Identifier: Apache-2.0 */
/* Who vouches for the test reports? See test_statement.h. */
#include "integrations/test_statement.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"
#include "integrations/disk.h"

#define STATEMENT_TYPE "https://in-toto.io/Statement/v1"
#define SUBJECTS_LIMIT (LIMIT_REPORTS + 1)
#define STATEMENT_BYTES (1024u * 1024)

static const char *
text_of(const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);

	return value && value->kind == NODE_TEXT ? value->text : NULL;
}

/* Two commits would leave open which one was tested. */
static const char *
find_commit(const struct node *subjects)
{
	const char *commit = NULL;

	for (const struct node *subject = subjects->first; subject; subject = subject->next) {
		const char *id = text_of(node_get(subject, "digest"), "gitCommit");

		if (!id)
			continue;
		if (!text_is_hex(id, 40) || (commit && !text_equal(commit, id)))
			return NULL;
		commit = id;
	}
	return commit;
}

static bool
names_report(const struct node *subjects, const struct test_report *report)
{
	for (const struct node *subject = subjects->first; subject; subject = subject->next)
		if (text_equal(text_of(subject, "name"), report->path) &&
		    text_equal(text_of(node_get(subject, "digest"), "sha256"), report->sha256))
			return true;
	return false;
}

static bool
names_reports(const struct node *subjects, const struct test_result *result)
{
	for (size_t i = 0; i < result->reports.count; i++)
		if (!result->reports.at[i].sha256 ||
		    !names_report(subjects, &result->reports.at[i]))
			return false;
	return result->reports.count > 0;
}

/* Where a statement tells a result, it must be that of the reports. */
static bool
says_passed(const struct node *predicate)
{
	const struct node *result = node_get(predicate, "result");

	return !result || (result->kind == NODE_TEXT && text_equal(result->text, "PASSED"));
}

static void
parse(struct arena *arena, const struct test_result *result, struct test_statement *statement)
{
	const struct node *root, *subjects;
	struct error err;

	if (!json_parse(arena, statement->bytes, strlen(statement->bytes), &root, &err)) {
		statement->problem = arena_format(arena, "it is no JSON: %s", err.message);
		return;
	}
	subjects = node_get(root, "subject");
	if (!text_equal(text_of(root, "_type"), STATEMENT_TYPE) || !subjects ||
	    subjects->kind != NODE_LIST) {
		statement->problem = "it is no in-toto Statement v1";
		return;
	}
	if (subjects->count > SUBJECTS_LIMIT) {
		statement->problem = "it has too many subjects";
		return;
	}
	if (!says_passed(node_get(root, "predicate"))) {
		statement->problem = "its result is not PASSED";
		return;
	}
	statement->commit = find_commit(subjects);
	statement->covers_reports = names_reports(subjects, result);
	if (!statement->commit)
		statement->problem = "it does not name one commit";
	else if (!statement->covers_reports)
		statement->problem = "it does not name every report with the digest that it has";
}

/* NULL, with the reason kept, if it cannot be read or is no text. */
static const char *
read_text(struct arena *arena, const char *path, size_t limit, struct test_statement *statement)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct error err;

	if (!disk_read(path, limit, &bytes, &err)) {
		statement->problem = arena_format(arena, "it could not be read: %s", err.message);
		return NULL;
	}
	if (!bytes.length || !text_is_utf8(bytes.bytes, bytes.length) ||
	    memchr(bytes.bytes, '\0', bytes.length)) {
		statement->problem = "it is no text";
		return NULL;
	}
	return arena_copy(arena, bytes.bytes, bytes.length);
}

void
test_statement_read(struct arena *arena, const char *root,
		    const struct test_requirement *requirement, struct test_result *result)
{
	struct test_statement *statement;
	const char *path;

	if (!requirement->statement)
		return;
	statement = arena_allocate(arena, sizeof(*statement));
	path = arena_format(arena, "%s/%s", root, requirement->statement);
	statement->path = requirement->statement;
	statement->bytes = read_text(arena, path, STATEMENT_BYTES, statement);
	if (statement->bytes)
		statement->armoured = read_text(arena, arena_format(arena, "%s.sig", path),
						LIMIT_SIGNATURE_BYTES, statement);
	result->statement = statement;
}

static bool
fits(const struct test_statement *statement, const char *head)
{
	return !statement->problem && text_equal(statement->commit, head) &&
	       statement->covers_reports && statement->signature &&
	       statement->signature->state == SIGNATURE_VERIFIED;
}

void
test_statement_verify(struct arena *arena, const struct signing *signing, const char *head,
		      struct test_result *result)
{
	const struct test_statement *read = result->statement;
	struct test_statement *statement;

	result->grade = GRADE_CLAIMED;
	if (!read)
		return;
	statement = arena_allocate(arena, sizeof(*statement));
	statement->path = read->path;
	statement->bytes = read->bytes;
	statement->armoured = read->armoured;
	result->statement = statement;
	if (!read->bytes || !read->armoured) {
		statement->problem = read->problem;
		return;
	}
	parse(arena, result, statement);
	statement->signature = signature_of_message(
		arena, signing, NAMESPACE_TESTS, statement->bytes, strlen(statement->bytes),
		statement->armoured, strlen(statement->armoured));
	if (fits(statement, head))
		result->grade = GRADE_ATTESTED;
}
