/* SPDX-License-Identifier: Apache-2.0 */
/* Does a verification find whatever is done to a ledger? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "core/obligations.h"
#include "ledger/dsse.h"
#include "ledger/statement.h"
#include "ledger/verify.h"
#include "tests/fake/memory_store.h"
#include "tests/fake/sample_ledger.h"

#define ARTIFACT "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static struct sample sample;
static struct memory_store memory;
static struct store store;
static struct arena scratch;

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
	arena_release(&scratch);
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
	return sample_payload(&sample, &receipt);
}

/* Two keys and a seal. */
static void
make_ledger(void)
{
	const char *attempt, *deployment;

	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, "staging", .number = 1});
	deployment = append(
		(struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, "staging", .number = 2});
	attempt = append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 3});
	append((struct sample_record){RECORD_OUTCOME, RECORD_FAILED, "staging", .number = 4,
				      .about = deployment});
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 5,
				      .attempt = attempt});
	append((struct sample_record){RECORD_SEAL, RECORD_SEALED, .number = 6});
	append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 7});
}

/* Six records of two keys. What a flip costs is the signatures of the records before it. */
static void
make_small_ledger(void)
{
	const char *attempt, *baseline;

	attempt = append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 1});
	baseline = append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 2,
						 .attempt = attempt});
	append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, "staging", .number = 3});
	append((struct sample_record){RECORD_OUTCOME, RECORD_SUCCEEDED, .number = 4,
				      .about = baseline});
	append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, "staging", .number = 5});
	append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 6});
}

static struct verification
verify_with(struct verify_request request)
{
	struct verification result;
	struct error err = {0};

	request.store = &store;
	arena_release(&scratch);
	if (!verify_ledger(&scratch, &request, &result, &err))
		fail_msg("verify: %s", err.message);
	return result;
}

static struct verification
verify(void)
{
	return verify_with((struct verify_request){.trust = &sample.trust});
}

static void
assert_problem(const struct verification *result, const char *code)
{
	for (size_t i = 0; i < result->problems.count; i++)
		if (text_equal(result->problems.at[i].code, code))
			return;
	for (size_t i = 0; i < result->problems.count; i++)
		print_error("%s %s: %s\n", result->problems.at[i].code,
			    result->problems.at[i].where, result->problems.at[i].text);
	fail_msg("no problem %s", code);
}

static bool
count_record(void *self, const struct verified_record *record, struct error *err)
{
	int *count = self;

	(void)err;
	assert_int_equal(record->index, *count);
	assert_string_equal(record->leaf->record_id, record->record->record_id);
	assert_non_null(record->signed_by);
	(*count)++;
	return true;
}

static void
a_whole_ledger_has_no_problem(void **unused)
{
	struct verification result;
	int count = 0;

	(void)unused;
	make_ledger();
	result = verify_with((struct verify_request){
		.trust = &sample.trust, .each = count_record, .self = &count});
	for (size_t i = 0; i < result.problems.count; i++)
		print_error("%s: %s\n", result.problems.at[i].code, result.problems.at[i].text);
	assert_int_equal(result.problem_count, 0);
	assert_int_equal(result.note_count, 0);
	assert_int_equal(count, 7);
	assert_int_equal(result.records, 7);
	assert_int_equal(result.verified, 7);
	assert_int_equal(result.chains, 3);
	assert_int_equal(result.by_kind[RECORD_ATTEMPT], 2);
	assert_int_equal(result.by_result[RECORD_ALLOWED], 3);
	assert_int_equal(result.first.index, 0);
	assert_int_equal(result.last.index, 6);
	assert_int_equal(result.open_attempts.count, 1);
	assert_int_equal(result.open_attempts.at[0].index, 6);
	assert_int_equal(result.keys.count, 2);
	assert_int_equal(result.keys.at[1].signatures, 7);
	assert_false(result.anchored);
}

/* Whether each bit of `share` among SHARES is found; says which is not. */
static bool
finds_flips(size_t share, size_t shares)
{
	struct verify_request request = {
		.store = &store, .trust = &sample.trust, .stop_at_first = true};
	bool all = true;

	for (size_t i = 0; i < memory.count; i++) {
		struct buffer *bytes = &memory.files[i].bytes;

		for (size_t bit = share; bit < 8 * bytes->length; bit += shares) {
			struct verification result;
			struct error err = {0};

			bytes->bytes[bit / 8] ^= (char)(1 << bit % 8);
			arena_release(&scratch);
			if (verify_ledger(&scratch, &request, &result, &err) &&
			    result.problem_count == 0) {
				print_error("'%s': bit %zu is missed\n", memory.files[i].name, bit);
				all = false;
			}
			bytes->bytes[bit / 8] ^= (char)(1 << bit % 8);
		}
	}
	return all && verify().problem_count == 0;
}

