#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does the model of GitHub, from which scenarios are answered, do what GitHub documents? Queries, pages,
# limits, permissions, faults, writing, and the log.
# shellcheck disable=SC1091,SC2016,SC2034,SC2154 # what libraries set; GraphQL has dollars
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
for name in $(compgen -e); do
	case $name in GIT_* | CHANGEGATE_* | GITHUB_*) unset "$name" ;; esac
done
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null LC_ALL=C TZ=UTC
unset HTTPS_PROXY https_proxy HTTP_PROXY http_proxy ALL_PROXY all_proxy NO_PROXY no_proxy
SCRATCH=$(mktemp -d)
WORLDS=$SCRATCH/worlds
mkdir "$WORLDS"
coproc SERVER { exec "$here/../fake/github/serve" "$WORLDS" "$SCRATCH/port" 2>"$SCRATCH/server.err"; }
# shellcheck disable=SC2154 # set by coproc
server=$SERVER_PID
trap 'kill "$server" 2>/dev/null || :; rm -rf "$SCRATCH"' EXIT
trap 'echo "FAIL at line $LINENO: $BASH_COMMAND" >&2; tail -n 5 "$SCRATCH/server.err" "$SCRATCH/out" >&2' ERR
. "$here/../scenarios/library.sh"
. "$here/../scenarios/github.sh"
for ((i = 0; i < 400; i++)); do [ -s "$SCRATCH/port" ] || sleep 0.05; done
GITHUB_SERVER=http://127.0.0.1:$(<"$SCRATCH/port")

# ---- words ----

ok() {
	echo "ok $*"
}

# ask QUERY [VARIABLES]: leaves the answer in $SCRATCH/out and $code.
ask() {
	jq -nc --arg query "$1" --argjson variables "${2:-null}" '{$query, $variables}' \
		>"$SCRATCH/body"
	request POST /graphql --data-binary "@$SCRATCH/body"
}

request() { # METHOD PATH [CURL OPTION...]
	code=$(curl -s -m 20 -X "$1" -H "Authorization: bearer $GITHUB_TOKEN" -D "$SCRATCH/head" \
		-o "$SCRATCH/out" -w '%{http_code}' "${@:3}" "$GITHUB_API_URL$2" || :)
}

get() { # PATH below the repository
	request GET "/repos/acme/pay$1"
}

is() { # FILTER WANTED: of the answer
	local found
	found=$(jq -rc "$1" "$SCRATCH/out")
	[ "$found" = "$2" ] || {
		head -c 2000 "$SCRATCH/out" >&2
		fail "$1 is '$found', not '$2'"
	}
}

in_repository() { # SELECTION: a query for it
	ask "query Part { repository(owner: \"acme\", name: \"pay\") { $1 } }"
	[ "$code" = 200 ] || fail "status $code"
}

clean() { # no errors
	is '.errors' null
}

# ---- a world ----

mkdir "$SCRATCH/repository"
cd "$SCRATCH/repository"
git init -q -b main .
as "$ALICE"
tick
echo first >app.txt
git add .
git commit -q -m start
github_world rename_from=acme/old
branch feature
commit 'PAY-1 one' "Co-authored-by: $CAROL"
commit --file folder/new.txt 'PAY-1 two'
event issue number:=5 title='Pay twice' by=dave labels:='["bug"]'
pull 17 feature --title 'PAY-1 pay once'
event close-issue number:=17 closes:='[5]'
approved 17 bob
old_head=$(commit_of HEAD)
git commit -q --amend -m 'PAY-1 two, better'
push_as alice feature --force
review carol 17 approved --body 'Well done'
event label number:=17 label=payments
head=$(commit_of HEAD)
check unit
check unit --conclusion failure
check unit
check lint --app 99 --slug other-app
commit_status legacy success
dismiss 17 bob
merge_pull 17 bob merge
merge=$(commit_of HEAD)
branch second
as "$BOB"
commit 'PAY-2 more'
pull 18 second --by bob
approved 18 alice
merge_pull 18 alice squash
squash=$(commit_of HEAD)
branch third
commit 'PAY-3 a'
commit 'PAY-3 b'
third=$(commit_of HEAD)
pull 19 third --by bob
review carol 19 changes_requested
review dave 19 approved
event environment name=production reviewers:='["bob", "team:ops"]' branch_policy:='["main"]' prevent_self_review:=true
event team slug=ops members:='["carol"]'
event deployment id:=88 environment=production commit="$merge" by=ci-bot state=success
event rules branch=main rules:='[{"type":"pull_request","parameters":{"required_approving_review_count":1,"require_last_push_approval":true}}]'
event run-approval run:="$((next_run - 1))" by=bob state=approved environments:='["production"]'
variables=$(jq -nc --arg head "$head" --arg merge "$merge" --arg squash "$squash" --arg third "$third" \
	'{owner: "acme", name: "pay", $head, $merge, $squash, $third}')

