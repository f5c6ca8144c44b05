/* SPDX-License-Identifier: Apache-2.0 */
/* How are answers kept in a folder? See http_record.h. */
#include "integrations/http_record.h"

#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "integrations/disk.h"
#include "integrations/http_check.h"

#define FIRST_LINE "changegate.http/1\n"

static void
add_asked(struct buffer *out, const struct http_request *request)
{
	buffer_add_format(out, "%s %s\n", request->method, request->url);
}

static void
add_path(struct buffer *path, const char *folder, const struct http_request *request)
{
	struct buffer asked RELEASED_BY(buffer_release) = {0};
	struct sha256 digest;
	char name[65];

	add_asked(&asked, request);
	buffer_add(&asked, request->body ? request->body : "", request->body_length);
	sha256(&digest, asked.bytes, asked.length);
	sha256_format(name, &digest);
	buffer_add_format(path, "%s/%s.http", folder, name);
}

static void
add_text(struct buffer *out, const char *name, const char *value)
{
	if (value)
		buffer_add_format(out, "%s: %s\n", name, value);
}

static void
add_number(struct buffer *out, const char *name, int64_t number)
{
	if (number >= 0)
		buffer_add_format(out, "%s: %lld\n", name, (long long)number);
}

static void
add_answer(struct buffer *out, const struct http_kept *kept)
{
	char time[21];

	instant_format(time, kept->time);
	buffer_add_format(out, "time: %s\nHTTP/1.1 %d\n", time, kept->header.status);
	add_text(out, "content-type", kept->header.content_type);
	add_text(out, "date", kept->header.date);
	add_text(out, "link", kept->header.link);
	add_number(out, "x-ratelimit-remaining", kept->header.rate_remaining);
	add_number(out, "x-ratelimit-reset", kept->header.rate_reset);
	add_number(out, "retry-after", kept->header.retry_after);
	add_number(out, "x-total-count", kept->header.total_count);
	buffer_add_byte(out, '\n');
	buffer_add(out, kept->body.bytes ? kept->body.bytes : "", kept->body.length);
}

bool
http_record_write(const char *folder, const struct http_request *request,
		  const struct http_kept *kept, struct error *err)
{
	struct buffer path RELEASED_BY(buffer_release) = {0};
	struct buffer out RELEASED_BY(buffer_release) = {0};

	add_path(&path, folder, request);
	buffer_add_text(&out, FIRST_LINE);
	add_asked(&out, request);
	add_answer(&out, kept);
	if (http_has_token(request, out.bytes, out.length))
		return fail(err, ERROR_UNAVAILABLE,
			    "the answer repeats the token, so it is not recorded");
	return disk_write_atomic(path.bytes, out.bytes, out.length, 0600, err);
}

/* The next line without its end, in the arena; NULL: there is none. */
static const char *
next_line(struct arena *arena, const char **at, const char *end)
{
	const char *stop = memchr(*at, '\n', (size_t)(end - *at));
	const char *line = *at;

	if (!stop)
		return NULL;
	*at = stop + 1;
	return arena_copy(arena, line, (size_t)(stop - line));
}

static bool
read_head(struct arena *arena, const char **at, const char *end, struct http_kept *kept)
{
	const char *time = next_line(arena, at, end);
	const char *line;

	if (!time || !text_starts_with(time, "time: ") ||
	    !instant_parse(time + strlen("time: "), &kept->time))
		return false;
	while ((line = next_line(arena, at, end)) && line[0])
		if (!http_header_take(arena, &kept->header, line, strlen(line), kept->time))
			return false;
	return line && kept->header.status >= 100 && kept->header.status < 600;
}

static bool
parse(struct arena *arena, const struct buffer *file, const struct http_request *request,
      struct http_kept *kept)
{
	struct buffer begin RELEASED_BY(buffer_release) = {0};
	const char *at = file->bytes, *end = file->bytes + file->length;

	buffer_add_text(&begin, FIRST_LINE);
	add_asked(&begin, request);
	if (file->length < begin.length || memcmp(at, begin.bytes, begin.length) != 0)
		return false;
	at += begin.length;
	if (!read_head(arena, &at, end, kept) || (size_t)(end - at) > request->limit)
		return false;
	buffer_add(&kept->body, at, (size_t)(end - at));
	return true;
}

bool
http_record_read(struct arena *arena, const char *folder, const struct http_request *request,
		 struct http_kept *kept, struct error *err)
{
	struct buffer path RELEASED_BY(buffer_release) = {0};
	struct buffer file RELEASED_BY(buffer_release) = {0};

	add_path(&path, folder, request);
	if (!disk_read(path.bytes, request->limit + LIMIT_HTTP_HEADER_BYTES, &file, err)) {
		if (err->code == ERROR_ABSENT)
			return fail(err, ERROR_UNAVAILABLE, "no answer is recorded for it");
		return fail_as(err, ERROR_UNAVAILABLE);
	}
	if (!parse(arena, &file, request, kept))
		return fail(err, ERROR_UNAVAILABLE, "the recorded answer is not readable: '%s'",
			    text_shown(arena, path.bytes));
	return true;
}
