/* SPDX-License-Identifier: Apache-2.0 */
/* Do the files in the work tree equal a commit? See work_tree.h. */
#include "integrations/work_tree.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/glob.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/disk.h"
#include "integrations/files.h"
#include "integrations/git_graph.h"
#include "integrations/git_rules.h"
#include "integrations/git_tree.h"

#define MOST_EXAMPLES 10

struct comparing {
	struct arena *arena; /* for examples */
	struct git *git;
	const struct texts *reports, *excluded;
	struct work_tree *work_tree;
	size_t seen;
	uint32_t entries; /* of the commit's folders */
	unsigned depth;
	struct error *err;
};

/* A folder that is compared: its path ends with "/", or is empty for the root. */
struct place {
	struct arena *scratch;
	const char *path;
	struct file_entries files;
	bool *tracked; /* of files: is it in the commit? */
};

static void
note_difference(struct comparing *comparing, const char *path)
{
	struct work_tree *work_tree = comparing->work_tree;
	size_t length = strlen(path);

	work_tree->differing++;
	if (work_tree->examples.count < MOST_EXAMPLES)
		texts_add(comparing->arena, &work_tree->examples,
			  text_from_foreign(comparing->arena, path, length, 4 * length + 4));
}

static char *
full_path(struct comparing *comparing, struct arena *scratch, const char *path)
{
	return arena_format(scratch, "%s/%s", git_work_tree(comparing->git), path);
}

static bool
count_file(struct comparing *comparing)
{
	if (++comparing->seen > LIMIT_WORKTREE_FILES)
		return fail(comparing->err, ERROR_UNAVAILABLE, "more than %d files",
			    LIMIT_WORKTREE_FILES);
	return true;
}

/* ---- files of the commit ---- */

/* Byte for byte, or else after what git does to line ends when a file is added. */
static bool
same_content(struct comparing *comparing, struct arena *scratch, const char *path,
	     const struct object_id *id, bool *same)
{
	struct object_id actual;

	if (!blob_id_of_file(full_path(comparing, scratch, path), &actual, comparing->err))
		return false;
	*same = object_id_equal(&actual, id);
	if (*same)
		return true;
	if (!blob_id_of_added(comparing->git, path, &actual, comparing->err))
		return false;
	*same = object_id_equal(&actual, id);
	return true;
}

static bool
same_link(struct comparing *comparing, struct arena *scratch, const char *path,
	  const struct object_id *id, bool *same)
{
	char *target = arena_allocate(scratch, PATH_MAX);
	ssize_t length = readlink(full_path(comparing, scratch, path), target, PATH_MAX);
	struct object_id actual;

	if (length < 0)
		return fail_with_errno(comparing->err, errno, "reading link", path);
	if (!blob_id_of_bytes(target, (size_t)length, &actual, comparing->err))
		return false;
	*same = object_id_equal(&actual, id);
	return true;
}

static bool
compare_file(struct comparing *comparing, struct arena *scratch, const char *path,
	     const struct tree_entry *entry, const struct file_entry *file)
{
	bool same = false;

	if (!count_file(comparing))
		return false;
	if (entry->kind == ENTRY_LINK) {
		if (file->kind == FILE_LINK &&
		    !same_link(comparing, scratch, path, &entry->id, &same))
			return false;
	} else if (file->kind == FILE_REGULAR &&
		   file->executable == (entry->kind == ENTRY_PROGRAM)) {
		if (!same_content(comparing, scratch, path, &entry->id, &same))
			return false;
	}
	if (!same)
		note_difference(comparing, path);
	return true;
}

/* ---- files that the commit has not ---- */

/* At or below one of the excluded paths? */
static bool
is_excluded(const struct texts *excluded, const char *path)
{
	for (size_t i = 0; i < excluded->count; i++) {
		size_t length = strlen(excluded->at[i]);

		while (length && excluded->at[i][length - 1] == '/')
			length--;
		if (length && strncmp(path, excluded->at[i], length) == 0 &&
		    (!path[length] || path[length] == '/'))
			return true;
	}
	return false;
}