# ---- what is answered ----

ask 'query Range($owner: String!, $name: String!, $head: GitObjectID!, $merge: GitObjectID!, $squash: GitObjectID!, $third: GitObjectID!) {
	rateLimit { cost remaining nodeCount }
	repository(owner: $owner, name: $name, followRenames: false) {
		nameWithOwner defaultBranchRef { name }
		head: object(oid: $head) { ...Facts }
		merge: object(oid: $merge) { ...Facts }
		squash: object(oid: $squash) { ...Facts }
		third: object(oid: $third) { ...Facts }
	}
}
fragment Facts on Commit {
	oid messageHeadline committedViaWeb committedDate author { email user { login databaseId } } committer { user { login } }
	authors(first: 10) { totalCount nodes { user { login } } } parents(first: 2) { totalCount nodes { oid } }
	signature { isValid wasSignedByGitHub }
	associatedPullRequests(first: 5) { totalCount nodes { number merged mergeCommit { oid } } }
}' "$variables"
clean
is '.data.repository | [.head, .merge, .squash, .third] | map(.associatedPullRequests.nodes | map(.number))' \
	'[[17],[17],[18],[19]]'
is '.data.repository | [.head, .merge, .squash] | map(.committedViaWeb)' '[false,true,true]'
is .data.repository.merge.signature.wasSignedByGitHub true
is .data.repository.merge.parents.totalCount 2
is .data.repository.squash.author.user.login bob
is '.data.repository.third.associatedPullRequests.nodes[0].mergeCommit' null
is .data.rateLimit.nodeCount 68
event '{"do": "open", "number": 20, "by": "bob", "head": "third", "base": "start", "commit": "'"$head"'"}'
event '{"do": "ref", "ref": "start", "commit": "'"$(git rev-list --max-parents=0 main)"'"}'
in_repository "object(oid: \"$head\") { ... on Commit { associatedPullRequests(first: 5) { nodes { number } } } }"
is '.data.repository.object.associatedPullRequests.nodes | map(.number)' '[17]'
event close number:=20 by=bob
ok 'commits, and the pull requests that brought them'

in_repository 'pullRequest(number: 17) {
	state merged mergedAt mergedBy { login } author { __typename login } baseRefOid headRefOid reviewDecision
	mergeCommit { oid } labels(first: 5) { nodes { name } } closingIssuesReferences(first: 5) { nodes { number state author { login } } }
	latestOpinionatedReviews(first: 9, writersOnly: true) { nodes { state author { login } commit { oid } } }
	reviews(first: 9, states: [DISMISSED]) { totalCount nodes { authorCanPushToRepository author { login } } }
	commits(first: 9) { totalCount nodes { commit { messageHeadline } } }
	files(first: 9) { nodes { path changeType } }
	timelineItems(first: 9, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT, REVIEW_DISMISSED_EVENT, MERGED_EVENT]) { nodes { __typename
		... on HeadRefForcePushedEvent { beforeCommit { oid } } ... on ReviewDismissedEvent { previousReviewState } ... on MergedEvent { mergeRefName } } } }'
