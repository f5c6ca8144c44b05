/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is open? The register: one line for each refusal, deviation, exemption used, emergency,
 * deploy without a record and difference, with its age, who has to close it and which record did. A
 * line never changes the record that it is about; OWNER, DUE and RESPONSE are blank, for people.
 */
#include "audit/exceptions.h"

#include <string.h>

#include "audit/emergencies.h"
#include "audit/pages.h"
#include "audit/reconcile.h"
#include "base/text.h"
#include "core/policy.h"

struct entry {
	const char *id, *detected_by, *subject, *code, *what, *severity;
	int64_t opened, due, closed; /* due 0: nothing says when; closed 0: it is open */
	const char *closer, *closed_by;
	const char *service, *environment;
};

/* Days that something is open, or was; the last has no end. */
static const struct {
	const char *name;
	int64_t most;
} ages[] = {{"0 to 7", 7}, {"8 to 30", 30}, {"31 to 90", 90}, {"over 90", INT64_MAX}};

#define AGES (sizeof(ages) / sizeof(ages[0]))

struct listing {
	const struct period *period;
	struct sheet *sheet;
	int64_t number, open, overdue;
	int64_t by_age[AGES]; /* of those that are open */
	const char *digest;   /* of the policy whose guardians these are */
	const char *guardians;
};

static size_t
age_of(int64_t days)
{
	size_t at = 0;

	while (days > ages[at].most)
		at++;
	return at;
}

static const char *
status_of(const struct listing *listing, const struct entry *entry)
{
	if (entry->closed)
		return entry->due && entry->closed >= entry->due ? "closed late" : "closed";
	return entry->due && entry->due <= listing->period->now ? "overdue" : "open";
}

static void
add_entry(struct listing *listing, const struct entry *entry)
{
	struct arena *arena = listing->period->arena;
	int64_t until = entry->closed ? entry->closed : listing->period->now;
	int64_t age = until > entry->opened ? (until - entry->opened) / 86400 : 0;

	const char *status = status_of(listing, entry);

	listing->number++;
	listing->open += !entry->closed;
	listing->overdue += text_equal(status, "overdue");
	if (!entry->closed && entry->opened)
		listing->by_age[age_of(age)]++;
	PAGE_CELLS(arena, listing->sheet, SHEET_ROW, entry->id,
		   entry->opened ? page_instant(arena, entry->opened) : "", entry->detected_by,
		   entry->subject, entry->service, entry->environment, entry->code, entry->what,
		   entry->severity, status, entry->opened ? page_number(arena, age) : "",
		   entry->opened ? ages[age_of(age)].name : "",
		   entry->due ? page_instant(arena, entry->due) : "", entry->closer,
		   entry->closed ? page_instant(arena, entry->closed) : "",
		   entry->closed_by ? entry->closed_by : "", "", "", "");
}

/* ---- who has to close it ---- */

static const struct period_version *
policy_with(const struct period *period, const char *digest)
{
	for (size_t i = 0; i < period->policies.count; i++)
		if (text_equal(period->policies.at[i].digest, digest))
			return &period->policies.at[i];
	return NULL;
}

static const char *
read_guardians(struct arena *arena, const struct period_version *version)
{
	struct policy policy;
	struct error err;

	if (!version ||
	    !policy_read_effective(arena, version->bytes, strlen(version->bytes), &policy, &err))
		return "not recorded";
	if (!policy.guardians.count)
		return "not recorded: the policy names no guardians";
	return arena_format(arena, "guardians of the gate: %s",
			    page_joined(arena, &policy.guardians));
}

/* Of the policy that judged; most lines are of the same one. */
static const char *
guardians_of(struct listing *listing, const char *digest)
{
	if (!text_equal(listing->digest, digest)) {
		listing->guardians = read_guardians(listing->period->arena,
						    policy_with(listing->period, digest));
		listing->digest = digest;
	}
	return listing->guardians;
}

/* Whose repository a difference is about; "": it does not tell. */
static const char *
repository_of(const struct period *period, const struct reconciliation_difference *difference)
{
	const struct unrecorded *unrecorded =
		is_unrecorded(difference->subject)
			? unrecorded_find(period->reconciliation, difference->subject)
			: NULL;

	if (unrecorded)
		return unrecorded->repository;
	for (size_t i = 0; i < period->records.count; i++)
		if (text_equal(period->records.at[i].record_id, difference->subject))
			return period->records.at[i].repository;
	return "";
}

/* Those of the last policy that judged the service. Another repository may call its own the same.
 */
static const char *
guardians_for(struct listing *listing, const struct reconciliation_difference *difference)
{
	const struct period *period = listing->period;
	const char *repository = repository_of(period, difference);

	for (size_t i = period->records.count; i; i--) {
		const struct period_record *record = &period->records.at[i - 1];

		if (text_equal(record->service, difference->service) &&
		    reconcile_same_repository(record->repository, repository))
			return guardians_of(listing, record->policy_digest);
	}
	return "not recorded";
}

