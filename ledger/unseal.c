/* SPDX-License-Identifier: Apache-2.0 */
/* What does an envelope hold, if it is what it seems? See unseal.h. */
#include "ledger/unseal.h"

#include "ledger/statement.h"

static bool
check_signature(const struct trust *trust, struct unsealed *unsealed, const char **code,
		struct error *err)
{
	const struct trusted_key *key;

	if (!trust)
		return true;
	key = trust_find(trust, USAGE_RECORD, unsealed->envelope.keyid);
	if (!key)
		key = trust_find(trust, USAGE_CHECKPOINT, unsealed->envelope.keyid);
	*code = "SIG-UNKNOWN-KEY";
	if (!key)
		return fail(err, ERROR_LEDGER, "signed by %s, which is not a trusted record key",
			    unsealed->envelope.keyid);
	*code = "SIG-INVALID";
	unsealed->signed_by = key;
	return dsse_verify(&unsealed->envelope, key->key, err);
}

/*
 * Whoever may deploy may not say which keys the platform has, and the key of checkpoints signs
 * nothing else beside them.
 */
static bool
check_usage(const struct unsealed *unsealed, const char **code, struct error *err)
{
	bool trust = unsealed->record.kind == RECORD_TRUST;

	*code = "SIG-UNKNOWN-KEY";
	return !unsealed->signed_by ||
	       unsealed->signed_by->usage == (trust ? USAGE_CHECKPOINT : USAGE_RECORD) ||
	       fail(err, ERROR_LEDGER, "signed by %s, which is not a trusted %s key",
		    unsealed->envelope.keyid,
		    key_usage_names[trust ? USAGE_CHECKPOINT : USAGE_RECORD]);
}

static bool
check(struct arena *arena, const char *bytes, size_t length, const struct trust *trust,
      int64_t index, struct unsealed *unsealed, const char **code, struct error *err)
{
	struct envelope *envelope = &unsealed->envelope;

	*code = "REC-FORM";
	if (!dsse_parse(arena, bytes, length, envelope, err))
		return false;
	sha256(&unsealed->file, bytes, length);
	sha256(&unsealed->payload, envelope->payload, envelope->payload_length);
	if (!check_signature(trust, unsealed, code, err))
		return false;
	*code = "REC-FORM";
	if (!statement_parse(arena, envelope->payload, envelope->payload_length, &unsealed->record,
			     err))
		return false;
	if (!check_usage(unsealed, code, err))
		return false;
	if (unsealed->signed_by &&
	    !trust_permits_record(unsealed->signed_by, &unsealed->record.key, index, code, err))
		return false;
	*code = "REC-INCONSISTENT";
	return record_check(&unsealed->record, err);
}

bool
unseal(struct arena *arena, const char *bytes, size_t length, const struct trust *trust,
       int64_t index, struct unsealed *out, const char **code, struct error *err)
{
	struct unsealed unsealed = {0};

	if (!check(arena, bytes, length, trust, index, &unsealed, code, err))
		return fail_as(err, ERROR_LEDGER);
	*code = NULL;
	*out = unsealed;
	return true;
}
