/* SPDX-License-Identifier: Apache-2.0 */
/* Does the log give back what was put in, and what is in place? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ledger/dsse.h"
#include "ledger/log.h"
#include "ledger/statement.h"
#include "ledger/verify.h"
#include "tests/fake/memory_store.h"
#include "tests/fake/sample_ledger.h"

static struct sample sample;
static struct memory_store memory;
static struct store store;

static int
set_up(void **state)
{
	(void)state;
	sample_open(&sample);
	memory_store_store(&memory, &store);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	memory_store_release(&memory);
	sample_close(&sample);
	return 0;
}

static const char *
append(struct sample_record wanted)
{
	struct receipt receipt;
	struct error err = {0};

	if (!sample_append(&sample, &store, &wanted, &receipt, &err))
		fail_msg("append: %s", err.message);
	assert_true(receipt_verify(&sample.arena, &receipt, &sample.trust, &err));
	assert_false(receipt.already_appended);
	return sample_payload(&sample, &receipt);
}

static void
assert_whole(void)
{
	struct verify_request request = {.store = &store, .trust = &sample.trust};
	struct verification result;
	struct error err = {0};

	if (!verify_ledger(&sample.arena, &request, &result, &err))
		fail_msg("verify: %s", err.message);
	for (size_t i = 0; i < result.problems.count; i++)
		print_error("%s %s: %s\n", result.problems.at[i].code, result.problems.at[i].where,
			    result.problems.at[i].text);
	assert_int_equal(result.problem_count, 0);
	assert_int_equal(result.note_count, 0);
	assert_int_equal(result.verified, result.checkpoint.size);
}

static void
state_of(const char *environment, struct key_state *state)
{
	struct log log;
	struct key key = sample_key(environment);
	struct error err = {0};

	if (!log_open(&sample.arena, &store, &sample.trust, &log, &err) ||
	    !log_key_state(&sample.arena, &log, &key, state, &err))
		fail_msg("%s", err.message);
	log_release(&log);
}

static void
an_empty_store_is_an_empty_log(void **unused)
{
	struct key_state state;

	(void)unused;
	state_of(NULL, &state);
	assert_int_equal(state.sequence, 0);
	assert_int_equal(state.previous_index, -1);
	assert_null(state.previous_record);
	assert_null(state.in_place);
	assert_false(state.ever_allowed);
	assert_null(state.open_attempt);
}

static void
files_without_checkpoint_are_a_loss(void **unused)
{
	struct log log;
	struct error err = {0};

	(void)unused;
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 1});
	memory_store_remove(&memory, "checkpoint");
	assert_false(log_open(&sample.arena, &store, &sample.trust, &log, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	assert_non_null(strstr(err.message, "no checkpoint"));
}

static void
what_is_in_place_follows_outcomes(void **unused)
{
	struct key_state state;
	const char *baseline, *second, *third, *attempt;

	(void)unused;
	baseline = append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 1});
	state_of(NULL, &state);
	assert_string_equal(state.in_place->record, baseline);
	assert_string_equal(state.in_place->kind, "baseline");
	assert_true(state.ever_allowed);

	second = append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 2});
	append((struct sample_record){RECORD_DEPLOYMENT, RECORD_REFUSED, .number = 3});
	append((struct sample_record){RECORD_DEPLOYMENT, RECORD_UNKNOWN, .number = 4});
	state_of(NULL, &state);
	assert_string_equal(state.in_place->record, second);
	assert_int_equal(state.in_place->index, 1);
	assert_int_equal(state.in_place->sequence, 1);
	assert_int_equal(state.sequence, 4);

	third = append((struct sample_record){RECORD_ROLLBACK, RECORD_ALLOWED, .number = 5});
	state_of(NULL, &state);
	assert_string_equal(state.in_place->record, third);
	append((struct sample_record){RECORD_OUTCOME, RECORD_FAILED, .number = 6, .about = third});
	state_of(NULL, &state);
	assert_string_equal(state.in_place->record, second);
	append((struct sample_record){RECORD_OUTCOME, RECORD_SUCCEEDED, .number = 7,
				      .about = second});
	state_of(NULL, &state);
	assert_string_equal(state.in_place->record, second);
	append((struct sample_record){RECORD_OUTCOME, RECORD_ROLLED_BACK, .number = 8,
				      .about = second});
	append((struct sample_record){RECORD_OUTCOME, RECORD_FAILED, .number = 9,
				      .about = baseline});
	attempt = append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 10});
	state_of(NULL, &state);
	assert_string_equal(state.in_place->record, baseline);
	assert_string_equal(state.open_attempt, attempt);

	append((struct sample_record){RECORD_DEPLOYMENT, RECORD_REFUSED, .number = 11,
				      .attempt = attempt});
	state_of(NULL, &state);
	assert_null(state.open_attempt);
	assert_whole();
}

static void
keys_have_chains_of_their_own(void **unused)
{
	struct key_state state;

	(void)unused;
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, "staging", .number = 1});
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, "production", .number = 2});
	append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, "staging", .number = 3});
	append((struct sample_record){RECORD_SEAL, RECORD_SEALED, .number = 4});
	state_of("staging", &state);
	assert_int_equal(state.sequence, 2);
	assert_int_equal(state.previous_index, 2);
	state_of("production", &state);
	assert_int_equal(state.sequence, 1);
	assert_int_equal(state.previous_index, 1);
	state_of("stag", &state);
	assert_int_equal(state.sequence, 0);
	assert_whole();
}

static struct placed *
passing(const char *environment, int commit, const char *artifact)
{
	struct log log;
	struct key key = sample_key(environment);
	struct placed *placed;
	struct error err = {0};

	if (!log_open(&sample.arena, &store, &sample.trust, &log, &err) ||
	    !log_find_passing(&sample.arena, &log, &key, PASSED_IN_FULL,
			      sample_commit(&sample.arena, commit), artifact, &placed, &err))
		fail_msg("%s", err.message);
	log_release(&log);
	return placed;
}

#define DIGEST_A "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define DIGEST_B "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static void
only_allowed_deploys_of_the_commit_pass(void **unused)
{
	const char *undone;

	(void)unused;
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, "staging", .number = 1,
				      .commit = 50});
	append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, "staging", .number = 2,
				      .commit = 51, .artifact = DIGEST_A});
	append((struct sample_record){RECORD_DEPLOYMENT, RECORD_REFUSED, "staging", .number = 3,
				      .commit = 52});
	undone = append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, "staging",
					       .number = 4, .commit = 53});
	append((struct sample_record){RECORD_OUTCOME, RECORD_FAILED, "staging", .number = 5,
				      .commit = 53, .about = undone});
	assert_null(passing("staging", 50, NULL));
	assert_int_equal(passing("staging", 51, NULL)->index, 1);
	assert_int_equal(passing("staging", 51, DIGEST_A)->index, 1);
	assert_null(passing("staging", 51, DIGEST_B));
	assert_null(passing("staging", 52, NULL));
	assert_null(passing("staging", 53, NULL));
	assert_null(passing("production", 51, NULL));
}

/* Like the samples, with a finding of this verdict. */
struct judged_sample {
	struct sample_record wanted;
	int verdict;
};

