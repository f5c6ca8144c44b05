/* SPDX-License-Identifier: Apache-2.0 */
/* Which exceptions are open, who had access, and how did the gate change? One list each. */
#include "audit/access.h"
#include "audit/exceptions.h"
#include "audit/gate_changes.h"
#include "cmd/audit_folder.h"
#include "cmd/output.h"
#include "cmd/period.h"

static const struct option options[] = {
	PERIOD_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

static bool
say(int64_t number, const char *what, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	buffer_add_format(&out, "%lld %s\n", (long long)number, what);
	return output_stdout(&out, err);
}

static bool
run_exceptions(struct arena *arena, const struct arguments *arguments, enum status *status,
	       struct error *err)
{
	RELEASED_BY(period_release) struct period_work work = {0};
	struct sheet sheet = {0};
	const struct sheet *sheets[] = {&sheet};
	int64_t open, overdue;

	*status = STATUS_ALLOWED;
	if (!period_open(arena, arguments, true, &work, err))
		return false;
	exceptions_sheet(&work.period, &sheet, &open, &overdue);
	return period_write(&work, "exceptions", "Exceptions", sheets, 1, false, err) &&
	       say(overdue, "exceptions are overdue", err) &&
	       say(open, "exceptions are open; made exceptions.csv, .json and .html", err);
}

const struct command audit_exceptions_command = {
	.name = "audit exceptions",
	.audience = FOR_AUDITORS,
	.operands = "[LEDGER]",
	.purpose = "list refusals, deviations, emergencies and what does not match, with age",
	.options = options,
	.maximum_operands = 1,
	.run = run_exceptions,
};

static bool
run_access(struct arena *arena, const struct arguments *arguments, enum status *status,
	   struct error *err)
{
	RELEASED_BY(period_release) struct period_work work = {0};
	struct sheet sheet = {0};
	const struct sheet *sheets[] = {&sheet};

	*status = STATUS_ALLOWED;
	if (!period_open(arena, arguments, true, &work, err))
		return false;
	access_sheet(&work.period, &sheet);
	return period_write(&work, "access", "Access", sheets, 1, true, err);
}

const struct command audit_access_command = {
	.name = "audit access",
	.audience = FOR_AUDITORS,
	.operands = "[LEDGER]",
	.purpose = "list who could approve, sign and deploy at start and end, and who did",
	.options = options,
	.maximum_operands = 1,
	.run = run_access,
};

static bool
run_gate_changes(struct arena *arena, const struct arguments *arguments, enum status *status,
		 struct error *err)
{
	RELEASED_BY(period_release) struct period_work work = {0};
	struct sheet sheet = {0};
	const struct sheet *sheets[] = {&sheet};
	int64_t loosened;

	if (!period_open(arena, arguments, true, &work, err))
		return false;
	gate_changes_sheet(&work.period, &sheet, &loosened);
	*status = loosened ? STATUS_REFUSED : STATUS_ALLOWED;
	return period_write(&work, "gate-changes", "Gate changes", sheets, 1, false, err) &&
	       say(loosened,
		   "versions of a policy were looser than the one before; made "
		   "gate-changes.csv, .json and .html",
		   err);
}

const struct command audit_gate_changes_command = {
	.name = "audit gate-changes",
	.audience = FOR_AUDITORS,
	.operands = "[LEDGER]",
	.purpose = "list the policies and gates that judged, and what each loosened",
	.options = options,
	.maximum_operands = 1,
	.run = run_gate_changes,
};
