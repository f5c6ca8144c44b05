/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Could this change request be deployed, and what is missing? Advice for its author: asks the
 * forge, needs no checkout, runs nothing of the change, records nothing.
 */
#include <string.h>

#include "base/text.h"
#include "checks/table.h"
#include "cmd/gather_forge.h"
#include "cmd/output.h"
#include "cmd/pr_evidence.h"
#include "cmd/pr_group.h"
#include "cmd/pr_local.h"
#include "cmd/pr_target.h"
#include "cmd/pr_tell.h"
#include "core/evaluate.h"
#include "core/waiting.h"
#include "integrations/disk.h"

#define APPROVED_BY "approved-by="

/* ---- options ---- */

static bool
read_suppositions(struct arena *arena, const struct arguments *arguments, struct texts *logins,
		  struct error *err)
{
	struct texts given = {0};

	arguments_all(arena, arguments, "--as-if", &given);
	for (size_t i = 0; i < given.count; i++) {
		const char *login = given.at[i] + strlen(APPROVED_BY);

		if (!text_starts_with(given.at[i], APPROVED_BY) || !*login)
			return fail(err, ERROR_USAGE, "--as-if takes approved-by=LOGIN, not '%s'",
				    text_shown(arena, given.at[i]));
		if (!texts_contain(logins, login))
			texts_add(arena, logins, login);
	}
	return true;
}

/* A clone is welcome, and nothing is said where there is none, unless it was named. */
static bool
open_clone(const struct arguments *arguments, struct git **git, struct error *err)
{
	const char *folder = argument(arguments, "--repository");
	struct error ignored;

	if (folder)
		return git_open(folder, git, err);
	if (!git_open(".", git, &ignored))
		*git = NULL;
	return true;
}

/* ---- one request ---- */

/* What is red: a control that failed, or that could not be found out and will not come by itself.
 */
static enum status
status_of(const struct arguments *arguments, const struct pr_answer *answer,
	  const struct evaluation *evaluation)
{
	if (argument_given(arguments, "--advisory") || !answer->policy_found ||
	    evaluation_waits(&answer->evidence, evaluation))
		return STATUS_ALLOWED;
	return status_of_result((enum result)evaluation->result);
}

static void
add_remarks(struct arena *arena, const struct arguments *arguments, const struct pr_answer *answer,
	    struct texts *remarks)
{
	if (!answer->policy_found)
		texts_add(arena, remarks,
			  "the base branch has no .changegate.yml: this is advice by starter@1, "
			  "with the tickets and jobs that were seen; 'changegate init' makes a "
			  "policy");
	if (argument_given(arguments, "--advisory"))
		texts_add(arena, remarks, "advisory: the exit status is 0 whatever was found");
}

static bool
write_evidence(struct arena *arena, const struct arguments *arguments,
	       const struct evidence *evidence, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *file = output_file(arena, arguments, "evidence");

	if (!file)
		return true;
	evidence_write(&bytes, evidence);
	buffer_add_byte(&bytes, '\n');
	return disk_write_atomic(file, bytes.bytes, bytes.length, 0644, err);
}

static bool
judge_request(struct pr *pr, const struct arguments *arguments, int64_t number, enum status *status,
	      struct error *err)
{
	struct pr_answer *answer = arena_allocate(pr->arena, sizeof(*answer));
	struct evaluation evaluation;
	struct report_input input = {.evidence = &answer->evidence,
				     .policy = &answer->policy,
				     .evaluation = &evaluation,
				     .record_kind = RECORD_DEPLOYMENT,
				     .index = -1,
				     .dry_run = true};

	if (!pr_collect(pr, number, answer, err))
		return fail_while(err, "change request %lld", (long long)number);
	if (!evaluate_evidence(pr->arena, check_table, &answer->evidence, NULL, &evaluation, err)) {
		fail_as(err, ERROR_BUG);
		return false;
	}
	*status = status_of(arguments, answer, &evaluation);
	input.exit_status = *status;
	add_remarks(pr->arena, arguments, answer, &input.remarks);
	if (!write_evidence(pr->arena, arguments, &answer->evidence, err) ||
	    !output_color(arguments, &input.color, err) ||
	    !output_reports(pr->arena, arguments, &input, err))
		return false;
	if (!pr->as_if.count)
		pr_tell(pr, &input, answer->policy.comment,
			argument_given(arguments, "--check-run"));
	return true;
}