static void
every_flipped_bit_is_found(void **unused)
{
	int status;
	bool ours;
	pid_t child;

	(void)unused;
	make_small_ledger();
	assert_int_equal(verify().problem_count, 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(finds_flips(1, 2) ? 0 : 1);
	ours = finds_flips(0, 2);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_true(ours);
}

static void
every_missing_added_or_cut_file_is_found(void **unused)
{
	struct memory_store whole = {0};

	(void)unused;
	make_ledger();
	memory_store_copy(&whole, &memory);
	for (size_t i = 0; i < whole.count; i++) {
		const struct memory_file *file = &whole.files[i];

		memory_store_remove(&memory, file->name);
		assert_true(verify().problem_count > 0);
		memory_store_put(&memory, file->name, file->bytes.bytes, file->bytes.length - 1);
		assert_true(verify().problem_count > 0);
		memory_store_put(&memory, file->name, file->bytes.bytes, file->bytes.length + 1);
		assert_true(verify().problem_count > 0);
		memory_store_put(&memory, file->name, file->bytes.bytes, file->bytes.length);
	}
	for (size_t i = 0; i < whole.count; i++) {
		const char *name = arena_format(&sample.arena, "%s.old", whole.files[i].name);

		memory_store_put(&memory, name, "x", 1);
		assert_true(verify().problem_count > 0);
		memory_store_remove(&memory, name);
	}
	memory_store_put(&memory, "tile/0/000.p/9", "x", 1);
	assert_true(verify().problem_count > 0);
	memory_store_remove(&memory, "tile/0/000.p/9");
	memory_store_put(&memory, "tile/3/000.p/1", "x", 1);
	assert_true(verify().problem_count > 0);
	memory_store_remove(&memory, "tile/3/000.p/1");
	assert_int_equal(verify().problem_count, 0);
	memory_store_release(&whole);
}

static void
leftovers_of_interrupted_appends_are_notes(void **unused)
{
	struct memory_store before = {0};
	struct verification result;
	struct memory_file *tile;

	(void)unused;
	make_ledger();
	memory_store_copy(&before, &memory);
	append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 8});
	/* the checkpoint of before the append, its files, and the tiles that it superseded */
	for (size_t i = 0; i < before.count; i++)
		memory_store_put(&memory, before.files[i].name, before.files[i].bytes.bytes,
				 before.files[i].bytes.length);
	result = verify();
	assert_int_equal(result.problem_count, 0);
	assert_int_equal(result.note_count, 3);
	assert_string_equal(result.notes.at[0].code, "LEDGER-INTERRUPTED");
	assert_string_equal(result.notes.at[1].code, "LEDGER-LEFTOVER");

	tile = memory_store_find(&memory, "tile/0/000.p/8");
	tile->bytes.bytes[3 * 32] ^= 1;
	result = verify();
	assert_problem(&result, "LEDGER-TILE");
	tile->bytes.bytes[3 * 32] ^= 1;
	tile = memory_store_find(&memory, "tile/entries/000.p/8");
	tile->bytes.bytes[30] ^= 1;
	result = verify();
	assert_problem(&result, "LEDGER-TILE");
	tile->bytes.bytes[30] ^= 1;

	append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 9});
	result = verify();
	assert_int_equal(result.problem_count, 0);
	assert_int_equal(result.note_count, 1); /* the record of the interrupted append */
	memory_store_release(&before);
}

