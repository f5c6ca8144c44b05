/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which commit does a name mean, which branches are there, and which of them is protected? Part of
 * git.h, which says what errors mean.
 */
#ifndef INTEGRATIONS_GIT_REFS_H
#define INTEGRATIONS_GIT_REFS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"

struct git;

/* No commit yet? */
bool git_is_empty(struct git *git);

/*
 * A full or abbreviated commit id, branch, tag, remote branch or HEAD, peeled to a commit. Not the
 * whole of git's revision grammar: no "HEAD~3", no ":path". ERROR_ABSENT if there is none,
 * ERROR_USAGE if an abbreviation is ambiguous.
 */
bool git_resolve(struct git *git, const char *revision, char commit[41], struct error *err);

/*
 * The commit that HEAD is in another repository, a submodule's, whose ".git" is in exactly this
 * folder; false if there is none that can be read. Some repository must be open.
 */
bool git_checked_out(const char *path, char commit[41]);

struct branch {
	const char *name; /* as people say it: "main" */
	const char *ref;  /* "refs/remotes/origin/main" */
	const char *commit;
};

struct branches {
	struct branch *at;
	size_t count;
};

/* A ref by its full name ("refs/heads/main", "HEAD"), peeled to a commit. */
bool git_ref(struct arena *arena, struct git *git, const char *ref, struct branch *branch,
	     struct error *err);

/*
 * The branches that environments may name: those of the remote `origin`, if it has any, else the
 * local ones; sorted by name.
 */
bool git_branches(struct arena *arena, struct git *git, struct branches *branches,
		  struct error *err);

/*
 * Where does the policy come from? `given` (--protected-ref) if not NULL: a full ref name, or the
 * name of a branch as git_branches() has it. Else `ci_branch`, the default branch that the CI
 * names, as refs/remotes/origin/<ci_branch>. Else refs/remotes/origin/HEAD. Else, in a repository
 * without remotes, main or master, if there is exactly one of them. Otherwise ERROR_USAGE, saying
 * what was found.
 */
bool git_protected_ref(struct arena *arena, struct git *git, const char *given,
		       const char *ci_branch, struct branch *branch, struct error *err);

#endif
