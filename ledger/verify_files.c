/* SPDX-License-Identifier: Apache-2.0 */
/* Does every file of the ledger belong to it? Part of verify.h. */
#include <string.h>

#include "base/text.h"
#include "ledger/unseal.h"
#include "ledger/verify_state.h"

/*
 * Interrupted appends leave tiles that are shorter than the ones in use, or longer by one entry:
 * those that a tree with one more entry would have. The part that is in the log must be as in the
 * log.
 */
static bool
is_leftover(const struct tile *tile, int64_t size)
{
	struct tile next = tile_at(tile->level, tile->number, size + 1);
	int64_t last = tile_level_size(tile->level, size + 1) - 1;

	if (tile->width == next.width)
		return tile->number == last / TILE_WIDTH;
	return tile->width < next.width;
}

static size_t
shared_bytes(const struct tile *tile, int shared, const struct buffer *bytes)
{
	size_t offset = 0, length;
	const char *entry;

	if (tile->level != TILE_ENTRIES)
		return (size_t)shared * sizeof(struct sha256);
	for (int i = 0; i < shared; i++)
		if (!entry_next(bytes->bytes, bytes->length, &offset, &entry, &length))
			return SIZE_MAX;
	return offset;
}

static bool
has_width(const struct tile *tile, const struct buffer *bytes)
{
	return tile->level == TILE_ENTRIES ||
	       bytes->length == (size_t)tile->width * sizeof(struct sha256);
}

static bool
begins_alike(const struct tile *tile, const struct tile *truth, const struct buffer *left,
	     const struct buffer *right)
{
	int shared = tile->width < truth->width ? tile->width : truth->width;
	size_t length = shared_bytes(truth, shared, right);

	return has_width(tile, left) && length <= left->length && length <= right->length &&
	       (length == 0 || memcmp(left->bytes, right->bytes, length) == 0) &&
	       (tile->width > truth->width || left->length == length);
}

static bool
check_leftover(struct verifying *verifying, const char *name, const struct tile *tile,
	       struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena;
	RELEASED_BY(buffer_release) struct buffer left = {0};
	RELEASED_BY(buffer_release) struct buffer right = {0};
	struct tile truth = tile_at(tile->level, tile->number, verifying->out->checkpoint.size);
	size_t limit = (size_t)TILE_WIDTH * (2 + UINT16_MAX);
	bool there;

	arena_init(&arena);
	if (!read_file(verifying, name, limit, "LEDGER-TILE", &left, &there, err))
		return false;
	if (there && truth.width > 0 &&
	    !read_file(verifying, tile_path(&arena, &truth), limit, "LEDGER-TILE", &right, &there,
		       err))
		return false;
	if (!there)
		return true;
	if (!begins_alike(tile, &truth, &left, &right))
		found(verifying, "LEDGER-TILE", name, "differs from the tile that is in use");
	else
		noticed(verifying, "LEDGER-LEFTOVER", name,
			"left by an interrupted append; not in use");
	return true;
}

static bool
is_record_path(const char *name)
{
	/* 9: a digit; U: of a ULID */
	static const char form[] = "records/9999/99/UUUUUUUUUUUUUUUUUUUUUUUUUU.json";

	for (size_t i = 0; i < sizeof(form) - 1; i++)
		if (form[i] == '9'   ? !byte_is_digit(name[i])
		    : form[i] == 'U' ? !byte_is_digit(name[i]) && !byte_is_letter(name[i])
				     : name[i] != form[i])
			return false;
	return name[sizeof(form) - 1] == '\0';
}

static bool
is_missing(const struct verifying *verifying, const char *payload)
{
	return payload && !known_find(&verifying->chains, payload);
}

/* Whatever a record rests on was in the log when it was made, and a log only grows. */
static bool
is_of_a_later_log(const struct verifying *verifying, const struct record *record)
{
	return is_missing(verifying, record->chain.previous_record) ||
	       is_missing(verifying, record->chain.attempt) ||
	       is_missing(verifying, record->about) ||
	       (record->chain.in_place && is_missing(verifying, record->chain.in_place->record)) ||
	       (record->evidence &&
		record->evidence->ledger.size > verifying->out->checkpoint.size);
}

/* What an interrupted append leaves would continue the log as it is, or as it once was. */
static bool
check_orphan(struct verifying *verifying, const char *name, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena;
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct unsealed unsealed;
	struct error ignored;
	const char *code;
	bool there;

	arena_init(&arena);
	if (!read_file(verifying, name, LIMIT_ENVELOPE_BYTES, "LEDGER-UNKNOWN-FILE", &bytes, &there,
		       err))
		return false;
	if (!there)
		return true;
	if (unseal(&arena, bytes.bytes, bytes.length, verifying->request->trust,
		   verifying->out->checkpoint.size, &unsealed, &code, &ignored) &&
	    is_of_a_later_log(verifying, &unsealed.record))
		found(verifying, "LEDGER-ROLLED-BACK", name,
		      "continues a record that is not in the log: the log was put back to an older "
		      "state");
	else
		noticed(verifying, "LEDGER-INTERRUPTED", name,
			"not in the log (interrupted append)");
	return true;
}

static bool
check_file(struct verifying *verifying, const char *name, struct error *err)
{
	struct tile tile;

	if (tile_from_path(name, &tile) && is_leftover(&tile, verifying->out->checkpoint.size))
		return check_leftover(verifying, name, &tile, err);
	if (is_record_path(name))
		return check_orphan(verifying, name, err);
	found(verifying, "LEDGER-UNKNOWN-FILE", name, "does not belong to a ledger");
	return true;
}

bool
verify_files(struct verifying *verifying, struct error *err)
{
	RELEASED_BY(arena_release) struct arena arena;
	struct unseen next = {0};
	const char *name;
	bool done = true;

	arena_init(&arena);
	while (done && !is_enough(verifying) &&
	       (name = names_unseen(&verifying->names, &next, &arena))) {
		done = check_file(verifying, name, err);
		arena_clear(&arena);
	}
	return done;
}
