/* SPDX-License-Identifier: Apache-2.0 */
/* Does the effective policy hold everything, and does nothing changed slip through? */
#include "tests/unit/core/policy_text.h"

#include "base/text.h"

static const char effective_text[] =
	"{\"approval\":{\"agents\":\"allow\",\"before\":\"merge\",\"changes_requested\":\"bl"
	"ock\",\"codeowners\":\"ignored\",\"count\":1,\"evidence\":\"verified\",\"freshness"
	"\":\"same-diff\",\"independence\":\"contributed-nothing\",\"permission\":\"write"
	"\",\"pushers\":\"required\",\"self_merge\":\"allow\",\"suggestions\":\"allow\",\"tra"
	"ilers\":[\"Reviewed-by\"],\"unknown_authors\":\"fail\"},\"branches\":[\"main\"],\""
	"environments\":{\"production\":{\"after\":\"staging\"},\"staging\":{}},\"ledger\""
	":{\"origin\":\"example.org/acme/pay\",\"store\":\"dir:ledger\"},\"repository\":\""
	"example.org/acme/pay\",\"rollback\":{\"max_age\":\"30d\"},\"tests\":{\"definitio"
	"ns\":\"note\",\"events\":[\"push\",\"pull_request\",\"merge_group\"],\"evidence\":\""
	"verified\",\"max_attempts\":10,\"on\":[\"exact\",\"merge-group\",\"same-tree\"],\""
	"required\":[{\"count\":1,\"junit\":\"out/*.xml\",\"min_tests\":1}]},\"tickets\":{"
	"\"evidence\":\"verified\",\"projects\":[\"PAY\",\"OPS\"],\"sources\":[\"subject\",\"t"
	"railer\"]},\"version\":1}";

static int
begin(void **state)
{
	static struct arena arena;

	arena_init(&arena);
	*state = &arena;
	return 0;
}

static int
end(void **state)
{
	arena_release(*state);
	return 0;
}

static void
must_read(struct arena *arena, const char *text, struct policy *policy)
{
	struct error err;

	if (!read_text(arena, text, policy, &err))
		fail_msg("%s", err.message);
}

static const char *
written(struct arena *arena, const struct policy *policy)
{
	struct buffer out RELEASED_BY(buffer_release) = {0};

	policy_write(&out, policy);
	return arena_text(arena, out.bytes);
}

static bool
read_effective(struct arena *arena, const char *bytes, struct policy *policy, struct error *err)
{
	return policy_read_effective(arena, bytes, strlen(bytes), policy, err);
}

/* Without a preset and without words, the safe side. */
static void
test_defaults_are_safe(void **state)
{
	struct policy policy;

	must_read(*state, good_policy, &policy);
	assert_int_equal(policy.tickets.evidence, GRADE_VERIFIED);
	assert_int_equal(policy.approval.evidence, GRADE_VERIFIED);
	assert_int_equal(policy.tests.evidence, GRADE_VERIFIED);
	assert_int_equal(policy.approval.count, 1);
	assert_int_equal(policy.approval.independence, INDEPENDENCE_CONTRIBUTED_NOTHING);
	assert_int_equal(policy.approval.trailers.count, 1);
	assert_string_equal(policy.approval.trailers.at[0], "Reviewed-by");
	assert_int_equal(policy.tickets.sources.count, 2);
	assert_null(policy.tickets.pattern);
	assert_int_equal(policy.tests.required.at[0].min_tests, 1);
	assert_int_equal(policy.rollback.max_age, 30 * 86400);
	assert_int_equal(policy.branches.count, 1);
	assert_string_equal(policy.branches.at[0], "main");
	assert_string_equal(policy.ledger.origin, "example.org/acme/pay");
	assert_null(policy.extends);
}

static void
test_effective_bytes(void **state)
{
	struct policy policy, again;
	struct error err;

	must_read(*state, good_policy, &policy);
	assert_string_equal(written(*state, &policy), effective_text);
	assert_true(read_effective(*state, effective_text, &again, &err));
	assert_string_equal(written(*state, &again), effective_text);
}

