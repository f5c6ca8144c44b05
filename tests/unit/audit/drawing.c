/* SPDX-License-Identifier: Apache-2.0 */
/* Do strata, rows, lists, stages and replacements draw what anybody can draw again with a shell? */
#include "tests/unit/audit/selection.h"

#include "audit/drawing.h"

/* Runs the lines that are in sample.json itself; they must print the same draw. */
static void
assert_recipe(struct vector *vector, const struct sample *sample)
{
	RELEASED_BY(buffer_release) struct buffer header = {0};
	RELEASED_BY(buffer_release) struct buffer script = {0};
	RELEASED_BY(buffer_release) struct buffer strata = {0};
	RELEASED_BY(buffer_release) struct buffer expected = {0};
	RELEASED_BY(buffer_release) struct buffer drawn = {0};
	char folder[] = "/tmp/changegate-drawing-XXXXXX";
	struct sample read;
	struct error err;

	sample_write_header(&header, sample);
	assert_true(sample_parse(&vector->arena, header.bytes, header.length, &read, &err));
	sample_write_recipe(&script, &read);
	sample_write_draw(&expected, sample);
	assert_non_null(mkdtemp(folder));
	write_file(folder, "reproduce.sh", &script);
	write_file(folder, "population-ids.txt", &vector->ids);
	if (sample->strata_file) {
		buffer_add_text(&strata, sample->strata_file);
		write_file(folder, "strata.tsv", &strata);
	}
	assert_int_equal(run_recipe(folder, &drawn), 0);
	assert_string_equal(drawn.bytes, expected.bytes);
	remove_folder(folder);
}

/* What was read from sample.json draws the very same file again. */
static void
assert_same_again(struct vector *vector, const struct sample *sample)
{
	RELEASED_BY(buffer_release) struct buffer first = {0};
	RELEASED_BY(buffer_release) struct buffer second = {0};
	struct sample_request request = vector->request;
	struct sample_request again = {.seal = request.seal,
				       .seal_record = request.seal_record,
				       .sealed_at = request.sealed_at,
				       .ids = request.ids,
				       .ids_length = request.ids_length,
				       .rows = request.rows,
				       .rows_length = request.rows_length};
	struct sample read, redrawn;
	struct error err;

	sample_write_header(&first, sample);
	assert_true(sample_parse(&vector->arena, first.bytes, first.length, &read, &err));
	assert_true(sample_ask_again(&vector->arena, &read, &again, &err));
	if (!sample_draw(&vector->arena, &again, &redrawn, &err))
		fail_msg("%s", err.message);
	sample_write_header(&second, &redrawn);
	assert_string_equal(first.bytes, second.bytes);
}

static void
assert_contains(const struct sample *large, const struct sample *small)
{
	for (size_t i = 0; i < small->items.count; i++) {
		bool found = false;

		for (size_t j = 0; j < large->items.count; j++)
			found = found || text_equal(large->items.at[j].record_id,
						    small->items.at[i].record_id);
		assert_true(found);
	}
}

static void
add_row(struct buffer *rows, const char *id, const char *change_type)
{
	struct population_row row = {0};
	char *at = (char *)&row;

	for (size_t i = 0; i < population_row_fields.count; i++)
		if (population_row_fields.rows[i].type == FIELD_TEXT) {
			const char *empty = "";

			memcpy(at + population_row_fields.rows[i].offset, &empty, sizeof(empty));
		}
	row.record_id = id;
	row.change_type = change_type;
	fields_write(rows, &population_row_fields, &row);
	buffer_add_byte(rows, '\n');
}

/* 3 baselines, 40 rollbacks and 157 normal ones. */
static void
divide(struct vector *vector, struct buffer *rows)
{
	for (int i = 1; i <= 200; i++)
		add_row(rows, arena_format(&vector->arena, "CHG-2026-%05d", i),
			i <= 3    ? "baseline"
			: i <= 43 ? "rollback"
				  : "normal");
	vector->request.strata_by = "risk";
	vector->request.rows = rows->bytes;
	vector->request.rows_length = rows->length;
}

