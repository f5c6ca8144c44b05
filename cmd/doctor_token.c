/* SPDX-License-Identifier: Apache-2.0 */
/* What may the token read? See doctor_token.h. */
#include "cmd/doctor_token.h"

#include <stdlib.h>

#include "base/text.h"
#include "cmd/actions.h"
#include "cmd/gather_protection.h"
#include "integrations/clock.h"
#include "integrations/github_say.h"

#define MOST_SKEW_SECONDS 120

/* ---- what the policy needs ---- */

static bool
needs_always(const struct doctor *doctor)
{
	(void)doctor;
	return true;
}

static bool
needs_runs(const struct doctor *doctor)
{
	const struct policy *policy = doctor->policy;

	for (size_t i = 0; i < policy->tests.required.count; i++)
		if (policy->tests.required.at[i].workflow || policy->tests.required.at[i].check)
			return true;
	return false;
}

/* What a deploy to this environment would ask the forge about it; NULL: nothing. */
static const struct protection_question *
question_of(const struct doctor *doctor, size_t at)
{
	const struct evidence deploy = {.change.key.environment =
						doctor->policy->environments.at[at].name};

	return gather_protection_question(doctor->arena, doctor->policy, NULL, &deploy);
}

static bool
needs_jobs(const struct doctor *doctor)
{
	const struct policy *policy = doctor->policy;

	for (size_t i = 0; i < policy->tests.required.count; i++)
		if (policy->tests.required.at[i].workflow)
			return true;
	for (size_t i = 0; i < policy->environments.count; i++) {
		const struct protection_question *question = question_of(doctor, i);

		if (question && (question->runs || question->settings))
			return true;
	}
	return false;
}

static bool
needs_deployments(const struct doctor *doctor)
{
	for (size_t i = 0; i < doctor->policy->environments.count; i++)
		if (doctor->policy->environments.at[i].forge_name)
			return true;
	return false;
}

/* The first environment whose secrets are asked about; NULL: none. */
static const struct environment_rules *
with_secrets(const struct doctor *doctor)
{
	for (size_t i = 0; i < doctor->policy->environments.count; i++) {
		const struct protection_question *question = question_of(doctor, i);

		if (question && question->secrets)
			return &doctor->policy->environments.at[i];
	}
	return NULL;
}

static bool
needs_secrets(const struct doctor *doctor)
{
	return with_secrets(doctor) != NULL;
}

static bool
needs_links(const struct doctor *doctor)
{
	return texts_contain(&doctor->policy->tickets.sources, "links");
}

enum part_of_path { OF_NOTHING, OF_BRANCH, OF_ENVIRONMENT };

/* What is asked may be absent: only the permission matters. */
static const struct {
	const char *permission;
	const char *before, *behind; /* of the branch or environment that is in the path */
	enum part_of_path of;
	bool never_of_jobs; /* no `permissions:` of a workflow grants it */
	bool (*needed)(const struct doctor *doctor);
	const char *why;
} permissions[] = {
	{"contents", "/branches/", "", OF_BRANCH, false, needs_always, "policy, branches, pushes"},
	{"pull-requests", "/pulls/1", "", OF_NOTHING, false, needs_always,
	 "change requests and reviews"},
	{"checks", "/commits/", "/check-runs?per_page=1", OF_BRANCH, false, needs_runs,
	 "tests.required"},
	{"statuses", "/commits/", "/status?per_page=1", OF_BRANCH, false, needs_runs,
	 "tests.required"},
	{"actions", "/actions/runs?per_page=1", "", OF_NOTHING, false, needs_jobs,
	 "the jobs of tests.required; runs, gates and settings of environments"},
	{"deployments", "/deployments?per_page=1", "", OF_NOTHING, false, needs_deployments,
	 "environments.forge_name"},
	{"issues", "/issues/1", "", OF_NOTHING, false, needs_links, "tickets.sources: links"},
	{"secrets", "/actions/secrets?per_page=1", "", OF_NOTHING, true, needs_secrets,
	 "environments.platform.secrets: names of those of repository and organisation"},
	{"environments", "/environments/", "/secrets?per_page=1", OF_ENVIRONMENT, true,
	 needs_secrets, "environments.platform.secrets: names of its own"},
};
#define PERMISSIONS (sizeof(permissions) / sizeof(permissions[0]))

/* ---- asking ---- */

static void
judge_permission(struct doctor *doctor, size_t at, const struct github_try *one)
{
	bool needed = permissions[at].needed(doctor);

	if (one->root || one->status == 204 || one->status == 404)
		doctor_say(doctor, SHOW_PASS, permissions[at].permission, "may be read (%s)",
			   permissions[at].why);
	else if (one->status == 403 || one->status == 401)
		doctor_say(doctor, needed ? SHOW_FAIL : SHOW_NOT_APPLICABLE,
			   permissions[at].permission,
			   needed ? "may not be read, and the policy needs it (%s)"
				  : "may not be read, and need not be (%s)",
			   permissions[at].why);
	else
		doctor_say(doctor, SHOW_UNKNOWN, permissions[at].permission, "%s",
			   one->why ? one->why : "no answer");
}

static void
judge_clock(struct doctor *doctor, int64_t server)
{
	int64_t skew = clock_now() - server;

	if (server <= 0)
		doctor_say(doctor, SHOW_UNKNOWN, "clock", "the server does not tell its time");
	else if (skew > MOST_SKEW_SECONDS || skew < -MOST_SKEW_SECONDS)
		doctor_say(doctor, SHOW_FAIL, "clock",
			   "this machine is %lld seconds off the server: set it, or rules about "
			   "time are not judged (TIME-SKEW)",
			   (long long)skew);
	else
		doctor_say(doctor, SHOW_PASS, "clock", "within %lld seconds of the server's",
			   (long long)(skew < 0 ? -skew : skew));
}

