/* SPDX-License-Identifier: Apache-2.0 */
/* What does a period come to in numbers, and would a first audit find the control designed? */
#include "audit/readiness.h"
#include "audit/report.h"
#include "base/text.h"
#include "cmd/audit_folder.h"
#include "cmd/output.h"
#include "cmd/period.h"
#include "integrations/clock.h"

#define FORECAST (INT64_C(90) * 86400)

static bool
write_outcomes(struct period_work *work, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer csv = {0};
	struct sheet sheet = {0};

	report_outcomes(&work->period, &sheet);
	sheet_write_csv(&csv, &sheet);
	return audit_write(work->period.arena, work->folder, "outcomes.csv", &csv, err);
}

static bool
run_report(struct arena *arena, const struct arguments *arguments, enum status *status,
	   struct error *err)
{
	RELEASED_BY(period_release) struct period_work work = {0};
	struct report_title title = {argument(arguments, "--client"),
				     argument(arguments, "--control"),
				     argument(arguments, "--owner")};
	struct sheet sheets[REPORT_SHEETS];
	const struct sheet *pages[REPORT_SHEETS];

	*status = STATUS_ALLOWED;
	if (!period_open(arena, arguments, false, &work, err))
		return false;
	report_sheets(&work.period, &title, sheets);
	for (size_t i = 0; i < REPORT_SHEETS; i++)
		pages[i] = &sheets[i];
	return period_write(&work, "report", "Period report", pages, REPORT_SHEETS, true, err) &&
	       write_outcomes(&work, err);
}

static const struct option report_options[] = {
	{"--client", "TEXT", false, false, "whose changes they are, for the front page"},
	{"--control", "TEXT", false, false, "id and words of the control"},
	{"--owner", "TEXT", false, false, "who owns the control"},
	PERIOD_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command audit_report_command = {
	.name = "audit report",
	.audience = FOR_AUDITORS,
	.operands = "[LEDGER]",
	.purpose = "tell a period in numbers over its full population: HTML, JSON and text",
	.options = report_options,
	.maximum_operands = 1,
	.run = run_report,
};

static bool
read_date(const struct arguments *arguments, int64_t *at, struct error *err)
{
	*at = clock_now();
	return !argument(arguments, "--at") || audit_instant(arguments, "--at", true, at, err);
}

static bool
run_readiness(struct arena *arena, const struct arguments *arguments, enum status *status,
	      struct error *err)
{
	RELEASED_BY(period_release) struct period_work work = {0};
	struct sheet sheet = {0};
	const struct sheet *sheets[] = {&sheet};
	int64_t gaps, unknown, at;

	if (!read_date(arguments, &at, err))
		return false;
	work.looks_back = true;
	work.period.request.to = at;
	work.period.request.from = at - FORECAST;
	if (!period_open(arena, arguments, true, &work, err))
		return false;
	readiness_sheet(&work.period, &sheet, &gaps, &unknown);
	*status = gaps ? STATUS_REFUSED : unknown ? STATUS_UNKNOWN : STATUS_ALLOWED;
	return period_write(&work, "readiness", "Readiness", sheets, 1, true, err);
}

static const struct option readiness_options[] = {
	{"--at", "TIME", false, false,
	 "the date (default: now); the 90 days before it are looked at"},
	{"--environment", "NAME", true, false, "in scope (default: all)"},
	{"--service", "NAME", true, false, "in scope (default: all)"},
	DIRECTORY_OPTION,
	PLACE_OPTIONS,
	{NULL, NULL, false, false, NULL},
};

const struct command audit_readiness_command = {
	.name = "audit readiness",
	.audience = FOR_AUDITORS,
	.operands = "[LEDGER]",
	.purpose = "tell what is met, missing or unknown before a first audit",
	.options = readiness_options,
	.maximum_operands = 1,
	.run = run_readiness,
};
