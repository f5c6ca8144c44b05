/* SPDX-License-Identifier: Apache-2.0 */
/* Do two diffs have the same digest if, and only if, they are the same to git? */
#include "tests/unit/integrations/sandbox.h"
#include "tests/unit/integrations/pcre2_leaks.h"

#include "base/hash.h"
#include "base/list.h"
#include "base/text.h"
#include "integrations/git_diff_digest.h"
#include "integrations/git_made.h"

#define LARGE_BYTES (8 * 1024 * 1024)

static struct git *git;

static int
begin(void **state)
{
	if (sandbox_begin(state))
		return -1;
	make_folder("repo");
	GIT("repo", "init", "-q", "-b", "main", ".");
	return git_open(path_of("repo"), &git, &box.err) ? 0 : -1;
}

static int
end(void **state)
{
	git_close(&git);
	return sandbox_end(state);
}

/* A tree of the lines that `git mktree` reads. */
static const char *
tree(const char *lines)
{
	return GIT_WITH("repo", lines, "mktree", "--missing");
}

static const char *
blob_of(const void *bytes, size_t length)
{
	write_bytes("repo/bytes", bytes, length);
	return GIT("repo", "hash-object", "-w", "--no-filters", "bytes");
}

static const char *
tree_of(const char *mode, const void *bytes, size_t length)
{
	return tree(arena_format(&box.arena, "%s blob %s\tfile\n", mode, blob_of(bytes, length)));
}

static const char *
text_tree(const char *text)
{
	return tree_of("100644", text, strlen(text));
}

static const char *
digest_of(const char *from, const char *to)
{
	char *digest = arena_allocate(&box.arena, 65);

	if (!diff_digest(git, from, to, digest, &box.err))
		fail_msg("%s", box.err.message);
	assert_int_equal(strlen(digest), 64);
	return digest;
}

/* Adds a digest that none before equals. */
static void
new_digest(struct texts *digests, const char *from, const char *to)
{
	const char *digest = digest_of(from, to);

	if (texts_contain(digests, digest))
		fail_msg("digest %zu is not new", digests->count);
	texts_add(&box.arena, digests, digest);
}

static void
test_format(void **state)
{
	static const char empty[] = "changegate diff 1\n";
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	static const char record[] =
		"F\0\0\0\0\0\0\0\4file\0\0\0\0\0\0\0\4file\0\0\0\0\0\0\201\244\0\0\0\0\0\0\201\355T"
		"H\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2"
		" \0\0\0\0\0\0\0\2a\n-\0\0\0\0\0\0\0\2b\n+\0\0\0\0\0\0\0\1c.";
	const char *from = text_tree("a\nb\n");
	struct sha256 sum;
	char wanted[65];

	(void)state;
	sha256(&sum, empty, sizeof(empty) - 1);
	sha256_format(wanted, &sum);
	assert_string_equal(digest_of(from, from), wanted);
	buffer_add(&bytes, empty, sizeof(empty) - 1);
	buffer_add(&bytes, record, sizeof(record) - 1);
	sha256(&sum, bytes.bytes, bytes.length);
	sha256_format(wanted, &sum);
	assert_string_equal(digest_of(from, tree_of("100755", "a\nc", 3)), wanted);
}

