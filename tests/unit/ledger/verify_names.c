/* SPDX-License-Identifier: Apache-2.0 */
/* Is each file of a store known by its name, though the names of records are not kept? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/encoding.h"
#include "ledger/verify_names.h"
#include "tests/fake/memory_store.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const kept_short[] = {
	"records/0000/00/00000000000000000000000000.json",
	"records/2026/11/00000000000000000000000000.json",
	"records/2026/11/00000000000000000000000001.json",
	"records/2026/11/01JD0000000000000000000099.json",
	"records/2026/11/7ZZZZZZZZZZZZZZZZZZZZZZZZZ.json",
	"records/2026/12/01JD0000000000000000000099.json",
	"records/9999/99/7ZZZZZZZZZZZZZZZZZZZZZZZZZ.json",
};

/* No record is looked for there, or nobody but the record itself says so. */
static const char *const kept_whole[] = {
	"a",
	"checkpoint",
	"checkpoints/1",
	"records",
	"records-2026/11/01JD0000000000000000000099.json",
	"records/2026/11/01JD000000000000000000009.json",
	"records/2026/11/01JD0000000000000000000099",
	"records/2026/11/01JD0000000000000000000099.jsoN",
	"records/2026/11/01JD0000000000000000000099.json.json",
	"records/2026/11/01JD00000000000000000000990.json",
	"records/2026/11/01JD000000000000000000009I.json",
	"records/2026/11/01JD000000000000000000009U.json",
	"records/2026/11/01jd0000000000000000000099.json",
	"records/2026/11/80000000000000000000000000.json",
	"records/2026/11/x",
	"records/2026/1x/01JD0000000000000000000099.json",
	"records/2026/1/001JD0000000000000000000099.json",
	"records/202x/11/01JD0000000000000000000099.json",
	"records/2026-11/01JD0000000000000000000099.json",
	"recordz/2026/11/01JD0000000000000000000099.json",
	"tile/0/000",
	"zzz",
};

static struct memory_store memory;
static struct store store;
static struct file_names names;
static struct arena arena;

static int
set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	memory_store_store(&memory, &store);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	names_release(&names);
	memory_store_release(&memory);
	arena_release(&arena);
	return 0;
}

static void
put_all(const char *const *all, size_t count)
{
	for (size_t i = 0; i < count; i++)
		memory_store_put(&memory, all[i], "x", 1);
}

static void
read_names(void)
{
	struct error err;

	names_release(&names);
	if (!names_read(&names, &arena, &store, &err))
		fail_msg("%s", err.message);
	assert_int_equal(names.count, memory.count);
}

/* What was not marked, compared with the files of which `left` says so. */
static void
assert_unseen(bool (*left)(size_t file))
{
	struct unseen next = {0};

	for (size_t i = 0; i < memory.count; i++)
		if (left(i))
			assert_string_equal(names_unseen(&names, &next, &arena),
					    memory.files[i].name);
	assert_null(names_unseen(&names, &next, &arena));
	assert_null(names_unseen(&names, &next, &arena));
}

static bool
always(size_t file)
{
	(void)file;
	return true;
}

static bool
never(size_t file)
{
	(void)file;
	return false;
}

static bool
of_three(size_t file)
{
	return file % 3 != 0;
}

static void
an_empty_store_has_no_names(void **unused)
{
	(void)unused;
	read_names();
	assert_false(names_mark(&names, kept_short[0]));
	assert_false(names_mark(&names, kept_whole[0]));
	assert_false(names_contain(&names, kept_short[0]));
	assert_unseen(never);
}

static void
names_of_each_form_are_found_once(void **unused)
{
	(void)unused;
	put_all(kept_short, COUNT(kept_short));
	put_all(kept_whole, COUNT(kept_whole));
	read_names();
	assert_int_equal(names.others.count, COUNT(kept_whole));
	assert_unseen(always);
	for (size_t i = 0; i < memory.count; i++) {
		assert_true(names_contain(&names, memory.files[i].name));
		assert_true(names_mark(&names, memory.files[i].name));
		assert_false(names_mark(&names, memory.files[i].name));
		assert_true(names_contain(&names, memory.files[i].name));
	}
	assert_unseen(never);
	read_names();
	for (size_t i = memory.count; i > 0; i--)
		if (!of_three(i - 1))
			assert_true(names_mark(&names, memory.files[i - 1].name));
	assert_unseen(of_three);
}

