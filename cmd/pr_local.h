/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What will a change request need, before there is one? Of local commits, without the network: do
 * they name a ticket, who must not review them, which tests are asked for. A preview, not a
 * verdict: what a forge will say of them is not known yet.
 */
#ifndef CMD_PR_LOCAL_H
#define CMD_PR_LOCAL_H

#include "cmd/command.h"

bool pr_local(struct arena *arena, const struct arguments *arguments, enum status *status,
	      struct error *err);

#endif
