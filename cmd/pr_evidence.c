/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of one change request? See pr_evidence.h. */
#include "cmd/pr_evidence.h"

#include "base/text.h"
#include "cmd/actions.h"
#include "cmd/gather_forge.h"
#include "cmd/gather_tickets.h"
#include "cmd/pr_policy.h"
#include "integrations/clock.h"
#include "integrations/forge_tickets.h"
#include "integrations/git_pull_content.h"
#include "integrations/github_say.h"
#include "integrations/junit.h"
#include "integrations/work_tree.h"

/* ---- the forge ---- */

/*
 * What the policy of the request opens, in the round that follows: links are parts of the request
 * itself, which is read by then.
 */
static void
open_question(void *whose, const struct github_policy *files, struct forge_question *question)
{
	struct pr *pr = whose;
	struct forge_question wider = *question;
	struct policy policy;

	if (!pr_policy_peek(pr->arena, files, &policy))
		return;
	gather_forge_wishes(pr->arena, &policy, NULL, &wider);
	question->teams = wider.teams;
	question->workflows = wider.workflows;
}

/* Is anything else asked than was opened: the links, or all that a supposed policy wants? */
static bool
wants_more(struct arena *arena, const struct pr_answer *answer, struct forge_question *question)
{
	gather_forge_wishes(arena, &answer->policy, NULL, question);
	if (answer->policy_found)
		return question->links;
	return question->teams.count || question->links || question->workflows.count;
}

static bool
check_answer(const struct forge_facts *forge, int64_t number, struct error *err)
{
	if (forge->availability.state != KNOWN)
		return fail(err, ERROR_UNAVAILABLE, "%s",
			    forge->availability.why ? forge->availability.why : "no answer");
	if (!forge_find_request(forge, number))
		return fail(err, ERROR_UNAVAILABLE,
			    "there is no change request %lld, or it could not be read in full",
			    (long long)number);
	return true;
}

/* The branch that is merged into, as it was when its policy was read. */
static void
fill_base(struct pr *pr, const struct github_policy *files, struct forge_facts *forge)
{
	forge->branches_known.state = KNOWN;
	forge->branches.count = 0;
	*LIST_ADD(pr->arena, &forge->branches) = (struct forge_branch){
		.name = files->branch, .commit = files->commit, .contains_policy = true};
}

static bool
ask_forge(struct pr *pr, int64_t number, struct pr_answer *answer, struct forge_facts *forge,
	  struct error *err)
{
	struct forge_question question = {.repository = github_repository(pr->github),
					  .number = number,
					  .pushes = true,
					  .owners = true,
					  .files = true,
					  .checks = true};
	struct github_policy files;

	pr_policy_ask(pr->arena, &files);
	files.open = open_question;
	files.whose = pr;
	github_ask(pr->arena, pr->github, &question, &files, forge);
	if (!check_answer(forge, number, err) ||
	    !pr_policy_read(pr->arena, &files, pr->repository, forge, &answer->policy,
			    &answer->evidence.policy, &answer->policy_found, err))
		return false;
	if (wants_more(pr->arena, answer, &question))
		github_ask(pr->arena, pr->github, &question, NULL, forge);
	if (!check_answer(forge, number, err))
		return false;
	fill_base(pr, &files, forge);
	return true;
}

/* ---- what is supposed ---- */

static bool
suppose_review(struct pr *pr, const char *login, struct forge_request *request, int64_t now,
	       struct error *err)
{
	struct github_person person;
	struct forge_review *review;

	if (!github_ask_person(pr->arena, pr->github, login, &person, err))
		return fail_while(err, "--as-if approved-by=%s", text_shown(pr->arena, login));
	for (size_t i = 0; i < request->reviews.count; i++)
		if (request->reviews.at[i].author &&
		    account_equal(request->reviews.at[i].author, &person.account))
			request->reviews.at[i].latest = false;
	review = LIST_ADD(pr->arena, &request->reviews);
	*review = (struct forge_review){
		.id = arena_format(pr->arena, "as-if-%s", login),
		.author = arena_allocate(pr->arena, sizeof(*review->author)),
		.state = REVIEW_APPROVED,
		.latest = true,
		.time = now,
		.commit = request->head,
		.may_push = person.may_push,
		.association = "COLLABORATOR",
		.content = REVISION_EXACT,
	};
	*review->author = person.account;
	request->review_count++;
	return true;
}

static bool
suppose_reviews(struct pr *pr, struct evidence *evidence, struct forge_request *request,
		struct error *err)
{
	for (size_t i = 0; i < pr->as_if.count; i++) {
		if (!suppose_review(pr, pr->as_if.at[i], request, evidence->now.time, err))
			return false;
		*LIST_ADD(pr->arena, &evidence->invocation.settings) = (struct setting){
			"--as-if", arena_format(pr->arena, "approved-by=%s", pr->as_if.at[i]),
			"flag"};
	}
	return true;
}

/* ---- the clone ---- */

static bool
clone_has(struct git *git, const char *commit)
{
	struct error ignored;
	char found[41];

	return git && git_resolve(git, commit, found, &ignored) && text_equal(found, commit);
}

