/* SPDX-License-Identifier: Apache-2.0 */
/* What does a period's report tell in numbers? Everything is counted over the full population, and
 * can be counted again from outcomes.csv. No word of it is an opinion. */
#include "audit/report.h"

#include <stdlib.h>
#include <string.h>

#include "audit/gate_changes.h"
#include "audit/pages.h"
#include "base/text.h"
#include "base/time.h"

static int
together(const struct period_record *record)
{
	struct attribute_outcome outcomes[ATTRIBUTE_COUNT];

	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		outcomes[i] = (struct attribute_outcome){record->outcomes[i], ""};
	return attributes_together(outcomes);
}

/* What one month or service has. */
struct tally {
	int64_t frame, deviating, unrecorded, refused, rollbacks, bots, emergencies;
};

static bool
is_bot(const struct period_record *record)
{
	return texts_contain(&record->exceptions, "APPR-BOT") ||
	       texts_contain(&record->exceptions, "TKT-BOT");
}

static bool
is_of(const char *month, const char *service, int64_t at, const char *of)
{
	char text[21];

	instant_format(text, at);
	return (!month || strncmp(text, month, 7) == 0) && (!service || text_equal(service, of));
}

static void
count(const struct period *period, const char *month, const char *service, struct tally *out)
{
	const struct reconciliation_file *file = period->reconciliation;

	*out = (struct tally){0};
	for (size_t i = 0; i < period->records.count; i++) {
		const struct period_record *record = &period->records.at[i];

		if (!is_of(month, service, record->deployed_at, record->service))
			continue;
		out->frame += record->in_frame;
		out->refused += !record->in_frame;
		out->deviating += record->in_frame && together(record) == OUTCOME_DEVIATION;
		out->rollbacks += record->in_frame && text_equal(record->type, "rollback");
		out->bots += record->in_frame && is_bot(record);
		out->emergencies += record->in_frame && text_equal(record->type, "emergency");
	}
	for (size_t i = 0; file && i < file->unrecorded.count; i++)
		out->unrecorded += is_of(month, service, file->unrecorded.at[i].at,
					 file->unrecorded.at[i].service);
	out->frame += out->unrecorded;
	out->deviating += out->unrecorded;
}

static const char *
unrecorded_shown(const struct period *period, int64_t number)
{
	return period->reconciliation ? page_number(period->arena, number) : "not tested";
}

static void
fill_front(const struct period *period, const struct report_title *title, struct sheet *sheet)
{
	struct arena *arena = period->arena;
	struct tally all;

	count(period, NULL, NULL, &all);
	sheet->name = "Report";
	sheet_text(arena, sheet,
		   "Prepared by management. Not an opinion, and not a report of a service auditor. "
		   "For the restricted use of those whom it was given to.");
	sheet_pair(arena, sheet, "Entity", title->client ? text_shown(arena, title->client) : "");
	sheet_pair(arena, sheet, "Control",
		   title->control ? text_shown(arena, title->control) : "");
	sheet_pair(arena, sheet, "Owner", title->owner ? text_shown(arena, title->owner) : "");
	sheet_pair(arena, sheet, "From", page_instant(arena, period->request.from));
	sheet_pair(arena, sheet, "To", page_instant(arena, period->request.to));
	sheet_pair(arena, sheet, "Environments",
		   period->request.environments.count
			   ? page_joined(arena, &period->request.environments)
			   : "all of the ledger");
	sheet_pair(arena, sheet, "Services",
		   period->request.services.count ? page_joined(arena, &period->request.services)
						  : "all of the ledger");
	sheet_pair(arena, sheet, "Ledger",
		   arena_format(arena, "%s, %lld entries, root %s",
				period->population->ledger.origin,
				(long long)period->population->ledger.size,
				period->population->ledger.root));
	sheet_pair(arena, sheet, "Completeness",
		   period->reconciliation ? period->reconciliation->completeness
					  : "NOT TESTED: nothing was reconciled in this folder");
	sheet_pair(arena, sheet, "Deploys (the frame)", page_number(arena, all.frame));
	sheet_pair(arena, sheet, "of them without a record",
		   unrecorded_shown(period, all.unrecorded));
	sheet_pair(arena, sheet, "that deviate in an attribute",
		   arena_format(arena, "%lld (%s)", (long long)all.deviating,
				page_percent(arena, all.deviating, all.frame)));
	sheet_pair(arena, sheet, "Deploys that the gate did not allow",
		   page_number(arena, all.refused));
	sheet_pair(arena, sheet, "Rollbacks",
		   arena_format(arena, "%lld (%s)", (long long)all.rollbacks,
				page_percent(arena, all.rollbacks, all.frame)));
	sheet_pair(arena, sheet, "Emergencies",
		   arena_format(arena, "%lld (%s)", (long long)all.emergencies,
				page_percent(arena, all.emergencies, all.frame)));
	sheet_pair(arena, sheet, "Changes of bots",
		   arena_format(arena, "%lld (%s)", (long long)all.bots,
				page_percent(arena, all.bots, all.frame)));
	sheet_title(arena, sheet, "Not tested");
	for (size_t i = 0; i < period->population->not_tested.count; i++)
		sheet_text(arena, sheet, period->population->not_tested.at[i]);
	sheet_title(arena, sheet, "Where the numbers come from");
	sheet_text(arena, sheet,
		   "outcomes.csv has a line for each deploy of the frame, with the outcome of each "
		   "attribute; reconciliation.json what other systems say; each record is in the "
		   "ledger under its id.");
}

