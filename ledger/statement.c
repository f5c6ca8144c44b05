/* SPDX-License-Identifier: Apache-2.0 */
/* How does a record travel? See statement.h. */
#include "ledger/statement.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"

struct digest_set { /* no algorithm prefix: the name says it */
	const char *git_commit;
	const char *git_tree;
	const char *sha256;
};

struct subject {
	const char *name;
	struct digest_set digest;
};

struct statement {
	const char *type;
	LIST(struct subject) subjects;
	const char *predicate_type;
	struct record predicate;
};

static const char *
hex_problem(const char *text)
{
	return text_is_hex(text, 40) || text_is_hex(text, 64) ? NULL
							      : "not a digest in lower-case hex";
}

static const struct field digest_rows[] = {
	{.name = "gitCommit",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct digest_set, git_commit),
	 .optional = true,
	 .problem = hex_problem,
	 .meaning = "the deployed commit"},
	{.name = "gitTree",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct digest_set, git_tree),
	 .optional = true,
	 .problem = hex_problem,
	 .meaning = "its tree"},
	{.name = "sha256",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct digest_set, sha256),
	 .optional = true,
	 .problem = hex_problem,
	 .meaning = "of the artefact or the population"},
};
static const struct fields digest_fields = {"digestSet", sizeof(struct digest_set),
					    FIELDS_OF(digest_rows), "Digests of a subject."};

static const struct field subject_rows[] = {
	{.name = "name",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct subject, name),
	 .meaning = "the repository, 'artifact' or 'population'"},
	{.name = "digest",
	 .type = FIELD_OBJECT,
	 .offset = offsetof(struct subject, digest),
	 .of = &digest_fields,
	 .meaning = "what it is"},
};
static const struct fields subject_fields = {"subject", sizeof(struct subject),
					     FIELDS_OF(subject_rows), "What the record is about."};

static const struct field statement_rows[] = {
	{.name = "_type",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct statement, type),
	 .meaning = STATEMENT_TYPE},
	{.name = "subject",
	 .type = FIELD_OBJECTS,
	 .offset = offsetof(struct statement, subjects),
	 .of = &subject_fields,
	 .meaning = "what the record is about"},
	{.name = "predicateType",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct statement, predicate_type),
	 .meaning = PREDICATE_TYPE},
	{.name = "predicate",
	 .type = FIELD_OBJECT,
	 .offset = offsetof(struct statement, predicate),
	 .of = &record_fields,
	 .meaning = "the record"},
};
static const struct fields statement_fields = {"statement", sizeof(struct statement),
					       FIELDS_OF(statement_rows),
					       "An in-toto Statement v1 with a change record."};

#define SUBJECTS 2
#define ARTIFACT_PREFIX "sha256:"

/* The subjects that follow from the predicate. */
static size_t
subjects_of(const struct record *record, struct subject subjects[SUBJECTS])
{
	size_t count = 0;
	const char *artifact = record->artifact;

	memset(subjects, 0, SUBJECTS * sizeof(subjects[0]));
	if (record->trust) {
		subjects[0].name = "issuer keys";
		subjects[0].digest.sha256 = record->trust->sha256;
		return 1;
	}
	if (record->seal) {
		subjects[0].name = "population";
		subjects[0].digest.sha256 = record->seal->ids_sha256;
		return 1;
	}
	if (record->commit) {
		subjects[count].name = record->key.repository;
		subjects[count].digest.git_commit = record->commit;
		if (record->evidence)
			subjects[count].digest.git_tree = record->evidence->change.tree;
		count++;
	}
	if (artifact) {
		subjects[count].name = "artifact";
		if (text_starts_with(artifact, ARTIFACT_PREFIX))
			artifact += strlen(ARTIFACT_PREFIX);
		subjects[count++].digest.sha256 = artifact;
	}
	return count;
}

void
statement_write(struct buffer *out, const struct record *record)
{
	struct subject subjects[SUBJECTS];
	struct statement statement = {
		.type = STATEMENT_TYPE, .predicate_type = PREDICATE_TYPE, .predicate = *record};

	statement.subjects.at = subjects;
	statement.subjects.count = subjects_of(record, subjects);
	fields_write(out, &statement_fields, &statement);
}

static bool
subject_equal(const struct subject *a, const struct subject *b)
{
	return text_equal(a->name, b->name) &&
	       text_equal(a->digest.git_commit, b->digest.git_commit) &&
	       text_equal(a->digest.git_tree, b->digest.git_tree) &&
	       text_equal(a->digest.sha256, b->digest.sha256);
}

static bool
subjects_agree(const struct statement *statement)
{
	struct subject expected[SUBJECTS];
	size_t count = subjects_of(&statement->predicate, expected);

	if (count == 0 || count != statement->subjects.count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!subject_equal(&expected[i], &statement->subjects.at[i]))
			return false;
	return true;
}

static bool
check_type(struct arena *arena, const char *what, const char *found, const char *expected,
	   struct error *err)
{
	if (text_equal(found, expected))
		return true;
	return fail(err, ERROR_FORMAT, "%s is '%s', not '%s'", what, text_shown(arena, found),
		    expected);
}

static bool
parse(struct arena *arena, const char *bytes, size_t length, struct statement *statement,
      struct error *err)
{
	const struct node *root;

	if (length > LIMIT_DOCUMENT_BYTES)
		return fail(err, ERROR_FORMAT, "%zu bytes, at most %u are read", length,
			    LIMIT_DOCUMENT_BYTES);
	if (!json_parse(arena, bytes, length, &root, err) ||
	    !fields_read(arena, &statement_fields, root, NULL, statement, err))
		return false;
	if (!check_type(arena, "_type", statement->type, STATEMENT_TYPE, err) ||
	    !check_type(arena, "predicateType", statement->predicate_type, PREDICATE_TYPE, err))
		return false;
	if (!subjects_agree(statement))
		return fail(err, ERROR_FORMAT, "the subjects do not agree with the predicate");
	return true;
}

bool
statement_parse(struct arena *arena, const char *bytes, size_t length, struct record *record,
		struct error *err)
{
	struct statement statement;

	if (!parse(arena, bytes, length, &statement, err))
		return fail_while(err, "reading the statement");
	*record = statement.predicate;
	return true;
}
