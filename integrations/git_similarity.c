/* SPDX-License-Identifier: Apache-2.0 */
/* How much of one file is in another? See git_similarity.h. */
#include "integrations/git_similarity.h"

#include <stdlib.h>

#include "integrations/git_merge_file.h"

#define LONGEST_SPAN 64u

static int
compare_spans(const void *a, const void *b)
{
	const struct span *left = a, *right = b;

	return left->hash < right->hash ? -1 : left->hash > right->hash;
}

static void
add_span(struct spans *spans, size_t *capacity, uint64_t hash, uint64_t bytes)
{
	if (spans->count == *capacity) {
		*capacity = *capacity ? *capacity * 2 : 256;
		spans->at = realloc(spans->at, *capacity * sizeof(*spans->at));
		if (!spans->at)
			abort();
	}
	spans->at[spans->count++] = (struct span){hash, bytes};
}

/* One of each hash, in their order. */
static void
join_equal(struct spans *spans)
{
	size_t kept = 0;

	if (spans->count == 0)
		return;
	qsort(spans->at, spans->count, sizeof(*spans->at), compare_spans);
	for (size_t i = 1; i < spans->count; i++) {
		if (spans->at[i].hash == spans->at[kept].hash)
			spans->at[kept].bytes += spans->at[i].bytes;
		else
			spans->at[++kept] = spans->at[i];
	}
	spans->count = kept + 1;
}

void
spans_read(struct spans *spans, const struct object *object)
{
	const uint64_t basis = UINT64_C(0xcbf29ce484222325), prime = UINT64_C(0x100000001b3);
	bool text = !text_is_binary(object);
	uint64_t hash = basis, bytes = 0;
	size_t capacity = 0;

	*spans = (struct spans){.length = object->length};
	for (size_t i = 0; i < object->length; i++) {
		char byte = object->bytes[i];

		if (text && byte == '\r' && i + 1 < object->length && object->bytes[i + 1] == '\n')
			continue;
		hash = (hash ^ (unsigned char)byte) * prime;
		if (++bytes < LONGEST_SPAN && byte != '\n')
			continue;
		add_span(spans, &capacity, hash, bytes);
		hash = basis;
		bytes = 0;
	}
	if (bytes)
		add_span(spans, &capacity, hash, bytes);
	join_equal(spans);
}

void
spans_release(struct spans *spans)
{
	free(spans->at);
	*spans = (struct spans){0};
}

unsigned
spans_similarity(const struct spans *from, const struct spans *to)
{
	size_t longer = from->length > to->length ? from->length : to->length;
	uint64_t common = 0;

	for (size_t i = 0, j = 0; i < from->count && j < to->count;) {
		const struct span *a = &from->at[i], *b = &to->at[j];

		if (a->hash == b->hash)
			common += a->bytes < b->bytes ? a->bytes : b->bytes;
		i += a->hash <= b->hash;
		j += b->hash <= a->hash;
	}
	return longer ? (unsigned)(common * SIMILARITY_FULL / longer) : 0;
}
