/* SPDX-License-Identifier: Apache-2.0 */
/* Are packs refused that libgit2 could not survive, and those that git writes accepted? */
#include "tests/unit/integrations/sandbox.h"

#include "base/hash.h"
#include "integrations/disk.h"
#include "integrations/git.h"
#include "integrations/git_pack_index.h"
#include "integrations/git_packs.h"

#define PACKS ".git/objects/pack/"
#define SECONDS_TO_WAIT 5

static struct git *git;

/* Three objects in one pack. */
static int
begin(void **state)
{
	if (sandbox_begin(state))
		return -1;
	GIT("", "init", "-q", "-b", "main", ".");
	GIT("", "update-ref", "refs/heads/main", COMMIT(make_tree("text"), "one", NULL));
	GIT("", "repack", "-adq");
	GIT("", "prune-packed", "-q");
	return 0;
}

static int
end(void **state)
{
	git_close(&git);
	return sandbox_end(state);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, begin, end)

/* The pack, or its index, which may not be there. */
static const char *
file(const char *ending)
{
	const char *pack = GIT("", "-c", "alias.one=!ls .git/objects/pack | head -n 1", "one");

	return arena_format(&box.arena, PACKS "%.*s%s", (int)strcspn(pack, "."), pack, ending);
}

/* What waits for a pipe is killed. */
static bool
open_in_time(const char *folder)
{
	bool opened;

	git_close(&git);
	alarm(SECONDS_TO_WAIT);
	opened = git_open(path_of(folder), &git, &box.err);
	alarm(0);
	return opened;
}

static void
accepted(void)
{
	if (!open_in_time(""))
		fail_msg("%s", box.err.message);
}

static void
refused(const char *words)
{
	assert_false(open_in_time(""));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	if (!strstr(box.err.message, words))
		fail_msg("'%s' does not say '%s'", box.err.message, words);
}

static void
read_file(const char *path, struct buffer *out)
{
	assert_true(disk_read(path_of(path), 1 << 20, out, &box.err));
}

/* With the checksum at the end made right again. */
static void
replace_file(const char *path, struct buffer *bytes)
{
	struct sha1 sum;

	if (bytes->length > sizeof(sum.bytes)) {
		sha1(&sum, bytes->bytes, bytes->length - sizeof(sum.bytes));
		memcpy(bytes->bytes + bytes->length - sizeof(sum.bytes), sum.bytes,
		       sizeof(sum.bytes));
	}
	assert_int_equal(unlink(path_of(path)), 0);
	write_bytes(path, bytes->bytes ? bytes->bytes : "", bytes->length);
}

static void
put_number(struct buffer *bytes, size_t at, uint32_t number)
{
	assert_true(at + 4 <= bytes->length);
	for (int i = 0; i < 4; i++)
		bytes->bytes[at + (size_t)i] = (char)(number >> (24 - 8 * i));
}

static void
change(const char *path, size_t at, uint32_t number)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};

	read_file(path, &bytes);
	put_number(&bytes, at, number);
	replace_file(path, &bytes);
}

static uint32_t
pack_end(void)
{
	struct stat status;

	assert_int_equal(stat(path_of(file(".pack")), &status), 0);
	return (uint32_t)status.st_size - PACK_TRAILER_BYTES;
}

/* Where things are in an index of three objects. */
enum {
	FANOUT = 1024,
	SECOND_OFFSETS = 8 + FANOUT + 3 * (20 + 4),
	SECOND_LARGE = SECOND_OFFSETS + 3 * 4,
};

static void
test_second_version(void **state)
{
	const char *index = file(".idx");

	(void)state;
	accepted();
	for (size_t i = 0; i < 3; i++) {
		struct buffer before RELEASED_BY(buffer_release) = {0};

		read_file(index, &before);
		change(index, SECOND_OFFSETS + 4 * i, 0x10000000);
		refused("offsets beyond its pack");
		change(index, SECOND_OFFSETS + 4 * i, pack_end());
		refused(index);
		change(index, SECOND_OFFSETS + 4 * i, 11);
		refused("git fsck");
		change(index, SECOND_OFFSETS + 4 * i, 0x80000000);
		refused("contradict");
		change(index, SECOND_OFFSETS + 4 * i, pack_end() - 1);
		accepted();
		replace_file(index, &before);
		accepted();
	}
}

