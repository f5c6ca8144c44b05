/* SPDX-License-Identifier: Apache-2.0 */
/* Is nobody named any more, and does everything else say what it said? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/redaction.h"
#include "base/json.h"

static const char record[] =
	"{\"approvals\":[{\"kind\":\"Bob\",\"person\":{\"id\":\"bob@example.org\",\"name\":\"Bob\"},"
	"\"text\":\"Reviewed-by: Bob <bob@example.org>\"}],"
	"\"author\":{\"id\":\"alice@example.org\",\"name\":\"Alice Smith\"},"
	"\"other\":{\"id\":\"a.smith@example.com\",\"name\":\"Alice Smith\"},"
	"\"reviewer\":{\"id\":\"12\",\"kind\":\"human\",\"login\":\"bobby\"},"
	"\"commit\":{\"address\":\"carol@example.org\",\"name\":\"Carol\"},"
	"\"team\":{\"availability\":{\"state\":\"known\"},\"id\":\"x\",\"name\":\"core\"},"
	"\"platform\":{\"claims\":{\"actor\":\"zelda-dev\",\"actorId\":\"1001\"},\"token\":\"eyJhbGci.x.y\"},"
	"\"title\":\"for ALICE SMITH, bob and bobby12: Bobbing by 12 core mail to dave@corp.example.\"}";

struct told {
	struct arena arena;
	struct redaction redaction;
	struct buffer out;
};

static void
told_open(struct told *told, const char *salt)
{
	const struct node *root;
	struct error err;

	memset(told, 0, sizeof(*told));
	arena_init(&told->arena);
	told->redaction.arena = &told->arena;
	told->redaction.salt = salt;
	assert_true(json_parse(&told->arena, record, strlen(record), &root, &err));
	assert_true(redaction_learn(&told->redaction, root, &err));
	redaction_ready(&told->redaction);
	redact_document(&told->redaction, root, &told->out);
}

static void
told_close(struct told *told)
{
	buffer_release(&told->out);
	arena_release(&told->arena);
}

static const char *
text_at(struct told *told, const char *pointer)
{
	const struct node *root, *found;
	struct error err;

	assert_true(json_parse(&told->arena, told->out.bytes, told->out.length, &root, &err));
	found = json_pointer(root, pointer);
	assert_non_null(found);
	return found->text;
}

static void
people_have_one_pseudonym_by_their_id(void **state)
{
	struct told told RELEASED_BY(told_close);
	const char *bob, *alice, *other;

	(void)state;
	told_open(&told, "salt");
	bob = text_at(&told, "/approvals/0/person/id");
	alice = text_at(&told, "/author/id");
	other = text_at(&told, "/other/id");
	assert_memory_equal(bob, "person-", 7);
	assert_int_equal(strlen(bob), 19);
	assert_string_equal(bob, text_at(&told, "/approvals/0/person/name"));
	assert_string_not_equal(bob, alice);
	/* two people of one name stay two */
	assert_string_not_equal(alice, other);
	assert_string_equal(text_at(&told, "/author/name"), text_at(&told, "/other/name"));
	assert_string_not_equal(text_at(&told, "/author/name"), alice);
	assert_string_equal(text_at(&told, "/reviewer/id"), text_at(&told, "/reviewer/login"));
	assert_string_equal(text_at(&told, "/commit/address"), text_at(&told, "/commit/name"));
}

static void
a_token_is_withheld_and_who_it_names_too(void **state)
{
	struct told told RELEASED_BY(told_close);

	(void)state;
	told_open(&told, "salt");
	assert_string_equal(text_at(&told, "/platform/token"), "(withheld: a token names people)");
	assert_memory_equal(text_at(&told, "/platform/claims/actor"), "person-", 7);
	assert_string_equal(text_at(&told, "/platform/claims/actor"),
			    text_at(&told, "/platform/claims/actorId"));
}

