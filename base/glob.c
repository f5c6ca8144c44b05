/* SPDX-License-Identifier: Apache-2.0 */
/* Does a path or branch name match a glob? See glob.h. */
#include "base/glob.h"

#include <stddef.h>
#include <string.h>

#include "base/text.h"

/* One step between slashes; `bytes` is NULL behind the last one. */
struct segment {
	const char *bytes;
	size_t length;
};

static struct segment
segment_at(const char *bytes)
{
	return (struct segment){bytes, strcspn(bytes, "/")};
}

static struct segment
segment_after(const struct segment *segment)
{
	const char *end = segment->bytes + segment->length;

	return *end ? segment_at(end + 1) : (struct segment){NULL, 0};
}

static bool
is_any_segments(const struct segment *segment)
{
	return segment->length == 2 && memcmp(segment->bytes, "**", 2) == 0;
}

/* The first position behind the character at `at`; a character may have several bytes. */
static size_t
character_end(const struct segment *name, size_t at)
{
	at++;
	while (at < name->length && ((unsigned char)name->bytes[at] & 0xC0) == 0x80)
		at++;
	return at;
}

/*
 * On a mismatch only the last `*` takes one byte more: what an earlier one could take as well, the
 * last one can too.
 */
static bool
segment_matches(const struct segment *glob, const struct segment *name)
{
	size_t at = 0, in_glob = 0;
	size_t star = glob->length, star_end = 0; /* the last `*`, and how far it has taken */

	while (at < name->length) {
		char wanted = in_glob < glob->length ? glob->bytes[in_glob] : '\0';

		if (wanted == '*') {
			star = in_glob++;
			star_end = at;
		} else if (wanted == '?') {
			in_glob++;
			at = character_end(name, at);
		} else if (in_glob < glob->length && wanted == name->bytes[at]) {
			in_glob++;
			at++;
		} else if (star < glob->length) {
			in_glob = star + 1;
			at = ++star_end;
		} else {
			return false;
		}
	}
	while (in_glob < glob->length && glob->bytes[in_glob] == '*')
		in_glob++;
	return in_glob == glob->length;
}

/* The same one level up: segments instead of characters, `**` instead of `*`. */
bool
glob_matches(const char *glob, const char *name)
{
	struct segment wanted = segment_at(glob), at = segment_at(name);
	struct segment after_any = {NULL, 0}, any_end = {NULL, 0};
	bool any = false;

	while (at.bytes) {
		if (wanted.bytes && is_any_segments(&wanted)) {
			any = true;
			wanted = after_any = segment_after(&wanted);
			any_end = at;
		} else if (wanted.bytes && segment_matches(&wanted, &at)) {
			wanted = segment_after(&wanted);
			at = segment_after(&at);
		} else if (any) {
			wanted = after_any;
			at = any_end = segment_after(&any_end);
		} else {
			return false;
		}
	}
	while (wanted.bytes && is_any_segments(&wanted))
		wanted = segment_after(&wanted);
	return !wanted.bytes;
}

bool
globs_match(const struct texts *globs, const char *name)
{
	for (size_t i = 0; i < globs->count; i++)
		if (glob_matches(globs->at[i], name))
			return true;
	return false;
}

static bool
has_double_star(const struct segment *segment)
{
	for (size_t i = 1; i < segment->length; i++)
		if (segment->bytes[i - 1] == '*' && segment->bytes[i] == '*')
			return true;
	return false;
}

const char *
glob_problem(const char *glob)
{
	struct segment at = segment_at(glob);

	if (!*glob)
		return "empty";
	if (!text_is_utf8(glob, strlen(glob)))
		return "not valid UTF-8";
	for (; at.bytes; at = segment_after(&at)) {
		if (at.length == 0)
			return "begins or ends with `/`, or has `//`: it would never match";
		if (has_double_star(&at) && !is_any_segments(&at))
			return "`**` must be a whole segment";
		if (strspn(at.bytes, ".") == at.length && at.length <= 2)
			return "has a segment `.` or `..`: it would never match";
	}
	return NULL;
}
