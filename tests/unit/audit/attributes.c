/* SPDX-License-Identifier: Apache-2.0 */
/* Does each attribute say what the findings say, and never more? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/attributes.h"
#include "base/text.h"

struct fixture {
	struct finding findings[8];
	struct evaluation evaluation;
	struct evidence evidence;
	struct placed in_place;
	struct record record;
	struct verified_record verified;
	struct deployed deployed;
	struct attribute_outcome outcomes[ATTRIBUTE_COUNT];
};

static void
begin(struct fixture *fixture)
{
	memset(fixture, 0, sizeof(*fixture));
	fixture->evaluation.findings.at = fixture->findings;
	fixture->evidence.change.range.kind = RANGE_FORWARD;
	fixture->evidence.ledger.in_place = &fixture->in_place;
	fixture->record = (struct record){.kind = RECORD_DEPLOYMENT,
					  .time = 100,
					  .evidence = &fixture->evidence,
					  .evaluation = &fixture->evaluation};
	fixture->verified =
		(struct verified_record){.record = &fixture->record, .signed_by = "SHA256:key"};
	fixture->deployed.at = 100;
}

static void
find(struct fixture *fixture, const char *check, int verdict, const char *code)
{
	fixture->findings[fixture->evaluation.findings.count++] =
		(struct finding){.check = check, .verdict = verdict, .code = code};
}

static const char *
sign_of(struct fixture *fixture, const char *code)
{
	attributes_judge(&fixture->verified, &fixture->deployed, fixture->outcomes);
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		if (text_equal(attributes[i].code, code))
			return outcome_sign(fixture->outcomes[i].outcome);
	fail_msg("no attribute %s", code);
	return NULL;
}

static void
test_what_no_finding_tells_is_not_testable(void **state)
{
	static const char *const silent[] = {"A", "A1", "A2", "B", "C", "C2",
					     "D", "E",  "F",  "G", "I"};
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	for (size_t i = 0; i < sizeof(silent) / sizeof(silent[0]); i++)
		assert_string_equal(sign_of(&fixture, silent[i]), "NT");
	assert_string_equal(sign_of(&fixture, "EM1"), "NA");
	assert_int_equal(attributes_together(fixture.outcomes), OUTCOME_NOT_TESTABLE);
}

static void
test_the_worst_finding_decides(void **state)
{
	static const struct {
		int first, second;
		const char *sign;
	} rows[] = {
		{PASS, PASS, "P"},           {PASS, FAIL, "X"},
		{FAIL, PASS, "X"},           {UNKNOWN, FAIL, "X"},
		{PASS, UNKNOWN, "NT"},       {EXEMPT, PASS, "P"},
		{EXEMPT, EXEMPT, "NA"},      {EXEMPT, UNKNOWN, "NT"},
		{NOT_APPLICABLE, PASS, "P"}, {NOT_APPLICABLE, NOT_APPLICABLE, "NA"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fixture fixture;

		begin(&fixture);
		find(&fixture, "tests", rows[i].first, "TEST-ONE");
		find(&fixture, "tests", rows[i].second, "TEST-TWO");
		assert_string_equal(sign_of(&fixture, "B"), rows[i].sign);
		assert_string_equal(sign_of(&fixture, "A"), "NT");
	}
}

static void
test_each_attribute_has_its_own_findings(void **state)
{
	static const struct {
		const char *check, *code, *attribute;
	} rows[] = {
		{"ticket", "TKT-MISSING", "A"},         {"ticket", "TKT-SELF-AUTHORISED", "A1"},
		{"ticket", "TKT-LATE", "A2"},           {"tests", "TEST-MISSING", "B"},
		{"approval", "APPR-MISSING", "C"},      {"approval", "APPR-STALE", "C2"},
		{"separation", "ENV-DUTIES-SAME", "D"}, {"separation", "ENV-REBUILT", "F"},
		{"separation", "ENV-PROTECTION", "G"},  {"separation", "ART-UNBOUND", "I"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fixture fixture;

		begin(&fixture);
		find(&fixture, rows[i].check, FAIL, rows[i].code);
		assert_string_equal(sign_of(&fixture, rows[i].attribute), "X");
		assert_string_equal(sign_of(&fixture, rows[i].check[0] == 't' ? "F" : "B"), "NT");
	}
}

static void
test_a_deploy_before_its_record_deviates(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	find(&fixture, "approval", PASS, "APPR-FOUND");
	assert_string_equal(sign_of(&fixture, "E"), "P");
	assert_string_equal(sign_of(&fixture, "J"), "P");
	fixture.deployed.at = 99;
	assert_string_equal(sign_of(&fixture, "E"), "X");
	assert_string_equal(sign_of(&fixture, "J"), "X");
	fixture.deployed.at = 100;
	fixture.verified.signed_by = NULL;
	assert_string_equal(sign_of(&fixture, "J"), "NT");
}

static void
test_a_baseline_proves_nothing(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	find(&fixture, "tests", NOT_APPLICABLE, "CHG-BASELINE");
	fixture.record.kind = RECORD_BASELINE;
	fixture.evidence.change.range.kind = RANGE_FIRST;
	assert_string_equal(sign_of(&fixture, "B"), "NT");
	assert_string_equal(sign_of(&fixture, "E"), "NT");
	assert_string_equal(sign_of(&fixture, "J"), "P");
}

static void
test_a_way_back(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	assert_string_equal(sign_of(&fixture, "H"), "P");
	fixture.evidence.ledger.in_place = NULL;
	assert_string_equal(sign_of(&fixture, "H"), "NT");
	fixture.evidence.change.range.kind = RANGE_FIRST;
	assert_string_equal(sign_of(&fixture, "H"), "NA");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_no_finding_tells_is_not_testable),
		cmocka_unit_test(test_the_worst_finding_decides),
		cmocka_unit_test(test_each_attribute_has_its_own_findings),
		cmocka_unit_test(test_a_deploy_before_its_record_deviates),
		cmocka_unit_test(test_a_baseline_proves_nothing),
		cmocka_unit_test(test_a_way_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
