/* SPDX-License-Identifier: Apache-2.0 */
/* Are the merge bases right, whatever the dates say? */
#include "tests/unit/integrations/git_merge_world.h"

#include "integrations/git_merge_base.h"

#define COMMITS 45

static uint64_t dice;

static unsigned
roll(unsigned sides)
{
	dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(dice >> 33) % sides;
}

struct drawn {
	const char *ids[COMMITS];
	uint64_t reaches[COMMITS]; /* itself and its ancestors */
};

/* Each commit has up to three parents among the few before it; dates are anything. */
static void
draw(struct drawn *drawn)
{
	const char *tree = TREE("a", "a\n");

	for (unsigned i = 0; i < COMMITS; i++) {
		const char *parents[4] = {0};
		uint64_t known = UINT64_C(1) << i;
		unsigned count = 0, wanted = i ? roll(4) : 0;

		for (unsigned k = 0; k < wanted; k++) {
			unsigned parent = i - 1 - roll(i < 8 ? i : 8);
			bool twice = false;

			for (unsigned p = 0; p < count; p++)
				twice = twice || parents[p] == drawn->ids[parent];
			if (twice)
				continue;
			parents[count++] = drawn->ids[parent];
			known |= drawn->reaches[parent];
		}
		setenv("GIT_COMMITTER_DATE",
		       arena_format(&box.arena, "@%u +0000", roll(2) ? roll(50) : roll(2000000000)),
		       1);
		drawn->ids[i] = make_commit("", tree, arena_format(&box.arena, "%u", i), parents);
		drawn->reaches[i] = known;
	}
}

static uint64_t
best_common(const struct drawn *drawn, unsigned one, uint64_t others)
{
	uint64_t reached = 0, common, best;

	for (unsigned i = 0; i < COMMITS; i++)
		if (others >> i & 1)
			reached |= drawn->reaches[i];
	best = common = drawn->reaches[one] & reached;
	for (unsigned i = 0; i < COMMITS; i++)
		if (common >> i & 1)
			best &= ~(drawn->reaches[i] & ~(UINT64_C(1) << i));
	return best;
}

static uint32_t
node_of(const char *id)
{
	uint32_t node;

	assert_true(graph_open(git, id, &node, &box.err));
	return node;
}

static void
compare_bases(const struct drawn *drawn, unsigned one, uint64_t others)
{
	struct merge_bases bases;
	uint32_t nodes[COMMITS], count = 0, seen = 0;
	uint64_t got = 0;

	for (unsigned i = 0; i < COMMITS; i++)
		if (others >> i & 1)
			nodes[count++] = node_of(drawn->ids[i]);
	if (!merge_bases(git, node_of(drawn->ids[one]), nodes, count, &bases, &seen, &box.err))
		fail_msg("%s", box.err.message);
	for (uint32_t b = 0; b < bases.count; b++) {
		char hex[41];

		object_id_format(hex, &git->graph->nodes[bases.at[b]].id);
		for (unsigned i = 0; i < COMMITS; i++)
			if (text_equal(hex, drawn->ids[i]))
				got |= UINT64_C(1) << i;
	}
	assert_true(seen > 0);
	if (got != best_common(drawn, one, others))
		fail_msg("bases of %s and %llx", drawn->ids[one], (unsigned long long)others);
}

static void
test_random_histories(void **state)
{
	struct drawn drawn;

	(void)state;
	dice = 7;
	for (int round = 0; round < 4; round++) {
		draw(&drawn);
		for (int i = 0; i < 3000; i++) {
			uint64_t others = UINT64_C(1) << roll(COMMITS);

			while (!roll(3))
				others |= UINT64_C(1) << roll(COMMITS);
			compare_bases(&drawn, roll(COMMITS), others);
		}
	}
}

/* As many bases as there are branches that both sides merged. */
static void
cross(unsigned branches, const char **ours, const char **theirs)
{
	const char *tree = TREE("a", "a\n"), *parents[2][65] = {0};
	const char *root = make_commit("", tree, "root", (const char *const[]){NULL});

	for (unsigned i = 0; i < branches; i++)
		parents[0][i] = COMMIT(tree, arena_format(&box.arena, "%u", i), root);
	*ours = *theirs = NULL;
	for (unsigned side = 0; side < 2; side++) {
		const char *tip = parents[0][0];

		for (unsigned i = 1; i < branches; i++)
			tip = COMMIT(tree, side ? "theirs" : "ours", tip, parents[0][i]);
		*(side ? theirs : ours) = tip;
	}
}

static void
test_many_bases(void **state)
{
	const char *ours, *theirs;
	struct merge_bases bases;
	uint32_t seen = 0, node;

	(void)state;
	cross(LIMIT_MERGE_BASES, &ours, &theirs);
	node = node_of(theirs);
	assert_true(merge_bases(git, node_of(ours), &node, 1, &bases, &seen, &box.err));
	assert_int_equal(bases.count, LIMIT_MERGE_BASES);
	ASSERT_MERGE("same", ours, theirs, TREE("a", "a\n"));
	ASSERT_MERGE("differs a", ours, theirs, TREE("a", "b\n"));
	cross(LIMIT_MERGE_BASES + 1, &ours, &theirs);
	ASSERT_MERGE("unknown", ours, theirs, TREE("a", "a\n"));
}

static void
test_marks_of_the_graph_are_left_alone(void **state)
{
	const char *tree = TREE("a", "a\n"), *base, *ours, *theirs;

	(void)state;
	base = make_commit("", tree, "root", (const char *const[]){NULL});
	ours = COMMIT(tree, "ours", base);
	theirs = COMMIT(tree, "theirs", base);
	node_of(base);
	git->graph->nodes[node_of(base)].colours = FROM_BASE;
	git->graph->nodes[node_of(base)].place = 3;
	git->graph->nodes[node_of(ours)].marked = true;
	ASSERT_MERGE("same", ours, theirs, tree);
	assert_int_equal(git->graph->nodes[node_of(base)].colours, FROM_BASE);
	assert_int_equal(git->graph->nodes[node_of(base)].place, 3);
	assert_true(git->graph->nodes[node_of(ours)].marked);
	assert_false(git->graph->nodes[node_of(ours)].queued);
	assert_int_equal(git->graph->nodes[node_of(theirs)].colours, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		MERGE_TEST(test_random_histories),
		MERGE_TEST(test_many_bases),
		MERGE_TEST(test_marks_of_the_graph_are_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
