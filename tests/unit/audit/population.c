/* SPDX-License-Identifier: Apache-2.0 */
/* Does the population keep every judged record, say when it was deployed, and count the same
 * everywhere? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "audit/population.h"
#include "audit/seal.h"
#include "base/json.h"
#include "base/text.h"
#include "base/time.h"

#define HEAD "8f3c2d1a00000000000000000000000000000000"
#define BASE "51ac0e7d00000000000000000000000000000000"
#define DIGEST "4b1e83c0a1f24b1e83c0a1f24b1e83c0a1f24b1e83c0a1f24b1e83c0a1f24b1e"
#define DAY INT64_C(86400)
#define FIRST_OF_NOVEMBER INT64_C(1793491200) /* 2026-11-01T00:00:00Z */

struct made {
	struct leaf leaf;
	struct record record;
	struct evidence evidence;
	struct evaluation evaluation;
	struct placed in_place;
};

struct fixture {
	struct arena arena;
	LIST(struct made *) records;
	struct population population;
	struct buffer csv, jsonl, ids;
	size_t unnoted; /* so many leaves, from the end, are held back from the first pass */
};

static struct made *
add(struct fixture *fixture, enum record_kind kind, enum record_result result, int64_t time)
{
	struct made *made = arena_allocate(&fixture->arena, sizeof(*made));
	size_t number = fixture->records.count;

	*LIST_ADD(&fixture->arena, &fixture->records) = made;
	made->record = (struct record){
		.schema = RECORD_SCHEMA,
		.kind = kind,
		.result = result,
		.record_id =
			arena_format(&fixture->arena, "01JD8ZQ4E7V5M3K2X1W0T9%04zu", 9999 - number),
		.time = time,
		.key = {"example.org/acme/payments", "payments", "production"},
		.commit = HEAD,
		.recorder = {"0.1.0", DIGEST, "self"},
	};
	made->leaf.payload = arena_format(&fixture->arena, "%064zx", number + 1);
	made->evidence.change.head = HEAD;
	made->evidence.change.range.kind = RANGE_FORWARD;
	made->evidence.change.range.previous = BASE;
	made->evidence.policy.digest = DIGEST;
	if (kind == RECORD_OUTCOME || kind == RECORD_ATTEMPT)
		return made;
	made->record.evidence = &made->evidence;
	made->record.evaluation = &made->evaluation;
	return made;
}

static struct made *
deploy(struct fixture *fixture, int64_t day)
{
	return add(fixture, RECORD_DEPLOYMENT, RECORD_ALLOWED, FIRST_OF_NOVEMBER + day * DAY);
}

static void
outcome(struct fixture *fixture, const struct made *about, enum record_result result, int64_t time)
{
	add(fixture, RECORD_OUTCOME, result, time)->record.about = about->leaf.payload;
}

static void
fixture_begin(struct fixture *fixture)
{
	memset(fixture, 0, sizeof(*fixture));
	arena_init(&fixture->arena);
}

static void
fixture_end(struct fixture *fixture)
{
	buffer_release(&fixture->csv);
	buffer_release(&fixture->jsonl);
	buffer_release(&fixture->ids);
	arena_release(&fixture->arena);
}

static struct population_request
november(void)
{
	return (struct population_request){.from = FIRST_OF_NOVEMBER,
					   .to = FIRST_OF_NOVEMBER + 30 * DAY - 1,
					   .tool_version = "0.1.0"};
}

static void
complete_leaf(struct made *made)
{
	made->leaf.record_id = made->record.record_id;
	made->leaf.kind = made->record.kind;
	made->leaf.result = made->record.result;
	made->leaf.key = made->record.key;
	made->leaf.time = made->record.time;
	made->leaf.about = made->record.about;
}

