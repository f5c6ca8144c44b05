/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What do the reports for people share? Words for verdicts, and foreign text that is long but still
 * safe to show.
 */
#ifndef REPORTS_LINES_H
#define REPORTS_LINES_H

#include "base/buffer.h"
#include "core/finding.h"
#include "core/record.h"
#include "core/report.h"

#define SHORT_ID 12 /* hex digits shown of a commit or digest */

/* How a finding is shown: its verdict, or, of a change request, something milder. */
enum showing {
	SHOW_PASS = PASS,
	SHOW_FAIL = FAIL,
	SHOW_EXEMPT = EXEMPT,
	SHOW_UNKNOWN = UNKNOWN,
	SHOW_NOT_APPLICABLE = NOT_APPLICABLE,
	SHOW_WAITING, /* time alone will tell */
	SHOW_LATER,   /* the deploy judges it */
};

enum showing showing_of(const struct evidence *evidence, const struct finding *finding);

/* "ok", "FAIL", "exempt", "?", "n/a", "wait", "later". */
const char *showing_word(enum showing showing);

/* The word in a column of 7, in colour if asked. */
void add_verdict(struct buffer *out, enum showing showing, bool color);

/*
 * A whole sentence made safe as text_safe() does, but of up to 1,000 bytes: a word of more than
 * LIMIT_SHOWN_BYTES is cut, and so is the sentence.
 */
void add_sentence(struct buffer *out, const char *text);

/*
 * A sentence of several parts, "1 needed, 0 valid: Bob ...; Carol ...", one by one: what it begins
 * with, then each part. False at its end; *rest begins as the sentence.
 */
bool next_part(struct arena *arena, const char **rest, const char **part);

void add_short_id(struct buffer *out, const char *id);

/* Characters, not bytes, from `start` on. */
size_t width_from(const struct buffer *out, size_t start);

/* Puts `text` at the right edge of the line that began at `start`, counted without colours. */
void add_at_right(struct buffer *out, size_t width, const char *text);

/* Everything from `start` on in ASCII: an ellipsis becomes "...", other characters '?'. */
void make_ascii(struct buffer *out, size_t start);

/* ".changegate.yml@main" or "policy.yml (file)". */
void add_policy_source(struct buffer *out, const struct policy_source *source);

#endif
