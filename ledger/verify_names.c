/* SPDX-License-Identifier: Apache-2.0 */
/* Which files does the store have, and which of them were seen? See verify_names.h. */
#include "ledger/verify_names.h"

#include <stdlib.h>
#include <string.h>

#include "base/encoding.h"
#include "base/text.h"

#define FOLDER "records/"
#define SUFFIX ".json"

enum {
	YEAR = sizeof(FOLDER) - 1, /* where it begins in a name */
	MONTH = YEAR + 5,
	ID = MONTH + 3,
	END = ID + 26,
	NAME_BYTES = END + sizeof(SUFFIX) - 1,
	KEY_FOLDER_BYTES = 3 /* for 9999 * 100 + 99 */
};

static bool
read_digits(const char *text, size_t count, uint32_t *number)
{
	for (size_t i = 0; i < count; i++) {
		if (!byte_is_digit(text[i]))
			return false;
		*number = *number * 10 + (uint32_t)(text[i] - '0');
	}
	return text[count] == '/';
}

/* false: it has another form. Each name has a key of its own, from which it is made again. */
static bool
key_of(const char *name, uint8_t key[19])
{
	uint32_t folder = 0;

	if (strlen(name) != NAME_BYTES || memcmp(name, FOLDER, YEAR) != 0 ||
	    !read_digits(name + YEAR, 4, &folder) || !read_digits(name + MONTH, 2, &folder) ||
	    strcmp(name + END, SUFFIX) != 0)
		return false;
	for (int i = 0; i < KEY_FOLDER_BYTES; i++)
		key[i] = (uint8_t)(folder >> (8 * (KEY_FOLDER_BYTES - 1 - i)));
	return ulid_decode(key + KEY_FOLDER_BYTES, name + ID);
}

static const char *
name_of(struct arena *arena, const uint8_t key[19])
{
	unsigned folder = 0;
	char id[27];

	for (int i = 0; i < KEY_FOLDER_BYTES; i++)
		folder = folder << 8 | key[i];
	ulid_encode(id, key + KEY_FOLDER_BYTES);
	return arena_format(arena, FOLDER "%04u/%02u/%s" SUFFIX, folder / 100, folder % 100, id);
}

static struct record_name *
records_of(const struct file_names *names)
{
	return (struct record_name *)names->records.bytes;
}

static size_t
record_count(const struct file_names *names)
{
	return names->records.length / sizeof(struct record_name);
}

static int
compare(const uint8_t key[19], const struct record_name *record)
{
	return memcmp(key, record->key, sizeof(record->key));
}

/* ---- reading ------------------------------------------------------------------------------------
 */

static bool
add_name(void *with, const char *name)
{
	struct file_names *names = with;
	struct record_name record = {0};

	names->count++;
	if (key_of(name, record.key))
		buffer_add(&names->records, &record, sizeof(record));
	else
		texts_add(names->arena, &names->others, arena_text(names->arena, name));
	return true;
}

/* Puts a record where it belongs in the heap below `at`; the largest is on top. */
static void
sift(struct record_name *records, size_t at, size_t count)
{
	struct record_name record = records[at];
	size_t below;

	for (; (below = 2 * at + 1) < count; at = below) {
		if (below + 1 < count && compare(records[below].key, &records[below + 1]) < 0)
			below++;
		if (compare(record.key, &records[below]) >= 0)
			break;
		records[at] = records[below];
	}
	records[at] = record;
}

/* In their place: the C library's qsort() may take as much memory again. */
static void
sort_records(struct record_name *records, size_t count)
{
	for (size_t i = count / 2; i > 0; i--)
		sift(records, i - 1, count);
	for (size_t left = count; left > 1; left--) {
		struct record_name largest = records[0];

		records[0] = records[left - 1];
		sift(records, 0, left - 1);
		records[left - 1] = largest;
	}
}

static bool
records_ascend(const struct file_names *names)
{
	const struct record_name *records = records_of(names);

	for (size_t i = 1; i < record_count(names); i++)
		if (compare(records[i - 1].key, &records[i]) >= 0)
			return false;
	return true;
}

static bool
others_ascend(const struct file_names *names)
{
	for (size_t i = 1; i < names->others.count; i++)
		if (strcmp(names->others.at[i - 1], names->others.at[i]) >= 0)
			return false;
	return true;
}

static int
by_bytes(const void *left, const void *right)
{
	const char *const *a = left;
	const char *const *b = right;

	return strcmp(*a, *b);
}

bool
names_read(struct file_names *names, struct arena *arena, const struct store *store,
	   struct error *err)
{
	struct texts *others = &names->others;

	*names = (struct file_names){.arena = arena};
	if (!store->each(store->self, "", add_name, names, err) && err->code != ERROR_ABSENT)
		return false;
	names->others_seen = arena_allocate(arena, others->count + 1);
	if (!records_ascend(names))
		sort_records(records_of(names), record_count(names));
	if (!others_ascend(names))
		qsort(others->at, others->count, sizeof(others->at[0]), by_bytes);
	return (records_ascend(names) && others_ascend(names)) ||
	       fail(err, ERROR_BUG, "the store names a file twice");
}

void
names_release(struct file_names *names)
{
	buffer_release(&names->records);
}

/* ---- finding ------------------------------------------------------------------------------------
 */

static bool
find_record(const struct file_names *names, const uint8_t key[19], size_t *place)
{
	size_t low = 0, high = record_count(names);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare(key, &records_of(names)[middle]);

		*place = middle;
		if (order == 0)
			return true;
		if (order > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static bool
find_other(const struct file_names *names, const char *name, size_t *place)
{
	size_t low = 0, high = names->others.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(name, names->others.at[middle]);

		*place = middle;
		if (order == 0)
			return true;
		if (order > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

bool
names_contain(const struct file_names *names, const char *name)
{
	uint8_t key[19];
	size_t place;

	return key_of(name, key) ? find_record(names, key, &place)
				 : find_other(names, name, &place);
}

static bool *
seen_record(struct file_names *names, const uint8_t key[19])
{
	size_t place = names->next_record;

	if ((place >= record_count(names) || compare(key, &records_of(names)[place]) != 0) &&
	    !find_record(names, key, &place))
		return NULL;
	names->next_record = place + 1;
	return &records_of(names)[place].seen;
}

static bool *
seen_other(struct file_names *names, const char *name)
{
	size_t place = names->next_other;

	if ((place >= names->others.count || strcmp(name, names->others.at[place]) != 0) &&
	    !find_other(names, name, &place))
		return NULL;
	names->next_other = place + 1;
	return &names->others_seen[place];
}

bool
names_mark(struct file_names *names, const char *name)
{
	uint8_t key[19];
	bool *seen = key_of(name, key) ? seen_record(names, key) : seen_other(names, name);

	if (!seen || *seen)
		return false;
	*seen = true;
	return true;
}

const char *
names_unseen(const struct file_names *names, struct unseen *next, struct arena *arena)
{
	const struct texts *others = &names->others;
	const struct record_name *records = records_of(names);
	const char *record = NULL, *other = NULL;

	while (next->record < record_count(names) && records[next->record].seen)
		next->record++;
	while (next->other < others->count && names->others_seen[next->other])
		next->other++;
	if (next->record < record_count(names))
		record = name_of(arena, records[next->record].key);
	if (next->other < others->count)
		other = others->at[next->other];
	if (!record || (other && strcmp(other, record) < 0)) {
		next->other += other != NULL;
		return other;
	}
	next->record++;
	return record;
}
