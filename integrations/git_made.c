/* SPDX-License-Identifier: Apache-2.0 */
/* Where are the objects that exist in no repository? See git_made.h. */
#include "integrations/git_made.h"

#include <assert.h>

#include <git2/odb.h>

#include "base/limits.h"

#define FIRST_SLOTS 64u

const struct object_id conflict_id = {{0}};

static const git_object_t library_kinds[] = {GIT_OBJECT_COMMIT, GIT_OBJECT_TREE, GIT_OBJECT_BLOB};
static const char *const modes[] = {
	[ENTRY_FILE] = "100644",  [ENTRY_PROGRAM] = "100755",   [ENTRY_LINK] = "120000",
	[ENTRY_FOLDER] = "40000", [ENTRY_SUBMODULE] = "160000",
};

static uint32_t
sum(uint32_t a, uint32_t b)
{
	return a > UINT32_MAX - b ? UINT32_MAX : a + b;
}

void
merge_effort_add(struct merge_effort *spent, const struct merge_effort *effort)
{
	spent->steps += effort->steps;
	spent->bytes += effort->bytes;
	spent->trees = sum(spent->trees, effort->trees);
	spent->commits = sum(spent->commits, effort->commits);
	spent->entries = sum(spent->entries, effort->entries);
}

bool
merge_effort_is_spent(const struct merge_effort *spent)
{
	return spent->steps > LIMIT_RANGE_MERGE_STEPS || spent->bytes > LIMIT_RANGE_MERGE_BYTES ||
	       spent->trees > LIMIT_RANGE_MERGE_TREES || spent->commits > LIMIT_RANGE_MERGE_COMMITS;
}

void
merging_release(struct merging *merging)
{
	for (uint32_t i = 0; i < merging->made_count; i++)
		free(merging->made[i].bytes);
	free(merging->made);
	free(merging->slots);
	*merging = (struct merging){0};
}

static uint32_t *
find_slot(const struct merging *merging, const struct object_id *id)
{
	uint32_t slot;

	memcpy(&slot, id->bytes, sizeof(slot));
	slot &= merging->slot_count - 1;
	while (merging->slots[slot] &&
	       !object_id_equal(&merging->made[merging->slots[slot] - 1].id, id))
		slot = (slot + 1) & (merging->slot_count - 1);
	return &merging->slots[slot];
}

static void *
checked(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

static void
grow(struct merging *merging)
{
	merging->made_capacity = merging->made_capacity ? merging->made_capacity * 2 : FIRST_SLOTS;
	merging->made =
		checked(realloc(merging->made, merging->made_capacity * sizeof(*merging->made)));
	free(merging->slots);
	merging->slot_count = merging->made_capacity * 2;
	merging->slots = checked(calloc(merging->slot_count, sizeof(*merging->slots)));
	for (uint32_t i = 0; i < merging->made_count; i++)
		*find_slot(merging, &merging->made[i].id) = i + 1;
}

static const struct made_object *
find_made(const struct merging *merging, const struct object_id *id)
{
	uint32_t number = merging->slot_count ? *find_slot(merging, id) : 0;

	return number ? &merging->made[number - 1] : NULL;
}

bool
merging_has_made(const struct merging *merging, const struct object_id *id)
{
	return find_made(merging, id) != NULL;
}

bool
merging_read(struct merging *merging, const struct object_id *id, enum object_kind kind,
	     size_t limit, struct object *object, struct error *err)
{
	const struct made_object *made = find_made(merging, id);

	if (made && made->kind == kind) {
		*object = (struct object){.bytes = made->bytes, .length = made->length};
		return true;
	}
	return object_read(merging->git, id, kind, limit, object, err) ||
	       (err->code == ERROR_ABSENT && fail_as(err, ERROR_UNAVAILABLE));
}

bool
merging_length(struct merging *merging, const struct object_id *id, size_t *length,
	       struct error *err)
{
	const struct made_object *made = find_made(merging, id);
	struct object object RELEASED_BY(object_release) = {0};
	git_object_t kind;
	git_oid oid;

	if (made) {
		*length = made->length;
		return true;
	}
	memcpy(oid.id, id->bytes, sizeof(oid.id));
	if (git_odb_read_header(length, &kind, merging->git->odb, &oid) == 0)
		return true;
	/* For the words about what is wrong. */
	return merging_read(merging, id, OBJECT_BLOB, 0, &object, err) &&
	       fail(err, ERROR_UNAVAILABLE, "a file's length cannot be read");
}

bool
merging_make(struct merging *merging, enum object_kind kind, const void *bytes, size_t length,
	     struct object_id *id, struct error *err)
{
	git_oid oid;
	struct made_object made = {.kind = kind, .length = length};

	if (git_odb_hash(&oid, bytes, length, library_kinds[kind]) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "hashing");
	memcpy(made.id.bytes, oid.id, sizeof(made.id.bytes));
	*id = made.id;
	if (find_made(merging, id))
		return true;
	if (length > LIMIT_MERGE_MADE_BYTES - merging->made_bytes)
		return fail(err, ERROR_UNAVAILABLE, "more than %u bytes of merged folders",
			    LIMIT_MERGE_MADE_BYTES);
	if (merging->made_count == merging->made_capacity)
		grow(merging);
	assert(merging->made);
	made.bytes = checked(malloc(length + 1));
	memcpy(made.bytes, bytes, length);
	made.bytes[length] = '\0';
	merging->made_bytes += length;
	merging->made[merging->made_count++] = made;
	*find_slot(merging, id) = merging->made_count;
	return true;
}

bool
merging_spend(struct merging *merging, uint64_t bytes, struct error *err)
{
	merging->effort.bytes += bytes;
	return merging->effort.bytes <= LIMIT_MERGE_TOTAL_BYTES ||
	       fail(err, ERROR_UNAVAILABLE, "more than %u bytes of files to merge",
		    LIMIT_MERGE_TOTAL_BYTES);
}

bool
entry_is_conflict(const struct tree_entry *entry)
{
	return entry && object_id_equal(&entry->id, &conflict_id);
}

bool
entries_are_same(const struct tree_entry *a, const struct tree_entry *b)
{
	if (!a || !b)
		return a == b;
	return a->kind == b->kind && object_id_equal(&a->id, &b->id);
}

void
tree_add(struct buffer *tree, const struct tree_entry *entry)
{
	buffer_add_text(tree, modes[entry->kind]);
	buffer_add_byte(tree, ' ');
	buffer_add(tree, entry->name, entry->name_length);
	buffer_add_byte(tree, '\0');
	buffer_add(tree, entry->id.bytes, sizeof(entry->id.bytes));
}
