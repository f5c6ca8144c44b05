/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was judged, how, and on what does it rest? One finding per (subject, check), for passes too,
 * so that a reader can recompute the verdict.
 */
#ifndef CORE_FINDING_H
#define CORE_FINDING_H

#include <stdint.h>

#include "base/fields.h"
#include "base/list.h"

enum verdict { PASS, FAIL, EXEMPT, UNKNOWN, NOT_APPLICABLE };

enum result {
	RESULT_ALLOWED,
	RESULT_REFUSED,
	RESULT_UNKNOWN,
	RESULT_ADVISORY,  /* all passed, of what is no deploy: never a record, never in place */
	RESULT_EMERGENCY, /* goes ahead although controls are not met: never a pass */
};

struct note {
	const char *code;
	const char *text;
};

struct finding {
	const char *check; /* id: change, ticket, approval, tests, separation, policy */
	int64_t revision;
	const char *subject; /* "change", "change request 8f3c2d1", "junit out/junit/ *.xml", ... */
	int verdict;         /* enum verdict */
	const char *code;    /* stable; core/code.h */
	const char *because; /* one sentence: what was found */
	const char *fix;     /* one sentence: what to do; NULL for PASS */
	struct texts inputs; /* JSON Pointers (RFC 6901) into the evidence document */
	LIST(struct note) notes;
};

struct evaluation {
	int result; /* enum result */
	LIST(struct finding) findings;
};

extern const char *const verdict_names[];
extern const char *const result_names[]; /* "allowed", "refused", "unknown" */
extern const struct fields finding_fields;
extern const struct fields evaluation_fields;

#endif
