/* SPDX-License-Identifier: Apache-2.0 */
/* How do requests get to a tracker, and answers back? See tracker_work.h. */
#include <string.h>

#include "integrations/http_check.h"
#include "integrations/tracker_work.h"

static struct http_request
make_request(struct tracker_work *work, const struct tracker_request *from)
{
	return (struct http_request){
		.method = from->body ? "POST" : NULL,
		.url = arena_format(work->arena, "%s%s", work->base, from->path),
		.body = from->body,
		.body_length = from->body ? strlen(from->body) : 0,
		.retriable = true, /* whatever a tracker is asked only reads */
		.token = &work->token,
		.token_host = work->host,
		.token_prefix = work->token_prefix,
		/* Keys stand in the query: the path is enough for people. */
		.label = arena_format(work->arena, "%s %s%.*s", from->body ? "POST" : "GET",
				      work->base, (int)strcspn(from->path, "?"), from->path),
	};
}

static const char *
hint_for(int status)
{
	switch (status) {
	case 401:
		return "; the token is wrong or expired";
	case 403:
		return "; the token's account may not read this";
	case 410:
		return "; this tracker does not have that interface any more";
	default:
		return "";
	}
}

static void
take_answer(struct tracker_work *work, const struct http_request *request,
	    const struct http_answer *answer, struct tracker_request *out)
{
	struct error err;

	out->label = http_request_label(work->arena, request);
	out->total_count = answer->total_count;
	if (answer->ok && answer->status == 404 && out->absent) {
		out->is_absent = true;
		return;
	}
	if (http_json(work->arena, request, answer, &out->root, &err))
		return;
	out->root = NULL;
	out->why = arena_format(work->arena, "%s%s", err.message, hint_for(answer->status));
}

void
tracker_send(struct tracker_work *work, struct tracker_requests *requests)
{
	size_t count = requests->all.count;
	struct http_request *asked = arena_allocate(work->arena, (count + 1) * sizeof(*asked));
	struct http_answer *answers = arena_allocate(work->arena, (count + 1) * sizeof(*answers));

	for (size_t i = 0; i < count; i++)
		asked[i] = make_request(work, &requests->all.at[i]);
	http_send(work->arena, work->http, asked, count, answers);
	for (size_t i = 0; i < count; i++) {
		take_answer(work, &asked[i], &answers[i], &requests->all.at[i]);
		http_answer_release(&answers[i]);
	}
}
