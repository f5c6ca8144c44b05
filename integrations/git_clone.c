/* SPDX-License-Identifier: Apache-2.0 */
/* What in this clone makes git see another history than its objects tell? See git_clone.h. */
#include "integrations/git_clone.h"

#include <stdlib.h>
#include <string.h>

#include <git2/errors.h>
#include <git2/odb.h>
#include <git2/refs.h>
#include <git2/repository.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/disk.h"
#include "integrations/git_graph.h"
#include "integrations/git_graph_files.h"

#define SHORT_ID 12

struct search {
	struct arena *arena;
	struct git *git;
	git_odb *own; /* without what was lent; NULL: nothing was */
	const struct graph *graph;
	struct texts *altered;
	struct error *err;
};

static void
release_memory(void *memory)
{
	free(*(void **)memory);
}

static void
release_iterator(git_reference_iterator **iterator)
{
	git_reference_iterator_free(*iterator);
}

/* ---- files of lines ---- */

/* A line other than comments? For libgit2 a carriage return ends one, too. */
static bool
has_entry(const struct buffer *file)
{
	bool begins = true, comment = false;

	for (size_t i = 0; i < file->length; i++) {
		char byte = file->bytes[i];

		if (begins)
			comment = byte == '#';
		begins = byte == '\n' || byte == '\r';
		if (!comment && !byte_is_space(byte))
			return true;
	}
	return false;
}

static bool
find_lines(struct search *search, const char *folder, const char *name, const char *effect)
{
	const char *path = arena_format(search->arena, "%s%s", folder, name), *shown;
	struct buffer file RELEASED_BY(buffer_release) = {0};

	if (!disk_read(path, LIMIT_RULES_BYTES, &file, search->err))
		return search->err->code == ERROR_ABSENT;
	shown = path_shown(search->arena, search->git, path);
	if (has_entry(&file))
		texts_add(search->arena, search->altered,
			  arena_format(search->arena, "%s %s: `rm '%s'`", shown, effect, shown));
	return true;
}

static bool
find_files(struct search *search, const char *folder)
{
	static const char from_clone[] =
		"brings objects from elsewhere (a clone with --shared or --reference); copy them "
		"(`git repack -a -d`) and remove it";

	return find_lines(search, folder, "info/grafts",
			  "gives commits other parents; remove it") &&
	       find_lines(search, folder, "objects/info/alternates", from_clone) &&
	       find_lines(search, folder, "objects/info/http-alternates",
			  "brings objects from elsewhere; remove it");
}

/* ---- replace refs ---- */

static bool
find_replacements(struct search *search)
{
	git_reference_iterator *iterator RELEASED_BY(release_iterator) = NULL;
	const char *name, *first = NULL;
	size_t count = 0;
	int result;

	if (git_reference_iterator_glob_new(&iterator, search->git->repository, "refs/replace/*") <
	    0)
		return fail_git(search->err, ERROR_UNAVAILABLE, "listing replace refs");
	while ((result = git_reference_next_name(&name, iterator)) == 0)
		if (count++ == 0)
			first = text_shown(search->arena, name);
	if (result != GIT_ITEROVER)
		return fail_git(search->err, ERROR_UNAVAILABLE, "listing replace refs");
	if (count == 1)
		texts_add(search->arena, search->altered,
			  arena_format(search->arena,
				       "%s puts another object in the place of one; remove it: "
				       "`git update-ref -d '%s'`",
				       first, first));
	if (count > 1)
		texts_add(search->arena, search->altered,
			  arena_format(search->arena,
				       "%zu replace refs (%s, ...) put other objects in the place "
				       "of some; remove them: `git replace -l | xargs git replace "
				       "-d`",
				       count, first));
	return true;
}

/* ---- shallow ---- */

struct ids {
	struct object_id *at;
	size_t count;
};

static void
ids_release(struct ids *ids)
{
	free(ids->at);
}

static int
compare_ids(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct object_id));
}

static bool
has_id(const struct ids *ids, const struct object_id *id)
{
	return ids->count &&
	       bsearch(id, ids->at, ids->count, sizeof(*ids->at), compare_ids) != NULL;
}

/* Sorted; false if a line is no id, on which git refuses to work. */
static bool
parse_ids(const struct buffer *file, struct ids *ids)
{
	struct arena lines RELEASED_BY(arena_release) = {0};
	const char *line;
	size_t at = 0;

	ids->at = calloc(file->length / 40 + 1, sizeof(*ids->at));
	if (!ids->at)
		abort();
	while (file_line(&lines, file, &at, &line))
		if (!object_id_parse(line, &ids->at[ids->count++]))
			return false;
	qsort(ids->at, ids->count, sizeof(*ids->at), compare_ids);
	return true;
}

