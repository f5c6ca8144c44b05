/* SPDX-License-Identifier: Apache-2.0 */
/* How are branches, checks and teams asked, and what was answered? See github_item_kinds.h. */
#include "integrations/github_item_kinds.h"

#include <string.h>

#include "base/text.h"
#include "integrations/github_checks.h"
#include "integrations/github_files.h"

#define CHECKED_COMMIT \
	"oid tree { oid } statusCheckRollup { contexts(first: 100) { ...Contexts } } "

/* ---- branches, and what lies in them --------------------------------------------------------- */

static void
add_branch(struct github_work *work, size_t index, struct github_query *query)
{
	const struct forge_question *question = work->question;

	github_query_text(query, 'b', index, "String!",
			  arena_format(work->arena, "refs/heads/%s", question->branches.at[index]));
	github_query_inside(query, "b%zu: ref(qualifiedName: $b%zu) { target { oid ", index, index);
	if (question->owners) {
		github_query_inside(query, "... on Commit { ");
		github_ask_owners(query);
		github_query_inside(query, "} ");
	}
	github_query_inside(query, "} ");
	if (question->head) {
		github_query_once(query, 'x', "String!", question->head);
		github_query_inside(query, "head: compare(headRef: $x0) { status } ");
	}
	if (question->policy_commit) {
		github_query_once(query, 'y', "String!", question->policy_commit);
		github_query_inside(query, "policy: compare(headRef: $y0) { status } ");
	}
	github_query_inside(query, "} ");
}

/* Is the commit that was compared with the branch the branch's tip, or behind it? */
static bool
contains(struct github_reading *reading, const struct node *node, const char *key,
	 const char *commit, const char *tip)
{
	const char *status;

	if (!commit)
		return false;
	status = github_name(reading, github_map(reading, node, key), "status");
	return text_equal(commit, tip) || text_equal(status, "IDENTICAL") ||
	       text_equal(status, "BEHIND");
}

static void
branches_unavailable(struct github_work *work, const char *why)
{
	work->facts->branches.count = 0;
	if (work->facts->branches_known.state != UNAVAILABLE)
		work->facts->branches_known = (struct availability){UNAVAILABLE, why};
}

void
github_take_owners(struct github_work *work, const char *name, const struct node *target,
		   const char *problem)
{
	struct owners_file *owners = LIST_ADD(work->arena, &work->facts->owners);

	if (problem)
		*owners =
			(struct owners_file){.availability = {UNAVAILABLE, problem}, .base = name};
	else
		github_read_owners(work->arena, target, name, owners);
}

static void
read_branch(struct github_work *work, size_t index, const struct node *node,
	    const struct github_reply *reply, const char *path)
{
	struct github_reading reading = {work->arena, NULL};
	const struct forge_question *question = work->question;
	const char *problem = github_problem(reply, path);
	struct forge_branch branch = {.name = question->branches.at[index]};
	const struct node *target;

	if (!node && !problem)
		return; /* there is no such branch */
	target = problem ? NULL : github_map(&reading, node, "target");
	if (question->owners)
		github_take_owners(work, branch.name, target, problem);
	if (!problem) {
		branch.commit = github_commit(&reading, target, "oid");
		branch.contains = contains(&reading, node, "head", question->head, branch.commit);
		branch.contains_policy =
			contains(&reading, node, "policy", question->policy_commit, branch.commit);
		problem = reading.why;
	}
	if (problem)
		branches_unavailable(work, problem);
	else if (work->facts->branches_known.state == KNOWN)
		*LIST_ADD(work->arena, &work->facts->branches) = branch;
}

const struct github_item_kind github_branch_item = {ITEM_BRANCH, false, 1, add_branch, read_branch};

/* ---- checks ---------------------------------------------------------------------------------- */

static void
take_checks(struct github_work *work, size_t index, const struct node *commit, bool more,
	    const char *problem)
{
	struct tested_commit *tested = &work->facts->tested.at[index];

	work->checks_after.at[index] = NULL;
	if (problem)
		github_checks_unavailable(tested, problem);
	else
		github_read_checks(work->arena, commit, more, tested,
				   &work->checks_after.at[index]);
}

static size_t
add_tested(struct github_work *work, const char *commit, int64_t request)
{
	*LIST_ADD(work->arena, &work->facts->tested) =
		(struct tested_commit){.commit = commit, .tree = "", .request = request};
	texts_add(work->arena, &work->checks_after, NULL);
	return work->facts->tested.count - 1;
}

static void
add_head(struct github_work *work, size_t index, struct github_query *query)
{
	(void)index;
	query->fragments |= FRAGMENT_CONTEXTS;
	github_query_text(query, 'h', 0, "GitObjectID!", work->question->head);
	github_query_inside(query, "h0: object(oid: $h0) { ... on Commit { " CHECKED_COMMIT "} } ");
}