static void
texts_lose_names_as_whole_words(void **state)
{
	static const char *const gone[] = {"alice", "Alice", "ALICE",       "SMITH",
					   "bob@",  "Bob ",  "bob ",        "carol",
					   "Carol", "dave",  "corp.example"};
	struct told told RELEASED_BY(told_close);
	const char *title;

	(void)state;
	told_open(&told, "salt");
	for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++)
		assert_null(strstr(told.out.bytes, gone[i]));
	title = text_at(&told, "/title");
	assert_non_null(strstr(title, " bobby12: Bobbing by 12 core mail to person-"));
	assert_string_equal(title + strlen(title) - 1, ".");
	/* what decides, and what is no person */
	assert_string_equal(text_at(&told, "/approvals/0/kind"), "Bob");
	assert_string_equal(text_at(&told, "/team/id"), "x");
	assert_string_equal(text_at(&told, "/team/name"), "core");
}

static void
a_name_alone_is_who_bears_it(void **state)
{
	static const char text[] = "bobby and mallory and Alice Smith";
	struct told known RELEASED_BY(told_close), told RELEASED_BY(told_close);
	struct redaction *redaction = &told.redaction;
	struct buffer before RELEASED_BY(buffer_release) = {0};
	struct buffer after RELEASED_BY(buffer_release) = {0};
	const struct node *root;
	struct error err;

	(void)state;
	told_open(&known, "salt");
	memset(&told, 0, sizeof(told));
	arena_init(&told.arena);
	redaction->arena = &told.arena;
	redaction->salt = "salt";
	assert_true(redaction_learn_name(redaction, "bobby", &err));
	assert_true(redaction_learn_name(redaction, "mallory", &err));
	assert_true(json_parse(&told.arena, record, strlen(record), &root, &err));
	assert_true(redaction_learn(redaction, root, &err));
	assert_true(redaction_learn_name(redaction, "Alice Smith", &err));
	assert_true(redaction_learn_name(redaction, "mallory", &err));
	assert_true(redaction_learn_name(redaction, "", &err));
	redaction_ready(redaction);
	redact_text(&known.redaction, text, strlen(text), &before);
	redact_text(redaction, text, strlen(text), &after);
	assert_non_null(strstr(before.bytes, " and mallory and "));
	assert_null(strstr(after.bytes, "mallory"));
	/* whom the records know keeps the pseudonym, and nobody becomes two */
	assert_memory_equal(before.bytes, after.bytes, strlen("person-4f1c09a2be71"));
	assert_string_equal(strrchr(before.bytes, ' '), strrchr(after.bytes, ' '));
}

static void
the_salt_decides_and_is_kept_with_the_names(void **state)
{
	static const char salt[] =
		"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
	struct told a RELEASED_BY(told_close), b RELEASED_BY(told_close), c RELEASED_BY(told_close);
	struct buffer file RELEASED_BY(buffer_release) = {0};
	const char *again = NULL;
	struct error err;

	(void)state;
	told_open(&a, salt);
	told_open(&b, salt);
	told_open(&c, "another");
	assert_string_equal(a.out.bytes, b.out.bytes);
	assert_string_not_equal(a.out.bytes, c.out.bytes);
	redaction_write(&a.redaction, &file);
	assert_non_null(strstr(file.bytes, "\"value\": \"Alice Smith\""));
	assert_true(redaction_read_salt(&a.arena, file.bytes, file.length, &again, &err));
	assert_string_equal(again, salt);
	assert_false(redaction_read_salt(&a.arena, "{\"salt\":\"1\"}", 12, &again, &err));
	assert_int_equal(err.code, ERROR_FORMAT);
}

static void
a_text_that_names_nobody_stays(void **state)
{
	static const char text[] = "a@b is no address, nor is @x.y or x@.; ali\xC3\xA7"
				   "e stays";
	struct told told RELEASED_BY(told_close);
	struct buffer out RELEASED_BY(buffer_release) = {0};

	(void)state;
	told_open(&told, "salt");
	redact_text(&told.redaction, text, strlen(text), &out);
	assert_string_equal(out.bytes, text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_alone_is_who_bears_it),
		cmocka_unit_test(people_have_one_pseudonym_by_their_id),
		cmocka_unit_test(a_token_is_withheld_and_who_it_names_too),
		cmocka_unit_test(texts_lose_names_as_whole_words),
		cmocka_unit_test(the_salt_decides_and_is_kept_with_the_names),
		cmocka_unit_test(a_text_that_names_nobody_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
