/* SPDX-License-Identifier: Apache-2.0 */
/* What does a person sign who answers for an emergency? See authorisation.h. */
#include "core/authorisation.h"

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"

static const char *
commit_problem(const char *text)
{
	return text_is_hex(text, 40) ? NULL : "is not a commit id";
}

static const struct field authorisation_rows[] = {
	FIELD_ROW(authorisation, schema, "schema", FIELD_TEXT, .meaning = AUTHORISATION_SCHEMA),
	FIELD_ROW(authorisation, key, "key", FIELD_OBJECT, .of = &key_fields,
		  .meaning = "where it may go"),
	FIELD_ROW(authorisation, commit, "commit", FIELD_TEXT, .problem = commit_problem,
		  .meaning = "what may go there"),
	FIELD_ROW(authorisation, artifact, "artifact", FIELD_TEXT, .optional = true,
		  .meaning = "sha256:... of what was built from it"),
	FIELD_ROW(authorisation, incident, "incident", FIELD_TEXT, .optional = true,
		  .meaning = "key of the incident"),
	FIELD_ROW(authorisation, reason, "reason", FIELD_TEXT, .meaning = "why"),
	FIELD_ROW(authorisation, time, "time", FIELD_INSTANT, .meaning = "when it was written"),
};
static const struct fields authorisation_fields = {
	"authorisation", sizeof(struct authorisation), FIELDS_OF(authorisation_rows),
	"What a person signs who answers for an emergency."};

void
authorisation_write(struct buffer *out, const struct authorisation *authorisation)
{
	fields_write(out, &authorisation_fields, authorisation);
	buffer_add_byte(out, '\n');
}

bool
authorisation_parse(struct arena *arena, const char *bytes, size_t length,
		    struct authorisation *out, struct error *err)
{
	struct authorisation read;
	const struct node *root;

	if (length > AUTHORISATION_BYTES)
		return fail(err, ERROR_FORMAT, "%zu bytes, at most %d are read", length,
			    AUTHORISATION_BYTES);
	if (!json_parse(arena, bytes, length, &root, err) ||
	    !fields_read(arena, &authorisation_fields, root, NULL, &read, err))
		return false;
	if (!text_equal(read.schema, AUTHORISATION_SCHEMA))
		return fail(err, ERROR_FORMAT, "schema is '%s', not '%s'",
			    text_shown(arena, read.schema), AUTHORISATION_SCHEMA);
	*out = read;
	return true;
}
