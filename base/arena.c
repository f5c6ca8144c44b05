/* SPDX-License-Identifier: Apache-2.0 */
/* Where do facts live? See arena.h. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALIGNMENT _Alignof(max_align_t)

#define BLOCK_SIZE ((size_t)64 * 1024)
#define MOST_SPARE 4
#define FORMAT_ROOM 128 /* most of what is formatted fits */

#ifdef ARENA_DEBUG
#define LARGEST_SHARED ((size_t)0) /* each allocation is a block, hence a malloc, of its own */
#else
#define LARGEST_SHARED (BLOCK_SIZE / 4)
#endif

struct arena_block {
	struct arena_block *older;
	size_t used, size;
	max_align_t bytes[];
};

void
arena_init(struct arena *arena)
{
	arena->blocks = NULL;
	arena->spare = NULL;
}

static struct arena_block *
block_take(struct arena_block **blocks)
{
	struct arena_block *block = *blocks;

	if (block)
		*blocks = block->older;
	return block;
}

void
arena_release(struct arena *arena)
{
	struct arena_block *block;

	while ((block = block_take(&arena->blocks)) || (block = block_take(&arena->spare)))
		free(block);
}

/* How many stay is a bound on what one large record leaves behind for the small ones. */
static size_t
count_spare(const struct arena *arena)
{
	size_t count = 0;

	for (const struct arena_block *block = arena->spare; block; block = block->older)
		count++;
	return count;
}

void
arena_clear(struct arena *arena)
{
	size_t kept = count_spare(arena);
	struct arena_block *block;

	while ((block = block_take(&arena->blocks))) {
		if (block->size != BLOCK_SIZE || LARGEST_SHARED == 0 || kept == MOST_SPARE) {
			free(block);
			continue;
		}
		block->used = 0;
		block->older = arena->spare;
		arena->spare = block;
		kept++;
	}
}

static struct arena_block *
block_add(struct arena *arena, struct arena_block *block)
{
	block->older = arena->blocks;
	arena->blocks = block;
	return block;
}

static struct arena_block *
block_new(size_t size)
{
	struct arena_block *block = calloc(1, sizeof(*block) + size);

	if (!block)
		abort();
	block->size = size;
	return block;
}

/* A large allocation gets a block of its own behind the current one, which stays in use. */
static void *
allocate_apart(struct arena *arena, size_t size)
{
	struct arena_block *current = arena->blocks;
	struct arena_block *block = block_add(arena, block_new(size));

	block->used = size;
	if (current) {
		arena->blocks = current;
		block->older = current->older;
		current->older = block;
	}
	return block->bytes;
}

/* From a block that may have been used before: not zeroed. */
static void *
allocate_shared(struct arena *arena, size_t size, size_t alignment)
{
	struct arena_block *block = arena->blocks;
	size_t at = block ? (block->used + alignment - 1) / alignment * alignment : 0;

	size += size == 0;
	if (!block || at > block->size || block->size - at < size) {
		block = block_take(&arena->spare);
		block = block_add(arena, block ? block : block_new(BLOCK_SIZE));
		at = 0;
	}
	block->used = at + size;
	return (char *)block->bytes + at;
}

/* Zeroed here and not when the arena is cleared: then the memory is touched once, by its user. */
void *
arena_allocate(struct arena *arena, size_t size)
{
	void *place;

	if (size > SIZE_MAX / 2)
		abort();
	if (size > LARGEST_SHARED)
		return allocate_apart(arena, size); /* exact, so that an overrun leaves the block */
	place = allocate_shared(arena, size, ALIGNMENT);
	memset(place, 0, size);
	return place;
}

/* Bytes need no alignment: most texts are short. */
static char *
allocate_bytes(struct arena *arena, size_t size)
{
	if (size > LARGEST_SHARED)
		return arena_allocate(arena, size);
	return allocate_shared(arena, size, 1);
}

char *
arena_copy(struct arena *arena, const void *bytes, size_t length)
{
	char *copy = allocate_bytes(arena, length + 1);

	if (length)
		memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

char *
arena_text(struct arena *arena, const char *text)
{
	return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

char *
arena_format(struct arena *arena, const char *format, ...)
{
	va_list arguments, again;
	char small[FORMAT_ROOM], *text;
	int length;

	va_start(arguments, format);
	va_copy(again, arguments);
	length = vsnprintf(small, sizeof(small), format, arguments);
	if (length < 0)
		abort();
	text = allocate_bytes(arena, (size_t)length + 1);
	if ((size_t)length < sizeof(small))
		memcpy(text, small, (size_t)length + 1);
	else
		vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	va_end(arguments);
	return text;
}
