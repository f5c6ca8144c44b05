/* SPDX-License-Identifier: Apache-2.0 */
/* Did a job or a check succeed at the forge? See pull_tests.h. */
#include "checks/pull_tests.h"

#include "base/glob.h"
#include "base/text.h"
#include "checks/pull_paths.h"
#include "checks/pull_runs.h"
#include "checks/subject.h"

/* What a tested commit is to the deployed one, nearest first. */
enum place { PLACE_EXACT, PLACE_SAME_TREE, PLACE_REQUEST_HEAD, PLACES };

struct asking {
	struct judgement *judgement;
	const struct forge_facts *facts;
	const struct test_requirement *rule;
	const char *subject;
	struct runs best;                   /* so far */
	const struct tested_commit *tested; /* of that */
	enum place place;                   /* of that */
	const char *problem;                /* what could not be read; NULL: nothing */
};

/* ---- which commits are taken for the deployed one ---- */

static const struct change *
change_of(const struct asking *asking)
{
	return &asking->judgement->evidence->change;
}

/* The deployed commit came out of it. */
static bool
is_where_it_came_from(const struct asking *asking, const struct forge_request *request)
{
	const struct landing *landing;
	size_t count = asking->facts->landings.count;

	if (!count || !request)
		return false;
	landing = &asking->facts->landings.at[count - 1];
	for (size_t i = 0;
	     text_equal(landing->commit, change_of(asking)->head) && i < landing->requests.count;
	     i++)
		if (landing->requests.at[i].number == request->number &&
		    landing->requests.at[i].kind >= LANDED_MERGED)
			return request->state == STATE_MERGED;
	return false;
}

static bool
has_deployed_tree(const struct asking *asking, const struct tested_commit *tested,
		  const struct forge_request *request)
{
	for (size_t i = 0; i < request->commits.count; i++)
		if (text_equal(request->commits.at[i].id, tested->commit) &&
		    request->commits.at[i].tree &&
		    !text_equal(request->commits.at[i].tree, tested->tree))
			return false;
	return text_equal(tested->tree, change_of(asking)->tree);
}

/* PLACES: it is nothing to it. */
static enum place
place_of(const struct asking *asking, const struct tested_commit *tested)
{
	const struct forge_request *request;

	if (text_equal(tested->commit, change_of(asking)->head))
		return PLACE_EXACT;
	request = forge_find_request(asking->facts, tested->request);
	if (!request || !text_equal(request->head, tested->commit) ||
	    !is_where_it_came_from(asking, request))
		return PLACES;
	return has_deployed_tree(asking, tested, request) ? PLACE_SAME_TREE : PLACE_REQUEST_HEAD;
}

/* Of a change request its head is all there is. */
static bool
is_taken(const struct asking *asking, enum place place, const char **only_event)
{
	const struct texts *on = &asking->judgement->policy->tests.on;

	*only_event = NULL;
	if (change_of(asking)->range.kind == RANGE_REQUEST)
		return place == PLACE_EXACT;
	if (place == PLACE_EXACT && !texts_contain(on, "exact")) {
		*only_event = "merge_group";
		return texts_contain(on, "merge-group");
	}
	return place == PLACE_EXACT || texts_contain(on, "request-head") ||
	       (place == PLACE_SAME_TREE && texts_contain(on, "same-tree"));
}

/* ---- what they say ---- */

static const char *
tested_problem(const struct asking *asking, const struct tested_commit *tested)
{
	if (tested->availability.state != KNOWN)
		return tested->availability.why
			       ? text_shown(asking->judgement->arena, tested->availability.why)
			       : "nobody asked for the checks";
	if (tested->check_count != (int64_t)tested->checks.count)
		return "a check is missing";
	if (tested->status_count != (int64_t)tested->statuses.count)
		return "a status is missing";
	return NULL;
}

/*
 * What ran decides, and what still runs too, or running it again would take a failure away. Only
 * where nothing did, the next place may.
 */
static bool
is_decided(const struct asking *asking)
{
	return asking->best.matched.count > 0;
}

/* At one place what is worse counts; elsewhere what passes does. */
static bool
is_better(const struct asking *asking, const struct runs *runs, enum place place)
{
	const struct runs *than = &asking->best;

	if (!than->code || (!than->matched.count && runs->matched.count))
		return true;
	if (!runs->matched.count)
		return !than->matched.count && runs->verdict == UNKNOWN;
	return place == asking->place ? than->verdict == PASS : runs->verdict == PASS;
}

static void
ask_one(struct asking *asking, const struct tested_commit *tested, enum place place,
	const char *only_event)
{
	const struct judgement *judgement = asking->judgement;
	const char *problem = tested_problem(asking, tested);
	struct runs runs = {.arena = judgement->arena,
			    .rules = &judgement->policy->tests,
			    .rule = asking->rule,
			    .facts = asking->facts,
			    .now = judgement->evidence->now.time,
			    .only_event = only_event};

	if (problem) {
		asking->problem = asking->problem ? asking->problem : problem;
		return;
	}
	runs_judge(&runs, tested);
	if (!is_better(asking, &runs, place))
		return;
	asking->place = place;
	asking->best = runs;
	asking->tested = tested;
}

/* False if no commit that was asked about is at that place. */
static bool
ask_place(struct asking *asking, enum place place)
{
	bool asked = false;

	for (size_t i = 0; i < asking->facts->tested.count; i++) {
		const struct tested_commit *tested = &asking->facts->tested.at[i];
		const char *only_event;

		if (place_of(asking, tested) != place)
			continue;
		asked = true;
		if (is_taken(asking, place, &only_event))
			ask_one(asking, tested, place, only_event);
	}
	return asked;
}

