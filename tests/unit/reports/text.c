/* SPDX-License-Identifier: Apache-2.0 */
/* Does the text report say what was decided, list what blocks, and survive hostile text? */
#include "tests/unit/reports/fixture.h"

#include "base/text.h"
#include "reports/table.h"

#define SHOW(fixture, out) text_report.write(&(fixture)->arena, (out), &(fixture)->input)

static void
finish(struct fixture *fixture, const char *golden)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	SHOW(fixture, &out);
	assert_golden(golden, &out);
	arena_release(&fixture->arena);
}

static void
allowed_is_summed_up(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	for (size_t i = 0; i < 12; i++)
		fixture_request(&fixture, "PAY-311 retry card capture");
	fixture_facts(&fixture);
	fixture_finding(&fixture, "change", "change", PASS, "CHG-RANGE",
			"12 commits in 12 change requests since 51ac0e7d0000, 12 of them for "
			"payments");
	fixture_passes(&fixture);
	fixture_note(&fixture, &fixture.evaluation.findings.at[0], "CHG-PATH-UNCLAIMED",
		     "8f3c2d1a0001 changes NOTES, which no service claims: it counts for every "
		     "service");
	finish(&fixture, "allowed.txt");
}

/* `count` requests that nobody approved, the last of them approved by its author only. */
static void
add_refusals(struct fixture *fixture, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *subject = arena_format(&fixture->arena, "change request %.12s",
						   fixture_id(&fixture->arena, i));
		bool self = i + 1 == count;

		fixture_finding(fixture, "approval", subject, FAIL,
				self ? "APPR-SELF" : "APPR-MISSING",
				self ? "1 needed, 0 valid for commit 8f3c2d1a0001: Alice "
				       "<alice@example.org> wrote it"
				     : "1 needed, 0 valid for commit 8f3c2d1a0000")
			->fix = "ask somebody who wrote none of it to review";
	}
}

static void
refused_says_why_and_what_to_do(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_request(&fixture, "PAY-310 round amounts half up");
	fixture_request(&fixture, "PAY-311 retry card capture");
	fixture_facts(&fixture);
	fixture_finding(&fixture, "change", "change", PASS, "CHG-RANGE",
			"2 commits in 2 change requests since 51ac0e7d0000");
	add_refusals(&fixture, 2);
	fixture_finding(&fixture, "tests", "work tree", PASS, "TEST-WORKTREE",
			"it is the deployed commit");
	fixture_finding(&fixture, "separation", "promotion", FAIL, "ENV-NOT-PROMOTED",
			"no passing record of staging for 8f3c2d1a0001")
		->fix = "deploy the same commit and artefact to staging first";
	fixture.input.exit_status = 1;
	finish(&fixture, "refused.txt");
}

static void
unknown_is_not_allowed(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_request(&fixture, "PAY-311 retry card capture");
	fixture_finding(&fixture, "tests", "tests", UNKNOWN, "TEST-UNAVAILABLE",
			"tests could not be read: the disk is full")
		->fix = "collect the evidence again";
	fixture.input.exit_status = 3;
	finish(&fixture, "unknown.txt");
}

static void
baseline_is_not_judged(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture.evidence.change.range = (struct range){.kind = RANGE_FIRST};
	fixture.evidence.ledger.in_place = NULL;
	fixture.evidence.invocation.baseline = true;
	fixture.evidence.policy.source =
		(struct policy_source){POLICY_FROM_FILE, NULL, NULL, NULL, "policy.yml", DIGEST};
	fixture.policy.extends = NULL;
	fixture_finding(
		&fixture, "change", "change", EXEMPT, "CHG-BASELINE",
		"first record of this key: history up to 8f3c2d1a0000 is accepted as it is");
	fixture_finding(&fixture, "ticket", "change", NOT_APPLICABLE, "CHG-BASELINE",
			"a baseline accepts the history before it without judging it");
	fixture_note(&fixture,
		     fixture_finding(&fixture, "policy", "policy", PASS, "POLICY-READ",
				     "policy.yml, digest 4b1e83c0a1f2"),
		     "POLICY-FILE", "the policy was named on the command line");
	fixture.input.record_kind = RECORD_BASELINE;
	fixture.input.index = 0;
	finish(&fixture, "baseline.txt");
}

