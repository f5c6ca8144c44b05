#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Which change request is asked about, by which policy, and what is told to the forge? The real binary over a
# model of GitHub, without a checkout. Verdicts: pr-verdicts.sh.
# shellcheck disable=SC1091,SC2119,SC2154 # what libraries set
set -euo pipefail
. "$(dirname "$0")/pr-library"

# ---- which change request --------------------------------------------------------------------------------

begin which comment=never
request
check unit --event pull_request
pr '' 7
says '^changegate: PR #7 "PAY-7 retry card capture"  head [0-9a-f]{12}  policy .changegate.yml@main '
cp "$SCRATCH/out" "$work/by-number"
[ "$(requests)" -le 4 ] || fail "$(requests) requests for one change request, its run and its namesakes"
event latency ms:=100
: >"$WORLD/log.ndjson"
pr '' 7
event latency ms:=0
[ "$(requests '.concurrency == 1')" -eq 2 ] || fail 'the policy takes rounds of its own'
echo '{"number":8,"pull_request":{"number":7,"title":"::error::"}}' >"$work/event"
GITHUB_EVENT_PATH=$work/event pr ''
cmp -s "$SCRATCH/out" "$work/by-number" || fail 'the event names another request'
GITHUB_REF=refs/pull/7/merge pr ''
cmp -s "$SCRATCH/out" "$work/by-number" || fail 'the ref names another request'
pr '' 7 --forge-repository acme/pay
cmp -s "$SCRATCH/out" "$work/by-number" || fail 'the option names another repository'
[ "$(written length)" -eq 0 ] || fail 'something was written'
git remote add origin https://github.com/acme/pay.git
GITHUB_REPOSITORY='' pr '' 7 --repository "$SCRATCH/repository"
says '^changegate: PR #7 '
git remote set-url origin https://example.org/acme/pay.git
GITHUB_REPOSITORY='' pr 2 7 --repository "$SCRATCH/repository"
ok 'the number comes from the operand, the event or the ref; the repository of a clone from its origin'

# ---- what is no change request ------------------------------------------------------------------------------

refused() { # STATUS PATTERN [OPTION...]
	pr "$1" "${@:3}"
	[ ! -s "$SCRATCH/out" ] || fail "there is a report: ${*:3}"
	grep -qE -- "$2" "$SCRATCH/err" || fail "the message does not say: $2"
}

refused 2 'which change request'
refused 2 'is no number' x
refused 2 'is no number' 0
refused 2 'is no number' -- -7
refused 2 'takes approved-by=LOGIN' 7 --as-if merged-by=bob
refused 2 'is no repository' 7 --forge-repository pay
refused 2 'unknown format' 7 --format xml
refused 3 'change request 99' 99
for event in '{"number":7' '{"pull_request":{"number":7},"pull_request":{"number":7}}' '{"a":1e5}' '[1,2]x'; do
	echo "$event" >"$work/event"
	GITHUB_EVENT_PATH=$work/event refused 2 'GITHUB_EVENT_PATH'
done
GITHUB_EVENT_PATH=$work/missing refused 2 'GITHUB_EVENT_PATH'
echo '{"merge_group":{"head_sha":"x"}}' >"$work/event"
GITHUB_EVENT_PATH=$work/event refused 2 'no merge_group'
zeros=0000000000000000000000000000000000000000
echo "{\"merge_group\":{\"base_sha\":\"$zeros\",\"head_sha\":\"${zeros/0/1}\",\"base_ref\":\"refs/heads/main\"}}" \
	>"$work/event"
GITHUB_EVENT_PATH=$work/event refused 3 'merge queue'
GITHUB_REPOSITORY='' refused 2 'which repository' 7
GITHUB_TOKEN='' refused 2 'GITHUB_TOKEN' 7
GITHUB_TOKEN=wrong refused 3 '401' 7
CHANGEGATE_HTTP_BUDGET=x refused 2 'CHANGEGATE_HTTP_BUDGET' 7
ok 'anything else is one message'

