/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How does a struct look as a document? One table of fields per struct reads it, writes it, and
 * describes it (JSON Schema, documentation table, direction in which a policy may tighten).
 *
 * Reading is strict: unknown and duplicate keys, wrong kinds, missing required fields and values
 * out of range are errors that name the field ("change.commits[3].id") and, where the document has
 * positions, show the line; an unknown key says "did you mean". Writing is deterministic: keys in
 * ASCII order, no white space. What was written reads back to the same bytes.
 */
#ifndef BASE_FIELDS_H
#define BASE_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/list.h"
#include "base/node.h"
#include "base/source.h"

enum field_type {
	FIELD_TEXT,     /* const char * */
	FIELD_INTEGER,  /* int64_t, within [minimum, maximum] unless both are 0 */
	FIELD_BOOLEAN,  /* bool */
	FIELD_CHOICE,   /* int: index into choices[]; the weakest (loosest) first */
	FIELD_INSTANT,  /* int64_t seconds; "2026-11-21T20:30:00Z" (base/time.h) */
	FIELD_DURATION, /* int64_t seconds; "30m" */
	FIELD_TEXTS,    /* struct texts; list of text */
	FIELD_OBJECT,   /* the struct itself, embedded */
	FIELD_OPTIONAL, /* pointer to the struct, NULL if absent */
	FIELD_OBJECTS,  /* LIST(struct): list of objects */
	FIELD_NAMED,    /* LIST(struct): map from name to object; the struct's first member is
			   `const char *name`, which is not itself a field of its table */
};

/* What may a policy that extends another do with this field? (Only policy tables use it.) */
enum tighter {
	TIGHTER_UNSAID,     /* not a policy field; a policy field without direction breaks a test */
	TIGHTER_FIXED,      /* keep the parent's value, or set it where the parent has none */
	TIGHTER_MAY_ADD,    /* list or map: all of the parent's, and more */
	TIGHTER_MAY_REMOVE, /* list: a subset; free where the parent has none */
	TIGHTER_MAY_RAISE,  /* number, duration, or choice with a later index */
	TIGHTER_MAY_LOWER,  /* number or duration */
	TIGHTER_WITHIN,     /* objects: each field inside says for itself */
};

struct field {
	const char *name;
	enum field_type type;
	size_t offset;              /* offsetof(struct, member) */
	const struct fields *of;    /* OBJECT, OPTIONAL, OBJECTS, NAMED */
	const char *const *choices; /* CHOICE: NULL-terminated */
	bool optional;              /* may be absent: NULL, 0, false, first choice, empty list */
	int64_t minimum, maximum;   /* INTEGER, and DURATION in seconds */
	enum tighter tighter;
	const char *unless_given; /* default as JSON text; implies optional */
	const char *meaning;      /* one sentence for the documentation */
	/* Further check of a text, each text of a list, each name of a FIELD_NAMED: NULL, or what
	   is wrong with it, as in "'x' <problem>". */
	const char *(*problem)(const char *text);
};

#define FIELDS_MOST 64 /* of one struct; a larger one is a mistake of design */

struct fields {
	const char *name; /* of the struct, for schema ids: "commit" */
	size_t size;      /* sizeof the struct */
	const struct field *rows;
	size_t count;
	const char *meaning;
};

/* A row for `member` of struct `struct_name`; further members of struct field may follow. */
#define FIELD_ROW(struct_name, member, json, kind, ...)                                     \
	{                                                                                   \
		.name = json, .type = kind, .offset = offsetof(struct struct_name, member), \
		__VA_ARGS__                                                                 \
	}

#define FIELDS_OF(rows) (rows), sizeof(rows) / sizeof((rows)[0])

/* Must a document have it? Neither optional, nor with a default, nor FIELD_OPTIONAL. */
bool field_is_required(const struct field *field);
bool fields_require_any(const struct fields *fields);

/*
 * Fills *out (size `fields->size`, zeroed first) from a map; texts and lists live in the arena and
 * may share bytes with the tree. `source` may be NULL (JSON that no person wrote). On failure *out
 * is untouched. An absent optional FIELD_OBJECT gets the defaults of its fields if none of them is
 * required; otherwise it stays zero. Lists can be continued with LIST_ADD.
 *
 * Writing omits: NULL texts, NULL optionals, and empty lists, zero numbers, false booleans and
 * first choices of fields that are `optional` without a default, and an optional FIELD_OBJECT that
 * reads back the same when absent. Everything else is always written.
 */
bool fields_read(struct arena *arena, const struct fields *fields, const struct node *map,
		 const struct source_text *source, void *out, struct error *err);

void fields_write(struct buffer *out, const struct fields *fields, const void *in);

/* JSON Schema (2020-12) of the struct and all it contains, with `id` as $id; ends with a newline.
 */
void fields_schema(struct buffer *out, const struct fields *fields, const char *id);

#endif
