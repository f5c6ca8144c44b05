/* SPDX-License-Identifier: Apache-2.0 */
/* Is every lie of a commit-graph found, and is a file of hostile bytes refused? */
#include "tests/unit/integrations/sandbox.h"

#include "integrations/git_commit_graph.h"

#define NONE 0x70000000u
#define LAST 0x80000000u
#define BASE_TIME 1700000000u

/* 1 <- 2 <- 3; 2 <- 4; 5 = octopus of 3, 4 and 1. Ids are in order of their number. */
enum { COMMITS = 5, ID = 20, ENTRY = 36 };

struct row {
	uint32_t parents[2];
	uint32_t level, time, offset;
};

static const struct row rows[COMMITS] = {
	{{NONE, NONE}, 1, BASE_TIME + 50, 0},        {{0, NONE}, 2, BASE_TIME + 20, 31},
	{{1, NONE}, 3, BASE_TIME + 90, 0},           {{1, NONE}, 3, BASE_TIME + 10, 42},
	{{2, LAST | 0}, 4, BASE_TIME + 5, LAST | 0},
};
static const uint32_t edges[] = {3, LAST | 0};

/* Where the chunks are, to lie about what is in them. */
static struct {
	size_t table, fanout, ids, commits, dates, late, edges, bases;
} at;

static uint8_t file[8192];
static size_t file_length;
static struct listing listing;

static void
put(uint32_t number)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		file[file_length++] = (uint8_t)(number >> shift);
}

static void
set(size_t place, uint32_t number)
{
	size_t end = file_length;

	file_length = place;
	put(number);
	file_length = end;
}

static uint32_t
get(size_t place)
{
	return (uint32_t)file[place] << 24 | (uint32_t)file[place + 1] << 16 |
	       (uint32_t)file[place + 2] << 8 | file[place + 3];
}

static struct object_id
id_of(unsigned number)
{
	struct object_id id = {{(uint8_t)(number * 40), 7, (uint8_t)number}};

	return id;
}

static struct object_id
tree_of(unsigned number)
{
	struct object_id id = {{0xEE, (uint8_t)number}};

	return id;
}

static void
put_id(struct object_id id)
{
	memcpy(file + file_length, id.bytes, ID);
	file_length += ID;
}

/* Begins a chunk: its row in the table. */
static size_t
begin_chunk(uint32_t row, const char *name)
{
	memcpy(file + at.table + row * 12, name, 4);
	set(at.table + row * 12 + 4, 0);
	set(at.table + row * 12 + 8, (uint32_t)file_length);
	return file_length;
}

static void
put_entry(const struct row *row, unsigned number, uint32_t below)
{
	put_id(tree_of(number));
	put(row->parents[0] == NONE ? NONE : row->parents[0] + below);
	put(row->parents[1]);
	put(row->level << 2);
	put(row->time);
}

static void
begin_file(uint32_t chunks, uint32_t layers)
{
	const uint8_t header[] = {'C', 'G', 'P', 'H', 1, 1, (uint8_t)chunks, (uint8_t)layers};

	memset(file, 0, sizeof(file));
	memcpy(file, header, sizeof(header));
	at.table = sizeof(header);
	file_length = sizeof(header) + (chunks + 1) * 12;
}

static void
end_file(uint32_t chunks)
{
	begin_chunk(chunks, "\0\0\0\0");
	memset(file + file_length, 0xCC, ID);
	file_length += ID;
}

