/* SPDX-License-Identifier: Apache-2.0 */
/* What does the log say of a record? See leaf.h. */
#include "ledger/leaf.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"
#include "base/time.h"

#define ULID_LENGTH 26
#define SHA256_DIGITS 64
#define ARTIFACT_PREFIX "sha256:"

static const char *
digest_problem(const char *text)
{
	return text_is_hex(text, SHA256_DIGITS) ? NULL : "not a SHA-256 in lower-case hex";
}

static const char *
commit_problem(const char *text)
{
	return text_is_hex(text, 40) ? NULL : "not a commit id";
}

static const char *
artifact_problem(const char *text)
{
	if (text_starts_with(text, ARTIFACT_PREFIX) &&
	    text_is_hex(text + strlen(ARTIFACT_PREFIX), SHA256_DIGITS))
		return NULL;
	return "not 'sha256:' and 64 lower-case hex digits";
}

/* It names a file. */
static const char *
record_id_problem(const char *text)
{
	for (size_t i = 0; i < ULID_LENGTH; i++)
		if (!text[i] || !strchr("0123456789ABCDEFGHJKMNPQRSTVWXYZ", text[i]))
			return "not a ULID";
	return text[ULID_LENGTH] ? "not a ULID" : NULL;
}

#define ROW(json, field_type, member, ...)                                                     \
	{                                                                                      \
		.name = (json), .type = (field_type), .offset = offsetof(struct leaf, member), \
		__VA_ARGS__                                                                    \
	}

/* The last row is absent from the first record of a key. */
static const struct field leaf_rows[] = {
	ROW("schema", FIELD_TEXT, schema, .meaning = LEAF_SCHEMA),
	ROW("payload", FIELD_TEXT, payload, .problem = digest_problem,
	    .meaning = "sha256 of the statement: the record's identity"),
	ROW("envelope", FIELD_TEXT, envelope, .problem = digest_problem,
	    .meaning = "sha256 of the envelope's file"),
	ROW("recordId", FIELD_TEXT, record_id, .problem = record_id_problem,
	    .meaning = "the record's label, and its file's name"),
	ROW("kind", FIELD_CHOICE, kind, .choices = record_kind_names, .meaning = "of the record"),
	ROW("result", FIELD_CHOICE, result, .choices = record_result_names,
	    .meaning = "of the record"),
	ROW("repository", FIELD_TEXT, key.repository, .meaning = "of the record's key"),
	ROW("service", FIELD_TEXT, key.service, .meaning = "of the record's key"),
	ROW("environment", FIELD_TEXT, key.environment, .meaning = "of the record's key"),
	ROW("commit", FIELD_TEXT, commit, .optional = true, .problem = commit_problem,
	    .meaning = "deployed commit; absent from a seal and from trust"),
	ROW("artifact", FIELD_TEXT, artifact, .optional = true, .problem = artifact_problem,
	    .meaning = "deployed artefact, if one was named"),
	ROW("time", FIELD_INSTANT, time, .meaning = "of the record"),
	ROW("sequence", FIELD_INTEGER, sequence, .maximum = LIMIT_LEDGER_SIZE,
	    .meaning = "place in the key's chain, from 0"),
	ROW("attempt", FIELD_TEXT, attempt, .optional = true, .problem = digest_problem,
	    .meaning = "payload digest of the attempt that this record closes"),
	ROW("about", FIELD_TEXT, about, .optional = true, .problem = digest_problem,
	    .meaning = "payload digest of the record that an outcome is about"),
	ROW("previousIndex", FIELD_INTEGER, previous_index, .maximum = LIMIT_LEDGER_SIZE,
	    .meaning = "index of the key's record before this one; absent from its first"),
};
#define LEAF_MEANING "An entry of the log."
static const struct fields later_fields = {"leaf", sizeof(struct leaf), FIELDS_OF(leaf_rows),
					   LEAF_MEANING};
static const struct fields first_fields = {"leaf", sizeof(struct leaf), leaf_rows,
					   sizeof(leaf_rows) / sizeof(leaf_rows[0]) - 1,
					   LEAF_MEANING};

static char *
digest_text(struct arena *arena, const struct sha256 *digest)
{
	char hex[65];

	sha256_format(hex, digest);
	return arena_text(arena, hex);
}

