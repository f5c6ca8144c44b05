/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Did somebody open the gate for this run who neither contributed to the change nor started the
 * run? See separation.h.
 */
#include "base/text.h"
#include "checks/contributors.h"
#include "checks/pull_people.h"
#include "checks/separation.h"
#include "checks/subject.h"

#define SUBJECT "duties"

struct duties {
	struct judgement *judgement;
	const struct deploy_approval *rules;
	const struct protection *protection;
	const char *environment; /* its name at the forge */
	struct texts counted;    /* ids of accounts */
	const char *shown;       /* their logins */
	struct texts refused;    /* why somebody who opened the gate does not count */
};

static bool
is_excluded(const struct duties *duties, const char *who)
{
	return texts_contain(&duties->rules->excluded, who);
}

/* ---- who contributed ---- */

/* Whoever wrote a commit that no request shows, as far as its text tells. */
static const struct commit *
wrote_any(const struct duties *duties, const struct pull *pull, const struct known_person *known)
{
	const struct change *change = &duties->judgement->evidence->change;

	for (size_t i = 0; i < change->commits.count; i++) {
		const struct commit *commit = &change->commits.at[i];

		if (!adds_content(commit))
			continue;
		if (known_person_may_be(pull, known, &commit->author))
			return commit;
		for (size_t k = 0; k < commit->co_authors.count; k++)
			if (known_person_may_be(pull, known, &commit->co_authors.at[k]))
				return commit;
	}
	return NULL;
}

/* What they did, safe to show; NULL: nothing that is known. */
static const char *
contribution_of(const struct duties *duties, const struct account *account)
{
	struct judgement *judgement = duties->judgement;
	const struct forge_facts *forge = judgement->evidence->forge;
	struct demand demand = {.policy = judgement->policy, .rules = &judgement->policy->approval};
	struct pulled ignored = {0};
	struct pull pull = pull_begin(judgement, NULL, &demand, &ignored);
	struct known_person known;
	const struct commit *commit;

	known_person_init(&pull, account, &known);
	for (size_t i = 0; i < forge->requests.count; i++) {
		const struct pull_contributor *contributor;

		pull.request = &forge->requests.at[i];
		pull_find_contributors(&pull);
		contributor = pull_contribution(&pull, &known);
		if (contributor)
			return arena_format(judgement->arena, "%s (%s)",
					    contribution_shown(judgement->arena, contributor),
					    pull_shown(&pull, pull.request));
	}
	commit = wrote_any(duties, &pull, &known);
	return commit ? arena_format(judgement->arena, "wrote %s",
				     short_id(judgement->arena, commit->id))
		      : NULL;
}

/* A request that could not be read may be anybody's. */
static bool
knows_contributors(const struct forge_facts *forge)
{
	for (size_t i = 0; i < forge->landings.count; i++)
		for (size_t k = 0; k < forge->landings.at[i].requests.count; k++)
			if (!forge_find_request(forge, forge->landings.at[i].requests.at[k].number))
				return false;
	return true;
}

/* ---- who opened the gate ---- */

static bool
is_of_environment(const struct duties *duties, const struct gate_opening *opening)
{
	for (size_t i = 0; i < opening->environments.count; i++)
		if (text_equal_ignoring_case(opening->environments.at[i], duties->environment))
			return true;
	return false;
}

static bool
has_triggered(const struct gate_run *run, const struct account *account)
{
	return account_equal(run->actor, account) || account_equal(run->triggered_by, account);
}

/* NULL: they count. */
static const char *
why_not(const struct duties *duties, const struct account *account)
{
	const char *contribution = NULL;

	if (!account_is_human(account))
		return "is no person";
	if (is_excluded(duties, "triggerer") && has_triggered(&duties->protection->run, account))
		return "started the run";
	if (is_excluded(duties, "contributors"))
		contribution = contribution_of(duties, account);
	return contribution;
}

static void
count_opening(struct duties *duties, const struct gate_opening *opening)
{
	struct arena *arena = duties->judgement->arena;
	const char *who = account_shown(arena, opening->by);
	const char *why = why_not(duties, opening->by);

	if (why) {
		texts_add(arena, &duties->refused, arena_format(arena, "%s %s", who, why));
		return;
	}
	if (texts_contain(&duties->counted, opening->by->id))
		return;
	texts_add(arena, &duties->counted, opening->by->id);
	duties->shown = arena_format(arena, "%s%s%s", duties->shown,
				     duties->counted.count > 1 ? ", " : "", who);
}