/* What patch ids do not see, and other things that differ by little. */
static void
test_differences(void **state)
{
	const char *python = text_tree("if a:\n\tb()\nc()\n");
	const char *block = text_tree("1\n2\n3\n4\n5\n6\n7\n8\n9\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
	const char *nothing = tree("");
	struct texts digests = {0};

	(void)state;
	new_digest(&digests, python, text_tree("if a:\n\tb()\n\tc()\n"));
	new_digest(&digests, python, text_tree("if a:\n\tb()\n c()\n"));
	new_digest(&digests, python, text_tree("if a:\n\tb()\nc()\n\n"));
	new_digest(&digests, python, text_tree("if a:\n\tb()\nc() \n"));
	new_digest(&digests, python, text_tree("if a:\n\tb()\nc()"));
	new_digest(&digests, python, text_tree("if a:\n\tb()\nc()\r\n"));
	new_digest(&digests, python, text_tree("if a:\r\n\tb()\r\nc()\r\n"));
	new_digest(&digests, python, tree_of("100755", "if a:\n\tb()\nc()\n", 15));
	new_digest(&digests, python, tree_of("120000", "if a:\n\tb()\nc()\n", 15));
	new_digest(&digests, python, nothing);
	new_digest(&digests, nothing, python);
	/* The same lines between the same neighbours, elsewhere. */
	new_digest(&digests, block,
		   text_tree("1\n2\n3\n4\nx\n5\n6\n7\n8\n9\n1\n2\n3\n4\n5\n6\n7\n8\n9\n"));
	new_digest(&digests, block,
		   text_tree("1\n2\n3\n4\n5\n6\n7\n8\n9\n1\n2\n3\n4\nx\n5\n6\n7\n8\n9\n"));
	new_digest(&digests, tree_of("100644", "a\0b", 3), tree_of("100644", "a\0c", 3));
	new_digest(&digests, tree_of("100644", "a\0b", 3), tree_of("100644", "a\0d", 3));
	new_digest(&digests, tree_of("100644", "e\0b", 3), tree_of("100644", "a\0d", 3));
	new_digest(&digests, tree_of("120000", "a", 1), tree_of("120000", "b", 1));
	new_digest(&digests, tree_of("120000", "a", 1), tree_of("120000", "c", 1));
	new_digest(&digests, nothing, text_tree(""));
	new_digest(&digests, nothing, tree_of("100755", "", 0));
	new_digest(&digests, text_tree(""), nothing);
	new_digest(&digests, NULL, nothing);
	assert_string_equal(digest_of(NULL, python), digest_of(nothing, python));
}

static void
test_submodules(void **state)
{
	static const char *const lines[] = {
		"160000 commit 1111111111111111111111111111111111111111\tfile\n",
		"160000 commit 2222222222222222222222222222222222222222\tfile\n",
		"160000 commit 3333333333333333333333333333333333333333\tfile\n",
	};
	struct texts digests = {0};

	(void)state;
	new_digest(&digests, tree(lines[0]), tree(lines[1]));
	new_digest(&digests, tree(lines[0]), tree(lines[2]));
	new_digest(&digests, tree(lines[1]), tree(lines[2]));
	new_digest(&digests, tree(""), tree(lines[0]));
	new_digest(&digests, text_tree("text\n"), tree(lines[0]));
}

/* One path's end is not the next one's beginning, and a line that looks like a mark is a line. */
static void
test_encoding(void **state)
{
	const char *empty = blob_of("", 0), *nothing = tree("");
	struct texts digests = {0};

	(void)state;
	new_digest(&digests, nothing,
		   tree(arena_format(&box.arena, "100644 blob %s\tab\n100644 blob %s\tc\n", empty,
				     empty)));
	new_digest(&digests, nothing,
		   tree(arena_format(&box.arena, "100644 blob %s\ta\n100644 blob %s\tbc\n", empty,
				     empty)));
	new_digest(&digests, nothing, text_tree("a\n+b\n"));
	new_digest(&digests, nothing, text_tree("a\nb\n"));
	new_digest(&digests, nothing, text_tree("+a\nb\n"));
	new_digest(&digests, nothing, text_tree("a\n\\ No newline at end of file\n"));
	new_digest(&digests, nothing, text_tree("a"));
}

/* A rebase: only what is at another place is another diff. */
static void
test_rebase(void **state)
{
	const char *one = "1\n2\n3\n4\n5\n6\n7\n8\n9\nend\n",
		   *two = "1\n2\nx\n4\n5\n6\n7\n8\n9\nend\n";
	const char *wanted = digest_of(text_tree(one), text_tree(two));

	(void)state;
	assert_string_equal(wanted, digest_of(text_tree("1\n2\n3\n4\n5\n6\n7\n8\n9\nEND\nmore\n"),
					      text_tree("1\n2\nx\n4\n5\n6\n7\n8\n9\nEND\nmore\n")));
	assert_string_not_equal(wanted,
				digest_of(text_tree(arena_format(&box.arena, "0\n%s", one)),
					  text_tree(arena_format(&box.arena, "0\n%s", two))));
}

/* The digest of a change of the fourth byte, with this byte near the end. */
static const char *
digest_with_end(char *bytes, size_t length, char byte)
{
	const char *from, *to;

	bytes[LARGE_BYTES - 5] = byte;
	from = tree_of("100644", bytes, length);
	bytes[3] = 'X';
	to = tree_of("100644", bytes, length);
	bytes[3] = '.';
	return digest_of(from, to);
}

/* As text the far end of the file does not matter, as ids all of it does. */
static void
test_large(void **state)
{
	char *bytes = arena_allocate(&box.arena, LARGE_BYTES + 1);

	(void)state;
	for (size_t i = 0; i <= LARGE_BYTES; i++)
		bytes[i] = i % 100 == 99 ? '\n' : '.';
	assert_string_equal(digest_with_end(bytes, LARGE_BYTES, '-'),
			    digest_with_end(bytes, LARGE_BYTES, '.'));
	assert_string_not_equal(digest_with_end(bytes, LARGE_BYTES + 1, '-'),
				digest_with_end(bytes, LARGE_BYTES + 1, '.'));
}

static void
test_many_lines(void **state)
{
	struct buffer text RELEASED_BY(buffer_release) = {0};
	const char *wanted;

	(void)state;
	for (int i = 0; i < DIFF_TEXT_LINES; i++)
		buffer_add_format(&text, "%d\n", i % 7);
	wanted = digest_of(text_tree(text.bytes),
			   text_tree(arena_format(&box.arena, "x%s", text.bytes)));
	text.bytes[text.length - 2] = 'y';
	assert_string_equal(wanted,
			    digest_of(text_tree(text.bytes),
				      text_tree(arena_format(&box.arena, "x%s", text.bytes))));
	buffer_add_text(&text, "z");
	assert_string_not_equal(wanted,
				digest_of(text_tree(text.bytes),
					  text_tree(arena_format(&box.arena, "x%s", text.bytes))));
}

static void
test_commits(void **state)
{
	const char *first, *second;
	char digest[65];

	(void)state;
	write_file("repo/a", "1\n");
	GIT("repo", "add", "a");
	GIT("repo", "commit", "-q", "-m", "one");
	first = GIT("repo", "rev-parse", "HEAD");
	write_file("repo/a", "2\n");
	GIT("repo", "commit", "-q", "-a", "-m", "two");
	second = GIT("repo", "rev-parse", "HEAD");
	assert_true(diff_digest_of_commit(git, first, digest, &box.err));
	assert_string_equal(digest, digest_of(NULL, first));
	assert_true(diff_digest_of_commit(git, second, digest, &box.err));
	assert_string_equal(digest, digest_of(first, second));
	assert_string_equal(digest, digest_of(GIT("repo", "rev-parse", "HEAD^^{tree}"), second));
}

static void
refused(const char *from, const char *to, enum error_code code)
{
	char digest[65] = "untouched";

	assert_false(diff_digest(git, from, to, digest, &box.err));
	assert_int_equal(box.err.code, code);
	assert_string_equal(digest, "untouched");
}

static void
test_refusals(void **state)
{
	struct buffer lines RELEASED_BY(buffer_release) = {0};
	const char *empty = blob_of("", 0), *blob = blob_of("x", 1);

	(void)state;
	refused(NULL, "HEAD", ERROR_USAGE);
	refused(NULL, blob, ERROR_UNAVAILABLE);
	refused(NULL, "1111111111111111111111111111111111111111", ERROR_UNAVAILABLE);
	refused("1111111111111111111111111111111111111111", tree(""), ERROR_UNAVAILABLE);
	refused(NULL, tree("100644 blob 1111111111111111111111111111111111111111\tfile\n"),
		ERROR_UNAVAILABLE);
	for (int i = 0; i <= LIMIT_PATHS; i++)
		buffer_add_format(&lines, "100644 blob %s\t%d\n", empty, i);
	refused(NULL, tree(lines.bytes), ERROR_UNAVAILABLE);
}

/* ---- random edits: what git prints, and our digest ---- */

static uint32_t seed = 20240601;

static uint32_t
dice(uint32_t sides)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % sides;
}

