#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does the platform's own word hold, and nobody else's? Tokens of a real issuer behind a real deploy,
# and each way to get around them: refused with a code of its own.
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"
BIN=$BUILD/changegate-test
unset HTTPS_PROXY https_proxy HTTP_PROXY http_proxy ALL_PROXY all_proxy

# ---- a platform -------------------------------------------------------------------------------------------

mkfifo "$work/open"
exec 9<>"$work/open" # the platforms run while their input is open
platforms=()
start_platform() { # FOLDER
	mkdir -p "$1"
	"$project/tests/fake/oidc/serve" "$1" <&9 2>"$1/err" &
	platforms+=("$!")
	for ((i = 0; i < 400; i++)); do [ -s "$1/port" ] || sleep 0.05; done
	[ -s "$1/port" ] || fail "no platform: $(<"$1/err")"
}
stop_platforms() {
	kill "${platforms[@]}"
}
issuing=$work/issuer
start_platform "$issuing"
before_leaving+=(stop_platforms)
port=$(<"$issuing/port")
export ACTIONS_ID_TOKEN_REQUEST_URL="http://127.0.0.1:$port/request?api-version=2.0"
export ACTIONS_ID_TOKEN_REQUEST_TOKEN=request-token-of-the-job

number=5000
# job ENVIRONMENT [JQ-OPTIONS... FILTER]: the next job of the platform, and what its tokens say.
job() {
	local environment=$1 filter=. options=()
	shift
	if [ $# -gt 0 ]; then
		filter=${*: -1}
		options=("${@:1:$#-1}")
	fi
	number=$((number + 1))
	export GITHUB_RUN_ID=$number
	jq -n --arg run "$number" --arg job "9$number" --arg sha "$(git rev-parse HEAD)" \
		--arg environment "$environment" '{claims: {repository: "local/e2e", repository_id: "74",
			run_id: $run, run_attempt: "1", check_run_id: $job, sha: $sha, ref: "refs/heads/main",
			environment: $environment, event_name: "push", actor_id: "1001",
			job_workflow_ref: "local/e2e/.github/workflows/deploy.yml@refs/heads/main",
			runner_environment: "github-hosted"}}' |
		jq "${options[@]}" "$filter" >"$issuing/settings.json"
}
twist() { # FILTER: another platform, the same job
	jq "$1" "$issuing/settings.json" >"$issuing/settings.new"
	mv "$issuing/settings.new" "$issuing/settings.json"
}
last_token() { # BACK
	tail -n "$1" "$issuing/tokens" | head -n 1
}

eval "plain_$(declare -f write_policy)"
write_policy() {
	plain_write_policy
	echo "platform: { proof: required, issuer: \"http://127.0.0.1:$port\" }"
}
new_repository "$work/repository"
trust=$work/trust.json
git show main:.changegate/trust.json >"$trust"

# ---- what the platform proves is allowed --------------------------------------------------------------------

job staging
expect 0 "$BIN" deploy --env staging --baseline --output json="$work/json"
grep -q '"code":"PROOF-GIVEN"' "$work/json" || fail 'the proof is not told'
job production
expect 0 "$BIN" deploy --env production --baseline
reviewed_change PAY-2
job staging
expect 0 "$BIN" deploy --env staging --output envelope="$work/allowed" --output admission="$work/admission"
first_run=$GITHUB_RUN_ID
verified "$trust"
grep -q ' trust 1' "$work/out" || fail 'the keys were not logged just once'
trust_record=$(for file in "$ledger"/records/*/*/*.json; do
	jq -r '.payload | @base64d | fromjson | .predicate | select(.recordKind == "trust") | .recordId' "$file"
done)
expect 0 "$BIN" explain "$trust_record"
grep -qx '  keys         rs, es' "$work/out" || fail 'the issuer'\''s keys are not explained'
grep -qF "$(last_token 1)" "$work/allowed" || fail 'the second token is not beside the signature'
jq -r .payload "$work/allowed" | base64 -d | grep -qF "$(last_token 2)" ||
	fail 'the first token is not in the evidence'
! grep -rqF "$ACTIONS_ID_TOKEN_REQUEST_TOKEN" "$ledger" "$work/out" "$work/err" ||
	fail "the job's token came out"
