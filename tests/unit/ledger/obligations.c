/* SPDX-License-Identifier: Apache-2.0 */
/* What emergencies leave to be done: is it carried on until it is settled, and found in few reads?
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ledger/log.h"
#include "ledger/verify.h"
#include "tests/fake/memory_store.h"
#include "tests/fake/sample_ledger.h"

#define ARTIFACT "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static struct sample sample;
static struct memory_store memory;
static struct store store;

static int
set_up(void **state)
{
	(void)state;
	sample_open(&sample);
	memory_store_store(&memory, &store);
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

static const char *
append(struct sample_record wanted)
{
	struct receipt receipt;
	struct error err = {0};

	if (!sample_append(&sample, &store, &wanted, &receipt, &err))
		fail_msg("append: %s", err.message);
	return sample_payload(&sample, &receipt);
}

static void
read_state(struct key_state *state)
{
	struct log log;
	struct key key = sample_key(NULL);
	struct error err = {0};

	if (!log_open(&sample.arena, &store, &sample.trust, &log, &err) ||
	    !log_key_state(&sample.arena, &log, &key, state, &err))
		fail_msg("state: %s", err.message);
	log_release(&log);
}

static void
assert_open(int64_t count, const char *first)
{
	struct key_state state;

	read_state(&state);
	if (!count) {
		assert_null(state.obligations);
		return;
	}
	assert_non_null(state.obligations);
	assert_int_equal(state.obligations->count, count);
	assert_int_equal(state.obligations->all.count, count);
	assert_string_equal(state.obligations->all.at[0].record, first);
}

static void
assert_verifies(void)
{
	struct verify_request request = {.store = &store, .trust = &sample.trust};
	struct verification result;
	struct error err = {0};

	if (!verify_ledger(&sample.arena, &request, &result, &err))
		fail_msg("verify: %s", err.message);
	for (size_t i = 0; i < result.problems.count; i++)
		print_error("%s: %s\n", result.problems.at[i].code, result.problems.at[i].text);
	assert_int_equal(result.problem_count, 0);
}

static const char *
emergency(int number)
{
	return append((struct sample_record){RECORD_EMERGENCY, RECORD_EMERGENCY_RESULT,
					     .number = number});
}

static void
they_are_open_until_a_retro_settles_them(void **unused)
{
	const char *first, *second;
	struct key_state state;

	(void)unused;
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 1});
	assert_open(0, NULL);
	append((struct sample_record){RECORD_EMERGENCY, RECORD_REFUSED, .number = 2});
	assert_open(0, NULL);
	first = emergency(3);
	assert_open(1, first);
	read_state(&state);
	assert_string_equal(state.in_place->record, first);
	assert_int_equal(state.obligations->all.at[0].due, INT64_C(1795290003) + 86400);
	assert_string_equal(state.obligations->all.at[0].commit, sample_commit(&sample.arena, 3));
	append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 4});
	append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 5});
	second = emergency(6);
	append((struct sample_record){RECORD_OUTCOME, RECORD_FAILED, .number = 7, .about = second});
	assert_open(2, first);
}

/* What a retro is refused with; nothing is written. */
static void
refuses_retro(struct sample_record wanted)
{
	struct receipt receipt;
	struct error err = {0};
	int writes = memory.writes;

	wanted.kind = RECORD_RETRO;
	wanted.result = RECORD_ALLOWED;
	assert_false(sample_append(&sample, &store, &wanted, &receipt, &err));
	if (!strstr(err.message, "REC-ABOUT"))
		fail_msg("refused otherwise: %s", err.message);
	assert_int_equal(memory.writes, writes);
}

static void
only_a_retro_of_what_it_brought_settles_an_emergency(void **unused)
{
	const char *baseline, *first, *deployment;

	(void)unused;
	baseline = append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 1});
	first = emergency(2);
	append((struct sample_record){RECORD_OUTCOME, RECORD_FAILED, .number = 3, .about = first});
	refuses_retro((struct sample_record){.number = 4, .about = first});
	refuses_retro((struct sample_record){
		.number = 4, .commit = 2, .artifact = ARTIFACT, .about = first});
	refuses_retro((struct sample_record){.number = 4, .commit = 1, .about = baseline});
	deployment = append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 5});
	refuses_retro((struct sample_record){.number = 6, .commit = 5, .about = deployment});
	/* It begins at what is in place by now. */
	refuses_retro((struct sample_record){.number = 6, .commit = 2, .about = first});
	assert_open(1, first);
	append((struct sample_record){RECORD_OUTCOME, RECORD_FAILED, .number = 7,
				      .about = deployment});
	append((struct sample_record){RECORD_RETRO, RECORD_REFUSED, .number = 8, .commit = 2,
				      .about = first});
	assert_open(1, first);
	assert_verifies();
}

/* The sample of a retro begins at what is in place, so the emergency has just been undone. */
static void
a_retro_settles_its_own(void **unused)
{
	const char *first;

	(void)unused;
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 1});
	first = emergency(2);
	append((struct sample_record){RECORD_OUTCOME, RECORD_FAILED, .number = 3, .about = first});
	assert_open(1, first);
	append((struct sample_record){RECORD_RETRO, RECORD_ALLOWED, .number = 4, .commit = 2,
				      .about = first});
	assert_open(0, NULL);
	assert_verifies();
}

static void
nothing_that_forgets_them_gets_in(void **unused)
{
	static const enum record_kind kinds[] = {RECORD_ATTEMPT, RECORD_DEPLOYMENT,
						 RECORD_EMERGENCY};
	struct sample_record wanted = {.number = 3, .forgets = true};
	struct receipt receipt;
	struct error err;

	(void)unused;
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 1});
	emergency(2);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		wanted.kind = kinds[i];
		wanted.result = wanted.kind == RECORD_ATTEMPT     ? RECORD_STARTED
				: wanted.kind == RECORD_EMERGENCY ? RECORD_EMERGENCY_RESULT
								  : RECORD_ALLOWED;
		assert_false(sample_append(&sample, &store, &wanted, &receipt, &err));
		assert_int_equal(err.code, ERROR_LEDGER);
		assert_non_null(strstr(err.message, "CHAIN-OBLIGATIONS"));
	}
	assert_verifies();
}

static int
reads_of_state(void)
{
	struct key_state state;

	memory.reads = 0;
	read_state(&state);
	assert_int_equal(state.obligations->count, 1);
	assert_non_null(state.previous_record);
	assert_non_null(state.in_place);
	return memory.reads;
}

/* The same level of the tree at both sizes: a further one costs one read more, whatever it holds.
 */
static void
a_long_chain_costs_no_more_reads(void **unused)
{
	int number = 3, few;

	(void)unused;
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 1});
	emergency(2);
	for (; number < 300; number++)
		append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = number});
	few = reads_of_state();
	for (; number < 1500; number++)
		append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = number});
	assert_int_equal(reads_of_state(), few);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(they_are_open_until_a_retro_settles_them, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_retro_settles_its_own, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			only_a_retro_of_what_it_brought_settles_an_emergency, set_up, tear_down),
		cmocka_unit_test_setup_teardown(nothing_that_forgets_them_gets_in, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_long_chain_costs_no_more_reads, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
