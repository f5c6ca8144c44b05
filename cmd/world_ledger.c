/* SPDX-License-Identifier: Apache-2.0 */
/* Which ledger, whose signatures, and which keys of ours does a run stand on? Part of world.h. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cmd/world.h"
#include "integrations/disk.h"

#define TRUST_PATH ".changegate/trust.json"
#define FINGERPRINT_START "SHA256:"
#define FINGERPRINT_LENGTH 50 /* with 43 digits of base64 */

bool
world_read_trust(struct arena *arena, const char *path, struct trust *trust, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	if (!disk_read(path, LIMIT_TRUST_BYTES, &bytes, err) ||
	    !trust_parse(arena, bytes.bytes ? bytes.bytes : "", bytes.length, trust, err)) {
		fail_while(err, "reading trust root '%s'", text_shown(arena, path));
		return fail_as(err, ERROR_LEDGER);
	}
	return true;
}

bool
world_trust_at_ref(struct world *world, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	char blob[41];

	if (!world->protected_ref.commit)
		return fail(err, ERROR_USAGE, "no trust root: name one with --trust FILE");
	if (!git_file(world->git, world->protected_ref.commit, TRUST_PATH, LIMIT_TRUST_BYTES,
		      &bytes, blob, err)) {
		if (err->code != ERROR_ABSENT)
			return false;
		return fail(err, ERROR_USAGE,
			    "no trust root: %s has no %s; run 'changegate keygen' and commit the "
			    "file there%s",
			    text_shown(world->arena, world->protected_ref.ref), TRUST_PATH,
			    world->policy_facts.source.kind == POLICY_FROM_FILE
				    ? ", or name one with --trust FILE"
				    : "");
	}
	if (!trust_parse(world->arena, bytes.bytes ? bytes.bytes : "", bytes.length, &world->trust,
			 err)) {
		fail_while(err, "reading %s of %s", TRUST_PATH,
			   text_shown(world->arena, world->protected_ref.ref));
		return fail_as(err, ERROR_LEDGER);
	}
	return true;
}

bool
world_read_trust_at(struct world *world, const char *commit, struct trust *trust)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};
	struct error ignored;
	char blob[41];

	return git_file(world->git, commit, TRUST_PATH, LIMIT_TRUST_BYTES, &bytes, blob,
			&ignored) &&
	       trust_parse(world->arena, bytes.bytes ? bytes.bytes : "", bytes.length, trust,
			   &ignored);
}

bool
world_open_ledger(struct world *world, const struct arguments *arguments, struct error *err)
{
	const char *file = argument(arguments, "--trust");
	struct store_site site = {.base = world->root,
				  .clone = git_folder(world->git),
				  .repository = world->policy.repository};

	if (file && world->policy_facts.source.kind != POLICY_FROM_FILE)
		return fail(err, ERROR_USAGE,
			    "--trust goes with --policy: beside a policy of a protected ref, the "
			    "trust root is %s of that ref",
			    TRUST_PATH);
	if (!(file ? world_read_trust(world->arena, file, &world->trust, err)
		   : world_trust_at_ref(world, err)))
		return false;
	if (!text_equal(world->trust.origin, world->policy.ledger.origin))
		return fail(err, ERROR_LEDGER,
			    "LEDGER-ORIGIN: the policy names ledger '%s', the trust root '%s'",
			    text_shown(world->arena, world->policy.ledger.origin),
			    text_shown(world->arena, world->trust.origin));
	if (!store_open_at(&site, world->policy.ledger.store, &world->ledger, err))
		return false;
	world->store = &world->ledger.store;
	return true;
}

static bool
open_key(struct world *world, const char *variable, enum key_algorithm algorithm,
	 enum key_usage usage, struct signing_key **key, struct signer *signer, struct error *err)
{
	RELEASED_BY(secret_release) struct secret secret = {0};
	const char *fingerprint;

	if (!secret_read(variable, &secret, err) ||
	    !signing_key_from_pem(&secret, algorithm, key, err)) {
		fail_while(err, "reading %s", variable);
		return fail_as(err, ERROR_LEDGER);
	}
	signing_key_signer(*key, signer);
	fingerprint = public_key_fingerprint(world->arena, signer->key);
	if (!trust_find(&world->trust, usage, fingerprint))
		return fail(err, ERROR_LEDGER,
			    "%s (%s) is not a trusted %s key: the trust root does not list it",
			    variable, fingerprint, key_usage_names[usage]);
	return true;
}

/* A list that names nothing would accept anything. */
bool
world_read_fingerprints(struct arena *arena, const char *variable, struct texts *out,
			struct error *err)
{
	const char *rest = getenv(variable);

	while (rest) {
		size_t length = strcspn(rest, ",");
		const char *name = text_trim(arena, rest, length);

		if (!text_starts_with(name, FINGERPRINT_START) ||
		    strlen(name) != FINGERPRINT_LENGTH)
			return fail(err, ERROR_USAGE,
				    "%s: '%s' is not the fingerprint of a key, " FINGERPRINT_START
				    "...",
				    variable, text_shown(arena, name));
		texts_add(arena, out, name);
		rest = rest[length] ? rest + length + 1 : NULL;
	}
	return true;
}

static bool
read_accepted(struct world *world, struct error *err)
{
	return world_read_fingerprints(world->arena, "CHANGEGATE_CHECKPOINT_FINGERPRINT",
				       &world->checkpoint_keys, err);
}

bool
world_open_checkpoint_key(struct world *world, struct error *err)
{
	if (!open_key(world, "CHANGEGATE_CHECKPOINT_KEY", KEY_ED25519, USAGE_CHECKPOINT,
		      &world->checkpoint_key, &world->checkpoint_signer, err))
		return false;
	texts_add(world->arena, &world->checkpoint_keys,
		  public_key_fingerprint(world->arena, world->checkpoint_signer.key));
	return read_accepted(world, err);
}

bool
world_open_keys(struct world *world, struct error *err)
{
	return open_key(world, "CHANGEGATE_RECORD_KEY", KEY_ECDSA_P256, USAGE_RECORD,
			&world->record_key, &world->record_signer, err) &&
	       (world->policy.ledger.mode == LEDGER_INBOX ? read_accepted(world, err)
							  : world_open_checkpoint_key(world, err));
}