static void
judge_teams(struct doctor *doctor)
{
	struct forge_question question = {.repository = github_repository(doctor->github),
					  .teams = doctor->policy->approval.teams};
	struct forge_facts facts;

	if (!question.teams.count)
		return;
	github_ask(doctor->arena, doctor->github, &question, NULL, &facts);
	if (facts.availability.state != KNOWN)
		doctor_say(doctor, SHOW_UNKNOWN, "members", "%s", facts.availability.why);
	for (size_t i = 0; i < facts.teams.count; i++) {
		const struct team_facts *team = &facts.teams.at[i];

		if (team->availability.state == KNOWN)
			doctor_say(doctor, SHOW_PASS, "members", "%s has %lld members", team->name,
				   (long long)team->member_count);
		else
			doctor_say(doctor, SHOW_FAIL, "members", "%s: %s", team->name,
				   team->availability.why ? team->availability.why : "not told");
	}
}

static void
judge_given_tokens(struct doctor *doctor)
{
	if (getenv("CHANGEGATE_ID_TOKEN") && getenv("CHANGEGATE_RECORD_ID_TOKEN"))
		doctor_say(doctor, SHOW_PASS, "id-token", "the job has both tokens");
	else if (getenv("GITLAB_CI"))
		doctor_say(doctor, SHOW_FAIL, "id-token",
			   "the job lacks a token that the policy needs (platform.proof): "
			   "id_tokens: CHANGEGATE_ID_TOKEN, CHANGEGATE_RECORD_ID_TOKEN");
	else
		doctor_say(doctor, SHOW_NOT_APPLICABLE, "id-token",
			   "only a job of the platform has tokens");
}

/* A job may ask for a token of itself only where its workflow lets it. */
static void
judge_identity(struct doctor *doctor)
{
	if (doctor->policy->platform.proof != PROOF_REQUIRED)
		return;
	if (doctor->policy->platform.kind == PLATFORM_GITLAB) {
		judge_given_tokens(doctor);
		return;
	}
	if (getenv("ACTIONS_ID_TOKEN_REQUEST_URL"))
		doctor_say(doctor, SHOW_PASS, "id-token", "the job may ask who it is");
	else if (actions_running())
		doctor_say(doctor, SHOW_FAIL, "id-token",
			   "the job may not ask who it is, and the policy needs it "
			   "(platform.proof): permissions: id-token: write");
	else
		doctor_say(doctor, SHOW_NOT_APPLICABLE, "id-token",
			   "only a job of the platform can ask who it is");
}

static const char *
path_of(const struct doctor *doctor, size_t at)
{
	const struct environment_rules *rules = with_secrets(doctor);
	const char *name = "";

	if (permissions[at].of == OF_BRANCH)
		name = doctor->branch;
	else if (permissions[at].of == OF_ENVIRONMENT && rules)
		name = rules->forge_name ? rules->forge_name : rules->name;
	return arena_format(doctor->arena, "%s%s%s", permissions[at].before,
			    github_escaped(doctor->arena, name), permissions[at].behind);
}

/* What no job may be given is of interest only to those who need it. */
static bool
is_tried(const struct doctor *doctor, size_t at)
{
	return !permissions[at].never_of_jobs || permissions[at].needed(doctor);
}

void
doctor_token(struct doctor *doctor)
{
	struct github_try *tries = arena_allocate(doctor->arena, PERMISSIONS * sizeof(*tries));
	size_t which[PERMISSIONS], count = 0;

	for (size_t i = 0; i < PERMISSIONS; i++)
		if (is_tried(doctor, i)) {
			which[count] = i;
			tries[count++].path = path_of(doctor, i);
		}
	github_try_all(doctor->arena, doctor->github, tries, count);
	for (size_t i = 0; i < count; i++)
		judge_permission(doctor, which[i], &tries[i]);
	judge_identity(doctor);
	judge_clock(doctor, tries[0].server_time);
	judge_teams(doctor);
}

static void
say_own_tokens(struct doctor *doctor)
{
	if (text_starts_with(doctor->policy->ledger.store, "git:refs/"))
		buffer_add_text(
			doctor->out,
			"\nA job that deploys also appends to the branch of the ledger: contents: "
			"write, or a token of its own in CHANGEGATE_LEDGER_TOKEN.\n");
	if (doctor->policy->approval.teams.count)
		buffer_add_text(
			doctor->out,
			"\nTeams need a token of their own in CHANGEGATE_GITHUB_TOKEN, which "
			"may read members of the organisation (read:org).\n");
	if (needs_secrets(doctor))
		buffer_add_text(
			doctor->out,
			"\nNames of secrets need a token of their own in CHANGEGATE_GITHUB_TOKEN: "
			"no job's may read them (secrets: read, environments: read).\n");
}

void
doctor_permissions(struct doctor *doctor)
{
	buffer_add_text(doctor->out, "\nThe permissions that a job needs for this policy:\n\n"
				     "permissions:\n");
	for (size_t i = 0; i < PERMISSIONS; i++) {
		bool writes = text_equal(permissions[i].permission, "pull-requests") &&
			      doctor->policy->comment != COMMENT_NEVER;

		if (permissions[i].needed(doctor) && !permissions[i].never_of_jobs)
			buffer_add_format(doctor->out, "  %s: %s\n", permissions[i].permission,
					  writes ? "write" : "read");
	}
	if (doctor->policy->platform.proof == PROOF_REQUIRED &&
	    doctor->policy->platform.kind == PLATFORM_ACTIONS)
		buffer_add_text(doctor->out, "  id-token: write\n");
	say_own_tokens(doctor);
}
