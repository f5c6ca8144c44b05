/* SPDX-License-Identifier: Apache-2.0 */
/* What is this list, how was it made, and what was not tested? See ipe.h. */
#include "audit/ipe.h"

#include "base/text.h"
#include "base/time.h"

void
ipe_begin(struct arena *arena, int64_t from, int64_t to, struct ipe *ipe)
{
	*ipe = (struct ipe){.arena = arena, .from = from, .to = to};
}

static struct ipe_chain *
chain_of(struct ipe *ipe, const struct key *key)
{
	RELEASED_BY(buffer_release) struct buffer name = {0};
	struct ipe_chain *chain;

	buffer_add_format(&name, "%s to %s, %s", key->service, key->environment, key->repository);
	for (size_t i = 0; i < ipe->chains.count; i++)
		if (text_equal(ipe->chains.at[i].key, name.bytes))
			return &ipe->chains.at[i];
	chain = LIST_ADD(ipe->arena, &ipe->chains);
	chain->key = arena_text(ipe->arena, name.bytes);
	return chain;
}

void
ipe_note(struct ipe *ipe, const struct leaf *leaf, int64_t index)
{
	struct ipe_chain *chain;
	struct ipe_seal *seal;

	if (leaf->kind == RECORD_SEAL) {
		seal = LIST_ADD(ipe->arena, &ipe->seals);
		*seal = (struct ipe_seal){arena_text(ipe->arena, leaf->record_id), index,
					  leaf->time};
		return;
	}
	if (leaf->time > ipe->to)
		return;
	chain = chain_of(ipe, &leaf->key);
	chain->closing++;
	*(leaf->time < ipe->from ? &chain->opening : &chain->additions) += 1;
}

void
ipe_row(struct ipe *ipe, const struct population_row *row)
{
	if (!ipe->seals.count || row->ledger_index < ipe->seals.at[0].index)
		return;
	ipe->late_count++;
	if (ipe->late.count < LIMIT_LATE)
		texts_add(ipe->arena, &ipe->late, arena_text(ipe->arena, row->record_id));
}

static const char *
number(struct arena *arena, int64_t value)
{
	return arena_format(arena, "%lld", (long long)value);
}

static const char *
instant(struct arena *arena, int64_t value)
{
	char text[21];

	instant_format(text, value);
	return arena_text(arena, text);
}

static const char *
joined(struct arena *arena, const struct texts *texts, const char *none)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};

	for (size_t i = 0; i < texts->count; i++)
		buffer_add_format(&out, "%s%s", i ? ", " : "", texts->at[i]);
	return out.length ? arena_text(arena, out.bytes) : none;
}

static void
add_run(struct arena *arena, const struct ipe_run *run, const struct population_header *population,
	struct sheet *out)
{
	sheet_title(arena, out, "Information produced by the entity: changes to production");
	sheet_text(
		arena, out,
		"Every judged deployment, baseline, redeploy and rollback of the period, one row "
		"each. Nothing was left out by a filter other than those named here.");
	sheet_pair(arena, out, "Made by", run->ran_by);
	sheet_pair(arena, out, "On machine", run->ran_on);
	sheet_pair(arena, out, "At (UTC)", instant(arena, run->ran_at));
	sheet_pair(arena, out, "Command", run->command);
	sheet_pair(arena, out, "Tool", arena_format(arena, "changegate %s", run->tool_version));
	sheet_pair(arena, out, "sha256 of the tool", run->tool_digest);
	sheet_pair(arena, out, "Source",
		   arena_format(arena, "ledger %s, %lld records, root %s",
				population->ledger.origin, (long long)population->ledger.size,
				population->ledger.root));
	sheet_pair(arena, out, "Period (UTC)",
		   arena_format(arena, "%s to %s, on deployed_at", instant(arena, population->from),
				instant(arena, population->to)));
	sheet_pair(arena, out, "Filter: environments",
		   joined(arena, &population->environments, "none"));
	sheet_pair(arena, out, "Filter: services", joined(arena, &population->services, "none"));
}

static void
add_totals(struct arena *arena, const char *name, const struct population_count *counts,
	   size_t count, struct sheet *out)
{
	for (size_t i = 0; i < count; i++) {
		struct texts *cells = sheet_line(arena, out, SHEET_ROW);

		texts_add(arena, cells, name);
		texts_add(arena, cells, counts[i].name);
		texts_add(arena, cells, number(arena, counts[i].rows));
		texts_add(arena, cells, number(arena, counts[i].in_frame));
	}
}

static void
add_header(struct arena *arena, struct sheet *out, const char *const *names, size_t count)
{
	struct texts *cells = sheet_line(arena, out, SHEET_HEADER);

	for (size_t i = 0; i < count; i++)
		texts_add(arena, cells, names[i]);
}

