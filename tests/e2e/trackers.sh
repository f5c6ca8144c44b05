#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# How is a tracker asked, and what does the gate decide when it answers wrongly, late or not at all? Many tickets
# in few requests, an outage costs one budget, no fault allows what was refused, the token comes out nowhere.
# OPENAPI=FILE: Atlassian's description of Jira Cloud, which every request is held against.
# shellcheck disable=SC1091,SC2034,SC2119,SC2154 # what libraries set
set -euo pipefail
. "$(dirname "$0")/models"
TRACKERS=$work/trackers
WORLDS=$work/none
OTHERS=$work/others
mkdir "$TRACKERS" "$OTHERS" "$OTHERS/evil"
export MODEL_LOG=$work/all.ndjson
: >"$MODEL_LOG"
mkfifo "$work/hold"
exec {hold}<>"$work/hold" # the servers' input: ends with this script
"$here/../fake/tracker/serve" "$TRACKERS" "$work/port" <&"$hold" 2>"$work/server.err" &
servers=$!
"$here/../fake/tracker/serve" "$OTHERS" "$work/other-port" <&"$hold" 2>"$work/other.err" &
servers+=" $!"
# shellcheck disable=SC2086 # a list of processes
trap 'kill $servers 2>/dev/null || :; [ -n "${KEEP-}" ] || rm -rf "$work"' EXIT
. "$here/../scenarios/library.sh"
. "$here/../scenarios/github.sh"
. "$here/../scenarios/tracker.sh"
TRACKER_SERVER=$(address_in "$work/port")
EVIL=$(address_in "$work/other-port")/evil
make_keys example.org/acme/pay
export_keys

fail() { # WORDS
	touch "$SCRATCH/err" "$SCRATCH/out"
	echo "FAIL ${SCRATCH##*/}: $*" >&2
	sed 's/^/  stderr | /' "$SCRATCH/err" | cut -c 1-300 | tail -n 4 >&2
	sed 's/^/  stdout | /' "$SCRATCH/out" | cut -c 1-300 | head -n 6 >&2
	exit 1
}

# begin NAME KIND: a repository with a first record, whose tickets KIND tracks.
begin() {
	local projects='PAY, OPS'
	SCRATCH=$work/$1
	mkdir "$SCRATCH"
	cd "$SCRATCH"
	: >out
	: >err
	[ "$2" != servicenow ] || projects=CHG
	tracker_world "$2"
	repository "$(with_tracker "$2" | sed "s/PAY, OPS/$projects/; s/title/subject/")"
	"$BIN" deploy --env staging --baseline >"$SCRATCH/out" 2>"$SCRATCH/err" || fail 'no baseline'
}

named() { # KEY: Alice's commit, reviewed by Bob
	commit "$1 more" "Reviewed-by: $BOB"
}

# gate SECONDS: a deploy over the ledger as it was before, within that budget; leaves the status.
gate() {
	local began=$EPOCHREALTIME
	[ -e "$SCRATCH/ledger" ] || cp -r .git/changegate/ledger "$SCRATCH/ledger"
	rm -rf .git/changegate/ledger "$SCRATCH/envelope"
	cp -r "$SCRATCH/ledger" .git/changegate/ledger
	: >"$TRACKER_WORLD/log.ndjson"
	status=0
	CHANGEGATE_HTTP_BUDGET=$1 "$BIN" deploy --env staging --debug-http \
		--output envelope="$SCRATCH/envelope" >"$SCRATCH/out" 2>"$SCRATCH/err" || status=$?
	took_ms=$(((${EPOCHREALTIME/./} - ${began/./}) / 1000))
	jq -c '.payload | @base64d | fromjson | .predicate' "$SCRATCH/envelope" >"$SCRATCH/predicate"
	! grep -qF -e canary -e "$(printf canary | base64)" "$SCRATCH"/{out,err,predicate} ||
		fail 'the token came out'
	"$BIN" verify --reperform --trust "$SHARED/trust.json" .git/changegate/ledger \
		>"$SCRATCH/verified" 2>&1 || fail "the ledger does not verify: $(<"$SCRATCH/verified")"
}

