/* SPDX-License-Identifier: Apache-2.0 */
/* Do the parts of a policy fit together? See policy_rules.h. */
#include "core/policy_rules.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/pattern.h"
#include "base/text.h"
#include "base/time.h"
#include "core/forge_place.h"
#include "core/incident.h"
#include "core/policy_rules_ticket.h"
#include "core/ticket_key.h"
#include "core/ticket_rules.h"

#define NOWHERE SIZE_MAX /* no such environment */

struct fitting {
	struct arena *arena;
	const struct policy *policy;
	const struct node *root;
	const struct source_text *source;
	struct error *err;
};

/* The value that a JSON Pointer names, and the pointer as people say it: tests.required[1].junit */
static const struct node *
find(struct fitting *fitting, const char *pointer, struct buffer *words)
{
	const struct node *node = fitting->root;

	while (*pointer == '/') {
		size_t length = strcspn(pointer + 1, "/") + 1;
		const char *segment = arena_copy(fitting->arena, pointer, length);
		if (node && node->kind == NODE_LIST)
			buffer_add_format(words, "[%s]", segment + 1);
		else
			buffer_add_format(words, "%s%s", words->length ? "." : "", segment + 1);
		node = json_pointer(node, segment);
		pointer += length;
	}
	return node;
}

static bool misfit(struct fitting *fitting, const char *pointer, const char *format, ...)
	FORMATTED(3, 4);

/* Points at the key, or at the element of a list; at nothing where the document leaves it unsaid.
 */
static bool
misfit(struct fitting *fitting, const char *pointer, const char *format, ...)
{
	struct buffer words RELEASED_BY(buffer_release) = {0};
	const struct node *node = find(fitting, pointer, &words);
	unsigned line = node ? node->line : 0, column = node ? node->column : 0;
	char what[LIMIT_ERROR_BYTES / 2];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof(what), format, arguments);
	va_end(arguments);
	if (node && node->key_line) {
		line = node->key_line;
		column = node->key_column;
	}
	return fail_at(fitting->err, fitting->source, line, column, "%s: %s", words.bytes, what);
}

static bool
lists_are_not_empty(struct fitting *fitting)
{
	static const struct {
		const char *pointer, *needed;
	} lists[] = {
		{"/branches", "at least one branch"},
		{"/tickets/projects", "at least one project"},
		{"/tickets/sources", "at least one source"},
		{"/approval/trailers", "at least one token"},
		{"/tests/required", "at least one requirement"},
		{"/environments", "at least one environment"},
		{"/guardians", "at least one guardian, or no such key"},
	};

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		const struct node *node = json_pointer(fitting->root, lists[i].pointer);
		if (node && node->count == 0)
			return misfit(fitting, lists[i].pointer, "is empty; %s is needed",
				      lists[i].needed);
	}
	return true;
}

/* A reader may take `refs: []` for "nothing may be deployed"; it would mean the opposite. */
static bool
no_list_is_empty_in(struct fitting *fitting, const char *group, const char *key,
		    const char *meaning)
{
	const struct node *named = node_get(fitting->root, group);

	for (const struct node *child = named ? named->first : NULL; child; child = child->next) {
		const struct node *list = node_get(child, key);
		if (list && list->count == 0)
			return misfit(
				fitting,
				arena_format(fitting->arena, "/%s/%s/%s", group, child->key, key),
				"an empty list would mean %s; leave it out or fill it", meaning);
	}
	return true;
}

static bool
no_list_misleads(struct fitting *fitting)
{
	return no_list_is_empty_in(fitting, "environments", "refs", "all of `branches`") &&
	       no_list_is_empty_in(fitting, "environments", "workflows", "any workflow") &&
	       no_list_is_empty_in(fitting, "environments", "events", "the usual events") &&
	       no_list_is_empty_in(fitting, "environments", "targets", "any target") &&
	       no_list_is_empty_in(fitting, "services", "paths", "every file");
}

