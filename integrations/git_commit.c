/* SPDX-License-Identifier: Apache-2.0 */
/* What does a raw commit object say? See git_commit.h. */
#include "integrations/git_commit.h"

#include <string.h>

#include "base/encoding.h"
#include "base/text.h"

#define HEX_DIGITS 40
#define LATEST_TIME (INT64_C(1) << 40) /* the year 36812; git's own bound is no smaller */

/* The next line of `rest` without its line break; false at the end. */
static bool
next_line(struct raw_text *rest, struct raw_text *line)
{
	const char *end;

	if (rest->length == 0)
		return false;
	end = memchr(rest->at, '\n', rest->length);
	if (!end)
		return false;
	line->at = rest->at;
	line->length = (size_t)(end - rest->at);
	rest->at = end + 1;
	rest->length -= line->length + 1;
	return true;
}

/* If the next line is "<key> <value>", takes it. */
static bool
take_header(struct raw_text *rest, const char *key, struct raw_text *value)
{
	struct raw_text after = *rest, line;
	size_t length = strlen(key);

	if (!next_line(&after, &line) || line.length <= length || line.at[length] != ' ' ||
	    memcmp(line.at, key, length) != 0)
		return false;
	*rest = after;
	value->at = line.at + length + 1;
	value->length = line.length - length - 1;
	return true;
}

static bool
parse_id(struct raw_text value, struct object_id *id)
{
	char hex[HEX_DIGITS + 1];

	if (value.length != HEX_DIGITS)
		return false;
	memcpy(hex, value.at, HEX_DIGITS);
	hex[HEX_DIGITS] = '\0';
	return object_id_parse(hex, id);
}

static struct raw_text
trimmed(const char *from, const char *to)
{
	while (from < to && byte_is_space(*from))
		from++;
	while (to > from && byte_is_space(to[-1]))
		to--;
	return (struct raw_text){from, (size_t)(to - from)};
}

static int64_t
parse_time(const char *at, const char *end)
{
	int64_t time = 0;

	while (at < end && *at == ' ')
		at++;
	for (; at < end && byte_is_digit(*at); at++) {
		time = time * 10 + (*at - '0');
		if (time > LATEST_TIME)
			return 0;
	}
	return time;
}

static const char *
last_of(const char *from, const char *to, char byte)
{
	while (to > from)
		if (*--to == byte)
			return to;
	return NULL;
}

void
raw_ident_parse(struct raw_text value, struct raw_ident *ident)
{
	const char *end = value.at + value.length;
	const char *open = value.length ? memchr(value.at, '<', value.length) : NULL;
	const char *close = open ? memchr(open, '>', (size_t)(end - open)) : NULL;
	const char *last = open ? last_of(open, end, '>') : NULL;

	*ident = (struct raw_ident){0};
	ident->name = trimmed(value.at, open ? open : end);
	ident->address = (struct raw_text){value.at, 0};
	if (close)
		ident->address = trimmed(open + 1, close);
	if (last)
		ident->time = parse_time(last + 1, end);
}

static bool
parse_parents(struct raw_text *rest, struct raw_commit *commit, struct error *err)
{
	struct raw_text value;

	while (take_header(rest, "parent", &value)) {
		if (commit->parent_count == LIMIT_PARENTS)
			return fail(err, ERROR_UNAVAILABLE, "more than %d parents", LIMIT_PARENTS);
		if (!parse_id(value, &commit->parents[commit->parent_count]))
			return fail(err, ERROR_UNAVAILABLE, "a parent is no object id");
		commit->parent_count++;
	}
	return true;
}

/* The rest of the headers up to the blank line; a header goes on in lines that begin with a space.
 */
static void
parse_others(struct raw_text *rest, struct raw_commit *commit)
{
	struct raw_text value, line;

	for (;;) {
		if (take_header(rest, "encoding", &value)) {
			commit->encoding = trimmed(value.at, value.at + value.length);
		} else if (!next_line(rest, &line)) {
			commit->message = (struct raw_text){rest->at + rest->length, 0};
			return;
		} else if (line.length == 0) {
			commit->message = *rest;
			return;
		}
	}
}

static bool
parse_headers(struct raw_text rest, struct raw_commit *commit, struct error *err)
{
	struct raw_text value;

	if (!take_header(&rest, "tree", &value) || !parse_id(value, &commit->tree))
		return fail(err, ERROR_UNAVAILABLE, "no tree");
	if (!parse_parents(&rest, commit, err))
		return false;
	if (!take_header(&rest, "author", &value))
		return fail(err, ERROR_UNAVAILABLE, "no author");
	raw_ident_parse(value, &commit->author);
	if (!take_header(&rest, "committer", &value))
		return fail(err, ERROR_UNAVAILABLE, "no committer");
	raw_ident_parse(value, &commit->committer);
	parse_others(&rest, commit);
	return true;
}

bool
raw_commit_parse(const char *bytes, size_t length, struct raw_commit *commit, struct error *err)
{
	commit->parent_count = 0;
	commit->encoding = (struct raw_text){bytes, 0};
	if (!parse_headers((struct raw_text){bytes, length}, commit, err))
		return fail_while(err, "broken commit");
	return true;
}
