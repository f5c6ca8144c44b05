/* SPDX-License-Identifier: Apache-2.0 */
/* What does a run stand on? See world.h. */
#include "cmd/world.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "integrations/disk.h"

static const char *const policy_paths[] = {".changegate.yml", ".github/.changegate.yml",
					   ".gitlab/.changegate.yml"};

/* Reads policy bytes as people wrote them and makes the effective policy's facts. */
static bool
take_policy(struct world *world, const char *name, const struct buffer *bytes, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer effective = {0};
	char *copy = arena_copy(world->arena, bytes->bytes, bytes->length);
	struct source_text source = {name, copy, bytes->length};

	if (!policy_read(world->arena, &source, &world->policy, err))
		return false;
	policy_write(&effective, &world->policy);
	world->policy_facts.bytes = arena_copy(world->arena, effective.bytes, effective.length);
	world->policy_facts.digest = sha256_hex(world->arena, effective.bytes, effective.length);
	world->policy_facts.source.sha256 = sha256_hex(world->arena, bytes->bytes, bytes->length);
	return true;
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool
read_policy_file(struct world *world, const char *path, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	if (!disk_read(path, LIMIT_POLICY_BYTES, &bytes, err)) {
		fail_while(err, "reading policy");
		return fail_as(err, ERROR_USAGE);
	}
	world->policy_facts.source.kind = POLICY_FROM_FILE;
	world->policy_facts.source.path = arena_text(world->arena, base_name(path));
	return take_policy(world, text_shown(world->arena, path), &bytes, err);
}

/* The one policy file at the protected ref; two would leave open which one counts. */
static bool
find_policy(struct world *world, struct buffer *bytes, const char **found, struct error *err)
{
	*found = NULL;
	for (size_t i = 0; i < sizeof(policy_paths) / sizeof(policy_paths[0]); i++) {
		RELEASED_BY(buffer_release) struct buffer one = {0};
		char blob[41];

		if (!git_file(world->git, world->protected_ref.commit, policy_paths[i],
			      LIMIT_POLICY_BYTES, &one, blob, err)) {
			if (err->code == ERROR_ABSENT)
				continue;
			return false;
		}
		if (*found)
			return fail(err, ERROR_USAGE, "%s has both %s and %s: keep one",
				    text_shown(world->arena, world->protected_ref.ref), *found,
				    policy_paths[i]);
		*found = policy_paths[i];
		buffer_add(bytes, one.bytes, one.length);
	}
	if (*found)
		return true;
	return fail(err, ERROR_USAGE,
		    "no policy: %s has no .changegate.yml; run 'changegate init', commit the file "
		    "there, or name one with --policy FILE",
		    text_shown(world->arena, world->protected_ref.ref));
}

static bool
read_policy_at_ref(struct world *world, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct policy_source *source = &world->policy_facts.source;
	const char *path;

	if (!find_policy(world, &bytes, &path, err))
		return false;
	*source = (struct policy_source){.kind = POLICY_FROM_REF,
					 .ref = world->protected_ref.ref,
					 .branch = world->protected_ref.name,
					 .commit = world->protected_ref.commit,
					 .path = path};
	return take_policy(world,
			   arena_format(world->arena, "%s:%s",
					text_shown(world->arena, world->protected_ref.name), path),
			   &bytes, err);
}

/* GitLab names the default branch; the name is a claim, which checks/policy.c binds. */
static const char *
ci_default_branch(void)
{
	const char *name = getenv("CI_DEFAULT_BRANCH");

	return name && name[0] && text_is_utf8(name, strlen(name)) ? name : NULL;
}

static bool
find_protected_ref(struct world *world, const struct arguments *arguments, struct error *err)
{
	const char *file = argument(arguments, "--policy");
	const char *given = argument(arguments, "--protected-ref");

	if (git_protected_ref(world->arena, world->git, given, ci_default_branch(),
			      &world->protected_ref, err))
		return true;
	/* A policy from a file needs no ref: then there is no mailmap either. */
	if (file && !given && err->code == ERROR_USAGE) {
		world->protected_ref = (struct branch){0};
		return true;
	}
	return false;
}

bool
world_open(struct arena *arena, const struct arguments *arguments, struct world *world,
	   struct error *err)
{
	const char *path = argument(arguments, "--repository");
	const char *policy = argument(arguments, "--policy");

	memset(world, 0, sizeof(*world));
	world->arena = arena;
	if (!git_open(path ? path : ".", &world->git, err))
		return false;
	world->root =
		git_work_tree(world->git) ? git_work_tree(world->git) : git_folder(world->git);
	if (git_is_empty(world->git))
		return fail(err, ERROR_USAGE, "the repository has no commit yet");
	if (!find_protected_ref(world, arguments, err))
		return false;
	return policy ? read_policy_file(world, policy, err) : read_policy_at_ref(world, err);
}

bool
world_policy_digest_at(struct world *world, const char *commit, const char **digest,
		       struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	RELEASED_BY(buffer_release) struct buffer effective = {0};
	struct policy *policy = arena_allocate(world->arena, sizeof(*policy));
	struct source_text source = {"policy", NULL, 0};
	struct error broken;
	char blob[41];

	*digest = NULL;
	if (world->policy_facts.source.kind != POLICY_FROM_REF)
		return true;
	if (!git_file(world->git, commit, world->policy_facts.source.path, LIMIT_POLICY_BYTES,
		      &bytes, blob, err))
		return err->code == ERROR_ABSENT || err->code == ERROR_FORMAT;
	source.bytes = arena_copy(world->arena, bytes.bytes, bytes.length);
	source.length = bytes.length;
	if (!policy_read(world->arena, &source, policy, &broken))
		return true;
	policy_write(&effective, policy);
	*digest = sha256_hex(world->arena, effective.bytes, effective.length);
	return true;
}

/* Is there a policy file at the protected ref, whatever it says? */
static bool
has_policy(const struct world *world)
{
	for (size_t i = 0; i < sizeof(policy_paths) / sizeof(policy_paths[0]); i++) {
		RELEASED_BY(buffer_release) struct buffer bytes = {0};
		struct error err;
		char blob[41];

		if (git_file(world->git, world->protected_ref.commit, policy_paths[i],
			     LIMIT_POLICY_BYTES, &bytes, blob, &err) ||
		    err.code != ERROR_ABSENT)
			return true;
	}
	return false;
}

static bool
keeps_trust(const struct trust *chosen, const struct trust *own)
{
	RELEASED_BY(buffer_release) struct buffer one = {0};
	RELEASED_BY(buffer_release) struct buffer other = {0};

	trust_write(&one, chosen);
	trust_write(&other, own);
	return one.length == other.length && memcmp(one.bytes, other.bytes, one.length) == 0;
}

static bool
check_kept(const struct world *world, struct world *own, struct error *err)
{
	const char *ref = text_shown(world->arena, own->protected_ref.ref);

	if (!read_policy_at_ref(own, err) || !world_trust_at_ref(own, err))
		return fail_while(err, "comparing with the policy in force");
	if (text_equal(world->policy.repository, own->policy.repository) &&
	    text_equal(world->policy.ledger.store, own->policy.ledger.store) &&
	    text_equal(world->policy.ledger.origin, own->policy.ledger.origin) &&
	    keeps_trust(&world->trust, &own->trust))
		return true;
	return fail(err, ERROR_USAGE,
		    "the policy in force is that of %s: another one must keep its repository, its "
		    "ledger and its trust root",
		    ref);
}

/* Beside the origin's branches those of the runner are claims: anybody's local commit. */
static bool
check_branch(const struct world *world, struct error *err)
{
	const char *ref = world->policy_facts.source.ref;
	struct branches branches = {0};

	if (!ref)
		return true;
	if (!git_branches(world->arena, world->git, &branches, err))
		return false;
	for (size_t i = 0; i < branches.count; i++)
		if (text_equal(branches.at[i].ref, ref))
			return true;
	return fail(err, ERROR_USAGE,
		    "the policy is read at %s, which is no branch%s: nobody protects it",
		    text_shown(world->arena, ref),
		    branches.count && text_starts_with(branches.at[0].ref, "refs/remotes/")
			    ? " of the origin"
			    : "");
}

bool
world_check_choice(struct world *world, bool begins, struct error *err)
{
	struct world *own = arena_allocate(world->arena, sizeof(*own));
	struct error unnamed;
	bool kept;

	if (!check_branch(world, err))
		return false;
	own->arena = world->arena;
	own->git = world->git;
	if (!git_protected_ref(world->arena, world->git, NULL, NULL, &own->protected_ref,
			       &unnamed) ||
	    text_equal(own->protected_ref.ref, world->policy_facts.source.ref) || !has_policy(own))
		return true;
	if (begins)
		return fail(
			err, ERROR_USAGE,
			"--baseline goes with the policy in force, which is that of %s: neither "
			"--policy nor --protected-ref nor CI_DEFAULT_BRANCH may name another",
			text_shown(world->arena, own->protected_ref.ref));
	kept = check_kept(world, own, err);
	trust_release(&own->trust);
	return kept;
}

void
world_close(struct world *world)
{
	signing_key_release(&world->record_key);
	signing_key_release(&world->checkpoint_key);
	trust_release(&world->trust);
	store_release(&world->ledger);
	git_close(&world->git);
}
