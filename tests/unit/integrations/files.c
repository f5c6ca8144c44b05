/* SPDX-License-Identifier: Apache-2.0 */
/* Are files found by glob, sorted, without following links or looking where nothing can match? */
#include "tests/unit/integrations/sandbox.h"

#include "integrations/files.h"

static const char *
matching(const char *glob)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct file_entries files;

	if (!files_matching(&box.arena, box.folder, glob, 100, &files, &box.err))
		fail_msg("%s", box.err.message);
	for (size_t i = 0; i < files.count; i++)
		buffer_add_format(&out, "%s%s%s", i ? " " : "",
				  files.at[i].kind == FILE_REGULAR ? "" : "!", files.at[i].name);
	return arena_copy(&box.arena, out.bytes ? out.bytes : "", out.length);
}

static void
make_files(void)
{
	make_folder("a");
	make_folder("a/b");
	make_folder("a/b/c");
	make_folder(".git");
	write_file("x.xml", "");
	write_file("a/x.xml", "");
	write_file("a.xml", "");
	write_file("a/b/y.xml", "");
	write_file("a/b/c/z.xml", "");
	write_file(".git/x.xml", "");
	assert_int_equal(symlink("a", path_of("link")), 0);
	assert_int_equal(symlink("x.xml", path_of("link.xml")), 0);
	assert_int_equal(symlink("nowhere", path_of("a/b/c/gone.xml")), 0);
	make_folder("a/folder.xml");
}

static void
test_matching(void **state)
{
	(void)state;
	make_files();
	assert_string_equal(matching("*.xml"), "a.xml !link.xml x.xml");
	assert_string_equal(matching("a/*.xml"), "a/x.xml");
	assert_string_equal(matching("*/x.xml"), "a/x.xml");
	assert_string_equal(matching("a/b/c/z.xml"), "a/b/c/z.xml");
	assert_string_equal(matching("a/**/*.xml"),
			    "!a/b/c/gone.xml a/b/c/z.xml a/b/y.xml a/x.xml");
	assert_string_equal(matching("**/z.xml"), "a/b/c/z.xml");
	assert_string_equal(matching("a/*/c/*"), "!a/b/c/gone.xml a/b/c/z.xml");
	assert_string_equal(matching("link/x.xml"), "");
	assert_string_equal(matching("a"), "");
	assert_string_equal(matching("nothing/*"), "");
}

/* A folder that cannot match is not opened: one that may not be read does no harm there. */
static void
test_not_looked_into(void **state)
{
	struct file_entries files;

	(void)state;
	make_files();
	if (geteuid() == 0)
		skip();
	assert_int_equal(chmod(path_of("a/b"), 0), 0);
	assert_string_equal(matching("a/*.xml"), "a/x.xml");
	assert_false(files_matching(&box.arena, box.folder, "**/*.xml", 100, &files, &box.err));
	assert_int_equal(chmod(path_of("a/b"), 0755), 0);
}

static void
test_limit(void **state)
{
	struct file_entries files = {.count = 9};

	(void)state;
	make_files();
	assert_true(files_matching(&box.arena, box.folder, "**/*.xml", 7, &files, &box.err));
	assert_int_equal(files.count, 7);
	assert_false(files_matching(&box.arena, box.folder, "**/*.xml", 6, &files, &box.err));
	assert_int_equal(files.count, 7);
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
}

static void
test_folder(void **state)
{
	struct file_entries entries;

	(void)state;
	make_files();
	assert_true(folder_read(&box.arena, box.folder, &entries, &box.err));
	assert_int_equal(entries.count, 6);
	assert_string_equal(entries.at[0].name, ".git");
	assert_int_equal(entries.at[0].kind, FILE_FOLDER);
	assert_string_equal(entries.at[3].name, "link");
	assert_int_equal(entries.at[3].kind, FILE_LINK);
	assert_int_equal(entries.at[5].kind, FILE_REGULAR);
	assert_false(entries.at[5].executable);
	assert_false(folder_read(&box.arena, path_of("gone"), &entries, &box.err));
	assert_int_equal(box.err.code, ERROR_ABSENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {TEST(test_matching), TEST(test_not_looked_into),
					   TEST(test_limit), TEST(test_folder)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
