#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Do the tokens that a GitLab job has from its start hold, and nobody else's? What they prove, what no
# token of GitLab's can prove, and each way to get around them: refused with a code of its own.
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"
BIN=$BUILD/changegate-test
unset HTTPS_PROXY https_proxy HTTP_PROXY http_proxy ALL_PROXY all_proxy
unset ACTIONS_ID_TOKEN_REQUEST_URL ACTIONS_ID_TOKEN_REQUEST_TOKEN GITHUB_RUN_ID

# ---- an instance ------------------------------------------------------------------------------------------

mkfifo "$work/open"
exec 9<>"$work/open" # it runs while its input is open
issuing=$work/issuer
mkdir "$issuing"
"$project/tests/fake/oidc/serve" "$issuing" <&9 2>"$issuing/err" &
platform=$!
stop_platform() {
	kill "$platform"
}
before_leaving+=(stop_platform)
for ((i = 0; i < 400; i++)); do [ -s "$issuing/port" ] || sleep 0.05; done
[ -s "$issuing/port" ] || fail "no platform: $(<"$issuing/err")"
issuer=http://127.0.0.1:$(<"$issuing/port")

token() { # AUDIENCE
	curl -sf -H 'Authorization: bearer request-token-of-the-job' "$issuer/request?audience=$1" | jq -r .value
}
number=5000
# job ENVIRONMENT [FILTER]: the next job of a pipeline of its own, with the two tokens of id_tokens.
job() {
	number=$((number + 1))
	jq -n --arg pipeline "$number" --arg job "9$number" --arg sha "$(git rev-parse HEAD)" --arg environment "$1" '
		{claims: {project_path: "e2e/shop", project_id: "74", namespace_id: "7", namespace_path: "e2e",
			pipeline_id: $pipeline, pipeline_source: "push", job_id: $job, sha: $sha, ref: "main",
			ref_type: "branch", ref_protected: "true", environment: $environment,
			environment_protected: "true", environment_action: "start", deployment_tier: $environment, user_id: "1001",
			user_login: "alice", user_email: "alice@example.org",
			user_identities: [{provider: "saml", extern_uid: "1"}], runner_id: 12,
			runner_environment: "gitlab-hosted",
			ci_config_ref_uri: "gitlab.example.org/e2e/shop//.gitlab-ci.yml@refs/heads/main"}}' |
		jq "${2:-.}" >"$issuing/settings.json"
	CHANGEGATE_ID_TOKEN=$(token changegate:collect)
	CHANGEGATE_RECORD_ID_TOKEN=$(token changegate:record)
	export CHANGEGATE_ID_TOKEN CHANGEGATE_RECORD_ID_TOKEN
}

eval "plain_$(declare -f write_policy)"
write_policy() {
	plain_write_policy | sed 's|^repository: .*|repository: gitlab.example.org/e2e/shop|; s|^  store: .*|&\n  origin: local/e2e|
		s|^  staging: .*|  staging: { platform: { claims: protected, tier: staging } }|'
	echo "platform: { proof: required, kind: gitlab, issuer: \"$issuer\" }"
}
new_repository "$work/repository"
trust=$work/trust.json
git show main:.changegate/trust.json >"$trust"

# ---- what the platform proves is allowed ------------------------------------------------------------------

job staging
expect 0 "$BIN" deploy --env staging --baseline --output json="$work/json"
jq -e 'any(.findings[]; .code == "PROOF-STATIC" and .verdict == "PASS")' "$work/json" >/dev/null ||
	fail 'that the token is not about this record is not told'
jq -e 'any(.findings[]; .code == "PROOF-GIVEN")' "$work/json" >/dev/null && fail 'it is told as more than it is'
jq -e '[.findings[].code] | index("ENV-CLAIMS-PROTECTED") and index("ENV-TIER")' "$work/json" >/dev/null ||
	fail 'the claims are not judged'
reviewed_change PAY-2
job staging
expect 0 "$BIN" deploy --env staging --output envelope="$work/allowed" --output admission="$work/admission"
allowed_pipeline=$number
verified "$trust"
grep -qx '  proof: 2 records rest on tokens that their jobs had before them (PROOF-STATIC): of job, commit and environment, not of the record' \
	"$work/out" || fail "verify does not say what is not proven: $(<"$work/out")"
