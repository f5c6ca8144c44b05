/* SPDX-License-Identifier: Apache-2.0 */
/* Is a checkpoint time-stamped once, kept whole, and nothing else touched? */
#include "base/limits.h"
#include "ledger/stamp.h"
#include "ledger/verify.h"
#include "tests/fake/memory_store.h"
#include "tests/fake/sample_ledger.h"
#include "tests/unit/ledger/stamps.h"

/* Behind ours: it makes fail a macro. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define NOW INT64_C(1795300000)
#define HOUR 3600

static struct sample sample;
static struct memory_store memory;
static struct store store;
static struct clock_authority authority;
static struct sequencer sequencer;
static struct stamping stamping;
static struct stamped stamped;
static struct error err;

static int
set_up(void **state)
{
	(void)state;
	sample_open(&sample);
	memory_store_store(&memory, &store);
	authority = (struct clock_authority){.time = NOW};
	sequencer = (struct sequencer){.store = &store, .trust = &sample.trust};
	stamping = (struct stamping){.sequencer = &sequencer,
				     .service = clock_service(&authority),
				     .reader = clock_reader(&authority),
				     .now = NOW,
				     .every = HOUR};
	err = (struct error){0};
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

static void
append(int number)
{
	struct sample_record wanted = {RECORD_ATTEMPT, RECORD_STARTED, .number = number};
	struct receipt receipt;

	if (!sample_append(&sample, &store, &wanted, &receipt, &err))
		fail_msg("append: %s", err.message);
}

static bool
stamp(void)
{
	bool done = stamp_ledger(&sample.arena, &stamping, &stamped, &err);

	assert_false(memory.locked);
	return done;
}

static void
assert_stamped(enum stamp_state state, int64_t size, int64_t time)
{
	if (!stamp())
		fail_msg("%s", err.message);
	assert_int_equal(stamped.state, state);
	assert_int_equal(stamped.size, size);
	assert_int_equal(stamped.timestamp.time, time);
	assert_string_equal(stamped.timestamp.authority, CLOCK_NAME);
}

static void
assert_fails(enum error_code code, const char *why)
{
	size_t before = memory.count;

	assert_false(stamp());
	assert_int_equal(err.code, code);
	if (!strstr(err.message, why))
		fail_msg("'%s' does not say '%s'", err.message, why);
	assert_int_equal(memory.count, before);
}

/* Whether the ledger is whole, and how many time-stamps count in it. */
static int
count_in_whole_ledger(void)
{
	struct timestamp_reader reader = clock_reader(&authority);
	struct verify_request request = {
		.store = &store, .trust = &sample.trust, .timestamps = &reader};
	struct verification result;

	if (!verify_ledger(&sample.arena, &request, &result, &err))
		fail_msg("verify: %s", err.message);
	for (size_t i = 0; i < result.problems.count; i++)
		fail_msg("%s %s: %s", result.problems.at[i].code, result.problems.at[i].where,
			 result.problems.at[i].text);
	assert_int_equal(result.note_count, 0);
	return (int)result.stamps.count;
}

static void
put(const char *name, const char *text)
{
	memory_store_put(&memory, name, text, strlen(text));
}

static bool
holds(const char *name, const char *text)
{
	const struct memory_file *file = memory_store_find(&memory, name);

	return file && file->bytes.length == strlen(text) &&
	       memcmp(file->bytes.bytes, text, file->bytes.length) == 0;
}

/* ---- names -------------------------------------------------------------------------------------
 */

