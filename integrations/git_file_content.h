/* SPDX-License-Identifier: Apache-2.0 */
/* What does a changed file hold on one of its two sides, and can a diff show it? */
#ifndef INTEGRATIONS_GIT_FILE_CONTENT_H
#define INTEGRATIONS_GIT_FILE_CONTENT_H

#include "integrations/git_tree.h"

struct content {
	struct object object; /* empty if there is no such side, or if it is oversized */
	size_t length;
	bool oversized; /* more than what was asked for: not read */
	bool binary;    /* as git has it: a NUL among the first 8000 bytes */
};

/* `entry` NULL is an empty file. Whatever cannot be read is ERROR_UNAVAILABLE. */
bool content_read(struct git *git, const struct tree_entry *entry, size_t limit,
		  struct content *content, struct error *err);
void content_release(struct content *content);

/* A file or a program, or nothing at all: neither a link nor a submodule. */
bool content_is_plain(const struct tree_entry *entry);

#endif
