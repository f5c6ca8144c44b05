/* SPDX-License-Identifier: Apache-2.0 */
/* How does a record look, and do its parts agree? See record.h. */
#include "core/record.h"

#include "base/encoding.h"
#include "base/text.h"
#include "core/obligations.h"

const char *const record_kind_names[] = {"attempt",  "deployment", "baseline", "rollback",
					 "redeploy", "outcome",    "seal",     "emergency",
					 "retro",    "trust",      NULL};
const char *const record_result_names[] = {"allowed",   "refused", "unknown",     "started",
					   "succeeded", "failed",  "rolled-back", "sealed",
					   "emergency", "logged",  NULL};

static const struct field chain_rows[] = {
	FIELD_ROW(chain, previous_record, "previousRecord", FIELD_TEXT, .optional = true,
		  .meaning = "payload digest of the record of the same key before this one"),
	FIELD_ROW(chain, sequence, "sequence", FIELD_INTEGER, .maximum = LIMIT_INTEGER,
		  .meaning = "place in the key's chain, from 0"),
	FIELD_ROW(chain, attempt, "attempt", FIELD_TEXT, .optional = true,
		  .meaning = "payload digest of the attempt that this record closes"),
	FIELD_ROW(chain, in_place, "inPlace", FIELD_OPTIONAL, .of = &placed_fields,
		  .optional = true, .meaning = "what was in place before this record"),
	FIELD_ROW(chain, obligations, "openObligations", FIELD_OPTIONAL,
		  .of = &open_obligations_fields, .optional = true,
		  .meaning = "what emergencies before this record left to be done"),
};
static const struct fields chain_fields = {"chain", sizeof(struct chain), FIELDS_OF(chain_rows),
					   "The record's place among those of its key."};

static const char *const custody_names[] = {"handed-over-unproved", "one-process", NULL};

static const struct field recorder_rows[] = {
	FIELD_ROW(recorder, version, "version", FIELD_TEXT, .meaning = "of changegate"),
	FIELD_ROW(recorder, digest, "digest", FIELD_TEXT, .meaning = "sha256 of the executable"),
	FIELD_ROW(recorder, digest_source, "digestSource", FIELD_TEXT,
		  .meaning = "who says so: self"),
};
static const struct fields recorder_fields = {"recorder", sizeof(struct recorder),
					      FIELDS_OF(recorder_rows), "What wrote the record."};

static const struct field seal_rows[] = {
	FIELD_ROW(population_seal, ids_sha256, "idsSha256", FIELD_TEXT,
		  .meaning = "of the canonical id file"),
	FIELD_ROW(population_seal, count, "count", FIELD_INTEGER, .maximum = LIMIT_INTEGER,
		  .meaning = "lines of that file"),
	FIELD_ROW(population_seal, from, "from", FIELD_INSTANT,
		  .meaning = "first instant of the period"),
	FIELD_ROW(population_seal, to, "to", FIELD_INSTANT,
		  .meaning = "last instant of the period"),
	FIELD_ROW(population_seal, environments, "environments", FIELD_TEXTS,
		  .meaning = "in scope; none: all"),
	FIELD_ROW(population_seal, services, "services", FIELD_TEXTS,
		  .meaning = "in scope; none: all"),
};
static const struct fields seal_fields = {"populationSeal", sizeof(struct population_seal),
					  FIELDS_OF(seal_rows), "A population that was frozen."};

