/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A deploy to tell about: evidence and findings that are made by hand, so that the golden files of
 * tests/reports/ depend on the reports alone. CHANGEGATE_WRITE_GOLDEN=1 writes them anew.
 */
#ifndef TESTS_REPORTS_FIXTURE_H
#define TESTS_REPORTS_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "core/report.h"
#include "reports/table.h"

#define DIGEST "4b1e83c0a1f24b1e83c0a1f24b1e83c0a1f24b1e83c0a1f24b1e83c0a1f24b1e"
#define RECORD "9d0c7a11223344556677889900aabbccddeeff00112233445566778899aabbcc"
#define PREVIOUS "51ac0e7d00000000000000000000000000000000"

struct fixture {
	struct arena arena;
	struct evidence evidence;
	struct policy policy;
	struct evaluation evaluation;
	struct placed in_place;
	struct report_input input;
};

/* Commit ids that differ in their first 12 digits, as real ones do. */
static inline const char *
fixture_id(struct arena *arena, size_t number)
{
	return arena_format(arena, "%012zx%028x", (size_t)0x8f3c2d1a0000 + number, 0);
}

static inline void
fixture_request(struct fixture *fixture, const char *title)
{
	struct arena *arena = &fixture->arena;
	struct change *change = &fixture->evidence.change;
	const char *id = fixture_id(arena, change->requests.count);
	struct change_request *request = LIST_ADD(arena, &change->requests);
	struct commit *commit = LIST_ADD(arena, &change->commits);

	request->kind = REQUEST_DIRECT;
	request->commit = request->head = id;
	request->title = title;
	texts_add(arena, &request->commits, id);
	commit->id = commit->tree = id;
	commit->author = commit->committer =
		(struct person){.id = "alice@example.org", .name = "Alice"};
	commit->subject = title;
	change->head = id;
	change->range.commit_count = (int64_t)change->commits.count;
	change->range.request_count = (int64_t)change->requests.count;
}

static inline struct finding *
fixture_finding(struct fixture *fixture, const char *check, const char *subject,
		enum verdict verdict, const char *code, const char *because)
{
	struct finding *finding = LIST_ADD(&fixture->arena, &fixture->evaluation.findings);

	finding->check = check;
	finding->revision = 1;
	finding->subject = subject;
	finding->verdict = (int)verdict;
	finding->code = code;
	finding->because = because;
	if (verdict == FAIL)
		fixture->evaluation.result = RESULT_REFUSED;
	else if (verdict == UNKNOWN && fixture->evaluation.result == RESULT_ALLOWED)
		fixture->evaluation.result = RESULT_UNKNOWN;
	return finding;
}

static inline void
fixture_rest_on(struct fixture *fixture, struct finding *finding, const char *pointer)
{
	texts_add(&fixture->arena, &finding->inputs, pointer);
}

static inline void
fixture_note(struct fixture *fixture, struct finding *finding, const char *code, const char *text)
{
	struct note *note = LIST_ADD(&fixture->arena, &finding->notes);

	note->code = code;
	note->text = text;
}

/* One claimed ticket and one claimed approval for each request, and one test result. */
static inline void
fixture_facts(struct fixture *fixture)
{
	struct evidence *evidence = &fixture->evidence;
	struct arena *arena = &fixture->arena;
	struct test_result *result = LIST_ADD(arena, &evidence->tests.results);

	result->junit = "out/junit/*.xml";
	for (size_t i = 0; i < evidence->change.requests.count; i++) {
		struct ticket_reference *ticket = LIST_ADD(arena, &evidence->tickets.references);
		struct approval *approval = LIST_ADD(arena, &evidence->reviews.approvals);

		*ticket = (struct ticket_reference){"PAY-311", "subject",
						    evidence->change.requests.at[i].commit,
						    "PAY-311 retry", GRADE_CLAIMED};
		approval->person = (struct person){.id = "bob@example.org", .name = "Bob"};
		approval->source = "trailer";
		approval->commit = evidence->change.requests.at[i].commit;
		approval->text = "Reviewed-by: Bob <bob@example.org>";
	}
}

static inline void
fixture_begin(struct fixture *fixture)
{
	struct evidence *evidence = &fixture->evidence;

	memset(fixture, 0, sizeof(*fixture));
	arena_init(&fixture->arena);
	evidence->schema = EVIDENCE_SCHEMA;
	evidence->record_id = "01JD8ZQ4E7V5M3K2X1W0T9S8R7";
	evidence->now = (struct now){1795292400, "system-clock"};
	evidence->change.key = (struct key){"example.org/acme/payments", "payments", "production"};
	evidence->change.tree = evidence->change.head = fixture_id(&fixture->arena, 0);
	evidence->change.range.kind = RANGE_FORWARD;
	evidence->change.range.previous = PREVIOUS;
	evidence->reviews.availability.state = KNOWN;
	evidence->tickets.availability.state = KNOWN;
	evidence->tests.availability.state = KNOWN;
	evidence->invocation.provider = "local";
	evidence->policy.digest = DIGEST;
	evidence->policy.bytes = "{\"version\":1}";
	evidence->policy.source = (struct policy_source){
		POLICY_FROM_REF, "refs/heads/main", "main", PREVIOUS, ".changegate.yml", DIGEST};
	evidence->ledger = (struct ledger_facts){.origin = "example.org/acme/payments",
						 .size = 12,
						 .root = DIGEST,
						 .previous_record = RECORD,
						 .sequence = 4,
						 .repository_known = true,
						 .in_place = &fixture->in_place};
	fixture->in_place = (struct placed){
		RECORD,    "01JD8YF2C0R4N6B8H0J2K4M6P8", 9, 3, "deployment", PREVIOUS, NULL,
		1795200000};
	fixture->policy.extends = "soc2@1";
	fixture->input = (struct report_input){
		.evidence = evidence,
		.policy = &fixture->policy,
		.evaluation = &fixture->evaluation,
		.record_kind = RECORD_DEPLOYMENT,
		.record = RECORD,
		.index = 12,
	};
}

