/* SPDX-License-Identifier: Apache-2.0 */
/* Which addresses belong to one person? See mailmap.h. */
#include "integrations/mailmap.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "integrations/git_mailmap.h"

#define FILE_NAME ".mailmap"

struct mailmap {
	struct git_mailmap *map;
};

bool
mailmap_parse(const char *bytes, size_t length, struct mailmap **mailmap, struct error *err)
{
	struct git_mailmap *map;

	if (!name_map_parse(bytes, length, &map, err))
		return false;
	*mailmap = malloc(sizeof(**mailmap));
	if (!*mailmap)
		abort();
	(*mailmap)->map = map;
	return true;
}

static void
describe(struct arena *arena, const char *commit, const char *blob, const struct buffer *bytes,
	 struct source *source)
{
	source->kept_by = "git";
	source->name = arena_format(arena, FILE_NAME "@%s", commit);
	source->reference = arena_text(arena, blob);
	source->sha256 = sha256_hex(arena, bytes->bytes ? bytes->bytes : "", bytes->length);
}

bool
mailmap_read(struct arena *arena, struct git *git, const char *commit, struct mailmap **mailmap,
	     struct source *source, struct error *err)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	char blob[41];

	if (!git_file(git, commit, FILE_NAME, LIMIT_BLOB_BYTES, &bytes, blob, err)) {
		if (err->code != ERROR_ABSENT)
			return false;
		*mailmap = NULL;
		*source = (struct source){0};
		return true;
	}
	if (!mailmap_parse(bytes.bytes, bytes.length, mailmap, err))
		return fail_while(err, FILE_NAME " of %s", commit);
	describe(arena, commit, blob, &bytes, source);
	return true;
}

void
mailmap_release(struct mailmap **mailmap)
{
	if (!*mailmap)
		return;
	name_map_free((*mailmap)->map);
	free(*mailmap);
	*mailmap = NULL;
}

void
mailmap_resolve(struct arena *arena, const struct mailmap *mailmap, const char *name,
		const char *address, struct person *person)
{
	const char *real_name = name, *real_address = address;

	if (mailmap)
		name_map_resolve(mailmap->map, name, address, &real_name, &real_address);
	/* A mailmap is a foreign file: its bytes need not be UTF-8. */
	person->name = text_from_foreign(arena, real_name, strlen(real_name), LIMIT_SUBJECT_BYTES);
	person->id =
		text_to_lower(arena, text_from_foreign(arena, real_address, strlen(real_address),
						       LIMIT_SUBJECT_BYTES));
}
