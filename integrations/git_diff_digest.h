/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is this the diff that was reviewed? One SHA-256 over everything that a change does to a tree:
 * equal digests mean the same edits, of the same lines, between the same neighbours, at the same
 * places. No white space is skipped, no rename guessed and no attribute or configuration asked.
 *
 * What is hashed (numbers are 8 bytes, the highest first; a text is its length and its bytes):
 *
 *   diff   = "changegate diff 1\n" record*          one for each path that differs
 *   record = "F" old-path new-path old-mode new-mode content
 *            texts; numbers as git writes modes (0100644). A side without the file: "" and 0
 *   content = "T" hunk* "."                         text on both sides
 *           | "I" old-id new-id                     else: 20 bytes each, zeros for no file
 *   hunk   = "H" old-start old-count new-start new-count line*
 *   line   = (" " | "-" | "+") text                 with its line end, if it has one
 *
 * Records are sorted by the bytes of their paths. Hunks are those of Myers' algorithm with three
 * lines of context, as `git diff` has them without the indent heuristic; the heading behind "@@" is
 * no part of them. If only the mode differs there are no hunks, whatever the content.
 *
 * Content is by ids where a side is a link or a submodule, is binary (a NUL among its first 8000
 * bytes), has more than DIFF_TEXT_BYTES or more than DIFF_TEXT_LINES: then the same edit of another
 * version is another digest, as it should be where nobody reads lines.
 *
 * Both paths of a record are the same: a rename is a removal and an addition. That is stricter than
 * a guess, because then all lines of the file count and not only those that changed.
 *
 * Places count. So a change that was rebased keeps its digest if only other files, or lines behind
 * the change, differ between the bases; if lines before it came or went, it does not. Whether it is
 * still the same change must then be found by merging it again.
 */
#ifndef INTEGRATIONS_GIT_DIFF_DIGEST_H
#define INTEGRATIONS_GIT_DIFF_DIGEST_H

#include "base/error.h"
#include "integrations/git.h"

#define DIFF_TEXT_BYTES (8u * 1024 * 1024)
#define DIFF_TEXT_LINES 100000 /* more are seldom written by people */

/*
 * Of two commits or trees, each given as 40 lower-case hex digits; `from` NULL is the empty tree.
 * More than LIMIT_PATHS files or 512 MiB of text, or anything missing: ERROR_UNAVAILABLE.
 */
bool diff_digest(struct git *git, const char *from, const char *to, char digest[65],
		 struct error *err);

/* The same; what it cost is added to *effort, also if it fails. */
struct merge_effort;
bool diff_digest_counted(struct git *git, const char *from, const char *to, char digest[65],
			 struct merge_effort *effort, struct error *err);

/* What a commit does to its first parent, or to nothing if it has no parent. */
bool diff_digest_of_commit(struct git *git, const char *commit, char digest[65], struct error *err);

#endif
