/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which attributes does a path have? gitattributes(5), from the bytes of the files of one tree.
 * Pure. Answers as git does that reads a checkout, which other readers do not always do: git itself
 * reads a tree with a byte order mark as part of the first line, up to the first NUL, and a link as
 * if its target were the rules. So a file says what can be read in two ways.
 */
#ifndef INTEGRATIONS_GIT_ATTRIBUTES_H
#define INTEGRATIONS_GIT_ATTRIBUTES_H

#include <stdint.h>

#include "base/error.h"
#include "base/list.h"

enum attribute_state { ATTRIBUTE_UNSPECIFIED, ATTRIBUTE_SET, ATTRIBUTE_UNSET, ATTRIBUTE_TEXT };

struct attribute {
	const char *name;
	size_t name_length;
	enum attribute_state state;
	const char *text; /* behind "=", not terminated */
	size_t text_length;
};

struct attribute_rule {
	const char *pattern; /* of a macro its name */
	size_t length;
	size_t literal; /* bytes of it before anything special */
	bool macro;
	bool anywhere; /* no slash: about the last part of the path */
	bool doubtful; /* the first line, behind a byte order mark */
	size_t first, count;
};

#define ATTRIBUTES_MOST_STEPS UINT64_C(500000000) /* one or two seconds */

/* One file. */
struct attribute_rules {
	LIST(struct attribute_rule) rules;
	LIST(struct attribute) attributes; /* of all rules */
	LIST(size_t) macros;               /* which of the rules */
	bool marked;                       /* has a byte order mark, so perhaps a doubtful rule */
	bool unclear; /* a NUL or a line of 2048 bytes: who reads it knows not what others read */
};

/*
 * Only the file of the root folder may define macros. What git ignores is no rule. More rules,
 * attributes or macros than anybody writes are ERROR_UNAVAILABLE.
 */
bool attributes_parse(struct arena *arena, const char *bytes, size_t length, bool root,
		      struct attribute_rules *rules, struct error *err);

/* The file of one folder on the way down to a path; NULL if there is none. */
struct attribute_layer {
	const struct attribute_rules *rules;
	size_t folder_length; /* bytes of the folder's path with its slash; of the root 0 */
};

/*
 * Fills in the state and text of `answers`, at most 16, by their names. Layers begin with the root.
 * Without `doubtful`, doubtful rules are no rules. *steps grows with the time that it costs; above
 * ATTRIBUTES_MOST_STEPS the answers are not to be used.
 */
void attributes_find(const struct attribute_layer *layers, size_t layer_count, const char *path,
		     size_t path_length, bool doubtful, struct attribute *answers,
		     size_t answer_count, uint64_t *steps);

#endif