static bool compare_untracked_folder(struct comparing *comparing, const char *path);

/*
 * What would hide itself and others: ignore rules that the commit has not, and repositories, which
 * git never looks into. The one at the root is this one.
 */
static bool
hides(const struct file_entry *file)
{
	return text_equal_ignoring_case(file->name, ".git") ||
	       text_equal_ignoring_case(file->name, ".gitignore");
}

static bool
compare_untracked(struct comparing *comparing, struct arena *scratch, const char *path,
		  const struct file_entry *file)
{
	bool is_folder = file->kind == FILE_FOLDER, ignored;
	const char *asked = is_folder ? arena_format(scratch, "%s/", path) : path;

	if (!count_file(comparing))
		return false;
	if (text_equal(path, ".git") || is_excluded(comparing->excluded, path))
		return true;
	if (hides(file)) {
		note_difference(comparing, path);
		return true;
	}
	if (file->kind == FILE_REGULAR && globs_match(comparing->reports, path))
		return true;
	if (!path_is_ignored(comparing->git, asked, &ignored, comparing->err))
		return false;
	if (ignored)
		return true;
	if (is_folder)
		return compare_untracked_folder(comparing, asked);
	note_difference(comparing, path);
	return true;
}

static bool
enter(struct comparing *comparing)
{
	if (++comparing->depth > LIMIT_TREE_DEPTH)
		return fail(comparing->err, ERROR_UNAVAILABLE, "more than %d nested folders",
			    LIMIT_TREE_DEPTH);
	return true;
}

static bool
open_place(struct comparing *comparing, struct place *place)
{
	return folder_read(place->scratch, full_path(comparing, place->scratch, place->path),
			   &place->files, comparing->err);
}

static const char *
path_in(const struct place *place, const char *name)
{
	return arena_format(place->scratch, "%s%s", place->path, name);
}

static bool
compare_untracked_folder(struct comparing *comparing, const char *path)
{
	struct arena scratch RELEASED_BY(arena_release) = {0};
	struct place place = {.scratch = &scratch, .path = path};

	if (!enter(comparing) || !open_place(comparing, &place))
		return false;
	for (size_t i = 0; i < place.files.count; i++)
		if (!compare_untracked(comparing, &scratch, path_in(&place, place.files.at[i].name),
				       &place.files.at[i]))
			return false;
	comparing->depth--;
	return true;
}

/* ---- folders of the commit ---- */

