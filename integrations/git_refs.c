/* SPDX-License-Identifier: Apache-2.0 */
/* Which commit does a name mean, and which branch is protected? See git_refs.h. */
#include "integrations/git_refs.h"

#include <stdlib.h>
#include <string.h>

#include <git2/config.h>
#include <git2/errors.h>
#include <git2/object.h>
#include <git2/refs.h>
#include <git2/repository.h>

#include "base/buffer.h"
#include "base/list.h"
#include "base/text.h"
#include "integrations/git_objects.h"
#include "integrations/git_plain_files.h"

#define ORIGIN "refs/remotes/origin/"
#define HEADS "refs/heads/"
#define SHOWN_BRANCHES 10
#define SHORTEST_ID 4

static void
release_object(git_object **object)
{
	git_object_free(*object);
}

static void
release_reference(git_reference **reference)
{
	git_reference_free(*reference);
}

static void
release_repository(git_repository **repository)
{
	git_repository_free(*repository);
}

static void
release_iterator(git_reference_iterator **iterator)
{
	git_reference_iterator_free(*iterator);
}

bool
git_is_empty(struct git *git)
{
	git_oid oid;

	return git_reference_name_to_id(&oid, git->repository, "HEAD") == GIT_ENOTFOUND;
}

static void
format_oid(char commit[41], const git_oid *oid)
{
	struct object_id id;

	memcpy(id.bytes, oid->id, sizeof(id.bytes));
	object_id_format(commit, &id);
}

static bool
is_hex_id(const char *text)
{
	size_t length = strlen(text);

	return length >= SHORTEST_ID && length <= 40 &&
	       strspn(text, "0123456789abcdefABCDEF") == length;
}

/* The commit that an object is or, as a tag, leads to. */
static bool
peel_object(const git_object *object, const char *name, char commit[41], struct error *err)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};
	git_object *peeled RELEASED_BY(release_object) = NULL;

	if (git_object_peel(&peeled, object, GIT_OBJECT_COMMIT) < 0)
		return fail(err, ERROR_ABSENT, "'%s' is no commit", foreign_shown(&shown, name));
	format_oid(commit, git_object_id(peeled));
	return true;
}

static bool
resolve_id(struct git *git, const char *text, char commit[41], struct error *err)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};
	git_object *object RELEASED_BY(release_object) = NULL;
	git_oid oid;
	int result;

	if (git_oid_fromstrp(&oid, text) < 0)
		return fail_git(err, ERROR_USAGE, "reading a commit id");
	result = git_object_lookup_prefix(&object, git->repository, &oid, strlen(text),
					  GIT_OBJECT_ANY);
	if (result == GIT_EAMBIGUOUS)
		return fail(err, ERROR_USAGE,
			    "'%s' is the beginning of several ids; give more of it",
			    foreign_shown(&shown, text));
	if (result == GIT_ENOTFOUND)
		return fail(err, ERROR_ABSENT,
			    "the repository has no commit '%s'; fetch it first%s",
			    foreign_shown(&shown, text),
			    git->shallow ? " (`git fetch --unshallow`)" : "");
	if (result < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "looking for a commit");
	return peel_object(object, text, commit, err);
}

static bool
peel_reference(git_reference *reference, char commit[41], struct error *err)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};
	git_object *peeled RELEASED_BY(release_object) = NULL;

	if (git_reference_peel(&peeled, reference, GIT_OBJECT_COMMIT) < 0) {
		fail_git(err, ERROR_UNAVAILABLE,
			 "leads to no commit that can be read; look with `git fsck`");
		return fail_while(err, "%s", foreign_shown(&shown, git_reference_name(reference)));
	}
	format_oid(commit, git_object_id(peeled));
	return true;
}

static bool
fail_unknown(struct git *git, const char *revision, struct error *err)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};

	if (git_is_empty(git))
		return fail(err, ERROR_ABSENT, "the repository has no commit yet");
	return fail(err, ERROR_ABSENT, "no commit, branch or tag is called '%s'",
		    foreign_shown(&shown, revision));
}

bool
git_resolve(struct git *git, const char *revision, char commit[41], struct error *err)
{
	git_reference *reference RELEASED_BY(release_reference) = NULL;

	if (!*revision) /* the library would take HEAD */
		return fail(err, ERROR_USAGE, "an empty name is no commit");
	if (is_hex_id(revision) && strlen(revision) == 40)
		return resolve_id(git, revision, commit, err);
	if (git_reference_dwim(&reference, git->repository, revision) == 0)
		return peel_reference(reference, commit, err);
	if (is_hex_id(revision))
		return resolve_id(git, revision, commit, err);
	return fail_unknown(git, revision, err);
}

