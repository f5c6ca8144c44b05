/* SPDX-License-Identifier: Apache-2.0 */
/* Are commits cut into signature and payload as git cuts them? */
#include "integrations/git_signature.h"
#include "core/ssh_signature.h"

/* Behind ours: it makes fail a macro. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define TREE "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
#define ANN "Ann <ann@example.org> 1780000000 +0200\n"
#define PEOPLE "author " ANN "committer " ANN
#define ARMOUR_LINES                                                                \
	"-----BEGIN SSH SIGNATURE-----\n"                                           \
	" U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgiYFde2vffzOBetJu40V5Cb7Hw7\n" \
	" adWOpm6L0H/6pfzLEAAAADZ2l0AAAAAAAAAAZzaGE1MTIAAABTAAAAC3NzaC1lZDI1NTE5\n" \
	" AAAAQO9EU0H9oEt4y+ZU3sq17OleONbn+93QpfWZQW/5WHtfJSfwHcU1PC9N48qztV7zGL\n" \
	" S91Wxb7QKjnZmqXuq3JAY=\n"                                                 \
	" -----END SSH SIGNATURE-----\n"
#define MESSAGE "\nsubject\n\nbody\n-----BEGIN SSH SIGNATURE-----\nin the message\n"

/* By git 2.39 with gpg.format=ssh and the first key. */
#define SIGNED TREE PEOPLE "gpgsig " ARMOUR_LINES MESSAGE

static struct arena arena;
static struct signed_object object;
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
	return signed_commit_parse(&arena, copy, length, &object, &err);
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

	return ssh_signature_parse(&arena, object.signature.at, object.signature.length, &signature,
				   &err) &&
	       ssh_signature_verify(&signature, GIT_NAMESPACE, object.payload.at,
				    object.payload.length, NULL, &err);
}

static void
a_commit_that_git_signed(void **state)
{
	(void)state;
	assert_true(parse(SIGNED));
	assert_int_equal(object.kind, ARMOUR_SSH);
	check_text(object.payload, TREE PEOPLE MESSAGE);
	assert_true(verifies());
}

/* Every byte of the commit is signed, is the signature, or breaks the form. */
static void
no_byte_is_free(void **state)
{
	char *text = arena_text(&arena, SIGNED);

	(void)state;
	for (size_t i = 0; text[i]; i++) {
		text[i] ^= 0x20;
		assert_false(parse(text) && object.kind == ARMOUR_SSH && verifies());
		text[i] ^= 0x20;
	}
	assert_true(parse(text) && verifies());
	for (size_t length = strlen(text); length--;)
		assert_false(parse_bytes(text, length) && object.kind == ARMOUR_SSH && verifies());
}

static void
without_signature(void **state)
{
	(void)state;
	assert_true(parse(TREE PEOPLE MESSAGE));
	assert_int_equal(object.kind, ARMOUR_NONE);
	assert_int_equal(object.signature.length, 0);
	assert_ptr_equal(object.payload.at, copy);
	check_text(object.payload, TREE PEOPLE MESSAGE);
	assert_true(parse(TREE PEOPLE "\ngpgsig " ARMOUR_LINES));
	assert_int_equal(object.kind, ARMOUR_NONE);
	assert_true(parse(TREE PEOPLE));
	assert_int_equal(object.kind, ARMOUR_NONE);
	check_text(object.payload, TREE PEOPLE);
}

static void
kinds(void **state)
{
	static const struct {
		const char *armour;
		enum armour kind;
	} rows[] = {
		{"-----BEGIN SSH SIGNATURE-----", ARMOUR_SSH},
		{"-----BEGIN SSH SIGNATURE-----x", ARMOUR_SSH},
		{"-----BEGIN PGP SIGNATURE-----", ARMOUR_OPENPGP},
		{"-----BEGIN PGP MESSAGE-----", ARMOUR_OPENPGP},
		{"-----BEGIN SIGNED MESSAGE-----", ARMOUR_X509},
		{"-----BEGIN SSH SIGNATURE----", ARMOUR_UNKNOWN},
		{" -----BEGIN SSH SIGNATURE-----", ARMOUR_UNKNOWN},
		{"", ARMOUR_UNKNOWN},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(parse(arena_format(&arena, TREE PEOPLE "gpgsig %s\n more\n\nx\n",
					       rows[i].armour)));
		assert_int_equal(object.kind, rows[i].kind);
		check_text(object.signature, arena_format(&arena, "%s\nmore\n", rows[i].armour));
		check_text(object.payload, TREE PEOPLE "\nx\n");
	}
}

static void
other_headers_stay(void **state)
{
	(void)state;
	assert_true(parse(TREE PEOPLE "mergetag object x\n type commit\n gpgsig y\n"
				      "gpgsig a\n b\nencoding x\n c\n\nx\n"));
	check_text(object.signature, "a\nb\n");
	check_text(object.payload, TREE PEOPLE "mergetag object x\n type commit\n gpgsig y\n"
					       "encoding x\n c\n\nx\n");
}

/* git drops the signature of the other hash from what is signed. */
static void
signature_for_the_other_hash(void **state)
{
	(void)state;
	assert_true(parse(TREE PEOPLE "gpgsig-sha256 a\n b\nencoding x\n\nx\n"));
	assert_int_equal(object.kind, ARMOUR_NONE);
	check_text(object.payload, TREE PEOPLE "encoding x\n\nx\n");
	assert_true(parse(TREE PEOPLE "gpgsig " ARMOUR_LINES "gpgsig-sha256 a\n b\n" MESSAGE));
	assert_true(verifies());
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
	assert_broken("", "broken commit");
	assert_broken(TREE "gpgsig " ARMOUR_LINES PEOPLE MESSAGE, "no author");
	assert_broken("gpgsig x\n" TREE PEOPLE MESSAGE, "no tree");
	assert_broken(TREE PEOPLE "gpgsig " ARMOUR_LINES "gpgsig " ARMOUR_LINES MESSAGE,
		      "more than one signature");
	assert_broken(TREE PEOPLE "gpgsig " ARMOUR_LINES "encoding x\ngpgsig y\n" MESSAGE,
		      "more than one signature");
	assert_broken(TREE PEOPLE "gpgsig-sha256 x\ngpgsig-sha256 y\n" MESSAGE,
		      "more than one signature");
	assert_broken(TREE PEOPLE "gpgsig-sha3 x\n" MESSAGE, "begins with gpgsig");
	assert_broken(TREE PEOPLE "gpgsig\n" MESSAGE, "begins with gpgsig");
	assert_broken(TREE PEOPLE "gpgsigx y\n" MESSAGE, "begins with gpgsig");
}

/* A signature of these bytes, put into a commit that has others. */
static void
moved_signature(void **state)
{
	(void)state;
	assert_true(parse(TREE PEOPLE "encoding x\ngpgsig " ARMOUR_LINES MESSAGE));
	assert_false(verifies());
	assert_true(parse(TREE PEOPLE "gpgsig " ARMOUR_LINES " free text\n" MESSAGE));
	assert_false(verifies());
	assert_non_null(strstr(err.message, "follows the END line"));
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
		cmocka_unit_test(a_commit_that_git_signed),
		cmocka_unit_test(no_byte_is_free),
		cmocka_unit_test(without_signature),
		cmocka_unit_test(kinds),
		cmocka_unit_test(other_headers_stay),
		cmocka_unit_test(signature_for_the_other_hash),
		cmocka_unit_test(broken),
		cmocka_unit_test(moved_signature),
	};

	return cmocka_run_group_tests(tests, NULL, release);
}
