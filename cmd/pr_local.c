/* SPDX-License-Identifier: Apache-2.0 */
/* What will a change request need, before there is one? See pr_local.h. */
#include "cmd/pr_local.h"

#include <string.h>

#include "base/text.h"
#include "cmd/output.h"
#include "cmd/world.h"
#include "core/ticket_key.h"
#include "core/ticket_rules.h"
#include "integrations/git_history.h"
#include "integrations/junit.h"
#include "integrations/plain_git.h"
#include "reports/lines.h"

#define SHOWN_PEOPLE 10

struct local {
	struct arena *arena;
	struct world *world;
	struct change change;
	const char *branch; /* that the commits are on, if its name was given or is checked out */
	struct buffer *out;
	bool color, failed;
};

static void
begin_line(struct local *local, enum showing showing, const char *name)
{
	buffer_add_text(local->out, "  ");
	add_verdict(local->out, showing, local->color);
	buffer_add_format(local->out, "%-12s", name);
	local->failed = local->failed || showing == SHOW_FAIL;
}

/* ---- tickets ---- */

static bool
counts(const struct policy *policy, struct arena *arena, const char *key)
{
	return ticket_is_of_project(arena, policy, key) && !ticket_is_denied(arena, policy, key);
}

static bool
find_in_branch(struct local *local, const char **key, struct error *err)
{
	RELEASED_BY(pattern_release) struct pattern *pattern = NULL;
	const struct ticket_rules *rules = &local->world->policy.tickets;
	struct texts keys = {0};

	*key = NULL;
	if (!local->branch)
		return true;
	if (!ticket_pattern_compile(ticket_pattern(rules), &pattern, err) ||
	    !ticket_keys_find(local->arena, pattern, local->branch, &keys, err))
		return false;
	for (size_t i = 0; i < keys.count && !*key; i++)
		if (counts(&local->world->policy, local->arena, keys.at[i]))
			*key = keys.at[i];
	return true;
}

static bool
tell_ticket(struct local *local, struct error *err)
{
	const struct ticket_rules *rules = &local->world->policy.tickets;
	struct tickets tickets = {0};
	const char *key, *source = "the branch's name";

	plain_git_tickets(local->arena, &local->change, rules, &tickets);
	if (tickets.availability.state != KNOWN)
		return fail(err, ERROR_UNAVAILABLE, "tickets: %s", tickets.availability.why);
	if (!find_in_branch(local, &key, err))
		return false;
	for (size_t i = 0; i < tickets.references.count && !key; i++)
		if (counts(&local->world->policy, local->arena, tickets.references.at[i].key)) {
			key = tickets.references.at[i].key;
			source = tickets.references.at[i].source;
		}
	begin_line(local, key ? SHOW_PASS : SHOW_FAIL, "ticket");
	if (key)
		buffer_add_format(local->out, "%s, from %s\n", text_shown(local->arena, key),
				  text_shown(local->arena, source));
	else
		buffer_add_format(local->out,
				  "no commit and no branch names one\n        fix: name a ticket "
				  "such as %s-123 in the title of the change request\n",
				  text_shown(local->arena, rules->projects.count
								   ? rules->projects.at[0]
								   : "KEY"));
	return true;
}

/* ---- people ---- */

static void
add_person(struct local *local, struct texts *names, const struct person *person)
{
	const char *name = arena_format(local->arena, "%s <%s>",
					text_shown(local->arena, person->name ? person->name : ""),
					text_shown(local->arena, person->id ? person->id : ""));

	if (!texts_contain(names, name))
		texts_add(local->arena, names, name);
}

static void
tell_approval(struct local *local)
{
	const struct approval_rules *rules = &local->world->policy.approval;
	struct texts names = {0};

	for (size_t i = 0; i < local->change.commits.count; i++) {
		const struct commit *commit = &local->change.commits.at[i];

		add_person(local, &names, &commit->author);
		add_person(local, &names, &commit->committer);
		for (size_t j = 0; j < commit->co_authors.count; j++)
			add_person(local, &names, &commit->co_authors.at[j]);
	}
	begin_line(local, SHOW_WAITING, "approval");
	buffer_add_format(local->out, "needs %lld by somebody other than", (long long)rules->count);
	for (size_t i = 0; i < names.count && i < SHOWN_PEOPLE; i++)
		buffer_add_format(local->out, "%s %s", i ? "," : "", names.at[i]);
	if (names.count > SHOWN_PEOPLE)
		buffer_add_format(local->out, " and %zu more", names.count - SHOWN_PEOPLE);
	for (size_t i = 0; i < rules->teams.count; i++)
		buffer_add_format(local->out, "%s %s", i ? " or" : "; of",
				  text_shown(local->arena, rules->teams.at[i]));
	buffer_add_byte(local->out, '\n');
}

/* ---- tests ---- */

struct counts {
	int64_t tests, bad, skipped;
	const char *problem;
};

static struct counts
count_reports(const struct test_result *result)
{
	struct counts sum = {0};

	for (size_t i = 0; i < result->reports.count; i++) {
		const struct test_report *report = &result->reports.at[i];

		sum.tests += report->tests;
		sum.bad += report->failures + report->errors;
		sum.skipped += report->skipped;
		if (report->problem)
			sum.problem = report->problem;
	}
	return sum;
}