/* Whoever has the checkpoint key, or both keys, can build a tree over anything. */
static void
put_log(const char *const *entries, const size_t *lengths, int count)
{
	struct buffer bundle = {0}, hashes = {0}, checkpoint = {0};
	struct checkpoint head = {.origin = SAMPLE_ORIGIN, .size = count};
	struct merkle tree = {0};
	struct error err;

	for (int i = 0; i < count; i++) {
		struct sha256 hash;

		merkle_leaf(&hash, entries[i], lengths[i]);
		merkle_add(&tree, &hash);
		buffer_add(&hashes, hash.bytes, sizeof(hash.bytes));
		entry_add(&bundle, entries[i], lengths[i]);
	}
	merkle_root(&tree, &head.root);
	assert_true(checkpoint_sign(&head, &sample.checkpoint_signer, &checkpoint, &err));
	memory_store_put(&memory, arena_format(&sample.arena, "tile/entries/000.p/%d", count),
			 bundle.bytes, bundle.length);
	memory_store_put(&memory, arena_format(&sample.arena, "tile/0/000.p/%d", count),
			 hashes.bytes, hashes.length);
	memory_store_put(&memory, "checkpoint", checkpoint.bytes, checkpoint.length);
	buffer_release(&bundle);
	buffer_release(&hashes);
	buffer_release(&checkpoint);
}

struct forged {
	struct record records[8];
	const struct signer *signers[8];
	int64_t previous[8];
	bool spaced[8]; /* the entry says the same with a blank more */
	int count;
};

static void
seal_forged(struct forged *forged)
{
	const char *entries[8];
	size_t lengths[8];

	for (int i = 0; i < forged->count; i++) {
		struct buffer payload = {0}, envelope = {0}, entry = {0};
		struct sha256 digest, file;
		struct leaf leaf;
		struct error err = {0};

		statement_write(&payload, &forged->records[i]);
		sha256(&digest, payload.bytes, payload.length);
		if (!dsse_sign(payload.bytes, payload.length,
			       forged->signers[i] ? forged->signers[i] : &sample.record_signer,
			       &envelope, &err))
			fail_msg("%s", err.message);
		sha256(&file, envelope.bytes, envelope.length);
		leaf_of_record(&sample.arena, &forged->records[i], &digest, &file,
			       forged->previous[i], &leaf);
		if (!leaf_write(&entry, &leaf, &err))
			fail_msg("%s", err.message);
		entries[i] = arena_format(&sample.arena, "{%s%s", forged->spaced[i] ? " " : "",
					  entry.bytes + 1);
		lengths[i] = strlen(entries[i]);
		memory_store_put(&memory, leaf_path(&sample.arena, &leaf), envelope.bytes,
				 envelope.length);
		buffer_release(&payload);
		buffer_release(&envelope);
		buffer_release(&entry);
	}
	put_log(entries, lengths, forged->count);
}

/* Three attempts on one key. */
static void
forge_attempts(struct forged *forged)
{
	struct key_state state = {.previous_index = -1};

	*forged = (struct forged){.count = 3};
	for (int i = 0; i < 3; i++) {
		struct sample_record wanted = {RECORD_ATTEMPT, RECORD_STARTED, .number = i + 1};
		struct buffer payload = {0};

		sample_fill(&sample, &wanted, &state, &forged->records[i]);
		forged->previous[i] = i - 1;
		statement_write(&payload, &forged->records[i]);
		state.previous_record = sha256_hex(&sample.arena, payload.bytes, payload.length);
		state.sequence++;
		buffer_release(&payload);
	}
}

static struct open_obligations *
obligation_of(const char *record)
{
	struct open_obligations *open = arena_allocate(&sample.arena, sizeof(*open));

	*LIST_ADD(&sample.arena, &open->all) =
		(struct obligation){record, sample_id(&sample.arena, 1),
				    sample_commit(&sample.arena, 1), "retro", 1795290000};
	open->count = 1;
	return open;
}

