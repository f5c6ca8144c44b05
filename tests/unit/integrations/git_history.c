/* SPDX-License-Identifier: Apache-2.0 */
/* Is the range the right one in every shape of history, and is nothing of it lost or counted twice?
 */
#include "tests/unit/integrations/sandbox.h"

#include "base/text.h"
#include "integrations/git_history.h"
#include "integrations/git_paths.h"

#define NODES 40

static const struct people nobody;
static const struct signing unread = {.people = &nobody};

static struct git *git;
static struct change change;

static void
open_git(const char *folder)
{
	git_close(&git);
	if (!git_open(path_of(folder), &git, &box.err))
		fail_msg("%s", box.err.message);
}

static int
begin(void **state)
{
	if (sandbox_begin(state))
		return -1;
	GIT("", "init", "-q", "-b", "main", ".");
	open_git("");
	return 0;
}

static int
end(void **state)
{
	git_close(&git);
	return sandbox_end(state);
}

static void
read_history(const char *head, const char *previous)
{
	memset(&change, 0, sizeof(change));
	if (!history_read(&box.arena, git, head, previous, &nobody, &unread, &change, &box.err))
		fail_msg("%s", box.err.message);
}

static const struct commit *
commit_of(const char *id)
{
	int64_t at = change_find_commit(&change, id);

	assert_true(at >= 0);
	return &change.commits.at[at];
}

/* Of every range: order, counts, boundary, and each commit in exactly one request. */
static void
check_form(void)
{
	size_t brought = 0;

	assert_int_equal(change.range.commit_count, change.commits.count);
	assert_int_equal(change.range.request_count, change.requests.count);
	for (size_t i = 0; i < change.commits.count; i++) {
		const struct commit *commit = &change.commits.at[i];

		assert_int_equal(change_find_commit(&change, commit->id), i);
		for (size_t p = 0; p < commit->parents.count; p++) {
			int64_t at = change_find_commit(&change, commit->parents.at[p]);

			assert_true(at < 0 || at > (int64_t)i);
			assert_int_equal(at < 0,
					 texts_contain(&change.boundary, commit->parents.at[p]));
		}
	}
	for (size_t i = 0; i < change.boundary.count; i++)
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(change.boundary.at[i], change.boundary.at[j]);
	for (size_t i = 0; i < change.requests.count; i++) {
		const struct change_request *request = &change.requests.at[i];

		for (size_t c = 0; c < request->commits.count; c++) {
			for (size_t j = 0; j < i; j++)
				assert_false(texts_contain(&change.requests.at[j].commits,
							   request->commits.at[c]));
			assert_true(change_find_commit(&change, request->commits.at[c]) >= 0);
		}
		assert_string_equal(request->commits.at[request->commits.count - 1],
				    request->commit);
		brought += request->commits.count;
	}
	assert_int_equal(brought, change.commits.count);
}

static void
test_linear(void **state)
{
	const char *tree = make_tree("1");
	const char *a = COMMIT(tree, "a", NULL), *b, *c;

	(void)state;
	set_time(1);
	b = COMMIT(make_tree("2"), "b\n\nReviewed-by: Bob <b@x>", a);
	set_time(2);
	c = COMMIT(make_tree("3"), "c", b);
	read_history(c, a);
	check_form();
	assert_int_equal(change.range.kind, RANGE_FORWARD);
	assert_string_equal(change.head, c);
	assert_string_equal(change.range.previous, a);
	assert_int_equal(change.commits.count, 2);
	assert_string_equal(change.commits.at[0].id, c);
	assert_string_equal(change.commits.at[1].subject, "b");
	assert_string_equal(change.commits.at[1].trailers.at[0].value, "Bob <b@x>");
	assert_string_equal(change.commits.at[1].author.id, "ann@example.org");
	assert_string_equal(change.commits.at[1].committer.name, "Carl Committer");
	assert_int_equal(change.boundary.count, 1);
	assert_string_equal(change.boundary.at[0], a);
	assert_string_equal(change.requests.at[0].commit, b);
	assert_int_equal(change.requests.at[1].kind, REQUEST_DIRECT);
}

