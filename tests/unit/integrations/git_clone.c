/* SPDX-License-Identifier: Apache-2.0 */
/* Is what deceives git in a clone found, and is an honest clone left in peace? */
#include "tests/unit/integrations/sandbox.h"

#include "base/hash.h"
#include "base/text.h"
#include "integrations/git.h"
#include "integrations/git_clone.h"
#include "integrations/git_graph.h"

#define GRAPH ".git/objects/info/commit-graph"
#define MOST_COMMITS 32

static struct git *git;
static struct texts altered;
static const char *made[MOST_COMMITS];
static size_t made_count;

static int
begin(void **state)
{
	made_count = 0;
	if (sandbox_begin(state))
		return -1;
	GIT("", "init", "-q", "-b", "main", ".");
	return 0;
}

static int
end(void **state)
{
	git_close(&git);
	return sandbox_end(state);
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, begin, end)

static const char *
commit_on(const char *const *parents)
{
	const char *text = arena_format(&box.arena, "%zu", made_count);

	set_time(100 * (long)made_count);
	made[made_count] = make_commit("", make_tree(text), text, parents);
	GIT("", "update-ref", "refs/heads/main", made[made_count]);
	return made[made_count++];
}

#define ON(...) commit_on((const char *const[]){__VA_ARGS__, NULL})

/* a - b ----- m - o  with c, d beside b, and an octopus of m, d and c at the end. */
static void
make_history(void)
{
	const char *a = ON(NULL), *b = ON(a), *c = ON(b), *d = ON(c), *e = ON(b);
	const char *m = ON(e, d);

	ON(m, d, c);
}

static bool
look(const char *folder)
{
	uint32_t number;

	memset(&altered, 0, sizeof(altered));
	git_close(&git);
	if (!git_open(path_of(folder), &git, &box.err))
		fail_msg("%s", box.err.message);
	for (size_t i = 0; i < made_count; i++)
		(void)graph_open(git, made[i], &number, &box.err); /* may be missing */
	return clone_alterations(&box.arena, git, &altered, &box.err);
}

static void
require_none(const char *folder)
{
	if (!look(folder))
		fail_msg("%s", box.err.message);
	if (altered.count)
		fail_msg("%s", altered.at[0]);
}

static void
require_one(const char *folder, const char *part)
{
	if (!look(folder))
		fail_msg("%s", box.err.message);
	if (altered.count != 1)
		fail_msg("%zu alterations, not one that says: %s", altered.count, part);
	if (!strstr(altered.at[0], part))
		fail_msg("'%s' does not say: %s", altered.at[0], part);
}

static void
write_line(const char *name, const char *line)
{
	write_file(name, arena_format(&box.arena, "%s\n", line));
}

static void
test_grafts(void **state)
{
	(void)state;
	make_history();
	require_none("");
	write_file(".git/info/grafts", "# nothing\n\n  \n");
	require_none("");
	write_line(".git/info/grafts", made[1]);
	require_one("", ".git/info/grafts gives commits other parents; remove it: `rm "
			"'.git/info/grafts'`");
	GIT("", "clone", "-q", "--bare", ".", "bare");
	require_none("bare");
	write_line("bare/info/grafts", made[1]);
	require_one("bare", arena_format(&box.arena, "`rm '%s'`", path_of("bare/info/grafts")));
}

static void
test_replacements(void **state)
{
	(void)state;
	make_history();
	GIT("", "replace", made[3], made[2]);
	require_one("", arena_format(&box.arena, "`git update-ref -d 'refs/replace/%s'`", made[3]));
	GIT("", "pack-refs", "--all");
	require_one("", "refs/replace/");
	GIT("", "replace", made[4], made[2]);
	require_one("", "2 replace refs (refs/replace/");
	GIT("", "replace", "-d", made[3], made[4]);
	require_none("");
}

static void
test_alternates(void **state)
{
	(void)state;
	make_history();
	GIT("", "clone", "-q", "--shared", ".", "shared");
	require_one("shared", "`git repack -a -d`");
	write_file("shared/.git/objects/info/alternates", "# none\n");
	require_none("");
	write_file("shared/.git/objects/info/alternates", " #folder\n");
	require_one("shared", "objects/info/alternates brings objects");
	write_file("shared/.git/objects/info/alternates", "#folder\r/tmp\n");
	require_one("shared", "objects/info/alternates brings objects");
	write_file("shared/.git/objects/info/alternates", "");
	write_line("shared/.git/objects/info/http-alternates", "https://example.org/");
	require_one("shared", ".git/objects/info/http-alternates brings objects from elsewhere");
}

