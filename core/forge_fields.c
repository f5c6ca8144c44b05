/* SPDX-License-Identifier: Apache-2.0 */
/* How do the facts of a forge look in the evidence document? The field tables of core/forge.h. */
#include "core/protection.h"

const char *const account_kind_names[] = {"unknown", "bot", "human", NULL};
static const char *const review_state_names[] = {"dismissed", "changes-requested", "approved",
						 NULL};
const char *const revision_names[] = {"unknown",   "differs", "clean-update",
				      "same-diff", "exact",   NULL};
static const char *const event_names[] = {
	"force-pushed", "base-changed", "review-dismissed", "queued",     "dequeued", "merged",
	"auto-merge",   "ready",        "head-restored",    "base-moved", "renamed",  NULL};
static const char *const request_state_names[] = {"open", "closed", "merged", NULL};
const char *const landing_names[] = {"unknown",  "differs", "not", "merged",
				     "squashed", "rebased", NULL};

static const struct field account_rows[] = {
	FIELD_ROW(account, id, "id", FIELD_TEXT, .optional = true,
		  .meaning = "the forge's number, which decides who it is"),
	FIELD_ROW(account, login, "login", FIELD_TEXT, .meaning = "decoration"),
	FIELD_ROW(account, kind, "kind", FIELD_CHOICE, .choices = account_kind_names,
		  .meaning = "human, or bot: an app"),
};
const struct fields account_fields = {"account", sizeof(struct account), FIELDS_OF(account_rows),
				      "An account at the forge."};

#define ACCOUNT_ROW(owner, member, json, says)                                                  \
	FIELD_ROW(owner, member, json, FIELD_OPTIONAL, .of = &account_fields, .optional = true, \
		  .meaning = says)
#define AVAILABILITY_ROW(owner, member, json, says) \
	FIELD_ROW(owner, member, json, FIELD_OBJECT, .of = &availability_fields, .meaning = says)

static const struct field authorship_rows[] = {
	FIELD_ROW(authorship, name, "name", FIELD_TEXT, .meaning = "as the commit says"),
	FIELD_ROW(authorship, address, "address", FIELD_TEXT, .meaning = "as the commit says"),
	ACCOUNT_ROW(authorship, account, "account", "whose address it is, says the forge"),
};
static const struct fields authorship_fields = {"authorship", sizeof(struct authorship),
						FIELDS_OF(authorship_rows),
						"Who wrote or committed a commit."};

static const struct field signature_rows[] = {
	FIELD_ROW(forge_signature, valid, "valid", FIELD_BOOLEAN, .meaning = "says the forge"),
	FIELD_ROW(forge_signature, by_forge, "byForge", FIELD_BOOLEAN,
		  .meaning = "with the forge's own key"),
	ACCOUNT_ROW(forge_signature, signer, "signer", "whose key it is, says the forge"),
};
static const struct fields forge_signature_fields = {
	"forgeSignature", sizeof(struct forge_signature), FIELDS_OF(signature_rows),
	"A signature as the forge sees it."};

static const struct field commit_rows[] = {
	FIELD_ROW(forge_commit, id, "id", FIELD_TEXT, .meaning = "commit id"),
	FIELD_ROW(forge_commit, tree, "tree", FIELD_TEXT, .optional = true,
		  .meaning = "its tree, as the forge says"),
	FIELD_ROW(forge_commit, subject, "subject", FIELD_TEXT,
		  .meaning = "first line of the message"),
	FIELD_ROW(forge_commit, author, "author", FIELD_OBJECT, .of = &authorship_fields,
		  .meaning = "who wrote it"),
	FIELD_ROW(forge_commit, committer, "committer", FIELD_OBJECT, .of = &authorship_fields,
		  .meaning = "who committed it"),
	FIELD_ROW(forge_commit, on_the_web, "onTheWeb", FIELD_BOOLEAN,
		  .meaning = "made on the forge's web pages"),
	FIELD_ROW(forge_commit, co_author_count, "coAuthorCount", FIELD_INTEGER,
		  .meaning = "equals the length of coAuthors"),
	FIELD_ROW(forge_commit, co_authors, "coAuthors", FIELD_OBJECTS, .of = &authorship_fields,
		  .meaning = "of Co-authored-by trailers"),
	FIELD_ROW(forge_commit, signature, "signature", FIELD_OPTIONAL,
		  .of = &forge_signature_fields, .optional = true, .meaning = "absent: none"),
	FIELD_ROW(forge_commit, adds_nothing, "addsNothing", FIELD_BOOLEAN, .optional = true,
		  .meaning = "a merge that was recomputed and has no content of its own"),
	FIELD_ROW(forge_commit, updates, "updates", FIELD_TEXT, .optional = true,
		  .meaning = "of such a merge of the base branch: the commit that it brings up to "
			     "date"),
};
static const struct fields forge_commit_fields = {"forgeCommit", sizeof(struct forge_commit),
						  FIELDS_OF(commit_rows), "A commit of a request."};

