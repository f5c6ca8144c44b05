/* SPDX-License-Identifier: Apache-2.0 */
/* What does the header of an answer say? See http_header.h. */
#include "integrations/http_header.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"

#define LINKS 16 /* lines; servers send one */

/* ---- dates ----------------------------------------------------------------------------------- */

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
static const char weekdays[] = "SunMonTueWedThuFriSat";

/* Where three letters stand in a list of them; -1: nowhere. */
static int
position(const char *list, const char *letters)
{
	for (int i = 0; list[i]; i += 3)
		if (memcmp(list + i, letters, 3) == 0)
			return i / 3;
	return -1;
}

static int
number_at(const char *text, int digits)
{
	int number = 0;

	for (int i = 0; i < digits; i++)
		number = number * 10 + (text[i] - '0');
	return number;
}

/* 'd': a digit; 'a': a letter; anything else: itself. */
static bool
has_form(const char *text, const char *form)
{
	for (; *form && *text; form++, text++) {
		bool fits = *form == 'd'   ? byte_is_digit(*text)
			    : *form == 'a' ? byte_is_letter(*text)
					   : *text == *form;
		if (!fits)
			return false;
	}
	return *form == *text;
}

bool
http_date_parse(const char *text, int64_t *instant)
{
	struct civil civil, again;
	int64_t seconds;

	if (!has_form(text, "aaa, dd aaa dddd dd:dd:dd GMT"))
		return false;
	civil.day = number_at(text + 5, 2);
	civil.month = position(months, text + 8) + 1;
	civil.year = number_at(text + 12, 4);
	civil.hour = number_at(text + 17, 2);
	civil.minute = number_at(text + 20, 2);
	civil.second = number_at(text + 23, 2);
	if (civil.month < 1 || civil.day < 1 || civil.hour > 23 || civil.minute > 59 ||
	    civil.second > 59)
		return false;
	seconds = civil_to_seconds(&civil);
	seconds_to_civil(seconds, &again); /* the 31st of November is another day */
	if (again.day != civil.day || civil_weekday(&civil) != position(weekdays, text))
		return false;
	*instant = seconds;
	return true;
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void
take_text(struct arena *arena, const char **place, const char *value)
{
	*place = arena_text(arena, value);
}

static void
take_number(int64_t *place, const char *value)
{
	int64_t number = -1;

	*place = text_to_integer(value, &number) && number >= 0 ? number : -1;
}

static void
take_retry_after(struct http_header *header, const char *value, int64_t now)
{
	int64_t instant;

	take_number(&header->retry_after, value);
	if (header->retry_after < 0 && http_date_parse(value, &instant))
		header->retry_after = instant > now ? instant - now : 0;
}

static void
take_link(struct arena *arena, struct http_header *header, const char *value)
{
	header->links++;
	header->link = header->link ? arena_format(arena, "%s, %s", header->link, value)
				    : arena_text(arena, value);
}

static void
take_location(struct arena *arena, struct http_header *header, const char *value)
{
	header->many_locations = header->location != NULL;
	header->location = arena_text(arena, value);
}

static void
take_field(struct arena *arena, struct http_header *header, const char *name, const char *value,
	   int64_t now)
{
	if (text_equal(name, "content-type"))
		take_text(arena, &header->content_type, value);
	else if (text_equal(name, "date"))
		take_text(arena, &header->date, value);
	else if (text_equal(name, "link"))
		take_link(arena, header, value);
	else if (text_equal(name, "location"))
		take_location(arena, header, value);
	else if (text_equal(name, "retry-after"))
		take_retry_after(header, value, now);
	else if (text_equal(name, "x-ratelimit-remaining") ||
		 text_equal(name, "ratelimit-remaining"))
		take_number(&header->rate_remaining, value);
	else if (text_equal(name, "x-ratelimit-reset") || text_equal(name, "ratelimit-reset"))
		take_number(&header->rate_reset, value);
	else if (text_equal(name, "x-total-count"))
		take_number(&header->total_count, value);
	else if (text_equal(name, "content-length") || text_equal(name, "transfer-encoding"))
		header->bounded = true;
}

/* "HTTP/1.1 200 OK", "HTTP/2 200" */
static void
begin(struct http_header *header, const char *line)
{
	const char *status = line + strcspn(line, " ");
	size_t bytes = header->bytes;

	*header = (struct http_header){.bytes = bytes,
				       .rate_remaining = -1,
				       .rate_reset = -1,
				       .retry_after = -1,
				       .total_count = -1};
	header->http_1 = text_starts_with(line, "HTTP/1.");
	if (strspn(status, " ") == 1 && strspn(status + 1, "0123456789") == 3)
		header->status = number_at(status + 1, 3);
}

bool
http_header_take(struct arena *arena, struct http_header *header, const char *line, size_t length,
		 int64_t now)
{
	const char *colon = memchr(line, ':', length);

	header->bytes += length;
	if (header->bytes > LIMIT_HTTP_HEADER_BYTES)
		return false;
	if (length >= 5 && memcmp(line, "HTTP/", 5) == 0)
		begin(header, arena_copy(arena, line, length));
	else if (colon && header->status)
		take_field(arena, header,
			   text_to_lower(arena, arena_copy(arena, line, (size_t)(colon - line))),
			   text_trim(arena, colon + 1, (size_t)(line + length - colon - 1)), now);
	return header->links <= LINKS;
}
