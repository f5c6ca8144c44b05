/* SPDX-License-Identifier: Apache-2.0 */
/* What tree does merging two trees give? See git_merge_tree.h. */
#include "integrations/git_merge_tree.h"

#include "base/limits.h"
#include "integrations/git_abreast.h"
#include "integrations/git_merge_file.h"
#include "integrations/git_text_steps.h"

enum { BASE, OURS, THEIRS };

struct tree_merge {
	struct arena *arena;
	struct merging *merging;
	struct merged_files *merged;
	bool keep;
	struct abreast_path path;
	struct error *err;
};

/* ---- files ---- */

struct three_objects {
	struct object base, ours, theirs;
};

static void
three_release(struct three_objects *three)
{
	object_release(&three->base);
	object_release(&three->ours);
	object_release(&three->theirs);
}

/* *fits is false if there is too much of it to merge lines. */
static bool
read_file(struct merging *merging, const struct object_id *id, struct object *object, bool *fits,
	  struct error *err)
{
	size_t length;

	if (!*fits)
		return true;
	if (!merging_length(merging, id, &length, err))
		return false;
	*fits = length <= LIMIT_MERGE_BYTES;
	return !*fits || (merging_spend(merging, length, err) &&
			  merging_read(merging, id, OBJECT_BLOB, LIMIT_MERGE_BYTES, object, err));
}

static bool
read_three(struct merging *merging, const struct merged_file *file, struct three_objects *three,
	   bool *texts, struct error *err)
{
	bool fits = true;

	if ((file->has_base && !read_file(merging, &file->base, &three->base, &fits, err)) ||
	    !read_file(merging, &file->ours, &three->ours, &fits, err) ||
	    !read_file(merging, &file->theirs, &three->theirs, &fits, err))
		return false;
	*texts = fits && !text_is_binary(&three->base) && !text_is_binary(&three->ours) &&
		 !text_is_binary(&three->theirs);
	return true;
}

/* *close is false if comparing the lines takes too long. */
static bool
are_close(struct merging *merging, const struct three_texts *texts, bool *close, struct error *err)
{
	uint64_t steps = 0;

	*close = text_steps(texts->base, texts->ours, &steps, LIMIT_MERGE_STEPS) &&
		 text_steps(texts->base, texts->theirs, &steps, LIMIT_MERGE_STEPS);
	merging->effort.steps += steps;
	return merging->effort.steps <= LIMIT_MERGE_TOTAL_STEPS ||
	       fail(err, ERROR_UNAVAILABLE, "lines of files that take too long to compare");
}

bool
merge_file(struct merging *merging, const struct merged_file *file, int how, bool keep,
	   struct object_id *result, bool *clean, struct error *err)
{
	struct three_objects three RELEASED_BY(three_release) = {0};
	struct buffer out RELEASED_BY(buffer_release) = {0};
	const struct three_texts texts = {&three.base, &three.ours, &three.theirs};
	bool are_texts;

	*clean = false;
	if (!read_three(merging, file, &three, &are_texts, err) ||
	    (are_texts && !are_close(merging, &texts, &are_texts, err)) ||
	    (are_texts && !text_merge((enum text_merge)how, &texts, &out, clean, err)))
		return false;
	/* A base may have both versions of some lines. */
	*clean = *clean || (keep && are_texts);
	if (!*clean)
		return true;
	if (keep)
		return merging_make(merging, OBJECT_BLOB, out.length ? out.bytes : "", out.length,
				    result, err);
	return blob_id_of_bytes(out.length ? out.bytes : "", out.length, result, err);
}

static bool
is_regular(const struct tree_entry *entry)
{
	return entry && (entry->kind == ENTRY_FILE || entry->kind == ENTRY_PROGRAM);
}

/* Files whose bytes may differ and modes too: false if the modes conflict. */
static bool
merge_kinds(const struct tree_entry *const *row, enum entry_kind *kind)
{
	bool has_base = is_regular(row[BASE]);

	if (row[OURS]->kind == row[THEIRS]->kind ||
	    (has_base && row[THEIRS]->kind == row[BASE]->kind))
		*kind = row[OURS]->kind;
	else if (has_base && row[OURS]->kind == row[BASE]->kind)
		*kind = row[THEIRS]->kind;
	else
		return false;
	return true;
}

