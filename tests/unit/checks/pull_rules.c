/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What else hangs on a forge: teams, owners and guardians, apps, squashes and rebases, its clock,
 * its branches and its count of the range; and a request before any deploy.
 */
#include "forge_world.h"

#define ROW(name, ...) TEST(name, begin_forge, __VA_ARGS__)
#define RULE(new) set_policy(&world, "approval:\n", "approval:\n  " new "\n")
#define PULL pull_of(&world)
#define W (&world)

static struct account *
human(struct world *world, const char *id, const char *login)
{
	return HUMAN(id, login);
}

#define ALICE_ human(W, "1", "alice")
#define BOB_ human(W, "2", "bob")
#define CAROL_ human(W, "3", "carol")

/* ---- teams, owners, guardians ---- */

static struct team_facts *
add_team(struct world *world, const char *name, struct account *member)
{
	struct team_facts *team = LIST_ADD(&world->arena, &facts_of(world)->teams);

	*team = (struct team_facts){.name = name, .availability = {KNOWN, NULL}, .member_count = 1};
	*LIST_ADD(&world->arena, &team->members) = *member;
	return team;
}

ROW(teams, {
	struct team_facts *team;

	RULE("teams: [acme/engineers]");
	UNCLEAR("approval", "APPR-TEAM-UNKNOWN");
	team = add_team(W, "acme/Engineers", CAROL_);
	REFUSED("approval", "APPR-TEAM");
	team->members.at[0] = *BOB_;
	ALLOWED;
	team->member_count = 2;
	UNCLEAR("approval", "APPR-TEAM-UNKNOWN");
})

static void
own(struct world *world, const char *bytes)
{
	struct owners_file *file = LIST_ADD(&world->arena, &facts_of(world)->owners);
	char *hex = arena_allocate(&world->arena, 65);
	struct sha256 sum;

	sha256(&sum, bytes, strlen(bytes));
	sha256_format(hex, &sum);
	*file = (struct owners_file){.availability = {KNOWN, NULL},
				     .base = "main",
				     .path = "CODEOWNERS",
				     .sha256 = hex,
				     .bytes = bytes};
}

static void
own_before(struct world *world, const char *bytes)
{
	struct owners_file *file;

	own(world, bytes);
	file = &facts_of(world)->owners.at[facts_of(world)->owners.count - 1];
	file->base = NULL;
	file->commit = world->evidence.change.range.previous;
}

static void
begin_owned(struct world *world)
{
	begin_forge(world);
	set_policy(world, "approval:\n", "approval:\n  codeowners: required\n");
	pull_of(world)->files.state = KNOWN;
	texts_add(&world->arena, &pull_of(world)->paths, "src/pay.c");
	pull_of(world)->path_count = 1;
	own(world, "* @carol\nsrc/ @BOB @acme/owners\n");
	own_before(world, "lib/ @carol\n");
}

#define OWNED(name, ...) TEST(name, begin_owned, __VA_ARGS__)
#define FILE_ (facts_of(W)->owners.at[0])

