/* SPDX-License-Identifier: Apache-2.0 */
/* Are raw tags read as git reads them, and the signature found where git finds it? */
#include "integrations/git_tag.h"
#include "core/ssh_signature.h"

/* Behind ours: it makes fail a macro. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define ID "5f831f69369a1591b5aa1b7eb6dc07860134a0a3"
#define HEAD "object " ID "\ntype commit\ntag v1\n"
#define TAGGER "tagger Ann <ann@example.org> 1780000000 +0200\n"
#define MESSAGE "release\n\n-----BEGIN PGP SIGNATURE-----\nquoted\n"
#define ARMOUR                                                                     \
	"-----BEGIN SSH SIGNATURE-----\n"                                          \
	"U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgiYFde2vffzOBetJu40V5Cb7Hw7\n" \
	"adWOpm6L0H/6pfzLEAAAADZ2l0AAAAAAAAAAZzaGE1MTIAAABTAAAAC3NzaC1lZDI1NTE5\n" \
	"AAAAQPdJVKIyFGFm3EkN8VdBbpRsJFNHWmGuAKiIKgXbDJ7Y8sQZe4Ec2O+r6K/t0NauSZ\n" \
	"75qcjUeQHojbVQN7kozgc=\n"                                                 \
	"-----END SSH SIGNATURE-----\n"

/* By git 2.39 with gpg.format=ssh and the first key. */
#define SIGNED HEAD TAGGER "\n" MESSAGE ARMOUR

static struct arena arena;
static struct raw_tag tag;
static struct error err;

/* Exactly the bytes, on the heap, so that a sanitizer sees one byte too far. */
static char *copy;

static bool
parse_bytes(const char *bytes, size_t length)
{
	free(copy);
	copy = malloc(length ? length : 1);
	assert_non_null(copy);
	memcpy(copy, bytes, length);
	err = (struct error){0};
	return raw_tag_parse(&arena, copy, length, &tag, &err);
}

static bool
parse(const char *text)
{
	return parse_bytes(text, strlen(text));
}

static void
check_text(struct raw_text text, const char *expected)
{
	assert_int_equal(text.length, strlen(expected));
	assert_memory_equal(text.at, expected, text.length);
}

static bool
verifies(void)
{
	struct ssh_signature signature;

	return ssh_signature_parse(&arena, tag.object.signature.at, tag.object.signature.length,
				   &signature, &err) &&
	       ssh_signature_verify(&signature, GIT_NAMESPACE, tag.object.payload.at,
				    tag.object.payload.length, NULL, &err);
}

static void
a_tag_that_git_signed(void **state)
{
	char hex[41];

	(void)state;
	assert_true(parse(SIGNED));
	object_id_format(hex, &tag.target);
	assert_string_equal(hex, ID);
	assert_int_equal(tag.kind, OBJECT_COMMIT);
	check_text(tag.name, "v1");
	check_text(tag.tagger.address, "ann@example.org");
	assert_int_equal(tag.tagger.time, 1780000000);
	check_text(tag.message, MESSAGE);
	assert_int_equal(tag.object.kind, ARMOUR_SSH);
	check_text(tag.object.signature, ARMOUR);
	check_text(tag.object.payload, HEAD TAGGER "\n" MESSAGE);
	assert_true(verifies());
}

/* Every byte of the tag is signed, is the signature, or breaks the form. */
static void
no_byte_is_free(void **state)
{
	char *text = arena_text(&arena, SIGNED);

	(void)state;
	for (size_t i = 0; text[i + 1]; i++) {
		text[i] ^= 0x20;
		assert_false(parse(text) && tag.object.kind == ARMOUR_SSH && verifies());
		text[i] ^= 0x20;
	}
	for (size_t length = strlen(text) - 1; length--;)
		assert_false(parse_bytes(text, length) && tag.object.kind == ARMOUR_SSH &&
			     verifies());
}

static void
the_last_armour_is_the_signature(void **state)
{
	(void)state;
	assert_true(parse(HEAD TAGGER "\nx\n-----BEGIN SSH SIGNATURE-----\n"
				      "-----BEGIN PGP MESSAGE-----\n y\n"));
	assert_int_equal(tag.object.kind, ARMOUR_OPENPGP);
	check_text(tag.message, "x\n-----BEGIN SSH SIGNATURE-----\n");
	assert_true(parse(HEAD TAGGER "\nx\n -----BEGIN SSH SIGNATURE-----\n"));
	assert_int_equal(tag.object.kind, ARMOUR_NONE);
	check_text(tag.object.payload, HEAD TAGGER "\nx\n -----BEGIN SSH SIGNATURE-----\n");
	assert_int_equal(tag.object.signature.length, 0);
	assert_true(parse(HEAD TAGGER "\n-----BEGIN SIGNED MESSAGE-----"));
	assert_int_equal(tag.object.kind, ARMOUR_X509);
	assert_int_equal(tag.message.length, 0);
	assert_true(parse(SIGNED "free text\n"));
	assert_false(verifies());
}

static void
odd_tags(void **state)
{
	(void)state;
	assert_true(parse("object " ID "\ntype tree\ntag v 1\n\nm\n"));
	assert_int_equal(tag.kind, OBJECT_TREE);
	check_text(tag.name, "v 1");
	assert_int_equal(tag.tagger.address.length, 0);
	check_text(tag.message, "m\n");
	assert_true(parse(HEAD TAGGER));
	assert_int_equal(tag.message.length, 0);
	assert_true(parse(HEAD TAGGER "x-header y\n\nm\n"));
	check_text(tag.message, "m\n");
	assert_true(parse(HEAD TAGGER "gpgsig-sha256 a\n b\n\nm\n"));
	check_text(tag.object.payload, HEAD TAGGER "\nm\n");
	check_text(tag.message, "m\n");
}

static void
assert_broken(const char *text, const char *why)
{
	assert_false(parse(text));
	assert_int_equal(err.code, ERROR_UNAVAILABLE);
	if (!strstr(err.message, why))
		fail_msg("'%s' does not say '%s'", err.message, why);
}

static void
broken(void **state)
{
	(void)state;
	assert_broken("", "broken tag: no object");
	assert_broken("object " ID "x\ntype commit\ntag v1\n", "no object");
	assert_broken("object " ID "\ntype comm\ntag v1\n", "no type");
	assert_broken("object " ID "\ntype commit\nname v1\n", "no name");
	assert_broken("object " ID "\ntype commit\ntag \n", "no name");
	assert_broken("object " ID "\ntype commit\ntag v1", "no name");
	assert_broken(HEAD TAGGER "gpgsig x\n\nm\n", "signature in the headers");
	assert_broken(HEAD TAGGER "gpgsig-sha3 x\n\nm\n", "begins with gpgsig");
	assert_broken(HEAD TAGGER "-----BEGIN SSH SIGNATURE-----\n\nm\n",
		      "signature in the headers");
	assert_broken(HEAD TAGGER "-----BEGIN SSH SIGNATURE-----", "signature in the headers");
}

static int
release(void **state)
{
	(void)state;
	arena_release(&arena);
	free(copy);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tag_that_git_signed),
		cmocka_unit_test(no_byte_is_free),
		cmocka_unit_test(the_last_armour_is_the_signature),
		cmocka_unit_test(odd_tags),
		cmocka_unit_test(broken),
	};

	return cmocka_run_group_tests(tests, NULL, release);
}
