/* SPDX-License-Identifier: Apache-2.0 */
/* What can a commit message do to those who read its trailers, subject, persons and tickets? */
#include "tests/fuzz/fuzz.h"

#include "base/limits.h"
#include "core/ticket_key.h"
#include "core/trailer.h"

#define MARK_BYTES 3 /* of the ellipsis that says that a text was cut */

static void
require_line(const char *text)
{
	REQUIRE(text && text_is_utf8(text, strlen(text)));
	REQUIRE(!strchr(text, '\n'));
	REQUIRE(strlen(text) <= LIMIT_SUBJECT_BYTES + MARK_BYTES);
}

static void
require_person(struct arena *arena, const char *text)
{
	struct person person = {0};

	person_parse(arena, text, &person);
	REQUIRE(person.id && person.name);
	REQUIRE(text_equal(person.id, text_to_lower(arena, person.id)));
	REQUIRE(text_is_utf8(person.id, strlen(person.id)));
	REQUIRE(text_is_utf8(person.name, strlen(person.name)));
	REQUIRE(person_equal(&person, &person) == (*person.id != '\0'));
}

static void
require_keys(struct arena *arena, const struct pattern *pattern, const char *text)
{
	struct texts keys = {0}, again = {0};
	struct error err = {0};

	if (!ticket_keys_find(arena, pattern, text, &keys, &err)) {
		require_refusal(&err);
		return;
	}
	for (size_t i = 0; i < keys.count; i++) {
		REQUIRE(strstr(text, keys.at[i]));
		REQUIRE(ticket_keys_find(arena, pattern, keys.at[i], &again, &err));
		REQUIRE(again.count == 1 && text_equal(again.at[0], keys.at[i]));
		REQUIRE(text_starts_with(keys.at[i], ticket_project(arena, keys.at[i])));
	}
}

/* An empty line more at the end changes nothing. (The end of a last line can: "Conflicts:".) */
static void
require_end_is_no_matter(struct arena *arena, const char *message, size_t length,
			 const struct trailers *trailers)
{
	struct buffer longer RELEASED_BY(buffer_release) = {0};
	struct trailers again = {0};
	struct error err = {0};

	if (length == 0 || message[length - 1] != '\n')
		return;
	buffer_add(&longer, message, length);
	buffer_add_text(&longer, "\n");
	REQUIRE(trailers_parse(arena, longer.bytes, longer.length, &again, &err));
	REQUIRE(again.count == trailers->count);
	for (size_t i = 0; i < again.count; i++) {
		REQUIRE(text_equal(again.at[i].key, trailers->at[i].key));
		REQUIRE(text_equal(again.at[i].value, trailers->at[i].value));
	}
}

static void
require_trailers(struct arena *arena, const struct pattern *pattern,
		 const struct trailers *trailers)
{
	REQUIRE(trailers->count <= LIMIT_TRAILERS);
	for (size_t i = 0; i < trailers->count; i++) {
		require_line(trailers->at[i].key);
		require_line(trailers->at[i].value);
		require_person(arena, trailers->at[i].value);
		require_keys(arena, pattern, trailers->at[i].value);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct pattern *pattern RELEASED_BY(pattern_release) = NULL;
	const char *message = (const char *)bytes;
	const char *subject = message_subject(&arena, message, length);
	struct trailers trailers = {0};
	struct error err = {0};

	REQUIRE(ticket_pattern_compile(NULL, &pattern, &err));
	require_line(subject);
	require_keys(&arena, pattern, subject);
	require_person(&arena, input_text(&arena, (const uint8_t *)subject, strlen(subject)));
	if (trailers_parse(&arena, message, length, &trailers, &err)) {
		require_trailers(&arena, pattern, &trailers);
		require_end_is_no_matter(&arena, message, length, &trailers);
	} else {
		require_refusal(&err);
	}
	return 0;
}
