/* SPDX-License-Identifier: Apache-2.0 */
/* Does core/allowed_signers.c read what ssh-keygen(1) describes, and refuse a file with a doubt? */
#include "core/allowed_signers.h"
#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "tests/vectors/ssh_signatures.h"

/* Behind ours: it makes fail a macro. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define ANN signed_by[0].key
#define BOB signed_by[1].key

static struct arena arena;

static int
reset(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static struct allowed_signers
read_signers(const char *text)
{
	struct allowed_signers signers = {0};
	struct error err = {0};

	if (!allowed_signers_parse(&arena, text, strlen(text), &signers, &err))
		fail_msg("%s: %s", text, err.message);
	return signers;
}

static void
assert_refused(const char *text, const char *why)
{
	struct allowed_signers signers = {.lines = {.count = 7}};
	struct error err = {0};

	if (allowed_signers_parse(&arena, text, strlen(text), &signers, &err))
		fail_msg("accepted: %s", text);
	assert_int_equal(err.code, ERROR_FORMAT);
	assert_int_equal(signers.lines.count, 7);
	if (!strstr(err.message, why))
		fail_msg("'%s' does not say '%s'", err.message, why);
}

static struct ssh_key
key_of(const char *line)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	const char *base64 = strchr(line, ' ') + 1;
	struct ssh_key key;

	assert_true(base64_decode(&bytes, base64, strlen(base64)));
	assert_true(ssh_key_parse(arena_copy(&arena, bytes.bytes, bytes.length), bytes.length, &key,
				  &(struct error){0}));
	return key;
}

static int64_t
at(const char *text)
{
	int64_t instant;

	assert_true(instant_parse(text, &instant));
	return instant;
}

/* Ann's key on a line with these principals and options. */
static enum signer_answer
permit(const char *begin, const char *principal, const char *namespace, const char *now)
{
	struct allowed_signers signers = read_signers(arena_format(&arena, "%s %s\n", begin, ANN));
	struct ssh_key key = key_of(ANN);

	return allowed_signers_permit(&signers, &key, principal, namespace, at(now), NULL);
}

#define NOON "2026-06-01T12:00:00Z"

static void
reads_each_kind_of_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIGNED_BY_COUNT; i++) {
		struct allowed_signers signers =
			read_signers(arena_format(&arena, "a@b %s comment", signed_by[i].key));

		assert_int_equal(signers.lines.count, 1);
		assert_string_equal(ssh_key_fingerprint(&arena, &signers.lines.at[0].key),
				    signed_by[i].fingerprint);
	}
}

static void
reads_lines(void **state)
{
	struct allowed_signers signers =
		read_signers(arena_format(&arena,
					  "# signers\n\n \t\r\n  # more\r\n"
					  "ann@x,ann@y namespaces=\"git\" %s Ann \"of\" X\r\n"
					  "\t\"b c,d*\" \t valid-after=\"20260101Z\" \t%s",
					  ANN, BOB));
	const struct allowed_signer *line = signers.lines.at;

	(void)state;
	assert_int_equal(signers.lines.count, 2);
	assert_int_equal(line[0].line, 5);
	assert_int_equal(line[0].principals.count, 2);
	assert_string_equal(line[0].principals.at[1], "ann@y");
	assert_true(line[0].exact && !line[0].any_namespace && !line[0].authority);
	assert_string_equal(line[0].namespaces.at[0], "git");
	assert_int_equal(line[0].valid_after, 0);
	assert_int_equal(line[1].line, 6);
	assert_string_equal(line[1].principals.at[0], "b c");
	assert_true(!line[1].exact && line[1].any_namespace);
	assert_int_equal(line[1].valid_after, at("2026-01-01T00:00:00Z"));
	signers = read_signers("");
	assert_int_equal(signers.lines.count, 0);
}