static void
strata_are_drawn_apart(void **state)
{
	RELEASED_BY(buffer_release) struct buffer rows = {0};
	struct vector vector;
	struct sample sample;
	int64_t sum = 0;

	(void)state;
	vector_begin(&vector);
	divide(&vector, &rows);
	vector.request.seed = "it's $(id) `id` \"%s\" \\n 8392017";
	draw(&vector, &sample);
	assert_int_equal(sample.strata.count, 3);
	assert_int_equal(sample.strata.at[0].size, 3);
	assert_true(sample.strata.at[0].census);
	assert_int_equal(sample.strata.at[1].size, 5);
	assert_int_equal(sample.strata.at[2].size, 20);
	for (size_t i = 0; i < 3; i++)
		sum += sample.strata.at[i].population;
	assert_int_equal(sum, sample.population);
	assert_int_equal(sample.size, 28);
	assert_int_equal(sample.items.count, 28);
	assert_string_equal(sample.items.at[2].selection, "all");
	assert_string_equal(sample.items.at[3].selection, "random");
	assert_string_equal(sample.items.at[3].stratum, "rollback");
	assert_int_equal(sample.assurance.count, 0);
	assert_recipe(&vector, &sample);
	assert_same_again(&vector, &sample);
	vector_end(&vector);
}

static void
use_rivest_population(struct vector *vector)
{
	buffer_clear(&vector->ids);
	for (int i = 1; i <= 876; i++)
		buffer_add_format(&vector->ids, "%04d\n", i);
	vector->seal.count = 876;
	vector->seal.ids_sha256 = sha256_hex(&vector->arena, vector->ids.bytes, vector->ids.length);
	vector->request.ids = vector->ids.bytes;
	vector->request.ids_length = vector->ids.length;
	vector->request.method = SAMPLE_RIVEST;
	vector->request.seed = vector->rivest_seed;
	vector->request.size = 47;
}

static void
the_published_rows_are_drawn(void **state)
{
	struct vector vector;
	struct sample sample;
	char *rest;

	(void)state;
	vector_begin(&vector);
	use_rivest_population(&vector);
	draw(&vector, &sample);
	assert_int_equal(sample.items.count, 47);
	rest = arena_text(&vector.arena, vector.rivest_rows);
	for (size_t i = 0; i < 47; i++)
		assert_int_equal(strtol(sample.items.at[i].record_id, NULL, 10),
				 strtol(rest, &rest, 10));
	assert_string_equal(rest, "");
	assert_recipe(&vector, &sample);
	assert_same_again(&vector, &sample);
	vector_end(&vector);
}

/* Repeats are skipped, in the recipe too, and so are many of them. */
static void
rows_are_drawn_once(void **state)
{
	struct vector vector;
	struct sample sample, smaller;

	(void)state;
	vector_begin(&vector);
	vector.request.method = SAMPLE_RIVEST;
	vector.request.size = 120;
	draw(&vector, &smaller);
	vector.request.size = 150;
	draw(&vector, &sample);
	assert_true(sample.tries > 150);
	assert_contains(&sample, &smaller);
	for (size_t i = 0; i < 120; i++)
		assert_string_equal(sample.items.at[i].record_id, smaller.items.at[i].record_id);
	assert_recipe(&vector, &sample);
	vector.request.seed = "8392017465291048375x";
	assert_refused(&vector, ERROR_USAGE, "decimal digits");
	vector.request.seed = "8392017465291048375";
	assert_refused(&vector, ERROR_USAGE, "decimal digits");
	vector_end(&vector);
}

