/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can a pattern out of a policy loop, or leave its subject? Input: the pattern in the first line,
 * the subject behind it.
 */
#include "tests/fuzz/fuzz.h"

#include "base/pattern.h"
#include "core/ticket_key.h"

#define SUBJECT_BYTES 256 /* the limits hold for each place where a match could start */

static void
require_match(const char *subject, size_t length, size_t start, size_t end)
{
	if (start == SIZE_MAX) {
		REQUIRE(end == SIZE_MAX);
		return;
	}
	REQUIRE(start <= end && end <= length);
	REQUIRE(text_is_utf8(subject, start));
	REQUIRE(text_is_utf8(subject + start, end - start));
}

static void
require_keys(struct arena *arena, const struct pattern *pattern, const char *subject)
{
	struct texts keys = {0};
	struct error err = {0};

	if (!ticket_keys_find(arena, pattern, subject, &keys, &err)) {
		require_refusal(&err);
		return;
	}
	for (size_t i = 0; i < keys.count; i++) {
		REQUIRE(*keys.at[i] && strstr(subject, keys.at[i]));
		for (size_t j = 0; j < i; j++)
			REQUIRE(!text_equal(keys.at[i], keys.at[j]));
	}
}

static void
try_subject(struct arena *arena, const struct pattern *pattern, const char *subject, size_t length)
{
	size_t start = 0, end = 0;
	struct error err = {0};

	if (pattern_find(pattern, subject, length, 0, &start, &end, &err)) {
		REQUIRE(text_is_utf8(subject, length));
		require_match(subject, length, start, end);
		require_keys(arena, pattern, subject);
	} else {
		require_refusal(&err);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct pattern *pattern RELEASED_BY(pattern_release) = NULL;
	const char *text = input_text(&arena, bytes, length);
	size_t first = strcspn(text, "\n");
	const char *subject = text[first] ? text + first + 1 : "";
	size_t subject_length = strlen(subject);
	struct error err = {0};

	if (subject_length > SUBJECT_BYTES)
		subject_length = SUBJECT_BYTES;
	subject = arena_copy(&arena, subject, subject_length);
	if (pattern_compile(arena_copy(&arena, text, first), &pattern, &err))
		try_subject(&arena, pattern, subject, subject_length);
	else
		require_refusal(&err);
	return 0;
}
