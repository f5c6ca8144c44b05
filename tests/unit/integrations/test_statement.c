/* SPDX-License-Identifier: Apache-2.0 */
/* Does a statement vouch only for these reports of this commit, signed by somebody who may? */
#include "tests/unit/integrations/signing_world.h"

#include "base/hash.h"
#include "integrations/test_statement.h"

#define HEAD "1111111111111111111111111111111111111111"
#define OTHER "2222222222222222222222222222222222222222"
#define TYPE "https://in-toto.io/Statement/v1"
#define OF_COMMIT "{\"digest\":{\"gitCommit\":\"" HEAD "\"},\"name\":\"commit\"}"

static const struct test_requirement requirement = {
	.junit = "out/*.xml", .min_tests = 1, .statement = "tests.json"};
static struct test_result result;
static const char *key;

static const char *
digest_of(const char *text)
{
	return sha256_hex(&box.arena, text, strlen(text));
}

static void
add_report(const char *path, const char *sha256)
{
	*LIST_ADD(&box.arena, &result.reports) =
		(struct test_report){.path = path, .sha256 = sha256, .tests = 1};
	result.report_count++;
}

static const char *
with_options(const char *options)
{
	const char *space = strchr(key, ' ');

	return arena_format(&box.arena, "%.*s %s%s", (int)(space - key), key, options, space);
}

/* Two reports, and bob, who may sign. */
static int
begin(void **state)
{
	if (begin_signing(state))
		return -1;
	result = (struct test_result){.junit = "out/*.xml"};
	add_report("out/a.xml", digest_of("a"));
	add_report("out/b.xml", digest_of("b"));
	key = new_key("bob");
	allow(with_options("namespaces=\"changegate-tests\""));
	return 0;
}

static const char *
subject(const char *path, const char *text)
{
	return arena_format(&box.arena, "{\"digest\":{\"sha256\":\"%s\"},\"name\":\"%s\"}",
			    digest_of(text), path);
}

static const char *
statement(const char *type, const char *subjects)
{
	return arena_format(&box.arena,
			    "{\"_type\":\"%s\",\"predicate\":{},\"predicateType\":\"x\","
			    "\"subject\":[%s]}\n",
			    type, subjects);
}

static const char *
both_reports(void)
{
	return arena_format(&box.arena, "%s,%s", subject("out/a.xml", "a"),
			    subject("out/b.xml", "b"));
}

static const char *
good(void)
{
	return statement(TYPE, arena_format(&box.arena, "%s," OF_COMMIT, both_reports()));
}

static void
sign(const char *namespace)
{
	unlink(path_of("tests.json.sig"));
	KEYGEN("-Y", "sign", "-f", path_of("keys/bob"), "-n", namespace, path_of("tests.json"));
}

static void
look(const char *head)
{
	result.statement = NULL;
	result.grade = GRADE_VERIFIED;
	test_statement_read(&box.arena, box.folder, &requirement, &result);
	test_statement_verify(&box.arena, &signing, head, &result);
}

static void
look_at(const char *text)
{
	write_file("tests.json", text);
	sign(NAMESPACE_TESTS);
	look(HEAD);
}

static void
attests(void)
{
	if (result.grade != GRADE_ATTESTED)
		fail_msg("%s", result.statement->problem ? result.statement->problem
							 : "no problem is said");
	assert_null(result.statement->problem);
	assert_string_equal(result.statement->commit, HEAD);
	assert_true(result.statement->covers_reports);
	assert_int_equal(result.statement->signature->state, SIGNATURE_VERIFIED);
}

static void
does_not(const char *problem)
{
	assert_int_equal(result.grade, GRADE_CLAIMED);
	assert_non_null(result.statement);
	if (!problem)
		assert_null(result.statement->problem);
	else if (!result.statement->problem || !strstr(result.statement->problem, problem))
		fail_msg("found '%s', not '%s'",
			 result.statement->problem ? result.statement->problem : "", problem);
}

static void
another_result_is_none(void **state)
{
	static const char empty[] = "\"predicate\":{}";
	const char *text = good();
	const char *at = strstr(text, empty);

	(void)state;
	look_at(arena_format(&box.arena, "%.*s\"predicate\":{\"result\":\"PASSED\"}%s",
			     (int)(at - text), text, at + strlen(empty)));
	attests();
	look_at(arena_format(&box.arena, "%.*s\"predicate\":{\"result\":\"FAILED\"}%s",
			     (int)(at - text), text, at + strlen(empty)));
	does_not("its result is not PASSED");
}

