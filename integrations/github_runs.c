/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is a check a job of the workflow run that GitHub lists it in, and was that run for this change?
 * See github_runs_ask() in github_work.h.
 *
 * Any token with `checks: write` can post a check, and GitHub puts it into some suite of the
 * commit; only the list of jobs is the runner's own. And a run names a commit and a branch, but no
 * request: of two requests with one head it is not told which one it was for, and so not which base
 * the workflow file was merged with.
 */
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/github_work.h"

#define PAGE_OF_JOBS 100
#define SLACK_SECONDS 3600 /* between what happens to a request and the run that it starts */

/* ---- what is asked --------------------------------------------------------------------------- */

static const struct landing *
last_landing(const struct github_work *work)
{
	size_t count = work->facts->landings.count;

	return count ? &work->facts->landings.at[count - 1] : NULL;
}

/* Only the tests of the deployed commit count, and of the request that it came out of. */
static bool
is_judged(const struct github_work *work, const struct tested_commit *tested)
{
	const struct landing *last = last_landing(work);

	if (!tested->request || tested->request == work->question->number)
		return true;
	for (size_t i = 0; last && i < last->requests.count; i++)
		if (last->requests.at[i].number == tested->request)
			return true;
	return false;
}

static bool
is_required(const struct github_work *work, const struct check_run *check)
{
	return check->run && check->path && texts_contain(&work->question->workflows, check->path);
}

static struct workflow_run *
find_run(const struct github_work *work, const char *id)
{
	for (size_t i = 0; i < work->facts->runs.count; i++)
		if (text_equal(work->facts->runs.at[i].id, id))
			return &work->facts->runs.at[i];
	return NULL;
}

static void
list_run(struct github_work *work, const char *id)
{
	if (!find_run(work, id) && work->facts->runs.count < LIMIT_FORGE_RUNS)
		LIST_ADD(work->arena, &work->facts->runs)->id = id;
}

/* GitHub merges the head with the base, and runs the file that comes out. */
static bool
is_of_request(const struct check_run *check)
{
	return check->event && text_starts_with(check->event, "pull_request");
}

/* The request that a run on this commit may have been for: of the deployed commit itself, one that
 * was merged without another commit. */
static const struct forge_request *
request_of(const struct github_work *work, const struct tested_commit *tested)
{
	const struct landing *last = last_landing(work);

	for (size_t i = 0; i < work->pulls.count; i++) {
		const struct forge_request *request = &work->pulls.at[i].facts;
		bool landed = tested->request != 0;

		if (work->pulls.at[i].why || !work->pulls.at[i].read ||
		    !text_equal(request->head, tested->commit) ||
		    (landed && request->number != tested->request))
			continue;
		for (size_t k = 0; !landed && last && k < last->requests.count; k++)
			landed = last->requests.at[k].number == request->number;
		if (landed)
			return request;
	}
	return NULL;
}

static struct github_twins *
find_twins(const struct github_work *work, int64_t number)
{
	for (size_t i = 0; i < work->twins.count; i++)
		if (work->twins.at[i].number == number)
			return &work->twins.at[i];
	return NULL;
}

static void
list_twins(struct github_work *work, const struct tested_commit *tested, struct github_items *items)
{
	const struct forge_request *request = request_of(work, tested);
	struct github_twins *twins;

	if (!request || find_twins(work, request->number))
		return;
	*LIST_ADD(work->arena, &items->all) = (struct github_item){ITEM_TWINS, work->twins.count};
	twins = LIST_ADD(work->arena, &work->twins);
	twins->number = request->number;
	twins->branch = request->branch;
}

static bool
is_deployed(const struct github_work *work, const struct tested_commit *tested)
{
	return text_equal(tested->commit, work->question->head);
}

static void
list_runs(struct github_work *work, bool deployed, struct github_items *items)
{
	for (size_t i = 0; i < work->facts->tested.count; i++) {
		const struct tested_commit *tested = &work->facts->tested.at[i];

		if (!is_judged(work, tested) || is_deployed(work, tested) != deployed)
			continue;
		for (size_t k = 0; k < tested->checks.count; k++) {
			if (!is_required(work, &tested->checks.at[k]))
				continue;
			list_run(work, tested->checks.at[k].run);
			if (is_of_request(&tested->checks.at[k]))
				list_twins(work, tested, items);
		}
	}
}

