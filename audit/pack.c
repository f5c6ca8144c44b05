/* SPDX-License-Identifier: Apache-2.0 */
/* What is in an evidence pack? See pack.h. */
#include "audit/pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "core/store.h"

#define MEBIBYTE (1024u * 1024)

bool
pack_add(struct pack *pack, const char *name, const void *bytes, size_t length, struct error *err)
{
	if (!store_name_is_valid(name))
		return fail(err, ERROR_USAGE,
			    "the file name '%s' has other than letters, digits, '.', '_', '-' and "
			    "'/', or a part that begins with a dot: rename it, or move it away",
			    text_shown(pack->arena, name));
	if (pack->files.count >= LIMIT_EVIDENCE_PACK_FILES ||
	    length > LIMIT_EVIDENCE_PACK_BYTES - pack->bytes)
		return fail(err, ERROR_USAGE,
			    "the pack would have more than %d files or %u MiB: take a shorter "
			    "period, or only sampled records (--records sample)",
			    LIMIT_EVIDENCE_PACK_FILES, LIMIT_EVIDENCE_PACK_BYTES / MEBIBYTE);
	*LIST_ADD(pack->arena, &pack->files) =
		(struct pack_file){arena_text(pack->arena, name),
				   arena_copy(pack->arena, bytes ? bytes : "", length), length};
	pack->bytes += length;
	return true;
}

static int
compare_files(const void *a, const void *b)
{
	return strcmp(((const struct pack_file *)a)->name, ((const struct pack_file *)b)->name);
}

bool
pack_sort(struct pack *pack, struct error *err)
{
	if (pack->files.count)
		qsort(pack->files.at, pack->files.count, sizeof(*pack->files.at), compare_files);
	for (size_t i = 1; i < pack->files.count; i++)
		if (text_equal(pack->files.at[i - 1].name, pack->files.at[i].name))
			return fail(err, ERROR_LEDGER,
				    "two files would be called '%s': two records have one label",
				    pack->files.at[i].name);
	return true;
}

void
pack_write_sums(const struct pack *pack, struct buffer *out)
{
	for (size_t i = 0; i < pack->files.count; i++) {
		const struct pack_file *file = &pack->files.at[i];
		struct sha256 digest;
		char hex[65];

		sha256(&digest, file->bytes, file->length);
		sha256_format(hex, &digest);
		buffer_add_format(out, "%s  %s\n", hex, file->name);
	}
}