static void
rollback_names_itself(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture.evidence.change.range.kind = RANGE_BACKWARD;
	fixture_finding(&fixture, "change", "change", PASS, "CHG-ROLLBACK",
			"back to 8f3c2d1a0000, which passed as record 01JD8YF2C0R4N6B8H0J2K4M6P8");
	fixture_finding(&fixture, "approval", "change", NOT_APPLICABLE, "CHG-ROLLBACK",
			"no commit is new: a rollback rests on its earlier record");
	fixture.input.record_kind = RECORD_ROLLBACK;
	finish(&fixture, "rollback.txt");
}

static void
many_failures_are_cut_visibly(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	for (size_t i = 0; i < 30; i++)
		fixture_request(&fixture, "no ticket, no review");
	add_refusals(&fixture, 30);
	fixture.input.exit_status = 1;
	finish(&fixture, "many.txt");
}

/* A title that wants to be a terminal, a workflow command, another line and another verdict. */
static const char hostile[] =
	"\n::error::deployed\r\n  ok     approval    all fine\x1b[2J\x1b]8;;http://evil/\x07 "
	"\xE2\x80\xAEtxet\xE2\x80\xAC \xE2\x80\x8Bzero\xC2\x9B"
	"31m ##[error]x \xFF\xFE";

static void
add_hostile(struct fixture *fixture)
{
	struct finding *finding;

	fixture_begin(fixture);
	fixture_request(fixture, hostile);
	fixture->evidence.change.key.service = hostile;
	fixture->evidence.change.key.environment = hostile;
	fixture->evidence.record_id = hostile;
	fixture->in_place.record_id = hostile;
	fixture->evidence.policy.source.path = hostile;
	fixture->evidence.policy.source.branch = hostile;
	fixture->policy.extends = hostile;
	finding = fixture_finding(fixture, hostile,
				  arena_format(&fixture->arena, "change request %.12s",
					       fixture_id(&fixture->arena, 0)),
				  FAIL, "APPR-MISSING", hostile);
	finding->fix = hostile;
	fixture_note(fixture, finding, hostile, hostile);
	fixture_finding(fixture, "ticket", hostile, PASS, "TKT-FOUND", hostile);
	fixture->input.exit_status = 1;
}

