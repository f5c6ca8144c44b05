/* SPDX-License-Identifier: Apache-2.0 */
/* What was asked, and what stands behind each answer: kept for the evidence, shown to a person? */
#ifndef INTEGRATIONS_HTTP_JOURNAL_H
#define INTEGRATIONS_HTTP_JOURNAL_H

#include <stdbool.h>

#include "base/arena.h"
#include "integrations/http.h"
#include "integrations/http_header.h"
#include "integrations/http_url.h"

struct http_journal {
	struct arena arena;
	struct {
		struct http_source *at;
		size_t count;
	} sources;
	bool debug;
};

void http_journal_release(struct http_journal *journal);

/* Of a completed request, when nothing more is asked of `url`. */
void http_journal_add(struct http_journal *journal, const struct http_request *request,
		      const struct http_url *url, const struct http_answer *answer);

/*
 * One attempt, to standard error if it is wanted: method, address, status, size, duration, and of
 * the header a date and what it says about the rate. `failure` NULL: it was answered.
 */
void http_journal_show(const struct http_journal *journal, const struct http_request *request,
		       const struct http_url *url, const struct http_header *header,
		       const char *failure, size_t bytes, int64_t ms);

#endif