static bool
compile(struct fitting *fitting, struct pattern **pattern)
{
	const char *text = ticket_pattern(&fitting->policy->tickets);
	struct error cause;

	if (text && strlen(text) > LIMIT_PATTERN_BYTES)
		return misfit(fitting, "/tickets/pattern", "is longer than %d bytes",
			      LIMIT_PATTERN_BYTES);
	return pattern_compile(text ? text : ticket_key_grammar, pattern, &cause) ||
	       misfit(fitting, "/tickets/pattern", "%s", cause.message);
}

static bool
pattern_is_good(struct fitting *fitting)
{
	struct pattern *pattern RELEASED_BY(pattern_release) = NULL;
	struct error cause;
	size_t start, end;

	if (!compile(fitting, &pattern))
		return false;
	if (!pattern_find(pattern, "", 0, 0, &start, &end, &cause))
		return misfit(fitting, "/tickets/pattern", "%s", cause.message);
	return start == SIZE_MAX ||
	       misfit(fitting, "/tickets/pattern", "finds a ticket in an empty text");
}

/* A misspelt catch-all ticket would silently count. */
static bool
denied_tickets_exist(struct fitting *fitting)
{
	const struct texts *deny = &fitting->policy->tickets.deny;
	struct pattern *pattern RELEASED_BY(pattern_release) = NULL;

	if (!compile(fitting, &pattern))
		return false;
	for (size_t i = 0; i < deny->count; i++) {
		struct texts keys = {0};
		const char *pointer = arena_format(fitting->arena, "/tickets/deny/%zu", i);
		struct error cause;
		if (!ticket_keys_find(fitting->arena, pattern, deny->at[i], &keys, &cause))
			return misfit(fitting, pointer, "%s", cause.message);
		if (!texts_contain(&keys, deny->at[i]))
			return misfit(fitting, pointer,
				      "'%s' is no ticket by the pattern: it would deny nothing",
				      text_shown(fitting->arena, deny->at[i]));
	}
	return true;
}

/* Elsewhere the number may be another app's. */
static bool
is_of_actions(struct arena *arena, const struct policy *policy, const struct test_requirement *rule)
{
	return rule->app == GITHUB_ACTIONS_APP && policy->forge == FORGE_GITHUB &&
	       text_equal(forge_api_host(arena, policy), "api.github.com");
}

/* Local reports, a job of a workflow, or a check of an app: NULL, or what is wrong with it. */
static const char *
requirement_problem(struct arena *arena, const struct policy *policy,
		    const struct test_requirement *rule)
{
	int kinds = (rule->junit != NULL) + (rule->workflow != NULL) + (rule->check != NULL);

	if (kinds != 1)
		return "needs exactly one of junit, workflow and check";
	if ((rule->workflow != NULL) != (rule->job != NULL))
		return "workflow and job go together";
	if (rule->check && !rule->app)
		return "a check needs the number of its app: anybody may post one of the same name";
	if (rule->check && is_of_actions(arena, policy, rule))
		return "app 15368 is GitHub Actions, in whose name any job with checks: write may "
		       "post a check: name its workflow and job";
	if (rule->junit && (rule->app || rule->count != 1))
		return "app and count are of workflow and check";
	if (!rule->junit && (rule->statement || rule->min_tests != 1))
		return "min_tests and statement are of junit";
	if (!rule->junit && policy->forge == FORGE_NONE)
		return "workflow and check need a forge";
	return NULL;
}

static bool
requirements_are_whole(struct fitting *fitting)
{
	const struct test_rules *tests = &fitting->policy->tests;

	for (size_t i = 0; i < tests->required.count; i++) {
		const char *problem = requirement_problem(fitting->arena, fitting->policy,
							  &tests->required.at[i]);

		if (problem)
			return misfit(fitting,
				      arena_format(fitting->arena, "/tests/required/%zu", i), "%s",
				      problem);
	}
	return true;
}

static bool
is_same_requirement(const struct test_requirement *a, const struct test_requirement *b)
{
	return text_equal(a->junit, b->junit) && text_equal(a->workflow, b->workflow) &&
	       text_equal(a->job, b->job) && text_equal(a->check, b->check) && a->app == b->app;
}