static void
names_have_one_form(void **unused)
{
	static const struct {
		const char *name;
		int64_t size; /* 0: it is none */
		bool is_stamp;
	} table[] = {
		{"checkpoints/1", 1, false},
		{"checkpoints/1.tsr", 1, true},
		{"checkpoints/10", 10, false},
		{"checkpoints/1099511627776", LIMIT_LEDGER_SIZE, false},
		{"checkpoints/1099511627776.tsr", LIMIT_LEDGER_SIZE, true},
		{"checkpoints/1099511627777", 0, false},
		{"checkpoints/9999999999999", 0, false},
		{"checkpoints/10995116277760", 0, false},
		{"checkpoints/18446744073709551617", 0, false},
		{"checkpoints/0", 0, false},
		{"checkpoints/0.tsr", 0, false},
		{"checkpoints/01", 0, false},
		{"checkpoints/01.tsr", 0, false},
		{"checkpoints/-1", 0, false},
		{"checkpoints/+1", 0, false},
		{"checkpoints/ 1", 0, false},
		{"checkpoints/1 ", 0, false},
		{"checkpoints/0x1", 0, false},
		{"checkpoints/1.5", 0, false},
		{"checkpoints/1e3", 0, false},
		{"checkpoints/", 0, false},
		{"checkpoints/.tsr", 0, false},
		{"checkpoints/1.ts", 0, false},
		{"checkpoints/1.TSR", 0, false},
		{"checkpoints/1.tsr.tsr", 0, false},
		{"checkpoints/1.tsr2", 0, false},
		{"checkpoints/1tsr", 0, false},
		{"checkpoints/1/2", 0, false},
		{"checkpoints/1/2.tsr", 0, false},
		{"checkpoints//1", 0, false},
		{"checkpoints1", 0, false},
		{"checkpoint/1", 0, false},
		{"Checkpoints/1", 0, false},
		{"x/checkpoints/1", 0, false},
		{"tile/0/1", 0, false},
		{"1", 0, false},
		{"", 0, false},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		int64_t size = 0;
		bool is_stamp;

		if (stamp_from_path(table[i].name, &size, &is_stamp) != (table[i].size > 0))
			fail_msg("%s", table[i].name);
		if (!table[i].size)
			continue;
		assert_int_equal(size, table[i].size);
		assert_int_equal(is_stamp, table[i].is_stamp);
		assert_string_equal(is_stamp ? stamp_path(&sample.arena, size)
					     : stamp_checkpoint_path(&sample.arena, size),
				    table[i].name);
	}
}

/* ---- stamped, or not ---------------------------------------------------------------------------
 */

static void
an_empty_ledger_is_not_stamped(void **unused)
{
	(void)unused;
	if (!stamp())
		fail_msg("%s", err.message);
	assert_int_equal(stamped.state, STAMP_NOTHING);
	assert_int_equal(authority.asked, 0);
	assert_int_equal(memory.count, 0);
}

static void
a_checkpoint_is_kept_with_its_time_stamp(void **unused)
{
	const struct memory_file *now, *kept;

	(void)unused;
	append(1);
	append(2);
	assert_stamped(STAMP_NEW, 2, NOW);
	now = memory_store_find(&memory, "checkpoint");
	kept = memory_store_find(&memory, "checkpoints/2");
	assert_non_null(kept);
	assert_int_equal(kept->bytes.length, now->bytes.length);
	assert_memory_equal(kept->bytes.bytes, now->bytes.bytes, now->bytes.length);
	assert_non_null(memory_store_find(&memory, "checkpoints/2.tsr"));
	assert_int_equal(count_in_whole_ledger(), 1);
	assert_int_equal(authority.asked, 1);
}

static void
it_is_stamped_once(void **unused)
{
	size_t files;

	(void)unused;
	append(1);
	assert_stamped(STAMP_NEW, 1, NOW);
	files = memory.count;
	stamping.now = authority.time = NOW + 100 * HOUR;
	stamping.every = 0;
	assert_stamped(STAMP_KNOWN, 1, NOW);
	assert_int_equal(authority.asked, 1);
	assert_int_equal(memory.count, files);
}

static void
while_one_is_young_none_is_asked_for(void **unused)
{
	(void)unused;
	append(1);
	assert_stamped(STAMP_NEW, 1, NOW);
	append(2);
	stamping.now = authority.time = NOW + HOUR - 1;
	assert_stamped(STAMP_YOUNG, 1, NOW);
	assert_int_equal(authority.asked, 1);
	assert_null(memory_store_find(&memory, "checkpoints/2"));
	stamping.now = authority.time = NOW + HOUR;
	assert_stamped(STAMP_NEW, 2, NOW + HOUR);
	append(3);
	stamping.every = 0;
	assert_stamped(STAMP_NEW, 3, NOW + HOUR);
	assert_int_equal(count_in_whole_ledger(), 3);
}

