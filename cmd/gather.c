/* SPDX-License-Identifier: Apache-2.0 */
/* What are the facts of this deploy? See gather.h. */
#include "cmd/gather.h"

#include <stdlib.h>
#include <string.h>

#include "base/glob.h"
#include "base/text.h"
#include "cmd/gather_clone.h"
#include "cmd/gather_artifact.h"
#include "cmd/emergency.h"
#include "cmd/gather_forge.h"
#include "cmd/gather_inherited.h"
#include "cmd/gather_ledger.h"
#include "cmd/gather_origin.h"
#include "cmd/gather_people.h"
#include "cmd/gather_promoted.h"
#include "cmd/gather_tickets.h"
#include "cmd/platform.h"
#include "core/scope.h"
#include "integrations/clock.h"
#include "integrations/git_carried.h"
#include "integrations/git_contents.h"
#include "integrations/git_history.h"
#include "integrations/git_paths.h"
#include "integrations/junit.h"
#include "integrations/plain_git.h"
#include "integrations/test_statement.h"
#include "integrations/work_tree.h"
#include "integrations/zone_file.h"

static void
record_setting(struct arena *arena, struct invocation *invocation, const char *name,
	       const char *value, const char *origin)
{
	*LIST_ADD(arena, &invocation->settings) = (struct setting){
		name, text_from_foreign(arena, value, strlen(value), 4096), origin};
}

static void
record_invocation(struct arena *arena, const struct arguments *arguments,
		  struct invocation *invocation)
{
	const char *branch = getenv("CI_DEFAULT_BRANCH");

	invocation->provider = "local";
	invocation->baseline = argument_given(arguments, "--baseline");
	for (size_t i = 0; i < arguments->options.count; i++) {
		const struct given *given = &arguments->options.at[i];

		if (given->option->recorded)
			record_setting(arena, invocation, given->option->name,
				       given->value ? given->value : "true", "flag");
	}
	if (branch && branch[0])
		record_setting(arena, invocation, "CI_DEFAULT_BRANCH", branch, "environment");
}

/* The ledger may live in the work tree: that is no difference from the commit. */
static const char *
ledger_folder(const struct world *world)
{
	const char *path = world->policy.ledger.store + strlen("dir:");
	size_t root = strlen(world->root);

	if (!text_starts_with(world->policy.ledger.store, "dir:"))
		return NULL;
	if (path[0] != '/')
		return path;
	if (text_starts_with(path, world->root) && path[root] == '/')
		return path + root + 1;
	return NULL;
}

static bool
gather_tests(struct gathering *gathering, struct error *err)
{
	struct world *world = gathering->world;
	struct tests *tests = &gathering->evidence.tests;
	const struct test_rules *rules = &world->policy.tests;
	struct texts reports = {0}, excluded = {0};

	if (!git_work_tree(world->git)) {
		tests->work_tree.availability = (struct availability){
			UNAVAILABLE, "a bare repository has no work tree and no reports"};
	}
	tests->availability.state = KNOWN;
	for (size_t i = 0; i < rules->required.count; i++) {
		struct test_result *result = LIST_ADD(world->arena, &tests->results);

		result->junit = rules->required.at[i].junit;
		if (!result->junit)
			continue; /* the forge's to tell */
		texts_add(world->arena, &reports, rules->required.at[i].junit);
		if (git_work_tree(world->git) &&
		    !junit_collect(world->arena, world->root, &rules->required.at[i], result, err))
			return fail_while(err, "reading test reports");
		if (git_work_tree(world->git))
			test_statement_read(world->arena, world->root, &rules->required.at[i],
					    result);
	}
	if (ledger_folder(world))
		texts_add(world->arena, &excluded, ledger_folder(world));
	if (git_work_tree(world->git))
		work_tree_compare(world->arena, world->git, gathering->evidence.change.head,
				  &reports, &excluded, &tests->work_tree);
	return true;
}

/* Branches that the policy lets into the environment, up to the first that has the commit. */
static bool
gather_refs(struct gathering *gathering, const struct environment_rules *rules, struct error *err)
{
	struct world *world = gathering->world;
	const struct texts *allowed = rules->refs.count ? &rules->refs : &world->policy.branches;
	const char *head = gathering->evidence.change.head;
	struct branches branches = {0};

	if (!git_branches(world->arena, world->git, &branches, err))
		return false;
	for (size_t i = 0; i < branches.count; i++) {
		const struct branch *branch = &branches.at[i];
		bool contains;

		if (!globs_match(allowed, branch->name))
			continue;
		if (!history_contains(world->git, branch->commit, head, &contains, err))
			return false;
		*LIST_ADD(world->arena, &gathering->evidence.environment.refs) =
			(struct ref_fact){branch->name, branch->ref, branch->commit, contains};
		if (contains)
			break;
	}
	return true;
}

