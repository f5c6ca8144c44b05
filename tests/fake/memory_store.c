/* SPDX-License-Identifier: Apache-2.0 */
/* A store in memory; see memory_store.h. */
#include "tests/fake/memory_store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static size_t
place_of(const struct memory_store *memory, const char *name)
{
	size_t low = 0, high = memory->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(memory->files[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct memory_file *
memory_store_find(const struct memory_store *memory, const char *name)
{
	size_t place = place_of(memory, name);

	return place < memory->count && text_equal(memory->files[place].name, name)
		       ? &memory->files[place]
		       : NULL;
}

void
memory_store_put(struct memory_store *memory, const char *name, const void *bytes, size_t length)
{
	struct memory_file *file = memory_store_find(memory, name);

	if (!file) {
		size_t place = place_of(memory, name);

		memory->files =
			realloc(memory->files, (memory->count + 1) * sizeof(memory->files[0]));
		assert(memory->files);
		file = &memory->files[place];
		memmove(file + 1, file, (memory->count - place) * sizeof(*file));
		*file = (struct memory_file){.name = strdup(name)};
		memory->count++;
	}
	buffer_clear(&file->bytes);
	buffer_add(&file->bytes, bytes, length);
}

static void
file_release(struct memory_file *file)
{
	free(file->name);
	buffer_release(&file->bytes);
}

void
memory_store_remove(struct memory_store *memory, const char *name)
{
	size_t place = place_of(memory, name);

	if (!memory_store_find(memory, name))
		return;
	file_release(&memory->files[place]);
	memory->count--;
	memmove(&memory->files[place], &memory->files[place + 1],
		(memory->count - place) * sizeof(memory->files[0]));
}

void
memory_store_release(struct memory_store *memory)
{
	for (size_t i = 0; i < memory->count; i++)
		file_release(&memory->files[i]);
	free(memory->files);
	*memory = (struct memory_store){0};
}

void
memory_store_copy(struct memory_store *to, const struct memory_store *from)
{
	memory_store_release(to);
	for (size_t i = 0; i < from->count; i++)
		memory_store_put(to, from->files[i].name, from->files[i].bytes.bytes,
				 from->files[i].bytes.length);
}

/* Whether this write takes place, and whether it says so. */
static bool
takes_place(struct memory_store *memory, bool *says_so)
{
	int number = ++memory->writes;

	*says_so = true;
	if (memory->fault == FAULT_NONE || number < memory->fault_at ||
	    (number > memory->fault_at && memory->fault != FAULT_CRASH))
		return true;
	*says_so = false;
	return memory->fault == FAULT_AFTER;
}

static bool
finish(bool says_so, struct error *err)
{
	return says_so || fail(err, ERROR_UNAVAILABLE, "the memory store was told to fail");
}

static bool
memory_read(void *self, const char *name, size_t limit, struct buffer *out, struct error *err)
{
	struct memory_store *memory = self;
	struct memory_file *file = memory_store_find(memory, name);

	memory->reads++;
	if (!file)
		return fail(err, ERROR_ABSENT, "no file '%s'", name);
	if (file->bytes.length > limit)
		return fail(err, ERROR_LEDGER, "'%s' is too long", name);
	buffer_add(out, file->bytes.bytes, file->bytes.length);
	return true;
}

static bool
memory_create(void *self, const char *name, const void *bytes, size_t length, struct error *err)
{
	struct memory_store *memory = self;
	struct memory_file *file = memory_store_find(memory, name);
	bool says_so;

	if (file && (file->bytes.length != length || memcmp(file->bytes.bytes, bytes, length) != 0))
		return fail(err, ERROR_CONFLICT, "'%s' exists", name);
	if (takes_place(memory, &says_so))
		memory_store_put(memory, name, bytes, length);
	return finish(says_so, err);
}

static bool
memory_replace(void *self, const char *name, const void *bytes, size_t length, struct error *err)
{
	struct memory_store *memory = self;
	bool says_so;

	assert(memory->locked);
	if (takes_place(memory, &says_so))
		memory_store_put(memory, name, bytes, length);
	return finish(says_so, err);
}

static bool
memory_remove(void *self, const char *name, struct error *err)
{
	struct memory_store *memory = self;
	bool says_so;

	assert(memory->locked);
	if (takes_place(memory, &says_so))
		memory_store_remove(memory, name);
	return finish(says_so, err);
}

static bool
is_below(const char *name, const char *folder)
{
	return !*folder || (text_starts_with(name, folder) && name[strlen(folder)] == '/');
}

/* From the last to the first: whoever needs an order must make it. */
static bool
memory_each(void *self, const char *folder, bool (*take)(void *with, const char *name), void *with,
	    struct error *err)
{
	const struct memory_store *memory = self;

	(void)err;
	for (size_t i = memory->count; i > 0; i--)
		if (is_below(memory->files[i - 1].name, folder) &&
		    !take(with, memory->files[i - 1].name))
			return true;
	return true;
}

static bool
memory_lock(void *self, struct error *err)
{
	struct memory_store *memory = self;

	(void)err;
	assert(!memory->locked);
	memory->locked = true;
	return true;
}

static void
memory_unlock(void *self)
{
	struct memory_store *memory = self;

	memory->locked = false;
}

void
memory_store_store(struct memory_store *memory, struct store *out)
{
	*out = (struct store){
		.name = "memory:",
		.self = memory,
		.read = memory_read,
		.create = memory_create,
		.replace = memory_replace,
		.remove = memory_remove,
		.each = memory_each,
		.lock = memory_lock,
		.unlock = memory_unlock,
	};
}