bool
git_checked_out(const char *path, char commit[41])
{
	git_repository *repository RELEASED_BY(release_repository) = NULL;
	struct error ignored;
	git_oid oid;

	if (!repository_is_plain(path, &ignored) ||
	    git_repository_open_ext(&repository, path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL) < 0 ||
	    git_reference_name_to_id(&oid, repository, "HEAD") < 0)
		return false;
	format_oid(commit, &oid);
	return true;
}

/* A branch as people say it: without where it comes from, if that is here or the origin. */
static const char *
short_name(const char *ref)
{
	static const char *const prefixes[] = {ORIGIN, HEADS, "refs/remotes/"};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (text_starts_with(ref, prefixes[i]))
			return ref + strlen(prefixes[i]);
	return ref;
}

static void
describe(struct arena *arena, const char *ref, const char commit[41], struct branch *branch)
{
	branch->ref = arena_text(arena, ref);
	branch->name = short_name(branch->ref);
	branch->commit = arena_text(arena, commit);
}

bool
git_ref(struct arena *arena, struct git *git, const char *ref, struct branch *branch,
	struct error *err)
{
	git_reference *reference RELEASED_BY(release_reference) = NULL;
	char commit[41];
	int result = git_reference_lookup(&reference, git->repository, ref);

	if (result == GIT_ENOTFOUND || result == GIT_EINVALIDSPEC)
		return fail(err, ERROR_ABSENT, "there is no ref '%s'", text_shown(arena, ref));
	if (result < 0) {
		fail_git(err, ERROR_UNAVAILABLE, "broken");
		return fail_while(err, "ref '%s'", text_shown(arena, ref));
	}
	if (!peel_reference(reference, commit, err))
		return false;
	describe(arena, ref, commit, branch);
	return true;
}

static int
compare_branches(const void *a, const void *b)
{
	return strcmp(((const struct branch *)a)->name, ((const struct branch *)b)->name);
}

/* A branch that leads nowhere is left out: it contains nothing. */
static void
add_branch(struct arena *arena, git_reference *reference, struct branches *branches)
{
	const char *ref = git_reference_name(reference);
	struct branch *branch;
	struct error ignored;
	char commit[41];

	if (!text_is_utf8(ref, strlen(ref)) || !peel_reference(reference, commit, &ignored))
		return;
	branch = LIST_ADD(arena, branches);
	describe(arena, ref, commit, branch);
}

static bool
list_branches(struct arena *arena, struct git *git, const char *prefix, struct branches *branches,
	      struct error *err)
{
	git_reference_iterator *iterator RELEASED_BY(release_iterator) = NULL;
	git_reference *reference;

	if (git_reference_iterator_new(&iterator, git->repository) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "listing branches");
	while (git_reference_next(&reference, iterator) == 0) {
		if (text_starts_with(git_reference_name(reference), prefix) &&
		    !text_equal(git_reference_name(reference), ORIGIN "HEAD"))
			add_branch(arena, reference, branches);
		git_reference_free(reference);
	}
	if (branches->count)
		qsort(branches->at, branches->count, sizeof(*branches->at), compare_branches);
	return true;
}

bool
git_branches(struct arena *arena, struct git *git, struct branches *branches, struct error *err)
{
	struct branches found = {0};

	if (!list_branches(arena, git, ORIGIN, &found, err))
		return false;
	if (found.count == 0 && !list_branches(arena, git, HEADS, &found, err))
		return false;
	*branches = found;
	return true;
}

/* Why no branch was chosen, what there is, and how to choose. */
static bool
fail_unprotected(struct arena *arena, struct git *git, const char *why, struct error *err)
{
	struct buffer names RELEASED_BY(buffer_release) = {0};
	struct branches branches = {0};
	struct error ignored;

	(void)git_branches(arena, git, &branches, &ignored);
	for (size_t i = 0; i < branches.count && i < SHOWN_BRANCHES; i++)
		buffer_add_format(&names, "%s%s", i ? ", " : "",
				  text_shown(arena, branches.at[i].ref));
	if (branches.count > SHOWN_BRANCHES)
		buffer_add_format(&names, " and %zu more", branches.count - SHOWN_BRANCHES);
	return fail(err, ERROR_USAGE,
		    "%s; name the protected branch with --protected-ref (found: %s)", why,
		    names.length ? names.bytes : "no branch");
}

