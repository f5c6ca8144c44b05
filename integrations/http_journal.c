/* SPDX-License-Identifier: Apache-2.0 */
/* What was asked, and what stands behind each answer? See http_journal.h. */
#include "integrations/http_journal.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/list.h"
#include "base/text.h"

void
http_journal_release(struct http_journal *journal)
{
	arena_release(&journal->arena);
}

void
http_journal_add(struct http_journal *journal, const struct http_request *request,
		 const struct http_url *url, const struct http_answer *answer)
{
	struct http_source *source = LIST_ADD(&journal->arena, &journal->sources);
	struct arena *arena = &journal->arena;

	source->method = arena_text(arena, request->method);
	source->host = arena_text(arena, url->host);
	source->path = arena_text(arena, url->path);
	source->status = answer->status;
	source->time = answer->time;
	source->bytes = answer->body.length;
	source->attempts = answer->attempts;
	source->replayed = answer->replayed;
	source->tls_peer = arena_text(arena, answer->tls_peer);
	source->tls_spki = arena_text(arena, answer->tls_spki);
	source->proxy = arena_text(arena, answer->proxy);
	source->ca = arena_text(arena, answer->ca);
	memcpy(source->sha256, answer->sha256, sizeof(source->sha256));
	if (request->body) {
		struct sha256 digest;

		sha256(&digest, request->body, request->body_length);
		sha256_format(source->asked_sha256, &digest);
	}
}

static void
add_header(struct buffer *line, const char *name, int64_t number)
{
	if (number >= 0)
		buffer_add_format(line, ", %s %lld", name, (long long)number);
}

void
http_journal_show(const struct http_journal *journal, const struct http_request *request,
		  const struct http_url *url, const struct http_header *header, const char *failure,
		  size_t bytes, int64_t ms)
{
	struct buffer line RELEASED_BY(buffer_release) = {0};

	if (!journal->debug)
		return;
	buffer_add_format(&line, "http: %s ", request->method);
	text_safe(&line, url->text);
	if (failure) {
		buffer_add_format(&line, " failed after %lld ms: ", (long long)ms);
		text_safe(&line, failure);
	} else {
		buffer_add_format(&line, ": %d, %zu bytes, %lld ms", header->status, bytes,
				  (long long)ms);
		add_header(&line, "x-ratelimit-remaining", header->rate_remaining);
		add_header(&line, "x-ratelimit-reset", header->rate_reset);
		add_header(&line, "retry-after", header->retry_after);
	}
	fprintf(stderr, "changegate: %s\n", line.bytes);
}