grep -qF "$CHANGEGATE_RECORD_ID_TOKEN" "$work/allowed" || fail 'the second token is not beside the signature'
jq -r .payload "$work/allowed" | base64 -d >"$work/statement"
grep -qF "$CHANGEGATE_ID_TOKEN" "$work/statement" || fail 'the first token is not in the evidence'
jq -e '.predicate.evidence.platform.claims | .refProtected == "true" and .environmentProtected == "true" and
	.deploymentTier == "staging" and .actor == "alice" and .event == "push"' "$work/statement" >/dev/null ||
	fail 'the claims are not told'
expect 1 "$BIN" admit --receipt "$work/admission" --trust "$trust" --env staging --sha "$(git rev-parse HEAD)" \
	--artifact "sha256:$(printf '%064d' 0)" --run "$allowed_pipeline"
! grep -q ADMIT-OTHER-RUN "$work/out" || fail 'the pipeline is said to be another one'
ok 'a deploy that the platform vouches for, and its record offline'

# ---- a token that is not what it should be: the gate refuses, and records it ---------------------------------

refused_with() { # CODE [STATUS]
	expect "${2-1}" "$BIN" deploy --env staging --output json="$work/json"
	jq -e --arg code "$1" 'any(.findings[]; .code == $code and .verdict != "PASS")' "$work/json" >/dev/null ||
		fail "not refused with $1: $(jq -c '[.findings[].code]' "$work/json")"
}
refuses() { # CODE FILTER
	job staging "$2"
	refused_with "$1"
	ok "$1: $2"
}
reviewed_change PAY-3
refuses PROOF-AUDIENCE '.run.claims.aud = "sigstore"'
refuses PROOF-AUDIENCE '.run.claims.aud = "changegate:record"'
refuses PROOF-AUDIENCE '.run.claims.aud = ["changegate:collect", "sigstore"]'
refuses PROOF-ISSUER '.run.claims.iss = "https://gitlab.com"'
refuses PROOF-ALGORITHM '.run.key = "es"'
refuses PROOF-ALGORITHM '.run.secret = "none"'
refuses PROOF-ALGORITHM '.run.secret = "hs"'
refuses PROOF-SIGNATURE '.run.home_made = true'
refuses PROOF-KEY '.run.header.kid = "other"'
refuses PROOF-FORM '.run.token = "not.a.token"'
refuses PROOF-FORM '.run.claims.job_id = null'
refuses PROOF-FORM '.run.claims.repository = "e2e/shop"'
refuses PROOF-EXPIRED '.run.claims = {iat: (now - 43300 | floor), nbf: 1, exp: (now + 3600 | floor)}'
refuses PROOF-EXPIRED '.run.claims = {exp: (now - 1 | floor)}'
refuses PROOF-EXPIRED '.run.claims = {iat: (now + 300 | floor)}'
refuses PROOF-REPOSITORY '.run.claims.project_path = "evil/shop"'
refuses PROOF-REPOSITORY '.run.claims.project_path = "shop"'
refuses PROOF-SHA '.run.claims.sha = "0123456789012345678901234567890123456789"'
refuses ENV-CLAIM-MISMATCH '.run.claims.environment = "production"'
refuses ENV-CLAIM-MISMATCH '.run.claims.environment = null'
refuses ENV-REF-UNPROTECTED '.run.claims.ref_protected = "false"'
refuses ENV-REF-UNPROTECTED '.run.claims.ref_protected = true'
refuses ENV-UNPROTECTED '.run.claims.environment_protected = "false"'
refuses ENV-UNPROTECTED '.run.claims.environment_protected = null'
refuses ENV-TIER-OTHER '.run.claims.deployment_tier = "development"'
refuses ENV-PROTECTION-UNKNOWN '.run.home_made = true'
job staging
(
	unset CHANGEGATE_ID_TOKEN
	refused_with PROOF-MISSING
)
ok 'PROOF-MISSING: no job of a platform'
job staging
jq '.down = true' "$issuing/settings.json" >"$issuing/settings.new" && mv "$issuing/settings.new" "$issuing/settings.json"
CHANGEGATE_HTTP_BUDGET=2 refused_with PROOF-UNKNOWN 3
ok 'PROOF-UNKNOWN: an instance that does not answer'
verified "$trust"

# ---- a token that does not vouch for a record: nothing is recorded as allowed --------------------------------

