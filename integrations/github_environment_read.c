/* SPDX-License-Identifier: Apache-2.0 */
/* What do GitHub's answers say of an environment and its run? See github_environment.h. */
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/github_environment.h"

/* ".github/workflows/deploy.yml" of ".github/workflows/deploy.yml@refs/heads/main". */
static const char *
without_ref(struct arena *arena, const char *path)
{
	static const char *const endings[] = {".yml@", ".yaml@"};

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		const char *at = strstr(path, endings[i]);

		if (at)
			return arena_copy(arena, path,
					  (size_t)(at - path) + strlen(endings[i]) - 1);
	}
	return path;
}

const char *
github_read_gate_run(struct arena *arena, const struct node *root, struct gate_run *run)
{
	struct github_reading reading = {arena, NULL};
	const char *asked = run->id;

	if (!text_equal(github_id_or_null(&reading, root, "id"), asked))
		github_refuse(&reading, "id", "is that of another run");
	run->path = without_ref(arena, github_name(&reading, root, "path"));
	run->event = github_word(&reading, root, "event");
	run->branch = github_name_or_null(&reading, root, "head_branch");
	run->commit = github_commit(&reading, root, "head_sha");
	run->status = github_word(&reading, root, "status");
	run->attempt = github_count(&reading, root, "run_attempt");
	run->actor = github_account(&reading, root, "actor");
	run->triggered_by = github_account(&reading, root, "triggering_actor");
	return reading.why;
}

static int
state_of(struct github_reading *reading, const struct node *node)
{
	static const char *const states[] = {[GATE_PENDING] = "pending",
					     [GATE_REJECTED] = "rejected",
					     [GATE_APPROVED] = "approved"};
	const char *word = github_word(reading, node, "state");

	for (int i = 0; i <= GATE_APPROVED; i++)
		if (text_equal(word, states[i]))
			return i;
	github_refuse(reading, "state", "is no such state");
	return GATE_PENDING;
}

static void
read_opening(struct github_reading *reading, const struct node *node, struct gate_opening *opening)
{
	opening->state = state_of(reading, node);
	opening->by = github_account(reading, node, "user");
	for (const struct node *each = github_array(reading, node, "environments"); each;
	     each = each->next)
		texts_add(reading->arena, &opening->environments,
			  github_name(reading, each, "name"));
}

const char *
github_read_openings(struct arena *arena, const struct node *root, struct gate_openings *openings)
{
	struct github_reading reading = {arena, NULL};

	if (!root || root->kind != NODE_LIST)
		return "the approvals are no list";
	if (root->count > LIMIT_FORGE_OPENINGS)
		return "there are too many approvals";
	for (const struct node *each = root->first; each && !reading.why; each = each->next)
		read_opening(&reading, each, LIST_ADD(arena, &openings->all));
	openings->count = (int64_t)openings->all.count;
	return reading.why;
}

/* ---- settings ---- */

static void
read_reviewers(struct github_reading *reading, const struct node *rule,
	       struct gate_settings *settings)
{
	const struct node *prevents = node_get(rule, "prevent_self_review");

	for (const struct node *each = github_array(reading, rule, "reviewers"); each;
	     each = each->next)
		settings->reviewer_count++;
	/* Servers before this setting leave it out: then nothing is prevented. */
	settings->prevents_self_review =
		prevents && prevents->kind == NODE_BOOLEAN && prevents->boolean;
}

static void
read_branch_policy(struct github_reading *reading, const struct node *root,
		   struct gate_settings *settings)
{
	const struct node *policy = github_map_or_null(reading, root, "deployment_branch_policy");

	settings->admits = ADMITS_ANY;
	if (!policy)
		return;
	if (github_flag(reading, policy, "custom_branch_policies"))
		settings->admits = ADMITS_LISTED;
	else if (github_flag(reading, policy, "protected_branches"))
		settings->admits = ADMITS_PROTECTED;
}

/* It is in no published description of the API, so it may be absent: that is no "no". */
static int
read_bypass(struct github_reading *reading, const struct node *root)
{
	if (!node_get(root, "can_admins_bypass"))
		return NOT_TOLD;
	return github_flag(reading, root, "can_admins_bypass") ? TOLD_YES : TOLD_NO;
}

const char *
github_read_settings(struct arena *arena, const struct node *root, struct gate_settings *settings)
{
	struct github_reading reading = {arena, NULL};

	settings->name = github_name(&reading, root, "name");
	settings->admins_bypass = read_bypass(&reading, root);
	read_branch_policy(&reading, root, settings);
	for (const struct node *rule = github_array(&reading, root, "protection_rules"); rule;
	     rule = rule->next)
		if (text_equal(github_word(&reading, rule, "type"), "required_reviewers"))
			read_reviewers(&reading, rule, settings);
	return reading.why;
}

/* The elements of a list that has its total beside it, and is whole. */
static const struct node *
whole_list(struct github_reading *reading, const struct node *root, const char *key)
{
	const struct node *list = github_array(reading, root, key);
	int64_t total = github_count(reading, root, "total_count"), count = 0;

	for (const struct node *each = list; each; each = each->next)
		count++;
	if (count != total)
		github_refuse(reading, key, "has more than one page");
	return list;
}

const char *
github_read_admitted(struct arena *arena, const struct node *root, struct gate_settings *settings)
{
	struct github_reading reading = {arena, NULL};

	for (const struct node *each = whole_list(&reading, root, "branch_policies");
	     each && !reading.why; each = each->next) {
		struct admitted_ref *ref = LIST_ADD(arena, &settings->admitted);
		const struct node *type = node_get(each, "type");

		ref->pattern = github_name(&reading, each, "name");
		/* Servers before tags had a say leave it out. */
		ref->tag = type && !text_equal(github_word(&reading, each, "type"), "branch");
	}
	settings->admitted_count = (int64_t)settings->admitted.count;
	return reading.why;
}

const char *
github_read_protected(struct arena *arena, const struct node *root, struct gate_settings *settings)
{
	struct github_reading reading = {arena, NULL};

	if (!root || root->kind != NODE_LIST)
		return "the branches are no list";
	for (const struct node *each = root->first; each; each = each->next)
		if (!github_flag(&reading, each, "protected"))
			github_refuse(&reading, "protected", "is false of a protected branch");
	settings->protected_count = (int64_t)root->count;
	return reading.why;
}

const char *
github_read_secrets(struct arena *arena, const struct node *root, struct texts *names)
{
	struct github_reading reading = {arena, NULL};

	for (const struct node *each = whole_list(&reading, root, "secrets"); each && !reading.why;
	     each = each->next)
		texts_add(arena, names, github_name(&reading, each, "name"));
	return reading.why;
}