static void
build(void)
{
	begin_file(6, 0);
	at.fanout = begin_chunk(0, "OIDF");
	for (unsigned first = 0; first < 256; first++)
		put(first / 40 < COMMITS ? first / 40 : COMMITS);
	at.ids = begin_chunk(1, "OIDL");
	for (unsigned i = 1; i <= COMMITS; i++)
		put_id(id_of(i));
	at.commits = begin_chunk(2, "CDAT");
	for (unsigned i = 0; i < COMMITS; i++)
		put_entry(&rows[i], i + 1, 0);
	at.dates = begin_chunk(3, "GDA2");
	for (unsigned i = 0; i < COMMITS; i++)
		put(rows[i].offset);
	at.late = begin_chunk(4, "GDO2");
	put(0);
	put(86);
	at.edges = begin_chunk(5, "EDGE");
	for (size_t i = 0; i < sizeof(edges) / sizeof(edges[0]); i++)
		put(edges[i]);
	end_file(6);
}

static bool
load(void)
{
	memset(&listing, 0, sizeof(listing));
	return listing_add(&box.arena, &listing, file, file_length, &box.err);
}

/* What the raw objects say. */
static struct raw_facts
facts_of(unsigned number)
{
	static const unsigned parents[COMMITS][3] = {{0}, {1}, {2}, {2}, {3, 4, 1}};
	struct raw_facts facts = {.id = id_of(number), .tree = tree_of(number)};

	facts.time = rows[number - 1].time;
	for (; facts.parent_count < 3 && parents[number - 1][facts.parent_count];
	     facts.parent_count++)
		facts.parents[facts.parent_count] = id_of(parents[number - 1][facts.parent_count]);
	return facts;
}

static const char *
wrong_about(unsigned number)
{
	struct raw_facts facts = facts_of(number);

	return listing_disagrees(&listing, &facts);
}

static void
require_honest(void)
{
	assert_true(load());
	for (unsigned i = 1; i <= COMMITS; i++)
		assert_null(wrong_about(i));
}

static void
test_honest(void **state)
{
	struct raw_facts unknown = {.id = id_of(6)};
	uint32_t position;

	(void)state;
	build();
	require_honest();
	assert_null(listing_disagrees(&listing, &unknown));
	assert_false(listing_find(&listing, &unknown.id, &position));
	for (unsigned i = 1; i <= COMMITS; i++) {
		struct object_id id = id_of(i);

		assert_true(listing_find(&listing, &id, &position));
		assert_int_equal(position, i - 1);
	}
}

/* One number of the file changed: who notices, and how? */
static void
lie(size_t place, uint32_t number, unsigned noticed_at, const char *expected)
{
	build();
	require_honest();
	assert_int_not_equal(get(place), number);
	set(place, number);
	assert_true(load());
	for (unsigned i = 1; i < noticed_at; i++)
		assert_null(wrong_about(i));
	assert_non_null(wrong_about(noticed_at));
	assert_string_equal(wrong_about(noticed_at), expected);
}

#define FIELD(number, offset) (at.commits + ((number)-1) * (size_t)ENTRY + (offset))

static void
test_lies(void **state)
{
	(void)state;
	build();
	lie(FIELD(3, 0), 0xEE040000, 3, "tree");
	lie(FIELD(2, 20), 2, 2, "parents");    /* another one */
	lie(FIELD(2, 20), NONE, 2, "parents"); /* none: a graft */
	lie(FIELD(1, 20), 1, 1, "parents");
	lie(FIELD(1, 24), 1, 1, "parents"); /* a second without a first */
	lie(FIELD(3, 24), 0, 3, "parents"); /* one more */
	lie(FIELD(3, 20), 5, 3, "parents"); /* outside */
	lie(FIELD(3, 20), 0x7FFFFFFF, 3, "parents");
	lie(FIELD(5, 24), NONE, 5, "parents");
	lie(FIELD(5, 24), LAST | 1, 5, "parents");
	lie(FIELD(5, 24), LAST | 2, 5, "parents"); /* behind the list */
	lie(FIELD(5, 24), 0xFFFFFFFF, 5, "parents");
	lie(at.edges, 2, 5, "parents");
	lie(at.edges, LAST | 3, 5, "parents"); /* ends early */
	lie(at.edges + 4, 0, 5, "parents");    /* does not end */
	lie(FIELD(4, 32), BASE_TIME, 4, "date");
	lie(FIELD(4, 28), 3 << 2 | 1, 4, "date"); /* bit 32 of it */
	lie(FIELD(1, 28), 2 << 2, 1, "generation number");
	lie(FIELD(1, 28), 0, 2, "generation number"); /* of its child, which is right */
	lie(FIELD(2, 28), 1 << 2, 2, "generation number");
	lie(FIELD(3, 28), 4 << 2, 3, "generation number");
	lie(FIELD(5, 28), 0, 5, "generation number");
	lie(FIELD(5, 28), 0x3FFFFFFFu << 2, 5, "generation number");
	lie(at.dates + 4, 30, 2, "corrected date");
	lie(at.dates, 1, 1, "corrected date");
	lie(at.dates + 16, 87, 5, "corrected date"); /* one too late */
	lie(at.dates + 16, LAST | 1, 5, "corrected date");
	lie(at.late, 0x80000000, 5, "corrected date");
	lie(at.late + 4, 85, 5, "corrected date");
}

