/* SPDX-License-Identifier: Apache-2.0 */
/* Did the required tests pass on what is deployed? (controls A4, A7; CC8.1, NIST CM-3(2)) */
#include "base/text.h"
#include "checks/attested.h"
#include "checks/definitions.h"
#include "checks/dropped.h"
#include "checks/pull_tests.h"
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
judge_grade(struct judgement *judgement, const char *subject, const struct test_result *result,
	    const struct test_requirement *rule)
{
	const char *asked = grade_names[judgement->policy->tests.evidence];
	const char *problem = statement_problem(judgement, result, rule);

	if (!rule->statement || !problem)
		return judge(judgement, subject, FAIL, "TEST-GRADE",
			     "%s are only %s; the policy asks for %s",
			     problem ? "local reports" : "signed reports",
			     grade_names[grade_of_tests(judgement, result, rule)], asked);
	return judge(judgement, subject, FAIL, "TEST-STATEMENT",
		     "the statement %s is no evidence: %s; the policy asks for %s",
		     text_shown(judgement->arena, rule->statement), problem, asked);
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
	if (!grade_is_proved(judgement, result))
		return judge(judgement, subject, UNKNOWN, "TEST-INCOMPLETE",
			     "the results are told to be %s, and nothing shows that",
			     grade_names[result->grade]);
	if (grade_of_tests(judgement, result, rule) < judgement->policy->tests.evidence)
		return judge_grade(judgement, subject, result, rule);
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
	else if (text_equal(finding->code, "TEST-STATEMENT"))
		finding_fix(judgement, finding,
			    "write an in-toto statement about the reports and the deployed commit, "
			    "and sign it with a listed key (ssh-keygen -Y sign -n "
			    "changegate-tests)");
	else
		finding_fix(judgement, finding,
			    "run the tests on this commit before the gate, and write JUnit XML "
			    "where the policy looks for it");
}

static bool
has_result(const struct judgement *judgement, size_t at)
{
	const struct tests *tests = &judgement->evidence->tests;

	return at < tests->results.count &&
	       text_equal(tests->results.at[at].junit,
			  judgement->policy->tests.required.at[at].junit);
}

static struct finding *
judge_told(struct judgement *judgement, const char *subject, size_t at)
{
	const struct test_requirement *rule = &judgement->policy->tests.required.at[at];
	const struct test_result *result = &judgement->evidence->tests.results.at[at];
	struct finding *finding = judge_result(judgement, subject, result, rule);

	if (rule->statement && finding->verdict == PASS)
		note_statement(judgement, finding, result, rule);
	finding_rests_on(judgement, finding, "/tests/results/%zu", at);
	if (finding->verdict == PASS)
		note_dropped(judgement, finding, result);
	return finding;
}

static void
judge_requirement(struct judgement *judgement, size_t at)
{
	const struct test_requirement *rule = &judgement->policy->tests.required.at[at];
	const char *subject = arena_format(judgement->arena, "tests %s",
					   text_shown(judgement->arena, rule->junit));
	struct finding *finding;

	if (has_result(judgement, at)) {
		finding = judge_told(judgement, subject, at);
	} else {
		finding = judge(judgement, subject, UNKNOWN, "TEST-INCOMPLETE",
				"the evidence does not say what became of these tests");
		finding_rests_on(judgement, finding, "/tests/results");
	}
	fix_result(judgement, finding);
}

static bool
asks_for_reports(const struct judgement *judgement)
{
	const struct test_rules *rules = &judgement->policy->tests;

	for (size_t i = 0; i < rules->required.count; i++)
		if (rules->required.at[i].junit)
			return true;
	return false;
}

/* Green may mean that no test ran: only reports count them. */
static void
judge_exit_code(struct judgement *judgement, struct finding *finding)
{
	int rule = judgement->policy->tests.exit_code_only;

	if (finding->verdict != PASS || !text_equal(finding->code, "TEST-PASSED") ||
	    rule == EXIT_CODE_ACCEPTED || asks_for_reports(judgement))
		return;
	if (rule == EXIT_CODE_NOTED) {
		finding_note(judgement, finding, "TEST-EXIT-CODE-ONLY",
			     "nothing says which tests ran, or whether any did");
		return;
	}
	finding->verdict = FAIL;
	finding->code = "TEST-EXIT-CODE-ONLY";
	finding->because = "it succeeded, and nothing says which tests ran, or whether any did";
	finding_fix(judgement, finding,
		    "name the reports of the tests under tests.required (junit) as well");
}