static void
fill_attributes(const struct period *period, struct sheet *sheet)
{
	struct arena *arena = period->arena;

	sheet->name = "Attributes";
	sheet_text(arena, sheet, "Over the full population, by management's own test.");
	PAGE_CELLS(arena, sheet, SHEET_HEADER, "attribute", "wording", "N", "pass", "deviation",
		   "not applicable", "not testable", "rate of deviations");
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
		struct period_count one;

		period_count(period, i, NULL, NULL, &one);
		PAGE_CELLS(arena, sheet, SHEET_ROW, attributes[i].code, attributes[i].wording,
			   page_number(arena, one.passed + one.deviations + one.not_applicable +
						      one.not_testable),
			   page_number(arena, one.passed), page_number(arena, one.deviations),
			   page_number(arena, one.not_applicable),
			   page_number(arena, one.not_testable),
			   one.passed + one.deviations ? page_percent(arena, one.deviations,
								      one.passed + one.deviations)
						       : "not tested");
	}
}

static void
add_tally(const struct period *period, struct sheet *sheet, const char *name,
	  const struct tally *tally)
{
	struct arena *arena = period->arena;

	PAGE_CELLS(arena, sheet, SHEET_ROW, name, page_number(arena, tally->frame),
		   page_number(arena, tally->deviating),
		   unrecorded_shown(period, tally->unrecorded), page_number(arena, tally->refused),
		   page_number(arena, tally->rollbacks), page_number(arena, tally->bots),
		   page_number(arena, tally->emergencies),
		   page_percent(arena, tally->deviating, tally->frame));
}