static void
count_openings(struct duties *duties)
{
	const struct gate_openings *openings = &duties->protection->openings;

	for (size_t i = 0; i < openings->all.count; i++)
		if (openings->all.at[i].state == GATE_APPROVED &&
		    is_of_environment(duties, &openings->all.at[i]))
			count_opening(duties, &openings->all.at[i]);
}

/* ---- what follows ---- */

static struct finding *
judge_missing(struct duties *duties)
{
	struct finding *finding;

	finding = judge(duties->judgement, SUBJECT, FAIL, "ENV-DUTIES-MISSING",
			"%lld needed to open the gate of %s, %zu did who may",
			(long long)duties->rules->count,
			text_shown(duties->judgement->arena, duties->environment),
			duties->counted.count);
	finding_fix(duties->judgement, finding,
		    "have it opened by somebody who neither contributed to the change nor started "
		    "the run");
	return finding;
}

/*
 * The forge does not say which attempt of a run an opening was for. Where one of them does not
 * count, it may be the one that let this attempt through.
 */
static bool
is_ambiguous(const struct duties *duties)
{
	return duties->protection->run.attempt != 1 && duties->refused.count > 0;
}

static struct finding *
judge_ambiguous(struct duties *duties)
{
	struct finding *finding;

	finding = judge(duties->judgement, SUBJECT, UNKNOWN, "ENV-DUTIES-ATTEMPT",
			"the run was started again, and the forge does not say who opened the gate "
			"this time");
	finding_fix(duties->judgement, finding, "start a new run instead of the old one again");
	return finding;
}

static void
judge_openings(struct duties *duties)
{
	struct judgement *judgement = duties->judgement;
	struct finding *finding;

	count_openings(duties);
	if ((int64_t)duties->counted.count < duties->rules->count)
		finding = judge_missing(duties);
	else if (is_ambiguous(duties))
		finding = judge_ambiguous(duties);
	else
		finding = judge(judgement, SUBJECT, PASS, "ENV-DUTIES", "%s opened the gate of %s",
				duties->shown, text_shown(judgement->arena, duties->environment));
	for (size_t i = 0; i < duties->refused.count; i++)
		finding_note(judgement, finding, "ENV-DUTIES-NOT-COUNTED", "%s",
			     duties->refused.at[i]);
	finding_rests_on(judgement, finding, "/forge/protection/openings");
	finding_rests_on(judgement, finding, "/forge/protection/run");
	if (is_excluded(duties, "contributors"))
		finding_rests_on(judgement, finding, "/forge/requests");
}

/* Something that has to be known is not: adds the finding and returns true. */
static bool
lacks_facts(struct duties *duties)
{
	const struct protection *protection = duties->protection;
	const struct gate_run *run = &protection->run;
	static const struct availability unread = {UNAVAILABLE,
						   "a change request could not be read"};
	static const struct availability nobody = {UNAVAILABLE,
						   "the forge does not say who started the run"};
	static const struct availability lost = {UNAVAILABLE, "one of them is missing"};
	const struct availability *missing = NULL;
	const char *part = "openings";

	if (run->availability.state != KNOWN) {
		missing = &run->availability;
		part = "run";
	} else if (protection->openings.availability.state != KNOWN) {
		missing = &protection->openings.availability;
	} else if (protection->openings.count != (int64_t)protection->openings.all.count) {
		missing = &lost;
	} else if (is_excluded(duties, "triggerer") &&
		   (!account_is_known(run->actor) || !account_is_known(run->triggered_by))) {
		missing = &nobody;
		part = "run";
	} else if (is_excluded(duties, "contributors") &&
		   !knows_contributors(duties->judgement->evidence->forge)) {
		missing = &unread;
	}
	if (missing)
		judge_part_unread(duties->judgement, missing, SUBJECT, "ENV-DUTIES-UNKNOWN", part);
	return missing;
}

void
judge_duties(struct judgement *judgement, const struct environment_rules *rules)
{
	struct duties duties = {.judgement = judgement,
				.rules = rules->deploy_approval,
				.environment = rules->forge_name,
				.shown = ""};
	struct finding *finding;

	if (!rules->deploy_approval)
		return;
	duties.protection = find_protection(judgement, rules, SUBJECT, "ENV-DUTIES-UNKNOWN");
	if (!duties.protection)
		return;
	if (!duties.protection->run.id) {
		finding = judge(judgement, SUBJECT, FAIL, "ENV-RUN-NONE",
				"no workflow run deploys: nobody could open a gate for it");
		finding_fix(judgement, finding, "deploy from a workflow run");
		finding_rests_on(judgement, finding, "/forge/protection/run");
	} else if (!lacks_facts(&duties)) {
		judge_openings(&duties);
	}
}
