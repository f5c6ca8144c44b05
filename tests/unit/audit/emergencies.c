/* SPDX-License-Identifier: Apache-2.0 */
/* Is an emergency open until just what it brought was judged, by a record of its own key? */
#include "audit/emergencies.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define CALLED "aaaa"

struct fixture {
	struct arena arena;
	struct period period;
	struct emergency_facts facts;
	struct change_request request;
	struct evidence evidence;
	struct evaluation evaluation;
	struct obligation obligation;
	struct open_obligations open;
};

static void
begin(struct fixture *fixture)
{
	memset(fixture, 0, sizeof(*fixture));
	arena_init(&fixture->arena);
	fixture->period.arena = &fixture->arena;
	fixture->period.request = (struct population_request){.from = 100, .to = 200};
	fixture->facts.due = 150;
	fixture->request.commit = "c1";
	fixture->evidence.emergency = &fixture->facts;
	fixture->evidence.change.requests.at = &fixture->request;
	fixture->evidence.change.requests.count = 1;
	fixture->obligation = (struct obligation){CALLED, "01E", "c1", "retro", 150};
	fixture->open.count = fixture->open.all.count = 1;
	fixture->open.all.at = &fixture->obligation;
}

static void
end(struct fixture *fixture)
{
	arena_release(&fixture->arena);
}

/* Any record but the emergency itself: the evidence is none. */
static struct record
record_of(struct fixture *fixture, int kind, const char *service, int64_t time)
{
	return (struct record){.kind = kind,
			       .result = RECORD_ALLOWED,
			       .record_id = "01X",
			       .time = time,
			       .key = {"repository", service, "production"},
			       .chain.obligations = &fixture->open,
			       .evidence = &fixture->evidence,
			       .evaluation = &fixture->evaluation};
}

static void
see(struct fixture *fixture, const struct record *record, const char *payload)
{
	struct leaf leaf = {.payload = payload};
	struct verified_record verified = {.record = record, .leaf = &leaf};

	emergencies_see(&fixture->period, &fixture->arena, &verified);
}

static void
call(struct fixture *fixture, int64_t time)
{
	struct record record = record_of(fixture, RECORD_EMERGENCY, "web", time);

	record.result = RECORD_EMERGENCY_RESULT;
	record.record_id = "01E";
	record.chain.obligations = NULL;
	see(fixture, &record, CALLED);
	fixture->evidence.emergency = NULL;
}

static const struct period_emergency *
first(const struct fixture *fixture)
{
	assert_int_equal(fixture->period.emergencies.count, 1);
	return &fixture->period.emergencies.at[0];
}

static void
a_retro_closes_it_and_says_so(void **state)
{
	struct fixture fixture RELEASED_BY(end);
	struct record record;

	(void)state;
	begin(&fixture);
	call(&fixture, 110);
	assert_int_equal(first(&fixture)->due, 150);
	record = record_of(&fixture, RECORD_RETRO, "web", 120);
	record.about = "bbbb";
	see(&fixture, &record, "r1");
	assert_int_equal(first(&fixture)->closed_at, 0);
	record.about = CALLED;
	record.result = RECORD_REFUSED;
	see(&fixture, &record, "r2");
	assert_int_equal(first(&fixture)->closed_at, 0);
	record.result = RECORD_ALLOWED;
	see(&fixture, &record, "r3");
	assert_int_equal(first(&fixture)->closed_at, 120);
	assert_string_equal(first(&fixture)->closed_by, "01X");
}

static void
a_clean_deploy_of_what_it_brought_closes_it(void **state)
{
	struct fixture fixture RELEASED_BY(end);
	struct finding exempt = {.verdict = EXEMPT, .code = "WAIVER-USED", .check = "tests"};
	struct record record;

	(void)state;
	begin(&fixture);
	call(&fixture, 110);
	record = record_of(&fixture, RECORD_DEPLOYMENT, "web", 130);
	fixture.request.commit = "c2";
	see(&fixture, &record, "r1");
	fixture.request.commit = "c1";
	fixture.evaluation.findings.at = &exempt;
	fixture.evaluation.findings.count = 1;
	see(&fixture, &record, "r2");
	fixture.evaluation.findings.count = 0;
	record.key.service = "shop";
	see(&fixture, &record, "r3");
	assert_int_equal(first(&fixture)->closed_at, 0);
	record.key.service = "web";
	see(&fixture, &record, "r4");
	assert_int_equal(first(&fixture)->closed_at, 130);
}

static void
it_concerns_a_period_in_which_it_was_open(void **state)
{
	struct period_emergency emergency = {.called_at = 50};
	struct period period = {.request = {.from = 100, .to = 200}};

	(void)state;
	assert_true(emergency_concerns(&period, &emergency));
	emergency.closed_at = 99;
	assert_false(emergency_concerns(&period, &emergency));
	emergency.closed_at = 100;
	assert_true(emergency_concerns(&period, &emergency));
	emergency = (struct period_emergency){.called_at = 201};
	assert_false(emergency_concerns(&period, &emergency));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_retro_closes_it_and_says_so),
		cmocka_unit_test(a_clean_deploy_of_what_it_brought_closes_it),
		cmocka_unit_test(it_concerns_a_period_in_which_it_was_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