# ---- by which policy ------------------------------------------------------------------------------------------

begin without
git rm -q .changegate.yml
commit 'no policy'
push_as alice main
request
check unit --event pull_request
pr 0 7
says 'has no .changegate.yml: this is advice by starter@1'
ok 'without a policy there is advice, never red'

begin broken
echo 'nonsense: [1' >>.changegate.yml
git add .
commit 'break it'
push_as alice main
request
refused 2 '^ *\^' 7

begin foreign repository=github.com/acme/other
request
refused 2 "policy is that of 'github.com/acme/other'" 7

begin plain forge= api= 'tickets={ projects: [PAY] }' 'tests={ required: [{ junit: "build/*.xml" }] }'
request
refused 2 'takes nothing from a forge' 7

begin two
mkdir -p .github
cp .changegate.yml .github/.changegate.yml
git add .
commit 'twice'
push_as alice main
request
refused 2 'has both' 7
ok 'a policy that is broken, of another repository, without a forge or twice is said'

# The policy of the branch of the request counts for nothing.
begin own
git checkout -q -b feature
echo 'nonsense: [1' >>.changegate.yml
git add .
commit 'break it'
pull 7 feature --title 'PAY-7 break it'
pr '' 7
says 'policy .changegate.yml@main'
ok 'the policy is that of the branch that is merged into'

# ---- what is told --------------------------------------------------------------------------------------------

begin tell comment=always
request
event comment number:=7 by=dave body='<!-- changegate pr --> by somebody else'
pr '' 7
[ "$(written 'map(select(.do == "comment")) | length')" -eq 1 ] || fail 'not one comment'
written '.[0].body' | head -n 1 | grep -qx '<!-- changegate pr -->' || fail 'the comment has no marker'
first=$(written '.[0].id')
pr '' 7
[ "$(written 'map(.request.method) | join(" ")')" = 'POST PATCH' ] || fail 'the comment was posted again'
[ "$(written '.[1].id')" = "$first" ] || fail 'another comment was edited'
written '.[1].body' | grep -q "$(commit_of feature)" || fail 'the comment does not name the head'
pr '' 7 --as-if approved-by=bob
says 'SIMULATED: approved-by=bob'
[ "$(written length)" -eq 2 ] || fail 'what is only supposed was told'
pr '' 7 --check-run
[ "$(written '.[-1] | [.do, .name, .commit] | join(" ")')" = "check changegate $(commit_of feature)" ] ||
	fail 'no check run'
ok 'one comment, edited and not posted again; a check run if asked for'

begin reader comment=always
request
pr '' 7
event token permissions:='{"contents":"read","pull-requests":"read","checks":"read","statuses":"read"}'
rm -f "$WORLD/written.ndjson"
allowed=$status
pr '' 7
[ "$status" -eq "$allowed" ] || fail 'the status hangs on what may be written'
[ "$(written length)" -eq 0 ] || fail 'something was written'
[ "$(wc -l <"$SCRATCH/err")" -eq 1 ] || fail 'too much is said of it'
grep -q 'no comment' "$SCRATCH/err" || fail 'nothing says that there is no comment'
ok 'a token that may only read changes nothing but a note'

# ---- hostile text ---------------------------------------------------------------------------------------------

begin hostile comment=always
request --title $'PAY-7 ::error::x %0A::set-output name=a::b </details> --> <script>x</script> @acme/all | [a](http://evil) `b` \xe2\x80\xaetxet\xe2\x80\xac \e[2J'
GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=$work/summary GITHUB_OUTPUT=$work/outputs pr '' 7 \
	--output markdown="$work/a.md" --output junit="$work/a.xml" --output github="$work/a.github" \
	--output json="$work/a.json" --output evidence="$work/evidence.json"
for file in "$SCRATCH/out" "$work/summary" "$work/outputs" "$work"/a.*; do
	! grep -q -e $'\e' -e $'\xe2\x80\xae' "$file" || fail "$file: control characters"
	! grep -qF "$(<"$WORLD/token")" "$file" || fail "$file: the token"
