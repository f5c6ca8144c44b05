/* SPDX-License-Identifier: Apache-2.0 */
/* Which approvals of a forge count, and which requests bring a commit? (controls A1, A3) */
#include "forge_world.h"

#define ROW(name, ...) TEST(name, begin_forge, __VA_ARGS__)
#define RULE(new) set_policy(&world, "approval:\n", "approval:\n  " new "\n")
#define PULL pull_of(&world)
#define COMMIT(n) (PULL->commits.at[n])
#define REVIEW(n) (PULL->reviews.at[n])
#define W (&world)

static struct account *
human(struct world *world, const char *id, const char *login)
{
	return HUMAN(id, login);
}

#define ALICE_ human(W, "1", "alice")
#define BOB_ human(W, "2", "bob")
#define CAROL_ human(W, "3", "carol")
#define APP_ account(W, "99", "helper", ACCOUNT_BOT)

static void
says(const struct finding *finding, const char *words)
{
	if (!strstr(finding->because, words))
		fail_msg("'%s' does not say '%s'", finding->because, words);
}

/* ---- what brought it ---- */

ROW(allowed, ALLOWED)
ROW(without_the_forge, {
	world.evidence.forge = NULL;
	UNCLEAR("approval", "FORGE-UNAVAILABLE");
})
ROW(not_available, {
	facts_of(W)->availability.state = UNAVAILABLE;
	UNCLEAR("approval", "FORGE-UNAVAILABLE");
})
ROW(trailers_and_merges_do_not_count, {
	PULL->reviews.count = (size_t)(PULL->review_count = 0);
	approve(W, "merge", BOB, MERGE);
	approve(W, "trailer", BOB, MERGE);
	REFUSED("approval", "APPR-MISSING");
})
ROW(direct_push, {
	facts_of(W)->landings.at[0].requests.count = 0;
	facts_of(W)->landings.at[0].request_count = 0;
	REFUSED("approval", "APPR-NO-PR");
})
ROW(open_request, {
	PULL->state = STATE_OPEN;
	PULL->merged = 0;
	assert_true(has_note(REFUSED("approval", "APPR-NO-PR"), "APPR-OTHER-REQUEST"));
})
ROW(into_another_branch, {
	PULL->base = "feature";
	REFUSED("approval", "APPR-NO-PR");
})
ROW(of_another_repository, {
	PULL->base_repository = "mallory/pay";
	REFUSED("approval", "APPR-NO-PR");
})
ROW(in_another_case, {
	PULL->base_repository = "Acme/Pay";
	ALLOWED;
})
ROW(differs, {
	facts_of(W)->landings.at[0].requests.at[0].kind = LANDED_DIFFERS;
	REFUSED("approval", "APPR-SQUASH-MISMATCH");
})
ROW(not_compared, {
	facts_of(W)->landings.at[0].requests.at[0].kind = LANDED_UNKNOWN;
	UNCLEAR("approval", "APPR-CONTENT-UNKNOWN");
})
ROW(another_merge_commit, {
	PULL->merge_commit = OLD;
	UNCLEAR("approval", "APPR-CONTENT-UNKNOWN");
})
ROW(another_head, {
	PULL->head = FIRST;
	PULL->reviews.at[0].commit = FIRST;
	UNCLEAR("approval", "APPR-CONTENT-UNKNOWN");
})
ROW(two_requests_one_bad, {
	struct forge_request *twin = add_pull(W, 13, ALICE_);

	land(W, 13, LANDED_MERGED);
	add_pull_commit(W, twin, FIRST, ALICE_);
	add_pull_commit(W, twin, SECOND, ALICE_);
	twin->pushes = PULL->pushes;
	REFUSED("approval", "APPR-MISSING");
})
ROW(twin_elsewhere, {
	add_pull(W, 13, ALICE_)->base = "feature";
	land(W, 13, LANDED_MERGED);
	ALLOWED;
	assert_true(has_note(find_finding(W, "approval", "APPR-COUNTED"), "APPR-OTHER-REQUEST"));
})
ROW(evil_merge, {
	commit_of(W, MERGE)->merge = MERGE_EVIL;
	REFUSED("approval", "APPR-EVIL-MERGE");
})
ROW(resolution, {
	commit_of(W, MERGE)->merge = MERGE_RESOLVED;
	REFUSED("approval", "APPR-RESOLUTION");
})
ROW(merge_told_as_a_squash, {
	facts_of(W)->landings.at[0].requests.at[0].kind = LANDED_SQUASHED;
	UNCLEAR("approval", "APPR-CONTENT-UNKNOWN");
})
ROW(hidden_file, {
	approve(W, "merge", BOB, MERGE);
	world.change->opaque.count = 1;
	*LIST_ADD(&world.arena, &world.change->opaque.all) =
		(struct opaque_change){MERGE, "src/pay.c", OPAQUE_HIDDEN, true};
	REFUSED("approval", "APPR-HIDDEN-DIFF");
	approve(W, "tag", CAROL, MERGE);
	ALLOWED;
})
ROW(resolution_with_tag, {
	commit_of(W, MERGE)->merge = MERGE_RESOLVED;
	approve(W, "tag", CAROL, MERGE);
	ALLOWED;
})
ROW(commit_that_is_not_listed, {
	COMMIT(0).id = OLD;
	PULL->pushes.all.at[0].after = OLD;
	says(UNCLEAR("approval", "APPR-INCOMPLETE"), "does not list it");
})