static void
forged_ledgers_by_the_key_holder_are_found(void **unused)
{
	struct forged forged;
	struct verification result;
	const char *digest = sha256_hex(&sample.arena, "x", 1);

	(void)unused;
	forge_attempts(&forged);
	seal_forged(&forged);
	assert_int_equal(verify().problem_count, 0);

	forge_attempts(&forged);
	forged.signers[1] = &sample.foreign_signer;
	seal_forged(&forged);
	result = verify();
	assert_problem(&result, "SIG-UNKNOWN-KEY");
	assert_int_equal(result.problem_count, 1);

	forge_attempts(&forged);
	forged.spaced[1] = true;
	seal_forged(&forged);
	result = verify();
	assert_problem(&result, "REC-LEAF");
	assert_non_null(strstr(result.problems.at[0].text, "not as changegate writes it"));

	forge_attempts(&forged);
	forged.records[2].chain.sequence = 3;
	seal_forged(&forged);
	result = verify();
	assert_problem(&result, "CHAIN-GAP");

	forge_attempts(&forged);
	forged.records[2].chain.sequence = 1;
	seal_forged(&forged);
	result = verify();
	assert_problem(&result, "CHAIN-FORK");

	forge_attempts(&forged);
	forged.records[2].chain.previous_record = forged.records[1].chain.previous_record;
	seal_forged(&forged);
	result = verify();
	assert_problem(&result, "CHAIN-LINK");

	forge_attempts(&forged);
	forged.previous[2] = 0;
	seal_forged(&forged);
	result = verify();
	assert_problem(&result, "CHAIN-LINK");

	forge_attempts(&forged);
	forged.records[2].chain.obligations = obligation_of(digest);
	seal_forged(&forged);
	result = verify();
	assert_problem(&result, "CHAIN-OBLIGATIONS");

	forge_attempts(&forged);
	forged.records[2].chain.attempt = digest;
	seal_forged(&forged);
	result = verify();
	assert_problem(&result, "REC-ATTEMPT");

	forge_attempts(&forged);
	forged.records[2].kind = RECORD_OUTCOME;
	forged.records[2].result = RECORD_FAILED;
	forged.records[2].about = digest;
	seal_forged(&forged);
	result = verify();
	assert_problem(&result, "REC-ABOUT");

	forge_attempts(&forged);
	forged.records[2].result = RECORD_ALLOWED;
	seal_forged(&forged);
	result = verify();
	assert_problem(&result, "REC-INCONSISTENT");

	forge_attempts(&forged);
	forged.records[2] = forged.records[1];
	forged.previous[2] = 0;
	seal_forged(&forged);
	result = verify();
	assert_problem(&result, "REC-MISSING"); /* two records, one file */
}

/* The older log again, with the files of records that came later. */
static struct verification
verify_put_back(const struct memory_store *older)
{
	for (size_t i = memory.count; i-- > 0;)
		if (text_starts_with(memory.files[i].name, "tile/"))
			memory_store_remove(&memory, memory.files[i].name);
	for (size_t i = 0; i < older->count; i++)
		memory_store_put(&memory, older->files[i].name, older->files[i].bytes.bytes,
				 older->files[i].bytes.length);
	return verify();
}

static void
a_log_that_was_put_back_is_found(void **unused)
{
	struct memory_store older = {0}, newer = {0};
	struct verification result;
	const char *attempt;

	(void)unused;
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 1});
	memory_store_copy(&older, &memory);
	attempt = append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 2});
	memory_store_copy(&newer, &memory);
	/* the one record could be of an append that was interrupted */
	result = verify_put_back(&older);
	assert_int_equal(result.problem_count, 0);
	assert_string_equal(result.notes.at[0].code, "LEDGER-INTERRUPTED");

	memory_store_copy(&memory, &newer);
	append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 3,
				      .attempt = attempt});
	result = verify_put_back(&older);
	assert_int_equal(result.problem_count, 1);
	assert_problem(&result, "LEDGER-ROLLED-BACK");
	assert_int_equal(result.note_count, 1);
	/* its evidence knew a larger log, whatever it continues */
	memory_store_copy(&memory, &newer);
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, "staging", .number = 4});
	result = verify_put_back(&older);
	assert_int_equal(result.problem_count, 1);
	assert_problem(&result, "LEDGER-ROLLED-BACK");
	memory_store_release(&older);
	memory_store_release(&newer);
}

static void
appends_that_were_interrupted_again_and_again_are_notes(void **unused)
{
	struct memory_store older = {0};
	struct verification result;

	(void)unused;
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 1});
	memory_store_copy(&older, &memory);
	for (int i = 2; i < 6; i++) {
		append((struct sample_record){RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = i});
		result = verify_put_back(&older);
		assert_int_equal(result.problem_count, 0);
	}
	append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 7});
	append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, "staging", .number = 8});
	result = verify();
	assert_int_equal(result.problem_count, 0);
	assert_int_equal(result.note_count, 4);
	/* a file that nobody signed accuses nobody */
	memory_store_put(&memory, "records/2026/11/01JD0000000000000000000099.json", "{}", 2);
	result = verify();
	assert_int_equal(result.problem_count, 0);
	assert_int_equal(result.note_count, 5);
	memory_store_release(&older);
}

/* A baseline and a deployment on it, and what the latter rests on, to be changed. */
struct resting {
	struct forged forged;
	struct evidence evidence;
	struct placed in_place, rollback, passed;
	struct placed moved_to, moved_from;
	struct promotion promotion;
	struct previous_policy previous;
};

