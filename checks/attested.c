/* SPDX-License-Identifier: Apache-2.0 */
/* Does a signed statement vouch for test results? See attested.h. */
#include "checks/attested.h"

#include "base/text.h"
#include "checks/signature.h"
#include "checks/subject.h"

static bool
vouches(const struct test_statement *statement, const char *head)
{
	return statement && !statement->problem && statement->bytes && statement->armoured &&
	       signature_proves(statement->signature) && statement->covers_reports &&
	       statement->commit && text_equal(statement->commit, head);
}

static bool
names(const struct test_requirement *rule, const struct test_statement *statement)
{
	return rule->statement && statement && text_equal(rule->statement, statement->path);
}

bool
grade_is_proved(const struct judgement *judgement, const struct test_result *result)
{
	return result->grade == GRADE_CLAIMED ||
	       (result->grade == GRADE_ATTESTED &&
		vouches(result->statement, judgement->evidence->change.head));
}

int
grade_of_tests(const struct judgement *judgement, const struct test_result *result,
	       const struct test_requirement *rule)
{
	if (result->grade == GRADE_ATTESTED && grade_is_proved(judgement, result) &&
	    names(rule, result->statement))
		return GRADE_ATTESTED;
	return GRADE_CLAIMED;
}

const char *
statement_problem(struct judgement *judgement, const struct test_result *result,
		  const struct test_requirement *rule)
{
	const struct test_statement *statement = result->statement;
	const char *head = judgement->evidence->change.head;

	if (!names(rule, statement))
		return "the evidence has none";
	if (statement->problem)
		return text_shown(judgement->arena, statement->problem);
	if (!statement->bytes || !statement->armoured)
		return "it could not be read";
	if (!signature_proves(statement->signature))
		return signature_problem(judgement->arena, statement->signature, NULL);
	if (!statement->commit || !text_equal(statement->commit, head))
		return arena_format(judgement->arena, "it is of %s, not of the deployed commit",
				    statement->commit
					    ? short_id(judgement->arena, statement->commit)
					    : "no commit");
	if (!statement->covers_reports)
		return "it does not name every report with its digest";
	if (result->grade != GRADE_ATTESTED)
		return "the evidence does not rest on it";
	return NULL;
}

void
note_statement(struct judgement *judgement, struct finding *finding,
	       const struct test_result *result, const struct test_requirement *rule)
{
	const char *problem = statement_problem(judgement, result, rule);

	if (problem)
		finding_note(judgement, finding, "TEST-STATEMENT",
			     "the statement %s is no evidence: %s",
			     text_shown(judgement->arena, rule->statement), problem);
	else
		finding_note(judgement, finding, "TEST-ATTESTED", "signed by %s",
			     person_shown(judgement->arena, result->statement->signature->signer));
}
