/* SPDX-License-Identifier: Apache-2.0 */
/* How do a sample and its files look? The field tables of audit/sample.h, and what writes them. */
#include "audit/csv.h"
#include "audit/sample.h"
#include "base/json.h"
#include "base/text.h"
#include "base/time.h"

const char *const replaced_because_names[] = {"void", "not-applicable", NULL};

#define COUNT(of, member, json, ...) \
	FIELD_ROW(of, member, json, FIELD_INTEGER, .maximum = LIMIT_INTEGER, __VA_ARGS__)
#define TEXT(of, member, json, ...) FIELD_ROW(of, member, json, FIELD_TEXT, __VA_ARGS__)

static const struct field item_rows[] = {
	COUNT(sample_item, position, "position", .meaning = "from 1, in the order of the draw"),
	TEXT(sample_item, record_id, "record_id", .meaning = "what was drawn"),
	TEXT(sample_item, ticket, "ticket",
	     .meaning = "sha256 of seed:record_id, or of seed,number"),
	COUNT(sample_item, position_by_id, "position_by_id",
	      .meaning = "from 1, in the order of the ids"),
	TEXT(sample_item, stratum, "stratum", .meaning = "what it was drawn from"),
	TEXT(sample_item, selection, "selection",
	     .meaning = "random, all, listed, targeted or replaced"),
	COUNT(sample_item, stage, "stage", .meaning = "from 1, in which it was drawn"),
};
const struct fields sample_item_fields = {"sampleItem", sizeof(struct sample_item),
					  FIELDS_OF(item_rows), "One record that was drawn."};

static const struct field plan_rows[] = {
	COUNT(sample_plan, confidence, "confidence", .optional = true, .meaning = "basis points"),
	COUNT(sample_plan, tolerable, "tolerable", .optional = true,
	      .meaning = "rate of deviations, basis points"),
	COUNT(sample_plan, expected, "expected", .optional = true,
	      .meaning = "rate of deviations, basis points"),
	COUNT(sample_plan, allowed, "allowed", .optional = true,
	      .meaning = "deviations with which the upper limit is within the tolerable rate"),
	TEXT(sample_plan, frequency, "frequency", .optional = true,
	     .meaning = "of the control, where the size is the customary one"),
};
static const struct fields plan_fields = {"samplePlan", sizeof(struct sample_plan),
					  FIELDS_OF(plan_rows), "How the size was found."};

static const struct field assurance_rows[] = {
	COUNT(assurance, confidence, "confidence", .meaning = "basis points"),
	TEXT(assurance, upper_rate, "upperRate", .meaning = "binomial upper limit, rounded up"),
	COUNT(assurance, upper_count, "upperCount",
	      .meaning = "exact upper limit of deviations in this population"),
	TEXT(assurance, upper_count_rate, "upperCountRate", .meaning = "the same as a rate"),
};
static const struct fields assurance_fields = {"assurance", sizeof(struct assurance),
					       FIELDS_OF(assurance_rows),
					       "What the sample shows if nothing deviates."};

static const struct field stratum_rows[] = {
	TEXT(stratum, name, "name", .meaning = "of the class"),
	COUNT(stratum, population, "population", .meaning = "ids in it"),
	COUNT(stratum, size, "size", .meaning = "of them to look at"),
	COUNT(stratum, replaced, "replaced", .optional = true,
	      .meaning = "drawn and replaced by a further one"),
	FIELD_ROW(stratum, census, "census", FIELD_BOOLEAN,
		  .meaning = "a small class of risk, looked at whole beside the sample"),
};
static const struct fields stratum_fields = {"stratum", sizeof(struct stratum),
					     FIELDS_OF(stratum_rows), "What is drawn separately."};

static const struct field stage_rows[] = {
	COUNT(sample_stage, size, "size", .meaning = "asked for in all"),
	TEXT(sample_stage, reason, "reason", .optional = true, .meaning = "of a later stage"),
	TEXT(sample_stage, extends, "extends", .optional = true,
	     .meaning = "sha256 of the sample.json before"),
};
static const struct fields stage_fields = {"sampleStage", sizeof(struct sample_stage),
					   FIELDS_OF(stage_rows), "One round of drawing."};

static const struct field replaced_rows[] = {
	TEXT(sample_replacement, record_id, "recordId", .meaning = "which is not counted"),
	FIELD_ROW(sample_replacement, reason, "reason", FIELD_CHOICE,
		  .choices = replaced_because_names, .meaning = "why"),
	COUNT(sample_replacement, stage, "stage", .meaning = "in which it was replaced"),
};
static const struct fields replaced_fields = {
	"sampleReplacement", sizeof(struct sample_replacement), FIELDS_OF(replaced_rows),
	"A drawn record that was "
	"replaced."};