ok 'a deploy that the platform vouches for, and its record offline'

admit() { # STATUS RUN
	expect "$1" "$BIN" admit --receipt "$work/admission" --trust "$trust" --env staging \
		--sha "$(git rev-parse HEAD)" --artifact "sha256:$(printf '%064d' 0)" --run "$2"
}
admit 1 "$first_run"
! grep -q ADMIT-OTHER-RUN "$work/out" || fail 'the run is said to be another one'
admit 1 999
grep -q '^FAIL  ADMIT-OTHER-RUN  ' "$work/out" || fail 'another run is not noticed'
ok 'admit knows the run'

# ---- a token that is not what it should be: the gate refuses, and records it ---------------------------------

snapshot "$ledger/records" >"$work/before"
refused_with() { # CODE [STATUS]
	expect "${2-1}" "$BIN" deploy --env staging --output json="$work/json"
	jq -e --arg code "$1" 'any(.findings[]; .subject == "platform" and .code == $code)' \
		"$work/json" >/dev/null || fail "not refused with $1"
}
refuses() { # CODE FILTER
	job staging "$2"
	refused_with "$1"
	ok "$1: $2"
}
reviewed_change PAY-3
refuses PROOF-AUDIENCE '.run.claims.aud = "sigstore"'
refuses PROOF-AUDIENCE '.run.claims.aud = "changegate:collect:1"'
refuses PROOF-AUDIENCE '.run.claims.aud = ["changegate:collect:5006", "sigstore"]'
refuses PROOF-ISSUER '.run.claims.iss = "https://issuer.example.org"'
refuses PROOF-ALGORITHM '.run.key = "es"'
refuses PROOF-ALGORITHM '.run.secret = "none"'
refuses PROOF-ALGORITHM '.run.secret = "hs"'
refuses PROOF-SIGNATURE '.run.home_made = true'
refuses PROOF-KEY '.run.header.kid = "other"'
refuses PROOF-FORM '.run.token = "not.a.token"'
refuses PROOF-EXPIRED '.run.claims = {iat: (now - 700 | floor)}'
refuses PROOF-EXPIRED '.run.claims = {exp: (now - 1 | floor)}'
refuses PROOF-EXPIRED '.run.claims = {iat: (now + 300 | floor)}'
refuses PROOF-REPOSITORY '.run.claims.repository = "evil/e2e"'
refuses PROOF-SHA '.run.claims.sha = "0123456789012345678901234567890123456789"'
refuses ENV-CLAIM-MISMATCH '.run.claims.environment = "production"'
refuses ENV-CLAIM-MISMATCH '.run.claims.environment = null'
for variable in ACTIONS_ID_TOKEN_REQUEST_URL GITHUB_RUN_ID; do
	job staging
	(
		unset "$variable"
		refused_with PROOF-MISSING
	)
done
ok 'PROOF-MISSING: no job of a platform'
job staging '.down = true'
CHANGEGATE_HTTP_BUDGET=2 refused_with PROOF-UNKNOWN 3
ok 'PROOF-UNKNOWN: a platform that does not answer'
job staging
: >"$issuing/tokens"
ACTIONS_ID_TOKEN_REQUEST_URL=http://localhost:$port/request
refused_with PROOF-UNKNOWN 3
[ ! -s "$issuing/tokens" ] || fail 'another host was asked'
ACTIONS_ID_TOKEN_REQUEST_URL=http://127.0.0.1:$port/request
ok 'another host than the issuer'\''s is not asked'
verified "$trust"
comm -13 <(cut -d' ' -f3 "$work/before" | sort) <(snapshot "$ledger/records" | cut -d' ' -f3 | sort) |
	wc -l >"$work/count"
[ "$(<"$work/count")" -gt 30 ] || fail 'refusals left no records'

# ---- a token that does not vouch for this record: nothing is recorded as allowed ---------------------------