/* ---- all that is asked about ---- */

static bool
judge_numbers(struct pr *pr, const struct arguments *arguments, const struct pr_numbers *numbers,
	      enum status *status, struct error *err)
{
	*status = STATUS_ALLOWED;
	for (size_t i = 0; i < numbers->count; i++) {
		enum status one = STATUS_BUG;

		if (!judge_request(pr, arguments, numbers->at[i], &one, err))
			return false;
		*status = i ? status_worse(*status, one) : one;
	}
	return true;
}

static bool
judge_target(struct pr *pr, const struct arguments *arguments, const struct pr_target *target,
	     enum status *status, struct error *err)
{
	struct pr_numbers numbers = {0};

	if (target->number)
		*LIST_ADD(pr->arena, &numbers) = target->number;
	else if (!pr_group_numbers(pr->arena, pr->github, target, &numbers, err))
		return fail_while(err, "which change requests the merge queue merges");
	if (numbers.count > 1 && argument(arguments, "--output"))
		return fail(err, ERROR_USAGE,
			    "--output names one file, and the merge queue has %zu change requests",
			    numbers.count);
	return judge_numbers(pr, arguments, &numbers, status, err);
}

static const char *const files[] = {"evidence", NULL};

static bool
run_forge(struct arena *arena, const struct arguments *arguments, enum status *status,
	  struct error *err)
{
	RELEASED_BY(github_release) struct github *github = NULL;
	RELEASED_BY(git_close) struct git *git = NULL;
	struct pr_target target;
	struct github_settings settings;
	struct pr pr = {.arena = arena,
			.environment = argument(arguments, "--env"),
			.service = argument(arguments, "--service")};

	if (!open_clone(arguments, &git, err) ||
	    !pr_target_read(arena, arguments, git, &target, err) ||
	    !read_suppositions(arena, arguments, &pr.as_if, err) ||
	    !gather_forge_settings(
		    &(struct policy){.repository = target.repository, .api = target.api},
		    argument_given(arguments, "--debug-http"), &settings, err))
		return false;
	pr.repository = target.repository;
	if (!github_open(&settings, &github, err))
		return err->code == ERROR_ABSENT ? fail_as(err, ERROR_USAGE) : false;
	pr.github = github;
	pr.settings = settings;
	pr.git = git;
	return judge_target(&pr, arguments, &target, status, err);
}

static bool
run(struct arena *arena, const struct arguments *arguments, enum status *status, struct error *err)
{
	if (!output_check(arena, arguments, files, err))
		return false;
	if (argument_given(arguments, "--local"))
		return pr_local(arena, arguments, status, err);
	return run_forge(arena, arguments, status, err);
}

static const struct option options[] = {
	{"--advisory", NULL, false, false, "status 0 whatever was found"},
	{"--as-if", "approved-by=LOGIN", true, true,
	 "judge as if this account approved the head now; nothing is told to the forge"},
	{"--local", "BASE..HEAD", false, false,
	 "before there is a request: judge these commits of the clone, without the network"},
	{"--check-run", NULL, false, false, "also post the verdict as a check run"},
	{"--env", "NAME", false, true, "the environment to judge for (default: the last one)"},
	{"--service", "NAME", false, true, "the service to judge for (default: the first one)"},
	{"--forge-repository", "OWNER/NAME", false, true,
	 "the repository on the forge (default: that of the job, or the origin of the clone)"},
	{"--repository", "DIR", false, false,
	 "a clone, to compare content (default: the current folder, if it is one)"},
	FORGE_OPTIONS,
	OUTPUT_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command pr_command = {
	.name = "pr",
	.audience = FOR_DEVELOPERS,
	.operands = "[NUMBER]",
	.purpose = "what is missing of a change request; advice, nothing is recorded",
	.options = options,
	.maximum_operands = 1,
	.run = run,
};