enum { TEXT_A, TEXT_B, BINARY, LINK, MODULE, FILES };

struct sample {
	struct {
		const char *mode; /* NULL: no such file */
		char bytes[512];
		size_t length;
	} files[FILES];
};

static void
random_sample(struct sample *sample)
{
	static const char *const modes[] = {"100644", "100644", "100644", "120000", "160000"};

	*sample = (struct sample){0};
	for (int i = 0; i < FILES; i++) {
		sample->files[i].mode = dice(6) ? modes[i] : NULL;
		sample->files[i].length = i == MODULE ? 40 : i == LINK ? 3 : 30 + dice(200);
		for (size_t k = 0; k < sample->files[i].length; k++)
			sample->files[i].bytes[k] =
				i == BINARY ? (char)dice(3) : "\n\nabc   "[dice(8)];
	}
	memset(sample->files[LINK].bytes, 'a', 3);
	memset(sample->files[MODULE].bytes, '1', 40);
}

static void
edit_bytes(char *bytes, size_t *length, int file)
{
	size_t at = *length ? dice((uint32_t)*length) : 0;
	char byte = file == LINK     ? 'b'
		    : file == MODULE ? '2'
		    : file == BINARY ? 1
				     : "\n xa\r"[dice(5)];

	if (file == LINK || file == MODULE || dice(3) == 0) {
		bytes[at] = byte;
	} else if (dice(2) && *length) {
		memmove(bytes + at, bytes + at + 1, *length - at - 1);
		--*length;
	} else if (*length < 500) {
		memmove(bytes + at + 1, bytes + at, *length - at);
		bytes[at] = byte;
		++*length;
	}
}

