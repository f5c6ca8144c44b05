/* SPDX-License-Identifier: Apache-2.0 */
/* What does the forge say of this deploy? See gather_forge.h. */
#include "cmd/gather_forge.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "checks/pull_tests.h"
#include "cmd/gather_protection.h"
#include "cmd/output.h"
#include "integrations/forge_tickets.h"
#include "integrations/git_owners.h"
#include "integrations/github_files.h"
#include "integrations/git_pull_content.h"
#include "integrations/git_pulls.h"

#define BUDGET_SECONDS 60
#define MOST_SECONDS 3600

static bool
read_budget(int64_t *milliseconds, struct error *err)
{
	const char *text = getenv("CHANGEGATE_HTTP_BUDGET");
	int64_t seconds = BUDGET_SECONDS;

	if (text && text[0] &&
	    (!text_to_integer(text, &seconds) || seconds < 1 || seconds > MOST_SECONDS))
		return fail(err, ERROR_USAGE,
			    "CHANGEGATE_HTTP_BUDGET is no number of seconds from 1 to %d",
			    MOST_SECONDS);
	*milliseconds = seconds * 1000;
	return true;
}

bool
gather_forge_settings(const struct policy *policy, bool debug, struct github_settings *settings,
		      struct error *err)
{
	const char *authorities = getenv("CHANGEGATE_GITHUB_CA_FILE");
	int64_t budget = 0;

	if (!read_budget(&budget, err))
		return false;
	*settings = (struct github_settings){.repository = policy->repository,
					     .api = policy->api,
					     .http = {.ca_name = "CHANGEGATE_GITHUB_CA_FILE",
						      .budget_ms = budget,
						      .debug = debug}};
	if (authorities && authorities[0])
		settings->http.ca_file = authorities;
	return true;
}

static void
add_text(struct arena *arena, struct texts *texts, const char *text)
{
	if (text && !texts_contain(texts, text))
		texts_add(arena, texts, text);
}

static void
wish_tests(struct arena *arena, const struct policy *policy, struct forge_question *question)
{
	const struct test_rules *rules = &policy->tests;

	for (size_t i = 0; i < rules->required.count; i++) {
		const struct test_requirement *required = &rules->required.at[i];

		question->checks = question->checks || required->workflow || required->check;
		add_text(arena, &question->workflows, required->workflow);
	}
}

static void
wish(struct arena *arena, const struct policy *policy, struct forge_question *question)
{
	if (policy->forge == FORGE_NONE)
		return;
	question->pushes = true;
	question->owners = question->owners || policy->approval.codeowners == OWNERS_REQUIRED;
	question->links = question->links || texts_contain(&policy->tickets.sources, "links");
	for (size_t i = 0; i < policy->approval.teams.count; i++)
		add_text(arena, &question->teams, policy->approval.teams.at[i]);
	wish_tests(arena, policy, question);
}

void
gather_forge_wishes(struct arena *arena, const struct policy *policy, const struct policy *before,
		    struct forge_question *question)
{
	wish(arena, policy, question);
	if (before)
		wish(arena, before, question);
}

static bool
requires_workflow(const struct test_rules *rules)
{
	for (size_t i = 0; i < rules->required.count; i++)
		if (rules->required.at[i].workflow)
			return true;
	return false;
}

/* A required workflow: to see that the change alters how it is run. */
bool
gather_forge_needs_paths(const struct policy *policy)
{
	return policy->forge != FORGE_NONE &&
	       (policy->approval.codeowners == OWNERS_REQUIRED || policy->approval.bots.count ||
		policy->promotions.count || policy->tests.skip_unchanged.count ||
		requires_workflow(&policy->tests));
}

static void
add_literals(struct arena *arena, const struct texts *globs, struct texts *names)
{
	for (size_t i = 0; i < globs->count; i++)
		if (!strpbrk(globs->at[i], "*?[{\\!"))
			add_text(arena, names, globs->at[i]);
}