static const struct field review_rows[] = {
	FIELD_ROW(forge_review, id, "id", FIELD_TEXT, .meaning = "the forge's id"),
	ACCOUNT_ROW(forge_review, author, "author", "absent: a deleted account"),
	FIELD_ROW(forge_review, state, "state", FIELD_CHOICE, .choices = review_state_names,
		  .meaning = "what it says now"),
	FIELD_ROW(forge_review, latest, "latest", FIELD_BOOLEAN,
		  .meaning = "its author's last opinion, as the forge counts them"),
	FIELD_ROW(forge_review, time, "time", FIELD_INSTANT, .meaning = "when it was submitted"),
	FIELD_ROW(forge_review, commit, "commit", FIELD_TEXT, .optional = true,
		  .meaning = "what it is bound to now"),
	FIELD_ROW(forge_review, may_push, "mayPush", FIELD_BOOLEAN,
		  .meaning = "its author may write to the repository"),
	FIELD_ROW(forge_review, association, "association", FIELD_TEXT,
		  .meaning = "of its author with the repository"),
	FIELD_ROW(forge_review, content, "content", FIELD_CHOICE, .choices = revision_names,
		  .meaning = "how commit compares with the head that counts"),
	FIELD_ROW(forge_review, why, "why", FIELD_TEXT, .optional = true,
		  .meaning = "why it could not be compared"),
};
static const struct fields forge_review_fields = {"forgeReview", sizeof(struct forge_review),
						  FIELDS_OF(review_rows),
						  "A review with an opinion."};

static const struct field event_rows[] = {
	FIELD_ROW(forge_event, kind, "kind", FIELD_CHOICE, .choices = event_names,
		  .meaning = "what happened"),
	FIELD_ROW(forge_event, time, "time", FIELD_INSTANT, .meaning = "when"),
	ACCOUNT_ROW(forge_event, actor, "actor", "who did it"),
	FIELD_ROW(forge_event, before, "before", FIELD_TEXT, .optional = true,
		  .meaning = "commit or branch before it"),
	FIELD_ROW(forge_event, after, "after", FIELD_TEXT, .optional = true,
		  .meaning = "commit or branch after it"),
	FIELD_ROW(forge_event, review, "review", FIELD_TEXT, .optional = true,
		  .meaning = "id of the review that was dismissed"),
};
static const struct fields forge_event_fields = {"forgeEvent", sizeof(struct forge_event),
						 FIELDS_OF(event_rows),
						 "Something that happened to a request."};

static const struct field push_rows[] = {
	ACCOUNT_ROW(forge_push, actor, "actor", "whom the server authenticated"),
	FIELD_ROW(forge_push, time, "time", FIELD_INSTANT, .meaning = "when"),
	FIELD_ROW(forge_push, before, "before", FIELD_TEXT, .optional = true,
		  .meaning = "tip before it"),
	FIELD_ROW(forge_push, after, "after", FIELD_TEXT, .meaning = "tip after it"),
	FIELD_ROW(forge_push, forced, "forced", FIELD_BOOLEAN, .meaning = "a force push"),
	FIELD_ROW(forge_push, merged, "merged", FIELD_BOOLEAN, .optional = true,
		  .meaning = "the forge merged another request into the branch"),
};
static const struct fields forge_push_fields = {"forgePush", sizeof(struct forge_push),
						FIELDS_OF(push_rows), "A push."};

static const struct field pushes_rows[] = {
	AVAILABILITY_ROW(pushes, availability, "availability", "whether pushes could be read"),
	FIELD_ROW(pushes, count, "count", FIELD_INTEGER, .meaning = "equals the length of all"),
	FIELD_ROW(pushes, all, "all", FIELD_OBJECTS, .of = &forge_push_fields,
		  .meaning = "oldest first"),
};
static const struct fields pushes_fields = {"pushes", sizeof(struct pushes), FIELDS_OF(pushes_rows),
					    "Pushes to the branch of a request."};

