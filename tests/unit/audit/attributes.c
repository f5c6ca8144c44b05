/* SPDX-License-Identifier: Apache-2.0 */
/* Does each attribute say what the findings say, and never more? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/attributes.h"
#include "base/hash.h"
#include "base/text.h"
#include "core/policy.h"

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
		{"ticket", "TKT-UNAPPROVED", "A1"},
		{"separation", "ENV-BRANCHES-ANY", "G"},
		{"ticket", "TKT-MISSING", "A"},
		{"ticket", "TKT-SELF-AUTHORISED", "A1"},
		{"ticket", "TKT-LATE", "A2"},
		{"tests", "TEST-MISSING", "B"},
		{"approval", "APPR-MISSING", "C"},
		{"approval", "APPR-STALE", "C2"},
		{"separation", "ENV-DUTIES-SAME", "D"},
		{"separation", "ENV-REBUILT", "F"},
		{"separation", "ENV-ADMIN-BYPASS", "G"},
		{"separation", "ENV-REF-UNPROTECTED", "G"},
		{"separation", "ENV-UNPROTECTED", "G"},
		{"separation", "ART-UNBOUND", "I"},
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

static struct finding *
find_ticket(struct fixture *fixture)
{
	static const char *input = "/tickets/references/0";
	struct finding *finding;

	find(fixture, "ticket", PASS, "TKT-FOUND");
	finding = &fixture->findings[fixture->evaluation.findings.count - 1];
	finding->inputs.at = (const char **)&input;
	finding->inputs.count = 1;
	return finding;
}

static void
test_the_tracker_tells_how_old_a_ticket_is(void **state)
{
	struct ticket_reference reference = {.key = "PAY-7"};
	struct tracked_ticket ticket = {.asked = "PAY-7", .state = TRACKED_FOUND, .created = 100};
	struct tracker_facts tracker = {.count = 1};
	struct fixture fixture;

	(void)state;
	begin(&fixture);
	tracker.tickets.at = &ticket;
	tracker.tickets.count = 1;
	fixture.evidence.tickets.references.at = &reference;
	fixture.evidence.tickets.references.count = 1;
	find_ticket(&fixture);
	assert_string_equal(sign_of(&fixture, "A2"), "NT");
	fixture.evidence.tickets.tracker = &tracker;
	assert_string_equal(sign_of(&fixture, "A2"), "P");
	ticket.created = 101;
	assert_string_equal(sign_of(&fixture, "A2"), "X");
	ticket.created = 0;
	assert_string_equal(sign_of(&fixture, "A2"), "NT");
	ticket.created = 100;
	reference.key = "PAY-8";
	assert_string_equal(sign_of(&fixture, "A2"), "NT");
}

/* The policy that was in force, as the gate keeps it. */
static void
asks_tests(struct fixture *fixture, struct arena *arena, const char *of_tickets,
	   const char *required)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *text =
		arena_format(arena,
			     "version: 1\nextends: starter@1\nrepository: example.org/acme/pay\n"
			     "branches: [main]\ntickets: { projects: [PAY], evidence: verified, "
			     "tracker: jira-cloud, url: \"https://acme.example.org\"%s }\n"
			     "tests: { required: [%s] }\nenvironments: { staging: {} }\n"
			     "ledger: { store: \"dir:a\" }\n",
			     of_tickets, required);
	struct source_text source = {"p.yml", text, strlen(text)};
	struct policy policy;
	struct error err;

	if (!policy_read(arena, &source, &policy, &err))
		fail_msg("%s", err.message);
	policy_write(&bytes, &policy);
	fixture->evidence.policy.bytes = arena_copy(arena, bytes.bytes, bytes.length);
	fixture->evidence.policy.digest = sha256_hex(arena, bytes.bytes, bytes.length);
}

static void
asks(struct fixture *fixture, struct arena *arena, const char *of_tickets)
{
	asks_tests(fixture, arena, of_tickets, "{ junit: \"a.xml\" }");
}

static void
test_who_authorised_a_ticket_counts_where_it_was_asked_for(void **state)
{
	RELEASED_BY(arena_release) struct arena arena = {0};
	struct note note = {"TKT-SELF-AUTHORISED", "by alice"};
	struct fixture fixture;
	struct finding *finding;

	(void)state;
	arena_init(&arena);
	begin(&fixture);
	finding = find_ticket(&fixture);
	asks(&fixture, &arena, "");
	assert_string_equal(sign_of(&fixture, "A1"), "NT");
	asks(&fixture, &arena, ", authorised: required");
	assert_string_equal(sign_of(&fixture, "A1"), "P");
	finding->notes.at = &note;
	finding->notes.count = 1;
	assert_string_equal(sign_of(&fixture, "A1"), "X");
	finding->notes.count = 0;
	find(&fixture, "ticket", UNKNOWN, "TKT-TRACKER");
	assert_string_equal(sign_of(&fixture, "A1"), "NT");
}

static void
find_test(struct fixture *fixture, const char *subject, int verdict, const char *code)
{
	find(fixture, "tests", verdict, code);
	fixture->findings[fixture->evaluation.findings.count - 1].subject = subject;
}

