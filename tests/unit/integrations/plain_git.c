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

/* ---- tags ---- */

/* A merge that brought ids[1] (a merge with something of its own), and ids[2] as its head. */
static const char *const ids[] = {"m0", "m1", "h2"};
static const char *two_parents[] = {"p", "q"};
static struct commit brought[3];
static struct change_request around;

static struct change
a_merge_around(int inside)
{
	struct change change = {0};

	for (size_t i = 0; i < 3; i++)
		brought[i] = (struct commit){.id = ids[i], .subject = ""};
	brought[1].parents = (struct texts){two_parents, 2};
	brought[1].merge = inside;
	around = (struct change_request){.kind = REQUEST_MERGE, .commit = "m0", .head = "h2"};
	for (size_t i = 0; i < 3; i++)
		texts_add(&box.arena, &around.commits, ids[i]);
	change.commits.at = brought;
	change.commits.count = 3;
	change.requests.at = &around;
	change.requests.count = 1;
	return change;
}

static size_t
count_tagged(const struct change *change, const char *head, const struct carried *carried,
	     struct reviews *reviews)
{
	static struct approving_tag tag;
	struct approving_tags tags = {0};
	struct carried_list list = {0};

	tag = (struct approving_tag){.id = "t", .head = head, .text = "tag"};
	*LIST_ADD(&box.arena, &tags.all) = tag;
	if (carried) {
		*LIST_ADD(&box.arena, &list.all) = *carried;
		list.all.at[0].tag = &tags.all.at[0];
	}
	plain_git_reviews(&box.arena, change, &(struct texts){0}, &nobody, &tags, &list, reviews);
	return reviews->approvals.count;
}

static void
test_tag_of_a_merge_inside(void **state)
{
	struct change change = a_merge_around(MERGE_EVIL);
	struct reviews reviews;

	(void)state;
	assert_int_equal(count_tagged(&change, "m1", NULL, &reviews), 1);
	assert_string_equal(reviews.approvals.at[0].commit, "m1");
	assert_int_equal(reviews.approvals.at[0].content, CONTENT_OWN);
	assert_null(reviews.approvals.at[0].head);
	assert_int_equal(count_tagged(&change, "elsewhere", NULL, &reviews), 0);
	change = a_merge_around(MERGE_UNVERIFIED);
	assert_int_equal(count_tagged(&change, "m1", NULL, &reviews), 1);
	change = a_merge_around(MERGE_CLEAN);
	assert_int_equal(count_tagged(&change, "m1", NULL, &reviews), 0);
	change = a_merge_around(MERGE_TRIVIAL);
	assert_int_equal(count_tagged(&change, "m1", NULL, &reviews), 0);
	change = a_merge_around(MERGE_EVIL);
	brought[1].parents.count = 1;
	assert_int_equal(count_tagged(&change, "m1", NULL, &reviews), 0);
	assert_int_equal(count_tagged(&change, "h2", NULL, &reviews), 1);
	assert_int_equal(count_tagged(&change, "m0", NULL, &reviews), 1);
}

/* Spent by what it names; what a squash of it is says nothing of that. */
static void
test_spent_merge_inside(void **state)
{
	struct change change = a_merge_around(MERGE_EVIL);
	struct carried carried = {.commit = "m1", .content = CONTENT_SPENT};
	struct reviews reviews;

	(void)state;
	assert_int_equal(count_tagged(&change, "m1", &carried, &reviews), 1);
	assert_int_equal(reviews.approvals.at[0].content, CONTENT_SPENT);
	assert_string_equal(reviews.approvals.at[0].head, "m1");
	carried.commit = "another";
	assert_int_equal(count_tagged(&change, "m1", &carried, &reviews), 2);
	assert_int_equal(reviews.approvals.at[0].content, CONTENT_OWN);
	assert_int_equal(reviews.approvals.at[1].content, CONTENT_SPENT);
	assert_string_equal(reviews.approvals.at[1].commit, "another");
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
		TEST(test_tag_of_a_merge_inside),
		TEST(test_spent_merge_inside),
		TEST(test_tickets),
		TEST(test_pattern_that_gives_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