unproved() { # CODE FILTER
	job staging "$2"
	complains 4 "$1: " "$BIN" deploy --env staging
	ok "$1: $2"
}
unproved PROOF-AUDIENCE '.record.claims.aud = "changegate:collect:1"'
unproved PROOF-ISSUER '.record.claims.iss = "https://issuer.example.org"'
unproved PROOF-ALGORITHM '.record.secret = "none"'
unproved PROOF-ALGORITHM '.record.key = "es"'
unproved PROOF-SIGNATURE '.record.home_made = true'
unproved PROOF-KEY-UNLOGGED '.record.header.kid = "other"'
unproved PROOF-EXPIRED '.record.claims = {exp: (now - 100 | floor)}'
unproved PROOF-EXPIRED '.record.claims = {iat: (now - 700 | floor)}'
unproved PROOF-MISMATCH '.record.claims.run_id = "1"'
unproved PROOF-MISMATCH '.record.claims.run_attempt = "2"'
unproved PROOF-MISMATCH '.record.claims.environment = "production"'
unproved PROOF-MISMATCH '.record.claims.sha = "0123456789012345678901234567890123456789"'
unproved PROOF-MISMATCH '.record.claims.job_workflow_ref = "local/e2e/other.yml@refs/heads/x"'
unproved PROOF-MISMATCH '.record.claims.repository_id = "75"'
job staging
expect 0 "$BIN" deploy --env staging
replayed=$(last_token 1)
reviewed_change PAY-4
unproved PROOF-REPLAYED ".record.token = \"$replayed\""
verified "$trust"

# ---- one job, one record ------------------------------------------------------------------------------------

job staging
expect 0 "$BIN" deploy --env staging
complains 4 'PROOF-REUSED: ' "$BIN" deploy --env staging
twist '.claims.run_attempt = "2"'
expect 0 "$BIN" deploy --env staging
verified "$trust"
ok 'PROOF-REUSED: two records on one job'

# ---- three jobs ---------------------------------------------------------------------------------------------

reviewed_change PAY-5
job staging
expect 0 "$BIN" collect --env staging --output "$work/evidence"
expect 0 "$BIN" evaluate "$work/evidence"
sed "s/\"runId\":\"$GITHUB_RUN_ID\"/\"runId\":\"1\"/" "$work/evidence" >"$work/changed"
cmp -s "$work/evidence" "$work/changed" && fail 'nothing was changed'
expect 1 "$BIN" evaluate "$work/changed"
grep -q PROOF-FORM "$work/out" || fail 'claims that the token does not make are believed'
twist '.claims.check_run_id = "7777"'
expect 0 "$BIN" seal --env staging "$work/evidence" --output admission="$work/admission"
verified "$trust"
ok 'collect, evaluate and seal, by jobs of one run'

# ---- an issuer of one's own ---------------------------------------------------------------------------------

# With an inbox, whoever sequences asks the issuer that his own policy names, and nobody else logs keys.
home=$work/home
start_platform "$home"
write_policy() {
	plain_write_policy | sed 's|^  store: .*|&\n  mode: inbox\n  wait: 30s|'
	echo "platform: { proof: required, issuer: \"http://127.0.0.1:$(<"$home/port")\" }"
}
new_repository "$work/inbox"
git show main:.changegate/trust.json >"$trust"
sed "s/:$(<"$home/port")/:$port/" .changegate.yml >"$work/sequencer.yml"
cp .changegate.yml "$work/misled.yml"
issuing=$home
ACTIONS_ID_TOKEN_REQUEST_URL=http://127.0.0.1:$(<"$home/port")/request
job staging
# sequenced_by POLICY STATUS: a deploy, and who sequences beside it
sequenced_by() {
	local watcher
	"$BIN" ledger sequence --watch 1 --policy "$1" --trust "$trust" >"$work/sequenced" 2>&1 &
	watcher=$!
	run "$BIN" deploy --env staging --baseline
	kill "$watcher"
	wait "$watcher" 2>/dev/null || :
	[ "$status" -eq "$2" ] || fail "status $status instead of $2: $(<"$work/sequenced")"
}
sequenced_by "$work/sequencer.yml" 4
grep -q 'PROOF-KEY-UNLOGGED: ' "$work/sequenced" || fail "not refused: $(<"$work/sequenced")"
grep -q INBOX-REFUSED "$work/err" || fail 'the pipeline is not told'
ok 'PROOF-KEY-UNLOGGED: a home-made issuer'
job staging
sequenced_by "$work/misled.yml" 0
verified "$trust"
ok 'the same with an issuer that whoever sequences knows'