clean
is .data.repository.pullRequest.mergedBy.login bob
is .data.repository.pullRequest.headRefOid "$head"
is '.data.repository.pullRequest.latestOpinionatedReviews.nodes | map(.state + " " + .author.login)' '["DISMISSED bob","APPROVED carol"]'
is '.data.repository.pullRequest.reviews.nodes[0].author.login' bob
is '.data.repository.pullRequest.commits.nodes | map(.commit.messageHeadline)' '["PAY-1 one","PAY-1 two, better"]'
is '.data.repository.pullRequest.files.nodes | map(.changeType + " " + .path)' '["MODIFIED app.txt","ADDED folder/new.txt"]'
is '.data.repository.pullRequest.timelineItems.nodes | map(.__typename)' '["HeadRefForcePushedEvent","ReviewDismissedEvent","MergedEvent"]'
is .data.repository.pullRequest.timelineItems.nodes[0].beforeCommit.oid "$old_head"
is '.data.repository.pullRequest.closingIssuesReferences.nodes[0].author.login' dave
in_repository 'pullRequest(number: 19) { reviewDecision latestOpinionatedReviews(first: 9) { totalCount }
	writers: latestOpinionatedReviews(first: 9, writersOnly: true) { totalCount } }'
is '.data.repository.pullRequest | [.reviewDecision, .latestOpinionatedReviews.totalCount, .writers.totalCount]' '["CHANGES_REQUESTED",2,1]'
ok 'pull requests: reviews, commits, files, timeline'

in_repository "object(oid: \"$head\") { ... on Commit { statusCheckRollup { state contexts(first: 9) { totalCount checkRunCount
	nodes { __typename ... on CheckRun { name conclusion databaseId checkSuite { app { databaseId } workflowRun { databaseId event file { path } } } } ... on StatusContext { context state } } } } } }"
clean
is '.data.repository.object.statusCheckRollup.contexts.nodes | map(.name // .context)' '["unit","lint","legacy"]'
is '.data.repository.object.statusCheckRollup | [.state, .contexts.checkRunCount]' '["SUCCESS",2]'
is .data.repository.object.statusCheckRollup.contexts.nodes[0].checkSuite.workflowRun.file.path .github/workflows/ci.yml
in_repository 'file: object(expression: "main:folder/new.txt") { ... on Blob { text byteSize isBinary } }
	none: object(expression: "main:folder/none") { id }
	ref(qualifiedName: "refs/heads/main") { target { oid } compare(headRef: "third") { aheadBy behindBy status }
		rules(first: 9) { nodes { type parameters { ... on PullRequestParameters { requireLastPushApproval dismissStaleReviewsOnPush } } } } }
	environment(name: "production") { protectionRules(first: 9) { nodes { type preventSelfReview reviewers(first: 9) { totalCount } } } }
	deployments(first: 9, environments: ["production"]) { nodes { state commitOid creator { __typename login } latestStatus { state } } }'
clean
is .data.repository.file.byteSize "$(git cat-file -s main:folder/new.txt)"
is .data.repository.none null
is '.data.repository.ref.compare | [.aheadBy, .behindBy, .status]' '[2,0,"AHEAD"]'
is '.data.repository.ref.rules.nodes[0].parameters | [.requireLastPushApproval, .dismissStaleReviewsOnPush]' '[true,false]'
is '.data.repository.environment.protectionRules.nodes | map(.type)' '["REQUIRED_REVIEWERS","BRANCH_POLICY"]'
is '.data.repository.deployments.nodes[0] | [.state, .latestStatus.state, .creator.__typename]' '["ACTIVE","SUCCESS","Bot"]'
ask "{ node(id: \"WFR_$((next_run - 1))\") { ... on WorkflowRun { event deploymentReviews(first: 9) { nodes { state user { login } } } } } }"
is '.data.node.deploymentReviews.nodes[0] | [.state, .user.login]' '["APPROVED","bob"]'
in_repository "object(oid: \"$head\") { ... on Commit { history(first: 2) { totalCount pageInfo { hasNextPage } nodes { oid } } tree { entries { name type } } } }
	i5: issueOrPullRequest(number: 5) { ... on Issue { title state labels(first: 3) { nodes { name } } } }
	i17: issueOrPullRequest(number: 17) { ... on PullRequest { prState: state } }"
