/* SPDX-License-Identifier: Apache-2.0 */
/* Is a single record genuine, without its ledger? Signature and form; with a receipt, inclusion
 * too. */
#ifndef CMD_VERIFY_FILES_H
#define CMD_VERIFY_FILES_H

#include "cmd/command.h"

/* The operands are envelope files. */
bool verify_record_files(struct arena *arena, const struct arguments *arguments,
			 enum status *status, struct error *err);

#endif
