/* SPDX-License-Identifier: Apache-2.0 */
/* How does a record show that it is in the log, without the log? See receipt.h. */
#include "ledger/receipt.h"

#include <string.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"

#define FIRST_LINE "c2sp.org/tlog-proof@v1"
#define EXTRA "extra "
#define INDEX "index "

void
receipt_write(struct buffer *out, const struct receipt *receipt)
{
	buffer_add_text(out, FIRST_LINE "\n" EXTRA);
	base64_encode(out, receipt->leaf, receipt->leaf_length);
	buffer_add_format(out, "\n" INDEX "%lld\n", (long long)receipt->index);
	for (size_t i = 0; i < receipt->proof.count; i++) {
		base64_encode(out, receipt->proof.at[i].bytes, sizeof(receipt->proof.at[i].bytes));
		buffer_add_byte(out, '\n');
	}
	buffer_add_byte(out, '\n');
	buffer_add(out, receipt->checkpoint_bytes, receipt->checkpoint_length);
}

struct lines {
	const char *at;
	size_t left;
};

/* The next line without its newline; it must begin with `prefix`, which is left out. */
static bool
next_line(struct lines *lines, const char *prefix, const char **line, size_t *length)
{
	const char *end = lines->left ? memchr(lines->at, '\n', lines->left) : NULL;
	size_t skipped = strlen(prefix);

	if (!end || (size_t)(end - lines->at) < skipped || memcmp(lines->at, prefix, skipped) != 0)
		return false;
	*line = lines->at + skipped;
	*length = (size_t)(end - *line);
	lines->left -= (size_t)(end + 1 - lines->at);
	lines->at = end + 1;
	return true;
}

static bool
read_leaf(struct arena *arena, const char *line, size_t length, struct receipt *out)
{
	RELEASED_BY(buffer_release) struct buffer leaf = {0};

	if (!base64_decode(&leaf, line, length) || leaf.length == 0 ||
	    leaf.length > LIMIT_LEAF_BYTES)
		return false;
	out->leaf = arena_copy(arena, leaf.bytes, leaf.length);
	out->leaf_length = leaf.length;
	return true;
}

static bool
read_index(struct arena *arena, const char *line, size_t length, struct receipt *out)
{
	const char *text = arena_copy(arena, line, length);

	if (strlen(text) != length || !byte_is_digit(text[0]) || (text[0] == '0' && text[1]))
		return false;
	return text_to_integer(text, &out->index) && out->index < LIMIT_LEDGER_SIZE;
}

static bool
read_hash(struct arena *arena, const char *line, size_t length, struct receipt *out)
{
	RELEASED_BY(buffer_release) struct buffer hash = {0};
	struct sha256 *added;

	if (!base64_decode(&hash, line, length) || hash.length != sizeof(struct sha256) ||
	    out->proof.count >= MERKLE_HEIGHT)
		return false;
	added = LIST_ADD(arena, &out->proof);
	memcpy(added->bytes, hash.bytes, hash.length);
	return true;
}

static bool
read_head(struct arena *arena, struct lines *lines, struct receipt *out)
{
	const char *line;
	size_t length;

	if (!next_line(lines, FIRST_LINE, &line, &length) || length != 0)
		return false;
	if (!next_line(lines, EXTRA, &line, &length) || !read_leaf(arena, line, length, out))
		return false;
	return next_line(lines, INDEX, &line, &length) && read_index(arena, line, length, out);
}

static bool
read_proof(struct arena *arena, struct lines *lines, struct receipt *out)
{
	const char *line;
	size_t length;

	while (next_line(lines, "", &line, &length)) {
		if (length == 0)
			return true;
		if (!read_hash(arena, line, length, out))
			return false;
	}
	return false;
}

bool
receipt_parse(struct arena *arena, const char *bytes, size_t length, struct receipt *out,
	      struct error *err)
{
	struct lines lines = {bytes, length};
	struct receipt read = {0};

	if (!read_head(arena, &lines, &read) || !read_proof(arena, &lines, &read))
		return fail(err, ERROR_FORMAT, "not a receipt as changegate writes it");
	if (!checkpoint_parse(arena, lines.at, lines.left, &read.checkpoint, err))
		return fail_while(err, "reading the receipt");
	read.checkpoint_bytes = arena_copy(arena, lines.at, lines.left);
	read.checkpoint_length = lines.left;
	*out = read;
	return true;
}

bool
receipt_verify(struct arena *arena, const struct receipt *receipt, const struct trust *trust,
	       struct error *err)
{
	struct checkpoint checkpoint;
	struct sha256 leaf;

	if (!checkpoint_verify(arena, receipt->checkpoint_bytes, receipt->checkpoint_length, trust,
			       &checkpoint, NULL, err))
		return fail_while(err, "verifying the receipt");
	merkle_leaf(&leaf, receipt->leaf, receipt->leaf_length);
	if (!merkle_included(&leaf, receipt->index, checkpoint.size, &receipt->proof,
			     &checkpoint.root))
		return fail(err, ERROR_LEDGER,
			    "verifying the receipt: the entry is not in the checkpoint's tree");
	return true;
}