/* What the environment names brings no objects here. */
static void
test_alternates_of_environment(void **state)
{
	struct git *opened RELEASED_BY(git_close) = NULL;
	const char *foreign;
	uint32_t number;

	(void)state;
	make_history();
	GIT("", "init", "-q", "other");
	foreign = GIT_WITH("other",
			   "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n"
			   "author A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\nx\n",
			   "hash-object", "-t", "commit", "-w", "--stdin");
	setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", path_of("other/.git/objects"), 1);
	assert_string_equal(GIT("", "cat-file", "-t", foreign), "commit");
	assert_true(git_open(path_of(""), &opened, &box.err));
	assert_false(graph_open(opened, foreign, &number, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	unsetenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");
}

/* Each depth of a real history of branches is what git makes, and none of our business. */
static void
test_honest_shallow(void **state)
{
	(void)state;
	make_history();
	for (int depth = 1; depth <= 5; depth++) {
		const char *name = arena_format(&box.arena, "depth-%d", depth);

		GIT("", "clone", "-q", arena_format(&box.arena, "--depth=%d", depth),
		    arena_format(&box.arena, "file://%s", path_of("")), name);
		require_none(name);
	}
}

static void
test_forged_shallow(void **state)
{
	(void)state;
	make_history();
	write_line(".git/shallow", made[1]);
	assert_string_equal(GIT("", "rev-list", "--count", "main"), "6");
	require_one("", arena_format(&box.arena,
				     ".git/shallow hides parents of commit %.12s that are here",
				     made[1]));
	write_line(".git/shallow", made[0]); /* has no parents */
	require_none("");
	write_line(".git/shallow", "1111111111111111111111111111111111111111");
	require_none("");
	write_line(".git/shallow", "no id");
	require_one("", "a line that is no commit id");
	write_file(".git/shallow", "");
	require_none("");
}

static void
test_linked_work_tree(void **state)
{
	const char *of_tree = ".git/worktrees/tree";

	(void)state;
	make_history();
	GIT("", "worktree", "add", "-q", "--detach", "tree", made[4]);
	require_none("tree");
	write_line(".git/info/grafts", made[1]);
	require_one("tree", "/.git/info/grafts gives");
	write_file(".git/info/grafts", "");
	write_line(arena_format(&box.arena, "%s/shallow", of_tree), made[1]);
	require_one("tree", "/.git/worktrees/tree/shallow hides");
}

/* ---- commit-graphs ---- */

static void
write_graph(const char *version, const char *option)
{
	GIT("", "-c", arena_format(&box.arena, "commitGraph.generationVersion=%s", version),
	    "commit-graph", "write", "--reachable", "--changed-paths", option);
}

static void
test_honest_graphs(void **state)
{
	(void)state;
	make_history();
	write_graph("1", "--no-progress");
	require_none("");
	write_graph("2", "--no-progress");
	require_none("");
	GIT("", "gc", "-q");
	require_none("");
	remove(path_of(GRAPH));
	write_graph("2", "--split=no-merge");
	ON(made[6]);
	write_graph("2", "--split=no-merge");
	require_none("");
	ON(made[7]);
	write_graph("1", "--split=no-merge");
	require_none("");
	GIT("", "clone", "-q", "--bare", ".", "bare");
	GIT("bare", "commit-graph", "write", "--reachable");
	require_none("bare");
}

/* Puts bytes at a place of the file, and the right checksum behind. */
static void
patch(const char *name, size_t place, const void *bytes, size_t length)
{
	struct buffer file RELEASED_BY(buffer_release) = {0};
	struct sha1 sum;
	int from = open(path_of(name), O_RDONLY);

	read_all(from, &file);
	close(from);
	assert_true(place + length + sizeof(sum) <= file.length);
	assert_memory_not_equal(file.bytes + place, bytes, length);
	memcpy(file.bytes + place, bytes, length);
	sha1(&sum, file.bytes, file.length - sizeof(sum));
	memcpy(file.bytes + file.length - sizeof(sum), sum.bytes, sizeof(sum));
	remove(path_of(name));
	write_bytes(name, file.bytes, file.length);
}

/* Where the entry of a commit is: behind header, 4 rows, fanout and ids. */
static size_t
entry_of(const char *commit)
{
	const size_t ids = 8 + 4 * 12 + 1024;
	size_t before = 0;

	for (size_t i = 0; i < made_count; i++)
		before += strcmp(made[i], commit) < 0;
	return ids + made_count * 20 + before * 36;
}

static void
write_linear_graph(void)
{
	for (size_t i = 0; i < 5; i++)
		ON(i ? made[i - 1] : NULL);
	GIT("", "-c", "commitGraph.generationVersion=1", "commit-graph", "write", "--reachable");
	require_none("");
}

static void
test_forged_level(void **state)
{
	(void)state;
	write_linear_graph();
	patch(GRAPH, entry_of(made[2]) + 28, "\0\0\1\0", 4); /* level 64 */
	require_one("", arena_format(&box.arena,
				     GRAPH " disagrees about commit %.12s (generation number); "
					   "remove it: `rm -r '" GRAPH "'`",
				     made[2]));
}

static void
test_forged_parents(void **state)
{
	(void)state;
	write_linear_graph();
	patch(GRAPH, entry_of(made[3]) + 20, "\x70\0\0\0", 4); /* none */
	assert_string_equal(GIT("", "rev-list", "--count", "main"), "2");
	require_one("", arena_format(&box.arena, "about commit %.12s (parents)", made[3]));
}

static void
test_forged_tree(void **state)
{
	(void)state;
	write_linear_graph();
	patch(GRAPH, entry_of(made[4]), "\x11\x11", 2);
	require_one("", arena_format(&box.arena, "about commit %.12s (tree)", made[4]));
}

static void
test_broken_graphs(void **state)
{
	(void)state;
	write_linear_graph();
	patch(GRAPH, 4, "\2", 1);
	require_one("", GRAPH " is broken (it has version 2, not 1); remove it");
	write_file(GRAPH, "");
	require_one("", "is broken (it is empty, or no regular file)");
	write_file(GRAPH, "CGPH");
	require_one("", "is broken (it is too short)");
	remove(path_of(GRAPH));
	make_folder(GRAPH);
	require_one("", "is broken (it is empty, or no regular file)");
}

static void
test_wrong_checksum(void **state)
{
	FILE *file;

	(void)state;
	write_linear_graph();
	assert_int_equal(chmod(path_of(GRAPH), 0644), 0);
	file = fopen(path_of(GRAPH), "r+b");
	assert_non_null(file);
	assert_int_equal(fseek(file, -1, SEEK_END), 0);
	assert_int_not_equal(fputc(0, file), EOF);
	assert_int_equal(fclose(file), 0);
	require_one("", "is broken (its checksum is wrong)");
}

static const char *
chain_file(void)
{
	struct buffer chain RELEASED_BY(buffer_release) = {0};
	int from = open(path_of(".git/objects/info/commit-graphs/commit-graph-chain"), O_RDONLY);

	read_all(from, &chain);
	close(from);
	return arena_format(&box.arena, ".git/objects/info/commit-graphs/graph-%.40s.graph",
			    chain.bytes);
}

static void
test_forged_chains(void **state)
{
	const char *layer;

	(void)state;
	make_history();
	write_graph("2", "--split=no-merge");
	layer = chain_file();
	patch(layer, 7, "\1", 1);
	require_one("", ".git/objects/info/commit-graphs is broken (layer 1: it has not the "
			"checksum of its name); remove it: `rm -r "
			"'.git/objects/info/commit-graphs'`");
	remove(path_of(layer));
	require_one("", "(a file of its chain is missing)");
	write_file(".git/objects/info/commit-graphs/commit-graph-chain", "../../x\n");
	require_one("", "(a line of its chain is no checksum)");
}

static void
test_several(void **state)
{
	(void)state;
	write_linear_graph();
	patch(GRAPH, entry_of(made[4]), "\x11\x11", 2);
	write_line(".git/info/grafts", made[1]);
	write_line(".git/shallow", made[3]);
	assert_true(look(""));
	assert_int_equal(altered.count, 3);
}

static void
test_unreadable(void **state)
{
	(void)state;
	make_history();
	make_folder(".git/info/grafts");
	assert_false(look(""));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_int_equal(altered.count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_grafts),           CASE(test_replacements),
		CASE(test_alternates),       CASE(test_alternates_of_environment),
		CASE(test_honest_shallow),   CASE(test_forged_shallow),
		CASE(test_linked_work_tree), CASE(test_honest_graphs),
		CASE(test_forged_level),     CASE(test_forged_parents),
		CASE(test_forged_tree),      CASE(test_broken_graphs),
		CASE(test_wrong_checksum),   CASE(test_forged_chains),
		CASE(test_several),          CASE(test_unreadable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