static void
assert_harmless(const struct buffer *out)
{
	const char *line = out->bytes;

	assert_true(text_is_utf8(out->bytes, out->length));
	assert_null(strchr(out->bytes, '\x1b'));
	assert_null(strchr(out->bytes, '\r'));
	assert_null(strstr(out->bytes, "\xE2\x80\xAE"));
	assert_null(strstr(out->bytes, "\xE2\x80\x8B"));
	assert_null(strstr(out->bytes, "\xC2\x9B"));
	assert_null(strstr(out->bytes, "##["));
	while (line && *line) {
		while (*line == ' ')
			line++;
		assert_false(text_starts_with(line, "::"));
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
}

static void
hostile_text_stays_text(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;

	(void)state;
	add_hostile(&fixture);
	SHOW(&fixture, &out);
	assert_harmless(&out);
	finish(&fixture, "hostile.txt");
}

static void
ascii_is_ascii(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_request(&fixture, "PAY-1 gr\xC3\xBC\xC3\x9F"
				  "e");
	fixture_finding(&fixture, "ticket", "change", FAIL, "TKT-MISSING", "na\xC3\xAFve");
	fixture.input.ascii = true;
	SHOW(&fixture, &out);
	for (size_t i = 0; i < out.length; i++)
		assert_true((unsigned char)out.bytes[i] < 0x80);
	assert_non_null(strstr(out.bytes, "\"PAY-1 gr??e\""));
	assert_non_null(strstr(out.bytes, "na?ve"));
	arena_release(&fixture.arena);
}

static void
color_changes_nothing_but_color(void **state)
{
	struct buffer plain RELEASED_BY(buffer_release) = {0};
	struct buffer colored RELEASED_BY(buffer_release) = {0};
	struct buffer stripped RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;

	(void)state;
	add_hostile(&fixture);
	SHOW(&fixture, &plain);
	fixture.input.color = true;
	SHOW(&fixture, &colored);
	for (size_t i = 0; i < colored.length; i++) {
		if (colored.bytes[i] == '\x1b')
			while (colored.bytes[i] != 'm')
				i++;
		else
			buffer_add_byte(&stripped, colored.bytes[i]);
	}
	assert_true(colored.length > plain.length);
	assert_string_equal(stripped.bytes, plain.bytes);
	arena_release(&fixture.arena);
}

static const char *
closing(struct fixture *fixture, struct buffer *out)
{
	buffer_clear(out);
	SHOW(fixture, out);
	return out->bytes;
}

/* Allowed is a permission only where the command succeeds and the record is in the ledger. */
static void
only_status_0_permits(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	static const int statuses[] = {1, 2, 3, 4, 5, 70};
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_finding(&fixture, "policy", "policy", PASS, "POLICY-READ", "fine");
	assert_non_null(strstr(closing(&fixture, &out),
			       "This change may be deployed to production.\nrecorded as "));
	fixture.input.record = NULL;
	assert_non_null(strstr(closing(&fixture, &out), "once it is recorded.\nNOT RECORDED"));
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		fixture.input.exit_status = statuses[i];
		closing(&fixture, &out);
		assert_non_null(strstr(out.bytes, "may NOT be deployed"));
		assert_null(strstr(out.bytes, "may be deployed"));
	}
	fixture.input.exit_status = 4;
	closing(&fixture, &out);
	assert_non_null(strstr(out.bytes, "but it could not be recorded.\nNOT RECORDED (the record "
					  "could not be written)\n"));
	fixture.input.dry_run = true;
	fixture.input.exit_status = 5;
	closing(&fixture, &out);
	assert_non_null(strstr(out.bytes, "A dry run permits nothing."));
	assert_non_null(strstr(out.bytes, "NOT RECORDED (dry run)\n"));
	assert_null(strstr(out.bytes, "may be deployed"));
	arena_release(&fixture.arena);
}

static void
nothing_judged_is_said(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture.evaluation.result = RESULT_UNKNOWN;
	assert_non_null(strstr(closing(&fixture, &out), "nothing was judged. It could not be"));
	arena_release(&fixture.arena);
}

static void
grades_are_said_honestly(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_request(&fixture, "PAY-1");
	fixture_facts(&fixture);
	fixture_passes(&fixture);
	assert_non_null(
		strstr(closing(&fixture, &out), "approvals, tickets and tests are claimed:"));
	fixture.evidence.reviews.approvals.at[0].grade = GRADE_VERIFIED;
	assert_non_null(strstr(closing(&fixture, &out), "\ntickets and tests are claimed:"));
	fixture.evidence.tickets.references.at[0].grade = GRADE_ATTESTED;
	assert_non_null(strstr(closing(&fixture, &out), "\ntests are claimed:"));
	fixture.evidence.tests.results.at[0].grade = GRADE_VERIFIED;
	assert_null(strstr(closing(&fixture, &out), "are claimed"));
	arena_release(&fixture.arena);
}

static void
a_long_reason_is_not_lost_at_once(void **state)
{
	struct buffer reason RELEASED_BY(buffer_release) = {0};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;

	(void)state;
	for (size_t i = 0; i < 60; i++)
		buffer_add_format(&reason, "person%zu did not count; ", i);
	fixture_begin(&fixture);
	fixture_finding(&fixture, "approval", "x", FAIL, "APPR-SELF", reason.bytes);
	closing(&fixture, &out);
	assert_non_null(strstr(out.bytes, "person39 did not count"));
	assert_null(strstr(out.bytes, "person59"));
	assert_non_null(strstr(out.bytes, "\xE2\x80\xA6\n"));
	arena_release(&fixture.arena);
}

