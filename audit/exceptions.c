/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is open? The register: one line for each refusal, deviation, exemption used, deploy without
 * a record and difference, with its age. A line never changes the record that it is about; owner,
 * due date and response are blank, for people.
 */
#include "audit/exceptions.h"

#include "audit/pages.h"
#include "base/text.h"

struct entry {
	const char *id, *detected_by, *subject, *code, *what, *severity;
	int64_t opened, closed; /* closed 0: it is open */
	const char *service, *environment;
};

struct listing {
	const struct period *period;
	struct sheet *sheet;
	int64_t number, open;
};

static void
add_entry(struct listing *listing, const struct entry *entry)
{
	struct arena *arena = listing->period->arena;
	int64_t until = entry->closed ? entry->closed : listing->period->now;
	int64_t age = until > entry->opened ? (until - entry->opened) / 86400 : 0;

	listing->number++;
	listing->open += !entry->closed;
	PAGE_CELLS(arena, listing->sheet, SHEET_ROW, entry->id,
		   entry->opened ? page_instant(arena, entry->opened) : "", entry->detected_by,
		   entry->subject, entry->service, entry->environment, entry->code, entry->what,
		   entry->severity, entry->closed ? "closed" : "open",
		   entry->opened ? page_number(arena, age) : "",
		   entry->closed ? page_instant(arena, entry->closed) : "", "", "", "");
}

/* A refusal is closed by the deploy of the same commit that was allowed later. */
static int64_t
allowed_later(const struct period *period, size_t after)
{
	const struct period_record *refused = &period->records.at[after];

	for (size_t i = after + 1; i < period->records.count; i++) {
		const struct period_record *record = &period->records.at[i];

		if (record->in_frame && text_equal(record->head, refused->head) &&
		    text_equal(record->service, refused->service) &&
		    text_equal(record->environment, refused->environment))
			return record->gate_at;
	}
	return 0;
}

static void
list_refused(struct listing *listing, size_t at)
{
	const struct period_record *record = &listing->period->records.at[at];
	struct arena *arena = listing->period->arena;

	add_entry(listing, &(struct entry){.id = arena_format(arena, "EX-%s", record->record_id),
					   .detected_by = "gate",
					   .subject = record->record_id,
					   .code = page_joined(arena, &record->blocked_by),
					   .what = "the gate did not allow this deploy",
					   .severity = "prevented",
					   .opened = record->gate_at,
					   .closed = allowed_later(listing->period, at),
					   .service = record->service,
					   .environment = record->environment});
}

static void
list_deviations(struct listing *listing, const struct period_record *record)
{
	struct arena *arena = listing->period->arena;

	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		if (record->outcomes[i] == OUTCOME_DEVIATION)
			add_entry(listing,
				  &(struct entry){.id = arena_format(arena, "EX-%s-%s",
								     record->record_id,
								     attributes[i].code),
						  .detected_by = "self-test",
						  .subject = record->record_id,
						  .code = record->because[i],
						  .what = arena_format(arena, "deviates in %s: %s",
								       attributes[i].code,
								       attributes[i].wording),
						  .severity = "deviation",
						  .opened = record->deployed_at,
						  .service = record->service,
						  .environment = record->environment});
}

/* A bot or a rollback that the policy foresees is a class; a waiver is an exception. */
static void
list_waived(struct listing *listing, const struct period_record *record)
{
	struct arena *arena = listing->period->arena;

	for (size_t i = 0; i < record->exceptions.count; i++)
		if (text_starts_with(record->exceptions.at[i], "WAIVER-"))
			add_entry(listing,
				  &(struct entry){
					  .id = arena_format(arena, "EX-%s-W", record->record_id),
					  .detected_by = "gate",
					  .subject = record->record_id,
					  .code = record->exceptions.at[i],
					  .what = "a waiver of the policy let it off",
					  .severity = "waived",
					  .opened = record->gate_at,
					  .service = record->service,
					  .environment = record->environment});
}

static void
list_differences(struct listing *listing)
{
	const struct reconciliation_file *file = listing->period->reconciliation;
	struct arena *arena = listing->period->arena;

	for (size_t i = 0; file && i < file->differences.count; i++) {
		const struct reconciliation_difference *one = &file->differences.at[i];
		bool informs = text_equal(one->code, "REC-OUT-OF-SCOPE");

		add_entry(listing,
			  &(struct entry){.id = arena_format(arena, "EX-%s-%zu", one->test, i + 1),
					  .detected_by = "reconcile",
					  .subject = one->subject,
					  .code = one->code,
					  .what = one->what,
					  .severity = informs ? "to know" : "unmatched",
					  .opened = period_instant(one->at),
					  .service = one->service,
					  .environment = one->environment});
	}
}

void
exceptions_sheet(const struct period *period, struct sheet *out, int64_t *open)
{
	struct listing listing = {period, out, 0, 0};
	struct arena *arena = period->arena;

	out->name = "Exceptions";
	PAGE_CELLS(arena, out, SHEET_HEADER, "id", "opened_at", "detected_by", "subject", "service",
		   "environment", "code", "description", "severity", "status", "age_days",
		   "closed_at", "OWNER", "DUE", "RESPONSE");
	for (size_t i = 0; i < period->records.count; i++) {
		const struct period_record *record = &period->records.at[i];

		if (!record->in_frame)
			list_refused(&listing, i);
		else
			list_deviations(&listing, record);
		list_waived(&listing, record);
	}
	list_differences(&listing);
	if (!period->reconciliation)
		sheet_text(arena, out,
			   "not tested: deploys without a record (nothing was reconciled in this "
			   "folder)");
	*open = listing.open;
}
