/* SPDX-License-Identifier: Apache-2.0 */
/* What do the check runs of one commit say of a required job or check? See pull_runs.h. */
#include "checks/pull_runs.h"

#include <string.h>

#include "base/text.h"
#include "checks/subject.h"
#include "core/forge_place.h"

bool
name_matches(const char *pattern, const char *name)
{
	const char *star = NULL, *from = NULL;

	while (*name) {
		if (*pattern == '*') {
			star = pattern++;
			from = name;
		} else if (*pattern == *name) {
			pattern++;
			name++;
		} else if (star) {
			pattern = star + 1;
			name = ++from;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

/* ---- is it the one that is meant? ---- */

/* Why it is not, nearest last. */
enum fit { OTHER_NAME, FOREIGN, OTHER_RUN, OTHER_EVENT, UNTOLD, FITS };

static const char *
wanted_name(const struct test_requirement *rule)
{
	return rule->job ? rule->job : rule->check;
}

static bool
is_of_app(const struct test_requirement *rule, const char *app)
{
	int64_t wanted = rule->app ? rule->app : GITHUB_ACTIONS_APP;
	int64_t id;

	return app && text_to_integer(app, &id) && id == wanted;
}

static const struct workflow_run *
run_behind(const struct runs *runs, const struct check_run *check)
{
	for (size_t i = 0; i < runs->facts->runs.count; i++)
		if (text_equal(runs->facts->runs.at[i].id, check->run))
			return &runs->facts->runs.at[i];
	return NULL;
}

/* The forge shows one check of a name: what a token posted may stand before the job of that name.
 */
static enum fit
fit_of_posted(const struct runs *runs, const struct check_run *check)
{
	const struct workflow_run *run = run_behind(runs, check);

	if (!run || run->availability.state != KNOWN || run->job_count != (int64_t)run->jobs.count)
		return UNTOLD;
	for (size_t i = 0; i < run->jobs.count; i++)
		if (text_equal(run->jobs.at[i].name, check->name))
			return UNTOLD;
	return FOREIGN;
}

/* What is not told could be the one: a verdict must not hang on that it got lost. */
static enum fit
fit_of_workflow(const struct runs *runs, const struct check_run *check)
{
	if (check->posted)
		return fit_of_posted(runs, check);
	if ((!check->path && !check->other_request) || !check->event)
		return UNTOLD;
	if (!check->other_request && !text_equal(check->path, runs->rule->workflow))
		return OTHER_RUN;
	if (!texts_contain(&runs->rules->events, check->event) ||
	    (runs->only_event && !text_equal(check->event, runs->only_event)))
		return OTHER_EVENT;
	return check->other_request ? OTHER_RUN : FITS;
}

static enum fit
fit_of(const struct runs *runs, const struct tested_commit *tested, const struct check_run *check)
{
	if (!name_matches(wanted_name(runs->rule), check->name))
		return OTHER_NAME;
	if (!check->app)
		return UNTOLD;
	if (!is_of_app(runs->rule, check->app))
		return FOREIGN;
	if (check->run_commit && !text_equal(check->run_commit, tested->commit))
		return OTHER_RUN;
	if (runs->rule->workflow)
		return fit_of_workflow(runs, check);
	if (runs->only_event && !text_equal(check->event, runs->only_event))
		return OTHER_EVENT;
	return FITS;
}

/* A later attempt of the same run, of the same job, takes its place. */
static bool
is_repeated(const struct runs *runs, const struct tested_commit *tested,
	    const struct check_run *check)
{
	for (size_t i = 0; check->run && check->attempt > 0 && i < tested->checks.count; i++) {
		const struct check_run *other = &tested->checks.at[i];

		if (text_equal(other->run, check->run) && text_equal(other->name, check->name) &&
		    other->attempt > check->attempt && fit_of(runs, tested, other) == FITS)
			return true;
	}
	return false;
}

/* Who or what else says something under that name? */
static void
note_check(struct runs *runs, const struct check_run *check, enum fit fit)
{
	if (fit == OTHER_NAME)
		return;
	if (runs->rule->workflow && check->posted)
		runs->foreign = "a token that may write checks";
	else if (fit == FOREIGN)
		runs->foreign =
			arena_format(runs->arena, "app %s", text_shown(runs->arena, check->app));
	if (fit == UNTOLD && check->posted)
		runs->untold = "a check that a token posted hides the job of that name";
	else if (fit == UNTOLD && check->untold)
		runs->untold = text_shown(runs->arena, check->untold);
	runs->for_other = runs->for_other || (fit == OTHER_RUN && check->other_request);
}

static void
collect(struct runs *runs, const struct tested_commit *tested)
{
	static const char *const near[] = {
		[OTHER_NAME] = "TEST-MISSING", [FOREIGN] = "TEST-MISSING",
		[OTHER_RUN] = "TEST-MISSING",  [OTHER_EVENT] = "TEST-EVENT",
		[UNTOLD] = "TEST-INCOMPLETE",
	};
	enum fit nearest = OTHER_NAME;

	for (size_t i = 0; i < tested->checks.count; i++) {
		const struct check_run *check = &tested->checks.at[i];
		enum fit fit = fit_of(runs, tested, check);

		if (fit == FITS && !is_repeated(runs, tested, check))
			*LIST_ADD(runs->arena, &runs->matched) = check;
		note_check(runs, check, fit);
		if (fit != FITS && fit > nearest)
			nearest = fit;
	}
	for (size_t i = 0; i < tested->statuses.count; i++)
		if (name_matches(wanted_name(runs->rule), tested->statuses.at[i].context))
			runs->foreign = "a status, which anybody with a token may post";
	runs->near = near[nearest];
}

/* ---- how did it end? ---- */

static void
say(struct runs *runs, enum verdict verdict, const char *code, const char *because)
{
	if (runs->code &&
	    (runs->verdict == FAIL || (int)verdict == runs->verdict || verdict == PASS))
		return;
	runs->verdict = (int)verdict;
	runs->code = code;
	runs->because = because;
}

static const char *
code_of_conclusion(const char *conclusion)
{
	static const struct {
		const char *conclusion, *code;
	} codes[] = {
		{"neutral", "TEST-NEUTRAL"},     {"skipped", "TEST-SKIPPED"},
		{"cancelled", "TEST-CANCELLED"}, {"stale", "TEST-STALE"},
		{"timed_out", "TEST-TIMED-OUT"}, {"action_required", "TEST-ACTION-REQUIRED"},
	};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (text_equal_ignoring_case(conclusion, codes[i].conclusion))
			return codes[i].code;
	return "TEST-FAILED";
}

static void
judge_attempt(struct runs *runs, const struct check_run *check)
{
	if (check->attempt > runs->attempt)
		runs->attempt = check->attempt;
	if (check->attempt > runs->rules->max_attempts)
		say(runs, FAIL, "TEST-ATTEMPTS",
		    arena_format(runs->arena, "%s needed %lld attempts, %lld are allowed",
				 text_shown(runs->arena, check->name), (long long)check->attempt,
				 (long long)runs->rules->max_attempts));
	/* Without a rule nobody need ask how often a run was tried. */
	if (runs->rule->workflow && check->attempt < 1 && runs->rules->max_attempts < 10)
		say(runs, UNKNOWN, "TEST-INCOMPLETE",
		    arena_format(
			    runs->arena, "nobody knows how many attempts %s needed%s%s",
			    text_shown(runs->arena, check->name), check->attempt_why ? ": " : "",
			    check->attempt_why ? text_shown(runs->arena, check->attempt_why) : ""));
}

static void
judge_run(struct runs *runs, const struct check_run *check)
{
	const char *name = text_shown(runs->arena, check->name);

	judge_attempt(runs, check);
	if (!text_equal_ignoring_case(check->status, "completed"))
		say(runs, UNKNOWN, "TEST-PENDING",
		    arena_format(runs->arena, "waiting: %s is %s", name,
				 text_shown(runs->arena, check->status)));
	else if (!text_equal_ignoring_case(check->conclusion, "success"))
		say(runs, FAIL, code_of_conclusion(check->conclusion),
		    arena_format(runs->arena, "%s ended as %s", name,
				 check->conclusion ? text_shown(runs->arena, check->conclusion)
						   : "nothing that is told"));
	else if (!check->completed || check->completed > runs->now)
		say(runs, UNKNOWN, "TEST-LATE",
		    arena_format(runs->arena, "%s was not over when this began", name));
}

/* With a `*` it is names that count, however often each was run. */
static int64_t
count_found(const struct runs *runs)
{
	bool names = strchr(wanted_name(runs->rule), '*') != NULL;
	int64_t count = 0;

	for (size_t i = 0; i < runs->matched.count; i++) {
		bool again = false;

		for (size_t j = 0; names && j < i; j++)
			again = again ||
				text_equal(runs->matched.at[i]->name, runs->matched.at[j]->name);
		count += !again;
	}
	return count;
}

static const char *
why_missing(const struct runs *runs)
{
	if (text_equal(runs->near, "TEST-EVENT"))
		return "it only ran for events that the policy does not name";
	return runs->for_other ? "it only ran for another request with the same head"
			       : "it did not run";
}

void
runs_judge(struct runs *runs, const struct tested_commit *tested)
{
	int64_t found;

	collect(runs, tested);
	for (size_t i = 0; i < runs->matched.count; i++)
		judge_run(runs, runs->matched.at[i]);
	found = count_found(runs);
	if (found && found < runs->rule->count)
		say(runs, FAIL, "TEST-MISSING",
		    arena_format(runs->arena, "%lld of %lld are there", (long long)found,
				 (long long)runs->rule->count));
	if (text_equal(runs->near, "TEST-INCOMPLETE"))
		say(runs, UNKNOWN, "TEST-INCOMPLETE",
		    runs->untold ? runs->untold
				 : "a check of that name does not say by whom or for what it is");
	if (found)
		say(runs, PASS, "TEST-PASSED",
		    arena_format(runs->arena, "succeeded on %s",
				 short_id(runs->arena, tested->commit)));
	else if (!runs->code)
		say(runs, FAIL, runs->near, why_missing(runs));
}