static void
test_acceptance_is_told_where_the_policy_asks(void **state)
{
	static const char *const required =
		"{ junit: \"a.xml\" }, { junit: \"uat/*.xml\", acceptance: true }";
	RELEASED_BY(arena_release) struct arena arena = {0};
	struct fixture fixture;

	(void)state;
	arena_init(&arena);
	begin(&fixture);
	find_test(&fixture, "tests a.xml", PASS, "TEST-PASSED");
	assert_string_equal(sign_of(&fixture, "UAT"), "NA");
	asks(&fixture, &arena, "");
	assert_string_equal(sign_of(&fixture, "UAT"), "NA");
	asks_tests(&fixture, &arena, "", required);
	assert_string_equal(sign_of(&fixture, "UAT"), "NT");
	find_test(&fixture, "tests uat/*.xml", PASS, "TEST-PASSED");
	assert_string_equal(sign_of(&fixture, "UAT"), "P");
	fixture.findings[0].verdict = FAIL;
	assert_string_equal(sign_of(&fixture, "UAT"), "P");
	assert_string_equal(sign_of(&fixture, "B"), "X");
	fixture.findings[1].verdict = EXEMPT;
	assert_string_equal(sign_of(&fixture, "UAT"), "NA");
	find_test(&fixture, "tests uat/*.xml", FAIL, "TEST-MISSING");
	assert_string_equal(sign_of(&fixture, "UAT"), "X");
	fixture.evidence.policy.digest = "00";
	assert_string_equal(sign_of(&fixture, "UAT"), "NT");
}

static void
begin_emergency(struct fixture *fixture, struct emergency_facts *facts)
{
	begin(fixture);
	fixture->record.kind = RECORD_EMERGENCY;
	fixture->record.result = RECORD_EMERGENCY_RESULT;
	fixture->evidence.emergency = facts;
}

static void
test_an_emergency_has_an_incident_and_two_people(void **state)
{
	static const struct {
		const char *code;
		const char *attribute, *sign;
	} rows[] = {
		{"EMER-INCIDENT-OPEN", "EM1", "P"},
		{"EMER-INCIDENT-CLAIMED", "EM1", "NT"},
		{"EMER-INCIDENT-CLOSED", "EM1", "X"},
		{"EMER-BREAK-GLASS", "EM1", "X"},
		{"EMER-AUTHORISED", "EM2", "P"},
		{"EMER-AUTHORISED-GATE", "EM2", "P"},
		{"EMER-SOLO", "EM2", "X"},
		{"EMER-BREAK-GLASS", "EM2", "NT"},
	};
	struct emergency_facts facts = {.reason = "down", .due = 200};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fixture fixture;

		begin_emergency(&fixture, &facts);
		find(&fixture, "emergency", EXEMPT, rows[i].code);
		assert_string_equal(sign_of(&fixture, rows[i].attribute), rows[i].sign);
	}
}

static void
test_an_emergency_is_settled_by_its_retro(void **state)
{
	struct settled settled = {.approved = true, .tested = true};
	struct emergency_facts facts = {.reason = "down", .due = 200};
	struct fixture fixture;

	(void)state;
	begin_emergency(&fixture, &facts);
	fixture.deployed.ledger_end = 199;
	assert_string_equal(sign_of(&fixture, "EM3"), "NT");
	assert_string_equal(sign_of(&fixture, "EM5"), "NT");
	find(&fixture, "approval", FAIL, "APPR-MISSING");
	assert_string_equal(sign_of(&fixture, "C"), "X");
	assert_string_equal(sign_of(&fixture, "E"), "NA");
	fixture.deployed.ledger_end = 200;
	assert_string_equal(sign_of(&fixture, "EM3"), "X");
	assert_string_equal(sign_of(&fixture, "EM4"), "X");
	assert_string_equal(sign_of(&fixture, "EM5"), "X");
	fixture.deployed.settled = &settled;
	assert_string_equal(sign_of(&fixture, "EM3"), "P");
	assert_string_equal(sign_of(&fixture, "EM4"), "P");
	assert_string_equal(sign_of(&fixture, "EM5"), "P");
	settled.late = true;
	assert_string_equal(sign_of(&fixture, "EM3"), "X");
	assert_string_equal(sign_of(&fixture, "EM5"), "P");
	settled.approved = settled.tested = false;
	assert_string_equal(sign_of(&fixture, "EM3"), "NT");
	assert_string_equal(sign_of(&fixture, "EM4"), "NT");
	fixture.record.kind = RECORD_DEPLOYMENT;
	assert_string_equal(sign_of(&fixture, "EM3"), "NA");
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
		cmocka_unit_test(test_the_tracker_tells_how_old_a_ticket_is),
		cmocka_unit_test(test_who_authorised_a_ticket_counts_where_it_was_asked_for),
		cmocka_unit_test(test_acceptance_is_told_where_the_policy_asks),
		cmocka_unit_test(test_an_emergency_has_an_incident_and_two_people),
		cmocka_unit_test(test_an_emergency_is_settled_by_its_retro),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
