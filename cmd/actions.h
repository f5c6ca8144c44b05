/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a job of GitHub Actions show of a verdict? Annotations, its summary, and outputs for
 * the steps behind. All of it is presentation: what cannot be written is a line on standard error,
 * and changes neither verdict nor exit status.
 */
#ifndef CMD_ACTIONS_H
#define CMD_ACTIONS_H

#include "core/report.h"

/* Does it run in such a job (GITHUB_ACTIONS)? */
bool actions_running(void);

/*
 * Adds to the files that GITHUB_STEP_SUMMARY and GITHUB_OUTPUT name; with `annotate`, annotations
 * go to standard output where something failed or is not known.
 */
void actions_present(struct arena *arena, const struct report_input *input, bool annotate);

#endif
