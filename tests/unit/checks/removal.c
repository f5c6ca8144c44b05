/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can evidence that got lost turn a refusal into an allowed deploy? Every value of the document of
 * every refused world is left out, one at a time; and every merge is told as one that was not
 * verified.
 */
#include "world.h"

#include "base/json.h"

/* ---- refused worlds ---- */

static void
by_its_author(struct world *world)
{
	begin(world);
	commit_of(world, FIRST)->author = commit_of(world, FIRST)->committer = BOB;
	commit_of(world, FIRST)->signature = signed_by(world, BOB);
}

static void
without_author_signature(struct world *world)
{
	begin(world);
	commit_of(world, SECOND)->signature = NULL;
}

static void
without_signed_merge(struct world *world)
{
	begin(world);
	commit_of(world, MERGE)->signature = signed_badly(world, SIGNATURE_UNLISTED);
}

static void
with_openpgp(struct world *world)
{
	begin(world);
	commit_of(world, SECOND)->signature = signed_badly(world, SIGNATURE_OPENPGP);
}

static void
with_one_of_two(struct world *world)
{
	begin(world);
	set_policy(world, "count: 1", "count: 2");
	approve(world, "tag", BOB, MERGE);
	approve(world, "tag", ALICE, MERGE);
}

static void
with_evil_merge(struct world *world)
{
	begin(world);
	commit_of(world, MERGE)->merge = MERGE_EVIL;
	texts_add(&world->arena, &commit_of(world, MERGE)->merge_paths, "src/pay.c");
	approve(world, "trailer", CAROL, MERGE);
}

static void
with_resolution(struct world *world)
{
	begin(world);
	commit_of(world, MERGE)->merge = MERGE_RESOLVED;
	approve(world, "tag", CAROL, SECOND);
}

static void
with_unknown_author(struct world *world)
{
	begin(world);
	commit_of(world, FIRST)->author.id = "";
}

static void
with_other_content(struct world *world)
{
	struct approval *approval;

	begin_direct(world);
	approval = approve(world, "tag", CAROL, MERGE);
	approval->content = CONTENT_DIFFERS;
	approval->head = SECOND;
	approve(world, "trailer", BOB, MERGE);
}

static void
squashed_from_own(struct world *world)
{
	struct approval *approval;

	begin_direct(world);
	approval = approve(world, "tag", CAROL, MERGE);
	approval->content = CONTENT_SQUASHED;
	approval->head = SECOND;
	approval->authors_verified = true;
	approval->contributor_count = 1;
	*LIST_ADD(&world->arena, &approval->contributors) = CAROL;
}

static void
with_hidden_file(struct world *world)
{
	begin(world);
	world->change->opaque.count = 1;
	*LIST_ADD(&world->arena, &world->change->opaque.all) =
		(struct opaque_change){MERGE, "src/pay.c", OPAQUE_HIDDEN, true};
}

static void
in_altered_clone(struct world *world)
{
	begin(world);
	world->change->clone.count = 1;
	texts_add(&world->arena, &world->change->clone.altered, "it has grafts");
}

static void
without_guardian(struct world *world)
{
	begin(world);
	set_policy(world, "tests:", "guardians: [carol@example.org]\ntests:");
	world->change->requests.at[0].gate_count = 1;
	texts_add(&world->arena, &world->change->requests.at[0].gate, ".changegate.yml");
}

static void
with_own_waiver(struct world *world)
{
	begin(world);
	world->evidence.tickets.references.count = 0;
	change_policy(world, "tests:",
		      "waivers:\n  - control: ticket\n    reason: a bad week\n    expires: "
		      "2027-02-15T08:00:00Z\ntests:");
}

static void
on_claimed_branch(struct world *world)
{
	begin(world);
	world->evidence.environment.origin.refs.at[0].contains = false;
}

static void
under_claimed_policy(struct world *world)
{
	begin(world);
	world->evidence.environment.origin.refs.at[0].contains_policy = false;
}

static void
tested_elsewhere(struct world *world)
{
	struct test_statement *statement;

	begin(world);
	set_policy(world, "evidence: claimed # of tests", "evidence: attested");
	set_policy(world, "junit: out/*.xml\n",
		   "junit: out/*.xml\n      statement: out/tests.json\n");
	statement = arena_allocate(&world->arena, sizeof(*statement));
	*statement = (struct test_statement){.path = "out/tests.json",
					     .bytes = "{}",
					     .armoured = "signed",
					     .commit = FIRST,
					     .covers_reports = true,
					     .signature = signed_by(world, CAROL),
					     .problem = "it is of another commit"};
	world->evidence.tests.results.at[0].statement = statement;
}