/* One result for each requirement; *local: some of them are files. */
static bool
collect_results(struct pr *pr, const struct policy *policy, const char *root, struct tests *tests,
		struct texts *local, struct error *err)
{
	for (size_t i = 0; i < policy->tests.required.count; i++) {
		const struct test_requirement *requirement = &policy->tests.required.at[i];
		struct test_result *result = LIST_ADD(pr->arena, &tests->results);

		result->junit = requirement->junit;
		if (!requirement->junit)
			continue;
		texts_add(pr->arena, local, requirement->junit);
		if (root && !junit_collect(pr->arena, root, requirement, result, err))
			return fail_while(err, "reading test reports");
	}
	return true;
}

/* Local reports count only where the work tree is the head; elsewhere they are not asked for. */
static bool
collect_reports(struct pr *pr, const struct policy *policy, struct evidence *evidence,
		struct error *err)
{
	const char *root =
		clone_has(pr->git, evidence->change.head) ? git_work_tree(pr->git) : NULL;
	struct tests *tests = &evidence->tests;
	struct texts local = {0}, excluded = {0};

	if (!collect_results(pr, policy, root, tests, &local, err))
		return false;
	if (root && local.count) {
		tests->availability.state = KNOWN;
		work_tree_compare(pr->arena, pr->git, evidence->change.head, &local, &excluded,
				  &tests->work_tree);
	}
	return true;
}

/* ---- the document ---- */

static const char *
tree_of_head(const struct forge_request *request)
{
	for (size_t i = 0; i < request->commits.count; i++)
		if (text_equal(request->commits.at[i].id, request->head))
			return request->commits.at[i].tree;
	return request->head;
}

/* The environment that none comes after: where a change ends. */
static const char *
last_environment(const struct policy *policy)
{
	for (size_t i = policy->environments.count; i-- > 0;) {
		const char *name = policy->environments.at[i].name;
		size_t j = 0;

		while (j < policy->environments.count &&
		       !text_equal(policy->environments.at[j].after, name))
			j++;
		if (j == policy->environments.count)
			return name;
	}
	return "production";
}

static void
fill_change(struct pr *pr, const struct policy *policy, const struct forge_request *request,
	    struct change *change)
{
	struct change_request *one = LIST_ADD(pr->arena, &change->requests);

	change->key = (struct key){
		.repository = policy->repository,
		.service = pr->service              ? pr->service
			   : policy->services.count ? policy->services.at[0].name
						    : "default",
		.environment = pr->environment ? pr->environment : last_environment(policy),
	};
	change->head = request->head;
	change->tree = tree_of_head(request);
	change->range = (struct range){.kind = RANGE_REQUEST, .request_count = 1};
	one->kind = REQUEST_DIRECT;
	one->commit = one->head = request->head;
	one->title = request->title;
	texts_add(pr->arena, &one->commits, request->head);
}

/* The one landing is that of the request itself, wherever it is merged. */
static void
fill_landing(struct pr *pr, const struct forge_request *request, struct forge_facts *forge)
{
	struct landing *landing;

	forge->landings.count = 0;
	landing = LIST_ADD(pr->arena, &forge->landings);
	landing->commit = request->head;
	landing->request_count = 1;
	*LIST_ADD(pr->arena, &landing->requests) =
		(struct landed){.number = request->number, .kind = LANDED_NOT};
	forge->landing_count = 1;
}

static bool
fill_evidence(struct pr *pr, struct forge_request *request, struct pr_answer *answer,
	      struct error *err)
{
	struct evidence *evidence = &answer->evidence;
	char record_id[27];

	if (!record_id_new(record_id, err))
		return false;
	evidence->schema = EVIDENCE_SCHEMA;
	evidence->record_id = arena_text(pr->arena, record_id);
	evidence->now = (struct now){clock_now(), "system-clock"};
	evidence->invocation.provider = actions_running() ? "github" : "local";
	evidence->ledger.origin = answer->policy.ledger.origin;
	evidence->ledger.root = "";
	evidence->reviews.availability.state = KNOWN;
	evidence->tickets.availability.state = KNOWN;
	fill_change(pr, &answer->policy, request, &evidence->change);
	fill_landing(pr, request, evidence->forge);
	git_pull_content(pr->arena, clone_has(pr->git, evidence->change.head) ? pr->git : NULL,
			 &evidence->change, evidence->forge);
	forge_tickets(pr->arena, evidence->forge, &answer->policy.tickets, NULL,
		      &evidence->tickets);
	github_sources(pr->arena, pr->github, evidence);
	gather_tickets_at(pr->arena, &answer->policy, answer->policy.tickets.url, true,
			  &pr->settings, evidence);
	return suppose_reviews(pr, evidence, request, err) &&
	       collect_reports(pr, &answer->policy, evidence, err);
}

bool
pr_collect(struct pr *pr, int64_t number, struct pr_answer *answer, struct error *err)
{
	struct forge_facts *forge = arena_allocate(pr->arena, sizeof(*forge));

	*answer = (struct pr_answer){0};
	if (!ask_forge(pr, number, answer, forge, err))
		return false;
	answer->evidence.forge = forge;
	for (size_t i = 0; i < forge->requests.count; i++)
		if (forge->requests.at[i].number == number)
			return fill_evidence(pr, &forge->requests.at[i], answer, err);
	return fail(err, ERROR_BUG, "a change request is lost");
}
