/* SPDX-License-Identifier: Apache-2.0 */
/* How does a ledger become a population? See building.h. */
#include "cmd/building.h"

#include "audit/changes.h"
#include "integrations/abreast.h"
#include "ledger/log_leaves.h"
#include "reports/population_html.h"

void
building_release(struct building *building)
{
	buffer_release(&building->csv);
	buffer_release(&building->jsonl);
	buffer_release(&building->ids);
	buffer_release(&building->header);
	buffer_release(&building->html);
	buffer_release(&building->changes);
	arena_release(&building->scratch);
}

/* The checkpoint of an earlier size, where the list is of that. */
static bool
find_checkpoint(struct log *log, int64_t until, struct checkpoint *out, struct error *err)
{
	*out = log->checkpoint;
	if (until <= 0 || until >= out->size)
		return true;
	out->size = until;
	return log_root_at(log, until, &out->root, err);
}

/* What is done with each leaf, in order, once or twice. */
struct leaf_passes {
	bool (*first)(struct population *population, const struct leaf *leaf, int64_t index,
		      struct error *err);
	bool (*second)(struct population *population, const struct leaf *leaf, int64_t index,
		       struct error *err); /* or NULL */
};

struct leafing {
	struct log log;
	struct arena scratch;
	struct population *population;
	const struct leaf_passes *passes;
};

/* Of an emergency that was settled, who reviewed it stands in another record, behind it. */
static bool
note_retro(struct leafing *leafing, const struct leaf *leaf, int64_t index, struct error *err)
{
	struct logged logged;

	if (!population_wants_record(leaf))
		return true;
	if (!log_read_record(&leafing->scratch, &leafing->log, index, &logged, err))
		return false;
	population_note_retro(leafing->population, leaf, &logged.record, index);
	arena_clear(&leafing->scratch);
	return true;
}

static bool
see_first(void *self, const struct leaf *leaf, int64_t index, struct error *err)
{
	struct leafing *leafing = self;

	return leafing->passes->first(leafing->population, leaf, index, err) &&
	       note_retro(leafing, leaf, index, err);
}

static bool
see_second(void *self, const struct leaf *leaf, int64_t index, struct error *err)
{
	struct leafing *leafing = self;

	return leafing->passes->second(leafing->population, leaf, index, err);
}

static bool
visit_leaves(struct leafing *leafing, int64_t size, struct error *err)
{
	struct leaf_visit first = {see_first, leafing, .abreast = run_abreast};
	struct leaf_visit second = {see_second, leafing, .again = true, .abreast = run_abreast};

	return log_visit_leaves(&leafing->log, size, &first, err) &&
	       (!leafing->passes->second || log_visit_leaves(&leafing->log, size, &second, err));
}

/* Each authenticated leaf. */
static bool
each_leaf(struct arena *arena, const struct place *place, struct population *population,
	  int64_t until, const struct leaf_passes *passes, struct checkpoint *checkpoint,
	  struct error *err)
{
	struct leafing leafing = {.population = population, .passes = passes};
	bool done;

	if (!log_open(arena, place->store, place->trust, &leafing.log, err))
		return false;
	arena_init(&leafing.scratch);
	done = find_checkpoint(&leafing.log, until, checkpoint, err) &&
	       visit_leaves(&leafing, checkpoint->size, err);
	arena_release(&leafing.scratch);
	log_release(&leafing.log);
	return done;
}

/* For the other files of a list. */
static void
add_extras(void *self, const struct population_row *row, const struct record *record)
{
	struct building *building = self;

	population_html_row(&building->html, row);
	if (record)
		changes_add(&building->scratch, record, &building->changes);
	ipe_row(&building->ipe, row);
}

static void
begin_extras(struct building *building)
{
	const struct population_request *request = &building->population.request;

	ipe_begin(building->population.arena, request->from, request->to, &building->ipe);
	population_html_begin(&building->html);
	changes_columns(&building->changes);
	building->population.each = add_extras;
	building->population.self = building;
}

