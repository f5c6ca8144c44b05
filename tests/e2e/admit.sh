#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does `admit` admit exactly what the gate allowed, without ledger, repository and keys, and nothing
# else: not later, not elsewhere, and not with a changed byte?
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"

build_tool flip_bits

artifact=sha256:$(printf 'the artefact' | sha256sum | cut -d' ' -f1)
other=sha256:$(printf 'another' | sha256sum | cut -d' ' -f1)

new_repository "$work/repository"
repository=$PWD
before=$(git rev-parse HEAD)
for environment in staging production; do
	expect 0 "$BIN" deploy --env $environment --baseline --artifact "$other" \
		--output admission="$work/baseline"
done
reviewed_change PAY-2
sha=$(git rev-parse HEAD)
expect 1 "$BIN" deploy --env production --artifact "$artifact" --output admission="$work/refused"
expect 0 "$BIN" deploy --env staging --artifact "$artifact" --output admission="$work/allowed" \
	--output receipt="$work/receipt" --output envelope="$work/envelope"
expect 0 "$BIN" deploy --env production --artifact "$artifact" --output admission="$work/production"
git show main:.changegate/trust.json >"$work/trust.json"

# From here on there is nothing but the files: no repository, no ledger, no keys.
mkdir "$work/elsewhere"
cd "$work/elsewhere"
mv "$repository" "$work/away"
unset CHANGEGATE_RECORD_KEY_FILE CHANGEGATE_CHECKPOINT_KEY_FILE