/* ---- whole ---- */

#define LOST(name, what)                                \
	ROW(lost_##name, {                              \
		what++;                                 \
		UNCLEAR("approval", "APPR-INCOMPLETE"); \
	})
LOST(request, facts_of(W)->request_count)
LOST(landing, facts_of(W)->landing_count)
LOST(landed, facts_of(W)->landings.at[0].request_count)
LOST(commit, PULL->commit_count)
LOST(review, PULL->review_count)
LOST(event, PULL->event_count)
LOST(assignee, PULL->assignee_count)
LOST(push, PULL->pushes.count)
LOST(co_author, COMMIT(0).co_author_count)

/* ---- who approves ---- */

ROW(nobody, {
	PULL->reviews.count = (size_t)(PULL->review_count = 0);
	REFUSED("approval", "APPR-MISSING");
})
ROW(opener, {
	REVIEW(0).author = ALICE_;
	says(REFUSED("approval", "APPR-SELF"), "opened it");
})
ROW(author, {
	PULL->author = CAROL_;
	REVIEW(0).author = ALICE_;
	says(REFUSED("approval", "APPR-SELF"), "wrote");
})
ROW(committer, {
	COMMIT(0).committer = by(BOB_);
	REFUSED("approval", "APPR-SELF");
})
ROW(committer_on_the_web, {
	COMMIT(0).committer = (struct authorship){"GitHub", "noreply@github.com", NULL};
	COMMIT(0).on_the_web = true;
	ALLOWED;
})
ROW(pusher, {
	push(W, BOB_, SECOND, PUSHED_AT + 10);
	says(REFUSED("approval", "APPR-SELF"), "pushed");
})
ROW(force_pusher_by_event, {
	happen(W, FORGE_FORCE_PUSHED, PUSHED_AT - 10, BOB_);
	REFUSED("approval", "APPR-SELF");
})
ROW(of_a_clean_update, {
	struct forge_commit *update = add_pull_commit(W, PULL, OLD, BOB_);

	update->adds_nothing = true;
	update->on_the_web = true;
	update->signature = sign_at_forge(W, NULL, true);
	PULL->head = OLD;
	world.change->requests.at[0].head = OLD;
	REVIEW(0).content = REVISION_CLEAN_UPDATE;
	push(W, BOB_, OLD, PUSHED_AT + 10)->before = SECOND;
	update->updates = SECOND;
	ALLOWED;
	update->updates = OLD;
	REFUSED("approval", "APPR-SELF");
	update->updates = NULL;
	REFUSED("approval", "APPR-SELF");
	update->updates = SECOND;
	update->adds_nothing = false;
	REFUSED("approval", "APPR-SELF");
})
ROW(co_author, {
	struct authorship typed = {"Bob", "2+bob@users.noreply.example.org", NULL};

	*LIST_ADD(&world.arena, &COMMIT(0).co_authors) = typed;
	COMMIT(0).co_author_count = 1;
	says(REFUSED("approval", "APPR-SELF"), "co-author");
})
ROW(co_author_by_name, {
	struct authorship typed = {"BOB", "x@elsewhere.example", NULL};

	*LIST_ADD(&world.arena, &COMMIT(0).co_authors) = typed;
	COMMIT(0).co_author_count = 1;
	REFUSED("approval", "APPR-SELF");
})
ROW(other_co_author, {
	struct authorship typed = {"Dave", "dave@elsewhere.example", NULL};

	*LIST_ADD(&world.arena, &COMMIT(0).co_authors) = typed;
	COMMIT(0).co_author_count = 1;
	ALLOWED;
})
ROW(suggestion, {
	struct authorship typed = {"bob", "bob@users.noreply.example.org", NULL};

	*LIST_ADD(&world.arena, &COMMIT(0).co_authors) = typed;
	COMMIT(0).co_author_count = 1;
	COMMIT(0).on_the_web = true;
	COMMIT(0).signature = sign_at_forge(W, NULL, true);
	ALLOWED;
	assert_true(has_note(find_finding(W, "approval", "APPR-COUNTED"), "APPR-SUGGESTION"));
	PULL->pushes.all.at[0].merged = true;
	REFUSED("approval", "APPR-SELF");
	PULL->pushes.all.at[0].merged = false;
	PULL->pushes.all.at[0].actor = CAROL_;
	REFUSED("approval", "APPR-SELF");
	PULL->pushes.all.at[0].actor = ALICE_;
	RULE("suggestions: exclude");
	REFUSED("approval", "APPR-SELF");
})
ROW(identity, {
	COMMIT(0).author = by(CAROL_);
	COMMIT(0).author.address = "carol@example.org";
	set_policy(W, "tests:",
		   "identities:\n  - addresses: [carol@example.org, "
		   "2+bob@users.noreply.example.org]\ntests:");
	REFUSED("approval", "APPR-SELF");
})
ROW(assignee_of_an_app, {
	PULL->author = APP_;
	*LIST_ADD(&world.arena, &PULL->assignees) = *BOB_;
	PULL->assignee_count = 1;
	says(REFUSED("approval", "APPR-SELF"), "assigned");
})
ROW(merger_of_an_agent, {
	PULL->author = APP_;
	ALLOWED;
	RULE("agents: exclude-merger");
	REFUSED("approval", "APPR-SELF");
	PULL->merger = NULL;
	UNCLEAR("approval", "APPR-MERGER-UNKNOWN");
})
ROW(app_approves, {
	REVIEW(0).author = APP_;
	REFUSED("approval", "APPR-NOT-HUMAN");
})
ROW(ghost_approves, {
	REVIEW(0).author = NULL;
	REFUSED("approval", "APPR-GHOST");
})
ROW(reader_approves, {
	REVIEW(0).may_push = false;
	says(REFUSED("approval", "APPR-PERMISSION"), "bob not counted: may only read");
	RULE("permission: any");
	ALLOWED;
})
ROW(departed, {
	REVIEW(0).may_push = false;
	REVIEW(0).association = "NONE";
	UNCLEAR("approval", "APPR-DEPARTED");
	review(W, CAROL_, SECOND);
	ALLOWED;
})
ROW(too_few, {
	set_policy(W, "count: 1", "count: 2");
	REFUSED("approval", "APPR-TOO-FEW");
	review(W, CAROL_, SECOND);
	ALLOWED;
})
ROW(twice_the_same, {
	set_policy(W, "count: 1", "count: 2");
	review(W, BOB_, SECOND)->latest = false;
	REVIEW(1).time--;
	REFUSED("approval", "APPR-TOO-FEW");
	REVIEW(1).latest = true;
	UNCLEAR("approval", "APPR-INCOMPLETE");
})
ROW(each_other, {
	COMMIT(1).author = by(BOB_);
	COMMIT(1).committer = by(BOB_);
	COMMIT(0).signature = sign_at_forge(W, ALICE_, false);
	COMMIT(1).signature = sign_at_forge(W, BOB_, false);
	PULL->author = CAROL_;
	review(W, ALICE_, SECOND);
	REFUSED("approval", "APPR-SELF");
	RULE("independence: covers-each-author");
	ALLOWED;
	assert_true(has_note(find_finding(W, "approval", "APPR-COUNTED"), "APPR-MUTUAL"));
	PULL->reviews.count = (size_t)(PULL->review_count = 1);
	REFUSED("approval", "APPR-MISSING");
})

