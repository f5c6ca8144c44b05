/* SPDX-License-Identifier: Apache-2.0 */
/* Is a signature somebody's only if the key is theirs, for this, now, and was before the change? */
#include "tests/unit/integrations/signing_world.h"

#include "tests/vectors/ssh_signatures.h"

#define ANN "ann@example.org "
#define TREE "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
#define WHO "Ann <ann@example.org> 1780000000 +0200\n"
/* By git 2.39 with gpg.format=ssh and the first key. */
#define COMMIT_HEAD TREE "author " WHO "committer " WHO
#define COMMIT_ARMOUR                                                               \
	"gpgsig -----BEGIN SSH SIGNATURE-----\n"                                    \
	" U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgiYFde2vffzOBetJu40V5Cb7Hw7\n" \
	" adWOpm6L0H/6pfzLEAAAADZ2l0AAAAAAAAAAZzaGE1MTIAAABTAAAAC3NzaC1lZDI1NTE5\n" \
	" AAAAQO9EU0H9oEt4y+ZU3sq17OleONbn+93QpfWZQW/5WHtfJSfwHcU1PC9N48qztV7zGL\n" \
	" S91Wxb7QKjnZmqXuq3JAY=\n"                                                 \
	" -----END SSH SIGNATURE-----\n"
#define COMMIT_MESSAGE "\nsubject\n\nbody\n-----BEGIN SSH SIGNATURE-----\nin the message\n"

#define VECTORS (sizeof(signed_by) / sizeof(signed_by[0]))

/* A line that gives the first key to somebody: who, and options. */
static const char *
line(const char *before_key)
{
	return arena_format(&box.arena, "%s%s\n", before_key, signed_by[0].key);
}

static struct signature *
look(const char *namespace, const char *message, const char *armoured)
{
	return signature_of_message(&box.arena, &signing, namespace, message, strlen(message),
				    armoured, strlen(armoured));
}

static struct signature *
look_at_first(void)
{
	return look(NAMESPACE_GIT, SIGNED_MESSAGE, signed_by[0].signature);
}

static void
must_be(const struct signature *signature, int state, const char *why)
{
	if (signature->state != state || !text_equal(signature->why, why))
		fail_msg("%s: %s", signature_names[signature->state],
			 signature->why ? signature->why : "(no reason)");
	if (state == SIGNATURE_VERIFIED)
		assert_non_null(signature->signer);
	else
		assert_null(signature->signer);
}

static void
unlisted(const char *why)
{
	struct signature *signature = look_at_first();

	must_be(signature, SIGNATURE_UNLISTED, why);
	assert_string_equal(signature->fingerprint, signed_by[0].fingerprint);
}

static void
verified_for(const char *id)
{
	struct signature *signature = look_at_first();

	must_be(signature, SIGNATURE_VERIFIED, NULL);
	assert_string_equal(signature->fingerprint, signed_by[0].fingerprint);
	assert_string_equal(signature->signer->id, id);
}

static void
each_kind_of_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < VECTORS; i++) {
		struct signature *signature;

		allow(arena_format(&box.arena, "# people\nAnn@Example.org %s\n", signed_by[i].key));
		signature = look(NAMESPACE_GIT, SIGNED_MESSAGE, signed_by[i].signature);
		must_be(signature, SIGNATURE_VERIFIED, NULL);
		assert_string_equal(signature->fingerprint, signed_by[i].fingerprint);
		assert_string_equal(signature->signer->id, "ann@example.org");
		signature = look(NAMESPACE_GIT, "another message", signed_by[i].signature);
		assert_int_equal(signature->state, SIGNATURE_BAD);
		assert_non_null(signature->why);
		assert_null(signature->signer);
		/* Somebody else's key under the same list. */
		signature =
			look(NAMESPACE_GIT, SIGNED_MESSAGE, signed_by[(i + 1) % VECTORS].signature);
		must_be(signature, SIGNATURE_UNLISTED, "its key is not among the allowed signers");
	}
}

static void
no_list_no_signer(void **state)
{
	(void)state;
	unlisted("the policy names no allowed signers");
	allow("");
	unlisted("its key is not among the allowed signers");
	allow(line(ANN "cert-authority "));
	assert_int_equal(look_at_first()->state, SIGNATURE_UNLISTED);
}

