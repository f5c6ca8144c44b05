/* SPDX-License-Identifier: Apache-2.0 */
/* What does an identity token say, and did this key sign it? See token.h. */
#include "core/token.h"

#include <string.h>

#include "base/crypto_ssh.h"
#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"

#define PLACE_BYTES 32 /* a coordinate of P-256; a number of its signatures */
#define SMALLEST_MODULUS 256
#define LARGEST_MODULUS 1024
#define LARGEST_EXPONENT 8
#define KEYS_MOST 100

static bool
decode(struct arena *arena, const char *text, size_t length, const char **out, size_t *out_length)
{
	RELEASED_BY(buffer_release) struct buffer bytes = {0};

	if (!length || !base64url_decode(&bytes, text, length))
		return false;
	*out = arena_copy(arena, bytes.bytes, bytes.length);
	*out_length = bytes.length;
	return true;
}

static bool
parse_part(struct arena *arena, const char *text, size_t length, const struct node **map,
	   struct error *err)
{
	const char *json;
	size_t json_length;

	if (!decode(arena, text, length, &json, &json_length))
		return fail(err, ERROR_FORMAT, "a part of the token is not strict base64url");
	return (json_parse(arena, json, json_length, map, err) && (*map)->kind == NODE_MAP) ||
	       fail(err, ERROR_FORMAT, "a part of the token is not a JSON object");
}

/* Numbers come as text from some platforms and as numbers from others. */
static const char *
word_of(struct arena *arena, const struct node *map, const char *name)
{
	const struct node *value = node_get(map, name);

	if (value && value->kind == NODE_INTEGER)
		return arena_format(arena, "%lld", (long long)value->integer);
	return value && value->kind == NODE_TEXT && value->text[0] ? value->text : NULL;
}

static bool
read_instant(const struct node *map, const char *name, bool needed, int64_t *out, struct error *err)
{
	const struct node *value = node_get(map, name);

	*out = 0;
	if (!value && !needed)
		return true;
	if (!value || value->kind != NODE_INTEGER || value->integer < 1 ||
	    value->integer > INT64_C(253402300799))
		return fail(err, ERROR_FORMAT, "'%s' of the token is no time", name);
	*out = value->integer;
	return true;
}

struct claim_row {
	const char *name;
	size_t offset;
};

#define CLAIM(name, member)                                    \
	{                                                      \
		name, offsetof(struct platform_claims, member) \
	}

static const struct claim_row actions_rows[] = {
	CLAIM("iss", issuer),
	CLAIM("aud", audience),
	CLAIM("repository", repository),
	CLAIM("repository_id", repository_id),
	CLAIM("run_id", run_id),
	CLAIM("run_attempt", run_attempt),
	CLAIM("check_run_id", job),
	CLAIM("sha", sha),
	CLAIM("ref", ref),
	CLAIM("environment", environment),
	CLAIM("job_workflow_ref", workflow),
	CLAIM("event_name", event),
	CLAIM("actor_id", actor_id),
	CLAIM("runner_environment", runner),
	{NULL, 0},
};
static const struct claim_row gitlab_rows[] = {
	CLAIM("iss", issuer),
	CLAIM("aud", audience),
	CLAIM("project_path", repository),
	CLAIM("project_id", repository_id),
	CLAIM("pipeline_id", run_id),
	CLAIM("job_id", job),
	CLAIM("sha", sha),
	CLAIM("ref", ref),
	CLAIM("environment", environment),
	CLAIM("ci_config_ref_uri", workflow),
	CLAIM("pipeline_source", event),
	CLAIM("user_id", actor_id),
	CLAIM("runner_environment", runner),
	CLAIM("user_login", actor),
	CLAIM("ref_protected", ref_protected),
	CLAIM("environment_protected", environment_protected),
	CLAIM("deployment_tier", tier),
	{NULL, 0},
};

/* A token that names both is of the one that we knew first: its meaning does not change. */
static int
kind_of(const struct node *map)
{
	return node_get(map, "project_path") && !node_get(map, "repository") ? PLATFORM_GITLAB
									     : PLATFORM_ACTIONS;
}

