/* SPDX-License-Identifier: Apache-2.0 */
/* What are the bytes of an object? See git_objects.h. */
#include "integrations/git_objects.h"

#include <string.h>

#include <git2/errors.h>
#include <git2/ignore.h>
#include <git2/odb.h>
#include <git2/repository.h>

#include "base/encoding.h"
#include "base/text.h"

static const git_object_t library_kinds[] = {GIT_OBJECT_COMMIT, GIT_OBJECT_TREE, GIT_OBJECT_BLOB,
					     GIT_OBJECT_TAG};
static const char *const kind_names[] = {"commit", "tree", "blob", "tag"};
#define KIND_COUNT (sizeof(kind_names) / sizeof(kind_names[0]))

const char *
foreign_shown(struct buffer *out, const char *text)
{
	buffer_clear(out);
	text_safe(out, text);
	return out->bytes ? out->bytes : "";
}

bool
fail_git(struct error *err, enum error_code code, const char *doing)
{
	struct buffer cause RELEASED_BY(buffer_release) = {0};
	const git_error *last = git_error_last();

	return fail(err, code, "%s: %s", doing,
		    last && last->message ? foreign_shown(&cause, last->message)
					  : "no reason given");
}

static bool
fail_missing(const struct git *git, enum object_kind kind, const char *hex, struct error *err)
{
	if (git->shallow)
		return fail(err, ERROR_ABSENT,
			    "%s %s is not in this shallow clone; get the whole history: `git fetch "
			    "--unshallow` (in a workflow: `fetch-depth: 0`)",
			    kind_names[kind], hex);
	if (git->partial)
		return fail(err, ERROR_ABSENT,
			    "%s %s is not in this partial clone; clone without --filter, or run "
			    "`git fetch --refetch --no-filter`",
			    kind_names[kind], hex);
	return fail(err, ERROR_ABSENT,
		    "the repository has no %s %s; fetch it (`git fetch --all`), or, if it should "
		    "be there, look with `git fsck`",
		    kind_names[kind], hex);
}

static bool
fail_reading(const struct git *git, int result, enum object_kind kind, const struct object_id *id,
	     struct error *err)
{
	char hex[41];

	object_id_format(hex, id);
	if (result == GIT_ENOTFOUND)
		return fail_missing(git, kind, hex, err);
	fail_git(err, ERROR_UNAVAILABLE, "broken; look with `git fsck`");
	return fail_while(err, "%s %s", kind_names[kind], hex);
}

static bool
has_form(git_odb_object *found, enum object_kind kind, size_t limit, const struct object_id *id,
	 struct error *err)
{
	char hex[41];

	object_id_format(hex, id);
	if (git_odb_object_type(found) != library_kinds[kind])
		return fail(err, ERROR_UNAVAILABLE, "object %s is no %s", hex, kind_names[kind]);
	if (git_odb_object_size(found) > limit)
		return fail(err, ERROR_UNAVAILABLE, "%s %s has more than %zu bytes",
			    kind_names[kind], hex, limit);
	return true;
}

bool
object_read(struct git *git, const struct object_id *id, enum object_kind kind, size_t limit,
	    struct object *object, struct error *err)
{
	git_odb_object *found;
	git_oid oid;
	int result;

	memcpy(oid.id, id->bytes, sizeof(oid.id));
	result = git_odb_read(&found, git->odb, &oid);
	if (result < 0)
		return fail_reading(git, result, kind, id, err);
	if (!has_form(found, kind, limit, id, err)) {
		git_odb_object_free(found);
		return false;
	}
	object->bytes = git_odb_object_data(found);
	object->length = git_odb_object_size(found);
	object->handle = found;
	return true;
}

bool
object_kind(struct git *git, const struct object_id *id, enum object_kind *kind, struct error *err)
{
	git_object_t type;
	size_t length;
	git_oid oid;
	char hex[41];
	int result;

	memcpy(oid.id, id->bytes, sizeof(oid.id));
	object_id_format(hex, id);
	result = git_odb_read_header(&length, &type, git->odb, &oid);
	if (result == GIT_ENOTFOUND)
		return fail(err, ERROR_ABSENT, "the repository has no object %s", hex);
	if (result < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "broken; look with `git fsck`");
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (library_kinds[i] == type) {
			*kind = (enum object_kind)i;
			return true;
		}
	return fail(err, ERROR_UNAVAILABLE, "object %s is of no known kind", hex);
}

void
object_release(struct object *object)
{
	git_odb_object_free(object->handle);
	*object = (struct object){0};
}

bool
blob_id_of_bytes(const void *bytes, size_t length, struct object_id *id, struct error *err)
{
	git_oid oid;

	if (git_odb_hash(&oid, bytes, length, GIT_OBJECT_BLOB) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "hashing");
	memcpy(id->bytes, oid.id, sizeof(id->bytes));
	return true;
}

bool
blob_id_of_file(const char *path, struct object_id *id, struct error *err)
{
	git_oid oid;

	if (git_odb_hashfile(&oid, path, GIT_OBJECT_BLOB) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "hashing");
	memcpy(id->bytes, oid.id, sizeof(id->bytes));
	return true;
}

bool
blob_id_of_added(struct git *git, const char *path, struct object_id *id, struct error *err)
{
	git_oid oid;

	if (git_repository_hashfile(&oid, git->repository, path, GIT_OBJECT_BLOB, path) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "hashing");
	memcpy(id->bytes, oid.id, sizeof(id->bytes));
	return true;
}

bool
path_is_ignored(struct git *git, const char *path, bool *ignored, struct error *err)
{
	int answer;

	if (git_ignore_path_is_ignored(&answer, git->repository, path) < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "asking .gitignore");
	*ignored = answer == 1;
	return true;
}

bool
object_id_parse(const char *hex, struct object_id *id)
{
	return hex_decode(id->bytes, sizeof(id->bytes), hex);
}

void
object_id_format(char hex[41], const struct object_id *id)
{
	hex_encode(hex, id->bytes, sizeof(id->bytes));
}

char *
object_id_text(struct arena *arena, const struct object_id *id)
{
	char hex[41];

	object_id_format(hex, id);
	return arena_text(arena, hex);
}

bool
object_id_equal(const struct object_id *a, const struct object_id *b)
{
	return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}
