/* SPDX-License-Identifier: Apache-2.0 */
/* Who runs this, where, and how was it called? As the machine says; nobody vouches for it. */
#ifndef INTEGRATIONS_MACHINE_H
#define INTEGRATIONS_MACHINE_H

#include "base/arena.h"

/* Name of the account, or "uid 1000". */
const char *machine_account(struct arena *arena);

/* Name of the machine on its network; "not known". */
const char *machine_name(struct arena *arena);

/* The words of the command line, a blank between, made safe to show; "not known". */
const char *machine_command(struct arena *arena);

#endif