void
leaf_of_record(struct arena *arena, const struct record *record, const struct sha256 *payload,
	       const struct sha256 *envelope, int64_t previous_index, struct leaf *leaf)
{
	*leaf = (struct leaf){
		.schema = LEAF_SCHEMA,
		.payload = digest_text(arena, payload),
		.envelope = digest_text(arena, envelope),
		.record_id = record->record_id,
		.kind = record->kind,
		.result = record->result,
		.key = record->key,
		.commit = record->commit,
		.artifact = record->artifact,
		.time = record->time,
		.sequence = record->chain.sequence,
		.previous_index = previous_index,
		.attempt = record->chain.attempt,
		.about = record->about,
	};
}

static void
write_leaf(struct buffer *out, const struct leaf *leaf)
{
	fields_write(out, leaf->sequence == 0 ? &first_fields : &later_fields, leaf);
}

static bool
read_form(struct arena *arena, const char *bytes, size_t length, struct leaf *leaf,
	  struct error *err)
{
	const struct node *root;
	bool first;

	if (length > LIMIT_LEAF_BYTES)
		return fail(err, ERROR_FORMAT, "%zu bytes, at most %d are allowed", length,
			    LIMIT_LEAF_BYTES);
	if (!json_parse(arena, bytes, length, &root, err))
		return false;
	first = !node_get(root, "previousIndex");
	if (!fields_read(arena, first ? &first_fields : &later_fields, root, NULL, leaf, err))
		return false;
	if (!text_equal(leaf->schema, LEAF_SCHEMA))
		return fail(err, ERROR_FORMAT, "schema is '%s', this version reads '%s'",
			    text_shown(arena, leaf->schema), LEAF_SCHEMA);
	if (first != (leaf->sequence == 0))
		return fail(err, ERROR_FORMAT,
			    "previousIndex must be absent from the first record "
			    "of a key, and from no other");
	if (first)
		leaf->previous_index = -1;
	return true;
}

bool
leaf_write(struct buffer *out, const struct leaf *leaf, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena;
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct leaf again;

	arena_init(&arena);
	write_leaf(&bytes, leaf);
	/* What cannot be read back must not get into the log. */
	if (!read_form(&arena, bytes.bytes, bytes.length, &again, err))
		return fail_while(err, "writing the ledger's entry");
	buffer_add(out, bytes.bytes, bytes.length);
	return true;
}

bool
leaf_read(struct arena *arena, const char *bytes, size_t length, struct leaf *leaf,
	  struct error *err)
{
	return read_form(arena, bytes, length, leaf, err) ||
	       fail_while(err, "reading an entry of the ledger");
}

bool
leaf_parse(struct arena *arena, const char *bytes, size_t length, struct leaf *leaf,
	   struct error *err)
{
	struct leaf read;

	if (!leaf_read(arena, bytes, length, &read, err))
		return false;
	if (!leaf_is_entry(&read, bytes, length))
		return fail(err, ERROR_FORMAT,
			    "reading an entry of the ledger: not as changegate writes it");
	*leaf = read;
	return true;
}

bool
leaf_is_entry(const struct leaf *leaf, const char *bytes, size_t length)
{
	RELEASED_BY(buffer_release) struct buffer written = {0};

	buffer_reserve(&written, length);
	write_leaf(&written, leaf);
	return written.length == length && memcmp(written.bytes, bytes, length) == 0;
}

bool
leaf_equal(const struct leaf *a, const struct leaf *b)
{
	RELEASED_BY(buffer_release) struct buffer left = {0};
	RELEASED_BY(buffer_release) struct buffer right = {0};

	write_leaf(&left, a);
	write_leaf(&right, b);
	return left.length == right.length && memcmp(left.bytes, right.bytes, left.length) == 0;
}

char *
leaf_path(struct arena *arena, const struct leaf *leaf)
{
	struct civil civil;

	seconds_to_civil(leaf->time, &civil);
	return arena_format(arena, "records/%04d/%02d/%s.json", civil.year, civil.month,
			    leaf->record_id);
}

struct placed *
leaf_placed(struct arena *arena, const struct leaf *leaf, int64_t index)
{
	struct placed *placed = arena_allocate(arena, sizeof(*placed));

	placed->record = arena_text(arena, leaf->payload);
	placed->record_id = arena_text(arena, leaf->record_id);
	placed->index = index;
	placed->sequence = leaf->sequence;
	placed->kind = record_kind_names[leaf->kind];
	placed->commit = arena_text(arena, leaf->commit);
	placed->artifact = arena_text(arena, leaf->artifact);
	placed->time = leaf->time;
	return placed;
}