static bool
full_ref(struct arena *arena, struct git *git, const char *given, struct branch *branch,
	 struct error *err)
{
	if (git_ref(arena, git, given, branch, err))
		return true;
	if (err->code != ERROR_ABSENT)
		return false;
	return fail_unprotected(
		arena, git, arena_format(arena, "there is no ref '%s'", text_shown(arena, given)),
		err);
}

/* "main" is the origin's where there is an origin: a local branch is anybody's. */
static bool
given_ref(struct arena *arena, struct git *git, const char *given, struct branch *branch,
	  struct error *err)
{
	struct branches branches;

	if (text_starts_with(given, "refs/"))
		return full_ref(arena, git, given, branch, err);
	if (!git_branches(arena, git, &branches, err))
		return false;
	if (text_starts_with(given, "origin/"))
		given += strlen("origin/");
	for (size_t i = 0; i < branches.count; i++) {
		if (!text_equal(branches.at[i].name, given))
			continue;
		*branch = branches.at[i];
		return true;
	}
	return fail_unprotected(
		arena, git,
		arena_format(arena, "there is no branch '%s'", text_shown(arena, given)), err);
}

/* Of a CI's own word there is no doubt, so a missing ref is not replaced by another one. */
static bool
ci_ref(struct arena *arena, struct git *git, const char *ci_branch, struct branch *branch,
       struct error *err)
{
	const char *ref = arena_format(arena, ORIGIN "%s", ci_branch);

	if (git_ref(arena, git, ref, branch, err))
		return true;
	if (err->code != ERROR_ABSENT)
		return false;
	ci_branch = text_shown(arena, ci_branch);
	ref = text_shown(arena, ref);
	return fail_unprotected(
		arena, git,
		arena_format(arena,
			     "the CI says that '%s' is the default branch, but %s is "
			     "not here; `git fetch origin %s:%s`",
			     ci_branch, ref, ci_branch, ref),
		err);
}

/* Where origin/HEAD leads, under the name of the branch that it stands for. */
static bool
origin_head(struct arena *arena, struct git *git, struct branch *branch, struct error *err)
{
	git_reference *head RELEASED_BY(release_reference) = NULL;
	git_reference *target RELEASED_BY(release_reference) = NULL;

	if (git_reference_lookup(&head, git->repository, ORIGIN "HEAD") < 0 ||
	    git_reference_resolve(&target, head) < 0)
		return fail(err, ERROR_ABSENT, "no origin/HEAD"); /* or it leads nowhere */
	return git_ref(arena, git, git_reference_name(target), branch, err);
}

static int
stop_at_remote(const git_config_entry *entry, void *unused)
{
	(void)unused;
	return text_starts_with(entry->name, "remote.");
}

/* Not by git_remote_list(), which looks with a regular expression and leaks in libgit2 1.5. */
static bool
has_remotes(struct git *git)
{
	git_config *config;
	bool any;

	if (git_repository_config_snapshot(&config, git->repository) < 0)
		return true;
	any = git_config_foreach(config, stop_at_remote, NULL) != 0;
	git_config_free(config);
	return any;
}

static bool
usual_branch(struct arena *arena, struct git *git, struct branch *branch, struct error *err)
{
	struct branch master;
	bool has_main = git_ref(arena, git, HEADS "main", branch, err), has_master;

	if (!has_main && err->code != ERROR_ABSENT)
		return false;
	has_master = git_ref(arena, git, HEADS "master", &master, err);
	if (!has_master && err->code != ERROR_ABSENT)
		return false;
	if (has_main && has_master)
		return fail_unprotected(arena, git, "there is both a main and a master", err);
	if (has_master)
		*branch = master;
	return has_main || has_master ||
	       fail_unprotected(arena, git, "there is no main or master", err);
}

bool
git_protected_ref(struct arena *arena, struct git *git, const char *given, const char *ci_branch,
		  struct branch *branch, struct error *err)
{
	struct branch found;
	bool good;

	if (given)
		good = given_ref(arena, git, given, &found, err);
	else if (ci_branch)
		good = ci_ref(arena, git, ci_branch, &found, err);
	else if (origin_head(arena, git, &found, err))
		good = true;
	else if (err->code != ERROR_ABSENT)
		good = false;
	else if (has_remotes(git))
		good = fail_unprotected(
			arena, git,
			"there are remotes, but no origin/HEAD (`git remote set-head origin -a`)",
			err);
	else
		good = usual_branch(arena, git, &found, err);
	if (good)
		*branch = found;
	return good;
}
