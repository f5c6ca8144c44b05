/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is in an evidence pack? Files by name, all of them in memory until everything is known to
 * be fit to hand over, and their digests in the form of sha256sum.
 */
#ifndef AUDIT_PACK_H
#define AUDIT_PACK_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/list.h"

#define PACK_SUMS "SHA256SUMS"
#define PACK_SIGNATURE "SHA256SUMS.sig"

struct pack_file {
	const char *name; /* relative: "records/01JD....json" */
	const char *bytes;
	size_t length;
};

struct pack {
	struct arena *arena; /* lives as long as the pack */
	LIST(struct pack_file) files;
	size_t bytes;
};

/*
 * Copies the file into the pack. Names are relative, of [A-Za-z0-9._/-], without segments that
 * begin with a dot: sha256sum and every file system read them the same. ERROR_USAGE for another
 * name, or where the pack would be too large.
 */
bool pack_add(struct pack *pack, const char *name, const void *bytes, size_t length,
	      struct error *err);

/* In the order of the names. ERROR_LEDGER if one is there twice. */
bool pack_sort(struct pack *pack, struct error *err);

/* Appends SHA256SUMS of all files. */
void pack_write_sums(const struct pack *pack, struct buffer *out);

#endif