/* Each name in turn is the only one that is missing. */
static void
no_name_stands_for_another(void **unused)
{
	(void)unused;
	put_all(kept_short, COUNT(kept_short));
	put_all(kept_whole, COUNT(kept_whole));
	for (size_t i = 0; i < COUNT(kept_short) + COUNT(kept_whole); i++) {
		const char *name =
			i < COUNT(kept_short) ? kept_short[i] : kept_whole[i - COUNT(kept_short)];

		memory_store_remove(&memory, name);
		read_names();
		assert_false(names_contain(&names, name));
		assert_false(names_mark(&names, name));
		assert_unseen(always);
		memory_store_put(&memory, name, "x", 1);
	}
}

static void
put_record(unsigned number)
{
	uint8_t bytes[16] = {(uint8_t)(number * 37), (uint8_t)number, (uint8_t)(number >> 8)};
	char id[27];

	ulid_encode(id, bytes);
	memory_store_put(&memory,
			 arena_format(&arena, "records/2026/%02u/%s.json", 1 + number % 5, id), "x",
			 1);
}

/* In whatever order the store gives them. */
static void
many_records_take_twenty_bytes_each(void **unused)
{
	(void)unused;
	for (unsigned count = 0; count < 600; count++) {
		put_record(count);
		if (count > 20 && count % 100 != 0)
			continue;
		read_names();
		assert_unseen(always);
	}
	put_all(kept_whole, COUNT(kept_whole));
	read_names();
	assert_int_equal(names.records.length, 600 * 20);
	assert_int_equal(names.others.count, COUNT(kept_whole));
	assert_unseen(always);
	for (size_t i = 0; i < memory.count; i++)
		if (!of_three(i))
			assert_true(names_mark(&names, memory.files[i].name));
	assert_unseen(of_three);
}

/* A store that gives these, and then its answer. */
struct told {
	const char *names[3];
	enum error_code code;
};

static bool
each_as_told(void *self, const char *folder, bool (*take)(void *with, const char *name), void *with,
	     struct error *err)
{
	const struct told *told = self;

	assert_string_equal(folder, "");
	for (size_t i = 0; i < 3; i++)
		assert_true(take(with, told->names[i]));
	return !told->code || (fail)(err, told->code, "told to fail");
}

static enum error_code
read_code(const char *first, const char *second, const char *third, enum error_code code)
{
	struct told told = {{first, second, third}, code};
	struct error err = {0};

	store.self = &told;
	store.each = each_as_told;
	names_release(&names);
	return names_read(&names, &arena, &store, &err) ? ERROR_NONE : err.code;
}

static void
a_name_that_comes_twice_is_a_bug(void **unused)
{
	(void)unused;
	assert_int_equal(read_code("a", kept_short[0], "b", ERROR_NONE), ERROR_NONE);
	assert_int_equal(read_code("a", kept_short[0], "a", ERROR_NONE), ERROR_BUG);
	assert_int_equal(read_code(kept_short[0], "a", kept_short[0], ERROR_NONE), ERROR_BUG);
}

static void
a_store_must_answer(void **unused)
{
	(void)unused;
	assert_int_equal(read_code("a", "b", "c", ERROR_UNAVAILABLE), ERROR_UNAVAILABLE);
	assert_int_equal(read_code("a", "b", "c", ERROR_ABSENT), ERROR_NONE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_empty_store_has_no_names),      TEST(names_of_each_form_are_found_once),
		TEST(no_name_stands_for_another),       TEST(many_records_take_twenty_bytes_each),
		TEST(a_name_that_comes_twice_is_a_bug), TEST(a_store_must_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
