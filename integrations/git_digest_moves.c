/* SPDX-License-Identifier: Apache-2.0 */
/* Does a commit do nothing but move digests of artefacts? See git_digest_moves.h. */
#include "integrations/git_digest_moves.h"

#include <string.h>

#include "base/glob.h"
#include "base/text.h"
#include "integrations/git_graph.h"
#include "integrations/git_tree.h"

#define DIGEST_DIGITS 64
#define MOST_FILES 200         /* of one commit */
#define MOST_MOVES 50          /* of one commit */
#define MOST_NAMING_FILES 2000 /* at one commit */

/* ---- between two contents ---- */

static bool
is_of_word(char byte)
{
	return byte_is_letter(byte) || byte_is_digit(byte) || (byte && strchr("._+-", byte));
}

/* The length of the digest that begins here, or 0. */
static size_t
digest_at(const struct object *text, size_t at)
{
	static const char prefix[] = "sha256:";
	size_t length = sizeof(prefix) - 1 + DIGEST_DIGITS, end = at + length;

	if (text->length - at < length || memcmp(text->bytes + at, prefix, sizeof(prefix) - 1) != 0)
		return 0;
	for (size_t i = at + sizeof(prefix) - 1; i < end; i++)
		if (!byte_is_digit(text->bytes[i]) &&
		    (text->bytes[i] < 'a' || text->bytes[i] > 'f'))
			return 0;
	if ((at > 0 && is_of_word(text->bytes[at - 1])) ||
	    (end < text->length && is_of_word(text->bytes[end])))
		return 0;
	return length;
}

size_t
digest_count(const struct object *text, const char *digest)
{
	size_t count = 0;

	for (size_t at = 0; at < text->length; at++) {
		size_t length = digest_at(text, at);

		count += length == strlen(digest) && memcmp(text->bytes + at, digest, length) == 0;
	}
	return count;
}

static void
add_move(struct arena *arena, const char *path, const char *from, const char *to,
	 struct digest_moves *out)
{
	for (size_t i = 0; i < out->moves.count; i++) {
		const struct digest_move *move = &out->moves.at[i];

		if (text_equal(move->path, path) && text_equal(move->from, from) &&
		    text_equal(move->to, to))
			return;
	}
	*LIST_ADD(arena, &out->moves) = (struct digest_move){.path = path, .from = from, .to = to};
	out->move_count = (int64_t)out->moves.count;
}

bool
digest_moves_between(struct arena *arena, const char *path, const struct object *before,
		     const struct object *after, struct digest_moves *out)
{
	size_t at = 0;

	if (before->length != after->length)
		return false;
	while (at < before->length) {
		size_t length = digest_at(before, at);

		if (length && digest_at(after, at)) {
			const char *from = arena_copy(arena, before->bytes + at, length);
			const char *to = arena_copy(arena, after->bytes + at, length);

			if (!text_equal(from, to))
				add_move(arena, path, from, to, out);
			at += length;
		} else if (before->bytes[at] != after->bytes[at]) {
			return false;
		} else {
			at++;
		}
		if (out->moves.count > MOST_MOVES)
			return false;
	}
	return true;
}

/* ---- of a commit ---- */

struct moves_visitor {
	struct tree_visitor visitor;
	struct arena *arena;
	struct git *git;
	const struct texts *paths;
	uint64_t *read;
	size_t files;
	struct digest_moves *out;
};

static bool
refuse(struct moves_visitor *visitor, const char *path, const char *does)
{
	visitor->out->why =
		arena_format(visitor->arena, "it %s '%s'", does, text_shown(visitor->arena, path));
	return false;
}

static bool
read_side(struct moves_visitor *visitor, const struct object_id *id, struct object *object)
{
	struct error err;

	if (!object_read(visitor->git, id, OBJECT_BLOB, DIGEST_MOST_FILE_BYTES, object, &err)) {
		visitor->out->why = arena_text(visitor->arena, err.message);
		return false;
	}
	*visitor->read += object->length;
	return true;
}

static bool
compare(struct moves_visitor *visitor, const char *path, const struct tree_entry *from,
	const struct tree_entry *to)
{
	struct object before RELEASED_BY(object_release) = {0};
	struct object after RELEASED_BY(object_release) = {0};

	if (!read_side(visitor, &from->id, &before) || !read_side(visitor, &to->id, &after))
		return false;
	if (memchr(before.bytes, '\0', before.length) || memchr(after.bytes, '\0', after.length))
		return refuse(visitor, path, "changes a file that is no text,");
	return digest_moves_between(visitor->arena, path, &before, &after, visitor->out) ||
	       refuse(visitor, path, "changes more than digests in");
}

