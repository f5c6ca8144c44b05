/* SPDX-License-Identifier: Apache-2.0 */
/* What does one record say to an auditor? See population_row.h. */
#include "audit/population_row.h"

#include <stdlib.h>
#include <string.h>

#include "audit/forge_columns.h"
#include "base/text.h"
#include "base/time.h"

static const char *
instant_text(struct arena *arena, int64_t instant)
{
	char text[21];

	instant_format(text, instant);
	return arena_text(arena, text);
}

static const char *
shown(struct arena *arena, const char *text)
{
	return text ? text_shown(arena, text) : "";
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorted, each once. */
static void
make_unique(struct texts *texts)
{
	size_t kept = 0;

	if (!texts->count)
		return;
	qsort(texts->at, texts->count, sizeof(texts->at[0]), compare_texts);
	for (size_t i = 0; i < texts->count; i++)
		if (!kept || strcmp(texts->at[kept - 1], texts->at[i]) != 0)
			texts->at[kept++] = texts->at[i];
	texts->count = kept;
}

static void
add_person(struct arena *arena, struct texts *people, const struct person *person)
{
	const char *name = shown(arena, person->name), *id = shown(arena, person->id);

	if (!id[0])
		texts_add(arena, people, name[0] ? name : "(nobody named)");
	else if (!name[0])
		texts_add(arena, people, id);
	else
		texts_add(arena, people, arena_format(arena, "%s <%s>", name, id));
}

static void
fill_people(struct arena *arena, const struct change *change, struct population_row *row)
{
	for (size_t i = 0; i < change->commits.count; i++) {
		const struct commit *commit = &change->commits.at[i];

		add_person(arena, &row->authors, &commit->author);
		for (size_t j = 0; j < commit->co_authors.count; j++)
			add_person(arena, &row->authors, &commit->co_authors.at[j]);
		add_person(arena, &row->committers, &commit->committer);
	}
	make_unique(&row->authors);
	make_unique(&row->committers);
}

/* A record may have thousands of approvals and commits: they are found by their ids. */
struct commit_index {
	const struct commit **at;
	size_t count;
};

static int
compare_commits(const void *a, const void *b)
{
	return strcmp((*(const struct commit *const *)a)->id,
		      (*(const struct commit *const *)b)->id);
}

static struct commit_index
index_commits(struct arena *arena, const struct change *change)
{
	struct commit_index index = {NULL, change->commits.count};

	index.at = arena_allocate(arena, (index.count + 1) * sizeof(const struct commit *));
	for (size_t i = 0; i < index.count; i++)
		index.at[i] = &change->commits.at[i];
	if (index.count)
		qsort(index.at, index.count, sizeof(index.at[0]), compare_commits);
	return index;
}

static const struct commit *
find_commit(const struct commit_index *index, const char *id)
{
	size_t low = 0, high = index->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(index->at[middle]->id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < index->count && text_equal(index->at[low]->id, id) ? index->at[low] : NULL;
}

/* An approval of one's own commit never counts, so it is not listed. Merges bring others' commits.
 */
static bool
approves_own(const struct commit_index *index, const struct approval *approval)
{
	const struct commit *commit = find_commit(index, approval->commit);

	if (!commit || commit->parents.count > 1)
		return false;
	if (person_may_be(&approval->person, &commit->author) ||
	    person_may_be(&approval->person, &commit->committer))
		return true;
	for (size_t i = 0; i < commit->co_authors.count; i++)
		if (person_may_be(&approval->person, &commit->co_authors.at[i]))
			return true;
	return false;
}

/* The element of a list that a pointer names; SIZE_MAX if it names none. */
static size_t
element_of(const char *pointer, const char *list, size_t count)
{
	int64_t index;

	if (!text_starts_with(pointer, list) || !text_to_integer(pointer + strlen(list), &index) ||
	    index < 0 || (uint64_t)index >= count)
		return SIZE_MAX;
	return (size_t)index;
}

static void
add_what_passed(struct arena *arena, const struct evidence *evidence,
		const struct commit_index *index, const char *pointer, struct population_row *row)
{
	size_t at;

	at = element_of(pointer, "/tickets/references/", evidence->tickets.references.count);
	if (at != SIZE_MAX)
		texts_add(arena, &row->ticket_ids,
			  shown(arena, evidence->tickets.references.at[at].key));
	at = element_of(pointer, "/reviews/approvals/", evidence->reviews.approvals.count);
	if (at != SIZE_MAX && !approves_own(index, &evidence->reviews.approvals.at[at]))
		add_person(arena, &row->approvers, &evidence->reviews.approvals.at[at].person);
}

/* Tickets and approvers are those that a passing finding rests on: what was only mentioned is not.
 */
static void
fill_what_passed(struct arena *arena, const struct evidence *evidence,
		 const struct evaluation *evaluation, struct population_row *row)
{
	struct commit_index index = index_commits(arena, &evidence->change);

	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];

		for (size_t j = 0; finding->verdict == PASS && j < finding->inputs.count; j++)
			add_what_passed(arena, evidence, &index, finding->inputs.at[j], row);
	}
	make_unique(&row->ticket_ids);
	make_unique(&row->approvers);
}