OWNED(owned, ALLOWED)
OWNED(owned_by_others, {
	FILE_.base = "other";
	own(W, "* @carol\n");
	REFUSED("approval", "APPR-OWNERS");
	review(W, CAROL_, SECOND);
	ALLOWED;
})
OWNED(owned_by_a_team, {
	FILE_.base = "other";
	own(W, "src/ @acme/owners\n");
	UNCLEAR("approval", "APPR-OWNERS-UNKNOWN");
	add_team(W, "acme/owners", CAROL_);
	REFUSED("approval", "APPR-OWNERS");
	facts_of(W)->teams.at[0].availability =
		(struct availability){UNAVAILABLE, "no more teams are asked about"};
	UNCLEAR("approval", "APPR-OWNERS-UNKNOWN");
	assert_non_null(strstr(find_finding(W, "approval", "APPR-OWNERS-UNKNOWN")->because,
			       "@acme/owners: no more teams are asked about"));
	facts_of(W)->teams.at[0].availability = (struct availability){KNOWN, NULL};
	facts_of(W)->teams.at[0].members.at[0] = *BOB_;
	ALLOWED;
})
OWNED(owned_by_an_address, {
	FILE_.base = "other";
	own(W, "src/ 2+bob@users.noreply.example.org\n");
	ALLOWED;
})
OWNED(owned_by_nobody, {
	FILE_.base = "other";
	own(W, "* @carol\nsrc/\n");
	ALLOWED;
})
OWNED(owners_not_read, {
	FILE_.availability.state = UNAVAILABLE;
	UNCLEAR("approval", "APPR-OWNERS-UNKNOWN");
})
OWNED(owners_not_whole, {
	FILE_.bytes = "* @bob\n";
	UNCLEAR("approval", "APPR-OWNERS-UNKNOWN");
	FILE_.bytes = NULL;
	UNCLEAR("approval", "APPR-OWNERS-UNKNOWN");
})
OWNED(owners_that_are_not_there, {
	FILE_.path = NULL;
	UNCLEAR("approval", "APPR-OWNERS-UNKNOWN");
	FILE_.bytes = NULL;
	FILE_.sha256 = NULL;
	ALLOWED;
})
#define FORMER (facts_of(W)->owners.at[1])
OWNED(owned_by_others_before, {
	FORMER.commit = NULL;
	own_before(W, "src/ @carol\n");
	REFUSED("approval", "APPR-OWNERS");
	review(W, CAROL_, SECOND);
	ALLOWED;
})
OWNED(owned_by_a_team_before, {
	FORMER.commit = NULL;
	own_before(W, "src/ @acme/elders\n");
	UNCLEAR("approval", "APPR-OWNERS-UNKNOWN");
	add_team(W, "acme/elders", BOB_);
	ALLOWED;
})
OWNED(owners_before_not_read, {
	FORMER.availability.state = UNAVAILABLE;
	UNCLEAR("approval", "APPR-OWNERS-UNKNOWN");
})
OWNED(owners_of_another_start, {
	FORMER.commit = SECOND;
	UNCLEAR("approval", "APPR-OWNERS-UNKNOWN");
	FORMER.commit = NULL;
	UNCLEAR("approval", "APPR-OWNERS-UNKNOWN");
})
OWNED(nobody_owned_before, {
	FORMER.path = FORMER.bytes = FORMER.sha256 = NULL;
	ALLOWED;
})
OWNED(paths_not_read, {
	PULL->files.state = UNAVAILABLE;
	UNCLEAR("approval", "APPR-OWNERS-UNKNOWN");
})
OWNED(lost_path, {
	PULL->path_count++;
	UNCLEAR("approval", "APPR-INCOMPLETE");
})

ROW(guardian, {
	set_policy(W, "tests:", "guardians: [bob@example.org]\ntests:");
	texts_add(&world.arena, &world.change->requests.at[0].gate, ".changegate.yml");
	world.change->requests.at[0].gate_count = 1;
	REFUSED("approval", "POLICY-UNREVIEWED");
	set_policy(W, "[bob@example.org]", "[2+bob@users.noreply.example.org]");
	ALLOWED;
	set_policy(W, "[2+bob@", "[bob@");
	REFUSED("approval", "POLICY-UNREVIEWED");
})

/* ---- both policies ---- */

ROW(forge_only_now, {
	world.policy_before = plain_policy;
	assert_true(has_note(REFUSED("approval", "APPR-MISSING"), "POLICY-CHANGED"));
	approve(W, "merge", BOB, MERGE);
	ALLOWED;
})
ROW(forge_only_before, {
	world.policy = plain_policy;
	approve(W, "merge", BOB, MERGE);
	ALLOWED;
	pull_of(W)->reviews.count = (size_t)(pull_of(W)->review_count = 0);
	assert_true(has_note(REFUSED("approval", "APPR-MISSING"), "POLICY-CHANGED"));
})

/* ---- squash and rebase ---- */

