/* SPDX-License-Identifier: Apache-2.0 */
/* Does the change alter how its own tests are run? See definitions.h. */
#include "checks/definitions.h"

#include "base/text.h"
#include "checks/guardians.h"
#include "checks/pull.h"
#include "checks/pull_paths.h"
#include "checks/subject.h"

static bool
is_required(const struct judgement *judgement, const char *path)
{
	const struct test_rules *rules = &judgement->policy->tests;

	for (size_t i = 0; i < rules->required.count; i++)
		if (rules->required.at[i].workflow &&
		    text_equal(rules->required.at[i].workflow, path))
			return true;
	return is_test_definition(path);
}

static bool
asks_for_workflows(const struct judgement *judgement)
{
	const struct test_rules *rules = &judgement->policy->tests;

	for (size_t i = 0; i < rules->required.count; i++)
		if (rules->required.at[i].workflow)
			return true;
	return false;
}

/* The first such path of the request, or NULL; `known`: all of its paths are. */
static const char *
find_definition(const struct judgement *judgement, const struct change_request *request,
		bool *known)
{
	const struct texts *paths = paths_of_request(judgement, request);

	*known = paths != NULL;
	for (size_t i = 0; paths && i < paths->count; i++)
		if (is_required(judgement, paths->at[i]))
			return paths->at[i];
	return NULL;
}

void
note_definitions(struct judgement *judgement, struct finding *finding)
{
	const struct change *change = &judgement->evidence->change;

	for (size_t i = 0; i < change->requests.count; i++) {
		bool known;
		const char *path = find_definition(judgement, &change->requests.at[i], &known);

		if (!path)
			continue;
		finding_note(judgement, finding, "TEST-DEFINITION-CHANGED",
			     "%s changes %s, which says how tests are run",
			     short_id(judgement->arena, change->requests.at[i].commit),
			     text_shown(judgement->arena, path));
		return;
	}
}

static void
say_unknown(struct judgement *judgement, const char *subject)
{
	struct finding *finding = judge(judgement, subject, UNKNOWN, "TEST-DEFINITION-UNKNOWN",
					"nobody knows whether it changes how tests are run");

	finding_fix(judgement, finding, "collect the evidence again, in a full clone");
	finding_rests_on(judgement, finding, "/change/changeRequests");
}

static struct finding *
say(struct judgement *judgement, const char *subject, const char *path, const struct cover *cover,
    bool named)
{
	const char *why = !named          ? "the policy names no guardians"
			  : cover->pulled ? cover->pulled->because
					  : cover->reasons;

	if (named && cover->verdict == PASS)
		return judge(judgement, subject, PASS, "TEST-DEFINITION-REVIEWED",
			     "it changes %s, approved by %s", path, cover->approvers);
	return judge(judgement, subject, named && cover->verdict == UNKNOWN ? UNKNOWN : FAIL,
		     "TEST-DEFINITION-CHANGED", "it changes %s, and no guardian approved that%s%s",
		     path, why[0] ? ": " : "", why);
}

static void
judge_request(struct judgement *judgement, const struct rulings *rulings,
	      const struct change_request *request)
{
	const char *subject = arena_format(judgement->arena, "tests of %s",
					   subject_of_request(judgement->arena, request));
	struct cover cover = {0};
	struct finding *finding;
	bool known, named;
	const char *path = find_definition(judgement, request, &known);

	if (!known)
		say_unknown(judgement, subject);
	if (!path)
		return;
	named = cover_by_guardians(judgement, rulings, request, &cover);
	finding = say(judgement, subject, text_shown(judgement->arena, path), &cover, named);
	if (finding->verdict != PASS)
		finding_fix(judgement, finding,
			    "have one of the guardians of the policy, who contributed nothing to "
			    "it, review it");
	finding_rests_on(judgement, finding, "/change/changeRequests/%zu",
			 request_position(judgement, request));
	for (size_t i = 0; cover.pulled && i < cover.pulled->inputs.count; i++)
		finding_rests_on(judgement, finding, "%s", cover.pulled->inputs.at[i]);
}

void
judge_definitions(struct judgement *judgement)
{
	const struct change *change = &judgement->evidence->change;
	struct rulings rulings;

	if (judgement->policy->tests.definitions != DEFINITIONS_GUARDED ||
	    !asks_for_workflows(judgement) || !change->requests.count ||
	    !rulings_build(judgement, &rulings))
		return;
	for (size_t i = 0; i < change->requests.count; i++)
		judge_request(judgement, &rulings, &change->requests.at[i]);
}
