/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who owns a file by CODEOWNERS? As GitHub reads it: the last line whose pattern matches decides,
 * patterns are those of gitignore without `!` and `[ ]`, a line without owners takes them away, a
 * line that is not understood counts for nothing.
 */
#ifndef CORE_CODE_OWNERS_H
#define CORE_CODE_OWNERS_H

#include "base/list.h"

struct owner_rule {
	const char *pattern;
	struct texts globs;  /* base/glob.h: one of them matches */
	struct texts owners; /* "@login", "@org/team" or an address; none: nobody owns it */
	size_t line;
};

struct code_owners {
	LIST(struct owner_rule) rules;
	const char *problem; /* NULL, or why it cannot be told who owns what */
};

/* Where the file may be, in the order in which GitHub looks; NULL is the end. */
extern const char *const code_owners_places[];

void code_owners_parse(struct arena *arena, const char *bytes, struct code_owners *out);

/* The line that decides, or NULL. */
const struct owner_rule *code_owners_of(const struct code_owners *owners, const char *path);

#endif