clean
is '.data.repository.object.history | [.totalCount, .pageInfo.hasNextPage, .nodes[0].oid]' "[3,true,\"$head\"]"
is '.data.repository.object.tree.entries | map(.name + " " + .type)' '["app.txt blob","folder tree"]'
is '.data.repository | [.i5.title, .i5.labels.nodes[0].name, .i17.prState]' '["Pay twice","bug","MERGED"]'
ok 'checks, files, branches, environments, runs, history, issues'

# ---- what is refused ----

refuses() { # TYPE QUERY
	ask "$2"
	[ "$code" = 200 ] || fail "status $code"
	is '.errors[0].type' "$1"
}
pull='repository(owner: "acme", name: "pay") { pullRequest(number: 17)'
refuses MISSING_PAGINATION_BOUNDARIES "{ $pull { commits { totalCount } } } }"
refuses EXCESSIVE_PAGINATION "{ $pull { commits(first: 101) { totalCount } } } }"
refuses NOT_FOUND '{ repository(owner: "acme", name: "other") { id } }'
is .data.repository null
refuses NOT_FOUND '{ repository(owner: "acme", name: "old", followRenames: false) { id } }'
ask '{ repository(owner: "acme", name: "old") { name } }'
is .data.repository.name pay
refuses MAX_NODE_LIMIT_EXCEEDED '{ repository(owner: "acme", name: "pay") { pullRequests(first: 100) { nodes {
	commits(first: 100) { nodes { commit { authors(first: 100) { totalCount } } } } } } } }'
ask '{ repository(owner: "acme", name: "pay") { noSuchField } }'
is '.errors[0].message' 'Cannot query field "noSuchField" on type "Repository".'
in_repository 'stargazerCount'
is '.errors[0].message' 'the fake has no Repository.stargazerCount'
refuses FORBIDDEN '{ organization(login: "acme") { team(slug: "ops") { members(first: 9) { totalCount } } } }'
is '[.errors[0].path, .data.organization.team]' '[["organization","team"],null]'
in_repository 'environment(name: "production") { protectionRules(first: 1) { nodes { reviewers(first: 9) { nodes { ... on User { login } } } } } }'
is '[.data.repository.environment.protectionRules.nodes[0].reviewers.nodes, .errors[0].path[-1]]' '[[{"login":"bob"},null],1]'
get /branches/main/protection
[ "$code" = 403 ] || fail "protection: $code"
event token permissions:='{"pull-requests":"read","contents":"read","checks":"read"}'
in_repository "object(oid: \"$head\") { ... on Commit { statusCheckRollup { contexts(first: 9) { nodes { __typename } } } } }"
is '[.errors[0].type, .errors[0].path[-1], .data.repository.object.statusCheckRollup.contexts.nodes[2]]' '["FORBIDDEN",2,null]'
get /environments/production
[ "$code" = 403 ] || fail "environment: $code"
event token permissions:='{"administration":"read","members":"read"}'
ask '{ organization(login: "acme") { team(slug: "ops") { members(first: 9) { nodes { login } } } } }'
is '.data.organization.team.members.nodes[0].login' carol
code=$(curl -s -o "$SCRATCH/out" -w '%{http_code}' -H 'Authorization: bearer wrong' "$GITHUB_API_URL/user")
[ "$code" = 401 ] || fail "a wrong token: $code"
ok 'limits, unknown fields, missing rights, a wrong token'

# ---- pages ----

all_pages() { # each commit of pull request 19, one a page
	local after=null page
	for page in 1 2 3 4; do
		ask 'query Pages($after: String) { repository(owner: "acme", name: "pay") { pullRequest(number: 19) {
			commits(first: 1, after: $after) { pageInfo { hasNextPage endCursor } nodes { commit { messageHeadline } } } } } }' \
			"{\"after\": $after}"
		jq -r '.data.repository.pullRequest.commits.nodes[].commit.messageHeadline' "$SCRATCH/out"
		after=$(jq -c .data.repository.pullRequest.commits.pageInfo.endCursor "$SCRATCH/out")
		[ "$(jq .data.repository.pullRequest.commits.pageInfo.hasNextPage "$SCRATCH/out")" = true ] || return 0
	done
}
[ "$(all_pages)" = $'PAY-3 a\nPAY-3 b' ] || fail "pages: $(all_pages)"
count=0
next="$GITHUB_API_URL/repos/acme/pay/activity?ref=main&per_page=1"
while [ -n "$next" ] && [ "$count" -lt 9 ]; do
	request GET "${next#"$GITHUB_API_URL"}"
	count=$((count + $(jq length "$SCRATCH/out")))
	next=$(tr -d '\r' <"$SCRATCH/head" | sed -nE 's/^link:.*<([^>]*)>; rel="next".*/\1/p')