static bool
gather_environment(struct gathering *gathering, struct error *err)
{
	struct world *world = gathering->world;
	const struct environment_rules *rules =
		policy_environment(&world->policy, gathering->question.environment);

	if (!rules)
		return true;
	for (size_t i = 0; i < rules->freeze.count; i++)
		freeze_resolve(world->arena, &rules->freeze.at[i],
			       LIST_ADD(world->arena, &gathering->evidence.environment.freezes));
	gather_origin(world, rules->refs.count ? &rules->refs : &world->policy.branches,
		      gathering->evidence.change.head, &gathering->evidence.environment.origin);
	return gather_refs(gathering, rules, err);
}

bool
gathering_begin(struct world *world, const struct arguments *arguments,
		const struct question *question, bool with_tests, struct gathering *out,
		struct error *err)
{
	struct evidence *evidence = &out->evidence;
	char head[41];

	memset(out, 0, sizeof(*out));
	if (!world_check_choice(world, question->baseline, err))
		return false;
	out->world = world;
	out->question = *question;
	gather_clone(world, policy_environment(&world->policy, question->environment),
		     question->debug_http);
	if (!git_resolve(world->git, question->revision, head, err)) {
		if (err->code == ERROR_ABSENT)
			fail_as(err, ERROR_USAGE);
		return fail_while(err, "what to deploy");
	}
	evidence->schema = EVIDENCE_SCHEMA;
	evidence->now = (struct now){clock_now(), "system-clock"};
	evidence->change.head = arena_text(world->arena, head);
	evidence->change.key = (struct key){world->policy.repository, NULL, question->environment};
	gather_deployment(world, question, evidence);
	evidence->deployment.ticket = question->ticket;
	evidence->policy = world->policy_facts;
	record_invocation(world->arena, arguments, &evidence->invocation);
	if (!world_policy_digest_at(world, head, &evidence->policy.head_digest, err))
		return false;
	return (!with_tests || gather_tests(out, err)) && gather_environment(out, err);
}

void
gathering_take_over(struct gathering *gathering, const struct evidence *collected)
{
	gathering->evidence.now = collected->now;
	gathering->evidence.tests = collected->tests;
	gathering->evidence.platform = collected->platform;
}

static bool
is_declared(const struct gathering *gathering, const char *service)
{
	const struct policy *policy = &gathering->world->policy;

	return policy_has_service(policy, service) &&
	       policy_environment(policy, gathering->question.environment);
}

bool
gathering_check_baseline(const struct gathering *gathering, const struct key_state *state,
			 struct error *err)
{
	if (gathering->question.baseline && (state->ever_allowed || state->in_place))
		return fail(err, ERROR_USAGE,
			    "--baseline is for the first record of a key only, and this one has "
			    "record %s in place: deploy without it",
			    state->in_place ? state->in_place->record_id : "(none)");
	if (!gathering->question.baseline && !state->in_place)
		return fail(err, ERROR_USAGE,
			    "no record of environment '%s' is in place, so there is nothing to "
			    "compare with: run its first deploy once with --baseline",
			    text_shown(gathering->world->arena, gathering->question.environment));
	return true;
}

static bool
gather_contents(struct world *world, const struct policy *before, struct change *change,
		struct error *err)
{
	if (!contents_merges(world->arena, world->git, change, err) ||
	    !contents_gate(world->arena, world->git, &world->policy, before, change, err))
		return false;
	contents_opaque(world->arena, world->git, change);
	return true;
}

/* The policy in force judges too. */
static bool
needs_paths(const struct policy *now, const struct policy *before)
{
	return scope_needs_paths(now) || gather_forge_needs_paths(now) ||
	       (before && gather_forge_needs_paths(before));
}

static bool
gather_history(const struct gathering *gathering, const struct key_state *state,
	       const struct policy *before, const struct who *who, struct evidence *evidence,
	       struct error *err)
{
	struct world *world = gathering->world;
	const char *previous = state->in_place ? state->in_place->commit : NULL;
	const char *head = gathering->evidence.change.head;
	struct key key = evidence->change.key;

	evidence->change = (struct change){.key = key};
	if (!history_read(world->arena, world->git, head, previous, &who->people, &who->signing,
			  &evidence->change, err) ||
	    !gather_contents(world, before, &evidence->change, err))
		return fail_while(err, "reading history");
	evidence->change.range.record = state->in_place ? state->in_place->record : NULL;
	if (needs_paths(&world->policy, before) &&
	    !history_paths(world->arena, world->git, &evidence->change, err))
		return fail_while(err, "reading changed paths");
	contents_clone(world->arena, world->git, &evidence->change);
	plain_git_tickets(world->arena, &evidence->change, &world->policy.tickets,
			  &evidence->tickets);
	return true;
}

