/* SPDX-License-Identifier: Apache-2.0 */
/* Are notes and checkpoints those of C2SP, and is everything else refused? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/encoding.h"
#include "ledger/note.h"
#include "tests/fake/sample_ledger.h"

static struct sample sample;

/* The well-known example of the first implementation of signed notes. */
#define KNOWN_NAME "PeterNeumann"
#define KNOWN_KEY "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
static const char known_note[] =
	"If you think cryptography is the answer to your problem,\n"
	"then you don't know what your problem is.\n"
	"\n"
	"\xe2\x80\x94 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNX"
	"gKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

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

static struct public_key *
known_key(void)
{
	struct buffer bytes = {0};
	struct public_key *key;
	struct error err;

	assert_true(base64_decode(&bytes, KNOWN_KEY, strlen(KNOWN_KEY)));
	assert_int_equal(bytes.length, 33);
	assert_true(public_key_from_ed25519((const uint8_t *)bytes.bytes + 1, &key, &err));
	buffer_release(&bytes);
	return key;
}

static void
the_known_note_verifies(void **unused)
{
	struct public_key *key = known_key();
	struct signed_note note;
	struct error err;

	(void)unused;
	assert_true(note_parse(&sample.arena, known_note, strlen(known_note), &note, &err));
	assert_string_equal(note.name, KNOWN_NAME);
	assert_true(note_verify(&note, KNOWN_NAME, key, &err));
	assert_false(note_verify(&note, "Peter", key, &err));
	assert_false(note_verify(&note, KNOWN_NAME, sample.checkpoint_signer.key, &err));
	assert_false(note_verify(&note, KNOWN_NAME, sample.record_signer.key, &err));
	assert_string_equal(note_verifier_key(&sample.arena, KNOWN_NAME, key),
			    KNOWN_NAME "+c74f20a3+" KNOWN_KEY);
	public_key_release(&key);
}

static void
every_flipped_bit_of_a_note_is_found(void **unused)
{
	struct public_key *key = known_key();
	char bytes[sizeof(known_note)];
	struct error err;

	(void)unused;
	memcpy(bytes, known_note, sizeof(bytes));
	for (size_t bit = 0; bit < 8 * strlen(known_note); bit++) {
		struct signed_note note;

		bytes[bit / 8] ^= (char)(1 << bit % 8);
		assert_false(note_parse(&sample.arena, bytes, strlen(known_note), &note, &err) &&
			     note_verify(&note, KNOWN_NAME, key, &err));
		bytes[bit / 8] ^= (char)(1 << bit % 8);
	}
	public_key_release(&key);
}

static void
checkpoints_come_back(void **unused)
{
	struct checkpoint checkpoint = {.origin = SAMPLE_ORIGIN, .size = 20852163}, read;
	const struct trusted_key *used = NULL;
	struct buffer bytes = {0};
	struct error err;

	(void)unused;
	sha256(&checkpoint.root, "x", 1);
	assert_true(checkpoint_sign(&checkpoint, &sample.checkpoint_signer, &bytes, &err));
	assert_true(checkpoint_verify(&sample.arena, bytes.bytes, bytes.length, &sample.trust,
				      &read, &used, &err));
	assert_string_equal(read.origin, SAMPLE_ORIGIN);
	assert_int_equal(read.size, 20852163);
	assert_true(sha256_equal(&read.root, &checkpoint.root));
	assert_ptr_equal(used->key, sample.trust.keys.at[1].key);
	assert_false(checkpoint_sign(&checkpoint, &sample.record_signer, &bytes, &err));
	checkpoint.origin = "with blank";
	assert_false(checkpoint_sign(&checkpoint, &sample.checkpoint_signer, &bytes, &err));

	sample.trust.origin = "other.example";
	assert_false(checkpoint_verify(&sample.arena, bytes.bytes, bytes.length, &sample.trust,
				       &read, NULL, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	sample.trust.origin = SAMPLE_ORIGIN;
	buffer_release(&bytes);
}

#define ROOT "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="

static bool
signs_as(const char *text)
{
	struct buffer bytes = {0};
	struct checkpoint read;
	struct error err;
	bool good;

	assert_true(note_sign(text, strlen(text), SAMPLE_ORIGIN, &sample.checkpoint_signer, &bytes,
			      &err));
	good = checkpoint_verify(&sample.arena, bytes.bytes, bytes.length, &sample.trust, &read,
				 NULL, &err);
	buffer_release(&bytes);
	return good;
}

/* Signed by the right key, and still no checkpoint of ours. */
static void
other_texts_are_no_checkpoints(void **unused)
{
	(void)unused;
	assert_true(signs_as(SAMPLE_ORIGIN "\n7\n" ROOT "\n"));
	assert_true(signs_as(SAMPLE_ORIGIN "\n0\n" ROOT "\n"));
	assert_false(signs_as(SAMPLE_ORIGIN "\n07\n" ROOT "\n"));
	assert_false(signs_as(SAMPLE_ORIGIN "\n+7\n" ROOT "\n"));
	assert_false(signs_as(SAMPLE_ORIGIN "\n-7\n" ROOT "\n"));
	assert_false(signs_as(SAMPLE_ORIGIN "\n7 \n" ROOT "\n"));
	assert_false(signs_as(SAMPLE_ORIGIN "\n\n" ROOT "\n"));
	assert_false(signs_as(SAMPLE_ORIGIN "\n9999999999999999\n" ROOT "\n"));
	assert_false(signs_as(SAMPLE_ORIGIN "\n99999999999999999999999\n" ROOT "\n"));
	assert_false(signs_as(SAMPLE_ORIGIN "\n7\n" ROOT "\nextension\n"));
	assert_false(signs_as(SAMPLE_ORIGIN "\n7\n" ROOT "\n\n"));
	assert_false(signs_as(SAMPLE_ORIGIN "\n7\nAAAA\n"));
	assert_false(signs_as(SAMPLE_ORIGIN "\n7\n"));
	assert_false(signs_as(SAMPLE_ORIGIN "\n7\r\n" ROOT "\n"));
	assert_false(signs_as("\n7\n" ROOT "\n"));
}

static void
only_one_signature_is_read(void **unused)
{
	struct signed_note note;
	struct buffer twice = {0};
	struct error err;
	const char *line = strstr(known_note, "\xe2\x80\x94");
	char big[8192];

	(void)unused;
	buffer_add_text(&twice, known_note);
	buffer_add_text(&twice, line);
	assert_false(note_parse(&sample.arena, twice.bytes, twice.length, &note, &err));
	assert_false(note_parse(&sample.arena, known_note, strlen(known_note) - 1, &note, &err));
	assert_false(note_parse(&sample.arena, line, strlen(line), &note, &err));
	assert_false(note_parse(&sample.arena, "", 0, &note, &err));
	assert_false(note_parse(&sample.arena, "\n\n", 2, &note, &err));
	memset(big, 'a', sizeof(big));
	memcpy(big + sizeof(big) - strlen(known_note), known_note, strlen(known_note));
	assert_false(note_parse(&sample.arena, big, sizeof(big), &note, &err));
	buffer_release(&twice);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_known_note_verifies),
		cmocka_unit_test(every_flipped_bit_of_a_note_is_found),
		cmocka_unit_test(checkpoints_come_back),
		cmocka_unit_test(other_texts_are_no_checkpoints),
		cmocka_unit_test(only_one_signature_is_read),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
