/* SPDX-License-Identifier: Apache-2.0 */
/* What may the token read? See doctor_token.h. */
#include "cmd/doctor_token.h"

#include "base/text.h"
#include "integrations/clock.h"
#include "integrations/github_say.h"

#define MOST_SKEW_SECONDS 120

/* ---- what the policy needs ---- */

static bool
needs_always(const struct policy *policy)
{
	(void)policy;
	return true;
}

static bool
needs_runs(const struct policy *policy)
{
	for (size_t i = 0; i < policy->tests.required.count; i++)
		if (policy->tests.required.at[i].workflow || policy->tests.required.at[i].check)
			return true;
	return false;
}

static bool
needs_jobs(const struct policy *policy)
{
	for (size_t i = 0; i < policy->tests.required.count; i++)
		if (policy->tests.required.at[i].workflow)
			return true;
	return false;
}

static bool
needs_links(const struct policy *policy)
{
	return texts_contain(&policy->tickets.sources, "links");
}

/* What is asked may be absent: only the permission matters. */
static const struct {
	const char *permission;
	const char *before, *behind; /* of the branch; NULL: it is not in the path */
	bool (*needed)(const struct policy *policy);
	const char *why;
} permissions[] = {
	{"contents", "/branches/", "", needs_always, "policy, branches, pushes"},
	{"pull-requests", "/pulls/1", NULL, needs_always, "change requests and reviews"},
	{"checks", "/commits/", "/check-runs?per_page=1", needs_runs, "tests.required"},
	{"statuses", "/commits/", "/status?per_page=1", needs_runs, "tests.required"},
	{"actions", "/actions/runs?per_page=1", NULL, needs_jobs, "tests.required: the jobs"},
	{"issues", "/issues/1", NULL, needs_links, "tickets.sources: links"},
};
#define PERMISSIONS (sizeof(permissions) / sizeof(permissions[0]))

/* ---- asking ---- */

static void
judge_permission(struct doctor *doctor, size_t at, const struct github_try *one)
{
	bool needed = permissions[at].needed(doctor->policy);

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

void
doctor_token(struct doctor *doctor)
{
	struct github_try *tries = arena_allocate(doctor->arena, PERMISSIONS * sizeof(*tries));
	const char *branch = github_escaped(doctor->arena, doctor->branch);

	for (size_t i = 0; i < PERMISSIONS; i++)
		tries[i].path = permissions[i].behind ? arena_format(doctor->arena, "%s%s%s",
								     permissions[i].before, branch,
								     permissions[i].behind)
						      : permissions[i].before;
	github_try_all(doctor->arena, doctor->github, tries, PERMISSIONS);
	for (size_t i = 0; i < PERMISSIONS; i++)
		judge_permission(doctor, i, &tries[i]);
	judge_clock(doctor, tries[0].server_time);
	judge_teams(doctor);
}

void
doctor_permissions(struct doctor *doctor)
{
	buffer_add_text(doctor->out, "\nThe permissions that a job needs for this policy:\n\n"
				     "permissions:\n");
	for (size_t i = 0; i < PERMISSIONS; i++) {
		bool writes = text_equal(permissions[i].permission, "pull-requests") &&
			      doctor->policy->comment != COMMENT_NEVER;

		if (permissions[i].needed(doctor->policy))
			buffer_add_format(doctor->out, "  %s: %s\n", permissions[i].permission,
					  writes ? "write" : "read");
	}
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
}