static bool
try_build(struct fixture *fixture, const struct population_request *request, struct error *err)
{
	struct checkpoint checkpoint = {
		"example.org/acme/payments/ledger", (int64_t)fixture->records.count, {{0xAB}}};
	struct population *population = &fixture->population;

	if (!population_begin(&fixture->arena, request, population, err))
		return false;
	population_columns(&fixture->csv);
	for (size_t i = 0; i < fixture->records.count; i++) {
		complete_leaf(fixture->records.at[i]);
		if (i < fixture->records.count - fixture->unnoted)
			population_note(population, &fixture->records.at[i]->leaf, (int64_t)i);
	}
	for (size_t i = 0; i < fixture->records.count; i++) {
		struct arena scratch RELEASED_BY(arena_release) = {0};
		struct verified_record verified = {.index = (int64_t)i,
						   .leaf = &fixture->records.at[i]->leaf,
						   .record = &fixture->records.at[i]->record,
						   .signed_by = "SHA256:abc"};

		if (!population_add(population, &scratch, &verified, &fixture->csv, &fixture->jsonl,
				    err))
			return false;
	}
	return population_finish(population, &checkpoint, &fixture->ids, err);
}

static void
build(struct fixture *fixture, const struct population_request *request)
{
	struct error err;

	if (!try_build(fixture, request, &err))
		fail_msg("%s", err.message);
}

static size_t
lines_of(const struct buffer *buffer)
{
	size_t lines = 0;

	for (size_t i = 0; i < buffer->length; i++)
		lines += buffer->bytes[i] == '\n';
	return lines;
}

/* Line `number` (from 0) of the JSONL as a tree. */
static const struct node *
row(struct fixture *fixture, size_t number)
{
	const char *at = fixture->jsonl.bytes;
	const struct node *root;
	struct error err;

	for (size_t i = 0; i < number; i++)
		at = strchr(at, '\n') + 1;
	assert_true(json_parse(&fixture->arena, at, strcspn(at, "\n"), &root, &err));
	return root;
}

static void
assert_text(struct fixture *fixture, size_t number, const char *key, const char *expected)
{
	const struct node *node = node_get(row(fixture, number), key);

	assert_non_null(node);
	assert_string_equal(node->text, expected);
}

static const char audit_columns[] =
	"seq,record_id,service,environment,change_type,deployed_at_utc,result,base_sha,head_sha,"
	"artifact_digest,pr_ids,pr_count,commit_count,ticket_ids,ticket_created_at,title,authors,"
	"committers,approvers,approved_at_last,tests_result,tests_finished_at,deployed_by,"
	"deploy_actor_type,emergency_reason,incident_id,post_approved_by,post_approved_at,rollback_of,"
	"exceptions,policy_digest,gate_digest,record_sha256,record_url,in_frame,";

static void
columns_are_those_that_auditors_know(void **state)
{
	struct buffer csv RELEASED_BY(buffer_release) = {0};

	(void)state;
	population_columns(&csv);
	assert_true(text_starts_with(csv.bytes, audit_columns));
	assert_true(text_ends_with(csv.bytes, "\r\n"));
}

/* What was refused or not known is listed, and cannot be drawn. */
static void
every_judged_record_stays_in(void **state)
{
	struct fixture fixture;
	struct population_request request = november();

	(void)state;
	fixture_begin(&fixture);
	add(&fixture, RECORD_BASELINE, RECORD_ALLOWED, FIRST_OF_NOVEMBER);
	add(&fixture, RECORD_ATTEMPT, RECORD_STARTED, FIRST_OF_NOVEMBER + 1);
	deploy(&fixture, 1);
	add(&fixture, RECORD_DEPLOYMENT, RECORD_REFUSED, FIRST_OF_NOVEMBER + 2 * DAY);
	add(&fixture, RECORD_DEPLOYMENT, RECORD_UNKNOWN, FIRST_OF_NOVEMBER + 3 * DAY);
	add(&fixture, RECORD_ROLLBACK, RECORD_ALLOWED, FIRST_OF_NOVEMBER + 4 * DAY);
	add(&fixture, RECORD_REDEPLOY, RECORD_ALLOWED, FIRST_OF_NOVEMBER + 5 * DAY)
		->evidence.change.range.kind = RANGE_SAME;
	build(&fixture, &request);
	assert_int_equal(fixture.population.header.rows, 6);
	assert_int_equal(fixture.population.header.in_frame, 4);
	assert_int_equal(lines_of(&fixture.csv), 7);
	assert_int_equal(lines_of(&fixture.jsonl), 6);
	assert_string_equal(fixture.ids.bytes, "01JD8ZQ4E7V5M3K2X1W0T99993\n"
					       "01JD8ZQ4E7V5M3K2X1W0T99994\n"
					       "01JD8ZQ4E7V5M3K2X1W0T99997\n"
					       "01JD8ZQ4E7V5M3K2X1W0T99999\n");
	assert_text(&fixture, 0, "change_type", "baseline");
	assert_text(&fixture, 2, "result", "refused");
	assert_false(node_get(row(&fixture, 2), "in_frame")->boolean);
	assert_text(&fixture, 3, "result", "unknown");
	assert_text(&fixture, 4, "change_type", "rollback");
	assert_true(node_get(row(&fixture, 4), "in_frame")->boolean);
	assert_text(&fixture, 5, "change_type", "redeploy");
	assert_true(node_get(row(&fixture, 5), "in_frame")->boolean);
	assert_string_equal(fixture.population.header.ids_sha256,
			    sha256_hex(&fixture.arena, fixture.ids.bytes, fixture.ids.length));
	fixture_end(&fixture);
}

