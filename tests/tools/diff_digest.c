/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is the digest of a diff, and what in it is opaque?
 *   diff_digest REPOSITORY FROM TO            FROM "-" is the empty tree
 *   diff_digest REPOSITORY --digests          commits from standard input, each with its first
 *   diff_digest REPOSITORY --opaque PREVIOUS  parent: "COMMIT DIGEST", "COMMIT KIND BY-RANGE PATH"
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "integrations/git_diff_digest.h"
#include "integrations/git_opaque.h"

static struct error err;

static bool
print_digest(struct git *git, const char *commit)
{
	char digest[65];

	if (!diff_digest_of_commit(git, commit, digest, &err))
		return false;
	printf("%s %s\n", commit, digest);
	return true;
}

static bool
print_opaque(struct git *git, struct arena *arena, struct opaque_cache *cache, const char *commit,
	     const char *parent, const char *previous)
{
	struct opaque_changes changes = {0};

	if (!opaque_list(arena, git, cache, parent, commit, previous, &changes, &err))
		return false;
	for (size_t i = 0; i < changes.all.count; i++)
		printf("%s %s %d %s\n", commit, opaque_names[changes.all.at[i].kind],
		       changes.all.at[i].hidden_by_range, changes.all.at[i].path);
	return true;
}

/* Lines "COMMIT [FIRST-PARENT ...]", as `git rev-list --first-parent --parents` prints them. */
static bool
each_commit(struct git *git, const char *previous)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct opaque_cache cache = {0};
	char line[4096];

	while (fgets(line, sizeof(line), stdin)) {
		size_t length = strcspn(line, " \n");
		char *parent = line[length] == ' ' ? line + length + 1 : NULL;

		line[length] = '\0';
		if (parent)
			parent[strcspn(parent, " \n")] = '\0';
		if (!(previous ? print_opaque(git, &arena, &cache, line, parent, previous)
			       : print_digest(git, line)))
			return false;
	}
	return true;
}

static bool
run(struct git *git, int count, char **arguments)
{
	char digest[65];

	if (text_equal(arguments[2], "--digests"))
		return each_commit(git, NULL);
	if (count < 4)
		return fail(&err, ERROR_USAGE, "too few arguments");
	if (text_equal(arguments[2], "--opaque"))
		return each_commit(git, arguments[3]);
	if (!diff_digest(git, text_equal(arguments[2], "-") ? NULL : arguments[2], arguments[3],
			 digest, &err))
		return false;
	puts(digest);
	return true;
}

int
main(int count, char **arguments)
{
	struct git *git RELEASED_BY(git_close) = NULL;

	if (count < 3) {
		fputs("usage: diff_digest REPOSITORY (FROM TO | --digests | --opaque PREVIOUS)\n",
		      stderr);
		return 2;
	}
	if (!git_open(arguments[1], &git, &err) || !run(git, count, arguments)) {
		fprintf(stderr, "%s\n", err.message);
		return 1;
	}
	return 0;
}
