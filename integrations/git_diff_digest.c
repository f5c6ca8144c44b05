/* SPDX-License-Identifier: Apache-2.0 */
/* Is this the diff that was reviewed? See git_diff_digest.h. */
#include "integrations/git_diff_digest.h"

#include <string.h>

#include <git2/diff.h>
#include <git2/errors.h>

#include "base/hash.h"
#include "base/limits.h"
#include "integrations/git_file_content.h"
#include "integrations/git_graph.h"
#include "integrations/git_lines.h"
#include "integrations/git_made.h"
#include "integrations/git_tree.h"

#define CONTEXT_LINES 3
#define MOST_BYTES ((size_t)512 * 1024 * 1024)
#define FLUSH_BYTES ((size_t)64 * 1024)

struct digest_visitor {
	struct tree_visitor visitor;
	struct git *git;
	struct hasher *hasher;
	struct buffer pending; /* not hashed yet */
	struct lines from, to; /* of the file that is compared now */
	uint32_t files;
	size_t bytes; /* of all texts */
	struct merge_effort *effort;
	bool failed;
	struct error *err;
};

static void
flush(struct digest_visitor *visitor)
{
	if (visitor->pending.length)
		hasher_add(visitor->hasher, visitor->pending.bytes, visitor->pending.length);
	buffer_clear(&visitor->pending);
}

static void
put_number(struct digest_visitor *visitor, uint64_t number)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		buffer_add_byte(&visitor->pending, (char)(unsigned char)(number >> shift));
}

static void
put_text(struct digest_visitor *visitor, const char *bytes, size_t length)
{
	put_number(visitor, length);
	buffer_add(&visitor->pending, bytes, length);
	if (visitor->pending.length > FLUSH_BYTES)
		flush(visitor);
}

static void
put_id(struct digest_visitor *visitor, const struct tree_entry *entry)
{
	static const struct object_id none;

	buffer_add(&visitor->pending, entry ? entry->id.bytes : none.bytes, sizeof(none.bytes));
}

static void
put_ids(struct digest_visitor *visitor, const struct tree_entry *from, const struct tree_entry *to)
{
	buffer_add_byte(&visitor->pending, 'I');
	put_id(visitor, from);
	put_id(visitor, to);
}

static uint64_t
mode_of(const struct tree_entry *entry)
{
	static const uint64_t modes[] = {
		[ENTRY_FILE] = 0100644,  [ENTRY_PROGRAM] = 0100755,   [ENTRY_LINK] = 0120000,
		[ENTRY_FOLDER] = 040000, [ENTRY_SUBMODULE] = 0160000,
	};

	return entry ? modes[entry->kind] : 0;
}

/* Places are never negative. */
static int
visit_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *payload)
{
	struct digest_visitor *visitor = payload;

	(void)delta;
	buffer_add_byte(&visitor->pending, 'H');
	put_number(visitor, (uint64_t)hunk->old_start);
	put_number(visitor, (uint64_t)hunk->old_lines);
	put_number(visitor, (uint64_t)hunk->new_start);
	put_number(visitor, (uint64_t)hunk->new_lines);
	return 0;
}

/* Places count from 1; -1 is none. */
static const struct line *
line_at(const struct lines *lines, int place)
{
	return place > 0 && (size_t)place <= lines->count ? &lines->at[place - 1] : NULL;
}

/* What was compared are names of lines; what is hashed are the lines. */
static int
visit_line(const git_diff_delta *delta, const git_diff_hunk *hunk, const git_diff_line *name,
	   void *payload)
{
	struct digest_visitor *visitor = payload;
	const struct line *line = NULL;

	(void)delta;
	(void)hunk;
	if (name->origin == GIT_DIFF_LINE_ADDITION)
		line = line_at(&visitor->to, name->new_lineno);
	else if (name->origin == GIT_DIFF_LINE_DELETION || name->origin == GIT_DIFF_LINE_CONTEXT)
		line = line_at(&visitor->from, name->old_lineno);
	if (!line)
		return -1;
	buffer_add_byte(&visitor->pending, name->origin);
	put_text(visitor, line->bytes, line->length);
	return 0;
}

static bool
put_hunks(struct digest_visitor *visitor, struct arena *arena)
{
	git_diff_options options;
	struct lines *from = &visitor->from, *to = &visitor->to;
	int result;

	if (git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION) < 0)
		return fail_git(visitor->err, ERROR_BUG, "comparing lines");
	options.flags = GIT_DIFF_FORCE_TEXT;
	options.context_lines = CONTEXT_LINES;
	options.interhunk_lines = 0;
	lines_number(arena, from, to);
	buffer_add_byte(&visitor->pending, 'T');
	result = git_diff_buffers(lines_names(arena, from), from->count * LINE_NAME_BYTES, NULL,
				  lines_names(arena, to), to->count * LINE_NAME_BYTES, NULL,
				  &options, NULL, NULL, visit_hunk, visit_line, visitor);
	buffer_add_byte(&visitor->pending, '.');
	return result == 0 || fail_git(visitor->err, ERROR_UNAVAILABLE, "comparing lines");
}

static bool
split(struct arena *arena, const struct content *content, struct lines *lines)
{
	return !content->oversized && !content->binary &&
	       lines_split(arena, content->length ? content->object.bytes : "", content->length,
			   DIFF_TEXT_LINES, lines);
}

