/* SPDX-License-Identifier: Apache-2.0 */
/* Do handed in records land once, in the order of their chains, and is nothing of them ever lost?
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ledger/inbox.h"
#include "ledger/verify.h"
#include "tests/fake/memory_store.h"
#include "tests/fake/sample_ledger.h"

#define MOST 40

/* A store whose inbox is a table, and which publishes. */
struct shared {
	struct memory_store memory, published;
	struct store plain; /* over `memory` */
	struct {
		char name[100];
		const char *bytes;
		size_t length;
		enum inbox_state state;
	} inbox[MOST];
	size_t count;
	int conflicts;     /* publications to refuse, with somebody else's in between */
	int lost_answers;  /* publications that count but seem to fail */
	bool broken_inbox; /* clearing fails */
	void (*meanwhile)(struct shared *shared);
};

static struct sample sample;
static struct shared shared;
static struct store store;
static int waited;

static bool
shared_lock(void *self, struct error *err)
{
	struct shared *there = self;

	if (!there->plain.lock(there->plain.self, err))
		return false;
	memory_store_copy(&there->memory, &there->published);
	there->memory.locked = true;
	return true;
}

static void
shared_unlock(void *self)
{
	struct shared *there = self;

	there->plain.unlock(there->plain.self);
}

static bool
shared_publish(void *self, const char *reason, struct error *err)
{
	struct shared *there = self;

	assert_true(there->memory.locked);
	assert_true(text_starts_with(reason, "changegate: "));
	if (there->conflicts > 0) {
		there->conflicts--;
		if (there->meanwhile)
			there->meanwhile(there);
		return (fail)(err, ERROR_CONFLICT, "somebody else was faster");
	}
	memory_store_copy(&there->published, &there->memory);
	if (there->lost_answers == 0)
		return true;
	there->lost_answers--;
	return (fail)(err, ERROR_UNAVAILABLE, "the answer was lost");
}

static bool
shared_read(void *self, const char *name, size_t limit, struct buffer *out, struct error *err)
{
	struct shared *there = self;

	return there->plain.read(there->plain.self, name, limit, out, err);
}

static bool
shared_create(void *self, const char *name, const void *bytes, size_t length, struct error *err)
{
	struct shared *there = self;

	return there->plain.create(there->plain.self, name, bytes, length, err);
}

static bool
shared_replace(void *self, const char *name, const void *bytes, size_t length, struct error *err)
{
	struct shared *there = self;

	return there->plain.replace(there->plain.self, name, bytes, length, err);
}

static bool
shared_remove(void *self, const char *name, struct error *err)
{
	struct shared *there = self;

	return there->plain.remove(there->plain.self, name, err);
}

static bool
shared_each(void *self, const char *folder, bool (*take)(void *with, const char *name), void *with,
	    struct error *err)
{
	struct shared *there = self;

	return there->plain.each(there->plain.self, folder, take, with, err);
}

static size_t
find(const struct shared *there, const char *name)
{
	size_t i = 0;

	while (i < there->count && !text_equal(there->inbox[i].name, name))
		i++;
	return i;
}

static bool
shared_hand_in(void *self, const char *name, const void *bytes, size_t length, struct error *err)
{
	struct shared *there = self;
	size_t i = find(there, name);

	(void)err;
	assert_true(i < MOST);
	if (i == there->count)
		there->count++;
	snprintf(there->inbox[i].name, sizeof(there->inbox[i].name), "%s", name);
	there->inbox[i].bytes = arena_copy(&sample.arena, bytes, length);
	there->inbox[i].length = length;
	there->inbox[i].state = INBOX_WAITING;
	return true;
}

static bool
shared_inbox(void *self, struct arena *arena, struct texts *names, struct error *err)
{
	struct shared *there = self;

	(void)err;
	for (size_t i = 0; i < there->count; i++)
		if (there->inbox[i].state == INBOX_WAITING)
			texts_add(arena, names, there->inbox[i].name);
	return true;
}

static bool
shared_inbox_read(void *self, const char *name, size_t limit, struct buffer *out, struct error *err)
{
	struct shared *there = self;
	size_t i = find(there, name);

	(void)limit;
	if (!there->inbox[i].bytes)
		return (fail)(err, ERROR_FORMAT, "no envelope");
	buffer_add(out, there->inbox[i].bytes, there->inbox[i].length);
	return true;
}