static const struct field sample_rows[] = {
	TEXT(sample, schema, "schema", .meaning = SAMPLE_SCHEMA),
	TEXT(sample, tool_version, "toolVersion", .meaning = "of changegate"),
	TEXT(sample, method, "method", .meaning = "how the records were selected"),
	TEXT(sample, seed, "seed", .optional = true, .meaning = "from the auditor"),
	TEXT(sample, seed_time, "seedTime", .optional = true,
	     .meaning = "when it was made, as given"),
	TEXT(sample, seed_by, "seedBy", .optional = true, .meaning = "who made it, as given"),
	TEXT(sample, seed_how, "seedHow", .optional = true, .meaning = "how, as given"),
	TEXT(sample, sealed_at, "sealedAt", .meaning = "time of the seal's record"),
	TEXT(sample, seal_record, "sealRecord", .optional = true,
	     .meaning = "payload digest of the seal's record"),
	TEXT(sample, ids_sha256, "idsSha256", .meaning = "of the sealed id file"),
	COUNT(sample, population, "population", .meaning = "ids that could be drawn"),
	COUNT(sample, size, "size", .meaning = "ids to look at, without targeted ones"),
	FIELD_ROW(sample, census, "census", FIELD_BOOLEAN, .meaning = "all of them were drawn"),
	FIELD_ROW(sample, plan, "plan", FIELD_OPTIONAL, .of = &plan_fields, .optional = true,
		  .meaning = "how the size of the first stage was found"),
	FIELD_ROW(sample, assurance, "assurance", FIELD_OBJECTS, .of = &assurance_fields,
		  .meaning = "what the sample shows if nothing deviates"),
	TEXT(sample, strata_by, "strataBy", .optional = true, .meaning = "what divides them"),
	TEXT(sample, strata_sha256, "strataSha256", .optional = true, .meaning = "of strata.tsv"),
	FIELD_ROW(sample, strata, "strata", FIELD_OBJECTS, .of = &stratum_fields,
		  .meaning = "what is drawn separately"),
	FIELD_ROW(sample, stages, "stages", FIELD_OBJECTS, .of = &stage_fields,
		  .meaning = "rounds of drawing"),
	FIELD_ROW(sample, replaced, "replaced", FIELD_OBJECTS, .of = &replaced_fields,
		  .meaning = "drawn records that were replaced"),
	FIELD_ROW(sample, targeted, "targeted", FIELD_TEXTS,
		  .meaning = "chosen beside the sample; nothing is concluded from them"),
	FIELD_ROW(sample, listed, "listed", FIELD_TEXTS, .meaning = "the auditor's own list"),
	COUNT(sample, tries, "tries", .optional = true,
	      .meaning = "rivest-sampler: numbers that were tried"),
	FIELD_ROW(sample, warnings, "warnings", FIELD_TEXTS,
		  .meaning = "to know before relying on it"),
	FIELD_ROW(sample, recipe, "recipe", FIELD_TEXTS,
		  .meaning = "lines of a shell script that draws the same again"),
};
const struct fields sample_fields = {"sample", sizeof(struct sample), FIELDS_OF(sample_rows),
				     "How a sample was drawn."};

void
sample_write_csv(struct buffer *out, const struct sample *sample)
{
	csv_write_header(out, &sample_item_fields);
	for (size_t i = 0; i < sample->items.count; i++)
		csv_write_row(out, &sample_item_fields, &sample->items.at[i]);
}

void
sample_write_jsonl(struct buffer *out, const struct sample *sample)
{
	for (size_t i = 0; i < sample->items.count; i++) {
		fields_write(out, &sample_item_fields, &sample->items.at[i]);
		buffer_add_byte(out, '\n');
	}
}

void
sample_write_header(struct buffer *out, const struct sample *sample)
{
	struct buffer json RELEASED_BY(buffer_release) = {0};

	fields_write(&json, &sample_fields, sample);
	json_indent(out, json.bytes, json.length);
	if (out->length && out->bytes[out->length - 1] != '\n')
		buffer_add_byte(out, '\n');
}

void
sample_write_recipe(struct buffer *out, const struct sample *sample)
{
	for (size_t i = 0; i < sample->recipe.count; i++)
		buffer_add_format(out, "%s\n", sample->recipe.at[i]);
}

void
sample_write_draw(struct buffer *out, const struct sample *sample)
{
	for (size_t i = 0; i < sample->items.count; i++) {
		const struct sample_item *item = &sample->items.at[i];

		buffer_add_format(out, "%s  %s\n", item->ticket[0] ? item->ticket : item->selection,
				  item->record_id);
	}
}

bool
sample_parse(struct arena *arena, const char *bytes, size_t length, struct sample *out,
	     struct error *err)
{
	const struct node *root;
	struct sample read;

	if (!json_parse(arena, bytes, length, &root, err) ||
	    !fields_read(arena, &sample_fields, root, NULL, &read, err))
		return fail_while(err, "reading the sample");
	if (!text_equal(read.schema, SAMPLE_SCHEMA) || !read.stages.count)
		return fail(err, ERROR_FORMAT, "this is no sample of this version");
	*out = read;
	return true;
}

bool
sample_ask_again(struct arena *arena, const struct sample *sample, struct sample_request *request,
		 struct error *err)
{
	const struct sample_stage *last = &sample->stages.at[sample->stages.count - 1];
	int64_t seed_time = 0;

	if (sample->seed_time && !instant_parse(sample->seed_time, &seed_time))
		return fail(err, ERROR_FORMAT, "seedTime of the sample is no time");
	request->method = sample->method;
	request->seed = sample->seed;
	request->seed_by = sample->seed_by;
	request->seed_how = sample->seed_how;
	request->seed_time_given = sample->seed_time != NULL;
	request->seed_time = seed_time;
	request->size = last->size;
	request->plan = sample->plan;
	request->strata_by = sample->strata_by;
	request->targeted = sample->targeted;
	request->listed = sample->listed;
	for (size_t i = 0; i + 1 < sample->stages.count; i++)
		*LIST_ADD(arena, &request->earlier) = sample->stages.at[i];
	request->reason = last->reason;
	request->extends = last->extends;
	for (size_t i = 0; i < sample->replaced.count; i++)
		*LIST_ADD(arena, &request->replaced) = sample->replaced.at[i];
	request->tool_version = sample->tool_version;
	return true;
}
