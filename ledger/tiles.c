/* SPDX-License-Identifier: Apache-2.0 */
/* In which file is an entry or a hash? See tiles.h. */
#include "ledger/tiles.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"

#define FOLDER "tile/"
#define FOLDER_ENTRIES "tile/entries/"

/* 1234067 is x001/x234/067. */
static void
add_number(struct buffer *path, int64_t number)
{
	int64_t scale = 1;

	while (number / scale >= 1000)
		scale *= 1000;
	for (; scale > 1; scale /= 1000)
		buffer_add_format(path, "x%03d/", (int)(number / scale % 1000));
	buffer_add_format(path, "%03d", (int)(number % 1000));
}

static void
add_path(struct buffer *path, const struct tile *tile)
{
	if (tile->level == TILE_ENTRIES)
		buffer_add_text(path, FOLDER_ENTRIES);
	else
		buffer_add_format(path, FOLDER "%d/", tile->level);
	add_number(path, tile->number);
	if (tile->width < TILE_WIDTH)
		buffer_add_format(path, ".p/%d", tile->width);
}

char *
tile_path(struct arena *arena, const struct tile *tile)
{
	RELEASED_BY(buffer_release) struct buffer path = {0};

	add_path(&path, tile);
	return arena_copy(arena, path.bytes, path.length);
}

/* Reads digits; their form is checked afterwards by writing them again. */
static const char *
read_digits(const char *text, int64_t *number)
{
	while (byte_is_digit(*text) && *number <= LIMIT_LEDGER_SIZE)
		*number = *number * 10 + (*text++ - '0');
	return text;
}

static const char *
read_groups(const char *text, int64_t *number)
{
	while (*text == 'x') {
		text = read_digits(text + 1, number);
		if (*text++ != '/')
			return NULL;
	}
	return read_digits(text, number);
}

static const char *
read_level(const char *path, int *level)
{
	if (text_starts_with(path, FOLDER_ENTRIES)) {
		*level = TILE_ENTRIES;
		return path + strlen(FOLDER_ENTRIES);
	}
	if (!text_starts_with(path, FOLDER))
		return NULL;
	path += strlen(FOLDER);
	if (*path < '0' || *path >= '0' + TILE_LEVELS || path[1] != '/')
		return NULL;
	*level = *path - '0';
	return path + 2;
}

bool
tile_from_path(const char *path, struct tile *tile)
{
	RELEASED_BY(buffer_release) struct buffer again = {0};
	struct tile read = {.width = TILE_WIDTH};
	int64_t width = 0;
	const char *rest = read_level(path, &read.level);

	if (rest)
		rest = read_groups(rest, &read.number);
	if (!rest || read.number > LIMIT_LEDGER_SIZE)
		return false;
	if (text_starts_with(rest, ".p/")) {
		rest = read_digits(rest + 3, &width);
		if (width < 1 || width >= TILE_WIDTH)
			return false;
		read.width = (int)width;
	}
	add_path(&again, &read);
	if (*rest || !text_equal(again.bytes, path))
		return false;
	*tile = read;
	return true;
}

int64_t
tile_level_size(int level, int64_t size)
{
	return level == TILE_ENTRIES ? size : size >> (TILE_HEIGHT * level);
}

struct tile
tile_at(int level, int64_t number, int64_t size)
{
	int64_t rest = tile_level_size(level, size) - number * TILE_WIDTH;
	struct tile tile = {level, number, 0};

	if (rest > 0)
		tile.width = rest < TILE_WIDTH ? (int)rest : TILE_WIDTH;
	return tile;
}

void
entry_add(struct buffer *bundle, const void *entry, size_t length)
{
	assert(length <= UINT16_MAX);
	buffer_add_byte(bundle, (char)(length >> 8));
	buffer_add_byte(bundle, (char)(length & 0xff));
	buffer_add(bundle, entry, length);
}

bool
entry_next(const char *bundle, size_t bundle_length, size_t *offset, const char **entry,
	   size_t *length)
{
	size_t left = bundle_length - *offset;
	size_t wanted;

	if (left < 2)
		return false;
	wanted = (size_t)(uint8_t)bundle[*offset] << 8 | (uint8_t)bundle[*offset + 1];
	if (wanted > left - 2)
		return false;
	*entry = bundle + *offset + 2;
	*length = wanted;
	*offset += 2 + wanted;
	return true;
}
