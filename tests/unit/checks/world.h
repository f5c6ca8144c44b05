/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A deploy that is allowed, so that each test changes one fact: Alice wrote and signed two commits
 * on a branch, Bob merged it with a signature, tests passed, the origin confirms. All with the real
 * table of checks, read back from the document that it is written to.
 */
#ifndef TESTS_UNIT_CHECKS_WORLD_H
#define TESTS_UNIT_CHECKS_WORLD_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "checks/table.h"
#include "core/evaluate.h"

#define EIGHT(digit) digit digit digit digit digit digit digit digit
#define ID(digit) EIGHT(digit) EIGHT(digit) EIGHT(digit) EIGHT(digit) EIGHT(digit)
#define DIGEST(digit) ID(digit) EIGHT(digit) EIGHT(digit) EIGHT(digit)
#define BASE ID("0")
#define FIRST ID("1")
#define SECOND ID("2")
#define MERGE ID("3")
#define TAG ID("9")
#define NOW INT64_C(1800000000)
#define DAY INT64_C(86400)

#define ALICE ((struct person){.id = "alice@example.org", .name = "Alice"})
#define BOB ((struct person){.id = "bob@example.org", .name = "Bob"})
#define CAROL ((struct person){.id = "carol@example.org", .name = "Carol"})

static const char plain_policy[] = "version: 1\n"
				   "repository: example.org/acme/pay\n"
				   "tickets:\n"
				   "  projects: [PAY]\n"
				   "  evidence: claimed\n"
				   "approval:\n"
				   "  count: 1\n"
				   "  evidence: verified\n"
				   "allowed_signers: keys/signers\n"
				   "tests:\n"
				   "  required:\n"
				   "    - junit: out/*.xml\n"
				   "  evidence: claimed # of tests\n"
				   "environments:\n"
				   "  staging: {}\n"
				   "ledger:\n"
				   "  store: dir:ledger\n";

struct world {
	struct arena arena;
	struct evidence evidence;
	struct change *change;
	struct placed in_place;
	struct previous_policy previous;
	const char *policy; /* as people write it */
	const char *policy_before;
	struct evaluation evaluation;
};

static inline struct signature *
signed_by(struct world *world, struct person person)
{
	struct signature *signature = arena_allocate(&world->arena, sizeof(*signature));
	struct person *signer = arena_allocate(&world->arena, sizeof(*signer));

	*signer = person;
	*signature = (struct signature){
		.state = SIGNATURE_VERIFIED,
		.fingerprint = arena_format(&world->arena, "SHA256:%s", person.name),
		.signer = signer};
	return signature;
}

static inline struct signature *
signed_badly(struct world *world, int state)
{
	struct signature *signature = arena_allocate(&world->arena, sizeof(*signature));

	*signature = (struct signature){.state = state, .why = "as the test has it"};
	return signature;
}

static inline struct commit *
add_commit(struct world *world, const char *id, struct person author, const char *first,
	   const char *second)
{
	struct commit *commit = LIST_ADD(&world->arena, &world->change->commits);

	*commit = (struct commit){.id = id,
				  .tree = id,
				  .author = author,
				  .committer = author,
				  .subject = "Pay (PAY-1)",
				  .signature = signed_by(world, author)};
	texts_add(&world->arena, &commit->parents, first);
	if (second) {
		texts_add(&world->arena, &commit->parents, second);
		commit->merge = MERGE_CLEAN;
	}
	world->change->range.commit_count++;
	return commit;
}

static inline struct commit *
commit_of(struct world *world, const char *id)
{
	int64_t at = change_find_commit(world->change, id);

	assert_true(at >= 0);
	return &world->change->commits.at[at];
}

static inline struct change_request *
add_request(struct world *world, int kind, const char *commit, const char *head)
{
	struct change_request *request = LIST_ADD(&world->arena, &world->change->requests);
	struct ticket_reference *ticket =
		LIST_ADD(&world->arena, &world->evidence.tickets.references);

	*request = (struct change_request){
		.kind = kind, .commit = commit, .head = head, .title = "Pay (PAY-1)"};
	*ticket = (struct ticket_reference){.key = "PAY-1",
					    .source = "subject",
					    .commit = commit,
					    .text = "Pay (PAY-1)",
					    .grade = GRADE_CLAIMED};
	world->change->range.request_count++;
	return request;
}

static inline struct approval *
approve(struct world *world, const char *source, struct person person, const char *commit)
{
	struct approval *approval = LIST_ADD(&world->arena, &world->evidence.reviews.approvals);

	*approval = (struct approval){
		.person = person,
		.grade = text_equal(source, "trailer") ? GRADE_CLAIMED : GRADE_VERIFIED,
		.source = source,
		.commit = commit,
		.text = text_equal(source, "trailer") ? "Reviewed-by: somebody" : "signed"};
	if (!text_equal(source, "trailer"))
		approval->signature = signed_by(world, person);
	if (text_equal(source, "tag"))
		approval->tag = TAG;
	return approval;
}