static void
test_fanout(void **state)
{
	const char *index = file(".idx");

	(void)state;
	change(index, 8 + FANOUT - 4, 4);
	refused("contradict");
	change(index, 8 + FANOUT - 4, 0xFFFFFFFF);
	refused("contradict");
	/* In 32 bits this many objects need no more bytes than three: 28 * 2^30. */
	change(index, 8 + FANOUT - 4, 3 + (1u << 30));
	refused("contradict");
	change(index, 8 + FANOUT - 4, 3);
	accepted();
	change(index, 8, 4);
	refused("contradict");
	change(index, 8, 0);
	change(index, 4, 3);
	refused("contradict");
}

static void
write_index(const char *version)
{
	const char *index = file(".idx");

	assert_int_equal(unlink(path_of(index)), 0);
	GIT("", "index-pack", arena_format(&box.arena, "--index-version=%s", version),
	    file(".pack"));
}

static void
test_first_version(void **state)
{
	const char *index = file(".idx");

	(void)state;
	write_index("1");
	accepted();
	change(index, FANOUT + 24, 0x10000000);
	refused("offsets beyond its pack");
	change(index, FANOUT + 24, 0x80000000);
	refused("offsets beyond its pack");
	change(index, FANOUT + 24, 12);
	accepted();
	change(index, FANOUT - 4, 2);
	refused("contradict");
	change(index, FANOUT - 4, 3 + (1u << 29)); /* 24 * 2^29 is nothing in 32 bits */
	refused("contradict");
}

static void
test_large_offsets(void **state)
{
	const char *index = file(".idx");
	struct buffer bytes RELEASED_BY(buffer_release) = {0};

	(void)state;
	write_index("2,0xc"); /* those above 12 */
	read_file(index, &bytes);
	assert_int_equal(bytes.length, SECOND_LARGE + 2 * 8 + 40);
	accepted();
	change(index, SECOND_LARGE, 1); /* the high half */
	refused("offsets beyond its pack");
	change(index, SECOND_LARGE, 0x80000000);
	refused("offsets beyond its pack");
	change(index, SECOND_LARGE, 0);
	accepted();
	change(index, SECOND_LARGE + 4, pack_end());
	refused("offsets beyond its pack");
	change(index, SECOND_LARGE + 4, 12);
	accepted();
	change(index, SECOND_OFFSETS, 0x80000002);
	refused("contradict");
	change(index, SECOND_OFFSETS, 0xA0000000); /* times 8, nothing in 32 bits */
	refused("contradict");
}

static void
test_truncated(void **state)
{
	static const char *const versions[] = {"1", "2", "2,0xc"};

	(void)state;
	for (size_t v = 0; v < 3; v++) {
		struct buffer bytes RELEASED_BY(buffer_release) = {0};
		struct buffer part RELEASED_BY(buffer_release) = {0};
		const char *index = file(".idx");

		write_index(versions[v]);
		read_file(index, &bytes);
		for (size_t length = 0; length < bytes.length; length += length < 64 ? 1 : 37) {
			buffer_clear(&part);
			buffer_add(&part, bytes.bytes, length);
			replace_file(index, &part);
			refused(index);
		}
		buffer_clear(&part);
		buffer_add(&part, bytes.bytes, bytes.length);
		buffer_add(&part, "12345678", 8);
		replace_file(index, &part);
		if (v < 1)
			refused("contradict");
		buffer_add(&part, "1", 1);
		replace_file(index, &part);
		refused("contradict");
		replace_file(index, &bytes);
		accepted();
	}
}

/* What makes it shorter behind the back of the index. */
static void
test_short_pack(void **state)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	const char *pack = file(".pack");
	const size_t lengths[] = {60, 33, 32, 20, 12, 0};

	(void)state;
	read_file(pack, &bytes);
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		bytes.length = lengths[i];
		replace_file(pack, &bytes);
		refused("offsets beyond its pack");
	}
}

