/* SPDX-License-Identifier: Apache-2.0 */
/* How is a workpaper laid out? Its pages, for every format. See workpaper.h. */
#include "audit/plan.h"
#include "audit/workpaper.h"
#include "base/text.h"
#include "base/time.h"

#define BLANK "" /* for the auditor, or a person */

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

/* ---- what was tested ---- */

static void
add_title(struct arena *arena, const struct workpaper *workpaper, struct sheet *sheet)
{
	const struct workpaper_title *title = &workpaper->title;

	sheet_title(arena, sheet, "Changes to production: test of operating effectiveness");
	sheet_text(arena, sheet,
		   "Management's own test of its records. It concludes nothing: results and "
		   "conclusions of the auditor are blank cells.");
	sheet_pair(arena, sheet, "Client", title->client);
	sheet_pair(arena, sheet, "Engagement", title->engagement);
	sheet_pair(arena, sheet, "Control", title->control);
	sheet_pair(arena, sheet, "Control owner", title->owner);
	sheet_pair(arena, sheet, "Criteria",
		   "CC8.1 and those named with each attribute (our mapping; confirm it)");
}

static void
add_source(struct arena *arena, const struct workpaper *workpaper, struct sheet *sheet)
{
	const struct population_header *population = workpaper->population;
	const struct sample *sample = workpaper->sample;

	sheet_title(arena, sheet, "Population");
	sheet_pair(arena, sheet, "Period (UTC)",
		   arena_format(arena, "%s to %s", instant(arena, population->from),
				instant(arena, population->to)));
	sheet_pair(arena, sheet, "Ledger", population->ledger.origin);
	sheet_pair(arena, sheet, "Records that may be drawn", number(arena, sample->population));
	sheet_pair(arena, sheet,
		   "sha256 of "
		   "population-ids.txt",
		   sample->ids_sha256);
	sheet_pair(arena, sheet, "Sealed at", sample->sealed_at);
	sheet_pair(arena, sheet, "Seal, record", sample->seal_record);
	for (size_t i = 0; i < population->not_tested.count; i++)
		sheet_pair(arena, sheet, "Not tested", population->not_tested.at[i]);
}

static void
add_plan(struct arena *arena, const struct sample_plan *plan, struct sheet *sheet)
{
	if (plan->frequency)
		sheet_pair(arena, sheet, "Size by frequency", plan->frequency);
	else
		sheet_pair(arena, sheet, "Planned for",
			   arena_format(arena,
					"confidence %s, tolerable %s, expected %s, %lld "
					"deviations allowed",
					rate_text(arena, plan->confidence),
					rate_text(arena, plan->tolerable),
					rate_text(arena, plan->expected),
					(long long)plan->allowed));
}

static void
add_sampling(struct arena *arena, const struct workpaper *workpaper, struct sheet *sheet)
{
	const struct sample *sample = workpaper->sample;

	sheet_title(arena, sheet, "Sample");
	sheet_pair(arena, sheet, "Method", sample->method);
	sheet_pair(arena, sheet, "Seed", sample->seed);
	sheet_pair(arena, sheet, "Seed given at", sample->seed_time);
	sheet_pair(arena, sheet, "Seed given by", sample->seed_by);
	sheet_pair(arena, sheet, "Seed made how", sample->seed_how);
	sheet_pair(arena, sheet, "Strata", sample->strata_by ? sample->strata_by : "none");
	sheet_pair(arena, sheet, "Records to look at", number(arena, sample->size));
	if (sample->plan)
		add_plan(arena, sample->plan, sheet);
	sheet_pair(arena, sheet, "sha256 of the sample", workpaper->sample_sha256);
	for (size_t i = 0; i < sample->warnings.count; i++)
		sheet_pair(arena, sheet, "To know", sample->warnings.at[i]);
}

static void
add_procedure(struct arena *arena, const struct workpaper *workpaper, struct sheet *sheet)
{
	sheet_title(arena, sheet, "Procedure");
	sheet_text(arena, sheet,
		   "For each sampled record, the recorded findings of the gate were read from the "
		   "signed record, and its signature, inclusion and chain verified.");
	sheet_text(arena, sheet,
		   "P passes (management), X deviates, NA does not apply, NT cannot be tested from "
		   "the record, which counts as a deviation.");
	sheet_pair(arena, sheet, "Made with",
		   arena_format(arena, "changegate %s", workpaper->tool_version));
	sheet_pair(arena, sheet, "Prepared by, date", BLANK);
	sheet_pair(arena, sheet, "Reviewed by, date", BLANK);
	sheet_pair(arena, sheet, "Conclusion of the auditor", BLANK);
}

