#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What does the gate find out from GitHub about a deploy, in how many requests, and what if GitHub does not
# answer? The real binary over a real repository and a model of GitHub.
# shellcheck disable=SC1091,SC2034,SC2119,SC2154 # what libraries set
set -euo pipefail
. "$(dirname "$0")/models"
WORLDS=$work/worlds
mkdir "$WORLDS"
coproc SERVER { exec "$here/../fake/github/serve" "$WORLDS" "$work/port" 2>"$work/server.err"; }
server=$SERVER_PID
trap 'kill "$server" 2>/dev/null || :; [ -n "${KEEP-}" ] || rm -rf "$work"' EXIT
trap 'echo "FAIL at line $LINENO: $BASH_COMMAND" >&2; tail -n 5 "$work/server.err" "$SCRATCH/err" >&2' ERR
. "$here/../scenarios/library.sh"
. "$here/../scenarios/github.sh"
GITHUB_SERVER=$(address_in "$work/port")

make_keys github.com/acme/pay
export_keys

ok() {
	echo "ok $*"
}

# ---- words ----

# begin NAME [KEY=VALUE...]: a repository at GitHub, and its first record. The rules come with the first
# change.
begin() {
	SCRATCH=$work/$1
	mkdir "$SCRATCH"
	cd "$SCRATCH"
	pushed=() pull_branch=() pull_base=() pull_author=() pull_title=() run_of=()
	rules=(repository=github.com/acme/pay forge=github "api=$GITHUB_SERVER/$1")
	repository "${rules[@]}"
	rules+=('tests={ required: [{ workflow: .github/workflows/ci.yml, job: unit }] }' "${@:2}")
	github_world
	"$BIN" deploy --env staging --baseline >"$SCRATCH/out" 2>"$SCRATCH/err"
	: >"$WORLD/log.ndjson"
}

# collect [OPTION...]: leaves the evidence in $SCRATCH/evidence.
collect() {
	: >"$WORLD/log.ndjson"
	"$BIN" collect --env staging "$@" >"$SCRATCH/evidence" 2>"$SCRATCH/err"
	! grep -qF ghs_canary "$SCRATCH/evidence" "$SCRATCH/err" || fail 'the token came out'
}

is() { # FILTER WANTED: of the evidence
	local found
	found=$(jq -rc "$1" "$SCRATCH/evidence")
	[ "$found" = "$2" ] || {
		jq -c '.forge, .tickets' "$SCRATCH/evidence" >&2
		fail "$1 is '$found', not '$2'"
	}
}

says() { # FILTER WORDS
	jq -rc "$1" "$SCRATCH/evidence" | grep -qF -- "$2" ||
		fail "$1 is '$(jq -rc "$1" "$SCRATCH/evidence")' and does not say: $2"
}

at_most() { # NUMBER WHAT
	local asked
	asked=$(requests)
	echo "   $2: $asked requests (at most $1)"
	[ "$asked" -le "$1" ] || {
		jq -rc '[.method, .path, .operation // "", .status] | join(" ")' "$WORLD/log.ndjson" >&2
		fail "$asked requests for $2"
	}
	[ "$(requests '.status >= 400')" -eq 0 ] || fail "$2: $(cat "$WORLD/log.ndjson")"
}

# ---- one request ----

begin one 'tickets={ projects: [PAY], sources: [title, branch, body, links] }' \
	'approval={ teams: [acme/engineers], codeowners: required }' \
	'tests={ required: [{ workflow: .github/workflows/ci.yml, job: unit }], max_attempts: 3 }'
