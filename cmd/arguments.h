/* SPDX-License-Identifier: Apache-2.0 */
/* What was asked on the command line? Options are rows of a table; a value follows behind '=' or a
 * space. */
#ifndef CMD_ARGUMENTS_H
#define CMD_ARGUMENTS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/list.h"

struct command;

struct option {
	const char *name;  /* "--env" */
	const char *value; /* "NAME", or NULL for a switch */
	bool repeatable;
	bool recorded;       /* touches the verdict: its value goes into the evidence */
	const char *meaning; /* for help and manual */
};

struct given {
	const struct option *option;
	const char *value; /* NULL for a switch */
};

struct arguments {
	LIST(struct given) options;
	struct texts operands;
};

bool arguments_parse(struct arena *arena, const struct command *command, int count,
		     const char *const *words, struct arguments *arguments, struct error *err);

/* The value of an option (the last, if repeatable), or NULL. */
const char *argument(const struct arguments *arguments, const char *name);
bool argument_given(const struct arguments *arguments, const char *name);
void arguments_all(struct arena *arena, const struct arguments *arguments, const char *name,
		   struct texts *values);

#endif