/* ---- one row a record ---- */

static const char *const columns_before[] = {"#",           "record_id",   "stratum", "service",
					     "environment", "deployed_at", "type"};
static const char *const columns_behind[] = {
	"evidence", "sha256", "management result", "exceptions", "AUDITOR RESULT", "AUDITOR NOTE",
};

static void
add_body_header(struct arena *arena, struct sheet *sheet)
{
	struct texts *cells = sheet_line(arena, sheet, SHEET_HEADER);

	for (size_t i = 0; i < sizeof(columns_before) / sizeof(columns_before[0]); i++)
		texts_add(arena, cells, columns_before[i]);
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		texts_add(arena, cells, attributes[i].code);
	for (size_t i = 0; i < sizeof(columns_behind) / sizeof(columns_behind[0]); i++)
		texts_add(arena, cells, columns_behind[i]);
}

static void
add_body_row(struct arena *arena, const struct workpaper_item *item, struct sheet *sheet)
{
	struct texts *cells = sheet_line(arena, sheet, SHEET_ROW);
	const char *const before[] = {number(arena, item->item->position),
				      item->item->record_id,
				      item->item->stratum,
				      item->service,
				      item->environment,
				      item->deployed_at,
				      item->type};
	const char *const behind[] = {item->evidence,
				      item->envelope_sha256,
				      outcome_sign(attributes_together(item->outcomes)),
				      item->exceptions,
				      BLANK,
				      BLANK};

	for (size_t i = 0; i < sizeof(before) / sizeof(before[0]); i++)
		texts_add(arena, cells, before[i] ? before[i] : "");
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		texts_add(arena, cells, outcome_sign(item->outcomes[i].outcome));
	for (size_t i = 0; i < sizeof(behind) / sizeof(behind[0]); i++)
		texts_add(arena, cells, behind[i] ? behind[i] : "");
}

static void
add_reasons(struct arena *arena, const struct workpaper *workpaper, struct sheet *sheet)
{
	struct texts *header = sheet_line(arena, sheet, SHEET_HEADER);

	texts_add(arena, header, "record_id");
	texts_add(arena, header, "attribute");
	texts_add(arena, header, "result");
	texts_add(arena, header, "because");
	for (size_t i = 0; i < workpaper->items.count; i++)
		for (size_t j = 0; j < ATTRIBUTE_COUNT; j++) {
			const struct workpaper_item *item = &workpaper->items.at[i];
			struct texts *cells = sheet_line(arena, sheet, SHEET_ROW);

			texts_add(arena, cells, item->item->record_id);
			texts_add(arena, cells, attributes[j].code);
			texts_add(arena, cells, outcome_sign(item->outcomes[j].outcome));
			texts_add(arena, cells, item->outcomes[j].because);
		}
}

/* ---- what follows for the population ---- */

static void
add_limits_row(struct arena *arena, const char *code, const struct tested *tested,
	       int64_t tolerable, struct sheet *sheet)
{
	struct texts *cells = sheet_line(arena, sheet, SHEET_ROW);
	const struct upper_limit *last = NULL;

	texts_add(arena, cells, code);
	texts_add(arena, cells, tested->stratum);
	texts_add(arena, cells, number(arena, tested->population));
	texts_add(arena, cells, number(arena, tested->tested));
	texts_add(arena, cells, number(arena, tested->not_applicable));
	texts_add(arena, cells, number(arena, tested->deviations));
	texts_add(arena, cells, number(arena, tested->not_testable));
	texts_add(arena, cells, tested->rate ? tested->rate : "");
	for (size_t i = 0; i < 2; i++) {
		last = i < tested->limits.count ? &tested->limits.at[i] : NULL;
		texts_add(arena, cells, last ? last->rate : "");
		texts_add(arena, cells, last ? last->count_rate : "");
	}
	texts_add(arena, cells, tolerable ? rate_text(arena, tolerable) : "");
	texts_add(arena, cells,
		  !tolerable || !last                                       ? ""
		  : last->count_parts <= tolerable * (PARTS_ONE / RATE_ONE) ? "within"
									    : "exceeds");
}

