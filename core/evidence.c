/* SPDX-License-Identifier: Apache-2.0 */
/* How is the evidence document read and written? See evidence.h. */
#include "core/evidence.h"

#include "base/json.h"
#include "base/text.h"

bool
policy_is_ahead(const struct evidence *evidence)
{
	const struct policy_facts *facts = &evidence->policy;
	bool brought = evidence->change.range.kind == RANGE_FORWARD &&
		       text_equal(facts->digest, facts->head_digest);

	return facts->previous && !text_equal(facts->digest, facts->previous->digest) && !brought;
}

bool
evidence_parse(struct arena *arena, const char *bytes, size_t length, struct evidence *evidence,
	       struct error *err)
{
	const struct node *root;
	struct evidence parsed;

	if (!json_parse(arena, bytes, length, &root, err))
		return fail_while(err, "reading evidence");
	if (!fields_read(arena, &evidence_fields, root, NULL, &parsed, err))
		return fail_while(err, "reading evidence");
	if (!text_equal(parsed.schema, EVIDENCE_SCHEMA))
		return fail(err, ERROR_FORMAT,
			    "reading evidence: schema is '%s', this version reads '%s'",
			    text_shown(arena, parsed.schema), EVIDENCE_SCHEMA);
	*evidence = parsed;
	return true;
}

void
evidence_write(struct buffer *out, const struct evidence *evidence)
{
	fields_write(out, &evidence_fields, evidence);
}