branch feature/PAY-7
as "$ALICE"
policy "${rules[@]}" >.changegate.yml
mkdir -p .github/workflows
echo '* @bob @acme/owners' >.github/CODEOWNERS
echo 'jobs: { unit: {} }' >.github/workflows/ci.yml
git add .
commit 'first step' "Co-authored-by: $CAROL"
event team slug=engineers members:='["bob","carol"]'
event issue number:=5 title='Pay twice' by=dave
pull 17 feature/PAY-7 --title 'PAY-311 pay once' --body $'Why not.\nRefs: PAY-12\nPAY-99 is no line of its own'
event close-issue number:=17 closes:='[5]'
check unit --event pull_request
approved 17 bob
review carol 17 commented
merge_pull 17 bob squash
check unit --attempt 2
commit_status legacy success
head=$(commit_of HEAD)
collect
is .forge.availability.state known
is .forge.repositoryId 4711
is .forge.defaultBranch main
is '.forge.range | [.availability.state, .commitCount] | join(" ")' 'known 1'
is '[.forge.branches[] | [.name, .contains, .containsPolicy] | join(" ")] | join(",")' 'main true true'
is '.forge.landings | map([.commit, .requestCount, .requests[0].number, .requests[0].kind] | join(" ")) | join(",")' \
	"$head 1 17 squashed"
is '.forge.requests | length' 1
is '.forge.requests[0] | [.number, .title, .state, .base, .branch, .author.id, .author.kind, .merger.login, .commitCount, .reviewCount] | join(" ")' \
	'17 PAY-311 pay once merged main feature/PAY-7 101 human bob 1 1'
is '.forge.requests[0].mergeCommit' "$head"
is '.forge.requests[0].commits[0] | [.subject, .author.account.login, .coAuthorCount, .coAuthors[0].address] | join(" ")' \
	'first step alice 1 carol@example.org'
is '.forge.requests[0].reviews[0] | [.author.id, .state, .latest, .mayPush, .content] | join(" ")' \
	'102 approved true true exact'
is '.forge.requests[0].pushes | [.availability.state, .count, .all[0].actor.login, .all[0].after] | join(" ")' \
	"known 1 alice $(commit_of refs/pull/17/head)"
is '[.forge.tested[] | [.request // 0, .checkCount, .statusCount, .checks[0].name, .checks[0].conclusion, .checks[0].app, .checks[0].path, .checks[0].event] | join(" ")] | join(",")' \
	'0 1 1 unit success 15368 .github/workflows/ci.yml push,17 1 0 unit success 15368  pull_request'
is '[.tickets.references[] | select(.source | IN("title","branch","body")) | [.source, .key] | join(" ")] | join(",")' \
	'title PAY-311,branch PAY-7,body PAY-12'
is '.forge.requests[0].closes[0].title' 'Pay twice'
is '[.sources[] | select(.system == "github") | .name] | map(sub("[0-9a-f]{40}"; "C"; "g")) | sort | join(",")' \
	"GET /one/repos/acme/pay/actions/runs/5550002/jobs?filter=all&per_page=100&page=1,GET /one/repos/acme/pay/activity?per_page=100&ref=refs%2Fheads%2Ffeature%2FPAY-7,POST /one/graphql,POST /one/graphql"
is '.forge.tested | map(.checks[0].attempt) | join(" ")' '2 '
is '[.forge.runs[] | [.id, .branch, .attempt, .jobCount, .jobs[0].name] | join(" ")] | join(",")' '5550002 main 2 1 unit'
says '.forge.tested[1].checks[0].untold' 'the runs of the deployed commit decide'
is '.sources[] | select(.name | startswith(".github/workflows/ci.yml@")) | .reference' \
	"$(git rev-parse HEAD:.github/workflows/ci.yml)"
at_most 4 'one commit, and a team that only CODEOWNERS names'
ok 'one request, all of it'

event latency ms:=300
collect
[ "$(requests '.concurrency == 1')" -eq 2 ] || fail 'not two rounds'
[ "$(requests '.concurrency >= 2')" -eq 2 ] || fail 'what belongs to one round is asked one after another'
event latency ms:=0
ok 'what does not depend on each other is asked at once'

# ---- no answer is no answer ----

unavailable() { # WORDS [FILTER]: of what is not known, `why` says
	is "${2-.forge.availability}.state" unavailable
	says "${2-.forge.availability}.why" "$1"
}