static bool
shared_inbox_state(void *self, const char *name, enum inbox_state *state, struct error *err)
{
	struct shared *there = self;
	size_t i = find(there, name);

	(void)err;
	*state = i < there->count ? there->inbox[i].state : INBOX_GONE;
	return true;
}

static bool
shared_inbox_clear(void *self, const struct texts *names, bool refused, struct error *err)
{
	struct shared *there = self;

	if (there->broken_inbox && names->count)
		return (fail)(err, ERROR_UNAVAILABLE, "it broke");
	for (size_t i = 0; i < names->count; i++)
		there->inbox[find(there, names->at[i])].state =
			refused ? INBOX_REFUSED : INBOX_GONE;
	return true;
}

static int
set_up(void **state)
{
	(void)state;
	sample_open(&sample);
	shared = (struct shared){0};
	waited = 0;
	memory_store_store(&shared.memory, &shared.plain);
	store = (struct store){
		.name = "shared:",
		.self = &shared,
		.read = shared_read,
		.create = shared_create,
		.replace = shared_replace,
		.remove = shared_remove,
		.each = shared_each,
		.lock = shared_lock,
		.unlock = shared_unlock,
		.publish = shared_publish,
		.hand_in = shared_hand_in,
		.inbox = shared_inbox,
		.inbox_read = shared_inbox_read,
		.inbox_state = shared_inbox_state,
		.inbox_clear = shared_inbox_clear,
	};
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	memory_store_release(&shared.memory);
	memory_store_release(&shared.published);
	sample_close(&sample);
	return 0;
}

static bool
wait_a_bit(void *self, int times)
{
	(void)self;
	assert_true(times == 0 || waited > 0);
	waited++;
	return times < 10;
}

static struct sequencer
sequencer_of(bool hands_in)
{
	return (struct sequencer){.store = &store,
				  .trust = &sample.trust,
				  .checkpoint_signer = &sample.checkpoint_signer,
				  .retry = {NULL, wait_a_bit},
				  .hands_in = hands_in,
				  .inclusion = {NULL, wait_a_bit}};
}

/* ---- records
 * --------------------------------------------------------------------------------------- */

struct making {
	struct sample_record wanted;
	int asked;
	struct buffer envelope;
};

static bool
seal(void *self, struct log *log, const struct key_state *state, struct buffer *envelope,
     struct error *err)
{
	struct making *making = self;

	making->asked++;
	making->wanted.kind = state->in_place ? RECORD_DEPLOYMENT : RECORD_BASELINE;
	sample.size = log->checkpoint.size;
	return sample_seal(&sample, &making->wanted, state, envelope, err);
}

static bool
append(struct making *making, bool by_inbox, struct receipt *receipt, struct error *err)
{
	struct sequencer sequencer = sequencer_of(by_inbox);
	struct sealing sealing = {making, seal};
	struct key key = sample_key(making->wanted.environment);

	return sequence_append(&sample.arena, &sequencer, &key, &sealing, receipt, err);
}

static struct making
deployment(const char *environment, int number)
{
	return (struct making){.wanted = {RECORD_BASELINE, RECORD_ALLOWED,
					  .environment = environment, .number = number}};
}

static void
must_append(const char *environment, int number)
{
	struct making making = deployment(environment, number);
	struct receipt receipt;
	struct error err = {0};

	if (!append(&making, false, &receipt, &err))
		fail_msg("%s", err.message);
	assert_true(receipt_verify(&sample.arena, &receipt, &sample.trust, &err));
}

static void
assert_whole(int64_t records)
{
	struct verify_request request = {.store = &store, .trust = &sample.trust};
	struct verification result;
	struct error err = {0};

	assert_true(shared_lock(&shared, &err));
	shared_unlock(&shared);
	if (!verify_ledger(&sample.arena, &request, &result, &err))
		fail_msg("verify: %s", err.message);
	for (size_t i = 0; i < result.problems.count; i++)
		print_error("%s %s: %s\n", result.problems.at[i].code, result.problems.at[i].where,
			    result.problems.at[i].text);
	assert_int_equal(result.problem_count, 0);
	assert_int_equal(result.verified, records);
}

/* ---- in step
 * --------------------------------------------------------------------------------------- */

static void
other_keys_are_appended_meanwhile(struct shared *there)
{
	int conflicts = there->conflicts;

	there->conflicts = 0;
	there->meanwhile = NULL;
	shared_unlock(there);
	must_append("staging", 41);
	assert_true(shared_lock(there, &(struct error){0}));
	there->conflicts = conflicts;
}