static void
judge_required(struct judgement *judgement, size_t at)
{
	const struct test_requirement *rule = &judgement->policy->tests.required.at[at];
	const char *name = rule->job ? rule->job : rule->check;
	struct finding *finding;

	if (rule->junit) {
		judge_requirement(judgement, at);
		return;
	}
	finding = judge_forge_tests(
		judgement,
		arena_format(judgement->arena, "tests %s", text_shown(judgement->arena, name)),
		rule);
	judge_exit_code(judgement, finding);
	if (rule->workflow)
		note_definitions(judgement, finding);
}

/* Somebody vouches for each that it is of the deployed commit, whatever lies here. */
static bool
are_all_attested(const struct judgement *judgement)
{
	const struct test_rules *rules = &judgement->policy->tests;

	for (size_t i = 0; i < rules->required.count; i++)
		if (rules->required.at[i].junit &&
		    (!has_result(judgement, i) ||
		     grade_of_tests(judgement, &judgement->evidence->tests.results.at[i],
				    &rules->required.at[i]) != GRADE_ATTESTED))
			return false;
	return rules->required.count > 0;
}

static struct finding *
judge_compared(struct judgement *judgement, const struct work_tree *work_tree)
{
	struct finding *finding;

	if (work_tree->matches && work_tree->differing == 0)
		return judge(judgement, "work tree", PASS, "TEST-WORKTREE",
			     "it is the deployed commit");
	finding = judge(judgement, "work tree", FAIL, "TEST-WORKTREE-DIFFERS",
			"%lld files differ from the deployed commit: %s",
			(long long)work_tree->differing,
			texts_shown(judgement->arena, &work_tree->examples));
	finding_fix(judgement, finding,
		    "check out the deployed commit, commit or ignore what differs, and run the "
		    "tests again");
	return finding;
}

static void
judge_work_tree(struct judgement *judgement)
{
	const struct work_tree *work_tree = &judgement->evidence->tests.work_tree;
	struct finding *finding;

	if (are_all_attested(judgement)) {
		finding = judge(judgement, "work tree", NOT_APPLICABLE, "TEST-ATTESTED",
				"every result is signed for the deployed commit");
		finding_rests_on(judgement, finding, "/tests/results");
		return;
	}
	if (work_tree->availability.state == KNOWN) {
		finding = judge_compared(judgement, work_tree);
	} else {
		finding = judge(judgement, "work tree", UNKNOWN, "TEST-WORKTREE-UNKNOWN",
				"it could not be compared with the deployed commit: %s",
				work_tree->availability.why
					? text_shown(judgement->arena, work_tree->availability.why)
					: "nobody asked");
		finding_fix(judgement, finding,
			    "run the gate in a checkout of the deployed commit");
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

/* Local reports are made where a deploy is; a request need not have any yet. */
static bool
are_later(struct judgement *judgement)
{
	struct finding *finding;

	if (judgement->evidence->change.range.kind != RANGE_REQUEST ||
	    judgement->evidence->tests.availability.state != NOT_ASKED)
		return false;
	finding = judge(judgement, "tests", NOT_APPLICABLE, "JUDGED-LATER",
			"local reports are judged by 'changegate deploy'");
	finding_rests_on(judgement, finding, "/tests/availability");
	return true;
}

/* False after saying why the local reports are not judged. */
static bool
has_reports(struct judgement *judgement)
{
	if (are_later(judgement) ||
	    is_unavailable(judgement, &judgement->evidence->tests.availability, "TEST-UNAVAILABLE",
			   "tests"))
		return false;
	judge_work_tree(judgement);
	return true;
}

static void
answer(struct judgement *judgement)
{
	const struct test_rules *rules = &judgement->policy->tests;
	bool reports;

	if (is_judged_before(judgement))
		return;
	reports = asks_for_reports(judgement) && has_reports(judgement);
	for (size_t i = 0; i < rules->required.count; i++)
		if (reports || !rules->required.at[i].junit)
			judge_required(judgement, i);
	judge_definitions(judgement);
}

const struct check tests_check_1 = {
	.id = "tests",
	.revision = 1,
	.question = "Did the required tests pass on what is deployed?",
	.answer = answer,
};
