/* SPDX-License-Identifier: Apache-2.0 */
/* Is a trust file read strictly, and are its keys found? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "ledger/trust.h"
#include "tests/fake/sample_ledger.h"

static struct sample sample;
static struct buffer good;

static int
set_up(void **state)
{
	(void)state;
	sample_open(&sample);
	trust_write(&good, &sample.trust);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	buffer_release(&good);
	sample_close(&sample);
	return 0;
}

static void
what_was_written_reads_back(void **unused)
{
	struct trust trust;
	struct buffer again = {0};
	struct error err = {0};
	const struct trusted_key *key;

	(void)unused;
	if (!trust_parse(&sample.arena, good.bytes, good.length, &trust, &err))
		fail_msg("%s", err.message);
	assert_string_equal(trust.origin, SAMPLE_ORIGIN);
	assert_int_equal(trust.keys.count, 2);
	trust_write(&again, &trust);
	assert_string_equal(again.bytes, good.bytes);
	assert_int_equal(again.bytes[again.length - 1], '\n');
	key = trust_find(&trust, USAGE_RECORD, trust.keys.at[0].fingerprint);
	assert_non_null(key);
	assert_int_equal(key->algorithm, KEY_ECDSA_P256);
	assert_null(trust_find(&trust, USAGE_CHECKPOINT, trust.keys.at[0].fingerprint));
	assert_null(trust_find(&trust, USAGE_RECORD, "SHA256:x"));
	buffer_release(&again);
	trust_release(&trust);
}

/* Replaces the first (or, with `last`, the last) place of a text. */
static const char *
error_with(const char *from, const char *to, bool last)
{
	struct buffer changed = {0};
	struct trust trust;
	struct error err = {0};
	const char *at = strstr(good.bytes, from);

	assert_non_null(at);
	while (last && strstr(at + 1, from))
		at = strstr(at + 1, from);
	buffer_add(&changed, good.bytes, (size_t)(at - good.bytes));
	buffer_add_text(&changed, to);
	buffer_add_text(&changed, at + strlen(from));
	if (trust_parse(&sample.arena, changed.bytes, changed.length, &trust, &err)) {
		trust_release(&trust);
		err.message[0] = '\0';
	}
	buffer_release(&changed);
	return arena_text(&sample.arena, err.message);
}

static void
assert_refused(const char *from, const char *to, bool last, const char *because)
{
	const char *message = error_with(from, to, last);

	assert_non_null(message);
	if (!message[0] || !strstr(message, because))
		fail_msg("'%s' for '%s' gives: '%s'", to, from, message);
}

static void
mistakes_are_named(void **unused)
{
	(void)unused;
	assert_refused("changegate.trust/1", "changegate.trust/2", false, "changegate.trust/2");
	assert_refused("ecdsa-p256", "ed25519", false, "not of algorithm ed25519");
	assert_refused("\"record\"", "\"checkpoint\"", false, "signed with ed25519");
	assert_refused("\"record\"", "\"root\"", false, "usage");
	assert_refused("\"fingerprint\": \"SHA256:", "\"fingerprint\": \"SHA256:x", false,
		       "fingerprint");
	assert_refused("\"publicKey\": \"M", "\"publicKey\": \"*", false, "base64");
	assert_refused("\"publicKey\": \"MF", "\"publicKey\": \"MG", false, "keys[0]");
	assert_refused("\"origin\"", "\"orign\"", false, "origin");
	assert_refused(SAMPLE_ORIGIN, "a b", false, "origin");
	assert_refused(SAMPLE_ORIGIN, "", false, "origin");
	assert_refused("}\n", "} x\n", true, "trust file");
}

static void
the_same_key_twice_is_refused(void **unused)
{
	struct trust twice = sample.trust;
	struct trusted_key keys[3] = {sample.trust.keys.at[0], sample.trust.keys.at[1],
				      sample.trust.keys.at[0]};
	struct buffer bytes = {0};
	struct trust read;
	struct error err = {0};

	(void)unused;
	twice.keys.at = keys;
	twice.keys.count = 3;
	trust_write(&bytes, &twice);
	assert_false(trust_parse(&sample.arena, bytes.bytes, bytes.length, &read, &err));
	assert_non_null(strstr(err.message, "twice"));
	twice.keys.count = 0;
	buffer_clear(&bytes);
	trust_write(&bytes, &twice);
	assert_false(trust_parse(&sample.arena, bytes.bytes, bytes.length, &read, &err));
	assert_true(trust_add(&sample.arena, &sample.trust, USAGE_RECORD, sample.record_signer.key,
			      &err));
	assert_int_equal(sample.trust.keys.count, 2);
	assert_false(trust_add(&sample.arena, &sample.trust, USAGE_CHECKPOINT,
			       sample.record_signer.key, &err));
	assert_int_equal(sample.trust.keys.count, 2);
	buffer_release(&bytes);
}

static void
scope_and_retirement_limit_a_key(void **unused)
{
	struct trusted_key used = sample.trust.keys.at[0];
	const char *services[] = {"pay", "web"};
	struct retirement retired = {.size = 5, .reason = "lost"};
	struct key key = {"example.org/acme", "pay", "production"};
	const char *code;
	struct error err;

	(void)unused;
	assert_true(trust_permits_record(&used, &key, -1, &code, &err));
	used.scope.services = (struct texts){services, 2};
	assert_true(trust_permits_record(&used, &key, 0, &code, &err));
	key.service = "pa";
	assert_false(trust_permits_record(&used, &key, 0, &code, &err));
	assert_string_equal(code, "SIG-OUT-OF-SCOPE");
	assert_int_equal(err.code, ERROR_LEDGER);
	key.service = "web";
	used.retired = &retired;
	assert_true(trust_permits_record(&used, &key, 4, &code, &err));
	assert_false(trust_permits_record(&used, &key, 5, &code, &err));
	assert_string_equal(code, "SIG-RETIRED");
	assert_false(trust_permits_record(&used, &key, -1, &code, &err));
	assert_true(trust_permits_checkpoint(&used, 5, &err));
	assert_false(trust_permits_checkpoint(&used, 6, &err));
	used.scope.environments = (struct texts){services, 1};
	assert_false(trust_permits_record(&used, &key, 4, &code, &err));
	used.scope = (struct key_scope){.repositories = {services, 1}};
	assert_false(trust_permits_record(&used, &key, 4, &code, &err));
}

static void
a_later_version_names_the_one_before(void **unused)
{
	struct trust trust;
	struct buffer bytes = {0};
	struct error err;

	(void)unused;
	sample.trust.version = 2;
	trust_write(&bytes, &sample.trust);
	assert_false(trust_parse(&sample.arena, bytes.bytes, bytes.length, &trust, &err));
	buffer_clear(&bytes);
	sample.trust.previous = "0123456789012345678901234567890123456789012345678901234567890123";
	trust_write(&bytes, &sample.trust);
	assert_true(trust_parse(&sample.arena, bytes.bytes, bytes.length, &trust, &err));
	assert_int_equal(trust.version, 2);
	trust_release(&trust);
	sample.trust.version = 1;
	buffer_clear(&bytes);
	trust_write(&bytes, &sample.trust);
	assert_false(trust_parse(&sample.arena, bytes.bytes, bytes.length, &trust, &err));
	sample.trust.previous = NULL;
	buffer_release(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(scope_and_retirement_limit_a_key, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(a_later_version_names_the_one_before, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(what_was_written_reads_back, set_up, tear_down),
		cmocka_unit_test_setup_teardown(mistakes_are_named, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_same_key_twice_is_refused, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