static void
test_links(void **state)
{
	const char *pack = file(".pack");

	(void)state;
	assert_int_equal(rename(path_of(pack), path_of("elsewhere")), 0);
	accepted(); /* as git, which leaves such an index alone */
	assert_int_equal(symlink(path_of("nowhere"), path_of(pack)), 0);
	accepted();
	assert_int_equal(unlink(path_of(pack)), 0);
	assert_int_equal(symlink(path_of("elsewhere"), path_of(pack)), 0);
	accepted();
	change(file(".idx"), SECOND_OFFSETS, pack_end());
	refused("offsets beyond its pack");
	assert_int_equal(unlink(path_of(pack)), 0);
	assert_int_equal(symlink("/dev/zero", path_of(pack)), 0);
	refused("device");
	assert_int_equal(unlink(path_of(pack)), 0);
	make_folder(pack);
	refused("no regular file");
}

/* ---- the index of many ---- */

#define MULTI PACKS "multi-pack-index"

static size_t
chunk_of(const char *path, const char *chunk)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};

	read_file(path, &bytes);
	for (size_t at = 12; at + 12 <= bytes.length; at += 12)
		if (memcmp(bytes.bytes + at, chunk, 4) == 0)
			return number_at((const uint8_t *)bytes.bytes + at + 8);
	fail_msg("no chunk %s", chunk);
	return 0;
}

static void
test_multi(void **state)
{
	size_t offsets, fanout, ids;

	(void)state;
	GIT("", "multi-pack-index", "write");
	accepted();
	offsets = chunk_of(MULTI, "OOFF");
	fanout = chunk_of(MULTI, "OIDF");
	ids = chunk_of(MULTI, "OIDL");
	change(MULTI, offsets + 8 + 4, 0x10000000);
	refused("offsets beyond its pack");
	change(MULTI, offsets + 8 + 4, 0x80000000); /* without a table of large ones: as it is */
	refused("offsets beyond its pack");
	change(MULTI, offsets + 8 + 4, 12);
	accepted();
	change(MULTI, offsets + 8, 1);
	refused("contradict");
	change(MULTI, offsets + 8, 0);
	change(MULTI, fanout + FANOUT - 4, 4);
	refused("contradict");
	change(MULTI, fanout + FANOUT - 4, 3);
	change(MULTI, fanout, 4);
	refused("contradict");
	change(MULTI, fanout, 0);
	change(MULTI, 12 + 4, 1); /* the high half of where a chunk begins */
	refused("contradict");
	change(MULTI, 12 + 4, 0);
	change(MULTI, 8, 2); /* packs */
	refused("names of packs");
	change(MULTI, 8, 0xFFFFFFFF);
	refused("multi-pack-index");
	change(MULTI, 8, 1);
	accepted();
	assert_true(ids > fanout);
	change(MULTI, 0, 0);
	refused("multi-pack-index' is broken");
}

static void
test_multi_truncated(void **state)
{
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	size_t whole;

	(void)state;
	GIT("", "multi-pack-index", "write");
	read_file(MULTI, &bytes);
	whole = bytes.length;
	for (size_t cut = 1; cut <= whole; cut += 13) {
		bytes.length = whole - cut;
		replace_file(MULTI, &bytes);
		refused("multi-pack-index");
	}
	bytes.length = 0;
	replace_file(MULTI, &bytes);
	refused("multi-pack-index");
}

static void
add_number(struct buffer *out, uint32_t number)
{
	out->length += (size_t)(buffer_reserve(out, 4) - out->bytes) - out->length + 4;
	put_number(out, out->length - 4, number);
}

