/* SPDX-License-Identifier: Apache-2.0 */
/* A repository with a branch "feature" of two commits, and change request 7 as a forge tells it. */
#ifndef TESTS_UNIT_INTEGRATIONS_GIT_PULL_WORLD_H
#define TESTS_UNIT_INTEGRATIONS_GIT_PULL_WORLD_H

#include "tests/unit/integrations/signing_world.h"

#include "integrations/git_contents.h"
#include "integrations/git_pull_content.h"

#define NO_SUCH_COMMIT "1111111111111111111111111111111111111111"

static struct change change;
static struct forge_facts facts;
static struct forge_request request;
static const char *first;

static UNUSED int
begin_pull(void **state)
{
	if (begin_signing(state))
		return -1;
	make_folder("repo");
	GIT("repo", "init", "-q", "-b", "main", ".");
	write_file("repo/app", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
	first = commit_files("first");
	GIT("repo", "checkout", "-q", "-b", "feature");
	commit_file("one", "1\n", "Add one");
	commit_file("two", "2\n", "Add two");
	GIT("repo", "checkout", "-q", "main");
	change = (struct change){0};
	request = (struct forge_request){0};
	return git_open(path_of("repo"), &git, &box.err) ? 0 : -1;
}

#define PULL_TEST(function) cmocka_unit_test_setup_teardown(function, begin_pull, end_signing)

static UNUSED void
on(const char *branch)
{
	GIT("repo", "checkout", "-q", branch);
}

static UNUSED void
commit_on(const char *branch, const char *name, const char *text)
{
	on(branch);
	commit_file(name, text, name);
}

/* What the base branch gets while the request is open. */
static UNUSED void
main_moves_on(void)
{
	commit_on("main", "other", "x\n");
}

/* On main. */
static UNUSED void
squash_files(void)
{
	on("main");
	GIT("repo", "merge", "-q", "--squash", "feature");
}

static UNUSED void
squash(void)
{
	squash_files();
	commit_files("Squashed (#7)");
}

static UNUSED void
merge(const char *branch)
{
	set_time(900);
	GIT("repo", "merge", "-q", "--no-ff", "-m", "merge", branch);
}

/* Another committer date, other ids. */
static UNUSED void
pick(const char *range)
{
	set_time(500);
	GIT("repo", "cherry-pick", "--keep-redundant-commits", "--allow-empty", range);
}

static UNUSED void
list_commit(const char *id)
{
	struct forge_commit *commit = LIST_ADD(&box.arena, &request.commits);

	commit->id = id;
	request.commit_count++;
}

/* What the forge lists of feature: what `base` has not, oldest first. */
static UNUSED void
describe(const char *base, const char *head)
{
	const char *list = GIT("repo", "rev-list", "--topo-order", "--reverse", head,
			       arena_format(&box.arena, "^%s", base));

	request = (struct forge_request){.number = 7, .state = STATE_MERGED, .base = "main"};
	request.head = id_of(head);
	for (; *list; list += strcspn(list, "\n"), list += *list == '\n')
		list_commit(arena_copy(&box.arena, list, strcspn(list, "\n")));
}

static UNUSED void
merged_as(const char *revision)
{
	request.merge_commit = id_of(revision);
}

/* With the history from `first` to HEAD: each change request is said to come out of 7. */
static UNUSED void
look(void)
{
	struct git *clone = git;

	read_change(first, &change);
	facts = (struct forge_facts){.availability.state = KNOWN, .kind = "github"};
	for (size_t i = 0; i < change.requests.count; i++) {
		struct landing *landing = LIST_ADD(&box.arena, &facts.landings);
		struct landed *landed;

		landing->commit = change.requests.at[i].commit;
		landed = LIST_ADD(&box.arena, &landing->requests);
		landed->number = 7;
		/* Nothing but an answer may leave it so. */
		landed->kind = LANDED_MERGED;
		landed->why = "unanswered";
	}
	*LIST_ADD(&box.arena, &facts.requests) = request;
	git_pull_content(&box.arena, clone, &change, &facts);
}

static UNUSED const struct landed *
landed_of(const char *revision)
{
	const char *commit = id_of(revision);

	for (size_t i = 0; i < facts.landings.count; i++)
		if (text_equal(facts.landings.at[i].commit, commit))
			return &facts.landings.at[i].requests.at[0];
	fail_msg("no landing of %s", revision);
	return NULL;
}

static UNUSED void
landed_as(const char *revision, int kind, const char *why, const char *file, int line)
{
	const struct landed *landed = landed_of(revision);

	if (landed->kind != kind)
		fail_msg("%s:%d: %s is %s, not %s: %s", file, line, revision,
			 landing_names[landed->kind], landing_names[kind],
			 landed->why ? landed->why : "");
	if (!why)
		assert_null(landed->why);
	else if (!landed->why || !strstr(landed->why, why))
		fail_msg("%s:%d: '%s' is not in '%s'", file, line, why, landed->why);
}

#define LANDED(revision, kind, why) landed_as((revision), (kind), (why), __FILE__, __LINE__)

/* It is a commit of the run, made of this one. */
static UNUSED void
rebased_from(const char *revision, const char *origin)
{
	LANDED(revision, LANDED_REBASED, NULL);
	assert_string_equal(landed_of(revision)->origin, id_of(origin));
}

#endif