static void
principals(void **state)
{
	(void)state;
	assert_int_equal(permit("a@b", "a@b", "git", NOON), SIGNER_ALLOWED);
	assert_int_equal(permit("x,a@b", "a@b", "git", NOON), SIGNER_ALLOWED);
	assert_int_equal(permit("a@b", "A@b", "git", NOON), SIGNER_OTHER_PRINCIPAL);
	assert_int_equal(permit("*@b", "a@b", "git", NOON), SIGNER_ALLOWED);
	assert_int_equal(permit("?@b", "aa@b", "git", NOON), SIGNER_OTHER_PRINCIPAL);
	assert_int_equal(permit("*a*b*c?", "xaybzcd", "git", NOON), SIGNER_ALLOWED);
	assert_int_equal(permit("*a*b*c?", "xaybzc", "git", NOON), SIGNER_OTHER_PRINCIPAL);
	assert_int_equal(permit("*,!a@b", "a@b", "git", NOON), SIGNER_OTHER_PRINCIPAL);
	assert_int_equal(permit("!a@b,*", "a@b", "git", NOON), SIGNER_OTHER_PRINCIPAL);
	assert_int_equal(permit("!a@b", "c@b", "git", NOON), SIGNER_OTHER_PRINCIPAL);
	assert_int_equal(permit("*", "*", "git", NOON), SIGNER_ALLOWED);
	assert_int_equal(permit("\"a b\"", "a b", "git", NOON), SIGNER_ALLOWED);
}

/* Backtracking would take years. */
static void
patterns_are_quick(void **state)
{
	const char *pattern = "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b";
	char text[1001];

	(void)state;
	memset(text, 'a', 1000);
	text[1000] = '\0';
	assert_false(signer_patterns_match(&(struct texts){&pattern, 1}, text));
}

static void
namespaces(void **state)
{
	(void)state;
	assert_int_equal(permit("a namespaces=\"git\"", "a", "git", NOON), SIGNER_ALLOWED);
	assert_int_equal(permit("a NameSpaces=\"x,g?t\"", "a", "git", NOON), SIGNER_ALLOWED);
	assert_int_equal(permit("a namespaces=\"file\"", "a", "git", NOON), SIGNER_WRONG_NAMESPACE);
	assert_int_equal(permit("a namespaces=\"*,!git\"", "a", "git", NOON),
			 SIGNER_WRONG_NAMESPACE);
	assert_int_equal(permit("a namespaces=\"\\\"git\\\"\"", "a", "\"git\"", NOON),
			 SIGNER_ALLOWED);
}

/* Both ends are within, as in ssh-keygen. */
static void
validity(void **state)
{
	const char *both = "a valid-after=\"20260601115959Z\",valid-before=\"202606011200z\"";

	(void)state;
	assert_int_equal(permit(both, "a", "git", "2026-06-01T11:59:58Z"), SIGNER_NOT_YET_VALID);
	assert_int_equal(permit(both, "a", "git", "2026-06-01T11:59:59Z"), SIGNER_ALLOWED);
	assert_int_equal(permit(both, "a", "git", "2026-06-01T12:00:00Z"), SIGNER_ALLOWED);
	assert_int_equal(permit(both, "a", "git", "2026-06-01T12:00:01Z"), SIGNER_EXPIRED);
	assert_int_equal(permit("a valid-after=\"20260601UTC\"", "a", "git", NOON), SIGNER_ALLOWED);
	assert_int_equal(permit("a valid-after=\"20280229Z\"", "a", "git", NOON),
			 SIGNER_NOT_YET_VALID);
}

static void
authorities_grant_nothing(void **state)
{
	(void)state;
	assert_int_equal(permit("a cert-authority", "a", "git", NOON), SIGNER_UNKNOWN_KEY);
	assert_int_equal(permit("a Cert-Authority,namespaces=\"git\"", "a", "git", NOON),
			 SIGNER_UNKNOWN_KEY);
	assert_refused("a cert-authority ssh-ed25519 AAAA\n", "line 1: not an SSH key");
}