static void
targeted_records_come_on_top(void **state)
{
	struct vector vector;
	struct sample sample;

	(void)state;
	vector_begin(&vector);
	texts_add(&vector.arena, &vector.request.targeted, "CHG-2026-00001");
	texts_add(&vector.arena, &vector.request.targeted, "CHG-2026-00121"); /* drawn anyway */
	texts_add(&vector.arena, &vector.request.targeted, "CHG-2026-00001");
	draw(&vector, &sample);
	assert_int_equal(sample.size, 25);
	assert_int_equal(sample.items.count, 26);
	assert_string_equal(sample.items.at[25].record_id, "CHG-2026-00001");
	assert_string_equal(sample.items.at[25].selection, "targeted");
	assert_string_equal(sample.items.at[25].ticket, "");
	assert_string_equal(sample.items.at[0].selection, "random");
	assert_recipe(&vector, &sample);
	assert_same_again(&vector, &sample);
	texts_add(&vector.arena, &vector.request.targeted, "CHG-2026-99999");
	assert_refused(&vector, ERROR_USAGE, "not in the sealed population");
	vector_end(&vector);
}

static void
lists_are_taken_as_they_are(void **state)
{
	struct vector vector;
	struct sample sample;

	(void)state;
	vector_begin(&vector);
	vector.request.method = SAMPLE_IDS;
	vector.request.seed = NULL;
	vector.request.seed_time_given = false;
	vector.request.size = 0;
	assert_refused(&vector, ERROR_USAGE, "empty");
	texts_add(&vector.arena, &vector.request.listed, "CHG-2026-00150");
	texts_add(&vector.arena, &vector.request.listed, "CHG-2026-00007");
	draw(&vector, &sample);
	assert_int_equal(sample.size, 2);
	assert_string_equal(sample.items.at[0].record_id, "CHG-2026-00150");
	assert_string_equal(sample.items.at[0].selection, "listed");
	assert_int_equal(sample.warnings.count, 1);
	assert_int_equal(sample.assurance.count, 0);
	assert_recipe(&vector, &sample);
	assert_same_again(&vector, &sample);
	texts_add(&vector.arena, &vector.request.listed, "CHG-2026-00007");
	assert_refused(&vector, ERROR_USAGE, "twice");
	vector.request.listed.at[2] = "CHG-2027-00007";
	assert_refused(&vector, ERROR_USAGE, "not in the sealed population");
	vector.request.method = NULL;
	vector.request.size = 2;
	vector.request.seed = vector.seed;
	assert_refused(&vector, ERROR_USAGE, "only a list method");
	vector_end(&vector);
}

static void
add_stage(struct vector *vector, int64_t size, int64_t next)
{
	*LIST_ADD(&vector->arena, &vector->request.earlier) = (struct sample_stage){
		.size = size, .reason = vector->request.earlier.count ? "more" : NULL};
	vector->request.size = next;
	vector->request.reason = "more";
}

/* n + 1 extends n, with and without strata, although shares may fall as the sample grows. */
static void
every_stage_extends_the_one_before(void **state)
{
	RELEASED_BY(buffer_release) struct buffer rows = {0};

	(void)state;
	for (int with_strata = 0; with_strata < 2; with_strata++) {
		struct vector vector;
		struct sample before, after;

		vector_begin(&vector);
		if (with_strata)
			divide(&vector, &rows);
		vector.request.size = 1;
		draw(&vector, &before);
		for (int64_t size = 1; size < 45; size++) {
			add_stage(&vector, size, size + 1);
			draw(&vector, &after);
			assert_true(after.items.count >= before.items.count);
			assert_true(after.size >= size + 1);
			assert_contains(&after, &before);
			before = after;
		}
		assert_same_again(&vector, &after);
		assert_recipe(&vector, &after);
		vector_end(&vector);
	}
}