static const struct field issue_rows[] = {
	FIELD_ROW(linked_issue, number, "number", FIELD_INTEGER, .meaning = "of the issue"),
	FIELD_ROW(linked_issue, repository, "repository", FIELD_TEXT, .meaning = "where it is"),
	FIELD_ROW(linked_issue, title, "title", FIELD_TEXT, .meaning = "its title"),
};
static const struct fields linked_issue_fields = {"linkedIssue", sizeof(struct linked_issue),
						  FIELDS_OF(issue_rows),
						  "An issue that a request closes."};

static const struct field request_rows[] = {
	FIELD_ROW(forge_request, number, "number", FIELD_INTEGER, .meaning = "of the request"),
	FIELD_ROW(forge_request, url, "url", FIELD_TEXT, .meaning = "its page"),
	FIELD_ROW(forge_request, title, "title", FIELD_TEXT, .meaning = "its title now"),
	FIELD_ROW(forge_request, body, "body", FIELD_TEXT, .meaning = "its text now"),
	FIELD_ROW(forge_request, state, "state", FIELD_CHOICE, .choices = request_state_names,
		  .meaning = "open, closed or merged"),
	FIELD_ROW(forge_request, draft, "draft", FIELD_BOOLEAN, .meaning = "a draft"),
	FIELD_ROW(forge_request, from_fork, "fromFork", FIELD_BOOLEAN,
		  .meaning = "its branch is in another repository"),
	ACCOUNT_ROW(forge_request, author, "author", "who opened it"),
	ACCOUNT_ROW(forge_request, merger, "merger", "who merged it"),
	FIELD_ROW(forge_request, created, "created", FIELD_INSTANT, .meaning = "when"),
	FIELD_ROW(forge_request, merged, "merged", FIELD_INSTANT, .optional = true,
		  .meaning = "when; absent: not merged"),
	FIELD_ROW(forge_request, base_repository, "baseRepository", FIELD_TEXT,
		  .meaning = "where it is merged into"),
	FIELD_ROW(forge_request, base, "base", FIELD_TEXT, .meaning = "branch it is merged into"),
	FIELD_ROW(forge_request, branch, "branch", FIELD_TEXT, .meaning = "its own branch"),
	FIELD_ROW(forge_request, head, "head", FIELD_TEXT, .meaning = "its last commit"),
	FIELD_ROW(forge_request, merge_commit, "mergeCommit", FIELD_TEXT, .optional = true,
		  .meaning = "what it became; of a rebase, the last one"),
	FIELD_ROW(forge_request, decision, "decision", FIELD_TEXT, .optional = true,
		  .meaning = "the forge's own view of the reviews"),
	FIELD_ROW(forge_request, assignee_count, "assigneeCount", FIELD_INTEGER,
		  .meaning = "as the forge counts"),
	FIELD_ROW(forge_request, assignees, "assignees", FIELD_OBJECTS, .of = &account_fields,
		  .meaning = "who was asked to do it"),
	FIELD_ROW(forge_request, commit_count, "commitCount", FIELD_INTEGER,
		  .meaning = "as the forge counts"),
	FIELD_ROW(forge_request, review_count, "reviewCount", FIELD_INTEGER,
		  .meaning = "as the forge counts those with an opinion"),
	FIELD_ROW(forge_request, event_count, "eventCount", FIELD_INTEGER,
		  .meaning = "as the forge counts"),
	FIELD_ROW(forge_request, commits, "commits", FIELD_OBJECTS, .of = &forge_commit_fields,
		  .meaning = "oldest first"),
	FIELD_ROW(forge_request, reviews, "reviews", FIELD_OBJECTS, .of = &forge_review_fields,
		  .meaning = "those with an opinion, oldest first"),
	FIELD_ROW(forge_request, events, "events", FIELD_OBJECTS, .of = &forge_event_fields,
		  .meaning = "oldest first"),
	FIELD_ROW(forge_request, pushes, "pushes", FIELD_OBJECT, .of = &pushes_fields,
		  .meaning = "who pushed what"),
	AVAILABILITY_ROW(forge_request, files, "files", "whether paths could be read"),
	FIELD_ROW(forge_request, path_count, "pathCount", FIELD_INTEGER,
		  .meaning = "as the forge counts"),
	FIELD_ROW(forge_request, paths, "paths", FIELD_TEXTS, .meaning = "that it changes"),
	FIELD_ROW(forge_request, closes, "closes", FIELD_OBJECTS, .of = &linked_issue_fields,
		  .meaning = "issues that it closes"),
};
static const struct fields forge_request_fields = {"forgeRequest", sizeof(struct forge_request),
						   FIELDS_OF(request_rows),
						   "A pull or merge request."};