static void
forge_resting(struct resting *resting)
{
	struct sample_record first = {RECORD_BASELINE, RECORD_ALLOWED, .number = 1,
				      .artifact = NULL};
	struct sample_record second = {RECORD_DEPLOYMENT, RECORD_ALLOWED, .number = 2};
	struct key_state state = {.previous_index = -1};
	struct buffer payload = {0};
	struct record *records = resting->forged.records;

	*resting = (struct resting){.forged = {.count = 2, .previous = {-1, 0}}};
	sample_fill(&sample, &first, &state, &records[0]);
	statement_write(&payload, &records[0]);
	state.previous_record = sha256_hex(&sample.arena, payload.bytes, payload.length);
	state.sequence = 1;
	buffer_release(&payload);
	resting->in_place = (struct placed){state.previous_record,
					    records[0].record_id,
					    0,
					    0,
					    "baseline",
					    records[0].commit,
					    NULL,
					    records[0].time};
	resting->rollback = resting->passed = resting->in_place;
	state.in_place = &resting->in_place;
	sample_fill(&sample, &second, &state, &records[1]);
	resting->evidence = *records[1].evidence;
	resting->promotion = (struct promotion){.availability = {KNOWN, NULL},
						.environment = "production",
						.passed = &resting->passed};
	resting->previous = (struct previous_policy){resting->evidence.policy.digest, "{}",
						     resting->evidence.policy.source};
	resting->evidence.environment.promotion = &resting->promotion;
	resting->evidence.environment.rollback = &resting->rollback;
	resting->evidence.policy.previous = &resting->previous;
	resting->moved_to = resting->moved_from = resting->in_place;
	*LIST_ADD(&sample.arena, &resting->evidence.ledger.artifacts) =
		(struct artifact_record){.artifact = "sha256:" ZEROS,
					 .repository = records[1].key.repository,
					 .service = records[1].key.service,
					 .environment = "production",
					 .availability = {KNOWN, NULL},
					 .passed = &resting->moved_to,
					 .placed = &resting->moved_from};
	records[1].evidence = &resting->evidence;
}

static void
assert_not_as_claimed(struct resting *resting)
{
	struct verification result;

	seal_forged(&resting->forged);
	result = verify();
	assert_problem(&result, "REC-EARLIER");
	forge_resting(resting);
}

static void
what_a_verdict_rests_on_must_be_in_the_ledger(void **unused)
{
	const char *other = sha256_hex(&sample.arena, "x", 1);
	struct verification result;
	struct resting resting;

	(void)unused;
	forge_resting(&resting);
	seal_forged(&resting.forged);
	result = verify();
	for (size_t i = 0; i < result.problems.count; i++)
		print_error("%s\n", result.problems.at[i].text);
	assert_int_equal(result.problem_count, 0);

	resting.rollback.record = other;
	assert_not_as_claimed(&resting);
	resting.rollback.index = 1;
	assert_not_as_claimed(&resting);
	resting.rollback.sequence = 1;
	assert_not_as_claimed(&resting);
	resting.rollback.kind = "deployment";
	assert_not_as_claimed(&resting);
	resting.rollback.time++;
	assert_not_as_claimed(&resting);
	resting.rollback.commit = sample_commit(&sample.arena, 9);
	assert_not_as_claimed(&resting);
	resting.rollback.artifact = "sha256:00";
	assert_not_as_claimed(&resting);
	resting.passed.record_id = sample_id(&sample.arena, 9);
	assert_not_as_claimed(&resting);
	resting.promotion.environment = "staging";
	assert_not_as_claimed(&resting);
	resting.in_place.commit = sample_commit(&sample.arena, 9);
	assert_not_as_claimed(&resting);
	resting.previous.digest = other;
	assert_not_as_claimed(&resting);
	resting.moved_to.commit = sample_commit(&sample.arena, 9);
	assert_not_as_claimed(&resting);
	resting.moved_from.record = other;
	assert_not_as_claimed(&resting);
	resting.evidence.ledger.artifacts.at[0].environment = "staging";
	assert_not_as_claimed(&resting);
}

