/* SPDX-License-Identifier: Apache-2.0 */
/* How is an evaluation told: as JSON, and in lines of numbers? */
#include "audit/evaluation.h"
#include "audit/plan.h"
#include "base/json.h"
#include "base/text.h"

#define COUNT(of, member, json, ...) \
	FIELD_ROW(of, member, json, FIELD_INTEGER, .maximum = LIMIT_INTEGER, __VA_ARGS__)
#define TEXT(of, member, json, ...) FIELD_ROW(of, member, json, FIELD_TEXT, __VA_ARGS__)

static const struct field limit_rows[] = {
	COUNT(upper_limit, confidence, "confidence", .meaning = "basis points"),
	TEXT(upper_limit, rate, "upperRate", .meaning = "of a population of unknown size"),
	COUNT(upper_limit, rate_parts, "upperRateParts", .meaning = "of 10^10"),
	COUNT(upper_limit, count, "upperCount", .meaning = "deviations in this population"),
	TEXT(upper_limit, count_rate, "upperCountRate", .meaning = "the same as a rate"),
	COUNT(upper_limit, count_parts, "upperCountParts", .meaning = "of 10^10"),
	TEXT(upper_limit, less_tolerable, "lessTolerable", .optional = true,
	     .meaning = "upperCountRate less the tolerable rate"),
};
static const struct fields limit_fields = {"upperLimit", sizeof(struct upper_limit),
					   FIELDS_OF(limit_rows),
					   "How many may there be, at this confidence?"};

static const struct field tested_rows[] = {
	TEXT(tested, stratum, "stratum", .meaning = "name, or all"),
	COUNT(tested, population, "population", .meaning = "records that it stands for"),
	COUNT(tested, looked_at, "lookedAt", .meaning = "of the sample"),
	COUNT(tested, not_applicable, "notApplicable", .meaning = "of those"),
	COUNT(tested, tested, "tested", .meaning = "the others"),
	COUNT(tested, deviations, "deviations", .meaning = "of those that were tested"),
	COUNT(tested, not_testable, "notTestable", .meaning = "of the deviations"),
	COUNT(tested, limit_size, "limitSize", .meaning = "records that the limits are of"),
	TEXT(tested, rate, "rate", .optional = true, .meaning = "of deviations, rounded up"),
	FIELD_ROW(tested, limits, "limits", FIELD_OBJECTS, .of = &limit_fields,
		  .meaning = "exact upper limits; none of a list of chosen records"),
};
static const struct fields tested_fields = {"tested", sizeof(struct tested), FIELDS_OF(tested_rows),
					    "What was found."};

static const struct field projection_rows[] = {
	TEXT(projection, deviations, "deviations", .meaning = "in the population, rounded up"),
	TEXT(projection, rate, "rate", .meaning = "the same as a rate"),
};
static const struct fields projection_fields = {"projection", sizeof(struct projection),
						FIELDS_OF(projection_rows),
						"What the sample projects to."};

static const struct field attribute_rows[] = {
	TEXT(attribute_evaluation, name, "name", .meaning = "its column"),
	FIELD_ROW(attribute_evaluation, strata, "strata", FIELD_OBJECTS, .of = &tested_fields,
		  .meaning = "each for itself"),
	FIELD_ROW(attribute_evaluation, pooled, "pooled", FIELD_OPTIONAL, .of = &tested_fields,
		  .optional = true, .meaning = "all strata, drawn in proportion"),
	TEXT(attribute_evaluation, not_pooled, "notPooled", .optional = true, .meaning = "why not"),
	FIELD_ROW(attribute_evaluation, projection, "projection", FIELD_OPTIONAL,
		  .of = &projection_fields, .optional = true, .meaning = "over all strata"),
	COUNT(attribute_evaluation, targeted, "targeted",
	      .meaning = "chosen records, in no other number"),
	COUNT(attribute_evaluation, targeted_deviations, "targetedDeviations",
	      .meaning = "among them"),
};
static const struct fields attribute_fields = {
	"attributeEvaluation", sizeof(struct attribute_evaluation), FIELDS_OF(attribute_rows),
	"One attribute that was tested."};

