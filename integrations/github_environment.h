/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does GitHub guard an environment, and what is the run that deploys to it? Asked over REST,
 * all at once. A part that is not answered is UNAVAILABLE by itself: plans and tokens differ in
 * what they tell.
 */
#ifndef INTEGRATIONS_GITHUB_ENVIRONMENT_H
#define INTEGRATIONS_GITHUB_ENVIRONMENT_H

#include "core/protection.h"
#include "integrations/github_work.h"

/* What work->question->protection wants, if it is there. */
void github_environment_ask(struct github_work *work, struct github_asks *asks);

/* Fills work->facts->protection from the asks. */
void github_environment_read(struct github_work *work, const struct github_asks *asks);

/* Readers of the answers. NULL, or what is wrong; then nothing of `out` counts. */
const char *github_read_gate_run(struct arena *arena, const struct node *root,
				 struct gate_run *run);
const char *github_read_openings(struct arena *arena, const struct node *root,
				 struct gate_openings *openings);
const char *github_read_settings(struct arena *arena, const struct node *root,
				 struct gate_settings *settings);
const char *github_read_admitted(struct arena *arena, const struct node *root,
				 struct gate_settings *settings);
const char *github_read_protected(struct arena *arena, const struct node *root,
				  struct gate_settings *settings);
const char *github_read_secrets(struct arena *arena, const struct node *root, struct texts *names);

#endif