static void
a_request_has_its_own_words(void **state)
{
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_pull(&fixture, "PAY-311 retry card capture");
	fixture_advice(&fixture);
	finish(&fixture, "request.txt");
}

static void
advice_permits_nothing(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_pull(&fixture, "PAY-1");
	fixture.evaluation.result = RESULT_ADVISORY;
	fixture_finding(&fixture, "policy", "policy", PASS, "POLICY-READ", "fine");
	assert_non_null(strstr(closing(&fixture, &out),
			       "1 passed. This change could be deployed to "
			       "production, as far as"));
	assert_null(strstr(out.bytes, "may be deployed"));
	fixture_finding(&fixture, "tests", "tests unit", UNKNOWN, "TEST-PENDING", "runs");
	fixture.evaluation.result = RESULT_UNKNOWN;
	assert_non_null(strstr(closing(&fixture, &out),
			       "1 waiting, 1 passed. Nothing speaks against this change so far; it "
			       "waits.\n"));
	assert_null(strstr(out.bytes, "changegate explain"));
	fixture_finding(&fixture, "tests", "tests lint", UNKNOWN, "TEST-UNAVAILABLE", "silence");
	assert_non_null(strstr(closing(&fixture, &out), "1 not known, 1 passed. It could not be"));
	fixture.evidence.change.range.kind = RANGE_FORWARD;
	assert_null(strstr(closing(&fixture, &out), "wait"));
	arena_release(&fixture.arena);
}

static void
what_is_supposed_is_said(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	fixture_pull(&fixture, "PAY-1");
	assert_null(strstr(closing(&fixture, &out), "SIMULATED"));
	*LIST_ADD(&fixture.arena, &fixture.evidence.invocation.settings) =
		(struct setting){"--as-if", "approved-by=bob", "flag"};
	*LIST_ADD(&fixture.arena, &fixture.evidence.invocation.settings) =
		(struct setting){"--as-if", "approved-by=carol", "flag"};
	assert_non_null(strstr(closing(&fixture, &out),
			       "\n  SIMULATED: approved-by=bob, approved-by=carol\n"));
	arena_release(&fixture.arena);
}

static void
reports_are_found_by_name(void **state)
{
	(void)state;
	assert_ptr_equal(report_find("text"), &text_report);
	assert_ptr_equal(report_find("json"), &json_report);
	assert_ptr_equal(report_find("markdown"), &markdown_report);
	assert_ptr_equal(report_find("junit"), &junit_report);
	assert_ptr_equal(report_find("github"), &github_report);
	assert_null(report_find("TEXT"));
	assert_null(report_find(""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(allowed_is_summed_up),
		cmocka_unit_test(refused_says_why_and_what_to_do),
		cmocka_unit_test(unknown_is_not_allowed),
		cmocka_unit_test(baseline_is_not_judged),
		cmocka_unit_test(rollback_names_itself),
		cmocka_unit_test(many_failures_are_cut_visibly),
		cmocka_unit_test(hostile_text_stays_text),
		cmocka_unit_test(ascii_is_ascii),
		cmocka_unit_test(color_changes_nothing_but_color),
		cmocka_unit_test(only_status_0_permits),
		cmocka_unit_test(nothing_judged_is_said),
		cmocka_unit_test(grades_are_said_honestly),
		cmocka_unit_test(a_long_reason_is_not_lost_at_once),
		cmocka_unit_test(a_request_has_its_own_words),
		cmocka_unit_test(advice_permits_nothing),
		cmocka_unit_test(what_is_supposed_is_said),
		cmocka_unit_test(reports_are_found_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
