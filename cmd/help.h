/* SPDX-License-Identifier: Apache-2.0 */
/* What can I ask? Made from the command table, so that help cannot differ from what is parsed. */
#ifndef CMD_HELP_H
#define CMD_HELP_H

#include "cmd/command.h"

bool help_command(const struct command *command, struct error *err);

/* For no command or one that does not exist; returns the exit status. */
enum status help_unknown(struct arena *arena, int count, const char *const *words);

#endif
