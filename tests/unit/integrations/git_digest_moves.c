/* SPDX-License-Identifier: Apache-2.0 */
/* Are just moves of digests found to be just that, and nothing else? */
#include "tests/unit/integrations/sandbox.h"
#include "tests/unit/integrations/pcre2_leaks.h"

#include "base/text.h"
#include "integrations/git_digest_moves.h"

#define A "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C "sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
#define ZERO "sha256:0000000000000000000000000000000000000000000000000000000000000000"
#define UPPER "sha256:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"

/* ---- between two texts ---- */

static const struct {
	const char *before, *after;
	int moves; /* -1: something else differs */
} pairs[] = {
	{"image: x@" A "\n", "image: x@" B "\n", 1},
	{"digest: \"" A "\"\n", "digest: \"" B "\"\n", 1},
	{A, B, 1},
	{A "\n" A "\n", B "\n" B "\n", 1},
	{A "\n" A "\n", B "\n" A "\n", 1},
	{A "\n" B "\n", B "\n" A "\n", 2},
	{A "," A, B "," C, 2},
	{A, A, 0},
	{"", "", 0},
	/* Something beside it. */
	{"tag: 1\n" A, "tag: 2\n" B, -1},
	{A "\n", B, -1},
	{A "\n", B "\r\n", -1},
	{A " ", B "\t", -1},
	{A "\n" B "\n", B "\n", -1},
	{A "\n", B "\n" B "\n", -1},
	/* No digest on one side, or none at all. */
	{A, UPPER, -1},
	{UPPER, A, -1},
	{"sha256:aaaa", "sha256:bbbb", -1},
	{A "a", B "b", -1},
	{A "a", B "a", -1},
	{"x" A, "x" B, -1},
	{"my-" A, "my-" B, -1},
	{A A, B B, -1},
	{"sha512:aa", "sha512:bb", -1},
};

static int
moves_between(const char *before, const char *after, struct digest_moves *moves)
{
	struct object old = {before, strlen(before), NULL}, new = {after, strlen(after), NULL};

	*moves = (struct digest_moves){0};
	return digest_moves_between(&box.arena, "f", &old, &new, moves) ? (int)moves->moves.count
									: -1;
}

static void
finds_moves_and_nothing_else(void **state)
{
	struct digest_moves moves;

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (moves_between(pairs[i].before, pairs[i].after, &moves) != pairs[i].moves)
			fail_msg("pair %zu", i);
	assert_int_equal(moves_between("a " A " b", "a " B " b", &moves), 1);
	assert_string_equal(moves.moves.at[0].from, A);
	assert_string_equal(moves.moves.at[0].to, B);
	assert_string_equal(moves.moves.at[0].path, "f");
	assert_int_equal(moves.move_count, 1);
}

/* ---- the property: with each digest replaced by the same one, both are equal ---- */

static const char *const pieces[] = {A,     B,           C,    "sha256:", "a",    "\n",
				     " ",   "image: x@", "\"", "tag: 1",  "\r\n", "sha256",
				     UPPER, "-",         ".",  "é"};

static uint32_t
draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 16) % below;
}

static bool
is_word(char byte)
{
	return byte_is_letter(byte) || byte_is_digit(byte) || (byte && strchr("._+-", byte));
}

/* Another way to the same: cuts out what 71 bytes long stands alone. */
static char *
without_digests(const char *text)
{
	char *out = arena_copy(&box.arena, text, strlen(text));

	for (char *at = strstr(out, "sha256:"); at; at = strstr(at + 1, "sha256:")) {
		size_t digits = strspn(at + 7, "0123456789abcdef");

		if (digits == 64 && !is_word(at[71]) && (at == out || !is_word(at[-1])))
			memcpy(at, ZERO, 71);
	}
	return out;
}

static char *
made_of_pieces(uint32_t *seed, const char *like)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	uint32_t count = draw(seed, 8);
	char *text;

	buffer_add_text(&out, "");
	for (uint32_t i = 0; i < count; i++)
		buffer_add_text(&out, pieces[draw(seed, sizeof(pieces) / sizeof(pieces[0]))]);
	if (!like || draw(seed, 4) == 0)
		return arena_text(&box.arena, out.bytes);
	/* Mostly what differs from the other one in some of its digests, or one byte. */
	text = arena_copy(&box.arena, like, strlen(like));
	for (char *at = strstr(text, "sha256:"); at; at = strstr(at + 1, "sha256:"))
		if (strlen(at) >= 71 && draw(seed, 2))
			memcpy(at, pieces[draw(seed, 3)], 71);
	if (*text && draw(seed, 4) == 0)
		text[draw(seed, (uint32_t)strlen(text))] = "a\nf0 "[draw(seed, 5)];
	return text;
}