static bool
seal_judged(void *self, struct log *log, const struct key_state *state, struct buffer *envelope,
	    struct error *err)
{
	RELEASED_BY(buffer_release) struct buffer payload = {0};
	const struct judged_sample *judged = self;
	struct evaluation *evaluation = arena_allocate(&sample.arena, sizeof(*evaluation));
	struct record record;

	sample.size = log->checkpoint.size;
	sample_fill(&sample, &judged->wanted, state, &record);
	sample.size = 0;
	evaluation->result = record.result;
	for (int i = 0; i < 3; i++)
		*LIST_ADD(&sample.arena, &evaluation->findings) =
			(struct finding){.check = "ticket",
					 .revision = 1,
					 .subject = arena_format(&sample.arena, "commit %d", i),
					 .verdict = i == 1 ? judged->verdict : PASS,
					 .code = "TKT-FOUND",
					 .because = "it was found"};
	record.evaluation = evaluation;
	statement_write(&payload, &record);
	return dsse_sign(payload.bytes, payload.length, &sample.record_signer, envelope, err);
}

static void
append_judged(struct sample_record wanted, int verdict)
{
	struct judged_sample judged = {wanted, verdict};
	struct sequencer sequencer = {.store = &store,
				      .trust = &sample.trust,
				      .checkpoint_signer = &sample.checkpoint_signer};
	struct sealing sealing = {&judged, seal_judged};
	struct key key = sample_key(wanted.environment);
	struct receipt receipt;
	struct error err = {0};

	if (!sequence_append(&sample.arena, &sequencer, &key, &sealing, &receipt, &err))
		fail_msg("append: %s", err.message);
}