ROW(not_the_last_opinion, {
	REVIEW(0).latest = false;
	REFUSED("approval", "APPR-MISSING");
})
ROW(each_other_without_signatures, {
	COMMIT(1).author = by(BOB_);
	COMMIT(1).committer = by(BOB_);
	PULL->author = CAROL_;
	review(W, ALICE_, SECOND);
	RULE("independence: covers-each-author");
	REFUSED("approval", "APPR-SELF");
})

/* ---- authors and pushers ---- */

ROW(author_without_account, {
	COMMIT(0).author.account = NULL;
	REFUSED("approval", "APPR-UNKNOWN-AUTHOR");
	RULE("unknown_authors: use-pusher");
	ALLOWED;
	PULL->pushes.all.at[0].actor = NULL;
	REFUSED("approval", "APPR-UNKNOWN-AUTHOR");
})
ROW(opener_without_account, {
	PULL->author = NULL;
	REFUSED("approval", "APPR-UNKNOWN-AUTHOR");
})
ROW(no_push_of_the_head, {
	PULL->pushes.all.at[1].after = OLD;
	REFUSED("approval", "APPR-PUSHER-UNKNOWN");
	RULE("pushers: note");
	ALLOWED;
})
ROW(pushes_unknown, {
	PULL->pushes = (struct pushes){.availability = {UNAVAILABLE, "a fork"}};
	UNCLEAR("approval", "APPR-PUSHER-UNKNOWN");
	COMMIT(0).signature = sign_at_forge(W, ALICE_, false);
	UNCLEAR("approval", "APPR-PUSHER-UNKNOWN");
	COMMIT(1).signature = sign_at_forge(W, ALICE_, false);
	ALLOWED;
	COMMIT(1).signature = sign_at_forge(W, BOB_, false);
	UNCLEAR("approval", "APPR-PUSHER-UNKNOWN");
})
ROW(signed_by_the_forge_off_the_web, {
	PULL->from_fork = true;
	PULL->pushes = (struct pushes){.availability = {UNAVAILABLE, "a fork"}};
	COMMIT(0).signature = COMMIT(1).signature = sign_at_forge(W, NULL, true);
	UNCLEAR("approval", "APPR-PUSHER-UNKNOWN");
	COMMIT(0).on_the_web = COMMIT(1).on_the_web = true;
	ALLOWED;
	PULL->from_fork = false;
	UNCLEAR("approval", "APPR-PUSHER-UNKNOWN");
	PULL->from_fork = true;
	COMMIT(0).signature->valid = false;
	UNCLEAR("approval", "APPR-PUSHER-UNKNOWN");
})
ROW(machine_push, {
	push(W, NULL, SECOND, PUSHED_AT);
	assert_true(has_note(REFUSED("approval", "APPR-TOO-FEW"), "APPR-MACHINE-PUSH"));
	review(W, CAROL_, SECOND);
	ALLOWED;
})