static void
begin_squashed(struct world *world)
{
	begin_forge(world);
	world->change->commits.count = world->change->requests.count = 0;
	world->change->range.commit_count = world->change->range.request_count = 0;
	world->evidence.tickets.references.count = 0;
	add_commit(world, MERGE, ALICE, BASE, NULL);
	texts_add(&world->arena, &add_request(world, REQUEST_DIRECT, MERGE, MERGE)->commits, MERGE);
	facts_of(world)->range.commit_count = 1;
	facts_of(world)->landings.at[0].requests.at[0].kind = LANDED_SQUASHED;
}

#define SQUASHED(name, ...) TEST(name, begin_squashed, __VA_ARGS__)
#define LANDED (facts_of(W)->landings.at[0].requests.at[0])

SQUASHED(squashed, ALLOWED)
SQUASHED(squashed_by_an_author, {
	PULL->commits.at[0].author = by(BOB_);
	REFUSED("approval", "APPR-SELF");
})
SQUASHED(merge_that_is_none, {
	LANDED.kind = LANDED_MERGED;
	UNCLEAR("approval", "APPR-CONTENT-UNKNOWN");
})
SQUASHED(rebased, {
	LANDED.kind = LANDED_REBASED;
	UNCLEAR("approval", "APPR-CONTENT-UNKNOWN");
	LANDED.origin = SECOND;
	ALLOWED;
	LANDED.origin = OLD;
	UNCLEAR("approval", "APPR-CONTENT-UNKNOWN");
	LANDED.origin = SECOND;
	PULL->merge_commit = OLD;
	UNCLEAR("approval", "APPR-CONTENT-UNKNOWN");
})

SQUASHED(squashed_to_another, {
	PULL->merge_commit = OLD;
	UNCLEAR("approval", "APPR-CONTENT-UNKNOWN");
})

/* Two commits, each of its own. */
static void
begin_run(struct world *world)
{
	struct landing *landing;

	begin_squashed(world);
	world->change->commits.at[0].parents.at[0] = FIRST;
	add_commit(world, FIRST, ALICE, BASE, NULL);
	world->change->requests.count = 0;
	world->change->range.request_count = 0;
	texts_add(&world->arena, &add_request(world, REQUEST_DIRECT, FIRST, FIRST)->commits, FIRST);
	texts_add(&world->arena, &add_request(world, REQUEST_DIRECT, MERGE, MERGE)->commits, MERGE);
	facts_of(world)->range.commit_count = 2;
	pull_of(world)->commits.at[0].id = OLD;
	pull_of(world)->pushes.all.at[0].after = OLD;
	facts_of(world)->landings.count = 0;
	facts_of(world)->landing_count = 2;
	for (size_t i = 0; i < 2; i++) {
		landing = LIST_ADD(&world->arena, &facts_of(world)->landings);
		*landing = (struct landing){.commit = i ? MERGE : FIRST, .request_count = 1};
		*LIST_ADD(&world->arena, &landing->requests) = (struct landed){
			.number = 12, .kind = LANDED_REBASED, .origin = i ? SECOND : OLD};
	}
}

#define RUN(name, ...) TEST(name, begin_run, __VA_ARGS__)
#define ORIGIN(n) (facts_of(W)->landings.at[n].requests.at[0].origin)

RUN(run, ALLOWED)
RUN(run_with_one_twice, {
	ORIGIN(1) = OLD;
	UNCLEAR("approval", "APPR-CONTENT-UNKNOWN");
})
RUN(run_out_of_order, {
	ORIGIN(0) = SECOND;
	ORIGIN(1) = OLD;
	UNCLEAR("approval", "APPR-CONTENT-UNKNOWN");
})
RUN(run_that_ends_before, {
	PULL->merge_commit = FIRST;
	UNCLEAR("approval", "APPR-CONTENT-UNKNOWN");
})
RUN(run_with_a_foreign_commit, {
	facts_of(W)->landings.at[1].requests.at[0].kind = LANDED_DIFFERS;
	expect(W, RESULT_REFUSED, "approval", UNKNOWN, "APPR-CONTENT-UNKNOWN");
	assert_non_null(find_finding(W, "approval", "APPR-SQUASH-MISMATCH"));
})

