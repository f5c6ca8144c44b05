/* SPDX-License-Identifier: Apache-2.0 */
/* Does integrations/tsa.c believe the time-stamps that hold, by whom it was told to, and no other?
 */
#include "integrations/tsa.h"
#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "tests/vectors/timestamps.h"
#include "tests/vectors/timestamps_refused.h"

/* Behind ours: it makes fail a macro. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static struct arena arena;

static int
tear_down(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void
decode(const char *base64, struct buffer *out)
{
	buffer_clear(out);
	assert_true(base64_decode(out, base64, strlen(base64)));
}

static struct tsa *
open_two(const char *first, const char *second)
{
	struct texts certificates = {0};
	struct tsa *tsa = NULL;
	struct error err = {0};

	if (first)
		texts_add(&arena, &certificates, first);
	if (second)
		texts_add(&arena, &certificates, second);
	if (!tsa_open(&certificates, &tsa, &err))
		fail_msg("%s", err.message);
	return tsa;
}

static bool
read_bytes(struct tsa *tsa, const void *bytes, size_t length, const char *text,
	   struct timestamp *out, struct error *err)
{
	struct timestamp_reader reader;
	struct sha256 digest;

	sha256(&digest, text, strlen(text));
	tsa_reader(tsa, &reader);
	return reader.read(reader.self, &arena, bytes, length, &digest, out, err);
}

static bool
read_by(struct tsa *tsa, const char *base64, const char *text, struct timestamp *out,
	struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	decode(base64, &bytes);
	return read_bytes(tsa, bytes.bytes, bytes.length, text, out, err);
}

/* Of the text, believing these two, either of which may be NULL. */
static void
assert_holds(const char *first, const char *second, const char *base64, const char *time,
	     const char *authority)
{
	RELEASED_BY(tsa_release) struct tsa *tsa = open_two(first, second);
	struct timestamp timestamp = {0};
	struct error err = {0};
	char told[21];

	if (!read_by(tsa, base64, STAMPED_TEXT, &timestamp, &err))
		fail_msg("%s", err.message);
	instant_format(told, timestamp.time);
	assert_string_equal(told, time);
	assert_string_equal(timestamp.authority, authority);
}

static void
assert_refused_bytes(struct tsa *tsa, const void *bytes, size_t length, enum error_code code,
		     const char *why)
{
	struct timestamp timestamp = {-1, "untouched"};
	struct error err = {0};

	assert_false(read_bytes(tsa, bytes, length, STAMPED_TEXT, &timestamp, &err));
	if (err.code != code || !strstr(err.message, why))
		fail_msg("'%s' (%d) does not say '%s'", err.message, (int)err.code, why);
	assert_int_equal(timestamp.time, -1);
	assert_string_equal(timestamp.authority, "untouched");
}

static void
assert_refused_by(const char *first, const char *second, const char *base64, const char *why)
{
	RELEASED_BY(tsa_release) struct tsa *tsa = open_two(first, second);
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	decode(base64, &bytes);
	assert_refused_bytes(tsa, bytes.bytes, bytes.length, ERROR_LEDGER, why);
}

/* ---- who is believed ---------------------------------------------------------------------------
 */

#define BELOW "CN=Test timestamp authority below"
#define OF_2020 "CN=Test timestamp authority of 2020"

static void
a_root_an_authority_and_what_is_between_are_believed(void **state)
{
	static const char time[] = "2026-11-29T22:43:12Z";

	(void)state;
	assert_holds(certificate_root, NULL, stamp_ecdsa, time, STAMP_AUTHORITY);
	assert_holds(certificate_authority, NULL, stamp_ecdsa, time, STAMP_AUTHORITY);
	assert_holds(certificate_root, NULL, stamp_four_digests, time, STAMP_AUTHORITY);
	assert_holds(certificate_root, NULL, stamp_rsa, time, STAMP_AUTHORITY " RSA");
	assert_holds(certificate_root, NULL, stamp_below, "2024-03-15T12:00:00Z", BELOW);
	assert_holds(certificate_middle, NULL, stamp_below, "2024-03-15T12:00:00Z", BELOW);
	assert_holds(certificate_other_root, certificate_root, stamp_ecdsa, time, STAMP_AUTHORITY);
	assert_holds(certificate_root, certificate_other_root, stamp_ecdsa, time, STAMP_AUTHORITY);
	assert_holds(certificate_root, certificate_root, stamp_ecdsa, time, STAMP_AUTHORITY);
	assert_holds(certificate_root, certificate_other_root, stamp_other_root,
		     "2024-03-15T12:00:00Z", STAMP_AUTHORITY);
}

static void
nobody_else_is(void **state)
{
	(void)state;
	assert_refused_by(NULL, NULL, stamp_ecdsa, "does not hold");
	assert_refused_by(certificate_other_root, NULL, stamp_ecdsa, "does not hold");
	assert_refused_by(certificate_middle, NULL, stamp_ecdsa, "does not hold");
	assert_refused_by(certificate_no_purpose, NULL, stamp_ecdsa, "does not hold");
	assert_refused_by(certificate_authority, NULL, stamp_rsa, "does not hold");
	assert_refused_by(certificate_authority, certificate_other_root, stamp_below,
			  "does not hold");
	assert_refused_by(certificate_root, certificate_authority, stamp_other_root,
			  "does not hold");
}

