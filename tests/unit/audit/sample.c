/* SPDX-License-Identifier: Apache-2.0 */
/* Is the draw the published one, the same as sha256sum's, and refused where it could be steered? */
#include "tests/unit/audit/selection.h"

static void
the_published_draw_is_drawn(void **state)
{
	struct vector vector;
	struct sample sample;

	(void)state;
	vector_begin(&vector);
	draw(&vector, &sample);
	assert_int_equal(sample.items.count, 25);
	assert_int_equal(sample.population, 200);
	assert_false(sample.census);
	assert_int_equal(sample.warnings.count, 0);
	for (size_t i = 0; i < 25; i++) {
		assert_int_equal(sample.items.at[i].position, i + 1);
		assert_string_equal(sample.items.at[i].ticket, vector.tickets.at[i]);
		assert_string_equal(sample.items.at[i].record_id, vector.drawn.at[i]);
	}
	vector_end(&vector);
}

static void
a_smaller_sample_begins_a_larger_one(void **state)
{
	struct vector vector;
	struct sample small, large;

	(void)state;
	vector_begin(&vector);
	vector.request.size = 1;
	draw(&vector, &small);
	vector.request.size = 199;
	draw(&vector, &large);
	assert_int_equal(small.items.count, 1);
	assert_int_equal(large.items.count, 199);
	assert_string_equal(small.items.at[0].record_id, large.items.at[0].record_id);
	for (size_t i = 0; i < 25; i++)
		assert_string_equal(large.items.at[i].record_id, vector.drawn.at[i]);
	vector_end(&vector);
}

static void
all_of_them_is_a_census(void **state)
{
	static const int64_t sizes[] = {200, 201, INT64_MAX};
	struct vector vector;
	struct sample sample;

	(void)state;
	vector_begin(&vector);
	for (size_t i = 0; i < 3; i++) {
		vector.request.size = sizes[i];
		draw(&vector, &sample);
		assert_int_equal(sample.items.count, 200);
		assert_int_equal(sample.size, 200);
		assert_true(sample.census);
	}
	vector_end(&vector);
}

static void
positions_by_id_are_a_sorted_view(void **state)
{
	struct vector vector;
	struct sample sample;

	(void)state;
	vector_begin(&vector);
	draw(&vector, &sample);
	for (size_t i = 0; i < 25; i++) {
		int64_t smaller = 1;

		for (size_t j = 0; j < 25; j++)
			smaller += strcmp(sample.items.at[j].record_id,
					  sample.items.at[i].record_id) < 0;
		assert_int_equal(sample.items.at[i].position_by_id, smaller);
	}
	vector_end(&vector);
}

static void
what_could_be_steered_is_refused(void **state)
{
	struct vector vector;

	(void)state;
	vector_begin(&vector);
	vector.request.seed_time = SEALED_AT - 1;
	assert_refused(&vector, ERROR_USAGE, "older than the seal");
	vector.request.seed_time = SEALED_AT;
	vector.request.seal = NULL;
	assert_refused(&vector, ERROR_USAGE, "not sealed");
	vector.request.seal = &vector.seal;
	vector.seal.count = 199;
	assert_refused(&vector, ERROR_LEDGER, "199");
	vector.seal.count = 200;
	vector.ids.bytes[20] ^= 1;
	assert_refused(&vector, ERROR_LEDGER,
		       "sealed was "
		       "c4bb3867");
	vector.ids.bytes[20] ^= 1;
	vector.request.ids_length -= 15;
	assert_refused(&vector, ERROR_LEDGER, "was edited");
	vector_end(&vector);
}

static void
bad_seeds_and_sizes_are_refused(void **state)
{
	static const char *const bad[] = {"", "two\nlines", "tab\there", "caf\xC3\xA9", "\x7f"};
	char longest[300];
	struct vector vector;

	(void)state;
	vector_begin(&vector);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		vector.request.seed = bad[i];
		assert_refused(&vector, ERROR_USAGE, "seed");
	}
	vector.request.seed = NULL;
	assert_refused(&vector, ERROR_USAGE, "seed");
	memset(longest, '1', sizeof(longest));
	longest[257] = 0;
	vector.request.seed = longest;
	assert_refused(&vector, ERROR_USAGE, "256");
	vector.request.seed = vector.seed;
	vector.request.size = 0;
	assert_refused(&vector, ERROR_USAGE, "at least one");
	vector.request.size = -1;
	assert_refused(&vector, ERROR_USAGE, "at least one");
	vector_end(&vector);
}

