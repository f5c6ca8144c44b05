/* SPDX-License-Identifier: Apache-2.0 */
/* Small records with fixed test keys; see sample_ledger.h. */
#include "tests/fake/sample_ledger.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "ledger/dsse.h"
#include "ledger/statement.h"

/* Keys of this test, known to everybody. */
const char sample_record_pem[] =
	"-----BEGIN PRIVATE KEY-----\n"
	"MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgArsJNJdVn2NVf1vY\n"
	"1lMWhwgk+44aIVQXhFLuGRiTkF+hRANCAATZkaDgzDKJ3Pucma6FoRekpXQueeEJ\n"
	"7Pw09l+2c71+9mB/S0nDH1C/WmOzi1XpvZiWpV+fX29OWIX/JjuCn3W8\n"
	"-----END PRIVATE KEY-----\n";
const char sample_checkpoint_pem[] =
	"-----BEGIN PRIVATE KEY-----\n"
	"MC4CAQAwBQYDK2VwBCIEIEIco41JLngFDK0GUBIKEO15BAqJzW+AJwq5fBpn/r2m\n"
	"-----END PRIVATE KEY-----\n";

static struct signing_key *
load(const char *pem, enum key_algorithm algorithm)
{
	struct secret secret = {0};
	struct signing_key *key = NULL;
	struct error err;

	secret_set(&secret, pem, strlen(pem));
	if (!signing_key_from_pem(&secret, algorithm, &key, &err))
		fprintf(stderr, "test key: %s\n", err.message);
	assert(key);
	secret_release(&secret);
	return key;
}

static struct signing_key *
make(enum key_algorithm algorithm)
{
	struct secret pem = {0};
	struct signing_key *key;
	struct error err;
	bool made = signing_key_generate(algorithm, &pem, &err);

	assert(made);
	key = load(pem.bytes, algorithm);
	secret_release(&pem);
	return key;
}

void
sample_open(struct sample *sample)
{
	struct error err;
	bool trusted;

	*sample = (struct sample){0};
	arena_init(&sample->arena);
	sample->record_key = load(sample_record_pem, KEY_ECDSA_P256);
	sample->checkpoint_key = load(sample_checkpoint_pem, KEY_ED25519);
	sample->foreign_key = make(KEY_ECDSA_P256);
	signing_key_signer(sample->record_key, &sample->record_signer);
	signing_key_signer(sample->checkpoint_key, &sample->checkpoint_signer);
	signing_key_signer(sample->foreign_key, &sample->foreign_signer);
	sample->trust.schema = TRUST_SCHEMA;
	sample->trust.version = 1;
	sample->trust.origin = SAMPLE_ORIGIN;
	trusted = trust_add(&sample->arena, &sample->trust, USAGE_RECORD, sample->record_signer.key,
			    &err) &&
		  trust_add(&sample->arena, &sample->trust, USAGE_CHECKPOINT,
			    sample->checkpoint_signer.key, &err);
	assert(trusted);
}

void
sample_close(struct sample *sample)
{
	trust_release(&sample->trust);
	signing_key_release(&sample->record_key);
	signing_key_release(&sample->checkpoint_key);
	signing_key_release(&sample->foreign_key);
	arena_release(&sample->arena);
}

const char *
sample_commit(struct arena *arena, int number)
{
	return arena_format(arena, "%040x", (unsigned)number + 0x1000u);
}

const char *
sample_id(struct arena *arena, int number)
{
	return arena_format(arena, "01JD%022d", number);
}

struct key
sample_key(const char *environment)
{
	return (struct key){SAMPLE_REPOSITORY, "default", environment ? environment : "production"};
}

static int
result_of(int result)
{
	return result == RECORD_EMERGENCY_RESULT ? (int)RESULT_EMERGENCY : result;
}

static void
fill_evidence(struct sample *sample, const struct key_state *state, struct record *record)
{
	struct evidence *evidence = arena_allocate(&sample->arena, sizeof(*evidence));
	struct evaluation *evaluation = arena_allocate(&sample->arena, sizeof(*evaluation));

	evidence->schema = EVIDENCE_SCHEMA;
	evidence->record_id = record->record_id;
	evidence->now.time = record->time;
	evidence->now.source = "system-clock";
	evidence->change.key = record->key;
	evidence->change.head = record->commit;
	evidence->change.tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
	evidence->change.range.kind = record->kind == RECORD_BASELINE   ? RANGE_FIRST
				      : record->kind == RECORD_ROLLBACK ? RANGE_BACKWARD
				      : record->kind == RECORD_REDEPLOY ? RANGE_SAME
									: RANGE_FORWARD;
	evidence->deployment.artifact = record->artifact;
	evidence->invocation.provider = "local";
	evidence->invocation.baseline = record->kind == RECORD_BASELINE;
	evidence->ledger.origin = SAMPLE_ORIGIN;
	evidence->ledger.root = "00";
	evidence->ledger.previous_record = state->previous_record;
	evidence->ledger.sequence = state->sequence;
	evidence->ledger.size = sample->size;
	evidence->ledger.in_place = state->in_place;
	evidence->policy.digest = sha256_hex(&sample->arena, "{}", 2);
	evidence->policy.bytes = "{}";
	evidence->policy.source.path = ".changegate.yml";
	evidence->policy.source.sha256 = evidence->policy.digest;
	evaluation->result = result_of(record->result);
	record->evidence = evidence;
	record->evaluation = evaluation;
	record->chain.in_place = state->in_place;
}

