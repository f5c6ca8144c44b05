/* SPDX-License-Identifier: Apache-2.0 */
/* Who changed the gate's own files, and who approved that? See gate_requests.h. */
#include "audit/gate_requests.h"

#include "audit/changes.h"
#include "base/text.h"

static struct period_gate_request *
find(struct period *period, const char *repository, const char *commit)
{
	for (size_t i = 0; i < period->gate_requests.count; i++)
		if (text_equal(period->gate_requests.at[i].repository, repository) &&
		    text_equal(period->gate_requests.at[i].commit, commit))
			return &period->gate_requests.at[i];
	return NULL;
}

static const char *
approval_text(struct arena *arena, const struct change_row *row)
{
	return row->approval_code[0]
		       ? arena_format(arena, "%s: %s", row->approval_code, row->approval_because)
		       : "not judged";
}

static void
keep(struct period *period, const struct record *record, const struct change_request *request,
     bool went_ahead, struct period_gate_request *kept)
{
	struct arena *arena = period->arena;
	struct change_row row;

	change_row_fill(arena, record, request, &row);
	kept->change = row.change;
	kept->title = row.title;
	kept->authors = row.authors;
	kept->tickets = row.tickets;
	kept->approval = approval_text(arena, &row);
	kept->files = (struct texts){0};
	for (size_t i = 0; i < request->gate.count; i++)
		texts_add(arena, &kept->files, text_shown(arena, request->gate.at[i]));
	kept->record_id = row.record_id;
	kept->went_ahead = went_ahead;
}

static void
see(struct period *period, const struct record *record, const struct change_request *request,
    bool went_ahead)
{
	struct arena *arena = period->arena;
	struct period_gate_request *known = find(period, record->key.repository, request->commit);

	/* What a refusal says of it is not what it came in with. */
	if (known && (known->went_ahead || !went_ahead))
		return;
	if (!known) {
		known = LIST_ADD(arena, &period->gate_requests);
		known->repository = arena_text(arena, record->key.repository);
		known->commit = arena_text(arena, request->commit);
		known->first_at = record->time;
	}
	keep(period, record, request, went_ahead, known);
}

void
gate_requests_see(struct period *period, const struct record *record, bool went_ahead)
{
	const struct change *change = &record->evidence->change;

	for (size_t i = 0; i < change->requests.count; i++)
		if (change->requests.at[i].gate.count)
			see(period, record, &change->requests.at[i], went_ahead);
}

bool
gate_request_changes_policy(const struct period_gate_request *request)
{
	for (size_t i = 0; i < request->files.count; i++)
		if (text_ends_with(request->files.at[i], ".changegate.yml"))
			return true;
	return false;
}