/* Whoever was let off a control in staging has not passed staging. */
static void
an_exempt_deploy_does_not_pass(void **unused)
{
	struct key_state state;

	(void)unused;
	append_judged((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 1,
					     .commit = 50},
		      EXEMPT);
	append_judged((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 2,
					     .commit = 51},
		      NOT_APPLICABLE);
	assert_null(passing("production", 50, NULL));
	assert_int_equal(passing("production", 51, NULL)->index, 1);
	/* An older one that was let off nothing still counts, and so does a younger. */
	append_judged((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 3,
					     .commit = 51},
		      EXEMPT);
	assert_int_equal(passing("production", 51, NULL)->index, 1);
	append_judged((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 4,
					     .commit = 50},
		      PASS);
	assert_int_equal(passing("production", 50, NULL)->index, 3);
	/* It is in place all the same. */
	append_judged((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 5,
					     .commit = 52},
		      EXEMPT);
	state_of("production", &state);
	assert_string_equal(state.in_place->commit, sample_commit(&sample.arena, 52));
	assert_whole();
}

/* Neither makes a commit pass that did not, or makes what passed any younger. */
static void
redeploys_and_rollbacks_are_in_place_and_do_not_pass(void **unused)
{
	const char *redeploy, *rollback;
	struct key_state state;

	(void)unused;
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 1, .commit = 50});
	redeploy = append(
		(struct sample_record){RECORD_REDEPLOY, RECORD_ALLOWED, .number = 2, .commit = 50});
	state_of("production", &state);
	assert_string_equal(state.in_place->record, redeploy);
	assert_string_equal(state.in_place->kind, "redeploy");
	assert_true(state.ever_allowed);
	assert_null(passing("production", 50, NULL));
	append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 3,
				      .commit = 51});
	append((struct sample_record){RECORD_REDEPLOY, RECORD_ALLOWED, .number = 4, .commit = 51});
	append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 5,
				      .commit = 52});
	rollback = append(
		(struct sample_record){RECORD_ROLLBACK, RECORD_ALLOWED, .number = 6, .commit = 51});
	assert_int_equal(passing("production", 51, NULL)->index, 2);
	state_of("production", &state);
	assert_string_equal(state.in_place->record, rollback);
	append((struct sample_record){RECORD_REDEPLOY, RECORD_REFUSED, .number = 7, .commit = 51});
	state_of("production", &state);
	assert_string_equal(state.in_place->record, rollback);
	assert_whole();
}

static int64_t
newest_of(const char *repository)
{
	struct log log;
	int64_t index;
	struct error err = {0};

	if (!log_open(&sample.arena, &store, &sample.trust, &log, &err) ||
	    !log_find_repository(&sample.arena, &log, repository, &index, &err))
		fail_msg("%s", err.message);
	log_release(&log);
	return index;
}

static void
the_newest_record_of_a_repository_is_found(void **unused)
{
	static const enum record_kind kinds[] = {RECORD_DEPLOYMENT, RECORD_ROLLBACK,
						 RECORD_REDEPLOY};
	const char *about;

	(void)unused;
	assert_int_equal(newest_of(SAMPLE_REPOSITORY), -1);
	append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 1});
	append((struct sample_record){RECORD_BASELINE, RECORD_REFUSED, .number = 2});
	assert_int_equal(newest_of(SAMPLE_REPOSITORY), -1);
	about = append(
		(struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, "staging", .number = 3});
	append((struct sample_record){RECORD_OUTCOME, RECORD_FAILED, "staging", .number = 4,
				      .about = about});
	append((struct sample_record){RECORD_SEAL, RECORD_SEALED, .number = 5});
	assert_int_equal(newest_of(SAMPLE_REPOSITORY), 2);
	for (int i = 0; i < 3; i++) {
		append((struct sample_record){kinds[i], RECORD_ALLOWED, "staging",
					      .number = 6 + i});
		assert_int_equal(newest_of(SAMPLE_REPOSITORY), 5 + i);
	}
	assert_int_equal(newest_of("example.org/acme/payment"), -1);
	assert_int_equal(newest_of("production"), -1);
	assert_int_equal(newest_of(""), -1);
}

