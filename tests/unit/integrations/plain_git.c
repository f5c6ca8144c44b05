/* SPDX-License-Identifier: Apache-2.0 */
/* Does what commit messages claim become evidence, and never more than claimed? */
#include "tests/unit/integrations/sandbox.h"

#include "integrations/plain_git.h"

static const struct people nobody;
static const struct approving_tags no_tags;
static const struct carried_list none_carried;

static struct trailer trailers[] = {
	{"reviewed-BY", "Bob <Bob@Old>"},  {"Acked-by", "Carl"},
	{"Signed-off-by", "Dan <dan@x>"},  {"Refs", "PAY-2, UTF-8"},
	{"TICKET", "see OPS-7 for OPS-7"}, {"Fixes", "PAY-9"},
};

static struct commit commits[] = {
	{.id = "c1", .subject = "PAY-311 retry CVE-2026-41284"},
	{.id = "c2", .subject = "no ticket"},
};

static struct change
a_change(void)
{
	struct change change = {0};

	commits[0].trailers.at = trailers;
	commits[0].trailers.count = sizeof(trailers) / sizeof(trailers[0]);
	change.commits.at = commits;
	change.commits.count = 2;
	return change;
}

static void
test_reviews(void **state)
{
	static const char mapped[] = "Bob B <bob@new> <bob@old>\n";
	struct mailmap *mailmap RELEASED_BY(mailmap_release) = NULL;
	const char *tokens[] = {"Reviewed-by", "Acked-by"};
	struct texts tokens_read = {tokens, 2};
	struct people people = {0};
	struct change change = a_change();
	struct reviews reviews;

	(void)state;
	assert_true(mailmap_parse(mapped, sizeof(mapped) - 1, &mailmap, &box.err));
	people.now.mailmap = mailmap;
	plain_git_reviews(&box.arena, &change, &tokens_read, &people, &no_tags, &none_carried,
			  &reviews);
	assert_int_equal(reviews.availability.state, KNOWN);
	assert_int_equal(reviews.approvals.count, 2);
	assert_string_equal(reviews.approvals.at[0].person.id, "bob@new");
	assert_string_equal(reviews.approvals.at[0].person.name, "Bob B");
	assert_string_equal(reviews.approvals.at[0].text, "reviewed-BY: Bob <Bob@Old>");
	assert_string_equal(reviews.approvals.at[0].source, "trailer");
	assert_string_equal(reviews.approvals.at[0].commit, "c1");
	assert_int_equal(reviews.approvals.at[0].grade, GRADE_CLAIMED);
	assert_string_equal(reviews.approvals.at[1].person.id, "");
	assert_string_equal(reviews.approvals.at[1].person.name, "Carl");
	assert_string_equal(reviews.approvals.at[0].person.raw_id, "bob@old");
	assert_string_equal(reviews.approvals.at[0].person.raw_name, "Bob");
	assert_null(reviews.approvals.at[1].person.raw_id);
	tokens_read.count = 0;
	plain_git_reviews(&box.arena, &change, &tokens_read, &nobody, &no_tags, &none_carried,
			  &reviews);
	assert_int_equal(reviews.approvals.count, 0);
}

static void
test_too_many_reviews(void **state)
{
	const char *tokens[] = {"Reviewed-by"};
	struct approval_rules rules = {.trailers = {tokens, 1}};
	struct trailer one = {"Reviewed-by", "Bob <bob@x>"};
	struct change change = {0};
	struct reviews reviews;

	(void)state;
	for (size_t i = 0; i <= LIMIT_APPROVALS; i++) {
		struct commit *commit = LIST_ADD(&box.arena, &change.commits);

		commit->id = "c";
		commit->trailers.at = &one;
		commit->trailers.count = 1;
	}
	plain_git_reviews(&box.arena, &change, &rules.trailers, &nobody, &no_tags, &none_carried,
			  &reviews);
	assert_int_equal(reviews.availability.state, UNAVAILABLE);
	assert_non_null(strstr(reviews.availability.why, "20000"));
	assert_int_equal(reviews.approvals.count, 0);
	change.commits.count--;
	plain_git_reviews(&box.arena, &change, &rules.trailers, &nobody, &no_tags, &none_carried,
			  &reviews);
	assert_int_equal(reviews.availability.state, KNOWN);
	assert_int_equal(reviews.approvals.count, LIMIT_APPROVALS);
}

static void
check_reference(const struct tickets *tickets, size_t at, const char *key, const char *source,
		const char *text)
{
	const struct ticket_reference *reference = &tickets->references.at[at];

	assert_string_equal(reference->key, key);
	assert_string_equal(reference->source, source);
	assert_string_equal(reference->text, text);
	assert_string_equal(reference->commit, "c1");
	assert_int_equal(reference->grade, GRADE_CLAIMED);
}

static void
test_tickets(void **state)
{
	struct ticket_rules rules = {0};
	struct change change = a_change();
	struct tickets tickets;

	(void)state;
	plain_git_tickets(&box.arena, &change, &rules, &tickets);
	assert_int_equal(tickets.availability.state, KNOWN);
	assert_int_equal(tickets.references.count, 4);
	check_reference(&tickets, 0, "PAY-311", "subject", "PAY-311 retry CVE-2026-41284");
	check_reference(&tickets, 1, "PAY-2", "trailer", "Refs: PAY-2, UTF-8");
	check_reference(&tickets, 2, "UTF-8", "trailer", "Refs: PAY-2, UTF-8");
	check_reference(&tickets, 3, "OPS-7", "trailer", "TICKET: see OPS-7 for OPS-7");
}

static void
test_pattern_that_gives_up(void **state)
{
	struct ticket_rules rules = {.pattern = "(\\w+\\s?)+$"};
	struct change change = a_change();
	struct tickets tickets;

	(void)state;
	commits[1].subject = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
	plain_git_tickets(&box.arena, &change, &rules, &tickets);
	assert_int_equal(tickets.availability.state, UNAVAILABLE);
	assert_int_equal(tickets.references.count, 0);
	assert_non_null(tickets.availability.why);
	rules.pattern = "(";
	plain_git_tickets(&box.arena, &change, &rules, &tickets);
	assert_int_equal(tickets.availability.state, UNAVAILABLE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_reviews),
		TEST(test_too_many_reviews),
		TEST(test_tickets),
		TEST(test_pattern_that_gives_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