/* What sets an emergency and its retro apart. The emergency brings no change request. */
static void
fill_exception(struct sample *sample, struct record *record)
{
	struct evidence *evidence = arena_allocate(&sample->arena, sizeof(*evidence));

	*evidence = *record->evidence;
	if (record->kind == RECORD_EMERGENCY) {
		evidence->emergency = arena_allocate(&sample->arena, sizeof(*evidence->emergency));
		evidence->emergency->reason = "it is down";
		evidence->emergency->time = record->time;
		evidence->emergency->due = record->time + 86400;
	} else if (record->kind == RECORD_RETRO) {
		evidence->retro = arena_allocate(&sample->arena, sizeof(*evidence->retro));
		evidence->retro->record = record->about;
		evidence->retro->record_id = "x";
	}
	evidence->ledger.obligations = record->chain.obligations;
	record->evidence = evidence;
}

static void
fill_seal(struct sample *sample, struct record *record)
{
	struct population_seal *seal = arena_allocate(&sample->arena, sizeof(*seal));

	seal->ids_sha256 = sha256_hex(&sample->arena, "ids", 3);
	seal->count = 3;
	record->seal = seal;
	record->commit = NULL;
	record->key = (struct key){SAMPLE_ORIGIN, "*", "*"};
}

void
sample_fill(struct sample *sample, const struct sample_record *wanted,
	    const struct key_state *state, struct record *record)
{
	*record = (struct record){
		.schema = RECORD_SCHEMA,
		.kind = wanted->kind,
		.result = wanted->result,
		.record_id = sample_id(&sample->arena, wanted->number),
		.time = INT64_C(1795290000) + wanted->number,
		.key = sample_key(wanted->environment),
		.commit = sample_commit(&sample->arena,
					wanted->commit ? wanted->commit : wanted->number),
		.artifact = wanted->artifact,
		.chain = {.previous_record = state->previous_record,
			  .sequence = state->sequence,
			  .attempt = wanted->attempt,
			  .obligations = wanted->forgets ? NULL : state->obligations},
		.about = wanted->about,
		.recorder = {"0.1.0-test", "00", "self"},
	};
	if (wanted->kind == RECORD_SEAL)
		fill_seal(sample, record);
	else if (wanted->kind != RECORD_ATTEMPT && wanted->kind != RECORD_OUTCOME)
		fill_evidence(sample, state, record);
	if (record->evidence)
		fill_exception(sample, record);
}

bool
sample_seal(struct sample *sample, const struct sample_record *wanted,
	    const struct key_state *state, struct buffer *envelope, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer payload = {0};
	struct record record;

	sample_fill(sample, wanted, state, &record);
	statement_write(&payload, &record);
	return dsse_sign(payload.bytes, payload.length,
			 wanted->signer ? wanted->signer : &sample->record_signer, envelope, err);
}

struct sealing_sample {
	struct sample *sample;
	const struct sample_record *wanted;
};

static bool
seal(void *self, struct log *log, const struct key_state *state, struct buffer *envelope,
     struct error *err)
{
	struct sealing_sample *sealing = self;
	bool sealed;

	sealing->sample->size = log->checkpoint.size;
	sealed = sample_seal(sealing->sample, sealing->wanted, state, envelope, err);
	sealing->sample->size = 0;
	return sealed;
}

bool
sample_append(struct sample *sample, const struct store *store, const struct sample_record *wanted,
	      struct receipt *receipt, struct error *err)
{
	struct sequencer sequencer = {.store = store,
				      .trust = &sample->trust,
				      .checkpoint_signer = &sample->checkpoint_signer};
	struct sealing_sample going = {sample, wanted};
	struct sealing sealing = {&going, seal};
	struct key key = wanted->kind == RECORD_SEAL ? (struct key){SAMPLE_ORIGIN, "*", "*"}
						     : sample_key(wanted->environment);

	return sequence_append(&sample->arena, &sequencer, &key, &sealing, receipt, err);
}

const char *
sample_payload(struct sample *sample, const struct receipt *receipt)
{
	struct leaf leaf;
	struct error err;
	bool read = leaf_parse(&sample->arena, receipt->leaf, receipt->leaf_length, &leaf, &err);

	assert(read);
	return leaf.payload;
}