/* Another way of writing the same: the same bytes. */
static void
test_effective_bytes_have_one_form(void **state)
{
	static const char json[] =
		"{\"ledger\": {\"store\": \"dir:ledger\", \"origin\": \"example.org/acme/pay\"},\n"
		" \"rollback\": {\"max_age\": \"720h\"}, \"approval\": {},\n"
		" \"environments\": {\"staging\": {\"freeze\": []},\n"
		"   \"production\": {\"after\": \"staging\"}}, \"services\": {}, \"ignored\": [],\n"
		" \"tests\": {\"required\": [{\"min_tests\": 1, \"junit\": \"out/*.xml\"}]},\n"
		" \"tickets\": {\"deny\": [], \"projects\": [\"PAY\", \"OPS\"]},\n"
		" \"repository\": \"example.org/acme/pay\", \"version\": 1}\n";
	struct policy policy;

	must_read(*state, json, &policy);
	assert_string_equal(written(*state, &policy), effective_text);
}

static void
must_refuse(struct arena *arena, const char *bytes, const char *part)
{
	struct policy policy;
	struct error err;

	if (read_effective(arena, bytes, &policy, &err))
		fail_msg("accepted: %s", bytes);
	assert_int_equal(err.code, ERROR_FORMAT);
	if (!strstr(err.message, part))
		fail_msg("expected '%s', got '%s'", part, err.message);
}

