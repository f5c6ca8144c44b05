#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does an auditor who asks the forge again learn what was altered since, what is gone, and what nobody answered?
# The real binary over a real ledger and a model of GitHub.
# shellcheck disable=SC1091,SC2034,SC2119,SC2153,SC2154 # what libraries set
set -Eeuo pipefail
. "$(dirname "$0")/models"
WORLDS=$work/worlds
mkdir "$WORLDS"
coproc SERVER { exec "$here/../fake/github/serve" "$WORLDS" "$work/port" 2>"$work/server.err"; }
server=$SERVER_PID
trap 'kill "$server" 2>/dev/null || :; [ -n "${KEEP-}" ] || rm -rf "$work"' EXIT
trap 'echo "FAIL at line $LINENO: $BASH_COMMAND" >&2; tail -n 5 "$work/server.err" "$SCRATCH/out" "$SCRATCH/err" >&2' ERR
. "$here/../scenarios/library.sh"
. "$here/../scenarios/github.sh"
GITHUB_SERVER=$(address_in "$work/port")

make_keys example.org/acme/pay
export_keys

ok() {
	echo "ok $*"
}

# begin NAME: a repository at GitHub whose first record is a baseline; then one reviewed and tested deploy by
# the pipeline's token, whose record is $record.
begin() {
	SCRATCH=$work/$1
	mkdir "$SCRATCH"
	cd "$SCRATCH"
	pushed=() pull_branch=() pull_base=() pull_author=() pull_title=() run_of=()
	github_unit
	branch topic
	as "$ALICE"
	commit 'PAY-1 more'
	pull 3 topic
	review carol 3 changes_requested
	review carol 3 approved
	approved 3 bob
	merge_pull 3 bob merge
	check unit
	job=$(last_check)
	commit_status legacy success
	deploy staging
	[ "$status" -eq 0 ] || fail "the deploy was not allowed: $(cat "$SCRATCH/out")"
	record=$(of_last recordId)
	: >"$WORLD/log.ndjson"
	# From here on an auditor: another token, which the pipeline has not.
	unset GITHUB_TOKEN
	echo ghs_canary-auditor >"$WORLD/token"
	export CHANGEGATE_AUDITOR_TOKEN=ghs_canary-auditor CHANGEGATE_AUDITOR_TOKEN_HOST=${GITHUB_SERVER#http://}
	api=$GITHUB_SERVER/$1
	number=0
}

# corroborates STATUS [OPTION...]: leaves corroboration.json as $file.
corroborates() {
	local wanted=$1 status=0
	shift
	folder=$SCRATCH/audit-$((number += 1))
	file=$folder/corroboration.json
	"$BIN" audit corroborate --api "$api" --directory "$folder" "$@" >"$SCRATCH/out" 2>"$SCRATCH/err" </dev/null ||
		status=$?
	[ "$status" -eq "$wanted" ] || fail "status $status instead of $wanted: $(cat "$SCRATCH/out" "$SCRATCH/err")"
	! grep -rqF ghs_canary "$SCRATCH/out" "$SCRATCH/err" || fail 'the token came out'
	[ ! -d "$folder" ] || ! grep -rqF ghs_canary "$folder" || fail 'the token was written'
}

facts() { # FILTER: how many facts
	jq "[.facts[] | select($1)] | length" "$file"
}

has() { # NUMBER FILTER
	[ "$(facts "$2")" -eq "$1" ] || {
		jq -c '.facts[] | select(.state != "matches")' "$file" >&2
		fail "$(facts "$2") facts instead of $1: $2"
	}
}

unmatched() { # SUBJECT FACT STATE: this is all that does not match
	local found
	found=$(jq -r '.facts[] | select(.state | IN("differs", "gone")) | [.subject, .fact, .state] | join("|")' "$file")
	[[ $found == $1"|$2|$3" ]] || fail "what does not match is '$found'"
}

# forget FILTER: the model has no such event any more, nor ever had.
forget() {
	jq -c "select($1 | not)" "$WORLD/events.ndjson" >"$SCRATCH/events"
	! cmp -s "$SCRATCH/events" "$WORLD/events.ndjson" || fail "nothing to forget: $1"
	cat "$SCRATCH/events" >"$WORLD/events.ndjson"
}

alter() { # FILTER CHANGE
	jq -c "if $1 then $2 else . end" "$WORLD/events.ndjson" >"$SCRATCH/events"
	! cmp -s "$SCRATCH/events" "$WORLD/events.ndjson" || fail "nothing to alter: $1"
	cat "$SCRATCH/events" >"$WORLD/events.ndjson"
}

# ---- what is as it was ----

begin good
corroborates 0 --record "$record"
has 0 '.state != "matches"'
has 8 '.subject == "request #3"'
has 12 '.subject | startswith("review ")' # three, of which one asked for changes
has 3 '.subject | startswith("check '"'unit'"' (")'
has 1 '.subject | startswith("status '"'legacy'"' of")'
jq -e '.matches == (.facts | length) and .differs == 0 and .gone == 0 and .notTested == 0' "$file" >/dev/null ||
	fail 'the numbers are not those of the list'
jq -e '.answers | length >= 3 and all(.sha256 | length == 64)' "$file" >/dev/null || fail 'no digests of the answers'
grep -q "^1 records, asked about again: $(jq .matches "$file") facts match, 0 differ" "$SCRATCH/out"
[ "$(jq -c 'select(.rightToken | not)' "$WORLD/log.ndjson" | wc -l)" -eq 0 ] || fail 'asked with another token'
ok 'a record whose facts all match'

# A job that ran again has another check, and is still listed with its run. Who has another name now is the same.
check unit --attempt 2 --conclusion failure
event account login=bobby id:=102 permission=write
alter '.by == "bob"' '.by = "bobby"'
corroborates 0 --record "$record"
has 1 '(.subject | startswith("check ")) and .fact == "conclusion" and .now == "success"'
has 1 '.recorded == "bob (102)" and .now == "bobby (102)" and .fact == "merged by"'
ok 'what happened since in good order is no difference'

# ---- which token, and where to ----

refused() { # WORDS VARIABLE=VALUE...: a usage error, and no request at all
	local why=$1 status=0
	shift
	: >"$WORLD/log.ndjson"
	env "$@" "$BIN" audit corroborate --api "$api" --directory "$SCRATCH/none" --record "$record" \
		>"$SCRATCH/out" 2>"$SCRATCH/err" || status=$?
	[ "$status" -eq 2 ] || fail "status $status instead of 2"
	grep -qF -- "$why" "$SCRATCH/err" || fail "it does not say: $why"
	! grep -qF ghs_canary "$SCRATCH/err" || fail 'the message has the token'
	[ "$(requests)" -eq 0 ] || fail "a request went out: $why"
	[ ! -e "$SCRATCH/none" ] || fail 'files were made'
}
refused "no token of the auditor's" -u CHANGEGATE_AUDITOR_TOKEN GITHUB_TOKEN=ghs_canary-auditor \
	GH_TOKEN=ghs_canary-auditor CHANGEGATE_GITHUB_TOKEN=ghs_canary-auditor
refused 'CHANGEGATE_AUDITOR_TOKEN goes to api.github.com only' -u CHANGEGATE_AUDITOR_TOKEN_HOST
refused 'CHANGEGATE_AUDITOR_TOKEN goes to example.org only' CHANGEGATE_AUDITOR_TOKEN_HOST=example.org
(umask 077 && echo ghs_canary-auditor >"$SCRATCH/token")
CHANGEGATE_AUDITOR_TOKEN='' CHANGEGATE_AUDITOR_TOKEN_FILE=$SCRATCH/token corroborates 0 --record "$record"
ok "the auditor's token, no other, and only to its host"

# ---- what was altered or is gone ----

begin altered
dismiss 3 bob
corroborates 1 --record "$record"
unmatched 'review * of request #3' state differs
has 1 '.recorded == "approved" and .now == "dismissed"'
grep -q '^differs .*recorded .approved., now .dismissed.' "$SCRATCH/out" || fail 'it is not told'
grep -q 'differs,approved,dismissed' "$folder/corroboration.csv" || fail 'it is not in the list'
ok 'an approval that was dismissed since differs'

begin rewritten
alter '.do == "review" and .by == "bob"' '.by = "dave"'
alter '.do == "check" and .id == '"$job" '.conclusion = "failure"'
corroborates 1 --record "$record"
has 2 '.state == "differs"'
has 1 '.fact == "author" and .recorded == "bob (102)" and .now == "dave (104)" and .state == "differs"'
has 1 '.fact == "conclusion" and .recorded == "success" and .now == "failure" and .state == "differs"'
ok 'another reviewer and another end of a job differ'

begin added
event '{"do":"review","number":3,"by":"dave","state":"CHANGES_REQUESTED"}'
event '{"do":"review","number":3,"by":"carol","state":"CHANGES_REQUESTED","at":"2030-01-01T00:00:00Z"}'
corroborates 1 --record "$record"
unmatched 'review * of request #3' review differs
has 1 '(.now | startswith("changes requested by dave (104)")) and (.why | contains("not on record"))'
ok 'an objection that the record leaves out is found, and a later one is none'

begin gone
forget '.do == "review" and .by == "bob"'
corroborates 1 --record "$record"
unmatched 'review * of request #3' review gone
has 1 '.recorded | startswith("approved by bob (102) at 2026-")'
event delete-account login=carol
corroborates 1 --record "$record"
has 2 '.fact == "author" and .state == "gone" and .recorded == "carol (103)"'
ok 'an approval that is gone, and people who are'

begin vanished
forget '.number == 3'
corroborates 1 --record "$record"
unmatched 'request #3' request gone
has 3 '(.subject | startswith("check ")) and .state == "matches"'
event repository id:=4712
corroborates 1 --record "$record"
has 1 '.fact == "number" and .recorded == "4711" and .now == "4712" and .state == "differs"'
ok 'a request that is gone, and a repository that is another one'

# ---- what a forge keeps for a while only ----

begin kept
forget '.do == "check" and .id == '"$job"
corroborates 1 --record "$record"
unmatched "check 'unit' *" check gone
event clock now="$(date -u -d '100 days' +%FT%TZ)"
corroborates 0 --record "$record"
has 1 '(.subject | startswith("check ")) and .state == "not tested" and (.why | contains("90 days"))'
has 0 '.state == "differs" or .state == "gone"'
ok 'what is older than a forge keeps it is not tested, and no difference'

# ---- no answer is no answer ----

begin silent
export CHANGEGATE_HTTP_BUDGET=2
nothing() { # WORDS: not one fact is told from an answer that there was not
	corroborates 3 --record "$record"
	has 0 '.state != "not tested"'
	has 1 '.subject == "request #3" and (.why | contains("'"$1"'"))'
}
fault status match=graphql status:=502 times:=99
nothing 'status 502'
event heal
fault status status:=404 times:=99
nothing 'status 404'
event heal
CHANGEGATE_AUDITOR_TOKEN=ghs_canary-wrong nothing 'look at CHANGEGATE_AUDITOR_TOKEN'
api=http://127.0.0.1:1/silent CHANGEGATE_AUDITOR_TOKEN_HOST=127.0.0.1:1
nothing '127.0.0.1:1'
api=$GITHUB_SERVER/silent CHANGEGATE_AUDITOR_TOKEN_HOST=${GITHUB_SERVER#http://}
event token permissions:='{"contents":"read","metadata":"read","pull-requests":"read"}'
corroborates 0 --record "$record"
has 1 '.state == "not tested" and .fact == "checks"'
has 12 '(.subject | startswith("review ")) and .state == "matches"'
unset CHANGEGATE_HTTP_BUDGET
ok 'a forge that does not answer, or only in part, is not tested'

# ---- which records ----

event heal
event token
today=(--from "$(date -u -d '1 day ago' +%F)" --to "$(date -u -d '1 day' +%F)")
corroborates 0 --n 5 --seed 83920174652910483756 "${today[@]}"
jq -e --arg id "$record" '.records == [$id] and (.chosen | contains("1 of the 1 deploys"))' "$file" >/dev/null ||
	fail 'not the deploy of the period was drawn, and no baseline'
corroborates 2 --n 5 "${today[@]}"
corroborates 2 --n 5 --seed 1 --record "$record" "${today[@]}"
corroborates 2 --record 01AAAAAAAAAAAAAAAAAAAAAAAA
corroborates 2
audit=$SCRATCH/population
"$BIN" audit population "${today[@]}" --directory "$audit" >"$SCRATCH/out" 2>"$SCRATCH/err"
"$BIN" audit seal --directory "$audit" >"$SCRATCH/out" 2>"$SCRATCH/err"
"$BIN" audit sample --directory "$audit" --n 9 --seed 83920174652910483756 \
	--seed-time "$(date -u -d '1 minute' +%FT%TZ)" >"$SCRATCH/out" 2>"$SCRATCH/err"
# Of somebody whom no record knows.
event '{"do":"review","number":3,"by":"dave","state":"CHANGES_REQUESTED"}'
status=0
"$BIN" audit corroborate --api "$api" --directory "$audit" >"$SCRATCH/out" 2>"$SCRATCH/err" || status=$?
[ "$status" -eq 1 ] || fail "status $status instead of 1"
forget '.do == "review" and .by == "dave"'
jq -e '.records | length == 2' "$audit/corroboration.json" >/dev/null || fail 'not the records of the sample'
ok 'records by name, by seed, or of the sample'

# One record answered, and not the other: that is not all.
baseline=$(jq -r 'select(.change_type == "baseline").record_id' "$audit/population.jsonl")
fault status match=graphql status:=502 times:=99 skip:=1
CHANGEGATE_HTTP_BUDGET=2 corroborates 3 --record "$baseline" --record "$record"
[ "$(facts '.state == "matches" and .recordId == "'"$baseline"'"')" -gt 0 ] || fail 'nothing of the baseline was answered'
has 0 '.state != "not tested" and .recordId == "'"$record"'"'
event heal
ok 'a record of which nothing was answered is told by the exit status'

for pack in named redacted; do
	words=()
	[ "$pack" = named ] || words=(--redact "$SCRATCH/names.json")
	"$BIN" audit pack --directory "$audit" --pack "$SCRATCH/$pack" --recipient 'J. Doe' --purpose 'a test' \
		"${words[@]}" >"$SCRATCH/out" 2>"$SCRATCH/err"
done
grep -q 'dave (104)' "$SCRATCH/named/audit/corroboration.json" || fail 'the pack does not hold what was asked again'
! grep -rliwE 'alice|bob|carol|dave' "$SCRATCH/redacted/audit" || fail 'somebody whom the forge named is named'
ok 'a pack holds it, and with pseudonyms names nobody'

# ---- R11 ----

# reconciled STATUS FILE: leaves reconciliation.json as $file.
reconciled() {
	local wanted=$1 status=0
	folder=$SCRATCH/audit-$((number += 1))
	file=$folder/reconciliation.json
	"$BIN" audit reconcile "${today[@]}" --directory "$folder" --corroboration "$2" >"$SCRATCH/out" 2>"$SCRATCH/err" ||
		status=$?
	[ "$status" -eq "$wanted" ] || fail "status $status instead of $wanted: $(cat "$SCRATCH/out" "$SCRATCH/err")"
}

r11() { # FILTER
	jq -e ".tests[] | select(.code == \"R11\") | $1" "$file" >/dev/null || fail "R11 is not $1: $(cat "$SCRATCH/out")"
}

corroborates 0 --record "$record"
good=$file facts=$(jq .matches "$file")
reconciled 0 "$good"
r11 ".state == \"no gap found\" and .compared == $facts and .differences == 0"
jq -e '.sources[] | select(.kind == "corroboration") | .lines > 20' "$file" >/dev/null || fail 'it is no source'
jq -e '.completeness | startswith("NOT TESTED")' "$file" >/dev/null || fail 'it is taken for a list of deploys'
dismiss 3 bob
corroborates 1 --record "$record"
reconciled 1 "$file"
r11 '.state == "gap" and .differences == 1'
grep -q "R11,REC-FACT-DIFFERS,$record,.*dismissed" "$folder/unmatched.csv" || fail 'it is not listed'
CHANGEGATE_AUDITOR_TOKEN=ghs_canary-wrong CHANGEGATE_HTTP_BUDGET=2 corroborates 3 --record "$record"
reconciled 0 "$file"
r11 '.state == "not tested"'
jq -e '.notTested | any(startswith("R11 "))' "$file" >/dev/null || fail 'what was not answered is not told'
jq '.facts[0].state = "differs"' "$good" >"$SCRATCH/edited.json"
reconciled 2 "$SCRATCH/edited.json"
jq '.ledger.origin = "example.org/other"' "$good" >"$SCRATCH/edited.json"
reconciled 2 "$SCRATCH/edited.json"
# Of a ledger that borrows the name, and of one that was longer.
jq '.ledger.root |= (explode | .[0] = (if .[0] == 48 then 49 else 48 end) | implode)' "$good" >"$SCRATCH/edited.json"
reconciled 2 "$SCRATCH/edited.json"
jq '.ledger.size += 1' "$good" >"$SCRATCH/edited.json"
reconciled 2 "$SCRATCH/edited.json"
ok 'a reconciliation tells what was asked again, as R11'

# ---- the lists ----

listed() { # STATUS: what audit report says of the reconciliation in $folder
	local wanted=$1 status=0
	"$BIN" audit report "${today[@]}" --directory "$folder" >"$SCRATCH/out" 2>"$SCRATCH/err" || status=$?
	[ "$status" -eq "$wanted" ] || fail "status $status instead of $wanted: $(cat "$SCRATCH/out" "$SCRATCH/err")"
}

relate() { # FILTER: a folder that holds this reconciliation
	folder=$SCRATCH/audit-$((number += 1))
	mkdir "$folder"
	jq "$1" "$whole" >"$folder/reconciliation.json"
}

reconciled 0 "$good"
whole=$file
relate '.ledger.root |= (explode | .[0] = (if .[0] == 48 then 49 else 48 end) | implode)'
listed 2
relate '.ledger.origin = "example.org/other"'
listed 2
relate .
listed 0
ok 'a list takes the reconciliation of its own ledger only'

# A service that never went through the gate, in a month without a record.
past=$(date -u -d "$(date -u +%Y-%m-01) -1 day" +%F)
printf 'id,service,environment,commit,at\ne1,shadow,staging,%040d,%sT10:00:00Z\n' 1 "$past" >"$SCRATCH/cloud.csv"
today=(--from "$past" --to "$(date -u -d '1 day' +%F)")
folder=$SCRATCH/audit-shadow
status=0
"$BIN" audit reconcile "${today[@]}" --source "cloud=$SCRATCH/cloud.csv" --directory "$folder" >/dev/null || status=$?
[ "$status" -eq 1 ] || fail "status $status instead of 1"
listed 0
line() { # PAGE NAME: deploys, deviating and without a record
	jq -r --arg page "$1" --arg name "$2" \
		'.pages[] | select(.page == $page).lines[] | .row? // empty | select(.[0] == $name) | .[1:4] | join(" ")' \
		"$folder/report.json"
}
[ "$(line Services shadow)" = '1 1 1' ] || fail "the report has no line for a service without records: $(line Services shadow)"
[ "$(line Months "${past%-*}")" = '1 1 1' ] || fail 'the report has no line for a month without records'
ok 'what never went through the gate has a line in the report'