static void
times(void **state)
{
	(void)state;
	signing.time = 1767225600; /* 2026-01-01T00:00:00Z */
	allow(line(ANN "valid-before=\"20260101000000Z\" "));
	verified_for("ann@example.org");
	signing.time++;
	unlisted("its key has expired");
	allow(line(ANN "valid-after=\"20260101000002Z\" "));
	unlisted("its key is not valid yet");
	signing.time++;
	verified_for("ann@example.org");
}

static void
namespaces(void **state)
{
	(void)state;
	allow(line(ANN "namespaces=\"file,changegate-tests\" "));
	unlisted("its key is not allowed for this purpose");
	allow(line(ANN "namespaces=\"file,git\" "));
	verified_for("ann@example.org");
	/* A line without namespaces is for git. */
	allow(line(ANN));
	assert_int_equal(look(NAMESPACE_TESTS, SIGNED_MESSAGE, signed_by[0].signature)->state,
			 SIGNATURE_UNLISTED);
	/* Made for git, and shown for tests. */
	allow(line(ANN "namespaces=\"changegate-tests\" "));
	assert_int_equal(look(NAMESPACE_TESTS, SIGNED_MESSAGE, signed_by[0].signature)->state,
			 SIGNATURE_BAD);
}

/* A pattern says what a key may do, and not whose it is. */
static void
patterns(void **state)
{
	static const char why[] =
		"its key is not allowed for just this purpose, and for an address";

	(void)state;
	allow(line("*@example.org "));
	unlisted(why);
	allow(line("ann@example.org,!bob@example.org "));
	unlisted(why);
	allow(line("ann@example.or? "));
	unlisted(why);
	allow(arena_format(&box.arena, "%s%s", line("* "), line(ANN)));
	verified_for("ann@example.org");
	/* The address's own line must allow it, not only the pattern's. */
	allow(arena_format(&box.arena, "%s%s", line("* "), line(ANN "namespaces=\"file\" ")));
	unlisted(why);
	allow(arena_format(&box.arena, "%s%s", line("* "),
			   line(ANN "valid-before=\"20200101Z\" ")));
	unlisted(why);
}

static void
a_key_that_comes_with_the_change(void **state)
{
	static const char why[] = "its key comes with the change: it counts once that is in place";

	(void)state;
	allow(line(ANN));
	verified_for("ann@example.org");
	allow_before("");
	unlisted(why);
	allow_before(arena_format(&box.arena, "ann@example.org %s\n", signed_by[1].key));
	unlisted(why);
	allow_before(line(ANN "namespaces=\"file\" "));
	unlisted(why);
	allow_before(line(ANN "valid-before=\"20200101Z\" "));
	unlisted(why);
	allow_before(line(ANN));
	verified_for("ann@example.org");
	/* What only the state before allowed is gone. */
	allow("");
	unlisted("its key is not among the allowed signers");
}

static void
a_signer_is_a_person(void **state)
{
	struct texts addresses = {0};
	struct signature *signature;

	(void)state;
	texts_add(&box.arena, &addresses, "lee@example.org");
	texts_add(&box.arena, &addresses, "ann@example.org");
	aliases_join(&box.arena, &people.now.aliases, &addresses);
	people.compares = true;
	allow(line(ANN));
	signature = look_at_first();
	must_be(signature, SIGNATURE_VERIFIED, NULL);
	assert_string_equal(signature->signer->id, "lee@example.org");
	assert_string_equal(signature->signer->raw_id, "ann@example.org");
	assert_string_equal(signature->signer->before_id, "ann@example.org");
	assert_string_equal(signature->signer->name, signed_by[0].fingerprint);
}

static void
bad_ones(void **state)
{
	char *armoured = arena_text(&box.arena, signed_by[0].signature);

	(void)state;
	allow(line(ANN));
	assert_int_equal(look(NAMESPACE_GIT, "", armoured)->state, SIGNATURE_BAD);
	assert_int_equal(look(NAMESPACE_GIT, SIGNED_MESSAGE, "")->state, SIGNATURE_BAD);
	assert_null(look(NAMESPACE_GIT, SIGNED_MESSAGE, "")->fingerprint);
	armoured[strlen(armoured) - strlen("-----END SSH SIGNATURE-----\n") - 6] ^= 1;
	assert_int_equal(look(NAMESPACE_GIT, SIGNED_MESSAGE, armoured)->state, SIGNATURE_BAD);
	/* Whoever is not listed costs no verification, whatever it would say. */
	allow("");
	assert_int_equal(look(NAMESPACE_GIT, "another", signed_by[0].signature)->state,
			 SIGNATURE_UNLISTED);
}

