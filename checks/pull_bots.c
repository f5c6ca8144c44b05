/* SPDX-License-Identifier: Apache-2.0 */
/* Is it an app's own change request? See pull_bots.h. */
#include "checks/pull_bots.h"

#include "base/glob.h"
#include "base/text.h"
#include "checks/subject.h"
#include "core/scope.h"

static bool
is_the_app(const struct bot_rule *rule, const struct account *account)
{
	int64_t id;

	return account_is_known(account) && account->kind == ACCOUNT_BOT &&
	       text_to_integer(account->id, &id) && id == rule->id;
}

static const struct bot_rule *
find_rule(const struct pull *pull)
{
	const struct approval_rules *rules = pull->demand->rules;

	for (size_t i = 0; i < rules->bots.count; i++)
		if (is_the_app(&rules->bots.at[i], pull->request->author))
			return &rules->bots.at[i];
	return NULL;
}

static const char *
commits_problem(const struct pull *pull, const struct bot_rule *rule)
{
	const struct forge_request *request = pull->request;

	for (size_t i = 0; i < request->commits.count; i++) {
		const struct forge_commit *commit = &request->commits.at[i];
		const char *id = short_id(pull->arena, commit->id);

		if (!is_the_app(rule, commit->author.account) || commit->co_authors.count ||
		    (!commit->on_the_web && !is_the_app(rule, commit->committer.account)))
			return arena_format(pull->arena, "commit %s is not the app's own", id);
		if (!commit->signature || !commit->signature->valid)
			return arena_format(pull->arena, "commit %s is not signed", id);
	}
	return NULL;
}

static const char *
pushes_problem(const struct pull *pull, const struct bot_rule *rule)
{
	const struct forge_request *request = pull->request;

	if (request->pushes.availability.state != KNOWN)
		return "nobody knows who pushed to its branch";
	for (size_t i = 0; i < request->pushes.all.count; i++)
		if (!is_the_app(rule, request->pushes.all.at[i].actor))
			return arena_format(
				pull->arena, "%s pushed to its branch",
				account_shown(pull->arena, request->pushes.all.at[i].actor));
	for (size_t i = 0; i < request->events.count; i++)
		if (request->events.at[i].kind == FORGE_FORCE_PUSHED &&
		    !is_the_app(rule, request->events.at[i].actor))
			return arena_format(
				pull->arena, "%s pushed to its branch",
				account_shown(pull->arena, request->events.at[i].actor));
	return NULL;
}

static const char *
paths_problem(const struct pull *pull, const struct bot_rule *rule, const struct texts *paths)
{
	for (size_t i = 0; i < paths->count; i++) {
		const char *shown = text_shown(pull->arena, paths->at[i]);

		if (scope_is_gate(pull->policy, paths->at[i]))
			return arena_format(pull->arena, "it changes the gate's file %s", shown);
		if (!globs_match(&rule->paths, paths->at[i]))
			return arena_format(pull->arena, "it changes %s, which is not listed",
					    shown);
	}
	return NULL;
}

/* The clone says what is deployed; without it the forge says what was asked for. */
const struct texts *
pull_bot_paths(const struct pull *pull)
{
	const struct forge_request *request = pull->request;

	if (pull->change->paths_known && pull->change->paths.count)
		return &pull->change->paths;
	if (request->files.state == KNOWN && request->paths.count)
		return &request->paths;
	return NULL;
}

static const char *
files_problem(const struct pull *pull, const struct bot_rule *rule)
{
	const char *problem;

	if (pull->change->gate.count)
		return "it changes files of the gate";
	if (!pull_bot_paths(pull))
		return "nobody knows which files it changes";
	problem = paths_problem(pull, rule, &pull->request->paths);
	return problem ? problem : paths_problem(pull, rule, &pull->change->paths);
}

bool
pull_is_by(const struct pull *pull, const struct bot_rule *rule)
{
	return is_the_app(rule, pull->request->author);
}

const char *
pull_app_problem(const struct pull *pull, const struct bot_rule *rule)
{
	const char *problem = commits_problem(pull, rule);

	if (!problem)
		problem = pushes_problem(pull, rule);
	return problem ? problem : files_problem(pull, rule);
}

const struct bot_rule *
pull_bot_rule(const struct pull *pull, const char **why)
{
	const struct bot_rule *rule = find_rule(pull);

	*why = NULL;
	if (!rule)
		return NULL;
	*why = pull_app_problem(pull, rule);
	return *why ? NULL : rule;
}