static bool
put_contents(struct digest_visitor *visitor, const struct tree_entry *from,
	     const struct tree_entry *to)
{
	struct content before RELEASED_BY(content_release) = {0};
	struct content after RELEASED_BY(content_release) = {0};
	struct arena arena RELEASED_BY(arena_release) = {0};

	if (!content_read(visitor->git, from, DIFF_TEXT_BYTES, &before, visitor->err) ||
	    !content_read(visitor->git, to, DIFF_TEXT_BYTES, &after, visitor->err))
		return false;
	visitor->bytes += before.object.length + after.object.length;
	if (visitor->bytes > MOST_BYTES)
		return fail(visitor->err, ERROR_UNAVAILABLE, "more than %zu bytes to compare",
			    MOST_BYTES);
	if (split(&arena, &before, &visitor->from) && split(&arena, &after, &visitor->to))
		return put_hunks(visitor, &arena);
	put_ids(visitor, from, to);
	return true;
}

static bool
put_record(struct digest_visitor *visitor, const char *path, size_t length,
	   const struct tree_entry *from, const struct tree_entry *to)
{
	bool plain = content_is_plain(from) && content_is_plain(to);

	if (!tree_count(&visitor->files, LIMIT_PATHS, "changed files", visitor->err))
		return false;
	buffer_add_byte(&visitor->pending, 'F');
	put_text(visitor, path, from ? length : 0);
	put_text(visitor, path, to ? length : 0);
	put_number(visitor, mode_of(from));
	put_number(visitor, mode_of(to));
	if (plain && from && to && object_id_equal(&from->id, &to->id))
		buffer_add_text(&visitor->pending, "T.");
	else if (plain)
		return put_contents(visitor, from, to);
	else
		put_ids(visitor, from, to);
	return true;
}

/* A pair for each folder on the way, at most: what is equal is not read. */
static uint32_t
trees_above(const char *path, size_t length)
{
	uint32_t folders = 1;

	for (size_t i = 0; i < length; i++)
		folders += path[i] == '/';
	return 2 * folders;
}

static bool
visit_file(struct tree_visitor *self, const char *path, size_t length,
	   const struct tree_entry *from, const struct tree_entry *to)
{
	struct digest_visitor *visitor = (struct digest_visitor *)self;

	visitor->effort->trees += trees_above(path, length);
	visitor->failed = !put_record(visitor, path, length, from, to);
	return !visitor->failed;
}

static bool
digest_trees(struct git *git, const struct object_id *from, const struct object_id *to,
	     char digest[65], struct merge_effort *effort, struct error *err)
{
	struct hasher *hasher RELEASED_BY(hasher_release) = hasher_new();
	struct digest_visitor visitor = {.visitor = {visit_file},
					 .git = git,
					 .hasher = hasher,
					 .effort = effort,
					 .err = err};
	struct sha256 sum;
	bool good;

	buffer_add_text(&visitor.pending, "changegate diff 1\n");
	good = tree_diff(git, from, to, &visitor.visitor, err) && !visitor.failed;
	flush(&visitor);
	buffer_release(&visitor.pending);
	effort->bytes += visitor.bytes;
	if (!good)
		return fail_while(err, "digest of a diff");
	hasher_finish(hasher, &sum);
	sha256_format(digest, &sum);
	return true;
}

/* What a repository says of an object may be a lie, but then reading it fails. */
static bool
find_tree(struct git *git, const char *text, struct object_id *tree, struct error *err)
{
	enum object_kind kind;
	uint32_t number;

	if (object_id_parse(text, tree) && object_kind(git, tree, &kind, err) &&
	    kind == OBJECT_TREE)
		return true;
	if (!graph_open(git, text, &number, err))
		return false;
	*tree = graph_of(git)->nodes[number].tree;
	return true;
}

bool
diff_digest_counted(struct git *git, const char *from, const char *to, char digest[65],
		    struct merge_effort *effort, struct error *err)
{
	struct object_id before, after;

	if ((from && !find_tree(git, from, &before, err)) || !find_tree(git, to, &after, err))
		return false;
	return digest_trees(git, from ? &before : NULL, &after, digest, effort, err);
}

bool
diff_digest(struct git *git, const char *from, const char *to, char digest[65], struct error *err)
{
	struct merge_effort effort = {0};

	return diff_digest_counted(git, from, to, digest, &effort, err);
}

bool
diff_digest_of_commit(struct git *git, const char *commit, char digest[65], struct error *err)
{
	struct graph *graph;
	struct object_id before, after;
	struct merge_effort effort = {0};
	uint32_t number, parent;

	if (!graph_open(git, commit, &number, err))
		return false;
	graph = graph_of(git);
	after = graph->nodes[number].tree;
	if (graph->nodes[number].parent_count == 0)
		return digest_trees(git, NULL, &after, digest, &effort, err);
	parent = graph->parents[graph->nodes[number].parents];
	if (!graph_read(git, parent, false, err))
		return fail_as(err, ERROR_UNAVAILABLE);
	before = graph->nodes[parent].tree;
	return digest_trees(git, &before, &after, digest, &effort, err);
}
