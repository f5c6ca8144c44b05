/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which trailers does a commit message have? By git's own rules for `%(trailers:only,unfold)`, so
 * that what people see in `git log` is what is judged: the last paragraph, if it has at least one
 * trailer and either nothing else, or a line that git itself writes ("Signed-off-by: ", "(cherry
 * picked from commit ") and at least one trailer line in four. The separator is ":".
 */
#ifndef CORE_TRAILER_H
#define CORE_TRAILER_H

#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "core/change.h"
#include "core/person.h"

struct trailers {
	struct trailer *at;
	size_t count;
};

/*
 * `message` is what follows the headers of a commit object, any bytes. Keys and values come out as
 * valid UTF-8, unfolded; a value longer than LIMIT_SUBJECT_BYTES is cut visibly. More than
 * LIMIT_TRAILERS is ERROR_UNAVAILABLE, never a cut.
 */
bool trailers_parse(struct arena *arena, const char *message, size_t length,
		    struct trailers *trailers, struct error *err);

/*
 * The first paragraph of a message on one line, as git's `%s` shows it: valid UTF-8, at most
 * LIMIT_SUBJECT_BYTES.
 */
char *message_subject(struct arena *arena, const char *message, size_t length);

/*
 * "Name <mail>" as people write it in trailers. Without angle brackets a text with an "@" and no
 * space is an address, anything else a name. The id is the address as address_to_id() has it,
 * before any mailmap; "" if there is none.
 */
void person_parse(struct arena *arena, const char *text, struct person *person);

#endif