static const struct field record_rows[] = {
	FIELD_ROW(record, schema, "schema", FIELD_TEXT, .meaning = RECORD_SCHEMA),
	FIELD_ROW(record, kind, "recordKind", FIELD_CHOICE, .choices = record_kind_names,
		  .meaning = "what is recorded"),
	FIELD_ROW(record, result, "result", FIELD_CHOICE, .choices = record_result_names,
		  .meaning = "how it ended"),
	FIELD_ROW(record, record_id, "recordId", FIELD_TEXT, .meaning = "ULID: a label"),
	FIELD_ROW(record, time, "time", FIELD_INSTANT, .meaning = "the evidence's now"),
	FIELD_ROW(record, key, "key", FIELD_OBJECT, .of = &key_fields,
		  .meaning = "whose chain it is in"),
	FIELD_ROW(record, commit, "commit", FIELD_TEXT, .optional = true,
		  .meaning = "deployed commit"),
	FIELD_ROW(record, artifact, "artifact", FIELD_TEXT, .optional = true,
		  .meaning = "sha256:... of the deployed artefact"),
	FIELD_ROW(record, chain, "chain", FIELD_OBJECT, .of = &chain_fields,
		  .meaning = "its place"),
	FIELD_ROW(record, about, "about", FIELD_TEXT, .optional = true,
		  .meaning = "payload digest of the record that an outcome or a retro is about"),
	FIELD_ROW(record, evidence, "evidence", FIELD_OPTIONAL, .of = &evidence_fields,
		  .optional = true, .meaning = "all facts, verbatim"),
	FIELD_ROW(record, evaluation, "evaluation", FIELD_OPTIONAL, .of = &evaluation_fields,
		  .optional = true, .meaning = "the judgement"),
	FIELD_ROW(record, seal, "seal", FIELD_OPTIONAL, .of = &seal_fields, .optional = true,
		  .meaning = "the population"),
	FIELD_ROW(record, trust, "trust", FIELD_OPTIONAL, .of = &issuer_keys_fields,
		  .optional = true, .meaning = "keys of an issuer of tokens"),
	FIELD_ROW(record, custody, "custody", FIELD_CHOICE, .choices = custody_names,
		  .meaning = "who had the evidence between collecting and sealing"),
	FIELD_ROW(record, recorder, "recorder", FIELD_OBJECT, .of = &recorder_fields,
		  .meaning = "what wrote it"),
};
const struct fields record_fields = {"record", sizeof(struct record), FIELDS_OF(record_rows),
				     "A change record: the predicate of an in-toto statement."};

static const struct shape { /* the parts that a record of this kind has, and its results */
	bool judged, about, seal, trust;
	int first_result, last_result;
} shapes[] = {
	[RECORD_ATTEMPT] = {false, false, false, false, RECORD_STARTED, RECORD_STARTED},
	[RECORD_DEPLOYMENT] = {true, false, false, false, RECORD_ALLOWED, RECORD_UNKNOWN},
	[RECORD_BASELINE] = {true, false, false, false, RECORD_ALLOWED, RECORD_UNKNOWN},
	[RECORD_ROLLBACK] = {true, false, false, false, RECORD_ALLOWED, RECORD_UNKNOWN},
	[RECORD_REDEPLOY] = {true, false, false, false, RECORD_ALLOWED, RECORD_UNKNOWN},
	[RECORD_OUTCOME] = {false, true, false, false, RECORD_SUCCEEDED, RECORD_ROLLED_BACK},
	[RECORD_SEAL] = {false, false, true, false, RECORD_SEALED, RECORD_SEALED},
	[RECORD_EMERGENCY] = {true, false, false, false, RECORD_ALLOWED, RECORD_EMERGENCY_RESULT},
	[RECORD_RETRO] = {true, true, false, false, RECORD_ALLOWED, RECORD_UNKNOWN},
	[RECORD_TRUST] = {false, false, false, true, RECORD_LOGGED, RECORD_LOGGED},
};

static bool
is_judged_again(const struct evidence *evidence)
{
	const struct placed *in_place = evidence->ledger.in_place;

	return in_place && !text_equal(in_place->artifact, evidence->deployment.artifact) &&
	       (text_equal(in_place->kind, record_kind_names[RECORD_DEPLOYMENT]) ||
		text_equal(in_place->kind, record_kind_names[RECORD_ROLLBACK]));
}