/* ---- the jobs -------------------------------------------------------------------------------- */

static void
add_page(struct github_work *work, struct github_asks *asks, size_t run, int64_t page)
{
	struct github_ask *ask = LIST_ADD(work->arena, &asks->all);

	ask->tag = run;
	ask->path =
		arena_format(work->arena, "/actions/runs/%s/jobs?filter=all&per_page=100&page=%lld",
			     work->facts->runs.at[run].id, (long long)page);
}

/* GitHub says how many jobs a run has on the first page. */
static void
add_further_pages(struct github_work *work, struct github_asks *asks, size_t index)
{
	struct workflow_run *run = &work->facts->runs.at[index];

	if (run->availability.state == KNOWN && run->job_count > LIMIT_FORGE_RUN_JOBS)
		run->availability = (struct availability){
			UNAVAILABLE, arena_format(work->arena, "a run has more than %d jobs",
						  LIMIT_FORGE_RUN_JOBS)};
	if (run->availability.state != KNOWN)
		return;
	for (int64_t page = 2; (page - 1) * PAGE_OF_JOBS < run->job_count; page++)
		add_page(work, asks, index, page);
}

static const struct run_job *
find_job(const struct workflow_run *run, const char *id)
{
	for (size_t i = 0; i < run->jobs.count; i++)
		if (text_equal(run->jobs.at[i].id, id))
			return &run->jobs.at[i];
	return NULL;
}

/* A list that moved between two pages has one of them twice and lacks another. */
static void
close_run(struct workflow_run *run)
{
	bool whole = run->job_count == (int64_t)run->jobs.count;

	for (size_t i = 0; whole && i < run->jobs.count; i++)
		whole = find_job(run, run->jobs.at[i].id) == &run->jobs.at[i];
	if (run->availability.state == KNOWN && !whole)
		run->availability =
			(struct availability){UNAVAILABLE, "the list of its jobs is not whole"};
	if (run->availability.state != KNOWN)
		*run = (struct workflow_run){.id = run->id, .availability = run->availability};
}

void
github_runs_read(struct github_work *work, const struct github_ask *ask)
{
	struct workflow_run *run = &work->facts->runs.at[ask->tag];
	const char *why = ask->ok ? github_read_jobs(work->arena, ask->root, run) : NULL;

	why = github_why_not(work->arena, ask, why);
	if (!why && run->availability.state != UNAVAILABLE)
		run->availability.state = KNOWN;
	else if (why)
		run->availability = (struct availability){UNAVAILABLE, why};
}

/* ---- which request it was for ---------------------------------------------------------------- */

static bool
is_base_event(const struct forge_event *event)
{
	return event->kind == FORGE_BASE_CHANGED;
}

/* The run may be of a time when the request itself went elsewhere. */
static bool
had_other_base(const struct forge_request *request, const struct check_run *check)
{
	for (size_t i = 0; i < request->events.count; i++)
		if (is_base_event(&request->events.at[i]) &&
		    request->events.at[i].time + SLACK_SECONDS >= check->run_created)
			return true;
	return false;
}

static bool
may_be_for(const struct github_twin *twin, const struct forge_request *request,
	   const struct check_run *check)
{
	if (twin->number == request->number ||
	    (text_equal(twin->base, request->base) && !twin->moved) ||
	    twin->created > check->run_created + SLACK_SECONDS)
		return false;
	return !twin->closed || twin->closed + SLACK_SECONDS >= check->run_created || !twin->head ||
	       text_equal(twin->head, request->head);
}

/* NULL: it was for this request. */
static const char *
doubt(const struct github_work *work, const struct forge_request *request,
      const struct check_run *check)
{
	const struct github_twins *twins = find_twins(work, request->number);

	if (!twins || twins->availability.state != KNOWN)
		return twins && twins->availability.why ? twins->availability.why
							: "nobody asked for other requests";
	if (!check->run_created)
		return "GitHub does not say when the run was made";
	if (had_other_base(request, check))
		return arena_format(work->arena,
				    "request #%lld went into another branch when the run was made",
				    (long long)request->number);
	for (size_t i = 0; i < twins->all.count; i++)
		if (may_be_for(&twins->all.at[i], request, check))
			return arena_format(
				work->arena,
				"it may have been for request #%lld into '%s', whose workflow file "
				"may be another one; have it run for `push` or `merge_group`",
				(long long)twins->all.at[i].number,
				text_shown(work->arena, twins->all.at[i].base));
	return NULL;
}

