/* SPDX-License-Identifier: Apache-2.0 */
/* What does a reconciliation add to the test of a record? See reconciled.h. */
#include "audit/reconciled.h"

#include "base/text.h"

static size_t
place_of(const char *code)
{
	size_t at = 0;

	while (at < ATTRIBUTE_COUNT && !text_equal(attributes[at].code, code))
		at++;
	return at;
}

static bool
has_tested(const struct reconciliation_file *file, const char *code)
{
	for (size_t i = 0; i < file->tests.count; i++)
		if (text_equal(file->tests.at[i].code, code))
			return !text_equal(file->tests.at[i].state, "not tested");
	return false;
}

static void
say(struct attribute_outcome *outcomes, const char *attribute, int outcome, const char *because)
{
	size_t at = place_of(attribute);

	if (at < ATTRIBUTE_COUNT)
		outcomes[at] = (struct attribute_outcome){outcome, because};
}

void
reconciled_outcomes(const struct reconciliation_file *file, const char *record_id,
		    struct attribute_outcome outcomes[ATTRIBUTE_COUNT])
{
	if (!file || outcomes[place_of("A")].outcome != OUTCOME_PASS || !has_tested(file, "R6"))
		return;
	if (outcomes[place_of("A2")].outcome == OUTCOME_NOT_TESTABLE)
		say(outcomes, "A2", OUTCOME_PASS, "by the tracker's export (R6)");
	for (size_t i = 0; i < file->differences.count; i++) {
		const struct reconciliation_difference *one = &file->differences.at[i];

		if (!text_equal(one->test, "R6") || !text_equal(one->subject, record_id))
			continue;
		if (text_equal(one->code, "REC-TICKET-LATE"))
			say(outcomes, "A2", OUTCOME_DEVIATION, "REC-TICKET-LATE");
		if (text_equal(one->code, "REC-TICKET-UNKNOWN")) {
			say(outcomes, "A", OUTCOME_DEVIATION, "REC-TICKET-UNKNOWN");
			say(outcomes, "A2", OUTCOME_NOT_TESTABLE, "REC-TICKET-UNKNOWN");
		}
	}
}