static void
what_was_refused_is_nothing_to_rest_on(void **unused)
{
	struct resting resting;
	struct evaluation evaluation = {0};
	struct buffer payload = {0};
	struct verification result;

	(void)unused;
	forge_resting(&resting);
	evaluation = *resting.forged.records[0].evaluation;
	evaluation.result = RESULT_REFUSED;
	resting.forged.records[0].evaluation = &evaluation;
	resting.forged.records[0].result = RECORD_REFUSED;
	statement_write(&payload, &resting.forged.records[0]);
	resting.rollback.record = sha256_hex(&sample.arena, payload.bytes, payload.length);
	buffer_release(&payload);
	resting.promotion.passed = NULL;
	resting.evidence.ledger.artifacts.count = 0;
	resting.evidence.ledger.in_place = resting.forged.records[1].chain.in_place = NULL;
	resting.evidence.ledger.previous_record = resting.rollback.record;
	resting.forged.records[1].chain.previous_record = resting.rollback.record;
	seal_forged(&resting.forged);
	result = verify();
	assert_int_equal(result.problem_count, 1);
	assert_problem(&result, "REC-EARLIER");
}

/* The deployment again, behind an outcome that says of the baseline that it failed. */
static void
forge_failed(struct resting *resting, int64_t size)
{
	struct sample_record failed = {RECORD_OUTCOME, RECORD_FAILED, .number = 3};
	struct record *records = resting->forged.records;
	struct key_state state = {.sequence = 1};
	struct buffer payload = {0};

	forge_resting(resting);
	failed.about = state.previous_record = resting->in_place.record;
	records[2] = records[1];
	sample_fill(&sample, &failed, &state, &records[1]);
	statement_write(&payload, &records[1]);
	resting->evidence.ledger.previous_record = records[2].chain.previous_record =
		sha256_hex(&sample.arena, payload.bytes, payload.length);
	resting->evidence.ledger.sequence = records[2].chain.sequence = 2;
	resting->evidence.ledger.size = size;
	resting->forged.previous[2] = 1;
	resting->forged.count = 3;
	buffer_release(&payload);
}

static void
what_had_failed_is_nothing_to_rest_on(void **unused)
{
	struct resting resting;
	struct verification result;

	(void)unused;
	forge_failed(&resting, 1); /* the outcome came after the evidence */
	seal_forged(&resting.forged);
	result = verify();
	assert_int_equal(result.problem_count, 0);

	forge_failed(&resting, 2);
	resting.promotion.passed = NULL;
	resting.evidence.ledger.artifacts.count = 0;
	seal_forged(&resting.forged);
	result = verify();
	assert_int_equal(result.problem_count, 1);
	assert_problem(&result, "REC-EARLIER");

	forge_failed(&resting, 2);
	resting.evidence.environment.rollback = NULL;
	resting.evidence.ledger.artifacts.count = 0;
	seal_forged(&resting.forged);
	result = verify();
	assert_int_equal(result.problem_count, 1);
	assert_problem(&result, "REC-EARLIER");

	forge_failed(&resting, 2);
	resting.evidence.environment.rollback = NULL;
	resting.promotion.passed = NULL;
	seal_forged(&resting.forged);
	result = verify();
	assert_int_equal(result.problem_count, 1);
	assert_problem(&result, "REC-EARLIER");
}

static struct placed *
place_first(const struct record *record, const char *payload)
{
	struct placed *placed = arena_allocate(&sample.arena, sizeof(*placed));

	*placed = (struct placed){payload,    record->record_id, 0,    0,
				  "baseline", record->commit,    NULL, record->time};
	return placed;
}

/* A baseline, an emergency and its retro, which closes what the emergency left to be done. */
static void
forge_retro(struct forged *forged, int commit, const char *artifact)
{
	struct sample_record wanted[] = {{RECORD_BASELINE, RECORD_ALLOWED, .number = 1},
					 {RECORD_EMERGENCY, RECORD_EMERGENCY_RESULT, .number = 2},
					 {RECORD_RETRO, RECORD_ALLOWED, .number = 3,
					  .commit = commit, .artifact = artifact}};
	struct key_state state = {.previous_index = -1};

	*forged = (struct forged){.count = 3, .previous = {-1, 0, 1}};
	for (int i = 0; i < 3; i++) {
		struct record *record = &forged->records[i];
		struct buffer payload = {0};

		wanted[i].about = i == 2 ? state.previous_record : NULL;
		sample_fill(&sample, &wanted[i], &state, record);
		statement_write(&payload, record);
		state.previous_record = sha256_hex(&sample.arena, payload.bytes, payload.length);
		state.sequence++;
		if (i == 0)
			state.in_place = place_first(record, state.previous_record);
		state.obligations = arena_allocate(&sample.arena, sizeof(*state.obligations));
		obligations_after(&sample.arena, record, state.previous_record, state.obligations);
		buffer_release(&payload);
	}
}