/* The same numbers, the same edit: so that a change can be made to two bases. */
static void
edit(struct sample *sample, uint32_t with_seed, int edits)
{
	uint32_t before = seed;

	seed = with_seed;
	for (int i = 0; i < edits; i++) {
		int file = (int)dice(FILES);

		if (dice(9) == 0 && file < BINARY)
			sample->files[file].mode = dice(3) ? "100755" : NULL;
		else
			edit_bytes(sample->files[file].bytes, &sample->files[file].length, file);
	}
	seed = before;
}

static void
put_sample(struct buffer *out, const struct sample *sample, int number)
{
	buffer_add_format(out, "commit refs/heads/%d\ncommitter a <a> 0 +0000\ndata 0\ndeleteall\n",
			  number);
	for (int i = 0; i < FILES; i++) {
		if (!sample->files[i].mode)
			continue;
		if (i == MODULE) {
			buffer_add_format(out, "M 160000 %.40s f%d\n", sample->files[i].bytes, i);
			continue;
		}
		buffer_add_format(out, "M %s inline f%d\ndata %zu\n", sample->files[i].mode, i,
				  sample->files[i].length);
		buffer_add(out, sample->files[i].bytes, sample->files[i].length);
		buffer_add_text(out, "\n");
	}
}

/* Without ids of texts (but with the mode behind them), and without headings of hunks. */
static const char *
comparable(const char *diff)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	while (*diff) {
		size_t length = strcspn(diff, "\n");
		const char *after = diff + length + (diff[length] ? 1 : 0);
		const char *heading = strstr(diff + 1, " @@");

		if (text_starts_with(diff, "index ") && !text_starts_with(after, "GIT binary"))
			buffer_add(&out, diff + 88, length > 88 ? length - 88 : 0);
		else if (text_starts_with(diff, "@@ "))
			buffer_add(&out, diff, (size_t)(heading - diff));
		else
			buffer_add(&out, diff, length);
		buffer_add_byte(&out, '\n');
		diff = after;
	}
	return arena_text(&box.arena, out.length ? out.bytes : "");
}

