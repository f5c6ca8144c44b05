/* SPDX-License-Identifier: Apache-2.0 */
/* Is it known exactly what this deploy brings? (controls A1; CC8.1, NIST CM-3) */
#include "base/text.h"
#include "checks/clone.h"
#include "checks/deployments.h"
#include "checks/opaque.h"
#include "checks/promoted_request.h"
#include "checks/subject.h"
#include "checks/table.h"
#include "checks/workload.h"
#include "core/consistency.h"
#include "core/scope.h"
#include "core/ticket_key.h"

static void
judge_first(struct judgement *judgement)
{
	struct finding *finding;

	if (judgement->evidence->invocation.baseline) {
		finding = judge(judgement, "change", EXEMPT, "CHG-BASELINE",
				"first record of this key: history up to %s is accepted as it is",
				short_id(judgement->arena, judgement->evidence->change.head));
		finding_rests_on(judgement, finding, "/invocation/baseline");
		if (judgement->evidence->ledger.size > 1)
			finding_note(
				judgement, finding, "CHG-BASELINE-LATE",
				"the ledger held %lld records already: is this key really new?",
				(long long)judgement->evidence->ledger.size);
	} else {
		finding = judge(judgement, "change", FAIL, "CHG-NO-BASELINE",
				"nothing is in place for this key, so there is nothing to compare "
				"with");
		finding_fix(judgement, finding, "run once with --baseline");
	}
	finding_rests_on(judgement, finding, "/change/range");
}

static void
judge_same(struct judgement *judgement)
{
	const struct placed *in_place = judgement->evidence->ledger.in_place;
	struct finding *finding;

	finding = judge(judgement, "change", PASS, "CHANGE-REDEPLOY",
			"%s is in place since record %s",
			short_id(judgement->arena, judgement->evidence->change.head),
			text_shown(judgement->arena, in_place->record_id));
	finding_rests_on(judgement, finding, "/change/range");
	finding_rests_on(judgement, finding, "/ledger/inPlace");
	if (!is_redeploy(judgement->evidence))
		finding_note(
			judgement, finding, "CHANGE-OTHER-ARTIFACT",
			"the artefact is not the one in place: tests and promotion are judged");
}

static void
judge_diverged(struct judgement *judgement)
{
	struct finding *finding;

	finding = judge(judgement, "change", FAIL, "CHG-DIVERGED",
			"%s neither contains nor precedes what is in place (%s)",
			short_id(judgement->arena, judgement->evidence->change.head),
			short_id(judgement->arena, judgement->evidence->change.range.previous));
	finding_fix(judgement, finding,
		    "deploy a commit that descends from %s, or roll back to an earlier one",
		    short_id(judgement->arena, judgement->evidence->change.range.previous));
	finding_rests_on(judgement, finding, "/change/range");
}

static bool
lacks_ticket(const struct judgement *judgement)
{
	const struct policy *policy = judgement->policy;
	const char *ticket = judgement->evidence->deployment.ticket;
	const char *project;

	if (policy->rollback.ticket == ROLLBACK_TICKET_OPTIONAL)
		return false;
	project = ticket ? ticket_project(judgement->arena, ticket) : "";
	return !texts_contain(&policy->tickets.projects, project) &&
	       !(policy->emergency && texts_contain(&policy->emergency->ticket.projects, project));
}

static struct finding *
judge_rollback_source(struct judgement *judgement, const struct placed *source)
{
	const struct evidence *evidence = judgement->evidence;
	int64_t age = evidence->now.time - source->time;

	if (!text_equal(source->commit, evidence->change.head) ||
	    !text_equal(source->kind, "deployment"))
		return judge(judgement, "change", UNKNOWN, "CHG-INCOMPLETE",
			     "the earlier record is not a deployment of this commit");
	if (age < 0)
		return judge(judgement, "change", UNKNOWN, "TIME-ORDER",
			     "the earlier record is younger than this deploy");
	if (age > judgement->policy->rollback.max_age)
		return judge(judgement, "change", FAIL, "ROLLBACK-TOO-OLD",
			     "the earlier record is %lld days old",
			     (long long)(age / INT64_C(86400)));
	if (!text_equal(source->artifact, evidence->deployment.artifact))
		return judge(judgement, "change", FAIL, "ROLLBACK-OTHER-ARTIFACT",
			     "the earlier record deployed another artefact of this commit");
	if (lacks_ticket(judgement))
		return judge(
			judgement, "change", FAIL, "ROLLBACK-TICKET-MISSING",
			"the policy asks for the ticket or incident of a rollback, and %s is none",
			evidence->deployment.ticket
				? text_shown(judgement->arena, evidence->deployment.ticket)
				: "nothing");
	return judge(judgement, "change", PASS, "CHG-ROLLBACK",
		     "back to %s, which passed as record %s",
		     short_id(judgement->arena, evidence->change.head),
		     text_shown(judgement->arena, source->record_id));
}

