/* SPDX-License-Identifier: Apache-2.0 */
/* Who is who, and whose signatures count? See gather_people.h. */
#include "cmd/gather_people.h"

#include "base/hash.h"
#include "base/text.h"

static void
add_source(struct world *world, const char *path, const char *commit, const char *blob,
	   const struct buffer *bytes, struct evidence *evidence)
{
	*LIST_ADD(world->arena, &evidence->sources) = (struct source){
		.kept_by = "git",
		.name = arena_format(world->arena, "%s@%s", text_shown(world->arena, path), commit),
		.reference = arena_text(world->arena, blob),
		.sha256 = sha256_hex(world->arena, bytes->bytes ? bytes->bytes : "", bytes->length),
	};
}

static bool
read_signers(struct world *world, const char *path, const char *commit, struct evidence *evidence,
	     struct allowed_signers *signers, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	const char *kept;
	char blob[41];

	if (!git_file(world->git, commit, path, LIMIT_SIGNERS_BYTES, &bytes, blob, err))
		return false;
	kept = arena_copy(world->arena, bytes.bytes ? bytes.bytes : "", bytes.length);
	if (!allowed_signers_parse(world->arena, kept, bytes.length, signers, err))
		return fail_while(err, "%s at %.12s", text_shown(world->arena, path), commit);
	add_source(world, path, commit, blob, &bytes, evidence);
	return true;
}

/* All lines of one key are one person's. */
static void
join_key(struct arena *arena, const struct allowed_signers *signers, size_t at,
	 struct aliases *aliases)
{
	struct texts addresses = {0};

	for (size_t i = 0; i <= at; i++) {
		const struct allowed_signer *line = &signers->lines.at[i];

		if (!line->exact || !ssh_key_equal(&line->key, &signers->lines.at[at].key))
			continue;
		for (size_t p = 0; p < line->principals.count; p++)
			texts_add(arena, &addresses, line->principals.at[p]);
	}
	aliases_join(arena, aliases, &addresses);
}

static void
join(struct arena *arena, const struct policy *policy, const struct allowed_signers *signers,
     struct aliases *aliases)
{
	for (size_t i = 0; i < policy->identities.count; i++)
		aliases_join(arena, aliases, &policy->identities.at[i].addresses);
	for (size_t i = 0; i < signers->lines.count; i++)
		join_key(arena, signers, i, aliases);
}

static bool
read_now(struct world *world, struct evidence *evidence, struct who *who, struct error *err)
{
	const char *commit = world->protected_ref.commit;
	const char *path = world->policy.allowed_signers;
	struct source source = {0};

	if (commit && !mailmap_read(world->arena, world->git, commit, &who->mailmap, &source, err))
		return false;
	if (source.kept_by)
		*LIST_ADD(world->arena, &evidence->sources) = source;
	if (!path)
		return true;
	if (!commit)
		return fail(err, ERROR_USAGE,
			    "the policy names allowed signers in %s, and there is no protected ref "
			    "to read them at: name one with --protected-ref",
			    text_shown(world->arena, path));
	if (!read_signers(world, path, commit, evidence, &who->signers, err)) {
		if (err->code != ERROR_UNAVAILABLE)
			fail_as(err, ERROR_USAGE);
		return fail_while(err, "reading the allowed signers");
	}
	who->signing.now = &who->signers;
	return true;
}

/*
 * As of another commit than the protected ref's. A file that is named and cannot be read there
 * lists nobody: else whoever breaks it would be let in.
 */
static bool
read_other(struct world *world, const char *path, const char *commit, struct evidence *evidence,
	   struct allowed_signers *signers, const struct allowed_signers **out, struct error *err)
{
	if (!path)
		return true;
	*out = signers;
	return read_signers(world, path, commit, evidence, signers, err) ||
	       err->code != ERROR_UNAVAILABLE;
}

static bool
read_before(struct world *world, const char *commit, const struct policy *previous,
	    struct evidence *evidence, struct who *who, struct error *err)
{
	struct source source = {0};

	if (!mailmap_read(world->arena, world->git, commit, &who->mailmap_before, &source, err) &&
	    err->code == ERROR_UNAVAILABLE)
		return false;
	if (source.kept_by)
		*LIST_ADD(world->arena, &evidence->sources) = source;
	return read_other(world, previous->allowed_signers, commit, evidence, &who->signers_before,
			  &who->signing.before, err);
}

static bool
read_at_head(struct world *world, struct evidence *evidence, struct who *who, struct error *err)
{
	const char *head = evidence->change.head;

	if (text_equal(head, world->protected_ref.commit))
		return true;
	return read_other(world, world->policy.allowed_signers, head, evidence,
			  &who->signers_at_head, &who->signing.at_head, err);
}

bool
gather_people(struct world *world, const char *in_place, const struct policy *previous,
	      struct evidence *evidence, struct who *out, struct error *err)
{
	struct people *people = &out->people;

	if (!read_now(world, evidence, out, err) || !read_at_head(world, evidence, out, err))
		return false;
	people->now.mailmap = out->mailmap;
	join(world->arena, &world->policy, &out->signers, &people->now.aliases);
	if (in_place && previous) {
		if (!read_before(world, in_place, previous, evidence, out, err))
			return false;
		people->compares = true;
		people->before.mailmap = out->mailmap_before;
		join(world->arena, previous, &out->signers_before, &people->before.aliases);
	}
	out->signing.people = people;
	out->signing.time = evidence->now.time;
	return true;
}

void
who_release(struct who *who)
{
	mailmap_release(&who->mailmap);
	mailmap_release(&who->mailmap_before);
}
