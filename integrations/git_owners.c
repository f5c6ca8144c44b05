/* SPDX-License-Identifier: Apache-2.0 */
/* Who owned which files before the change? See git_owners.h. */
#include "integrations/git_owners.h"

#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "core/code_owners.h"

static void
unavailable(struct arena *arena, struct owners_file *out, const char *why)
{
	out->availability =
		(struct availability){UNAVAILABLE, arena_format(arena, "CODEOWNERS: %s", why)};
}

static void
take(struct arena *arena, const char *path, const struct buffer *bytes, struct owners_file *out)
{
	const char *text = bytes->length ? bytes->bytes : "";

	if (memchr(text, '\0', bytes->length) || !text_is_utf8(text, bytes->length)) {
		unavailable(arena, out, "is not text");
		return;
	}
	out->path = path;
	out->bytes = arena_copy(arena, text, bytes->length);
	out->sha256 = sha256_hex(arena, text, bytes->length);
}

void
git_owners(struct arena *arena, struct git *git, const char *commit, struct owners_file *out)
{
	*out = (struct owners_file){.availability.state = KNOWN, .commit = commit};
	for (size_t i = 0; code_owners_places[i]; i++) {
		RELEASED_BY(buffer_release) struct buffer bytes = {0};
		struct error err;
		char blob[41];

		if (git_file(git, commit, code_owners_places[i], LIMIT_BLOB_BYTES, &bytes, blob,
			     &err)) {
			take(arena, code_owners_places[i], &bytes, out);
			return;
		}
		if (err.code != ERROR_ABSENT) {
			unavailable(arena, out, arena_text(arena, err.message));
			return;
		}
	}
}