/* ---- apps ---- */

static void
begin_app(struct world *world)
{
	struct account *app;

	begin_squashed(world);
	app = APP_AT;
	set_policy(world, "approval:\n",
		   "approval:\n  bots:\n    - app: helper\n      id: 99\n      paths: [go.sum]\n"
		   "      ticket: SEC-1\n");
	pull_of(world)->author = app;
	pull_of(world)->reviews.count = (size_t)(pull_of(world)->review_count = 0);
	for (size_t i = 0; i < 2; i++) {
		pull_of(world)->commits.at[i].author = by(app);
		pull_of(world)->commits.at[i].on_the_web = true;
		pull_of(world)->commits.at[i].signature = sign_at_forge(world, NULL, true);
		pull_of(world)->pushes.all.at[i].actor = app;
	}
	pull_of(world)->files.state = KNOWN;
	texts_add(&world->arena, &pull_of(world)->paths, "go.sum");
	pull_of(world)->path_count = 1;
	world->evidence.tickets.references.count = 0;
}

#define APP(name, ...) TEST(name, begin_app, __VA_ARGS__)
#define VOID assert_true(has_note(REFUSED("approval", "APPR-MISSING"), "APPR-BOT-VOID"))

APP(app_alone, {
	ALLOWED;
	assert_int_equal(find_finding(W, "approval", "APPR-BOT")->verdict, EXEMPT);
	assert_int_equal(find_finding(W, "ticket", "TKT-BOT")->verdict, EXEMPT);
})
APP(app_of_another_number, {
	PULL->author = account(W, "98", "helper", ACCOUNT_BOT);
	REFUSED("approval", "APPR-MISSING");
	REFUSED("ticket", "TKT-MISSING");
})
APP(human_of_that_number, {
	PULL->author = human(W, "99", "helper");
	REFUSED("approval", "APPR-MISSING");
})
APP(with_a_human_push, {
	PULL->pushes.all.at[1].actor = ALICE_;
	VOID;
})
APP(with_a_human_force_push, {
	happen(W, FORGE_FORCE_PUSHED, PUSHED_AT, ALICE_);
	VOID;
})
APP(with_unknown_pushes, {
	PULL->pushes.availability.state = UNAVAILABLE;
	expect(W, RESULT_REFUSED, "approval", FAIL, "APPR-MISSING");
})
APP(with_a_human_commit, {
	PULL->commits.at[0].author = by(ALICE_);
	VOID;
})
APP(without_signature, {
	PULL->commits.at[0].signature = NULL;
	VOID;
})
APP(with_a_bad_signature, {
	PULL->commits.at[0].signature->valid = false;
	VOID;
})
APP(with_another_file, {
	texts_add(&world.arena, &PULL->paths, "src/a.c");
	PULL->path_count = 2;
	VOID;
})
APP(with_another_file_in_the_clone, {
	world.change->requests.at[0].paths_known = true;
	texts_add(&world.arena, &world.change->requests.at[0].paths, "src/a.c");
	world.change->requests.at[0].path_count = 1;
	VOID;
})
APP(with_files_that_the_clone_knows, {
	PULL->files.state = NOT_ASKED;
	PULL->paths.count = (size_t)(PULL->path_count = 0);
	VOID;
	world.change->requests.at[0].paths_known = true;
	texts_add(&world.arena, &world.change->requests.at[0].paths, "go.sum");
	world.change->requests.at[0].path_count = 1;
	ALLOWED;
})
APP(with_unknown_files, {
	PULL->files.state = UNAVAILABLE;
	VOID;
})
APP(with_an_objection, {
	review(W, CAROL_, SECOND)->state = REVIEW_CHANGES_REQUESTED;
	REFUSED("approval", "APPR-CHANGES-REQUESTED");
})
APP(pushed_directly, {
	facts_of(W)->landings.at[0].requests.count = 0;
	facts_of(W)->landings.at[0].request_count = 0;
	REFUSED("approval", "APPR-NO-PR");
})