static const struct field evaluation_rows[] = {
	TEXT(sample_evaluation, schema, "schema", .meaning = EVALUATION_SCHEMA),
	TEXT(sample_evaluation, tool_version, "toolVersion", .meaning = "of changegate"),
	TEXT(sample_evaluation, sample_sha256, "sampleSha256", .meaning = "of sample.json"),
	TEXT(sample_evaluation, results_sha256, "resultsSha256",
	     .meaning = "of the table of results"),
	TEXT(sample_evaluation, method, "method", .meaning = "of the sample"),
	COUNT(sample_evaluation, tolerable, "tolerable", .optional = true,
	      .meaning = "rate, basis points"),
	FIELD_ROW(sample_evaluation, attributes, "attributes", FIELD_OBJECTS,
		  .of = &attribute_fields, .meaning = "in the order of the columns"),
	FIELD_ROW(sample_evaluation, warnings, "warnings", FIELD_TEXTS, .meaning = "of the sample"),
};
const struct fields sample_evaluation_fields = {
	"sampleEvaluation", sizeof(struct sample_evaluation), FIELDS_OF(evaluation_rows),
	"What the results of a sample say about the population."};

void
evaluation_write_json(struct buffer *out, const struct sample_evaluation *evaluation)
{
	RELEASED_BY(buffer_release) struct buffer json = {0};

	fields_write(&json, &sample_evaluation_fields, evaluation);
	json_indent(out, json.bytes, json.length);
	if (out->length && out->bytes[out->length - 1] != '\n')
		buffer_add_byte(out, '\n');
}

static void
write_limit(struct arena *arena, struct buffer *out, const struct upper_limit *limit,
	    int64_t tolerable)
{
	buffer_add_format(out,
			  "    at %s confidence: upper limit %lld deviations, %s (binomial %s)",
			  rate_text(arena, limit->confidence), (long long)limit->count,
			  limit->count_rate, limit->rate);
	if (limit->less_tolerable)
		buffer_add_format(out, "; tolerable %s, difference %s", rate_text(arena, tolerable),
				  limit->less_tolerable);
	buffer_add_byte(out, '\n');
}

static void
write_tested(struct arena *arena, struct buffer *out, const struct tested *tested,
	     int64_t tolerable)
{
	buffer_add_text(out, "  ");
	text_safe(out, tested->stratum);
	buffer_add_format(out,
			  ": population %lld, looked at %lld, not applicable %lld, deviations %lld "
			  "of %lld (%lld not testable)%s%s\n",
			  (long long)tested->population, (long long)tested->looked_at,
			  (long long)tested->not_applicable, (long long)tested->deviations,
			  (long long)tested->tested, (long long)tested->not_testable,
			  tested->rate ? ", " : "", tested->rate ? tested->rate : "");
	for (size_t i = 0; i < tested->limits.count; i++)
		write_limit(arena, out, &tested->limits.at[i], tolerable);
	if (tested->limit_size < tested->tested)
		buffer_add_format(out, "    the limits are those of a simple sample of %lld\n",
				  (long long)tested->limit_size);
}

static void
write_attribute(struct arena *arena, struct buffer *out,
		const struct attribute_evaluation *attribute, int64_t tolerable)
{
	text_safe(out, attribute->name);
	buffer_add_byte(out, '\n');
	for (size_t i = 0; i < attribute->strata.count; i++)
		write_tested(arena, out, &attribute->strata.at[i], tolerable);
	if (attribute->strata.count > 1 && attribute->pooled) {
		buffer_add_text(out, "  over the strata:\n");
		write_tested(arena, out, attribute->pooled, tolerable);
	}
	if (attribute->not_pooled)
		buffer_add_format(out, "  no limit over the strata: %s\n", attribute->not_pooled);
	if (attribute->projection)
		buffer_add_format(out, "  projected: %s deviations, %s\n",
				  attribute->projection->deviations, attribute->projection->rate);
	if (attribute->targeted)
		buffer_add_format(out, "  targeted, beside the sample: deviations %lld of %lld\n",
				  (long long)attribute->targeted_deviations,
				  (long long)attribute->targeted);
}

void
evaluation_write_text(struct arena *arena, struct buffer *out,
		      const struct sample_evaluation *evaluation)
{
	for (size_t i = 0; i < evaluation->attributes.count; i++)
		write_attribute(arena, out, &evaluation->attributes.at[i], evaluation->tolerable);
	for (size_t i = 0; i < evaluation->warnings.count; i++)
		buffer_add_format(out, "note: %s\n", evaluation->warnings.at[i]);
}
