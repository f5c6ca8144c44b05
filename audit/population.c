/* SPDX-License-Identifier: Apache-2.0 */
/* Which deployments were there? See population.h. */
#include "audit/population.h"

#include <stdlib.h>
#include <string.h>

#include "audit/csv.h"
#include "audit/ids.h"
#include "audit/population_row.h"
#include "base/json.h"
#include "base/text.h"
#include "base/time.h"

static const char *const not_tested[] = {
	"completeness: whether there were deployments without a record (no source outside of the "
	"ledger was compared)",
	"accuracy: whether the recorded facts are what the systems that they came from say",
};

bool
population_begin(struct arena *arena, const struct population_request *request,
		 struct population *population, struct error *err)
{
	if (request->from > request->to)
		return fail(err, ERROR_USAGE, "the period ends before it begins");
	*population = (struct population){.arena = arena, .request = *request};
	population->header = (struct population_header){
		.schema = POPULATION_SCHEMA,
		.tool_version = request->tool_version,
		.from = request->from,
		.to = request->to,
		.time_zone = "UTC",
		.environments = request->environments,
		.services = request->services,
	};
	for (size_t i = 0; i < sizeof(not_tested) / sizeof(not_tested[0]); i++)
		texts_add(arena, &population->header.not_tested, not_tested[i]);
	return true;
}

void
population_note(struct population *population, const struct leaf *leaf, int64_t index)
{
	struct population_outcome outcome = {
		.index = index, .time = leaf->time, .result = leaf->result};

	if (leaf->time > population->ledger_end)
		population->ledger_end = leaf->time;
	/* One that is about no digest is about no record; verification says so. */
	if (leaf->kind != RECORD_OUTCOME || !leaf->about ||
	    !sha256_parse(leaf->about, &outcome.about))
		return;
	*LIST_ADD(population->arena, &population->outcomes) = outcome;
	population->sorted = false;
}

bool
population_wants_record(const struct leaf *leaf)
{
	return leaf->kind == RECORD_RETRO && leaf->result == RECORD_ALLOWED;
}

/* An emergency is rare, and its retro as rare: they are looked through one by one. */
static const struct settled *
find_settled(const struct population *population, const struct sha256 *about)
{
	for (size_t i = 0; i < population->settled.count; i++)
		if (sha256_equal(&population->settled.at[i].about, about))
			return &population->settled.at[i];
	return NULL;
}

void
population_note_retro(struct population *population, const struct leaf *leaf,
		      const struct record *record, int64_t index)
{
	struct settled settled = {.index = index, .time = leaf->time};

	if (!record->evidence || !record->evidence->retro || !record->evaluation || !leaf->about ||
	    !sha256_parse(leaf->about, &settled.about) || find_settled(population, &settled.about))
		return;
	population_row_settled(population->arena, record, &settled);
	*LIST_ADD(population->arena, &population->settled) = settled;
}

static int
compare_outcomes(const void *a, const void *b)
{
	const struct population_outcome *left = a, *right = b;
	int order = memcmp(left->about.bytes, right->about.bytes, sizeof(left->about.bytes));

	if (order)
		return order;
	return left->index < right->index ? -1 : left->index > right->index;
}

