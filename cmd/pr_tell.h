/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a change request get to see its verdict? By one comment, as the policy asks for, and by
 * a check run where --check-run does. Telling is courtesy: what may not be written is a note on
 * standard error, and changes neither verdict nor status.
 */
#ifndef CMD_PR_TELL_H
#define CMD_PR_TELL_H

#include "cmd/pr_evidence.h"
#include "core/report.h"

void pr_tell(struct pr *pr, const struct report_input *input, int comment, bool check_run);

#endif