static void
the_newest_is_so_by_number(void **unused)
{
	(void)unused;
	for (int i = 1; i <= 9; i++)
		append(i);
	assert_stamped(STAMP_NEW, 9, NOW);
	append(10);
	stamping.now = authority.time = NOW + HOUR;
	assert_stamped(STAMP_NEW, 10, NOW + HOUR);
	append(11);
	stamping.now = authority.time = NOW + HOUR + 1;
	assert_stamped(STAMP_YOUNG, 10, NOW + HOUR);
}

static void
a_kept_checkpoint_alone_covers_nothing(void **unused)
{
	(void)unused;
	append(1);
	assert_stamped(STAMP_NEW, 1, NOW);
	append(2);
	put("checkpoints/2", "left by a crash");
	append(3);
	assert_stamped(STAMP_YOUNG, 1, NOW);
}

static bool
each_fails(void *self, const char *folder, bool (*take)(void *with, const char *name), void *with,
	   struct error *why)
{
	(void)self, (void)take, (void)with;
	assert_string_equal(folder, STAMP_FOLDER);
	return (fail)(why, (enum error_code)authority.time, "told to fail");
}

static void
a_store_may_have_no_folder_but_must_answer(void **unused)
{
	(void)unused;
	append(1);
	store.each = each_fails;
	authority.time = ERROR_UNAVAILABLE;
	assert_fails(ERROR_UNAVAILABLE, "told to fail");
	authority.time = ERROR_ABSENT;
	stamping.now = ERROR_ABSENT;
	assert_stamped(STAMP_NEW, 1, ERROR_ABSENT);
}

static void
what_cannot_be_read_covers_nothing(void **unused)
{
	(void)unused;
	append(1);
	append(2);
	put("checkpoints/1", "nothing");
	put("checkpoints/1.tsr", "nothing");
	put("checkpoints/01.tsr", "nothing");
	put("checkpoints/9x.tsr", "nothing");
	assert_stamped(STAMP_NEW, 2, NOW);
	append(3);
	memory_store_remove(&memory, "checkpoints/2");
	assert_stamped(STAMP_NEW, 3, NOW);
	put("checkpoints/7.tsr", "of a ledger that had more");
	append(4);
	assert_stamped(STAMP_YOUNG, 3, NOW);
	stamping.every = 0;
	assert_stamped(STAMP_NEW, 4, NOW);
	assert_stamped(STAMP_KNOWN, 4, NOW);
	assert_int_equal(authority.asked, 3);
	assert_true(holds("checkpoints/1", "nothing"));
	assert_true(holds("checkpoints/1.tsr", "nothing"));
}

/* ---- nothing is written over, or left ----------------------------------------------------------
 */

static void
what_lies_there_stays(void **unused)
{
	(void)unused;
	append(1);
	put("checkpoints/1.tsr", "no time-stamp");
	assert_false(stamp());
	assert_int_equal(err.code, ERROR_LEDGER);
	assert_non_null(strstr(err.message, "LEDGER-STAMP: what lies at checkpoints/1.tsr is no"));
	assert_true(holds("checkpoints/1.tsr", "no time-stamp"));
	append(2);
	assert_stamped(STAMP_NEW, 2, NOW);
}

static void
restamp(const char *name, const char *stamp_name)
{
	RELEASED_BY(buffer_release) struct buffer response = {0};
	const struct buffer *bytes = &memory_store_find(&memory, name)->bytes;
	struct sha256 digest;

	sha256(&digest, bytes->bytes, bytes->length);
	clock_response(&digest, NOW, &response);
	memory_store_put(&memory, stamp_name, response.bytes, response.length);
}

/* Of a ledger of as many records that are others. */
static void
keep_of_another(bool with_stamp)
{
	RELEASED_BY(buffer_release) struct buffer kept = {0};

	append(1);
	buffer_add(&kept, memory_store_find(&memory, "checkpoint")->bytes.bytes,
		   memory_store_find(&memory, "checkpoint")->bytes.length);
	memory_store_release(&memory);
	append(2);
	memory_store_put(&memory, "checkpoints/1", kept.bytes, kept.length);
	if (with_stamp)
		restamp("checkpoints/1", "checkpoints/1.tsr");
}