static const struct field landed_rows[] = {
	FIELD_ROW(landed, number, "number", FIELD_INTEGER, .meaning = "of the request"),
	FIELD_ROW(landed, kind, "kind", FIELD_CHOICE, .choices = landing_names,
		  .meaning = "how the commit came out of it"),
	FIELD_ROW(landed, origin, "origin", FIELD_TEXT, .optional = true,
		  .meaning = "the commit of the request that it was before a rebase"),
	FIELD_ROW(landed, why, "why", FIELD_TEXT, .optional = true,
		  .meaning = "what differs, or why it could not be compared"),
};
static const struct fields landed_fields = {"landed", sizeof(struct landed), FIELDS_OF(landed_rows),
					    "A request that a commit may have come out of."};

static const struct field landing_rows[] = {
	FIELD_ROW(landing, commit, "commit", FIELD_TEXT, .meaning = "first-parent commit"),
	FIELD_ROW(landing, request_count, "requestCount", FIELD_INTEGER,
		  .meaning = "as the forge counts its requests"),
	FIELD_ROW(landing, requests, "requests", FIELD_OBJECTS, .of = &landed_fields,
		  .meaning = "that the forge associates with it"),
};
static const struct fields landing_fields = {"landing", sizeof(struct landing),
					     FIELDS_OF(landing_rows),
					     "Which request brought a first-parent commit?"};

static const struct field check_rows[] = {
	FIELD_ROW(check_run, id, "id", FIELD_TEXT, .meaning = "the forge's number"),
	FIELD_ROW(check_run, name, "name", FIELD_TEXT, .meaning = "of the check; a job's name"),
	FIELD_ROW(check_run, status, "status", FIELD_TEXT, .meaning = "completed, or not yet"),
	FIELD_ROW(check_run, conclusion, "conclusion", FIELD_TEXT, .optional = true,
		  .meaning = "how it ended"),
	FIELD_ROW(check_run, started, "started", FIELD_INSTANT, .optional = true,
		  .meaning = "when"),
	FIELD_ROW(check_run, completed, "completed", FIELD_INSTANT, .optional = true,
		  .meaning = "when"),
	FIELD_ROW(check_run, app, "app", FIELD_TEXT, .optional = true,
		  .meaning = "number of the app that says so"),
	FIELD_ROW(check_run, run, "run", FIELD_TEXT, .optional = true,
		  .meaning = "number of the workflow run"),
	FIELD_ROW(check_run, path, "path", FIELD_TEXT, .optional = true,
		  .meaning = "of the workflow file whose job it is"),
	FIELD_ROW(check_run, event, "event", FIELD_TEXT, .optional = true,
		  .meaning = "that started the run"),
	FIELD_ROW(check_run, branch, "branch", FIELD_TEXT, .optional = true,
		  .meaning = "that the run was for"),
	FIELD_ROW(check_run, run_commit, "runCommit", FIELD_TEXT, .optional = true,
		  .meaning = "that the run was for"),
	FIELD_ROW(check_run, attempt, "attempt", FIELD_INTEGER, .optional = true,
		  .meaning = "of the run; absent: not told"),
	FIELD_ROW(check_run, attempt_why, "attemptWhy", FIELD_TEXT, .optional = true,
		  .meaning = "why the attempt was not told, though it was asked for"),
	FIELD_ROW(check_run, posted, "posted", FIELD_BOOLEAN, .optional = true,
		  .meaning = "the forge lists it within the run, and it is none of its jobs"),
	FIELD_ROW(check_run, other_request, "otherRequest", FIELD_BOOLEAN, .optional = true,
		  .meaning = "the run was for another request with the same head"),
	FIELD_ROW(check_run, untold, "untold", FIELD_TEXT, .optional = true,
		  .meaning =
			  "why nobody knows whether it is a job of the workflow, for this change"),
	FIELD_ROW(check_run, run_created, "runCreated", FIELD_INSTANT, .optional = true,
		  .meaning = "when the run was made"),
	FIELD_ROW(check_run, url, "url", FIELD_TEXT, .optional = true, .meaning = "its page"),
};
static const struct fields check_run_fields = {"checkRun", sizeof(struct check_run),
					       FIELDS_OF(check_rows), "An app's word on a commit."};