/* ---- fresh ---- */

ROW(stale, {
	REVIEW(0).commit = FIRST;
	REVIEW(0).content = REVISION_DIFFERS;
	says(REFUSED("approval", "APPR-STALE"), "bob approved 111111111111, then 1 commit changed");
	RULE("freshness: ignore");
	ALLOWED;
})
ROW(same_diff, {
	REVIEW(0).commit = FIRST;
	REVIEW(0).content = REVISION_SAME_DIFF;
	ALLOWED;
	RULE("freshness: exact");
	REFUSED("approval", "APPR-STALE");
})
ROW(content_unknown, {
	REVIEW(0).commit = OLD;
	REVIEW(0).content = REVISION_UNKNOWN;
	UNCLEAR("approval", "APPR-STALE-UNKNOWN");
	REVIEW(0).commit = SECOND;
	ALLOWED;
	REVIEW(0).commit = NULL;
	UNCLEAR("approval", "APPR-STALE-UNKNOWN");
})
ROW(exact_of_another_commit, {
	REVIEW(0).commit = FIRST;
	REVIEW(0).content = REVISION_EXACT;
	UNCLEAR("approval", "APPR-STALE-UNKNOWN");
})
ROW(moved_by_the_forge, {
	happen(W, FORGE_FORCE_PUSHED, REVIEWED_AT + 10, ALICE_);
	PULL->pushes.all.at[1].time = REVIEWED_AT + 10;
	says(REFUSED("approval", "APPR-STALE"), "force push");
})
ROW(forced_and_put_back, {
	happen(W, FORGE_FORCE_PUSHED, REVIEWED_AT + 10, ALICE_);
	ALLOWED;
	RULE("freshness: exact");
	REFUSED("approval", "APPR-STALE");
})
ROW(rebased_after_it, {
	struct forge_event *event = happen(W, FORGE_FORCE_PUSHED, REVIEWED_AT + 10, ALICE_);

	event->before = OLD;
	REVIEW(0).commit = OLD;
	REVIEW(0).content = REVISION_SAME_DIFF;
	ALLOWED;
	event->before = FIRST;
	REFUSED("approval", "APPR-STALE");
})
ROW(base_changed, {
	happen(W, FORGE_BASE_CHANGED, REVIEWED_AT + 10, ALICE_);
	REFUSED("approval", "APPR-BASE-CHANGED");
})
ROW(base_changed_before, {
	happen(W, FORGE_BASE_CHANGED, REVIEWED_AT - 10, ALICE_);
	ALLOWED;
})

