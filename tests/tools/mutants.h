/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do rewritten checks and the program that replays them share? See negate_conditions, which
 * writes `sites` and the calls, and replay_mutants.c.
 */
#ifndef TESTS_TOOLS_MUTANTS_H
#define TESTS_TOOLS_MUTANTS_H

#include <stdbool.h>
#include <stddef.h>

/* One condition of the checks. */
struct site {
	const char *file;
	int line, column;
	const char *function;
	const char *text;
	int occurrence; /* of the text in the function, from 1 */
};

extern const struct site sites[];
extern const size_t site_count;

/* The condition, or its opposite if the mutant of this site is the one that runs. */
bool mutated(size_t site, bool condition);

#endif