done
! grep -qP '^\s*::(?!error title=|warning title=)' "$SCRATCH/out" "$work/a.github" || fail 'a command'
! grep -qE '<script|@acme|\]\(http' "$work/summary" "$work/a.md" || fail 'markup'
! written '.[].body' | grep -qE '<script|@acme|\]\(http' || fail 'markup in the comment'
[ "$(grep -c '</details>' "$work/a.md")" -eq 1 ] || fail 'an element was closed'
python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' "$work/a.xml"
! grep -qF "$(<"$WORLD/token")" "$work/evidence.json" || fail 'the token is in the evidence'
ok 'hostile text stays text in every output'

# The evidence is a document like any other: judged again it says the same.
status=0
"$BIN" evaluate "$work/evidence.json" --format json >"$work/again.json" || status=$?
[ "$(jq -c .findings "$work/again.json")" = "$(jq -c .findings "$work/a.json")" ] || fail 'other findings'
ok 'the evidence gives the same findings again'

# ---- before there is one ---------------------------------------------------------------------------------------

begin local
git checkout -q -b feature/PAY-9
commit 'one more'
pr 0 --local main..feature/PAY-9 --repository "$SCRATCH/repository"
says '^  ok +ticket +PAY-9, from the branch'
says 'approval +needs 1 by somebody other than Alice Archer <alice@'
says 'unit has to pass on the forge'
[ "$(requests)" -eq 0 ] || fail 'the network was used'
git checkout -q -b nameless
pr 1 --local main.. --repository "$SCRATCH/repository"
says 'FAIL +ticket'
pr 0 --local main.. --advisory --repository "$SCRATCH/repository"
refused 2 'takes BASE..HEAD' --local main --repository "$SCRATCH/repository"
refused 2 'brings no commit' --local main..main --repository "$SCRATCH/repository"
refused 2 'goes with no change request' 7 --local main..feature/PAY-9
ok 'local commits are judged without the network'

# ---- where there is nothing yet -----------------------------------------------------------------------------

SCRATCH=$work/fresh
git init -q -b main "$SCRATCH"
cd "$SCRATCH"
git remote add origin git@github.com:acme/pay.git
mkdir -p .github/workflows
printf 'on: [push, pull_request]\njobs:\n  unit:\n    runs-on: x\n' >.github/workflows/ci.yml
"$BIN" init --project PAY >out
for line in 'repository: github.com/acme/pay' 'forge: github' '  store: "git:refs/heads/change-records"' \
	'    - { workflow: ".github/workflows/ci.yml", job: "unit" }'; do
	grep -qxF -- "$line" .changegate.yml || fail "the policy lacks $line"
done
grep -q 'changegate pr NUMBER' out || fail 'nothing is said of change requests'
"$BIN" policy validate | grep -qx '.changegate.yml: valid' || fail 'the policy is not valid'
ok 'a policy to start from asks GitHub, and keeps records in a branch'

# ---- doctor ----------------------------------------------------------------------------------------------------

doctor() { # STATUS
	local wanted=$1
	status=0
	"$BIN" doctor >"$SCRATCH/out" 2>"$SCRATCH/err" || status=$?
	[ "$status" -eq "$wanted" ] || fail "doctor: status $status instead of $wanted"
	! grep -qF "$(<"$WORLD/token")" "$SCRATCH/out" "$SCRATCH/err" || fail 'the token came out'
}

begin doctor
doctor 1
says 'GATE-BYPASSABLE: staging: the forge has no such environment'
event environment name=staging branch_policy=protected admin_bypass:=false
event environment name=production admin_bypass:=true
doctor 1
says 'GATE-BYPASSABLE: production: any branch'
says 'GATE-BYPASSABLE: production: administrators'
event environment name=production branch_policy=protected admin_bypass:=false
doctor 3
says '^  \? +branch +main: it is not known'
says '^  contents: read$'
says '^  checks: read$'
event rules branch=main rules:='[{"type":"pull_request"},{"type":"non_fast_forward"}]'
doctor 0
says '^  ok +people +4 may write here, and a change of one of them needs 1 of the others'
event environment name=production branch_policy=protected admin_bypass:=false 'reviewers:=["bob"]' \
	prevent_self_review:=true