static void
judge_backward(struct judgement *judgement)
{
	const struct placed *source = judgement->evidence->environment.rollback;
	struct finding *finding;

	if (!source)
		finding = judge(judgement, "change", FAIL, "ROLLBACK-NO-RECORD",
				"%s precedes what is in place and no passing record of it is known",
				short_id(judgement->arena, judgement->evidence->change.head));
	else
		finding = judge_rollback_source(judgement, source);
	if (finding->verdict != PASS)
		finding_fix(judgement, finding,
			    "roll back to a commit and artefact that passed here within the "
			    "policy's rollback.max_age, or revert forward");
	else if (source && !source->artifact)
		finding_note(judgement, finding, "ROLLBACK-BY-COMMIT",
			     "no artefact digest is known: the commit is compared");
	if (judgement->evidence->deployment.ticket) {
		finding_note(judgement, finding, "ROLLBACK-TICKET-CLAIMED",
			     "because of %s, which nobody asked about",
			     text_shown(judgement->arena, judgement->evidence->deployment.ticket));
		finding_rests_on(judgement, finding, "/deployment/ticket");
	}
	finding_rests_on(judgement, finding, "/change/range");
	if (source)
		finding_rests_on(judgement, finding, "/environment/rollback");
}

static void
note_scope(struct judgement *judgement, struct finding *finding,
	   const struct change_request *request, const struct scope *scope)
{
	if (scope->unclaimed)
		finding_note(judgement, finding, "CHG-PATH-UNCLAIMED",
			     "%s changes %s, which no service claims: it counts for every service",
			     short_id(judgement->arena, request->commit),
			     text_shown(judgement->arena, scope->unclaimed));
	if (scope->shared)
		finding_note(judgement, finding, "CHG-PATH-SHARED",
			     "%s changes %s, which concerns every service",
			     short_id(judgement->arena, request->commit),
			     text_shown(judgement->arena, scope->shared));
}

static void
list_out_of_scope(struct judgement *judgement, size_t at)
{
	const struct change_request *request = &judgement->evidence->change.requests.at[at];
	struct finding *finding;

	finding = judge(judgement, subject_of_request(judgement->arena, request), NOT_APPLICABLE,
			"CHG-OUT-OF-SCOPE", "it touches nothing of service %s",
			text_shown(judgement->arena, judgement->evidence->change.key.service));
	finding_rests_on(judgement, finding, "/change/changeRequests/%zu/paths", at);
}

static void
judge_promotions(struct judgement *judgement)
{
	const struct change *change = &judgement->evidence->change;

	for (size_t i = 0; i < change->requests.count; i++)
		if (change->requests.at[i].moves &&
		    request_is_judged(judgement, &change->requests.at[i]))
			judge_promotion_of(judgement, &change->requests.at[i]);
}

static void
judge_octopus(struct judgement *judgement)
{
	const struct change *change = &judgement->evidence->change;

	for (size_t i = 0; i < change->commits.count; i++) {
		struct finding *finding;

		if (change->commits.at[i].merge != MERGE_OCTOPUS)
			continue;
		finding = judge(judgement, "change", UNKNOWN, "CHG-OCTOPUS",
				"%s merges %zu parents at once; its content cannot be recomputed",
				short_id(judgement->arena, change->commits.at[i].id),
				change->commits.at[i].parents.count);
		finding_fix(judgement, finding, "merge the branches one at a time");
		finding_rests_on(judgement, finding, "/change/commits/%zu/parents", i);
	}
}

static void
judge_submodules(struct judgement *judgement)
{
	const struct change *change = &judgement->evidence->change;

	for (size_t i = 0; i < change->submodules.count; i++) {
		const char *path = change->submodules.at[i].path;
		struct finding *finding;

		if (!scope_has_path(judgement->policy, change->key.service, path))
			continue;
		finding = judge(judgement, "change", UNKNOWN, "CHG-SUBMODULE",
				"submodule %s moves, and what it brings has no record here",
				text_shown(judgement->arena, path));
		finding_fix(judgement, finding,
			    "gate the submodule's own deploy, or vendor its reviewed content");
		finding_rests_on(judgement, finding, "/change/submodules/%zu", i);
	}
}

static struct finding *
judge_range(struct judgement *judgement, size_t inside)
{
	const struct change *change = &judgement->evidence->change;
	struct finding *finding;

	if (inside) {
		finding = judge(judgement, "change", PASS, "CHG-RANGE",
				"%zu commit%s in %zu change request%s since %s, %zu of them for %s",
				change->commits.count, plural(change->commits.count),
				change->requests.count, plural(change->requests.count),
				short_id(judgement->arena, change->range.previous), inside,
				text_shown(judgement->arena, change->key.service));
	} else {
		finding = judge(judgement, "change", FAIL, "CHANGE-EMPTY",
				"none of %zu change requests touches service %s",
				change->requests.count,
				text_shown(judgement->arena, change->key.service));
		finding_fix(judgement, finding, "deploy the services that did change");
	}
	finding_rests_on(judgement, finding, "/change/range");
	finding_rests_on(judgement, finding, "/change/changeRequests");
	return finding;
}

