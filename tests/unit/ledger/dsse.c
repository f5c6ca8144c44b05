/* SPDX-License-Identifier: Apache-2.0 */
/* Are envelopes those of DSSE, and is everything else refused? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/encoding.h"
#include "ledger/dsse.h"
#include "ledger/statement.h"
#include "ledger/unseal.h"
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

/* Test vector of the DSSE protocol; its raw signature in DER, its point as SubjectPublicKeyInfo. */
static void
the_vector_of_the_protocol(void **unused)
{
	static const char type[] = "http://example.com/HelloWorld";
	static const char spki_hex[] =
		"3059301306072a8648ce3d020106082a8648ce3d0301070342000467cd390f77aa359cb08c22"
		"35f652270493a9ed832b0abcc01f70954c0390d2380c782bd54e269125a44f4433aff1432ce9"
		"4e12bca73aa67ac80cea12608ddf74";
	static const char signature_hex[] =
		"3044022003726ab101ad56c2763b6c6aac8e487275e2a79193a09dc5f859d9f8ef3c4a3b0220"
		"51eab0c06a369b64a7222537d4887a893dc200ae21060074d57825235b624864";
	uint8_t spki[(sizeof(spki_hex) - 1) / 2], signature[(sizeof(signature_hex) - 1) / 2];
	struct public_key *key;
	struct buffer pae = {0};
	struct error err;

	(void)unused;
	dsse_pae(&pae, type, "hello world", 11);
	assert_string_equal(pae.bytes, "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
	assert_true(hex_decode(spki, sizeof(spki), spki_hex));
	assert_true(hex_decode(signature, sizeof(signature), signature_hex));
	assert_true(public_key_from_spki(spki, sizeof(spki), &key, &err));
	assert_true(public_key_verify(key, pae.bytes, pae.length, signature, sizeof(signature)));
	assert_false(
		public_key_verify(key, pae.bytes, pae.length - 1, signature, sizeof(signature)));
	public_key_release(&key);
	buffer_release(&pae);
}

static void
the_length_is_of_bytes(void **unused)
{
	struct buffer pae = {0};

	(void)unused;
	dsse_pae(&pae, "t", "a\0\xc3\xa4", 4);
	assert_int_equal(pae.length, 17);
	assert_memory_equal(pae.bytes, "DSSEv1 1 t 4 a\0\xc3\xa4", 17);
	buffer_release(&pae);
}

static void
envelopes_come_back(void **unused)
{
	struct buffer bytes = {0}, again = {0};
	struct envelope envelope;
	struct error err;

	(void)unused;
	assert_true(dsse_sign("{}", 2, &sample.record_signer, &bytes, &err));
	assert_true(dsse_parse(&sample.arena, bytes.bytes, bytes.length, &envelope, &err));
	assert_int_equal(envelope.payload_length, 2);
	assert_memory_equal(envelope.payload, "{}", 2);
	assert_true(dsse_verify(&envelope, sample.record_signer.key, &err));
	assert_false(dsse_verify(&envelope, sample.foreign_signer.key, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	dsse_write(&again, &envelope);
	assert_int_equal(again.length, bytes.length);
	assert_memory_equal(again.bytes, bytes.bytes, bytes.length);
	envelope.payload_length = 1;
	assert_false(dsse_verify(&envelope, sample.record_signer.key, &err));
	buffer_release(&bytes);
	buffer_release(&again);
}

static void
every_flipped_or_missing_byte_is_found(void **unused)
{
	struct buffer bytes = {0};
	struct envelope envelope;
	struct error err;

	(void)unused;
	assert_true(dsse_sign("{\"a\":1}", 7, &sample.record_signer, &bytes, &err));
	for (size_t bit = 0; bit < 8 * bytes.length; bit++) {
		bytes.bytes[bit / 8] ^= (char)(1 << bit % 8);
		assert_false(
			dsse_parse(&sample.arena, bytes.bytes, bytes.length, &envelope, &err) &&
			dsse_verify(&envelope, sample.record_signer.key, &err));
		bytes.bytes[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (size_t length = 0; length < bytes.length; length++)
		assert_false(dsse_parse(&sample.arena, bytes.bytes, length, &envelope, &err));
	buffer_add_byte(&bytes, '\n');
	assert_false(dsse_parse(&sample.arena, bytes.bytes, bytes.length, &envelope, &err));
	buffer_release(&bytes);
}

#define KEYID "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static void
other_forms_are_refused(void **unused)
{
	static const char *const envelopes[] = {
		"{\"payload\": \"e30=\",\"payloadType\":\"" PAYLOAD_TYPE
		"\",\"signatures\":[{\"keyid\":\"" KEYID "\",\"sig\":\"AA==\"}]}\n",
		"{\"payload\":\"e30\",\"payloadType\":\"" PAYLOAD_TYPE
		"\",\"signatures\":[{\"keyid\":\"" KEYID "\",\"sig\":\"AA==\"}]}\n",
		"{\"payload\":\"e31=\",\"payloadType\":\"" PAYLOAD_TYPE
		"\",\"signatures\":[{\"keyid\":\"" KEYID "\",\"sig\":\"AA==\"}]}\n",
		"{\"payload\":\"e30=\",\"payloadType\":\"text/plain\",\"signatures\":[{\"keyid\":\"" KEYID
		"\",\"sig\":\"AA==\"}]}\n",
		"{\"payload\":\"e30=\",\"payloadType\":\"" PAYLOAD_TYPE
		"\",\"signatures\":[{\"keyid\":\"\",\"sig\":\"AA==\"}]}\n",
		"{\"payload\":\"e30=\",\"payloadType\":\"" PAYLOAD_TYPE
		"\",\"signatures\":[{\"keyid\":\"" KEYID "\",\"sig\":\"AA==\"},{\"keyid\":\"" KEYID
		"\",\"sig\":\"AA==\"}]}\n",
		"{\"payload\":\"e30=\",\"payloadType\":\"" PAYLOAD_TYPE "\",\"signatures\":[]}\n",
	};
	static const char good[] =
		"{\"payload\":\"e30=\",\"payloadType\":\"" PAYLOAD_TYPE
		"\",\"signatures\":[{\"keyid\":\"" KEYID "\",\"sig\":\"AA==\"}]}\n";
	struct envelope envelope;
	struct error err;

	(void)unused;
	assert_true(dsse_parse(&sample.arena, good, strlen(good), &envelope, &err));
	for (size_t i = 0; i < sizeof(envelopes) / sizeof(envelopes[0]); i++) {
		assert_false(dsse_parse(&sample.arena, envelopes[i], strlen(envelopes[i]),
					&envelope, &err));
		assert_int_equal(err.code, ERROR_FORMAT);
	}
}

static void
statements_come_back(void **unused)
{
	static const struct sample_record wanted[] = {
		{RECORD_BASELINE, RECORD_ALLOWED, .number = 1},
		{RECORD_DEPLOYMENT, RECORD_REFUSED, .number = 2,
		 .artifact =
			 "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
		{RECORD_ATTEMPT, RECORD_STARTED, .number = 3},
		{RECORD_SEAL, RECORD_SEALED, .number = 4},
	};
	struct key_state state = {.previous_index = -1};

	(void)unused;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct buffer bytes = {0}, again = {0};
		struct record record, read;
		struct error err = {0};

		sample_fill(&sample, &wanted[i], &state, &record);
		statement_write(&bytes, &record);
		if (!statement_parse(&sample.arena, bytes.bytes, bytes.length, &read, &err) ||
		    !record_check(&read, &err))
			fail_msg("%s", err.message);
		statement_write(&again, &read);
		assert_int_equal(again.length, bytes.length);
		assert_memory_equal(again.bytes, bytes.bytes, bytes.length);
		buffer_release(&bytes);
		buffer_release(&again);
	}
}

/* A statement in which a text is replaced by another. */
static bool
parses_with(const char *from, const char *to)
{
	static const struct sample_record wanted = {
		RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 1,
		.artifact =
			"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
	struct key_state state = {.previous_index = -1};
	struct buffer bytes = {0}, changed = {0};
	struct record record;
	struct error err;
	const char *at;
	bool good;

	sample_fill(&sample, &wanted, &state, &record);
	statement_write(&bytes, &record);
	at = strstr(bytes.bytes, from);
	if (!at)
		fail_msg("no '%s' in %s", from, bytes.bytes);
	buffer_add(&changed, bytes.bytes, (size_t)(at - bytes.bytes));
	buffer_add_text(&changed, to);
	buffer_add_text(&changed, at + strlen(from));
	good = statement_parse(&sample.arena, changed.bytes, changed.length, &record, &err);
	buffer_release(&bytes);
	buffer_release(&changed);
	return good;
}

static void
statements_that_disagree_are_refused(void **unused)
{
	(void)unused;
	assert_true(parses_with("{", "{"));
	assert_true(parses_with("\"number\"" + 8, "")); /* nothing replaced by nothing */
	assert_false(parses_with("{\"gitCommit\":\"0", "{\"gitCommit\":\"1"));
	assert_false(parses_with("\"gitTree\":\"4b82", "\"gitTree\":\"4b83"));
	assert_false(parses_with("\"name\":\"artifact\"", "\"name\":\"artefact\""));
	assert_false(parses_with("\"sha256\":\"aaaa\"" + 15, "}")); /* broken JSON */
	assert_false(parses_with("{\"sha256\":\"aaaa", "{\"sha256\":\"aaab"));
	assert_false(
		parses_with("https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v2"));
	assert_false(parses_with("change-record/v1\"", "change-record/v2\""));
	assert_false(parses_with("\"predicateType\"", "\"x\":1,\"predicateType\""));
	assert_false(parses_with("\"subject\"", "\"subjects\""));
	assert_false(parses_with("\"recordKind\":\"deployment\"", "\"recordKind\":\"deploy\""));
}

static void
unsealing_names_what_is_wrong(void **unused)
{
	struct sample_record wanted = {RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 1};
	struct key_state state = {.previous_index = -1};
	struct buffer bytes = {0};
	struct unsealed unsealed;
	struct error err;
	const char *code;

	(void)unused;
	assert_true(sample_seal(&sample, &wanted, &state, &bytes, &err));
	assert_true(unseal(&sample.arena, bytes.bytes, bytes.length, &sample.trust, 0, &unsealed,
			   &code, &err));
	assert_null(code);
	assert_string_equal(unsealed.signed_by->fingerprint, sample.trust.keys.at[0].fingerprint);
	assert_false(unseal(&sample.arena, bytes.bytes, bytes.length - 1, &sample.trust, 0,
			    &unsealed, &code, &err));
	assert_string_equal(code, "REC-FORM");
	assert_int_equal(err.code, ERROR_LEDGER);
	bytes.bytes[20] = bytes.bytes[20] == 'A' ? 'B' : 'A';
	assert_false(unseal(&sample.arena, bytes.bytes, bytes.length, &sample.trust, 0, &unsealed,
			    &code, &err));
	assert_string_equal(code, "SIG-INVALID");

	buffer_clear(&bytes);
	wanted.signer = &sample.foreign_signer;
	assert_true(sample_seal(&sample, &wanted, &state, &bytes, &err));
	assert_false(unseal(&sample.arena, bytes.bytes, bytes.length, &sample.trust, 0, &unsealed,
			    &code, &err));
	assert_string_equal(code, "SIG-UNKNOWN-KEY");
	assert_true(
		unseal(&sample.arena, bytes.bytes, bytes.length, NULL, 0, &unsealed, &code, &err));
	assert_null(unsealed.signed_by);

	buffer_clear(&bytes);
	wanted = (struct sample_record){RECORD_ATTEMPT, RECORD_ALLOWED, .number = 1};
	assert_true(sample_seal(&sample, &wanted, &state, &bytes, &err));
	assert_false(unseal(&sample.arena, bytes.bytes, bytes.length, &sample.trust, 0, &unsealed,
			    &code, &err));
	assert_string_equal(code, "REC-INCONSISTENT");
	buffer_clear(&bytes);
	assert_true(dsse_sign("{}", 2, &sample.record_signer, &bytes, &err));
	assert_false(unseal(&sample.arena, bytes.bytes, bytes.length, &sample.trust, 0, &unsealed,
			    &code, &err));
	assert_string_equal(code, "REC-FORM");
	buffer_release(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vector_of_the_protocol),
		cmocka_unit_test(the_length_is_of_bytes),
		cmocka_unit_test(envelopes_come_back),
		cmocka_unit_test(every_flipped_or_missing_byte_is_found),
		cmocka_unit_test(other_forms_are_refused),
		cmocka_unit_test(statements_come_back),
		cmocka_unit_test(statements_that_disagree_are_refused),
		cmocka_unit_test(unsealing_names_what_is_wrong),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