ROW(base_moved, {
	happen(W, FORGE_BASE_MOVED, REVIEWED_AT + 10, ALICE_);
	REFUSED("approval", "APPR-BASE-CHANGED");
})
ROW(base_moved_after_the_merge, {
	struct forge_event *event = happen(W, FORGE_BASE_MOVED, PULL->merged + 1, ALICE_);

	ALLOWED;
	event->time = PULL->merged;
	REFUSED("approval", "APPR-BASE-CHANGED");
})

ROW(forced_by_the_list_of_pushes, {
	PULL->pushes.all.at[1].time = REVIEWED_AT + 10;
	ALLOWED;
	PULL->pushes.all.at[1].forced = true;
	PULL->pushes.all.at[1].before = FIRST;
	REFUSED("approval", "APPR-STALE");
})
ROW(pushed_again_under_exact, {
	RULE("freshness: exact");
	ALLOWED;
	push(W, ALICE_, SECOND, REVIEWED_AT + 10);
	REFUSED("approval", "APPR-STALE");
})

/* ---- in time ---- */

ROW(after_the_merge, {
	REVIEW(0).time = MERGED_AT + 10;
	REFUSED("approval", "APPR-AFTER-MERGE");
	RULE("before: deploy");
	ALLOWED;
	assert_true(has_note(find_finding(W, "approval", "APPR-COUNTED"), "APPR-LATE"));
	REVIEW(0).time = NOW + 1;
	REFUSED("approval", "APPR-AFTER-DEPLOY");
})

/* ---- objections ---- */

ROW(changes_requested, {
	struct forge_review *objection = review(W, CAROL_, SECOND);

	objection->state = REVIEW_CHANGES_REQUESTED;
	REFUSED("approval", "APPR-CHANGES-REQUESTED");
	REVIEW(1).author = NULL;
	REFUSED("approval", "APPR-CHANGES-REQUESTED");
	REVIEW(1).may_push = false;
	ALLOWED;
})
ROW(changes_requested_by_the_approver, {
	REVIEW(0).latest = false;
	review(W, BOB_, SECOND)->state = REVIEW_CHANGES_REQUESTED;
	REVIEW(1).time++;
	REFUSED("approval", "APPR-CHANGES-REQUESTED");
	RULE("changes_requested: ignore");
	REFUSED("approval", "APPR-MISSING");
})
ROW(dismissed, {
	REVIEW(0).state = REVIEW_DISMISSED;
	happen(W, FORGE_REVIEW_DISMISSED, REVIEWED_AT + 1, CAROL_)->review = "R1";
	REFUSED("approval", "APPR-DISMISSED");
})
ROW(dismissed_with_one_beneath, {
	review(W, BOB_, SECOND)->latest = false;
	REVIEW(1).time--;
	REVIEW(0).state = REVIEW_DISMISSED;
	happen(W, FORGE_REVIEW_DISMISSED, REVIEWED_AT + 1, CAROL_)->review = "R1";
	REFUSED("approval", "APPR-DISMISSED");
})
ROW(objection_dismissed_by_author, {
	struct forge_event *event = happen(W, FORGE_REVIEW_DISMISSED, REVIEWED_AT + 1, ALICE_);

	event->review = "R2";
	review(W, CAROL_, SECOND)->state = REVIEW_DISMISSED;
	REFUSED("approval", "APPR-CHANGES-REQUESTED");
	event->before = "APPROVED";
	ALLOWED;
	event->before = NULL;
	event->actor = CAROL_;
	ALLOWED;
	event->review = "R9";
	UNCLEAR("approval", "APPR-INCOMPLETE");
})

/* ---- the merge ---- */

