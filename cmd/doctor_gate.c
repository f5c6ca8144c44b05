/* SPDX-License-Identifier: Apache-2.0 */
/* Can somebody deploy around the gate? See doctor_gate.h. */
#include "cmd/doctor_gate.h"

#include "base/json.h"
#include "base/text.h"
#include "integrations/github_say.h"

#define BYPASSABLE "GATE-BYPASSABLE: "

/* Rules of rulesets, and the older protection of the branch, each with what it was asked for. */
struct branch_rules {
	const char *name;
	struct github_try rules, protection;
};

/* ---- the branch ---- */

static bool
has_rule(const struct branch_rules *branch, const char *type)
{
	const struct node *rule = branch->rules.root;

	if (!rule || rule->kind != NODE_LIST)
		return false;
	for (rule = rule->first; rule; rule = rule->next) {
		const struct node *name = node_get(rule, "type");

		if (name && name->kind == NODE_TEXT && text_equal(name->text, type))
			return true;
	}
	return false;
}

/* "not protected" is an answer; "you may not see it" is none. */
static bool
protection_is_known(const struct branch_rules *branch)
{
	return branch->protection.root || branch->protection.status == 404;
}

static bool
is_enabled(const struct node *protection, const char *key, bool otherwise)
{
	const struct node *enabled = node_get(node_get(protection, key), "enabled");

	return enabled && enabled->kind == NODE_BOOLEAN ? enabled->boolean : otherwise;
}

/* One question about the branch: a rule grants it, or the protection does, or nobody says. */
static void
judge_rule(struct doctor *doctor, const struct branch_rules *branch, bool by_rule,
	   bool by_protection, const char *granted, const char *missing)
{
	if (by_rule || by_protection)
		doctor_say(doctor, SHOW_PASS, "branch", "%s: %s", branch->name, granted);
	else if (!branch->rules.root || !protection_is_known(branch))
		doctor_say(doctor, SHOW_UNKNOWN, "branch",
			   "%s: it is not known whether %s: the token may not read the rules or "
			   "the protection of the branch (administration: read)",
			   branch->name, granted);
	else
		doctor_say(doctor, SHOW_FAIL, "branch", BYPASSABLE "%s: %s", branch->name, missing);
}

static void
judge_admins(struct doctor *doctor, const struct branch_rules *branch)
{
	const struct node *protection = branch->protection.root;

	if (node_get(protection, "required_pull_request_reviews") &&
	    !has_rule(branch, "pull_request") && !is_enabled(protection, "enforce_admins", false))
		doctor_say(doctor, SHOW_FAIL, "branch",
			   BYPASSABLE "%s: administrators may push past the protection: include "
				      "them in it",
			   branch->name);
	else if (has_rule(branch, "pull_request"))
		doctor_say(doctor, SHOW_NOT_APPLICABLE, "branch",
			   "%s: look at the bypass list of its ruleset by hand; a token for "
			   "reading is not told it",
			   branch->name);
}

static void
judge_branch(struct doctor *doctor, const char *name)
{
	const char *escaped = github_escaped(doctor->arena, name);
	struct branch_rules branch = {.name = name};
	struct github_try tries[2] = {
		{.path = arena_format(doctor->arena, "/rules/branches/%s?per_page=100", escaped)},
		{.path = arena_format(doctor->arena, "/branches/%s/protection", escaped)},
	};
	const struct node *protection;

	github_try_all(doctor->arena, doctor->github, tries, 2);
	branch.rules = tries[0];
	branch.protection = tries[1];
	protection = branch.protection.root;
	judge_rule(doctor, &branch, has_rule(&branch, "pull_request"),
		   node_get(protection, "required_pull_request_reviews") != NULL,
		   "nothing gets in without a change request",
		   "anybody who may push can push to it: require a pull request");
	judge_rule(doctor, &branch, has_rule(&branch, "non_fast_forward"),
		   protection && !is_enabled(protection, "allow_force_pushes", true),
		   "it cannot be rewritten", "it can be rewritten: block force pushes");
	judge_admins(doctor, &branch);
}

/* ---- environments ---- */