static bool
note_for_ipe(struct population *population, const struct leaf *leaf, int64_t index,
	     struct error *err)
{
	struct building *building = population->self;

	(void)err;
	population_note(population, leaf, index);
	ipe_note(&building->ipe, leaf, index);
	return true;
}

static bool
note(struct population *population, const struct leaf *leaf, int64_t index, struct error *err)
{
	(void)err;
	population_note(population, leaf, index);
	return true;
}

bool
building_note(struct arena *arena, const struct place *place, struct population *population,
	      struct error *err)
{
	struct leaf_passes passes = {note, NULL};
	struct checkpoint checkpoint;

	return each_leaf(arena, place, population, 0, &passes, &checkpoint, err);
}

/* Behind the records: what the reconciliation found that has none. */
static bool
add_unrecorded(struct building *building, struct error *err)
{
	struct population *population = &building->population;

	if (!building->reconciliation)
		return true;
	unrecorded_join(population, building->reconciliation, building->reconciliation_sha256);
	return unrecorded_add(population, population->arena, building->reconciliation,
			      &building->csv, &building->jsonl, err);
}

bool
building_ids(struct arena *arena, const struct place *place,
	     const struct population_request *request, struct building *building, struct error *err)
{
	struct population *population = &building->population;
	struct leaf_passes passes = {note, population_add_leaf};
	struct checkpoint checkpoint;

	if (!place->trust)
		return fail(err, ERROR_USAGE, "a named ledger needs a trust root: --trust FILE");
	return population_begin(arena, request, population, err) &&
	       each_leaf(arena, place, population, 0, &passes, &checkpoint, err) &&
	       add_unrecorded(building, err) &&
	       population_finish(population, &checkpoint, &building->ids, err);
}

static bool
add_record(void *self, const struct verified_record *verified, struct error *err)
{
	struct building *building = self;
	bool added = verified->index >= building->size ||
		     population_add(&building->population, &building->scratch, verified,
				    &building->csv, &building->jsonl, err);

	arena_clear(&building->scratch);
	return added && (!building->spill || building->spill(building->spiller, building, err));
}

/* Nothing is drawn from a ledger that does not verify. */
static bool
add_records(struct arena *arena, const struct place *place, const struct checkpoint *checkpoint,
	    struct building *building, struct error *err)
{
	struct verification result = {0};
	struct verify_request request = {.store = place->store,
					 .trust = place->trust,
					 .each = add_record,
					 .self = building,
					 .abreast = run_abreast};

	building->size = building->until > 0 ? checkpoint->size : INT64_MAX;
	population_columns(&building->csv);
	if (!verify_ledger(arena, &request, &result, err))
		return false;
	if (result.problem_count)
		return fail(err, ERROR_LEDGER,
			    "the ledger has %lld problems: run 'changegate verify' first",
			    (long long)result.problem_count);
	if (building->until > 0)
		result.checkpoint = *checkpoint;
	if (!add_unrecorded(building, err) ||
	    !population_finish(&building->population, &result.checkpoint, &building->ids, err))
		return false;
	population_header_write(&building->header, &building->population.header);
	return true;
}

bool
building_build(struct arena *arena, const struct place *place,
	       const struct population_request *request, struct building *building,
	       struct error *err)
{
	struct population *population = &building->population;
	struct leaf_passes passes = {building->with_extras ? note_for_ipe : note, NULL};
	struct checkpoint checkpoint;

	if (!place->trust)
		return fail(err, ERROR_USAGE, "a named ledger needs a trust root: --trust FILE");
	if (!population_begin(arena, request, population, err))
		return false;
	if (building->with_extras)
		begin_extras(building);
	if (!each_leaf(arena, place, population, building->until, &passes, &checkpoint, err) ||
	    !add_records(arena, place, &checkpoint, building, err))
		return false;
	if (building->with_extras)
		population_html_end(&building->html, &population->header);
	return true;
}
