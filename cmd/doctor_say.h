/* SPDX-License-Identifier: Apache-2.0 */
/* What did the doctor find? A line for each thing that was looked at. */
#ifndef CMD_DOCTOR_SAY_H
#define CMD_DOCTOR_SAY_H

#include "base/arena.h"
#include "base/buffer.h"
#include "core/policy.h"
#include "integrations/github.h"
#include "reports/lines.h"

struct doctor {
	struct arena *arena;
	const struct policy *policy; /* NULL: none that is valid */
	struct github *github;       /* NULL: there is no forge, or it cannot be asked */
	const char *branch;          /* that is protected, by its short name; NULL: not known */
	struct buffer *out;
	bool color;
	bool failed, unknown; /* something was */
};

/* The sentence may hold foreign text, which is made safe. */
void doctor_say(struct doctor *doctor, enum showing showing, const char *name, const char *format,
		...) FORMATTED(4, 5);

#endif
