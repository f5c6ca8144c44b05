/* SPDX-License-Identifier: Apache-2.0 */
/* Does a verification say since when records are there, and what of the kept checkpoints is wrong?
 */
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

/* Record 0 is of a second later; record 1 of two. */
#define BEGIN INT64_C(1795290000)
#define HOUR 3600

static struct sample sample;
static struct memory_store memory;
static struct store store;
static struct clock_authority authority;
static struct timestamp_reader reader;
static struct verify_request request;
static struct verification result;

static int
set_up(void **state)
{
	(void)state;
	sample_open(&sample);
	memory_store_store(&memory, &store);
	authority = (struct clock_authority){0};
	reader = clock_reader(&authority);
	request = (struct verify_request){
		.store = &store, .trust = &sample.trust, .timestamps = &reader};
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
append_to(const struct store *to, int number)
{
	struct sample_record wanted = {RECORD_ATTEMPT, RECORD_STARTED, .number = number};
	struct receipt receipt;
	struct error err = {0};

	if (!sample_append(&sample, to, &wanted, &receipt, &err))
		fail_msg("append: %s", err.message);
}

static void
put(const char *name, const struct buffer *bytes)
{
	memory_store_put(&memory, name, bytes->bytes, bytes->length);
}

static struct buffer *
file(const char *name)
{
	struct memory_file *found = memory_store_find(&memory, name);

	assert_non_null(found);
	return &found->bytes;
}

/* Of what lies at the name of a checkpoint. */
static void
stamp_at(int64_t size, int64_t time)
{
	RELEASED_BY(buffer_release) struct buffer response = {0};
	const struct buffer *kept = file(stamp_checkpoint_path(&sample.arena, size));
	struct sha256 digest;

	sha256(&digest, kept->bytes, kept->length);
	clock_response(&digest, time, &response);
	put(stamp_path(&sample.arena, size), &response);
}

static void
keep(int64_t size)
{
	put(stamp_checkpoint_path(&sample.arena, size), file("checkpoint"));
}

/* Records up to this number; the checkpoint after the last one is kept, stamped unless at 0. */
static void
grow_to(int number, int64_t time)
{
	static int last;

	if (!memory_store_find(&memory, "checkpoint"))
		last = 0;
	while (last < number)
		append_to(&store, ++last);
	keep(number);
	if (time)
		stamp_at(number, time);
}

static void
verify(void)
{
	struct error err = {0};

	authority.looked_at = 0;
	if (!verify_ledger(&sample.arena, &request, &result, &err))
		fail_msg("verify: %s", err.message);
}

static void
assert_whole(void)
{
	verify();
	for (size_t i = 0; i < result.problems.count; i++)
		fail_msg("%s %s: %s", result.problems.at[i].code, result.problems.at[i].where,
			 result.problems.at[i].text);
	assert_int_equal(result.problem_count, 0);
	assert_int_equal(result.note_count, 0);
}

/* The one problem there is. */
static void
assert_problem(const char *code, const char *where, const char *text)
{
	verify();
	for (size_t i = result.problem_count == 1 ? 1 : 0; i < result.problems.count; i++)
		print_error("%s %s: %s\n", result.problems.at[i].code, result.problems.at[i].where,
			    result.problems.at[i].text);
	assert_int_equal(result.problem_count, 1);
	assert_string_equal(result.problems.at[0].code, code);
	assert_string_equal(result.problems.at[0].where, where);
	if (!strstr(result.problems.at[0].text, text))
		fail_msg("'%s' does not say '%s'", result.problems.at[0].text, text);
}

static void
assert_counts(int64_t stamps, int64_t covered, int64_t uncovered)
{
	assert_int_equal(result.stamps.count, stamps);
	assert_int_equal(result.stamps.covered, covered);
	assert_int_equal(result.stamps.uncovered, uncovered);
}

static void
assert_longest(int64_t lag, int64_t index)
{
	assert_int_equal(result.stamps.longest_lag, lag);
	assert_int_equal(result.stamps.longest_index, index);
}

/* ---- since when --------------------------------------------------------------------------------
 */

static void
a_record_is_there_since_the_first_that_covers_it(void **unused)
{
	(void)unused;
	grow_to(2, BEGIN + 10);
	grow_to(3, BEGIN + 100);
	grow_to(6, 0);
	assert_whole();
	assert_counts(2, 3, 3);
	assert_longest(100 - 3, 2);
	assert_int_equal(result.stamps.first.size, 2);
	assert_int_equal(result.stamps.first.timestamp.time, BEGIN + 10);
	assert_int_equal(result.stamps.last.size, 3);
	assert_int_equal(result.stamps.last.timestamp.time, BEGIN + 100);
	assert_string_equal(result.stamps.last.timestamp.authority, CLOCK_NAME);
	assert_int_equal(result.stamps.unread, 0);
	assert_int_equal(result.stamps.late, 0);
}

static void
without_any_nothing_is_covered(void **unused)
{
	(void)unused;
	grow_to(2, 0);
	assert_whole();
	assert_counts(0, 0, 2);
	assert_int_equal(authority.looked_at, 0);
}

static void
sizes_are_ordered_as_numbers(void **unused)
{
	(void)unused;
	grow_to(9, BEGIN + 9 + 1);
	grow_to(10, BEGIN + 10 + 2);
	grow_to(100, BEGIN + 100 + 7);
	grow_to(101, BEGIN + 101 + 7);
	assert_whole();
	assert_counts(4, 101, 0);
	assert_longest(100 + 7 - 11, 10);
	assert_int_equal(result.stamps.first.size, 9);
	assert_int_equal(result.stamps.last.size, 101);
}

static void
one_that_does_not_count_covers_nothing(void **unused)
{
	(void)unused;
	grow_to(1, BEGIN + 1);
	grow_to(2, BEGIN + 2);
	grow_to(3, BEGIN + 3);
	put("checkpoints/2.tsr", file("checkpoints/1.tsr"));
	assert_problem("LEDGER-STAMP", "checkpoints/2.tsr", "it is the time of something else");
	assert_counts(2, 3, 0);
	assert_longest(1, 1);
	file("checkpoints/2.tsr")->length = 3;
	assert_problem("LEDGER-STAMP", "checkpoints/2.tsr", "it is no time");
	assert_longest(1, 1);
}

/* Somebody has an old checkpoint stamped, much later, and puts it there. */
static void
an_earlier_one_is_not_made_worse_by_a_later_one(void **unused)
{
	(void)unused;
	grow_to(2, BEGIN + 30 * HOUR);
	grow_to(3, BEGIN + 10);
	grow_to(4, BEGIN + 20);
	grow_to(5, BEGIN + 15);
	request.stamped_within = HOUR;
	request.now = BEGIN + 30 * HOUR;
	assert_whole();
	assert_counts(4, 5, 0);
	assert_longest(15 - 4, 3);
}

/* ---- within a time -----------------------------------------------------------------------------
 */

static void
too_late_is_later_than_was_asked_for(void **unused)
{
	(void)unused;
	grow_to(2, BEGIN + 1 + HOUR);
	request.now = BEGIN + 100 * HOUR;
	assert_whole();
	request.stamped_within = HOUR;
	assert_whole();
	request.stamped_within = HOUR - 1;
	assert_problem("LEDGER-BACKDATED", "record 0 (01JD0000000000000000000001)",
		       "the first time-stamp that covers it is 1h later than its own time");
	assert_int_equal(result.stamps.late, 1);
	request.stamped_within = 1;
	verify();
	assert_int_equal(result.problem_count, 2);
	assert_int_equal(result.stamps.late, 2);
	assert_longest(HOUR, 0);
}

static void
uncovered_is_a_problem_when_it_is_too_old(void **unused)
{
	(void)unused;
	grow_to(1, BEGIN + 1);
	grow_to(3, 0);
	request.stamped_within = HOUR;
	request.now = BEGIN + 2 + HOUR;
	assert_whole();
	assert_counts(1, 1, 2);
	request.now++;
	assert_problem("LEDGER-UNSTAMPED", "record 1 (01JD0000000000000000000002)",
		       "no time-stamp covers it");
	request.now++;
	verify();
	assert_int_equal(result.problem_count, 2);
	request.stamped_within = 0;
	assert_whole();
}

static void
a_record_of_after_its_time_stamp_is_noticed(void **unused)
{
	(void)unused;
	grow_to(1, BEGIN + 1 - 120);
	assert_whole();
	assert_longest(-120, 0);
	stamp_at(1, BEGIN + 1 - 121);
	verify();
	assert_int_equal(result.problem_count, 0);
	assert_int_equal(result.note_count, 1);
	assert_string_equal(result.notes.at[0].code, "TIME-ORDER");
	assert_string_equal(result.notes.at[0].where, "record 0 (01JD0000000000000000000001)");
	assert_non_null(strstr(result.notes.at[0].text, "is 121 seconds after"));
	request.stamped_within = HOUR;
	request.now = BEGIN + 2;
	verify();
	assert_int_equal(result.problem_count, 1);
	assert_string_equal(result.problems.at[0].code, "LEDGER-BACKDATED");
	assert_non_null(strstr(result.problems.at[0].text, "is 121 seconds after"));
}

/* Nothing is ever too late for the day after tomorrow. */
static void
a_record_of_the_future_has_to_be_covered(void **unused)
{
	(void)unused;
	grow_to(1, 0);
	request.stamped_within = HOUR;
	request.now = BEGIN + 1 - 120;
	assert_whole();
	request.now--;
	verify();
	assert_int_equal(result.problem_count, 1);
	assert_string_equal(result.problems.at[0].code, "LEDGER-UNSTAMPED");
}

/* ---- what was kept -----------------------------------------------------------------------------
 */

static void
without_the_checkpoint_a_time_stamp_says_nothing(void **unused)
{
	(void)unused;
	grow_to(1, BEGIN + 1);
	grow_to(2, BEGIN + 2);
	memory_store_remove(&memory, "checkpoints/1");
	assert_problem("LEDGER-STAMP", "checkpoints/1.tsr",
		       "the checkpoint that it is about is missing");
	assert_counts(1, 2, 0);
	memory_store_remove(&memory, "checkpoints/1.tsr");
	memory_store_remove(&memory, "checkpoints/2.tsr");
	assert_whole();
	assert_counts(0, 0, 2);
}

static void
other_names_are_of_nobody(void **unused)
{
	(void)unused;
	grow_to(1, BEGIN + 1);
	put("checkpoints/01", file("checkpoints/1"));
	assert_problem("LEDGER-UNKNOWN-FILE", "checkpoints/01", "");
	memory_store_remove(&memory, "checkpoints/01");
	put("checkpoints/1.tsr.old", file("checkpoints/1.tsr"));
	assert_problem("LEDGER-UNKNOWN-FILE", "checkpoints/1.tsr.old", "");
	assert_counts(1, 1, 0);
}

/* Of other records, by the same key: what remains when a ledger is written anew. */
static void
keep_of_another(int size)
{
	struct memory_store other = {0};
	struct store other_store;

	memory_store_store(&other, &other_store);
	for (int i = 0; i < size; i++)
		append_to(&other_store, 1000 + i);
	put(stamp_checkpoint_path(&sample.arena, size),
	    &memory_store_find(&other, "checkpoint")->bytes);
	memory_store_release(&other);
}

static void
a_ledger_that_was_written_anew_contradicts_what_was_kept(void **unused)
{
	(void)unused;
	grow_to(1, BEGIN + 1);
	grow_to(2, BEGIN + 2);
	grow_to(3, BEGIN + 3);
	keep_of_another(2);
	stamp_at(2, BEGIN + 2);
	assert_problem("LEDGER-INCONSISTENT", "checkpoints/2",
		       "the first 2 records are not those of this checkpoint");
	assert_counts(2, 3, 0);
	assert_longest(1, 1);
	keep_of_another(3);
	stamp_at(3, BEGIN + 3);
	verify();
	assert_int_equal(result.problem_count, 2);
	assert_counts(1, 1, 2);
	keep_of_another(1);
	memory_store_remove(&memory, "checkpoints/1.tsr");
	verify();
	assert_int_equal(result.problem_count, 3);
	assert_counts(0, 0, 3);
}

/* Nor does what could not be compared. */
static void
of_records_that_are_missing_none_counts(void **unused)
{
	(void)unused;
	grow_to(255, 0);
	grow_to(256, BEGIN + 256);
	grow_to(258, BEGIN + 258);
	memory_store_remove(&memory, "tile/entries/001.p/2");
	verify();
	assert_string_equal(result.problems.at[0].code, "LEDGER-ENTRIES");
	assert_counts(1, 256, 0);
	assert_int_equal(result.stamps.last.size, 256);
}

static void
a_ledger_that_was_put_back_is_smaller_than_what_was_kept(void **unused)
{
	(void)unused;
	grow_to(2, BEGIN + 2);
	keep_of_another(3);
	stamp_at(3, BEGIN + 3);
	assert_problem("LEDGER-ROLLED-BACK", "checkpoints/3",
		       "the log had 3 records once, and has 2");
	assert_counts(1, 2, 0);
	memory_store_remove(&memory, "checkpoints/3.tsr");
	assert_problem("LEDGER-ROLLED-BACK", "checkpoints/3", "");
}

static void
a_checkpoint_says_the_size_that_it_is_kept_for(void **unused)
{
	(void)unused;
	grow_to(1, BEGIN + 1);
	grow_to(3, BEGIN + 3);
	put("checkpoints/2", file("checkpoints/1"));
	stamp_at(2, BEGIN + 2);
	assert_problem("LEDGER-STAMP", "checkpoints/2", "it is a checkpoint of 1 records");
	put("checkpoints/2", file("checkpoints/3"));
	stamp_at(2, BEGIN + 2);
	assert_problem("LEDGER-STAMP", "checkpoints/2", "it is a checkpoint of 3 records");
	assert_counts(2, 3, 0);
	assert_longest(1, 1);
}

/* ---- by whom -----------------------------------------------------------------------------------
 */

/* What the checkpoint says, by another key, and for another ledger unless `origin` is NULL. */
static void
keep_signed(int64_t size, const char *origin, const struct signer *signer)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	struct checkpoint checkpoint;
	struct error err = {0};

	if (!checkpoint_parse(&sample.arena, file("checkpoint")->bytes, file("checkpoint")->length,
			      &checkpoint, &err))
		fail_msg("%s", err.message);
	assert_int_equal(checkpoint.size, size);
	if (origin)
		checkpoint.origin = origin;
	if (!checkpoint_sign(&checkpoint, signer, &out, &err))
		fail_msg("%s", err.message);
	put(stamp_checkpoint_path(&sample.arena, size), &out);
	stamp_at(size, BEGIN + size);
}

