/* SPDX-License-Identifier: Apache-2.0 */
/* What does GitHub say of a pull request? See github_request.h. */
#include "integrations/github_request.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "integrations/github_commits.h"

struct word {
	const char *text;
	int value;
};

static const struct word review_states[] = {
	{"APPROVED", REVIEW_APPROVED},
	{"CHANGES_REQUESTED", REVIEW_CHANGES_REQUESTED},
	{"DISMISSED", REVIEW_DISMISSED},
	{NULL, 0},
};

static const struct word request_states[] = {
	{"OPEN", STATE_OPEN},
	{"CLOSED", STATE_CLOSED},
	{"MERGED", STATE_MERGED},
	{NULL, 0},
};

/* With the keys of what was before and after it, where it has any. */
static const struct event_kind {
	const char *type;
	int kind;
	const char *before, *after;
	bool commits;
} event_kinds[] = {
	{"HeadRefForcePushedEvent", FORGE_FORCE_PUSHED, "beforeCommit", "afterCommit", true},
	{"BaseRefChangedEvent", FORGE_BASE_CHANGED, "previousRefName", "currentRefName", false},
	{"AutomaticBaseChangeSucceededEvent", FORGE_BASE_CHANGED, "oldBase", "newBase", false},
	{"BaseRefForcePushedEvent", FORGE_BASE_MOVED, "beforeCommit", "afterCommit", true},
	{"BaseRefDeletedEvent", FORGE_BASE_MOVED, NULL, NULL, false},
	{"ReviewDismissedEvent", FORGE_REVIEW_DISMISSED, "previousReviewState", NULL, false},
	{"AddedToMergeQueueEvent", FORGE_QUEUED, NULL, NULL, false},
	{"RemovedFromMergeQueueEvent", FORGE_DEQUEUED, NULL, NULL, false},
	{"MergedEvent", FORGE_MERGED, NULL, NULL, false},
	{"AutoMergeEnabledEvent", FORGE_AUTO_MERGE, NULL, NULL, false},
	{"ReadyForReviewEvent", FORGE_READY, NULL, NULL, false},
	{"HeadRefRestoredEvent", FORGE_HEAD_RESTORED, NULL, NULL, false},
	{"RenamedTitleEvent", FORGE_RENAMED, NULL, NULL, false},
};

static int
read_word(struct github_reading *reading, const struct node *map, const char *key,
	  const struct word *words)
{
	const char *text = github_name(reading, map, key);

	for (; words->text; words++)
		if (text_equal(words->text, text))
			return words->value;
	github_refuse(reading, key, "is a word that is not known");
	return 0;
}

static void
read_latest(struct github_reading *reading, const struct node *node, struct github_pull *pull)
{
	struct github_list list;

	github_list(reading, node, "latestOpinionatedReviews", &list);
	for (const struct node *each = list.first; each; each = each->next)
		texts_add(reading->arena, &pull->latest, github_name(reading, each, "id"));
	pull->latest_count = list.total;
	pull->after.latest = list.after;
}

static void
read_review(struct github_reading *reading, const struct node *node, struct forge_review *review)
{
	review->id = github_name(reading, node, "id");
	review->author = github_account(reading, node, "author");
	review->state = read_word(reading, node, "state", review_states);
	review->time = github_time(reading, node, "submittedAt");
	review->commit = github_oid_of(reading, node, "commit");
	review->may_push = github_flag(reading, node, "authorCanPushToRepository");
	review->association = github_name(reading, node, "authorAssociation");
	review->content = REVISION_UNKNOWN;
	review->why = "it was not compared";
}

static void
read_reviews(struct github_reading *reading, const struct node *node, struct github_pull *pull)
{
	struct github_list list;

	github_list(reading, node, "reviews", &list);
	for (const struct node *each = list.first; each; each = each->next)
		read_review(reading, each, LIST_ADD(reading->arena, &pull->facts.reviews));
	pull->facts.review_count = list.total;
	pull->after.reviews = list.after;
}

static void
read_commits(struct github_reading *reading, const struct node *node, struct github_pull *pull)
{
	struct github_list list;

	github_list(reading, node, "commits", &list);
	for (const struct node *each = list.first; each; each = each->next)
		github_read_commit(reading, github_map(reading, each, "commit"),
				   LIST_ADD(reading->arena, &pull->facts.commits));
	pull->facts.commit_count = list.total;
	pull->after.commits = list.after;
}