static bool
tell_reports(struct local *local, const struct test_requirement *requirement, struct error *err)
{
	struct test_result result = {0};
	struct counts sum;

	if (!git_work_tree(local->world->git) ||
	    !junit_collect(local->arena, local->world->root, requirement, &result, err))
		return git_work_tree(local->world->git) ? false : true;
	sum = count_reports(&result);
	begin_line(local,
		   sum.problem || sum.bad ? SHOW_FAIL
		   : result.reports.count ? SHOW_PASS
					  : SHOW_WAITING,
		   "tests");
	buffer_add_format(local->out, "%s: ", text_shown(local->arena, requirement->junit));
	if (sum.problem)
		buffer_add_format(local->out, "%s\n", text_shown(local->arena, sum.problem));
	else if (!result.reports.count)
		buffer_add_text(local->out, "no report yet\n");
	else
		buffer_add_format(local->out, "%lld of %lld tests failed, %lld skipped\n",
				  (long long)sum.bad, (long long)sum.tests, (long long)sum.skipped);
	return true;
}

static bool
tell_tests(struct local *local, struct error *err)
{
	const struct test_rules *rules = &local->world->policy.tests;

	for (size_t i = 0; i < rules->required.count; i++) {
		const struct test_requirement *one = &rules->required.at[i];

		if (one->junit) {
			if (!tell_reports(local, one, err))
				return false;
			continue;
		}
		begin_line(local, SHOW_WAITING, "tests");
		buffer_add_format(local->out, "%s has to pass on the forge\n",
				  text_shown(local->arena, one->job     ? one->job
							   : one->check ? one->check
									: "a check"));
	}
	return true;
}

/* ---- all of it ---- */

static bool
split_range(struct arena *arena, const char *given, const char **base, const char **head,
	    struct error *err)
{
	const char *dots = strstr(given, "..");

	if (!dots || dots == given || dots[2] == '.')
		return fail(err, ERROR_USAGE, "--local takes BASE..HEAD, such as main..HEAD");
	*base = arena_copy(arena, given, (size_t)(dots - given));
	*head = dots[2] ? dots + 2 : "HEAD";
	return true;
}

static bool
read_commits(struct local *local, const char *base, const char *head, struct error *err)
{
	struct people nobody = {0};
	struct signing signing = {.people = &nobody};
	struct branch branch;
	struct error ignored;
	char from[41], to[41];

	if (!git_resolve(local->world->git, base, from, err) ||
	    !git_resolve(local->world->git, head, to, err)) {
		if (err->code == ERROR_ABSENT)
			fail_as(err, ERROR_USAGE);
		return fail_while(err, "--local");
	}
	if (!history_read(local->arena, local->world->git, arena_text(local->arena, to),
			  arena_text(local->arena, from), &nobody, &signing, &local->change, err))
		return fail_while(err, "reading history");
	if (!local->change.commits.count)
		return fail(err, ERROR_USAGE, "--local: %s brings no commit that %s has not",
			    text_shown(local->arena, head), text_shown(local->arena, base));
	if (git_ref(local->arena, local->world->git, head, &branch, &ignored) ||
	    git_ref(local->arena, local->world->git,
		    arena_format(local->arena, "refs/heads/%s", head), &branch, &ignored))
		local->branch = branch.name;
	return true;
}

static bool
check_format(const struct arguments *arguments, struct error *err)
{
	const char *format = argument(arguments, "--format");

	if ((format && !text_equal(format, "text")) || argument_given(arguments, "--output"))
		return fail(err, ERROR_USAGE, "--local is told as text on stdout only");
	if (argument_given(arguments, "--as-if") || argument_given(arguments, "--check-run") ||
	    arguments->operands.count)
		return fail(err, ERROR_USAGE,
			    "--local goes with no change request: neither a number nor --as-if "
			    "nor --check-run");
	return true;
}

bool
pr_local(struct arena *arena, const struct arguments *arguments, enum status *status,
	 struct error *err)
{
	RELEASED_BY(world_close) struct world world = {0};
	RELEASED_BY(buffer_release) struct buffer out = {0};
	struct local local = {.arena = arena, .world = &world, .out = &out};
	const char *given = argument(arguments, "--local"), *base = NULL, *head = NULL;

	if (!check_format(arguments, err) || !split_range(arena, given, &base, &head, err) ||
	    !output_color(arguments, &local.color, err) ||
	    !world_open(arena, arguments, &world, err) || !read_commits(&local, base, head, err))
		return false;
	buffer_add_format(&out, "changegate: %s, %zu commit%s, before there is a change request\n",
			  text_shown(arena, given), local.change.commits.count,
			  local.change.commits.count == 1 ? "" : "s");
	if (!tell_ticket(&local, err))
		return false;
	tell_approval(&local);
	if (!tell_tests(&local, err))
		return false;
	buffer_add_text(&out, local.failed ? "Something has to be mended first.\n"
					   : "Nothing speaks against a change request so far.\n");
	*status = local.failed && !argument_given(arguments, "--advisory") ? STATUS_REFUSED
									   : STATUS_ALLOWED;
	return output_stdout(&out, err);
}
