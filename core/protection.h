/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does the forge guard an environment, and what is the run that deploys to it? A part of the
 * facts of a forge. The number of the run is what the job says of itself; all else is what the
 * forge says of that run. Each part that could not be read says why, and is then unknown.
 */
#ifndef CORE_PROTECTION_H
#define CORE_PROTECTION_H

#include "core/forge.h"

struct gate_run {
	struct availability availability; /* NOT_ASKED: the job did not say which run it is */
	const char *id;                   /* NULL: it did not say */
	const char *path;                 /* ".github/workflows/deploy.yml" */
	const char *event;
	const char *branch; /* or tag; NULL: not told */
	const char *commit; /* whose workflow file runs */
	const char *status; /* "in_progress", "completed", ... */
	int64_t attempt;
	bool on_branch;        /* its commit is on a branch that may be deployed, as the forge
				  has that branch and the clone shows */
	struct account *actor; /* of the first attempt; NULL: nobody that is known */
	struct account *triggered_by; /* of this one */
};

enum gate_state { GATE_PENDING, GATE_REJECTED, GATE_APPROVED };

struct gate_opening { /* somebody's word on environments that a run waits for */
	int state;    /* enum gate_state */
	struct account *by;
	struct texts environments;
};

struct gate_openings {
	struct availability availability;
	int64_t count; /* equals all.count */
	LIST(struct gate_opening) all;
};

enum told { NOT_TOLD, TOLD_NO, TOLD_YES };
enum admitted { ADMITS_ANY, ADMITS_PROTECTED, ADMITS_LISTED };

struct admitted_ref {
	const char *pattern;
	bool tag;
};

struct gate_settings {
	struct availability availability;
	const char *name;
	int admins_bypass;                  /* enum told */
	int admits;                         /* enum admitted: which branches may deploy to it */
	struct availability branches_known; /* of what is below, where it matters */
	int64_t admitted_count;             /* equals admitted.count */
	LIST(struct admitted_ref) admitted; /* ADMITS_LISTED */
	int64_t protected_count;            /* ADMITS_PROTECTED: protected branches */
	int64_t reviewer_count;             /* people and teams that may open its gate */
	bool prevents_self_review;
};

struct gate_secrets { /* names only */
	struct availability availability;
	int64_t count;          /* of the environment; equals names.count */
	struct texts names;     /* of the environment */
	struct texts elsewhere; /* those that the repository or organisation has too */
};

struct protection {
	const char *environment; /* its name at the forge; NULL: the policy gives it none */
	struct gate_run run;
	struct gate_openings openings;
	struct gate_settings settings;
	struct gate_secrets secrets;
};

/* What is asked; a part that is false is NOT_ASKED. */
struct protection_question {
	const char *run; /* its number; NULL: the job did not say */
	bool runs, openings, settings, secrets;
};

extern const struct fields protection_fields;

#endif
