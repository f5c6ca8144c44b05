/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Does each merge named on standard input (one id of 40 digits a line) follow from its parents?
 * Prints "<id> same", "<id> differs", "<id> conflict" or "<id> unknown <why>", then the paths, each
 * on a line that begins with a tab.
 * usage: merges REPOSITORY <IDS
 */
#include <stdio.h>
#include <string.h>

#include "integrations/git.h"
#include "integrations/git_merge.h"

static const char *const outcomes[] = {"same", "differs", "conflict", "unknown"};

static bool
tell(struct git *git, const char *commit, struct error *err)
{
	struct merge_answer answer;
	struct arena arena;

	arena_init(&arena);
	if (merge_recompute(&arena, git, commit, &answer, err)) {
		printf("%s %s%s%s\n", commit, outcomes[answer.outcome], answer.why ? " " : "",
		       answer.why ? answer.why : "");
		for (size_t i = 0; i < answer.paths.count; i++)
			printf("\t%s\n", answer.paths.at[i]);
	}
	arena_release(&arena);
	return err->code == ERROR_NONE;
}

int
main(int count, char **arguments)
{
	struct git *git RELEASED_BY(git_close) = NULL;
	struct error err = {0};
	char line[64];
	bool good = count == 2 && git_open(arguments[1], &git, &err);

	while (good && fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = '\0';
		good = tell(git, line, &err);
	}
	if (!good)
		fprintf(stderr, "merges: %s\n", count == 2 ? err.message : "one repository");
	return good ? 0 : 1;
}