static void
stages_are_told(void **state)
{
	struct vector vector;
	struct sample sample;

	(void)state;
	vector_begin(&vector);
	add_stage(&vector, 25, 30);
	draw(&vector, &sample);
	assert_int_equal(sample.items.count, 30);
	assert_int_equal(sample.items.at[24].stage, 1);
	assert_int_equal(sample.items.at[25].stage, 2);
	assert_int_equal(sample.stages.count, 2);
	assert_non_null(strstr(sample.warnings.at[0], "no longer holds"));
	vector.request.reason = NULL;
	assert_refused(&vector, ERROR_USAGE, "a reason is needed");
	vector.request.reason = "more";
	vector.request.size = 24;
	assert_refused(&vector, ERROR_USAGE, "25 records already");
	vector.request.size = 30;
	add_stage(&vector, 20, 30);
	assert_refused(&vector, ERROR_USAGE, "cannot be smaller");
	vector_end(&vector);
}

static void
replace(struct vector *vector, const char *id, int64_t stage)
{
	*LIST_ADD(&vector->arena, &vector->request.replaced) =
		(struct sample_replacement){.record_id = id, .stage = stage};
}

/* The first one drawn is replaced by the 26th, the replacement by the 27th. */
static void
replaced_records_are_followed_by_the_next(void **state)
{
	struct vector vector;
	struct sample all, sample;

	(void)state;
	vector_begin(&vector);
	vector.request.size = 27;
	draw(&vector, &all);
	add_stage(&vector, 25, 25);
	replace(&vector, "CHG-2026-00121", 2);
	draw(&vector, &sample);
	assert_int_equal(sample.size, 25);
	assert_int_equal(sample.items.count, 26);
	assert_string_equal(sample.items.at[0].selection, "replaced");
	assert_string_equal(sample.items.at[25].record_id, all.items.at[25].record_id);
	assert_int_equal(sample.items.at[25].stage, 2);
	assert_recipe(&vector, &sample);
	add_stage(&vector, 25, 25);
	replace(&vector, all.items.at[25].record_id, 3);
	draw(&vector, &sample);
	assert_int_equal(sample.size, 25);
	assert_int_equal(sample.items.count, 27);
	assert_string_equal(sample.items.at[25].selection, "replaced");
	assert_string_equal(sample.items.at[26].record_id, all.items.at[26].record_id);
	assert_int_equal(sample.items.at[26].stage, 3);
	assert_int_equal(sample.strata.at[0].replaced, 2);
	assert_recipe(&vector, &sample);
	assert_same_again(&vector, &sample);
	vector_end(&vector);
}

/* The sample, were nothing replaced. */
static void
draw_without(struct vector *vector, struct sample *sample)
{
	size_t count = vector->request.replaced.count;

	vector->request.replaced.count = 0;
	draw(vector, sample);
	vector->request.replaced.count = count;
}

static void
only_drawn_records_are_replaced(void **state)
{
	struct vector vector;
	struct sample sample;

	(void)state;
	vector_begin(&vector);
	replace(&vector, "CHG-2026-00121", 1);
	assert_refused(&vector, ERROR_USAGE, "nothing was drawn yet");
	add_stage(&vector, 25, 25);
	assert_refused(&vector, ERROR_USAGE, "stage that is none");
	vector.request.replaced.at[0].stage = 3;
	assert_refused(&vector, ERROR_USAGE, "stage that is none");
	vector.request.replaced.at[0].stage = 2;
	replace(&vector, "CHG-2026-00121", 2);
	assert_refused(&vector, ERROR_USAGE, "replaced already");
	vector.request.replaced.at[1].record_id = "CHG-2026-00001";
	assert_refused(&vector, ERROR_USAGE, "was not drawn");
	vector.request.size = 30;
	draw_without(&vector, &sample);
	vector.request.replaced.at[1].record_id = sample.items.at[28].record_id;
	assert_refused(&vector, ERROR_USAGE, "was not drawn");
	vector.request.replaced.at[1].record_id = sample.items.at[24].record_id;
	draw(&vector, &sample);
	vector.request.replaced.at[1].record_id = "CHG-2027-00001";
	assert_refused(&vector, ERROR_USAGE, "not in the sealed population");
	vector_end(&vector);
}