/* One object, in the first of the packs, at a place in the table of large offsets. */
static void
make_multi(struct buffer *out, uint32_t place, uint32_t high, uint32_t low)
{
	static const char *const chunks[] = {"PNAM", "OIDF", "OIDL", "OOFF", "LOFF"};
	static const uint32_t lengths[] = {8, FANOUT, 20, 8, 8};
	uint32_t at = 12 + 6 * 12;

	buffer_clear(out);
	buffer_add(out, "MIDX\1\1\5\0\0\0\0\1", 12);
	for (size_t i = 0; i < 5; i++) {
		buffer_add(out, chunks[i], 4);
		add_number(out, 0);
		add_number(out, at);
		at += lengths[i];
	}
	add_number(out, 0);
	add_number(out, 0);
	add_number(out, at);
	buffer_add(out, "pac.idx", 8);
	for (size_t i = 0; i < 256; i++)
		add_number(out, 1);
	for (size_t i = 0; i < 5 + 1; i++) /* the id, and its pack */
		add_number(out, 0);
	add_number(out, 0x80000000 | place);
	add_number(out, high);
	add_number(out, low);
	buffer_add(out, "01234567890123456789", 20);
}

static bool
multi_is_sound(uint32_t place, uint32_t high, uint32_t low)
{
	const uint64_t ends[] = {UINT64_C(0x200000000)};
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	struct multi_pack_index index;
	struct mapping mapping;

	make_multi(&bytes, place, high, low);
	mapping = (struct mapping){(const uint8_t *)bytes.bytes, bytes.length};
	if (!multi_pack_index_read(&mapping, &index, &box.err))
		fail_msg("%s", box.err.message);
	assert_int_equal(index.count, 1);
	assert_int_equal(index.large_count, 1);
	return multi_pack_index_check(&index, ends, &box.err);
}

static void
test_multi_large(void **state)
{
	(void)state;
	assert_true(multi_is_sound(0, 1, 5));
	assert_true(multi_is_sound(0, 1, 0xFFFFFFFF));
	assert_false(multi_is_sound(0, 2, 0));
	assert_false(multi_is_sound(0, 0xFFFFFFFF, 0xFFFFFFFF));
	assert_false(multi_is_sound(0, 0, 11));
	assert_false(multi_is_sound(1, 1, 5));
	assert_false(multi_is_sound(0x20000000, 1, 5));
}

/* One that libgit2 does not read, with bitmaps or of another version, stops nobody. */
static void
test_multi_unknown(void **state)
{
	(void)state;
	GIT("", "multi-pack-index", "write", "--bitmap");
	accepted();
	change(MULTI, 4, 0x02010400);
	accepted();
}

/* ---- alternates ---- */

static void
lend(const char *from, const char *text)
{
	write_file(arena_format(&box.arena, "%s/objects/info/alternates", from), text);
}

static void
test_alternates(void **state)
{
	const char *index = file(".idx");

	(void)state;
	GIT("", "init", "-q", "--bare", "borrower");
	GIT("", "init", "-q", "--bare", "other");
	assert_true(packs_are_sound(path_of("borrower/"), &box.err));
	lend("borrower", arena_format(&box.arena, "# a comment\r\n\n%s\n../../other/objects",
				      path_of("missing")));
	lend("other", arena_format(&box.arena, "%s\n%s\n", path_of("borrower/objects"),
				   path_of(".git/objects")));
	lend(".git", arena_format(&box.arena, "%s\n", path_of("other/objects")));
	if (!packs_are_sound(path_of("borrower/"), &box.err))
		fail_msg("%s", box.err.message);
	change(index, SECOND_OFFSETS, 0x10000000);
	assert_false(packs_are_sound(path_of("borrower/"), &box.err));
	assert_non_null(strstr(box.err.message, index));
	assert_false(packs_are_sound(path_of("other/"), &box.err));
	assert_int_equal(mkfifo(path_of("other/pipe"), 0600), 0); /* nobody reads it */
	assert_false(packs_are_sound(path_of("borrower/"), &box.err));
	assert_non_null(strstr(box.err.message, index));
	assert_int_equal(mkfifo(path_of("other/objects/info/pipe"), 0600), 0);
	assert_false(packs_are_sound(path_of("borrower/"), &box.err));
	assert_non_null(strstr(box.err.message, "other/objects/info/pipe"));
}

