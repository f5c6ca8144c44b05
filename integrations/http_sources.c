/* SPDX-License-Identifier: Apache-2.0 */
/* What was asked over http, as sources of the evidence? See http_sources.h. */
#include "integrations/http_sources.h"

#include "base/text.h"

static void
add_source(struct arena *arena, const char *kept_by, const struct http_source *from,
	   struct evidence *evidence)
{
	struct source *source = LIST_ADD(arena, &evidence->sources);

	*source = (struct source){
		.kept_by = kept_by,
		.name = arena_format(arena, "%s %s", from->method, from->path),
		.reference = arena_text(arena, from->host),
		.sha256 = arena_text(arena, from->sha256),
		.status = from->status,
		.time = from->time,
		.peer = arena_text(arena, from->tls_spki),
		.proxy = arena_text(arena, from->proxy),
	};
	if (from->ca && !text_equal(from->ca, "system"))
		source->authorities = arena_text(arena, from->ca);
}

void
http_sources(struct arena *arena, const struct http *http, const char *kept_by, size_t *told,
	     struct evidence *evidence)
{
	size_t count;
	const struct http_source *journal = http_journal(http, &count);

	for (; *told < count; ++*told)
		if (journal[*told].status) /* else nothing came back: the facts say why */
			add_source(arena, kept_by, &journal[*told], evidence);
}