/* Where everything was drawn, nothing can take a replaced record's place. */
static void
a_stratum_may_end(void **state)
{
	RELEASED_BY(buffer_release) struct buffer rows = {0};
	struct vector vector;
	struct sample sample;

	(void)state;
	vector_begin(&vector);
	divide(&vector, &rows);
	add_stage(&vector, 25, 25);
	replace(&vector, "CHG-2026-00002", 2);
	draw(&vector, &sample);
	assert_int_equal(sample.strata.at[0].size, 2);
	assert_int_equal(sample.items.count, 28);
	assert_int_equal(sample.size, 27);
	assert_non_null(strstr(sample.warnings.at[0], "drawn to the end"));
	assert_recipe(&vector, &sample);
	assert_same_again(&vector, &sample);
	vector_end(&vector);
}

static void
sizes_come_from_rates_or_frequency(void **state)
{
	struct sample_plan plan = {.confidence = 9500, .tolerable = 500};
	struct vector vector;
	struct sample sample;

	(void)state;
	vector_begin(&vector);
	vector.request.plan = &plan;
	vector.request.size = 0;
	draw(&vector, &sample);
	assert_int_equal(sample.size, 51); /* of 200, exactly; 59 were the population unknown */
	assert_int_equal(sample.assurance.at[1].upper_count, 9);
	assert_string_equal(sample.assurance.at[1].upper_count_rate, "4.5 %");
	assert_string_equal(sample.assurance.at[1].upper_rate, "5.8 %");
	assert_same_again(&vector, &sample);
	plan = (struct sample_plan){.frequency = "weekly"};
	draw(&vector, &sample);
	assert_int_equal(sample.size, 15);
	assert_string_equal(sample.assurance.at[0].upper_rate, "14.3 %");
	assert_int_equal(sample.warnings.count, 1);
	plan.frequency = "hourly";
	assert_refused(&vector, ERROR_USAGE, "the frequencies are");
	plan = (struct sample_plan){.confidence = 9500, .tolerable = 500, .expected = 500};
	assert_refused(&vector, ERROR_USAGE, "below the tolerable");
	plan.expected = 0;
	add_stage(&vector, 50, 60);
	assert_refused(&vector, ERROR_USAGE, "not of the planned size");
	vector_end(&vector);
}

static void
what_does_not_go_together_is_refused(void **state)
{
	struct vector vector;
	char *longest;

	(void)state;
	vector_begin(&vector);
	vector.request.method = "systematic";
	assert_refused(&vector, ERROR_USAGE, "the methods are");
	vector.request.method = SAMPLE_RIVEST;
	vector.request.strata_by = "risk";
	assert_refused(&vector, ERROR_USAGE, "only sha256-ticket-v1");
	vector.request.strata_by = NULL;
	vector.request.method = SAMPLE_METHOD;
	vector.request.seed_by = "";
	assert_refused(&vector, ERROR_USAGE, "who made the seed");
	vector.request.seed_by = NULL;
	longest = arena_allocate(&vector.arena, 1002);
	memset(longest, 'x', 1001);
	vector.request.seed_how = longest;
	assert_refused(&vector, ERROR_USAGE, "how the seed was made");
	vector.request.seed_how = "\xff";
	assert_refused(&vector, ERROR_USAGE, "how the seed was made");
	vector_end(&vector);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strata_are_drawn_apart),
		cmocka_unit_test(the_published_rows_are_drawn),
		cmocka_unit_test(rows_are_drawn_once),
		cmocka_unit_test(targeted_records_come_on_top),
		cmocka_unit_test(lists_are_taken_as_they_are),
		cmocka_unit_test(every_stage_extends_the_one_before),
		cmocka_unit_test(stages_are_told),
		cmocka_unit_test(replaced_records_are_followed_by_the_next),
		cmocka_unit_test(only_drawn_records_are_replaced),
		cmocka_unit_test(a_stratum_may_end),
		cmocka_unit_test(sizes_come_from_rates_or_frequency),
		cmocka_unit_test(what_does_not_go_together_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
