/* SPDX-License-Identifier: Apache-2.0 */
/* Whose signatures count? See trust.h. */
#include "ledger/trust.h"

#include <string.h>

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"
#include "ledger/note.h"

const char *const key_usage_names[] = {"record", "checkpoint", "provenance", NULL};
const char *const key_algorithm_names[] = {"ecdsa-p256", "ed25519", NULL};

static const char *
origin_problem(const char *text)
{
	return origin_is_valid(text) ? NULL
				     : "not an origin: printable ASCII without blanks and '+'";
}

static const char *
digest_problem(const char *text)
{
	return text_is_hex(text, 64) ? NULL : "is not a SHA-256 of 64 lower-case hex digits";
}

static const struct field scope_rows[] = {
	FIELD_ROW(key_scope, repositories, "repositories", FIELD_TEXTS, .optional = true,
		  .meaning = "whose records it may sign; absent: all"),
	FIELD_ROW(key_scope, services, "services", FIELD_TEXTS, .optional = true,
		  .meaning = "the same of services"),
	FIELD_ROW(key_scope, environments, "environments", FIELD_TEXTS, .optional = true,
		  .meaning = "the same of environments"),
};
static const struct fields scope_fields = {"keyScope", sizeof(struct key_scope),
					   FIELDS_OF(scope_rows), "What a record key may sign."};

static const struct field retirement_rows[] = {
	FIELD_ROW(retirement, size, "size", FIELD_INTEGER, .maximum = LIMIT_LEDGER_SIZE,
		  .meaning = "leaves in the log by then: what comes later does not count"),
	FIELD_ROW(retirement, reason, "reason", FIELD_TEXT, .meaning = "superseded, lost, stolen"),
};
static const struct fields retirement_fields = {"retirement", sizeof(struct retirement),
						FIELDS_OF(retirement_rows),
						"When a key went out of use."};

static const struct field key_rows[] = {
	{.name = "usage",
	 .type = FIELD_CHOICE,
	 .offset = offsetof(struct trusted_key, usage),
	 .choices = key_usage_names,
	 .meaning = "what the key may sign"},
	{.name = "algorithm",
	 .type = FIELD_CHOICE,
	 .offset = offsetof(struct trusted_key, algorithm),
	 .choices = key_algorithm_names,
	 .meaning = "of the key"},
	{.name = "fingerprint",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct trusted_key, fingerprint),
	 .meaning = "as ssh-keygen -lf shows it"},
	{.name = "publicKey",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct trusted_key, public_key),
	 .meaning = "base64 of the DER of its SubjectPublicKeyInfo"},
	FIELD_ROW(trusted_key, scope, "scope", FIELD_OBJECT, .of = &scope_fields, .optional = true,
		  .meaning = "what a record key may sign; absent: everything"),
	FIELD_ROW(trusted_key, retired, "retired", FIELD_OPTIONAL, .of = &retirement_fields,
		  .optional = true, .meaning = "absent while it is in use"),
};
static const struct fields key_table = {"trustedKey", sizeof(struct trusted_key),
					FIELDS_OF(key_rows), "A key whose signatures count."};

static const struct field trust_rows[] = {
	{.name = "schema",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct trust, schema),
	 .meaning = TRUST_SCHEMA},
	{.name = "origin",
	 .type = FIELD_TEXT,
	 .offset = offsetof(struct trust, origin),
	 .problem = origin_problem,
	 .meaning = "of the ledger's checkpoints"},
	FIELD_ROW(trust, version, "version", FIELD_INTEGER, .minimum = 1, .maximum = LIMIT_INTEGER,
		  .unless_given = "1", .meaning = "of this file, from 1"),
	FIELD_ROW(trust, previous, "previous", FIELD_TEXT, .optional = true,
		  .problem = digest_problem, .meaning = "sha256 of the file of the version before"),
	{.name = "keys",
	 .type = FIELD_OBJECTS,
	 .offset = offsetof(struct trust, keys),
	 .of = &key_table,
	 .meaning = "whose signatures count"},
	FIELD_ROW(
		trust, timestamp_authorities, "timestampAuthorities", FIELD_TEXTS, .optional = true,
		.meaning = "whose time-stamps of checkpoints count (RFC 3161): certificates, each "
			   "base64 of its DER, of roots or of an authority itself"),
};
const struct fields trust_fields = {"trust", sizeof(struct trust), FIELDS_OF(trust_rows),
				    "Whose signatures a verifier accepts."};

static bool
load_key(struct arena *arena, struct trusted_key *key, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer spki = {0};

	if (!base64_decode(&spki, key->public_key, strlen(key->public_key)))
		return fail(err, ERROR_FORMAT, "publicKey is not base64");
	if (!public_key_from_spki(spki.bytes, spki.length, &key->key, err))
		return false;
	if ((int)public_key_algorithm(key->key) != key->algorithm)
		return fail(err, ERROR_FORMAT, "the key is not of algorithm %s",
			    key_algorithm_names[key->algorithm]);
	if (!text_equal(key->fingerprint, public_key_fingerprint(arena, key->key)))
		return fail(err, ERROR_FORMAT, "the fingerprint is not that of the key");
	if (key->usage == USAGE_CHECKPOINT && key->algorithm != KEY_ED25519)
		return fail(err, ERROR_FORMAT, "checkpoints are signed with ed25519");
	return true;
}