static void
a_key_on_several_lines(void **state)
{
	struct allowed_signers signers = read_signers(arena_format(
		&arena,
		"a valid-before=\"20200101Z\" %s\nb %s\nx %s\nc namespaces=\"git\" %s\n"
		"d namespaces=\"file\" %s\n",
		ANN, ANN, BOB, ANN, ANN));
	struct ssh_key ann = key_of(ANN), other = key_of(signed_by[2].key);
	const struct allowed_signer *line = NULL;

	(void)state;
	assert_int_equal(allowed_signers_next(&signers, &ann, "git", at(NOON), &line),
			 SIGNER_ALLOWED);
	assert_string_equal(line->principals.at[0], "b");
	assert_int_equal(allowed_signers_next(&signers, &ann, "git", at(NOON), &line),
			 SIGNER_ALLOWED);
	assert_string_equal(line->principals.at[0], "c");
	assert_int_equal(allowed_signers_next(&signers, &ann, "git", at(NOON), &line),
			 SIGNER_EXPIRED);
	assert_string_equal(line->principals.at[0], "c");
	line = NULL;
	assert_int_equal(allowed_signers_next(&signers, &other, "git", at(NOON), &line),
			 SIGNER_UNKNOWN_KEY);
	assert_null(line);
	assert_int_equal(allowed_signers_permit(&signers, &ann, "d", "git", at(NOON), &line),
			 SIGNER_WRONG_NAMESPACE);
	assert_int_equal(allowed_signers_permit(&signers, &ann, "a", "git", at(NOON), &line),
			 SIGNER_EXPIRED);
	assert_int_equal(allowed_signers_permit(&signers, &ann, "x", "git", at(NOON), &line),
			 SIGNER_OTHER_PRINCIPAL);
	assert_int_equal(allowed_signers_permit(&signers, &ann, "c", "git", at(NOON), &line),
			 SIGNER_ALLOWED);
	assert_int_equal(line->line, 4);
}