/* What passes for each request: a ticket and an approval that rest on claims; tests; the rest. */
static inline void
fixture_passes(struct fixture *fixture)
{
	struct arena *arena = &fixture->arena;
	size_t count = fixture->evidence.change.requests.count;

	for (size_t i = 0; i < count; i++) {
		struct finding *finding = fixture_finding(
			fixture, "ticket",
			arena_format(arena, "change request %.12s", fixture_id(arena, i)), PASS,
			"TKT-FOUND", "PAY-311, from subject (claimed)");
		fixture_rest_on(fixture, finding,
				arena_format(arena, "/tickets/references/%zu", i));
	}
	for (size_t i = 0; i < count; i++) {
		struct finding *finding = fixture_finding(
			fixture, "approval",
			arena_format(arena, "change request %.12s", fixture_id(arena, i)), PASS,
			"APPR-COUNTED", "approved by Bob <bob@example.org> (claimed)");
		fixture_rest_on(fixture, finding, arena_format(arena, "/reviews/approvals/%zu", i));
	}
	fixture_finding(fixture, "tests", "work tree", PASS, "TEST-WORKTREE",
			"it is the deployed commit");
	fixture_rest_on(fixture,
			fixture_finding(fixture, "tests", "tests out/junit/*.xml", PASS,
					"TEST-PASSED", "412 tests passed, 3 skipped, in 7 files"),
			"/tests/results/0");
	fixture_finding(fixture, "separation", "environment", PASS, "ENV-DECLARED",
			"the policy declares production");
	fixture_finding(fixture, "separation", "promotion", PASS, "ENV-PROMOTED",
			"passed staging as record 01JD8YF2C0R4N6B8H0J2K4M6P8");
	fixture_finding(fixture, "policy", "policy", PASS, "POLICY-READ",
			"refs/heads/main, digest 4b1e83c0a1f2");
}

/* A change request in the place of a deploy, as a forge told it. */
static inline void
fixture_pull(struct fixture *fixture, const char *title)
{
	struct forge_facts *forge = arena_allocate(&fixture->arena, sizeof(*forge));
	struct forge_request *request;

	fixture_request(fixture, title);
	fixture->evidence.change.range = (struct range){.kind = RANGE_REQUEST};
	fixture->evidence.ledger = (struct ledger_facts){.origin = "example.org/acme/payments"};
	fixture->evidence.forge = forge;
	fixture->input.record = NULL;
	forge->availability.state = KNOWN;
	request = LIST_ADD(&fixture->arena, &forge->requests);
	request->number = 482;
	request->title = title;
	request->head = fixture->evidence.change.head;
}

/* One that failed, one that waits, one that passed, and one that only the deploy can judge. */
static inline void
fixture_advice(struct fixture *fixture)
{
	fixture_finding(fixture, "change", "change", NOT_APPLICABLE, "JUDGED-LATER",
			"what a deploy brings is judged by 'changegate deploy'");
	fixture_finding(fixture, "ticket", "change request 8f3c2d1a0000", PASS, "TKT-FOUND",
			"PAY-311, from title (claimed)");
	fixture_finding(fixture, "approval", "change request 8f3c2d1a0000", FAIL, "APPR-STALE",
			"1 needed, 0 valid: bob approved 51ac0e7, then 2 commits changed the "
			"diff; carol does not count: committed 8f3c2d1")
		->fix = "ask bob to review again (or another writer who has not pushed here)";
	fixture_finding(fixture, "tests", "tests unit (ci.yml)", UNKNOWN, "TEST-PENDING",
			"unit (ci.yml) runs since 3 minutes")
		->fix = "wait";
	fixture->input.exit_status = 1;
}

static inline void
fixture_write(struct fixture *fixture, const struct report *report, struct buffer *out)
{
	buffer_clear(out);
	report->write(&fixture->arena, out, &fixture->input);
}

static inline void
read_golden(const char *path, struct buffer *golden)
{
	char chunk[4096];
	size_t count;
	FILE *file = fopen(path, "rb");

	if (!file)
		fail_msg("%s is missing", path);
	while ((count = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buffer_add(golden, chunk, count);
	fclose(file);
}

static inline void
assert_golden(const char *name, const struct buffer *out)
{
	struct buffer golden RELEASED_BY(buffer_release) = {0};
	char path[256];

	snprintf(path, sizeof(path), "tests/reports/%s", name);
	if (getenv("CHANGEGATE_WRITE_GOLDEN")) {
		FILE *file = fopen(path, "wb");

		assert_non_null(file);
		assert_int_equal(fwrite(out->bytes, 1, out->length, file), out->length);
		assert_int_equal(fclose(file), 0);
	}
	read_golden(path, &golden);
	if (golden.length != out->length || memcmp(golden.bytes, out->bytes, out->length) != 0)
		fail_msg("%s differs; what was written:\n%s", path, out->bytes);
}

#endif
