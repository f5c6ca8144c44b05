/* SPDX-License-Identifier: Apache-2.0 */
/* Did the required tests pass on what is deployed? (controls A4, A7; CC8.1, NIST CM-3(2)) */
#include "base/text.h"
#include "checks/subject.h"
#include "checks/table.h"

/* Sums over the files of one requirement. */
struct tally {
	int64_t tests, failed, skipped;
	const struct test_report *broken; /* first file that is no evidence */
	bool impossible;                  /* numbers that no file can have */
};

static bool
is_possible(const struct test_report *report)
{
	return report->tests >= 0 && report->failures >= 0 && report->errors >= 0 &&
	       report->skipped >= 0 && report->tests <= LIMIT_INTEGER / LIMIT_REPORTS &&
	       report->failures <= report->tests && report->errors <= report->tests &&
	       report->skipped <= report->tests;
}

static void
tally_reports(const struct test_result *result, struct tally *tally)
{
	*tally = (struct tally){0};
	for (size_t i = 0; i < result->reports.count; i++) {
		const struct test_report *report = &result->reports.at[i];

		if (!is_possible(report)) {
			tally->impossible = true;
			continue;
		}
		if ((report->problem || !report->sha256 || report->tests == 0) && !tally->broken)
			tally->broken = report;
		tally->tests += report->tests;
		tally->failed += report->failures + report->errors;
		tally->skipped += report->skipped;
	}
}

static struct finding *
judge_tally(struct judgement *judgement, const char *subject, const struct tally *tally,
	    const struct test_requirement *rule, size_t files)
{
	int64_t executed = tally->tests - tally->skipped;

	if (tally->failed)
		return judge(judgement, subject, FAIL, "TEST-FAILED", "%lld of %lld tests failed",
			     (long long)tally->failed, (long long)tally->tests);
	if (tally->broken)
		return judge(judgement, subject, FAIL, "TEST-BROKEN", "%s is no evidence: %s",
			     text_shown(judgement->arena, tally->broken->path),
			     tally->broken->problem
				     ? text_shown(judgement->arena, tally->broken->problem)
				     : "no test case in it");
	if (executed < rule->min_tests || executed < 1)
		return judge(judgement, subject, FAIL, "TEST-TOO-FEW",
			     "%lld tests ran (%lld skipped), %lld are needed", (long long)executed,
			     (long long)tally->skipped, (long long)rule->min_tests);
	return judge(judgement, subject, PASS, "TEST-PASSED",
		     "%lld test%s passed, %lld skipped, in %zu file%s", (long long)executed,
		     plural((size_t)executed), (long long)tally->skipped, files, plural(files));
}

static struct finding *
judge_result(struct judgement *judgement, const char *subject, const struct test_result *result,
	     const struct test_requirement *rule)
{
	struct tally tally;

	if (result->report_count != (int64_t)result->reports.count)
		return judge(judgement, subject, UNKNOWN, "TEST-INCOMPLETE",
			     "the number of reports is not reportCount");
	tally_reports(result, &tally);
	if (tally.impossible)
		return judge(judgement, subject, UNKNOWN, "TEST-INCOMPLETE",
			     "a report has impossible numbers");
	if (result->reports.count == 0)
		return judge(judgement, subject, FAIL, "TEST-MISSING", "no file matches");
	if (result->grade < judgement->policy->tests.evidence)
		return judge(judgement, subject, FAIL, "TEST-GRADE",
			     "local reports are only %s; the policy asks for %s",
			     grade_names[result->grade],
			     grade_names[judgement->policy->tests.evidence]);
	return judge_tally(judgement, subject, &tally, rule, result->reports.count);
}

