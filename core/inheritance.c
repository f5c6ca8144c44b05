/* SPDX-License-Identifier: Apache-2.0 */
/* How does what a change request may inherit look as a document? See inheritance.h. */
#include "core/inheritance.h"

#include "base/encoding.h"

static const char *const kind_names[] = {"inverse", "same-diff", NULL};

static const char *
commit_problem(const char *text)
{
	return text_is_hex(text, 40) ? NULL : "not an object id of 40 lower-case hex digits";
}

static const char *
digest_problem(const char *text)
{
	return text_is_hex(text, 64) ? NULL : "not a SHA-256 of 64 lower-case hex digits";
}

static const struct field rows[] = {
	FIELD_ROW(inheritance, kind, "kind", FIELD_CHOICE, .choices = kind_names,
		  .meaning = "whether it takes the other one back, or repeats it"),
	FIELD_ROW(inheritance, from, "from", FIELD_TEXT, .problem = commit_problem,
		  .meaning = "first-parent commit of the other one, or what the message names"),
	FIELD_ROW(inheritance, why, "why", FIELD_TEXT, .optional = true,
		  .meaning = "what is wrong; absent if it is proven"),
	FIELD_ROW(inheritance, digest, "digest", FIELD_TEXT, .optional = true,
		  .problem = digest_problem,
		  .meaning = "of both diffs, the other one's backwards if it is taken back"),
	FIELD_ROW(inheritance, recomputed, "recomputed", FIELD_BOOLEAN, .optional = true,
		  .meaning = "the content is exactly what taking it back gives"),
	FIELD_ROW(inheritance, record, "record", FIELD_TEXT, .optional = true,
		  .problem = digest_problem,
		  .meaning = "payload digest of the allowed record that judged the other one"),
	FIELD_ROW(inheritance, record_id, "recordId", FIELD_TEXT, .optional = true,
		  .meaning = "of that record"),
	FIELD_ROW(
		inheritance, approval, "approval", FIELD_TEXT, .optional = true,
		.meaning =
			"code of its own approval there; absent if that is not what it passed by"),
	FIELD_ROW(inheritance, ticket, "ticket", FIELD_TEXT, .optional = true,
		  .meaning = "that counted there"),
};
const struct fields inheritance_fields = {
	"inheritance", sizeof(struct inheritance), FIELDS_OF(rows),
	"What a change request takes back or repeats that was judged before."};
