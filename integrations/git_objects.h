/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What are the bytes of an object? Raw, as git hashes them, and checked against their hash. Shared
 * by the git_*.c files; everybody else asks git.h.
 */
#ifndef INTEGRATIONS_GIT_OBJECTS_H
#define INTEGRATIONS_GIT_OBJECTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

struct git_repository;
struct git_odb;
struct graph;

struct git {
	struct git_repository *repository;
	struct git_odb *odb;
	char *work_tree; /* NULL: bare */
	char *folder;
	bool shallow;        /* history ends somewhere */
	bool partial;        /* objects were left out when cloning */
	bool borrows;        /* objects that are not its own were lent to it (git_pulls.h) */
	struct graph *graph; /* commits read so far, or NULL */
};

struct object_id {
	uint8_t bytes[20];
};

enum object_kind { OBJECT_COMMIT, OBJECT_TREE, OBJECT_BLOB, OBJECT_TAG };

/* Bytes without the header "<kind> <length>\0". */
struct object {
	const char *bytes;
	size_t length;
	void *handle;
};

/*
 * ERROR_ABSENT: the repository has no such object, and the message says what to do;
 * ERROR_UNAVAILABLE: it is broken, of another kind, or longer than `limit`.
 */
bool object_read(struct git *git, const struct object_id *id, enum object_kind kind, size_t limit,
		 struct object *object, struct error *err);
void object_release(struct object *object);

/* What the repository says an object is, before its bytes are checked. Same errors. */
bool object_kind(struct git *git, const struct object_id *id, enum object_kind *kind,
		 struct error *err);

/* The id that a blob of these bytes, or of a file's bytes, would have. */
bool blob_id_of_bytes(const void *bytes, size_t length, struct object_id *id, struct error *err);
bool blob_id_of_file(const char *path, struct object_id *id, struct error *err);

/* The same after what git does to `path` (relative to the work tree) when adding it: line ends. */
bool blob_id_of_added(struct git *git, const char *path, struct object_id *id, struct error *err);

/* Would git ignore this untracked path? A folder's ends with a slash. */
bool path_is_ignored(struct git *git, const char *path, bool *ignored, struct error *err);

bool object_id_parse(const char *hex, struct object_id *id); /* 40 lower-case digits */
void object_id_format(char hex[41], const struct object_id *id);
char *object_id_text(struct arena *arena, const struct object_id *id);
bool object_id_equal(const struct object_id *a, const struct object_id *b);

/* Fails with our words, then the library's, shown. Only for the git_*.c files. */
bool fail_git(struct error *err, enum error_code code, const char *doing);

/* Foreign text for a message, as text_safe() has it; lives in `out`. */
const char *foreign_shown(struct buffer *out, const char *text);

#endif