static void
a_time_stamp_is_not_put_beside_another_checkpoint(void **unused)
{
	(void)unused;
	keep_of_another(false);
	assert_fails(ERROR_LEDGER, "LEDGER-STAMP: ");
	assert_null(memory_store_find(&memory, "checkpoints/1.tsr"));
}

static void
of_another_checkpoint_it_is_not_known(void **unused)
{
	(void)unused;
	keep_of_another(true);
	assert_fails(ERROR_LEDGER, "LEDGER-STAMP: ");
}

static void
of_more_or_less_than_the_checkpoint_it_is_not_known(void **unused)
{
	struct memory_file *file;

	(void)unused;
	append(1);
	assert_stamped(STAMP_NEW, 1, NOW);
	file = memory_store_find(&memory, "checkpoints/1");
	buffer_add_byte(&file->bytes, '\n');
	restamp("checkpoints/1", "checkpoints/1.tsr");
	assert_fails(ERROR_LEDGER, "LEDGER-STAMP: ");
	file->bytes.length -= 2;
	restamp("checkpoints/1", "checkpoints/1.tsr");
	assert_fails(ERROR_LEDGER, "LEDGER-STAMP: ");
	file->bytes.length++;
	restamp("checkpoints/1", "checkpoints/1.tsr");
	assert_stamped(STAMP_KNOWN, 1, NOW);
}

static void
an_outage_leaves_nothing(void **unused)
{
	(void)unused;
	append(1);
	authority.down = true;
	assert_fails(ERROR_UNAVAILABLE, "time-stamping checkpoint 1: the clock has stopped");
	authority.down = false;
	assert_stamped(STAMP_NEW, 1, NOW);
}

static void
a_time_far_off_is_not_kept(void **unused)
{
	static const int64_t off[] = {601, -601, 86400, -86400, INT64_C(253402300799) - NOW, -NOW};

	(void)unused;
	append(1);
	for (size_t i = 0; i < sizeof(off) / sizeof(off[0]); i++) {
		authority.time = NOW + off[i];
		assert_fails(ERROR_UNAVAILABLE, "one of them is wrong");
	}
	authority.time = NOW + 600;
	assert_stamped(STAMP_NEW, 1, NOW + 600);
	append(2);
	stamping.every = 0;
	stamping.now = NOW + 1200;
	assert_stamped(STAMP_NEW, 2, NOW + 600);
}

static void
of_a_ledger_by_another_key_nothing_is_stamped(void **unused)
{
	(void)unused;
	append(1);
	texts_add(&sample.arena, &sequencer.checkpoint_keys, "SHA256:another");
	assert_fails(ERROR_LEDGER, "LEDGER-OTHER-KEY");
	sequencer.checkpoint_keys.count = 0;
	put("checkpoint", "no checkpoint");
	assert_fails(ERROR_LEDGER, "");
	assert_int_equal(authority.asked, 0);
}

/* ---- others, and faults ------------------------------------------------------------------------
 */

static void
another_was_faster(void)
{
	struct clock_authority other = {.time = NOW + 5};
	struct stamping theirs = stamping;
	struct stamped done;

	theirs.service = clock_service(&other);
	if (!stamp_ledger(&sample.arena, &theirs, &done, &err))
		fail_msg("%s", err.message);
}

static void
who_was_faster_has_stamped_it_too(void **unused)
{
	(void)unused;
	append(1);
	authority.meanwhile = another_was_faster;
	assert_stamped(STAMP_KNOWN, 1, NOW + 5);
	assert_int_equal(count_in_whole_ledger(), 1);
}

static void
appends_three(void)
{
	append(3);
}

static void
what_comes_in_meanwhile_is_not_covered(void **unused)
{
	(void)unused;
	append(1);
	append(2);
	authority.meanwhile = appends_three;
	assert_stamped(STAMP_NEW, 2, NOW);
	assert_null(memory_store_find(&memory, "checkpoints/3"));
	assert_int_equal(count_in_whole_ledger(), 1);
}

static void
appends_two_and_stamps(void)
{
	authority.meanwhile = NULL;
	append(2);
	another_was_faster();
}

