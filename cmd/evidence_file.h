/* SPDX-License-Identifier: Apache-2.0 */
/* What does an evidence document say, and how is it judged? Shared by evaluate and seal. */
#ifndef CMD_EVIDENCE_FILE_H
#define CMD_EVIDENCE_FILE_H

#include "core/evaluate.h"

/* "-" is stdin. Must be written as evidence_write() does, a newline at the end aside: ERROR_FORMAT.
 */
bool evidence_file_read(struct arena *arena, const char *path, struct evidence *evidence,
			struct policy *policy, struct evaluation *evaluation, struct error *err);

#endif