static void
a_broken_chain_or_mention_is_refused(void **unused)
{
	struct sample_record forged = {RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 9};
	const char *digest = sha256_hex(&sample.arena, "x", 1);
	const char *baseline, *attempt;
	struct receipt receipt;
	struct key_state state;
	struct error err = {0};
	struct sequencer sequencer = {.store = &store,
				      .trust = &sample.trust,
				      .checkpoint_signer = &sample.checkpoint_signer};
	struct buffer envelope = {0};
	int writes;

	(void)unused;
	baseline = append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 1});
	attempt = append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 2});
	append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 3,
				      .attempt = attempt});
	state_of(NULL, &state);
	writes = memory.writes;

	state.sequence--;
	assert_true(sample_seal(&sample, &forged, &state, &envelope, &err));
	assert_false(sequence_append_envelope(&sample.arena, &sequencer, envelope.bytes,
					      envelope.length, &receipt, &err));
	assert_int_equal(err.code, ERROR_CONFLICT);
	state.sequence++;

	state.previous_record = baseline;
	buffer_clear(&envelope);
	assert_true(sample_seal(&sample, &forged, &state, &envelope, &err));
	assert_false(sequence_append_envelope(&sample.arena, &sequencer, envelope.bytes,
					      envelope.length, &receipt, &err));
	assert_int_equal(err.code, ERROR_CONFLICT);

	state_of(NULL, &state);
	state.in_place->index = 0;
	state.in_place->record = baseline;
	buffer_clear(&envelope);
	assert_true(sample_seal(&sample, &forged, &state, &envelope, &err));
	assert_false(sequence_append_envelope(&sample.arena, &sequencer, envelope.bytes,
					      envelope.length, &receipt, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	assert_non_null(strstr(err.message, "CHAIN-IN-PLACE"));

	forged.attempt = attempt;
	assert_false(sample_append(&sample, &store, &forged, &receipt, &err));
	assert_non_null(strstr(err.message, "closed already"));
	forged.attempt = digest;
	assert_false(sample_append(&sample, &store, &forged, &receipt, &err));
	assert_non_null(strstr(err.message, "REC-ATTEMPT"));
	forged.attempt = NULL;
	forged.signer = &sample.foreign_signer;
	assert_false(sample_append(&sample, &store, &forged, &receipt, &err));
	assert_non_null(strstr(err.message, "SIG-UNKNOWN-KEY"));
	forged =
		(struct sample_record){RECORD_OUTCOME, RECORD_FAILED, .number = 9, .about = digest};
	assert_false(sample_append(&sample, &store, &forged, &receipt, &err));
	assert_non_null(strstr(err.message, "REC-ABOUT"));
	forged.about = attempt;
	assert_false(sample_append(&sample, &store, &forged, &receipt, &err));
	assert_non_null(strstr(err.message, "REC-ABOUT"));
	assert_int_equal(memory.writes, writes);
	assert_false(memory.locked);
	buffer_release(&envelope);
	assert_whole();
}

static void
the_same_envelope_twice_gives_its_receipt_again(void **unused)
{
	struct sequencer sequencer = {.store = &store,
				      .trust = &sample.trust,
				      .checkpoint_signer = &sample.checkpoint_signer};
	struct sample_record wanted = {RECORD_BASELINE, RECORD_ALLOWED, .number = 1};
	struct key_state state;
	struct receipt first, again;
	struct buffer envelope = {0};
	struct error err = {0};
	int writes;

	(void)unused;
	state_of(NULL, &state);
	assert_true(sample_seal(&sample, &wanted, &state, &envelope, &err));
	assert_true(sequence_append_envelope(&sample.arena, &sequencer, envelope.bytes,
					     envelope.length, &first, &err));
	for (int i = 2; i < 8; i++)
		append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = i});
	writes = memory.writes;
	assert_true(sequence_append_envelope(&sample.arena, &sequencer, envelope.bytes,
					     envelope.length, &again, &err));
	assert_true(again.already_appended);
	assert_int_equal(again.index, 0);
	assert_int_equal(again.checkpoint.size, 7);
	assert_true(receipt_verify(&sample.arena, &again, &sample.trust, &err));
	assert_int_equal(memory.writes, writes);

	buffer_clear(&envelope);
	assert_true(sample_seal(&sample, &wanted, &state, &envelope, &err));
	assert_false(sequence_append_envelope(&sample.arena, &sequencer, envelope.bytes,
					      envelope.length, &again, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	buffer_release(&envelope);
}

static void
records_are_found_by_name_and_read(void **unused)
{
	struct log log;
	struct logged logged;
	struct error err = {0};
	const char *second;
	int64_t index;

	(void)unused;
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 1});
	second = append((struct sample_record){RECORD_DEPLOYMENT, RECORD_REFUSED, .number = 2});
	append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 12});
	assert_true(log_open(&sample.arena, &store, &sample.trust, &log, &err));
	assert_true(log_find_record(&sample.arena, &log, second, &index, &err));
	assert_int_equal(index, 1);
	assert_true(log_find_record(&sample.arena, &log, arena_copy(&sample.arena, second, 8),
				    &index, &err));
	assert_int_equal(index, 1);
	assert_true(
		log_find_record(&sample.arena, &log, sample_id(&sample.arena, 12), &index, &err));
	assert_int_equal(index, 2);
	assert_false(log_find_record(&sample.arena, &log, "01JD0000", &index, &err));
	assert_int_equal(err.code, ERROR_USAGE);
	assert_false(log_find_record(&sample.arena, &log, arena_copy(&sample.arena, second, 7),
				     &index, &err));
	assert_int_equal(err.code, ERROR_USAGE);
	assert_false(log_find_record(&sample.arena, &log, "zzzzzzzzzz", &index, &err));
	assert_int_equal(err.code, ERROR_ABSENT);

	assert_true(log_read_record(&sample.arena, &log, 1, &logged, &err));
	assert_string_equal(logged.leaf.payload, second);
	assert_int_equal(logged.record.result, RECORD_REFUSED);
	assert_string_equal(logged.signed_by, sample.trust.keys.at[0].fingerprint);
	assert_false(log_read_record(&sample.arena, &log, 3, &logged, &err));
	assert_int_equal(err.code, ERROR_ABSENT);
	log_release(&log);
}