static void
a_retro_is_of_what_its_emergency_brought(void **unused)
{
	static const struct {
		int commit;
		const char *artifact;
		int problems;
	} rows[] = {{2, NULL, 0}, {9, NULL, 1}, {2, ARTIFACT, 1}};

	(void)unused;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct verification result;
		struct forged forged;

		forge_retro(&forged, rows[i].commit, rows[i].artifact);
		memory_store_release(&memory);
		seal_forged(&forged);
		result = verify();
		assert_int_equal(result.problem_count, rows[i].problems);
		if (rows[i].problems)
			assert_problem(&result, "REC-ABOUT");
	}
}

static void
assert_time_notes(const int64_t times[3], int64_t expected)
{
	struct key_state state = {.previous_index = -1};
	struct forged forged;
	struct verification result;

	forge_attempts(&forged);
	for (int i = 0; i < 3; i++) {
		struct buffer payload = {0};

		forged.records[i].time = times[i];
		forged.records[i].chain.previous_record = state.previous_record;
		statement_write(&payload, &forged.records[i]);
		state.previous_record = sha256_hex(&sample.arena, payload.bytes, payload.length);
		buffer_release(&payload);
	}
	memory_store_release(&memory);
	seal_forged(&forged);
	result = verify();
	assert_int_equal(result.problem_count, 0);
	assert_int_equal(result.note_count, expected);
	for (size_t i = 0; i < result.notes.count; i++)
		assert_string_equal(result.notes.at[i].code, "TIME-ORDER");
}

static void
times_that_run_backwards_are_notes(void **unused)
{
	const int64_t now = INT64_C(1795290000);

	(void)unused;
	assert_time_notes((int64_t[]){now, now - 120, now - 60}, 0);
	assert_time_notes((int64_t[]){now, now - 100, now - 121}, 1);
	assert_time_notes((int64_t[]){now, now - 200, now - 300}, 2);
	assert_time_notes((int64_t[]){INT64_C(1577836799), now, now}, 1);
	assert_time_notes((int64_t[]){INT64_C(1577836800), now, INT64_C(4133980799)}, 0);
	assert_time_notes((int64_t[]){now, now, INT64_C(4133980800)}, 1);
}

static void
an_earlier_checkpoint_anchors(void **unused)
{
	struct buffer anchor = {0};
	struct verify_request request = {.trust = &sample.trust};
	struct memory_store older = {0};
	struct verification result;
	struct forged forged;

	(void)unused;
	append((struct sample_record){RECORD_BASELINE, RECORD_ALLOWED, .number = 1});
	append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 2});
	memory_store_copy(&older, &memory);
	append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 3});
	buffer_add(&anchor, memory_store_find(&memory, "checkpoint")->bytes.bytes,
		   memory_store_find(&memory, "checkpoint")->bytes.length);
	request.anchor = anchor.bytes;
	request.anchor_length = anchor.length;
	result = verify_with(request);
	assert_true(result.anchored);
	append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = 4});
	result = verify_with(request);
	assert_true(result.anchored);
	assert_int_equal(result.anchor_size, 3);
	assert_int_equal(result.problem_count, 0);

	memory_store_copy(&memory, &older);
	result = verify_with(request);
	assert_false(result.anchored);
	assert_problem(&result, "LEDGER-OLDER");

	memory_store_release(&memory);
	result = verify_with(request);
	assert_problem(&result, "LEDGER-OLDER");
	forge_attempts(&forged);
	seal_forged(&forged);
	assert_int_equal(verify().problem_count, 0);
	result = verify_with(request);
	assert_problem(&result, "LEDGER-INCONSISTENT");
	anchor.bytes[5] ^= 1;
	result = verify_with(request);
	assert_problem(&result, "LEDGER-ANCHOR");
	buffer_release(&anchor);
	memory_store_release(&older);
}