ROW(self_merged, {
	PULL->merger = ALICE_;
	ALLOWED;
	assert_true(has_note(find_finding(W, "approval", "APPR-COUNTED"), "APPR-SELF-MERGED"));
	RULE("self_merge: refuse");
	REFUSED("approval", "APPR-SELF-MERGE");
	PULL->merger = NULL;
	UNCLEAR("approval", "APPR-MERGER-UNKNOWN");
})
ROW(bypassed, {
	PULL->decision = "REVIEW_REQUIRED";
	ALLOWED;
	assert_true(has_note(find_finding(W, "approval", "APPR-COUNTED"), "APPR-BYPASSED"));
})

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(allowed),
		cmocka_unit_test(without_the_forge),
		cmocka_unit_test(not_available),
		cmocka_unit_test(trailers_and_merges_do_not_count),
		cmocka_unit_test(direct_push),
		cmocka_unit_test(open_request),
		cmocka_unit_test(into_another_branch),
		cmocka_unit_test(of_another_repository),
		cmocka_unit_test(in_another_case),
		cmocka_unit_test(differs),
		cmocka_unit_test(not_compared),
		cmocka_unit_test(another_merge_commit),
		cmocka_unit_test(another_head),
		cmocka_unit_test(two_requests_one_bad),
		cmocka_unit_test(twin_elsewhere),
		cmocka_unit_test(evil_merge),
		cmocka_unit_test(resolution),
		cmocka_unit_test(merge_told_as_a_squash),
		cmocka_unit_test(hidden_file),
		cmocka_unit_test(resolution_with_tag),
		cmocka_unit_test(commit_that_is_not_listed),
		cmocka_unit_test(lost_request),
		cmocka_unit_test(lost_landing),
		cmocka_unit_test(lost_landed),
		cmocka_unit_test(lost_commit),
		cmocka_unit_test(lost_review),
		cmocka_unit_test(lost_event),
		cmocka_unit_test(lost_assignee),
		cmocka_unit_test(lost_push),
		cmocka_unit_test(lost_co_author),
		cmocka_unit_test(nobody),
		cmocka_unit_test(opener),
		cmocka_unit_test(author),
		cmocka_unit_test(committer),
		cmocka_unit_test(committer_on_the_web),
		cmocka_unit_test(pusher),
		cmocka_unit_test(force_pusher_by_event),
		cmocka_unit_test(of_a_clean_update),
		cmocka_unit_test(co_author),
		cmocka_unit_test(co_author_by_name),
		cmocka_unit_test(other_co_author),
		cmocka_unit_test(suggestion),
		cmocka_unit_test(identity),
		cmocka_unit_test(assignee_of_an_app),
		cmocka_unit_test(merger_of_an_agent),
		cmocka_unit_test(app_approves),
		cmocka_unit_test(ghost_approves),
		cmocka_unit_test(reader_approves),
		cmocka_unit_test(departed),
		cmocka_unit_test(too_few),
		cmocka_unit_test(twice_the_same),
		cmocka_unit_test(each_other),
		cmocka_unit_test(not_the_last_opinion),
		cmocka_unit_test(each_other_without_signatures),
		cmocka_unit_test(author_without_account),
		cmocka_unit_test(opener_without_account),
		cmocka_unit_test(no_push_of_the_head),
		cmocka_unit_test(pushes_unknown),
		cmocka_unit_test(signed_by_the_forge_off_the_web),
		cmocka_unit_test(machine_push),
		cmocka_unit_test(stale),
		cmocka_unit_test(same_diff),
		cmocka_unit_test(content_unknown),
		cmocka_unit_test(exact_of_another_commit),
		cmocka_unit_test(moved_by_the_forge),
		cmocka_unit_test(forced_and_put_back),
		cmocka_unit_test(rebased_after_it),
		cmocka_unit_test(base_changed),
		cmocka_unit_test(base_changed_before),
		cmocka_unit_test(base_moved),
		cmocka_unit_test(base_moved_after_the_merge),
		cmocka_unit_test(forced_by_the_list_of_pushes),
		cmocka_unit_test(pushed_again_under_exact),
		cmocka_unit_test(after_the_merge),
		cmocka_unit_test(changes_requested),
		cmocka_unit_test(changes_requested_by_the_approver),
		cmocka_unit_test(dismissed),
		cmocka_unit_test(dismissed_with_one_beneath),
		cmocka_unit_test(objection_dismissed_by_author),
		cmocka_unit_test(self_merged),
		cmocka_unit_test(bypassed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