int
record_kind_of_evidence(const struct evidence *evidence)
{
	if (evidence->retro)
		return RECORD_RETRO;
	if (evidence->emergency)
		return RECORD_EMERGENCY;
	switch (evidence->change.range.kind) {
	case RANGE_FIRST:
		return RECORD_BASELINE;
	case RANGE_BACKWARD:
		return RECORD_ROLLBACK;
	case RANGE_SAME:
		return is_judged_again(evidence) ? RECORD_DEPLOYMENT : RECORD_REDEPLOY;
	default:
		return RECORD_DEPLOYMENT;
	}
}

/* The outer fields repeat the evidence so that a leaf can be made from them: they must agree. */
static const char *
disagreement(const struct record *record)
{
	const struct evidence *evidence = record->evidence;

	if (!text_equal(record->record_id, evidence->record_id))
		return "recordId";
	if (record->time != evidence->now.time)
		return "time";
	if (!key_equal(&record->key, &evidence->change.key))
		return "key";
	if (!text_equal(record->commit, evidence->change.head))
		return "commit";
	if (!text_equal(record->artifact, evidence->deployment.artifact))
		return "artifact";
	if (!text_equal(record->chain.previous_record, evidence->ledger.previous_record))
		return "chain.previousRecord";
	if (record->chain.sequence != evidence->ledger.sequence)
		return "chain.sequence";
	if (record->result != record_result_of(record->evaluation->result))
		return "result";
	if (!obligations_equal(record->chain.obligations, evidence->ledger.obligations))
		return "chain.openObligations";
	if (evidence->retro && !text_equal(record->about, evidence->retro->record))
		return "about";
	return NULL;
}

static bool
in_place_agrees(const struct placed *chain, const struct placed *evidence)
{
	if (!chain || !evidence)
		return chain == evidence;
	return text_equal(chain->record, evidence->record) && chain->index == evidence->index;
}

static const char *
kind_disagreement(const struct record *record)
{
	if (record->kind != record_kind_of_evidence(record->evidence))
		return "recordKind";
	return in_place_agrees(record->chain.in_place, record->evidence->ledger.in_place)
		       ? NULL
		       : "chain.inPlace";
}

/* An emergency goes ahead as one, or not at all. */
static bool
has_result(const struct record *record)
{
	const struct shape *shape = &shapes[record->kind];

	if (record->kind == RECORD_EMERGENCY)
		return record->result == RECORD_EMERGENCY_RESULT ||
		       record->result == RECORD_REFUSED || record->result == RECORD_UNKNOWN;
	return record->result >= shape->first_result && record->result <= shape->last_result;
}

/* Its chain is that of the issuer, so that all keys of one are found there. */
static bool
is_trust_whole(const struct record *record)
{
	const struct issuer_keys *trust = record->trust;

	return !trust || (trust->keys.count && text_is_hex(trust->sha256, 64) &&
			  text_equal(record->key.service, trust->issuer));
}

static const char *
malformed(const struct record *record)
{
	const struct shape *shape = &shapes[record->kind];

	if (!text_equal(record->schema, RECORD_SCHEMA))
		return "schema";
	if (!has_result(record))
		return "result";
	if (shape->judged != (record->evidence != NULL))
		return "evidence";
	if (shape->judged != (record->evaluation != NULL))
		return "evaluation";
	if (shape->about != (record->about != NULL))
		return "about";
	if (shape->seal != (record->seal != NULL))
		return "seal";
	if (shape->trust != (record->trust != NULL) || !is_trust_whole(record))
		return "trust";
	if (record->commit ? !text_is_hex(record->commit, 40) : !shape->seal && !shape->trust)
		return "commit";
	return NULL;
}

int
record_result_of(int result)
{
	return result == RESULT_EMERGENCY ? RECORD_EMERGENCY_RESULT : result;
}

bool
record_check(const struct record *record, struct error *err)
{
	const char *field = malformed(record);

	if (field)
		return fail(err, ERROR_FORMAT, "a record of kind %s cannot have this '%s'",
			    record_kind_names[record->kind], field);
	if (!record->evidence)
		return true;
	field = disagreement(record);
	if (!field)
		field = kind_disagreement(record);
	if (field)
		return fail(err, ERROR_FORMAT, "'%s' of the record disagrees with its evidence",
			    field);
	return true;
}
