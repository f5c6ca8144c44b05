/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which records may be drawn? The canonical id file: one record id per line, LF, sorted by byte,
 * none twice. Its sha256 is what gets sealed.
 */
#ifndef AUDIT_IDS_H
#define AUDIT_IDS_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/list.h"

/* 1 to 128 of [A-Za-z0-9._-]: the same bytes in every shell, sort and spreadsheet. */
bool id_is_valid(const char *id);

/* Sorts the ids in place. ERROR_LEDGER if one is there twice. */
bool ids_sort(struct texts *ids, struct error *err);

/* Is it one of them? `ids` are sorted. */
bool ids_contain(const struct texts *ids, const char *id);

/* Appends the file; `ids` are sorted. */
void ids_write(struct buffer *out, const struct texts *ids);

/* Strict: exactly the canonical form. ERROR_FORMAT with the line. */
bool ids_parse(struct arena *arena, const char *bytes, size_t length, struct texts *ids,
	       struct error *err);

#endif
