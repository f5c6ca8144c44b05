/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What GitHub answers about one request and one commit, for tests: as the fragments of
 * integrations/github_query.c ask for it.
 */
#ifndef TESTS_UNIT_INTEGRATIONS_GITHUB_ANSWERS_H
#define TESTS_UNIT_INTEGRATIONS_GITHUB_ANSWERS_H

#define HEAD_ID "1111111111111111111111111111111111111111"
#define OLD_ID "2222222222222222222222222222222222222222"
#define MERGED_ID "3333333333333333333333333333333333333333"
#define TREE_ID "4444444444444444444444444444444444444444"

#define ALICE "{\"__typename\":\"User\",\"login\":\"alice\",\"databaseId\":101}"
#define BOB "{\"__typename\":\"User\",\"login\":\"bob\",\"databaseId\":102}"
#define LAST_PAGE "\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":null}"
#define NEXT_PAGE "\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"Y3Vyc29y\"}"

#define REVIEW(id, state)                                                                      \
	"{\"id\":\"" id "\",\"state\":\"" state "\",\"submittedAt\":\"2026-01-02T00:00:00Z\"," \
	"\"author\":" BOB ",\"authorAssociation\":\"MEMBER\","                                 \
	"\"authorCanPushToRepository\":true,\"commit\":{\"oid\":\"" HEAD_ID "\"}}"

#define COMMIT                                                                                \
	"{\"commit\":{\"oid\":\"" HEAD_ID "\",\"tree\":{\"oid\":\"" TREE_ID "\"},"            \
	"\"message\":\"PAY-1 more\\n\\nwhy\\n\\nCo-authored-by: Carol <carol@example.org>\"," \
	"\"committedViaWeb\":false,"                                                          \
	"\"author\":{\"name\":\"Alice\",\"email\":\"alice@example.org\",\"user\":" ALICE "}," \
	"\"committer\":{\"name\":\"Alice\",\"email\":\"alice@example.org\",\"user\":" ALICE   \
	"},\"signature\":{\"isValid\":true,\"wasSignedByGitHub\":false,\"signer\":" ALICE "}}}"

#define EVENTS                                                                                  \
	"{\"__typename\":\"HeadRefForcePushedEvent\","                                          \
	"\"createdAt\":\"2026-01-01T12:00:00Z\",\"actor\":" ALICE ","                           \
	"\"beforeCommit\":{\"oid\":\"" OLD_ID "\"},\"afterCommit\":{\"oid\":\"" HEAD_ID         \
	"\"}},{\"__typename\":\"BaseRefChangedEvent\","                                         \
	"\"createdAt\":\"2026-01-01T13:00:00Z\",\"actor\":" ALICE ","                           \
	"\"previousRefName\":\"main\",\"currentRefName\":\"next\"},"                            \
	"{\"__typename\":\"ReviewDismissedEvent\",\"createdAt\":\"2026-01-02T01:00:00Z\","      \
	"\"actor\":" ALICE ",\"previousReviewState\":\"APPROVED\",\"review\":{\"id\":\"R1\"}}," \
	"{\"__typename\":\"MergedEvent\",\"createdAt\":\"2026-01-03T00:00:00Z\","               \
	"\"actor\":" BOB "}"

static const char request_answer[] =
	"{\"number\":17,\"url\":\"https://github.com/acme/pay/pull/17\",\"title\":\"PAY-1 pay\","
	"\"body\":\"Refs: PAY-2\",\"state\":\"MERGED\",\"isDraft\":false,"
	"\"isCrossRepository\":false,\"createdAt\":\"2026-01-01T00:00:00Z\","
	"\"mergedAt\":\"2026-01-03T00:00:00Z\",\"author\":" ALICE ",\"mergedBy\":" BOB ","
	"\"baseRepository\":{\"nameWithOwner\":\"acme/pay\"},\"baseRefName\":\"main\","
	"\"headRefName\":\"feature\",\"headRefOid\":\"" HEAD_ID "\","
	"\"mergeCommit\":{\"oid\":\"" MERGED_ID "\"},\"reviewDecision\":\"APPROVED\","
	"\"assignees\":{\"totalCount\":1,\"nodes\":[" BOB "]},"
	"\"latestOpinionatedReviews\":{\"totalCount\":1," LAST_PAGE ",\"nodes\":[{\"id\":\"R2\"}]},"
	"\"reviews\":{\"totalCount\":2," LAST_PAGE
	",\"nodes\":[" REVIEW("R1", "DISMISSED") "," REVIEW(
		"R2",
		"APPROVED") "]},"
			    "\"commits\":{\"totalCount\":1," LAST_PAGE ",\"nodes\":[" COMMIT "]},"
			    "\"timelineItems\":{\"totalCount\":4," LAST_PAGE ",\"nodes\":[" EVENTS
			    "]},"
			    "\"files\":{\"totalCount\":1," LAST_PAGE
			    ",\"nodes\":[{\"path\":\"app.txt\",\"changeType\":\"MODIFIED\"}]},"
			    "\"closingIssuesReferences\":{\"totalCount\":1," LAST_PAGE
			    ",\"nodes\":[{\"number\":5,"
			    "\"title\":\"Pay twice\",\"repository\":{\"nameWithOwner\":\"acme/pay\"}}]}}";

static const char checks_answer[] =
	"{\"oid\":\"" HEAD_ID "\",\"tree\":{\"oid\":\"" TREE_ID "\"},\"statusCheckRollup\":{"
	"\"contexts\":{\"totalCount\":2,\"checkRunCount\":1,\"statusContextCount\":1," LAST_PAGE
	",\"nodes\":[{\"__typename\":\"CheckRun\",\"databaseId\":7001,\"name\":\"unit\","
	"\"status\":\"COMPLETED\",\"conclusion\":\"SUCCESS\","
	"\"startedAt\":\"2026-01-02T00:00:00Z\",\"completedAt\":\"2026-01-02T00:01:00Z\","
	"\"detailsUrl\":\"https://github.com/x\",\"checkSuite\":{\"app\":{\"databaseId\":15368},"
	"\"branch\":{\"name\":\"feature\"},\"commit\":{\"oid\":\"" HEAD_ID "\"},"
	"\"workflowRun\":{\"databaseId\":5001,"
	"\"createdAt\":\"2026-01-02T00:00:00Z\",\"event\":\"push\","
	"\"file\":{\"path\":\".github/workflows/ci.yml\"}}}},"
	"{\"__typename\":\"StatusContext\",\"context\":\"legacy\",\"state\":\"SUCCESS\","
	"\"createdAt\":\"2026-01-02T00:00:00Z\",\"creator\":" BOB "}]}}}";

#endif
