/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How is a verdict told? A report is one voice: it writes what was found into a buffer, and decides
 * nothing. The same input gives the same bytes.
 */
#ifndef CORE_REPORT_H
#define CORE_REPORT_H

#include "base/buffer.h"
#include "core/evaluate.h"
#include "core/record.h"

struct report_input {
	const struct evidence *evidence;
	const struct policy *policy; /* NULL if it is not at hand */
	const struct evaluation *evaluation;
	int record_kind;    /* enum record_kind: deployment, baseline, rollback, redeploy */
	const char *record; /* payload digest; NULL: nothing was recorded */
	int64_t index;      /* of the record in the ledger; only with `record` */
	bool dry_run;
	bool color;           /* ANSI colours */
	bool ascii;           /* nothing but ASCII */
	int exit_status;      /* of the command: 4 says that the record could not be written */
	struct texts remarks; /* said before the findings: what they were judged by */
	size_t limit;         /* bytes of a Markdown report; 0: what a job's summary takes */
};

struct report {
	const char *name; /* --format */
	void (*write)(struct arena *arena, struct buffer *out, const struct report_input *input);
};

#endif
