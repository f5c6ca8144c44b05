/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does a workflow deploy that may, and did an event start it that may? By what the forge says of
 * the run; which run it is, the job says. See separation.h.
 */
#include "base/glob.h"
#include "base/text.h"
#include "checks/separation.h"
#include "checks/subject.h"

#define SUBJECT "workflow"

/* None of them runs a file, or has a say on one, that nobody has merged. */
static const char *const usual_events[] = {
	"push",     "workflow_dispatch", "workflow_run",       "release",
	"schedule", "deployment",        "repository_dispatch"};

static bool
may_start(const struct environment_rules *rules, const char *event)
{
	if (rules->events.count)
		return texts_contain(&rules->events, event);
	for (size_t i = 0; i < sizeof(usual_events) / sizeof(usual_events[0]); i++)
		if (text_equal(usual_events[i], event))
			return true;
	return false;
}

static struct finding *
judge_none(struct judgement *judgement)
{
	struct finding *finding;

	finding = judge(judgement, SUBJECT, FAIL, "ENV-RUN-NONE",
			"no workflow run deploys: the job named none");
	finding_fix(judgement, finding, "deploy with the workflow that the policy names");
	return finding;
}

static struct finding *
judge_workflow(struct judgement *judgement, const struct environment_rules *rules,
	       const struct gate_run *run)
{
	struct finding *finding;

	if (run->path && globs_match(&rules->workflows, run->path))
		return NULL;
	finding = judge(judgement, SUBJECT, FAIL, "ENV-WORKFLOW-OTHER",
			"run %s is of %s, which may not deploy here",
			text_shown(judgement->arena, run->id),
			text_shown(judgement->arena, run->path ? run->path : "no workflow"));
	finding_fix(judgement, finding, "deploy with %s",
		    texts_shown(judgement->arena, &rules->workflows));
	return finding;
}

static struct finding *
judge_event(struct judgement *judgement, const struct environment_rules *rules,
	    const struct gate_run *run)
{
	const char *event = run->event ? run->event : "an unknown event";
	struct finding *finding;

	if (run->event && may_start(rules, run->event))
		return NULL;
	finding = judge(judgement, SUBJECT, FAIL, "ENV-EVENT", "run %s was started by %s",
			text_shown(judgement->arena, run->id), text_shown(judgement->arena, event));
	finding_fix(judgement, finding, "start the workflow by an event that may deploy");
	return finding;
}

/* A workflow's file is that of the run's commit: on a branch that nobody protects it is anything.
 */
static struct finding *
judge_commit(struct judgement *judgement, const struct environment_rules *rules,
	     const struct gate_run *run)
{
	const struct texts *allowed =
		rules->refs.count ? &rules->refs : &judgement->policy->branches;
	bool elsewhere = !run->branch || !globs_match(allowed, run->branch);
	struct finding *finding;

	if (run->on_branch || text_equal(run->commit, judgement->evidence->change.head))
		return NULL;
	finding = judge(judgement, SUBJECT, elsewhere ? FAIL : UNKNOWN, "ENV-RUN-BRANCH",
			"run %s has the workflow of %s on %s, which is not shown to be on %s",
			text_shown(judgement->arena, run->id),
			run->commit ? short_id(judgement->arena, run->commit) : "no commit",
			text_shown(judgement->arena, run->branch ? run->branch : "no branch"),
			texts_shown(judgement->arena, allowed));
	finding_fix(judgement, finding,
		    elsewhere ? "start the workflow on a branch that may be deployed"
			      : "git fetch origin, and run again");
	return finding;
}

/* What has ended deploys nothing any more; its number would be somebody else's. */
static struct finding *
judge_over(struct judgement *judgement, const struct gate_run *run)
{
	struct finding *finding;

	if (run->status && !text_equal(run->status, "completed"))
		return NULL;
	finding = judge(judgement, SUBJECT, FAIL, "ENV-RUN-OVER", "run %s has ended",
			text_shown(judgement->arena, run->id));
	finding_fix(judgement, finding, "deploy from within the workflow that the policy names");
	return finding;
}

static struct finding *
judge_known(struct judgement *judgement, const struct environment_rules *rules,
	    const struct gate_run *run)
{
	struct finding *finding = judge_over(judgement, run);

	if (!finding)
		finding = judge_workflow(judgement, rules, run);
	if (!finding)
		finding = judge_event(judgement, rules, run);
	if (!finding)
		finding = judge_commit(judgement, rules, run);
	if (finding)
		return finding;
	return judge(judgement, SUBJECT, PASS, "ENV-WORKFLOW", "run %s of %s, started by %s",
		     text_shown(judgement->arena, run->id), text_shown(judgement->arena, run->path),
		     text_shown(judgement->arena, run->event));
}

void
judge_run(struct judgement *judgement, const struct environment_rules *rules)
{
	const struct protection *protection;
	struct finding *finding;

	if (!rules->workflows.count)
		return;
	protection = find_protection(judgement, rules, SUBJECT, "ENV-RUN-UNKNOWN");
	if (!protection)
		return;
	if (protection->run.id && protection->run.availability.state != KNOWN) {
		judge_part_unread(judgement, &protection->run.availability, SUBJECT,
				  "ENV-RUN-UNKNOWN", "run");
		return;
	}
	finding = protection->run.id ? judge_known(judgement, rules, &protection->run)
				     : judge_none(judgement);
	finding_rests_on(judgement, finding, "/forge/protection/run");
}