static void
ask_all(struct asking *asking)
{
	bool asked = ask_place(asking, PLACE_EXACT);

	for (enum place place = PLACE_EXACT + 1; place < PLACES && !is_decided(asking); place++)
		ask_place(asking, place);
	if (!asked && !asking->problem)
		asking->problem = "nobody asked for the checks of the deployed commit";
}

bool
forge_tests_are_decided(struct judgement *judgement)
{
	const struct test_rules *rules = &judgement->policy->tests;

	for (size_t i = 0; i < rules->required.count; i++) {
		struct asking asking = {.judgement = judgement,
					.facts = judgement->evidence->forge,
					.rule = &rules->required.at[i]};

		if (!asking.rule->workflow)
			continue;
		ask_place(&asking, PLACE_EXACT);
		if (!is_decided(&asking) || asking.problem)
			return false;
	}
	return true;
}

/* ---- what need not run ---- */

static bool
is_untouched(const struct asking *asking)
{
	const struct judgement *judgement = asking->judgement;
	const struct texts *globs = &judgement->policy->tests.skip_unchanged;
	const struct change *change = change_of(asking);

	for (size_t r = 0; r < change->requests.count; r++) {
		const struct texts *paths = paths_of_request(judgement, &change->requests.at[r]);

		if (!paths)
			return false;
		for (size_t i = 0; i < paths->count; i++)
			if (globs_match(globs, paths->at[i]) || is_test_definition(paths->at[i]))
				return false;
	}
	return globs->count && change->requests.count;
}

static bool
was_skipped(const struct runs *runs)
{
	return text_equal(runs->code, "TEST-SKIPPED") ||
	       (!runs->matched.count && text_equal(runs->code, "TEST-MISSING"));
}

/* A job may be skipped because one that it needs failed: all that ran must have been skipped. */
static bool
has_other_end(const struct runs *runs)
{
	for (size_t i = 0; i < runs->matched.count; i++)
		if (!text_equal_ignoring_case(runs->matched.at[i]->conclusion, "skipped") &&
		    !text_equal_ignoring_case(runs->matched.at[i]->conclusion, "success"))
			return true;
	return false;
}

/* ---- the finding ---- */

static struct finding *
say(struct asking *asking)
{
	struct judgement *judgement = asking->judgement;
	const struct runs *best = &asking->best;

	if (asking->problem && !(is_decided(asking) && best->verdict == FAIL))
		return judge(judgement, asking->subject, UNKNOWN, "TEST-INCOMPLETE",
			     "what the forge knows of tests is not whole: %s", asking->problem);
	if (!best->code)
		return judge(judgement, asking->subject, FAIL, "TEST-MISSING",
			     "tests.on of the policy takes none of the commits that were tested");
	if (best->verdict == FAIL && was_skipped(best) && !has_other_end(best) &&
	    is_untouched(asking))
		return judge(judgement, asking->subject, PASS, "TEST-UNCHANGED",
			     "it did not run, and nothing changed that it is for");
	return judge(judgement, asking->subject, (enum verdict)best->verdict, best->code, "%s",
		     best->because);
}

static void
fix(struct judgement *judgement, struct finding *finding)
{
	if (finding->verdict == PASS)
		return;
	if (text_equal(finding->code, "TEST-PENDING") || text_equal(finding->code, "TEST-LATE"))
		finding_fix(judgement, finding, "wait until it is over, then run again");
	else if (finding->verdict == UNKNOWN)
		finding_fix(judgement, finding, "collect the evidence again");
	else if (text_equal(finding->code, "TEST-EVENT"))
		finding_fix(judgement, finding,
			    "have it run for one of tests.events (%s) on this commit",
			    texts_shown(judgement->arena, &judgement->policy->tests.events));
	else
		finding_fix(judgement, finding,
			    "mend it and have it run on this commit until it succeeds; look at the "
			    "name, the workflow file and the app in tests.required if it should "
			    "have");
}

static void
note(struct asking *asking, struct finding *finding)
{
	struct judgement *judgement = asking->judgement;
	const struct runs *best = &asking->best;

	if (best->foreign)
		finding_note(judgement, finding, "TEST-FOREIGN-CHECK",
			     "%s says something under the same name, which does not count",
			     best->foreign);
	if (best->attempt > 1)
		finding_note(judgement, finding, "TEST-RERUN", "it needed %lld attempts",
			     (long long)best->attempt);
	if (asking->tested)
		finding_rests_on(judgement, finding, "/forge/tested/%zu",
				 (size_t)(asking->tested - asking->facts->tested.at));
	else
		finding_rests_on(judgement, finding, "/forge/tested");
}

struct finding *
judge_forge_tests(struct judgement *judgement, const char *subject,
		  const struct test_requirement *rule)
{
	struct asking asking = {.judgement = judgement,
				.facts = judgement->evidence->forge,
				.rule = rule,
				.subject = subject};
	struct finding *finding;

	if (!asking.facts || asking.facts->availability.state != KNOWN) {
		finding = judge(judgement, subject, UNKNOWN, "FORGE-UNAVAILABLE",
				"the forge could not be asked");
		finding_fix(judgement, finding, "try again");
		finding_rests_on(judgement, finding, "/forge");
		return finding;
	}
	ask_all(&asking);
	finding = say(&asking);
	fix(judgement, finding);
	note(&asking, finding);
	return finding;
}
