/* SPDX-License-Identifier: Apache-2.0 */
/* Whatever a table of results holds, is each record of the sample tested once, and do the numbers
 * add up? */
#include "tests/fuzz/fuzz.h"

#include "audit/evaluation.h"

static struct sample_item items[] = {
	{.record_id = "A", .stratum = "few", .selection = "all"},
	{.record_id = "B", .stratum = "many", .selection = "random"},
	{.record_id = "-C", .stratum = "many", .selection = "replaced"},
	{.record_id = "D", .stratum = "many", .selection = "random"},
	{.record_id = "E", .stratum = "many", .selection = "targeted"},
};
static struct stratum strata[] = {
	{.name = "few", .population = 1, .size = 1},
	{.name = "many", .population = 7, .size = 2, .replaced = 1},
};
static const struct sample sample = {
	.method = SAMPLE_METHOD, .strata = {strata, 2}, .items = {items, 5}};

static void
require_sums(const struct tested *tested)
{
	REQUIRE(tested->tested + tested->not_applicable == tested->looked_at);
	REQUIRE(tested->deviations >= tested->not_testable);
	REQUIRE(tested->deviations <= tested->tested);
	REQUIRE(tested->tested <= tested->population);
	for (size_t i = 0; i < tested->limits.count; i++) {
		REQUIRE(tested->limits.at[i].count >= tested->deviations);
		REQUIRE(tested->limits.at[i].count <= tested->population);
	}
}

static void
require_numbers(struct arena *arena, const struct results *results)
{
	RELEASED_BY(buffer_release) struct buffer text = {0};
	struct evaluation_request request = {.sample = &sample,
					     .results = results,
					     .sample_sha256 = "",
					     .results_sha256 = "",
					     .tolerable = 500,
					     .tool_version = ""};
	struct sample_evaluation evaluation;

	evaluate_sample(arena, &request, &evaluation);
	for (size_t i = 0; i < evaluation.attributes.count; i++) {
		const struct attribute_evaluation *attribute = &evaluation.attributes.at[i];

		REQUIRE(attribute->strata.count == 2);
		REQUIRE(attribute->strata.at[0].looked_at == 1);
		REQUIRE(attribute->strata.at[1].looked_at == 2);
		REQUIRE(attribute->targeted == 1);
		require_sums(&attribute->strata.at[0]);
		require_sums(&attribute->strata.at[1]);
		if (attribute->pooled)
			require_sums(attribute->pooled);
	}
	evaluation_write_text(arena, &text, &evaluation);
	REQUIRE(is_showable(text.bytes, text.length));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct results results;
	struct error err = {0};

	if (!results_read(&arena, (const char *)bytes, length, &sample, &results, &err)) {
		require_refusal(&err);
		return 0;
	}
	REQUIRE(results.attributes.count >= 1);
	for (size_t i = 0; i < results.attributes.count; i++)
		for (size_t j = 0; j < 5; j++)
			REQUIRE((results.attributes.at[i].outcomes[j] == OUTCOME_NONE) == (j == 2));
	require_numbers(&arena, &results);
	return 0;
}
