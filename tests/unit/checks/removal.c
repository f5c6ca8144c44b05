/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Can evidence that got lost turn a refusal into an allowed deploy? Every value of the document of
 * every refused world is left out, one at a time; and every merge is told as one that was not
 * verified.
 */
#include "forge_world.h"

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

/* ---- the same by the facts of a forge ---- */

static struct forge_review *
review_of(struct world *world, size_t at)
{
	return &pull_of(world)->reviews.at[at];
}

static void
with_open_request(struct world *world)
{
	begin_forge(world);
	pull_of(world)->state = STATE_OPEN;
	pull_of(world)->merged = 0;
}

static void
with_different_content(struct world *world)
{
	begin_forge(world);
	facts_of(world)->landings.at[0].requests.at[0].kind = LANDED_DIFFERS;
}

static void
with_one_good_request_of_two(struct world *world)
{
	struct forge_request *twin;

	begin_forge(world);
	twin = add_pull(world, 13, ALICE_AT);
	land(world, 13, LANDED_MERGED);
	add_pull_commit(world, twin, FIRST, ALICE_AT);
	add_pull_commit(world, twin, SECOND, ALICE_AT);
	push_to(world, twin, ALICE_AT, SECOND, PUSHED_AT);
}

static void
reviewed_by_opener(struct world *world)
{
	begin_forge(world);
	pull_of(world)->author = BOB_AT;
}

static void
reviewed_by_author(struct world *world)
{
	begin_forge(world);
	pull_of(world)->commits.at[0].author = by(BOB_AT);
}

static void
reviewed_by_committer(struct world *world)
{
	begin_forge(world);
	pull_of(world)->commits.at[0].committer = by(BOB_AT);
}

static void
reviewed_by_pusher(struct world *world)
{
	begin_forge(world);
	push(world, BOB_AT, SECOND, PUSHED_AT + 1);
}

static void
reviewed_by_co_author(struct world *world)
{
	begin_forge(world);
	*LIST_ADD(&world->arena, &pull_of(world)->commits.at[0].co_authors) =
		(struct authorship){"bob", "bob@elsewhere.example", NULL};
	pull_of(world)->commits.at[0].co_author_count = 1;
}

static void
reviewed_by_reader(struct world *world)
{
	begin_forge(world);
	review_of(world, 0)->may_push = false;
}

static void
reviewed_by_app(struct world *world)
{
	begin_forge(world);
	review_of(world, 0)->author = APP_AT;
}

static void
opened_by_app_for_reviewer(struct world *world)
{
	begin_forge(world);
	pull_of(world)->author = APP_AT;
	*LIST_ADD(&world->arena, &pull_of(world)->assignees) = *BOB_AT;
	pull_of(world)->assignee_count = 1;
}

static void
opened_by_agent_of_merger(struct world *world)
{
	begin_forge(world);
	set_policy(world, "approval:\n", "approval:\n  agents: exclude-merger\n");
	pull_of(world)->author = APP_AT;
}

static void
merged_by_opener(struct world *world)
{
	begin_forge(world);
	set_policy(world, "approval:\n", "approval:\n  self_merge: refuse\n");
	pull_of(world)->merger = ALICE_AT;
}

static void
by_unknown_author(struct world *world)
{
	begin_forge(world);
	pull_of(world)->commits.at[0].author.account = NULL;
}

static void
pushed_by_nobody(struct world *world)
{
	begin_forge(world);
	pull_of(world)->pushes.all.at[1].after = OLD;
}

static void
pushed_by_machine(struct world *world)
{
	begin_forge(world);
	push(world, APP_AT, SECOND, PUSHED_AT + 1);
}

static void
reviewed_before_push(struct world *world)
{
	begin_forge(world);
	review_of(world, 0)->commit = FIRST;
	review_of(world, 0)->content = REVISION_DIFFERS;
}

static void
forced_after_review(struct world *world)
{
	begin_forge(world);
	pull_of(world)->pushes.all.at[1].time = REVIEWED_AT + 1;
	pull_of(world)->pushes.all.at[1].forced = true;
	happen(world, FORGE_FORCE_PUSHED, REVIEWED_AT + 1, ALICE_AT)->before = FIRST;
}

static void
base_changed_after_review(struct world *world)
{
	begin_forge(world);
	happen(world, FORGE_BASE_CHANGED, REVIEWED_AT + 1, ALICE_AT);
}

static void
reviewed_after_merge(struct world *world)
{
	begin_forge(world);
	review_of(world, 0)->time = MERGED_AT + 1;
}

static void
with_objection(struct world *world)
{
	begin_forge(world);
	review(world, CAROL_AT, SECOND)->state = REVIEW_CHANGES_REQUESTED;
}