static void
judge_forward(struct judgement *judgement)
{
	const struct change *change = &judgement->evidence->change;
	struct finding *finding;
	size_t inside = 0;

	for (size_t i = 0; i < change->requests.count; i++)
		inside += request_is_judged(judgement, &change->requests.at[i]);
	finding = judge_range(judgement, inside);
	for (size_t i = 0; i < change->requests.count; i++) {
		struct scope scope;

		scope_of_request(judgement->policy, change->key.service, &change->requests.at[i],
				 &scope);
		note_scope(judgement, finding, &change->requests.at[i], &scope);
	}
	note_opaque(judgement, finding);
	for (size_t i = 0; i < change->requests.count; i++)
		if (!request_is_judged(judgement, &change->requests.at[i]))
			list_out_of_scope(judgement, i);
	judge_promotions(judgement);
	judge_octopus(judgement);
	judge_submodules(judgement);
}

static void
judge_undeclared(struct judgement *judgement)
{
	const struct key *key = &judgement->evidence->change.key;
	struct finding *finding;

	if (!policy_has_service(judgement->policy, key->service)) {
		finding = judge(judgement, "change", FAIL, "CHG-SERVICE-UNDECLARED",
				"the policy declares no service '%s'",
				text_shown(judgement->arena, key->service));
		finding_fix(judgement, finding, "add it under services:, or deploy one of those");
	} else {
		finding = judge(judgement, "change", UNKNOWN, "CHG-INCOMPLETE",
				"no history was read");
		finding_fix(judgement, finding, "declare the environment and collect again");
	}
	finding_rests_on(judgement, finding, "/change/key");
}

/* The clone could leave commits out, and the forge counts them too. */
static void
judge_forge_count(struct judgement *judgement)
{
	const struct change *change = &judgement->evidence->change;
	const struct forge_facts *forge = judgement->evidence->forge;
	const struct forge_range *range = forge ? &forge->range : NULL;
	struct finding *finding;

	if (judgement->policy->forge == FORGE_NONE || !range || forge->availability.state != KNOWN)
		return;
	if (range->availability.state != KNOWN)
		finding = judge(judgement, "range", UNKNOWN, "CHG-RANGE-DISPUTED",
				"the forge did not count the commits of the range: %s",
				range->availability.why
					? text_shown(judgement->arena, range->availability.why)
					: "nobody asked");
	else if (range->commit_count != change->range.commit_count)
		finding = judge(judgement, "range", UNKNOWN, "CHG-RANGE-DISPUTED",
				"the clone has %lld commits since what is in place, the forge %lld",
				(long long)change->range.commit_count,
				(long long)range->commit_count);
	else
		return;
	finding_fix(judgement, finding, "clone again (fetch-depth: 0) and run again");
	finding_rests_on(judgement, finding, "/forge/range");
	finding_rests_on(judgement, finding, "/change/range");
}

/* A change request is no deploy yet. */
static void
judge_later(struct judgement *judgement)
{
	struct finding *finding = judge(judgement, "change", NOT_APPLICABLE, "JUDGED-LATER",
					"what a deploy brings is judged by 'changegate deploy'");

	finding_rests_on(judgement, finding, "/change/range");
}

static void
answer(struct judgement *judgement)
{
	static void (*const by_kind[])(struct judgement *) = {
		[RANGE_UNDECLARED] = judge_undeclared,
		[RANGE_FIRST] = judge_first,
		[RANGE_SAME] = judge_same,
		[RANGE_FORWARD] = judge_forward,
		[RANGE_BACKWARD] = judge_backward,
		[RANGE_DIVERGED] = judge_diverged,
		[RANGE_REQUEST] = judge_later,
	};
	const struct evidence *evidence = judgement->evidence;
	const char *problem = change_inconsistency(judgement->arena, evidence);
	struct finding *finding;

	if (!problem && !text_equal(evidence->change.key.repository, judgement->policy->repository))
		problem = "the repository is not the policy's";
	if (problem) {
		finding = judge(judgement, "change", UNKNOWN, "CHG-INCOMPLETE",
				"the change set does not hang together: %s", problem);
		finding_fix(judgement, finding, "collect the evidence again");
		finding_rests_on(judgement, finding, "/change/range");
		return;
	}
	if (evidence->change.range.kind != RANGE_UNDECLARED &&
	    !policy_has_service(judgement->policy, evidence->change.key.service))
		judge_undeclared(judgement);
	by_kind[evidence->change.range.kind](judgement);
	if (evidence->change.range.kind == RANGE_FORWARD ||
	    evidence->change.range.kind == RANGE_DIVERGED) {
		judge_opaque(judgement);
		judge_forge_count(judgement);
	}
	if (evidence->change.range.kind != RANGE_UNDECLARED &&
	    evidence->change.range.kind != RANGE_REQUEST) {
		judge_clone(judgement);
		judge_workload(judgement);
		judge_deployments(judgement);
	}
}

const struct check change_check_1 = {
	.id = "change",
	.revision = 1,
	.question = "Is it known exactly what this deploy brings?",
	.answer = answer,
};