static const struct event_kind *
find_event_kind(const char *type)
{
	for (size_t i = 0; i < sizeof(event_kinds) / sizeof(event_kinds[0]); i++)
		if (text_equal(event_kinds[i].type, type))
			return &event_kinds[i];
	return NULL;
}

static const char *
side_of_event(struct github_reading *reading, const struct node *node,
	      const struct event_kind *kind, const char *key)
{
	if (!key)
		return NULL;
	return kind->commits ? github_oid_of(reading, node, key) : github_name(reading, node, key);
}

static void
read_event(struct github_reading *reading, const struct node *node, struct forge_event *event)
{
	const struct event_kind *kind = find_event_kind(github_name(reading, node, "__typename"));
	const struct node *review;

	if (!kind) {
		github_refuse(reading, "timelineItems", "has an event that was not asked for");
		return;
	}
	event->kind = kind->kind;
	event->time = github_time(reading, node, "createdAt");
	event->actor = github_account(reading, node, "actor");
	event->before = side_of_event(reading, node, kind, kind->before);
	event->after = side_of_event(reading, node, kind, kind->after);
	if (kind->kind != FORGE_REVIEW_DISMISSED)
		return;
	review = github_map_or_null(reading, node, "review");
	event->review = review ? github_name(reading, review, "id") : NULL;
}

static void
read_events(struct github_reading *reading, const struct node *node, struct github_pull *pull)
{
	struct github_list list;

	github_list(reading, node, "timelineItems", &list);
	for (const struct node *each = list.first; each; each = each->next)
		read_event(reading, each, LIST_ADD(reading->arena, &pull->facts.events));
	pull->facts.event_count = list.total;
	pull->after.events = list.after;
}

/* The old name of a file that was renamed or copied is not told here. */
static bool
hides_a_path(const char *change)
{
	return text_equal(change, "RENAMED") || text_equal(change, "COPIED");
}

static void
read_files(struct github_reading *reading, const struct node *node, struct github_pull *pull)
{
	struct forge_request *facts = &pull->facts;
	struct github_list list;

	github_list(reading, node, "files", &list);
	if (facts->files.state == NOT_ASKED)
		facts->files.state = KNOWN;
	for (const struct node *each = list.first; each; each = each->next) {
		texts_add(reading->arena, &facts->paths, github_name(reading, each, "path"));
		if (hides_a_path(github_name(reading, each, "changeType")))
			facts->files = (struct availability){
				UNAVAILABLE, "a file was renamed, and GitHub does not tell its "
					     "old path here: compare in a clone"};
	}
	facts->path_count = list.total;
	pull->after.files = list.after;
	if (list.total < LIMIT_FORGE_REQUEST_FILES)
		return;
	pull->after.files = NULL;
	facts->files =
		(struct availability){UNAVAILABLE, "it changes as many files as GitHub lists, so "
						   "there may be more: compare in a clone"};
}

static void
read_issue(struct github_reading *reading, const struct node *node, struct linked_issue *issue)
{
	issue->number = github_count(reading, node, "number");
	issue->title = github_text(reading, node, "title", LIMIT_SUBJECT_BYTES);
	issue->repository =
		github_name(reading, github_map(reading, node, "repository"), "nameWithOwner");
}

static void
read_closes(struct github_reading *reading, const struct node *node, struct github_pull *pull)
{
	struct github_list list;

	github_list(reading, node, "closingIssuesReferences", &list);
	for (const struct node *each = list.first; each; each = each->next)
		read_issue(reading, each, LIST_ADD(reading->arena, &pull->facts.closes));
	pull->after.closes = list.after;
}

static void
read_assignees(struct github_reading *reading, const struct node *node, struct forge_request *facts)
{
	const struct node *list = github_map(reading, node, "assignees");

	if (!list)
		return;
	facts->assignee_count = github_count(reading, list, "totalCount");
	for (const struct node *each = github_array(reading, list, "nodes"); each;
	     each = each->next)
		github_read_account(reading, each, LIST_ADD(reading->arena, &facts->assignees));
}