static void
add_limits(struct arena *arena, const struct sample_evaluation *evaluation, struct sheet *sheet)
{
	static const char *const columns[] = {"attribute",        "stratum",
					      "population",       "tested",
					      "not applicable",   "deviations",
					      "not testable",     "rate",
					      "upper limit 90 %", "of this population 90 %",
					      "upper limit 95 %", "of this population 95 %",
					      "tolerable",        "limit at 95 %"};
	struct texts *header = sheet_line(arena, sheet, SHEET_HEADER);

	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		texts_add(arena, header, columns[i]);
	for (size_t i = 0; i < evaluation->attributes.count; i++) {
		const struct attribute_evaluation *attribute = &evaluation->attributes.at[i];

		for (size_t j = 0; j < attribute->strata.count; j++)
			add_limits_row(arena, attribute->name, &attribute->strata.at[j],
				       evaluation->tolerable, sheet);
		if (attribute->pooled)
			add_limits_row(arena, attribute->name, attribute->pooled,
				       evaluation->tolerable, sheet);
	}
}

static void
add_attributes(struct arena *arena, const struct sample_evaluation *evaluation, struct sheet *sheet)
{
	struct texts *header;

	sheet_title(arena, sheet, "Attributes");
	header = sheet_line(arena, sheet, SHEET_HEADER);
	texts_add(arena, header, "attribute");
	texts_add(arena, header, "what it says");
	texts_add(arena, header, "criteria");
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++) {
		struct texts *cells = sheet_line(arena, sheet, SHEET_ROW);

		texts_add(arena, cells, attributes[i].code);
		texts_add(arena, cells, attributes[i].wording);
		texts_add(arena, cells, attributes[i].criteria);
	}
	sheet_title(arena, sheet, "Management's own test, in numbers");
	sheet_text(arena, sheet,
		   "Upper limits are exact and one-sided: of a population of unknown size "
		   "(binomial), and of this one (hypergeometric).");
	add_limits(arena, evaluation, sheet);
	for (size_t i = 0; i < evaluation->warnings.count; i++)
		sheet_text(arena, sheet, evaluation->warnings.at[i]);
}

/* The names are those of sample.csv, which `audit evaluate` leaves alone. */
static void
add_auditor(struct arena *arena, const struct workpaper *workpaper, struct sheet *sheet)
{
	struct texts *header = sheet_line(arena, sheet, SHEET_HEADER);

	texts_add(arena, header, "position");
	texts_add(arena, header, "record_id");
	for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
		texts_add(arena, header, attributes[i].code);
	texts_add(arena, header, "note");
	for (size_t i = 0; i < workpaper->items.count; i++) {
		const struct sample_item *item = workpaper->items.at[i].item;
		struct texts *cells = sheet_line(arena, sheet, SHEET_ROW);

		texts_add(arena, cells, number(arena, item->position));
		texts_add(arena, cells, item->record_id);
		for (size_t j = 0; j <= ATTRIBUTE_COUNT; j++)
			texts_add(arena, cells, BLANK);
	}
}

void
workpaper_sheets(struct arena *arena, const struct workpaper *workpaper,
		 const struct sample_evaluation *evaluation, struct workpaper_sheets *out)
{
	*out = (struct workpaper_sheets){.summary.name = "Summary",
					 .body.name = "Workpaper",
					 .reasons.name = "Reasons",
					 .attributes.name = "Attributes",
					 .auditor.name = "Auditor"};
	add_title(arena, workpaper, &out->summary);
	add_source(arena, workpaper, &out->summary);
	add_sampling(arena, workpaper, &out->summary);
	add_procedure(arena, workpaper, &out->summary);
	add_body_header(arena, &out->body);
	for (size_t i = 0; i < workpaper->items.count; i++)
		add_body_row(arena, &workpaper->items.at[i], &out->body);
	add_reasons(arena, workpaper, &out->reasons);
	add_attributes(arena, evaluation, &out->attributes);
	add_auditor(arena, workpaper, &out->auditor);
}
