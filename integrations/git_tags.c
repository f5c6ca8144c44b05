/* SPDX-License-Identifier: Apache-2.0 */
/* Which tags approve something? See git_tags.h. */
#include "integrations/git_tags.h"

#include <stdlib.h>
#include <string.h>

#include <git2/errors.h>
#include <git2/refs.h>

#include "base/text.h"
#include "core/trailer.h"
#include "integrations/git_objects.h"

struct looking {
	struct arena *arena;
	struct git *git;
	const struct signing *signing;
	struct approving_tags *tags;
};

static void
release_iterator(git_reference_iterator **iterator)
{
	git_reference_iterator_free(*iterator);
}

/* As it was written, if it names exactly this commit. */
static const char *
find_approval(struct looking *looking, const struct raw_tag *tag, const char *head)
{
	struct trailers trailers;
	struct error broken;

	if (!trailers_parse(looking->arena, tag->message.at, tag->message.length, &trailers,
			    &broken))
		return NULL;
	for (size_t i = 0; i < trailers.count; i++)
		if (text_equal_ignoring_case(trailers.at[i].key, "Approves") &&
		    text_equal(trailers.at[i].value, head))
			return arena_format(looking->arena, "%s: %s", trailers.at[i].key,
					    trailers.at[i].value);
	return NULL;
}

static const char *
from_raw(struct arena *arena, struct raw_text text)
{
	return text_from_foreign(arena, text.at, text.length, LIMIT_SUBJECT_BYTES);
}

static void
add_tag(struct looking *looking, const char *ref, const struct object_id *id,
	const struct object *object)
{
	struct arena *arena = looking->arena;
	struct approving_tag *added;
	struct raw_tag tag;
	struct error broken;
	const char *head, *written;

	if (!raw_tag_parse(arena, object->bytes, object->length, &tag, &broken) ||
	    tag.kind != OBJECT_COMMIT)
		return;
	head = object_id_text(arena, &tag.target);
	written = find_approval(looking, &tag, head);
	if (!written)
		return;
	added = LIST_ADD(arena, &looking->tags->all);
	*added = (struct approving_tag){
		.id = object_id_text(arena, id),
		.head = head,
		.text = arena_format(
			arena, "%s: %s",
			text_from_foreign(arena, ref, strlen(ref), LIMIT_SUBJECT_BYTES), written),
		.time = tag.tagger.time,
		.signature = signature_of_object(arena, looking->signing, &tag.object),
	};
	people_resolve(arena, looking->signing->people, from_raw(arena, tag.tagger.name),
		       from_raw(arena, tag.tagger.address), &added->tagger);
}

/* Lightweight tags, and what cannot be read, approve nothing. */
static void
look_at(struct looking *looking, const char *ref, const struct object_id *id)
{
	struct object object RELEASED_BY(object_release) = {0};
	enum object_kind kind;
	struct error ignored;

	if (object_kind(looking->git, id, &kind, &ignored) && kind == OBJECT_TAG &&
	    object_read(looking->git, id, OBJECT_TAG, LIMIT_COMMIT_BYTES, &object, &ignored))
		add_tag(looking, ref, id, &object);
}

static void
look_at_reference(struct looking *looking, const git_reference *reference)
{
	const git_oid *target = git_reference_target(reference);
	struct object_id id;

	if (!target)
		return;
	memcpy(id.bytes, target->id, sizeof(id.bytes));
	look_at(looking, git_reference_name(reference), &id);
}

static int
compare_tags(const void *a, const void *b)
{
	const struct approving_tag *left = a, *right = b;
	int order = strcmp(left->text, right->text);

	return order ? order : strcmp(left->id, right->id);
}

static bool
look_at_all(struct looking *looking, git_reference_iterator *iterator, struct error *err)
{
	git_reference *reference;
	int result;

	for (size_t seen = 0; (result = git_reference_next(&reference, iterator)) == 0; seen++) {
		if (seen < LIMIT_TAGS)
			look_at_reference(looking, reference);
		git_reference_free(reference);
		if (seen == LIMIT_TAGS)
			return fail(err, ERROR_UNAVAILABLE, "more than %d tags", LIMIT_TAGS);
	}
	if (result != GIT_ITEROVER)
		return fail_git(err, ERROR_UNAVAILABLE, "reading tags");
	return true;
}

bool
git_approving_tags(struct arena *arena, struct git *git, const struct signing *signing,
		   struct approving_tags *tags, struct error *err)
{
	git_reference_iterator *iterator RELEASED_BY(release_iterator) = NULL;
	struct approving_tags found = {0};
	struct looking looking = {arena, git, signing, &found};

	if (git_reference_iterator_glob_new(&iterator, git->repository, "refs/tags/*") < 0)
		return fail_git(err, ERROR_UNAVAILABLE, "reading tags");
	if (!look_at_all(&looking, iterator, err))
		return false;
	if (found.all.count)
		qsort(found.all.at, found.all.count, sizeof(*found.all.at), compare_tags);
	*tags = found;
	return true;
}
