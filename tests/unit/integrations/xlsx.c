/* SPDX-License-Identifier: Apache-2.0 */
/* Is a workbook written, is nothing left behind, and is what no workbook holds an error? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "integrations/xlsx.h"

static char folder[64];

static int
set_up(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/changegate-xlsx-XXXXXX");
	return mkdtemp(folder) && setenv("TMPDIR", folder, 1) == 0 ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	return rmdir(folder);
}

static size_t
files_left(void)
{
	DIR *opened = opendir(folder);
	size_t count = 0;

	assert_non_null(opened);
	for (struct dirent *entry; (entry = readdir(opened)) != NULL;)
		count += entry->d_name[0] != '.';
	closedir(opened);
	return count;
}

static bool
write_one(const char *name, const char *cell, struct buffer *out, struct error *err)
{
	const char *cells[] = {cell};
	struct texts texts = {cells, 1};
	struct xlsx_line line = {.cells = &texts};
	struct xlsx_sheet sheet = {name, 1, &line};

	return xlsx_write(&sheet, 1, 1793491200, out, err);
}

static void
a_workbook_is_a_zip_and_leaves_nothing(void **state)
{
	struct buffer first RELEASED_BY(buffer_release) = {0};
	struct buffer second RELEASED_BY(buffer_release) = {0};
	struct error err;

	(void)state;
	assert_true(write_one("Page", "=1+1", &first, &err));
	assert_true(first.length > 1000);
	assert_memory_equal(first.bytes, "PK\x03\x04", 4);
	assert_int_equal(files_left(), 0);
	assert_true(write_one("Page", "=1+2", &second, &err));
	assert_true(first.length != second.length ||
		    memcmp(first.bytes, second.bytes, first.length) != 0);
}

static void
what_no_workbook_holds_is_an_error(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	char *cell = calloc(1, 40001);
	struct error err;

	(void)state;
	assert_non_null(cell);
	memset(cell, 'a', 40000);
	assert_false(write_one("Page", cell, &out, &err));
	assert_int_equal(err.code, ERROR_USAGE);
	assert_non_null(strstr(err.message, "cannot hold"));
	assert_false(write_one("a/b", "x", &out, &err));
	assert_int_equal(err.code, ERROR_USAGE);
	assert_string_equal(err.message, "'a/b' is no name for a sheet");
	assert_int_equal(out.length, 0);
	assert_int_equal(files_left(), 0);
	free(cell);
}

static void
a_folder_that_is_not_there_is_told(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct error err;

	(void)state;
	setenv("TMPDIR", "/tmp/changegate-xlsx-nowhere", 1);
	assert_false(write_one("Page", "x", &out, &err));
	assert_non_null(strstr(err.message, "/tmp/changegate-xlsx-nowhere"));
	setenv("TMPDIR", folder, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_workbook_is_a_zip_and_leaves_nothing),
		cmocka_unit_test(what_no_workbook_holds_is_an_error),
		cmocka_unit_test(a_folder_that_is_not_there_is_told),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