static void
make_key(struct signing_key **key, struct signer *signer)
{
	RELEASED_BY(secret_release) struct secret pem = {0};
	struct error err = {0};

	if (!signing_key_generate(KEY_ED25519, &pem, &err) ||
	    !signing_key_from_pem(&pem, KEY_ED25519, key, &err))
		fail_msg("%s", err.message);
	signing_key_signer(*key, signer);
}

static void
what_is_not_signed_as_the_trust_says_is_found(void **unused)
{
	struct signing_key *key = NULL;
	struct signer signer;

	(void)unused;
	make_key(&key, &signer);
	grow_to(1, BEGIN + 1);
	keep_signed(1, NULL, &signer);
	assert_problem("LEDGER-STAMP", "checkpoints/1", "no trusted key signed the checkpoint");
	assert_counts(0, 0, 1);
	assert_int_equal(authority.looked_at, 0);
	keep_signed(1, "example.org/another", &sample.checkpoint_signer);
	assert_problem("LEDGER-STAMP", "checkpoints/1", "is of 'example.org/another'");
	file("checkpoints/1")->length--;
	assert_problem("LEDGER-STAMP", "checkpoints/1", "");
	file("checkpoints/1")->length = 0;
	assert_problem("LEDGER-STAMP", "checkpoints/1", "");
	signing_key_release(&key);
}

