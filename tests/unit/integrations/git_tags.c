/* SPDX-License-Identifier: Apache-2.0 */
/* Which tags approve what, and which only look like it? */
#include "tests/unit/integrations/signing_world.h"

#include "integrations/git_tags.h"

static struct approving_tags tags;

static void
look(void)
{
	tags = (struct approving_tags){0};
	if (!git_approving_tags(&box.arena, git, &signing, &tags, &box.err))
		fail_msg("%s", box.err.message);
}

static void
finds(size_t count)
{
	look();
	assert_int_equal(tags.all.count, count);
}

static void
tag_with(const char *name, const char *revision, const char *message)
{
	GIT_WITH("repo", message, "tag", "-a", "-F", "-", name, revision);
}

static void
no_tag_approves_nothing(void **state)
{
	(void)state;
	finds(0);
	GIT("repo", "tag", "light");
	tag_with("v1", "HEAD", "release 1\n");
	finds(0);
}

static void
a_signed_tag(void **state)
{
	const struct approving_tag *tag;
	const char *id, *head;

	(void)state;
	head = id_of("HEAD");
	act_as("carol");
	id = tag_approving("-s", "review-1", "HEAD", head);
	finds(1);
	tag = &tags.all.at[0];
	assert_string_equal(tag->id, id);
	assert_string_equal(tag->head, head);
	assert_string_equal(tag->text,
			    arena_format(&box.arena, "refs/tags/review-1: Approves: %s", head));
	assert_int_equal(tag->time, 1700000000);
	assert_string_equal(tag->tagger.id, "carol@example.org");
	assert_int_equal(tag->signature->state, SIGNATURE_VERIFIED);
	assert_string_equal(tag->signature->signer->id, "carol@example.org");
}

/* Whether it counts is for others to say, by these. */
static void
unsigned_and_unlisted_tags(void **state)
{
	(void)state;
	act_as("carol");
	tag_approving("-a", "unsigned", "HEAD", id_of("HEAD"));
	finds(1);
	assert_null(tags.all.at[0].signature);
	new_key("dave");
	act_as("dave");
	tag_approving("-s", "unlisted", "HEAD", id_of("HEAD"));
	finds(2);
	assert_int_equal(tags.all.at[0].signature->state, SIGNATURE_UNLISTED);
	assert_string_equal(tags.all.at[0].tagger.id, "dave@example.org");
	assert_null(tags.all.at[1].signature);
}

static void
three_tags_of_one_commit(void **state)
{
	static const char *const names[] = {"alice", "bob", "carol"};
	const char *head;

	(void)state;
	head = id_of("HEAD");
	for (size_t i = 3; i-- > 0;) {
		act_as(names[i]);
		tag_approving("-s", arena_format(&box.arena, "review/%s", names[i]), "HEAD", head);
	}
	finds(3);
	for (size_t i = 0; i < 3; i++) {
		const struct approving_tag *tag = &tags.all.at[i];

		assert_string_equal(tag->head, head);
		assert_true(text_starts_with(
			tag->text, arena_format(&box.arena, "refs/tags/review/%s: ", names[i])));
		assert_int_equal(tag->signature->state, SIGNATURE_VERIFIED);
		assert_string_equal(tag->signature->signer->id,
				    arena_format(&box.arena, "%s@example.org", names[i]));
	}
}

static void
tags_that_name_another_commit(void **state)
{
	const char *first, *second;

	(void)state;
	first = id_of("HEAD");
	second = commit_file("app", "2\n", "second");
	tag_approving("-s", "other", second, first);
	tag_approving("-s", "short", second, arena_format(&box.arena, "%.12s", second));
	tag_approving("-s", "more", second, arena_format(&box.arena, "%s and all", second));
	tag_approving("-s", "ref", second, "HEAD");
	finds(0);
	/* One of several names it. */
	GIT("repo", "tag", "-s", "-m", "review", "-m",
	    arena_format(&box.arena, "Approves: %s\nApproves: %s", first, second), "both", second);
	finds(1);
	assert_string_equal(tags.all.at[0].head, second);
}

static void
where_the_trailer_is(void **state)
{
	const char *head;

	(void)state;
	head = id_of("HEAD");
	tag_with("body", "HEAD",
		 arena_format(&box.arena, "review\n\nApproves: %s\n\nMore words.\n", head));
	tag_with("word", "HEAD", arena_format(&box.arena, "review\n\nDisapproves: %s\n", head));
	finds(0);
	tag_with("small", "HEAD", arena_format(&box.arena, "review\n\napproves: %s\n", head));
	tag_with("others", "HEAD",
		 arena_format(&box.arena, "review\n\nNote: x\nApproves: %s\nSee: y\n", head));
	finds(2);
}