static bool
visit(struct tree_visitor *self, const char *raw, size_t length, const struct tree_entry *from,
      const struct tree_entry *to)
{
	struct moves_visitor *visitor = (struct moves_visitor *)self;
	const char *path = text_from_foreign(visitor->arena, raw, length, 4 * length + 4);

	if (!from || !to)
		return refuse(visitor, path, from ? "removes" : "adds");
	if (from->kind != to->kind || (from->kind != ENTRY_FILE && from->kind != ENTRY_PROGRAM))
		return refuse(visitor, path, "changes the kind of, or what is no file,");
	if (strlen(path) != length || memcmp(path, raw, length) != 0 ||
	    !globs_match(visitor->paths, path))
		return refuse(visitor, path, "changes a file that no promotion names,");
	if (++visitor->files > MOST_FILES || *visitor->read > DIGEST_MOST_READ_BYTES)
		return refuse(visitor, path, "changes too much to look through, from");
	return compare(visitor, path, from, to);
}

static void
find(struct moves_visitor *visitor, const char *commit)
{
	struct tree_pair trees;
	struct error err;

	if (!graph_trees(visitor->git, commit, &trees, &err) ||
	    (trees.any &&
	     !tree_diff(visitor->git, &trees.before, &trees.after, &visitor->visitor, &err)))
		visitor->out->why = arena_text(visitor->arena, err.message);
	else if (!trees.any)
		visitor->out->why = "it is the first commit of all";
	else if (!visitor->out->why && !visitor->out->moves.count)
		visitor->out->why = "it moves no digest";
}

void
git_digest_moves(struct arena *arena, struct git *git, const char *commit,
		 const struct texts *paths, uint64_t *read, struct digest_moves *out)
{
	struct moves_visitor visitor = {.visitor = {visit},
					.arena = arena,
					.git = git,
					.paths = paths,
					.read = read,
					.out = out};

	*out = (struct digest_moves){0};
	find(&visitor, commit);
	if (out->why)
		*out = (struct digest_moves){.why = out->why};
}

/* ---- what a commit names ---- */

struct files_visitor {
	struct tree_visitor visitor;
	struct arena *arena;
	struct git *git;
	const struct texts *paths;
	const char *digest;
	struct workload_files *out;
};

static bool
give_up(struct files_visitor *visitor, const char *why)
{
	visitor->out->availability = (struct availability){UNAVAILABLE, why};
	return false;
}

static bool
visit_file(struct tree_visitor *self, const char *raw, size_t length, const struct tree_entry *from,
	   const struct tree_entry *to)
{
	struct files_visitor *visitor = (struct files_visitor *)self;
	const char *path = text_from_foreign(visitor->arena, raw, length, 4 * length + 4);
	struct object object RELEASED_BY(object_release) = {0};
	struct error err;

	(void)from;
	if ((to->kind != ENTRY_FILE && to->kind != ENTRY_PROGRAM) ||
	    !globs_match(visitor->paths, path))
		return true;
	if (visitor->out->all.count >= MOST_NAMING_FILES)
		return give_up(visitor, "more files match `promotions` than are looked through");
	if (!object_read(visitor->git, &to->id, OBJECT_BLOB, DIGEST_MOST_FILE_BYTES, &object, &err))
		return give_up(visitor, arena_text(visitor->arena, err.message));
	*LIST_ADD(visitor->arena, &visitor->out->all) =
		(struct workload_file){path, digest_count(&object, visitor->digest) > 0};
	return true;
}

void
git_digest_files(struct arena *arena, struct git *git, const char *commit,
		 const struct texts *paths, const char *digest, struct workload_files *out)
{
	struct files_visitor visitor = {.visitor = {visit_file},
					.arena = arena,
					.git = git,
					.paths = paths,
					.digest = digest,
					.out = out};
	struct tree_pair trees;
	struct error err;

	*out = (struct workload_files){.availability = {.state = KNOWN}};
	if (!graph_trees(git, commit, &trees, &err) ||
	    !tree_diff(git, NULL, &trees.after, &visitor.visitor, &err))
		give_up(&visitor, arena_text(arena, err.message));
	if (out->availability.state != KNOWN)
		*out = (struct workload_files){.availability = out->availability};
	out->count = (int64_t)out->all.count;
}
