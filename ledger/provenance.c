/* SPDX-License-Identifier: Apache-2.0 */
/* Does a builder say that this artefact comes from that commit? See provenance.h. */
#include "ledger/provenance.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"
#include "ledger/dsse.h"

#define PREDICATE_START "https://slsa.dev/provenance/v"
#define MOST_SIGNATURES 16
#define MOST_SUBJECTS 10000

static const char *
text_of(const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);

	return value && value->kind == NODE_TEXT ? value->text : NULL;
}

static const struct node *
list_of(const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);

	return value && value->kind == NODE_LIST && value->count <= MOST_SUBJECTS ? value->first
										  : NULL;
}

/* ---- who signed ---- */

static bool
has_signed(const struct trusted_key *key, const struct buffer *pae, const char *base64)
{
	RELEASED_BY(buffer_release) struct buffer signature = {0};

	return base64 && base64_decode(&signature, base64, strlen(base64)) &&
	       public_key_verify(key->key, pae->bytes, pae->length, signature.bytes,
				 signature.length);
}

static bool
may_sign(const struct trusted_key *trusted, const struct key *key)
{
	const char *code;
	struct error ignored;

	return trusted->usage == USAGE_PROVENANCE &&
	       trust_permits_record(trusted, key, -1, &code, &ignored);
}

static const char *
find_signer(const struct node *envelope, const struct buffer *pae, const struct key *key,
	    const struct trust *trust)
{
	size_t looked = 0;

	for (const struct node *each = list_of(envelope, "signatures");
	     each && looked++ < MOST_SIGNATURES; each = each->next)
		for (size_t i = 0; i < trust->keys.count; i++)
			if (may_sign(&trust->keys.at[i], key) &&
			    has_signed(&trust->keys.at[i], pae, text_of(each, "sig")))
				return trust->keys.at[i].fingerprint;
	return NULL;
}

/* ---- what was built ---- */

static bool
is_about(const struct node *statement, const char *artifact)
{
	for (const struct node *each = list_of(statement, "subject"); each; each = each->next) {
		const char *digest = text_of(node_get(each, "digest"), "sha256");

		if (digest && artifact && text_equal(digest, artifact + strlen("sha256:")))
			return true;
	}
	return false;
}

/* Is "git+https://github.com/acme/pay@refs/heads/main" of github.com/acme/pay? */
static bool
is_of_repository(struct arena *arena, const char *uri, const char *repository)
{
	const char *place;
	size_t length = 0;

	if (!uri)
		return false;
	uri += text_starts_with(uri, "git+") ? strlen("git+") : 0;
	if (!text_starts_with(uri, "https://"))
		return false;
	place = uri + strlen("https://");
	while (place[length] && !strchr("@?#", place[length]))
		length++;
	place = arena_copy(arena, place, length);
	if (text_ends_with(place, ".git"))
		place = arena_copy(arena, place, length - strlen(".git"));
	return text_equal_ignoring_case(place, repository);
}

struct built_from {
	struct arena *arena;
	const char *repository;
	const char *commit;
	bool several;
};

static void
take_source(struct built_from *from, const struct node *source)
{
	const struct node *digest = node_get(source, "digest");
	const char *commit = text_of(digest, "gitCommit");

	if (!is_of_repository(from->arena, text_of(source, "uri"), from->repository))
		return;
	commit = commit ? commit : text_of(digest, "sha1");
	if (!commit || !text_is_hex(commit, 40) ||
	    (from->commit && !text_equal(from->commit, commit)))
		from->several = true;
	else
		from->commit = arena_text(from->arena, commit);
}

/* SLSA v1, and v0.2. */
static const char *
find_source(struct arena *arena, const struct node *predicate, const char *repository)
{
	struct built_from from = {.arena = arena, .repository = repository};
	const struct node *definition = node_get(predicate, "buildDefinition");
	const struct node *configuration =
		node_get(node_get(predicate, "invocation"), "configSource");

	for (const struct node *each = list_of(definition, "resolvedDependencies"); each;
	     each = each->next)
		take_source(&from, each);
	for (const struct node *each = list_of(predicate, "materials"); each; each = each->next)
		take_source(&from, each);
	if (configuration)
		take_source(&from, configuration);
	return from.several ? NULL : from.commit;
}

static const char *
find_builder(struct arena *arena, const struct node *predicate)
{
	const char *id = text_of(node_get(node_get(predicate, "runDetails"), "builder"), "id");

	id = id ? id : text_of(node_get(predicate, "builder"), "id");
	return id ? text_from_foreign(arena, id, strlen(id), LIMIT_FORGE_NAME) : NULL;
}

static const char *
read_statement(struct arena *arena, const struct buffer *payload, const struct key *key,
	       const char *artifact, struct provenance *out)
{
	const struct node *root, *predicate;
	const char *type;
	struct error err;

	if (!json_parse(arena, payload->bytes, payload->length, &root, &err))
		return arena_format(arena, "its payload is no JSON: %s", err.message);
	type = text_of(root, "_type");
	if (!text_equal(type, "https://in-toto.io/Statement/v1") &&
	    !text_equal(type, "https://in-toto.io/Statement/v0.1"))
		return "it is no in-toto statement";
	type = text_of(root, "predicateType");
	if (!type || !text_starts_with(type, PREDICATE_START))
		return "it is no SLSA provenance";
	predicate = node_get(root, "predicate");
	out->artifact = is_about(root, artifact) ? artifact : NULL;
	out->commit = find_source(arena, predicate, key->repository);
	out->builder = find_builder(arena, predicate);
	return NULL;
}

static const char *
read_envelope(struct arena *arena, const char *bytes, size_t length, const struct key *key,
	      const char *artifact, const struct trust *trust, struct provenance *out)
{
	RELEASED_BY(buffer_release) struct buffer payload = {0};
	RELEASED_BY(buffer_release) struct buffer pae = {0};
	const struct node *root;
	const char *base64;
	struct error err;

	if (!json_parse(arena, bytes, length, &root, &err))
		return arena_format(arena, "it is no JSON: %s", err.message);
	base64 = text_of(root, "payload");
	if (!base64 || !text_equal(text_of(root, "payloadType"), PAYLOAD_TYPE) ||
	    !base64_decode(&payload, base64, strlen(base64)))
		return "it is no DSSE envelope of an in-toto statement";
	dsse_pae(&pae, PAYLOAD_TYPE, payload.bytes, payload.length);
	out->signed_by = find_signer(root, &pae, key, trust);
	if (!out->signed_by)
		return "no provenance key of the trust root has signed it";
	return read_statement(arena, &payload, key, artifact, out);
}

void
provenance_read(struct arena *arena, const char *bytes, size_t length, const struct key *key,
		const char *artifact, const struct trust *trust, struct provenance *out)
{
	*out = (struct provenance){0};
	if (!length || !text_is_utf8(bytes, length) || memchr(bytes, '\0', length)) {
		out->problem = "it is no text";
		return;
	}
	out->bytes = arena_copy(arena, bytes, length);
	out->problem = read_envelope(arena, bytes, length, key, artifact, trust, out);
}