/* Past two full tiles, so that hashes of the second level are in use. */
static void
many_records_and_every_receipt(void **unused)
{
	enum { COUNT = 530 };
	static const char *const others[] = {"e0", "e1", "e2", "e3", "e4", "e5", "e6"};
	struct log log;
	struct key_state state;
	struct receipt receipt;
	struct error err = {0};

	(void)unused;
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, "staging", .number = 1});
	for (int i = 2; i <= COUNT; i++)
		append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED,
					      i % 53 == 0 ? "production" : others[i % 7],
					      .number = i});
	assert_whole();
	assert_non_null(memory_store_find(&memory, "tile/0/001"));
	assert_non_null(memory_store_find(&memory, "tile/1/000.p/2"));
	assert_non_null(memory_store_find(&memory, "tile/entries/002.p/18"));
	assert_true(log_open(&sample.arena, &store, &sample.trust, &log, &err));
	for (int64_t i = 0; i < COUNT; i += 7) {
		assert_true(log_receipt(&sample.arena, &log, i, &receipt, &err));
		assert_true(receipt_verify(&sample.arena, &receipt, &sample.trust, &err));
		receipt.index = (i + 1) % COUNT;
		assert_false(receipt_verify(&sample.arena, &receipt, &sample.trust, &err));
	}
	log_release(&log);
	state_of("staging", &state);
	assert_int_equal(state.sequence, 1);
	memory.reads = 0;
	state_of("production", &state);
	assert_int_equal(state.sequence, COUNT / 53);
	/* checkpoint, three tiles at the edge, the newest record; the walk of open attempts reads
	 * the two full bundles */
	assert_in_range(memory.reads, 1, 7);

	memory_store_find(&memory, "tile/entries/000")->bytes.bytes[100] ^= 1;
	assert_true(log_open(&sample.arena, &store, &sample.trust, &log, &err));
	assert_false(log_read_leaf(&sample.arena, &log, 3, &(struct leaf){0}, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	log_release(&log);
}

/* What one deploy asks of a ledger: what is in place and open, and whether it was in staging. */
static int
reads_of_a_deploy(const char *commit)
{
	struct key key = sample_key("production"), before = sample_key("staging");
	struct key_state state;
	struct placed *placed;
	struct log log;
	struct error err = {0};

	memory.reads = 0;
	if (!log_open(&sample.arena, &store, &sample.trust, &log, &err) ||
	    !log_key_state(&sample.arena, &log, &key, &state, &err) ||
	    !log_find_passing(&sample.arena, &log, &before, PASSED_IN_FULL, commit, NULL, &placed,
			      &err))
		fail_msg("%s", err.message);
	assert_non_null(placed);
	assert_non_null(state.previous_record);
	assert_non_null(state.obligations);
	log_release(&log);
	return memory.reads;
}

static void
add_deploys(int *number, int count)
{
	for (; count > 0; count -= 2) {
		append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, "staging",
					      .number = ++*number, .commit = *number});
		append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, "production",
					      .number = ++*number, .commit = *number - 1});
	}
}