static void
read_head(struct github_work *work, size_t index, const struct node *node,
	  const struct github_reply *reply, const char *path)
{
	const char *problem = github_problem(reply, path);

	(void)index;
	if (!node && !problem)
		problem = "GitHub does not have the deployed commit: push it first";
	take_checks(work, add_tested(work, work->question->head, 0), node, false, problem);
}

static void
add_more_checks(struct github_work *work, size_t index, struct github_query *query)
{
	query->fragments |= FRAGMENT_CONTEXTS;
	github_query_text(query, 'd', index, "GitObjectID!", work->facts->tested.at[index].commit);
	github_query_text(query, 'v', index, "String!", work->checks_after.at[index]);
	github_query_inside(query,
			    "d%zu: object(oid: $d%zu) { ... on Commit { oid statusCheckRollup { "
			    "contexts(first: 100, after: $v%zu) { ...Contexts } } } } ",
			    index, index, index);
}

static void
read_more_checks(struct github_work *work, size_t index, const struct node *node,
		 const struct github_reply *reply, const char *path)
{
	take_checks(work, index, node, true, github_problem(reply, path));
}

void
github_take_last_checks(struct github_work *work, const struct node *node, int64_t number,
			const struct github_reply *reply, const char *path)
{
	struct github_reading reading = {work->arena, NULL};
	const struct node *last = github_map(&reading, node, "last");
	const struct node *first = github_array(&reading, last, "nodes");
	const struct node *commit = github_map(&reading, first, "commit");
	const char *id = github_commit(&reading, commit, "oid");
	const char *problem = github_problem(reply, arena_format(work->arena, "%s/last", path));

	if (!problem)
		problem = reading.why;
	take_checks(work, add_tested(work, id, number), commit, false, problem);
}

const struct github_item_kind github_head_item = {ITEM_HEAD, false, 1, add_head, read_head};
const struct github_item_kind github_more_checks_item = {ITEM_MORE_CHECKS, false, 20,
							 add_more_checks, read_more_checks};

/* ---- teams ----------------------------------------------------------------------------------- */

static void
ask_team(struct github_work *work, size_t index, char letter, const char *after,
	 struct github_query *query)
{
	const char *name = work->facts->teams.at[index].name;
	size_t length = strcspn(name, "/");

	query->fragments |= FRAGMENT_HUMAN;
	github_query_text(query, 'g', index, "String!", arena_copy(work->arena, name, length));
	github_query_text(query, 's', index, "String!", name + length + (name[length] == '/'));
	github_query_beside(query,
			    "%c%zu: organization(login: $g%zu) { team(slug: $s%zu) { "
			    "members(first: 100",
			    letter, index, index, index);
	if (after) {
		github_query_text(query, 'w', index, "String!", after);
		github_query_beside(query, ", after: $w%zu", index);
	}
	github_query_beside(query, ") { " GITHUB_PAGE "nodes { ...Human } } } } ");
}

static void
add_team(struct github_work *work, size_t index, struct github_query *query)
{
	ask_team(work, index, ITEM_TEAM, NULL, query);
}

static void
add_more_team(struct github_work *work, size_t index, struct github_query *query)
{
	ask_team(work, index, ITEM_MORE_TEAM, work->team_after.at[index], query);
}

static void
read_members(struct github_work *work, const struct node *node, struct team_facts *team,
	     const char **after, struct github_reading *reading)
{
	const struct node *found = github_map(reading, node, "team");
	struct github_list list;

	github_list(reading, found, "members", &list);
	for (const struct node *each = list.first; each; each = each->next)
		github_read_account(reading, each, LIST_ADD(work->arena, &team->members));
	team->member_count = list.total;
	*after = list.after;
}

static void
read_team(struct github_work *work, size_t index, const struct node *node,
	  const struct github_reply *reply, const char *path)
{
	struct github_reading reading = {work->arena, github_problem(reply, path)};
	struct team_facts *team = &work->facts->teams.at[index];

	team->availability.state = KNOWN;
	work->team_after.at[index] = NULL;
	if (!reading.why && !node)
		reading.why = "there is no such organization, or the token may not see it";
	if (!reading.why)
		read_members(work, node, team, &work->team_after.at[index], &reading);
	if (!reading.why)
		return;
	work->team_after.at[index] = NULL;
	*team = (struct team_facts){.name = team->name, .availability = {UNAVAILABLE, reading.why}};
}

const struct github_item_kind github_team_item = {ITEM_TEAM, true, 1, add_team, read_team};
const struct github_item_kind github_more_team_item = {ITEM_MORE_TEAM, true, 20, add_more_team,
						       read_team};
