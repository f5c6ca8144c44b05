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

enum inbox_state { INBOX_GONE, INBOX_WAITING, INBOX_REFUSED };

struct store {
	const char *name; /* "dir:/srv/ledger", for messages */
	void *self;

	/*
	 * Appends the whole file; ERROR_ABSENT if there is none, an error if it is over `limit`.
	 * The one function that several threads may call at a time.
	 */
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
	/*
	 * Hands out all files below `folder` ("" for all), one full name at a time and in no order,
	 * until `take` has enough and returns false, which is no failure. Where nobody keeps all
	 * names, a store of any size needs no memory for them. `take` does not ask the store. A
	 * folder that is missing has no files, or is ERROR_ABSENT.
	 */
	bool (*each)(void *self, const char *folder, bool (*take)(void *with, const char *name),
		     void *with, struct error *err);
	/* One writer at a time; waits. The lock goes with the process. */
	bool (*lock)(void *self, struct error *err);
	void (*unlock)(void *self);
	/*
	 * Makes what was written under the lock count, all at once, for stores where others cannot
	 * be kept out (NULL: it counts as it is written). ERROR_CONFLICT: somebody else was faster,
	 * nothing counts, and reading again sees what they wrote. `reason` says what was written.
	 */
	bool (*publish)(void *self, const char *reason, struct error *err);

	/*
	 * The inbox: records that were handed in and wait for whoever sequences them. Without the
	 * lock; each call counts when it returns. NULL, all of them: a place without inbox. A name
	 * is "<corner>/<digest>", of small letters and digits; `inbox` may give it without the
	 * corner, which is there so that others' rights can be limited to it.
	 */
	/* Never overwrites, and reads nothing. The same bytes may be there already. */
	bool (*hand_in)(void *self, const char *name, const void *bytes, size_t length,
			struct error *err);
	/* What waits, sorted; at most LIMIT_INBOX, the rest another time. */
	bool (*inbox)(void *self, struct arena *arena, struct texts *names, struct error *err);
	/* Of a name that `inbox` gave. Over `limit`, or of a wrong form: ERROR_FORMAT. */
	bool (*inbox_read)(void *self, const char *name, size_t limit, struct buffer *out,
			   struct error *err);
	bool (*inbox_state)(void *self, const char *name, enum inbox_state *state,
			    struct error *err);
	/* Takes these out; `refused` ones are kept aside, for a person to look at. */
	bool (*inbox_clear)(void *self, const struct texts *names, bool refused, struct error *err);
};

/* The names that each() gives, sorted. *names is as before if it fails. */
bool store_list(const struct store *store, struct arena *arena, const char *folder,
		struct texts *names, struct error *err);

/* Segments of the allowed bytes, none of them empty or beginning with a dot. */
bool store_name_is_valid(const char *name);

#endif