static void
test_time_beyond(void **state)
{
	struct raw_facts facts = facts_of(3);

	(void)state;
	build();
	assert_true(load());
	facts.time += INT64_C(1) << 34; /* no room for it in the file */
	assert_null(listing_disagrees(&listing, &facts));
	facts.time += INT64_C(1) << 33;
	assert_string_equal(listing_disagrees(&listing, &facts), "date");
	facts.time = 0; /* not readable */
	assert_null(listing_disagrees(&listing, &facts));
}

static void
test_unnumbered(void **state)
{
	(void)state;
	build();
	for (unsigned i = 1; i <= COMMITS; i++)
		set(FIELD(i, 28), 0);
	require_honest();
	set(FIELD(4, 28), 3 << 2);
	assert_true(load());
	assert_string_equal(wrong_about(4), "generation number");
}

static void
test_highest_level(void **state)
{
	(void)state;
	build();
	for (unsigned i = 2; i <= COMMITS; i++)
		set(FIELD(i, 28), 0x3FFFFFFFu << 2);
	assert_true(load());
	assert_string_equal(wrong_about(2), "generation number");
	assert_null(wrong_about(3)); /* no number is higher */
}

/* A second layer with one commit: 6 on top of 5. */
static void
build_second(uint32_t chunks)
{
	const struct row row = {{0, NONE}, 5, BASE_TIME + 200, 0};

	begin_file(chunks, 1);
	begin_chunk(0, "OIDF");
	for (unsigned first = 0; first < 256; first++)
		put(first >= 240);
	begin_chunk(1, "OIDL");
	put_id(id_of(6));
	at.commits = begin_chunk(2, "CDAT");
	put_entry(&row, 6, COMMITS - 1);
	at.bases = begin_chunk(3, "BASE");
	memset(file + file_length, 0xCC, ID);
	file_length += ID;
	if (chunks > 4) {
		at.dates = begin_chunk(4, "GDA2");
		put(0);
	}
	end_file(chunks);
}

static void
load_first(void)
{
	static uint8_t first[sizeof(file)];

	build();
	memcpy(first, file, file_length);
	memset(&listing, 0, sizeof(listing));
	assert_true(listing_add(&box.arena, &listing, first, file_length, &box.err));
}

static void
test_layers(void **state)
{
	struct raw_facts facts = {.id = id_of(6),
				  .tree = tree_of(6),
				  .time = BASE_TIME + 200,
				  .parent_count = 1,
				  .parents = {id_of(5)}};

	(void)state;
	load_first();
	build_second(5);
	assert_true(listing_add(&box.arena, &listing, file, file_length, &box.err));
	assert_null(listing_disagrees(&listing, &facts));
	assert_null(wrong_about(5));
	assert_false(listing.undated);
	set(FIELD(1, 20), COMMITS); /* itself */
	assert_string_equal(listing_disagrees(&listing, &facts), "parents");
	set(FIELD(1, 20), COMMITS - 1);
	set(at.dates, 1);
	assert_string_equal(listing_disagrees(&listing, &facts), "corrected date");

	load_first(); /* git uses no corrected dates unless all layers have them */
	set(at.dates, 1);
	build_second(4);
	assert_true(listing_add(&box.arena, &listing, file, file_length, &box.err));
	assert_true(listing.undated);
	assert_null(listing_disagrees(&listing, &facts));
}