static inline void
begin_tests(struct world *world)
{
	struct tests *tests = &world->evidence.tests;
	struct test_result *result;

	tests->availability.state = KNOWN;
	tests->work_tree = (struct work_tree){.availability = {KNOWN, NULL}, .matches = true};
	result = LIST_ADD(&world->arena, &tests->results);
	*result = (struct test_result){.junit = "out/*.xml", .report_count = 1};
	*LIST_ADD(&world->arena, &result->reports) =
		(struct test_report){.path = "out/a.xml", .sha256 = DIGEST("a"), .tests = 3};
}

static inline void
begin_environment(struct world *world)
{
	struct environment_facts *facts = &world->evidence.environment;

	*LIST_ADD(&world->arena, &facts->refs) =
		(struct ref_fact){"main", "refs/remotes/origin/main", MERGE, true};
	facts->origin.availability.state = KNOWN;
	facts->origin.remote = true;
	*LIST_ADD(&world->arena, &facts->origin.refs) =
		(struct origin_ref){"main", MERGE, true, true};
}

static inline void
begin_ledger(struct world *world)
{
	world->in_place = (struct placed){.record = DIGEST("d"),
					  .record_id = "earlier",
					  .kind = "deployment",
					  .commit = BASE,
					  .time = NOW - DAY};
	world->evidence.ledger = (struct ledger_facts){.origin = "example.org/acme/pay",
						       .size = 2,
						       .root = DIGEST("e"),
						       .sequence = 1,
						       .repository_known = true,
						       .in_place = &world->in_place};
}

static inline void
begin(struct world *world)
{
	struct evidence *evidence = &world->evidence;
	struct change_request *request;

	memset(world, 0, sizeof(*world));
	arena_init(&world->arena);
	world->change = &evidence->change;
	world->policy = world->policy_before = plain_policy;
	evidence->schema = EVIDENCE_SCHEMA;
	evidence->record_id = "made by hand";
	evidence->now = (struct now){NOW, "system-clock"};
	evidence->invocation.provider = "local";
	world->change->key = (struct key){"example.org/acme/pay", "default", "staging"};
	world->change->head = world->change->tree = MERGE;
	world->change->range = (struct range){RANGE_FORWARD, BASE, DIGEST("d"), 0, 0, 0};
	world->change->opaque.availability.state = KNOWN;
	world->change->clone.availability.state = KNOWN;
	evidence->reviews.availability.state = KNOWN;
	evidence->tickets.availability.state = KNOWN;
	add_commit(world, MERGE, BOB, BASE, SECOND);
	add_commit(world, SECOND, ALICE, FIRST, NULL);
	add_commit(world, FIRST, ALICE, BASE, NULL);
	texts_add(&world->arena, &world->change->boundary, BASE);
	request = add_request(world, REQUEST_MERGE, MERGE, SECOND);
	texts_add(&world->arena, &request->commits, FIRST);
	texts_add(&world->arena, &request->commits, SECOND);
	texts_add(&world->arena, &request->commits, MERGE);
	approve(world, "merge", BOB, MERGE);
	begin_tests(world);
	begin_environment(world);
	begin_ledger(world);
}

/* The same with one direct commit by Alice, and no approval. */
static inline void
begin_direct(struct world *world)
{
	struct change *change;

	begin(world);
	change = world->change;
	change->commits.count = change->requests.count = 0;
	change->range.commit_count = change->range.request_count = 0;
	world->evidence.tickets.references.count = world->evidence.reviews.approvals.count = 0;
	add_commit(world, MERGE, ALICE, BASE, NULL);
	texts_add(&world->arena, &add_request(world, REQUEST_DIRECT, MERGE, MERGE)->commits, MERGE);
}

/* The first `old` of the policy of now becomes `new`; that of before is as it was. */
static inline void
change_policy(struct world *world, const char *old, const char *new)
{
	const char *at = strstr(world->policy, old);

	assert_non_null(at);
	world->policy = arena_format(&world->arena, "%.*s%s%s", (int)(at - world->policy),
				     world->policy, new, at + strlen(old));
}

/* Both alike. */
static inline void
set_policy(struct world *world, const char *old, const char *new)
{
	change_policy(world, old, new);
	world->policy_before = world->policy;
}

