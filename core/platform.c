/* SPDX-License-Identifier: Apache-2.0 */
/* How do a platform's token, its claims and the keys of its issuer look? See platform.h. */
#include "core/platform.h"

#include <string.h>

#include "base/hash.h"

const char *const platform_kind_names[] = {"actions", "gitlab", NULL};
const char *const token_algorithm_names[] = {"RS256", "ES256", NULL};

static const struct field key_rows[] = {
	FIELD_ROW(platform_key, id, "id", FIELD_TEXT, .meaning = "kid of the issuer's key"),
	FIELD_ROW(platform_key, algorithm, "algorithm", FIELD_CHOICE,
		  .choices = token_algorithm_names, .meaning = "that it signs with"),
	FIELD_ROW(platform_key, modulus, "modulus", FIELD_TEXT, .optional = true,
		  .meaning = "of RS256, in base64url"),
	FIELD_ROW(platform_key, exponent, "exponent", FIELD_TEXT, .optional = true,
		  .meaning = "of RS256, in base64url"),
	FIELD_ROW(platform_key, x, "x", FIELD_TEXT, .optional = true,
		  .meaning = "of ES256, in base64url"),
	FIELD_ROW(platform_key, y, "y", FIELD_TEXT, .optional = true,
		  .meaning = "of ES256, in base64url"),
};
const struct fields platform_key_fields = {"platformKey", sizeof(struct platform_key),
					   FIELDS_OF(key_rows),
					   "A public key of an issuer of tokens."};

static const struct field issuer_rows[] = {
	FIELD_ROW(issuer_keys, issuer, "issuer", FIELD_TEXT, .meaning = "of tokens"),
	FIELD_ROW(issuer_keys, address, "address", FIELD_TEXT,
		  .meaning = "where the keys were read"),
	FIELD_ROW(issuer_keys, sha256, "sha256", FIELD_TEXT, .meaning = "of the answer's bytes"),
	FIELD_ROW(issuer_keys, keys, "keys", FIELD_OBJECTS, .of = &platform_key_fields,
		  .meaning = "all that can sign tokens that we read"),
};
const struct fields issuer_keys_fields = {"issuerKeys", sizeof(struct issuer_keys),
					  FIELDS_OF(issuer_rows),
					  "The keys that an issuer of tokens published."};

#define CLAIM(member, json, said) \
	FIELD_ROW(platform_claims, member, json, FIELD_TEXT, .optional = true, .meaning = said)

static const struct field claim_rows[] = {
	CLAIM(issuer, "issuer", "who signed it"),
	CLAIM(audience, "audience", "what it is for"),
	CLAIM(repository, "repository", "name of the repository, or path of the project"),
	CLAIM(repository_id, "repositoryId", "its number"),
	CLAIM(run_id, "runId", "number of the run, or of the pipeline"),
	CLAIM(run_attempt, "runAttempt", "how often it was started"),
	CLAIM(job, "job", "number of the job, or of its check run"),
	CLAIM(sha, "sha", "commit that the run is of"),
	CLAIM(ref, "ref", "that the run was started for"),
	CLAIM(environment, "environment", "that the job names"),
	CLAIM(workflow, "workflow",
	      "file and ref of the workflow or pipeline that defines the job"),
	CLAIM(event, "event", "that started the run"),
	CLAIM(actor_id, "actorId", "number of who started it"),
	CLAIM(runner, "runner", "whose machine it ran on"),
	FIELD_ROW(platform_claims, issued, "issued", FIELD_INSTANT, .meaning = "when it was made"),
	FIELD_ROW(platform_claims, expires, "expires", FIELD_INSTANT, .meaning = "when it ends"),
	FIELD_ROW(platform_claims, not_before, "notBefore", FIELD_INSTANT,
		  .meaning = "when it begins"),
	CLAIM(actor, "actor", "GitLab: login of who started it"),
	CLAIM(ref_protected, "refProtected", "GitLab: `true` for a protected branch or tag"),
	CLAIM(environment_protected, "environmentProtected",
	      "GitLab: `true` for a protected environment"),
	CLAIM(tier, "deploymentTier", "GitLab: of the environment"),
};
const struct fields platform_claims_fields = {"platformClaims", sizeof(struct platform_claims),
					      FIELDS_OF(claim_rows), "What a token says."};

static const struct field platform_rows[] = {
	FIELD_ROW(platform_facts, availability, "availability", FIELD_OBJECT,
		  .of = &availability_fields, .meaning = "whether the platform gave a token"),
	FIELD_ROW(platform_facts, token, "token", FIELD_TEXT, .optional = true,
		  .meaning = "verbatim (RFC 7519); of use for nothing but this"),
	FIELD_ROW(platform_facts, key, "key", FIELD_OPTIONAL, .of = &platform_key_fields,
		  .optional = true, .meaning = "of the issuer, that the token names"),
	FIELD_ROW(platform_facts, claims, "claims", FIELD_OPTIONAL, .of = &platform_claims_fields,
		  .optional = true, .meaning = "what the token says"),
};
const struct fields platform_fields = {"platform", sizeof(struct platform_facts),
				       FIELDS_OF(platform_rows),
				       "Which job the platform itself says that this is."};

const char *
platform_key_digest(struct arena *arena, const char *issuer, const struct platform_key *key)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	buffer_add(&bytes, issuer, strlen(issuer) + 1);
	fields_write(&bytes, &platform_key_fields, key);
	return sha256_hex(arena, bytes.bytes, bytes.length);
}
