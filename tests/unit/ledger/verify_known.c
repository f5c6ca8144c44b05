/* SPDX-License-Identifier: Apache-2.0 */
/* Is each record found again by its whole digest, and what its entry says, however long ago? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/text.h"
#include "ledger/verify_state.h"
#include "tests/fake/memory_store.h"
#include "tests/fake/sample_ledger.h"

#define RECORDS 3000 /* of which most have to be read again */
#define ARTIFACT "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define FIRST_TIME INT64_C(1795290000)
#define CLUSTERED 256 /* digests that differ in their last byte */

static struct sample sample;
static struct memory_store memory;
static struct store store;
static struct verification result;
static struct verify_request request;
static struct verifying verifying;
static struct known_chain *chain;

static int
set_up(void **state)
{
	(void)state;
	sample_open(&sample);
	memory_store_store(&memory, &store);
	result = (struct verification){0};
	request = (struct verify_request){.store = &store, .trust = &sample.trust};
	verifying = (struct verifying){.arena = &sample.arena, .request = &request, .out = &result};
	arena_init(&verifying.keeping);
	chain = arena_allocate(&verifying.keeping, sizeof(*chain));
	chain->key = sample_key(NULL);
	*LIST_ADD(&verifying.keeping, &verifying.chains.all) = chain;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	known_close(&verifying);
	arena_release(&verifying.keeping);
	memory_store_release(&memory);
	sample_close(&sample);
	return 0;
}

/* ---- by digest ----------------------------------------------------------------------------------
 */

static uint32_t
add(int64_t index, const struct leaf *leaf)
{
	struct error err;
	uint32_t number;

	if (!known_add(&verifying, index, chain, leaf, &number, &err))
		fail_msg("%s", err.message);
	return number;
}

static uint32_t
add_digest(int64_t index, const struct sha256 *digest)
{
	char hex[65];
	struct leaf leaf = {.payload = hex, .record_id = sample_id(&sample.arena, 0)};

	sha256_format(hex, digest);
	return add(index, &leaf);
}

static uint32_t
find(const struct sha256 *digest)
{
	char hex[65];

	sha256_format(hex, digest);
	return known_find(&verifying.chains, hex);
}

static void
nothing_is_found_before_the_first(void **unused)
{
	const struct sha256 zeros = {{0}};

	(void)unused;
	known_open(&verifying);
	assert_int_equal(find(&zeros), 0);
	assert_int_equal(known_find(&verifying.chains, NULL), 0);
	assert_int_equal(known_find(&verifying.chains, "00"), 0);
	assert_null(known_at(&verifying.chains, 0));
	assert_int_equal(add_digest(0, &zeros), 1);
	assert_int_equal(find(&zeros), 1);
}

/* Not each index has a record: an entry may be unreadable. */
static void
each_of_many_is_found(void **unused)
{
	struct sha256 digest;

	(void)unused;
	while (verifying.bundles.count < 2 * RECORDS / TILE_WIDTH)
		LIST_ADD(&verifying.keeping, &verifying.bundles);
	known_open(&verifying);
	for (int i = 0; i < 2 * RECORDS; i++) {
		sha256(&digest, &i, sizeof(i));
		assert_int_equal(find(&digest), 0);
		assert_int_equal(add_digest((int64_t)3 * i, &digest), 3 * i + 1);
	}
	for (int i = 0; i < 2 * RECORDS; i++) {
		sha256(&digest, &i, sizeof(i));
		assert_int_equal(find(&digest), 3 * i + 1);
		assert_memory_equal(&known_at(&verifying.chains, (uint32_t)(3 * i + 1))->payload,
				    &digest, sizeof(digest));
	}
}

static void
the_whole_digest_tells_records_apart(void **unused)
{
	struct sha256 digest = {{0}};

	(void)unused;
	known_open(&verifying);
	for (int i = 0; i < CLUSTERED; i += 2) {
		digest.bytes[31] = (uint8_t)i;
		add_digest(i, &digest);
	}
	for (int i = 0; i < CLUSTERED; i++) {
		digest.bytes[31] = (uint8_t)i;
		assert_int_equal(find(&digest), i % 2 ? 0 : i + 1);
	}
}

/* The longest way there can be: each digest goes on as the one before it, for one bit more. */
static void
the_longest_way_is_as_long_as_a_digest(void **unused)
{
	struct sha256 digest = {{0}}, other;

	(void)unused;
	known_open(&verifying);
	for (int bit = 0; bit < 256; bit++) {
		other = digest;
		other.bytes[bit / 8] |= (uint8_t)(1 << bit % 8);
		add_digest(bit, &other);
	}
	assert_int_equal(find(&digest), 0);
	add_digest(256, &digest);
	assert_int_equal(find(&digest), 257);
	for (int bit = 0; bit < 256; bit++) {
		other = digest;
		other.bytes[bit / 8] |= (uint8_t)(1 << bit % 8);
		assert_int_equal(find(&other), bit + 1);
	}
}