/* ---- clock, branches, range ---- */

ROW(clocks, {
	facts_of(W)->time = NOW + 120;
	ALLOWED;
	facts_of(W)->time = NOW + 121;
	UNCLEAR("policy", "TIME-SKEW");
	facts_of(W)->time = NOW - 121;
	UNCLEAR("policy", "TIME-SKEW");
	facts_of(W)->time = 0;
	UNCLEAR("policy", "TIME-SKEW");
})
ROW(branch, {
	facts_of(W)->branches.at[0].contains = false;
	UNCLEAR("separation", "GIT-REF-CLAIMED");
})
ROW(branch_of_the_policy, {
	facts_of(W)->branches.at[0].contains_policy = false;
	UNCLEAR("policy", "GIT-REF-CLAIMED");
})
ROW(no_branch, {
	facts_of(W)->branches.count = 0;
	UNCLEAR("separation", "GIT-REF-CLAIMED");
})
ROW(branches_unknown, {
	facts_of(W)->branches_known.state = UNAVAILABLE;
	UNCLEAR("separation", "GIT-REF-UNKNOWN");
})
ROW(origin_need_not_confirm, {
	world.evidence.environment.origin = (struct origin_facts){0};
	ALLOWED;
})
ROW(range, {
	facts_of(W)->range.commit_count = 4;
	UNCLEAR("change", "CHG-RANGE-DISPUTED");
	facts_of(W)->range = (struct forge_range){{UNAVAILABLE, NULL}, 3};
	UNCLEAR("change", "CHG-RANGE-DISPUTED");
})

/* ---- before any deploy ---- */

static void
begin_advice(struct world *world)
{
	struct change *change;

	begin_forge(world);
	change = world->change;
	change->range = (struct range){.kind = RANGE_REQUEST, .request_count = 1};
	change->commits.count = change->requests.count = change->boundary.count = 0;
	change->opaque = (struct opaque_changes){0};
	change->clone = (struct clone_facts){0};
	change->head = SECOND;
	world->evidence.tickets.references.count = 0;
	add_request(world, REQUEST_DIRECT, SECOND, SECOND);
	change->range.request_count = 1;
	world->evidence.ledger = (struct ledger_facts){.origin = "", .root = ""};
	world->evidence.tests = (struct tests){0};
	facts_of(world)->landings.at[0].commit = SECOND;
	facts_of(world)->landings.at[0].requests.at[0].kind = LANDED_NOT;
	pull_of(world)->state = STATE_OPEN;
	pull_of(world)->merged = 0;
	pull_of(world)->merge_commit = NULL;
	pull_of(world)->merger = NULL;
}

#define ADVICE(name, ...) TEST(name, begin_advice, __VA_ARGS__)
#define FINE                                     \
	if (judge_world(W) != RESULT_ADVISORY) { \
		print_findings(W);               \
		fail_msg("expected advice");     \
	}