/* A key that was retired has signed what there was by then. */
static void
a_retired_key_counts_up_to_its_size(void **unused)
{
	struct retirement retired = {.reason = "replaced"};
	struct signing_key *key = NULL;
	struct signer signer;
	struct error err = {0};
	size_t last;

	(void)unused;
	make_key(&key, &signer);
	grow_to(2, 0);
	keep_signed(2, NULL, &signer);
	append_to(&store, 3);
	assert_true(trust_add(&sample.arena, &sample.trust, USAGE_CHECKPOINT, signer.key, &err));
	last = sample.trust.keys.count - 1;
	assert_whole();
	sample.trust.keys.at[last].retired = &retired;
	retired.size = 2;
	assert_whole();
	assert_counts(1, 2, 1);
	retired.size = 1;
	assert_problem("LEDGER-STAMP", "checkpoints/2", "retired");
	assert_counts(0, 0, 3);
	signing_key_release(&key);
}

static void
without_trust_only_the_roots_are_compared(void **unused)
{
	(void)unused;
	grow_to(1, BEGIN + 1);
	grow_to(2, BEGIN + 2);
	request.trust = NULL;
	assert_problem("SIG-NO-TRUST", "memory:", "");
	assert_counts(2, 2, 0);
	keep_of_another(1);
	stamp_at(1, BEGIN + 1);
	verify();
	assert_int_equal(result.problem_count, 2);
	assert_string_equal(result.problems.at[1].code, "LEDGER-INCONSISTENT");
	assert_counts(1, 2, 0);
}

