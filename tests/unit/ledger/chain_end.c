/* SPDX-License-Identifier: Apache-2.0 */
/* Is the end of a chain looked for once in a log, and anew in another one? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ledger/log.h"
#include "tests/fake/memory_store.h"
#include "tests/fake/sample_ledger.h"

static struct sample sample;
static struct memory_store memory;
static struct store store;
static struct key key;
static struct chain_end end;

static int
set_up(void **unused)
{
	(void)unused;
	sample_open(&sample);
	memory_store_store(&memory, &store);
	key = sample_key(NULL);
	end = (struct chain_end){.key = &key};
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	memory_store_release(&memory);
	sample_close(&sample);
	return 0;
}

static void
append(const char *environment, int number)
{
	struct sample_record wanted = {RECORD_ATTEMPT, RECORD_STARTED, environment,
				       .number = number};
	struct receipt receipt;
	struct error err = {0};

	if (!sample_append(&sample, &store, &wanted, &receipt, &err))
		fail_msg("append: %s", err.message);
}

/* The sequence of the key's next record, by a log that was lent `end`. */
static int64_t
next_of(const struct key *of)
{
	RELEASED_BY(log_release) struct log log = {0};
	struct key_state state;
	struct error err = {0};

	if (!log_open(&sample.arena, &store, &sample.trust, &log, &err))
		fail_msg("open: %s", err.message);
	log.end = &end;
	if (!log_key_state(&sample.arena, &log, of, &state, &err))
		fail_msg("state: %s", err.message);
	return state.sequence;
}

static void
it_is_remembered(void **unused)
{
	(void)unused;
	append("staging", 1);
	assert_int_equal(next_of(&key), 0);
	assert_int_equal(end.size, 1);
	assert_int_equal(end.index, -1);
	append(NULL, 2);
	append("staging", 3);
	assert_int_equal(next_of(&key), 1);
	assert_int_equal(end.size, 3);
	assert_int_equal(end.index, 1);
	assert_int_equal(next_of(&key), 1);
}

/* A lie shows that it is believed, of just this log. */
static void
it_is_believed_of_the_same_log(void **unused)
{
	(void)unused;
	append(NULL, 1);
	assert_int_equal(next_of(&key), 1);
	end.index = -1;
	assert_int_equal(next_of(&key), 0);
	end.root.bytes[31] ^= 1;
	assert_int_equal(next_of(&key), 1);
	assert_int_equal(end.index, 0);
	end.index = -1;
	end.size = 2;
	assert_int_equal(next_of(&key), 1);
}

static void
it_is_of_one_key(void **unused)
{
	struct key staging = sample_key("staging");

	(void)unused;
	append("staging", 1);
	assert_int_equal(next_of(&key), 0);
	assert_int_equal(next_of(&staging), 1);
	assert_int_equal(end.index, -1);
	assert_int_equal(next_of(&key), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(it_is_remembered),
		TEST(it_is_believed_of_the_same_log),
		TEST(it_is_of_one_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
