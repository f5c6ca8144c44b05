/* SPDX-License-Identifier: Apache-2.0 */
/* Does the forge still say how checks ended? A check may be found as itself, or as a job of an
 * attempt that a later one took the place of. See corroborate.h. */
#include "audit/corroborate.h"

#include "base/text.h"

/* What the forge says now of the tests of a commit. */
struct tests_again {
	const struct forge_facts *facts;    /* NULL: not asked */
	const struct tested_commit *tested; /* NULL: not told */
	const char *why;                    /* it is not told */
};

bool
corroborate_wants_checks(const struct record *record, int64_t request)
{
	const struct forge_facts *forge = record->evidence->forge;

	for (size_t i = 0; i < forge->tested.count; i++)
		if (forge->tested.at[i].request == request &&
		    forge->tested.at[i].availability.state == KNOWN)
			return true;
	return false;
}

void
corroborate_workflows(struct arena *arena, const struct record *record, struct texts *paths)
{
	const struct forge_facts *forge = record->evidence->forge;

	for (size_t i = 0; i < forge->tested.count; i++)
		for (size_t k = 0; k < forge->tested.at[i].checks.count; k++) {
			const char *path = forge->tested.at[i].checks.at[k].path;

			if (path && forge->runs.count && !texts_contain(paths, path))
				texts_add(arena, paths, path);
		}
}

static const struct forge_facts *
facts_for(const struct forge_again *again, int64_t request)
{
	if (!request)
		return &again->head;
	for (size_t i = 0; i < again->requests.count; i++)
		if (again->requests.at[i].number == request)
			return &again->requests.at[i].facts;
	return NULL;
}

static struct tests_again
find_tests(const struct forge_again *again, const struct tested_commit *recorded)
{
	struct tests_again found = {.facts = facts_for(again, recorded->request)};

	found.why = "nothing of it was answered";
	if (!found.facts || found.facts->availability.state != KNOWN) {
		if (found.facts && found.facts->availability.why)
			found.why = found.facts->availability.why;
		return found;
	}
	for (size_t i = 0; i < found.facts->tested.count; i++) {
		const struct tested_commit *tested = &found.facts->tested.at[i];

		if (!text_equal(tested->commit, recorded->commit))
			continue;
		if (tested->availability.state == KNOWN)
			found.tested = tested;
		else if (tested->availability.why)
			found.why = tested->availability.why;
	}
	return found;
}

static const struct check_run *
find_check(const struct tests_again *again, const char *id)
{
	for (size_t i = 0; i < again->tested->checks.count; i++)
		if (text_equal(again->tested->checks.at[i].id, id))
			return &again->tested->checks.at[i];
	return NULL;
}

static const struct run_job *
find_job(const struct tests_again *again, const char *id)
{
	for (size_t i = 0; i < again->facts->runs.count; i++) {
		const struct workflow_run *run = &again->facts->runs.at[i];

		for (size_t k = 0; k < run->jobs.count; k++)
			if (text_equal(run->jobs.at[k].id, id))
				return &run->jobs.at[k];
	}
	return NULL;
}

/* Only the newest run of a check is told. One from before the gate asked is not "again": the gate
 * would have been told of it. */
static bool
was_run_again(const struct corroborating *work, const struct tests_again *again,
	      const struct check_run *recorded)
{
	int64_t asked = corroborate_asked_then(work->record);

	for (size_t i = 0; i < again->tested->checks.count; i++) {
		const struct check_run *now = &again->tested->checks.at[i];

		if (text_equal(now->name, recorded->name) && now->started > recorded->started &&
		    now->started >= asked &&
		    (!now->app || !recorded->app || text_equal(now->app, recorded->app)))
			return true;
	}
	return false;
}

/* Silence of a forge that may have thrown it away says nothing. */
static void
miss(struct corroborating *work, const struct tests_again *again, const char *recorded,
     bool ran_again)
{
	int64_t age = again->facts->time - work->record->time;

	if (again->facts->time > 0 && age > CORROBORATE_RETENTION)
		corroborate_add(work, "check", CORROBORATED_NOT, recorded, "",
				"it is older than the 90 days that a forge keeps runs for");
	else if (ran_again)
		corroborate_add(work, "check", CORROBORATED_NOT, recorded, "",
				"it ran again since, and the forge tells of the newest run only");
	else
		corroborate_add(work, "check", CORROBORATED_GONE, recorded, "",
				"the forge has the commit, and no check with this id");
}

static void
compare_check(struct corroborating *work, const struct tests_again *again,
	      const struct check_run *recorded)
{
	const struct check_run *check = find_check(again, recorded->id);
	const struct run_job *job = check ? NULL : find_job(again, recorded->id);
	struct arena *arena = work->arena;

	if (!check && !job) {
		miss(work, again, recorded->conclusion ? recorded->conclusion : recorded->status,
		     was_run_again(work, again, recorded));
		return;
	}
	corroborate_compare(work, "name", recorded->name, check ? check->name : job->name);
	if (!recorded->conclusion) /* it ran still: how it ended is no fact of the record */
		return;
	corroborate_compare(work, "conclusion", recorded->conclusion,
			    check ? check->conclusion : job->conclusion);
	corroborate_compare(work, "completed at", corroborate_instant(arena, recorded->completed),
			    corroborate_instant(arena, check ? check->completed : job->completed));
}

/* A status of the same context takes the place of the one before. */
static void
compare_status(struct corroborating *work, const struct tests_again *again,
	       const struct commit_status *recorded)
{
	const struct commit_status *now = NULL;

	for (size_t i = 0; i < again->tested->statuses.count; i++)
		if (text_equal(again->tested->statuses.at[i].context, recorded->context))
			now = &again->tested->statuses.at[i];
	if (!now)
		miss(work, again, recorded->state, false);
	else if (now->time > recorded->time && now->time >= corroborate_asked_then(work->record))
		corroborate_add(
			work, "state", CORROBORATED_NOT, recorded->state, now->state,
			"it was posted again since, and the forge tells of the newest only");
	else
		corroborate_compare(work, "state", recorded->state, now->state);
}

static void
compare_tested(struct corroborating *work, const struct tested_commit *recorded)
{
	struct tests_again again = find_tests(work->again, recorded);

	work->subject = arena_format(work->arena, "tests of %s", recorded->commit);
	if (!again.tested) {
		corroborate_add(work, "checks", CORROBORATED_NOT,
				arena_format(work->arena, "%zu", recorded->checks.count), "",
				again.why);
		return;
	}
	for (size_t i = 0; i < recorded->checks.count; i++) {
		const struct check_run *check = &recorded->checks.at[i];

		work->subject = arena_format(work->arena, "check '%s' (%s) of %s", check->name,
					     check->id, recorded->commit);
		compare_check(work, &again, check);
	}
	for (size_t i = 0; i < recorded->statuses.count; i++) {
		work->subject = arena_format(work->arena, "status '%s' of %s",
					     recorded->statuses.at[i].context, recorded->commit);
		compare_status(work, &again, &recorded->statuses.at[i]);
	}
}

void
corroborate_tests(struct corroborating *work)
{
	const struct forge_facts *forge = work->record->evidence->forge;

	for (size_t i = 0; i < forge->tested.count; i++)
		if (forge->tested.at[i].availability.state == KNOWN)
			compare_tested(work, &forge->tested.at[i]);
}