const char *
ipe_emergencies(struct arena *arena, const struct population_header *population)
{
	int64_t emergencies = 0, all = population->in_frame;

	for (size_t i = 0; i < population->by_kind.count; i++)
		if (text_equal(population->by_kind.at[i].name, "emergency"))
			emergencies = population->by_kind.at[i].in_frame;
	if (!emergencies || emergencies > all)
		return NULL;
	return arena_format(
		arena, "%lld of %lld (%lld %%)%s", (long long)emergencies, (long long)all,
		(long long)((emergencies * 100 + all / 2) / all),
		emergencies * EMERGENCIES_ONE_IN > all ? ", more than one in ten: EMER-RATE" : "");
}

static void
add_control_totals(struct arena *arena, const struct population_header *population,
		   struct sheet *out)
{
	static const char *const names[] = {"by", "value", "rows", "that may be drawn"};

	sheet_title(arena, out, "Control totals");
	sheet_pair(arena, out, "Rows", number(arena, population->rows));
	sheet_pair(arena, out, "Of them may be drawn", number(arena, population->in_frame));
	sheet_pair(arena, out, "sha256 of the ids", population->ids_sha256);
	sheet_pair(arena, out, "Judged, outside of the period",
		   number(arena, population->outside_period));
	sheet_pair(arena, out, "Judged, outside of the filters",
		   number(arena, population->outside_scope));
	sheet_pair(arena, out, "Time is the gate's, for want of an outcome",
		   number(arena, population->from_gate));
	if (ipe_emergencies(arena, population))
		sheet_pair(arena, out, "Emergencies that went ahead",
			   ipe_emergencies(arena, population));
	if (population->first)
		sheet_pair(arena, out, "First", population->first->record_id);
	if (population->last)
		sheet_pair(arena, out, "Last", population->last->record_id);
	add_header(arena, out, names, sizeof(names) / sizeof(names[0]));
	add_totals(arena, "kind", population->by_kind.at, population->by_kind.count, out);
	add_totals(arena, "result", population->by_result.at, population->by_result.count, out);
	add_totals(arena, "environment", population->by_environment.at,
		   population->by_environment.count, out);
	add_totals(arena, "service", population->by_service.at, population->by_service.count, out);
	add_totals(arena, "month", population->by_month.at, population->by_month.count, out);
}

static void
add_chains(struct arena *arena, const struct ipe *ipe, struct sheet *out)
{
	static const char *const names[] = {"chain", "before the period", "in the period",
					    "at its end"};

	sheet_title(arena, out, "Sequences (R10)");
	sheet_text(arena, out,
		   "Records of every kind, by their own time: opening and additions make the "
		   "closing number. That none is missing in between was verified by their chain.");
	add_header(arena, out, names, sizeof(names) / sizeof(names[0]));
	for (size_t i = 0; i < ipe->chains.count; i++) {
		const struct ipe_chain *chain = &ipe->chains.at[i];
		struct texts *cells = sheet_line(arena, out, SHEET_ROW);

		texts_add(arena, cells, text_shown(arena, chain->key));
		texts_add(arena, cells, number(arena, chain->opening));
		texts_add(arena, cells, number(arena, chain->additions));
		texts_add(arena, cells, number(arena, chain->closing));
	}
}

static void
add_seals(struct arena *arena, const struct ipe *ipe, struct sheet *out)
{
	sheet_title(arena, out, "Seals of this ledger, before this list");
	for (size_t i = 0; i < ipe->seals.count; i++)
		sheet_pair(arena, out, ipe->seals.at[i].record_id,
			   arena_format(arena, "leaf %lld, %s", (long long)ipe->seals.at[i].index,
					instant(arena, ipe->seals.at[i].time)));
	if (!ipe->seals.count)
		sheet_text(arena, out, "None.");
	sheet_pair(arena, out, "Late: rows that came after the first of them",
		   number(arena, ipe->late_count));
	if (ipe->late.count)
		sheet_pair(arena, out, "Late, by id", joined(arena, &ipe->late, ""));
	if (ipe->seals.count > 1)
		sheet_pair(arena, out, "SEAL-REPEATED",
			   "The ledger has several seals: ask which of them was drawn from, and "
			   "why there are others.");
}

void
ipe_sheet(struct arena *arena, const struct ipe *ipe, const struct ipe_run *run,
	  const struct population_header *population, struct sheet *out)
{
	*out = (struct sheet){.name = "IPE"};
	add_run(arena, run, population, out);
	add_control_totals(arena, population, out);
	add_chains(arena, ipe, out);
	add_seals(arena, ipe, out);
	sheet_title(arena, out, "Not tested by this list");
	for (size_t i = 0; i < population->not_tested.count; i++)
		sheet_text(arena, out, population->not_tested.at[i]);
	sheet_title(arena, out, "Sign-off");
	sheet_pair(arena, out, "Management: name, date, signature", "");
}
