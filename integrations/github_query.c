/* SPDX-License-Identifier: Apache-2.0 */
/* How is a question put in GraphQL? See github_query.h. */
#include "integrations/github_query.h"

#include <string.h>

#include "base/json.h"

struct fragment {
	unsigned bit;
	unsigned needs;
	const char *text;
	const char *plain; /* for an older schema; NULL: the same */
};

enum helper { /* fragments that only others use */
	      FRAGMENT_ACCOUNT = 1024,
	      FRAGMENT_WRITER = 2048,
};

#define PAGE "totalCount pageInfo { hasNextPage endCursor }"

#define OLD_EVENT_FIELDS                                                                       \
	"fragment EventsFields on PullRequestTimelineItemsConnection { " PAGE                  \
	" nodes { __typename "                                                                 \
	"... on HeadRefForcePushedEvent { createdAt actor { ...Account } beforeCommit { oid }" \
	" afterCommit { oid } } "                                                              \
	"... on BaseRefChangedEvent { createdAt actor { ...Account } previousRefName"          \
	" currentRefName } "                                                                   \
	"... on AutomaticBaseChangeSucceededEvent { createdAt actor { ...Account } oldBase"    \
	" newBase } "                                                                          \
	"... on BaseRefForcePushedEvent { createdAt actor { ...Account } beforeCommit { oid }" \
	" afterCommit { oid } } "                                                              \
	"... on BaseRefDeletedEvent { createdAt actor { ...Account } } "                       \
	"... on ReviewDismissedEvent { createdAt actor { ...Account } previousReviewState"     \
	" review { id } } "                                                                    \
	"... on MergedEvent { createdAt actor { ...Account } } "                               \
	"... on AutoMergeEnabledEvent { createdAt actor { ...Account } } "                     \
	"... on ReadyForReviewEvent { createdAt actor { ...Account } } "                       \
	"... on HeadRefRestoredEvent { createdAt actor { ...Account } } "                      \
	"... on RenamedTitleEvent { createdAt actor { ...Account } } "
#define QUEUE_EVENT_FIELDS                                                  \
	"... on AddedToMergeQueueEvent { createdAt actor { ...Account } } " \
	"... on RemovedFromMergeQueueEvent { createdAt actor { ...Account } } "

#define CHECK_FIELDS                                                                           \
	"fragment Contexts on StatusCheckRollupContextConnection { " PAGE                      \
	" checkRunCount statusContextCount nodes { __typename "                                \
	"... on CheckRun { databaseId name status conclusion startedAt completedAt detailsUrl" \
	" checkSuite { app { databaseId } branch { name } commit { oid } workflowRun {"        \
	" databaseId createdAt "
#define CHECK_FIELDS_END \
	"} } } ... on StatusContext { context state createdAt creator { ...Account } } } }"

static const struct fragment fragments[] = {
	{FRAGMENT_ACCOUNT, 0,
	 "fragment Account on Actor { __typename login ... on User { databaseId } "
	 "... on Bot { databaseId } ... on Mannequin { databaseId } "
	 "... on Organization { databaseId } }",
	 NULL},
	{FRAGMENT_HUMAN, 0, "fragment Human on User { __typename login databaseId }", NULL},
	{FRAGMENT_WRITER, FRAGMENT_HUMAN,
	 "fragment Writer on GitActor { name email user { ...Human } }", NULL},
	{FRAGMENT_AUTHORS, FRAGMENT_WRITER,
	 "fragment Authors on GitActorConnection { " PAGE " nodes { ...Writer } }", NULL},
	{FRAGMENT_CONTEXTS, FRAGMENT_ACCOUNT, CHECK_FIELDS "event file { path } " CHECK_FIELDS_END,
	 CHECK_FIELDS CHECK_FIELDS_END},
	{FRAGMENT_HEAD_CHECKS, FRAGMENT_CONTEXTS,
	 "fragment HeadChecks on PullRequest { last: commits(last: 1) { nodes { commit { oid "
	 "tree { oid } statusCheckRollup { contexts(first: 100) { ...Contexts } } } } } }",
	 NULL},
	{FRAGMENT_REVIEWS, FRAGMENT_ACCOUNT,
	 "fragment Reviews on PullRequestReviewConnection { " PAGE
	 " nodes { id state submittedAt author { ...Account } authorAssociation "
	 "authorCanPushToRepository commit { oid } } }",
	 NULL},
	{FRAGMENT_COMMITS, FRAGMENT_WRITER | FRAGMENT_HUMAN,
	 "fragment Commits on PullRequestCommitConnection { " PAGE
	 " nodes { commit { oid tree { oid } message committedViaWeb author { ...Writer } "
	 "committer { ...Writer } signature { isValid wasSignedByGitHub signer { ...Human } } "
	 "} } }",
	 NULL},
	{FRAGMENT_EVENTS, FRAGMENT_ACCOUNT, OLD_EVENT_FIELDS QUEUE_EVENT_FIELDS "} }",
	 OLD_EVENT_FIELDS "} }"},
	{FRAGMENT_ISSUES, 0,
	 "fragment Issues on IssueConnection { " PAGE
	 " nodes { number title repository { nameWithOwner } } }",
	 NULL},
	{FRAGMENT_REQUEST,
	 FRAGMENT_ACCOUNT | FRAGMENT_HUMAN | FRAGMENT_REVIEWS | FRAGMENT_COMMITS | FRAGMENT_EVENTS,
	 "", NULL},
};

