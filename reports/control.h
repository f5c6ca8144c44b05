/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What did one control find? Its findings as lines: those that block one by one, with reason and
 * fix; those that pass summed up by code.
 */
#ifndef REPORTS_CONTROL_H
#define REPORTS_CONTROL_H

#include "core/report.h"
#include "reports/lines.h"

#define CONTROL_SUBJECTS                                                                     \
	20              /* blocking subjects that are listed of one control; all are counted \
			 */
#define CONTROL_NOTES 5 /* notes that are listed of one code */

/* The findings of one check, which stand together. */
struct control {
	const char *check;
	const struct finding *at;
	size_t count;
};

/* The control that begins at finding *from, which moves behind it; false at the end. */
bool control_next(const struct evaluation *evaluation, size_t *from, struct control *control);

/* The order in which verdicts decide: FAIL, UNKNOWN, EXEMPT, PASS, NOT_APPLICABLE. */
#define VERDICTS 5
extern const enum verdict verdict_order[VERDICTS];

/* The verdict that decides about a control. */
enum verdict control_verdict(const struct control *control);

/* The same as it is shown: it waits or comes later if all that decides does. */
enum showing control_showing(const struct evidence *evidence, const struct control *control);

/* The finding that decides, the first of them. */
const struct finding *control_deciding(const struct control *control);

/*
 * What a finding is about, as it is shown behind the name of its control; NULL if that name or the
 * head of the report says it already.
 */
const char *control_subject(const struct report_input *input, const struct finding *finding);

void control_write(struct arena *arena, struct buffer *out, const struct report_input *input,
		   const struct control *control);

#endif