/* The first outcome about this record: the others follow. */
static size_t
find_outcomes(struct population *population, const struct sha256 *about)
{
	size_t low = 0, high = population->outcomes.count;

	if (!population->sorted && high)
		qsort(population->outcomes.at, high, sizeof(population->outcomes.at[0]),
		      compare_outcomes);
	population->sorted = true;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (memcmp(population->outcomes.at[middle].about.bytes, about->bytes,
			   sizeof(about->bytes)) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The first outcome that ends the deploy says when; the latest one says what became of it. */
static void
find_deployed(struct population *population, const struct leaf *leaf, struct deployed *deployed)
{
	struct sha256 payload;

	*deployed = (struct deployed){.at = leaf->time, .ledger_end = population->ledger_end};
	if (!sha256_parse(leaf->payload, &payload))
		return;
	if (leaf->kind == RECORD_EMERGENCY)
		deployed->settled = find_settled(population, &payload);
	for (size_t i = find_outcomes(population, &payload);
	     i < population->outcomes.count &&
	     sha256_equal(&population->outcomes.at[i].about, &payload);
	     i++) {
		const struct population_outcome *outcome = &population->outcomes.at[i];

		if (!deployed->by_outcome && outcome->result != RECORD_ROLLED_BACK) {
			deployed->at = outcome->time;
			deployed->by_outcome = true;
		}
		deployed->latest = record_result_names[outcome->result];
		deployed->latest_at = outcome->time;
	}
}

void
population_deployed(struct population *population, const struct verified_record *verified,
		    struct deployed *deployed)
{
	find_deployed(population, verified->leaf, deployed);
}

static bool
is_in_scope(const struct population *population, const struct key *key)
{
	const struct population_request *request = &population->request;

	return (!request->environments.count ||
		texts_contain(&request->environments, key->environment)) &&
	       (!request->services.count || texts_contain(&request->services, key->service));
}

void
population_columns(struct buffer *csv)
{
	csv_write_header(csv, &population_row_fields);
}

static void
count_one(struct arena *arena, void *counts, const char *name, bool in_frame)
{
	LIST(struct population_count) list;
	struct population_count *count = NULL;

	memcpy(&list, counts, sizeof(list));
	for (size_t i = 0; i < list.count && !count; i++)
		if (text_equal(list.at[i].name, name))
			count = &list.at[i];
	if (!count) {
		count = list_grow(arena, counts, sizeof(*count));
		count->name = arena_text(arena, name);
	}
	count->rows++;
	count->in_frame += in_frame;
}

static void
count_row(struct population *population, const struct population_row *row)
{
	struct population_header *header = &population->header;
	struct arena *arena = population->arena;
	char month[8] = {0};

	memcpy(month, row->deployed_at, 7);
	header->in_frame += row->in_frame;
	header->from_gate += text_equal(row->deployed_at_source, "gate");
	count_one(arena, &header->by_kind, row->change_type, row->in_frame);
	count_one(arena, &header->by_result, row->result, row->in_frame);
	count_one(arena, &header->by_environment, row->environment, row->in_frame);
	count_one(arena, &header->by_service, row->service, row->in_frame);
	count_one(arena, &header->by_month, month, row->in_frame);
}

static struct population_place *
place_of(struct arena *arena, const char *record_id, const char *record_sha256,
	 const char *deployed_at, int64_t index)
{
	struct population_place *place = arena_allocate(arena, sizeof(*place));

	place->record_id = arena_text(arena, record_id);
	place->record_sha256 = arena_text(arena, record_sha256);
	place->deployed_at = arena_text(arena, deployed_at);
	place->ledger_index = index;
	return place;
}

static void
keep_place(struct population *population, const struct population_row *row)
{
	struct population_last *last = &population->last;

	if (!population->header.first)
		population->header.first =
			place_of(population->arena, row->record_id, row->record_sha256,
				 row->deployed_at, row->ledger_index);
	memcpy(last->record_id, row->record_id, strlen(row->record_id) + 1);
	memcpy(last->record_sha256, row->record_sha256, strlen(row->record_sha256) + 1);
	memcpy(last->deployed_at, row->deployed_at, strlen(row->deployed_at) + 1);
	last->ledger_index = row->ledger_index;
}

bool
population_add_row(struct population *population, struct population_row *row, struct buffer *csv,
		   struct buffer *jsonl, struct error *err)
{
	if (row->in_frame && !id_is_valid(row->record_id))
		return fail(err, ERROR_LEDGER,
			    "the record at index %lld has an id that no id file can hold: '%s'",
			    (long long)row->ledger_index, row->record_id);
	row->seq = ++population->header.rows;
	csv_write_row(csv, &population_row_fields, row);
	fields_write(jsonl, &population_row_fields, row);
	buffer_add_byte(jsonl, '\n');
	if (row->in_frame)
		texts_add(population->arena, &population->ids,
			  arena_text(population->arena, row->record_id));
	count_row(population, row);
	if (row->ledger_index >= 0)
		keep_place(population, row);
	return true;
}

static bool
is_judged(int kind)
{
	return kind == RECORD_DEPLOYMENT || kind == RECORD_BASELINE || kind == RECORD_ROLLBACK ||
	       kind == RECORD_REDEPLOY || kind == RECORD_EMERGENCY;
}

bool
population_result_is_drawn(int result)
{
	return result == RECORD_ALLOWED || result == RECORD_EMERGENCY_RESULT;
}

bool
population_add_leaf(struct population *population, const struct leaf *leaf, int64_t index,
		    struct error *err)
{
	struct deployed deployed;

	population->outcomes_seen += leaf->kind == RECORD_OUTCOME;
	if (!is_judged(leaf->kind) || !population_result_is_drawn(leaf->result) ||
	    !is_in_scope(population, &leaf->key))
		return true;
	find_deployed(population, leaf, &deployed);
	if (deployed.at < population->request.from || deployed.at > population->request.to)
		return true;
	if (!id_is_valid(leaf->record_id))
		return fail(err, ERROR_LEDGER,
			    "the record at index %lld has an id that no id file "
			    "can hold",
			    (long long)index);
	texts_add(population->arena, &population->ids,
		  arena_text(population->arena, leaf->record_id));
	return true;
}

bool
population_add(struct population *population, struct arena *scratch,
	       const struct verified_record *verified, struct buffer *csv, struct buffer *jsonl,
	       struct error *err)
{
	const struct record *record = verified->record;
	struct population_row row;
	struct deployed deployed;

	population->outcomes_seen += record->kind == RECORD_OUTCOME;
	if (!is_judged(record->kind))
		return true;
	if (!record->evidence || !record->evaluation)
		return fail(err, ERROR_LEDGER, "the record at index %lld has no evidence",
			    (long long)verified->index);
	if (!is_in_scope(population, &record->key)) {
		population->header.outside_scope++;
		return true;
	}
	population_deployed(population, verified, &deployed);
	if (deployed.at < population->request.from || deployed.at > population->request.to) {
		population->header.outside_period++;
		return true;
	}
	population_row_fill(scratch, verified, &deployed, &row);
	if (!population_add_row(population, &row, csv, jsonl, err))
		return false;
	if (population->each)
		population->each(population->self, &row, record);
	return true;
}

static void
fill_ledger(struct population *population, const struct checkpoint *checkpoint)
{
	char *root = arena_allocate(population->arena, 65);

	sha256_format(root, &checkpoint->root);
	population->header.ledger = (struct population_ledger){
		arena_text(population->arena, checkpoint->origin), checkpoint->size, root};
}

bool
population_finish(struct population *population, const struct checkpoint *checkpoint,
		  struct buffer *ids, struct error *err)
{
	struct population_header *header = &population->header;
	size_t before = ids->length;
	const struct population_last *last = &population->last;

	if (population->outcomes_seen != (int64_t)population->outcomes.count)
		return fail(
			err, ERROR_LEDGER,
			"%zu outcomes were noted and %lld verified: verify the ledger, or, if it "
			"grew meanwhile, run again",
			population->outcomes.count, (long long)population->outcomes_seen);
	if (!ids_sort(&population->ids, err))
		return false;
	ids_write(ids, &population->ids);
	header->ids_sha256 = sha256_hex(population->arena, ids->bytes ? ids->bytes + before : "",
					ids->length - before);
	if (header->first)
		header->last = place_of(population->arena, last->record_id, last->record_sha256,
					last->deployed_at, last->ledger_index);
	fill_ledger(population, checkpoint);
	return true;
}

void
population_header_write(struct buffer *out, const struct population_header *header)
{
	struct buffer json RELEASED_BY(buffer_release) = {0};

	fields_write(&json, &population_header_fields, header);
	json_indent(out, json.bytes, json.length);
	if (out->length && out->bytes[out->length - 1] != '\n')
		buffer_add_byte(out, '\n');
}

bool
population_header_parse(struct arena *arena, const char *bytes, size_t length,
			struct population_header *out, struct error *err)
{
	struct population_header header;
	const struct node *root;

	if (!json_parse(arena, bytes, length, &root, err) ||
	    !fields_read(arena, &population_header_fields, root, NULL, &header, err))
		return fail_while(err, "reading the population's header");
	if (!text_equal(header.schema, POPULATION_SCHEMA))
		return fail(err, ERROR_FORMAT, "the population's header has schema '%s', not '%s'",
			    text_shown(arena, header.schema), POPULATION_SCHEMA);
	*out = header;
	return true;
}