static const struct file_entry *
find_file(const struct place *place, const char *name)
{
	size_t low = 0, high = place->files.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(name, place->files.at[middle].name);

		if (order == 0)
			return &place->files.at[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/*
 * What is in a submodule is its own repository's matter; which commit is checked out there is ours.
 * A folder that is empty or not there was not checked out.
 */
static bool
compare_submodule(struct comparing *comparing, const struct place *place, const char *path,
		  const struct object_id *id, const struct file_entry *file)
{
	const char *folder = full_path(comparing, place->scratch, path);
	struct file_entries files;
	char recorded[41], actual[41];

	if (!file)
		return true;
	if (file->kind == FILE_FOLDER) {
		if (!folder_read(place->scratch, folder, &files, comparing->err))
			return false;
		object_id_format(recorded, id);
		if (files.count == 0 ||
		    (git_checked_out(folder, actual) && text_equal(actual, recorded)))
			return true;
	}
	note_difference(comparing, path);
	return true;
}

/* Rules behind a link are not the commit's; git does not follow it either. */
static bool
is_linked_rules(const struct tree_entry *entry)
{
	return entry->kind == ENTRY_LINK && text_equal_ignoring_case(entry->name, ".gitignore");
}

static bool compare_folder(struct comparing *comparing, const char *path,
			   const struct object_id *id);

static bool
compare_entry(struct comparing *comparing, const struct place *place,
	      const struct tree_entry *entry, const struct file_entry *file)
{
	const char *path = path_in(place, entry->name);

	if (entry->kind == ENTRY_SUBMODULE)
		return compare_submodule(comparing, place, path, &entry->id, file);
	if (file && entry->kind == ENTRY_FOLDER && file->kind == FILE_FOLDER)
		return compare_folder(
			comparing, path_in(place, arena_format(place->scratch, "%s/", entry->name)),
			&entry->id);
	if (file && entry->kind != ENTRY_FOLDER && !is_linked_rules(entry))
		return compare_file(comparing, place->scratch, path, entry, file);
	note_difference(comparing, path);
	return true;
}

static bool
compare_tracked(struct comparing *comparing, struct place *place, const struct object *tree)
{
	struct tree_cursor cursor;
	struct tree_entry entry;
	bool more;

	tree_begin(&cursor, tree);
	for (;;) {
		const struct file_entry *file;

		if (!tree_next(&cursor, &entry, &more, comparing->err))
			return false;
		if (!more)
			return true;
		if (!tree_count(&comparing->entries, LIMIT_TREE_ENTRIES, "entries of folders",
				comparing->err))
			return false;
		file = find_file(place, entry.name);
		if (file)
			place->tracked[file - place->files.at] = true;
		if (!compare_entry(comparing, place, &entry, file))
			return false;
	}
}

static bool
compare_rest(struct comparing *comparing, const struct place *place)
{
	for (size_t i = 0; i < place->files.count; i++) {
		const struct file_entry *file = &place->files.at[i];

		if (!place->tracked[i] &&
		    !compare_untracked(comparing, place->scratch, path_in(place, file->name), file))
			return false;
	}
	return true;
}

static bool
compare_folder(struct comparing *comparing, const char *path, const struct object_id *id)
{
	struct arena scratch RELEASED_BY(arena_release) = {0};
	struct object tree RELEASED_BY(object_release) = {0};
	struct place place = {.scratch = &scratch, .path = path};

	if (!enter(comparing) || !open_place(comparing, &place) ||
	    !tree_read(comparing->git, id, &tree, comparing->err))
		return false;
	place.tracked = arena_allocate(&scratch, place.files.count);
	if (!compare_tracked(comparing, &place, &tree) || !compare_rest(comparing, &place))
		return false;
	comparing->depth--;
	return true;
}

static bool
compare_commit(struct comparing *comparing, const char *commit)
{
	struct graph *graph = graph_of(comparing->git);
	struct object_id id;
	uint32_t number;

	if (!git_work_tree(comparing->git))
		return fail(comparing->err, ERROR_UNAVAILABLE,
			    "the repository is bare: there is no work tree in which tests could "
			    "have run");
	if (!object_id_parse(commit, &id))
		return fail(comparing->err, ERROR_USAGE, "what should be a commit id is none");
	if (!rules_are_committed(comparing->git, comparing->err))
		return false;
	number = graph_node(graph, &id);
	return graph_read(comparing->git, number, false, comparing->err) &&
	       compare_folder(comparing, "", &graph->nodes[number].tree);
}

void
work_tree_compare(struct arena *arena, struct git *git, const char *commit,
		  const struct texts *reports, const struct texts *excluded,
		  struct work_tree *work_tree)
{
	struct error err;
	struct comparing comparing = {
		.arena = arena,
		.git = git,
		.reports = reports,
		.excluded = excluded,
		.work_tree = work_tree,
		.err = &err,
	};

	*work_tree = (struct work_tree){.availability = {.state = KNOWN}};
	if (compare_commit(&comparing, commit)) {
		work_tree->matches = work_tree->differing == 0;
		return;
	}
	*work_tree = (struct work_tree){.availability = {.state = UNAVAILABLE}};
	work_tree->availability.why = arena_text(arena, err.message);
}
