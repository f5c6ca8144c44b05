/* SPDX-License-Identifier: Apache-2.0 */
/* Whose signature is under this? See git_signed.h. */
#include "integrations/git_signed.h"

#include <string.h>

#include "base/text.h"
#include "core/ssh_signature.h"

static const char *const refusals[] = {
	[SIGNER_ALLOWED] = "",
	[SIGNER_UNKNOWN_KEY] = "its key is not among the allowed signers",
	[SIGNER_OTHER_PRINCIPAL] = "its key is allowed for somebody else",
	[SIGNER_WRONG_NAMESPACE] = "its key is not allowed for this purpose",
	[SIGNER_NOT_YET_VALID] = "its key is not valid yet",
	[SIGNER_EXPIRED] = "its key has expired",
};

static struct signature *
make(struct arena *arena, enum signature_state state, const char *why)
{
	struct signature *signature = arena_allocate(arena, sizeof(*signature));

	signature->state = state;
	signature->why = why;
	return signature;
}

/* A line without namespaces is a person's, for git: it vouches for no tests. */
static bool
is_meant_for(const struct allowed_signer *line, const char *namespace)
{
	return !line->any_namespace || text_equal(namespace, NAMESPACE_GIT);
}

/* Whom a key belongs to must be an address, not a pattern of many. */
static const char *
first_address(const struct allowed_signers *signers, const struct ssh_key *key,
	      const char *namespace, int64_t time)
{
	const struct allowed_signer *line = NULL;

	while (allowed_signers_next(signers, key, namespace, time, &line) == SIGNER_ALLOWED)
		if (line->exact && is_meant_for(line, namespace))
			return line->principals.at[0];
	return NULL;
}

static bool
lists(const struct allowed_signers *signers, const struct ssh_key *key, const char *id)
{
	RELEASED_BY(arena_release) struct arena arena;
	bool found = false;

	arena_init(&arena);
	for (size_t i = 0; i < signers->lines.count && !found; i++) {
		const struct allowed_signer *line = &signers->lines.at[i];

		if (!line->exact || !ssh_key_equal(&line->key, key))
			continue;
		for (size_t p = 0; p < line->principals.count; p++)
			found = found ||
				text_equal(address_to_id(&arena, line->principals.at[p]), id);
	}
	return found;
}

/* A key under another name than before could be its holder's second person. */
static bool
keeps_its_person(const struct allowed_signers *now, const struct allowed_signers *before,
		 const struct ssh_key *key)
{
	RELEASED_BY(arena_release) struct arena arena;
	bool keeps = false;

	arena_init(&arena);
	for (size_t i = 0; i < now->lines.count && !keeps; i++) {
		const struct allowed_signer *line = &now->lines.at[i];

		if (!line->exact || !ssh_key_equal(&line->key, key))
			continue;
		for (size_t p = 0; p < line->principals.count; p++)
			keeps = keeps ||
				lists(before, key, address_to_id(&arena, line->principals.at[p]));
	}
	return keeps;
}

/* NULL, or `why` it does not count although the file at the protected ref lists it. */
static const char *
refuse_by(const struct signing *signing, const struct allowed_signers *other,
	  const struct ssh_key *key, const char *namespace, const char *why)
{
	const struct allowed_signer *line = NULL;

	if (!other)
		return NULL;
	if (allowed_signers_next(other, key, namespace, signing->time, &line) != SIGNER_ALLOWED)
		return why;
	return keeps_its_person(signing->now, other, key)
		       ? NULL
		       : "its key is somebody else's at the commit in place or to deploy";
}

/* May this key sign this? NULL, or why not. */
static const char *
refuse_key(const struct signing *signing, const struct ssh_key *key, const char *namespace,
	   const char **address)
{
	const struct allowed_signer *line = NULL;
	enum signer_answer answer;
	const char *why;

	if (!signing->now)
		return "the policy names no allowed signers";
	answer = allowed_signers_next(signing->now, key, namespace, signing->time, &line);
	if (answer != SIGNER_ALLOWED)
		return refusals[answer];
	*address = first_address(signing->now, key, namespace, signing->time);
	if (!*address)
		return "its key is not allowed for just this purpose, and for an address";
	why = refuse_by(signing, signing->before, key, namespace,
			"its key comes with the change: it counts once that is in place");
	return why ? why
		   : refuse_by(signing, signing->at_head, key, namespace,
			       "its key is not allowed at the commit to deploy");
}

struct signature *
signature_of_message(struct arena *arena, const struct signing *signing, const char *namespace,
		     const char *message, size_t length, const char *armoured,
		     size_t armoured_length)
{
	struct signature *signature = make(arena, SIGNATURE_UNLISTED, NULL);
	struct ssh_signature parsed;
	const char *address = NULL;
	struct error err;

	if (!ssh_signature_parse(arena, armoured, armoured_length, &parsed, &err))
		return make(arena, SIGNATURE_BAD, arena_text(arena, err.message));
	signature->fingerprint = ssh_key_fingerprint(arena, &parsed.key);
	signature->why = refuse_key(signing, &parsed.key, namespace, &address);
	/* Whoever is not listed could make us verify the most expensive keys there are. */
	if (signature->why)
		return signature;
	if (!ssh_signature_verify(&parsed, namespace, message, length, NULL, &err)) {
		signature->state = SIGNATURE_BAD;
		signature->why = arena_text(arena, err.message);
		return signature;
	}
	signature->state = SIGNATURE_VERIFIED;
	signature->signer = arena_allocate(arena, sizeof(*signature->signer));
	people_resolve(arena, signing->people, signature->fingerprint, address, signature->signer);
	return signature;
}

struct signature *
signature_of_object(struct arena *arena, const struct signing *signing,
		    const struct signed_object *object)
{
	switch (object->kind) {
	case ARMOUR_NONE:
		return NULL;
	case ARMOUR_SSH:
		return signature_of_message(arena, signing, NAMESPACE_GIT, object->payload.at,
					    object->payload.length, object->signature.at,
					    object->signature.length);
	case ARMOUR_OPENPGP:
		return make(arena, SIGNATURE_OPENPGP, "it is an OpenPGP signature");
	case ARMOUR_X509:
		return make(arena, SIGNATURE_X509, "it is an X.509 signature");
	case ARMOUR_UNKNOWN:
		break;
	}
	return make(arena, SIGNATURE_BAD, "it is of no known kind");
}

struct signature *
signature_of_commit(struct arena *arena, const struct signing *signing, const char *bytes,
		    size_t length)
{
	struct signed_object object;
	struct error err;

	if (!signed_commit_parse(arena, bytes, length, &object, &err))
		return make(arena, SIGNATURE_BAD, arena_text(arena, err.message));
	return signature_of_object(arena, signing, &object);
}
