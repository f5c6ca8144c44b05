/* SPDX-License-Identifier: Apache-2.0 */
/* Does another repository with the same commits and services close what it has no part in? */
#include "audit/exceptions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "core/policy.h"

#define MUST_CLOSE 13 /* the column */

struct fixture {
	struct arena arena;
	struct period period;
	struct period_record records[2];
	struct period_version policies[2];
	struct unrecorded unrecorded;
	struct reconciliation_difference difference;
	struct reconciliation_file file;
	struct sheet sheet;
};

static struct period_record
record_of(const char *id, const char *repository, bool in_frame, int64_t at)
{
	return (struct period_record){.record_id = id,
				      .repository = repository,
				      .service = "default",
				      .environment = "production",
				      .type = "normal",
				      .result = in_frame ? "allowed" : "refused",
				      .outcome = "",
				      .head = "c1",
				      .deployed_by = "",
				      .policy_digest = id,
				      .gate_at = at,
				      .deployed_at = at,
				      .in_frame = in_frame};
}

static struct period_version
policy_of(struct arena *arena, const char *digest, const char *guardian)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *text =
		arena_format(arena,
			     "version: 1\nextends: starter@1\nrepository: example.org/acme/pay\n"
			     "branches: [main]\ntickets: { projects: [PAY] }\n"
			     "tests: { required: [{ junit: \"a.xml\" }] }\n"
			     "environments: { staging: {} }\nledger: { store: \"dir:a\" }\n"
			     "guardians: [%s]\n",
			     guardian);
	struct source_text source = {"p.yml", text, strlen(text)};
	struct policy policy;
	struct error err;

	if (!policy_read(arena, &source, &policy, &err))
		fail_msg("%s", err.message);
	policy_write(&bytes, &policy);
	return (struct period_version){.digest = digest,
				       .bytes = arena_copy(arena, bytes.bytes, bytes.length)};
}

/* Refused in one repository, allowed in a fork whose policy names its own guardian. */
static void
begin(struct fixture *fixture, const char *fork)
{
	memset(fixture, 0, sizeof(*fixture));
	arena_init(&fixture->arena);
	fixture->records[0] = record_of("01A", "github.com/acme/pay", false, 100);
	fixture->records[1] = record_of("01B", fork, true, 200);
	fixture->unrecorded = (struct unrecorded){.id = "UNREC-cloud-e1",
						  .repository = "acme/pay",
						  .service = "default",
						  .environment = "production"};
	fixture->difference = (struct reconciliation_difference){
		"R2", "REC-UNRECORDED", "UNREC-cloud-e1", "", "default", "production", "no record"};
	fixture->file.unrecorded.at = &fixture->unrecorded;
	fixture->file.differences.at = &fixture->difference;
	fixture->file.unrecorded.count = fixture->file.differences.count = 1;
	fixture->period.arena = &fixture->arena;
	fixture->period.now = 300;
	fixture->period.records.at = fixture->records;
	fixture->period.records.count = 2;
	fixture->policies[0] = policy_of(&fixture->arena, "01A", "alice@example.org");
	fixture->policies[1] = policy_of(&fixture->arena, "01B", "eve@example.org");
	fixture->period.policies.at = fixture->policies;
	fixture->period.policies.count = 2;
	fixture->period.reconciliation = &fixture->file;
}

static int64_t
open_ones(struct fixture *fixture)
{
	int64_t open, overdue;

	fixture->sheet = (struct sheet){0};
	exceptions_sheet(&fixture->period, &fixture->sheet, &open, &overdue);
	return open;
}

static const char *
who_must_close(const struct fixture *fixture)
{
	for (size_t i = 0; i < fixture->sheet.lines.count; i++) {
		const struct texts *cells = &fixture->sheet.lines.at[i].cells;

		if (cells->count > MUST_CLOSE && text_equal(cells->at[3], "UNREC-cloud-e1"))
			return cells->at[MUST_CLOSE];
	}
	return "no line";
}

static void
a_fork_closes_nothing(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture, "github.com/acme/pay");
	assert_int_equal(open_ones(&fixture), 1);
	arena_release(&fixture.arena);
	begin(&fixture, "github.com/eve/pay");
	assert_int_equal(open_ones(&fixture), 2);
	arena_release(&fixture.arena);
}

static void
a_fork_names_nobody_who_must_close(void **state)
{
	struct fixture fixture;

	(void)state;
	begin(&fixture, "github.com/acme/pay");
	open_ones(&fixture);
	assert_string_equal(who_must_close(&fixture), "guardians of the gate: eve@example.org");
	arena_release(&fixture.arena);
	begin(&fixture, "github.com/eve/pay");
	open_ones(&fixture);
	assert_string_equal(who_must_close(&fixture), "guardians of the gate: alice@example.org");
	arena_release(&fixture.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fork_closes_nothing),
		cmocka_unit_test(a_fork_names_nobody_who_must_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
