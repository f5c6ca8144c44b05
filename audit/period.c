/* SPDX-License-Identifier: Apache-2.0 */
/* What happened in a period? See period.h. */
#include "audit/period.h"

#include <stdlib.h>
#include <string.h>

#include "audit/gate_requests.h"
#include "audit/guards.h"
#include "audit/reconciled.h"
#include "base/text.h"
#include "base/time.h"

int64_t
period_instant(const char *text)
{
	int64_t at;

	return text && instant_parse(text, &at) ? at : 0;
}

static void
keep_texts(struct arena *arena, const struct texts *from, struct texts *to)
{
	for (size_t i = 0; i < from->count; i++)
		texts_add(arena, to, arena_text(arena, from->at[i]));
}

const struct period_version *
period_version_before(const struct period_version *first, const struct period_version *version)
{
	for (const struct period_version *at = version; at > first; at--)
		if (text_equal(at[-1].repository, version->repository))
			return at - 1;
	return NULL;
}

/* Lines follow the ledger, so that a version that comes back is seen to. */
static struct period_version *
version_of(struct arena *arena, void *versions, const char *repository, const char *digest)
{
	struct period_version *all, *version;
	struct any_list list;
	size_t at;

	memcpy(&list, versions, sizeof(list));
	all = list.at;
	for (at = list.count; at && !text_equal(all[at - 1].repository, repository);)
		at--;
	if (at && text_equal(all[at - 1].digest, digest))
		return &all[at - 1];
	version = list_grow(arena, versions, sizeof(*version));
	version->repository = text_shown(arena, repository);
	version->digest = arena_text(arena, digest);
	return version;
}

static void
see_version(struct period_version *version, const struct record *record, struct arena *arena)
{
	if (!version->records++) {
		version->first_record = arena_text(arena, record->record_id);
		version->first_at = record->time;
	}
	version->last_at = record->time;
}

static void
note_versions(struct period *period, const struct record *record)
{
	const struct policy_facts *policy = &record->evidence->policy;
	struct period_version *version = version_of(period->arena, &period->policies,
						    record->key.repository, policy->digest);

	if (!version->records) {
		version->bytes = arena_text(period->arena, policy->bytes);
		version->name =
			policy->source.ref
				? arena_format(period->arena, "%s at %s",
					       text_shown(period->arena, policy->source.ref),
					       text_shown(period->arena, policy->source.commit))
				: "a file named by hand";
	}
	see_version(version, record, period->arena);
	version = version_of(period->arena, &period->gates, record->key.repository,
			     record->recorder.digest);
	if (!version->records)
		version->name = text_shown(period->arena, record->recorder.version);
	see_version(version, record, period->arena);
}

static void
keep_outcomes(struct period *period, const struct verified_record *verified,
	      const struct deployed *deployed, struct period_record *kept)
{
	struct attribute_outcome outcomes[ATTRIBUTE_COUNT];

	attributes_judge(verified, deployed, outcomes);
	reconciled_outcomes(period->reconciliation, verified->record->record_id, outcomes);
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
		kept->outcomes[i] = (signed char)outcomes[i].outcome;
		if (outcomes[i].outcome == OUTCOME_DEVIATION)
			kept->because[i] = text_shown(period->arena, outcomes[i].because);
	}
}

void
period_add(struct period *period, const struct verified_record *verified,
	   const struct deployed *deployed, const struct population_row *row)
{
	struct arena *arena = period->arena;
	struct period_record *kept;

	if (deployed->at < period->request.from || deployed->at > period->request.to) {
		period->outside_period++;
		return;
	}
	note_versions(period, verified->record);
	gate_requests_see(period, verified->record, row->in_frame);
	guards_see(period, verified->record);
	kept = LIST_ADD(arena, &period->records);
	kept->record_id = arena_text(arena, row->record_id);
	kept->repository = arena_text(arena, row->repository);
	kept->service = arena_text(arena, row->service);
	kept->environment = arena_text(arena, row->environment);
	kept->type = arena_text(arena, row->change_type);
	kept->result = arena_text(arena, row->result);
	kept->outcome = arena_text(arena, row->outcome);
	kept->head = arena_text(arena, row->head_sha);
	kept->deployed_by = arena_text(arena, row->deployed_by);
	kept->policy_digest = arena_text(arena, row->policy_digest);
	keep_texts(arena, &row->authors, &kept->authors);
	keep_texts(arena, &row->approvers, &kept->approvers);
	keep_texts(arena, &row->exceptions, &kept->exceptions);
	keep_texts(arena, &row->blocked_by, &kept->blocked_by);
	kept->gate_at = verified->record->time;
	kept->deployed_at = deployed->at;
	kept->ticket_at = period_instant(row->ticket_created_at);
	kept->approved_at = period_instant(row->approved_at_last);
	kept->in_frame = row->in_frame;
	keep_outcomes(period, verified, deployed, kept);
}

static bool
is_in(int64_t at, const char *month)
{
	char text[21];

	instant_format(text, at);
	return !month || strncmp(text, month, 7) == 0;
}

void
period_count(const struct period *period, size_t attribute, const char *month, const char *service,
	     struct period_count *out)
{
	int64_t counts[OUTCOME_NOT_TESTABLE + 1] = {0};

	for (size_t i = 0; i < period->records.count; i++) {
		const struct period_record *record = &period->records.at[i];

		if (record->in_frame && is_in(record->deployed_at, month) &&
		    (!service || text_equal(record->service, service)))
			counts[record->outcomes[attribute]]++;
	}
	for (size_t i = 0; period->reconciliation && i < period->reconciliation->unrecorded.count;
	     i++) {
		const struct unrecorded *one = &period->reconciliation->unrecorded.at[i];

		if (is_in(one->at, month) && (!service || text_equal(one->service, service)))
			counts[OUTCOME_DEVIATION]++;
	}
	*out = (struct period_count){counts[OUTCOME_PASS], counts[OUTCOME_DEVIATION],
				     counts[OUTCOME_NOT_APPLICABLE], counts[OUTCOME_NOT_TESTABLE]};
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
add_month(const struct period *period, int64_t at, struct texts *out)
{
	char text[21];

	instant_format(text, at);
	text[7] = '\0';
	if (!texts_contain(out, text))
		texts_add(period->arena, out, arena_text(period->arena, text));
}

/* Of what was deployed with a record, or without one. */
void
period_months(const struct period *period, struct texts *out)
{
	const struct reconciliation_file *file = period->reconciliation;

	for (size_t i = 0; i < period->records.count; i++)
		add_month(period, period->records.at[i].deployed_at, out);
	for (size_t i = 0; file && i < file->unrecorded.count; i++)
		add_month(period, file->unrecorded.at[i].at, out);
	if (out->count)
		qsort(out->at, out->count, sizeof(out->at[0]), compare_texts);
}