static struct signature *
look_at_kind(enum armour kind)
{
	struct signed_object object = {.kind = kind,
				       .signature = {"x", 1},
				       .payload = {SIGNED_MESSAGE, strlen(SIGNED_MESSAGE)}};

	return signature_of_object(&box.arena, &signing, &object);
}

static void
kinds(void **state)
{
	(void)state;
	allow(line(ANN));
	assert_null(look_at_kind(ARMOUR_NONE));
	must_be(look_at_kind(ARMOUR_OPENPGP), SIGNATURE_OPENPGP, "it is an OpenPGP signature");
	must_be(look_at_kind(ARMOUR_X509), SIGNATURE_X509, "it is an X.509 signature");
	must_be(look_at_kind(ARMOUR_UNKNOWN), SIGNATURE_BAD, "it is of no known kind");
	assert_int_equal(look_at_kind(ARMOUR_SSH)->state, SIGNATURE_BAD);
}

static struct signature *
look_at_commit(const char *text)
{
	return signature_of_commit(&box.arena, &signing, text, strlen(text));
}

static void
commits(void **state)
{
	(void)state;
	allow(line(ANN));
	must_be(look_at_commit(COMMIT_HEAD COMMIT_ARMOUR COMMIT_MESSAGE), SIGNATURE_VERIFIED, NULL);
	assert_int_equal(look_at_commit(COMMIT_HEAD COMMIT_ARMOUR COMMIT_MESSAGE "x")->state,
			 SIGNATURE_BAD);
	assert_null(look_at_commit(COMMIT_HEAD COMMIT_MESSAGE));
	/* Twice, or none of git's: git would cut more than was signed. */
	assert_int_equal(
		look_at_commit(COMMIT_HEAD COMMIT_ARMOUR COMMIT_ARMOUR COMMIT_MESSAGE)->state,
		SIGNATURE_BAD);
	assert_int_equal(look_at_commit(COMMIT_HEAD "gpgsig-x y\n" COMMIT_MESSAGE)->state,
			 SIGNATURE_BAD);
	must_be(look_at_commit(COMMIT_HEAD "gpgsig -----BEGIN PGP SIGNATURE-----\n"
					   " x\n" COMMIT_MESSAGE),
		SIGNATURE_OPENPGP, "it is an OpenPGP signature");
	must_be(look_at_commit(COMMIT_HEAD "gpgsig hello\n" COMMIT_MESSAGE), SIGNATURE_BAD,
		"it is of no known kind");
}

/* What git itself makes, of a key that is made here. */
static void
a_commit_by_git(void **state)
{
	struct change change;
	const char *first;

	(void)state;
	first = id_of("HEAD");
	act_as("bob");
	commit_file("app", "changed\n", "second");
	GIT("repo", "-c", "commit.gpgsign=false", "commit", "-q", "--allow-empty", "-m", "third");
	read_change(first, &change);
	assert_int_equal(change.commits.count, 2);
	assert_null(change.commits.at[0].signature);
	assert_false(change.commits.at[0].is_signed);
	assert_true(change.commits.at[1].is_signed);
	must_be(change.commits.at[1].signature, SIGNATURE_VERIFIED, NULL);
	assert_string_equal(change.commits.at[1].signature->signer->id, "bob@example.org");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SIGNING_TEST(each_kind_of_key),
		SIGNING_TEST(no_list_no_signer),
		SIGNING_TEST(times),
		SIGNING_TEST(namespaces),
		SIGNING_TEST(patterns),
		SIGNING_TEST(a_key_that_comes_with_the_change),
		SIGNING_TEST(a_signer_is_a_person),
		SIGNING_TEST(bad_ones),
		SIGNING_TEST(kinds),
		SIGNING_TEST(commits),
		REPOSITORY_TEST(a_commit_by_git),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