static const struct field status_rows[] = {
	FIELD_ROW(commit_status, context, "context", FIELD_TEXT, .meaning = "its name"),
	FIELD_ROW(commit_status, state, "state", FIELD_TEXT, .meaning = "success, or not"),
	ACCOUNT_ROW(commit_status, creator, "creator", "who posted it"),
	FIELD_ROW(commit_status, time, "time", FIELD_INSTANT, .meaning = "when"),
};
static const struct fields commit_status_fields = {"commitStatus", sizeof(struct commit_status),
						   FIELDS_OF(status_rows),
						   "A status that somebody posted."};

static const struct field tested_rows[] = {
	AVAILABILITY_ROW(tested_commit, availability, "availability",
			 "whether its checks could be read"),
	FIELD_ROW(tested_commit, commit, "commit", FIELD_TEXT, .meaning = "commit id"),
	FIELD_ROW(tested_commit, tree, "tree", FIELD_TEXT, .meaning = "its tree"),
	FIELD_ROW(tested_commit, request, "request", FIELD_INTEGER, .optional = true,
		  .meaning = "whose head it is; absent: the deployed commit"),
	FIELD_ROW(tested_commit, check_count, "checkCount", FIELD_INTEGER,
		  .meaning = "as the forge counts"),
	FIELD_ROW(tested_commit, status_count, "statusCount", FIELD_INTEGER,
		  .meaning = "as the forge counts"),
	FIELD_ROW(tested_commit, checks, "checks", FIELD_OBJECTS, .of = &check_run_fields,
		  .meaning = "check runs"),
	FIELD_ROW(tested_commit, statuses, "statuses", FIELD_OBJECTS, .of = &commit_status_fields,
		  .meaning = "statuses"),
};
static const struct fields tested_commit_fields = {"testedCommit", sizeof(struct tested_commit),
						   FIELDS_OF(tested_rows), "Checks of one commit."};

static const struct field branch_rows[] = {
	FIELD_ROW(forge_branch, name, "name", FIELD_TEXT, .meaning = "branch name"),
	FIELD_ROW(forge_branch, commit, "commit", FIELD_TEXT, .meaning = "its tip"),
	FIELD_ROW(forge_branch, contains, "contains", FIELD_BOOLEAN,
		  .meaning = "the deployed commit is reachable from it"),
	FIELD_ROW(forge_branch, contains_policy, "containsPolicy", FIELD_BOOLEAN,
		  .meaning = "so is the commit that the policy was read from"),
};
static const struct fields forge_branch_fields = {"forgeBranch", sizeof(struct forge_branch),
						  FIELDS_OF(branch_rows),
						  "A branch as the forge has it."};

static const struct field team_rows[] = {
	FIELD_ROW(team_facts, name, "name", FIELD_TEXT, .meaning = "such as acme/engineers"),
	AVAILABILITY_ROW(team_facts, availability, "availability",
			 "whether its members could be read"),
	FIELD_ROW(team_facts, member_count, "memberCount", FIELD_INTEGER,
		  .meaning = "as the forge counts"),
	FIELD_ROW(team_facts, members, "members", FIELD_OBJECTS, .of = &account_fields,
		  .meaning = "its members"),
};
static const struct fields team_fields = {"team", sizeof(struct team_facts), FIELDS_OF(team_rows),
					  "A team that the policy or CODEOWNERS name."};

static const struct field owners_rows[] = {
	AVAILABILITY_ROW(owners_file, availability, "availability", "whether it could be read"),
	FIELD_ROW(owners_file, base, "base", FIELD_TEXT, .optional = true,
		  .meaning = "branch where it lies"),
	FIELD_ROW(owners_file, commit, "commit", FIELD_TEXT, .optional = true,
		  .meaning = "or the start of the range, where it lay before the change"),
	FIELD_ROW(owners_file, path, "path", FIELD_TEXT, .optional = true,
		  .meaning = "absent: there is none"),
	FIELD_ROW(owners_file, sha256, "sha256", FIELD_TEXT, .optional = true,
		  .meaning = "of its bytes"),
	FIELD_ROW(owners_file, bytes, "bytes", FIELD_TEXT, .optional = true, .meaning = "verbatim"),
};
static const struct fields owners_fields = {
	"owners", sizeof(struct owners_file), FIELDS_OF(owners_rows),
	"CODEOWNERS of one branch, or of where the range began."};

static const struct field range_rows[] = {
	AVAILABILITY_ROW(forge_range, availability, "availability", "whether it was compared"),
	FIELD_ROW(forge_range, commit_count, "commitCount", FIELD_INTEGER,
		  .meaning = "commits between what is in place and what is deployed"),
};
static const struct fields forge_range_fields = {"forgeRange", sizeof(struct forge_range),
						 FIELDS_OF(range_rows),
						 "The range as the forge counts it."};

