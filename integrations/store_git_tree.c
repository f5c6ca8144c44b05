/* SPDX-License-Identifier: Apache-2.0 */
/* Which files does a commit of a ledger's branch have? See store_git_tree.h. */
#include "integrations/store_git_tree.h"

#include <stdlib.h>
#include <string.h>

#include <git2/odb.h>

#include "base/limits.h"
#include "base/text.h"
#include "core/store.h"
#include "integrations/git_tree.h"

#define DEPTH 12 /* of a tile's path: tile/0/x001/x234/567.p/8 */

enum node_kind { NODE_FILE, NODE_FOLDER, NODE_FOREIGN };

struct nodes {
	struct ledger_node **at; /* sorted by name */
	size_t count, room;
};

struct ledger_node {
	const char *name;
	struct nodes below;  /* of a folder, once it is loaded */
	const char *bytes;   /* of a file that was put, else NULL */
	size_t length;       /* of `bytes` */
	struct object_id id; /* unless changed */
	uint8_t kind;        /* enum node_kind */
	bool loaded;
	bool changed;
};

void
ledger_tree_open(struct ledger_tree *tree, struct git *git, const struct object_id *id)
{
	ledger_tree_close(tree);
	arena_init(&tree->arena);
	tree->git = git;
	tree->root = arena_allocate(&tree->arena, sizeof(*tree->root));
	tree->root->kind = NODE_FOLDER;
	tree->root->name = "";
	if (id)
		tree->root->id = *id;
	else
		tree->root->loaded = true;
}

void
ledger_tree_close(struct ledger_tree *tree)
{
	if (tree->root)
		arena_release(&tree->arena);
	tree->root = NULL;
}