static void
what_nobody_reads_is_counted(void **unused)
{
	(void)unused;
	grow_to(1, BEGIN + 1);
	grow_to(2, BEGIN + 2);
	grow_to(3, 0);
	request.timestamps = NULL;
	assert_whole();
	assert_int_equal(result.stamps.unread, 2);
	assert_counts(0, 0, 3);
	keep_of_another(2);
	assert_problem("LEDGER-INCONSISTENT", "checkpoints/2", "");
}

/* ---- until when --------------------------------------------------------------------------------
 */

static void
one_problem_may_be_enough(void **unused)
{
	(void)unused;
	grow_to(3, BEGIN + 3);
	for (int i = 4; i <= 9; i++) {
		grow_to(i, BEGIN + i);
		put(stamp_path(&sample.arena, i), file("checkpoints/3.tsr"));
	}
	verify();
	assert_int_equal(result.problem_count, 6);
	assert_int_equal(authority.looked_at, 7);
	request.stop_at_first = true;
	assert_problem("LEDGER-STAMP", "checkpoints/4.tsr", "it is the time of something else");
	assert_int_equal(authority.looked_at, 2);
	assert_int_equal(result.records, 0);
}

static bool
read_fails(void *self, const char *name, size_t limit, struct buffer *out, struct error *err)
{
	struct store real;

	memory_store_store(self, &real);
	if (strcmp(name, request.self) == 0)
		return (fail)(err, ERROR_UNAVAILABLE, "told to fail");
	return real.read(self, name, limit, out, err);
}

