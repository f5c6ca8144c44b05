/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can a token, or the keys of an issuer, break what reads them? Input: a token in compact form, or
 * a set of keys. No byte of a signed token is without meaning: changed, it is not signed any more.
 */
#include "tests/fuzz/json_mutator.h"

#include "base/encoding.h"
#include "core/proof.h"
#include "core/token.h"
#include "tests/unit/core/token_samples.h"

static const struct platform_key known = {.id = "rs256", .modulus = RS256_N, .exponent = RS256_E};

/* What is read of a token can be written as evidence, and is judged without harm. */
static void
require_judged(struct arena *arena, const char *text, const struct token *token)
{
	struct buffer claims RELEASED_BY(buffer_release) = {0};
	struct platform_key key = known;
	struct platform_claims said = token->claims;
	struct platform_facts facts = {{KNOWN, NULL}, text, &key, &said};
	struct evidence evidence = {.platform = &facts, .now.time = token->claims.issued};
	struct record record = {.result = RECORD_ALLOWED, .evidence = &evidence};
	struct issuer_keys keys = {.issuer = "https://issuer.example.org"};
	struct proof_problem problem = {0};

	fields_write(&claims, &platform_claims_fields, &said);
	*LIST_ADD(arena, &keys.keys) = key;
	record.key = (struct key){"acme/payments", "payments", "production"};
	REQUIRE(proof_is_needed(&record));
	REQUIRE(proof_job(arena, &record));
	if (!proof_of_record(arena, &record, "aa", text, &keys, &problem))
		REQUIRE(problem.code && is_showable(problem.why, strlen(problem.why)));
}

/* Signed by the one key of which we have samples: then it is one of these, byte for byte. */
static void
require_sample(const char *text)
{
	static const char *const samples[] = {RS256_RUN, RS256_RECORD, RS256_OTHER_RUN,
					      RS256_OTHER_JOB, RS256_LISTED};

	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		if (text_equal(samples[i], text))
			return;
	REQUIRE(!"a token that is signed is one that was issued");
}

static void
try_token(struct arena *arena, const char *text)
{
	struct token token;
	struct error err = {0};

	if (!token_parse(arena, text, &token, &err)) {
		require_refusal(&err);
		return;
	}
	REQUIRE(token.key_id && token.algorithm);
	REQUIRE(token.claims.issued > 0 && token.claims.expires > 0);
	REQUIRE(text_starts_with(text, token.signed_part));
	if (token_is_signed_by(&token, &known))
		require_sample(text);
	require_judged(arena, text, &token);
}

static void
try_keys(struct arena *arena, const char *bytes, size_t length)
{
	struct issuer_keys keys = {.issuer = ""};
	const struct node *root;
	struct token token;
	struct error err = {0};

	if (!json_parse(arena, bytes, length, &root, &err))
		return;
	if (!issuer_keys_read(arena, root, &keys, &err)) {
		require_refusal(&err);
		return;
	}
	REQUIRE(keys.keys.count > 0);
	REQUIRE(token_parse(arena, RS256_RUN, &token, &err));
	for (size_t i = 0; i < keys.keys.count; i++) {
		const struct platform_key *key = &keys.keys.at[i];

		REQUIRE(issuer_key_find(&keys, key->id) == key);
		if (token_is_signed_by(&token, key))
			REQUIRE(text_equal(key->modulus, RS256_N));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena arena RELEASED_BY(arena_release) = {0};

	try_token(&arena, input_text(&arena, bytes, length));
	try_keys(&arena, (const char *)bytes, length);
	return 0;
}

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
static void
base64url_encode(struct buffer *out, const char *bytes, size_t length)
{
	size_t from = out->length;

	base64_encode(out, bytes, length);
	while (out->length > from && out->bytes[out->length - 1] == '=')
		out->length--;
	for (size_t i = from; i < out->length; i++)
		out->bytes[i] = out->bytes[i] == '+'   ? '-'
				: out->bytes[i] == '/' ? '_'
						       : out->bytes[i];
}

/* One of the two JSON parts, below its base64url. */
static bool
mutate_part(struct arena *arena, const char *text, uint32_t seed, struct buffer *out)
{
	struct buffer json RELEASED_BY(buffer_release) = {0};
	struct buffer part RELEASED_BY(buffer_release) = {0};
	const char *first = strchr(text, '.'), *second = first ? strchr(first + 1, '.') : NULL;
	const char *from = seed % 4 == 1 ? text : first ? first + 1 : NULL;
	const char *to = seed % 4 == 1 ? first : second;

	if (!second || !base64url_decode(&json, from, (size_t)(to - from)) ||
	    !json_mutate(arena, json.bytes, json.length, seed * 2654435761u, &part))
		return false;
	buffer_add(out, text, (size_t)(from - text));
	base64url_encode(out, part.bytes, part.length);
	buffer_add_text(out, to);
	return true;
}

size_t
LLVMFuzzerCustomMutator(uint8_t *bytes, size_t length, size_t limit, unsigned seed)
{
	struct arena arena RELEASED_BY(arena_release) = {0};
	struct buffer changed RELEASED_BY(buffer_release) = {0};

	if (seed % 4 == 0)
		return LLVMFuzzerMutate(bytes, length, limit);
	if (!mutate_part(&arena, input_text(&arena, bytes, length), seed, &changed))
		json_mutate(&arena, (const char *)bytes, length, seed * 2654435761u, &changed);
	return mutated(bytes, length, limit, &changed);
}
#endif