/* More digests that differ in bits of this place alone than a way may be long. */
static void
add_differing_in(unsigned place)
{
	for (unsigned i = 1; i < 512; i++) {
		struct sha256 digest = {{0}};

		for (unsigned byte = 0; byte < 9; byte++)
			digest.bytes[23 + byte] = (uint8_t)((i >> byte & 1) << place);
		assert_int_equal(find(&digest), 0);
		assert_int_equal(add_digest(512 * place + i, &digest), 512 * place + i + 1);
		assert_int_equal(find(&digest), 512 * place + i + 1);
	}
}

static void
each_bit_shortens_the_way(void **unused)
{
	(void)unused;
	known_open(&verifying);
	for (unsigned place = 0; place < 8; place++)
		add_differing_in(place);
}

static void
more_than_can_be_numbered_are_refused(void **unused)
{
	struct leaf leaf = {.payload = "", .record_id = sample_id(&sample.arena, 0)};
	struct error err;
	uint32_t number;

	(void)unused;
	known_open(&verifying);
	assert_false(known_add(&verifying, UINT32_MAX, chain, &leaf, &number, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	assert_non_null(strstr(err.message, "more records than"));
}

/* ---- what entries say ---------------------------------------------------------------------------
 */

static struct leaf
leaf_of(int number)
{
	return (struct leaf){
		.schema = LEAF_SCHEMA,
		.payload = sha256_hex(&sample.arena, &number, sizeof(number)),
		.envelope = sha256_hex(&sample.arena, "x", 1),
		.record_id = sample_id(&sample.arena, number),
		.kind = RECORD_DEPLOYMENT,
		.result = RECORD_ALLOWED,
		.key = sample_key(NULL),
		.commit = sample_commit(&sample.arena, number),
		.artifact = number % 2 ? ARTIFACT : NULL,
		.time = FIRST_TIME + number,
		.sequence = number,
		.previous_index = number - 1,
	};
}

static const char *
bundle_path(int64_t number)
{
	struct tile tile = tile_at(TILE_ENTRIES, number, RECORDS);

	return tile_path(&sample.arena, &tile);
}

static void
write_bundle(int64_t number)
{
	RELEASED_BY(buffer_release) struct buffer bundle = {0};
	struct error err;

	for (int64_t i = number * TILE_WIDTH; i < (number + 1) * TILE_WIDTH && i < RECORDS; i++) {
		RELEASED_BY(buffer_release) struct buffer entry = {0};
		struct leaf leaf = leaf_of((int)i);

		if (!leaf_write(&entry, &leaf, &err))
			fail_msg("%s", err.message);
		entry_add(&bundle, entry.bytes, entry.length);
	}
	memory_store_put(&memory, bundle_path(number), bundle.bytes, bundle.length);
}

/* All records were gone through. */
static void
make_known(void)
{
	RELEASED_BY(buffer_release) struct buffer bundle = {0};
	struct error err;
	bool there;

	result.checkpoint.size = RECORDS;
	for (int64_t number = 0; number * TILE_WIDTH < RECORDS; number++) {
		write_bundle(number);
		assert_true(read_bundle(&verifying, number, "X", &bundle, &there, &err) && there);
	}
	known_open(&verifying);
	for (int i = 0; i < RECORDS; i++) {
		struct leaf leaf = leaf_of(i);

		add(i, &leaf);
	}
}

static void
assert_known(int number)
{
	const struct known_facts *facts;
	struct leaf leaf = leaf_of(number);
	struct error err;

	if (!known_facts(&verifying, (uint32_t)number + 1, &facts, &err))
		fail_msg("%s", err.message);
	assert_int_equal(facts->index, number);
	assert_int_equal(facts->sequence, leaf.sequence);
	assert_int_equal(facts->time, leaf.time);
	assert_string_equal(facts->record_id, leaf.record_id);
	assert_true(known_brought(facts, leaf.commit, leaf.artifact));
	assert_false(known_brought(facts, sample_commit(&sample.arena, number + 1), leaf.artifact));
}

static void
old_records_are_as_their_entries_say(void **unused)
{
	(void)unused;
	make_known();
	for (int number = 0; number < RECORDS; number += 7)
		assert_known(number);
	for (int number = RECORDS; number-- > 0;)
		assert_known(number);
	for (int i = 0; i < 3; i++) { /* which need the same place */
		assert_known(5);
		assert_known(5 + KNOWN_AGAIN);
		assert_known(5 + KNOWN_RECENT);
	}
}

static void
recent_records_are_not_read_again(void **unused)
{
	int reads;

	(void)unused;
	make_known();
	reads = memory.reads;
	for (int number = RECORDS - KNOWN_RECENT; number < RECORDS; number++)
		assert_known(number);
	assert_int_equal(memory.reads, reads);
	assert_known(RECORDS - KNOWN_RECENT - 1);
	assert_known(RECORDS - KNOWN_RECENT - 1);
	assert_known(RECORDS - KNOWN_RECENT - 2); /* of the same bundle */
	assert_int_equal(memory.reads, reads + 1);
}

/* What came to be in place by another's failure is read once, whatever is asked between. */
static void
what_is_in_place_is_not_read_again(void **unused)
{
	int reads;

	(void)unused;
	make_known();
	chain->in_place = 2 + 1;
	assert_known(2);
	for (int number = 300; number < 900; number++)
		assert_known(number);
	reads = memory.reads;
	assert_known(2);
	assert_int_equal(memory.reads, reads);
}

static void
assert_lost(int number, const char *why)
{
	const struct known_facts *facts;
	struct error err;

	assert_false(known_facts(&verifying, (uint32_t)number + 1, &facts, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	if (!strstr(err.message, why))
		fail_msg("'%s' does not say '%s'", err.message, why);
}

static void
entries_that_change_meanwhile_are_an_error(void **unused)
{
	struct buffer *bytes;

	(void)unused;
	make_known();
	assert_known(300);
	bytes = &memory_store_find(&memory, bundle_path(0))->bytes;
	bytes->bytes[bytes->length - 2] ^= 1;
	assert_lost(0, "entries from 0 on are others than before");
	bytes->bytes[bytes->length - 2] ^= 1;
	assert_known(0);
	memory_store_remove(&memory, bundle_path(1));
	assert_lost(301, "entries from 256 on cannot be read again");
	assert_lost(301, "entries from 256 on cannot be read again");
	assert_known(300); /* as it was read before */
	write_bundle(1);
	assert_known(301);
}

/* ---- what records claim of old ones -------------------------------------------------------------
 */

/* Whether the evidence of a record may name this as what is in place, and what is found if not. */
static bool
may_claim(struct placed *claimed)
{
	struct evidence evidence = {.ledger.in_place = claimed};
	struct record record = {.key = sample_key(NULL), .evidence = &evidence};
	int64_t problems = result.problem_count;
	bool good = true;
	struct error err;

	if (!earlier_agree(&verifying, "here", &record, &good, &err))
		fail_msg("%s", err.message);
	assert_int_equal(result.problem_count, problems + !good);
	if (!good)
		assert_string_equal(result.problems.at[problems].code, "REC-EARLIER");
	return good;
}

static void
claims_of_old_records_are_compared(void **unused)
{
	struct leaf leaf = leaf_of(9), other = leaf_of(8);
	struct placed truth, claimed;

	(void)unused;
	make_known();
	truth = *leaf_placed(&sample.arena, &leaf, 9);
#define CLAIM(member, lie) (claimed = truth, claimed.member = (lie), may_claim(&claimed))
	assert_true(CLAIM(index, 9));
	assert_false(CLAIM(index, 8));
	assert_false(CLAIM(sequence, 8));
	assert_false(CLAIM(time, truth.time + 1));
	assert_false(CLAIM(kind, "baseline"));
	assert_false(CLAIM(commit, other.commit));
	assert_false(CLAIM(artifact, NULL));
	assert_false(CLAIM(artifact, other.commit));
	assert_false(CLAIM(record_id, other.record_id));
	assert_false(CLAIM(record, other.payload));
	assert_false(CLAIM(record, leaf.commit));
	assert_true(CLAIM(index, 9));
#undef CLAIM
}

/* ---- a ledger whose records refer to old ones ---------------------------------------------------
 */

static struct memory_store made; /* once: it takes seconds */

static const char *
append(struct sample_record wanted)
{
	struct receipt receipt;
	struct error err = {0};

	if (!sample_append(&sample, &store, &wanted, &receipt, &err))
		fail_msg("append: %s", err.message);
	return sample_payload(&sample, &receipt);
}

/* An emergency fails and is judged, what was in place before it is so again, and an attempt stays
 * open; between, another key goes on for longer than anything is kept. */
static void
append_all(void)
{
	const char *refused, *emergency;
	int number = 5;

	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 0});
	append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 1});
	append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 2});
	refused = append((struct sample_record){RECORD_DEPLOYMENT, RECORD_REFUSED, .number = 3});
	emergency = append(
		(struct sample_record){RECORD_EMERGENCY, RECORD_EMERGENCY_RESULT, .number = 4});
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, "staging",
				      .number = number});
	while (number++ < KNOWN_RECENT + 10)
		append((struct sample_record){RECORD_DEPLOYMENT, RECORD_REFUSED, "staging",
					      .number = number});
	append((struct sample_record){RECORD_OUTCOME, RECORD_SUCCEEDED, .number = number++,
				      .about = refused});
	append((struct sample_record){RECORD_OUTCOME, RECORD_FAILED, .number = number++,
				      .about = emergency});
	append((struct sample_record){RECORD_RETRO, RECORD_ALLOWED, .number = number++, .commit = 4,
				      .about = emergency});
	append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = number++});
	append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = number});
}