static void
read_places(struct github_reading *reading, const struct node *node, struct forge_request *facts)
{
	facts->base_repository =
		github_name(reading, github_map(reading, node, "baseRepository"), "nameWithOwner");
	facts->base = github_name(reading, node, "baseRefName");
	facts->branch = github_name(reading, node, "headRefName");
	facts->head = github_commit(reading, node, "headRefOid");
	facts->from_fork = github_flag(reading, node, "isCrossRepository");
	/* An open request has one too: of a merge that was only tried. */
	if (facts->state == STATE_MERGED)
		facts->merge_commit = github_oid_of(reading, node, "mergeCommit");
}

static void
read_plain(struct github_reading *reading, const struct node *node, struct forge_request *facts)
{
	const struct node *body = node_get(node, "body");

	facts->number = github_count(reading, node, "number");
	facts->url = github_name(reading, node, "url");
	facts->title = github_text(reading, node, "title", LIMIT_SUBJECT_BYTES);
	facts->body = body && body->kind == NODE_TEXT ? github_body(reading, body->text) : "";
	if (!body || body->kind != NODE_TEXT)
		github_refuse(reading, "body", "is no text");
	facts->state = read_word(reading, node, "state", request_states);
	facts->draft = github_flag(reading, node, "isDraft");
	facts->created = github_time(reading, node, "createdAt");
	facts->merged = github_time_or_0(reading, node, "mergedAt");
	facts->author = github_account(reading, node, "author");
	facts->merger = github_account(reading, node, "mergedBy");
	facts->decision = github_name_or_null(reading, node, "reviewDecision");
	if ((facts->state == STATE_MERGED) != (facts->merged != 0))
		github_refuse(reading, "mergedAt", "contradicts the state");
}

static void
finish(const struct github_reading *reading, struct github_pull *pull)
{
	if (reading->why && !pull->why)
		pull->why = reading->why;
}

void
github_read_request(struct arena *arena, const struct node *node, bool files, bool links,
		    struct github_pull *pull)
{
	struct github_reading reading = {arena, NULL};

	pull->read = true;
	read_plain(&reading, node, &pull->facts);
	read_places(&reading, node, &pull->facts);
	read_assignees(&reading, node, &pull->facts);
	read_latest(&reading, node, pull);
	read_reviews(&reading, node, pull);
	read_commits(&reading, node, pull);
	read_events(&reading, node, pull);
	if (files)
		read_files(&reading, node, pull);
	if (links)
		read_closes(&reading, node, pull);
	if (pull->number && pull->number != pull->facts.number)
		github_refuse(&reading, "number", "is that of another request");
	pull->number = pull->facts.number;
	finish(&reading, pull);
}

void
github_read_more(struct arena *arena, const struct node *node, struct github_pull *pull)
{
	struct github_reading reading = {arena, NULL};

	if (pull->after.latest)
		read_latest(&reading, node, pull);
	if (pull->after.reviews)
		read_reviews(&reading, node, pull);
	if (pull->after.commits)
		read_commits(&reading, node, pull);
	if (pull->after.events)
		read_events(&reading, node, pull);
	if (pull->after.files)
		read_files(&reading, node, pull);
	if (pull->after.closes)
		read_closes(&reading, node, pull);
	finish(&reading, pull);
}

bool
github_pull_has_more(const struct github_pull *pull)
{
	return !pull->why && (pull->after.latest || pull->after.reviews || pull->after.commits ||
			      pull->after.events || pull->after.files || pull->after.closes);
}

/* A last opinion that the list of reviews does not have: something changed in between, or is lost.
 */
static void
mark_latest(struct github_reading *reading, struct github_pull *pull)
{
	struct forge_request *facts = &pull->facts;
	size_t found = 0;

	for (size_t i = 0; i < facts->reviews.count; i++) {
		facts->reviews.at[i].latest = texts_contain(&pull->latest, facts->reviews.at[i].id);
		found += facts->reviews.at[i].latest;
	}
	if (found != pull->latest.count || (int64_t)pull->latest.count != pull->latest_count)
		github_refuse(reading, "latestOpinionatedReviews",
			      "does not agree with the reviews: ask again");
}

void
github_close_request(struct arena *arena, struct github_pull *pull)
{
	struct github_reading reading = {arena, NULL};

	if (pull->why)
		return;
	mark_latest(&reading, pull);
	if (pull->facts.commit_count >= LIMIT_FORGE_REQUEST_COMMITS)
		github_refuse(&reading, "commits",
			      "are as many as GitHub lists, so there may be more");
	finish(&reading, pull);
}