# without WHAT WORDS...: no facts at all, and nothing taken for none.
without() {
	local word
	collect
	for word in "${@:2}"; do unavailable "$word"; done
	is '[.forge.requests, .forge.landings, .forge.tested, .forge.teams] | add' '[]'
	[[ $SCRATCH != */one ]] || is .tickets.availability.state unavailable
	ok "$1"
}

export CHANGEGATE_HTTP_BUDGET=3
fault status match=graphql status:=401 times:=1
without 'a wrong token' 'status 401' 'POST http' 'CHANGEGATE_GITHUB_TOKEN'
fault status match=graphql status:=404 times:=1
without 'no such thing' 'status 404'
fault html match=graphql times:=1
without 'a login page' 'POST http'
fault not-json match=graphql times:=1
without 'half an answer' 'POST http'
fault rate-limit match=graphql times:=1
without 'too many requests' RATE_LIMITED
fault big-ids match=graphql times:=1
without 'a number too large for anybody' 'POST http'
unset CHANGEGATE_HTTP_BUDGET

# ---- a part that is not told ----

request=repository.f0.associatedPullRequests.nodes.0
fault graphql-error match=graphql times:=1 path=$request.reviews.nodes.0.author
collect
is .forge.availability.state known
is '.forge.requests | length' 0
is '.forge.landings[0].requests[0] | [.number, .kind] | join(" ")' '17 unknown'
says '.forge.landings[0].requests[0].why' 'request #17 could not be read'
says '.forge.landings[0].requests[0].why' '/reviews/nodes/0/author: FORBIDDEN'
fault graphql-error match=graphql times:=1 path=$request
CHANGEGATE_HTTP_BUDGET=3 without 'a request that is not told' 'pull-requests: read'
fault graphql-error match=graphql times:=1 path=$request.last
collect
is '.forge.requests | length' 1
unavailable 'checks: read' '.forge.tested[1].availability'
is '.forge.tested[0].availability.state' known
fault graphql-error match=graphql times:=1 path=repository.b0.head
collect
unavailable 'contents: read' .forge.branchesKnown
is '.forge.branches' '[]'
fault null-authors match=graphql times:=1
collect
is '.forge.requests[0] | [.author, .reviews[0].author, .commits[0].author.account] | join(" ")' '  '
fault graphql-error match=graphql times:=1 path=repository.r0
fault status match=/compare/ status:=404 times:=1
fault status match=activity status:=403 times:=9
collect
unavailable 'status 404' .forge.range.availability
unavailable 'status 403' '.forge.requests[0].pushes.availability'
fault set match=graphql times:=1 path=data.repository.nameWithOwner value=acme/renamed
CHANGEGATE_HTTP_BUDGET=3 without 'a repository that was renamed' 'acme/renamed'
event token permissions:='{"contents":"read","metadata":"read","pull-requests":"read"}'
collect
is .forge.availability.state known
unavailable 'checks: read' '.forge.tested[0].availability'
event token permissions:='{"contents":"read","metadata":"read"}'
CHANGEGATE_HTTP_BUDGET=3 without 'a token that may not read requests' 'pull-requests: read'
event token permissions:='{"members":"read"}'
collect
is '.forge.teams[0] | [.availability.state, .memberCount, .members[0].login] | join(" ")' 'known 2 bob'
ok 'a part that is not told is not none'

# A server with an older schema: asked again, for less.
fault graphql-error match=graphql times:=1 type=x "message=Field 'file' doesn't exist on type 'WorkflowRun'"
collect
is .forge.availability.state known
is '.forge.tested[0].checks[0] | [.name, .path] | join(" ")' 'unit '
ok 'an older server'

# ---- who gets the token ----