/* Only a tag of the commit itself: what a tag of a tag approves is not plain to see. */
static void
tags_of_other_things(void **state)
{
	const char *head, *inner;

	(void)state;
	head = id_of("HEAD");
	inner = tag_approving("-s", "inner", "HEAD", head);
	tag_approving("-s", "outer", inner, head);
	tag_approving("-s", "of-tree", "HEAD^{tree}", head);
	tag_approving("-s", "of-blob", "HEAD:app", head);
	GIT("repo", "tag", "-s", "-m", "review", "-m",
	    arena_format(&box.arena, "Approves: %s", inner), "of-inner", inner);
	finds(1);
	assert_string_equal(tags.all.at[0].id, inner);
}

/* The same object under two names is found under both, and is one object. */
static void
a_tag_under_two_names(void **state)
{
	const char *id;

	(void)state;
	id = tag_approving("-s", "one", "HEAD", id_of("HEAD"));
	GIT("repo", "update-ref", "refs/tags/a/two", id);
	GIT("repo", "update-ref", "refs/heads/not-a-tag", "HEAD");
	finds(2);
	assert_string_equal(tags.all.at[0].id, id);
	assert_string_equal(tags.all.at[1].id, id);
	assert_true(text_starts_with(tags.all.at[0].text, "refs/tags/a/two: "));
}

/* It says that it was signed by somebody, and has something else than was signed. */
static void
a_tag_that_was_altered(void **state)
{
	const char *raw;
	char *changed, *at;

	(void)state;
	tag_approving("-s", "good", "HEAD", id_of("HEAD"));
	raw = GIT("repo", "cat-file", "tag", "good");
	changed = arena_text(&box.arena, raw);
	at = strstr(changed, "review");
	assert_non_null(at);
	*at = 'R';
	GIT("repo", "update-ref", "refs/tags/altered",
	    GIT_WITH("repo", arena_format(&box.arena, "%s\n", changed), "hash-object", "-t", "tag",
		     "-w", "--stdin"));
	finds(2);
	assert_int_equal(tags.all.at[0].signature->state, SIGNATURE_BAD);
	assert_int_equal(tags.all.at[1].signature->state, SIGNATURE_VERIFIED);
}

static void
broken_tags_approve_nothing(void **state)
{
	const char *id;

	(void)state;
	tag_approving("-s", "good", "HEAD", id_of("HEAD"));
	write_file("repo/.git/refs/tags/missing", "1111111111111111111111111111111111111111\n");
	GIT("repo", "symbolic-ref", "refs/tags/symbolic", "refs/tags/good");
	id = GIT_WITH("repo", "object 1\n\nApproves: x\n", "hash-object", "-t", "tag", "-w",
		      "--literally", "--stdin");
	write_file("repo/.git/refs/tags/odd", arena_format(&box.arena, "%s\n", id));
	finds(1);
}

static void
tags_have_a_limit(void **state)
{
	struct buffer packed RELEASED_BY(buffer_release) = {0};
	const char *head;

	(void)state;
	head = id_of("HEAD");
	for (int i = 0; i < LIMIT_TAGS; i++)
		buffer_add_format(&packed, "%s refs/tags/t%06d\n", head, i);
	write_bytes("repo/.git/packed-refs", packed.bytes, packed.length);
	finds(0);
	buffer_add_format(&packed, "%s refs/tags/t%06d\n", head, LIMIT_TAGS);
	write_bytes("repo/.git/packed-refs", packed.bytes, packed.length);
	git_close(&git);
	assert_true(git_open(path_of("repo"), &git, &box.err));
	assert_false(git_approving_tags(&box.arena, git, &signing, &tags, &box.err));
	assert_int_equal(box.err.code, ERROR_UNAVAILABLE);
	assert_non_null(strstr(box.err.message, "more than 50000 tags"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		REPOSITORY_TEST(no_tag_approves_nothing),
		REPOSITORY_TEST(a_signed_tag),
		REPOSITORY_TEST(unsigned_and_unlisted_tags),
		REPOSITORY_TEST(three_tags_of_one_commit),
		REPOSITORY_TEST(tags_that_name_another_commit),
		REPOSITORY_TEST(where_the_trailer_is),
		REPOSITORY_TEST(tags_of_other_things),
		REPOSITORY_TEST(a_tag_under_two_names),
		REPOSITORY_TEST(a_tag_that_was_altered),
		REPOSITORY_TEST(broken_tags_approve_nothing),
		REPOSITORY_TEST(tags_have_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