/* What was lent to the clone for this run only, git lacks. */
static bool
is_here(const struct search *search, uint32_t number)
{
	git_oid id;

	if (!search->graph->nodes[number].read)
		return false;
	memcpy(id.id, search->graph->nodes[number].id.bytes, sizeof(id.id));
	return !search->own || git_odb_exists(search->own, &id);
}

/* Marks the parents that git finds: those of commits that are not cut off. */
static uint8_t *
mark_found(const struct search *search, const struct ids *cut)
{
	const struct graph *graph = search->graph;
	uint8_t *found = calloc((size_t)graph->count + 1, 1);

	if (!found)
		abort();
	for (uint32_t i = 0; i < graph->count; i++) {
		const struct commit_node *node = &graph->nodes[i];

		if (has_id(cut, &node->id) || !is_here(search, i))
			continue;
		for (uint32_t p = 0; p < node->parent_count; p++)
			found[graph->parents[node->parents + p]] = 1;
	}
	return found;
}

static bool
hides_parent(const struct search *search, const struct commit_node *node, const uint8_t *found)
{
	for (uint32_t p = 0; node->read && p < node->parent_count; p++) {
		uint32_t parent = search->graph->parents[node->parents + p];

		if (!found[parent] && is_here(search, parent))
			return true;
	}
	return false;
}

static void
find_hidden(struct search *search, const char *shown, const struct ids *cut)
{
	const struct graph *graph = search->graph;
	uint8_t *found RELEASED_BY(release_memory) = mark_found(search, cut);
	char hex[41];

	for (uint32_t i = 0; i < graph->count; i++) {
		if (!has_id(cut, &graph->nodes[i].id) ||
		    !hides_parent(search, &graph->nodes[i], found))
			continue;
		object_id_format(hex, &graph->nodes[i].id);
		texts_add(search->arena, search->altered,
			  arena_format(search->arena,
				       "%s hides parents of commit %.*s that are here; get the "
				       "whole history (`git fetch --unshallow`) or remove it: `rm "
				       "'%s'`",
				       shown, SHORT_ID, hex, shown));
		return;
	}
}

static bool
find_cuts(struct search *search, const char *folder)
{
	const char *path = arena_format(search->arena, "%sshallow", folder), *shown;
	struct buffer file RELEASED_BY(buffer_release) = {0};
	struct ids cut RELEASED_BY(ids_release) = {0};

	if (!disk_read(path, LIMIT_BLOB_BYTES, &file, search->err))
		return search->err->code == ERROR_ABSENT;
	shown = path_shown(search->arena, search->git, path);
	if (parse_ids(&file, &cut))
		find_hidden(search, shown, &cut);
	else
		texts_add(search->arena, search->altered,
			  arena_format(search->arena,
				       "%s has a line that is no commit id; remove it: `rm '%s'`",
				       shown, shown));
	return true;
}

/* ---- the whole ---- */

static void
search_release(struct search *search)
{
	git_odb_free(search->own);
}

static bool
open_own(struct search *search)
{
	const char *common = git_repository_commondir(search->git->repository);

	if (!search->git->borrows ||
	    git_odb_open(&search->own, arena_format(search->arena, "%sobjects", common)) == 0)
		return true;
	return fail_git(search->err, ERROR_UNAVAILABLE, "opening the clone's own objects");
}

static bool
find_all(struct search *search)
{
	const char *folder = git_repository_path(search->git->repository);
	const char *common = git_repository_commondir(search->git->repository);

	if (!text_equal(folder, common) &&
	    (!find_files(search, folder) || !find_cuts(search, folder)))
		return false;
	return find_files(search, common) && find_replacements(search) &&
	       find_cuts(search, common) &&
	       graph_files_compare(search->arena, search->git, search->altered, search->err);
}

bool
clone_alterations(struct arena *arena, struct git *git, struct texts *altered, struct error *err)
{
	struct texts found = {0};
	struct search search RELEASED_BY(search_release) = {
		.arena = arena,
		.git = git,
		.graph = graph_of(git),
		.altered = &found,
		.err = err,
	};

	if (!open_own(&search) || !find_all(&search))
		return fail_while(err, "looking for what alters the history");
	for (size_t i = 0; i < found.count; i++)
		texts_add(arena, altered, found.at[i]);
	return true;
}