most_at_once() {
	jq -s '[.[].concurrency] | max' "$TRACKER_WORLD/log.ndjson"
}

# ---- many tickets in few requests ----------------------------------------------------------------------

many() { # KIND REQUESTS
	local key prefix=PAY-
	[ "$1" != servicenow ] || prefix=CHG003
	begin "many-$1" "$1"
	for ((i = 1000; i < 1300; i++)); do
		key=$prefix$i
		event_there ticket key="$key" by=712020:petra
		[ "$1" = servicenow ] || moves petra "$key" 'In Review'
		named "$key"
	done
	gate 60
	[ "$status" -eq 0 ] || fail "300 tickets: status $status"
	[ "$(asked_there)" -eq "$2" ] || fail "300 tickets: $(asked_there) requests instead of $2"
	[ "$(most_at_once)" -ge 2 ] || fail '300 tickets: one request behind the other'
	[ "$(jq '.evidence.tickets.tracker.tickets | map(select(.state == "found")) | length' \
		"$SCRATCH/predicate")" -eq 300 ] || fail '300 tickets: not all are there'
	[ "$1" = servicenow ] || [ "$(jq '.evidence.tickets.tracker.tickets | map(select(
		.history.state == "known" and .transitions[0].fromCategory == "in-progress")) | length' \
		"$SCRATCH/predicate")" -eq 300 ] || fail '300 tickets: not the whole history is there'
	echo "ok $1: 300 tickets in $2 requests"
}

# ---- an outage costs one budget ------------------------------------------------------------------------

outage() {
	begin outage jira-cloud
	for ((i = 1000; i < 1300; i++)); do named "PAY-$i"; done
	event_there fault kind=status status:=503
	gate 2
	[ "$status" -eq 3 ] || fail "Jira is down: status $status"
	[ "$took_ms" -le 12000 ] || fail "Jira is down: it took $took_ms ms of a budget of 2 s"
	echo "ok Jira is down: $took_ms ms, and nothing is known"
}

# ---- faults --------------------------------------------------------------------------------------------

# NAME ENDS KIND [KEY=VALUE...]: whether it ends by itself within the time there is.
faults() {
	cat <<-END
		unauthorized stays status status:=401
		forbidden stays status status:=403
		not-found stays status status:=404
		gone stays status status:=410
		too-many stays status status:=429 headers:={"retry-after":"60"}
		too-many-once ends status status:=429 headers:={"retry-after":"1"} times:=1
		error stays status status:=500
		error-once ends status status:=500 times:=1
		html stays html
		html-login stays html status:=401
		redirect stays redirect to=$EVIL/rest/api/3/status
		half-json stays not-json
		null stays not-json text=null
		empty stays empty
		list stays not-json text=[]
		no-issues stays not-json text={"issues":[],"issueErrors":[],"issueChangeLogs":[],"result":[],"total":0}
		cut stays cut
		cut-once ends cut times:=1
		drip stays drip
		huge stays huge bytes:=68157440
	END
}

facts() {
	jq -c '.evidence.tickets.tracker' "$SCRATCH/predicate"
}

one_fault() { # WANTED NAME ENDS MATCH KIND [KEY=VALUE...]
	local wanted=$1 what="$2 in $4" ends=$3 budget=2
	event_there heal
	event_there fault kind="$5" match="$4" "${@:6}"
	[ "$ends" = stays ] || budget=15
	gate "$budget"
	[ "$(asked_there '.faults | length > 0')" -gt 0 ] || fail "$what: no request had it"
	[ "$took_ms" -le $((budget * 1000 + 10000)) ] || fail "$what: it took $took_ms ms"
	if cmp -s <(facts) "$SCRATCH/clean"; then
		[ "$status" -eq "$wanted" ] || fail "$what: status $status over the same facts"
		return
	fi
	[ "$ends" = stays ] || fail "$what: it ended by itself, and the facts are others"
	case $status in
	0) [ "$wanted" -eq 0 ] || fail "$what: allowed what is refused" ;;
	1 | 3) ;;
	*) fail "$what: status $status" ;;
	esac
}