/*
 * Branches that matter: those that have the commit in the clone, that the policy was read from, and
 * that the policy calls by name. Of a glob the forge is asked about what the clone found.
 */
static void
name_branches(const struct world *world, const struct evidence *evidence, struct texts *names)
{
	const struct environment_rules *rules =
		policy_environment(&world->policy, evidence->change.key.environment);
	const struct environment_facts *facts = &evidence->environment;

	for (size_t i = 0; i < facts->refs.count; i++)
		if (facts->refs.at[i].contains)
			add_text(world->arena, names, facts->refs.at[i].name);
	add_text(world->arena, names, evidence->policy.source.branch);
	if (rules)
		add_literals(world->arena, &rules->refs, names);
	add_literals(world->arena, &world->policy.branches, names);
}

static void
make_question(const struct world *world, const struct policy *before,
	      const struct evidence *evidence, struct forge_question *question)
{
	const struct change *change = &evidence->change;
	const struct environment_rules *rules =
		policy_environment(&world->policy, change->key.environment);

	*question = (struct forge_question){.head = change->head,
					    .previous = change->range.previous,
					    .commit_count = change->range.commit_count,
					    .policy_commit = evidence->policy.source.commit};
	for (size_t i = 0; i < change->requests.count; i++)
		texts_add(world->arena, &question->commits, change->requests.at[i].commit);
	question->environment = rules ? rules->forge_name : NULL;
	question->protection =
		gather_protection_question(world->arena, &world->policy, before, evidence);
	name_branches(world, evidence, &question->branches);
	gather_forge_wishes(world->arena, &world->policy, before, question);
}

/* Who owned what before the change; whose teams are asked for like those of the branches. */
static void
read_former_owners(const struct world *world, struct forge_question *question,
		   struct owners_file *former)
{
	struct texts teams = {0};

	if (!question->owners || !question->previous)
		return;
	git_owners(world->arena, world->git, question->previous, former);
	if (former->bytes)
		github_owner_teams(world->arena, former->bytes, &teams);
	for (size_t i = 0; i < teams.count && question->teams.count < LIMIT_FORGE_TEAMS; i++)
		add_text(world->arena, &question->teams, teams.at[i]);
}

static bool
names_forge(const struct policy *policy)
{
	return policy && policy->forge == FORGE_GITHUB;
}

/* Heads that were squashed or rebased are in no branch, so in no clone. */
static void
list_missing(struct world *world, const struct forge_facts *facts, struct texts *refs)
{
	for (size_t i = 0; i < facts->requests.count; i++)
		if (!git_has_commit(world->git, facts->requests.at[i].head))
			texts_add(world->arena, refs,
				  arena_format(world->arena, "refs/pull/%lld/head",
					       (long long)facts->requests.at[i].number));
}

/* What does not come stays unknown, and its reason names the command. */
static void
bring_heads(struct world *world, const struct github *github, const struct evidence *evidence)
{
	struct remote_place place = {0};
	struct texts refs = {0};
	struct error err;

	list_missing(world, evidence->forge, &refs);
	if (!refs.count)
		return;
	place.token = github_git_token(github, &place.token_host);
	if (git_clone_url(world->arena, world->git, &place.url, &err)) {
		if (!place.url ||
		    git_pulls_fetch_there(world->git, &place, &refs, evidence->change.head, &err))
			return;
	}
	output_log("the heads of %zu change requests could not be fetched: %s", refs.count,
		   err.message);
}

/* Another repository that has taken the name has another history, and other people. */
static void
compare_number(struct arena *arena, const char *before, struct forge_facts *facts)
{
	const char *now = facts->repository_id;

	if (facts->availability.state != KNOWN || !before || text_equal(now, before))
		return;
	*facts = (struct forge_facts){.kind = facts->kind,
				      .host = facts->host,
				      .repository = facts->repository,
				      .repository_id = now,
				      .time = facts->time};
	facts->availability = (struct availability){
		UNAVAILABLE,
		arena_format(arena,
			     "another repository has this name: its number is %s, and %s by the "
			     "records of the ledger",
			     now ? text_shown(arena, now) : "not told", text_shown(arena, before))};
}

