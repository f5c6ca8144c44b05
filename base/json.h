/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does a JSON text say, strictly? RFC 8259 with our limits: valid UTF-8, no NUL and no \u0000,
 * no lone surrogates, depth and count bounded, no duplicate keys (compared after unescaping),
 * integers only and within +-(2^53), nothing after the value. cJSON reads texts with escapes and is
 * used nowhere else.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/node.h"

bool json_parse(struct arena *arena, const char *bytes, size_t length, const struct node **root,
		struct error *err);

/*
 * Deterministic writer: a tree as JSON with map keys in ASCII order, no white space, non-ASCII as
 * UTF-8, and only the escapes \" \\ \b \f \n \r \t and \u00xx for other control characters.
 */
void json_write(struct buffer *out, const struct node *root);

/* One string with its quotes, escaped as above. */
void json_write_text(struct buffer *out, const char *text);

/* Deterministic bytes, indented by two spaces for people. `json` must be valid. */
void json_indent(struct buffer *out, const char *json, size_t length);

/* RFC 6901: the value a pointer names, or NULL. */
const struct node *json_pointer(const struct node *root, const char *pointer);

#endif