static bool
read_claims(struct arena *arena, const struct node *map, struct token *token, struct error *err)
{
	const struct claim_row *row;
	struct platform_claims *claims = &token->claims;

	token->kind = kind_of(map);
	*claims = (struct platform_claims){0};
	for (row = token->kind == PLATFORM_GITLAB ? gitlab_rows : actions_rows; row->name; row++) {
		const char *word = word_of(arena, map, row->name);

		memcpy((char *)claims + row->offset, &word, sizeof(word));
	}
	token->action =
		token->kind == PLATFORM_GITLAB ? word_of(arena, map, "environment_action") : NULL;
	return read_instant(map, "iat", true, &claims->issued, err) &&
	       read_instant(map, "exp", true, &claims->expires, err) &&
	       read_instant(map, "nbf", false, &claims->not_before, err);
}

/* RFC 7515 4.1.11: what is critical must be understood, and we understand nothing. */
static bool
read_header(struct arena *arena, const struct node *map, struct token *token, struct error *err)
{
	token->algorithm = word_of(arena, map, "alg");
	token->key_id = word_of(arena, map, "kid");
	if (node_get(map, "crit") || node_get(map, "b64"))
		return fail(err, ERROR_FORMAT, "the token has headers that nobody here knows");
	return (token->algorithm && token->key_id) ||
	       fail(err, ERROR_FORMAT, "the token names no algorithm, or no key");
}

static bool
parse(struct arena *arena, const char *text, struct token *token, struct error *err)
{
	const char *first = strchr(text, '.'), *second = first ? strchr(first + 1, '.') : NULL;
	const struct node *header, *payload;

	if (strlen(text) > TOKEN_BYTES)
		return fail(err, ERROR_FORMAT, "the token has more than %d bytes", TOKEN_BYTES);
	if (!second)
		return fail(err, ERROR_FORMAT, "a token has three parts with dots between them");
	if (!parse_part(arena, text, (size_t)(first - text), &header, err) ||
	    !read_header(arena, header, token, err) ||
	    !parse_part(arena, first + 1, (size_t)(second - first - 1), &payload, err) ||
	    !read_claims(arena, payload, token, err))
		return false;
	token->signed_part = arena_copy(arena, text, (size_t)(second - text));
	token->signature = "";
	return !second[1] ||
	       decode(arena, second + 1, strlen(second + 1), &token->signature,
		      &token->signature_length) ||
	       fail(err, ERROR_FORMAT, "the token's signature is not strict base64url");
}

bool
token_parse(struct arena *arena, const char *text, struct token *out, struct error *err)
{
	struct token token = {0};

	if (!parse(arena, text, &token, err))
		return false;
	*out = token;
	return true;
}

/* ---- signatures
 * -----------------------------------------------------------------------------------
 */

/* Contents of a DER INTEGER from a number of fixed length; `room` has a byte more. */
static struct wire
integer_of(const uint8_t *number, size_t length, uint8_t *room)
{
	while (length > 1 && number[0] == 0) {
		number++;
		length--;
	}
	room[0] = 0;
	memcpy(room + 1, number, length);
	return number[0] & 0x80 ? (struct wire){room, length + 1} : (struct wire){room + 1, length};
}

/* RFC 7518 3.4: r and s, 32 bytes each. */
static bool
verify_es256(const struct token *token, struct wire message, const struct buffer *x,
	     const struct buffer *y)
{
	uint8_t point[1 + 2 * PLACE_BYTES] = {0x04}, r[PLACE_BYTES + 1], s[PLACE_BYTES + 1];
	const uint8_t *signature = (const uint8_t *)token->signature;

	if (x->length != PLACE_BYTES || y->length != PLACE_BYTES ||
	    token->signature_length != 2 * PLACE_BYTES)
		return false;
	memcpy(point + 1, x->bytes, PLACE_BYTES);
	memcpy(point + 1 + PLACE_BYTES, y->bytes, PLACE_BYTES);
	return ecdsa_verify(CURVE_P256, (struct wire){point, sizeof(point)},
			    integer_of(signature, PLACE_BYTES, r),
			    integer_of(signature + PLACE_BYTES, PLACE_BYTES, s), message);
}

static bool
is_strong(const struct buffer *modulus, const struct buffer *exponent)
{
	return modulus->length >= SMALLEST_MODULUS && modulus->length <= LARGEST_MODULUS &&
	       modulus->bytes[0] && exponent->length && exponent->length <= LARGEST_EXPONENT &&
	       (exponent->length > 1 || exponent->bytes[0] >= 3);
}