static void
a_signed_statement_attests(void **state)
{
	(void)state;
	look_at(good());
	attests();
	assert_string_equal(result.statement->path, "tests.json");
	assert_string_equal(result.statement->bytes, good());
	assert_string_equal(result.statement->signature->signer->id, "bob@example.org");
	assert_true(text_starts_with(result.statement->armoured, "-----BEGIN SSH SIGNATURE-----"));
}

static void
nothing_is_asked_for(void **state)
{
	static const struct test_requirement plain = {.junit = "out/*.xml", .min_tests = 1};

	(void)state;
	write_file("tests.json", good());
	sign(NAMESPACE_TESTS);
	result.grade = GRADE_VERIFIED;
	test_statement_read(&box.arena, box.folder, &plain, &result);
	assert_null(result.statement);
	test_statement_verify(&box.arena, &signing, HEAD, &result);
	assert_null(result.statement);
	assert_int_equal(result.grade, GRADE_CLAIMED);
}

static void
files_that_are_not_there(void **state)
{
	(void)state;
	look(HEAD);
	does_not("could not be read");
	assert_null(result.statement->bytes);
	assert_null(result.statement->signature);
	write_file("tests.json", good());
	look(HEAD);
	does_not("could not be read");
	assert_non_null(result.statement->bytes);
	assert_null(result.statement->armoured);
	assert_null(result.statement->signature);
	make_folder("tests.json.sig");
	look(HEAD);
	does_not("could not be read");
}

static void
files_that_are_no_text(void **state)
{
	char *large = arena_allocate(&box.arena, 1024 * 1024 + 2);

	(void)state;
	look_at("");
	does_not("it is no text");
	look_at("\xFF");
	does_not("it is no text");
	write_bytes("tests.json", "{}\0", 3);
	look(HEAD);
	does_not("it is no text");
	memset(large, ' ', 1024 * 1024 + 1);
	look_at(large);
	does_not("could not be read");
	look_at(good());
	attests();
	write_bytes("tests.json.sig", large, 16 * 1024 + 1);
	look(HEAD);
	does_not("could not be read");
	write_bytes("tests.json.sig", "", 0);
	look(HEAD);
	does_not("it is no text");
}

static void
another_form(void **state)
{
	(void)state;
	look_at("{");
	does_not("it is no JSON");
	look_at("[]");
	does_not("it is no in-toto Statement v1");
	look_at("null");
	does_not("it is no in-toto Statement v1");
	look_at("{\"_type\":\"" TYPE "\"}");
	does_not("it is no in-toto Statement v1");
	look_at("{\"_type\":\"" TYPE "\",\"subject\":{}}");
	does_not("it is no in-toto Statement v1");
	look_at(statement("https://in-toto.io/Statement/v0.1",
			  arena_format(&box.arena, "%s," OF_COMMIT, both_reports())));
	does_not("it is no in-toto Statement v1");
	look_at(statement(TYPE, "1,null,\"x\",[]"));
	does_not("it does not name one commit");
	look_at(statement(TYPE, "{\"name\":1,\"digest\":[]},{\"digest\":{\"gitCommit\":1}}"));
	does_not("it does not name one commit");
}

static void
the_commit(void **state)
{
	(void)state;
	look_at(good());
	look(OTHER);
	does_not(NULL);
	assert_string_equal(result.statement->commit, HEAD);
	look_at(statement(TYPE, both_reports()));
	does_not("it does not name one commit");
	look_at(statement(TYPE, arena_format(&box.arena,
					     "%s," OF_COMMIT ",{\"digest\":{\"gitCommit\":\"" OTHER
					     "\"}}",
					     both_reports())));
	does_not("it does not name one commit");
	look_at(statement(TYPE,
			  arena_format(&box.arena,
				       "%s," OF_COMMIT ",{\"digest\":{\"gitCommit\":\"1111\"}}",
				       both_reports())));
	does_not("it does not name one commit");
	look_at(statement(TYPE,
			  arena_format(&box.arena, "%s," OF_COMMIT "," OF_COMMIT, both_reports())));
	attests();
}

