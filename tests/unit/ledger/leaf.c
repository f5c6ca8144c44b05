/* SPDX-License-Identifier: Apache-2.0 */
/* Do entries and receipts have one form only? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ledger/leaf.h"
#include "ledger/receipt.h"
#include "tests/fake/memory_store.h"
#include "tests/fake/sample_ledger.h"

static struct sample sample;

static int
set_up(void **state)
{
	(void)state;
	sample_open(&sample);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	sample_close(&sample);
	return 0;
}

static struct leaf
some_leaf(int64_t sequence)
{
	static const struct sample_record wanted = {
		RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 7,
		.artifact =
			"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
	struct key_state state = {.sequence = sequence, .previous_index = sequence - 1};
	struct sha256 payload, envelope;
	struct record record;
	struct leaf leaf;

	sample_fill(&sample, &wanted, &state, &record);
	sha256(&payload, "p", 1);
	sha256(&envelope, "e", 1);
	leaf_of_record(&sample.arena, &record, &payload, &envelope, sequence - 1, &leaf);
	return leaf;
}

static void
leaves_come_back(void **unused)
{
	(void)unused;
	for (int64_t sequence = 0; sequence < 3; sequence++) {
		struct leaf leaf = some_leaf(sequence), read;
		struct buffer bytes = {0};
		struct error err = {0};

		if (!leaf_write(&bytes, &leaf, &err) ||
		    !leaf_parse(&sample.arena, bytes.bytes, bytes.length, &read, &err))
			fail_msg("%s", err.message);
		assert_true(leaf_equal(&leaf, &read));
		assert_int_equal(read.previous_index, sequence - 1);
		assert_int_equal(!strstr(bytes.bytes, "previousIndex"), sequence == 0);
		assert_string_equal(leaf_path(&sample.arena, &read),
				    "records/2026/11/01JD0000000000000000000007.json");
		buffer_release(&bytes);
	}
}

static bool
parses(const char *from, const char *to)
{
	struct leaf leaf = some_leaf(1), read;
	struct buffer bytes = {0}, changed = {0};
	struct error err;
	const char *at;
	bool good;

	assert_true(leaf_write(&bytes, &leaf, &err));
	at = strstr(bytes.bytes, from);
	assert_non_null(at);
	buffer_add(&changed, bytes.bytes, (size_t)(at - bytes.bytes));
	buffer_add_text(&changed, to);
	buffer_add_text(&changed, at + strlen(from));
	good = leaf_parse(&sample.arena, changed.bytes, changed.length, &read, &err);
	buffer_release(&bytes);
	buffer_release(&changed);
	return good;
}

static void
other_forms_are_refused(void **unused)
{
	(void)unused;
	assert_true(parses("{", "{"));
	assert_false(parses("{", "{ "));
	assert_false(parses("production", "produc\\u0074ion"));
	assert_false(parses("\"previousIndex\":0,", ""));
	assert_false(parses("\"sequence\":1", "\"sequence\":0"));
	assert_false(parses("\"sequence\":1", "\"sequence\":-1"));
	assert_false(parses("\"previousIndex\":0", "\"previousIndex\":-1"));
	assert_false(parses("leaf/1", "leaf/2"));
	assert_false(parses("01JD0000000000000000000007", "../../../../../etc/passwd"));
	assert_false(parses("01JD0000000000000000000007", "01JD000000000000000000000U"));
	assert_false(parses("01JD0000000000000000000007", "01JD00000000000000000000070"));
	assert_false(parses("sha256:a", "sha256:A"));
	assert_false(parses("\"kind\":\"deployment\"", "\"kind\":\"deploymen\""));
	assert_false(parses("2026-11-21T", "2026-11-31T"));
}

static void
long_names_do_not_get_in(void **unused)
{
	struct leaf leaf = some_leaf(0);
	struct buffer bytes = {0};
	char name[700];
	struct error err;

	(void)unused;
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	leaf.key.service = name;
	assert_false(leaf_write(&bytes, &leaf, &err));
	assert_int_equal(bytes.length, 0);
	leaf = some_leaf(0);
	leaf.record_id = "a/../b";
	assert_false(leaf_write(&bytes, &leaf, &err));
	buffer_release(&bytes);
}

static void
receipts_come_back_and_prove(void **unused)
{
	struct memory_store memory = {0};
	struct store store;
	struct receipt receipt, read;
	struct buffer bytes = {0}, again = {0};
	struct error err = {0};

	(void)unused;
	memory_store_store(&memory, &store);
	for (int i = 1; i <= 6; i++) {
		struct sample_record wanted = {RECORD_ATTEMPT, RECORD_STARTED, .number = i};

		assert_true(sample_append(&sample, &store, &wanted, &receipt, &err));
	}
	receipt_write(&bytes, &receipt);
	assert_memory_equal(bytes.bytes, "c2sp.org/tlog-proof@v1\nextra ", 29);
	assert_non_null(strstr(bytes.bytes, "\nindex 5\n"));
	assert_true(receipt_parse(&sample.arena, bytes.bytes, bytes.length, &read, &err));
	assert_true(receipt_verify(&sample.arena, &read, &sample.trust, &err));
	assert_int_equal(read.index, 5);
	assert_int_equal(read.checkpoint.size, 6);
	assert_int_equal(read.proof.count, 2);
	receipt_write(&again, &read);
	assert_string_equal(again.bytes, bytes.bytes);
	for (size_t bit = 0; bit < 8 * bytes.length; bit++) {
		bytes.bytes[bit / 8] ^= (char)(1 << bit % 8);
		assert_false(receipt_parse(&sample.arena, bytes.bytes, bytes.length, &read, &err) &&
			     receipt_verify(&sample.arena, &read, &sample.trust, &err));
		bytes.bytes[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (size_t length = 0; length < bytes.length; length++)
		assert_false(receipt_parse(&sample.arena, bytes.bytes, length, &read, &err));
	buffer_release(&bytes);
	buffer_release(&again);
	memory_store_release(&memory);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leaves_come_back),
		cmocka_unit_test(other_forms_are_refused),
		cmocka_unit_test(long_names_do_not_get_in),
		cmocka_unit_test(receipts_come_back_and_prove),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
