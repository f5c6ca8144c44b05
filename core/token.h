/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What does an identity token say, and did this key sign it? JSON Web Tokens in compact form (RFC
 * 7519, RFC 7515), RS256 and ES256 only: the key says which, never the token. Whatever is left open
 * by others is refused: other headers that must be understood, lists of audiences, keys in the
 * token. Pure.
 */
#ifndef CORE_TOKEN_H
#define CORE_TOKEN_H

#include "base/node.h"
#include "core/platform.h"

#define TOKEN_BYTES 16384

struct token {
	int kind; /* enum platform_kind, by the names of its claims */
	const char *key_id;
	const char *algorithm; /* as it says: "RS256" */
	struct platform_claims claims;
	const char *action; /* what its job does to the environment, where GitLab says it: "start"
			     */
	const char *signed_part; /* "header.payload" */
	const char *signature;
	size_t signature_length;
};

/* Verifies nothing. ERROR_FORMAT. */
bool token_parse(struct arena *arena, const char *text, struct token *out, struct error *err);

/* The key is of the algorithm that the token says, and signed it. */
bool token_is_signed_by(const struct token *token, const struct platform_key *key);

/*
 * The keys of a JWK set (RFC 7517 5) that can verify tokens: RSA of 2048 bits and more, and P-256.
 * Others are left out. ERROR_FORMAT: it is none, has too many, or two of one name.
 */
bool issuer_keys_read(struct arena *arena, const struct node *root, struct issuer_keys *keys,
		      struct error *err);

/* NULL if there is none. */
const struct platform_key *issuer_key_find(const struct issuer_keys *keys, const char *id);

#endif