static void
the_outcome_says_when(void **state)
{
	struct population_request request = november();
	struct fixture fixture;
	struct made *made;

	(void)state;
	fixture_begin(&fixture);
	made = deploy(&fixture, 1);
	outcome(&fixture, made, RECORD_SUCCEEDED, FIRST_OF_NOVEMBER + 2 * DAY);
	outcome(&fixture, made, RECORD_ROLLED_BACK, FIRST_OF_NOVEMBER + 3 * DAY);
	deploy(&fixture, 4);
	made = deploy(&fixture, 5);
	outcome(&fixture, made, RECORD_ROLLED_BACK, FIRST_OF_NOVEMBER + 6 * DAY);
	made = deploy(&fixture, 7);
	outcome(&fixture, made, RECORD_FAILED, FIRST_OF_NOVEMBER + 7 * DAY + 60);
	build(&fixture, &request);
	assert_text(&fixture, 0, "deployed_at_utc", "2026-11-03T00:00:00Z");
	assert_text(&fixture, 0, "deployed_at_source", "outcome");
	assert_text(&fixture, 0, "gate_at_utc", "2026-11-02T00:00:00Z");
	assert_text(&fixture, 0, "outcome", "rolled-back");
	assert_text(&fixture, 0, "outcome_at_utc", "2026-11-04T00:00:00Z");
	assert_text(&fixture, 1, "deployed_at_source", "gate");
	assert_text(&fixture, 1, "outcome", "");
	assert_text(&fixture, 2, "deployed_at_utc", "2026-11-06T00:00:00Z");
	assert_text(&fixture, 2, "deployed_at_source", "gate");
	assert_text(&fixture, 3, "outcome", "failed");
	assert_true(node_get(row(&fixture, 3), "in_frame")->boolean);
	assert_int_equal(fixture.population.header.from_gate, 2);
	fixture_end(&fixture);
}

/* Both ends belong to the period, and it is the time of the deploy that decides. */
static void
the_period_is_inclusive_on_deployed_at(void **state)
{
	struct population_request request = november();
	struct fixture fixture;
	struct made *late;

	(void)state;
	fixture_begin(&fixture);
	add(&fixture, RECORD_DEPLOYMENT, RECORD_ALLOWED, request.from - 1);
	add(&fixture, RECORD_DEPLOYMENT, RECORD_ALLOWED, request.from);
	add(&fixture, RECORD_DEPLOYMENT, RECORD_ALLOWED, request.to);
	add(&fixture, RECORD_DEPLOYMENT, RECORD_ALLOWED, request.to + 1);
	late = add(&fixture, RECORD_DEPLOYMENT, RECORD_ALLOWED, request.to - 10);
	outcome(&fixture, late, RECORD_SUCCEEDED, request.to + 10);
	late = add(&fixture, RECORD_DEPLOYMENT, RECORD_ALLOWED, request.from - 10);
	outcome(&fixture, late, RECORD_SUCCEEDED, request.from);
	build(&fixture, &request);
	assert_int_equal(fixture.population.header.rows, 3);
	assert_int_equal(fixture.population.header.outside_period, 3);
	assert_text(&fixture, 0, "deployed_at_utc", "2026-11-01T00:00:00Z");
	assert_text(&fixture, 1, "deployed_at_utc", "2026-11-30T23:59:59Z");
	assert_int_equal(node_get(row(&fixture, 2), "ledger_index")->integer, 6);
	assert_int_equal(node_get(row(&fixture, 2), "seq")->integer, 3);
	fixture_end(&fixture);
}

