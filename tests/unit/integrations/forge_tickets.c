/* SPDX-License-Identifier: Apache-2.0 */
/* Does integrations/forge_tickets.c find what requests name, of those that count, and nothing else?
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "integrations/forge_tickets.h"

#define COMMIT "1111111111111111111111111111111111111111"

static struct arena arena;
static struct forge_facts facts;
static struct forge_request *request;
static struct tickets tickets;
static struct ticket_rules rules;
static struct texts branches;

static int
end(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static int
begin(void **state)
{
	struct landing *landing;

	(void)state;
	facts = (struct forge_facts){.availability.state = KNOWN};
	request = LIST_ADD(&arena, &facts.requests);
	*request =
		(struct forge_request){.number = 17,
				       .state = STATE_MERGED,
				       .base = "main",
				       .base_repository = "acme/pay",
				       .title = "PAY-1 pay",
				       .branch = "feature/PAY-2",
				       .body = "Fixes PAY-9\r\nRefs: PAY-3, PAY-4\nticket:PAY-5"};
	*LIST_ADD(&arena, &request->closes) = (struct linked_issue){12, "acme/pay", "PAY-8 twice"};
	landing = LIST_ADD(&arena, &facts.landings);
	landing->commit = COMMIT;
	LIST_ADD(&arena, &landing->requests)->number = 17;
	tickets = (struct tickets){.availability.state = KNOWN};
	rules = (struct ticket_rules){0};
	texts_add(&arena, &rules.sources, "title");
	branches = (struct texts){0};
	texts_add(&arena, &branches, "main");
	return 0;
}

static void
has(size_t at, const char *key, const char *source, const char *text)
{
	assert_true(at < tickets.references.count);
	assert_string_equal(tickets.references.at[at].key, key);
	assert_string_equal(tickets.references.at[at].source, source);
	assert_string_equal(tickets.references.at[at].text, text);
	assert_string_equal(tickets.references.at[at].commit, COMMIT);
	assert_int_equal(tickets.references.at[at].grade, GRADE_CLAIMED);
}

static void
of_a_request_that_became_another_commit(void **state)
{
	static const int kinds[] = {LANDED_DIFFERS, LANDED_NOT};

	for (size_t i = 0; i < 2; i++) {
		begin(state);
		facts.landings.at[0].requests.at[0].kind = kinds[i];
		forge_tickets(&arena, &facts, &rules, &branches, &tickets);
		assert_int_equal(tickets.references.count, 0);
		forge_tickets(&arena, &facts, &rules, NULL, &tickets);
		assert_int_equal(tickets.references.count, 5);
	}
}

static void
finds_them_all(void **state)
{
	begin(state);
	forge_tickets(&arena, &facts, &rules, &branches, &tickets);
	assert_int_equal(tickets.references.count, 5);
	has(0, "PAY-1", "title", "PAY-1 pay");
	has(1, "PAY-2", "branch", "feature/PAY-2");
	has(2, "PAY-3", "body", "Refs: PAY-3, PAY-4");
	has(3, "PAY-4", "body", "Refs: PAY-3, PAY-4");
	has(4, "PAY-5", "body", "ticket:PAY-5");
}

static void
finds_links_where_the_pattern_does(void **state)
{
	begin(state);
	rules.pattern = "[a-z/]*#[0-9]+";
	request->title = request->branch = request->body = "";
	*LIST_ADD(&arena, &request->closes) = (struct linked_issue){3, "acme/other", "x"};
	forge_tickets(&arena, &facts, &rules, &branches, &tickets);
	assert_int_equal(tickets.references.count, 2);
	has(0, "#12", "links", "#12");
	has(1, "acme/other#3", "links", "acme/other#3");
}

static void
takes_what_was_merged_here(void **state)
{
	begin(state);
	request->base = "next";
	forge_tickets(&arena, &facts, &rules, &branches, &tickets);
	assert_int_equal(tickets.references.count, 0);
	begin(state);
	request->state = STATE_OPEN;
	forge_tickets(&arena, &facts, &rules, &branches, &tickets);
	assert_int_equal(tickets.references.count, 0);
	forge_tickets(&arena, &facts, &rules, NULL, &tickets);
	assert_int_equal(tickets.references.count, 5);
}

static void
no_answer_is_no_ticket(void **state)
{
	begin(state);
	facts.availability = (struct availability){UNAVAILABLE, "down"};
	forge_tickets(&arena, &facts, &rules, &branches, &tickets);
	assert_int_equal(tickets.availability.state, UNAVAILABLE);
	assert_string_equal(tickets.availability.why, "down");
	/* Of a policy that asks commits alone, the commits have answered. */
	begin(state);
	rules.sources.at[0] = "subject";
	facts.availability = (struct availability){UNAVAILABLE, "down"};
	forge_tickets(&arena, &facts, &rules, &branches, &tickets);
	assert_int_equal(tickets.availability.state, KNOWN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_them_all),
		cmocka_unit_test(of_a_request_that_became_another_commit),
		cmocka_unit_test(finds_links_where_the_pattern_does),
		cmocka_unit_test(takes_what_was_merged_here),
		cmocka_unit_test(no_answer_is_no_ticket),
	};

	return cmocka_run_group_tests(tests, NULL, end);
}
