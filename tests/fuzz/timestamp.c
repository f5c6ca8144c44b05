/* SPDX-License-Identifier: Apache-2.0 */
/* Do time-stamps and certificates, whatever they are, get a clean answer, and the true one? */
#include "tests/fuzz/fuzz.h"

#include "base/encoding.h"
#include "integrations/tsa.h"
#include "tests/vectors/timestamps.h"

/* Nobody has the keys, and of what they signed over the text we know all there is. */
static const int64_t known[] = {
	STAMP_ECDSA_TIME, /* by RSA, too */
	1710504000,       /* stamp_below */
	1583020799,       /* stamp_leap_day */
	1609459198,       /* stamp_year_end */
	1709208000,       /* stamp_fraction */
};

static bool
is_known(const struct timestamp *timestamp)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (timestamp->time == known[i])
			return text_starts_with(timestamp->authority, STAMP_AUTHORITY);
	return false;
}

static bool
read_about(struct tsa *tsa, struct arena *arena, const char *text, const uint8_t *bytes,
	   size_t length, struct timestamp *out)
{
	struct timestamp_reader reader;
	struct sha256 digest;
	struct error err = {0};

	tsa_reader(tsa, &reader);
	sha256(&digest, text, strlen(text));
	if (reader.read(reader.self, arena, bytes, length, &digest, out, &err))
		return true;
	require_refusal(&err);
	REQUIRE(err.code == ERROR_FORMAT || err.code == ERROR_LEDGER);
	return false;
}

static void
try_response(struct tsa *tsa, struct arena *arena, const uint8_t *bytes, size_t length)
{
	struct timestamp timestamp = {0};

	if (read_about(tsa, arena, STAMPED_TEXT, bytes, length, &timestamp))
		REQUIRE(is_known(&timestamp));
	REQUIRE(!read_about(tsa, arena, "another", bytes, length, &timestamp));
}

static struct tsa *
believing(struct arena *arena, const char *certificate)
{
	struct texts certificates = {0};
	struct tsa *tsa = NULL;
	struct error err = {0};

	texts_add(arena, &certificates, certificate);
	if (tsa_open(&certificates, &tsa, &err))
		return tsa;
	require_refusal(&err);
	REQUIRE(err.code == ERROR_FORMAT && !tsa);
	REQUIRE(text_starts_with(err.message, "timestampAuthorities[0]: "));
	return NULL;
}

static void
try_known(struct tsa *tsa, struct arena *arena, const char *base64)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	REQUIRE(base64_decode(&bytes, base64, strlen(base64)));
	try_response(tsa, arena, (const uint8_t *)bytes.bytes, bytes.length);
}

/* Whoever is believed, no time comes of it that was not told. */
static void
try_certificate(struct arena *arena, const char *base64)
{
	RELEASED_BY(tsa_release) struct tsa *tsa = believing(arena, base64);

	if (!tsa)
		return;
	try_known(tsa, arena, stamp_ecdsa);
	try_known(tsa, arena, stamp_below);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	RELEASED_BY(arena_release) struct arena arena = {0};
	RELEASED_BY(buffer_release) struct buffer base64 = {0};
	RELEASED_BY(tsa_release) struct tsa *tsa = believing(&arena, certificate_root);

	REQUIRE(tsa);
	try_response(tsa, &arena, bytes, length);
	base64_encode(&base64, bytes, length);
	buffer_add_byte(&base64, '\0');
	try_certificate(&arena, base64.bytes);
	try_certificate(&arena, input_text(&arena, bytes, length));
	return 0;
}