static void
require_refused(const char *part)
{
	size_t layers = listing.layers.count;

	memset(&box.err, 0, sizeof(box.err));
	assert_false(listing_add(&box.arena, &listing, file, file_length, &box.err));
	assert_int_equal(box.err.code, ERROR_FORMAT);
	if (!strstr(box.err.message, part))
		fail_msg("'%s' does not say: %s", box.err.message, part);
	assert_int_equal(listing.layers.count, layers);
}

static void
test_layers_refused(void **state)
{
	(void)state;
	load_first();
	require_refused("belongs on 0 other files, not on 1");
	build_second(5);
	file[at.bases] ^= 1;
	require_refused("belongs on other files");
	memset(&listing, 0, sizeof(listing));
	require_refused("belongs on 1 other files, not on 0");
}

/* One byte or number changed, and the file is none. */
static void
test_broken(void **state)
{
	static const struct {
		size_t place;
		uint32_t number;
		const char *part;
	} cases[] = {
		{0, 0x43475049, "CGPH"},
		{4, 0x02010600, "version 2"},
		{4, 0x01020600, "not SHA-1"},
		{4, 0x01010700, "outside"},
		{4, 0x01010500, "outside"},
		{4, 0x0101FF00, "table of chunks"},
		{4, 0x01010601, "belongs on 1 other"},
		{8, 0, "ends early"},
		{44, 0x47444F32, "two chunks GDO2"},
		{8, 0x58585858, "OIDF has not the right length"},
		{16, 8, "outside"},
		{12, 1, "outside"},
		{28, 0xFFFFFFFF, "outside"},
		{20, 0x58585858, "OIDL has not the right length"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		memset(&listing, 0, sizeof(listing));
		build();
		set(cases[i].place, cases[i].number);
		require_refused(cases[i].part);
	}
}

static void
test_broken_order(void **state)
{
	(void)state;
	memset(&listing, 0, sizeof(listing));
	build();
	set(at.fanout + 255 * 4, COMMITS + 1);
	require_refused("OIDL has not the right length");
	build();
	set(at.fanout + 39 * 4, 1); /* before the first */
	require_refused("ids are not in order");
	build();
	set(at.fanout + 90 * 4, COMMITS + 1);
	require_refused("fanout is not in order");
	build();
	set(at.fanout + 90 * 4, 0);
	require_refused("fanout is not in order");
	build();
	file[at.ids + ID] = file[at.ids];
	require_refused("ids are not in order");
}

/* Every shorter file, and every byte changed: an answer, and no step outside. */
static void
test_every_byte(void **state)
{
	size_t length;

	(void)state;
	build();
	length = file_length;
	for (file_length = 0; file_length < length; file_length++) {
		uint8_t *copy = malloc(file_length ? file_length : 1);

		memcpy(copy, file, file_length);
		memset(&listing, 0, sizeof(listing));
		assert_false(listing_add(&box.arena, &listing, copy, file_length, &box.err));
		free(copy);
	}
	for (size_t i = 0; i < length; i++) {
		file[i] ^= 0xFF;
		if (load())
			for (unsigned number = 1; number <= COMMITS; number++)
				(void)wrong_about(number);
		file[i] ^= 0xFF;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_honest),         TEST(test_lies),          TEST(test_time_beyond),
		TEST(test_unnumbered),     TEST(test_highest_level), TEST(test_layers),
		TEST(test_layers_refused), TEST(test_broken),        TEST(test_broken_order),
		TEST(test_every_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