static void
test_changed_effective_bytes_are_refused(void **state)
{
	static const struct {
		const char *old, *new, *part;
	} cases[] = {
		{"{\"approval", " {\"approval", "not in the form that changegate writes"},
		{":1}", ":1}\n", "not in the form that changegate writes"},
		{"\"30d\"", "\"720h\"", "not in the form that changegate writes"},
		{"\"count\":1,", "", "not in the form that changegate writes"},
		{",\"min_tests\":1", "", "not in the form that changegate writes"},
		{"\"origin\":\"example.org/acme/pay\",", "",
		 "not in the form that changegate writes"},
		{"\"rollback\":{\"max_age\":\"30d\"},", "",
		 "not in the form that changegate writes"},
		{"\"staging\":{}", "\"staging\":{\"freeze\":[]}",
		 "not in the form that changegate writes"},
		{"\"branches\":[\"main\"]", "\"branches\":[]",
		 "effective policy: line 1, column 330: branches: is empty; at least one branch"},
		{"\"version\":1", "\"version\":2", "reads version 1 only, not 2"},
		{"\"version\":1", "\"version\":1,\"waivers\":[]",
		 "not in the form that changegate writes"},
		{"\"version\":1", "\"quorum\":[],\"version\":1",
		 "unknown key 'quorum': nothing in this version enforces it"},
		{"\"after\":\"staging\"", "\"after\":\"stagin\"", "is not declared"},
		{"\"count\":1", "\"count\":1,\"count\":1", "count"},
		{"\"count\":1", "\"count\":0", "must be between 1 and 10"},
		{"\"count\":1", "\"count\":\"1\"", "expected a whole number"},
		{"\"count\":1", "\"count\":null", "expected a whole number"},
		{"{\"approval", "", ""},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		must_refuse(*state, replaced(*state, effective_text, cases[i].old, cases[i].new),
			    cases[i].part);
	must_refuse(*state, "", "");
	must_refuse(*state, "null", "");
	must_refuse(*state, "[]", "");
}

/* A record that says "soc2@1" has to hold what soc2@1 asks for. */
static void
test_effective_policy_keeps_to_its_preset(void **state)
{
	struct policy policy;
	const char *soc2;

	must_read(*state,
		  replaced(*state, good_policy, "version: 1", "version: 1\nextends: soc2@1"),
		  &policy);
	soc2 = written(*state, &policy);
	must_refuse(*state,
		    replaced(*state, soc2, "\"evidence\":\"verified\"", "\"evidence\":\"claimed\""),
		    "approval.evidence: claimed is looser than verified of soc2@1");
	must_refuse(*state,
		    replaced(*state, soc2, "\"Reviewed-by\"", "\"Reviewed-by\",\"Acked-by\""),
		    "approval.trailers: Acked-by is not in soc2@1");
	must_refuse(*state, replaced(*state, soc2, "soc2@1", "soc2@9"),
		    "extends: no preset 'soc2@9' in this version");
	must_refuse(*state, replaced(*state, soc2, "soc2@1", "strict@1"),
		    "approval.count: 1 is looser than 2 of strict@1");
}

/* Whatever bit flips: refused, or another policy that is written exactly so. */
static void
test_every_bit_counts(void **state)
{
	size_t length = strlen(effective_text), refused = 0;
	char bytes[sizeof(effective_text)];

	(void)state;
	for (size_t bit = 0; bit < length * 8; bit++) {
		struct arena arena RELEASED_BY(arena_release);
		struct buffer out RELEASED_BY(buffer_release) = {0};
		struct policy policy;
		struct error err;

		arena_init(&arena);
		memcpy(bytes, effective_text, sizeof(bytes));
		bytes[bit / 8] = (char)(bytes[bit / 8] ^ (1 << bit % 8));
		if (!policy_read_effective(&arena, bytes, length, &policy, &err)) {
			refused++;
			continue;
		}
		policy_write(&out, &policy);
		assert_int_equal(out.length, length);
		assert_memory_equal(out.bytes, bytes, length);
	}
	assert_true(refused > length * 6);
}

static void
test_effective_policy_has_a_limit(void **state)
{
	size_t length = 2u * 1024 * 1024;
	char *bytes = arena_allocate(*state, length);
	struct policy policy;
	struct error err;

	memset(bytes, ' ', length);
	assert_false(policy_read_effective(*state, bytes, length, &policy, &err));
	assert_non_null(strstr(err.message, "longer than"));
}

static void
test_lookups(void **state)
{
	struct policy policy;

	must_read(*state, good_policy, &policy);
	assert_string_equal(policy_environment(&policy, "production")->after, "staging");
	assert_null(policy_environment(&policy, "Production"));
	assert_null(policy_environment(&policy, ""));
	assert_true(policy_has_service(&policy, "default"));
	assert_int_equal(policy_service(&policy, "default")->paths.count, 0);
	assert_false(policy_has_service(&policy, "web"));
	must_read(*state, replaced(*state, good_policy, "ledger:", "services:\n  web: {}\nledger:"),
		  &policy);
	assert_true(policy_has_service(&policy, "web"));
	assert_false(policy_has_service(&policy, "default"));
	assert_null(policy_service(&policy, "default"));
}

static void
test_unsatisfiable(void **state)
{
	struct policy policy;
	struct texts found = {0};

	must_read(*state, good_policy, &policy);
	policy_unsatisfiable(*state, &policy, &found);
	assert_int_equal(found.count, 3);
	assert_string_equal(found.at[0],
			    "tickets.evidence: verified cannot be met: plain git gives tickets at "
			    "grade claimed: name a tracker under tickets.tracker");
	assert_string_equal(found.at[1],
			    "approval.evidence: verified cannot be met: without allowed_signers "
			    "nobody's signature can be verified");
	assert_string_equal(found.at[2],
			    "tests.evidence: verified cannot be met: test reports are grade "
			    "claimed, or attested with a signed statement; jobs of a forge are "
			    "verified");

	found = (struct texts){0};
	must_read(*state,
		  replaced(*state, good_policy, "version: 1", "version: 1\nextends: starter@1"),
		  &policy);
	policy_unsatisfiable(*state, &policy, &found);
	assert_int_equal(found.count, 0);
}

/* Keys of people make approvals verified, whatever else is asked for. */
static void
test_signers_satisfy_approval(void **state)
{
	struct policy policy;
	struct texts found = {0};

	must_read(*state,
		  replaced(*state, good_policy, "ledger:", "allowed_signers: keys\nledger:"),
		  &policy);
	policy.tickets.evidence = policy.tests.evidence = GRADE_CLAIMED;
	assert_int_equal(policy.approval.evidence, GRADE_VERIFIED);
	policy_unsatisfiable(*state, &policy, &found);
	assert_int_equal(found.count, 0);
	policy.allowed_signers = NULL;
	policy_unsatisfiable(*state, &policy, &found);
	assert_int_equal(found.count, 1);
}

/* Every required test has a statement, not one of them. */
static void
test_statements_satisfy_tests(void **state)
{
	static const char two[] = "out/*.xml\n      statement: a.json\n    - junit: b.xml";
	struct policy policy;
	struct texts found = {0};

	must_read(*state, replaced(*state, good_policy, "out/*.xml", two), &policy);
	policy.tickets.evidence = policy.approval.evidence = GRADE_CLAIMED;
	policy.tests.evidence = GRADE_ATTESTED;
	policy_unsatisfiable(*state, &policy, &found);
	assert_int_equal(found.count, 1);
	assert_string_equal(found.at[0], "tests.evidence: attested cannot be met: a required test "
					 "names no statement that somebody signs");
	found = (struct texts){0};
	policy.tests.required.at[1].statement = "b.json";
	policy_unsatisfiable(*state, &policy, &found);
	assert_int_equal(found.count, 0);
	policy.tests.evidence = GRADE_VERIFIED;
	policy_unsatisfiable(*state, &policy, &found);
	assert_int_equal(found.count, 1);
}

/* A forge knows who approved and which jobs passed, but not what a ticket is. */
static void
test_a_forge_satisfies_approval_and_tests(void **state)
{
	static const char both[] =
		"repository: github.com/acme/payments\nforge: github\n"
		"tests: { evidence: verified, required: [{ workflow: .github/workflows/ci.yml, "
		"job: unit }] }\n"
		"approval: { evidence: verified }\ntickets: { evidence: verified, projects: [PAY] }\n"
		"version: 1\nbranches: [main]\nenvironments: { staging: {} }\n"
		"ledger: { store: \"dir:x\" }\n";
	struct policy policy;
	struct texts found = {0};

	must_read(*state, both, &policy);
	policy_unsatisfiable(*state, &policy, &found);
	assert_int_equal(found.count, 1);
	assert_string_equal(found.at[0],
			    "tickets.evidence: verified cannot be met: the forge gives tickets at "
			    "grade claimed: name a tracker under tickets.tracker");
	found = (struct texts){0};
	policy.tickets.tracker = TRACKER_JIRA_CLOUD;
	policy_unsatisfiable(*state, &policy, &found);
	assert_int_equal(found.count, 0);
	policy.tickets.tracker = TRACKER_NONE;
	*LIST_ADD(*state, &policy.tests.required) = (struct test_requirement){.junit = "a.xml"};
	policy_unsatisfiable(*state, &policy, &found);
	assert_int_equal(found.count, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_defaults_are_safe, begin, end),
		cmocka_unit_test_setup_teardown(test_effective_bytes, begin, end),
		cmocka_unit_test_setup_teardown(test_effective_bytes_have_one_form, begin, end),
		cmocka_unit_test_setup_teardown(test_changed_effective_bytes_are_refused, begin,
						end),
		cmocka_unit_test_setup_teardown(test_effective_policy_keeps_to_its_preset, begin,
						end),
		cmocka_unit_test(test_every_bit_counts),
		cmocka_unit_test_setup_teardown(test_effective_policy_has_a_limit, begin, end),
		cmocka_unit_test_setup_teardown(test_lookups, begin, end),
		cmocka_unit_test_setup_teardown(test_unsatisfiable, begin, end),
		cmocka_unit_test_setup_teardown(test_signers_satisfy_approval, begin, end),
		cmocka_unit_test_setup_teardown(test_statements_satisfy_tests, begin, end),
		cmocka_unit_test_setup_teardown(test_a_forge_satisfies_approval_and_tests, begin,
						end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