static void
the_same_envelope_is_tried_again(void **unused)
{
	struct making making = deployment("production", 1);
	struct receipt receipt;
	struct error err = {0};

	(void)unused;
	shared.conflicts = 3;
	shared.meanwhile = other_keys_are_appended_meanwhile;
	if (!append(&making, false, &receipt, &err))
		fail_msg("%s", err.message);
	assert_int_equal(making.asked, 1);
	assert_int_equal(waited, 3);
	assert_int_equal(receipt.index, 1);
	assert_whole(2);
}

static int next_number;

static void
the_same_key_is_appended_meanwhile(struct shared *there)
{
	int conflicts = there->conflicts;

	there->conflicts = 0;
	shared_unlock(there);
	must_append("production", ++next_number);
	assert_true(shared_lock(there, &(struct error){0}));
	there->conflicts = conflicts;
}

static void
a_chain_that_moves_is_judged_anew_five_times(void **unused)
{
	struct making making = deployment("production", 100);
	struct receipt receipt;
	struct error err = {0};

	(void)unused;
	must_append("production", 1);
	next_number = 1;
	shared.meanwhile = the_same_key_is_appended_meanwhile;
	shared.conflicts = SEQUENCE_REBUILDS;
	assert_true(append(&making, false, &receipt, &err));
	assert_int_equal(making.asked, 1 + SEQUENCE_REBUILDS);
	next_number = 20;
	shared.conflicts = SEQUENCE_REBUILDS + 1;
	making = deployment("production", 101);
	assert_false(append(&making, false, &receipt, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	assert_non_null(strstr(err.message, "6 times"));
	shared.conflicts = 0;
	assert_whole(1 + SEQUENCE_REBUILDS + 1 + SEQUENCE_REBUILDS + 1);
}

static void
an_answer_that_was_lost_is_found(void **unused)
{
	struct making making = deployment("production", 1);
	struct receipt receipt;
	struct error err = {0};

	(void)unused;
	shared.lost_answers = 1;
	if (!append(&making, false, &receipt, &err))
		fail_msg("%s", err.message);
	assert_int_equal(making.asked, 1);
	assert_int_equal(receipt.index, 0);
	assert_true(receipt_verify(&sample.arena, &receipt, &sample.trust, &err));
	assert_whole(1);
	/* Then an end: it is in, but nobody can be told so. */
	shared.lost_answers = 100;
	making = deployment("production", 2);
	assert_true(append(&making, false, &receipt, &err));
	shared.conflicts = 1000;
	making = deployment("production", 3);
	assert_false(append(&making, false, &receipt, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
}

/* ---- inbox
 * ----------------------------------------------------------------------------------------- */

static struct inbox_round turn;

static void
sequence(void)
{
	struct sequencer sequencer = sequencer_of(false);
	struct error err = {0};

	if (!inbox_sequence(&sample.arena, &sequencer, &turn, &err))
		fail_msg("%s", err.message);
}

static void
assert_round(int64_t appended, int64_t duplicates, size_t waiting, size_t refused)
{
	assert_int_equal(turn.appended, appended);
	assert_int_equal(turn.duplicates, duplicates);
	assert_int_equal(turn.waiting.count, waiting);
	assert_int_equal(turn.refused.count, refused);
}

/* Builds a chain of records of a key without appending them. */
static void
make_chain(const char *environment, int from, int count, struct buffer *envelopes)
{
	struct memory_store before = {0};

	memory_store_copy(&before, &shared.published);
	for (int i = 0; i < count; i++) {
		struct making making = deployment(environment, from + i);
		struct receipt receipt;
		struct leaf leaf;
		struct error err = {0};

		if (!append(&making, false, &receipt, &err))
			fail_msg("%s", err.message);
		assert_true(
			leaf_parse(&sample.arena, receipt.leaf, receipt.leaf_length, &leaf, &err));
		assert_true(store.read(store.self, leaf_path(&sample.arena, &leaf), 1000000,
				       &envelopes[i], &err));
	}
	memory_store_copy(&shared.published, &before);
	memory_store_copy(&shared.memory, &before);
	memory_store_release(&before);
}

static void
hand_in(const struct buffer *envelope)
{
	struct error err = {0};

	assert_true(
		inbox_hand_in(&sample.arena, &store, "r", envelope->bytes, envelope->length, &err));
}

static void
release_all(struct buffer *envelopes, int count)
{
	for (int i = 0; i < count; i++)
		buffer_release(&envelopes[i]);
}

static void
chains_come_in_their_order(void **unused)
{
	struct buffer chain[4] = {0};

	(void)unused;
	make_chain("production", 1, 4, chain);
	hand_in(&chain[3]);
	hand_in(&chain[1]);
	sequence();
	assert_round(0, 0, 2, 0);
	assert_non_null(strstr(turn.waiting.at[0].why, "CHAIN-STALE"));
	hand_in(&chain[0]);
	sequence();
	assert_round(2, 0, 1, 0);
	hand_in(&chain[2]);
	hand_in(&chain[1]);
	sequence();
	assert_round(2, 1, 0, 0);
	sequence();
	assert_round(0, 0, 0, 0);
	assert_whole(4);
	release_all(chain, 4);
}

static void
two_of_one_place_in_a_chain_are_one_too_many(void **unused)
{
	struct buffer one[1] = {0}, other[1] = {0};

	(void)unused;
	make_chain("production", 1, 1, one);
	make_chain("production", 11, 1, other);
	hand_in(&one[0]);
	hand_in(&other[0]);
	sequence();
	assert_round(1, 0, 0, 1);
	assert_non_null(strstr(turn.refused.at[0].why, "CHAIN-STALE"));
	assert_int_equal(shared.inbox[find(&shared, turn.refused.at[0].name)].state, INBOX_REFUSED);
	assert_whole(1);
	release_all(one, 1);
	release_all(other, 1);
}

static void
what_is_no_record_of_ours_is_refused(void **unused)
{
	struct making making = deployment("production", 31);
	struct key_state empty = {.previous_index = -1};
	struct buffer foreign = {0}, good[1] = {0};
	struct buffer nothing = {0};
	struct error err = {0};

	(void)unused;
	making.wanted.signer = &sample.foreign_signer;
	assert_true(sample_seal(&sample, &making.wanted, &empty, &foreign, &err));
	buffer_add_text(&nothing, "{}");
	make_chain("production", 1, 1, good);
	hand_in(&foreign);
	hand_in(&nothing);
	hand_in(&good[0]);
	/* Under another's name. */
	assert_true(shared_hand_in(&shared, "a/b", good[0].bytes, good[0].length, &err));
	/* No envelope at all. */
	shared.inbox[shared.count++] = shared.inbox[0];
	snprintf(shared.inbox[shared.count - 1].name, sizeof(shared.inbox[shared.count - 1].name),
		 "%s", "a/c");
	shared.inbox[shared.count - 1].bytes = NULL;
	sequence();
	assert_round(1, 0, 0, 4);
	for (size_t i = 0; i < 4; i++) {
		const char *why = turn.refused.at[i].why;

		assert_true(strstr(why, "SIG-UNKNOWN-KEY") || strstr(why, "REC-FORM") ||
			    strstr(why, "INBOX-NAME") || strstr(why, "INBOX-FORM"));
	}
	assert_whole(1);
	buffer_release(&foreign);
	buffer_release(&nothing);
	release_all(good, 1);
}

static void
a_batch_is_published_once_or_not_at_all(void **unused)
{
	struct sequencer sequencer = sequencer_of(false);
	static const char *const environments[] = {"production", "staging", "test"};
	struct buffer one[3] = {0};
	struct error err = {0};

	(void)unused;
	for (int i = 0; i < 3; i++) {
		make_chain(environments[i], 10 * i + 1, 1, &one[i]);
		hand_in(&one[i]);
	}
	/* Another one is faster, twice. */
	shared.conflicts = 2;
	sequence();
	assert_round(3, 0, 0, 0);
	assert_int_equal(waited, 2);
	assert_whole(3);
	/* It dies before it has cleared the inbox. */
	for (int i = 0; i < 3; i++)
		hand_in(&one[i]);
	shared.broken_inbox = true;
	assert_false(inbox_sequence(&sample.arena, &sequencer, &turn, &err));
	assert_int_equal(err.code, ERROR_UNAVAILABLE);
	shared.broken_inbox = false;
	sequence();
	assert_round(0, 3, 0, 0);
	assert_whole(3);
	release_all(one, 3);
}

static void
a_broken_ledger_refuses_nothing(void **unused)
{
	struct sequencer sequencer = sequencer_of(false);
	struct buffer one[1] = {0};
	struct error err = {0};

	(void)unused;
	must_append("staging", 41);
	make_chain("production", 1, 1, one);
	hand_in(&one[0]);
	memory_store_remove(&shared.published, "tile/0/000.p/1");
	assert_false(inbox_sequence(&sample.arena, &sequencer, &turn, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	assert_int_equal(shared.inbox[0].state, INBOX_WAITING);
	release_all(one, 1);
}

/* ---- who hands in
 * ---------------------------------------------------------------------------------- */

static bool
sequence_while_waiting(void *self, int times)
{
	const struct buffer *first = self;

	if (times == 1 && first)
		hand_in(first);
	if (times == 2)
		sequence();
	return times < 5;
}

static bool
append_waiting(struct making *making, struct buffer *other, struct receipt *receipt,
	       struct error *err)
{
	struct sequencer sequencer = sequencer_of(true);
	struct sealing sealing = {making, seal};
	struct key key = sample_key(making->wanted.environment);

	sequencer.checkpoint_signer = NULL;
	sequencer.inclusion = (struct patience){other, sequence_while_waiting};
	return sequence_append(&sample.arena, &sequencer, &key, &sealing, receipt, err);
}

static void
who_hands_in_waits_for_inclusion(void **unused)
{
	struct making making = deployment("production", 1);
	struct receipt receipt = {0};
	struct error err = {0};

	(void)unused;
	if (!append_waiting(&making, NULL, &receipt, &err))
		fail_msg("%s", err.message);
	assert_true(receipt_verify(&sample.arena, &receipt, &sample.trust, &err));
	assert_int_equal(making.asked, 1);
	assert_whole(1);
}

/* The other's record bears an earlier time. */
static void
who_is_overtaken_hands_in_again(void **unused)
{
	struct making making = deployment("production", 11);
	struct buffer other[1] = {0};
	struct receipt receipt = {0};
	struct error err = {0};

	(void)unused;
	make_chain("production", 1, 1, other);
	if (!append_waiting(&making, &other[0], &receipt, &err))
		fail_msg("%s", err.message);
	assert_int_equal(making.asked, 2);
	assert_int_equal(receipt.index, 1);
	assert_whole(2);
	release_all(other, 1);
}

static void
who_is_not_included_is_told(void **unused)
{
	struct making making = deployment("production", 1);
	struct receipt receipt = {0};
	struct error err = {0};

	(void)unused;
	assert_false(append(&making, true, &receipt, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	assert_non_null(strstr(err.message, "INBOX-WAITING"));
	assert_int_equal(shared.inbox[0].state, INBOX_WAITING);
	shared.inbox[0].state = INBOX_REFUSED;
	shared.count = 1;
	sample.size = 0;
}

static bool
refuse_while_waiting(void *self, int times)
{
	(void)self;
	shared.inbox[0].state = INBOX_REFUSED;
	return times < 5;
}

static void
who_is_refused_is_told(void **unused)
{
	struct making making = deployment("production", 1);
	struct sequencer sequencer = sequencer_of(true);
	struct sealing sealing = {&making, seal};
	struct key key = sample_key("production");
	struct receipt receipt = {0};
	struct error err = {0};

	(void)unused;
	sequencer.inclusion.wait = refuse_while_waiting;
	assert_false(sequence_append(&sample.arena, &sequencer, &key, &sealing, &receipt, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	assert_non_null(strstr(err.message, "INBOX-REFUSED"));
}

static void
a_place_without_inbox_says_so(void **unused)
{
	struct making making = deployment("production", 1);
	struct receipt receipt;
	struct error err = {0};

	(void)unused;
	store.hand_in = NULL;
	assert_false(append(&making, true, &receipt, &err));
	assert_int_equal(err.code, ERROR_USAGE);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_same_envelope_is_tried_again),
		TEST(a_chain_that_moves_is_judged_anew_five_times),
		TEST(an_answer_that_was_lost_is_found),
		TEST(chains_come_in_their_order),
		TEST(two_of_one_place_in_a_chain_are_one_too_many),
		TEST(what_is_no_record_of_ours_is_refused),
		TEST(a_batch_is_published_once_or_not_at_all),
		TEST(a_broken_ledger_refuses_nothing),
		TEST(who_hands_in_waits_for_inclusion),
		TEST(who_is_overtaken_hands_in_again),
		TEST(who_is_not_included_is_told),
		TEST(who_is_refused_is_told),
		TEST(a_place_without_inbox_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
