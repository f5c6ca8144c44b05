/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be asked of changegate? One file per command, which ends in one `const struct command`;
 * the options of a command are a table that parses the command line and writes the help.
 */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

#include "cmd/arguments.h"
#include "cmd/status.h"

enum audience { FOR_DEVELOPERS, FOR_DEVOPS, FOR_AUDITORS, FOR_ALL };

struct command {
	const char *name;     /* "deploy", or "audit sample": one or two words */
	int audience;         /* enum audience */
	const char *operands; /* "RECORD", or NULL for none */
	const char *purpose;
	const struct option *options; /* ends with a row without name */
	size_t minimum_operands, maximum_operands;
	/* Returns an exit status; on a false *done the error says why. */
	bool (*run)(struct arena *arena, const struct arguments *arguments, enum status *status,
		    struct error *err);
};

extern const struct command *const command_table[]; /* ends with NULL */

/* The command that the first words name and how many words that are; NULL if none. */
const struct command *command_find(int count, const char *const *words, int *used);

#endif