static void
with_dismissed_objection(struct world *world)
{
	begin_forge(world);
	review(world, CAROL_AT, SECOND)->state = REVIEW_DISMISSED;
	happen(world, FORGE_REVIEW_DISMISSED, REVIEWED_AT + 1, ALICE_AT)->review = "R2";
}

static void
approval_taken_back(struct world *world)
{
	begin_forge(world);
	review(world, BOB_AT, SECOND)->state = REVIEW_CHANGES_REQUESTED;
	review_of(world, 0)->latest = false;
	review_of(world, 1)->time++;
}

static void
not_in_the_team(struct world *world)
{
	struct team_facts *team;

	begin_forge(world);
	set_policy(world, "approval:\n", "approval:\n  teams: [acme/engineers]\n");
	team = LIST_ADD(&world->arena, &facts_of(world)->teams);
	*team = (struct team_facts){
		.name = "acme/engineers", .availability = {KNOWN, NULL}, .member_count = 1};
	*LIST_ADD(&world->arena, &team->members) = *CAROL_AT;
}

static void
not_by_the_owner(struct world *world)
{
	static const char bytes[] = "* @carol\n";
	char *hex;
	struct sha256 sum;

	begin_forge(world);
	set_policy(world, "approval:\n", "approval:\n  codeowners: required\n");
	hex = arena_allocate(&world->arena, 65);
	sha256(&sum, bytes, strlen(bytes));
	sha256_format(hex, &sum);
	*LIST_ADD(&world->arena, &facts_of(world)->owners) =
		(struct owners_file){.availability = {KNOWN, NULL},
				     .base = "main",
				     .path = "CODEOWNERS",
				     .sha256 = hex,
				     .bytes = bytes};
	*LIST_ADD(&world->arena, &facts_of(world)->owners) = (struct owners_file){
		.availability = {KNOWN, NULL}, .commit = world->evidence.change.range.previous};
	pull_of(world)->files.state = KNOWN;
	texts_add(&world->arena, &pull_of(world)->paths, "src/pay.c");
	pull_of(world)->path_count = 1;
}

static void
with_slow_clock(struct world *world)
{
	begin_forge(world);
	facts_of(world)->time = NOW + 500;
}

static void
in_another_range(struct world *world)
{
	begin_forge(world);
	facts_of(world)->range.commit_count = 4;
}

static void
on_no_branch_of_the_forge(struct world *world)
{
	begin_forge(world);
	facts_of(world)->branches.at[0].contains = false;
}

/* A check that failed, beside one of another run that did not. */
static void
with_failed_job(struct world *world)
{
	struct tested_commit *tested;

	begin_forge(world);
	set_policy(world, "junit: out/*.xml",
		   "workflow: .github/workflows/ci.yml\n      job: unit");
	world->evidence.tests = (struct tests){0};
	tested = LIST_ADD(&world->arena, &facts_of(world)->tested);
	*tested = (struct tested_commit){
		.availability = {KNOWN, NULL}, .commit = MERGE, .tree = MERGE, .check_count = 2};
	for (size_t i = 0; i < 2; i++)
		*LIST_ADD(&world->arena, &tested->checks) =
			(struct check_run){.id = "1",
					   .name = "unit",
					   .status = "completed",
					   .conclusion = i ? "failure" : "success",
					   .started = NOW - 60,
					   .completed = NOW - 10,
					   .app = "15368",
					   .run = i ? "8" : "9",
					   .path = ".github/workflows/ci.yml",
					   .event = "push",
					   .run_commit = MERGE,
					   .attempt = 1};
}

static void (*const refused_worlds[])(struct world *) = {
	with_open_request,
	with_different_content,
	with_one_good_request_of_two,
	reviewed_by_opener,
	reviewed_by_author,
	reviewed_by_committer,
	reviewed_by_pusher,
	reviewed_by_co_author,
	reviewed_by_reader,
	reviewed_by_app,
	opened_by_app_for_reviewer,
	opened_by_agent_of_merger,
	merged_by_opener,
	by_unknown_author,
	pushed_by_nobody,
	pushed_by_machine,
	reviewed_before_push,
	forced_after_review,
	base_changed_after_review,
	reviewed_after_merge,
	with_objection,
	with_dismissed_objection,
	approval_taken_back,
	not_in_the_team,
	not_by_the_owner,
	with_slow_clock,
	in_another_range,
	on_no_branch_of_the_forge,
	with_failed_job,
	by_its_author,
	without_author_signature,
	without_signed_merge,
	with_openpgp,
	with_one_of_two,
	with_evil_merge,
	with_resolution,
	with_unknown_author,
	with_other_content,
	squashed_from_own,
	with_hidden_file,
	in_altered_clone,
	without_guardian,
	with_own_waiver,
	on_claimed_branch,
	under_claimed_policy,
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
