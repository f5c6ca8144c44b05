/* SPDX-License-Identifier: Apache-2.0 */
/* What does a signature prove? See signature.h. */
#include "checks/signature.h"

#include "base/text.h"
#include "checks/subject.h"

bool
signature_proves(const struct signature *signature)
{
	return signature && signature->state == SIGNATURE_VERIFIED && signature->signer &&
	       signature->fingerprint && signature->fingerprint[0];
}

const char *
signature_unread(const struct signature *signature)
{
	if (!signature)
		return NULL;
	switch (signature->state) {
	case SIGNATURE_OPENPGP:
		return "SIG-OPENPGP";
	case SIGNATURE_X509:
		return "SIG-X509";
	default:
		return NULL;
	}
}

const char *
signature_kind(const struct signature *signature)
{
	return signature->state == SIGNATURE_X509 ? "X.509" : "OpenPGP";
}

const char *
signature_problem(struct arena *arena, const struct signature *signature,
		  const struct person *person)
{
	if (!signature)
		return "it is not signed";
	if (signature_unread(signature))
		return arena_format(arena, "its %s signature is not verified by this version",
				    signature_kind(signature));
	if (signature->state == SIGNATURE_BAD)
		return arena_format(arena, "its signature is bad%s%s", signature->why ? ": " : "",
				    signature->why ? text_shown(arena, signature->why) : "");
	if (!signature_proves(signature))
		return signature->why ? text_shown(arena, signature->why)
				      : "its key is not an allowed one";
	if (!person_equal(signature->signer, person))
		return arena_format(arena, "it is signed by %s",
				    person_shown(arena, signature->signer));
	return "its signature is told in two ways";
}

bool
is_by_its_author(const struct commit *commit, bool trusting)
{
	const struct signature *signature = commit->signature;

	if (trusting && signature_unread(signature))
		return person_equal(&commit->author, &commit->committer);
	return signature_proves(signature) && person_equal(signature->signer, &commit->author) &&
	       person_equal(signature->signer, &commit->committer);
}

const char *
authorship_problem(struct arena *arena, const struct commit *commit)
{
	const struct signature *signature = commit->signature;
	const char *id = short_id(arena, commit->id);

	if (!signature)
		return arena_format(arena, "commit %s is not signed by its author", id);
	if (signature_proves(signature) && person_equal(signature->signer, &commit->author))
		return arena_format(arena, "commit %s is signed by its author, and committed by %s",
				    id, person_shown(arena, &commit->committer));
	return arena_format(arena, "commit %s is not signed by its author (%s)", id,
			    signature_problem(arena, signature, &commit->author));
}