static void
the_reports(void **state)
{
	static const char lacks[] = "it does not name every report with the digest that it has";
	const char *a = subject("out/a.xml", "a"), *b = subject("out/b.xml", "b");

	(void)state;
	look_at(statement(TYPE, arena_format(&box.arena, "%s," OF_COMMIT, a)));
	does_not(lacks);
	look_at(statement(TYPE, arena_format(&box.arena, "%s,%s," OF_COMMIT, a,
					     subject("out/b.xml", "changed"))));
	does_not(lacks);
	look_at(statement(
		TYPE, arena_format(&box.arena, "%s,%s," OF_COMMIT, a, subject("out/c.xml", "b"))));
	does_not(lacks);
	/* More than is asked for. */
	look_at(statement(TYPE,
			  arena_format(&box.arena, "%s,%s,%s,%s," OF_COMMIT, b, a,
				       subject("out/b.xml", "older"), subject("out/c.xml", "c"))));
	attests();
	add_report("out/unread.xml", NULL);
	look_at(good());
	does_not(lacks);
	result.reports.count = 0;
	look_at(good());
	does_not(lacks);
}

static void
too_many_subjects(void **state)
{
	struct buffer subjects RELEASED_BY(buffer_release) = {0};

	(void)state;
	buffer_add_text(&subjects, both_reports());
	buffer_add_text(&subjects, "," OF_COMMIT);
	for (int i = 0; i < LIMIT_REPORTS - 2; i++)
		buffer_add_text(&subjects, ",{}");
	look_at(statement(TYPE, subjects.bytes));
	attests();
	buffer_add_text(&subjects, ",{}");
	look_at(statement(TYPE, subjects.bytes));
	does_not("it has too many subjects");
}

static void
the_signature(void **state)
{
	(void)state;
	write_file("tests.json", good());
	sign(NAMESPACE_GIT);
	look(HEAD);
	does_not(NULL);
	assert_int_equal(result.statement->signature->state, SIGNATURE_BAD);
	sign(NAMESPACE_TESTS);
	look(HEAD);
	attests();
	write_file("tests.json", arena_format(&box.arena, "%s\n", good()));
	look(HEAD);
	does_not(NULL);
	assert_int_equal(result.statement->signature->state, SIGNATURE_BAD);
	write_file("tests.json.sig", "no signature\n");
	look(HEAD);
	does_not(NULL);
	assert_int_equal(result.statement->signature->state, SIGNATURE_BAD);
}

/* The line of the key with options. */
static void
whoever_may_not(void **state)
{
	(void)state;
	look_at(good());
	attests();
	allow(new_key("carol"));
	look(HEAD);
	does_not(NULL);
	assert_int_equal(result.statement->signature->state, SIGNATURE_UNLISTED);
	allow(key);
	look(HEAD);
	does_not(NULL);
	allow(with_options("namespaces=\"changegate-tests\""));
	allow_before("");
	look(HEAD);
	does_not(NULL);
	signing.before = NULL;
	allow(with_options("namespaces=\"git\""));
	look(HEAD);
	does_not(NULL);
	allow(with_options("namespaces=\"changegate-tests\""));
	look(HEAD);
	attests();
	signing.now = NULL;
	look(HEAD);
	does_not(NULL);
}

/* What a document says of a signature is not taken over: only path and bytes count. */
static void
all_is_judged_again(void **state)
{
	struct signature forged = {.state = SIGNATURE_VERIFIED};
	struct test_statement *told;

	(void)state;
	look_at(statement(TYPE, OF_COMMIT));
	told = result.statement;
	told->covers_reports = true;
	told->problem = NULL;
	told->signature = &forged;
	result.grade = GRADE_ATTESTED;
	test_statement_verify(&box.arena, &signing, HEAD, &result);
	does_not("it does not name every report");
	assert_ptr_not_equal(result.statement->signature, &forged);
	*told = (struct test_statement){
		.path = "tests.json", .commit = HEAD, .covers_reports = true, .signature = &forged};
	result.statement = told;
	result.grade = GRADE_ATTESTED;
	test_statement_verify(&box.arena, &signing, HEAD, &result);
	does_not(NULL);
	assert_null(result.statement->signature);
	assert_null(result.statement->commit);
	assert_false(result.statement->covers_reports);
}

#define STATEMENT_TEST(function) cmocka_unit_test_setup_teardown(function, begin, end_signing)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STATEMENT_TEST(a_signed_statement_attests),
		STATEMENT_TEST(another_result_is_none),
		STATEMENT_TEST(nothing_is_asked_for),
		STATEMENT_TEST(files_that_are_not_there),
		STATEMENT_TEST(files_that_are_no_text),
		STATEMENT_TEST(another_form),
		STATEMENT_TEST(the_commit),
		STATEMENT_TEST(the_reports),
		STATEMENT_TEST(too_many_subjects),
		STATEMENT_TEST(the_signature),
		STATEMENT_TEST(whoever_may_not),
		STATEMENT_TEST(all_is_judged_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
