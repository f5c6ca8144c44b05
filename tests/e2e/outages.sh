#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Can a service be mended while something that the gate asks is away? The forge, the tracker, the platform and the
# ledger in turn: each outage says how to go ahead, one signature does not do, two break the glass, and once it
# is back a retro settles what was left open. A time-stamping authority that is away stops nothing, with or without
# broken glass. At the end all of it verifies, re-performs and can be explained.
# shellcheck disable=SC1091,SC2034,SC2119,SC2153,SC2154 # what libraries set
set -euo pipefail
. "$(dirname "$0")/models"
SCRATCH=$work/service
WORLDS=$work/worlds
TRACKERS=$work/trackers
AUTHORITY=$work/authority
mkdir "$SCRATCH" "$WORLDS" "$TRACKERS" "$AUTHORITY"
mkfifo "$work/hold"
exec {hold}<>"$work/hold" # the servers' input: ends with this script
"$here/../fake/github/serve" "$WORLDS" "$work/github-port" <&"$hold" 2>"$work/github.err" &
servers=$!
"$here/../fake/tracker/serve" "$TRACKERS" "$work/tracker-port" <&"$hold" 2>"$work/tracker.err" &
servers+=" $!"
"$here/../fake/tsa/serve" "$AUTHORITY" <&"$hold" 2>"$work/authority.err" &
servers+=" $!"
for library in library github emergency tracker platform; do
	# shellcheck source=/dev/null
	. "$here/../scenarios/$library.sh"
done
# shellcheck disable=SC2086 # a list of processes
leave() {
	kill $servers ${PLATFORM_PID-} 2>/dev/null || :
	rm -rf "$work"
}
GITHUB_SERVER=$(address_in "$work/github-port")
TRACKER_SERVER=$(address_in "$work/tracker-port")
platform_begin
trap leave EXIT

fail() { # WORDS
	echo "FAIL $*" >&2
	for file in err out; do
		[ ! -s "$SCRATCH/$file" ] || cut -c 1-2000 "$SCRATCH/$file" | sed "s/^/  $file | /" >&2
	done
	exit 1
}

ok() {
	echo "ok $*"
}

make_keys example.org/acme/pay
export_keys
AUTHORITY_URL=$(address_in "$AUTHORITY/port")/
jq --arg root "$(openssl x509 -in "$AUTHORITY/ca.pem" -outform der | base64 -w 0)" '.timestampAuthorities = [$root]' \
	"$SHARED/trust.json" >"$work/trust"
cp "$work/trust" "$SHARED/trust.json"

# ---- a service that everything is asked about ----------------------------------------------------------

cd "$SCRATCH"
tracker_world jira-cloud
github_repository "emergency=$emergency_policy" allowed_signers=.changegate/allowed_signers \
	"$platform_policy" "$(with_tracker jira-cloud)" \
	"ledger={ store: \"dir:.git/changegate/ledger\", origin: example.org/acme/pay, timestamp: \"$AUTHORITY_URL\" }"
emergency_signers
github_world
platform_job staging
baseline staging
glass_keys "$ALICE" "$BOB"

number=10
begin() { # a request of Alice's that Bob approved, with its ticket, and the job that deploys it
	number=$((number + 1))
	ticket "PAY-$number"
	topic "topic-$number"
	pull "$number" "topic-$number" --title "PAY-$number more"
	approved "$number" bob
	merge_pull "$number" olivia merge
	tests
	platform_job staging
}
begin
deploy staging
expect 0 allowed separation=PASS:PROOF-GIVEN ticket=PASS:TKT-FOUND approval=PASS:APPR-COUNTED
same message '' "$(<"$SCRATCH/err")"
ok 'while everything answers, a reviewed change passes'

# ---- what is away, and back ----------------------------------------------------------------------------

away_forge() { fault status status:=503; }
back_forge() { event heal; }
away_tracker() { event_there fault kind=status status:=503; }
back_tracker() { event_there heal; }
away_platform() { platform_job staging '.down = true'; }
back_platform() { platform_job staging; }
away_ledger() {
	mv .git/changegate/ledger "$work/away"
	echo gone >.git/changegate/ledger
}
back_ledger() {
	rm .git/changegate/ledger
	mv "$work/away" .git/changegate/ledger
}

glass=()
break_glass() { # STATUS PERSON...: by those who sign
	local wanted=$1
	shift
	authorise "$@"
	deploy staging --break-glass --reason 'it is down' "${glass[@]}" "${authorised[@]}"
	same status "$wanted" "$status"
}