static void
an_empty_population_gives_nothing(void **state)
{
	struct vector vector;

	(void)state;
	vector_begin(&vector);
	vector.seal.ids_sha256 = sha256_hex(&vector.arena, "", 0);
	vector.seal.count = 0;
	vector.request.ids_length = 0;
	assert_refused(&vector, ERROR_USAGE, "empty");
	vector_end(&vector);
}

static void
doubts_are_said(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct vector vector;
	struct sample sample;

	(void)state;
	vector_begin(&vector);
	vector.request.seed = "1234567890123456789";
	vector.request.seed_time_given = false;
	draw(&vector, &sample);
	assert_int_equal(sample.warnings.count, 2);
	sample_write_header(&out, &sample);
	assert_non_null(strstr(out.bytes, "fewer than 20 characters"));
	assert_non_null(strstr(out.bytes, "not tested"));
	assert_null(strstr(out.bytes, "seedTime"));
	assert_int_equal(out.bytes[out.length - 1], '\n');
	vector_end(&vector);
}

static void
files_have_the_same_rows(void **state)
{
	struct buffer csv RELEASED_BY(buffer_release) = {0};
	struct buffer jsonl RELEASED_BY(buffer_release) = {0};
	struct vector vector;
	struct sample sample;

	(void)state;
	vector_begin(&vector);
	vector.request.size = 2;
	draw(&vector, &sample);
	sample_write_csv(&csv, &sample);
	sample_write_jsonl(&jsonl, &sample);
	assert_true(text_starts_with(csv.bytes, "position,record_id,ticket,position_by_id,stratum,"
						"selection,stage\r\n"
						"1,CHG-2026-00121,01870c82"));
	assert_true(text_ends_with(csv.bytes, ",1,all,random,1\r\n"));
	assert_true(text_starts_with(jsonl.bytes,
				     "{\"position\":1,\"position_by_id\":2,"
				     "\"record_id\":\"CHG-2026-00121\",\"selection\":\"random\","
				     "\"stage\":1,\"stratum\":\"all\",\"ticket\":\"0187"));
	assert_int_equal(strchr(jsonl.bytes, '\n')[1], '{');
	vector_end(&vector);
}

/* The seed holds what a shell would act upon, if it were not quoted. */
static void
the_recipe_draws_the_same(void **state)
{
	struct buffer recipe RELEASED_BY(buffer_release) = {0};
	struct buffer expected RELEASED_BY(buffer_release) = {0};
	struct buffer drawn RELEASED_BY(buffer_release) = {0};
	char folder[] = "/tmp/changegate-sample-XXXXXX";
	struct vector vector;
	struct sample sample;

	(void)state;
	vector_begin(&vector);
	vector.request.seed = "it's $(id) `id` \"%s\" \\n 8392017";
	draw(&vector, &sample);
	for (size_t i = 0; i < sample.items.count; i++)
		buffer_add_format(&expected, "%s  %s\n", sample.items.at[i].ticket,
				  sample.items.at[i].record_id);
	sample_write_recipe(&recipe, &sample);
	assert_non_null(mkdtemp(folder));
	write_file(folder, "reproduce.sh", &recipe);
	write_file(folder, "population-ids.txt", &vector.ids);
	assert_int_equal(run_recipe(folder, &drawn), 0);
	assert_string_equal(drawn.bytes, expected.bytes);
	vector.ids.bytes[0] ^= 1;
	write_file(folder, "population-ids.txt", &vector.ids);
	buffer_clear(&drawn);
	assert_int_not_equal(run_recipe(folder, &drawn), 0);
	assert_int_equal(drawn.length, 0);
	remove_folder(folder);
	vector_end(&vector);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_published_draw_is_drawn),
		cmocka_unit_test(a_smaller_sample_begins_a_larger_one),
		cmocka_unit_test(all_of_them_is_a_census),
		cmocka_unit_test(positions_by_id_are_a_sorted_view),
		cmocka_unit_test(what_could_be_steered_is_refused),
		cmocka_unit_test(bad_seeds_and_sizes_are_refused),
		cmocka_unit_test(an_empty_population_gives_nothing),
		cmocka_unit_test(doubts_are_said),
		cmocka_unit_test(files_have_the_same_rows),
		cmocka_unit_test(the_recipe_draws_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
