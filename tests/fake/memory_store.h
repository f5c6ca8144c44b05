/* SPDX-License-Identifier: Apache-2.0 */
/* A store in memory whose files can be spoiled and whose operations can be made to fail. */
#ifndef FAKE_MEMORY_STORE_H
#define FAKE_MEMORY_STORE_H

#include <stdatomic.h>

#include "core/store.h"

struct memory_file {
	char *name;
	struct buffer bytes;
};

enum memory_fault {
	FAULT_NONE,
	FAULT_BEFORE, /* the operation does nothing and says so */
	FAULT_AFTER,  /* it is done, but says that it failed */
	FAULT_CRASH,  /* neither this operation nor any later one does anything */
};

struct memory_store {
	struct memory_file *files; /* sorted by name */
	size_t count;
	int writes; /* create, replace, remove so far */
	atomic_int reads;
	int fault_at; /* number of the write that fails, from 1 */
	enum memory_fault fault;
	bool locked;
};

void memory_store_release(struct memory_store *memory);
void memory_store_store(struct memory_store *memory, struct store *out);
void memory_store_copy(struct memory_store *to, const struct memory_store *from);

/* NULL if there is none. */
struct memory_file *memory_store_find(const struct memory_store *memory, const char *name);
void memory_store_put(struct memory_store *memory, const char *name, const void *bytes,
		      size_t length);
void memory_store_remove(struct memory_store *memory, const char *name);

#endif