static void
refuses_broken_options(void **state)
{
	static const char *const rows[][2] = {
		{"valid-after=\"20260101\"", "add Z for UTC, as in 20260101Z"},
		{"valid-before=\"202601011200\"", "add Z for UTC, as in 202601011200Z"},
		{"valid-after=\"20260231Z\"", "is not YYYYMMDDZ"},
		{"valid-after=\"20250229Z\"", "is not YYYYMMDDZ"},
		{"valid-after=\"20260001Z\"", "is not YYYYMMDDZ"},
		{"valid-after=\"20260100Z\"", "is not YYYYMMDDZ"},
		{"valid-after=\"202601012400Z\"", "is not YYYYMMDDZ"},
		{"valid-after=\"20260101120060Z\"", "is not YYYYMMDDZ"},
		{"valid-after=\"2026 1 1Z\"", "is not YYYYMMDDZ"},
		{"valid-after=\"2026-01-01Z\"", "is not YYYYMMDDZ"},
		{"valid-after=\"19700101Z\"", "is not YYYYMMDDZ"},
		{"valid-after=\"2026010112Z\"", "is not YYYYMMDDZ"},
		{"valid-after=\"Z\"", "is not YYYYMMDDZ"},
		{"valid-after=\"\"", "is not YYYYMMDDZ"},
		{"valid-after=\"20260101+0100\"", "is not YYYYMMDDZ"},
		{"valid-after=\"20260101Z\",valid-after=\"20260101Z\"", "there twice"},
		{"valid-after=\"20260102Z\",valid-before=\"20260102Z\"", "not after valid-after"},
		{"valid-after=20260101Z", "not in quotation marks"},
		{"namespaces=\"git\",namespaces=\"git\"", "there twice"},
		{"namespaces=\"git", "not closed"},
		{"namespaces=\"\"", "an empty namespace"},
		{"namespaces=\"git,\"", "an empty namespace"},
		{"namespaces=\"!\"", "an empty namespace"},
		{"namespaces=\"git\",", "an empty option"},
		{",namespaces=\"git\"", "an empty option"},
		{"namespaces=\"git\"x", "no comma or blank"},
		{"namespaces=\"git\" namespaces=\"git\"", "no key"},
		{"namespace=\"git\"", "neither an option"},
		{"no-touch-required,cert-authority", "neither an option"},
		{"no-touch-required", "no key in base64 behind 'no-touch-required'"},
		{"cert-authority=\"x\"", "neither an option"},
		{"cert-authorityx", "no key in base64"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_refused(arena_format(&arena, "b %s\na %s %s\n", BOB, rows[i][0], ANN),
			       rows[i][1]);
	assert_refused(arena_format(&arena, "#\nb %s\na x=1 %s\n", BOB, ANN), "line 3: ");
}

static void
refuses_broken_principals_and_keys(void **state)
{
	char *nul = arena_format(&arena, "a%% %s\n", ANN);
	struct allowed_signers signers;
	struct error err = {0};

	(void)state;
	assert_refused("a\n", "no key");
	assert_refused("a \n", "no key");
	assert_refused("a ssh-ed25519\n", "no key in base64");
	assert_refused("a ssh-ed25519 AAA\n", "no key in base64");
	assert_refused("a namespaces=\"git\"\n", "no comma or blank");
	assert_refused("a namespaces=\"git\" \n", "no key");
	assert_refused(arena_format(&arena, "%s\n", ANN), "no key");
	assert_refused(arena_format(&arena, "a,,b %s\n", ANN), "an empty principal");
	assert_refused(arena_format(&arena, ",a %s\n", ANN), "an empty principal");
	assert_refused(arena_format(&arena, "a,! %s\n", ANN), "an empty principal");
	assert_refused(arena_format(&arena, "\"\" %s\n", ANN), "an empty principal");
	assert_refused(arena_format(&arena, "\"a %s\n", ANN), "not closed");
	assert_refused(arena_format(&arena, "\"a\"b %s\n", ANN), "not closed");
	assert_refused(arena_format(&arena, "a\"b\" %s\n", ANN), "within the principals");
	assert_refused(arena_format(&arena, "a\xff %s\n", ANN), "not plain UTF-8");
	assert_refused(arena_format(&arena, "a\x1b[1m %s\n", ANN), "not plain UTF-8");
	assert_refused(arena_format(&arena, "a ssh-rsa %s\n", strchr(ANN, ' ') + 1),
		       "the key is a ssh-ed25519, not a 'ssh-rsa'");
	assert_refused(arena_format(&arena, "a ED25519 %s\n", strchr(ANN, ' ') + 1),
		       "not a 'ED25519'");
	assert_refused(arena_format(&arena, "a %s\n", key_rsa_1024), "RSA key of 1024 bits");
	assert_refused(arena_format(&arena, "a %s\n", key_dsa), "ssh-dss");
	assert_refused(arena_format(&arena, "a %s\n", key_certificate), "certificates");
	assert_refused(arena_format(&arena, "a %.60s=\n", ANN), "no key in base64");
	assert_refused(arena_format(&arena, "a %.40s\r%s\n", ANN, ANN + 40), "white space within");
	nul[1] = '\0';
	assert_false(allowed_signers_parse(&arena, nul, strlen(ANN) + 4, &signers, &err));
	assert_non_null(strstr(err.message, "line 1: a NUL byte"));
}

static void
refuses_too_much(void **state)
{
	RELEASED_BY(buffer_release) struct buffer text = {0};
	struct allowed_signers signers;
	struct error err = {0};
	char *wide;

	(void)state;
	for (int i = 0; i < LIMIT_SIGNERS; i++)
		buffer_add_format(&text, "a %s\n", ANN);
	assert_true(allowed_signers_parse(&arena, text.bytes, text.length, &signers, &err));
	assert_int_equal(signers.lines.count, LIMIT_SIGNERS);
	buffer_add_format(&text, "a %s\n", ANN);
	assert_false(allowed_signers_parse(&arena, text.bytes, text.length, &signers, &err));
	assert_non_null(strstr(err.message, "line 5001: more than 5000 signers"));
	buffer_clear(&text);
	memset(buffer_reserve(&text, LIMIT_SIGNERS_BYTES + 1), '\n', LIMIT_SIGNERS_BYTES + 1);
	assert_true(allowed_signers_parse(&arena, text.bytes, LIMIT_SIGNERS_BYTES, &signers, &err));
	assert_false(
		allowed_signers_parse(&arena, text.bytes, LIMIT_SIGNERS_BYTES + 1, &signers, &err));
	wide = arena_format(&arena, "%1001d %s\n", 7, ANN);
	memset(wide, 'a', 1000);
	assert_refused(wide, "a principal of more than 1000 bytes");
	assert_int_equal(read_signers(wide + 1).lines.count, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(reads_each_kind_of_key, reset),
		cmocka_unit_test_teardown(reads_lines, reset),
		cmocka_unit_test_teardown(principals, reset),
		cmocka_unit_test_teardown(patterns_are_quick, reset),
		cmocka_unit_test_teardown(namespaces, reset),
		cmocka_unit_test_teardown(validity, reset),
		cmocka_unit_test_teardown(authorities_grant_nothing, reset),
		cmocka_unit_test_teardown(a_key_on_several_lines, reset),
		cmocka_unit_test_teardown(refuses_broken_options, reset),
		cmocka_unit_test_teardown(refuses_broken_principals_and_keys, reset),
		cmocka_unit_test_teardown(refuses_too_much, reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