says_how() { # FILE
	grep -qF -- "--env staging --service default --sha $(commit_of HEAD) --break-glass" "$1" ||
		grep -qF -- "--env staging --sha $(commit_of HEAD) --break-glass" "$1" ||
		fail 'the outage does not say how to go ahead'
}

records=()
outage() { # WHAT STATUS WHERE: of a deploy without its answer, and where that says how to go ahead
	export CHANGEGATE_HTTP_BUDGET=2
	begin
	"away_$1"
	deploy staging
	same status "$2" "$status"
	says_how "$SCRATCH/$3"
	break_glass 1 "$ALICE"
	break_glass 0 "$ALICE" "$BOB"
	same result emergency "$(of_last result)"
	"back_$1"
	unset CHANGEGATE_HTTP_BUDGET
	[ "$1" != ledger ] || hand_in
	records+=("$(of_last recordId) $1")
	settle "$1"
}

hand_in() { # what was signed while the ledger was away
	run_gate ledger append "$work"/kept/*.break-glass.json
	same status 0 "$status"
	fact[recordId]=$(basename "$work"/kept/*.break-glass.json .break-glass.json)
}

settle() { # WHAT: the record says what was away, and is settled once that answers
	run_gate explain "$(of_last recordId)"
	same status 0 "$status"
	grep -qF "the glass was broken: $1:" "$SCRATCH/out" || fail "$1: the record does not say what was away"
	back_platform
	retro
	same status 0 "$status"
	same result allowed "$(of_last result)"
	ok "without the $1 two people break the glass, and a retro settles it"
}

outage forge 3 out
outage tracker 3 out
outage platform 3 out
glass=(--spool "$work/kept")
outage ledger 4 err

# ---- the time-stamping authority -----------------------------------------------------------------------

authority_says_nothing() { # that it was said, in the file where messages are
	grep -qF 'LEDGER-UNSTAMPED: time-stamping checkpoint ' "$SCRATCH/err" ||
		fail 'it is not said that nothing was time-stamped'
	[ ! -e .git/changegate/ledger/checkpoints ] || fail 'something was kept'
}
rm -r .git/changegate/ledger/checkpoints # as if an hour had gone by
echo html >"$AUTHORITY/fault" # a page about maintenance
begin
deploy staging
expect 0 allowed separation=PASS:PROOF-GIVEN ticket=PASS:TKT-FOUND approval=PASS:APPR-COUNTED
authority_says_nothing
ok 'without the authority a deploy goes ahead as ever, and says that nobody has time-stamped it'
glass=()
begin
export CHANGEGATE_HTTP_BUDGET=2
away_forge
break_glass 0 "$ALICE" "$BOB"
same result emergency "$(of_last result)"
authority_says_nothing
back_forge
unset CHANGEGATE_HTTP_BUDGET
records+=("$(of_last recordId) forge")
settle forge
rm "$AUTHORITY/fault"
ok 'with broken glass it does, too'

# ---- afterwards ----------------------------------------------------------------------------------------

begin
deploy staging
expect 0 allowed separation=PASS:PROOF-GIVEN ticket=PASS:TKT-FOUND approval=PASS:APPR-COUNTED
expect_not emergency=NOTE:CHG-UNSETTLED
ok 'nothing is left open'

run_gate ledger stamp
same status 0 "$status"
run_gate verify --reperform --stamped-within 1h --trust "$SHARED/trust.json" "dir:$PWD/.git/changegate/ledger"
same status 0 "$status"
run_gate audit population --from 2020-01-01 --to 2099-12-31 --directory "$work/population"
same emergencies 5 "$(jq -c 'select(.change_type == "emergency" and .result == "emergency")' \
	"$work/population/population.jsonl" | wc -l)"
jq -r .record_id "$work/population/population.jsonl" >"$work/all"
while read -r record; do
	run_gate explain "$record"
	same status 0 "$status"
	grep -qF "record $record: " "$SCRATCH/out" || fail "$record is not explained"
done <"$work/all"
for line in "${records[@]}"; do
	grep -qxF "${line% *}" "$work/all" || fail "the emergency without the ${line#* } is not in the population"
done
! grep -rqF -e canary -e "$ACTIONS_ID_TOKEN_REQUEST_TOKEN" .git/changegate/ledger "$work/population" ||
	fail 'a token came out'
ok 'all of it verifies, re-performs, is in the population, and can be explained'