static void
test_kinds(void **state)
{
	const char *tree = make_tree("1");
	const char *a = COMMIT(tree, "a", NULL);
	const char *b = COMMIT(tree, "b", a), *c = COMMIT(tree, "c", a);
	const char *other = COMMIT(tree, "other root", NULL);
	struct key key = {"r", "s", "e"};

	(void)state;
	read_history(b, NULL);
	assert_int_equal(change.range.kind, RANGE_FIRST);
	assert_int_equal(change.commits.count, 0);
	assert_string_equal(change.tree, tree);
	read_history(b, b);
	assert_int_equal(change.range.kind, RANGE_SAME);
	assert_int_equal(change.requests.count, 0);
	read_history(a, b);
	assert_int_equal(change.range.kind, RANGE_BACKWARD);
	assert_int_equal(change.commits.count, 0);
	read_history(b, c);
	check_form();
	assert_int_equal(change.range.kind, RANGE_DIVERGED);
	assert_int_equal(change.commits.count, 1);
	read_history(other, c);
	assert_int_equal(change.range.kind, RANGE_DIVERGED);
	change.key = key;
	change.range.record = "r";
	assert_true(history_read(&box.arena, git, b, a, &nobody, &unread, &change, &box.err));
	assert_string_equal(change.key.service, "s");
	assert_string_equal(change.range.record, "r");
}

static void
test_merge(void **state)
{
	const char *one = make_tree("1"), *two = make_tree("2");
	const char *a = COMMIT(one, "a", NULL), *f, *g, *m, *n, *evil;

	(void)state;
	set_time(1);
	f = COMMIT(two, "f", a);
	set_time(2);
	g = COMMIT(make_tree("3"), "g", f);
	set_time(3);
	m = COMMIT(make_tree("3"), "Merge", a, g);
	read_history(m, a);
	check_form();
	assert_int_equal(change.requests.count, 1);
	assert_int_equal(change.requests.at[0].kind, REQUEST_MERGE);
	assert_string_equal(change.requests.at[0].head, g);
	assert_int_equal(change.requests.at[0].commits.count, 3);
	assert_string_equal(change.requests.at[0].commits.at[0], f);
	assert_int_equal(commit_of(m)->merge, MERGE_TRIVIAL);
	assert_int_equal(commit_of(g)->merge, MERGE_NONE);
	evil = COMMIT(make_tree("evil"), "Merge", a, g);
	read_history(evil, a);
	assert_int_equal(commit_of(evil)->merge, MERGE_UNVERIFIED);
	n = COMMIT(make_tree("3"), "Merge with a main that moved", COMMIT(two, "x", a), g);
	read_history(n, a);
	check_form();
	assert_int_equal(commit_of(n)->merge, MERGE_UNVERIFIED);
	assert_int_equal(change.requests.count, 2);
	n = COMMIT(make_tree("3"), "Octopus", a, g, f);
	read_history(n, a);
	check_form();
	assert_int_equal(commit_of(n)->merge, MERGE_OCTOPUS);
	n = COMMIT(one, "Merge that throws away", a, g);
	read_history(n, a);
	assert_int_equal(commit_of(n)->merge, MERGE_UNVERIFIED);
}

/* What is in place came in by the second parent: the old main line is not deployed yet. */
static void
test_foxtrot(void **state)
{
	const char *tree = make_tree("1");
	const char *root = COMMIT(tree, "root", NULL);
	const char *ours = COMMIT(tree, "ours", root);
	const char *deployed = COMMIT(tree, "deployed", root);
	const char *merge = COMMIT(tree, "foxtrot", ours, deployed);

	(void)state;
	read_history(merge, deployed);
	check_form();
	assert_int_equal(change.range.kind, RANGE_FORWARD);
	assert_int_equal(change.commits.count, 2);
	assert_int_equal(change.requests.count, 2);
	assert_string_equal(change.requests.at[0].commit, ours);
	assert_int_equal(commit_of(merge)->merge, MERGE_UNVERIFIED);
}

