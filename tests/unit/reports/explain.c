/* SPDX-License-Identifier: Apache-2.0 */
/* Are codes explained from the table, and records fact by fact from their own evidence? */
#include "tests/unit/reports/fixture.h"

#include "base/text.h"
#include "reports/explain.h"

static void
a_code_has_rule_and_fix(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	(void)state;
	explain_code(&out, code_find("ENV-FREEZE"));
	assert_string_equal(out.bytes,
			    "ENV-FREEZE  (separation)\n  The environment is frozen now.\n"
			    "  fix: Wait until the freeze is over.\n");
	buffer_clear(&out);
	explain_code(&out, code_find("ENV-OPEN"));
	assert_string_equal(out.bytes, "ENV-OPEN  (separation)\n  No freeze is in force.\n");
}

static void
every_code_is_listed(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct arena arena RELEASED_BY(arena_release) = {0};

	(void)state;
	explain_codes(&out);
	assert_true(code_count() > 50);
	for (size_t i = 0; i < code_count(); i++)
		assert_non_null(
			strstr(out.bytes, arena_format(&arena, "\n  %s ", code_at(i)->name)));
}

static void
fill_record(struct fixture *fixture, struct record *record)
{
	*record = (struct record){
		.schema = RECORD_SCHEMA,
		.kind = RECORD_DEPLOYMENT,
		.result = RECORD_REFUSED,
		.record_id = fixture->evidence.record_id,
		.time = fixture->evidence.now.time,
		.key = fixture->evidence.change.key,
		.commit = fixture->evidence.change.head,
		.chain = {.previous_record = RECORD, .sequence = 4},
		.evidence = &fixture->evidence,
		.evaluation = &fixture->evaluation,
		.recorder = {"0.1.0", DIGEST, "self"},
	};
}

static void
explain(struct fixture *fixture, const struct record *record, struct buffer *out)
{
	struct error err;

	if (!explain_record(&fixture->arena, record, RECORD, false, out, &err))
		fail_msg("%s", err.message);
}

static void
a_record_is_explained_fact_by_fact(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;
	struct record record;
	struct finding *finding;

	(void)state;
	fixture_begin(&fixture);
	for (size_t i = 0; i < 40; i++)
		fixture_request(&fixture, "PAY-311 retry card capture");
	fixture_facts(&fixture);
	finding = fixture_finding(&fixture, "change", "change", PASS, "CHG-RANGE",
				  "40 commits in 40 change requests");
	fixture_rest_on(&fixture, finding, "/change/range");
	fixture_rest_on(&fixture, finding, "/change/changeRequests");
	finding = fixture_finding(&fixture, "ticket", "change request 8f3c2d1a0000", FAIL,
				  "TKT-PROJECT", "PAY-311 is not a ticket of an allowed project");
	finding->fix = "name another ticket";
	fixture_rest_on(&fixture, finding, "/tickets/references/0");
	fixture_rest_on(&fixture, finding, "/tickets/references/40");
	fixture_note(&fixture, finding, "TKT-IGNORED", "UTF-8 was not counted");
	fixture_rest_on(&fixture,
			fixture_finding(&fixture, "policy", "policy", PASS, "POLICY-READ", "read"),
			"/policy");
	fill_record(&fixture, &record);
	explain(&fixture, &record, &out);
	assert_golden("explain.txt", &out);
	arena_release(&fixture.arena);
}

static void
hostile_facts_stay_text(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;
	struct record record;

	(void)state;
	fixture_begin(&fixture);
	fixture_request(&fixture, "\x1b[2J\xE2\x80\xAE::error::x");
	fixture_rest_on(&fixture,
			fixture_finding(&fixture, "change", "\x1b]0;x\x07", FAIL, "CHG-RANGE",
					"\n::error::x"),
			"/change/changeRequests/0/title");
	fill_record(&fixture, &record);
	explain(&fixture, &record, &out);
	assert_null(strchr(out.bytes, '\x1b'));
	assert_null(strstr(out.bytes, "\xE2\x80\xAE"));
	assert_null(strstr(out.bytes, "\n::"));
	assert_non_null(strstr(out.bytes, "/change/changeRequests/0/title = \"\\u001b[2J?"));
	arena_release(&fixture.arena);
}

static void
records_without_evidence_are_told_too(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;
	struct record record;
	struct population_seal seal = {DIGEST, 3412, 0, 86399, {0}, {0}};

	(void)state;
	fixture_begin(&fixture);
	fill_record(&fixture, &record);
	record.evidence = NULL;
	record.evaluation = NULL;
	record.kind = RECORD_OUTCOME;
	record.result = RECORD_SUCCEEDED;
	record.about = RECORD;
	explain(&fixture, &record, &out);
	assert_non_null(strstr(out.bytes, ": outcome, succeeded\n"));
	assert_non_null(strstr(out.bytes, "  about        " RECORD "\n"));
	buffer_clear(&out);
	record.kind = RECORD_SEAL;
	record.result = RECORD_SEALED;
	record.about = record.commit = NULL;
	record.seal = &seal;
	texts_add(&fixture.arena, &seal.environments, "production");
	explain(&fixture, &record, &out);
	assert_non_null(strstr(out.bytes, "1970-01-01T00:00:00Z to 1970-01-01T23:59:59Z\n"
					  "  environments production\n"
					  "  services     all\n"));
	assert_non_null(strstr(out.bytes, "3412 ids, sha256 " DIGEST));
	arena_release(&fixture.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_has_rule_and_fix),
		cmocka_unit_test(every_code_is_listed),
		cmocka_unit_test(a_record_is_explained_fact_by_fact),
		cmocka_unit_test(hostile_facts_stay_text),
		cmocka_unit_test(records_without_evidence_are_told_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