static bool
merge_lines(struct tree_merge *merge, const struct merged_file *file, struct object_id *id)
{
	bool clean = false;

	for (int how = 0; how < TEXT_MERGES && !clean; how++)
		if (!merge_file(merge->merging, file, how, merge->keep, id, &clean, merge->err))
			return false;
	if (!clean)
		*id = conflict_id;
	return true;
}

static bool
note_file(struct tree_merge *merge, const struct merged_file *file)
{
	if (merge->merged->files.count == LIMIT_PATHS)
		return fail(merge->err, ERROR_UNAVAILABLE, "more than %d files to merge",
			    LIMIT_PATHS);
	*LIST_ADD(merge->arena, &merge->merged->files) = *file;
	return true;
}

/* Two regular files, of which neither is what the base has. */
static bool
merge_contents(struct tree_merge *merge, const struct tree_entry *const *row,
	       struct tree_entry *out)
{
	struct merged_file file = {.has_base = is_regular(row[BASE]),
				   .ours = row[OURS]->id,
				   .theirs = row[THEIRS]->id};
	const struct abreast_path *path = &merge->path;

	if (file.has_base)
		file.base = row[BASE]->id;
	if (!merge_kinds(row, &out->kind))
		return true;
	if (object_id_equal(&file.ours, &file.theirs)) {
		out->id = file.ours;
		return true;
	}
	if (file.has_base && object_id_equal(&file.ours, &file.base)) {
		out->id = file.theirs;
		return true;
	}
	if (file.has_base && object_id_equal(&file.theirs, &file.base)) {
		out->id = file.ours;
		return true;
	}
	file.path = arena_copy(merge->arena, path->text.bytes, path->text.length);
	return merge_lines(merge, &file, &out->id) && note_file(merge, &file);
}

/* Whatever is no folder. out->name stays NULL if nothing is there afterwards. */
static bool
merge_entries(struct tree_merge *merge, const struct tree_entry *const *row, struct tree_entry *out)
{
	const struct tree_entry *chosen = NULL;

	if (entries_are_same(row[OURS], row[THEIRS]))
		chosen = row[OURS];
	else if (!entry_is_conflict(row[BASE]) && entries_are_same(row[OURS], row[BASE]))
		chosen = row[THEIRS];
	else if (!entry_is_conflict(row[BASE]) && entries_are_same(row[THEIRS], row[BASE]))
		chosen = row[OURS];
	else {
		*out = row[OURS] ? *row[OURS] : *row[THEIRS];
		out->id = conflict_id;
		if (!entry_is_conflict(row[BASE]) && !entry_is_conflict(row[OURS]) &&
		    !entry_is_conflict(row[THEIRS]) && is_regular(row[OURS]) &&
		    is_regular(row[THEIRS]))
			return merge_contents(merge, row, out);
		return true;
	}
	if (chosen)
		*out = *chosen;
	return true;
}

/* ---- folders ---- */

/* Files of the result that a folder of the same name may still follow. */
struct waiting {
	const char *name;
	size_t length, id_at;
};

struct level {
	struct buffer bytes;
	struct waiting *waiting;
	size_t waiting_count, waiting_capacity;
};

static void
level_release(struct level *level)
{
	buffer_release(&level->bytes);
	free(level->waiting);
}

/* The names between "a" and "a/" all begin with "a". */
static void
drop_passed(struct level *level, const struct tree_entry *entry)
{
	while (level->waiting_count) {
		const struct waiting *last = &level->waiting[level->waiting_count - 1];

		if (last->length <= entry->name_length &&
		    memcmp(last->name, entry->name, last->length) == 0)
			break;
		level->waiting_count--;
	}
}

static void
wait_for_folder(struct level *level, const struct tree_entry *entry)
{
	if (level->waiting_count == level->waiting_capacity) {
		size_t capacity = level->waiting_capacity ? level->waiting_capacity * 2 : 16;
		struct waiting *grown = realloc(level->waiting, capacity * sizeof(*grown));

		if (!grown)
			abort();
		level->waiting = grown;
		level->waiting_capacity = capacity;
	}
	level->waiting[level->waiting_count++] = (struct waiting){
		entry->name, entry->name_length, level->bytes.length - sizeof(entry->id.bytes)};
}