refused() { # WORDS VARIABLE=VALUE...: no request at all
	local why=$1
	shift
	: >"$WORLD/log.ndjson"
	env "$@" "$BIN" collect --env staging >"$SCRATCH/evidence" 2>"$SCRATCH/err"
	unavailable "$why"
	[ "$(requests)" -eq 0 ] || fail "a request went out: $why"
}
refused 'GITHUB_TOKEN goes to api.github.com only' -u GITHUB_API_URL
refused 'GITHUB_TOKEN goes to github.example.org only' GITHUB_API_URL=https://github.example.org/api/v3
refused 'CHANGEGATE_GITHUB_TOKEN goes to api.github.com only' CHANGEGATE_GITHUB_TOKEN=x
refused 'no token for' -u GITHUB_TOKEN
(
	export CHANGEGATE_GITHUB_TOKEN_HOST=${GITHUB_SERVER#http://} CHANGEGATE_GITHUB_TOKEN_FILE=$work/token
	(umask 077 && echo "$GITHUB_TOKEN" >"$work/token")
	GITHUB_TOKEN=ghs_canary-wrong collect
	is .forge.availability.state known
)
status=0
CHANGEGATE_HTTP_BUDGET=soon "$BIN" collect --env staging >"$SCRATCH/out" 2>"$SCRATCH/err" || status=$?
[ "$status" -eq 2 ] || fail 'a budget that is no number'
"$BIN" collect --env staging --debug-http >"$SCRATCH/evidence" 2>"$SCRATCH/err"
[ "$(grep -c 'graphql' "$SCRATCH/err")" -eq 2 ] || fail 'the requests are not shown'
! grep -qF ghs_canary "$SCRATCH/err" || fail 'the token is shown'
ok 'the token goes where it may'

# ---- an environment and its run ----

begin guarded 'tests={ required: [{ junit: "build/junit/*.xml" }] }' \
	'environments={ staging: { forge_name: live, workflows: [.github/workflows/deploy.yml], deploy_approval: {}, platform: { branch_policy: required, secrets: environment } } }'
branch topic
as "$ALICE"
policy "${rules[@]}" >.changegate.yml
git add .
commit 'PAY-1 more'
pull 3 topic
approved 3 bob
merge_pull 3 bob merge
guarded
event secret name=KEY place=environment:live
event token permissions:='{"secrets":"read"}'
deploy_run
event latency ms:=300
collect
event latency ms:=0
is '.forge.protection | [.run, .openings, .settings, .secrets] | map(.availability.state) | join(" ")' \
	'known known known known'
is '.forge.protection.run.path' .github/workflows/deploy.yml
[ "$(requests '.path | contains("/environments/") or contains("/actions/")')" -eq 7 ] || fail 'not each question once'
[ "$(requests '.concurrency == 1')" -eq 2 ] || fail 'an environment takes a round of its own'
unset GITHUB_RUN_ID
ok 'an environment and its run are asked beside the change'

# ---- many runs ----

# More runs than are asked about, of two pages of checks. The first of them has two pages of jobs.
begin runs
branch topic
as "$ALICE"
policy "${rules[@]}" >.changegate.yml
git add .
commit 'PAY-1 more'
pull 3 topic
approved 3 bob
merge_pull 3 bob squash
for ((i = 1; i <= 100; i++)); do
	run_of=()
	check "job $i"
	[ "$i" -ne 1 ] || for ((k = 1; k <= 100; k++)); do check "job 1 of $k"; done
done
run_of=()
check 'job of a run more'
event latency ms:=100
collect
event latency ms:=0
is '.forge.tested[0] | [.checkCount, (.checks | length)] | join(" ")' '201 201'
is '.forge.runs | [length, .[0].jobCount, (.[0].jobs | length), .[99].jobCount] | join(" ")' '100 101 101 1'
says '.forge.tested[0].checks[] | select(.name == "job of a run more") | .attemptWhy' 'only the first 100 runs'
is '[.forge.tested[0].checks[] | select(.attempt == 1)] | length' 200
[ "$(requests '.path | contains("/jobs")')" -eq 101 ] || fail 'not each page of each run once'
[ "$(requests '.path | contains("/jobs")')" -eq "$(jq -r 'select(.path | contains("/jobs")) | .path' \
	"$WORLD/log.ndjson" | sort -u | wc -l)" ] || fail 'a page is asked twice'
ok 'runs are asked once each, and no more than a hundred'

# ---- long lists ----

begin long
branch topic
as "$ALICE"
policy "${rules[@]}" >.changegate.yml
git add .
for ((i = 1; i <= 103; i++)); do commit "PAY-1 step $i"; done
pull 3 topic
for ((i = 1; i <= 51; i++)); do
	review carol 3 changes_requested
	review carol 3 approved
done
for ((i = 1; i <= 101; i++)); do
	account "person-$i" $((500 + i)) write
	review "person-$i" 3 approved
	check "job $i"
done
merge_pull 3 bob squash
collect
is '.forge.requests[0] | [.commitCount, (.commits | length), .reviewCount, (.reviews | length)] | join(" ")' '103 103 203 203'
is '[.forge.requests[0].reviews[] | select(.latest)] | length' 102
is '[.forge.requests[0].reviews[] | .id] | unique | length' 203
is '[.forge.tested[] | [.request, .checkCount, (.checks | length), ([.checks[].id] | unique | length)] | map(. // 0 | tostring) | join(" ")] | join(",")' \
	'0 0 0 0,3 101 101 101'
is '.forge.runs[0] | [.availability.state, .jobCount, ([.jobs[].id] | unique | length)] | join(" ")' \
	'known 101 101'
fault endless-pages match=graphql times:=200
CHANGEGATE_HTTP_BUDGET=20 without 'a list without an end' ''
ok 'every page'

# ---- limits are said ----

begin limits 'approval={ codeowners: required }' \
	'tests={ required: [{ workflow: .github/workflows/ci.yml, job: unit }], max_attempts: 3 }'
branch topic
as "$ALICE"
policy "${rules[@]}" >.changegate.yml
mkdir .github
for ((i = 1; i <= 101; i++)); do echo "/file-$i @acme/team-$i"; done >.github/CODEOWNERS
git add .
commit 'PAY-1 more'
pull 3 topic
approved 3 bob
merge_pull 3 bob merge
for ((i = 1; i <= 101; i++)); do check "unit $i" --event "event-$i"; done
collect
is '.forge.teams | length' 101
says '.forge.teams[99].availability.why' 'read:org'
says '.forge.teams[100].availability.why' 'only the first 100 teams'
is '[.forge.tested[].checks[] | select(.attempt == 1)] | length' 100
is '[.forge.tested[].checks[] | select(.attemptWhy)] | length' 1
says '.forge.tested[0].checks[100].attemptWhy' 'only the first 100 runs'
fault status match=actions/runs/ status:=403 times:=1
collect
is '[.forge.tested[].checks[] | select(.attempt == 1)] | length' 99
says '[.forge.tested[].checks[].attemptWhy] | map(select(.))[0]' 'status 403'
says '[.forge.tested[].checks[].attemptWhy] | map(select(.))[0]' 'actions: read'
ok 'what is beyond a limit, or fails, says why'

# ---- many ----

begin many

for number in $(seq 1 59); do
	branch "topic-$number"
	as "$ALICE"
	steps=4
	[ "$number" -le 25 ] || steps=6
	for ((i = 1; i <= steps; i++)); do
		[ "$number $i" != '1 1' ] || policy "${rules[@]}" >.changegate.yml
		git add .
		commit --file "file-$number.txt" "PAY-1 step $i of $number"
	done
	pull "$number" "topic-$number"
	approved "$number" bob
	[[ $number != 2[45] ]] || check unit --event pull_request
	merge_pull "$number" bob rebase
	[ "$number" != 25 ] || {
		middle=$(commit_of HEAD)
		check unit
	}
	[ "$number" != 24 ] || before=$(commit_of HEAD)
done
event latency ms:=50
collect --sha "$middle"
is '.forge | [.availability.state, .landingCount, .requestCount] | join(" ")' 'known 100 25'
is '[.forge.requests[].pushes | [.availability.state, .count] | join(" ")] | unique | join(",")' 'known 1'
is '[.forge.landings[].requests[].kind] | unique | join(",")' rebased
is '.forge.runs | map([.availability.state, .branch, .jobs[0].name] | join(" ")) | join(",")' 'known main unit'
at_most 5 '100 commits, 25 requests, and the jobs of the run of the last commit'
[ "$(requests '.path | contains("/jobs")')" -eq 1 ] || fail 'runs of other requests are asked'
collect --sha "$before"
is '.forge.runs | map([.availability.state, .branch, .jobs[0].name] | join(" ")) | join(",")' 'known topic-24 unit'
at_most 6 '96 commits, 24 requests, and of the only run, that of the last request, its jobs and its namesakes'
collect
is '.forge | [.availability.state, .landingCount, .requestCount] | join(" ")' 'known 304 59'
is '[.forge.requests[].pushes | [.availability.state, .count] | join(" ")] | unique | join(",")' 'known 1'
at_most 10 '304 commits, 59 requests'
check unit
collect
at_most 10 '304 commits, 59 requests, and the run of the last'
[ "$(requests '.concurrency == 1')" -eq 3 ] || fail 'not three rounds'
ok 'many requests, in few'

# Too much at once: the answers are asked for in halves.
fault status match=graphql status:=502 times:=3
collect --sha "$middle"
is '.forge | [.availability.state, .landingCount, .requestCount] | join(" ")' 'known 100 25'
ok 'less at once where the server cannot do more'

begin alone
branch topic
as "$ALICE"
policy "${rules[@]}" >.changegate.yml
git add .
commit 'PAY-1 more'
pull 3 topic
check unit --event pull_request
approved 3 bob
merge_pull 3 bob squash
check unit
collect
at_most 3 'one commit and the jobs of its run'

# ---- evidence of another job: asked again, and the same ----

begin sealed 'tests={ required: [{ junit: "build/junit/*.xml" }] }'
branch topic
as "$ALICE"
policy "${rules[@]}" >.changegate.yml
git add .
commit 'PAY-1 more'
pull 3 topic
approved 3 bob
merge_pull 3 bob merge
collect
is '.forge.landings[0].requests[0].kind' merged
is '.forge.requests[0].commits | length' 1
at_most 2 'one commit'
seal() { # FILE: leaves the exit status in $status
	status=0
	"$BIN" seal "$1" --env staging >"$SCRATCH/out" 2>"$SCRATCH/err" || status=$?
}
jq -c '.forge.requests[0].reviews[0].author.id = "103"' "$SCRATCH/evidence" >"$SCRATCH/forged"
seal "$SCRATCH/forged"
[ "$status" -eq 4 ] || fail "another reviewer is sealed: $status"
grep -q CHAIN-STALE "$SCRATCH/err" || fail 'another reviewer is something else'

seal "$SCRATCH/evidence"
[ "$status" -eq 0 ] || fail "seal: $status: $(cat "$SCRATCH/err")"
ok 'seal asks again'

# ---- a clone like a runner's: of branches only ----

begin cloned
git commit -q --allow-empty -m 'PAY-1 begin'
push_as alice main
git clone -q --no-local . "$work/runner"
origin=$PWD
cp -r build "$work/runner/"
cd "$work/runner"
"$BIN" deploy --env staging --baseline >"$SCRATCH/out" 2>"$SCRATCH/err"
cd "$origin"
branch topic
as "$ALICE"
commit --file topic.txt 'PAY-2 on a branch'
pull 7 topic
approved 7 bob
onto main
as "$CAROL"
commit --file other.txt 'PAY-3 meanwhile'
push_as carol main
merge_pull 7 bob squash
cd "$work/runner"
git fetch -q origin
git merge -q --ff-only origin/main
before=$(git for-each-ref)
collect
is '.forge.landings[1].requests[0].kind' squashed
is '.forge.requests[0].reviews[0].content' exact
[ "$(git for-each-ref)" = "$before" ] || fail 'a ref of the clone has changed'
ok 'the head of a squashed request is fetched'

rm -rf .git/changegate/ledger-*.git
git -C "$origin" update-ref -d refs/pull/7/head
collect
is '.forge.landings[1].requests[0].kind' unknown
says '.forge.landings[1].requests[0].why' 'git fetch origin refs/pull/7/head'
grep -q "has no 'refs/pull/7/head'" "$SCRATCH/err" || fail 'nothing says what is not there'
ok 'what is gone stays unknown, with the command'