#define FRAGMENT_COUNT (sizeof(fragments) / sizeof(fragments[0]))

void
github_query_release(struct github_query *query)
{
	buffer_release(&query->declarations);
	buffer_release(&query->values);
	buffer_release(&query->inside);
	buffer_release(&query->beside);
	buffer_release(&query->body);
}

void
github_query_text(struct github_query *query, char letter, size_t index, const char *type,
		  const char *value)
{
	buffer_add_format(&query->declarations, ", $%c%zu: %s", letter, index, type);
	buffer_add_format(&query->values, ",\"%c%zu\":", letter, index);
	json_write_text(&query->values, value);
}

void
github_query_number(struct github_query *query, char letter, size_t index, int64_t value)
{
	buffer_add_format(&query->declarations, ", $%c%zu: Int!", letter, index);
	buffer_add_format(&query->values, ",\"%c%zu\":%lld", letter, index, (long long)value);
}

void
github_query_once(struct github_query *query, char letter, const char *type, const char *value)
{
	const char name[] = {'$', letter, '0', ':', '\0'};

	if (!query->declarations.bytes || !strstr(query->declarations.bytes, name))
		github_query_text(query, letter, 0, type, value);
}

/* What is asked of every request; the long lists have fragments of their own. */
static void
add_request(struct github_query *query, struct buffer *text)
{
	buffer_add_text(
		text,
		"fragment Request on PullRequest { number url title body state isDraft "
		"isCrossRepository createdAt mergedAt author { ...Account } "
		"mergedBy { ...Account } baseRepository { nameWithOwner } baseRefName headRefName "
		"headRefOid mergeCommit { oid } reviewDecision "
		"assignees(first: 20) { totalCount nodes { ...Human } } "
		"latestOpinionatedReviews(first: 100) { " PAGE " nodes { id } } "
		"reviews(first: 100, states: [APPROVED, CHANGES_REQUESTED, DISMISSED]) "
		"{ ...Reviews } commits(first: 100) { ...Commits } ");
	buffer_add_format(text, "timelineItems(first: 100, itemTypes: [%s]) { ...EventsFields } ",
			  query->plain ? GITHUB_OLD_EVENTS : GITHUB_EVENTS);
	if (query->files)
		buffer_add_text(text, "files(first: 100) { " PAGE " nodes { path changeType } } ");
	if (query->links)
		buffer_add_text(text, "closingIssuesReferences(first: 50) { ...Issues } ");
	buffer_add_text(text, "}");
}

static unsigned
with_needs(unsigned wanted, const struct github_query *query)
{
	if ((wanted & FRAGMENT_REQUEST) && query->links)
		wanted |= FRAGMENT_ISSUES;
	for (size_t round = 0; round < FRAGMENT_COUNT; round++)
		for (size_t i = 0; i < FRAGMENT_COUNT; i++)
			if (wanted & fragments[i].bit)
				wanted |= fragments[i].needs;
	return wanted;
}

static void
add_fragments(struct github_query *query, struct buffer *text)
{
	unsigned wanted = with_needs(query->fragments, query);

	for (size_t i = 0; i < FRAGMENT_COUNT; i++) {
		const struct fragment *fragment = &fragments[i];

		if (!(wanted & fragment->bit))
			continue;
		buffer_add_byte(text, ' ');
		if (fragment->bit == FRAGMENT_REQUEST)
			add_request(query, text);
		else
			buffer_add_text(text, query->plain && fragment->plain ? fragment->plain
									      : fragment->text);
	}
}

static const char *
text_of(const struct buffer *buffer)
{
	return buffer->bytes ? buffer->bytes : "";
}

void
github_query_finish(struct github_query *query, const char *name, const char *owner,
		    const char *repository)
{
	RELEASED_BY(buffer_release) struct buffer text = {0};

	buffer_add_format(&text, "query %s($owner: String!, $name: String!%s) { ", name,
			  text_of(&query->declarations));
	buffer_add_format(&text,
			  "repository(owner: $owner, name: $name, followRenames: false) "
			  "{ databaseId nameWithOwner visibility defaultBranchRef { name } %s} %s}",
			  text_of(&query->inside), text_of(&query->beside));
	add_fragments(query, &text);
	buffer_add_text(&query->body, "{\"query\":");
	json_write_text(&query->body, text.bytes);
	buffer_add_text(&query->body, ",\"variables\":{\"owner\":");
	json_write_text(&query->body, owner);
	buffer_add_text(&query->body, ",\"name\":");
	json_write_text(&query->body, repository);
	buffer_add_format(&query->body, "%s}}", text_of(&query->values));
}