unproved() { # CODE FILTER
	job staging "$2"
	complains 4 "$1: " "$BIN" deploy --env staging
	ok "$1: $2"
}
unproved PROOF-AUDIENCE '.record.claims.aud = "changegate:collect"'
unproved PROOF-ISSUER '.record.claims.iss = "https://gitlab.com"'
unproved PROOF-ALGORITHM '.record.secret = "none"'
unproved PROOF-ALGORITHM '.record.key = "es"'
unproved PROOF-SIGNATURE '.record.home_made = true'
unproved PROOF-KEY-UNLOGGED '.record.header.kid = "other"'
unproved PROOF-EXPIRED '.record.claims = {exp: (now - 100 | floor)}'
unproved PROOF-EXPIRED '.record.claims = {iat: (now - 43300 | floor), nbf: 1, exp: (now + 3600 | floor)}'
unproved PROOF-FORM '.record.claims = {project_path: null, repository: "e2e/shop", repository_id: "74", run_id: "1"}'
unproved PROOF-MISMATCH '.record.claims.pipeline_id = "1"'
unproved PROOF-MISMATCH '.record.claims.environment = "production"'
unproved PROOF-MISMATCH '.record.claims.sha = "0123456789012345678901234567890123456789"'
unproved PROOF-MISMATCH '.record.claims.project_id = "75"'
unproved PROOF-MISMATCH '.record.claims.ci_config_ref_uri = "gitlab.example.org/e2e/other//x.yml@refs/heads/x"'
job staging
(
	unset CHANGEGATE_RECORD_ID_TOKEN
	complains 4 'PROOF-MISSING: ' "$BIN" deploy --env staging
)
ok 'PROOF-MISSING: the job has one token only'
verified "$trust"

# ---- a token from the start of a long job; one job, one record ------------------------------------------------

job staging '.run.claims = {iat: (now - 7200 | floor), nbf: (now - 7205 | floor), exp: (now + 600 | floor)} | .record = .run'
expect 0 "$BIN" deploy --env staging
ok 'a job that has run for two hours'
reviewed_change PAY-4
job staging
expect 0 "$BIN" deploy --env staging
complains 4 'PROOF-REUSED: ' "$BIN" deploy --env staging
verified "$trust"
ok 'PROOF-REUSED: two records on one job'

# ---- three jobs of one pipeline -------------------------------------------------------------------------------

reviewed_change PAY-5
job staging
expect 0 "$BIN" collect --env staging --output "$work/evidence"
expect 0 "$BIN" evaluate "$work/evidence"
sed 's/"refProtected":"true"/"refProtected":"yes!"/' "$work/evidence" >"$work/changed"
cmp -s "$work/evidence" "$work/changed" && fail 'nothing was changed'
expect 1 "$BIN" evaluate "$work/changed"
grep -q PROOF-FORM "$work/out" || fail 'claims that the token does not make are believed'
number=$((number - 1))
job staging '.claims.job_id = "7777"'
expect 0 "$BIN" seal --env staging "$work/evidence"
verified "$trust"
ok 'collect, evaluate and seal, by jobs of one pipeline'

# ---- who could have gone around it, by the tokens that counted ----------------------------------------------------

expect 0 "$BIN" audit access --trust "$trust" --from 2020-01-01 --to 2099-12-31 --directory "$work/audit" "dir:$PWD/$ledger"
states() { # WHAT: since when, in order
	jq -r --arg what "$1" '.pages[0].lines[] | .row? // empty | select(length == 9 and .[2] == $what) | .[4]' \
		"$work/audit/access.json" | paste -sd ' '
}
[ "$(states 'change what the pipeline runs')" = 'no yes no' ] || fail "branch: $(states 'change what the pipeline runs')"
[ "$(states "go past the platform's rules")" = 'no yes no' ] || fail "environment: $(states "go past the platform's rules")"
ok 'the audit tells since when branch and environment were not protected'

# ---- a policy for another platform does not take them -----------------------------------------------------------

sed 's/ kind: gitlab,//' .changegate.yml >"$work/other.yml"
expect 2 "$BIN" policy validate "$work/other.yml"
grep -q 'claims and tier need a token' "$work/err" || fail "not told: $(<"$work/err")"
ok 'claims that no token makes are an error of the policy'