static void
scope_is_counted_not_hidden(void **state)
{
	struct population_request request = november();
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	deploy(&fixture, 1);
	deploy(&fixture, 2)->record.key.environment = "staging";
	deploy(&fixture, 3)->record.key.service = "web";
	texts_add(&fixture.arena, &request.environments, "production");
	texts_add(&fixture.arena, &request.services, "payments");
	texts_add(&fixture.arena, &request.services, "search");
	build(&fixture, &request);
	assert_int_equal(fixture.population.header.rows, 1);
	assert_int_equal(fixture.population.header.outside_scope, 2);
	fixture_end(&fixture);
}

static struct finding *
find(struct fixture *fixture, struct made *made, const char *check, enum verdict verdict,
     const char *code, const char *input)
{
	struct finding *finding = LIST_ADD(&fixture->arena, &made->evaluation.findings);

	finding->check = check;
	finding->subject = "x";
	finding->verdict = (int)verdict;
	finding->code = code;
	finding->because = "x";
	if (input)
		texts_add(&fixture->arena, &finding->inputs, input);
	return finding;
}

static struct commit *
commit(struct fixture *fixture, struct made *made, const char *id, const char *author)
{
	struct commit *commit = LIST_ADD(&fixture->arena, &made->evidence.change.commits);

	commit->id = id;
	commit->author = (struct person){.id = author, .name = author};
	commit->committer = (struct person){.id = "merger@example.org", .name = "Merger"};
	return commit;
}

static void
approve(struct fixture *fixture, struct made *made, const char *id, const char *person)
{
	struct approval *approval = LIST_ADD(&fixture->arena, &made->evidence.reviews.approvals);

	approval->commit = id;
	approval->person = (struct person){.id = person, .name = person};
}

static void
refer(struct fixture *fixture, struct made *made, const char *key)
{
	LIST_ADD(&fixture->arena, &made->evidence.tickets.references)->key = key;
}

/* Tickets and approvers are those that counted; who approved his own commit did not. */
static void
facts_come_from_what_passed(void **state)
{
	struct population_request request = november();
	struct fixture fixture;
	struct made *made;
	struct change_request *change_request;

	(void)state;
	fixture_begin(&fixture);
	made = deploy(&fixture, 1);
	*LIST_ADD(&fixture.arena, &commit(&fixture, made, HEAD, "alice")->co_authors) =
		(struct person){.id = "carol", .name = "Carol"};
	commit(&fixture, made, BASE, "alice");
	approve(&fixture, made, HEAD, "bob");
	approve(&fixture, made, HEAD, "alice");
	approve(&fixture, made, HEAD, "dave");
	approve(&fixture, made, HEAD, "carol");
	refer(&fixture, made, "PAY-311");
	refer(&fixture, made, "UTF-8");
	change_request = LIST_ADD(&fixture.arena, &made->evidence.change.requests);
	change_request->commit = HEAD;
	change_request->title = "=PAY-311 \x1b[2J retry\ncard";
	find(&fixture, made, "ticket", PASS, "TKT-FOUND", "/tickets/references/0");
	find(&fixture, made, "approval", PASS, "APPR-COUNTED", "/reviews/approvals/0");
	find(&fixture, made, "approval", PASS, "APPR-COUNTED", "/reviews/approvals/1");
	find(&fixture, made, "approval", PASS, "APPR-COUNTED", "/reviews/approvals/3");
	find(&fixture, made, "approval", FAIL, "APPR-MISSING", "/reviews/approvals/2");
	find(&fixture, made, "approval", PASS, "APPR-COUNTED", "/reviews/approvals/4");
	find(&fixture, made, "approval", PASS, "APPR-COUNTED", "/reviews/approvals/x");
	find(&fixture, made, "tests", PASS, "TEST-PASSED", NULL);
	find(&fixture, made, "change", EXEMPT, "CHG-BASELINE", NULL);
	build(&fixture, &request);
	assert_non_null(strstr(fixture.csv.bytes, ",1,2,PAY-311,,'=PAY-311 ?[2J retry?card,"));
	assert_non_null(strstr(fixture.csv.bytes, ",\"Carol <carol>; alice <alice>\",Merger "
						  "<merger@example.org>,bob <bob>,,passed,"));
	assert_non_null(strstr(fixture.csv.bytes, ",CHG-BASELINE," DIGEST "," DIGEST ","));
	assert_non_null(strstr(fixture.csv.bytes, ",APPR-MISSING,SHA256:abc,0\r\n"));
	assert_int_equal(lines_of(&fixture.csv), 2);
	fixture_end(&fixture);
}

