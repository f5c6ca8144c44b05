/* SPDX-License-Identifier: Apache-2.0 */
/* Is a token read in one way only, and does just the issuer's key verify it? Is a proof held
 * against all that it should say? */
#include "core/token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"
#include "core/proof.h"
#include "tests/unit/core/token_samples.h"

#define ISSUED INT64_C(1795290000)
#define PAYLOAD "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHA "1111111111111111111111111111111111111111"

static struct arena arena;
static const struct platform_key rsa = {
	.id = "rs256", .algorithm = TOKEN_RS256, .modulus = RS256_N, .exponent = RS256_E};
static const struct platform_key ec = {
	.id = "es256", .algorithm = TOKEN_ES256, .x = ES256_X, .y = ES256_Y};

static int
begin(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static bool
is_good(const char *text, const struct platform_key *key)
{
	struct token token;
	struct error err;

	return token_parse(&arena, text, &token, &err) && token_is_signed_by(&token, key);
}

static void
tokens_of_both_kinds_are_verified(void **state)
{
	struct token token;
	struct error err;

	(void)state;
	assert_true(is_good(RS256_RUN, &rsa));
	assert_true(is_good(ES256_RUN, &ec));
	assert_false(is_good(RS256_RUN, &ec));
	assert_false(is_good(ES256_RUN, &rsa));
	assert_true(token_parse(&arena, RS256_RUN, &token, &err));
	assert_string_equal(token.claims.issuer, "https://issuer.example.org");
	assert_string_equal(token.claims.audience, "changegate:collect:7");
	assert_string_equal(token.claims.job, "90");
	assert_int_equal(token.claims.issued, ISSUED);
	assert_int_equal(token.claims.expires, ISSUED + 300);
	assert_null(token.claims.actor_id);
}

static void
no_changed_character_is_verified(void **state)
{
	static const struct {
		const char *text;
		const struct platform_key *key;
	} tokens[] = {{RS256_RUN, &rsa}, {ES256_RUN, &ec}};

	(void)state;
	for (size_t i = 0; i < 2; i++)
		for (size_t at = 0; at < strlen(tokens[i].text); at++) {
			char *changed = arena_copy(&arena, tokens[i].text, strlen(tokens[i].text));

			changed[at] = changed[at] == 'A' ? 'B' : 'A';
			assert_false(is_good(changed, tokens[i].key));
		}
}

static const char *
encoded(const char *text)
{
	RELEASED_BY(buffer_release) struct buffer out = {0};
	char *copy;

	base64_encode(&out, text, strlen(text));
	copy = arena_copy(&arena, out.bytes, out.length);
	for (char *at = copy; *at; at++)
		*at = *at == '+' ? '-' : *at == '/' ? '_' : *at;
	copy[strcspn(copy, "=")] = '\0';
	return copy;
}

static const char *
made(const char *header, const char *payload)
{
	return arena_format(&arena, "%s.%s.AAAA", encoded(header), encoded(payload));
}

#define HEADER "{\"alg\":\"RS256\",\"kid\":\"k\"}"
#define TIMES "\"iat\":1,\"exp\":2"

static void
what_is_ambiguous_is_no_token(void **state)
{
	const char *bad[] = {
		"",
		".",
		"..",
		"a.b",
		RS256_RUN ".AAAA",
		RS256_RUN "=",
		" " RS256_RUN,
		made("{\"alg\":\"RS256\",\"kid\":\"k\",\"crit\":[\"exp\"]}", "{" TIMES "}"),
		made("{\"alg\":\"RS256\",\"kid\":\"k\",\"b64\":false}", "{" TIMES "}"),
		made("{\"alg\":\"RS256\"}", "{" TIMES "}"),
		made("{\"kid\":\"k\"}", "{" TIMES "}"),
		made("{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"k\"}", "{" TIMES "}"),
		made(HEADER, "{" TIMES ",\"iss\":\"a\",\"iss\":\"b\"}"),
		made(HEADER, "[1]"),
		made(HEADER, "{\"iat\":1}"),
		made(HEADER, "{\"iat\":\"1\",\"exp\":2}"),
		made(HEADER, "{\"iat\":1.5,\"exp\":2}"),
		made(HEADER, "{\"iat\":-1,\"exp\":2}"),
	};
	struct token token;
	struct error err;

	(void)state;
	assert_true(token_parse(&arena, made(HEADER, "{" TIMES "}"), &token, &err));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (token_parse(&arena, bad[i], &token, &err))
			fail_msg("read: %s", bad[i]);
	assert_true(token_parse(&arena, RS256_LISTED, &token, &err));
	assert_null(token.claims.audience);
}

static void
the_names_of_claims_say_whose_token_it_is(void **state)
{
	struct token token;
	struct error err;

	(void)state;
	assert_true(token_parse(&arena,
				made(HEADER, "{" TIMES ",\"project_path\":\"a/b\",\"job_id\":\"9\","
					     "\"pipeline_id\":\"8\",\"ref_protected\":\"true\","
					     "\"environment_action\":\"prepare\","
					     "\"run_id\":\"7\",\"environment_protected\":true}"),
				&token, &err));
	assert_int_equal(token.kind, PLATFORM_GITLAB);
	assert_string_equal(token.claims.repository, "a/b");
	assert_string_equal(token.claims.run_id, "8");
	assert_string_equal(token.claims.job, "9");
	assert_string_equal(token.claims.ref_protected, "true");
	assert_string_equal(token.action, "prepare");
	assert_null(token.claims.environment_protected);
	assert_true(token_parse(&arena,
				made(HEADER, "{" TIMES ",\"project_path\":\"a/b\","
					     "\"environment_action\":\"prepare\","
					     "\"repository\":\"c/d\",\"ref_protected\":\"true\"}"),
				&token, &err));
	assert_int_equal(token.kind, PLATFORM_ACTIONS);
	assert_string_equal(token.claims.repository, "c/d");
	assert_null(token.claims.ref_protected);
	assert_null(token.action);
}

static bool
read_keys(const char *json, struct issuer_keys *keys)
{
	const struct node *root;
	struct error err;

	*keys = (struct issuer_keys){0};
	assert_true(json_parse(&arena, json, strlen(json), &root, &err));
	return issuer_keys_read(&arena, root, keys, &err);
}

#define RSA_JWK(more) "{\"kty\":\"RSA\",\"kid\":\"a\",\"e\":\"AQAB\",\"n\":\"" RS256_N "\"" more "}"

static void
keys_that_sign_nothing_for_us_are_left_out(void **state)
{
	const char *none[] = {
		"{}",
		"{\"keys\":[]}",
		"{\"keys\":[" RSA_JWK(",\"use\":\"enc\"") "]}",
		"{\"keys\":[" RSA_JWK(",\"alg\":\"RS512\"") "]}",
		"{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a\",\"e\":\"AQAB\",\"n\":\"AQAB\"}]}",
		"{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a\",\"e\":\"AQ\",\"n\":\"" RS256_N "\"}]}",
		"{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"AQAB\"}]}",
		"{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-384\",\"kid\":\"a\",\"x\":\"" ES256_X
		"\",\"y\":\"" ES256_Y "\"}]}",
		"{\"keys\":[" RSA_JWK("") "," RSA_JWK("") "]}",
	};
	struct issuer_keys keys;

	(void)state;
	assert_true(read_keys("{\"keys\":[1," RSA_JWK(",\"use\":\"sig\",\"alg\":\"RS256\"") "]}",
			      &keys));
	assert_int_equal(keys.keys.count, 1);
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (read_keys(none[i], &keys))
			fail_msg("read: %s", none[i]);
}

/* ---- proofs
 * --------------------------------------------------------------------------------------- */

static struct evidence evidence;
static struct platform_facts facts;
static struct platform_claims claims;
static struct platform_key key;
static struct record record;
static struct policy policy;
static struct environment_rules environment;

/* A record that everything speaks for. */
static void
begin_record(void)
{
	struct token token;
	struct error err;

	assert_true(token_parse(&arena, RS256_RUN, &token, &err));
	key = rsa;
	claims = token.claims;
	facts = (struct platform_facts){{KNOWN, NULL}, RS256_RUN, &key, &claims};
	evidence = (struct evidence){.platform = &facts};
	evidence.now.time = ISSUED;
	evidence.change.head = SHA;
	evidence.change.key = (struct key){"example.org/acme/payments", "default", "production"};
	record = (struct record){.result = RECORD_ALLOWED, .time = ISSUED};
	record.evidence = &evidence;
	record.key = evidence.change.key;
	environment = (struct environment_rules){.name = "production"};
	policy = (struct policy){
		.platform = {PROOF_REQUIRED, "https://issuer.example.org", TOKEN_RS256}};
	policy.environments.at = &environment;
	policy.environments.count = 1;
}

static const char *
run_problem(void)
{
	struct proof_problem problem;

	return proof_of_run(&arena, &evidence, &policy, &problem) ? "none" : problem.code;
}

static const char *
record_problem(const char *token, const char *payload, const struct platform_key *logged)
{
	struct issuer_keys keys = {.issuer = "https://issuer.example.org"};
	struct proof_problem problem;

	if (logged)
		*LIST_ADD(&arena, &keys.keys) = *logged;
	return proof_of_record(&arena, &record, payload, token, &keys, &problem) ? "none"
										 : problem.code;
}

static void
a_run_is_held_against_the_deploy(void **state)
{
	struct forge_facts forge = {.repository_id = "75"};

	(void)state;
	begin_record();
	assert_string_equal(run_problem(), "none");
	environment.forge_name = "live";
	assert_string_equal(run_problem(), "ENV-CLAIM-MISMATCH");
	begin_record();
	evidence.change.key.environment = "staging";
	assert_string_equal(run_problem(), "ENV-CLAIM-MISMATCH");
	environment = (struct environment_rules){.name = "staging", .forge_name = "production"};
	assert_string_equal(run_problem(), "none");
	evidence.forge = &forge;
	assert_string_equal(run_problem(), "PROOF-REPOSITORY");
	forge.repository_id = "74";
	assert_string_equal(run_problem(), "none");
	begin_record();
	evidence.change.key.repository = "example.org/evilacme/payments";
	assert_string_equal(run_problem(), "PROOF-REPOSITORY");
	begin_record();
	claims.environment = "staging";
	assert_string_equal(run_problem(), "PROOF-FORM");
	begin_record();
	policy.platform.kind = PLATFORM_GITLAB;
	assert_string_equal(run_problem(), "PROOF-FORM");
	begin_record();
	policy.platform.issuer = NULL;
	assert_string_equal(run_problem(), "PROOF-ISSUER");
}

static void
a_run_has_its_time(void **state)
{
	(void)state;
	begin_record();
	evidence.now.time = ISSUED - PLATFORM_EARLY_SECONDS;
	assert_string_equal(run_problem(), "none");
	evidence.now.time--;
	assert_string_equal(run_problem(), "PROOF-EXPIRED");
	evidence.now.time = ISSUED + 299;
	assert_string_equal(run_problem(), "none");
	evidence.now.time++;
	assert_string_equal(run_problem(), "PROOF-EXPIRED");
}

static void
a_record_needs_a_token_of_its_own(void **state)
{
	struct platform_key other = rsa;

	(void)state;
	begin_record();
	assert_true(proof_is_needed(&record));
	assert_string_equal(record_problem(RS256_RECORD, PAYLOAD, &rsa), "none");
	assert_string_equal(record_problem(NULL, PAYLOAD, &rsa), "PROOF-MISSING");
	assert_string_equal(record_problem(RS256_RECORD, PAYLOAD, NULL), "PROOF-KEY-UNLOGGED");
	other.modulus = RS256_E;
	assert_string_equal(record_problem(RS256_RECORD, PAYLOAD, &other), "PROOF-KEY-UNLOGGED");
	assert_string_equal(record_problem(RS256_RECORD, "b", &rsa), "PROOF-REPLAYED");
	assert_string_equal(record_problem(RS256_RUN, PAYLOAD, &rsa), "PROOF-AUDIENCE");
	assert_string_equal(record_problem(RS256_OTHER_RUN, PAYLOAD, &rsa), "PROOF-MISMATCH");
	assert_string_equal(record_problem(ES256_RUN, PAYLOAD, &rsa), "PROOF-ALGORITHM");
	record.time = ISSUED + 601;
	assert_string_equal(record_problem(RS256_RECORD, PAYLOAD, &rsa), "PROOF-EXPIRED");
	record.result = RECORD_REFUSED;
	assert_false(proof_is_needed(&record));
}

static void
a_job_is_one_of_its_key(void **state)
{
	const char *job;

	(void)state;
	begin_record();
	job = proof_job(&arena, &record);
	assert_string_equal(job, proof_job(&arena, &record));
	record.key.service = "web";
	assert_string_not_equal(job, proof_job(&arena, &record));
	record.key.service = "default";
	facts.token = RS256_OTHER_JOB;
	assert_string_not_equal(job, proof_job(&arena, &record));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(tokens_of_both_kinds_are_verified, begin, end),
		cmocka_unit_test_setup_teardown(no_changed_character_is_verified, begin, end),
		cmocka_unit_test_setup_teardown(what_is_ambiguous_is_no_token, begin, end),
		cmocka_unit_test_setup_teardown(the_names_of_claims_say_whose_token_it_is, begin,
						end),
		cmocka_unit_test_setup_teardown(keys_that_sign_nothing_for_us_are_left_out, begin,
						end),
		cmocka_unit_test_setup_teardown(a_run_is_held_against_the_deploy, begin, end),
		cmocka_unit_test_setup_teardown(a_run_has_its_time, begin, end),
		cmocka_unit_test_setup_teardown(a_record_needs_a_token_of_its_own, begin, end),
		cmocka_unit_test_setup_teardown(a_job_is_one_of_its_key, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