static const struct field deployment_rows[] = {
	AVAILABILITY_ROW(forge_deployment, availability, "availability",
			 "not-asked where the policy has no forge_name"),
	FIELD_ROW(forge_deployment, environment, "environment", FIELD_TEXT, .optional = true,
		  .meaning = "its name at the forge"),
	FIELD_ROW(forge_deployment, count, "count", FIELD_INTEGER,
		  .meaning = "of deployments to it, whatever became of them"),
	FIELD_ROW(forge_deployment, commit, "commit", FIELD_TEXT, .optional = true,
		  .meaning = "of the newest that succeeded"),
	FIELD_ROW(forge_deployment, time, "time", FIELD_INSTANT, .optional = true,
		  .meaning = "when that was made"),
};
static const struct fields forge_deployment_fields = {
	"forgeDeployment", sizeof(struct forge_deployment), FIELDS_OF(deployment_rows),
	"What the forge has deployed to the environment."};

static const struct field forge_rows[] = {
	AVAILABILITY_ROW(forge_facts, availability, "availability", "whether the forge answered"),
	FIELD_ROW(forge_facts, kind, "kind", FIELD_TEXT, .meaning = "github"),
	FIELD_ROW(forge_facts, host, "host", FIELD_TEXT, .meaning = "whose API answered"),
	FIELD_ROW(forge_facts, repository, "repository", FIELD_TEXT, .meaning = "owner and name"),
	FIELD_ROW(forge_facts, repository_id, "repositoryId", FIELD_TEXT, .optional = true,
		  .meaning = "its number"),
	FIELD_ROW(forge_facts, default_branch, "defaultBranch", FIELD_TEXT, .optional = true,
		  .meaning = "its default branch"),
	FIELD_ROW(forge_facts, visibility, "visibility", FIELD_TEXT, .optional = true,
		  .meaning = "who may read it: PRIVATE, INTERNAL or PUBLIC"),
	FIELD_ROW(forge_facts, time, "time", FIELD_INSTANT, .optional = true,
		  .meaning = "the server's, when it answered first"),
	FIELD_ROW(forge_facts, range, "range", FIELD_OBJECT, .of = &forge_range_fields,
		  .meaning = "the range as the forge counts it"),
	FIELD_ROW(forge_facts, deployment, "deployment", FIELD_OBJECT,
		  .of = &forge_deployment_fields,
		  .meaning = "what is deployed now, as the forge says"),
	FIELD_ROW(forge_facts, protection, "protection", FIELD_OPTIONAL, .of = &protection_fields,
		  .optional = true, .meaning = "absent where the policy asks nothing of it"),
	AVAILABILITY_ROW(forge_facts, branches_known, "branchesKnown",
			 "whether branches could be read"),
	FIELD_ROW(forge_facts, branches, "branches", FIELD_OBJECTS, .of = &forge_branch_fields,
		  .meaning = "branches that were asked for"),
	FIELD_ROW(forge_facts, landing_count, "landingCount", FIELD_INTEGER,
		  .meaning = "equals the length of landings"),
	FIELD_ROW(forge_facts, landings, "landings", FIELD_OBJECTS, .of = &landing_fields,
		  .meaning = "one for each change request, in their order"),
	FIELD_ROW(forge_facts, request_count, "requestCount", FIELD_INTEGER,
		  .meaning = "equals the length of requests"),
	FIELD_ROW(forge_facts, requests, "requests", FIELD_OBJECTS, .of = &forge_request_fields,
		  .meaning = "by number"),
	FIELD_ROW(forge_facts, tested, "tested", FIELD_OBJECTS, .of = &tested_commit_fields,
		  .meaning = "checks of the commits that matter"),
	FIELD_ROW(forge_facts, runs, "runs", FIELD_OBJECTS, .of = &workflow_run_fields,
		  .optional = true, .meaning = "runs that required jobs may rest on"),
	FIELD_ROW(forge_facts, teams, "teams", FIELD_OBJECTS, .of = &team_fields,
		  .meaning = "teams that were asked for"),
	FIELD_ROW(forge_facts, owners, "owners", FIELD_OBJECTS, .of = &owners_fields,
		  .meaning = "CODEOWNERS"),
};
const struct fields forge_fields = {"forge", sizeof(struct forge_facts), FIELDS_OF(forge_rows),
				    "What the forge says of the change."};
