/* SPDX-License-Identifier: Apache-2.0 */
/* Is the result document complete, deterministic, and what its schema says? */
#include "tests/unit/reports/fixture.h"

#include "base/json.h"
#include "base/node.h"
#include "base/text.h"
#include "reports/json.h"
#include "reports/table.h"

static void
refused(struct fixture *fixture)
{
	struct finding *finding;

	fixture_begin(fixture);
	fixture_request(fixture, "PAY-311 retry card capture");
	fixture_facts(fixture);
	finding = fixture_finding(fixture, "approval", "change request 8f3c2d1a0000", FAIL,
				  "APPR-MISSING", "1 needed, 0 valid\n\"::error::\" \x1b[2J");
	finding->fix = "ask somebody";
	fixture_rest_on(fixture, finding, "/reviews/approvals");
	fixture_note(fixture, finding, "APPR-MUTUAL", "noted");
	fixture->input.exit_status = 1;
	fixture->input.index = 0;
}

static void
the_document_is_golden(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;

	(void)state;
	refused(&fixture);
	json_report.write(&fixture.arena, &out, &fixture.input);
	assert_golden("refused.json", &out);
	arena_release(&fixture.arena);
}

/* One line, no control characters, and what was written reads back to the same bytes. */
static void
it_reads_back(void **state)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	struct buffer again RELEASED_BY(buffer_release) = {0};
	struct fixture fixture;
	const struct node *root;
	void *document;
	struct error err;

	(void)state;
	refused(&fixture);
	json_report.write(&fixture.arena, &out, &fixture.input);
	for (size_t i = 0; i + 1 < out.length; i++)
		assert_true((unsigned char)out.bytes[i] >= 0x20);
	assert_true(json_parse(&fixture.arena, out.bytes, out.length, &root, &err));
	document = arena_allocate(&fixture.arena, result_fields.size);
	if (!fields_read(&fixture.arena, &result_fields, root, NULL, document, &err))
		fail_msg("%s", err.message);
	fields_write(&again, &result_fields, document);
	buffer_add_byte(&again, '\n');
	assert_string_equal(again.bytes, out.bytes);
	arena_release(&fixture.arena);
}

static const struct node *
written(struct fixture *fixture)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};
	const struct node *root;
	struct error err;

	json_report.write(&fixture->arena, &out, &fixture->input);
	assert_true(json_parse(&fixture->arena, out.bytes, out.length, &root, &err));
	return root;
}

static void
leaf_0_is_a_record_too(void **state)
{
	struct fixture fixture;
	const struct node *root;

	(void)state;
	refused(&fixture);
	root = written(&fixture);
	assert_true(node_get(root, "recorded")->boolean);
	assert_int_equal(json_pointer(root, "/record/index")->integer, 0);
	fixture.input.record = NULL;
	root = written(&fixture);
	assert_false(node_get(root, "recorded")->boolean);
	assert_null(node_get(root, "record"));
	arena_release(&fixture.arena);
}

static void
a_missing_policy_is_no_crash(void **state)
{
	struct fixture fixture;
	const struct node *root;

	(void)state;
	refused(&fixture);
	fixture.input.policy = NULL;
	fixture.evaluation.findings.count = 0;
	root = written(&fixture);
	assert_null(json_pointer(root, "/policy/extends"));
	assert_int_equal(node_get(root, "findings")->count, 0);
	assert_string_equal(json_pointer(root, "/policy/digest")->text, DIGEST);
	arena_release(&fixture.arena);
}

static void
the_schema_file_is_current(void **state)
{
	struct buffer golden RELEASED_BY(buffer_release) = {0};
	struct buffer schema RELEASED_BY(buffer_release) = {0};

	(void)state;
	fields_schema(&schema, &result_fields, RESULT_SCHEMA_ID);
	read_golden("docs/result.schema.json", &golden);
	assert_string_equal(golden.bytes, schema.bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_document_is_golden),
		cmocka_unit_test(it_reads_back),
		cmocka_unit_test(leaf_0_is_a_record_too),
		cmocka_unit_test(a_missing_policy_is_no_crash),
		cmocka_unit_test(the_schema_file_is_current),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