static void
is_what_constant_digests_show(void **state)
{
	uint32_t seed = 7;
	size_t found = 0, refused = 0;

	(void)state;
	for (int i = 0; i < 60000; i++) {
		struct digest_moves moves;
		const char *before = made_of_pieces(&seed, NULL);
		const char *after = made_of_pieces(&seed, before);
		bool equal = text_equal(without_digests(before), without_digests(after));
		int count = moves_between(before, after, &moves);

		if (equal != (count >= 0))
			fail_msg("\"%s\" and \"%s\"", before, after);
		if ((count == 0) != (equal && text_equal(before, after)))
			fail_msg("moves of \"%s\" and \"%s\"", before, after);
		found += count > 0;
		refused += count < 0;
	}
	assert_true(found > 500 && refused > 500);
}

/* ---- of a commit ---- */

static struct git *git;

static int
begin(void **state)
{
	if (sandbox_begin(state))
		return -1;
	make_folder("repo");
	make_folder("repo/apps");
	GIT("repo", "init", "-q", "-b", "main", ".");
	write_file("repo/apps/a.yaml", "image: x@" A "\n");
	write_file("repo/apps/b.yaml", "image: y@" A "\n");
	write_file("repo/README", A "\n");
	GIT("repo", "add", "-A");
	GIT("repo", "commit", "-q", "-m", "first");
	return git_open(path_of("repo"), &git, &box.err) ? 0 : -1;
}

static int
end(void **state)
{
	git_close(&git);
	return sandbox_end(state);
}

static struct digest_moves
moves_of_next(uint64_t read)
{
	struct texts paths = {0};
	struct digest_moves moves;

	texts_add(&box.arena, &paths, "apps/**");
	GIT("repo", "add", "-A");
	GIT("repo", "commit", "-q", "--allow-empty", "-m", "next");
	git_digest_moves(&box.arena, git, GIT("repo", "rev-parse", "HEAD"), &paths, &read, &moves);
	return moves;
}

static void
refuses(const char *why)
{
	struct digest_moves moves = moves_of_next(0);

	if (!moves.why || !strstr(moves.why, why))
		fail_msg("'%s', not '%s'", moves.why ? moves.why : "(moves)", why);
	assert_int_equal(moves.moves.count, 0);
	assert_int_equal(moves.move_count, 0);
	GIT("repo", "reset", "-q", "--hard", "HEAD^");
}

static void
lists_the_moves_of_a_commit(void **state)
{
	struct digest_moves moves;

	(void)state;
	write_file("repo/apps/a.yaml", "image: x@" B "\n");
	write_file("repo/apps/b.yaml", "image: y@" C "\n");
	moves = moves_of_next(0);
	assert_null(moves.why);
	assert_int_equal(moves.move_count, 2);
	assert_string_equal(moves.moves.at[0].path, "apps/a.yaml");
	assert_string_equal(moves.moves.at[0].to, B);
	assert_string_equal(moves.moves.at[1].path, "apps/b.yaml");
	assert_string_equal(moves.moves.at[1].to, C);
}

static void
says_what_else_a_commit_does(void **state)
{
	(void)state;
	refuses("it moves no digest");
	write_file("repo/README", B "\n");
	refuses("changes a file that no promotion names, 'README'");
	write_file("repo/apps/c.yaml", B "\n");
	refuses("adds 'apps/c.yaml'");
	GIT("repo", "rm", "-q", "apps/b.yaml");
	refuses("removes 'apps/b.yaml'");
	write_file("repo/apps/a.yaml", "image: z@" B "\n");
	refuses("changes more than digests in 'apps/a.yaml'");
	write_bytes("repo/apps/a.yaml", "image: x@" B "\0", strlen("image: x@" B) + 1);
	refuses("changes a file that is no text, 'apps/a.yaml'");
	GIT("repo", "update-index", "--chmod=+x", "apps/a.yaml");
	GIT("repo", "checkout-index", "-f", "apps/a.yaml");
	refuses("changes the kind of");
}

static void
has_limits(void **state)
{
	struct digest_moves moves;

	(void)state;
	write_file("repo/apps/a.yaml", "image: x@" B "\n");
	moves = moves_of_next(UINT64_C(1) << 40);
	assert_non_null(moves.why);
	assert_int_equal(moves.moves.count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_moves_and_nothing_else, begin, end),
		cmocka_unit_test_setup_teardown(is_what_constant_digests_show, begin, end),
		cmocka_unit_test_setup_teardown(lists_the_moves_of_a_commit, begin, end),
		cmocka_unit_test_setup_teardown(says_what_else_a_commit_does, begin, end),
		cmocka_unit_test_setup_teardown(has_limits, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
