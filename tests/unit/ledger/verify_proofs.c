/* SPDX-License-Identifier: Apache-2.0 */
/* Does a ledger's own list of an issuer's keys decide over a record's tokens, and is a job used
 * once? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "core/token.h"
#include "ledger/verify_state.h"
#include "tests/unit/core/token_samples.h"

#define ISSUED INT64_C(1795290000)
#define PAYLOAD "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static struct arena arena;
static struct verification result;
static struct verify_request request;
static struct verifying verifying;
static struct platform_key key;
static struct platform_facts facts;
static struct evidence evidence;
static struct unsealed unsealed;
static const struct leaf leaf = {.payload = PAYLOAD};

static int
begin(void **state)
{
	(void)state;
	arena_init(&arena);
	result = (struct verification){0};
	verifying = (struct verifying){.arena = &arena, .request = &request, .out = &result};
	arena_init(&verifying.keeping);
	key = (struct platform_key){.id = "rs256", .modulus = RS256_N, .exponent = RS256_E};
	facts = (struct platform_facts){{KNOWN, NULL}, RS256_RUN, &key, NULL};
	evidence = (struct evidence){.platform = &facts};
	unsealed = (struct unsealed){.record = {.kind = RECORD_DEPLOYMENT,
						.result = RECORD_ALLOWED,
						.time = ISSUED,
						.key = {"r", "s", "e"},
						.evidence = &evidence},
				     .envelope = {.proof = RS256_RECORD}};
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_release(&verifying.keeping);
	arena_release(&arena);
	return 0;
}

static void
learn(const char *issuer, const char *modulus)
{
	struct platform_key logged = {.id = "rs256", .modulus = modulus, .exponent = RS256_E};
	struct issuer_keys trust = {.issuer = issuer};
	struct unsealed record = {.record = {.kind = RECORD_TRUST, .trust = &trust}};

	*LIST_ADD(&arena, &trust.keys) = logged;
	assert_true(proofs_agree(&verifying, &arena, "here", &leaf, &record));
}

/* The code of the problem that was found with the record, or "none". */
static const char *
problem(void)
{
	size_t before = result.problems.count;
	bool good = proofs_agree(&verifying, &arena, "here", &leaf, &unsealed);

	assert_int_equal(result.problems.count, before + !good);
	return good ? "none" : result.problems.at[before].code;
}

#define ISSUER "https://issuer.example.org"

static void
a_key_counts_from_when_it_was_logged(void **state)
{
	(void)state;
	assert_string_equal(problem(), "PROOF-KEY-UNLOGGED");
	learn("https://other.example.org", RS256_N);
	assert_string_equal(problem(), "PROOF-KEY-UNLOGGED");
	learn(ISSUER, RS256_E);
	assert_string_equal(problem(), "PROOF-KEY-UNLOGGED");
	learn(ISSUER, RS256_N);
	assert_string_equal(problem(), "none");
}

static void
a_job_backs_one_record_of_a_key(void **state)
{
	(void)state;
	learn(ISSUER, RS256_N);
	assert_string_equal(problem(), "none");
	assert_string_equal(problem(), "PROOF-REUSED");
	unsealed.record.key.service = "other";
	assert_string_equal(problem(), "none");
	facts.token = RS256_OTHER_JOB;
	assert_string_equal(problem(), "none");
	assert_string_equal(problem(), "PROOF-REUSED");
}

static void
a_record_without_its_token_is_found(void **state)
{
	(void)state;
	learn(ISSUER, RS256_N);
	unsealed.envelope.proof = NULL;
	assert_string_equal(problem(), "PROOF-MISSING");
	unsealed.envelope.proof = RS256_OTHER_RUN;
	assert_string_equal(problem(), "PROOF-MISMATCH");
	unsealed.envelope.proof = NULL;
	unsealed.record.result = RECORD_REFUSED;
	assert_string_equal(problem(), "none");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_key_counts_from_when_it_was_logged, begin, end),
		cmocka_unit_test_setup_teardown(a_job_backs_one_record_of_a_key, begin, end),
		cmocka_unit_test_setup_teardown(a_record_without_its_token_is_found, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
