/* SPDX-License-Identifier: Apache-2.0 */
/* What does a changed file hold on one of its two sides? See git_file_content.h. */
#include "integrations/git_file_content.h"

#include <string.h>

#include <git2/odb.h>

#define BINARY_LOOK_BYTES 8000

/* What does not answer here is asked once more by reading it, which says what is wrong. */
static bool
is_longer(struct git *git, const struct object_id *id, size_t limit, size_t *length)
{
	git_object_t kind;
	git_oid oid;

	memcpy(oid.id, id->bytes, sizeof(oid.id));
	return git_odb_read_header(length, &kind, git->odb, &oid) == 0 && kind == GIT_OBJECT_BLOB &&
	       *length > limit;
}

static bool
has_nul(const char *bytes, size_t length)
{
	size_t looked_at = length < BINARY_LOOK_BYTES ? length : BINARY_LOOK_BYTES;

	return looked_at > 0 && memchr(bytes, '\0', looked_at);
}

bool
content_read(struct git *git, const struct tree_entry *entry, size_t limit, struct content *content,
	     struct error *err)
{
	*content = (struct content){0};
	if (!entry)
		return true;
	content->oversized = is_longer(git, &entry->id, limit, &content->length);
	if (content->oversized)
		return true;
	if (!object_read(git, &entry->id, OBJECT_BLOB, limit, &content->object, err))
		return fail_as(err, ERROR_UNAVAILABLE);
	content->length = content->object.length;
	content->binary = has_nul(content->object.bytes, content->length);
	return true;
}

void
content_release(struct content *content)
{
	object_release(&content->object);
}

bool
content_is_plain(const struct tree_entry *entry)
{
	return !entry || entry->kind == ENTRY_FILE || entry->kind == ENTRY_PROGRAM;
}