doctor 1
says '^  FAIL +environment +POLICY-UNSATISFIABLE: production: one person may open its gate'
event environment name=production branch_policy=protected admin_bypass:=false 'reviewers:=["bob","carol"]' \
	prevent_self_review:=true
doctor 0
for login in bob carol olivia; do event permission login="$login" permission=read; done
doctor 1
says '^  FAIL +people +POLICY-UNSATISFIABLE: 1 may write here, and a change of one of them needs 1 others'
event permission login=olivia permission=admin
doctor 0
fault status match=collaborators status:=403
doctor 0
says '^  n/a +people +the token may not list who may write: see that it is more than 1'
event heal
event token permissions:='{"contents":"read","pull-requests":"read","actions":"read"}'
doctor 1
says '^  FAIL +checks +may not be read'
event token permissions:='{"contents":"read","pull-requests":"read","actions":"read","checks":"read","statuses":"read"}'
doctor 0
event clock now=2020-01-01T00:00:00Z
doctor 1
says '^  FAIL +clock'
touch .git/shallow
doctor 1
says 'clone +it is shallow: each deploy fetches the rest'
rm .git/shallow
! grep -q 'contents: write' "$SCRATCH/out" || fail 'a ledger in a folder needs no right to write'
begin branch 'ledger={ store: "git:refs/heads/change-records" }'
event token permissions:='{"contents":"read","pull-requests":"read","checks":"read","statuses":"read"}'
doctor 1
says '^  FAIL +actions +may not be read'
says 'contents: write, or a token of its own'
says '^  \? +environment +staging: .*actions: read'
begin wishes 'platform={ proof: required }' \
	'environments={ staging: { forge_name: live, workflows: [.github/workflows/deploy.yml], platform: { secrets: environment } } }' \
	'tests={ required: [{ junit: "build/junit/*.xml" }] }'
event environment name=live branch_policy=protected admin_bypass:=false
event rules branch=main rules:='[{"type":"pull_request"},{"type":"non_fast_forward"}]'
event token permissions:='{"contents":"read","pull-requests":"read"}'
doctor 1
for permission in actions deployments secrets environments; do says "^  FAIL +$permission +may not be read"; done
says '^  \? +environment +live: .*actions: read'
says '^  n/a +id-token +only a job'
for permission in 'actions: read' 'deployments: read' 'id-token: write'; do says "^  $permission\$"; done
! grep -qE '^  (secrets|environments): read$' "$SCRATCH/out" || fail 'a job is given what no job may have'
says 'Names of secrets need a token of their own'
GITHUB_ACTIONS=true doctor 1
says '^  FAIL +id-token +the job may not ask'
event token permissions:='{"contents":"read","pull-requests":"read","actions":"read","deployments":"read","secrets":"read"}'
GITHUB_ACTIONS=true ACTIONS_ID_TOKEN_REQUEST_URL=https://tokens.example doctor 0
for permission in actions deployments secrets environments id-token; do says "^  ok +$permission "; done
begin no-wishes 'tests={ required: [{ junit: "build/junit/*.xml" }] }'
event environment name=staging branch_policy=protected admin_bypass:=false
event environment name=production branch_policy=protected admin_bypass:=false
event rules branch=main rules:='[{"type":"pull_request"},{"type":"non_fast_forward"}]'
event token permissions:='{"contents":"read","pull-requests":"read"}'
doctor 3
says '^  n/a +deployments +may not be read, and need not be'
! grep -qE 'id-token|secrets' "$SCRATCH/out" || fail 'a permission that this policy does not need'
ok 'the doctor finds what is wired wrong'