static void (*const refused_worlds[])(struct world *) = {
	by_its_author,      without_author_signature, without_signed_merge, with_openpgp,
	with_one_of_two,    with_evil_merge,          with_resolution,      with_unknown_author,
	with_other_content, squashed_from_own,        with_hidden_file,     in_altered_clone,
	without_guardian,   with_own_waiver,          on_claimed_branch,    under_claimed_policy,
	tested_elsewhere,
};
#define REFUSED_COUNT (sizeof(refused_worlds) / sizeof(refused_worlds[0]))

/* ---- leaving out ---- */

struct removal {
	struct arena arena; /* of one attempt */
	const struct node *root;
	size_t tried, read;
};

static void
try_document(struct removal *removal, const char *what)
{
	struct buffer document RELEASED_BY(buffer_release) = {0};
	struct evaluation evaluation;
	struct evidence evidence;
	struct error err;

	removal->tried++;
	json_write(&document, removal->root);
	if (evidence_parse(&removal->arena, document.bytes, document.length, &evidence, &err) &&
	    evaluate_evidence(&removal->arena, check_table, &evidence, NULL, &evaluation, &err)) {
		removal->read++;
		if (evaluation.result == RESULT_ALLOWED)
			fail_msg("allowed without %s", what);
	}
	arena_release(&removal->arena);
	arena_init(&removal->arena);
}

static void
leave_out_each(struct removal *removal, struct node *parent, const char *path)
{
	for (struct node **at = &parent->first; *at; at = &(*at)->next) {
		struct node *child = *at;
		char name[512];

		snprintf(name, sizeof(name), "%s/%s", path, child->key ? child->key : "-");
		*at = child->next;
		parent->count--;
		try_document(removal, name);
		*at = child;
		parent->count++;
		leave_out_each(removal, child, name);
	}
}

static void
nothing_that_is_lost_allows(void **state)
{
	struct removal removal = {0};

	(void)state;
	arena_init(&removal.arena);
	for (size_t i = 0; i < REFUSED_COUNT; i++) {
		struct buffer document RELEASED_BY(buffer_release) = {0};
		struct world world;
		struct node top = {0};
		struct error err;

		refused_worlds[i](&world);
		assert_int_not_equal(judge_world(&world), RESULT_ALLOWED);
		write_world(&world, &document);
		assert_true(json_parse(&world.arena, document.bytes, document.length, &removal.root,
				       &err));
		top = *removal.root;
		removal.root = &top;
		leave_out_each(&removal, &top, "");
		arena_release(&world.arena);
	}
	assert_true(removal.tried > 2000);
	assert_true(removal.read > 300);
	arena_release(&removal.arena);
}

/* ---- told as less than it is ---- */

/* Where claimed will do, an evil merge is the exception: a trailer covers what was not recomputed.
 */
static void
no_merge_that_is_told_as_unverified_allows(void **state)
{
	(void)state;
	for (size_t i = 0; i < REFUSED_COUNT; i++) {
		struct world world;

		refused_worlds[i](&world);
		if (commit_of(&world, MERGE)->parents.count == 2)
			commit_of(&world, MERGE)->merge = MERGE_UNVERIFIED;
		assert_int_not_equal(judge_world(&world), RESULT_ALLOWED);
		arena_release(&world.arena);
	}
}

/* Each signature as each state that proves nothing. */
static void
no_worse_signature_allows(void **state)
{
	(void)state;
	for (size_t i = 0; i < REFUSED_COUNT; i++)
		for (int to = SIGNATURE_UNLISTED; to <= SIGNATURE_X509; to++) {
			struct world world;

			refused_worlds[i](&world);
			for (size_t c = 0; c < world.change->commits.count; c++) {
				struct commit *commit = &world.change->commits.at[c];
				struct signature *good = commit->signature;

				commit->signature = signed_badly(&world, to);
				assert_int_not_equal(judge_world(&world), RESULT_ALLOWED);
				commit->signature = good;
			}
			arena_release(&world.arena);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_that_is_lost_allows),
		cmocka_unit_test(no_merge_that_is_told_as_unverified_allows),
		cmocka_unit_test(no_worse_signature_allows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