static inline const char *
effective(struct world *world, const char *text, const char **digest)
{
	struct source_text source = {"policy", text, strlen(text)};
	struct policy *policy = arena_allocate(&world->arena, sizeof(*policy));
	struct buffer bytes RELEASED_BY(buffer_release) = {0};
	struct sha256 sum;
	struct error err;
	char *hex = arena_allocate(&world->arena, 65);

	if (!policy_read(&world->arena, &source, policy, &err))
		fail_msg("%s", err.message);
	policy_write(&bytes, policy);
	sha256(&sum, bytes.bytes, bytes.length);
	sha256_format(hex, &sum);
	*digest = hex;
	return arena_copy(&world->arena, bytes.bytes, bytes.length);
}

static inline void
put_policies(struct world *world)
{
	struct policy_facts *facts = &world->evidence.policy;

	facts->bytes = effective(world, world->policy, &facts->digest);
	facts->head_digest = facts->digest;
	facts->source = (struct policy_source){.kind = POLICY_FROM_REF,
					       .ref = "refs/remotes/origin/main",
					       .branch = "main",
					       .commit = MERGE,
					       .path = ".changegate.yml",
					       .sha256 = DIGEST("f")};
	world->previous.bytes = effective(world, world->policy_before, &world->previous.digest);
	world->previous.source = facts->source;
	facts->previous = &world->previous;
}

static inline void
mark_signed(struct world *world)
{
	struct change *change = &world->evidence.change;

	for (size_t i = 0; i < change->commits.count; i++)
		change->commits.at[i].is_signed = change->commits.at[i].signature != NULL;
}

/* The evidence as a document. */
static inline void
write_world(struct world *world, struct buffer *out)
{
	mark_signed(world);
	put_policies(world);
	evidence_write(out, &world->evidence);
}

/* The evidence as it is, without a document, and with the policies that were put. */
static inline void
judge_again(struct world *world)
{
	struct error err;

	mark_signed(world);
	if (!evaluate_evidence(&world->arena, check_table, &world->evidence, NULL,
			       &world->evaluation, &err))
		fail_msg("%s", err.message);
}

static inline int
judge_world(struct world *world)
{
	struct buffer document RELEASED_BY(buffer_release) = {0};
	struct evidence *read = arena_allocate(&world->arena, sizeof(*read));
	struct error err;

	write_world(world, &document);
	if (!evidence_parse(&world->arena, document.bytes, document.length, read, &err) ||
	    !evaluate_evidence(&world->arena, check_table, read, NULL, &world->evaluation, &err))
		fail_msg("%s", err.message);
	return world->evaluation.result;
}

static inline const struct finding *
find_finding(const struct world *world, const char *check, const char *code)
{
	for (size_t i = 0; i < world->evaluation.findings.count; i++) {
		const struct finding *finding = &world->evaluation.findings.at[i];

		if (text_equal(finding->check, check) && text_equal(finding->code, code))
			return finding;
	}
	return NULL;
}

static inline void
print_findings(const struct world *world)
{
	for (size_t i = 0; i < world->evaluation.findings.count; i++) {
		const struct finding *finding = &world->evaluation.findings.at[i];

		print_message("%s %s %s: %s\n", finding->check, verdict_names[finding->verdict],
			      finding->code, finding->because);
		for (size_t n = 0; n < finding->notes.count; n++)
			print_message("    %s: %s\n", finding->notes.at[n].code,
				      finding->notes.at[n].text);
	}
}

static inline bool
has_note(const struct finding *finding, const char *code)
{
	for (size_t i = 0; i < finding->notes.count; i++)
		if (text_equal(finding->notes.at[i].code, code))
			return true;
	return false;
}

/* Judges, finds this verdict with this code, and releases nothing. */
static inline const struct finding *
expect(struct world *world, int result, const char *check, int verdict, const char *code)
{
	int found_result = judge_world(world);
	const struct finding *finding = find_finding(world, check, code);

	if (!finding || finding->verdict != verdict || found_result != result) {
		print_findings(world);
		fail_msg("expected %s, and %s %s %s", result_names[result], check,
			 verdict_names[verdict], code);
	}
	return finding;
}

static inline void
expect_allowed(struct world *world)
{
	if (judge_world(world) != RESULT_ALLOWED) {
		print_findings(world);
		fail_msg("expected allowed");
	}
}

/* One test: a world, one change of it, and what comes of it. */
#define TEST(name, begin_it, ...)            \
	static void name(void **state)       \
	{                                    \
		struct world world;          \
		(void)state;                 \
		begin_it(&world);            \
		__VA_ARGS__;                 \
		arena_release(&world.arena); \
	}

#define REFUSED(check, code) expect(&world, RESULT_REFUSED, check, FAIL, code)
#define UNCLEAR(check, code) expect(&world, RESULT_UNKNOWN, check, UNKNOWN, code)
#define ALLOWED expect_allowed(&world)

#endif
