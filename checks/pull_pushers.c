/* SPDX-License-Identifier: Apache-2.0 */
/* Does the forge know who wrote it? See pull_pushers.h. */
#include "checks/pull_pushers.h"

#include "base/text.h"
#include "checks/pull_people.h"
#include "checks/subject.h"

/* ---- authors ---- */

static const struct forge_push *
push_of_head(const struct forge_request *request)
{
	for (size_t i = request->pushes.all.count; i > 0; i--)
		if (text_equal(request->pushes.all.at[i - 1].after, request->head))
			return &request->pushes.all.at[i - 1];
	return NULL;
}

/* Whoever brought the commit is then among the contributors. */
static bool
is_pushed_by_known_humans(const struct forge_request *request)
{
	if (request->pushes.availability.state != KNOWN || !push_of_head(request))
		return false;
	for (size_t i = 0; i < request->pushes.all.count; i++)
		if (!account_is_human(request->pushes.all.at[i].actor))
			return false;
	return true;
}

static const char *
address_shown(struct arena *arena, const struct authorship *authorship)
{
	return arena_format(arena, "%s <%s>", text_shown(arena, authorship->name),
			    text_shown(arena, authorship->address));
}

static void
say_unknown_author(struct pull *pull, const char *because)
{
	pull_say(pull, FAIL, "APPR-UNKNOWN-AUTHOR", because,
		 "add the address to an account of the forge, or make the commit again with an "
		 "address of one (git commit --amend --reset-author)");
}

static void
judge_authors_of(struct pull *pull, size_t at)
{
	const struct forge_commit *commit = &pull->request->commits.at[at];
	bool author = !account_is_known(commit->author.account);
	bool committer = !commit->on_the_web && !account_is_known(commit->committer.account);

	if (commit->adds_nothing || (!author && !committer))
		return;
	say_unknown_author(
		pull,
		arena_format(
			pull->arena, "commit %s: its %s %s has no account at the forge",
			short_id(pull->arena, commit->id), author ? "author" : "committer",
			address_shown(pull->arena, author ? &commit->author : &commit->committer)));
	pull_rests_on_one(pull, "commits", at);
}

void
pull_judge_authors(struct pull *pull)
{
	const struct forge_request *request = pull->request;

	if (!account_is_known(request->author))
		say_unknown_author(pull, arena_format(pull->arena,
						      "whoever opened %s has no account any more",
						      pull_shown(pull, request)));
	for (size_t i = 0; i < request->assignees.count; i++)
		if (request->author && request->author->kind != ACCOUNT_HUMAN &&
		    !account_is_known(&request->assignees.at[i]))
			say_unknown_author(pull, "nobody knows who is assigned to what an app "
						 "opened");
	if (pull->demand->rules->unknown_authors == AUTHORS_USE_PUSHER &&
	    is_pushed_by_known_humans(request))
		return;
	for (size_t i = 0; i < request->commits.count; i++)
		judge_authors_of(pull, i);
}

/* ---- pushers ---- */

static const struct forge_commit *
head_of(const struct forge_request *request)
{
	for (size_t i = 0; i < request->commits.count; i++)
		if (text_equal(request->commits.at[i].id, request->head))
			return &request->commits.at[i];
	return NULL;
}

/* The first actor of a push who is no human that the forge knows; SIZE_MAX: none. */
static bool
has_machine_push(const struct forge_request *request, const struct account **actor)
{
	for (size_t i = 0; i < request->pushes.all.count; i++) {
		*actor = request->pushes.all.at[i].actor;
		if (!account_is_human(*actor))
			return true;
	}
	for (size_t i = 0; i < request->events.count; i++) {
		*actor = request->events.at[i].actor;
		if (request->events.at[i].kind == FORGE_FORCE_PUSHED && !account_is_human(*actor))
			return true;
	}
	return false;
}

static void
say_unknown_pusher(struct pull *pull, enum verdict verdict, const char *because)
{
	pull_rests_on(pull, "pushes");
	if (pull->demand->rules->pushers == PUSHERS_NOTED) {
		pull_note(pull, "APPR-PUSHER-UNKNOWN", because);
		return;
	}
	pull_say(pull, verdict, "APPR-PUSHER-UNKNOWN", because,
		 "have the commits signed with keys that the forge knows, or push again so that "
		 "the forge knows who did");
}

static void
judge_known(struct pull *pull)
{
	const struct forge_commit *head = head_of(pull->request);

	if (push_of_head(pull->request) || (head && pull_is_proven(pull->request, head)) ||
	    pull_is_all_proven(pull->request))
		return;
	say_unknown_pusher(pull, FAIL,
			   arena_format(pull->arena,
					"the forge has no push of %s, and it is not signed by its "
					"committer",
					short_id(pull->arena, pull->request->head)));
}

/* Who triggered it is not told: it may be who approves. */
static void
judge_machines(struct pull *pull)
{
	const struct account *actor = NULL;

	if (pull_is_all_proven(pull->request) || !has_machine_push(pull->request, &actor))
		return;
	pull_rests_on(pull, "pushes");
	if (pull->demand->rules->pushers == PUSHERS_REQUIRED)
		pull->more = 1;
	pull_note(pull, "APPR-MACHINE-PUSH",
		  arena_format(pull->arena, "%s pushed to its branch, for nobody knows whom%s",
			       actor ? account_shown(pull->arena, actor) : "a key or an app",
			       pull->more ? ": it needs an approval more" : ""));
}

void
pull_judge_pushers(struct pull *pull)
{
	const struct pushes *pushes = &pull->request->pushes;
	int state = pushes->availability.state;

	judge_machines(pull);
	if (state == KNOWN)
		judge_known(pull);
	else if (state == NOT_ASKED || !pull_is_all_proven(pull->request))
		say_unknown_pusher(
			pull, UNKNOWN,
			arena_format(pull->arena,
				     "nobody knows who pushed it, and not all is signed: %s",
				     pushes->availability.why
					     ? text_shown(pull->arena, pushes->availability.why)
					     : "nobody asked"));
}
