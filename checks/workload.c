/* SPDX-License-Identifier: Apache-2.0 */
/* Is the artefact the one that the deployed commit names? See workload.h. */
#include "checks/workload.h"

#include "base/glob.h"
#include "base/text.h"
#include "core/scope.h"

/* An artefact is deployed where it is judged first before any file can name it. */
static bool
is_first_place(const struct judgement *judgement, const struct promotion_rule *rule)
{
	const struct key *key = &judgement->evidence->change.key;

	return text_equal(rule->from, key->environment) &&
	       (!rule->repository || text_equal(rule->repository, key->repository));
}

static bool
is_of_service(const struct judgement *judgement, const char *path)
{
	const struct policy *policy = judgement->policy;
	const char *service = judgement->evidence->change.key.service;

	for (size_t i = 0; i < policy->promotions.count; i++)
		if (!is_first_place(judgement, &policy->promotions.at[i]) &&
		    globs_match(&policy->promotions.at[i].paths, path))
			return scope_has_path(policy, service, path);
	return false;
}

static bool
is_asked(const struct judgement *judgement)
{
	const struct policy *policy = judgement->policy;

	for (size_t i = 0; i < policy->promotions.count; i++)
		if (!is_first_place(judgement, &policy->promotions.at[i]))
			return judgement->evidence->deployment.artifact != NULL;
	return false;
}

static const char *
unread_shown(struct arena *arena, const struct workload_files *files)
{
	return files && files->availability.why ? text_shown(arena, files->availability.why)
						: "nobody asked";
}

static void
say_unknown(struct judgement *judgement, const char *why)
{
	struct finding *finding =
		judge(judgement, "artefact", UNKNOWN, "CHG-WORKLOAD-UNKNOWN",
		      "which artefact the deployed commit names was not read: %s", why);

	finding_fix(judgement, finding, "collect the evidence again");
	finding_rests_on(judgement, finding, "/deployment");
}

static void
judge_files(struct judgement *judgement, const struct workload_files *files)
{
	const char *artifact =
		text_shown(judgement->arena, judgement->evidence->deployment.artifact);
	const char *named = NULL;
	struct finding *finding;
	size_t own = 0;

	for (size_t i = 0; i < files->all.count; i++) {
		const struct workload_file *file = &files->all.at[i];

		if (!is_of_service(judgement, file->path))
			continue;
		own++;
		if (file->names && !named)
			named = text_shown(judgement->arena, file->path);
	}
	if (!own)
		return;
	if (named) {
		finding = judge(judgement, "artefact", PASS, "CHG-WORKLOAD", "%s names %s", named,
				artifact);
	} else {
		finding = judge(judgement, "artefact", FAIL, "CHG-WORKLOAD-OTHER",
				"none of %zu files that say what runs names %s", own, artifact);
		finding_fix(judgement, finding,
			    "give --artifact of what the deployed commit names");
	}
	finding_rests_on(judgement, finding, "/deployment/artifact");
	finding_rests_on(judgement, finding, "/deployment/named");
}

void
judge_workload(struct judgement *judgement)
{
	const struct workload_files *files = judgement->evidence->deployment.named;

	if (!is_asked(judgement))
		return;
	if (!files || files->availability.state != KNOWN)
		say_unknown(judgement, unread_shown(judgement->arena, files));
	else if (files->count != (int64_t)files->all.count)
		say_unknown(judgement, "a file is missing from the evidence");
	else
		judge_files(judgement, files);
}
