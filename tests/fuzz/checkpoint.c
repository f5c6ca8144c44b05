/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can a checkpoint or a trust file be read in two ways? Input: a trust file, a line "---" and a
 * checkpoint; each half is also tried as the other.
 */
#include "tests/fuzz/fuzz.h"

#include "base/encoding.h"
#include "ledger/note.h"
#include "ledger/trust.h"

#define SEPARATOR "\n---\n"

static void
require_input(const struct buffer *written, const char *bytes, size_t length)
{
	REQUIRE(written->length == length && memcmp(written->bytes, bytes, length) == 0);
}

static void
try_note(struct arena *arena, const char *bytes, size_t length)
{
	struct buffer signature RELEASED_BY(buffer_release) = {0};
	struct buffer written RELEASED_BY(buffer_release) = {0};
	struct signed_note note;
	struct error err = {0};

	if (!note_parse(arena, bytes, length, &note, &err)) {
		require_refusal(&err);
		return;
	}
	REQUIRE(note.text_length > 0 && note.text[note.text_length - 1] == '\n');
	buffer_add(&signature, note.key_id, sizeof(note.key_id));
	buffer_add(&signature, note.signature, sizeof(note.signature));
	buffer_add(&written, note.text, note.text_length);
	buffer_add_format(&written, "\n\xe2\x80\x94 %s ", note.name);
	base64_encode(&written, signature.bytes, signature.length);
	buffer_add_byte(&written, '\n');
	require_input(&written, bytes, length);
}

static void
try_checkpoint(struct arena *arena, const char *bytes, size_t length)
{
	struct buffer written RELEASED_BY(buffer_release) = {0};
	struct checkpoint checkpoint;
	struct error err = {0};

	if (!checkpoint_parse(arena, bytes, length, &checkpoint, &err)) {
		require_refusal(&err);
		return;
	}
	REQUIRE(origin_is_valid(checkpoint.origin));
	REQUIRE(checkpoint.size >= 0 && checkpoint.size <= LIMIT_LEDGER_SIZE);
	buffer_add_format(&written, "%s\n%lld\n", checkpoint.origin, (long long)checkpoint.size);
	base64_encode(&written, checkpoint.root.bytes, sizeof(checkpoint.root.bytes));
	buffer_add_text(&written, "\n\n");
	REQUIRE(length > written.length && memcmp(bytes, written.bytes, written.length) == 0);
}

static void
require_trust_round_trip(struct arena *arena, const struct trust *trust)
{
	struct buffer written RELEASED_BY(buffer_release) = {0};
	struct buffer again RELEASED_BY(buffer_release) = {0};
	struct trust read RELEASED_BY(trust_release) = {0};
	struct error err = {0};

	trust_write(&written, trust);
	REQUIRE(trust_parse(arena, written.bytes, written.length, &read, &err));
	trust_write(&again, &read);
	REQUIRE_SAME(&written, &again);
}

static void
try_trust(struct arena *arena, const char *bytes, size_t length, const char *checkpoint,
	  size_t checkpoint_length)
{
	struct trust trust RELEASED_BY(trust_release) = {0};
	const struct trusted_key *used = NULL;
	struct checkpoint read;
	struct error err = {0};

	if (!trust_parse(arena, bytes, length, &trust, &err)) {
		require_refusal(&err);
		return;
	}
	require_trust_round_trip(arena, &trust);
	if (checkpoint_verify(arena, checkpoint, checkpoint_length, &trust, &read, &used, &err)) {
		REQUIRE(used && used->usage == USAGE_CHECKPOINT);
		REQUIRE(text_equal(read.origin, trust.origin));
	} else {
		require_refusal(&err);
		REQUIRE(err.code == ERROR_LEDGER);
	}
}

/* Where the second half begins, or the end. */
static size_t
find_separator(const char *bytes, size_t length)
{
	size_t width = strlen(SEPARATOR);

	for (size_t i = 0; i + width <= length; i++)
		if (memcmp(bytes + i, SEPARATOR, width) == 0)
			return i;
	return length;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	const char *first = (const char *)bytes;
	size_t first_length = find_separator(first, length);
	size_t skipped = first_length < length ? first_length + strlen(SEPARATOR) : 0;
	const char *second = first + skipped;

	try_note(&arena, first, first_length);
	try_note(&arena, second, length - skipped);
	try_checkpoint(&arena, first, first_length);
	try_checkpoint(&arena, second, length - skipped);
	try_trust(&arena, first, first_length, second, length - skipped);
	return 0;
}