static bool
verify_rs256(const struct token *token, struct wire message, const struct buffer *modulus,
	     const struct buffer *exponent)
{
	struct wire signature = {(const uint8_t *)token->signature, token->signature_length};

	return is_strong(modulus, exponent) && signature.left == modulus->length &&
	       rsa_verify((struct wire){(const uint8_t *)modulus->bytes, modulus->length},
			  (struct wire){(const uint8_t *)exponent->bytes, exponent->length},
			  DIGEST_SHA256, signature, message);
}

static bool
decode_number(struct buffer *out, const char *text)
{
	return text && text[0] && base64url_decode(out, text, strlen(text));
}

bool
token_is_signed_by(const struct token *token, const struct platform_key *key)
{
	RELEASED_BY(buffer_release) struct buffer first = {0};
	RELEASED_BY(buffer_release) struct buffer second = {0};
	bool rsa = key->algorithm == TOKEN_RS256;
	struct wire message = {(const uint8_t *)token->signed_part, strlen(token->signed_part)};

	if (!text_equal(token->algorithm, token_algorithm_names[key->algorithm]) ||
	    !text_equal(token->key_id, key->id) ||
	    !decode_number(&first, rsa ? key->modulus : key->x) ||
	    !decode_number(&second, rsa ? key->exponent : key->y))
		return false;
	return rsa ? verify_rs256(token, message, &first, &second)
		   : verify_es256(token, message, &first, &second);
}

/* ---- keys
 * ----------------------------------------------------------------------------------------
 */

static const char *
member(const struct node *map, const char *name)
{
	const struct node *value = node_get(map, name);

	return value && value->kind == NODE_TEXT ? value->text : NULL;
}

static bool
read_rsa(const struct node *map, struct platform_key *key)
{
	RELEASED_BY(buffer_release) struct buffer modulus = {0};
	RELEASED_BY(buffer_release) struct buffer exponent = {0};

	key->algorithm = TOKEN_RS256;
	key->modulus = member(map, "n");
	key->exponent = member(map, "e");
	return decode_number(&modulus, key->modulus) && decode_number(&exponent, key->exponent) &&
	       is_strong(&modulus, &exponent);
}

static bool
read_point(const struct node *map, struct platform_key *key)
{
	RELEASED_BY(buffer_release) struct buffer x = {0};
	RELEASED_BY(buffer_release) struct buffer y = {0};

	key->algorithm = TOKEN_ES256;
	key->x = member(map, "x");
	key->y = member(map, "y");
	return text_equal(member(map, "crv"), "P-256") && decode_number(&x, key->x) &&
	       decode_number(&y, key->y) && x.length == PLACE_BYTES && y.length == PLACE_BYTES;
}

/* One that is for something else, or of a kind that we do not read, signs no token for us. */
static bool
read_key(const struct node *map, struct platform_key *key)
{
	const char *use = member(map, "use"), *algorithm = member(map, "alg");

	*key = (struct platform_key){.id = member(map, "kid")};
	if (!key->id || !key->id[0] || (use && !text_equal(use, "sig")))
		return false;
	if (text_equal(member(map, "kty"), "RSA"))
		return read_rsa(map, key) && (!algorithm || text_equal(algorithm, "RS256"));
	return text_equal(member(map, "kty"), "EC") && read_point(map, key) &&
	       (!algorithm || text_equal(algorithm, "ES256"));
}

const struct platform_key *
issuer_key_find(const struct issuer_keys *keys, const char *id)
{
	for (size_t i = 0; i < keys->keys.count; i++)
		if (text_equal(keys->keys.at[i].id, id))
			return &keys->keys.at[i];
	return NULL;
}

bool
issuer_keys_read(struct arena *arena, const struct node *root, struct issuer_keys *keys,
		 struct error *err)
{
	const struct node *list = node_get(root, "keys");
	struct platform_key key;

	if (!list || list->kind != NODE_LIST || list->count > KEYS_MOST)
		return fail(err, ERROR_FORMAT, "not a set of at most %d keys", KEYS_MOST);
	for (const struct node *at = list->first; at; at = at->next) {
		if (!read_key(at, &key))
			continue;
		if (issuer_key_find(keys, key.id))
			return fail(err, ERROR_FORMAT, "two keys of the set have one name");
		*LIST_ADD(arena, &keys->keys) = key;
	}
	return keys->keys.count || fail(err, ERROR_FORMAT, "no key of the set signs tokens");
}