ADVICE(advice, {
	FINE;
	assert_int_equal(find_finding(W, "separation", "JUDGED-LATER")->verdict, NOT_APPLICABLE);
	assert_int_equal(find_finding(W, "change", "JUDGED-LATER")->verdict, NOT_APPLICABLE);
	assert_int_equal(find_finding(W, "tests", "JUDGED-LATER")->verdict, NOT_APPLICABLE);
	assert_non_null(find_finding(W, "ticket", "TKT-FOUND"));
})
ADVICE(advice_without_review, {
	PULL->reviews.count = (size_t)(PULL->review_count = 0);
	REFUSED("approval", "APPR-MISSING");
})
ADVICE(advice_into_a_feature, {
	PULL->base = "feature";
	FINE;
	assert_true(has_note(find_finding(W, "approval", "APPR-COUNTED"), "APPR-OTHER-REQUEST"));
})
ADVICE(advice_of_an_older_head, {
	PULL->head = FIRST;
	PULL->reviews.at[0].commit = FIRST;
	UNCLEAR("approval", "APPR-CONTENT-UNKNOWN");
})
ADVICE(advice_without_ticket, {
	world.evidence.tickets.references.count = 0;
	REFUSED("ticket", "TKT-MISSING");
})
ADVICE(advice_of_two, {
	add_request(W, REQUEST_DIRECT, FIRST, FIRST);
	UNCLEAR("change", "CHG-INCOMPLETE");
})
ADVICE(advice_without_forge, {
	world.evidence.forge = NULL;
	UNCLEAR("change", "CHG-INCOMPLETE");
})
ADVICE(advice_without_answer, {
	facts_of(W)->availability.state = UNAVAILABLE;
	UNCLEAR("approval", "FORGE-UNAVAILABLE");
})
ADVICE(advice_by_git_alone, {
	set_policy(W, "forge: github\n", "");
	UNCLEAR("approval", "FORGE-UNAVAILABLE");
})

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(teams),
		cmocka_unit_test(owned),
		cmocka_unit_test(owned_by_others),
		cmocka_unit_test(owned_by_a_team),
		cmocka_unit_test(owned_by_an_address),
		cmocka_unit_test(owned_by_nobody),
		cmocka_unit_test(owners_not_read),
		cmocka_unit_test(owners_not_whole),
		cmocka_unit_test(owners_that_are_not_there),
		cmocka_unit_test(owned_by_others_before),
		cmocka_unit_test(owned_by_a_team_before),
		cmocka_unit_test(owners_before_not_read),
		cmocka_unit_test(owners_of_another_start),
		cmocka_unit_test(nobody_owned_before),
		cmocka_unit_test(paths_not_read),
		cmocka_unit_test(lost_path),
		cmocka_unit_test(guardian),
		cmocka_unit_test(forge_only_now),
		cmocka_unit_test(forge_only_before),
		cmocka_unit_test(squashed),
		cmocka_unit_test(squashed_by_an_author),
		cmocka_unit_test(merge_that_is_none),
		cmocka_unit_test(rebased),
		cmocka_unit_test(squashed_to_another),
		cmocka_unit_test(run),
		cmocka_unit_test(run_with_one_twice),
		cmocka_unit_test(run_out_of_order),
		cmocka_unit_test(run_that_ends_before),
		cmocka_unit_test(run_with_a_foreign_commit),
		cmocka_unit_test(app_alone),
		cmocka_unit_test(app_of_another_number),
		cmocka_unit_test(human_of_that_number),
		cmocka_unit_test(with_a_human_push),
		cmocka_unit_test(with_a_human_force_push),
		cmocka_unit_test(with_unknown_pushes),
		cmocka_unit_test(with_a_human_commit),
		cmocka_unit_test(without_signature),
		cmocka_unit_test(with_a_bad_signature),
		cmocka_unit_test(with_another_file),
		cmocka_unit_test(with_another_file_in_the_clone),
		cmocka_unit_test(with_files_that_the_clone_knows),
		cmocka_unit_test(with_unknown_files),
		cmocka_unit_test(with_an_objection),
		cmocka_unit_test(pushed_directly),
		cmocka_unit_test(clocks),
		cmocka_unit_test(branch),
		cmocka_unit_test(branch_of_the_policy),
		cmocka_unit_test(no_branch),
		cmocka_unit_test(branches_unknown),
		cmocka_unit_test(origin_need_not_confirm),
		cmocka_unit_test(range),
		cmocka_unit_test(advice),
		cmocka_unit_test(advice_without_review),
		cmocka_unit_test(advice_into_a_feature),
		cmocka_unit_test(advice_of_an_older_head),
		cmocka_unit_test(advice_without_ticket),
		cmocka_unit_test(advice_of_two),
		cmocka_unit_test(advice_without_forge),
		cmocka_unit_test(advice_without_answer),
		cmocka_unit_test(advice_by_git_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