/* FAIL decides over UNKNOWN over PASS; without any of them nothing was to be tested. */
static const char *
tests_result(const struct evaluation *evaluation)
{
	static const struct {
		enum verdict verdict;
		const char *name;
	} results[] = {{FAIL, "failed"}, {UNKNOWN, "unknown"}, {PASS, "passed"}};

	for (size_t r = 0; r < sizeof(results) / sizeof(results[0]); r++)
		for (size_t i = 0; i < evaluation->findings.count; i++)
			if (text_equal(evaluation->findings.at[i].check, "tests") &&
			    evaluation->findings.at[i].verdict == (int)results[r].verdict)
				return results[r].name;
	return "not applicable";
}

static void
fill_codes(struct arena *arena, const struct evaluation *evaluation, struct population_row *row)
{
	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];

		if (finding->verdict == EXEMPT)
			texts_add(arena, &row->exceptions, shown(arena, finding->code));
		else if (finding->verdict == FAIL || finding->verdict == UNKNOWN)
			texts_add(arena, &row->blocked_by, shown(arena, finding->code));
	}
	make_unique(&row->exceptions);
	make_unique(&row->blocked_by);
}

static const char *
change_type(const struct record *record)
{
	if (record->kind == RECORD_EMERGENCY)
		return "emergency";
	if (record->kind == RECORD_BASELINE)
		return "baseline";
	if (record->kind == RECORD_ROLLBACK)
		return "rollback";
	/* With another artefact it is a deployment, of nothing new all the same. */
	return record->evidence->change.range.kind == RANGE_SAME ? "redeploy" : "normal";
}

static void
fill_change(struct arena *arena, const struct change *change, struct population_row *row)
{
	row->base_sha = shown(arena, change->range.previous);
	row->head_sha = shown(arena, change->head);
	for (size_t i = 0; i < change->requests.count; i++)
		texts_add(arena, &row->pr_ids, shown(arena, change->requests.at[i].commit));
	row->pr_count = (int64_t)change->requests.count;
	row->commit_count = (int64_t)change->commits.count;
	row->title = change->requests.count
			     ? shown(arena, change->requests.at[change->requests.count - 1].title)
			     : "";
}

static void
fill_times(struct arena *arena, const struct record *record, const struct deployed *deployed,
	   struct population_row *row)
{
	row->deployed_at = instant_text(arena, deployed->at);
	row->deployed_at_source = deployed->by_outcome ? "outcome" : "gate";
	row->gate_at = instant_text(arena, record->time);
	row->outcome = deployed->latest ? deployed->latest : "";
	row->outcome_at = deployed->latest ? instant_text(arena, deployed->latest_at) : "";
}