/* Approvals are judged under the policy in force too, so what it accepts is evidence as well. */
static void
list_trailers(struct arena *arena, const struct policy *now, const struct policy *before,
	      struct texts *trailers)
{
	for (size_t i = 0; i < now->approval.trailers.count; i++)
		texts_add(arena, trailers, now->approval.trailers.at[i]);
	for (size_t i = 0; before && i < before->approval.trailers.count; i++)
		if (!texts_contain(trailers, before->approval.trailers.at[i]))
			texts_add(arena, trailers, before->approval.trailers.at[i]);
}

static bool
gather_reviews(struct world *world, const struct policy *before, const struct who *who,
	       struct evidence *evidence, struct error *err)
{
	struct texts trailers = {0};
	struct approving_tags tags = {0};
	struct carried_list carried = {0};

	list_trailers(world->arena, &world->policy, before, &trailers);
	if (!git_approving_tags(world->arena, world->git, &who->signing, &tags, err))
		return fail_while(err, "reading approvals");
	git_carried(world->arena, world->git, &evidence->change, &tags, &who->signing, &carried);
	plain_git_reviews(world->arena, &evidence->change, &trailers, &who->people, &tags, &carried,
			  &evidence->reviews);
	return true;
}

/* Whose signature counts is known only now; other services may have other keys in place. */
static void
verify_statements(struct arena *arena, const struct who *who, const char *head, struct tests *tests)
{
	struct tests copy = *tests;

	copy.results.at = NULL;
	copy.results.count = 0;
	for (size_t i = 0; i < tests->results.count; i++) {
		struct test_result *result = LIST_ADD(arena, &copy.results);

		*result = tests->results.at[i];
		test_statement_verify(arena, &who->signing, head, result);
	}
	*tests = copy;
}

/* All that hangs on what is in place, of a service and environment that the policy declares. */
static bool
gather_declared(const struct gathering *gathering, struct log *log, const struct key_state *state,
		const struct policy *before, struct evidence *evidence, struct error *err)
{
	RELEASED_BY(who_release) struct who who = {0};
	struct world *world = gathering->world;
	const char *in_place = state->in_place ? state->in_place->commit : NULL;

	if (!gather_people(world, in_place, before, evidence, &who, err) ||
	    !gather_history(gathering, state, before, &who, evidence, err) ||
	    !gather_earlier(world, log, evidence, err) ||
	    !gather_inherited(world, log, before, evidence, err))
		return false;
	gather_promoted(world, log, before, evidence);
	verify_statements(world->arena, &who, evidence->change.head, &evidence->tests);
	emergency_verify(world->arena, &world->policy, &who.signing, evidence);
	if (!gather_forge(world, before, gathering->question.debug_http, evidence, err) ||
	    !gather_tickets(world->arena, &world->policy, before, gathering->question.debug_http,
			    evidence, err))
		return false;
	platform_collect(world, before, gathering->question.debug_http, evidence);
	emergency_note_unknowns(world->arena, evidence);
	return gather_reviews(world, before, &who, evidence, err);
}

/* A service or environment that nobody declared: just the commit. */
static bool
gather_nothing(const struct gathering *gathering, struct evidence *evidence, struct error *err)
{
	struct world *world = gathering->world;
	struct key key = evidence->change.key;
	struct people nobody = {0};
	struct signing signing = {.people = &nobody};

	evidence->change = (struct change){.key = key};
	if (!history_read(world->arena, world->git, gathering->evidence.change.head, NULL, &nobody,
			  &signing, &evidence->change, err))
		return false;
	evidence->change.range = (struct range){.kind = RANGE_UNDECLARED};
	return true;
}

bool
gather(const struct gathering *gathering, const char *service, const char *record_id,
       struct log *log, const struct key_state *state, struct evidence *out, struct error *err)
{
	struct evidence evidence = gathering->evidence;
	const struct policy *before;
	bool declared = is_declared(gathering, service);

	evidence.record_id = record_id;
	evidence.change.key.service = service;
	gather_provenance(gathering->world, &gathering->question,
			  state->in_place ? state->in_place->commit : NULL, &evidence);
	if (declared && !gathering_check_baseline(gathering, state, err))
		return false;
	if (!gather_in_force(gathering->world, log, state, &evidence, &before, err) ||
	    !(declared ? gather_declared(gathering, log, state, before, &evidence, err)
		       : gather_nothing(gathering, &evidence, err)))
		return false;
	*out = evidence;
	return true;
}