/* The diffs of such a line do not add up: what the merge dropped is in none of them. */
static void
test_paths_of_a_foxtrot(void **state)
{
	const char *old = make_tree("old"), *new = make_tree("new");
	const char *root = COMMIT(old, "root", NULL), *deployed = COMMIT(new, "deployed", root);
	const char *ours = COMMIT(old, "ours", root), *orphan = COMMIT(old, "orphan", NULL);
	const char *merge = COMMIT(old, "foxtrot", ours, deployed);
	const char *later = COMMIT(make_tree("later"), "later", merge);
	const char *heads[] = {later, COMMIT(old, "from nothing", orphan, deployed), ours};

	(void)state;
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		read_history(heads[i], deployed);
		assert_true(history_paths(&box.arena, git, &change, &box.err));
		for (size_t r = 0; r < change.requests.count; r++) {
			assert_false(change.requests.at[r].paths_known);
			assert_int_equal(change.requests.at[r].path_count, 0);
		}
	}
	read_history(later, merge);
	assert_true(history_paths(&box.arena, git, &change, &box.err));
	assert_true(change.requests.at[0].paths_known);
}

static void
test_criss_cross(void **state)
{
	const char *tree = make_tree("1");
	const char *root = COMMIT(tree, "root", NULL);
	const char *a = COMMIT(tree, "a", root), *b = COMMIT(tree, "b", root);
	const char *m = COMMIT(tree, "m", a, b), *n = COMMIT(tree, "n", b, a);
	const char *top = COMMIT(tree, "top", m, n);

	(void)state;
	read_history(top, root);
	check_form();
	assert_int_equal(change.commits.count, 5);
	assert_int_equal(change.requests.count, 3);
	read_history(top, m);
	check_form();
	assert_int_equal(change.commits.count, 2);
	assert_int_equal(change.requests.count, 1);
}

static void
test_several_roots(void **state)
{
	const char *tree = make_tree("1");
	const char *a = COMMIT(tree, "a", NULL), *b = COMMIT(tree, "b", NULL);
	const char *c = COMMIT(tree, "c", b);
	const char *m = COMMIT(tree, "m", a, c);

	(void)state;
	read_history(m, a);
	check_form();
	assert_int_equal(change.commits.count, 3);
	assert_int_equal(commit_of(m)->merge, MERGE_UNVERIFIED);
	assert_int_equal(commit_of(b)->parents.count, 0);
}

/* Dates must not decide: each commit is older than all that it stands on. */
static void
test_reversed_dates(void **state)
{
	const char *tree = make_tree("1");
	const char *ids[30];

	(void)state;
	for (int i = 0; i < 30; i++) {
		set_time(-1000000L * i);
		ids[i] = i ? COMMIT(tree, "c", ids[i - 1]) : COMMIT(tree, "c", NULL);
	}
	read_history(ids[29], ids[19]);
	check_form();
	assert_int_equal(change.range.kind, RANGE_FORWARD);
	assert_int_equal(change.commits.count, 10);
	read_history(ids[3], ids[29]);
	assert_int_equal(change.range.kind, RANGE_BACKWARD);
}

/* A chain of 12 commits on `from`, newest last; `step` seconds apart. */
static const char *
make_chain(const char *tree, const char *from, long first, long step, const char *ids[12])
{
	for (int i = 0; i < 12; i++) {
		set_time(first + step * i);
		ids[i] = COMMIT(tree, "chain", i ? ids[i - 1] : from);
	}
	return ids[11];
}

/* What is in place reaches the common commit only through more commits of its date than the slop.
 */
static void
test_equal_dates(void **state)
{
	const char *tree = make_tree("1"), *ids[12];
	const char *common = COMMIT(tree, "common", COMMIT(tree, "root", NULL));
	const char *previous = make_chain(tree, common, 0, 0, ids);

	(void)state;
	set_time(0);
	read_history(COMMIT(tree, "head", common), previous);
	check_form();
	assert_int_equal(change.commits.count, 1);
}

