/* SPDX-License-Identifier: Apache-2.0 */
/* Is the same found, in the same order, whichever record is read first? */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "integrations/abreast.h"
#include "ledger/log_leaves.h"
#include "ledger/verify.h"
#include "tests/fake/memory_store.h"
#include "tests/fake/sample_ledger.h"

#define RECORDS 300 /* more than a bundle, and than a few rounds */
#define LARGE ((size_t)1024 * 1024)

static struct sample sample;
static struct memory_store memory;
static struct store store;
static int64_t last_seen;
static int seen, expected; /* records */

static int
set_up_empty(void **state)
{
	(void)state;
	expected = 0;
	sample_open(&sample);
	memory_store_store(&memory, &store);
	return 0;
}

static void
grow_to(int size)
{
	for (int number = expected; number < size; number++) {
		struct sample_record wanted = {
			.kind = number ? RECORD_DEPLOYMENT : RECORD_BASELINE,
			.result = RECORD_ALLOWED,
			.number = number,
		};
		struct receipt receipt;
		struct error err;

		if (!sample_append(&sample, &store, &wanted, &receipt, &err))
			fail_msg("%s", err.message);
	}
	expected = size;
}

static int
set_up(void **state)
{
	set_up_empty(state);
	grow_to(RECORDS);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	memory_store_release(&memory);
	sample_close(&sample);
	return 0;
}

/* The worst order that is allowed: the first job first, the others from the end. */
static void
backwards(void (*job)(void *with, size_t index), void *with, size_t count)
{
	if (count)
		job(with, 0);
	for (size_t i = count; i-- > 1;)
		job(with, i);
}

static struct buffer *
file_of(int number)
{
	const char *name = arena_format(&sample.arena, "records/2026/11/%s.json",
					sample_id(&sample.arena, number));
	struct memory_file *file = memory_store_find(&memory, name);

	assert_non_null(file);
	return &file->bytes;
}

static bool
see_record(void *self, const struct verified_record *record, struct error *err)
{
	(void)self;
	(void)err;
	assert_true(record->index > last_seen);
	last_seen = record->index;
	seen++;
	return true;
}

static void
verify(void (*abreast)(void (*job)(void *with, size_t index), void *with, size_t count),
       struct verification *result)
{
	struct verify_request request = {
		.store = &store, .trust = &sample.trust, .each = see_record, .abreast = abreast};
	struct error err;

	last_seen = -1;
	seen = 0;
	if (!verify_ledger(&sample.arena, &request, result, &err))
		fail_msg("%s", err.message);
	assert_int_equal(result->records, expected);
	assert_int_equal(result->verified, seen);
}

static void
assert_alike(const struct verification *a, const struct verification *b)
{
	assert_int_equal(a->problem_count, b->problem_count);
	for (size_t i = 0; i < a->problems.count; i++) {
		assert_string_equal(a->problems.at[i].code, b->problems.at[i].code);
		assert_string_equal(a->problems.at[i].where, b->problems.at[i].where);
		assert_string_equal(a->problems.at[i].text, b->problems.at[i].text);
	}
}

static void
assert_same_in_any_order(struct verification *result)
{
	struct verification other;

	verify(NULL, result);
	verify(backwards, &other);
	assert_alike(result, &other);
	verify(run_abreast, &other);
	assert_alike(result, &other);
}

static void
a_good_ledger_is_good_in_any_order(void **state)
{
	struct verification result;

	(void)state;
	assert_same_in_any_order(&result);
	assert_int_equal(result.problem_count, 0);
	assert_int_equal(result.verified, RECORDS);
}

static void
what_is_wrong_is_told_in_the_order_of_the_log(void **state)
{
	static const int numbers[] = {5, 70, 71, 255, 256, 299};
	struct verification result;

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		file_of(numbers[i])->bytes[20] ^= 1;
	assert_same_in_any_order(&result);
	assert_int_equal(result.problem_count, 6);
	assert_int_equal(result.verified, RECORDS - 6);
	for (size_t i = 0; i < 6; i++) {
		assert_string_equal(result.problems.at[i].code, "REC-DIGEST");
		assert_true(
			text_starts_with(result.problems.at[i].where,
					 arena_format(&sample.arena, "record %d ", numbers[i])));
	}
}

/* Of those that do not fit into memory beside the others each is looked at all the same. */
static void
large_files_are_read_one_by_one(void **state)
{
	struct buffer padding = {0};
	struct verification result;

	(void)state;
	memset(buffer_reserve(&padding, LARGE), ' ', LARGE);
	padding.length = LARGE;
	for (int number = 64; number < 96; number++)
		buffer_add(file_of(number), padding.bytes, padding.length);
	assert_same_in_any_order(&result);
	assert_int_equal(result.problem_count, 32);
	assert_int_equal(result.verified, RECORDS - 32);
	buffer_release(&padding);
}