static void
fix_result(struct judgement *judgement, struct finding *finding)
{
	if (finding->verdict == PASS)
		return;
	if (finding->verdict == UNKNOWN)
		finding_fix(judgement, finding, "collect the evidence again");
	else if (text_equal(finding->code, "TEST-FAILED"))
		finding_fix(judgement, finding, "mend the tests and run them on this commit");
	else if (text_equal(finding->code, "TEST-GRADE"))
		finding_fix(judgement, finding,
			    "give test results of that grade; a local file is always claimed");
	else
		finding_fix(judgement, finding,
			    "run the tests on this commit before the gate, and write JUnit XML "
			    "where the policy looks for it");
}

static void
judge_requirement(struct judgement *judgement, size_t at)
{
	const struct test_requirement *rule = &judgement->policy->tests.required.at[at];
	const struct tests *tests = &judgement->evidence->tests;
	const char *subject = arena_format(judgement->arena, "tests %s",
					   text_shown(judgement->arena, rule->junit));
	struct finding *finding;

	if (at >= tests->results.count || !text_equal(tests->results.at[at].junit, rule->junit)) {
		finding = judge(judgement, subject, UNKNOWN, "TEST-INCOMPLETE",
				"the evidence does not say what became of these tests");
		finding_rests_on(judgement, finding, "/tests/results");
	} else {
		finding = judge_result(judgement, subject, &tests->results.at[at], rule);
		finding_rests_on(judgement, finding, "/tests/results/%zu", at);
	}
	fix_result(judgement, finding);
}

static void
judge_work_tree(struct judgement *judgement)
{
	const struct work_tree *work_tree = &judgement->evidence->tests.work_tree;
	struct finding *finding;

	if (work_tree->availability.state != KNOWN) {
		finding = judge(judgement, "work tree", UNKNOWN, "TEST-WORKTREE-UNKNOWN",
				"it could not be compared with the deployed commit: %s",
				work_tree->availability.why
					? text_shown(judgement->arena, work_tree->availability.why)
					: "nobody asked");
		finding_fix(judgement, finding,
			    "run the gate in a checkout of the deployed commit");
	} else if (work_tree->matches && work_tree->differing == 0) {
		finding = judge(judgement, "work tree", PASS, "TEST-WORKTREE",
				"it is the deployed commit");
	} else {
		finding = judge(judgement, "work tree", FAIL, "TEST-WORKTREE-DIFFERS",
				"%lld files differ from the deployed commit: %s",
				(long long)work_tree->differing,
				texts_shown(judgement->arena, &work_tree->examples));
		finding_fix(judgement, finding,
			    "check out the deployed commit, commit or ignore what differs, and run "
			    "the tests again");
	}
	finding_rests_on(judgement, finding, "/tests/workTree");
}

/* What was judged before, with the same artefact, need not run again. */
static bool
is_judged_before(struct judgement *judgement)
{
	const struct evidence *evidence = judgement->evidence;
	struct finding *finding;

	if (is_redeploy(evidence)) {
		finding = judge(judgement, "change", NOT_APPLICABLE, "CHANGE-REDEPLOY",
				"tests were judged when this was first deployed");
		finding_rests_on(judgement, finding, "/ledger/inPlace");
		return true;
	}
	if (evidence->change.range.kind == RANGE_BACKWARD) {
		finding = judge(judgement, "change", NOT_APPLICABLE, "CHG-ROLLBACK",
				"tests were judged by the earlier record");
		finding_rests_on(judgement, finding, "/change/range");
		return true;
	}
	return false;
}

static void
answer(struct judgement *judgement)
{
	const struct evidence *evidence = judgement->evidence;

	if (is_judged_before(judgement) ||
	    is_unavailable(judgement, &evidence->tests.availability, "TEST-UNAVAILABLE", "tests"))
		return;
	judge_work_tree(judgement);
	for (size_t i = 0; i < judgement->policy->tests.required.count; i++)
		judge_requirement(judgement, i);
}

const struct check tests_check_1 = {
	.id = "tests",
	.revision = 1,
	.question = "Did the required tests pass on what is deployed?",
	.answer = answer,
};