/* Walking stops at old dates, in the middle of a chain that the head has met from its other end. */
static void
test_what_was_met_is_excluded(void **state)
{
	const char *tree = make_tree("1"), *ids[12];
	const char *common = COMMIT(tree, "common", COMMIT(tree, "root", NULL));
	const char *previous, *head;

	(void)state;
	make_chain(tree, common, -1000000, -1, ids);
	set_time(5000);
	previous = COMMIT(tree, "previous", ids[11]);
	set_time(4000);
	head = COMMIT(tree, "head", COMMIT(tree, "side", common), ids[5]);
	read_history(head, previous);
	check_form();
	assert_int_equal(change.commits.count, 2);
}

static void
test_too_many(void **state)
{
	struct buffer stream RELEASED_BY(buffer_release) = {0};
	const char *head, *previous;

	(void)state;
	for (int i = 0; i <= LIMIT_COMMITS + 1; i++)
		buffer_add_format(&stream,
				  "commit refs/heads/x\ncommitter A <a@x> %d +0000\ndata 0\n\n", i);
	GIT_WITH("", stream.bytes, "fast-import", "--quiet");
	open_git("");
	head = GIT("", "rev-parse", "x");
	previous = GIT("", "rev-parse", "x~20001");
	assert_false(
		history_read(&box.arena, git, head, previous, &nobody, &unread, &change, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_non_null(strstr(box.err.message, "20001 commits"));
	read_history(GIT("", "rev-parse", "x~1"), previous);
	assert_int_equal(change.commits.count, LIMIT_COMMITS);
	assert_int_equal(change.requests.count, LIMIT_COMMITS);
}

/* ---- random graphs against the plain definition ---- */

struct random_graph {
	unsigned seed;
	int parents[NODES][3];
	int parent_count[NODES];
	bool ancestors[NODES][NODES]; /* of the first, itself included */
	const char *ids[NODES];
};

static unsigned
next_random(struct random_graph *graph)
{
	graph->seed = graph->seed * 1103515245u + 12345u;
	return graph->seed >> 16 & 0x7FFF;
}

static void
add_random_commit(struct random_graph *graph, struct buffer *stream, int node, bool skewed)
{
	int most = node < 3 ? node : 3;
	int count = node == 0 ? 0 : (int)(next_random(graph) % (unsigned)(most + 1));
	long time = skewed ? (long)next_random(graph) : 100L * node;

	buffer_add_format(stream,
			  "commit refs/heads/x%d\nmark :%d\ncommitter A <a@x> %ld +0000\ndata 0\n",
			  node, node + 1, time);
	graph->parent_count[node] = 0;
	graph->ancestors[node][node] = true;
	for (int p = 0; p < count; p++) {
		int window = node < 8 ? node : 8;
		int parent = node - 1 - (int)(next_random(graph) % (unsigned)window);
		bool twice = false;

		for (int q = 0; q < graph->parent_count[node]; q++)
			twice = twice || graph->parents[node][q] == parent;
		if (twice)
			continue;
		buffer_add_format(stream, "%s :%d\n", graph->parent_count[node] ? "merge" : "from",
				  parent + 1);
		graph->parents[node][graph->parent_count[node]++] = parent;
		for (int a = 0; a < NODES; a++)
			graph->ancestors[node][a] |= graph->ancestors[parent][a];
	}
	buffer_add_format(stream, "M 100644 inline f\ndata 1\n%d\n\n",
			  (int)(next_random(graph) % 3));
}

static void
make_random_graph(struct random_graph *graph, unsigned seed, bool skewed)
{
	struct buffer stream RELEASED_BY(buffer_release) = {0};
	const char *folder = arena_format(&box.arena, "r%u", seed);

	memset(graph, 0, sizeof(*graph));
	graph->seed = seed;
	for (int i = 0; i < NODES; i++)
		add_random_commit(graph, &stream, i, skewed);
	make_folder(folder);
	GIT(folder, "init", "-q", ".");
	GIT_WITH(folder, stream.bytes, "fast-import", "--quiet", "--date-format=raw-permissive");
	for (int i = 0; i < NODES; i++)
		graph->ids[i] =
			GIT(folder, "rev-parse", arena_format(&box.arena, "refs/heads/x%d", i));
	open_git(folder);
}

static void
check_random_pair(const struct random_graph *graph, int head, int previous, bool skewed)
{
	enum range_kind kind = head == previous                   ? RANGE_SAME
			       : graph->ancestors[head][previous] ? RANGE_FORWARD
			       : graph->ancestors[previous][head] ? RANGE_BACKWARD
								  : RANGE_DIVERGED;
	size_t expected = 0;
	bool contains;

	read_history(graph->ids[head], graph->ids[previous]);
	check_form();
	assert_int_equal(change.range.kind, kind);
	for (int i = 0; i < NODES; i++) {
		bool listed = change_find_commit(&change, graph->ids[i]) >= 0;
		bool belongs = graph->ancestors[head][i] && !graph->ancestors[previous][i];

		expected += belongs;
		if (belongs)
			assert_true(listed);
		if (listed)
			assert_true(graph->ancestors[head][i]);
	}
	assert_false(!skewed && change.commits.count != expected);
	assert_true(
		history_contains(git, graph->ids[head], graph->ids[previous], &contains, &box.err));
	assert_int_equal(contains, graph->ancestors[head][previous]);
}

/* No merge is called trivial wrongly: the first parent is an ancestor of the second. */
static void
check_trivial_merges(const struct random_graph *graph)
{
	for (size_t i = 0; i < change.commits.count; i++) {
		int node = 0;

		if (change.commits.at[i].merge != MERGE_TRIVIAL)
			continue;
		while (!text_equal(graph->ids[node], change.commits.at[i].id))
			node++;
		assert_true(graph->ancestors[graph->parents[node][1]][graph->parents[node][0]]);
	}
}

static void
test_random_graphs(void **state)
{
	static struct random_graph graph;

	(void)state;
	for (unsigned seed = 1; seed <= 12; seed++) {
		bool skewed = seed % 2 == 0;

		make_random_graph(&graph, seed, skewed);
		for (int pair = 0; pair < 150; pair++) {
			int head = (int)(next_random(&graph) % NODES);
			int previous = (int)(next_random(&graph) % NODES);

			check_random_pair(&graph, head, previous, skewed);
			check_trivial_merges(&graph);
		}
	}
}

/* ---- what the clone lacks or has been told ---- */

static void
make_line(int count)
{
	for (int i = 0; i < count; i++) {
		set_time(i);
		write_file("file", arena_format(&box.arena, "%d", i));
		GIT("", "add", "file");
		GIT("", "commit", "-q", "-m", arena_format(&box.arena, "c%d", i));
	}
}

static void
test_shallow(void **state)
{
	const char *head, *in, *out, *url;

	(void)state;
	make_line(20);
	head = GIT("", "rev-parse", "HEAD");
	in = GIT("", "rev-parse", "HEAD~2");
	out = GIT("", "rev-parse", "HEAD~15");
	url = arena_format(&box.arena, "file://%s", box.folder);
	GIT("", "clone", "-q", "--depth", "5", url, "clone");
	open_git("clone");
	read_history(head, in);
	assert_int_equal(change.range.kind, RANGE_FORWARD);
	assert_int_equal(change.commits.count, 2);
	assert_false(history_read(&box.arena, git, head, out, &nobody, &unread, &change, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_non_null(strstr(box.err.message, "--unshallow"));
	assert_non_null(strstr(box.err.message, "fetch-depth: 0"));
	assert_false(history_read(&box.arena, git, head,
				  GIT("clone", "commit-tree", "-m", "orphan", "HEAD^{tree}"),
				  &nobody, &unread, &change, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
}

/* The branch point is cut off, and the commit in place is on the other side of it. */
static void
test_shallow_edge(void **state)
{
	const char *head, *side, *url;
	bool contains;

	(void)state;
	make_line(8);
	GIT("", "checkout", "-q", "-b", "side", "HEAD~6");
	set_time(100);
	GIT("", "commit", "-q", "--allow-empty", "-m", "side");
	head = GIT("", "rev-parse", "main");
	side = GIT("", "rev-parse", "side");
	url = arena_format(&box.arena, "file://%s", box.folder);
	GIT("", "clone", "-q", "--depth", "2", "--no-single-branch", url, "clone");
	open_git("clone");
	assert_false(
		history_read(&box.arena, git, head, side, &nobody, &unread, &change, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_false(history_contains(git, head, side, &contains, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
}

static void
test_missing_object(void **state)
{
	const char *head, *first, *lost;

	(void)state;
	make_line(6);
	head = GIT("", "rev-parse", "HEAD");
	first = GIT("", "rev-parse", "HEAD~5");
	lost = GIT("", "rev-parse", "HEAD~3");
	assert_int_equal(
		unlink(path_of(arena_format(&box.arena, ".git/objects/%.2s/%s", lost, lost + 2))),
		0);
	open_git("");
	assert_false(
		history_read(&box.arena, git, head, first, &nobody, &unread, &change, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_non_null(strstr(box.err.message, lost));
	assert_false(history_read(&box.arena, git, head, GIT("", "rev-parse", "HEAD~2"), &nobody,
				  &unread, &change, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_false(
		history_read(&box.arena, git, lost, NULL, &nobody, &unread, &change, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
}

static void
test_altered_object(void **state)
{
	const char *head, *first, *other, *path;
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	int descriptor;

	(void)state;
	make_line(3);
	head = GIT("", "rev-parse", "HEAD");
	first = GIT("", "rev-parse", "HEAD~2");
	other = GIT("", "rev-parse", "HEAD~1");
	path = arena_format(&box.arena, ".git/objects/%.2s/%s", other, other + 2);
	descriptor =
		open(path_of(arena_format(&box.arena, ".git/objects/%.2s/%s", first, first + 2)),
		     O_RDONLY);
	read_all(descriptor, &bytes);
	close(descriptor);
	assert_int_equal(unlink(path_of(path)), 0);
	write_bytes(path, bytes.bytes, bytes.length);
	open_git("");
	assert_false(
		history_read(&box.arena, git, head, first, &nobody, &unread, &change, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
}

static void
test_replacements_have_no_effect(void **state)
{
	const char *head, *first, *second;

	(void)state;
	make_line(4);
	head = GIT("", "rev-parse", "HEAD");
	first = GIT("", "rev-parse", "HEAD~3");
	second = GIT("", "rev-parse", "HEAD~1");
	GIT("", "replace", second, first);
	write_file(".git/info/grafts", arena_format(&box.arena, "%s\n", head));
	GIT("", "commit-graph", "write", "--reachable");
	open_git("");
	read_history(head, first);
	check_form();
	assert_int_equal(change.commits.count, 3);
	assert_string_equal(commit_of(second)->subject, "c2");
}

static void
test_paths_and_submodules(void **state)
{
	const char *first, *head, *submodule = "1234567890123456789012345678901234567890";

	(void)state;
	make_line(1);
	first = GIT("", "rev-parse", "HEAD");
	make_folder("a");
	write_file("a/x", "1");
	write_file("a/y\xFF", "1");
	GIT("", "add", "a");
	GIT("", "update-index", "--add", "--cacheinfo",
	    arena_format(&box.arena, "160000,%s,lib", submodule));
	GIT("", "rm", "-q", "--cached", "file");
	GIT("", "commit", "-q", "-m", "second");
	head = GIT("", "rev-parse", "HEAD");
	read_history(head, first);
	assert_int_equal(change.submodules.count, 1);
	assert_int_equal(change.range.submodule_count, 1);
	assert_string_equal(change.submodules.at[0].path, "lib");
	assert_null(change.submodules.at[0].from);
	assert_string_equal(change.submodules.at[0].to, submodule);
	assert_false(change.requests.at[0].paths_known);
	assert_true(history_paths(&box.arena, git, &change, &box.err));
	assert_true(change.requests.at[0].paths_known);
	assert_int_equal(change.requests.at[0].paths.count, 4);
	assert_string_equal(change.requests.at[0].paths.at[0], "a/x");
	assert_string_equal(change.requests.at[0].paths.at[1], "a/y\xEF\xBF\xBD");
	assert_string_equal(change.requests.at[0].paths.at[2], "file");
	assert_string_equal(change.requests.at[0].paths.at[3], "lib");
}

/* Folders that hold one another: 10^12 paths, or as many folders without any file. */
static void
test_endless_trees(void **state)
{
	const char *trees[] = {make_tree("1"), GIT_WITH("", "", "mktree")};
	const char *first = COMMIT(make_tree("0"), "first", NULL), *second;

	(void)state;
	for (size_t i = 0; i < sizeof(trees) / sizeof(trees[0]); i++) {
		for (int level = 0; level < 12; level++) {
			struct buffer text RELEASED_BY(buffer_release) = {0};

			for (int entry = 0; entry < 10; entry++)
				buffer_add_format(&text, "040000 tree %s\td%d\n", trees[i], entry);
			trees[i] = GIT_WITH("", text.bytes, "mktree");
		}
		second = COMMIT(trees[i], "second", first);
		open_git("");
		assert_false(history_read(&box.arena, git, second, first, &nobody, &unread, &change,
					  &box.err));
		assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
		assert_non_null(strstr(box.err.message, "folders to compare"));
		read_history(COMMIT(make_tree("0"), "third", second), first);
		assert_int_equal(history_paths(&box.arena, git, &change, &box.err), i == 0);
		assert_false(change.requests.at[0].paths_known);
	}
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_non_null(strstr(box.err.message, "folders to compare"));
}

static void
test_hostile_commits(void **state)
{
	static const char *const objects[] = {
		"",
		"tree x\n\n",
		"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\n",
		"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nparent\nauthor a\ncommitter b\n\n",
		"tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor a <a> 1 +0\n\nx",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(objects) / sizeof(objects[0]); i++) {
		const char *id = GIT_WITH("", objects[i], "hash-object", "-t", "commit", "-w",
					  "--literally", "--stdin");

		open_git("");
		assert_false(history_read(&box.arena, git, id, NULL, &nobody, &unread, &change,
					  &box.err));
		assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	}
}

static void
test_latin1(void **state)
{
	const char *first = COMMIT(make_tree("1"), "first", NULL);
	const char *text = arena_format(&box.arena,
					"tree %s\nparent %s\nauthor J\xF6rg <j@x> 1 +0000\n"
					"committer J\xF6rg <j@x> 1 +0000\nencoding ISO-8859-1\n\n"
					"Gr\xFC\xDF\x65\n",
					make_tree("1"), first);
	const char *id = GIT_WITH("", text, "hash-object", "-t", "commit", "-w", "--stdin");

	(void)state;
	open_git("");
	read_history(id, first);
	assert_string_equal(change.commits.at[0].subject, "Gr\xC3\xBC\xC3\x9F\x65");
	assert_string_equal(change.commits.at[0].author.name, "J\xC3\xB6rg");
}

static void
test_wrong_arguments(void **state)
{
	(void)state;
	assert_false(
		history_read(&box.arena, git, "HEAD", NULL, &nobody, &unread, &change, &box.err));
	assert_int_equal(box.err.code, ERROR_USAGE);
}

#undef TEST
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_linear),
		TEST(test_kinds),
		TEST(test_merge),
		TEST(test_foxtrot),
		TEST(test_paths_of_a_foxtrot),
		TEST(test_criss_cross),
		TEST(test_several_roots),
		TEST(test_reversed_dates),
		TEST(test_equal_dates),
		TEST(test_what_was_met_is_excluded),
		TEST(test_too_many),
		TEST(test_random_graphs),
		TEST(test_shallow),
		TEST(test_shallow_edge),
		TEST(test_missing_object),
		TEST(test_altered_object),
		TEST(test_replacements_have_no_effect),
		TEST(test_paths_and_submodules),
		TEST(test_endless_trees),
		TEST(test_hostile_commits),
		TEST(test_latin1),
		TEST(test_wrong_arguments),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
