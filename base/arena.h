/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where do facts live? In one arena per change: allocated piecemeal, released all at once.
 *
 * Memory is zeroed and aligned for any type, texts apart. Allocation never returns NULL: inputs are
 * bounded (base/limits.h), so running out of memory is a broken machine and ends the process by
 * abort(). Compiled with ARENA_DEBUG each allocation is its own malloc, so that sanitizers see
 * overruns.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

struct arena_block;

struct arena {
	struct arena_block *blocks; /* newest first */
	struct arena_block *spare;  /* empty */
};

void arena_init(struct arena *arena);

/* Frees everything; the arena can be used again. */
void arena_release(struct arena *arena);

/* Everything in it is gone, but a few blocks of memory stay for what comes next. */
void arena_clear(struct arena *arena);

void *arena_allocate(struct arena *arena, size_t size);

/* A copy of `length` bytes with a NUL behind them. */
char *arena_copy(struct arena *arena, const void *bytes, size_t length);

/* A copy of a NUL-terminated text; NULL stays NULL. */
char *arena_text(struct arena *arena, const char *text);

char *arena_format(struct arena *arena, const char *format, ...) FORMATTED(2, 3);

#endif
