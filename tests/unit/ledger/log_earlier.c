/* SPDX-License-Identifier: Apache-2.0 */
/* Can one key of records bring something into a ledger that spoils it for everybody? */
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

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static struct sample sample;
static struct memory_store memory;
static struct store store;

/* What the next deployment to production says, to be changed. */
static struct record record;
static struct evidence evidence;
static struct placed in_place, rollback, passed;
static struct promotion promotion;
static struct placed moved_to, moved_from;
static struct artifact_record artifact;
static struct previous_policy previous;
static int64_t failed_at; /* size of the log before it knew that staging had failed */

static const char *
append(struct sample_record wanted)
{
	struct receipt receipt;
	struct error err = {0};

	if (!sample_append(&sample, &store, &wanted, &receipt, &err))
		fail_msg("append: %s", err.message);
	return sample_payload(&sample, &receipt);
}

static void
read_state(struct key_state *state, int64_t *size)
{
	struct log log;
	struct key key = sample_key(NULL);
	struct error err = {0};

	if (!log_open(&sample.arena, &store, &sample.trust, &log, &err) ||
	    !log_key_state(&sample.arena, &log, &key, state, &err))
		fail_msg("state: %s", err.message);
	*size = log.checkpoint.size;
	log_release(&log);
}

static void
fill(void)
{
	struct sample_record wanted = {RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 9};
	struct key_state state;
	int64_t size;

	read_state(&state, &size);
	sample_fill(&sample, &wanted, &state, &record);
	evidence = *record.evidence;
	evidence.ledger.size = size;
	in_place = rollback = *state.in_place;
	promotion = (struct promotion){
		.availability = {KNOWN, NULL}, .environment = "staging", .passed = &passed};
	previous = (struct previous_policy){evidence.policy.digest, "{}", evidence.policy.source};
	evidence.ledger.in_place = record.chain.in_place = &in_place;
	evidence.environment.rollback = &rollback;
	evidence.environment.promotion = &promotion;
	moved_to = moved_from = passed;
	artifact = (struct artifact_record){.artifact = "sha256:" ZEROS,
					    .repository = record.key.repository,
					    .service = record.key.service,
					    .environment = "staging",
					    .availability = {KNOWN, NULL},
					    .passed = &moved_to,
					    .placed = &moved_from};
	*LIST_ADD(&sample.arena, &evidence.ledger.artifacts) = artifact;
	evidence.policy.previous = &previous;
	record.evidence = &evidence;
}

static int
set_up(void **state)
{
	const char *payload;

	(void)state;
	sample_open(&sample);
	memory_store_store(&memory, &store);
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 1});
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, "staging", .number = 2});
	payload = append(
		(struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, "staging", .number = 3});
	passed = (struct placed){
		payload,      sample_id(&sample.arena, 3),     2,    1,
		"deployment", sample_commit(&sample.arena, 3), NULL, INT64_C(1795290003)};
	append((struct sample_record){RECORD_DEPLOYMENT, RECORD_REFUSED, "staging", .number = 4});
	failed_at = 4;
	fill();
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

/* NULL: it got in. */
static const char *
hand_in(void)
{
	static char message[LIMIT_ERROR_BYTES];
	struct sequencer sequencer = {.store = &store,
				      .trust = &sample.trust,
				      .checkpoint_signer = &sample.checkpoint_signer};
	struct buffer payload = {0}, envelope = {0};
	struct receipt receipt;
	struct error err = {0};
	bool done;

	statement_write(&payload, &record);
	done = dsse_sign(payload.bytes, payload.length, &sample.record_signer, &envelope, &err) &&
	       sequence_append_envelope(&sample.arena, &sequencer, envelope.bytes, envelope.length,
					&receipt, &err);
	buffer_release(&payload);
	buffer_release(&envelope);
	memcpy(message, err.message, sizeof(message));
	return done ? NULL : message;
}

static void
refuses(const char *what)
{
	const char *message = hand_in();

	assert_non_null(message);
	if (!strstr(message, "REC-EARLIER") || !strstr(message, what))
		fail_msg("refused otherwise: %s", message);
	fill();
}

static void
assert_verifies(void)
{
	struct verify_request request = {.store = &store, .trust = &sample.trust};
	struct verification result;
	struct error err = {0};

	assert_true(verify_ledger(&sample.arena, &request, &result, &err));
	assert_int_equal(result.problem_count, 0);
}

static void
what_is_so_gets_in(void **unused)
{
	const char *message;

	(void)unused;
	message = hand_in();
	if (message)
		fail_msg("%s", message);
	assert_verifies();
}

static void
what_is_not_so_is_refused(void **unused)
{
	const char *other = sha256_hex(&sample.arena, "x", 1);

	(void)unused;
	in_place.commit = sample_commit(&sample.arena, 7);
	refuses("inPlace");
	in_place.time--;
	refuses("inPlace");
	rollback.record = other;
	refuses("environment.rollback");
	rollback.index = 99;
	refuses("environment.rollback");
	rollback.index = 3; /* it was refused */
	refuses("environment.rollback");
	passed.kind = "baseline";
	refuses("environment.promotion.passed");
	passed.kind = "deployment";
	promotion.environment = "production";
	refuses("environment.promotion.passed");
	previous.digest = other;
	refuses("policy.previous");
	moved_to.commit = sample_commit(&sample.arena, 7);
	refuses("ledger.artifacts.passed");
	moved_from.index = 3; /* it was refused */
	refuses("ledger.artifacts.placed");
	evidence.ledger.artifacts.at[0].service = "another";
	refuses("ledger.artifacts.passed");
	assert_verifies();
	assert_null(hand_in());
}

static void
what_had_failed_is_refused(void **unused)
{
	(void)unused;
	append((struct sample_record){RECORD_OUTCOME, RECORD_FAILED, "staging", .number = 5,
				      .about = passed.record});
	fill();
	refuses("environment.promotion.passed names an earlier record whose deploy had failed");
	promotion.passed = NULL;
	refuses("ledger.artifacts.passed names an earlier record whose deploy had failed");
	evidence.ledger.size = failed_at; /* nobody knew it then */
	assert_null(hand_in());
	assert_verifies();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_so_gets_in, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_not_so_is_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_had_failed_is_refused, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