static void
settle_request(const struct github_work *work, const struct tested_commit *tested,
	       const struct workflow_run *run, struct check_run *check)
{
	const struct forge_request *request = request_of(work, tested);

	if (!request || (run->branch && !text_equal(run->branch, request->branch)))
		check->other_request = true;
	else if (!run->branch)
		check->untold = "GitHub does not say which branch the run was for";
	else
		check->untold = doubt(work, request, check);
}

/* ---- what comes of it ------------------------------------------------------------------------ */

static const char *
why_untold(struct github_work *work, const struct workflow_run *run)
{
	if (!run && work->decided)
		return "not asked for: the runs of the deployed commit decide";
	if (!run)
		return arena_format(work->arena, "only the first %d runs are asked about",
				    LIMIT_FORGE_RUNS);
	return run->availability.state == KNOWN ? NULL : run->availability.why;
}

static void
settle_check(struct github_work *work, const struct tested_commit *tested, struct check_run *check)
{
	const struct workflow_run *run = find_run(work, check->run);

	check->untold = why_untold(work, run);
	check->attempt_why = check->untold;
	if (!check->untold) {
		check->attempt = run->attempt;
		check->posted = !find_job(run, check->id);
		if (!check->posted && is_of_request(check))
			settle_request(work, tested, run, check);
	}
	if (check->untold || check->posted || check->other_request)
		check->path = NULL;
}

static void
settle_commit(struct github_work *work, struct tested_commit *tested)
{
	for (size_t k = 0; is_judged(work, tested) && k < tested->checks.count; k++)
		if (is_required(work, &tested->checks.at[k]))
			settle_check(work, tested, &tested->checks.at[k]);
}

void
github_runs_settle(struct github_work *work)
{
	for (size_t i = 0; i < work->facts->runs.count; i++)
		close_run(&work->facts->runs.at[i]);
	for (size_t i = 0; i < work->facts->tested.count; i++)
		settle_commit(work, &work->facts->tested.at[i]);
}

/* ---- what is asked next ---------------------------------------------------------------------- */

/* As it would be settled now, were there nothing but the deployed commit. */
static void
add_settled(struct github_work *work, const struct tested_commit *tested, struct forge_facts *facts)
{
	struct tested_commit *copy = LIST_ADD(work->arena, &facts->tested);

	*copy = *tested;
	copy->checks.count = 0;
	copy->checks.at = NULL;
	for (size_t i = 0; i < tested->checks.count; i++)
		*LIST_ADD(work->arena, &copy->checks) = tested->checks.at[i];
	settle_commit(work, copy);
}

static bool
deployed_decides(struct github_work *work)
{
	const struct forge_question *question = work->question;
	struct forge_facts facts = *work->facts;

	if (!question->decided)
		return false;
	facts.tested.count = 0;
	facts.tested.at = NULL;
	for (size_t i = 0; i < work->facts->runs.count; i++)
		close_run(&work->facts->runs.at[i]);
	for (size_t i = 0; i < work->facts->tested.count; i++)
		if (is_deployed(work, &work->facts->tested.at[i]))
			add_settled(work, &work->facts->tested.at[i], &facts);
	return question->decided(question->whose, &facts);
}

void
github_runs_ask(struct github_work *work, struct github_items *items, struct github_asks *asks)
{
	size_t before = asks->all.count + items->all.count;

	for (; work->runs_paged < work->runs_asked; work->runs_paged++)
		add_further_pages(work, asks, work->runs_paged);
	list_runs(work, true, items);
	if (asks->all.count + items->all.count == before &&
	    work->runs_asked == work->facts->runs.count) {
		work->decided = deployed_decides(work);
		if (!work->decided)
			list_runs(work, false, items);
	}
	for (; work->runs_asked < work->facts->runs.count; work->runs_asked++)
		add_page(work, asks, work->runs_asked, 1);
}