static void
make_ledger(void)
{
	if (made.count) {
		memory_store_copy(&memory, &made);
		return;
	}
	append_all();
	memory_store_copy(&made, &memory);
}

static void
records_refer_to_old_ones(void **unused)
{
	const char *note = arena_format(&sample.arena,
					"tells what became of record 3 (%s), which was not allowed",
					sample_id(&sample.arena, 3));
	struct error err;

	(void)unused;
	make_ledger();
	if (!verify_ledger(&sample.arena, &request, &result, &err))
		fail_msg("%s", err.message);
	if (result.problem_count)
		fail_msg("%s: %s", result.problems.at[0].where, result.problems.at[0].text);
	assert_int_equal(result.note_count, 1);
	assert_string_equal(result.notes.at[0].text, note);
	assert_int_equal(result.open_attempts.count, 1);
	assert_int_equal(result.open_attempts.at[0].index, 2);
	assert_int_equal(result.open_attempts.at[0].time, FIRST_TIME + 2);
	assert_string_equal(result.open_attempts.at[0].record_id, sample_id(&sample.arena, 2));
}

/* From this reading on, counted from 1, the first bundle is gone, or another. */
struct changing {
	int reads, from;
	bool gone;
};
static struct changing changing;

static bool
read_changing(void *self, const char *name, size_t limit, struct buffer *out, struct error *err)
{
	size_t before = out->length;
	bool changes = text_equal(name, "tile/entries/000") && ++changing.reads >= changing.from;

	if (changes && changing.gone) {
		*err = (struct error){ERROR_ABSENT, "gone"};
		return false;
	}
	if (!store.read(self, name, limit, out, err))
		return false;
	if (changes)
		out->bytes[before + 20] ^= 1;
	return true;
}

