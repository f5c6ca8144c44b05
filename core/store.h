/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where does a ledger keep its files? Names are relative, of [A-Za-z0-9._/-], without "." or ".."
 * segments. What was written is durable when the function returns. Every function may fail with
 * ERROR_LEDGER (or ERROR_UNAVAILABLE for a passing fault).
 */
#ifndef CORE_STORE_H
#define CORE_STORE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/list.h"

struct store {
	const char *name; /* "dir:/srv/ledger", for messages */
	void *self;

	/* Appends the whole file; ERROR_ABSENT if there is none, an error if it is over `limit`. */
	bool (*read)(void *self, const char *name, size_t limit, struct buffer *out,
		     struct error *err);
	/* Never overwrites: the same bytes already there are fine, others are ERROR_CONFLICT. */
	bool (*create)(void *self, const char *name, const void *bytes, size_t length,
		       struct error *err);
	/* Atomically puts these bytes in the place of whatever is there. Only under the lock. */
	bool (*replace)(void *self, const char *name, const void *bytes, size_t length,
			struct error *err);
	/* Only under the lock; a missing file is fine. */
	bool (*remove)(void *self, const char *name, struct error *err);
	/* All files below `folder` ("" for all), as full names, sorted. */
	bool (*list)(void *self, struct arena *arena, const char *folder, struct texts *names,
		     struct error *err);
	/* One writer at a time; waits. The lock goes with the process. */
	bool (*lock)(void *self, struct error *err);
	void (*unlock)(void *self);
};

#endif