static bool
load_keys(struct arena *arena, struct trust *trust, struct error *err)
{
	for (size_t i = 0; i < trust->keys.count; i++) {
		struct trusted_key *key = &trust->keys.at[i];

		if (trust_find(trust, key->usage, key->fingerprint) != key)
			return fail(err, ERROR_FORMAT, "keys[%zu]: the same key twice", i);
		if (!load_key(arena, key, err))
			return fail_while(err, "keys[%zu]", i);
	}
	return true;
}

static bool
parse(struct arena *arena, const char *bytes, size_t length, struct trust *trust, struct error *err)
{
	const struct node *root;

	if (length > LIMIT_TRUST_BYTES)
		return fail(err, ERROR_FORMAT, "%zu bytes, at most %u are read", length,
			    LIMIT_TRUST_BYTES);
	if (!json_parse(arena, bytes, length, &root, err) ||
	    !fields_read(arena, &trust_fields, root, NULL, trust, err))
		return false;
	if (!text_equal(trust->schema, TRUST_SCHEMA))
		return fail(err, ERROR_FORMAT, "schema is '%s', this version reads '%s'",
			    text_shown(arena, trust->schema), TRUST_SCHEMA);
	if (trust->keys.count == 0)
		return fail(err, ERROR_FORMAT, "no key is trusted");
	if ((trust->version > 1) != (trust->previous != NULL))
		return fail(
			err, ERROR_FORMAT,
			"version 1 has no previous, and each later one names the file before it");
	return load_keys(arena, trust, err);
}

bool
trust_parse(struct arena *arena, const char *bytes, size_t length, struct trust *out,
	    struct error *err)
{
	struct trust trust = {0};

	if (!parse(arena, bytes, length, &trust, err)) {
		trust_release(&trust);
		return fail_while(err, "reading the trust file");
	}
	*out = trust;
	return true;
}

void
trust_write(struct buffer *out, const struct trust *trust)
{
	RELEASED_BY(buffer_release) struct buffer json = {0};

	fields_write(&json, &trust_fields, trust);
	json_indent(out, json.bytes, json.length);
	if (out->bytes[out->length - 1] != '\n')
		buffer_add_byte(out, '\n');
}

bool
trust_add(struct arena *arena, struct trust *trust, enum key_usage usage,
	  const struct public_key *key, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer spki = {0};
	RELEASED_BY(buffer_release) struct buffer base64 = {0};
	struct trusted_key *place;
	struct trusted_key added = {.usage = usage, .algorithm = public_key_algorithm(key)};

	public_key_spki(key, &spki);
	base64_encode(&base64, spki.bytes, spki.length);
	added.public_key = arena_copy(arena, base64.bytes, base64.length);
	added.fingerprint = public_key_fingerprint(arena, key);
	if (trust_find(trust, usage, added.fingerprint))
		return true;
	if (!load_key(arena, &added, err)) {
		public_key_release(&added.key);
		return false;
	}
	place = LIST_ADD(arena, &trust->keys);
	*place = added;
	return true;
}

const struct trusted_key *
trust_find(const struct trust *trust, enum key_usage usage, const char *fingerprint)
{
	for (size_t i = 0; i < trust->keys.count; i++)
		if (trust->keys.at[i].usage == (int)usage &&
		    text_equal(trust->keys.at[i].fingerprint, fingerprint))
			return &trust->keys.at[i];
	return NULL;
}

static bool
is_within(const struct texts *allowed, const char *name)
{
	return allowed->count == 0 || texts_contain(allowed, name);
}

bool
trust_permits_record(const struct trusted_key *used, const struct key *key, int64_t index,
		     const char **code, struct error *err)
{
	const struct key_scope *scope = &used->scope;

	*code = "SIG-OUT-OF-SCOPE";
	if (!is_within(&scope->repositories, key->repository) ||
	    !is_within(&scope->services, key->service) ||
	    !is_within(&scope->environments, key->environment))
		return fail(err, ERROR_LEDGER,
			    "signed by %s, which the trust root does not allow for this "
			    "repository, service and environment",
			    used->fingerprint);
	*code = "SIG-RETIRED";
	if (used->retired && (index < 0 || index >= used->retired->size))
		return fail(err, ERROR_LEDGER,
			    "signed by %s, which was retired when the log had %lld records",
			    used->fingerprint, (long long)used->retired->size);
	return true;
}

bool
trust_permits_checkpoint(const struct trusted_key *used, int64_t size, struct error *err)
{
	if (used->retired && size > used->retired->size)
		return fail(err, ERROR_LEDGER,
			    "SIG-RETIRED: the checkpoint of size %lld is signed by %s, which was "
			    "retired at size %lld",
			    (long long)size, used->fingerprint, (long long)used->retired->size);
	return true;
}

void
trust_release(struct trust *trust)
{
	for (size_t i = 0; i < trust->keys.count; i++)
		public_key_release(&trust->keys.at[i].key);
	trust->keys.count = 0;
}
