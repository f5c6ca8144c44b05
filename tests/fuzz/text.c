/* SPDX-License-Identifier: Apache-2.0 */
/* Is any foreign text safe to show, and does every encoding have one form only? */
#include "tests/fuzz/fuzz.h"

#include "base/encoding.h"
#include "base/glob.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/time.h"
#include "reports/lines.h"

#define MARK_BYTES 3 /* of the ellipsis */

static void
require_safe(const char *text)
{
	static const char *const forbidden[] = {
		"\xC2\x85",     "\xE2\x80\x8B", "\xE2\x80\x8F", "\xE2\x80\xA8",
		"\xE2\x80\xAA", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA9",
	};

	REQUIRE(is_showable(text, strlen(text)) && !strchr(text, '\n'));
	REQUIRE(!text_starts_with(text, "::"));
	REQUIRE(!strstr(text, "##["));
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++)
		REQUIRE(!strstr(text, forbidden[i]));
}

static void
require_shown(struct arena *arena, const char *text)
{
	struct buffer sentence RELEASED_BY(buffer_release) = {0};
	const char *shown = text_shown(arena, text);

	require_safe(shown);
	REQUIRE(strlen(shown) <= LIMIT_SHOWN_BYTES + MARK_BYTES);
	REQUIRE(text_equal(shown, text_shown(arena, shown)));
	add_sentence(&sentence, text);
	require_safe(sentence.bytes ? sentence.bytes : "");
}

static void
require_foreign(struct arena *arena, const char *bytes, size_t length)
{
	static const size_t limits[] = {4, LIMIT_SHOWN_BYTES, LIMIT_SUBJECT_BYTES};
	const char *whole = text_from_foreign(arena, bytes, length, 3 * length + 4);

	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		const char *text = text_from_foreign(arena, bytes, length, limits[i]);

		REQUIRE(text_is_utf8(text, strlen(text)));
		REQUIRE(strlen(text) <= limits[i] + MARK_BYTES);
	}
	REQUIRE(text_is_utf8(whole, strlen(whole)));
	REQUIRE(!text_is_utf8(bytes, length) || memchr(bytes, '\0', length) ||
		(strlen(whole) == length && memcmp(whole, bytes, length) == 0));
	require_shown(arena, whole);
}

static void
require_base64(const char *bytes, size_t length)
{
	struct buffer encoded RELEASED_BY(buffer_release) = {0};
	struct buffer decoded RELEASED_BY(buffer_release) = {0};
	struct buffer other RELEASED_BY(buffer_release) = {0};

	base64_encode(&encoded, bytes, length);
	REQUIRE(base64_decode(&decoded, encoded.bytes ? encoded.bytes : "", encoded.length));
	REQUIRE(decoded.length == length);
	REQUIRE(length == 0 || memcmp(decoded.bytes, bytes, length) == 0);
	buffer_clear(&decoded);
	if (!base64_decode(&decoded, bytes, length)) {
		REQUIRE(decoded.length == 0);
		return;
	}
	base64_encode(&other, decoded.bytes ? decoded.bytes : "", decoded.length);
	REQUIRE(other.length == length);
	REQUIRE(length == 0 || memcmp(other.bytes, bytes, length) == 0);
}

static void
require_hex(struct arena *arena, const char *bytes, size_t length)
{
	char *hex = arena_allocate(arena, 2 * length + 1);
	char *back = arena_allocate(arena, length + 1);

	hex_encode(hex, bytes, length);
	REQUIRE(text_is_hex(hex, 2 * length) && hex_decode(back, length, hex));
	REQUIRE(length == 0 || memcmp(back, bytes, length) == 0);
}

/* Each of these forms has one way of being written. */
static void
require_forms(const char *text)
{
	char instant[21], duration[24];
	int64_t number, again;
	struct civil civil;

	if (instant_parse(text, &number)) {
		instant_format(instant, number);
		REQUIRE(text_equal(instant, text));
	}
	if (duration_parse(text, &number)) {
		duration_format(duration, number);
		REQUIRE(duration_parse(duration, &again) && number == again);
	}
	if (text_to_integer(text, &number))
		REQUIRE(number >= -LIMIT_INTEGER && number <= LIMIT_INTEGER);
	if (local_parse(text, &civil))
		REQUIRE(civil.month >= 1 && civil.month <= 12 && civil.day >= 1 && civil.day <= 31);
}

/* The first line as a glob, the rest as a name. */
static void
require_glob(struct arena *arena, const char *text)
{
	size_t first = strcspn(text, "\n");
	const char *glob = arena_copy(arena, text, first);
	const char *name = text[first] ? text + first + 1 : "";

	if (glob_problem(glob))
		return;
	if (!strpbrk(glob, "*?"))
		REQUIRE(glob_matches(glob, name) == text_equal(glob, name));
	else
		(void)glob_matches(glob, name);
	if (!strchr(glob, '/') && strcspn(glob, "*") == strlen(glob) && strchr(name, '/'))
		REQUIRE(!glob_matches(glob, name));
	REQUIRE(glob_matches(glob, glob));
	REQUIRE(*name == '\0' || glob_matches("**", name));
	REQUIRE(text_distance(glob, name) == text_distance(name, glob));
}

static void
require_json_text(struct arena *arena, const char *text)
{
	struct buffer json RELEASED_BY(buffer_release) = {0};
	const struct node *node = NULL;
	struct error err = {0};

	if (!text_is_utf8(text, strlen(text)))
		return;
	json_write_text(&json, text);
	REQUIRE(json_parse(arena, json.bytes, json.length, &node, &err));
	REQUIRE(node->kind == NODE_TEXT && text_equal(node->text, text));
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	const char *text = input_text(&arena, bytes, length);

	require_foreign(&arena, (const char *)bytes, length);
	require_shown(&arena, text);
	require_base64((const char *)bytes, length);
	require_hex(&arena, (const char *)bytes, length);
	require_forms(text);
	require_glob(&arena, text);
	require_json_text(&arena, text);
	return 0;
}