/* Many pipelines have the same thought after the same hour. */
static void
one_who_was_faster_is_enough(void **unused)
{
	(void)unused;
	append(1);
	authority.meanwhile = appends_two_and_stamps;
	assert_stamped(STAMP_KNOWN, 2, NOW + 5);
	assert_null(memory_store_find(&memory, "checkpoints/1"));
	assert_int_equal(count_in_whole_ledger(), 1);
}

static int published, conflicts;

static bool
publish(void *self, const char *reason, struct error *why)
{
	(void)self;
	published++;
	assert_string_equal(reason, "changegate: time-stamp of checkpoint 1");
	if (published > conflicts)
		return true;
	memory_store_remove(&memory, "checkpoints/1"); /* nothing of it counts */
	memory_store_remove(&memory, "checkpoints/1.tsr");
	return (fail)(why, ERROR_CONFLICT, "somebody was faster");
}

static bool
wait_twice(void *self, int times)
{
	(void)self;
	return times < 2;
}

static void
it_is_published_as_long_as_there_is_patience(void **unused)
{
	(void)unused;
	append(1);
	store.publish = publish;
	published = 0;
	conflicts = 1;
	assert_false(stamp());
	assert_int_equal(err.code, ERROR_CONFLICT);
	assert_int_equal(published, 1);
	sequencer.retry.wait = wait_twice;
	published = 0;
	conflicts = 2;
	assert_stamped(STAMP_NEW, 1, NOW);
	assert_int_equal(published, 3);
	memory_store_remove(&memory, "checkpoints/1");
	memory_store_remove(&memory, "checkpoints/1.tsr");
	published = 0;
	conflicts = 4;
	assert_false(stamp());
	assert_int_equal(published, 3);
}

/* Two writes: the checkpoint, and the time-stamp. */
static void
any_fault_leaves_a_whole_ledger(void **unused)
{
	(void)unused;
	for (enum memory_fault fault = FAULT_BEFORE; fault <= FAULT_CRASH; fault++)
		for (int at = 1; at <= 2; at++) {
			bool is_there = fault == FAULT_AFTER && at == 2;

			memory_store_release(&memory);
			append(1);
			memory.writes = 0;
			memory.fault = fault;
			memory.fault_at = at;
			sequencer.retry.wait = wait_twice;
			assert_false(stamp());
			assert_int_equal(memory.writes, at);
			assert_int_equal(err.code, ERROR_UNAVAILABLE);
			memory.fault = FAULT_NONE;
			assert_int_equal(count_in_whole_ledger(), is_there ? 1 : 0);
			assert_stamped(is_there ? STAMP_KNOWN : STAMP_NEW, 1, NOW);
			assert_int_equal(count_in_whole_ledger(), 1);
			append(2);
			stamping.every = 0;
			assert_stamped(STAMP_NEW, 2, NOW);
			assert_int_equal(count_in_whole_ledger(), 2);
		}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names_have_one_form),
		TEST(an_empty_ledger_is_not_stamped),
		TEST(a_checkpoint_is_kept_with_its_time_stamp),
		TEST(it_is_stamped_once),
		TEST(while_one_is_young_none_is_asked_for),
		TEST(the_newest_is_so_by_number),
		TEST(a_kept_checkpoint_alone_covers_nothing),
		TEST(a_store_may_have_no_folder_but_must_answer),
		TEST(what_cannot_be_read_covers_nothing),
		TEST(what_lies_there_stays),
		TEST(a_time_stamp_is_not_put_beside_another_checkpoint),
		TEST(of_another_checkpoint_it_is_not_known),
		TEST(of_more_or_less_than_the_checkpoint_it_is_not_known),
		TEST(an_outage_leaves_nothing),
		TEST(a_time_far_off_is_not_kept),
		TEST(of_a_ledger_by_another_key_nothing_is_stamped),
		TEST(who_was_faster_has_stamped_it_too),
		TEST(one_who_was_faster_is_enough),
		TEST(what_comes_in_meanwhile_is_not_covered),
		TEST(it_is_published_as_long_as_there_is_patience),
		TEST(any_fault_leaves_a_whole_ledger),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
