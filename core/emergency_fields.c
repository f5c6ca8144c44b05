/* SPDX-License-Identifier: Apache-2.0 */
/* How do emergencies and what they leave to be done look in documents? See emergency.h. */
#include "base/text.h"
#include "core/emergency.h"

static const struct field obligation_rows[] = {
	FIELD_ROW(obligation, record, "record", FIELD_TEXT,
		  .meaning = "payload digest of the emergency"),
	FIELD_ROW(obligation, record_id, "recordId", FIELD_TEXT, .meaning = "its label"),
	FIELD_ROW(obligation, commit, "commit", FIELD_TEXT,
		  .meaning = "of the change request that is owed a retro"),
	FIELD_ROW(obligation, kind, "kind", FIELD_TEXT, .meaning = "retro"),
	FIELD_ROW(obligation, due, "due", FIELD_INSTANT, .meaning = "when it is overdue"),
};
const struct fields obligation_fields = {"obligation", sizeof(struct obligation),
					 FIELDS_OF(obligation_rows),
					 "What an emergency left to be done."};

static const struct field open_rows[] = {
	FIELD_ROW(open_obligations, count, "count", FIELD_INTEGER, .maximum = LIMIT_OBLIGATIONS,
		  .meaning = "equals the length of all"),
	FIELD_ROW(open_obligations, all, "all", FIELD_OBJECTS, .of = &obligation_fields,
		  .meaning = "oldest first"),
};
const struct fields open_obligations_fields = {"openObligations", sizeof(struct open_obligations),
					       FIELDS_OF(open_rows),
					       "What emergencies of this key left to be done."};

static const struct field authorisation_rows[] = {
	FIELD_ROW(signed_authorisation, bytes, "bytes", FIELD_TEXT, .optional = true,
		  .meaning = "what was signed, verbatim"),
	FIELD_ROW(signed_authorisation, armoured, "armoured", FIELD_TEXT, .optional = true,
		  .meaning = "the signature, verbatim"),
	FIELD_ROW(signed_authorisation, signature, "signature", FIELD_OPTIONAL,
		  .of = &signature_fields, .optional = true, .meaning = "whose it is"),
	FIELD_ROW(signed_authorisation, problem, "problem", FIELD_TEXT, .optional = true,
		  .meaning = "why it is no evidence"),
};
static const struct fields authorisation_fields = {
	"signedAuthorisation", sizeof(struct signed_authorisation), FIELDS_OF(authorisation_rows),
	"A statement by which one person answers for an emergency."};

static const struct field emergency_rows[] = {
	FIELD_ROW(emergency_facts, incident, "incident", FIELD_TEXT, .optional = true,
		  .meaning = "key of the incident, as given"),
	FIELD_ROW(emergency_facts, reason, "reason", FIELD_TEXT, .meaning = "why, as given"),
	FIELD_ROW(emergency_facts, authoriser, "authoriser", FIELD_TEXT, .optional = true,
		  .meaning = "a name that was typed, which proves nothing"),
	FIELD_ROW(emergency_facts, break_glass, "breakGlass", FIELD_BOOLEAN,
		  .meaning = "something could not be asked, and two people answer for that"),
	FIELD_ROW(emergency_facts, time, "time", FIELD_INSTANT, .meaning = "when it was called"),
	FIELD_ROW(emergency_facts, due, "due", FIELD_INSTANT, .optional = true,
		  .meaning = "when what it leaves to be done is overdue"),
	FIELD_ROW(emergency_facts, authorisation_count, "authorisationCount", FIELD_INTEGER,
		  .maximum = LIMIT_AUTHORISATIONS,
		  .meaning = "equals the length of authorisations"),
	FIELD_ROW(emergency_facts, authorisations, "authorisations", FIELD_OBJECTS,
		  .of = &authorisation_fields, .meaning = "by whom it is authorised"),
	FIELD_ROW(emergency_facts, unknowns, "unknowns", FIELD_TEXTS, .optional = true,
		  .meaning = "what could not be asked when it was called"),
};
const struct fields emergency_facts_fields = {"emergencyFacts", sizeof(struct emergency_facts),
					      FIELDS_OF(emergency_rows),
					      "An emergency, and who answers for it."};

static const struct field retro_rows[] = {
	FIELD_ROW(retro_facts, record, "record", FIELD_TEXT,
		  .meaning = "payload digest of the emergency that is judged now"),
	FIELD_ROW(retro_facts, record_id, "recordId", FIELD_TEXT, .meaning = "its label"),
	FIELD_ROW(retro_facts, time, "time", FIELD_INSTANT, .meaning = "when it was called"),
	FIELD_ROW(retro_facts, due, "due", FIELD_INSTANT, .meaning = "when the retro was due"),
};
const struct fields retro_facts_fields = {"retroFacts", sizeof(struct retro_facts),
					  FIELDS_OF(retro_rows), "What a retro is about."};

bool
obligation_equal(const struct obligation *a, const struct obligation *b)
{
	return text_equal(a->record, b->record) && text_equal(a->record_id, b->record_id) &&
	       text_equal(a->commit, b->commit) && text_equal(a->kind, b->kind) && a->due == b->due;
}