static void
fill_months(const struct period *period, struct sheet *sheet)
{
	struct arena *arena = period->arena;
	struct texts months = {0}, *deploys, *deviations;

	period_months(period, &months);
	sheet->name = "Months";
	deploys = sheet_line(arena, sheet, SHEET_CHART);
	texts_add(arena, deploys, "Deploys by month");
	for (size_t i = 0; i < months.count; i++) {
		struct tally tally;

		count(period, months.at[i], NULL, &tally);
		texts_add(arena, deploys, months.at[i]);
		texts_add(arena, deploys, page_number(arena, tally.frame));
	}
	deviations = sheet_line(arena, sheet, SHEET_CHART);
	texts_add(arena, deviations, "Deploys that deviate in an attribute, by month");
	for (size_t i = 0; i < months.count; i++) {
		struct tally tally;

		count(period, months.at[i], NULL, &tally);
		texts_add(arena, deviations, months.at[i]);
		texts_add(arena, deviations, page_number(arena, tally.deviating));
	}
	PAGE_CELLS(arena, sheet, SHEET_HEADER, "month", "deploys", "deviating", "without a record",
		   "not allowed", "rollbacks", "bots", "emergencies", "rate");
	for (size_t i = 0; i < months.count; i++) {
		struct tally tally;

		count(period, months.at[i], NULL, &tally);
		add_tally(period, sheet, months.at[i], &tally);
	}
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
add_service(struct arena *arena, const char *service, struct texts *out)
{
	if (!texts_contain(out, service))
		texts_add(arena, out, service);
}

/* A service that never went through the gate has a line, too. */
static void
list_services(const struct period *period, struct texts *out)
{
	const struct reconciliation_file *file = period->reconciliation;

	for (size_t i = 0; i < period->records.count; i++)
		add_service(period->arena, period->records.at[i].service, out);
	for (size_t i = 0; file && i < file->unrecorded.count; i++)
		add_service(period->arena, file->unrecorded.at[i].service, out);
	if (out->count)
		qsort(out->at, out->count, sizeof(out->at[0]), compare_texts);
}

static void
fill_services(const struct period *period, struct sheet *sheet)
{
	struct arena *arena = period->arena;
	struct texts services = {0};

	list_services(period, &services);
	sheet->name = "Services";
	PAGE_CELLS(arena, sheet, SHEET_HEADER, "service", "deploys", "deviating",
		   "without a record", "not allowed", "rollbacks", "bots", "emergencies", "rate");
	for (size_t i = 0; i < services.count; i++) {
		struct tally tally;

		count(period, NULL, services.at[i], &tally);
		add_tally(period, sheet,
			  services.at[i][0] ? text_shown(arena, services.at[i]) : "(not told)",
			  &tally);
	}
}

struct duty {
	const char *author, *approver;
	int64_t records;
};

struct duties {
	LIST(struct duty) all;
	int64_t self_approved, self_deployed, deployer_unknown, records;
};

static void
see_duty(struct arena *arena, struct duties *duties, const char *author, const char *approver)
{
	struct duty *found = NULL;

	for (size_t i = 0; i < duties->all.count && !found; i++)
		if (text_equal(duties->all.at[i].author, author) &&
		    text_equal(duties->all.at[i].approver, approver))
			found = &duties->all.at[i];
	if (!found) {
		found = LIST_ADD(arena, &duties->all);
		*found = (struct duty){author, approver, 0};
	}
	found->records++;
	duties->self_approved += text_equal(author, approver);
}

static void
see_duties(struct arena *arena, struct duties *duties, const struct period_record *record)
{
	bool knows = record->deployed_by[0];

	duties->records++;
	duties->deployer_unknown += !knows;
	duties->self_deployed += knows && texts_contain(&record->authors, record->deployed_by);
	for (size_t i = 0; i < record->authors.count; i++)
		for (size_t j = 0; j < record->approvers.count; j++)
			see_duty(arena, duties, record->authors.at[i], record->approvers.at[j]);
}

#define SHOWN_DUTIES 200

static void
fill_duties(const struct period *period, struct sheet *sheet)
{
	struct arena *arena = period->arena;
	struct duties duties = {0};

	for (size_t i = 0; i < period->records.count; i++)
		if (period->records.at[i].in_frame)
			see_duties(arena, &duties, &period->records.at[i]);
	sheet->name = "Duties";
	sheet_pair(arena, sheet, "Author and counted approver were one",
		   page_number(arena, duties.self_approved));
	sheet_pair(arena, sheet, "Author and deployer were one",
		   duties.deployer_unknown == duties.records
			   ? "not tested: nobody told who deployed"
			   : page_number(arena, duties.self_deployed));
	sheet_pair(arena, sheet, "Records that do not tell who deployed",
		   page_number(arena, duties.deployer_unknown));
	PAGE_CELLS(arena, sheet, SHEET_HEADER, "author", "approver", "records");
	for (size_t i = 0; i < duties.all.count && i < SHOWN_DUTIES; i++)
		PAGE_CELLS(arena, sheet, SHEET_ROW, duties.all.at[i].author,
			   duties.all.at[i].approver, page_number(arena, duties.all.at[i].records));
	if (duties.all.count > SHOWN_DUTIES)
		sheet_text(arena, sheet,
			   arena_format(arena, "and %zu more pairs, which are in population.csv",
					duties.all.count - SHOWN_DUTIES));
}

static int
compare_numbers(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return left < right ? -1 : left > right;
}

static const char *
duration(struct arena *arena, int64_t seconds)
{
	if (seconds < 0)
		return arena_format(arena, "%lld s before", (long long)-seconds);
	return arena_format(arena, "%lld h %lld min", (long long)(seconds / 3600),
			    (long long)(seconds / 60 % 60));
}

static void
add_times(struct arena *arena, struct sheet *sheet, const char *name, int64_t *times, size_t known,
	  int64_t all)
{
	if (!known) {
		PAGE_CELLS(arena, sheet, SHEET_ROW, name, "not tested", "not tested", "not tested",
			   "no record tells both times");
		return;
	}
	qsort(times, known, sizeof(*times), compare_numbers);
	PAGE_CELLS(arena, sheet, SHEET_ROW, name, duration(arena, times[known / 2]),
		   duration(arena, times[known * 9 / 10]), duration(arena, times[known - 1]),
		   arena_format(arena, "%zu of %lld records", known, (long long)all));
}

static void
fill_times(const struct period *period, struct sheet *sheet)
{
	struct arena *arena = period->arena;
	size_t room = (period->records.count + 1) * sizeof(int64_t), tickets = 0, approvals = 0;
	int64_t *ticket = arena_allocate(arena, room), *approval = arena_allocate(arena, room);
	int64_t all = 0;

	for (size_t i = 0; i < period->records.count; i++) {
		const struct period_record *record = &period->records.at[i];

		if (!record->in_frame)
			continue;
		all++;
		if (record->ticket_at)
			ticket[tickets++] = record->deployed_at - record->ticket_at;
		if (record->approved_at)
			approval[approvals++] = record->deployed_at - record->approved_at;
	}
	sheet->name = "Times";
	PAGE_CELLS(arena, sheet, SHEET_HEADER, "from", "median", "nine of ten within", "longest",
		   "known");
	add_times(arena, sheet, "ticket made to deploy", ticket, tickets, all);
	add_times(arena, sheet, "last approval to deploy", approval, approvals, all);
}

void
report_outcomes(const struct period *period, struct sheet *out)
{
	struct arena *arena = period->arena;
	struct texts *line = sheet_line(arena, out, SHEET_HEADER);
	static const char *const before[] = {"record_id", "service", "environment", "deployed_at",
					     "type"};

	out->name = "Outcomes";
	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++)
		texts_add(arena, line, before[i]);
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		texts_add(arena, line, attributes[i].code);
	for (size_t i = 0; i < period->records.count; i++) {
		const struct period_record *record = &period->records.at[i];

		if (!record->in_frame)
			continue;
		PAGE_CELLS(arena, out, SHEET_ROW, record->record_id, record->service,
			   record->environment, page_instant(arena, record->deployed_at),
			   record->type);
		line = &out->lines.at[out->lines.count - 1].cells;
		for (size_t j = 0; j < ATTRIBUTE_COUNT; j++)
			texts_add(arena, line, outcome_sign(record->outcomes[j]));
	}
	for (size_t i = 0; period->reconciliation && i < period->reconciliation->unrecorded.count;
	     i++) {
		const struct unrecorded *one = &period->reconciliation->unrecorded.at[i];

		PAGE_CELLS(arena, out, SHEET_ROW, one->id, one->service, one->environment,
			   page_instant(arena, one->at), "unrecorded");
		line = &out->lines.at[out->lines.count - 1].cells;
		for (size_t j = 0; j < ATTRIBUTE_COUNT; j++)
			texts_add(arena, line, outcome_sign(OUTCOME_DEVIATION));
	}
}

void
report_sheets(const struct period *period, const struct report_title *title,
	      struct sheet out[REPORT_SHEETS])
{
	int64_t loosened;

	memset(out, 0, REPORT_SHEETS * sizeof(*out));
	fill_front(period, title, &out[0]);
	fill_attributes(period, &out[1]);
	fill_months(period, &out[2]);
	fill_services(period, &out[3]);
	fill_duties(period, &out[4]);
	fill_times(period, &out[5]);
	gate_changes_sheet(period, &out[6], &loosened);
	report_control(period, &out[7]);
}