static void
exchange(struct buffer *one, struct buffer *other)
{
	struct buffer kept = *one;

	*one = *other;
	*other = kept;
}

/* A ledger of each size around a round and a bundle, one record of it wrong, or two exchanged. */
static void
damage_is_found_at_each_edge(void **state)
{
	static const int sizes[] = {1, 31, 32, 33, 64, 65, 255, 256, 257};
	static const int places[] = {0, 30, 31, 32, 63, 64, 255, 256};
	struct verification result;

	(void)state;
	verify(run_abreast, &result);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		grow_to(sizes[i]);
		assert_same_in_any_order(&result);
		assert_int_equal(result.problem_count, 0);
		for (size_t k = 0; k < sizeof(places) / sizeof(places[0]); k++) {
			int next = places[k] + 1;

			if (places[k] >= sizes[i])
				continue;
			file_of(places[k])->bytes[20] ^= 1;
			assert_same_in_any_order(&result);
			assert_int_equal(result.problem_count, 1);
			assert_int_equal(result.verified, sizes[i] - 1);
			file_of(places[k])->bytes[20] ^= 1;
			if (next == sizes[i])
				continue;
			exchange(file_of(places[k]), file_of(next));
			assert_same_in_any_order(&result);
			assert_int_equal(result.problem_count, 2);
			assert_string_equal(result.problems.at[1].code, "REC-DIGEST");
			exchange(file_of(places[k]), file_of(next));
		}
	}
}

/* What is judged is what was read: nobody can put another file there between two looks. */
static atomic_int reads;
static bool (*memory_read)(void *self, const char *name, size_t limit, struct buffer *out,
			   struct error *err);

static bool
read_and_count(void *self, const char *name, size_t limit, struct buffer *out, struct error *err)
{
	if (text_starts_with(name, "records/"))
		atomic_fetch_add(&reads, 1);
	return memory_read(self, name, limit, out, err);
}

static void
each_file_is_read_once(void **state)
{
	struct verification result;

	(void)state;
	memory_read = store.read;
	store.read = read_and_count;
	atomic_store(&reads, 0);
	verify(run_abreast, &result);
	assert_int_equal(atomic_load(&reads), RECORDS);
	verify(NULL, &result);
	assert_int_equal(atomic_load(&reads), 2 * RECORDS);
}

static bool
see_leaf(void *self, const struct leaf *leaf, int64_t index, struct error *err)
{
	int64_t *next = self;

	(void)err;
	assert_int_equal(index, *next);
	assert_string_equal(leaf->record_id, sample_id(&sample.arena, (int)index));
	++*next;
	return true;
}

static void
leaves_are_seen_in_their_order(void **state)
{
	static const int64_t sizes[] = {0, 1, 31, 32, 33, 255, 256, 257, RECORDS};
	struct error err;
	struct log log;

	(void)state;
	assert_true(log_open(&sample.arena, &store, &sample.trust, &log, &err));
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		int64_t next = 0;
		struct leaf_visit visit = {see_leaf, &next, i % 3 == 1,
					   i % 2 ? backwards : run_abreast};

		assert_true(log_visit_leaves(&log, sizes[i], &visit, &err));
		assert_int_equal(next, sizes[i]);
	}
	log_release(&log);
}

static bool
stop(void *self, const struct leaf *leaf, int64_t index, struct error *err)
{
	(void)leaf;
	*(int64_t *)self = index;
	err->code = ERROR_USAGE;
	return index < 40;
}

static void
a_visit_ends_where_it_is_told_to(void **state)
{
	int64_t last = -1;
	struct leaf_visit visit = {stop, &last, false, NULL};
	struct error err = {0};
	struct log log;

	(void)state;
	assert_true(log_open(&sample.arena, &store, &sample.trust, &log, &err));
	assert_false(log_visit_leaves(&log, RECORDS, &visit, &err));
	assert_int_equal(err.code, ERROR_USAGE);
	assert_int_equal(last, 40);
	log_release(&log);
}

#define OVER_A_LEDGER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		OVER_A_LEDGER(a_good_ledger_is_good_in_any_order),
		OVER_A_LEDGER(what_is_wrong_is_told_in_the_order_of_the_log),
		OVER_A_LEDGER(large_files_are_read_one_by_one),
		cmocka_unit_test_setup_teardown(damage_is_found_at_each_edge, set_up_empty,
						tear_down),
		OVER_A_LEDGER(each_file_is_read_once),
		OVER_A_LEDGER(leaves_are_seen_in_their_order),
		OVER_A_LEDGER(a_visit_ends_where_it_is_told_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