static void
test_depth(void **state)
{
	(void)state;
	for (int i = 0; i < 8; i++) {
		const char *bare = arena_format(&box.arena, "bare%d", i);

		GIT("", "init", "-q", "--bare", bare);
		lend(bare, arena_format(&box.arena, "%s/bare%d/objects", box.folder, i + 1));
	}
	assert_int_equal(mkfifo(path_of("bare7/objects/info/pipe"), 0600), 0);
	assert_true(packs_are_sound(path_of("bare0/"), &box.err)); /* nobody gets there */
	assert_int_equal(mkfifo(path_of("bare6/objects/info/pipe"), 0600), 0);
	assert_false(packs_are_sound(path_of("bare0/"), &box.err));
}

/* ---- what is no file ---- */

static void
refused_as_pipe(const char *path)
{
	(void)unlink(path_of(path));
	assert_int_equal(mkfifo(path_of(path), 0600), 0);
	refused(path);
	assert_int_equal(unlink(path_of(path)), 0);
	assert_int_equal(symlink("/dev/tty", path_of(path)), 0);
	refused(path);
	assert_int_equal(unlink(path_of(path)), 0);
}

static void
test_pipes(void **state)
{
	static const char *const paths[] = {
		".git/packed-refs",
		".git/commondir",
		".git/shallow",
		".git/index",
		".git/refs/heads/topic",
		".git/refs/remotes/origin/deep/main",
		".git/info/exclude",
		".git/objects/info/alternates",
		".git/objects/info/commit-graph",
		".git/objects/12/34567890123456789012345678901234567890",
		PACKS "pack-1.idx",
		PACKS "pack-1.pack",
		MULTI,
	};

	(void)state;
	GIT("", "update-ref", "refs/remotes/origin/deep/other", "main");
	make_folder(".git/objects/12");
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		refused_as_pipe(paths[i]);
		accepted();
	}
	refused_as_pipe(file(".idx"));
	refused_as_pipe(".git/config");
	write_file(".git/config", "");
	accepted();
	assert_int_equal(unlink(path_of(".git/HEAD")), 0);
	assert_int_equal(mkfifo(path_of(".git/HEAD"), 0600), 0);
	assert_false(open_in_time("")); /* no repository, as for git */
}

static void
test_pipes_elsewhere(void **state)
{
	(void)state;
	GIT("", "worktree", "add", "-q", "--detach", "tree", "main");
	make_folder("tree/sub");
	assert_true(open_in_time("tree/sub"));
	assert_int_equal(unlink(path_of(".git/config")), 0);
	assert_int_equal(mkfifo(path_of(".git/config"), 0600), 0);
	assert_false(open_in_time("tree/sub"));
	assert_non_null(strstr(box.err.message, "/config'"));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
}

/* Honest things that are no files either. */
static void
test_left_alone(void **state)
{
	(void)state;
	assert_int_equal(mknod(path_of(".git/fsmonitor--daemon.ipc"), S_IFSOCK | 0600, 0), 0);
	assert_int_equal(symlink("nowhere", path_of(".git/refs/heads/broken")), 0);
	assert_int_equal(symlink("config", path_of(".git/link")), 0);
	accepted();
	assert_int_equal(mknod(path_of(".git/packed-refs"), S_IFSOCK | 0600, 0), 0);
	refused("packed-refs");
}

/* Links that lead in circles end. */
static void
test_circles(void **state)
{
	(void)state;
	assert_int_equal(symlink(".", path_of(".git/refs/heads/again")), 0);
	accepted();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_second_version), CASE(test_fanout),        CASE(test_first_version),
		CASE(test_large_offsets),  CASE(test_truncated),     CASE(test_short_pack),
		CASE(test_links),          CASE(test_multi),         CASE(test_multi_truncated),
		CASE(test_multi_large),    CASE(test_multi_unknown), CASE(test_alternates),
		CASE(test_depth),          CASE(test_pipes),         CASE(test_pipes_elsewhere),
		CASE(test_left_alone),     CASE(test_circles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