/* Where a name of this length is, or would be. */
static size_t
place_of(const struct nodes *nodes, const char *name, size_t length, bool *there)
{
	size_t low = 0, high = nodes->count;

	*there = false;
	while (low < high && !*there) {
		size_t middle = low + (high - low) / 2;
		int order = strncmp(nodes->at[middle]->name, name, length);

		if (order == 0)
			order = nodes->at[middle]->name[length] != '\0';
		*there = order == 0;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return *there ? high : low;
}

static void
insert(struct arena *arena, struct nodes *nodes, size_t place, struct ledger_node *node)
{
	if (nodes->count == nodes->room) {
		size_t room = nodes->room ? 2 * nodes->room : 8;
		struct ledger_node **at =
			arena_allocate(arena, room * sizeof(struct ledger_node *));

		if (nodes->count)
			memcpy(at, nodes->at, nodes->count * sizeof(struct ledger_node *));
		nodes->at = at;
		nodes->room = room;
	}
	memmove(nodes->at + place + 1, nodes->at + place,
		(nodes->count - place) * sizeof(struct ledger_node *));
	nodes->at[place] = node;
	nodes->count++;
}

static bool
fail_foreign(const char *name, struct error *err)
{
	struct buffer shown RELEASED_BY(buffer_release) = {0};

	return fail(err, ERROR_LEDGER,
		    "'%s' is not a file of a ledger, but is in its branch: somebody else has "
		    "committed there",
		    foreign_shown(&shown, name));
}

static uint8_t
kind_of(const struct tree_entry *entry)
{
	return entry->kind == ENTRY_FILE     ? NODE_FILE
	       : entry->kind == ENTRY_FOLDER ? NODE_FOLDER
					     : NODE_FOREIGN;
}

/* One segment, as the names of a ledger's files have them. */
static bool
check_entry(const struct tree_entry *entry, struct error *err)
{
	return (store_name_is_valid(entry->name) && kind_of(entry) != NODE_FOREIGN) ||
	       fail_foreign(entry->name, err);
}

static void
add_entry(struct ledger_tree *tree, struct ledger_node *folder, const struct tree_entry *entry)
{
	struct ledger_node *node = arena_allocate(&tree->arena, sizeof(*node));
	size_t place;
	bool there;

	node->name = arena_copy(&tree->arena, entry->name, entry->name_length);
	node->kind = kind_of(entry);
	node->id = entry->id;
	place = place_of(&folder->below, node->name, entry->name_length, &there);
	if (!there)
		insert(&tree->arena, &folder->below, place, node);
}

static bool
load(struct ledger_tree *tree, struct ledger_node *folder, struct error *err)
{
	struct object object RELEASED_BY(object_release) = {0};
	struct tree_cursor cursor;
	struct tree_entry entry;
	bool more;

	if (folder->loaded)
		return true;
	if (!tree_read(tree->git, &folder->id, &object, err))
		return fail_as(err, ERROR_LEDGER);
	for (tree_begin(&cursor, &object);;) {
		if (!tree_next(&cursor, &entry, &more, err))
			return fail_as(err, ERROR_LEDGER);
		folder->loaded = !more;
		if (!more)
			return true;
		if (!check_entry(&entry, err))
			return false;
		add_entry(tree, folder, &entry);
	}
}

/* The folders from the root down to what a name means. */
struct way {
	struct ledger_node *at[DEPTH + 2];
	size_t count;     /* of them; the last one has the place */
	const char *name; /* of the last segment */
	size_t place;     /* in the last folder */
	bool there;
	struct ledger_node *found; /* where it is there */
};

static bool
look(struct ledger_tree *tree, struct way *way, struct ledger_node *folder, size_t length,
     struct error *err)
{
	if (way->count > DEPTH)
		return fail(err, ERROR_LEDGER, "folders are nested too deeply");
	if (folder->kind != NODE_FOLDER)
		return fail(err, ERROR_LEDGER, "a file is where a folder of the ledger should be");
	if (!load(tree, folder, err))
		return false;
	way->at[way->count++] = folder;
	way->place = place_of(&folder->below, way->name, length, &way->there);
	way->found = way->there ? folder->below.at[way->place] : NULL;
	return true;
}

static struct ledger_node *
new_folder(struct ledger_tree *tree, struct way *way, size_t length)
{
	struct ledger_node *node = arena_allocate(&tree->arena, sizeof(*node));

	node->name = arena_copy(&tree->arena, way->name, length);
	node->kind = NODE_FOLDER;
	node->loaded = true;
	insert(&tree->arena, &way->at[way->count - 1]->below, way->place, node);
	return node;
}

/* Stops, not there, at a folder that is missing, unless missing ones are to be made. */
static bool
walk(struct ledger_tree *tree, const char *name, bool make, struct way *way, struct error *err)
{
	struct ledger_node *folder = tree->root;

	*way = (struct way){.name = name};
	if (!store_name_is_valid(name))
		return fail(err, ERROR_LEDGER, "not a name of a file of a ledger");
	for (;;) {
		size_t length = strcspn(way->name, "/");

		if (!look(tree, way, folder, length, err))
			return false;
		if (!way->name[length])
			return true;
		if (!way->there && !make)
			return true;
		folder = way->there ? way->found : new_folder(tree, way, length);
		way->there = false;
		way->name += length + 1;
	}
}

static bool
fail_absent(const char *name, struct error *err)
{
	return fail(err, ERROR_ABSENT, "no file '%s'", name);
}

static bool
check_length(const char *name, size_t length, size_t limit, struct error *err)
{
	return length <= limit ||
	       fail(err, ERROR_LEDGER, "'%s' has %zu bytes, at most %zu are expected", name, length,
		    limit);
}

/* Before it is unpacked. */
static bool
check_blob(struct ledger_tree *tree, const char *name, const struct object_id *id, size_t limit,
	   struct error *err)
{
	git_object_t kind;
	git_oid oid;
	size_t length;

	memcpy(oid.id, id->bytes, sizeof(oid.id));
	if (git_odb_read_header(&length, &kind, tree->git->odb, &oid) < 0)
		return fail_git(err, ERROR_LEDGER, "reading a file of the ledger");
	if (kind != GIT_OBJECT_BLOB)
		return fail(err, ERROR_LEDGER, "'%s' is not a file", name);
	return check_length(name, length, limit, err);
}

static bool
read_blob(struct ledger_tree *tree, const char *name, const struct object_id *id, size_t limit,
	  struct buffer *out, struct error *err)
{
	struct object object RELEASED_BY(object_release) = {0};

	if (!check_blob(tree, name, id, limit, err))
		return false;
	if (!object_read(tree->git, id, OBJECT_BLOB, limit, &object, err))
		return fail_as(err, ERROR_LEDGER);
	buffer_add(out, object.bytes, object.length);
	return true;
}

bool
ledger_tree_read(struct ledger_tree *tree, const char *name, size_t limit, struct buffer *out,
		 struct error *err)
{
	const struct ledger_node *node;
	struct way way;

	if (!walk(tree, name, false, &way, err))
		return false;
	if (!way.there)
		return fail_absent(name, err);
	node = way.found;
	if (node->kind != NODE_FILE)
		return fail(err, ERROR_LEDGER, "'%s' is not a file", name);
	if (!node->bytes)
		return read_blob(tree, name, &node->id, limit, out, err);
	if (!check_length(name, node->length, limit, err))
		return false;
	buffer_add(out, node->bytes, node->length);
	return true;
}

/* One listing at work. */
struct listing {
	struct ledger_tree *tree;
	bool (*take)(void *with, const char *name);
	void *with;
	bool enough;
	struct buffer name; /* of the file or folder that it has come to */
	uint32_t trees, entries;
};

/* Goes on to what has this name in the folder; what it returns leads back. */
static size_t
go_to(struct listing *listing, const char *name)
{
	size_t length = listing->name.length;

	if (length)
		buffer_add_byte(&listing->name, '/');
	buffer_add_text(&listing->name, name);
	return length;
}

static void
go_back(struct listing *listing, size_t length)
{
	listing->name.length = length;
	listing->name.bytes[length] = '\0';
}

static void
hand_out(struct listing *listing)
{
	listing->enough = !listing->take(listing->with, listing->name.bytes);
}

static bool list_unread(struct listing *listing, const struct object_id *id, int depth,
			struct error *err);

static bool
list_entry(struct listing *listing, const struct tree_entry *entry, int depth, struct error *err)
{
	size_t back;

	if (!check_entry(entry, err) ||
	    !tree_count(&listing->entries, LIMIT_TREE_ENTRIES, "files", err))
		return fail_as(err, ERROR_LEDGER);
	back = go_to(listing, entry->name);
	if (entry->kind == ENTRY_FILE)
		hand_out(listing);
	else if (!list_unread(listing, &entry->id, depth + 1, err))
		return false;
	go_back(listing, back);
	return true;
}

/* Straight from the objects: a ledger's names need not be held twice. */
static bool
list_unread(struct listing *listing, const struct object_id *id, int depth, struct error *err)
{
	struct object object RELEASED_BY(object_release) = {0};
	struct tree_cursor cursor;
	struct tree_entry entry;
	bool more;

	if (depth > DEPTH)
		return fail(err, ERROR_LEDGER, "folders are nested too deeply");
	if (!tree_count(&listing->trees, LIMIT_TREES, "folders", err) ||
	    !tree_read(listing->tree->git, id, &object, err))
		return fail_as(err, ERROR_LEDGER);
	for (tree_begin(&cursor, &object); !listing->enough;) {
		if (!tree_next(&cursor, &entry, &more, err))
			return fail_as(err, ERROR_LEDGER);
		if (!more)
			return true;
		if (!list_entry(listing, &entry, depth, err))
			return false;
	}
	return true;
}

static bool
list_node(struct listing *listing, const struct ledger_node *folder, int depth, struct error *err)
{
	if (!folder->loaded)
		return list_unread(listing, &folder->id, depth, err);
	for (size_t i = 0; i < folder->below.count && !listing->enough; i++) {
		const struct ledger_node *node = folder->below.at[i];
		size_t back = go_to(listing, node->name);

		if (node->kind == NODE_FILE)
			hand_out(listing);
		else if (!list_node(listing, node, depth + 1, err))
			return false;
		go_back(listing, back);
	}
	return true;
}

bool
ledger_tree_each(struct ledger_tree *tree, const char *folder,
		 bool (*take)(void *with, const char *name), void *with, struct error *err)
{
	struct listing listing = {.tree = tree, .take = take, .with = with};
	const struct ledger_node *from = tree->root;
	struct way way;
	bool done;

	if (*folder) {
		if (!walk(tree, folder, false, &way, err))
			return false;
		from = way.there && way.found->kind == NODE_FOLDER ? way.found : NULL;
	}
	buffer_add_text(&listing.name, folder);
	done = !from || list_node(&listing, from, 0, err);
	buffer_release(&listing.name);
	return done;
}

static void
mark(struct way *way)
{
	for (size_t i = 0; i < way->count; i++)
		way->at[i]->changed = true;
}

bool
ledger_tree_put(struct ledger_tree *tree, const char *name, const void *bytes, size_t length,
		struct error *err)
{
	struct ledger_node *node;
	struct way way;

	if (!walk(tree, name, true, &way, err))
		return false;
	if (way.there && way.found->kind != NODE_FILE)
		return fail(err, ERROR_LEDGER, "'%s' is not a file", name);
	node = way.there ? way.found : arena_allocate(&tree->arena, sizeof(*node));
	if (!way.there) {
		node->name = arena_text(&tree->arena, way.name);
		insert(&tree->arena, &way.at[way.count - 1]->below, way.place, node);
	}
	node->bytes = arena_copy(&tree->arena, length ? bytes : "", length);
	node->length = length;
	node->changed = true;
	mark(&way);
	return true;
}

bool
ledger_tree_remove(struct ledger_tree *tree, const char *name, struct error *err)
{
	struct nodes *nodes;
	struct way way;

	if (!walk(tree, name, false, &way, err))
		return false;
	if (!way.there)
		return true;
	if (way.found->kind != NODE_FILE)
		return fail(err, ERROR_LEDGER, "'%s' is not a file", name);
	nodes = &way.at[way.count - 1]->below;
	nodes->count--;
	memmove(nodes->at + way.place, nodes->at + way.place + 1,
		(nodes->count - way.place) * sizeof(struct ledger_node *));
	mark(&way);
	return true;
}

bool
ledger_tree_is_changed(const struct ledger_tree *tree)
{
	return tree->root->changed;
}

static bool
write_object(struct ledger_tree *tree, git_object_t kind, const void *bytes, size_t length,
	     struct object_id *id, struct error *err)
{
	git_oid oid;

	if (git_odb_write(&oid, tree->git->odb, length ? bytes : "", length, kind) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "writing an object");
	memcpy(id->bytes, oid.id, sizeof(id->bytes));
	return true;
}

/* Git's order: a folder sorts as if its name ended with a slash. */
static int
in_order(const void *left, const void *right)
{
	const struct ledger_node *a = *(const struct ledger_node *const *)left;
	const struct ledger_node *b = *(const struct ledger_node *const *)right;
	size_t i = 0;
	int a_next, b_next;

	while (a->name[i] && a->name[i] == b->name[i])
		i++;
	a_next = a->name[i] ? a->name[i] : a->kind == NODE_FOLDER ? '/' : 0;
	b_next = b->name[i] ? b->name[i] : b->kind == NODE_FOLDER ? '/' : 0;
	return a_next - b_next;
}

static bool write_folder(struct ledger_tree *tree, struct ledger_node *folder, bool *empty,
			 struct error *err);

static bool
write_node(struct ledger_tree *tree, struct ledger_node *node, bool *empty, struct error *err)
{
	*empty = false;
	if (node->kind == NODE_FOLDER)
		return write_folder(tree, node, empty, err);
	return !node->changed ||
	       write_object(tree, GIT_OBJECT_BLOB, node->bytes, node->length, &node->id, err);
}

static void
add_node(struct buffer *out, const struct ledger_node *node)
{
	buffer_add_text(out, node->kind == NODE_FOLDER ? "40000 " : "100644 ");
	buffer_add(out, node->name, strlen(node->name) + 1);
	buffer_add(out, node->id.bytes, sizeof(node->id.bytes));
}

/* Git has no empty folders. */
static bool
write_folder(struct ledger_tree *tree, struct ledger_node *folder, bool *empty, struct error *err)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	struct nodes *nodes = &folder->below;

	*empty = folder->loaded && nodes->count == 0;
	if (!folder->changed)
		return true;
	if (nodes->count)
		qsort(nodes->at, nodes->count, sizeof(struct ledger_node *), in_order);
	for (size_t i = 0; i < nodes->count; i++) {
		bool nothing;

		if (!write_node(tree, nodes->at[i], &nothing, err))
			return false;
		if (!nothing)
			add_node(&bytes, nodes->at[i]);
	}
	*empty = bytes.length == 0;
	return write_object(tree, GIT_OBJECT_TREE, bytes.bytes, bytes.length, &folder->id, err);
}

bool
ledger_tree_write(struct ledger_tree *tree, struct object_id *id, struct error *err)
{
	bool empty;

	if (!write_folder(tree, tree->root, &empty, err))
		return false;
	*id = tree->root->id;
	return true;
}
