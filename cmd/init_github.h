/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a repository on GitHub offer to start from? The jobs of its workflows, as tests that a
 * policy may require. What is not plain (a reusable workflow, a name made of an expression, a file
 * that is no strict YAML) is left out: it is for people to add.
 */
#ifndef CMD_INIT_GITHUB_H
#define CMD_INIT_GITHUB_H

#include "base/arena.h"
#include "base/list.h"

struct offered_job {
	const char *workflow; /* ".github/workflows/ci.yml" */
	const char *name;     /* of its check run: "unit", "unit (*)" of a matrix */
};

struct offered_jobs {
	struct offered_job *at;
	size_t count;
};

/* Of workflows that a pull request starts. `root` is the work tree. */
void init_github_jobs(struct arena *arena, const char *root, struct offered_jobs *jobs);

/* "github.com/acme/pay" where that is the origin; NULL: it is something else. */
const char *init_github_repository(struct arena *arena, const char *git_folder);

#endif