static const char *
requirement_shown(struct fitting *fitting, const struct test_requirement *rule)
{
	const char *name = rule->junit ? rule->junit : rule->job ? rule->job : rule->check;

	return text_shown(fitting->arena, name);
}

static bool
requirements_differ(struct fitting *fitting)
{
	const struct test_rules *tests = &fitting->policy->tests;

	for (size_t i = 0; i < tests->required.count; i++)
		for (size_t j = 0; j < i; j++)
			if (is_same_requirement(&tests->required.at[i], &tests->required.at[j]))
				return misfit(
					fitting,
					arena_format(fitting->arena, "/tests/required/%zu%s", i,
						     tests->required.at[i].junit ? "/junit" : ""),
					"'%s' is required twice",
					requirement_shown(fitting, &tests->required.at[i]));
	return true;
}

static bool
names_environment_at_forge(const struct policy *policy)
{
	for (size_t i = 0; i < policy->environments.count; i++)
		if (policy->environments.at[i].forge_name)
			return true;
	return false;
}

static bool
names_forge_source(const struct texts *sources)
{
	for (size_t i = 0; i < sources->count; i++)
		if (!text_equal(sources->at[i], "subject") &&
		    !text_equal(sources->at[i], "trailer"))
			return true;
	return false;
}

/* Nobody may believe in a control that git alone cannot enforce. */
static const char *
find_forge_rule(const struct policy *policy)
{
	const struct approval_rules *approval = &policy->approval;
	const struct test_rules *tests = &policy->tests;
	const struct {
		bool asked;
		const char *pointer;
	} rules[] = {
		{policy->api != NULL, "/api"},
		{names_environment_at_forge(policy), "/environments"},
		{policy->comment != COMMENT_NEVER, "/comment"},
		{names_forge_source(&policy->tickets.sources), "/tickets/sources"},
		{policy->tickets.branch_case != BRANCH_CASE_SENSITIVE, "/tickets/branch_case"},
		{policy->tickets.created == CREATED_BEFORE_MERGE, "/tickets/created"},
		{policy->tickets.tracker == TRACKER_GITHUB, "/tickets/tracker"},
		{approval->permission != PERMISSION_WRITE, "/approval/permission"},
		{approval->departed != DEPARTED_UNKNOWN, "/approval/departed"},
		{approval->teams.count > 0, "/approval/teams"},
		{approval->codeowners != OWNERS_IGNORED, "/approval/codeowners"},
		{approval->freshness != FRESHNESS_SAME_DIFF, "/approval/freshness"},
		{approval->before != BEFORE_MERGE, "/approval/before"},
		{approval->suggestions != SUGGESTIONS_ALLOWED, "/approval/suggestions"},
		{approval->unknown_authors != AUTHORS_FAIL, "/approval/unknown_authors"},
		{approval->pushers != PUSHERS_REQUIRED, "/approval/pushers"},
		{approval->changes_requested != CHANGES_BLOCK, "/approval/changes_requested"},
		{approval->self_merge != SELF_MERGE_ALLOWED, "/approval/self_merge"},
		{approval->agents != AGENTS_ALLOWED, "/approval/agents"},
		{approval->bots.count > 0, "/approval/bots"},
		{tests->skip_unchanged.count > 0, "/tests/skip_unchanged"},
		{tests->on.count != 3, "/tests/on"},
		{tests->events.count != 3, "/tests/events"},
		{tests->max_attempts != 10, "/tests/max_attempts"},
		{tests->definitions != DEFINITIONS_NOTED, "/tests/definitions"},
		{tests->exit_code_only != EXIT_CODE_ACCEPTED, "/tests/exit_code_only"},
		{policy->forge_trust != TRUST_GIVEN, "/forge_trust"},
		{policy->promotions.count > 0, "/promotions"},
	};

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (rules[i].asked)
			return rules[i].pointer;
	return NULL;
}

