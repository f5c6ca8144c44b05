/* SPDX-License-Identifier: Apache-2.0 */
/* What do the checks share? Names of subjects, and which change requests are to be judged at all.
 */
#ifndef CHECKS_SUBJECT_H
#define CHECKS_SUBJECT_H

#include "core/check.h"

/* "change request 8f3c2d1a9b0c" */
const char *subject_of_request(struct arena *arena, const struct change_request *request);

/* The first twelve digits of a commit id. */
const char *short_id(struct arena *arena, const char *id);

/* "s" unless there is one. */
const char *plural(size_t count);

/* "Bob <bob@example.org>", safe to show. */
const char *person_shown(struct arena *arena, const struct person *person);

/* " (which resolves conflicts in a.c, b.c)", or "". */
const char *merge_shown(struct arena *arena, const struct commit *commit);

/*
 * A check of the commits of a change has nothing to judge when nothing new comes: adds the
 * NOT_APPLICABLE finding (baseline, redeploy, rollback) or the UNKNOWN one (nothing was read, or
 * the evidence does not hang together) and returns true.
 */
bool has_no_commits_to_judge(struct judgement *judgement);

/* Exactly what is in place is deployed again: same commit, same artefact (or none both times). */
bool is_redeploy(const struct evidence *evidence);

bool request_is_judged(const struct judgement *judgement, const struct change_request *request);

/* Hands every change request in scope to `one`; says NOT_APPLICABLE if there is none. */
void judge_each_request(struct judgement *judgement,
			void (*one)(struct judgement *judgement,
				    const struct change_request *request, const void *rules),
			const void *rules);

/* "a, b, c", each safe to show. */
const char *texts_shown(struct arena *arena, const struct texts *texts);

/* Adds the UNKNOWN finding for a section that was not read, and returns true; else false. */
bool is_unavailable(struct judgement *judgement, const struct availability *availability,
		    const char *code, const char *section);

#endif