static void
header_counts_agree(void **state)
{
	struct population_request request = november();
	struct buffer written RELEASED_BY(buffer_release) = {0};
	struct buffer again RELEASED_BY(buffer_release) = {0};
	struct population_header header;
	struct fixture fixture;
	const struct node *root;
	struct error err;

	(void)state;
	request.to += 40 * DAY;
	fixture_begin(&fixture);
	deploy(&fixture, 1);
	add(&fixture, RECORD_DEPLOYMENT, RECORD_REFUSED, FIRST_OF_NOVEMBER + 2 * DAY);
	deploy(&fixture, 31)->record.key.service = "web";
	deploy(&fixture, 32)->evidence.change.range.kind = RANGE_SAME;
	build(&fixture, &request);
	population_header_write(&written, &fixture.population.header);
	assert_true(json_parse(&fixture.arena, written.bytes, written.length, &root, &err));
	assert_int_equal(json_pointer(root, "/byMonth/2026-11/rows")->integer, 2);
	assert_int_equal(json_pointer(root, "/byMonth/2026-11/inFrame")->integer, 1);
	assert_int_equal(json_pointer(root, "/byMonth/2026-12/rows")->integer, 2);
	assert_int_equal(json_pointer(root, "/byService/web/rows")->integer, 1);
	assert_int_equal(json_pointer(root, "/byResult/refused/inFrame")->integer, 0);
	assert_int_equal(json_pointer(root, "/byChangeType/redeploy/rows")->integer, 1);
	assert_int_equal(json_pointer(root, "/ledger/size")->integer, 4);
	assert_true(text_starts_with(json_pointer(root, "/ledger/root")->text, "ab0000"));
	assert_int_equal(json_pointer(root, "/first/ledgerIndex")->integer, 0);
	assert_int_equal(json_pointer(root, "/last/ledgerIndex")->integer, 3);
	assert_true(text_starts_with(json_pointer(root, "/notTested/0")->text, "completeness"));
	if (!population_header_parse(&fixture.arena, written.bytes, written.length, &header, &err))
		fail_msg("%s", err.message);
	population_header_write(&again, &header);
	assert_string_equal(again.bytes, written.bytes);
	assert_false(population_header_parse(&fixture.arena, "{}", 2, &header, &err));
	fixture_end(&fixture);
}

static void
assert_refused(struct fixture *fixture, const struct population_request *request,
	       enum error_code code, const char *why)
{
	struct error err;

	assert_false(try_build(fixture, request, &err));
	assert_int_equal(err.code, code);
	if (!strstr(err.message, why))
		fail_msg("%s", err.message);
	assert_int_equal(fixture->ids.length, 0);
	fixture_end(fixture);
}

static void
what_cannot_be_right_is_refused(void **state)
{
	struct population_request request = november();
	struct fixture fixture;
	struct made *made;

	(void)state;
	fixture_begin(&fixture);
	request.from = request.to + 1;
	assert_refused(&fixture, &request, ERROR_USAGE, "ends before");
	request = november();
	fixture_begin(&fixture);
	deploy(&fixture, 1);
	deploy(&fixture, 2)->record.record_id = fixture.records.at[0]->record.record_id;
	assert_refused(&fixture, &request, ERROR_LEDGER, "two records have the id");
	fixture_begin(&fixture);
	deploy(&fixture, 1)->record.record_id = "a\nb";
	assert_refused(&fixture, &request, ERROR_LEDGER, "'a?b'");
	fixture_begin(&fixture);
	deploy(&fixture, 1)->record.evidence = NULL;
	assert_refused(&fixture, &request, ERROR_LEDGER, "no evidence");
	fixture_begin(&fixture);
	made = deploy(&fixture, 1);
	outcome(&fixture, made, RECORD_SUCCEEDED, FIRST_OF_NOVEMBER + 2 * DAY);
	fixture.unnoted = 1;
	assert_refused(&fixture, &request, ERROR_LEDGER, "0 outcomes were noted and 1 verified");
}