static void
trust_decides(void **unused)
{
	struct trust other = {.schema = TRUST_SCHEMA, .origin = SAMPLE_ORIGIN};
	struct verification result;
	struct error err;

	(void)unused;
	make_ledger();
	result = verify_with((struct verify_request){0});
	assert_problem(&result, "SIG-NO-TRUST");
	assert_int_equal(result.problem_count, 1);
	assert_int_equal(result.verified, 7);

	assert_true(trust_add(&sample.arena, &other, USAGE_CHECKPOINT, sample.checkpoint_signer.key,
			      &err));
	assert_true(
		trust_add(&sample.arena, &other, USAGE_RECORD, sample.foreign_signer.key, &err));
	result = verify_with((struct verify_request){.trust = &other});
	assert_int_equal(result.problem_count, 7);
	assert_problem(&result, "SIG-UNKNOWN-KEY");
	other.origin = "example.org/other";
	result = verify_with((struct verify_request){.trust = &other});
	assert_problem(&result, "LEDGER-CHECKPOINT");
	trust_release(&other);
}

static void
faults_at_every_write_lose_nothing(void **unused)
{
	static const enum memory_fault faults[] = {FAULT_BEFORE, FAULT_AFTER, FAULT_CRASH};
	struct memory_store start = {0};
	struct error err;

	(void)unused;
	for (int size = 0; size < 3; size++) {
		memory_store_copy(&start, &memory);
		for (size_t kind = 0; kind < 3; kind++)
			for (int at = 1; at < 10; at++) {
				struct sample_record wanted = {RECORD_ATTEMPT, RECORD_STARTED,
							       .number = 100 + at};
				struct verification result;
				struct receipt receipt;
				bool in;

				memory_store_copy(&memory, &start);
				memory.fault = faults[kind];
				memory.fault_at = at;
				in = sample_append(&sample, &store, &wanted, &receipt, &err);
				memory.fault = FAULT_NONE;
				memory.locked = false;
				result = verify();
				assert_int_equal(result.problem_count, 0);
				if (in)
					assert_int_equal(result.checkpoint.size, size + 1);
				else
					assert_in_range(result.checkpoint.size, size, size + 1);
				append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED,
							      .number = 200});
				result = verify();
				assert_int_equal(result.problem_count, 0);
			}
		memory_store_copy(&memory, &start);
		append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = size + 1});
	}
	memory_store_release(&start);
}

/* The same where a tile becomes full, and where the next begins. */
static void
faults_at_the_edge_of_a_tile_lose_nothing(void **unused)
{
	struct memory_store start = {0};
	struct error err;

	(void)unused;
	for (int i = 1; i <= 254; i++)
		append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = i});
	for (int size = 254; size < 258; size++) {
		memory_store_copy(&start, &memory);
		for (int at = 1; at < 9; at++) {
			struct sample_record wanted = {RECORD_ATTEMPT, RECORD_STARTED,
						       .number = 1000 + at};
			struct receipt receipt;

			memory_store_copy(&memory, &start);
			memory.fault = FAULT_CRASH;
			memory.fault_at = at;
			(void)sample_append(&sample, &store, &wanted, &receipt, &err);
			memory.fault = FAULT_NONE;
			memory.locked = false;
			assert_int_equal(verify().problem_count, 0);
			append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED,
						      .number = 2000});
			assert_int_equal(verify().problem_count, 0);
		}
		memory_store_copy(&memory, &start);
		append((struct sample_record){RECORD_ATTEMPT, RECORD_STARTED, .number = size + 1});
	}
	assert_int_equal(verify().note_count, 0);
	memory_store_release(&start);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_whole_ledger_has_no_problem),
		TEST(every_flipped_bit_is_found),
		TEST(every_missing_added_or_cut_file_is_found),
		TEST(leftovers_of_interrupted_appends_are_notes),
		TEST(forged_ledgers_by_the_key_holder_are_found),
		TEST(a_log_that_was_put_back_is_found),
		TEST(appends_that_were_interrupted_again_and_again_are_notes),
		TEST(what_a_verdict_rests_on_must_be_in_the_ledger),
		TEST(what_was_refused_is_nothing_to_rest_on),
		TEST(what_had_failed_is_nothing_to_rest_on),
		TEST(a_retro_is_of_what_its_emergency_brought),
		TEST(times_that_run_backwards_are_notes),
		TEST(an_earlier_checkpoint_anchors),
		TEST(trust_decides),
		TEST(faults_at_every_write_lose_nothing),
		TEST(faults_at_the_edge_of_a_tile_lose_nothing),
	};

	arena_init(&scratch);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