/* Which workflow it was that tested: its blob, as it lies in what is deployed. */
static void
keep_workflows(struct world *world, const struct forge_question *question,
	       struct evidence *evidence)
{
	for (size_t i = 0; i < question->workflows.count; i++) {
		RELEASED_BY(buffer_release) struct buffer bytes = {0};
		struct error absent;
		char blob[41];

		if (!git_file(world->git, question->head, question->workflows.at[i],
			      LIMIT_BLOB_BYTES, &bytes, blob, &absent))
			continue; /* then no job of it can be of this commit */
		*LIST_ADD(world->arena, &evidence->sources) = (struct source){
			.kept_by = "git",
			.name = arena_format(world->arena, "%s@%s",
					     text_shown(world->arena, question->workflows.at[i]),
					     question->head),
			.reference = arena_text(world->arena, blob),
			.sha256 = sha256_hex(world->arena, bytes.bytes ? bytes.bytes : "",
					     bytes.length),
		};
	}
}

/* Whoever may come to be judged by another policy needs what that one asks for, too. */
struct deciding {
	struct world *world;
	const struct policy *policies[2];
	const struct evidence *evidence;
};

static bool
is_decided(const void *whose, const struct forge_facts *facts)
{
	const struct deciding *deciding = whose;
	struct evidence evidence = *deciding->evidence;
	struct forge_facts forge = *facts;
	struct judgement judgement = {.arena = deciding->world->arena, .evidence = &evidence};

	evidence.forge = &forge;
	for (size_t i = 0; i < 2; i++) {
		judgement.policy = deciding->policies[i];
		if (judgement.policy && !forge_tests_are_decided(&judgement))
			return false;
	}
	return true;
}

static void
ask(struct world *world, const struct policy *before, const struct github_settings *settings,
    struct evidence *evidence)
{
	RELEASED_BY(github_release) struct github *github = NULL;
	const struct deciding deciding = {world, {&world->policy, before}, evidence};
	struct forge_question question;
	struct owners_file former = {0};
	struct error err;

	if (!github_open(settings, &github, &err)) {
		github_unavailable(world->arena, settings, &err, evidence->forge);
		return;
	}
	make_question(world, before, evidence, &question);
	question.decided = is_decided;
	question.whose = &deciding;
	question.repository = github_repository(github);
	read_former_owners(world, &question, &former);
	github_ask(world->arena, github, &question, NULL, evidence->forge);
	compare_number(world->arena, evidence->ledger.forge_id, evidence->forge);
	if (former.commit && evidence->forge->availability.state == KNOWN)
		*LIST_ADD(world->arena, &evidence->forge->owners) = former;
	github_sources(world->arena, github, evidence);
	gather_protection_run(world, evidence);
	keep_workflows(world, &question, evidence);
	bring_heads(world, github, evidence);
	git_pull_content(world->arena, world->git, &evidence->change, evidence->forge);
}

const struct policy *
gather_forge_place(const struct policy *policy, const struct policy *before)
{
	return names_forge(before) ? before : policy;
}

bool
gather_forge(struct world *world, const struct policy *before, bool debug,
	     struct evidence *evidence, struct error *err)
{
	const struct policy *policy = names_forge(&world->policy) ? &world->policy : before;
	struct github_settings settings;

	if (!names_forge(policy))
		return true;
	if (!gather_forge_settings(gather_forge_place(policy, before), debug, &settings, err))
		return false;
	evidence->forge = arena_allocate(world->arena, sizeof(*evidence->forge));
	ask(world, before, &settings, evidence);
	forge_tickets(world->arena, evidence->forge, &policy->tickets, &policy->branches,
		      &evidence->tickets);
	return true;
}
