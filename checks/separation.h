/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which parts has the control separation? Each adds at least one finding about what the policy asks
 * of the environment, and none where it asks nothing. Subjects of findings say which part it was:
 * a policy may have a part reported only (core/reported.h).
 */
#ifndef CHECKS_SEPARATION_H
#define CHECKS_SEPARATION_H

#include "core/check.h"
#include "core/protection.h"

/* Clocks of two machines. */
#define CLOCK_TOLERANCE_SECONDS 120

/* From a branch that may be deployed? By a workflow and an event that may deploy? */
void judge_source(struct judgement *judgement, const struct environment_rules *rules);
void judge_run(struct judgement *judgement, const struct environment_rules *rules);

/* Was it in the environment before this one, the same, and long enough? */
void judge_order(struct judgement *judgement, const struct environment_rules *rules);

/* Did somebody else open the gate for this run? */
void judge_duties(struct judgement *judgement, const struct environment_rules *rules);

/* Does the forge protect the environment as the policy asks? */
void judge_protection(struct judgement *judgement, const struct environment_rules *rules);

/* Is it where it says that it is, apart from other environments? */
void judge_target(struct judgement *judgement, const struct environment_rules *rules);

/* Was the artefact built from the deployed commit? */
void judge_artifact(struct judgement *judgement, const struct environment_rules *rules);

/* Is nothing frozen now? */
void judge_freezes(struct judgement *judgement, const struct environment_rules *rules);

/*
 * What the forge says of the environment, if it was asked about the one that the policy names; else
 * adds the UNKNOWN finding about `subject` and returns NULL.
 */
const struct protection *find_protection(struct judgement *judgement,
					 const struct environment_rules *rules, const char *subject,
					 const char *code);

/* The UNKNOWN finding about a part that could not be read, below /forge/protection. */
void judge_part_unread(struct judgement *judgement, const struct availability *availability,
		       const char *subject, const char *code, const char *part);

#endif
