/* SPDX-License-Identifier: Apache-2.0 */
/* Is there one row for each change request, with the worst that was found of it? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "audit/changes.h"

#define FIRST "8f3c2d1a00000000000000000000000000000000"
#define SECOND "51ac0e7d00000000000000000000000000000000"

struct fixture {
	struct arena arena;
	struct evidence evidence;
	struct evaluation evaluation;
	struct record record;
	struct buffer csv;
};

static int
set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	if (!fixture)
		return -1;
	fixture->record = (struct record){.record_id = "01JD8ZQ4E7V5M3K2X1W0T90001",
					  .key = {"example.org/acme/pay", "pay", "production"},
					  .evidence = &fixture->evidence,
					  .evaluation = &fixture->evaluation};
	*state = fixture;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *fixture = *state;

	arena_release(&fixture->arena);
	buffer_release(&fixture->csv);
	free(fixture);
	return 0;
}

static void
bring(struct fixture *fixture, const char *commit, const char *title)
{
	struct change *change = &fixture->evidence.change;
	struct change_request *request = LIST_ADD(&fixture->arena, &change->requests);
	struct commit *added = LIST_ADD(&fixture->arena, &change->commits);

	request->commit = request->head = commit;
	request->title = title;
	texts_add(&fixture->arena, &request->commits, commit);
	added->id = commit;
	added->author.name = "Ada";
}

static void
find(struct fixture *fixture, const char *check, const char *subject, enum verdict verdict,
     const char *code)
{
	*LIST_ADD(&fixture->arena, &fixture->evaluation.findings) =
		(struct finding){.check = check,
				 .revision = 1,
				 .subject = subject,
				 .verdict = verdict,
				 .code = code,
				 .because = "why"};
}

static const char *
rows_of(struct fixture *fixture)
{
	changes_add(&fixture->arena, &fixture->record, &fixture->csv);
	return fixture->csv.length ? fixture->csv.bytes : "";
}

static void
a_deploy_of_nothing_has_no_row(void **state)
{
	assert_string_equal(rows_of(*state), "");
}

static void
each_request_has_a_row_of_its_own(void **state)
{
	struct fixture *fixture = *state;

	bring(fixture, FIRST, "=1+1");
	bring(fixture, SECOND, "two");
	find(fixture, "ticket", "change request 8f3c2d1", PASS, "TKT-OK");
	find(fixture, "approval", "change request 51ac0e7", FAIL, "APPR-MISSING");
	assert_string_equal(rows_of(fixture),
			    "01JD8ZQ4E7V5M3K2X1W0T90001,pay,production," FIRST "," FIRST
			    ",'=1+1,1,Ada,,PASS,TKT-OK,why,,,\r\n"
			    "01JD8ZQ4E7V5M3K2X1W0T90001,pay,production," SECOND "," SECOND
			    ",two,1,Ada,,,,,FAIL,APPR-MISSING,why\r\n");
}

static void
the_worst_finding_is_shown(void **state)
{
	struct fixture *fixture = *state;

	bring(fixture, FIRST, "one");
	find(fixture, "approval", "change request 8f3c2d1", PASS, "APPR-OK");
	find(fixture, "approval", "change request 8f3c2d1", UNKNOWN, "APPR-UNKNOWN");
	find(fixture, "approval", "change request 8f3c2d1", FAIL, "APPR-MISSING");
	find(fixture, "approval", "change request 8f3c2d1", EXEMPT, "APPR-EXEMPT");
	assert_non_null(strstr(rows_of(fixture), ",FAIL,APPR-MISSING,why\r\n"));
}

static void
the_forge_s_number_is_shown(void **state)
{
	struct fixture *fixture = *state;
	struct forge_facts forge = {0};
	struct landing *landing = LIST_ADD(&fixture->arena, &forge.landings);

	fixture->evidence.forge = &forge;
	landing->commit = FIRST;
	LIST_ADD(&fixture->arena, &landing->requests)->number = 12;
	bring(fixture, FIRST, "one");
	assert_non_null(strstr(rows_of(fixture), ",#12," FIRST ","));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_deploy_of_nothing_has_no_row, set_up, tear_down),
		cmocka_unit_test_setup_teardown(each_request_has_a_row_of_its_own, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(the_worst_finding_is_shown, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_forge_s_number_is_shown, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