static void
a_store_that_does_not_answer_is_no_problem_of_the_ledger(void **unused)
{
	static char checkpoint[] = "checkpoints/1", stamp[] = "checkpoints/1.tsr", none[] = "";
	struct error err = {0};

	(void)unused;
	grow_to(1, BEGIN + 1);
	store.read = read_fails;
	request.self = checkpoint;
	assert_false(verify_ledger(&sample.arena, &request, &result, &err));
	assert_int_equal(err.code, ERROR_UNAVAILABLE);
	request.self = stamp;
	assert_false(verify_ledger(&sample.arena, &request, &result, &err));
	assert_int_equal(err.code, ERROR_UNAVAILABLE);
	request.self = none;
	assert_whole();
}

static void
what_is_too_long_is_found(void **unused)
{
	RELEASED_BY(buffer_release) struct buffer many = {0};

	(void)unused;
	while (many.length <= LIMIT_TIMESTAMP_BYTES)
		buffer_add_byte(&many, 'x');
	grow_to(1, BEGIN + 1);
	put("checkpoints/1.tsr", &many);
	assert_problem("LEDGER-STAMP", "checkpoints/1.tsr", "is too long");
	assert_int_equal(authority.looked_at, 0);
	stamp_at(1, BEGIN + 1);
	put("checkpoints/1", &many);
	assert_problem("LEDGER-STAMP", "checkpoints/1", "is too long");
	assert_counts(0, 0, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_record_is_there_since_the_first_that_covers_it),
		TEST(without_any_nothing_is_covered),
		TEST(sizes_are_ordered_as_numbers),
		TEST(one_that_does_not_count_covers_nothing),
		TEST(an_earlier_one_is_not_made_worse_by_a_later_one),
		TEST(too_late_is_later_than_was_asked_for),
		TEST(uncovered_is_a_problem_when_it_is_too_old),
		TEST(a_record_of_after_its_time_stamp_is_noticed),
		TEST(a_record_of_the_future_has_to_be_covered),
		TEST(without_the_checkpoint_a_time_stamp_says_nothing),
		TEST(other_names_are_of_nobody),
		TEST(a_ledger_that_was_written_anew_contradicts_what_was_kept),
		TEST(of_records_that_are_missing_none_counts),
		TEST(a_ledger_that_was_put_back_is_smaller_than_what_was_kept),
		TEST(a_checkpoint_says_the_size_that_it_is_kept_for),
		TEST(what_is_not_signed_as_the_trust_says_is_found),
		TEST(a_retired_key_counts_up_to_its_size),
		TEST(without_trust_only_the_roots_are_compared),
		TEST(what_nobody_reads_is_counted),
		TEST(one_problem_may_be_enough),
		TEST(a_store_that_does_not_answer_is_no_problem_of_the_ledger),
		TEST(what_is_too_long_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