static const char *
authors_of(struct arena *arena, const struct period_record *record)
{
	return record->authors.count ? arena_format(arena, "authors of the change: %s",
						    page_joined(arena, &record->authors))
				     : "whoever deploys the service";
}

/* ---- the lines ---- */

/* A refusal is closed by the deploy of the same commit that was allowed later; a fork has the same
 * commits. */
static const struct period_record *
allowed_later(const struct period *period, size_t after)
{
	const struct period_record *refused = &period->records.at[after];

	for (size_t i = after + 1; i < period->records.count; i++) {
		const struct period_record *record = &period->records.at[i];

		if (record->in_frame && text_equal(record->head, refused->head) &&
		    text_equal(record->repository, refused->repository) &&
		    text_equal(record->service, refused->service) &&
		    text_equal(record->environment, refused->environment))
			return record;
	}
	return NULL;
}

static void
list_refused(struct listing *listing, size_t at)
{
	const struct period_record *record = &listing->period->records.at[at];
	const struct period_record *later = allowed_later(listing->period, at);
	struct arena *arena = listing->period->arena;

	add_entry(listing, &(struct entry){.id = arena_format(arena, "EX-%s", record->record_id),
					   .detected_by = "gate",
					   .subject = record->record_id,
					   .code = page_joined(arena, &record->blocked_by),
					   .what = "the gate did not allow this deploy",
					   .severity = "prevented",
					   .opened = record->gate_at,
					   .closer = authors_of(arena, record),
					   .closed = later ? later->gate_at : 0,
					   .closed_by = later ? later->record_id : NULL,
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
				  &(struct entry){
					  .id = arena_format(arena, "EX-%s-%s", record->record_id,
							     attributes[i].code),
					  .detected_by = "self-test",
					  .subject = record->record_id,
					  .code = record->because[i],
					  .what = arena_format(arena, "deviates in %s: %s",
							       attributes[i].code,
							       attributes[i].wording),
					  .severity = "deviation",
					  .opened = record->deployed_at,
					  .closer = guardians_of(listing, record->policy_digest),
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
					  .closer = guardians_of(listing, record->policy_digest),
					  .service = record->service,
					  .environment = record->environment});
}

/* Called before the period too, where something of it was still open in it. */
static void
list_emergencies(struct listing *listing)
{
	const struct period *period = listing->period;
	struct arena *arena = period->arena;

	for (size_t i = 0; i < period->emergencies.count; i++) {
		const struct period_emergency *one = &period->emergencies.at[i];

		if (emergency_concerns(period, one))
			add_entry(listing,
				  &(struct entry){
					  .id = arena_format(arena, "EX-%s-EM", one->record_id),
					  .detected_by = "gate",
					  .subject = one->record_id,
					  .code = "CHG-UNSETTLED",
					  .what = "an emergency, which is owed a retro",
					  .severity = "emergency",
					  .opened = one->called_at,
					  .due = one->due,
					  .closer = arena_format(arena,
								 "a reviewer who is none of: %s",
								 page_joined(arena, &one->people)),
					  .closed = one->closed_at,
					  .closed_by = one->closed_by,
					  .service = text_shown(arena, one->key.service),
					  .environment = text_shown(arena, one->key.environment)});
	}
}

static void
tell_ages(const struct listing *listing)
{
	struct arena *arena = listing->period->arena;

	sheet_pair(arena, listing->sheet, "open", page_number(arena, listing->open));
	sheet_pair(arena, listing->sheet, "of them overdue", page_number(arena, listing->overdue));
	for (size_t i = 0; i < AGES; i++)
		sheet_pair(arena, listing->sheet,
			   arena_format(arena, "open for %s days", ages[i].name),
			   page_number(arena, listing->by_age[i]));
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
					  .closer = guardians_for(listing, one),
					  .service = one->service,
					  .environment = one->environment});
	}
}

void
exceptions_sheet(const struct period *period, struct sheet *out, int64_t *open, int64_t *overdue)
{
	struct listing listing = {.period = period, .sheet = out};
	struct arena *arena = period->arena;

	out->name = "Exceptions";
	PAGE_CELLS(arena, out, SHEET_HEADER, "id", "opened_at", "detected_by", "subject", "service",
		   "environment", "code", "description", "severity", "status", "age_days", "age",
		   "due_at", "must_close", "closed_at", "closed_by", "OWNER", "DUE", "RESPONSE");
	for (size_t i = 0; i < period->records.count; i++) {
		const struct period_record *record = &period->records.at[i];

		if (!record->in_frame)
			list_refused(&listing, i);
		else
			list_deviations(&listing, record);
		list_waived(&listing, record);
	}
	list_emergencies(&listing);
	list_differences(&listing);
	tell_ages(&listing);
	if (!period->reconciliation)
		sheet_text(arena, out,
			   "not tested: deploys without a record (nothing was reconciled in this "
			   "folder)");
	*open = listing.open;
	*overdue = listing.overdue;
}