static void
nothing_is_an_empty_population(void **state)
{
	struct population_request request = november();
	struct population_seal seal;
	struct fixture fixture;
	struct error err;

	(void)state;
	fixture_begin(&fixture);
	build(&fixture, &request);
	assert_int_equal(fixture.ids.length, 0);
	assert_null(fixture.population.header.first);
	assert_null(fixture.population.header.last);
	assert_false(population_seal_fill(&fixture.population.header, &seal, &err));
	assert_int_equal(err.code, ERROR_USAGE);
	fixture_end(&fixture);
}

static void
the_seal_fits_one_population_only(void **state)
{
	struct population_request request = november();
	struct population_header other;
	struct population_seal seal;
	struct fixture fixture;
	struct texts ids = {0};
	struct error err;

	(void)state;
	fixture_begin(&fixture);
	deploy(&fixture, 1);
	deploy(&fixture, 2);
	texts_add(&fixture.arena, &request.environments, "production");
	build(&fixture, &request);
	assert_true(population_seal_fill(&fixture.population.header, &seal, &err));
	assert_int_equal(seal.count, 2);
	assert_true(population_seal_fits(&fixture.arena, &seal, fixture.ids.bytes,
					 fixture.ids.length, &ids, &err));
	assert_int_equal(ids.count, 2);
	for (size_t i = 0; i < fixture.ids.length * 8; i++) {
		fixture.ids.bytes[i / 8] ^= (char)(1 << i % 8);
		assert_false(population_seal_fits(&fixture.arena, &seal, fixture.ids.bytes,
						  fixture.ids.length, &ids, &err));
		fixture.ids.bytes[i / 8] ^= (char)(1 << i % 8);
	}
	assert_true(population_seal_fits_header(&seal, &fixture.population.header, &err));
	other = fixture.population.header;
	other.to++;
	assert_false(population_seal_fits_header(&seal, &other, &err));
	other = fixture.population.header;
	other.environments.count = 0;
	assert_false(population_seal_fits_header(&seal, &other, &err));
	other = fixture.population.header;
	other.in_frame++;
	assert_false(population_seal_fits_header(&seal, &other, &err));
	fixture_end(&fixture);
}

/* We give evidence, never an opinion. */
static void
no_word_of_opinion(void **state)
{
	struct buffer all RELEASED_BY(buffer_release) = {0};
	struct population_request request = november();
	struct fixture fixture;

	(void)state;
	fixture_begin(&fixture);
	deploy(&fixture, 1);
	build(&fixture, &request);
	population_header_write(&all, &fixture.population.header);
	fields_schema(&all, &population_row_fields, "urn:x");
	fields_schema(&all, &population_header_fields, "urn:y");
	buffer_add(&all, fixture.csv.bytes, fixture.csv.length);
	assert_null(strstr(all.bytes, "omplian"));
	assert_null(strstr(all.bytes, "ertified"));
	fixture_end(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_those_that_auditors_know),
		cmocka_unit_test(every_judged_record_stays_in),
		cmocka_unit_test(the_outcome_says_when),
		cmocka_unit_test(the_period_is_inclusive_on_deployed_at),
		cmocka_unit_test(scope_is_counted_not_hidden),
		cmocka_unit_test(facts_come_from_what_passed),
		cmocka_unit_test(header_counts_agree),
		cmocka_unit_test(what_cannot_be_right_is_refused),
		cmocka_unit_test(nothing_is_an_empty_population),
		cmocka_unit_test(the_seal_fits_one_population_only),
		cmocka_unit_test(no_word_of_opinion),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