/* The host of the repository, unless `api` says where else. */
static bool
forge_is_reachable(struct fitting *fitting)
{
	const struct policy *policy = fitting->policy;
	const char *slash = strchr(policy->repository, '/');
	const char *second = slash ? strchr(slash + 1, '/') : NULL;

	const char *rule = find_forge_rule(policy);

	if (policy->forge == FORGE_NONE)
		return !rule ||
		       misfit(fitting, rule, "needs a forge that can tell: set `forge: github`");
	if (second && !strchr(second + 1, '/'))
		return true;
	return misfit(fitting, "/repository",
		      "at a forge it has three parts, as in github.com/acme/payments");
}

static bool
tickets_fit(struct fitting *fitting)
{
	const char *pointer;
	const char *problem = policy_ticket_misfit(fitting->arena, fitting->policy, &pointer);

	if (!problem)
		problem = policy_emergency_misfit(fitting->arena, fitting->policy, &pointer);
	return !problem || misfit(fitting, pointer, "%s", problem);
}

static size_t
environment_index(const struct policy *policy, const char *name)
{
	for (size_t i = 0; name && i < policy->environments.count; i++)
		if (text_equal(policy->environments.at[i].name, name))
			return i;
	return NOWHERE;
}

static const char *
after_pointer(struct fitting *fitting, size_t index)
{
	return arena_format(fitting->arena, "/environments/%s/after",
			    fitting->policy->environments.at[index].name);
}

/* Following more steps than there are environments means going round. */
static bool
comes_to_an_end(const size_t *after, size_t count, size_t from)
{
	size_t steps = 0;

	for (size_t at = from; at != NOWHERE; at = after[at])
		if (steps++ > count)
			return false;
	return true;
}

static bool
promotion_has_order(struct fitting *fitting)
{
	const struct policy *policy = fitting->policy;
	size_t count = policy->environments.count;
	size_t *after = arena_allocate(fitting->arena, (count + 1) * sizeof(*after));

	for (size_t i = 0; i < count; i++) {
		const char *name = policy->environments.at[i].after;
		after[i] = environment_index(policy, name);
		if (name && after[i] == NOWHERE)
			return misfit(fitting, after_pointer(fitting, i),
				      "'%s' is not declared under environments", name);
	}
	for (size_t i = 0; i < count; i++)
		if (!comes_to_an_end(after, count, i))
			return misfit(fitting, after_pointer(fitting, i),
				      "'%s' leads round in a circle",
				      policy->environments.at[i].after);
	return true;
}

static bool
is_before(const char *from, const char *to)
{
	struct civil begin, end;

	return local_parse(from, &begin) && local_parse(to, &end) &&
	       civil_to_seconds(&begin) < civil_to_seconds(&end);
}

static bool
freezes_have_length(struct fitting *fitting)
{
	const struct policy *policy = fitting->policy;

	for (size_t i = 0; i < policy->environments.count; i++) {
		const struct environment_rules *environment = &policy->environments.at[i];
		for (size_t j = 0; j < environment->freeze.count; j++) {
			const struct freeze_rule *freeze = &environment->freeze.at[j];
			if (!is_before(freeze->from, freeze->to))
				return misfit(fitting,
					      arena_format(fitting->arena,
							   "/environments/%s/freeze/%zu/to",
							   environment->name, j),
					      "%s is not after %s", freeze->to, freeze->from);
		}
	}
	return true;
}

static bool
environments_fit(struct fitting *fitting)
{
	const char *pointer, *what;

	return policy_environments_fit(fitting->arena, fitting->policy, &pointer, &what) ||
	       misfit(fitting, pointer, "%s", what);
}

bool
policy_fits(struct arena *arena, const struct policy *policy, const struct node *root,
	    const struct source_text *source, struct error *err)
{
	struct fitting fitting = {arena, policy, root, source, err};

	return lists_are_not_empty(&fitting) && no_list_misleads(&fitting) &&
	       pattern_is_good(&fitting) && denied_tickets_exist(&fitting) &&
	       forge_is_reachable(&fitting) && tickets_fit(&fitting) &&
	       requirements_are_whole(&fitting) && requirements_differ(&fitting) &&
	       promotion_has_order(&fitting) && freezes_have_length(&fitting) &&
	       environments_fit(&fitting);
}