done
[ "$count" -eq 3 ] || fail "$count pushes of main"
get "/compare/$merge...$third?per_page=2&page=2"
is '[.total_commits, .status, (.commits | length)]' '[3,"ahead",1]'
ok 'pages of both interfaces'

# ---- REST, and writing ----

get '/activity?ref=refs/heads/feature&activity_type=force_push'
is 'map([.before, .after, .actor.login])' "[[\"$old_head\",\"$head\",\"alice\"]]"
get /collaborators/dave/permission
is .permission read
get "/commits/$head/check-runs?filter=all&per_page=100"
is '[.total_count, .check_runs[0].name]' '[4,"lint"]'
get "/commits/$head/check-runs"
is .total_count 2
get "/actions/runs/$((next_run - 1))"
is '[.head_sha, .event, .path, .repository.id]' "[\"$head\",\"push\",\".github/workflows/ci.yml\",4711]"
get "/actions/runs/$((next_run - 1))/attempts/1/jobs"
is .total_count 3
get "/actions/runs/$((next_run - 1))/approvals"
is '.[0] | [.state, .user.login, .environments[0].name]' '["approved","bob","production"]'
get /environments/production
is '[.can_admins_bypass, .protection_rules[0].prevent_self_review, (.protection_rules[0].reviewers | map(.type))]' '[true,true,["User","Team"]]'
get /environments/production/deployment-branch-policies
is '.branch_policies[0].name' main
get /rules/branches/main
is '.[0].type' pull_request
request POST /repos/acme/pay/issues/17/comments -d '{"body": "first"}'
[ "$code" = 201 ] || fail "a comment: $code"
request PATCH "/repos/acme/pay/issues/comments/$(jq .id "$SCRATCH/out")" -d '{"body": "second"}'
get /issues/17/comments
is 'map([.body, .user.login])' '[["second","github-actions[bot]"]]'
request POST /repos/acme/pay/check-runs -d "{\"name\": \"gate\", \"head_sha\": \"$squash\", \"status\": \"completed\"}"
[ "$code" = 422 ] || fail "a check without conclusion: $code"
request POST /repos/acme/pay/check-runs -d "{\"name\": \"gate\", \"head_sha\": \"$squash\", \"status\": \"in_progress\"}"
request PATCH "/repos/acme/pay/check-runs/$(jq .id "$SCRATCH/out")" -d '{"conclusion": "success", "output": {"title": "t", "summary": "s"}, "status": "completed"}'
in_repository "object(oid: \"$squash\") { ... on Commit { statusCheckRollup { contexts(first: 9) { nodes { ... on CheckRun { name conclusion title } } } } } }"
is '.data.repository.object.statusCheckRollup.contexts.nodes' '[{"name":"gate","conclusion":"SUCCESS","title":"t"}]'
[ "$(wc -l <"$WORLD/written.ndjson")" -eq 4 ] || fail 'not four writes'
request GET /repos/acme/old/rulesets
is '.message' 'Moved Permanently'
request GET /repos/acme/old/rulesets -L
is . '[]'
ok 'REST: what is read and what is written'

# ---- faults ----