/* A file and a folder of one name cannot both be: nobody can tell what the file's place becomes. */
static void
find_clash(struct tree_merge *merge, struct level *level, const struct tree_entry *folder)
{
	for (size_t i = 0; i < level->waiting_count; i++) {
		const struct waiting *file = &level->waiting[i];

		if (file->length != folder->name_length)
			continue;
		memcpy(level->bytes.bytes + file->id_at, conflict_id.bytes,
		       sizeof(conflict_id.bytes));
		texts_add(merge->arena, &merge->merged->clashes,
			  arena_format(merge->arena, "%.*s%.*s/", (int)merge->path.text.length,
				       merge->path.text.length ? merge->path.text.bytes : "",
				       (int)folder->name_length, folder->name));
	}
}

static void
level_add(struct tree_merge *merge, struct level *level, const struct tree_entry *entry)
{
	drop_passed(level, entry);
	if (entry->kind == ENTRY_FOLDER)
		find_clash(merge, level, entry);
	tree_add(&level->bytes, entry);
	if (entry->kind != ENTRY_FOLDER)
		wait_for_folder(level, entry);
}

static bool merge_level(struct tree_merge *merge, const struct object_id *const *ids,
			struct level *level);

static bool
merge_folders(struct tree_merge *merge, const struct tree_entry *const *row, struct tree_entry *out)
{
	struct level level RELEASED_BY(level_release) = {0};
	const struct object_id *ids[MOST_ABREAST];

	for (int i = 0; i < MOST_ABREAST; i++)
		ids[i] = row[i] ? &row[i]->id : NULL;
	if (!merge_level(merge, ids, &level))
		return false;
	if (!level.bytes.length)
		out->name = NULL;
	return !level.bytes.length || merging_make(merge->merging, OBJECT_TREE, level.bytes.bytes,
						   level.bytes.length, &out->id, merge->err);
}

/* Is the answer one of the sides as it is? */
static bool
is_one_sided(const struct tree_entry *const *row)
{
	return entries_are_same(row[OURS], row[THEIRS]) || entries_are_same(row[OURS], row[BASE]) ||
	       entries_are_same(row[THEIRS], row[BASE]);
}

/* A folder that both changed in the same way was not looked into. */
static bool
may_be_removed_twice(const struct tree_entry *const *row)
{
	if (!row[BASE] || !entries_are_same(row[OURS], row[THEIRS]))
		return false;
	return !row[OURS] ||
	       (row[BASE]->kind == ENTRY_FOLDER && !entries_are_same(row[OURS], row[BASE]));
}

static bool
merge_row(struct tree_merge *merge, const struct tree_entry *const *row,
	  const struct tree_entry *any, struct level *level)
{
	struct tree_entry out = {0};
	bool good;
	size_t before;

	merge->merged->any_removed_twice |= may_be_removed_twice(row);
	if (!path_enter(&merge->path, any, &before, merge->err))
		return false;
	if (any->kind != ENTRY_FOLDER || is_one_sided(row)) {
		good = merge_entries(merge, row, &out);
	} else {
		out = *any;
		good = merge_folders(merge, row, &out);
	}
	path_leave(&merge->path, any, before);
	merge->merged->any_conflict |= out.name && entry_is_conflict(&out);
	if (good && out.name)
		level_add(merge, level, &out);
	return good;
}

static bool
merge_level(struct tree_merge *merge, const struct object_id *const *ids, struct level *level)
{
	struct abreast abreast RELEASED_BY(abreast_release) = {0};
	const struct tree_entry *row[MOST_ABREAST] = {0};
	bool more;

	if (!abreast_open(&abreast, merge->merging, ids, MOST_ABREAST, merge->err) ||
	    !abreast_next(&abreast, row, &more, merge->err))
		return false;
	while (more) {
		const struct tree_entry any = *abreast_any(&abreast, row);

		if (!merge_row(merge, row, &any, level) ||
		    !abreast_next(&abreast, row, &more, merge->err))
			return false;
	}
	return true;
}

bool
merge_trees(struct arena *arena, struct merging *merging, const struct three_trees *trees,
	    bool keep, struct merged_files *merged, struct object_id *result, struct error *err)
{
	struct tree_merge merge = {
		.arena = arena, .merging = merging, .merged = merged, .keep = keep, .err = err};
	const struct object_id *ids[] = {trees->base, trees->ours, trees->theirs};
	struct level level RELEASED_BY(level_release) = {0};
	bool good = merge_level(&merge, ids, &level);

	buffer_release(&merge.path.text);
	return good &&
	       merging_make(merging, OBJECT_TREE, level.bytes.bytes ? level.bytes.bytes : "",
			    level.bytes.length, result, err);
}