# A fault in what is needed may not be taken for a ticket that counts.
matrix() { # STORY KIND WANTED KEY
	local name ends rest match words count=0
	begin "$1-$2" "$2"
	if [ "$2" = servicenow ]; then
		ticket CHG0030007
		named "$4"
	else
		event_there settings 'with:={"pageSize":1}'
		ticket PAY-7
		moves petra PAY-7 'In Review'
		moves petra PAY-7 Approved
		named "$4"
	fi
	gate 30
	[ "$status" -eq "$3" ] || fail "without a fault: status $status"
	facts >"$SCRATCH/clean"
	jq -r '.method + " " + (.path | sub("\\?.*"; ""))' "$TRACKER_WORLD/log.ndjson" | sort -u \
		>"$SCRATCH/requests"
	while IFS= read -r match; do
		while read -r name ends rest; do
			[ -z "${ONLY_FAULT-}" ] || [ "$name" = "$ONLY_FAULT" ] || continue
			read -ra words <<<"$rest"
			one_fault "$3" "$name" "$ends" "$match" "${words[@]}"
			count=$((count + 1))
		done < <(faults)
	done <"$SCRATCH/requests"
	echo "ok $1 at $2: $count faults in $(wc -l <"$SCRATCH/requests") kinds of requests"
}

# ---- basic authentication ------------------------------------------------------------------------------

basic() {
	local pair
	begin basic jira-cloud
	pair=$(printf '%s' "ada@example.org:$CHANGEGATE_JIRA_TOKEN" | base64 -w 0)
	event_there token token="$pair"
	export CHANGEGATE_JIRA_USER=ada@example.org
	ticket PAY-7
	named PAY-7
	gate 30
	[ "$status" -eq 0 ] || fail "basic authentication: status $status"
	! grep -qF "$pair" "$SCRATCH"/{out,err,predicate} || fail 'the pair came out'
	unset CHANGEGATE_JIRA_USER
	gate 30
	[ "$status" -eq 3 ] || fail "the token alone: status $status"
	echo 'ok the account and its token go together'
}

# ---- Atlassian's own description -----------------------------------------------------------------------

described() {
	[ -n "${OPENAPI-}" ] || {
		echo 'skip OPENAPI names no description of Jira Cloud'
		return
	}
	python3 "$here/../fake/tracker/validate" "$OPENAPI" "$MODEL_LOG"
	printf '{"method":"POST","path":"/rest/api/3/issue/bulkfetch","body":{"fields":["x"]}}\n' \
		>"$work/wrong.ndjson"
	! python3 "$here/../fake/tracker/validate" "$OPENAPI" "$work/wrong.ndjson" >"$work/wrong" ||
		fail 'the description finds nothing wrong'
	echo 'ok every request to Jira Cloud is as Atlassian describes it'
}

lanes=''
for lane in 'many jira-cloud 4' 'many jira-data-center 4' 'many servicenow 3' outage basic \
	'matrix allowed jira-cloud 0 PAY-7' 'matrix refused jira-cloud 1 PAY-8' \
	'matrix refused jira-data-center 1 PAY-8' 'matrix refused servicenow 1 CHG0030008'; do
	$lane &
	lanes+=" $!"
done
failed=0
for lane in $lanes; do wait "$lane" || failed=1; done
[ "$failed" -eq 0 ] || exit 1
[ ! -s "$OTHERS/evil/log.ndjson" ] || fail "another host was asked: $(<"$OTHERS/evil/log.ndjson")"
described
