/* SPDX-License-Identifier: Apache-2.0 */
/* How does a judged deploy, an attempt or an outcome become a signed record? See sealing.h. */
#include "cmd/sealing.h"

#include "base/hash.h"
#include "cmd/output.h"
#include "cmd/platform.h"
#include "integrations/clock.h"
#include "integrations/disk.h"
#include "ledger/admission.h"
#include "ledger/dsse.h"
#include "ledger/statement.h"

#define LIMIT_EXECUTABLE_BYTES (256u * 1024 * 1024)
#define RETRY_MS 300000       /* 16 writers on one branch, some four appends a second */
#define INCLUSION_MS 60000    /* where the policy has no ledger.wait */
#define LONGEST_RETRY_MS 2000 /* one push takes half a second */
#define LONGEST_INCLUSION_MS 5000

/* Of megabytes, and asked for with each record; the file that runs is the same until it ends. */
static bool
own_digest(const char **digest, struct error *err)
{
	static char known[65];
	struct sha256 hash;

	*digest = known;
	if (known[0])
		return true;
	if (!disk_sha256("/proc/self/exe", LIMIT_EXECUTABLE_BYTES, &hash, err))
		return fail_while(err, "reading this executable");
	sha256_format(known, &hash);
	return true;
}

bool
recorder_read(struct recorder *recorder, struct error *err)
{
	recorder->version = CHANGEGATE_VERSION;
	recorder->digest_source = "self";
	return own_digest(&recorder->digest, err);
}

bool
record_sign(struct world *world, const struct record *record, struct buffer *envelope,
	    const char **payload, struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer statement = {0};
	const char *proof;

	if (!record_check(record, err)) {
		fail_as(err, ERROR_BUG);
		return fail_while(err, "making a record");
	}
	statement_write(&statement, record);
	if (statement.length > LIMIT_DOCUMENT_BYTES)
		return fail(err, ERROR_LEDGER, "the record has %zu bytes, over the limit of %u",
			    statement.length, LIMIT_DOCUMENT_BYTES);
	*payload = sha256_hex(world->arena, statement.bytes, statement.length);
	return platform_prove(world, record, *payload, &proof, err) &&
	       dsse_sign_proved(statement.bytes, statement.length, &world->record_signer, proof,
				envelope, err);
}

static struct open_obligations *
open_or_none(struct open_obligations *obligations)
{
	return obligations && obligations->count ? obligations : NULL;
}

void
record_of_evidence(const struct evidence *evidence, const struct evaluation *evaluation,
		   const char *attempt, const struct recorder *recorder, struct record *record)
{
	*record = (struct record){
		.schema = RECORD_SCHEMA,
		.kind = record_kind_of_evidence(evidence),
		.result = record_result_of(evaluation->result),
		.record_id = evidence->record_id,
		.time = evidence->now.time,
		.key = evidence->change.key,
		.commit = evidence->change.head,
		.artifact = evidence->deployment.artifact,
		.chain = {.previous_record = evidence->ledger.previous_record,
			  .sequence = evidence->ledger.sequence,
			  .attempt = attempt,
			  .in_place = evidence->ledger.in_place,
			  .obligations = open_or_none(evidence->ledger.obligations)},
		.about = evidence->retro ? evidence->retro->record : NULL,
		.evidence = evidence,
		.evaluation = evaluation,
		.custody = CUSTODY_ONE_PROCESS,
		.recorder = *recorder,
	};
}

struct sequencer
world_sequencer(struct world *world)
{
	int64_t wait = world->policy.ledger.wait;

	world->retry = (struct pause){
		.budget_ms = RETRY_MS, .first_ms = 100, .longest_ms = LONGEST_RETRY_MS};
	world->inclusion = (struct pause){.budget_ms = wait ? wait * 1000 : INCLUSION_MS,
					  .first_ms = 200,
					  .longest_ms = LONGEST_INCLUSION_MS};
	return (struct sequencer){.store = world->store,
				  .trust = &world->trust,
				  .checkpoint_signer = &world->checkpoint_signer,
				  .checkpoint_keys = world->checkpoint_keys,
				  .retry = pause_patience(&world->retry),
				  .hands_in = world->policy.ledger.mode == LEDGER_INBOX,
				  .inclusion = pause_patience(&world->inclusion)};
}

struct attempt {
	struct world *world;
	struct record record;
	const char *payload;
};

static bool
seal_attempt(void *self, struct log *log, const struct key_state *state, struct buffer *envelope,
	     struct error *err)
{
	struct attempt *attempt = self;

	(void)log;
	attempt->record.chain = (struct chain){.previous_record = state->previous_record,
					       .sequence = state->sequence,
					       .in_place = state->in_place,
					       .obligations = state->obligations};
	return record_sign(attempt->world, &attempt->record, envelope, &attempt->payload, err);
}

bool
append_attempt(struct world *world, const struct key *key, const char *commit, const char *artifact,
	       const char **payload, struct error *err)
{
	struct sequencer sequencer = world_sequencer(world);
	struct attempt attempt = {.world = world};
	struct sealing sealing = {&attempt, seal_attempt};
	struct receipt receipt;
	char record_id[27];

	if (!record_id_new(record_id, err))
		return false;
	attempt.record = (struct record){.schema = RECORD_SCHEMA,
					 .kind = RECORD_ATTEMPT,
					 .result = RECORD_STARTED,
					 .record_id = arena_text(world->arena, record_id),
					 .time = clock_now(),
					 .key = *key,
					 .commit = commit,
					 .artifact = artifact,
					 .custody = CUSTODY_ONE_PROCESS};
	if (!recorder_read(&attempt.record.recorder, err) ||
	    !sequence_append(world->arena, &sequencer, key, &sealing, &receipt, err))
		return fail_while(err, "recording the attempt");
	*payload = attempt.payload;
	return true;
}

const char *const receipt_outputs[] = {"receipt", "admission", NULL};

bool
receipts_write(struct arena *arena, const struct arguments *arguments,
	       const struct receipt *receipt, const void *envelope, size_t length,
	       struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer proof = {0};
	RELEASED_BY(buffer_release) struct buffer both = {0};
	const char *file = output_file(arena, arguments, "receipt");
	const char *admission = output_file(arena, arguments, "admission");

	receipt_write(&proof, receipt);
	admission_write(&both, envelope, length, receipt);
	return (!file || disk_write_atomic(file, proof.bytes, proof.length, 0644, err)) &&
	       (!admission || disk_write_atomic(admission, both.bytes, both.length, 0644, err));
}