/* However long a key's chain is, a deploy reads its newest end. */
static void
a_deploy_reads_as_much_of_a_long_ledger(void **unused)
{
	const char *last;
	int number = 2, few, many;

	(void)unused;
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, "staging", .number = 1});
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, "production", .number = 2});
	append((struct sample_record){RECORD_EMERGENCY, RECORD_EMERGENCY_RESULT, "production",
				      .number = ++number, .commit = 3});
	add_deploys(&number, 100);
	last = sample_commit(&sample.arena, number - 1);
	few = reads_of_a_deploy(last);
	assert_in_range(few, 1, 12);
	add_deploys(&number, 2900);
	last = sample_commit(&sample.arena, number - 1);
	many = reads_of_a_deploy(last);
	print_message("reads of a deploy: %d of 103 records, %d of 3003\n", few, many);
	/* One more tile for each level of the tree, of which 256 times as many make one. */
	assert_in_range(many, 1, few + 3);
}

/* Policy and trust root come from the same place; the pipeline's own key does not. */
static void
only_what_our_key_signed_is_continued(void **unused)
{
	const char *own = public_key_fingerprint(&sample.arena, sample.checkpoint_signer.key);
	struct sequencer sequencer = {.store = &store,
				      .trust = &sample.trust,
				      .checkpoint_signer = &sample.checkpoint_signer};
	struct sample_record wanted = {RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 2};
	struct judged_sample judged = {wanted, PASS};
	struct sealing sealing = {&judged, seal_judged};
	struct key key = sample_key(NULL);
	struct buffer envelope = {0};
	struct key_state state;
	struct receipt receipt;
	struct log log;
	struct error err = {0};
	int writes;

	(void)unused;
	texts_add(&sample.arena, &sequencer.checkpoint_keys, "SHA256:somebody else's");
	assert_true(sequencer_open(&sample.arena, &sequencer, &log, &err)); /* empty: nobody's */
	assert_null(log.opened_with);
	log_release(&log);
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 1});
	writes = memory.writes;

	assert_false(sequencer_open(&sample.arena, &sequencer, &log, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	assert_non_null(strstr(err.message, "LEDGER-OTHER-KEY"));
	assert_non_null(strstr(err.message, own));
	state_of(NULL, &state);
	assert_true(sample_seal(&sample, &wanted, &state, &envelope, &err));
	assert_false(sequence_append_envelope(&sample.arena, &sequencer, envelope.bytes,
					      envelope.length, &receipt, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	sealing.self = NULL; /* nothing is even judged */
	assert_false(sequence_append(&sample.arena, &sequencer, &key, &sealing, &receipt, &err));
	assert_int_equal(err.code, ERROR_LEDGER);
	sequencer.hands_in = true;
	assert_false(sequence_append(&sample.arena, &sequencer, &key, &sealing, &receipt, &err));
	assert_false(sequence_hand_in(&sample.arena, &sequencer, &key, &sealing, &err));
	assert_non_null(strstr(err.message, "LEDGER-OTHER-KEY"));
	assert_int_equal(memory.writes, writes);
	assert_false(memory.locked);

	sequencer.hands_in = false;
	texts_add(&sample.arena, &sequencer.checkpoint_keys, own);
	assert_true(sequencer_open(&sample.arena, &sequencer, &log, &err));
	assert_string_equal(log.opened_with, own);
	log_release(&log);
	assert_true(sequence_append_envelope(&sample.arena, &sequencer, envelope.bytes,
					     envelope.length, &receipt, &err));
	buffer_release(&envelope);
	assert_whole();
}

static void
earlier_roots_are_those_that_were_signed(void **unused)
{
	enum { COUNT = 300 };
	struct sha256 *roots = arena_allocate(&sample.arena, (COUNT + 1) * sizeof(*roots));
	struct log log;
	struct receipt receipt;
	struct sha256 root;
	struct error err = {0};

	(void)unused;
	merkle_root(&(struct merkle){0}, &roots[0]);
	for (int i = 1; i <= COUNT; i++) {
		struct sample_record wanted = {RECORD_ATTEMPT, RECORD_STARTED, .number = i};

		assert_true(sample_append(&sample, &store, &wanted, &receipt, &err));
		roots[i] = receipt.checkpoint.root;
	}
	assert_true(log_open(&sample.arena, &store, &sample.trust, &log, &err));
	for (int i = 0; i <= COUNT; i++) {
		assert_true(log_root_at(&log, i, &root, &err));
		assert_true(sha256_equal(&root, &roots[i]));
	}
	assert_false(log_root_at(&log, COUNT + 1, &root, &err));
	assert_int_equal(err.code, ERROR_ABSENT);
	assert_false(log_root_at(&log, -1, &root, &err));
	log_release(&log);
}

static void
it_is_proved_that_the_log_only_grew(void **state)
{
	enum { COUNT = 9 };
	struct sha256 root, old;
	struct hashes proof;
	struct log log;
	struct error err = {0};

	(void)state;
	for (int i = 0; i < COUNT; i++)
		append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = i + 1});
	assert_true(log_open(&sample.arena, &store, &sample.trust, &log, &err));
	merkle_root(&log.tree, &root);
	for (int64_t size = 1; size <= COUNT; size++) {
		assert_true(log_root_at(&log, size, &old, &err));
		assert_true(log_consistency(&sample.arena, &log, size, &proof, &err));
		assert_true(merkle_consistent(size, &old, COUNT, &root, &proof));
		old.bytes[0] ^= 1;
		assert_false(merkle_consistent(size, &old, COUNT, &root, &proof));
	}
	assert_false(log_consistency(&sample.arena, &log, COUNT + 1, &proof, &err));
	assert_int_equal(err.code, ERROR_ABSENT);
	log_release(&log);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_empty_store_is_an_empty_log, set_up, tear_down),
		cmocka_unit_test_setup_teardown(files_without_checkpoint_are_a_loss, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(what_is_in_place_follows_outcomes, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(keys_have_chains_of_their_own, set_up, tear_down),
		cmocka_unit_test_setup_teardown(only_allowed_deploys_of_the_commit_pass, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(an_exempt_deploy_does_not_pass, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			redeploys_and_rollbacks_are_in_place_and_do_not_pass, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_newest_record_of_a_repository_is_found, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_broken_chain_or_mention_is_refused, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(the_same_envelope_twice_gives_its_receipt_again,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(records_are_found_by_name_and_read, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(many_records_and_every_receipt, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_deploy_reads_as_much_of_a_long_ledger, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(only_what_our_key_signed_is_continued, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(earlier_roots_are_those_that_were_signed, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(it_is_proved_that_the_log_only_grew, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
