/* SPDX-License-Identifier: Apache-2.0 */
/* Are the addresses of one person joined, by the committed mailmap and no other? */
#include "tests/unit/integrations/sandbox.h"

#include "integrations/mailmap.h"

static void
resolves(const struct mailmap *mailmap, const char *name, const char *address, const char *id,
	 const char *real_name)
{
	struct person person;

	mailmap_resolve(&box.arena, mailmap, name, address, &person);
	assert_string_equal(person.id, id);
	assert_string_equal(person.name, real_name);
}

static void
test_forms(void **state)
{
	static const char text[] = "# comment\n"
				   "Ann Lee <ann@new>\n"
				   "<bob@new> <bob@old>\n"
				   "Carl C <carl@new> <carl@old>\n"
				   "Dan D <dan@new> Danny <shared@old>\n"
				   "broken line\n"
				   "<<>\n";
	struct mailmap *mailmap RELEASED_BY(mailmap_release) = NULL;

	(void)state;
	assert_true(mailmap_parse(text, sizeof(text) - 1, &mailmap, &box.err));
	resolves(mailmap, "a", "ANN@NEW", "ann@new", "Ann Lee");
	resolves(mailmap, "Bob", "Bob@Old", "bob@new", "Bob");
	resolves(mailmap, "x", "carl@old", "carl@new", "Carl C");
	resolves(mailmap, "Danny", "shared@old", "dan@new", "Dan D");
	resolves(mailmap, "Eve", "shared@old", "shared@old", "Eve");
	resolves(mailmap, "Nobody", "", "", "Nobody");
	resolves(NULL, "Ann", "Ann@Old", "ann@old", "Ann");
}

static void
test_raw_is_kept(void **state)
{
	static const char text[] = "Ann Lee <ann@new> <ann@old>\n<bob@new> <>\n";
	struct mailmap *mailmap RELEASED_BY(mailmap_release) = NULL;
	struct person person;

	(void)state;
	assert_true(mailmap_parse(text, sizeof(text) - 1, &mailmap, &box.err));
	mailmap_resolve(&box.arena, mailmap, "A", "ANN@Old.", &person);
	assert_string_equal(person.id, "ann@new");
	assert_string_equal(person.raw_id, "ann@old");
	assert_string_equal(person.name, "Ann Lee");
	assert_string_equal(person.raw_name, "A");
	mailmap_resolve(&box.arena, mailmap, "", "", &person);
	assert_string_equal(person.id, "bob@new");
	assert_string_equal(person.raw_id, "");
	assert_null(person.raw_name);
	mailmap_resolve(&box.arena, mailmap, "Eve", "Eve@X", &person);
	assert_null(person.raw_id);
	assert_null(person.raw_name);
}

/* The last line that says it, as git has it. */
static void
test_lines_about_the_same(void **state)
{
	static const char text[] = "Ann <ann@1> <a@old>\n"
				   "<ann@2> <a@old>\n"
				   "Ann 3 <a@old>\n"
				   "Dan <dan@1> D <a@old>\n"
				   "<dan@2> D <a@old>\n";
	struct mailmap *mailmap RELEASED_BY(mailmap_release) = NULL;

	(void)state;
	assert_true(mailmap_parse(text, sizeof(text) - 1, &mailmap, &box.err));
	resolves(mailmap, "x", "a@old", "ann@2", "Ann 3");
	resolves(mailmap, "d", "a@old", "dan@2", "d");
}

static void
test_limit(void **state)
{
	struct buffer text RELEASED_BY(buffer_release) = {0};
	struct mailmap *mailmap RELEASED_BY(mailmap_release) = NULL;

	(void)state;
	for (size_t i = 0; i < LIMIT_MAILMAP_LINES; i++)
		buffer_add(&text, "A <a@b> <c@d>\n", 14);
	assert_true(mailmap_parse(text.bytes, text.length, &mailmap, &box.err));
	resolves(mailmap, "x", "c@d", "a@b", "A");
	mailmap_release(&mailmap);
	buffer_add(&text, "#", 1);
	assert_false(mailmap_parse(text.bytes, text.length, &mailmap, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_null(mailmap);
}

static void
test_hostile(void **state)
{
	static const char text[] = "A\0B <a@b> <c@d>\n\xFF\xFE <x@\xFF> <y@z>\n<";
	struct mailmap *mailmap RELEASED_BY(mailmap_release) = NULL;
	struct person person;

	(void)state;
	for (size_t length = 0; length < sizeof(text); length++) {
		assert_true(mailmap_parse(text, length, &mailmap, &box.err));
		mailmap_resolve(&box.arena, mailmap, "n", "y@z", &person);
		mailmap_release(&mailmap);
	}
	assert_true(mailmap_parse(NULL, 0, &mailmap, &box.err));
}

static void
test_only_the_committed_one(void **state)
{
	struct git *git RELEASED_BY(git_close) = NULL;
	struct mailmap *mailmap RELEASED_BY(mailmap_release) = NULL;
	struct source source;
	const char *without, *with;

	(void)state;
	GIT("", "init", "-q", "-b", "main", ".");
	GIT("", "commit", "-q", "--allow-empty", "-m", "none");
	without = GIT("", "rev-parse", "HEAD");
	write_file(".mailmap", "Ann <ann@new> <ann@old>\n");
	GIT("", "add", ".mailmap");
	GIT("", "commit", "-q", "-m", "mailmap");
	with = GIT("", "rev-parse", "HEAD");
	write_file(".mailmap", "Eve <eve@evil> <ann@old>\n");
	write_file("other", "Eve <eve@evil> <ann@old>\n");
	GIT("", "config", "mailmap.file", path_of("other"));
	GIT("", "config", "mailmap.blob", "HEAD:.mailmap");
	assert_true(git_open(box.folder, &git, &box.err));
	assert_true(mailmap_read(&box.arena, git, without, &mailmap, &source, &box.err));
	assert_null(mailmap);
	assert_null(source.kept_by);
	assert_true(mailmap_read(&box.arena, git, with, &mailmap, &source, &box.err));
	resolves(mailmap, "x", "ann@old", "ann@new", "Ann");
	assert_string_equal(source.kept_by, "git");
	assert_string_equal(source.reference, GIT("", "rev-parse", "HEAD:.mailmap"));
	assert_int_equal(strlen(source.sha256), 64);
}

static void
test_link_is_refused(void **state)
{
	struct git *git RELEASED_BY(git_close) = NULL;
	struct mailmap *mailmap = NULL;
	struct source source;

	(void)state;
	GIT("", "init", "-q", "-b", "main", ".");
	assert_int_equal(symlink("/etc/passwd", path_of(".mailmap")), 0);
	GIT("", "add", ".mailmap");
	GIT("", "commit", "-q", "-m", "link");
	assert_true(git_open(box.folder, &git, &box.err));
	assert_false(mailmap_read(&box.arena, git, GIT("", "rev-parse", "HEAD"), &mailmap, &source,
				  &box.err));
	assert_int_equal(box.err.code, ERROR_FORMAT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_forms),
		TEST(test_raw_is_kept),
		TEST(test_lines_about_the_same),
		TEST(test_limit),
		TEST(test_hostile),
		TEST(test_only_the_committed_one),
		TEST(test_link_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