static void
a_time_stamp_is_about_its_text_alone(void **state)
{
	RELEASED_BY(tsa_release) struct tsa *tsa = open_two(certificate_root, NULL);
	struct timestamp timestamp = {0};
	struct error err = {0};

	(void)state;
	assert_false(read_by(tsa, stamp_ecdsa, STAMPED_TEXT "s", &timestamp, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	assert_non_null(strstr(err.message, "does not hold: message imprint mismatch"));
	assert_true(read_by(tsa, stamp_ecdsa, STAMPED_TEXT, &timestamp, &err));
}

/* ---- when --------------------------------------------------------------------------------------
 */

static void
a_chain_is_judged_as_it_was_then(void **state)
{
	RELEASED_BY(tsa_release) struct tsa *tsa = open_two(certificate_root, NULL);
	struct timestamp timestamp = {0};
	struct error err = {0};

	(void)state;
	assert_holds(certificate_root, NULL, stamp_leap_day, "2020-02-29T23:59:59Z", OF_2020);
	assert_holds(certificate_root, NULL, stamp_year_end, "2020-12-31T23:59:58Z", OF_2020);
	assert_refused_by(certificate_root, NULL, stamp_too_late, "certificate verify error");
	assert_refused_by(certificate_root, NULL, stamp_too_early, "certificate verify error");
	assert_refused_by(certificate_root, NULL, stamp_after_2049, "certificate verify error");
	assert_holds(certificate_of_2020, NULL, stamp_leap_day, "2020-02-29T23:59:59Z", OF_2020);
	assert_refused_by(certificate_of_2020, NULL, stamp_too_late, "certificate verify error");
	assert_refused_by(certificate_of_2020, NULL, stamp_too_early, "certificate verify error");

	/* Nothing stays of the time of the one before. */
	assert_true(read_by(tsa, stamp_year_end, STAMPED_TEXT, &timestamp, &err));
	assert_false(read_by(tsa, stamp_too_late, STAMPED_TEXT, &timestamp, &err));
	assert_true(read_by(tsa, stamp_ecdsa, STAMPED_TEXT, &timestamp, &err));
	assert_int_equal(timestamp.time, STAMP_ECDSA_TIME);
	assert_true(read_by(tsa, stamp_year_end, STAMPED_TEXT, &timestamp, &err));
	assert_int_equal(timestamp.time, 1609459198);
}

static void
times_are_read_as_they_stand(void **state)
{
	RELEASED_BY(tsa_release) struct tsa *tsa = open_two(certificate_root, NULL);
	static const char *const unreadable[] = {stamp_local_time, stamp_before_1970,
						 stamp_nonsense_time};

	(void)state;
	assert_holds(certificate_root, NULL, stamp_fraction, "2024-02-29T12:00:00Z",
		     STAMP_AUTHORITY);
	for (size_t i = 0; i < sizeof(unreadable) / sizeof(unreadable[0]); i++) {
		RELEASED_BY(buffer_release) struct buffer bytes = {0};

		decode(unreadable[i], &bytes);
		assert_refused_bytes(tsa, bytes.bytes, bytes.length, ERROR_FORMAT,
				     i == 1 ? "the time of the time-stamp" : "time");
	}
}

/* ---- what does not count -----------------------------------------------------------------------
 */

static void
what_is_weak_or_not_meant_for_it_is_refused(void **state)
{
	static const struct {
		const char *stamp, *why;
	} table[] = {
		{stamp_weak_key, "certificate verify error"},
		{stamp_weak_chain, "certificate verify error"},
		{stamp_no_purpose, "certificate verify error"},
		{stamp_not_critical, "certificate verify error"},
		{stamp_two_purposes, "certificate verify error"},
		{stamp_sha1, "signed over SHA1, not SHA-256, SHA-384 or SHA-512"},
		{stamp_no_certificate, "does not hold: signer certificate not found"},
		{stamp_no_signer, "does not hold: "},
		{stamp_two_signatures, "not exactly one signature"},
		{stamp_five_digests, "names 5 digest algorithms, of at most 4"},
		{stamp_version_2, "does not hold: unsupported version"},
		{stamp_sha512, "does not hold: message imprint mismatch"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		assert_refused_by(certificate_root, NULL, table[i].stamp, table[i].why);
	assert_refused_by(certificate_authority, NULL, stamp_no_certificate, "does not hold: ");
	assert_refused_by(certificate_no_purpose, NULL, stamp_no_purpose, "does not hold: ");
}

static void
what_is_no_response_is_refused(void **state)
{
	RELEASED_BY(tsa_release) struct tsa *tsa = open_two(certificate_root, NULL);
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	(void)state;
	assert_refused_bytes(tsa, "\x30\x05\x30\x03\x02\x01\x02", 7, ERROR_LEDGER,
			     "granted no time-stamp (status 2)");
	assert_refused_bytes(tsa, "\x30\x05\x30\x03\x02\x01\x00", 7, ERROR_FORMAT,
			     "no time-stamp response: "); /* granted, but nothing */
	assert_refused_bytes(tsa, "", 0, ERROR_FORMAT, "no time-stamp response: 0 bytes");
	assert_refused_bytes(tsa, "\x30", 1, ERROR_FORMAT, "no time-stamp response: ");
	decode(stamp_other_content, &bytes);
	assert_refused_bytes(tsa, bytes.bytes, bytes.length, ERROR_FORMAT,
			     "no time-stamp response: ");
	decode(stamp_ecdsa, &bytes);
	for (size_t length = 0; length < bytes.length; length++)
		assert_refused_bytes(tsa, bytes.bytes, length, ERROR_FORMAT,
				     "no time-stamp response: ");
	buffer_add_byte(&bytes, '\0');
	assert_refused_bytes(tsa, bytes.bytes, bytes.length, ERROR_FORMAT, "bytes are left over");
	while (bytes.length <= LIMIT_TIMESTAMP_BYTES)
		buffer_add_byte(&bytes, '\0');
	assert_refused_bytes(tsa, bytes.bytes, bytes.length, ERROR_FORMAT,
			     "no time-stamp response: 65537 bytes, of at most 65536");
}

/*
 * Not signed, and without a meaning: the last bit of the status (granted, with modifications), the
 * versions of SignedData and SignerInfo, what parameter the digest algorithms have (NULL), the
 * signature algorithm's name (the key's kind decides), and how the name of the signer's issuer is
 * written; and the bit that calls a SET constructed. So many with OpenSSL 3.0.
 */
#define FLIPS_THAT_CHANGE_NOTHING 119

static void
no_bit_changes_what_is_said(void **state)
{
	RELEASED_BY(tsa_release) struct tsa *tsa = open_two(certificate_root, NULL);
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	int same = 0;

	(void)state;
	decode(stamp_ecdsa, &bytes);
	for (size_t bit = 0; bit < bytes.length * 8; bit++) {
		struct timestamp timestamp = {0};
		struct error err = {0};

		bytes.bytes[bit / 8] ^= (char)(1 << bit % 8);
		if (read_bytes(tsa, bytes.bytes, bytes.length, STAMPED_TEXT, &timestamp, &err)) {
			assert_int_equal(timestamp.time, STAMP_ECDSA_TIME);
			assert_string_equal(timestamp.authority, STAMP_AUTHORITY);
			same++;
		} else if (err.code != ERROR_FORMAT)
			assert_int_equal(err.code, ERROR_LEDGER);
		bytes.bytes[bit / 8] ^= (char)(1 << bit % 8);
	}
	assert_in_range(same, 1, FLIPS_THAT_CHANGE_NOTHING);
}

/* ---- certificates ------------------------------------------------------------------------------
 */

static void
assert_not_opened(const char *certificate, const char *why)
{
	struct texts certificates = {0};
	struct tsa *tsa = NULL;
	struct error err = {0};

	texts_add(&arena, &certificates, certificate_root);
	texts_add(&arena, &certificates, certificate);
	assert_false(tsa_open(&certificates, &tsa, &err));
	assert_null(tsa);
	assert_int_equal(err.code, ERROR_FORMAT);
	assert_true(text_starts_with(err.message, "timestampAuthorities[1]: "));
	if (!strstr(err.message, why))
		fail_msg("'%s' does not say '%s'", err.message, why);
}

static void
what_is_no_certificate_is_not_believed(void **state)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	RELEASED_BY(buffer_release) struct buffer text = {0};

	(void)state;
	assert_not_opened("", "is not base64 of a certificate");
	assert_not_opened("-----BEGIN CERTIFICATE-----", "is not base64 of a certificate");
	assert_not_opened("MII=\n", "is not base64 of a certificate");
	assert_not_opened("bm9uZQ==", "is no certificate (base64 of its DER): ");
	assert_not_opened(stamp_ecdsa, "is no certificate (base64 of its DER): ");
	decode(certificate_root, &bytes);
	base64_encode(&text, bytes.bytes, bytes.length - 1);
	assert_not_opened(text.bytes, "is no certificate (base64 of its DER): ");
	buffer_clear(&text);
	buffer_add_byte(&bytes, '\0');
	base64_encode(&text, bytes.bytes, bytes.length);
	assert_not_opened(text.bytes, "is no certificate (base64 of its DER): bytes are left over");
}

#define TEST(name) cmocka_unit_test_teardown(name, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_root_an_authority_and_what_is_between_are_believed),
		TEST(nobody_else_is),
		TEST(a_time_stamp_is_about_its_text_alone),
		TEST(a_chain_is_judged_as_it_was_then),
		TEST(times_are_read_as_they_stand),
		TEST(what_is_weak_or_not_meant_for_it_is_refused),
		TEST(what_is_no_response_is_refused),
		TEST(no_bit_changes_what_is_said),
		TEST(what_is_no_certificate_is_not_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
