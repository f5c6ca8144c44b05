/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same deploy as world.h has it, by the facts of a forge: Alice opened request #12 with two
 * commits, Bob approved its head and merged it. Nothing is signed, and no tag or merge counts.
 */
#ifndef TESTS_UNIT_CHECKS_FORGE_WORLD_H
#define TESTS_UNIT_CHECKS_FORGE_WORLD_H

#include "world.h"

#define OLD ID("7")
#define MERGED_AT (NOW - 100)
#define REVIEWED_AT (NOW - 200)
#define PUSHED_AT (NOW - 300)

static inline struct account *
account(struct world *world, const char *id, const char *login, int kind)
{
	struct account *made = arena_allocate(&world->arena, sizeof(*made));

	*made = (struct account){id, login, kind};
	return made;
}

#define HUMAN(id, login) account(world, id, login, ACCOUNT_HUMAN)
#define ALICE_AT HUMAN("1", "alice")
#define BOB_AT HUMAN("2", "bob")
#define CAROL_AT HUMAN("3", "carol")
#define APP_AT account(world, "99", "helper", ACCOUNT_BOT)

static inline struct forge_facts *
facts_of(struct world *world)
{
	return world->evidence.forge;
}

static inline struct forge_request *
pull_of(struct world *world)
{
	return &facts_of(world)->requests.at[0];
}

static inline struct authorship
by(struct account *who)
{
	return (struct authorship){who->login, "somebody@example.org", who};
}

static inline struct forge_commit *
add_pull_commit(struct world *world, struct forge_request *request, const char *id,
		struct account *author)
{
	struct forge_commit *commit = LIST_ADD(&world->arena, &request->commits);

	*commit = (struct forge_commit){.id = id,
					.tree = id,
					.subject = "Pay",
					.author = by(author),
					.committer = by(author)};
	request->commit_count++;
	return commit;
}

static inline struct forge_review *
review(struct world *world, struct account *author, const char *commit)
{
	struct forge_request *request = pull_of(world);
	struct forge_review *made = LIST_ADD(&world->arena, &request->reviews);

	*made = (struct forge_review){
		.id = arena_format(&world->arena, "R%zu", request->reviews.count),
		.author = author,
		.state = REVIEW_APPROVED,
		.latest = true,
		.time = REVIEWED_AT,
		.commit = commit,
		.may_push = true,
		.association = "MEMBER",
		.content = text_equal(commit, request->head) ? REVISION_EXACT : REVISION_DIFFERS};
	request->review_count++;
	return made;
}

static inline struct forge_event *
happen(struct world *world, int kind, int64_t time, struct account *actor)
{
	struct forge_event *event = LIST_ADD(&world->arena, &pull_of(world)->events);

	*event = (struct forge_event){.kind = kind, .time = time, .actor = actor};
	pull_of(world)->event_count++;
	return event;
}

static inline struct forge_push *
push_to(struct world *world, struct forge_request *request, struct account *actor,
	const char *after, int64_t time)
{
	struct forge_push *made = LIST_ADD(&world->arena, &request->pushes.all);

	*made = (struct forge_push){.actor = actor, .time = time, .after = after};
	request->pushes.count++;
	return made;
}

static inline struct forge_push *
push(struct world *world, struct account *actor, const char *after, int64_t time)
{
	return push_to(world, pull_of(world), actor, after, time);
}

static inline struct forge_signature *
sign_at_forge(struct world *world, struct account *signer, bool by_forge)
{
	struct forge_signature *made = arena_allocate(&world->arena, sizeof(*made));

	*made = (struct forge_signature){true, by_forge, signer};
	return made;
}

static inline struct forge_request *
add_pull(struct world *world, int64_t number, struct account *author)
{
	struct forge_request *request = LIST_ADD(&world->arena, &facts_of(world)->requests);

	*request = (struct forge_request){.number = number,
					  .url = "https://example.org/acme/pay/pull/12",
					  .title = "Pay (PAY-1)",
					  .body = "",
					  .state = STATE_MERGED,
					  .author = author,
					  .merger = BOB_AT,
					  .created = NOW - 500,
					  .merged = MERGED_AT,
					  .base_repository = "acme/pay",
					  .base = "main",
					  .branch = "pay",
					  .head = SECOND,
					  .merge_commit = MERGE,
					  .pushes = {.availability = {KNOWN, NULL}}};
	facts_of(world)->request_count++;
	return request;
}

static inline struct landed *
land(struct world *world, int64_t number, int kind)
{
	struct landing *landing = &facts_of(world)->landings.at[0];
	struct landed *landed = LIST_ADD(&world->arena, &landing->requests);

	*landed = (struct landed){.number = number, .kind = kind};
	landing->request_count++;
	return landed;
}

static inline void
begin_facts(struct world *world)
{
	struct forge_facts *facts = arena_allocate(&world->arena, sizeof(*facts));

	*facts = (struct forge_facts){.availability = {KNOWN, NULL},
				      .kind = "github",
				      .host = "example.org",
				      .repository = "acme/pay",
				      .time = NOW,
				      .range = {{KNOWN, NULL}, 3},
				      .branches_known = {KNOWN, NULL},
				      .landing_count = 1};
	world->evidence.forge = facts;
	*LIST_ADD(&world->arena, &facts->branches) =
		(struct forge_branch){"main", MERGE, true, true};
	LIST_ADD(&world->arena, &facts->landings)->commit = MERGE;
}

static inline void
begin_forge(struct world *world)
{
	begin(world);
	set_policy(world, "tickets:", "forge: github\ntickets:");
	world->evidence.reviews.approvals.count = 0;
	begin_facts(world);
	add_pull(world, 12, ALICE_AT);
	land(world, 12, LANDED_MERGED);
	add_pull_commit(world, pull_of(world), FIRST, ALICE_AT);
	add_pull_commit(world, pull_of(world), SECOND, ALICE_AT);
	push(world, ALICE_AT, FIRST, PUSHED_AT - 50);
	push(world, ALICE_AT, SECOND, PUSHED_AT);
	review(world, BOB_AT, SECOND);
}

#endif
