/* SPDX-License-Identifier: Apache-2.0 */
/* Do the commit-graphs of this clone say what its objects say? See git_graph_files.h. */
#include "integrations/git_graph_files.h"

#include <string.h>

#include <git2/repository.h>

#include "base/encoding.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/disk.h"
#include "integrations/git_commit_graph.h"
#include "integrations/git_graph.h"
#include "integrations/mapped_file.h"

#define SHORT_ID 12

struct search {
	struct arena *arena;
	struct git *git;
	struct texts *altered;
	struct error *err;
};

const char *
path_shown(struct arena *arena, const struct git *git, const char *path)
{
	const char *work_tree = git->work_tree;
	size_t length = work_tree ? strlen(work_tree) : 0;

	if (length && strncmp(path, work_tree, length) == 0 &&
	    text_starts_with(path + length, "/.git/"))
		path += length + 1;
	return text_shown(arena, path);
}

bool
file_line(struct arena *arena, const struct buffer *file, size_t *at, const char **line)
{
	const char *begin = file->bytes + *at, *end;
	size_t left = file->length - *at;

	if (left == 0)
		return false;
	end = memchr(begin, '\n', left);
	*line = text_trim(arena, begin, end ? (size_t)(end - begin) : left);
	*at += end ? (size_t)(end - begin) + 1 : left;
	return true;
}

/* Bytes stay mapped, not copied, while they are compared; a file of git's never changes. */
struct graph_files {
	struct search *search;
	const char *folder; /* of the objects */
	struct listing listing;
	LIST(struct mapping) mappings;
	uint64_t mapped_bytes;
};

static void
graph_files_release(struct graph_files *files)
{
	for (size_t i = 0; i < files->mappings.count; i++)
		mapping_release(&files->mappings.at[i]);
}

/* ERROR_FORMAT for what is no file with bytes; ERROR_ABSENT. */
static bool
map_file(struct graph_files *files, const char *path, struct mapping *mapping, struct error *err)
{
	if (!file_map(path, LIMIT_COMMIT_GRAPH_BYTES - files->mapped_bytes, mapping, err))
		return false;
	files->mapped_bytes += mapping->length;
	*LIST_ADD(files->search->arena, &files->mappings) = *mapping;
	return true;
}

static bool
check_sum(const struct mapping *mapping, const char *wanted, struct error *err)
{
	struct sha1 sum;
	const uint8_t *end;
	char hex[2 * sizeof(sum.bytes) + 1];

	if (mapping->length < sizeof(sum.bytes))
		return fail(err, ERROR_FORMAT, "it is too short");
	end = mapping->bytes + mapping->length - sizeof(sum.bytes);
	sha1(&sum, mapping->bytes, mapping->length - sizeof(sum.bytes));
	if (memcmp(sum.bytes, end, sizeof(sum.bytes)) != 0)
		return fail(err, ERROR_FORMAT, "its checksum is wrong");
	hex_encode(hex, sum.bytes, sizeof(sum.bytes));
	return !wanted || text_equal(hex, wanted) ||
	       fail(err, ERROR_FORMAT, "it has not the checksum of its name");
}

static bool
add_file(struct graph_files *files, const char *path, const char *sum, struct error *err)
{
	struct mapping mapping = {0};

	return map_file(files, path, &mapping, err) && check_sum(&mapping, sum, err) &&
	       listing_add(files->search->arena, &files->listing, mapping.bytes, mapping.length,
			   err);
}

static void
say_broken(struct search *search, const char *path, const char *why)
{
	texts_add(search->arena, search->altered,
		  arena_format(search->arena, "%s is broken (%s); remove it: `rm -r '%s'`",
			       path_shown(search->arena, search->git, path), why,
			       path_shown(search->arena, search->git, path)));
}

/* Git believes the layers below a broken one. */
static bool
load_chain(struct graph_files *files, const char *folder, const struct buffer *chain,
	   struct error *err)
{
	struct arena *arena = files->search->arena;
	const char *line;
	size_t at = 0;

	while (file_line(arena, chain, &at, &line)) {
		if (!text_is_hex(line, 2 * sizeof(struct sha1)))
			return fail(err, ERROR_FORMAT, "a line of its chain is no checksum");
		if (add_file(files, arena_format(arena, "%s/graph-%s.graph", folder, line), line,
			     err))
			continue;
		if (err->code == ERROR_ABSENT)
			return fail(err, ERROR_FORMAT, "a file of its chain is missing");
		return fail_while(err, "layer %zu", files->listing.layers.count + 1);
	}
	return true;
}

/* Unreadable is not broken: nobody knows what git sees. */
static bool
take_failure(struct search *search, const char *path, const struct error *err)
{
	if (err->code != ERROR_FORMAT) {
		*search->err = *err;
		return false;
	}
	say_broken(search, path, err->message);
	return true;
}

static bool
find_chain(struct graph_files *files)
{
	struct search *search = files->search;
	const char *folder = arena_format(search->arena, "%sinfo/commit-graphs", files->folder);
	const char *path = arena_format(search->arena, "%s/commit-graph-chain", folder);
	struct buffer chain RELEASED_BY(buffer_release) = {0};
	struct error err;

	if (!disk_read(path, LIMIT_RULES_BYTES, &chain, search->err))
		return search->err->code == ERROR_ABSENT;
	return load_chain(files, folder, &chain, &err) || take_failure(search, folder, &err);
}

/* Like git: the chain counts where there is no single file that can be read. */
static bool
load_graphs(struct graph_files *files, const char **path)
{
	struct search *search = files->search;
	struct error err;

	*path = arena_format(search->arena, "%sinfo/commit-graph", files->folder);
	if (add_file(files, *path, NULL, &err))
		return true;
	if (err.code != ERROR_ABSENT && !take_failure(search, *path, &err))
		return false;
	*path = arena_format(search->arena, "%sinfo/commit-graphs", files->folder);
	return find_chain(files);
}

static void
take_facts(const struct graph *graph, const struct commit_node *node, struct raw_facts *facts)
{
	facts->id = node->id;
	facts->tree = node->tree;
	facts->time = node->time;
	facts->parent_count = node->parent_count;
	for (uint32_t p = 0; p < node->parent_count; p++)
		facts->parents[p] = graph->nodes[graph->parents[node->parents + p]].id;
}

/* One sentence for a file, about the first commit, however many are wrong. */
static void
compare(struct search *search, const struct listing *listing, const char *path)
{
	const char *shown = path_shown(search->arena, search->git, path), *wrong;
	const struct graph *graph = search->git->graph;
	struct raw_facts facts;
	char hex[41];

	for (uint32_t i = 0; i < graph->count; i++) {
		if (!graph->nodes[i].read)
			continue;
		take_facts(graph, &graph->nodes[i], &facts);
		wrong = listing_disagrees(listing, &facts);
		if (!wrong)
			continue;
		object_id_format(hex, &facts.id);
		texts_add(search->arena, search->altered,
			  arena_format(search->arena,
				       "%s disagrees about commit %.*s (%s); remove it: `rm -r "
				       "'%s'`",
				       shown, SHORT_ID, hex, wrong, shown));
		return;
	}
}

bool
graph_files_compare(struct arena *arena, struct git *git, struct texts *altered, struct error *err)
{
	const char *common = git_repository_commondir(git->repository);
	struct search search = {arena, git, altered, err};
	struct graph_files files RELEASED_BY(graph_files_release) = {
		.search = &search,
		.folder = arena_format(arena, "%sobjects/", common),
	};
	const char *path;

	if (!load_graphs(&files, &path))
		return false;
	compare(&search, &files.listing, path);
	return true;
}