static const char *
diff_by_git(const char *from, const char *to)
{
	return comparable(GIT("repo", "diff", "-U3", "--full-index", "--binary", "--no-renames",
			      "--no-color", "--no-textconv", "--no-ext-diff", "--submodule=short",
			      "--no-indent-heuristic", "--diff-algorithm=myers", from, to));
}

#define CASES 200

/* Of each case two bases and two heads; how they are made decides how alike the diffs are. */
static void
make_samples(void)
{
	struct buffer stream RELEASED_BY(buffer_release) = {0};

	for (int i = 0; i < CASES; i++) {
		struct sample samples[4];
		uint32_t change = dice(1u << 24), other = dice(1u << 24), late = dice(1u << 24);

		random_sample(&samples[0]);
		samples[1] = samples[0];
		edit(&samples[1], change, 1 + (int)dice(3));
		samples[2] = samples[0];
		samples[3] = samples[1];
		if (dice(4)) {
			edit(&samples[2], other, 1);
			edit(&samples[3], other, 1);
		}
		if (dice(3) == 0)
			edit(&samples[3], late, 1);
		for (int k = 0; k < 4; k++)
			put_sample(&stream, &samples[k], 4 * i + k);
	}
	write_bytes("stream", stream.bytes, stream.length);
	GIT("repo", "-c",
	    arena_format(&box.arena, "alias.load=!git fast-import --quiet <%s", path_of("stream")),
	    "load");
}

static void
test_agreement(void **state)
{
	size_t equal = 0;
	struct texts ids = {0};
	const char *out;

	(void)state;
	make_samples();
	out = GIT("repo", "for-each-ref", "--sort=version:refname", "--format=%(objectname)",
		  "refs/heads");
	for (; text_starts_with(out + 40, "\n") || !out[40]; out += 41) {
		texts_add(&box.arena, &ids, arena_copy(&box.arena, out, 40));
		if (!out[40])
			break;
	}
	assert_int_equal(ids.count, 4 * CASES);
	for (size_t i = 0; i < 4 * CASES; i += 4) {
		const char **at = ids.at + i;
		const char *one = diff_by_git(at[0], at[1]), *two = diff_by_git(at[2], at[3]);
		bool same = text_equal(digest_of(at[0], at[1]), digest_of(at[2], at[3]));

		equal += same ? 1 : 0;
		if (text_equal(one, two) != same)
			fail_msg("%s digests, but git says\n%s\nand\n%s",
				 same ? "equal" : "different", one, two);
	}
	print_message("%zu of %d equal\n", equal, CASES);
	assert_in_range(equal, CASES / 5, CASES - CASES / 5);
}

/* What is read is paid for, also if nothing comes of it. */
static void
test_cost(void **state)
{
	const char *empty = tree(""), *text = text_tree("1234\n");
	const char *deep = tree(arena_format(&box.arena, "40000 tree %s\tfolder\n", text));
	const char *broken = tree("100644 blob 1111111111111111111111111111111111111111\tfile\n");
	struct merge_effort effort = {0};
	struct error err;
	char digest[65];

	(void)state;
	assert_true(diff_digest_counted(git, empty, text, digest, &effort, &box.err));
	assert_string_equal(digest, digest_of(empty, text));
	assert_int_equal(effort.bytes, 5);
	assert_int_equal(effort.trees, 2);
	assert_true(diff_digest_counted(git, empty, deep, digest, &effort, &box.err));
	assert_int_equal(effort.bytes, 10);
	assert_int_equal(effort.trees, 6);
	assert_false(diff_digest_counted(git, text, broken, digest, &effort, &err));
	assert_int_equal(effort.trees, 8);
}

#undef TEST
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_format),     TEST(test_differences), TEST(test_submodules),
		TEST(test_encoding),   TEST(test_rebase),      TEST(test_large),
		TEST(test_many_lines), TEST(test_commits),     TEST(test_refusals),
		TEST(test_agreement),  TEST(test_cost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