/* What plain git and this version do not know stays empty: the columns are there for what will. */
static void
fill_unknown(struct population_row *row)
{
	row->ticket_created_at = row->approved_at_last = row->tests_finished_at = "";
	row->deployed_by = row->deploy_actor_type = "";
	row->emergency_reason = row->incident_id = "";
	row->post_approved_by = row->post_approved_at = "";
}

static void
fill_emergency(struct arena *arena, const struct emergency_facts *facts, struct population_row *row)
{
	if (!facts)
		return;
	row->emergency_reason = shown(arena, facts->reason);
	row->incident_id = shown(arena, facts->incident);
}

static const char *
joined(struct arena *arena, const struct texts *texts)
{
	const char *all = "";

	for (size_t i = 0; i < texts->count; i++)
		all = arena_format(arena, "%s%s%s", all, i ? "; " : "", texts->at[i]);
	return all;
}

/* Something of the control passed, and nothing of it was refused or not known. */
static bool
has_passed(const struct evaluation *evaluation, const char *check)
{
	bool passed = false;

	for (size_t i = 0; i < evaluation->findings.count; i++) {
		const struct finding *finding = &evaluation->findings.at[i];

		if (!text_equal(finding->check, check))
			continue;
		if (finding->verdict == FAIL || finding->verdict == UNKNOWN)
			return false;
		passed = passed || finding->verdict == PASS;
	}
	return passed;
}

void
population_row_settled(struct arena *arena, const struct record *retro, struct settled *out)
{
	struct population_row row = {0};

	fill_unknown(&row);
	fill_what_passed(arena, retro->evidence, retro->evaluation, &row);
	forge_columns(arena, retro->evidence, retro->evaluation, &row);
	make_unique(&row.approvers);
	out->late = retro->evidence->retro->due <= retro->time;
	out->approved = has_passed(retro->evaluation, "approval");
	out->tested = has_passed(retro->evaluation, "tests");
	out->approved_by = out->approved ? joined(arena, &row.approvers) : "";
	out->approved_at = !out->approved            ? ""
			   : row.approved_at_last[0] ? row.approved_at_last
						     : instant_text(arena, retro->time);
}

void
population_row_fill(struct arena *arena, const struct verified_record *verified,
		    const struct deployed *deployed, struct population_row *row)
{
	const struct record *record = verified->record;
	const struct evidence *evidence = record->evidence;
	const struct placed *in_place = evidence->ledger.in_place;

	memset(row, 0, sizeof(*row));
	fill_unknown(row);
	row->record_id = shown(arena, record->record_id);
	row->repository = shown(arena, record->key.repository);
	row->service = shown(arena, record->key.service);
	row->environment = shown(arena, record->key.environment);
	row->change_type = change_type(record);
	fill_emergency(arena, evidence->emergency, row);
	row->result = record_result_names[record->result];
	row->in_frame = population_result_is_drawn(record->result);
	row->artifact_digest = shown(arena, record->artifact);
	fill_change(arena, &evidence->change, row);
	fill_people(arena, &evidence->change, row);
	fill_what_passed(arena, evidence, record->evaluation, row);
	forge_columns(arena, evidence, record->evaluation, row);
	make_unique(&row->approvers);
	fill_codes(arena, record->evaluation, row);
	fill_times(arena, record, deployed, row);
	if (deployed->settled) {
		row->post_approved_by = deployed->settled->approved_by;
		row->post_approved_at = deployed->settled->approved_at;
	}
	row->tests_result = tests_result(record->evaluation);
	row->rollback_of = record->kind == RECORD_ROLLBACK && in_place
				   ? shown(arena, in_place->record_id)
				   : "";
	row->policy_digest = shown(arena, evidence->policy.digest);
	row->policy_source = policy_source_names[evidence->policy.source.kind];
	row->gate_digest = shown(arena, record->recorder.digest);
	row->record_sha256 = shown(arena, verified->leaf->payload);
	row->record_url = leaf_path(arena, verified->leaf);
	row->signed_by = shown(arena, verified->signed_by);
	row->ledger_index = verified->index;
}