static void
a_ledger_that_changes_is_not_verified(void **unused)
{
	static const struct {
		int from;
		bool gone;
		const char *why; /* NULL: that is a problem of the ledger */
	} rows[] = {{1, false, NULL},
		    {1, true, NULL},
		    {2, false, "others than before"},
		    {2, true, NULL},
		    {3, false, "others than before"},
		    {3, true, "cannot be read again"}};
	struct store other;

	(void)unused;
	make_ledger();
	other = store;
	other.read = read_changing;
	request.store = &other;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct error err = {0};
		bool done;

		changing = (struct changing){0, rows[i].from, rows[i].gone};
		done = verify_ledger(&sample.arena, &request, &result, &err);
		assert_int_equal(done, rows[i].why == NULL);
		if (rows[i].why)
			assert_non_null(strstr(err.message, rows[i].why));
		else
			assert_true(result.problem_count > 0);
	}
}

static int
forget_made(void **state)
{
	(void)state;
	memory_store_release(&made);
	return 0;
}

int
main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(nothing_is_found_before_the_first),
		TEST(each_of_many_is_found),
		TEST(the_whole_digest_tells_records_apart),
		TEST(the_longest_way_is_as_long_as_a_digest),
		TEST(each_bit_shortens_the_way),
		TEST(more_than_can_be_numbered_are_refused),
		TEST(old_records_are_as_their_entries_say),
		TEST(recent_records_are_not_read_again),
		TEST(what_is_in_place_is_not_read_again),
		TEST(entries_that_change_meanwhile_are_an_error),
		TEST(claims_of_old_records_are_compared),
		TEST(records_refer_to_old_ones),
		TEST(a_ledger_that_changes_is_not_verified),
	};

	return cmocka_run_group_tests(tests, NULL, forget_made);
}