fault status match=/rules/ status:=502 times:=1
get /rules/branches/main
[ "$code" = 502 ] || fail "a fault: $code"
get /rules/branches/main
[ "$code" = 200 ] || fail "after a fault: $code"
fault rate-limit match=graphql times:=1
ask '{ viewer { login } }'
is '.errors[0].type' RATE_LIMITED
grep -qi '^x-ratelimit-remaining: 0' "$SCRATCH/head" || fail 'remaining is not 0'
fault secondary-limit match=/user times:=1 seconds:=7
request GET /user
grep -qi '^retry-after: 7' "$SCRATCH/head" || fail 'no retry-after'
fault graphql-error match=Part times:=1 path=repository.pullRequest.author
in_repository 'pullRequest(number: 17) { number author { login } }'
is '[.data.repository.pullRequest, .errors[0].path[-1]]' '[{"number":17,"author":null},"author"]'
fault null-authors match=Part times:=1
in_repository 'pullRequest(number: 17) { author { login } reviews(first: 1) { nodes { author { login } } } }'
is '.data.repository.pullRequest | [.author, .reviews.nodes[0].author]' '[null,null]'
fault big-ids match=Part times:=1
in_repository databaseId
grep -q '"databaseId":90071992540004711' "$SCRATCH/out" || fail 'no big id'
fault endless-pages match=Part times:=1
in_repository 'pullRequests(first: 5) { pageInfo { hasNextPage endCursor } }'
is .data.repository.pullRequests.pageInfo.hasNextPage true
fault cut match=/rulesets times:=1
get /rulesets
[ "$(wc -c <"$SCRATCH/out")" -lt 2 ] || fail 'not cut'
fault html match=/rulesets times:=1
get /rulesets
grep -q '<html>' "$SCRATCH/out" || fail 'no page'
fault redirect match=/rulesets times:=1 to=http://127.0.0.1:1/elsewhere
get /rulesets
grep -qi '^location: http://127.0.0.1:1/elsewhere' "$SCRATCH/head" || fail 'no redirect'
fault huge match=/rulesets times:=1 bytes:=3000000
get /rulesets
[ "$(wc -c <"$SCRATCH/out")" -gt 3000000 ] || fail 'not huge'
fault drip match=/rulesets times:=1 ms:=20
begun=$(date +%s%N)
get /rulesets
[ $((($(date +%s%N) - begun) / 1000000)) -ge 20 ] || fail 'no drip'
event latency ms:=150
begun=$(date +%s%N)
get /rulesets
[ $((($(date +%s%N) - begun) / 1000000)) -ge 150 ] || fail 'no latency'
event latency ms:=0
event delete-account login=carol
in_repository 'pullRequest(number: 17) { reviews(last: 1) { nodes { author { login } authorCanPushToRepository } } }'
is '.data.repository.pullRequest.reviews.nodes[0].author' null
event clock now=2026-03-01T00:00:00Z
get /rulesets
grep -qi '^date: Sun, 01 Mar 2026 00:00:00 GMT' "$SCRATCH/head" || fail 'the clock does not show'
ok 'faults, latency, the clock, a deleted account'

# ---- the log ----

! grep -qF "$GITHUB_TOKEN" "$WORLD/log.ndjson" || fail 'the log has the token'
[ "$(requests '.rightToken | not')" -eq 1 ] || fail 'not one request with a wrong token'
[ "$(requests '.operation == "Pages"')" -ge 2 ] || fail 'no operation Pages'
hash=$(printf %s "$GITHUB_TOKEN" | sha256sum | cut -d ' ' -f 1)
[ "$(requests ".tokenSha256 == \"$hash\"")" -eq $(($(requests) - 1)) ] || fail 'another token'
[ "$(requests .error)" -eq 0 ] || fail "the model broke: $(jq -c 'select(.error)' "$WORLD/log.ndjson")"
event latency ms:=200
get /rulesets &
one=$!
get /rulesets
wait "$one"
[ "$(requests '.concurrency == 2')" -ge 1 ] || fail 'two at once do not show'
echo 'no event' >>"$WORLD/events.ndjson"
get ''
[ "$code" = 500 ] || fail 'a broken world goes unnoticed'
ok 'the log'

# The description is 13 MB from npm: used where somebody ran validate-rest before.
fake=$here/../fake/github
if compgen -G "${BUILD:-$here/../../build}/interop/github-openapi-*.json" >/dev/null; then
	"$fake/validate-rest" "$WORLD/log.ndjson" >"$SCRATCH/out" || fail 'not as GitHub describes it'
	ok "REST requests: $(tail -n 1 "$SCRATCH/out")"
else
	echo 'skipped: REST requests against the description (tests/fake/github/validate-rest fetches it)'
fi
