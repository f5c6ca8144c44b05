/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a control answer its question? A check is a pure function of policy and evidence that
 * adds at least one finding. Id and revision are permanent: a changed meaning is a new row of the
 * table, and the old one stays, so that old records can be re-performed.
 */
#ifndef CORE_CHECK_H
#define CORE_CHECK_H

#include "core/evidence.h"
#include "core/finding.h"
#include "core/policy.h"

struct check;

/* One check at work. */
struct judgement {
	struct arena *arena;
	const struct check *check;
	const struct policy *policy;
	const struct evidence *evidence;
	struct evaluation *evaluation; /* findings are added here */
};

struct check {
	const char *id;
	int revision;
	const char *question; /* for people: "Is every change linked to a ticket?" */
	void (*answer)(struct judgement *judgement);
	/* Is it asked at all? NULL: always. What older records do not have must not be missing. */
	bool (*applies)(const struct judgement *judgement);
};

bool check_applies(const struct check *check, const struct judgement *judgement);

/* Adds a finding with this code (which core/code.h must know) and sentence. */
struct finding *judge(struct judgement *judgement, const char *subject, enum verdict verdict,
		      const char *code, const char *because, ...) FORMATTED(5, 6);

/* What to do; for anything but PASS. */
void finding_fix(struct judgement *judgement, struct finding *finding, const char *format, ...)
	FORMATTED(3, 4);

/* A JSON Pointer that the finding rests on: finding_rests_on(j, f, "/change/commits/%zu", i). */
void finding_rests_on(struct judgement *judgement, struct finding *finding, const char *format, ...)
	FORMATTED(3, 4);

void finding_note(struct judgement *judgement, struct finding *finding, const char *code,
		  const char *format, ...) FORMATTED(4, 5);

#endif