/* "required_reviewers" of its rules; NULL: none. */
static const struct node *
find_reviewers(const struct node *environment)
{
	const struct node *rules = node_get(environment, "protection_rules");

	if (!rules || rules->kind != NODE_LIST)
		return NULL;
	for (const struct node *rule = rules->first; rule; rule = rule->next) {
		const struct node *type = node_get(rule, "type");

		if (type && type->kind == NODE_TEXT && text_equal(type->text, "required_reviewers"))
			return rule;
	}
	return NULL;
}

/* Of a team nobody here knows how many are in it. */
static bool
is_one_person(const struct node *reviewers)
{
	const struct node *first =
		reviewers && reviewers->kind == NODE_LIST ? reviewers->first : NULL;
	const struct node *type = first && !first->next ? node_get(first, "type") : NULL;

	return type && type->kind == NODE_TEXT && text_equal(type->text, "User");
}

static void
judge_reviewers(struct doctor *doctor, const char *name, const struct node *environment)
{
	const struct node *rule = find_reviewers(environment);
	const struct node *prevents = rule ? node_get(rule, "prevent_self_review") : NULL;

	if (prevents && prevents->kind == NODE_BOOLEAN && prevents->boolean &&
	    is_one_person(node_get(rule, "reviewers")))
		doctor_say(doctor, SHOW_FAIL, "environment",
			   "POLICY-UNSATISFIABLE: %s: one person may open its gate, and not that "
			   "of a run of their own: name another reviewer, or a team",
			   name);
}

static void
judge_environment(struct doctor *doctor, const char *name, const struct github_try *one)
{
	const struct node *policy = node_get(one->root, "deployment_branch_policy");
	const struct node *bypass = node_get(one->root, "can_admins_bypass");

	if (!one->root && one->status == 404) {
		doctor_say(doctor, SHOW_FAIL, "environment",
			   BYPASSABLE "%s: the forge has no such environment, so its secrets are "
				      "open to every workflow (or the plan has no environments)",
			   name);
		return;
	}
	if (!one->root) {
		doctor_say(doctor, SHOW_UNKNOWN, "environment", "%s: %s%s", name,
			   one->status == 403 ? "the token may not read it (actions: read): " : "",
			   one->why ? one->why : "no answer");
		return;
	}
	judge_reviewers(doctor, name, one->root);
	if (!policy || policy->kind != NODE_MAP)
		doctor_say(doctor, SHOW_FAIL, "environment",
			   BYPASSABLE "%s: any branch may deploy to it: limit its deployment "
				      "branches",
			   name);
	if (!bypass || bypass->kind != NODE_BOOLEAN || bypass->boolean)
		doctor_say(doctor, SHOW_FAIL, "environment",
			   BYPASSABLE "%s: administrators may bypass its rules", name);
	if (policy && policy->kind == NODE_MAP && bypass && bypass->kind == NODE_BOOLEAN &&
	    !bypass->boolean)
		doctor_say(doctor, SHOW_PASS, "environment",
			   "%s: only some branches may deploy to it, and nobody bypasses that",
			   name);
}

/* What the forge calls it. */
static const char *
name_of(const struct environment_rules *rules)
{
	return rules->forge_name ? rules->forge_name : rules->name;
}

static void
judge_environments(struct doctor *doctor)
{
	const struct policy *policy = doctor->policy;
	size_t count = policy->environments.count;
	struct github_try *tries = arena_allocate(doctor->arena, count * sizeof(*tries));

	for (size_t i = 0; i < count; i++)
		tries[i].path = arena_format(
			doctor->arena, "/environments/%s",
			github_escaped(doctor->arena, name_of(&policy->environments.at[i])));
	github_try_all(doctor->arena, doctor->github, tries, count);
	for (size_t i = 0; i < count; i++)
		judge_environment(doctor, name_of(&policy->environments.at[i]), &tries[i]);
}

static bool
is_literal(const char *glob)
{
	for (; *glob; glob++)
		if (*glob == '*' || *glob == '?' || *glob == '[' || *glob == '{')
			return false;
	return true;
}

void
doctor_gate(struct doctor *doctor)
{
	const struct texts *branches = &doctor->policy->branches;

	for (size_t i = 0; i < branches->count; i++) {
		if (is_literal(branches->at[i]))
			judge_branch(doctor, branches->at[i]);
		else
			doctor_say(doctor, SHOW_NOT_APPLICABLE, "branch",
				   "%s: look at the rules of these branches by hand",
				   branches->at[i]);
	}
	judge_environments(doctor);
}