# admit STATUS WORDS FILE [OPTION VALUE...]
admit() {
	local wanted=$1 words=$2
	local -A given=([--receipt]=$3 [--trust]=$work/trust.json [--sha]=$sha
		[--artifact]=$artifact [--env]=staging)
	local arguments=() option
	shift 3
	while [ $# -gt 0 ]; do
		given[$1]=$2
		shift 2
	done
	for option in "${!given[@]}"; do
		arguments+=("$option" "${given[$option]}")
	done
	expect "$wanted" "$BIN" admit "${arguments[@]}"
	grep -qE -- "$words" "$work/out" || fail "the answer does not say: $words"
	if [ "$wanted" -eq 0 ]; then
		grep -qx admitted "$work/out" || fail 'status 0 without "admitted"'
	elif grep -qx admitted "$work/out"; then
		fail '"admitted" with another status'
	fi
}

# The one reason, and no other.
only() {
	local code=$1
	shift
	admit 1 "^FAIL  $code  " "$@"
	[ "$(grep -c '^FAIL' "$work/out")" -eq 1 ] || fail 'there is another reason'
}

# ---- what was allowed is admitted, and nothing else ---------------------------------------------------

admit 0 '^record .*: deployment of service default of local/e2e$' "$work/allowed"
admit 0 '^leaf [0-9]+ of [0-9]+ of the ledger' "$work/allowed" --service default --max-age 1h
admit 0 admitted "$work/production" --env production
cat "$work/envelope" "$work/receipt" | cmp - "$work/allowed" ||
	fail 'the file is not the record and its receipt'
ok 'what was allowed is admitted'

only ADMIT-REFUSED "$work/refused" --env production
only ADMIT-OTHER-SHA "$work/allowed" --sha "$before"
only ADMIT-OTHER-ARTIFACT "$work/allowed" --artifact "$other"
only ADMIT-OTHER-ENVIRONMENT "$work/allowed" --env production
only ADMIT-OTHER-ENVIRONMENT "$work/production"
only ADMIT-OTHER-SERVICE "$work/allowed" --service web
sleep 2
only ADMIT-STALE "$work/allowed" --max-age 1s
admit 1 ADMIT-OTHER-SHA "$work/baseline" --env production
[ "$(grep -c '^FAIL' "$work/out")" -eq 2 ] || fail 'not both reasons are told'
ok 'another sha, artefact, environment, service or age, and a refusal: each has its code'

admit 0 '^note  allowed as a baseline, not as a change that was judged$' "$work/baseline" \
	--env production --sha "$before" --artifact "$other"
ok 'a baseline is told as one'

# ---- a file that proves nothing -------------------------------------------------------------------------

admit 4 '^FAIL  ADMIT-NOT-INCLUDED  ' "$work/envelope"
admit 4 '^FAIL  (REC-FORM|ADMIT-NOT-INCLUDED)  ' "$work/receipt"
: >"$work/empty"
admit 4 '^FAIL  ADMIT-NOT-INCLUDED  ' "$work/empty"
# The record of one deploy with the receipt of another.
{
	head -n 1 "$work/refused"
	tail -n +2 "$work/allowed"
} >"$work/mixed"
admit 4 '^FAIL  ADMIT-NOT-INCLUDED  .*another record' "$work/mixed" --env production
# The same ledger by other keys.
(
	mkdir "$work/others"
	cd "$work/others"
	git init -q -b main .
	"$BIN" keygen --origin local/e2e >/dev/null
)
admit 4 '^FAIL  ADMIT-NOT-INCLUDED  ' "$work/allowed" --trust "$work/others/.changegate/trust.json"
# Its checkpoint key with our record key, and the other way round.
for usage in record checkpoint; do
	USAGE=$usage node -e '
		const fs = require("fs"), [ours, theirs] = process.argv.slice(1).map(
			(file) => JSON.parse(fs.readFileSync(file)));
		ours.keys = ours.keys.filter((key) => key.usage !== process.env.USAGE)
			.concat(theirs.keys.filter((key) => key.usage === process.env.USAGE));
		process.stdout.write(JSON.stringify(ours));
	' "$work/trust.json" "$work/others/.changegate/trust.json" >"$work/$usage.json"
done
admit 4 '^FAIL  SIG-UNKNOWN-KEY  ' "$work/allowed" --trust "$work/record.json"
admit 4 '^FAIL  ADMIT-NOT-INCLUDED  ' "$work/allowed" --trust "$work/checkpoint.json"
ok 'no receipt, that of another record, and other keys: status 4'

complains 4 'no such file' "$BIN" admit --receipt "$work/none" --trust "$work/trust.json" \
	--sha "$sha" --artifact "$artifact" --env staging
for missing in --receipt --trust --sha --artifact --env; do
	asked=()
	for option in "--receipt=$work/allowed" "--trust=$work/trust.json" "--sha=$sha" \
		"--artifact=$artifact" --env=staging; do
		[ "${option%%=*}" = "$missing" ] || asked+=("$option")
	done
	complains 2 "admit needs $missing" "$BIN" admit "${asked[@]}"
	complains 2 "admit needs $missing" "$BIN" admit "${asked[@]}" "$missing="
done
for wrong in --sha=main "--sha=${sha:0:12}" --artifact=latest --max-age=soon --max-age=-1m --service=; do
	run "$BIN" admit --receipt "$work/allowed" --trust "$work/trust.json" --sha "$sha" \
		--artifact "$artifact" --env staging "$wrong"
	[ "$status" -eq 2 ] || fail "status $status with $wrong"
done
ok 'a question that is not whole is a mistake of the caller'

# ---- the webhook of docs/admission.md ---------------------------------------------------------------------

sed -n '/^#!\/bin\/sh/,/^```$/p' "$project/docs/admission.md" | sed '$d' |
	sed "s|/etc/changegate/trust.json|$work/trust.json|" >"$work/webhook"
mkdir "$work/bin"
ln -s "$BIN" "$work/bin/changegate"
review() { # FILE IMAGE...
	local file=$1
	shift
	base64 -w 0 "$file" >"$work/base64"
	jq -n --rawfile file "$work/base64" --arg commit "$sha" '{request: {uid: "u1", object: {
		metadata: {annotations: {"example.com/admission": $file, "example.com/commit": $commit}},
		spec: {template: {spec: {containers: [$ARGS.positional[] | {image: .}]}}}}}}' \
		--args "$@"
}
answers() { # true|false WORDS, with the review on standard input
	PATH=$work/bin:$PATH sh "$work/webhook" >"$work/out" 2>"$work/err"
	jq -e --argjson wanted "$1" --arg words "$2" '.response | .uid == "u1" and
		.allowed == $wanted and (.status.message | contains($words))' "$work/out" \
		>/dev/null || fail "the webhook does not answer $1: $2"
}
image=registry.example.com/payments@
review "$work/production" "$image$artifact" | answers true admitted
review "$work/production" "$image$other" | answers false ADMIT-OTHER-ARTIFACT
review "$work/allowed" "$image$artifact" | answers false ADMIT-OTHER-ENVIRONMENT
review "$work/envelope" "$image$artifact" | answers false ADMIT-NOT-INCLUDED
review "$work/production" registry.example.com/payments:latest | answers false --artifact
review "$work/production" "$image$artifact" "$image$other" | answers false ''
echo '{"request":{"uid":"u1"}}' | answers false ''
ok 'the webhook of the manual'

# ---- each byte counts -------------------------------------------------------------------------------------

mkdir "$work/flip"
cp "$work/allowed" "$work/flip/file"
"$tools/flip_bits" "$work/flip" "$BIN" admit --receipt "$work/flip/file" --trust "$work/trust.json" \
	--sha "$sha" --artifact "$artifact" --env staging >"$work/out" 2>"$work/err" ||
	fail 'a flipped bit was admitted'
told=$(tail -n 1 "$work/out")
size=$(wc -c <"$work/allowed")
first=$(head -n 1 "$work/allowed" | wc -c)
for cut in 1 2 100 $((size - first)); do
	head -c $((size - cut)) "$work/allowed" >"$work/flipped"
	admit 4 '^FAIL  [A-Z-]+  ' "$work/flipped"
done
{
	cat "$work/allowed"
	echo
} >"$work/flipped"
admit 4 '^FAIL  [A-Z-]+  ' "$work/flipped"
ok "nothing flipped, shorter or longer is admitted: $told"
